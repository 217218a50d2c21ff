import pytest
from hojas_de_texto import tabla_de

from clientesctl.registro.enlace import clave_de_enlace, enlazar

CLIENTES = tabla_de(
    "ID|NOMBRE|APELLIDO_1|APELLIDO_2|ID_FISCAL|EMAIL\n"
    "C-001|ANA|GARCÍA|LÓPEZ|12345678Z|ana@ejemplo.es\n"
    "C-002|JUAN|PÉREZ||87654321X|juan@ejemplo.es\n"
    "C-003|LUCÍA|GIL|SOTO|11223344B|lucia@ejemplo.es\n"
)


def ventas(*referencias: str):
    cuerpo = "\n".join(f"2026-01-0{i}|{r}|10" for i, r in enumerate(referencias, 1))
    return tabla_de("FECHA|ID_CLIENTE|IMPORTE\n" + cuerpo, "VENTAS", "VENTAS")


@pytest.mark.parametrize(
    ("referencias", "clave", "posiciones"),
    [
        (("C-003", "C-001", "C-003"), ("id",), [2, 0, 2]),
        (("c003", "C-001", "C-999"), ("id",), [2, 0, -1]),
        (("12.345.678-Z", "87654321x"), ("id_fiscal",), [0, 1]),
        (("Ana Garcia Lopez", "JUAN PEREZ"), ("nombre", "apellido_1", "apellido_2"), [0, 1]),
        (("GIL SOTO, LUCIA", "García López, Ana"), ("apellido_1", "apellido_2", "nombre"), [2, 0]),
        (("ANA@EJEMPLO.ES", "lucia@ejemplo.es"), ("email",), [0, 2]),
    ],
)
def test_la_venta_encuentra_a_su_cliente_como_quiera_que_lo_nombre(referencias, clave, posiciones):
    otra = ventas(*referencias)
    assert clave_de_enlace(CLIENTES, otra) == clave
    assert enlazar(CLIENTES, otra).tolist() == posiciones


def test_sin_ninguna_coincidencia_nadie_es_de_nadie():
    otra = ventas("X1", "X2")
    assert clave_de_enlace(CLIENTES, otra) is None
    assert enlazar(CLIENTES, otra).tolist() == [-1, -1]


def test_una_venta_sin_cliente_no_es_de_nadie():
    assert enlazar(CLIENTES, ventas("C-001", "", "C-002")).tolist() == [0, -1, 1]


def test_dos_que_se_llaman_igual_no_se_confunden():
    iguales = tabla_de("Nombre|Teléfono\nAna Gil Soto|1\nAna Gil Soto|2\nEva Ruiz Paz|3")
    otra = ventas("Ana Gil Soto", "Eva Ruiz Paz")
    assert enlazar(iguales, otra).tolist() == [-1, 2]


def test_por_el_nombre_se_encuentra_a_personas_y_a_empresas():
    mezcla = tabla_de(
        "NOMBRE|APELLIDO_1|APELLIDO_2|RAZON_SOCIAL|NOMBRE_COMPLETO\n"
        "ANA|GARCÍA|LÓPEZ||\nJUAN|PÉREZ|RUIZ||\nLUCÍA|GIL|SOTO||\n"
        "|||PAN ROCA, S.L.|\n||||EVA DE LA FUENTE"
    )
    otra = ventas("ANA GARCÍA LÓPEZ", "JUAN PÉREZ RUIZ", "LUCÍA GIL SOTO", "PAN ROCA SL",
                  "EVA DE LA FUENTE", "ANA GARCÍA")  # fmt: skip
    assert enlazar(mezcla, otra).tolist() == [0, 1, 2, 3, 4, -1]


def test_un_numero_guardado_como_numero_encuentra_al_de_los_ceros():
    clientes = tabla_de("ID|NOMBRE|APELLIDO_1\n007|ANA|GIL\n008|EVA|PAZ")
    assert enlazar(clientes, ventas("7", "8")).tolist() == [0, 1]


def test_sin_columna_de_cliente_no_hay_enlace():
    otra = tabla_de("FECHA|IMPORTE\n2026-01-01|5", "VENTAS")
    assert enlazar(CLIENTES, otra).tolist() == [-1]


def test_el_cliente_12_de_la_sucursal_1_no_es_el_2_de_la_11():
    clientes = tabla_de("ID|NOMBRE\n1-12|ANA\n11-2|EVA\n3-01|LUZ\n")
    assert enlazar(clientes, ventas("1-12", "11-2", "3-1", "30-1")).tolist() == [0, 1, 2, -1]
