"""A quién no se llama nunca."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cartera_de_texto import hacer_registro, ver_cartera

from clientesctl.cartera.respeto import apartar

VENTAS = "FECHA | ID_CLIENTE\n2026-10-01 | C1"


def razon(clientes: str, **otras: str) -> str | None:
    """Por qué no se llama al primero; None si se le puede llamar."""
    apartados = apartar(ver_cartera(hacer_registro(clientes, ventas=VENTAS, **otras)))
    cual = int(apartados.cual[0])
    return None if cual < 0 else apartados.razones[cual]


@pytest.mark.parametrize("escrito", ["SI", "Sí", "x", "1", "VERDADERO", "mejor no", "correo", "✓"])
def test_quien_no_quiere_que_le_llamen_no_sale(escrito: str) -> None:
    assert razon(f"ID | NO_CONTACTAR\nC1 | {escrito}") == "pidió que no se le contacte"


@pytest.mark.parametrize("escrito", ["", "NO", "no", "0", "FALSO", "-"])
def test_un_no_claro_deja_llamar(escrito: str) -> None:
    assert razon(f"ID | NO_CONTACTAR\nC1 | {escrito}") is None


@pytest.mark.parametrize(
    ("clientes", "esperada"),
    [
        ("ID | FALLECIDO_EL\nC1 | 2026-01-01", "ha fallecido"),
        ("ID | FALLECIDO_EL\nC1 | SI", "ha fallecido"),
        ("ID | SITUACION\nC1 | Fallecida", "ha fallecido"),
        ("ID | CANCELADO_EL\nC1 | 2026-11-01", "canceló"),
        ("ID | ETAPA\nC1 | CANCELAR", "canceló"),
        ("ID | FUSIONADO_EN\nC1 | C2", "ficha absorbida por otra"),
        ("ID | CONSENTIMIENTO\nC1 | NO", "pidió que no se le contacte"),
        ("ID | SITUACION\nC1 | No llamar", "pidió que no se le contacte"),
        ("ID | CADUCA_EL\nC1 | 2026-11-21", "sus datos han caducado"),
        ("ID | CADUCA_EL\nC1 | 2026-11-22", None),
        ("ID | ETAPA\nC1 | PERDIDO", None),
        ("ID | SITUACION\nC1 | De baja", "el registro lo da de baja"),
        ("ID | SITUACION\nC1 | ACTIVO", None),
    ],
)
def test_cada_uno_tiene_su_razon(clientes: str, esperada: str | None) -> None:
    assert razon(clientes) == esperada


@pytest.mark.parametrize(
    ("filas", "fuera"),
    [
        (["2026-01-01 | C1 | TELEFONO | NO"], True),
        (["2026-01-01 | C1 | TELEFONO | SI", "2026-02-01 | C1 | TELEFONO | NO"], True),
        (["2026-02-01 | C1 | TELEFONO | SI", "2026-01-01 | C1 | TELEFONO | NO"], False),
        (["2026-01-01 | C1 | TELEFONO | NO", "2026-02-01 | C1 | CORREO | SI"], True),
        (["2026-01-01 | C1 | CORREO | NO", "2026-02-01 | C1 | TELEFONO | SI"], False),
        (["2026-12-01 | C1 | TELEFONO | NO"], False),
        (["2026-01-01 | C2 | TELEFONO | NO"], False),
    ],
)
def test_cuenta_la_ultima_palabra_de_su_consentimiento(filas: list[str], fuera: bool) -> None:
    texto = "\n".join(["FECHA | ID_CLIENTE | CANAL | OTORGADO", *filas])
    dicha = razon("ID\nC1\nC2", consentimientos=texto)
    assert dicha == ("retiró o negó su consentimiento" if fuera else None)


@pytest.mark.parametrize(
    ("fila", "fuera"),
    [
        ("2026-11-22 | C1 | LLAMADA", True),
        ("2026-11-21 | C1 | LLAMADA", False),
        ("2026-11-22 | C1 | NOTA", False),
    ],
)
def test_a_quien_ya_se_contacto_hoy_no_se_le_llama_otra_vez(fila: str, fuera: bool) -> None:
    dicha = razon("ID\nC1", contactos=f"FECHA | ID_CLIENTE | TIPO\n{fila}")
    assert dicha == ("ya se le contactó hoy" if fuera else None)


def test_se_cuenta_a_cuantos_se_aparta_y_por_que() -> None:
    clientes = "ID | NO_CONTACTAR | FALLECIDO_EL\nC1 | SI | 2026-01-01\nC2 | SI |\nC3 | |"
    vista = ver_cartera(hacer_registro(clientes, ventas=VENTAS))
    contados = apartar(vista).contar(vista.posiciones())
    assert contados == {"ha fallecido": 1, "pidió que no se le contacte": 1}


@pytest.mark.parametrize(
    ("clientes", "esperada"),
    [
        (
            "ID | OBSERVACIONES\nC1 | Paga bien. NO LLAMAR",
            "en sus notas dice que no se le llame",
        ),
        ("ID | OBSERVACIONES\nC1 | no llamar antes de las 10", None),
        ("ID | OBSERVACIONES\nC1 | fallecido en marzo", "ha fallecido"),
        ("ID | OBSERVACIONES\nC1 | dado de baja", "el registro lo da de baja"),
        ("ID | NOMBRE\nC1 | ANA (NO LLAMAR)", "en sus notas dice que no se le llame"),
        ("ID | RAZON_SOCIAL\nC1 | DIFUNTA CORREA, S.A.", None),
        ("ID | SITUACION\nC1 | baja por fallecimiento", "el registro lo da de baja"),
        ("ID | SITUACION\nC1 | Baja rotación", None),
        ("ID | SITUACION\nC1 | LISTA NEGRA", "el registro lo da de baja"),
        ("ID | SITUACION\nC1 | Robinson", "en sus notas dice que no se le llame"),
        ("ID | SITUACION\nC1 | INACTIVO", None),
        ("ID | CONSENTIMIENTO\nC1 | No autoriza", "pidió que no se le contacte"),
        ("ID | CONSENTIMIENTO\nC1 | No consta", None),
    ],
)
def test_lo_escrito_en_las_notas_tambien_aparta(clientes: str, esperada: str | None) -> None:
    assert razon(clientes) == esperada


def test_en_una_columna_de_bajas_un_si_es_que_esta_de_baja() -> None:
    registro = hacer_registro("ID | SITUACION\nC1 | SI\nC2 | NO", ventas=VENTAS)
    clientes = registro.clientes
    sitio = replace(clientes.asignaciones["situacion"], cabecera="Baja (S/N)")
    de_bajas = replace(clientes, asignaciones={**clientes.asignaciones, "situacion": sitio})
    otro = replace(registro, tablas={**registro.tablas, "CLIENTES": de_bajas})
    assert apartar(ver_cartera(otro)).libres.tolist() == [False, True]


@pytest.mark.parametrize(
    ("contactos", "esperada"),
    [
        ("2026-11-01 | C1 | NO LLAMAR MÁS", "pidió que no se le contacte"),
        ("2026-11-01 | C1 | enfadado, que no le llamemos", "en sus notas dice que no se le llame"),
        ("2026-11-01 | C1 | Ha fallecido", "ha fallecido"),
        ("2026-11-01 | C1 | NO CONTESTA", None),
        ("2026-12-01 | C1 | NO LLAMAR MÁS", None),
    ],
)
def test_lo_que_pidio_en_una_llamada_lo_aparta(contactos: str, esperada: str | None) -> None:
    assert razon("ID\nC1", contactos=f"FECHA | ID_CLIENTE | RESULTADO\n{contactos}") == esperada


def test_lo_que_pidio_en_una_ficha_absorbida_vale_para_la_que_quedo() -> None:
    clientes = "ID | FUSIONADO_EN | NO_CONTACTAR\nC1 | | \nC2 | C1 | SI"
    assert razon(clientes) == "pidió que no se le contacte"


def test_lo_que_pidio_en_la_otra_ficha_con_su_id_vale_para_las_dos() -> None:
    assert razon("ID | NO_CONTACTAR\nC1 |\nC1 | SI") == "pidió que no se le contacte"


@pytest.mark.parametrize(
    ("notas", "se_le_escribe"), [("NO LLAMAR, prefiere correo", True), ("no contactar", False)]
)
def test_a_quien_no_quiere_llamadas_se_le_puede_escribir(notas: str, se_le_escribe: bool) -> None:
    cartera = ver_cartera(hacer_registro(f"ID | OBSERVACIONES\nC1 | {notas}", ventas=VENTAS))
    assert apartar(cartera).libres.tolist() == [False]
    assert apartar(cartera, "correo").libres.tolist() == [se_le_escribe]
