"""Cómo se escribe lo que se pidió con frases: la búsqueda que quizá se quería."""

from __future__ import annotations

import re
from collections.abc import Callable

from clientesctl.textos.limpieza import plegar

_CIFRA = r"(\d[\d.,]*)"
_FRASES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\bMUJER(?:ES)?\b"), lambda _: "sexo=MUJER"),
    (re.compile(r"\b(?:HOMBRES?|VARON(?:ES)?)\b"), lambda _: "sexo=HOMBRE"),
    (re.compile(r"\bDE ([A-Z]{4,}) QUE\b"), lambda h: f"ciudad={h[1]}"),
    (re.compile(rf"\b(\w+) ENTRE {_CIFRA} (?:Y|A) {_CIFRA}"), lambda h: _entre(h[1], h[2], h[3])),
    (re.compile(rf"\bGAST\w+ MAS DE {_CIFRA}"), lambda h: f"gasto>{h[1]}"),
    (re.compile(rf"\bGAST\w+ MENOS DE {_CIFRA}"), lambda h: f"gasto<{h[1]}"),
    (
        re.compile(r"(?<!\bNO )\bCOMPR(?:O|ARON|AN) (?!DESDE|HACE|ALGO)([A-Z]{3,})"),
        lambda h: _producto("", h[1]),
    ),
    (re.compile(r"\b(?:Y|PERO) NO ([A-Z]{3,})\b"), lambda h: _producto("no ", h[1])),
    (re.compile(r"\bNO COMPR\w+ DESDE (?!HACE)"), lambda _: "ultima_compra<AAAA-MM-DD"),
    (
        re.compile(rf"\bNO COMPR\w+ (?:EN|HACE|DESDE HACE) {_CIFRA}"),
        lambda h: f"dias_sin_comprar>{h[1]}",
    ),
    (re.compile(r"\bCUMPLEN? (?:EN )?([A-Z]+)"), lambda h: f"cumple={h[1].lower()}"),
    (re.compile(r"\bSIN (\w+)"), lambda h: f"{h[1].lower()}=vacio"),
    (re.compile(r"\b(\w+) VACI[OA]S?\b"), lambda h: f"{h[1].lower()}=vacio"),
    (re.compile(r"\b(\w+) (?:IN|EN) ?\(([^()]+)\)"), lambda h: _una_de(h[1], h[2])),
    (re.compile(rf"(?<!COMPRA )(?<!COMPRAN )\bEN {_CIFRA} DIAS"), lambda h: f"dias={h[1]}"),
)
_CON_ESPACIO = re.compile(
    r"((?:APELLIDO|FECHA|CODIGO|RAZON|NOMBRE|ULTIM[AO]|PRIMERA|DIAS|MOTIVO|PUNTO|ORIGEN|ID|EMAIL)"
    r"(?: \w+){1,2}) ?[=<>~!]"
)


def dar_pista(texto: str) -> str:
    """Lo que se quiso escribir, como se escribe; vacío si no se adivina nada.

    >>> dar_pista("mujeres que gastaron más de 500 en 30 días")
    'sexo=MUJER gasto>500 dias=30'
    >>> dar_pista("sin correo"), dar_pista("apellido 1=garcia"), dar_pista("hola")
    ('correo=vacio', 'apellido_1=…', '')
    """
    plegado = plegar(texto)
    if hallado := _CON_ESPACIO.match(plegado):
        return f"{'_'.join(hallado[1].lower().split())}=…"
    dichas = (como(hallado) for frase, como in _FRASES if (hallado := frase.search(plegado)))
    return " ".join(dict.fromkeys(dichas))


def _entre(campo: str, desde: str, hasta: str) -> str:
    nombre = "gasto" if campo.startswith("GAST") else campo.lower()
    return f"{nombre}>={desde} {nombre}<={hasta}"


def _producto(antes: str, cual: str) -> str:
    return f"{antes}producto~{cual.lower()}"


def _una_de(campo: str, valores: str) -> str:
    return f"{campo.lower()}={','.join(v.strip() for v in valores.split(','))}"
