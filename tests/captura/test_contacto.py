"""Un contacto dictado: qué se apunta, qué cierra y cuándo hace propios los datos."""

from __future__ import annotations

import datetime as dt

import pytest
from hechos_de_texto import HOY, de_la_ficha, fila_nueva, libreta_de

from clientesctl.calidad.validar import validar
from clientesctl.captura.contacto import ContactoDicho, apuntar_contacto
from clientesctl.captura.demanda import DemandaDicha, apuntar_demanda
from clientesctl.captura.libreta import Hecho, Libreta
from clientesctl.registro.anticipar import anticipar
from clientesctl.registro.errores import ErrorUso

TIENDA = """
ID | NOMBRE | ETAPA | ORIGEN_DATOS | CADUCA_EL
C-1 | ANA | INICIAL | SEGUNDA | f:2027-01-01
C-2 | LUIS | COMPRADOR | PRIMERA |
CONTACTOS
ID | FECHA | ID_CLIENTE | TIPO | SENTIDO | QUIEN | ASUNTO | RESULTADO | PROXIMO_PASO | PROXIMA_FECHA | NOTAS
K-1 | f:2026-11-10 | C-1 | LLAMADA | SALIDA | EVA | OFERTA | INTERESA | LLAMAR | f:2026-11-20 |
"""  # noqa: E501  # una fila de la hoja


def hablar(libreta: Libreta, cliente: int = 0, fecha: dt.date = HOY, **dicho: object) -> Hecho:
    return apuntar_contacto(libreta, cliente, ContactoDicho(fecha, **dicho))  # type: ignore[arg-type]  # los que sean


def test_una_llamada_la_apunta_quien_usa_el_programa() -> None:
    libreta = libreta_de(TIENDA)
    hecho = hablar(libreta, notas="quiere presupuesto", proxima_fecha=dt.date(2026, 11, 30))
    assert fila_nueva(libreta, hecho, "CONTACTOS") == {
        "id": "K-2",
        "fecha": "2026-11-22",
        "id_cliente": "C-1",
        "tipo": "LLAMADA",
        "quien": "EVA",
        "proxima_fecha": "2026-11-30",
        "notas": "quiere presupuesto",
    }


@pytest.mark.parametrize(
    ("dicho", "tipo"),
    [("lla", "LLAMADA"), ("c", "CORREO"), ("VISITA", "VISITA"), ("whatsapp", "MENSAJE")],
)
def test_el_tipo_se_dice_por_su_comienzo(dicho: str, tipo: str) -> None:
    libreta = libreta_de(TIENDA)
    assert fila_nueva(libreta, hablar(libreta, tipo=dicho), "CONTACTOS")["tipo"] == tipo


def test_un_tipo_que_no_hay_dice_los_que_hay() -> None:
    with pytest.raises(ErrorUso, match="--tipo «fax» no vale: use llamada, correo"):
        hablar(libreta_de(TIENDA), tipo="fax")


def test_el_sentido_se_escribe_como_lo_lleva_la_hoja() -> None:
    libreta = libreta_de(TIENDA)
    suyo = fila_nueva(libreta, hablar(libreta, sentido="saliente"), "CONTACTOS")
    assert suyo["sentido"] == "SALIDA"
    queja = fila_nueva(libreta, hablar(libreta, tipo="queja"), "CONTACTOS")
    assert queja["sentido"] == "ENTRADA"


def test_cierra_el_paso_que_esperaba_y_lo_dice() -> None:
    hecho = hablar(libreta_de(TIENDA))
    assert hecho.ademas == ("queda cerrado lo que esperaba: LLAMAR, para el 20/11/2026",)


def test_del_paso_que_no_habia_llegado_se_avisa_salvo_que_deje_otro() -> None:
    libreta = libreta_de(TIENDA.replace("f:2026-11-20", "f:2026-12-20"))
    assert any("que no había llegado; si sigue en pie" in aviso for aviso in hablar(libreta).avisos)
    assert not hablar(libreta, proxima_fecha=dt.date(2026, 12, 1)).avisos


def test_una_nota_de_la_casa_no_cierra_nada_y_vacia_no_dice_nada() -> None:
    libreta = libreta_de(TIENDA)
    assert hablar(libreta, tipo="nota", notas="prefiere las tardes").ademas == ()
    with pytest.raises(ErrorUso, match="una nota sin nada escrito"):
        hablar(libreta, tipo="nota")


@pytest.mark.parametrize(
    ("dicho", "origen"),
    [
        ({"resultado": "interesa"}, "PRIMERA"),
        ({"resultado": "no contesta"}, "SEGUNDA"),
        ({"resultado": "buzón"}, "SEGUNDA"),
        ({}, "SEGUNDA"),
        ({"sentido": "entrante"}, "PRIMERA"),
        ({"tipo": "correo", "asunto": "oferta"}, "SEGUNDA"),
        ({"tipo": "correo", "sentido": "entrante"}, "PRIMERA"),
        ({"tipo": "mensaje", "notas": "le mando el catálogo"}, "SEGUNDA"),
        ({"tipo": "visita"}, "PRIMERA"),
        ({"tipo": "visita", "resultado": "no estaba"}, "SEGUNDA"),
        ({"tipo": "queja", "asunto": "llegó roto"}, "PRIMERA"),
        ({"tipo": "nota", "notas": "ojo"}, "SEGUNDA"),
    ],
)
def test_los_datos_son_propios_cuando_consta_que_se_hablo(
    dicho: dict[str, str], origen: str
) -> None:
    libreta = libreta_de(TIENDA)
    assert de_la_ficha(libreta, hablar(libreta, **dicho), "origen_datos") == origen


