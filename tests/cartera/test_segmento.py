"""A quién se puede escribir o llamar por un canal."""

from __future__ import annotations

import pytest
from cartera_de_texto import HOY, hacer_registro

from clientesctl.cartera.estados import leer_historia, mirar_desde
from clientesctl.cartera.segmento import Segmento, hacer_segmento
from clientesctl.cartera.umbrales import Umbrales
from clientesctl.registro.politica_llamadas import Permiso
from clientesctl.textos.voluntades import Canal

VENTAS = "FECHA | ID_CLIENTE\n2026-10-01 | C1"
PERMISOS = "FECHA | ID_CLIENTE | CANAL | FINALIDAD | OTORGADO"


def el_segmento(
    clientes: str, canal: Canal = "correo", permiso: Permiso = "ley", pais: str = "ES", **otras: str
) -> Segmento:
    historia = leer_historia(hacer_registro(clientes, pais, ventas=VENTAS, **otras))
    cartera = mirar_desde(historia, HOY, Umbrales())
    return hacer_segmento(historia, cartera, cartera.posiciones(), canal, permiso)


@pytest.mark.parametrize(
    ("clientes", "razon"),
    [
        ("ID | EMAIL | NO_CONTACTAR\nC1 | a@b.es | SI", "pidió que no se le contacte"),
        ("ID | EMAIL | FALLECIDO_EL\nC1 | a@b.es | 2026-01-01", "ha fallecido"),
        ("ID | EMAIL | CANCELADO_EL\nC1 | a@b.es | 2026-11-01", "canceló"),
        ("ID | EMAIL | CADUCA_EL\nC1 | a@b.es | 2026-11-01", "sus datos han caducado"),
        ("ID | EMAIL | CONSIENTE_CORREO\nC1 | a@b.es | NO", "pidió que no se le contacte"),
        ("ID | EMAIL | CONSIENTE_LLAMADA\nC1 | ana@b.es | NO", None),
        ("ID | EMAIL\nC1 |", "no tiene un correo que valga"),
        ("ID | EMAIL\nC1 | ana@gmial", "no tiene un correo que valga"),
        ("ID | EMAIL\nC1 | no@tiene.com", "no tiene un correo que valga"),
        ("ID | EMAIL | EMAIL_2\nC1 | - | ana@ejemplo.es", None),
    ],
)
def test_solo_va_a_quien_se_puede_escribir(clientes: str, razon: str | None) -> None:
    segmento = el_segmento(clientes)
    assert segmento.fuera == ({razon: 1} if razon else {})
    assert len(segmento.posiciones) == (0 if razon else 1)


@pytest.mark.parametrize(
    ("filas", "dentro"),
    [
        ("2026-01-01 | C1 | EMAIL | OFERTAS | NO", False),
        ("2026-01-01 | C1 | EMAIL | OFERTAS | NO\n2026-02-01 | C1 | EMAIL | OFERTAS | SI", True),
        ("2026-01-01 | C1 | TELÉFONO | OFERTAS | NO", True),
        ("2026-01-01 | C1 | CORREO POSTAL | OFERTAS | NO", True),
        ("2026-01-01 | C1 | WEB | OFERTAS | NO", False),
        ("2026-01-01 | C1 | | OFERTAS | NO", False),
        ("2026-01-01 | C1 | EMAIL | OFERTAS | NO\n2026-02-01 | C1 | EMAIL | FACTURAS | SI", False),
        ("2026-01-01 | C1 | EMAIL | OFERTAS | NO\n2026-02-01 | C1 | EMAIL | | SI", True),
        ("2026-12-01 | C1 | EMAIL | OFERTAS | NO", True),
    ],
)
def test_manda_la_ultima_palabra_sobre_ese_canal_y_esa_finalidad(filas: str, dentro: bool) -> None:
    segmento = el_segmento("ID | EMAIL\nC1 | a@b.es", consentimientos=f"{PERMISOS}\n{filas}")
    assert bool(len(segmento.posiciones)) is dentro


def test_cada_direccion_va_una_vez_y_se_dice() -> None:
    segmento = el_segmento("ID | EMAIL\nC1 | ana@b.es\nC2 | ANA@B.es\nC3 | eva@b.es")
    assert segmento.senas == ("ana@b.es", "eva@b.es")
    assert segmento.fuera == {"su correo ya está en la lista": 1}


def test_el_correo_de_quien_no_quiere_no_va_tampoco_en_otra_ficha() -> None:
    segmento = el_segmento("ID | EMAIL | NO_CONTACTAR\nC1 | a@b.es |\nC2 | A@b.es | SI")
    assert segmento.senas == ()
    assert segmento.fuera == {
        "pidió que no se le contacte": 1,
        "otra ficha con esa dirección pidió que no se le contacte": 1,
    }


def test_un_mensaje_va_al_movil_con_su_prefijo_y_sin_mas() -> None:
    clientes = (
        "ID | TELEFONO | MOVIL\nC1 | 913334455 | 612 345 678\nC2 | 913334455 |\nC3 | 666666666 |"
    )
    segmento = el_segmento(clientes, "mensaje")
    assert segmento.senas == ("34612345678",)
    assert segmento.fuera == {"no tiene un móvil que valga": 2}


