import pytest
from hojas_de_texto import campos, tabla_de

from clientesctl.registro.registro import SEGURA

PERSONAS = ["Ana García López", "Juan Pérez Ruiz", "Lucía Gil Soto", "Pedro Martín Vega"]
EMPRESAS = ["Ferretería Luna S.L.", "Talleres Sol S.A.", "Hotel Mar S.L.U.", "Pan Roca, S.L."]
NOMBRES = ["Ana", "Juan Carlos", "Lucía", "Pedro"]
CODIGOS = ["C-001", "C-002", "C-003", "C-004"]
TELEFONOS = ["612345678", "913334455", "622334455", "934445566"]
CORREOS = ["ana@ejemplo.es", "juan@ejemplo.es", "lucia@ejemplo.es", "pedro@ejemplo.es"]


def una(cabecera: str, valores: list[str], **otras: list[str]):
    """La asignación de la primera columna, con otras al lado."""
    columnas = {cabecera: valores, **otras}
    filas = zip(*columnas.values(), strict=True)
    texto = "\n".join(["|".join(columnas), *("|".join(f) for f in filas)])
    return next((a for a in tabla_de(texto).asignaciones.values() if a.columna == 1), None)


@pytest.mark.parametrize(
    ("cabecera", "valores", "campo"),
    [
        ("Nombre", PERSONAS, "nombre_completo"),
        ("Nombre", EMPRESAS, "razon_social"),
        ("Nombre", NOMBRES, "nombre"),
        ("Cliente", PERSONAS, "nombre_completo"),
        ("Cliente", EMPRESAS, "razon_social"),
        ("Cliente", CODIGOS, "id"),
        ("Título", ["Sr.", "Dª", "Dr.", "Sra."], "titulo"),
        ("Título", PERSONAS, "nombre_completo"),
        ("Título", EMPRESAS, "razon_social"),
        ("Nombre (facturación)", EMPRESAS, "razon_social"),
        ("Estado", ["Jalisco", "Nuevo León", "Puebla", "Sonora"], "provincia"),
        ("Estado", ["Activo", "Inactivo", "Activo", "Activo"], "situacion"),
        ("Estado", ["INICIAL", "CONVENCIENDO", "COMPRADOR", "VISITA"], "etapa"),
        ("Contacto", TELEFONOS, "telefono"),
        ("Contacto", CORREOS, "email"),
        ("Entidad", ["Jal.", "N.L.", "Edo. Méx.", "Puebla"], "provincia"),
        ("Entidad", EMPRESAS, "razon_social"),
        ("Departamento", ["Antioquia", "Cundinamarca", "Antioquia", "Caldas"], "provincia"),
        ("Código", CODIGOS, "id"),
    ],
)
def test_los_valores_deciden_lo_que_la_cabecera_deja_abierto(cabecera, valores, campo):
    # con otras columnas al lado, para que haya una cabecera
    sitio = una(cabecera, valores, Zona=["N", "S", "N", "S"], Observaciones=["a", "b", "c", "d"])
    assert sitio is not None
    assert (sitio.campo, sitio.certeza >= SEGURA) == (campo, True), sitio


def test_nombre_es_el_de_pila_si_hay_columna_de_apellidos():
    texto = "Nombre|Apellidos|Correo\n" + "\n".join(
        f"{n}|García Gil|a{i}@b.es" for i, n in enumerate(NOMBRES)
    )
    assert campos(tabla_de(texto)) == {
        "Nombre": "nombre", "Apellidos": "apellidos", "Correo": "email",
    }  # fmt: skip


def test_el_numero_tras_el_tipo_de_documento_es_el_documento():
    filas = [("DNI", "24351678"), ("DNI", "30123456"), ("DNI", "11222333"), ("DNI", "27888999")]
    texto = "Nombre|Tipo de Documento|Número\n" + "\n".join(
        f"{n}|{t}|{d}" for n, (t, d) in zip(PERSONAS, filas, strict=True)
    )
    assert campos(tabla_de(texto))["Número"] == "id_fiscal"


def test_el_numero_junto_a_la_calle_es_el_de_la_casa():
    texto = "Nombre|Calle|Número\n" + "\n".join(
        f"{n}|Calle Mayor|{d}" for n, d in zip(PERSONAS, ["3", "14", "S/N", "3"], strict=True)
    )
    assert campos(tabla_de(texto))["Número"] == "numero"


def test_comercial_es_el_vendedor_si_se_repite():
    sitio = una("Comercial", ["EMILY", "JUAN"] * 4, Nombre=PERSONAS * 2)
    assert sitio.campo == "vendedor"


def test_un_tanto_por_ciento_no_es_un_departamento():
    assert una("Dto. %", ["0", "5", "10", "5"], Nombre=PERSONAS, Calle=["Calle Sol"] * 4) is None


def test_un_codigo_de_programa_no_parece_una_empresa():
    codigos = [f"__export__.res_partner_{n}" for n in (41, 42, 44, 47)]
    sitio = una("External ID", codigos, Nombre=PERSONAS)
    assert (sitio.campo, sitio.certeza >= SEGURA) == ("id", True)


def test_de_las_senas_de_casa_y_las_del_trabajo_valen_las_que_estan():
    tabla = tabla_de(
        """
Nombre|Apellidos|Ciudad del domicilio|Ciudad de trabajo|Móvil
Ana|García López||Soria|612345678
Juan|Pérez Ruiz||Cuenca|622334455
"""
    )
    assert tabla.asignaciones["ciudad"].cabecera == "Ciudad de trabajo"


def test_de_un_documento_que_parece_un_telefono_no_se_dice_que_lo_sea():
    sitio = una("RUC / CI", ["1234567-1", "2345678-2", "3456789-3", "4567890-0"], Nombre=PERSONAS)
    assert sitio.campo == "id_fiscal"
    assert "teléfonos" not in sitio.motivo


def test_unos_valores_que_desmienten_la_cabecera_quitan_la_certeza_y_se_dice():
    sitio = una("Teléfono", CORREOS, Nombre=PERSONAS)
    assert sitio.campo == "telefono"
    assert sitio.certeza < SEGURA
    assert sitio.motivo == "por la cabecera, pero por los valores 100 % son correos"


def test_unas_pocas_erratas_no_quitan_la_certeza():
    malos = ["61234", "no tiene", *TELEFONOS, "600112233"]
    assert una("TELEFONO", malos, Nombre=[*PERSONAS, *PERSONAS[:3]]).certeza >= SEGURA


def test_una_columna_sin_cabecera_conocida_nunca_es_segura():
    sitio = una("Buzón", CORREOS, Nombre=PERSONAS, Notas=PERSONAS)
    assert (sitio.campo, sitio.certeza < SEGURA) == ("email", True)
    assert sitio.motivo == "por los valores: 100 % son correos"


def test_la_clave_de_acceso_no_es_el_numero_de_cliente():
    assert una("Contraseña", ["a1b2", "c3d4", "e5f6", "g7h8"], Nombre=PERSONAS) is None


def test_el_porcentaje_se_lee_como_lo_diria_una_persona():
    sitio = una("Correo", [*CORREOS, "pendiente"], Nombre=[*PERSONAS, "Eva Gil"])
    assert "80 % son correos" in sitio.motivo
