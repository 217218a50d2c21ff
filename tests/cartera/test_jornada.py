"""A quién se llama hoy, en qué orden, por qué y por dónde."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from jornada_de_texto import LUNES, jornada, llamadas, por_que_no, quienes

from clientesctl.cartera.llamada import Turno

CONTACTOS = "FECHA | ID_CLIENTE | TIPO | SENTIDO | RESULTADO | PROXIMO_PASO | PROXIMA_FECHA"
CONSENTIMIENTOS = "FECHA | ID_CLIENTE | CANAL | OTORGADO"
UNO = "ID | NOMBRE | MOVIL\nC1 | ANA | 612334455"


def contactos(*filas: str) -> str:
    """La hoja de contactos con esas filas, a las que se les completan las columnas."""
    anchas = (f"{fila}{' | ' * (6 - fila.count('|'))}" for fila in filas)
    return "\n".join([CONTACTOS, *anchas])


def ventas(*filas: str) -> str:
    return "\n".join(["FECHA | ID_CLIENTE | IMPORTE", *filas])


# --- a quién le toca -----------------------------------------------------------------------


def test_a_un_prospecto_se_le_llama_cada_semana() -> None:
    assert quienes(UNO, contactos=contactos("2026-11-16 | C1 | LLAMADA")) == ["C1"]
    assert quienes(UNO, contactos=contactos("2026-11-17 | C1 | LLAMADA")) == []


def test_una_hoja_sin_estrenar_es_como_si_no_estuviera() -> None:
    assert quienes(UNO, contactos=CONTACTOS) == quienes(UNO) == ["C1"]


def test_el_plazo_de_cada_uno_es_el_de_las_politicas() -> None:
    hace_diez = contactos("2026-11-13 | C1 | LLAMADA")
    assert quienes(UNO, contactos=hace_diez, politica={"prospecto": 15}) == []


@pytest.mark.parametrize(("dia", "toca"), [("2026-11-03", True), ("2026-11-04", False)])
def test_a_quien_compra_se_le_llama_por_su_propio_ritmo(dia: str, toca: bool) -> None:
    suyas = ventas(*(f"{d} | C1 | 10" for d in ("2026-09-24", "2026-10-14", dia)))
    assert quienes(UNO, ventas=suyas) == (["C1"] if toca else [])


def test_el_ritmo_que_dice_la_ficha_manda() -> None:
    con_ciclo = "ID | NOMBRE | MOVIL | CICLO_DIAS\nC1 | ANA | 612334455 | 10"
    assert quienes(con_ciclo, ventas=ventas("2026-11-13 | C1 | 10")) == ["C1"]
    assert quienes(UNO, ventas=ventas("2026-11-13 | C1 | 10")) == []


@pytest.mark.parametrize(
    ("causa", "dia", "toca"),
    [
        ("COMPETENCIA", "2026-08-01", True),
        ("", "2026-08-01", True),
        ("COMPETENCIA", "2026-10-01", False),
        ("YA NO EXISTE", "2026-01-01", False),
        ("impagos", "2026-01-01", False),
    ],
)
def test_a_quien_se_perdio_y_puede_volver_se_le_llama_cada_trimestre(
    causa: str, dia: str, toca: bool
) -> None:
    perdido = (
        f"ID | NOMBRE | MOVIL | PERDIDO_EL | MOTIVO_INACTIVIDAD\nC1 | ANA | 6123 | {dia} | {causa}"
    )
    assert quienes(perdido) == (["C1"] if toca else [])


def test_primero_los_pasos_luego_los_que_se_van_y_despues_los_demas() -> None:
    fichas = (
        "ID | NOMBRE | MOVIL | PERDIDO_EL\n"
        "PERDIDO | A | 600000001 | 2026-01-01\nPROSPECTO | B | 600000012 |\n"
        "INACTIVO | C | 600000023 |\nPREINACTIVO | D | 600000034 |\nPASO | E | 600000045 |\n"
        "ACTIVO | F | 600000056 |"
    )
    suyas = ventas(
        "2026-06-01 | INACTIVO | 900", "2026-10-15 | PREINACTIVO | 10", "2026-10-26 | ACTIVO | 10"
    )
    paso = contactos("2026-11-20 | PASO | LLAMADA | SALIDA | | LLAMAR | 2026-11-23")
    orden = ["PASO", "PREINACTIVO", "INACTIVO", "PROSPECTO", "ACTIVO", "PERDIDO"]
    assert quienes(fichas, ventas=suyas, contactos=paso, politica={"cliente": 28}) == orden


def test_entre_inactivos_primero_el_que_mas_valia() -> None:
    fichas = "ID | NOMBRE | MOVIL\nPOCO | A | 600000012\nMUCHO | B | 600000023"
    suyas = ventas("2026-06-01 | POCO | 30", "2026-05-01 | MUCHO | 9000")
    assert quienes(fichas, ventas=suyas) == ["MUCHO", "POCO"]


def test_un_paso_que_toca_hoy_rompe_el_descanso() -> None:
    ayer = contactos("2026-11-22 | C1 | LLAMADA | ENTRADA | | LLAMAR | 2026-11-23")
    assert [x.motivo for x in llamadas(UNO, contactos=ayer)] == ["pidió que se le llamara hoy"]


def test_a_quien_dijo_que_otro_dia_no_se_le_llama_antes() -> None:
    citado = contactos("2026-11-10 | C1 | LLAMADA | SALIDA | | LLAMAR | 2026-11-25")
    assert por_que_no(UNO, contactos=citado) == "se quedó en hablar con él otro día"
    assert quienes(UNO, contactos=citado, hoy=dt.date(2026, 11, 25)) == ["C1"]


def test_un_paso_de_hace_medio_ano_que_nadie_dio_ya_no_va_el_primero() -> None:
    viejo = contactos("2026-04-10 | C1 | LLAMADA | SALIDA | | LLAMAR | 2026-05-01")
    assert [x.turno for x in llamadas(UNO, contactos=viejo)] == [Turno.PROSPECTO]


def test_una_propuesta_sin_respuesta_se_pregunta() -> None:
    propuestas = (
        "FECHA | ID_CLIENTE | PRODUCTO | IMPORTE | ESTADO\n2026-11-12 | C1 | RIEGO | 1500 | ENVIADA"
    )
    motivos = [x.motivo for x in llamadas(UNO, propuestas=propuestas)]
    assert motivos == ["propuesta sin respuesta desde el 12/11/2026: RIEGO, 1.500 €"]


@pytest.mark.parametrize(
    ("nacio", "motivo"),
    [("1980-11-24", "cumple años mañana"), ("1980-11-23", "cumple años hoy")],
)
def test_se_felicita_a_quien_cumple_anos(nacio: str, motivo: str) -> None:
    ficha = f"ID | NOMBRE | MOVIL | FECHA_NACIMIENTO\nC1 | ANA | 612334455 | {nacio}"
    hallados = llamadas(ficha, ventas=ventas("2026-11-20 | C1 | 10"))
    assert [x.motivo for x in hallados] == [motivo]


def test_el_viernes_se_felicita_a_quien_cumple_en_el_fin_de_semana() -> None:
    ficha = "ID | NOMBRE | MOVIL | FECHA_NACIMIENTO\nC1 | ANA | 612334455 | 1980-11-29"
    hallados = llamadas(ficha, ventas=ventas("2026-11-20 | C1 | 10"), hoy=dt.date(2026, 11, 27))
    assert [x.motivo for x in hallados] == ["cumple años el 29/11/2026"]


def test_el_uno_de_enero_de_1900_no_es_un_cumpleanos() -> None:
    ficha = "ID | NOMBRE | MOVIL | FECHA_NACIMIENTO\nC1 | ANA | 612334455 | 1900-11-23"
    assert quienes(ficha, ventas=ventas("2026-11-20 | C1 | 10")) == []


# --- lo que se dice ------------------------------------------------------------------------


def test_cada_uno_dice_por_que_esta() -> None:
    suyas = ventas("2026-10-12 | C1 | 540")
    assert [x.motivo for x in llamadas(UNO, ventas=suyas)] == [
        "42 días sin comprar, gastaba 180 €/mes"
    ]
    hace_ocho = contactos("2026-11-15 | C1 | LLAMADA")
    assert [x.motivo for x in llamadas(UNO, contactos=hace_ocho)] == [
        "prospecto sin contacto hace 8 días"
    ]


def test_lo_ultimo_que_se_hablo_va_en_una_linea() -> None:
    hablado = contactos("2026-10-15 | C1 | LLAMADA | SALIDA | INTERESA")
    hallada = llamadas(UNO, contactos=hablado)[0]
    assert hallada.ultima == "15/10/2026 LLAMADA: INTERESA"


# --- por dónde -----------------------------------------------------------------------------

CON_TODO = "ID | NOMBRE | MOVIL | EMAIL\nC1 | ANA | 612334455 | ana@ejemplo.es"


@pytest.mark.parametrize(
    ("antes", "ahora"), [("LLAMADA", "MENSAJE"), ("MENSAJE", "LLAMADA"), ("CORREO", "LLAMADA")]
)
def test_el_medio_es_otro_que_la_ultima_vez(antes: str, ahora: str) -> None:
    hablado = contactos(f"2026-10-15 | C1 | {antes}")
    assert [x.medio for x in llamadas(CON_TODO, contactos=hablado)] == [ahora]


def test_quien_solo_tiene_un_medio_lo_repite_y_se_dice() -> None:
    fijo = "ID | NOMBRE | TELEFONO\nC1 | ANA | 913334455"
    hallada = llamadas(fijo, contactos=contactos("2026-10-15 | C1 | LLAMADA"))[0]
    assert (hallada.medio, hallada.por_que_medio) == ("LLAMADA", "no tiene otro")


def test_un_medio_que_se_nego_no_se_usa() -> None:
    negado = f"{CONSENTIMIENTOS}\n2026-01-01 | C1 | WHATSAPP | NO\n2026-01-01 | C1 | TELÉFONO | SI"
    hablado = contactos("2026-10-15 | C1 | LLAMADA")
    hallada = llamadas(CON_TODO, contactos=hablado, consentimientos=negado)[0]
    assert hallada.medio == "CORREO"


def test_un_paso_se_da_por_el_medio_que_se_quedo() -> None:
    paso = contactos("2026-11-20 | C1 | LLAMADA | SALIDA | | ENVIAR CATÁLOGO | 2026-11-23")
    assert [x.medio for x in llamadas(CON_TODO, contactos=paso)] == ["CORREO"]


# --- quién no va ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columna", "valor", "razon"),
    [
        ("NO_CONTACTAR", "SI", "pidió que no se le contacte"),
        ("CANCELADO_EL", "2026-11-01", "canceló"),
        ("FALLECIDO_EL", "2026-11-01", "ha fallecido"),
        ("CADUCA_EL", "2026-11-01", "sus datos han caducado"),
        ("ETAPA", "CANCELAR", "canceló"),
        ("CONSIENTE_LLAMADA", "NO", "pidió que no se le contacte"),
        ("ORIGEN_DATOS", "TERCERA", "no consta que quiera que le llamen, y la ley lo pide"),
    ],
)
def test_quien_no_se_debe_llamar_no_va_ni_con_un_paso(columna: str, valor: str, razon: str) -> None:
    ficha = f"ID | NOMBRE | MOVIL | {columna}\nC1 | ANA | 612334455 | {valor}"
    paso = contactos("2026-11-20 | C1 | LLAMADA | SALIDA | | LLAMAR | 2026-11-23")
    assert quienes(ficha, contactos=paso) == []
    assert por_que_no(ficha, contactos=paso) == razon


def test_una_ficha_absorbida_no_va_ni_se_cuenta() -> None:
    dos = "ID | NOMBRE | MOVIL | FUSIONADO_EN\nC1 | ANA | 612334455 | C2\nC2 | ANA | 612334456 |"
    dia = jornada(dos)
    assert quienes(dos) == ["C2"]
    assert dia.contadas == {}


def test_quien_no_tiene_por_donde_no_va() -> None:
    assert por_que_no("ID | NOMBRE | MOVIL\nC1 | ANA | -") == "no hay teléfono ni correo"


def test_un_libro_sin_columna_de_telefonos_no_deja_fuera_a_todos() -> None:
    assert quienes("ID | NOMBRE\nC1 | ANA") == ["C1"]


def test_quien_viene_hoy_no_se_llama() -> None:
    citas = "FECHA | HORA | ID_CLIENTE | ESTADO\n2026-11-23 | 10:00 | C1 | PENDIENTE"
    assert por_que_no(UNO, citas=citas) == "tiene cita hoy"


def test_a_un_telefono_se_llama_una_vez() -> None:
    dos = "ID | NOMBRE | MOVIL\nC1 | ANA | 612334455\nC2 | ANA MARÍA | +34 612 33 44 55"
    dia = jornada(dos)
    assert quienes(dos) == ["C1"]
    assert dia.fuera == {1: "su teléfono es el de otro que ya está en la lista"}


def test_un_telefono_de_relleno_no_junta_a_nadie() -> None:
    dos = "ID | NOMBRE | MOVIL\nC1 | ANA | 666666666\nC2 | LUIS | 666666666"
    assert quienes(dos) == ["C1", "C2"]


def test_no_se_llama_al_telefono_de_quien_pidio_que_no() -> None:
    dos = "ID | NOMBRE | MOVIL | NO_CONTACTAR\nC1 | ANA | 612334455 |\nC2 | ANITA | 612334455 | SI"
    assert por_que_no(dos) == "su teléfono es el de quien pidió que no se le llame"


def test_ni_al_que_se_llamo_hace_poco_en_otra_ficha() -> None:
    dos = "ID | NOMBRE | MOVIL\nC1 | ANA | 612334455\nC2 | ANITA | 612334455"
    hablado = contactos("2026-11-20 | C2 | LLAMADA")
    assert por_que_no(dos, contactos=hablado) == "a su teléfono se llamó hace poco"


def test_una_nota_de_la_casa_no_es_haber_hablado() -> None:
    assert quienes(UNO, contactos=contactos("2026-11-20 | C1 | NOTA")) == ["C1"]


@pytest.mark.parametrize(
    ("dia", "pais", "razon"),
    [
        (dt.date(2026, 11, 28), "ES", "hoy es sábado"),
        (dt.date(2026, 11, 28), "MX", ""),
        (dt.date(2026, 11, 29), "MX", "hoy es domingo"),
        (dt.date(2026, 12, 8), "ES", "hoy es fiesta: Inmaculada Concepción"),
        (dt.date(2026, 12, 8), "PY", "hoy es fiesta: Día de la Virgen de Caacupé"),
        (dt.date(2026, 12, 8), "MX", ""),
    ],
)
def test_los_dias_y_las_fiestas_son_los_de_cada_pais(dia: dt.date, pais: str, razon: str) -> None:
    assert por_que_no(UNO, hoy=dia, pais=pais) == razon


def test_las_fiestas_son_las_de_donde_vive_cada_uno() -> None:
    fichas = (
        "ID | NOMBRE | MOVIL | PROVINCIA\n"
        "C1 | ANA | 612334455 | MADRID\nC2 | EVA | 612334466 | SEVILLA"
    )
    dos_de_mayo = jornada(fichas, hoy=dt.date(2028, 5, 2))
    assert dos_de_mayo.fuera == {0: "donde vive hoy es fiesta: Fiesta de la Comunidad de Madrid"}


def test_las_fiestas_se_pueden_apagar() -> None:
    assert quienes(UNO, hoy=dt.date(2026, 12, 8), politica={"festivos": False}) == ["C1"]


# --- el permiso, donde la ley lo pide ------------------------------------------------------

CON_PERMISOS = f"{CONSENTIMIENTOS}\n2026-01-01 | C9 | TELÉFONO | SI"
FALTA = "no consta que quiera que le llamen, y la ley lo pide"


def _sin_trato(**mas: Any) -> str:
    return por_que_no(UNO, consentimientos=CON_PERMISOS, **mas)


def test_en_espana_a_un_desconocido_no_se_le_llama_sin_su_permiso() -> None:
    assert _sin_trato() == FALTA
    assert _sin_trato(pais="MX") == ""
    assert _sin_trato(politica={"permiso": "nunca"}) == ""


@pytest.mark.parametrize(
    "trato",
    [
        {"ventas": ventas("2026-02-01 | C1 | 10")},
        {"contactos": contactos("2026-06-01 | C1 | LLAMADA | ENTRADA")},
        {"contactos": contactos("2026-06-01 | C1 | LLAMADA | SALIDA | PIDE PRESUPUESTO")},
        {"propuestas": "FECHA | ID_CLIENTE | ESTADO\n2026-06-01 | C1 | RECHAZADA"},
        {"consentimientos": f"{CONSENTIMIENTOS}\n2024-01-01 | C1 | TELÉFONO | SI"},
    ],
)
def test_con_trato_en_el_ultimo_ano_o_con_su_si_se_le_llama(trato: dict[str, str]) -> None:
    assert quienes(UNO, **{"consentimientos": CON_PERMISOS, **trato}) == ["C1"]


def test_llamarle_sin_que_conteste_no_es_trato() -> None:
    llamado = contactos("2026-06-01 | C1 | LLAMADA | SALIDA | NO CONTESTA")
    assert _sin_trato(contactos=llamado) == FALTA


def test_un_libro_que_no_apunta_permisos_no_dice_que_falten() -> None:
    assert quienes(UNO) == ["C1"]


def test_a_las_empresas_no_las_mira_esa_ley() -> None:
    empresa = "ID | TIPO | RAZON_SOCIAL | TELEFONO\nC1 | EMPRESA | LUNA, S.L. | 913334455"
    assert quienes(empresa, consentimientos=CON_PERMISOS) == ["C1"]


def test_siempre_es_siempre() -> None:
    assert por_que_no(UNO, politica={"permiso": "siempre"}, pais="MX") == FALTA


# --- lo que cabe ---------------------------------------------------------------------------


def _muchos(prospectos: int, chicos: int, grandes: int) -> dict[str, str]:
    fichas, suyas = ["ID | NOMBRE | MOVIL | VENDEDOR"], []
    for clase, cuantos in (("P", prospectos), ("C", chicos), ("G", grandes)):
        for i in range(cuantos):
            numero = 610_000_000 + "PCG".index(clase) * 1_000_000 + i * 13
            fichas.append(f"{clase}{i} | X | {numero} | EMILY")
            if clase != "P":
                suyas.append(f"2026-06-01 | {clase}{i} | {10 if clase == 'C' else 10_000}")
    return {"clientes": "\n".join(fichas), "ventas": ventas(*suyas)}


def test_los_prospectos_y_las_cuentas_pequenas_tienen_su_sitio() -> None:
    hallados = quienes(**_muchos(30, 30, 30), politica={"maximo": 20})
    cuantos = {clase: sum(x.startswith(clase) for x in hallados) for clase in "PCG"}
    assert cuantos == {"P": 8, "C": 2, "G": 10}


def test_el_sitio_que_no_se_usa_es_de_los_demas() -> None:
    hallados = quienes(**_muchos(0, 0, 30), politica={"maximo": 20})
    assert len(hallados) == 20


def test_se_cuenta_a_cuantos_les_toca_y_no_caben() -> None:
    dia = jornada(**_muchos(5, 5, 5), politica={"maximo": 4})
    assert [(x.vendedor, len(x.llamadas), x.no_caben) for x in dia.listas] == [("EMILY", 4, 11)]


def test_sin_limite_caben_todos() -> None:
    assert len(quienes(**_muchos(30, 30, 30), politica={"maximo": 0})) == 90


def test_la_que_entra_por_su_cupo_lo_dice() -> None:
    hallados = llamadas(**_muchos(0, 30, 30), politica={"maximo": 10})
    assert sum(x.pequena for x in hallados) == 1


def test_el_orden_de_las_filas_no_cambia_a_quien_se_llama() -> None:
    entero = _muchos(8, 8, 8)
    cabeza, *filas = entero["clientes"].splitlines()
    al_reves = "\n".join([cabeza, *reversed(filas)])
    suyas = {"ventas": entero["ventas"], "politica": {"maximo": 0}}
    uno = set(quienes(entero["clientes"], **suyas))
    assert uno == set(quienes(al_reves, **suyas))


def test_cada_vendedor_tiene_la_suya_y_quien_no_tiene_vendedor_va_aparte() -> None:
    fichas = (
        "ID | NOMBRE | MOVIL | VENDEDOR\nC1 | A | 612334455 | EMILY\nC2 | B | 612334466 | emily\n"
        "C3 | C | 612334477 |"
    )
    dia = jornada(fichas, hoy=LUNES)
    assert [(x.vendedor, len(x.llamadas)) for x in dia.listas] == [
        ("EMILY", 2),
        ("SIN VENDEDOR", 1),
    ]