def test_una_carta_va_a_cada_casa_una_vez() -> None:
    clientes = (
        "ID | APELLIDO_1 | CALLE | NUMERO | CODIGO_POSTAL\n"
        "C1 | GIL | MAYOR | 3 | 28001\nC2 | GIL | Mayor | 3 | 28001\n"
        "C3 | SANZ | MAYOR | 3 | 28001\n"
        "C4 | LARA | MAYOR | 3 |"
    )
    segmento = el_segmento(clientes, "postal")
    assert segmento.posiciones.tolist() == [0, 2]
    assert segmento.fuera == {
        "no tiene una dirección con su código postal o su ciudad": 1,
        "su casa ya está en la lista": 1,
    }


def test_con_permiso_solo_va_quien_consta_que_lo_dio() -> None:
    clientes = "ID | EMAIL\nC1 | ana@b.es\nC2 | eva@b.es\nC3 | ivo@b.es"
    filas = (
        "2026-01-01 | C2 | EMAIL | OFERTAS | SI\n2026-01-01 | C3 | EMAIL | FACTURAS | SI\n"
        "2026-01-01 | C1 | TELÉFONO | OFERTAS | SI"
    )
    segmento = el_segmento(clientes, permiso="siempre", consentimientos=f"{PERMISOS}\n{filas}")
    assert segmento.senas == ("eva@b.es",)
    assert segmento.fuera == {"no consta que diera su permiso, que hace falta": 2}


def test_se_cuentan_los_que_ni_compran_ni_consta_que_dieran_permiso() -> None:
    assert el_segmento("ID | EMAIL\nC1 | ana@b.es\nC2 | eva@b.es").sin_constancia == 1


@pytest.mark.parametrize(
    ("canal", "pais", "van"),
    [("correo", "ES", [0, 2]), ("correo", "MX", [0, 1, 2]), ("postal", "ES", [0, 1, 2])],
)
def test_donde_la_ley_lo_pide_y_se_apuntan_permisos_va_quien_compro_o_lo_dio(
    canal: Canal, pais: str, van: list[int]
) -> None:
    clientes = (
        "ID | EMAIL | CALLE | CIUDAD\nC1 | ana@b.es | UNO | MADRID\nC2 | eva@b.es | DOS | MADRID\n"
        "C3 | ivo@b.es | TRES | MADRID"
    )
    filas = "2026-01-01 | C3 | EMAIL | OFERTAS | SI"
    segmento = el_segmento(clientes, canal, pais=pais, consentimientos=f"{PERMISOS}\n{filas}")
    assert segmento.posiciones.tolist() == van


@pytest.mark.parametrize(
    "escrito",
    [
        "NO QUIERE", "No, gracias", "NO AUTORIZA", "NO.", "REVOCADA", "Revocó", "RETIRADA",
        "DENEGADA", "NEGADO", "DE BAJA", "OPT-OUT", "RECHAZA", "SE OPONE", "OPOSICIÓN", "CANCELADO",
        "✗", "❌", "NUNCA", "desuscrito", "UNSUBSCRIBED",
    ],
)  # fmt: skip
def test_un_permiso_retirado_lo_esta_se_escriba_como_se_escriba(escrito: str) -> None:
    filas = f"{PERMISOS}\n2025-01-01 | C1 | EMAIL | OFERTAS | SI"
    filas += f"\n2026-01-01 | C1 | EMAIL | OFERTAS | {escrito}"
    segmento = el_segmento("ID | EMAIL\nC1 | ana@ejemplo.es", consentimientos=filas)
    assert segmento.fuera == {"retiró o negó su consentimiento": 1}


@pytest.mark.parametrize("escrito", ["SI", "no consta", "N/A", "no contestó", "pendiente", ""])
def test_lo_que_no_se_sabe_no_es_un_no(escrito: str) -> None:
    filas = f"{PERMISOS}\n2026-01-01 | C1 | EMAIL | OFERTAS | {escrito}"
    assert el_segmento("ID | EMAIL\nC1 | ana@ejemplo.es", consentimientos=filas).fuera == {}


@pytest.mark.parametrize(
    ("canal", "dentro"),
    [
        ("CORREO Y SMS", False),
        ("CORREO, TELÉFONO", False),
        ("Teléfono y correo", False),
        ("CORREO/CARTA", False),
        ("Correo postal", True),
        ("correo certificado", True),
        ("SMS, teléfono", True),
    ],
)
def test_un_no_a_varios_canales_alcanza_a_cada_uno(canal: str, dentro: bool) -> None:
    filas = f"{PERMISOS}\n2026-01-01 | C1 | {canal} | OFERTAS | NO"
    segmento = el_segmento("ID | EMAIL\nC1 | ana@ejemplo.es", consentimientos=filas)
    assert bool(len(segmento.posiciones)) == dentro


