"""Listas en una página que se basta sola: se imprime, y se lee en un móvil como fichas."""

from __future__ import annotations

import datetime as dt
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from clientesctl.entregas.lista import Clase, Lista, Valor

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup


def escribir_html(ruta: Path, *listas: Lista) -> None:
    """Una página en `ruta` con una tabla por lista. Nada de lo escrito se toma por código."""
    with ruta.open("w", encoding="utf-8", newline="\n") as fichero:
        for trozo in _plantilla().generate(listas=listas, titulo=listas[0].titulo):
            fichero.write(trozo)


def _plantilla() -> Template:
    from jinja2 import Environment

    entorno = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    entorno.filters["escrito"] = escrito
    entorno.filters["partible"] = partible
    texto = (files(__package__) / "datos" / "lista.html.j2").read_text(encoding="utf-8")
    return entorno.from_string(texto)


def partible(texto: str) -> Markup:
    """El texto, inofensivo, que en una columna estrecha se corta por sus guiones bajos.

    >>> str(partible("codigo_postal <b>"))
    'codigo_<wbr>postal &lt;b&gt;'
    """
    from markupsafe import Markup, escape

    return Markup(str(escape(texto)).replace("_", "_<wbr>"))


def escrito(valor: Valor, clase: Clase = "texto") -> str:
    """El valor como lo lee una persona: fechas de día primero, números a la española.

    >>> escrito(1234.5, "dinero"), escrito(dt.date(2026, 10, 1), "fecha")
    ('1.235', '01/10/2026')
    >>> escrito(0.9993, "parte")
    '99,93 %'
    """
    if valor is None:
        return ""
    if isinstance(valor, dt.date):
        return f"{valor.day:02}/{valor.month:02}/{valor.year}"
    if isinstance(valor, str) or clase == "entero":
        return str(valor)
    if clase == "parte":
        return f"{valor:.2%}".replace(".", ",").replace("%", " %")
    entera = clase == "dinero" or float(valor).is_integer()
    cifras = f"{_redondo(valor):,}" if entera else f"{valor:,.2f}"
    return cifras.translate(str.maketrans(",.", ".,"))


def _redondo(valor: float) -> int:
    return int(valor + 0.5) if valor >= 0 else -int(-valor + 0.5)
