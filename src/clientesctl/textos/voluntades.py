"""Lo que una celda dice de la voluntad de alguien: que no se le contacte, que retira su permiso.

Se peca de prudente: donde se apunta que alguien no quiere, todo lo que no sea un «no» claro es que
no quiere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal

from clientesctl.textos.limpieza import plegar

_NO = frozenset({"", "NO", "N", "0", "FALSO", "FALSE", "F", "NINGUNO", "NO CONSTA"})
_NIEGA = re.compile(
    r"\A(?:NON?|N|0|FALSO|FALSE|F|NI|NADA|NUNCA)\b|[✗✘✖❌]|REVOC|RETIR|DENEG|DENIEG|\bNIEG|NEGAD"
    r"|NEGATIV|RECHA[ZC]|\bBAJA\b|\bOPON|\bOPOSI|\bOPT.?OUT|CANCEL|ANUL|SUPRIM|SUPRES|PROHIB"
    r"|\bDES[SU]+SCRI|DESAPUNT|UNSUBSCR|ROBINSON"
)
_NO_SE_SABE = re.compile(
    r"\A(?:N/?[AD]|NS|NO (?:SE|CONSTA|SABE|APLICA|PROCEDE|CONTEST|RESPOND|PREGUNT|INFORM|DISPON"
    r"|HAY|ENVIAD|RECIBID))"
)
_DE_VOZ = ("TEL", "LLAMA", "MOVIL", "TODO", "VOZ")
Canal = Literal["llamada", "correo", "mensaje", "postal"]
"""Por dónde se llega a alguien."""
CANALES: tuple[Canal, ...] = ("llamada", "correo", "mensaje", "postal")
_PALABRAS: Mapping[Canal, re.Pattern[str]] = {
    "llamada": re.compile("TEL(?!EGRAM)|LLAMA|MOVIL|VOZ"),
    "correo": re.compile(
        r"MAIL|ELECTR|NEWSLETTER|BOLETIN|\bCORREOS?\b(?! (?:POSTAL|ORDINARIO|CERTIFICADO|FISICO))"
    ),
    "mensaje": re.compile("MENSAJ|SMS|WHATS|WASAP|TELEGRAM|MOVIL|CELULAR"),
    "postal": re.compile("POSTAL|CARTA|DOMICILIO|BUZON|CERTIFICADO"),
}


def pide_no_contacto(texto: str) -> bool:
    """Si lo escrito en NO_CONTACTAR aparta a esa persona de las llamadas.

    >>> [pide_no_contacto(t) for t in ("SI", "mejor no", "✓", "no", "-", "")]
    [True, True, True, False, False, False]
    """
    return plegar(texto) not in _NO and not _solo_signos(texto)


def niega(texto: str) -> bool:
    """Si lo escrito donde se apunta un permiso dice que no lo da o que lo retira.

    >>> [niega(t) for t in ("NO", "revocado", "No quiere", "SI", "", "no consta", "pendiente")]
    [True, True, True, False, False, False, False]
    """
    plegado = plegar(texto)
    return bool(_NIEGA.search(plegado)) and not _NO_SE_SABE.match(plegado)


_SI = frozenset(
    {"SI", "S", "X", "1", "VERDADERO", "TRUE", "YES", "OK", "AUTORIZA", "CONSIENTE", "CONFORME"}
)
_EMPIEZA_EN_SI = ("SI ", "SI,", "OTORG", "ACEPT", "FIRMAD", "AUTORIZAD", "CONSENTID", "✓", "✔")


def afirma(texto: str) -> bool:
    """Si lo escrito donde se apunta un permiso dice que lo da.

    >>> [afirma(t) for t in ("Sí", "aceptado", "FIRMADO", "NO", "pendiente")]
    [True, True, True, False, False]
    """
    plegado = plegar(texto)
    return plegado in _SI or plegado.startswith(_EMPIEZA_EN_SI)


_DE_CANAL = (
    r"E-?MAILS?|MAILS?|CORREOS?|PUBLICI\w*|PROPAGANDA|COMERCIAL\w*|OFERTAS?|PROMOCI\w+|BOLETIN\w*"
    r"|NEWSLETTERS?|NOVEDADES|MARKETING|COMUNICACI\w+|SMS|WHATSAPPS?|MENSAJES?|LLAMADAS?|CARTAS?"
)
_PERMISO = re.compile(
    r"\b(?:ACEPTA\w*|AUTORIZA\w*|PERMITE|PERMISO|CONSIENTE|QUIERE|DESEA|RECIBE|RECIBIR|ENVI(?:O|AR)"
    rf"|SI)\b.*\b(?:{_DE_CANAL})\b"
    r"|\bCONSENTIMIENTO|NEWSLETTER|\bBOLETIN|\bMAILING|\bS[UB]+SCRI|\bOPT.?IN\b|\bMARKETING\b"
    r"|\bPUBLICIDAD|PUBLICITARI|\bCOMUNICACIONES\b|\A(?:RGPD|LOPD|GDPR)\b"
)
_RECHAZO = re.compile(
    rf"\bNO (?:\w+ ){{0,2}}(?:{_DE_CANAL}|MOLESTAR|CONTACTAR|LLAMAR|ESCRIBIR)\b"
    r"|\A(?:FECHA |MOTIVO |DADO |DADA )*(?:DE )?BAJA\b|\bDES[SU]+SCRI|UNSUBSCR|\bOPT.?OUT\b"
    r"|ROBINSON|\bBLOQUEAD[OA]\Z|\bOPOSICION\b|\bREVOCA"
)
_DE_OTRA_COSA = re.compile(r"FACTURA|ALBARAN|PEDIDO|RECIBO|TICKET|ENTREGA|COBRO")


def habla_de_permisos(cabecera: str) -> Callable[[str], bool] | None:
    """Lo que en esa columna quiere decir que no, si la cabecera habla de recibir o no publicidad.

    >>> no_quiere = habla_de_permisos("No enviar correos")
    >>> no_quiere is not None and no_quiere("X")
    True
    >>> habla_de_permisos("Newsletter") is niega, habla_de_permisos("Acepta tarjetas")
    (True, None)
    """
    plegada = plegar(cabecera)
    if _DE_OTRA_COSA.search(plegada):
        return None
    if _RECHAZO.search(plegada):
        return pide_no_contacto
    return niega if _PERMISO.search(plegada) else None


_EN_UNA_NOTA = re.compile(
    r"\bNO (?:LE |LES )?(?:QUIERE|DESEA|ENVIAR(?:LE|LES)?|MANDAR(?:LE|LES)?|RECIBIR)(?: RECIBIR)?"
    r"(?: MAS| NINGUNA?)*"
    r" (?:PUBLICIDAD|PROPAGANDA|CORREOS|E-?MAILS|MAILS|OFERTAS|PROMOCIONES|BOLETIN\w*|NEWSLETTER"
    r"|MENSAJES|WHATSAPPS?|COMUNICACIONES|MAILING|QUE (?:SE )?LE (?:ESCRIB|LLAM|CONTACT)\w+)\b"
    r"|\bNO (?:CONTACTAR|MOLESTAR|ESCRIBIR)(?:LE)?(?: MAS| NUNCA)?\s*(?:[.;,!]|\Z)"
    r"|\b(?:PIDE|PIDIO|HA PEDIDO|SOLICITA|SOLICITO) (?:LA |DARSE DE )?BAJA\b|\bLISTA ROBINSON\b"
)


def pide_en_una_nota(nota: str) -> bool:
    """Si una nota dice, entre otras cosas, que esa persona no quiere publicidad ni mensajes.

    >>> [pide_en_una_nota(n) for n in ("Paga bien. No enviar publicidad", "no enviar sin albarán")]
    [True, False]
    """
    return bool(_EN_UNA_NOTA.search(plegar(nota)))


def es_canal_de_voz(canal: str) -> bool:
    """Si lo que se consiente por ese canal alcanza a las llamadas; sin canal, alcanza a todo.

    >>> [es_canal_de_voz(c) for c in ("TELEFONO", "", "correo")]
    [True, True, False]
    """
    plegado = plegar(canal)
    return not plegado or any(p in plegado for p in _DE_VOZ)


def nombra_canal(escrito: str, canal: Canal) -> bool:
    """Si lo escrito en CANAL nombra ése o todos; «correo», a secas, es el electrónico.

    >>> [nombra_canal(c, "correo") for c in ("E-mail", "CORREO Y SMS", "CORREO POSTAL")]
    [True, True, False]
    """
    plegado = plegar(escrito)
    return not plegado or "TODO" in plegado or bool(_PALABRAS[canal].search(plegado))


def puede_ser_canal(escrito: str, canal: Canal) -> bool:
    """Si lo escrito en CANAL no nombra otro: «WEB» dice dónde se preguntó, no para qué.

    >>> puede_ser_canal("WEB", "correo"), puede_ser_canal("TELÉFONO", "correo")
    (True, False)
    """
    return nombra_canal(escrito, canal) or not any(nombra_canal(escrito, c) for c in CANALES)


def _solo_signos(texto: str) -> bool:
    return not any(letra.isalnum() for letra in texto) and "✓" not in texto and "✔" not in texto


_CONSIENTE = re.compile(
    r"\b(?:ACEPTO|AUTORIZO|CONSIENTO|(?:DOY|PRESTO|OTORGO) MI (?:CONSENTIMIENTO|AUTORIZACION)"
    r"|(?:DESEO|QUIERO|ME GUSTARIA) RECIBIR|I (?:ACCEPT|AGREE|CONSENT))\b"
)
_SE_LE_PREGUNTA = re.compile(
    r"\b(?:ACEPTAS?|AUTORIZAS?|CONSIENTES?|(?:DESEAS?|QUIERES?|LE GUSTARIA|TE GUSTARIA) RECIBIR)\b"
)
"""Solo en una pregunta: «Comercial que autoriza» no es lo que alguien consintió."""
_A_QUE = re.compile(
    r"\b(?:PRIVACIDAD|PRIVACY|DATOS|INFORMACION|CONDICIONES|AVISO LEGAL|RGPD|LOPD|TERMINOS)\b"
)
_COMERCIAL = re.compile(
    r"\bRECIBIR\b|\bCOMUNICACION|\bPUBLICI|\bCOMERCIAL|\bOFERTA|\bBOLETIN|\bNEWSLETTER"
    r"|\bPROMOCION|\bNOVEDADES\b|\bMARKETING\b"
)
_NO_CONSIENTE = re.compile(r"\bNO (?:ACEPTO|AUTORIZO|CONSIENTO|DESEO|QUIERO)\b")


def pide_consentimiento(pregunta: str) -> bool:
    """Si es lo que se hace marcar a alguien para que consienta, y no lo contrario.

    >>> pide_consentimiento("He leído y acepto la política de privacidad")
    True
    >>> pide_consentimiento("No acepto recibir publicidad"), pide_consentimiento("Acepto tarjetas")
    (False, False)
    >>> pide_consentimiento("¿Aceptas que te enviemos publicidad?")
    True
    """
    texto = plegar(pregunta)
    consiente = _CONSIENTE.search(texto) or ("?" in pregunta and _SE_LE_PREGUNTA.search(texto))
    if _NO_CONSIENTE.search(texto) or not consiente:
        return False
    return bool(_A_QUE.search(texto) or _COMERCIAL.search(texto))


def es_para_publicidad(pregunta: str) -> bool:
    """Si lo que se consiente es que le escriban o le llamen, y no solo que se guarden sus datos.

    >>> es_para_publicidad("Acepto recibir ofertas"), es_para_publicidad("Acepto la privacidad")
    (True, False)
    """
    return bool(_COMERCIAL.search(plegar(pregunta)))