@pytest.mark.parametrize(
    "filas",
    [
        "2026-01-01 | C1 | EMAIL | OFERTAS | SI\n | C1 | EMAIL | OFERTAS | NO",
        "2026-01-01 | C1 | EMAIL | OFERTAS | SI\nayer | C1 | EMAIL | OFERTAS | NO",
        "2026-01-01 | C1 | EMAIL | OFERTAS | NO\n2026-01-01 | C1 | EMAIL | OFERTAS | SI",
    ],
)
def test_sin_saber_que_vino_despues_manda_el_no(filas: str) -> None:
    permisos = f"{PERMISOS}\n{filas}"
    segmento = el_segmento(
        "ID | EMAIL\nC1 | ana@ejemplo.es", "correo", "siempre", consentimientos=permisos
    )
    assert segmento.fuera == {"retiró o negó su consentimiento": 1}


@pytest.mark.parametrize(
    ("derecho", "resultado", "fuera"),
    [
        ("OPOSICIÓN", "ATENDIDA", 1),
        ("oposición", "", 1),
        ("SUPRESIÓN", "ATENDIDA", 1),
        ("Cancelación", "", 1),
        ("LIMITACIÓN", "", 1),
        ("OPOSICIÓN", "DESISTE", 0),
        ("ACCESO", "ATENDIDA", 0),
        ("RECTIFICACIÓN", "", 0),
    ],
)
def test_quien_se_opuso_por_escrito_no_va(derecho: str, resultado: str, fuera: int) -> None:
    cabeza = "ID | FECHA | ID_CLIENTE | DERECHO | RESULTADO"
    pedidas = f"{cabeza}\nS1 | 2026-07-01 | C1 | {derecho} | {resultado}"
    segmento = el_segmento("ID | EMAIL\nC1 | ana@ejemplo.es", solicitudes=pedidas)
    razon = "pidió que no se usen sus datos (SOLICITUDES)"
    assert segmento.fuera == ({razon: 1} if fuera else {})


@pytest.mark.parametrize(("no_contactar", "dentro"), [("", False), ("SI", False), ("NO", True)])
def test_lo_que_pidio_hablando_vale_si_su_ficha_no_dice_otra_cosa(
    no_contactar: str, dentro: bool
) -> None:
    hablado = "FECHA | ID_CLIENTE | TIPO | RESULTADO\n2026-07-01 | C1 | LLAMADA | Pide la baja"
    fichas = f"ID | EMAIL | NO_CONTACTAR\nC1 | ana@ejemplo.es | {no_contactar}"
    assert bool(len(el_segmento(fichas, contactos=hablado).posiciones)) == dentro


@pytest.mark.parametrize(
    ("nota", "dentro"),
    [
        ("No enviar publicidad", False),
        ("Paga tarde; NO QUIERE MÁS CORREOS.", False),
        ("No contactar", False),
        ("pidió la baja del boletín", False),
        ("No contactar por las mañanas", True),
        ("no enviar sin albarán", True),
        ("No quiere factura en papel", True),
    ],
)
def test_a_quien_no_quiere_segun_sus_notas_no_se_le_escribe(nota: str, dentro: bool) -> None:
    segmento = el_segmento(f"ID | EMAIL | OBSERVACIONES\nC1 | ana@ejemplo.es | {nota}")
    assert bool(len(segmento.posiciones)) == dentro


@pytest.mark.parametrize(
    "fichas",
    [
        "ID | EMAIL | NO_CONTACTAR\n"
        "C1 | dos@ejemplo.es |\nC2 | una@ejemplo.es; dos@ejemplo.es | SI",
        "ID | EMAIL | EMAIL_COBROS | NO_CONTACTAR\n"
        "C1 | dos@ejemplo.es | |\nC2 | una@ejemplo.es | Dos@ejemplo.es | SI",
        "ID | EMAIL | NO_CONTACTAR | FUSIONADO_EN\n"
        "C1 | dos@ejemplo.es | |\nC2 | dos@ejemplo.es | SI | C3\nC3 | tres@ejemplo.es | |",
    ],
)
def test_ninguna_direccion_de_quien_no_quiere_recibe_nada(fichas: str) -> None:
    segmento = el_segmento(fichas, permiso="nunca")
    assert "dos@ejemplo.es" not in segmento.senas
    assert segmento.fuera["otra ficha con esa dirección pidió que no se le contacte"] == 1


def test_fundir_una_ficha_a_mano_no_calla_que_no_queria() -> None:
    fichas = "ID | EMAIL | NO_CONTACTAR | FUSIONADO_EN\nC1 | a1@ejemplo.es | |"
    fichas += "\nC2 | a2@ejemplo.es | SI | C1"
    assert el_segmento(fichas).senas == ()


def test_una_carta_no_va_a_la_doble_de_quien_no_quiere_pero_si_a_su_familia() -> None:
    cabeza = "ID | NOMBRE | APELLIDO_1 | CALLE | CIUDAD | NO_CONTACTAR"
    fichas = (
        f"{cabeza}\nC1 | ANA | SOL | CALLE A 1 | JACA |\nC2 | Ana | Sol | Calle A, 1 | Jaca | SI"
    )
    assert el_segmento(fichas, "postal").senas == ()
    familia = fichas.replace("Ana | Sol", "Luis | Sol")
    assert len(el_segmento(familia, "postal").senas) == 1