def test_una_visita_pasa_a_visita_a_quien_aun_no_compra() -> None:
    libreta = libreta_de(TIENDA)
    assert de_la_ficha(libreta, hablar(libreta, tipo="visita"), "etapa") == "VISITA"
    assert de_la_ficha(libreta, hablar(libreta, 1, tipo="visita"), "etapa", 1) == "COMPRADOR"


def test_a_quien_no_se_le_puede_llamar_se_avisa_salvo_que_llame_el() -> None:
    libreta = libreta_de("ID | NOMBRE | NO_CONTACTAR\nC-1 | ANA | SI")
    aviso = "a este cliente no se le llama (pidió que no se le contacte): queda apuntado"
    assert hablar(libreta).avisos == (aviso,)
    assert hablar(libreta, sentido="entrante").avisos == ()


def test_a_quien_ya_se_llamo_hoy_se_avisa() -> None:
    libreta = libreta_de(TIENDA.replace("f:2026-11-10", "f:2026-11-22"))
    assert "ya se le contactó hoy: queda apuntado" in hablar(libreta).avisos


def test_un_numero_de_tarjeta_no_entra_ni_se_repite() -> None:
    with pytest.raises(ErrorUso) as negado:
        hablar(libreta_de(TIENDA), notas="paga con 4111 1111 1111 1111")
    assert "hay un número de tarjeta" in str(negado.value)
    assert "4111 1111" not in str(negado.value)


def test_el_proximo_paso_no_es_de_antes_y_sin_dia_avisa() -> None:
    with pytest.raises(ErrorUso, match="es de antes que el contacto"):
        hablar(libreta_de(TIENDA), proxima_fecha=dt.date(2026, 11, 1))
    hecho = hablar(libreta_de(TIENDA), proximo_paso="llamar")
    assert any("no tiene día y no saldrá en la agenda" in aviso for aviso in hecho.avisos)


def test_en_la_hoja_de_otro_la_nota_va_donde_quepa() -> None:
    libreta = libreta_de("""
ID | NOMBRE
C-1 | ANA
CONTACTOS
FECHA | ID_CLIENTE | TIPO | ASUNTO
f:2026-10-01 | C-1 | LLAMADA | x
""")
    hecho = hablar(libreta, notas="quiere venir")
    assert fila_nueva(libreta, hecho, "CONTACTOS")["asunto"] == "quiere venir"
    assert hecho.plan.anclas["CONTACTOS"].nuevas == ()


def test_el_tipo_que_nadie_dijo_no_anade_su_columna_y_el_dicho_si() -> None:
    libreta = libreta_de("""
ID | NOMBRE
C-1 | ANA
CONTACTOS
FECHA | ID_CLIENTE | NOTAS
f:2026-10-01 | C-1 | x
""")
    assert hablar(libreta, notas="hola").plan.anclas["CONTACTOS"].nuevas == ()
    dicho = hablar(libreta, notas="hola", tipo="visita")
    assert dicho.plan.anclas["CONTACTOS"].nuevas == ("tipo",)


def test_el_ultimo_contacto_que_lleva_la_ficha_se_pone_al_dia() -> None:
    libreta = libreta_de(
        "ID | NOMBRE | ULTIMO_CONTACTO | PROXIMO_CONTACTO\nC-1 | ANA | f:2026-01-01 | f:2026-11-01"
    )
    hecho = hablar(libreta, proxima_fecha=dt.date(2026, 11, 30))
    assert de_la_ficha(libreta, hecho, "ultimo_contacto") == "2026-11-22"
    assert de_la_ficha(libreta, hecho, "proximo_contacto") == "2026-11-30"


def test_lo_que_pidio_y_no_hay_se_apunta_aunque_no_se_sepa_quien_es() -> None:
    libreta = libreta_de(TIENDA)
    hecho = apuntar_demanda(libreta, None, DemandaDicha(HOY, "leña", "2"))
    assert fila_nueva(libreta, hecho, "DEMANDA") == {
        "fecha": "2026-11-22",
        "producto": "leña",
        "cantidad": "2",
    }
    assert (hecho.id, hecho.cliente) == ("", None)


def test_la_demanda_con_nota_lleva_tambien_su_contacto() -> None:
    libreta = libreta_de(TIENDA)
    contacto = ContactoDicho(HOY, notas="vuelve el lunes")
    hecho = apuntar_demanda(libreta, 0, DemandaDicha(HOY, "leña"), contacto)
    assert fila_nueva(libreta, hecho, "DEMANDA")["id_cliente"] == "C-1"
    assert fila_nueva(libreta, hecho, "CONTACTOS")["notas"] == "vuelve el lunes"
    assert hecho.id == "K-2"


def test_lo_escrito_no_trae_ningun_hallazgo_nuevo() -> None:
    libreta = libreta_de(TIENDA)
    hecho = hablar(libreta, notas="quiere presupuesto", proximo_paso="llamar", resultado="interesa")
    antes = set(validar(libreta.registro, libreta.politicas, HOY))
    despues = set(validar(anticipar(libreta.registro, hecho.plan), libreta.politicas, HOY))
    assert despues <= antes


def test_la_lista_del_tipo_de_los_clientes_no_es_la_de_los_contactos() -> None:
    libreta = libreta_de(TIENDA + "LISTAS\nTIPO\nPERSONA\nEMPRESA\n")
    assert fila_nueva(libreta, hablar(libreta, tipo="vi"), "CONTACTOS")["tipo"] == "VISITA"


def test_los_tipos_que_puso_el_dueno_son_los_suyos() -> None:
    libreta = libreta_de(TIENDA + "LISTAS\nTIPO\nLLAMADA\nEMAIL\n")
    assert fila_nueva(libreta, hablar(libreta, tipo="email"), "CONTACTOS")["tipo"] == "EMAIL"
