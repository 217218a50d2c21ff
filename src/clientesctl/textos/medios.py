"""Por qué medio se habló con alguien y si había alguien al otro lado, según lo que se apuntó."""

from __future__ import annotations

import re
from collections.abc import Mapping

from clientesctl.textos.limpieza import plegar

MEDIOS = ("LLAMADA", "CORREO", "VISITA", "MENSAJE", "QUEJA", "NOTA")
"""Los tipos de contacto del contrato, en su orden."""

ALIAS: Mapping[str, str] = {
    "EMAIL": "CORREO", "E-MAIL": "CORREO", "MAIL": "CORREO", "TELEFONO": "LLAMADA",
    "WHATSAPP": "MENSAJE", "WASAP": "MENSAJE", "SMS": "MENSAJE", "RECLAMACION": "QUEJA",
}  # fmt: skip
"""Otras maneras de decir un tipo de contacto, plegadas."""

_PRINCIPIOS = (
    ("LLAM", "LLAMADA"), ("TEL", "LLAMADA"), ("COR", "CORREO"), ("MAIL", "CORREO"),
    ("EMAIL", "CORREO"), ("E-MAIL", "CORREO"), ("VISIT", "VISITA"), ("REUNI", "VISITA"),
    ("MENS", "MENSAJE"), ("WHATS", "MENSAJE"), ("WASAP", "MENSAJE"), ("WHATP", "MENSAJE"),
    ("SMS", "MENSAJE"), ("QUEJ", "QUEJA"), ("RECLAM", "QUEJA"), ("NOTA", "NOTA"),
)  # fmt: skip
_NO_HUBO_NADIE = re.compile(
    r"\b(NO (CONTEST|COGE|COGIO|RESPOND|ATIEND|ATENDI|ESTABA|ESTA\b|LOCALIZ|SE LE LOCALIZ|ABR)"
    r"|SIN RESPUESTA|SIN CONTESTAR|COMUNICA|BUZON|APAGAD|FUERA DE (COBERTURA|SERVICIO)"
    r"|EQUIVOCAD|AUSENTE|CERRAD|NUMERO ERRONEO|NO EXISTE|OCUPADO)"
)
_ENTRA = ("ENT", "RECIB", "IN", "CLIENTE")


def leer_medio(texto: str) -> str:
    """El tipo de contacto de `MEDIOS` que quiere decir lo escrito; vacío si no se sabe.

    >>> [leer_medio(t) for t in ("Llamada", "e-mail", "whatsapp", "Tel.", "fax")]
    ['LLAMADA', 'CORREO', 'MENSAJE', 'LLAMADA', '']
    """
    plegado = plegar(texto)
    return next((medio for p, medio in _PRINCIPIOS if plegado.startswith(p)), "")


def vino_del_cliente(sentido: str) -> bool:
    """Si lo escrito en SENTIDO dice que fue el cliente quien llamó o escribió.

    >>> [vino_del_cliente(t) for t in ("ENTRADA", "recibida", "SALIENTE", "")]
    [True, True, False, False]
    """
    return plegar(sentido).startswith(_ENTRA)


def no_hubo_nadie(contado: str) -> bool:
    """Si lo que se apuntó dice que al otro lado no contestó nadie.

    >>> no_hubo_nadie("No contesta"), no_hubo_nadie("buzón de voz"), no_hubo_nadie("interesa")
    (True, True, False)
    """
    return bool(_NO_HUBO_NADIE.search(plegar(contado)))
