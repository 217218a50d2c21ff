"""Lo que unas notas dicen de alguien: que no quiere que le llamen, que murió, que se dio de baja.

En OBSERVACIONES se escribe de todo. Cuenta lo que aparta a esa persona del todo: «no llamar por la
mañana» dice cuándo llamarla, y «murió su marido», de quién compadecerse.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from clientesctl.textos.limpieza import plegar

Negativa = Literal["", "no llamar", "no quiere", "fallecido", "baja"]
"""«no llamar» no dice nada de las cartas ni de los correos; «no quiere», de todo."""

_DIA = "LUNES|MARTES|MIERCOLES|JUEVES|VIERNES|SABADOS?|DOMINGOS?|FINES|FESTIVOS?|DIARIO"
_CUANDO = (
    r"(?! (?:MAS )?(?:TARDE|TEMPRANO|PRONTO|ANTES|DESPUES|HASTA(?! NUEVO)|ENTRE|DURANTE|CUANDO"
    r"|MIENTRAS|SI|SIN|SINO|SALVO|EXCEPTO|COMO|FUERA|AL(?! CLIENTE)|EN(?! NING)"
    r"|A(?! NADIE| EST[AE] (?:CLIENT|SENOR|PERSONA|FICHA))|TODAVIA|AUN|HOY|MANANA|MUY"
    rf"|TAN|TANTO|MUCHO|DEMASIADO|PARA|{_DIA}|(?:POR|DE) (?:LA |LAS |EL |LOS )?"
    rf"(?:MANANAS?|TARDES?|NOCHES?|MEDIODIA|MOMENTO"
    rf"|AHORA|\d|{_DIA})|(?:EL|LOS|LAS|LA|ESTE|ESTA|ESTOS) (?:{_DIA}|FIN|\d|PRIMER|ULTIM"
    r"|MANANAS?|TARDES?|NOCHES?|SEMANA|MES|DIAS?|FIJO|MOVIL|NUMERO|TELEFONO|OFICINA))\b)"
)
"""Lo que deja la negativa en un cuándo o un dónde."""
_LE = r"(?:SE )?(?:LES? |L[AO]S? |ME |NOS )?"
_BUSCAR = (
    r"(?:(?:LLAMAR|CONTACTAR|MOLESTAR|TELEFONEAR|MARCAR)(?:L[EAO]S?|ME|NOS)?"
    r"|LLAM(?:E|EN|ES|EIS|EMOS|ARAN?|ARAMOS|ASEN)|CONTACTE[NMS]?\w*|MOLEST(?:E|EN|EIS|EMOS|ARAMOS))"
    r"\b(?! CON\b)"
)
_ASUNTO = r"(?:NINGUNA? |NI )?(?:LLAMADAS|PUBLICIDAD|COMUNICACIONES|CONTACTO|OFERTAS|TELEMARKETING)"
_NO_QUIERE = re.compile(
    rf"\bNO(?: {_LE}(?:VUELV\w+ A |VOLV\w+ A |HAY QUE |SE PUEDE |PODEMOS )?{_BUSCAR}{_CUANDO}"
    rf"|[.-]?LLAMAR\b{_CUANDO}| SE LES? LLAMA\b{_CUANDO}"
    r"| HABLAR(?:L[EAO]S?)? POR TELEFONO| INSISTIR\b"
    r"| (?:QUIERE|DESEA|AUTORIZA|CONSIENTE|ACEPTA|PERMITE)N? (?:YA )?(?:RECIBIR )?(?:MAS )?"
    rf"(?:(?:QUE )?{_LE}{_BUSCAR}{_CUANDO}|{_ASUNTO}\b{_CUANDO}"
    r"|SER (?:CONTACTAD|LLAMAD|MOLESTAD)\w+|SABER NADA|NADA CON))"
)
_DE_OTRAS_MANERAS = re.compile(
    rf"(?<!NO )\b(?:DEJ(?:AR|E|EN|EMOS|AD) DE|PROHIBIDO) {_BUSCAR}{_CUANDO}"
    r"|\bLISTA ROBINSON|\b(?:EN|A|AL) (?:LA )?ROBINSON\b|^ROBINSON$|\bREPEP\b"
    r"|\bOPOSICION AL TRATAMIENTO|\bSE OPONE AL? (?:TRATAMIENTO|QUE|RECIBIR)"
    r"|\bDERECHO (?:DE |AL? )?(?:SUPRESION|OPOSICION|OLVIDO|CANCELACION)"
    r"|\b(?:PID\w+|PEDIDO|SOLICIT\w+|QUIERE) (?:QUE )?(?:SE |LE )?(?:BORR|ELIMIN|SUPRIM)\w+"
    r" (?:TODOS )?(?:SUS|LOS) DATOS"
    r"|\bOPT[ -]?(?:ED )?OUT\b|\bUNSUBSCRIBED?\b|\bDO NOT (?:CALL|CONTACT)\b|\bDNC\b"
)
_DE_OTRO = (
    r"(?! (?:A )?(?:UN|UNA|DE|DEL|LOS|LAS|LA|EL (?!\d|DIA|PASADO|MES|ANO|LUNES|MARTES|MIERCOLES"
    r"|JUEVES|VIERNES|SABADO|DOMINGO))\b|[^.;,]* (?:SU|SUS|MI|TU)\b)"
)
_FALLECIDO = re.compile(
    r"(?:^|[.;,:()\[\]/*¡!–-] ?)(?:(?:EL |LA )?(?:CLIENTE|CLIENTA|TITULAR|SENORA?) )?"
    r"(?:YA |HA |YA HA |ESTA |CONSTA COMO )?"
    r"(?:FALLECI(?:O|D[OA]|MIENTO)|MURIO|MUERT[OA]|DIFUNT[OA]|FINAD[OA]|EXITUS|DEFUNCION)\b"
    + _DE_OTRO
    + r"|\bQ\. ?E\. ?P\. ?D|\bQEPD\b|\bD\. ?E\. ?P\b|^DEP$"
)  # fmt: skip
_BAJA = re.compile(
    r"^(?:CLIENTE )?(?:DE |EN )?BAJA(?: (?:VOLUNTARIA|DEFINITIVA|TOTAL|CLIENTE|DE(?:L)? CLIENTE"
    r"|(?:DESDE|EN|EL|POR|A) (?!ENFERM|MATERN|PATERN|ACCIDENTE).*|\d.*))?[ .!]*$"
    r"|\bDAD[OA] DE BAJA\b(?! (?:EL|LA|LOS|LAS|SU|SUS|DEL?|EN)\b(?! \d))"
    r"|\bCAUS\w+ BAJA\b(?! (?:MEDICA|LABORAL))"
    r"|\b(?:PIDE|PIDIO|SOLICIT[AO]|QUIERE|HA PEDIDO|TRAMIT\w+)"
    r" (?:LA |SU )?BAJA\b(?! (?:TENSION|MEDICA))"
    r"|\b(?:DARSE|SE DIO|SE HA DADO) DE BAJA\b(?! (?:DEL?|EN) )"
)

_FORMAS: tuple[tuple[Negativa, tuple[str, ...], re.Pattern[str]], ...] = (
    (
        "fallecido",
        ("FALLEC", "MURIO", "MUERT", "DIFUNT", "FINAD", "EXITUS", "DEFUNC", "E.P", "E. P", "EPD",
         "DEP"),
        _FALLECIDO,
    ),
    ("no quiere", ("NO",), _NO_QUIERE),
    (
        "no quiere",
        ("DEJ", "PROHIB", "ROBINSON", "REPEP", "OPO", "DERECHO", " DATOS", "OPT", "UNSUB", " NOT ",
         "DNC"),
        _DE_OTRAS_MANERAS,
    ),
    ("baja", ("BAJA",), _BAJA),
)  # fmt: skip

_RAICES = (
    "llam", "llám", "contact", "contáct", "molest", "telefon", "marcar", "hablar", "insist",
    "publicidad", "comunicaci", "ofertas", "robinson", "repep", "recib", "nada", "dej", "prohib",
    "opos", "opone", "derecho", "datos", "opt", "unsub", "dnc", "call", "baja", "fallec", "muri",
    "muert", "difunt", "finad", "xitus", "defunc", "epd", "dep", "e.p", "e. p",
)  # fmt: skip
_SOLO_LLAMADAS = re.compile(r"LLAM|TELEFON|MARCAR|HABLAR|INSISTIR|\bCALL\b")
_MAS_QUE_LLAMADAS = re.compile(
    r"CONTACT|MOLEST|PUBLICIDAD|COMUNICACION|DATOS|ROBINSON|SABER NADA|NADA CON|OPOS|OPONE|DERECHO"
)


def leer_negativa(notas: str) -> Negativa:
    """Qué dicen esas notas que aparte a alguien de las llamadas; vacío si nada.

    >>> [leer_negativa(t) for t in ("Cliente fiel. NO LLAMAR más", "pide la baja", "murió en mayo")]
    ['no llamar', 'baja', 'fallecido']
    >>> [leer_negativa(t) for t in ("no llamar antes de las 10", "murió su marido", "planta baja")]
    ['', '', '']
    """
    texto = plegar(notas)
    dichas = (dice for dice, pistas, forma in _FORMAS if _dice(texto, pistas, forma))
    dice: Negativa = next(dichas, "")
    if dice == "no quiere" and _SOLO_LLAMADAS.search(texto):
        return dice if _MAS_QUE_LLAMADAS.search(texto) else "no llamar"
    return dice


def hay_pistas(textos: Iterable[str]) -> bool:
    """Si en alguno de esos textos puede haber algo que leer: se mira de una vez y sin formas."""
    todo = "\n".join(textos).lower()
    return any(raiz in todo for raiz in _RAICES)


def _dice(texto: str, pistas: tuple[str, ...], forma: re.Pattern[str]) -> bool:
    """Sin una de las pistas no hace falta mirar más, y es lo de casi todas las notas."""
    return any(pista in texto for pista in pistas) and forma.search(texto) is not None
