"""Un informe en una página que se basta sola: en un móvil o en papel, sin red ni código."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from clientesctl.entregas.grafico import Columnas
from clientesctl.entregas.grafico_barras import dibujar_barras
from clientesctl.entregas.grafico_columnas import dibujar_columnas
from clientesctl.entregas.html import escrito
from clientesctl.entregas.informe import Apartado, Pagina

if TYPE_CHECKING:
    from markupsafe import Markup

_ANCHOS = {"estrecho": 340.0, "ancho": 536.0}
"""Cada gráfico se dibuja dos veces y se ve el que cabe: encogido, sus letras no se leerían."""


def escribir_informe_html(ruta: Path, pagina: Pagina) -> None:
    """La página en `ruta`. Los mismos datos dan los mismos bytes."""
    from jinja2 import Environment

    entorno = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    entorno.filters["escrito"] = escrito
    entorno.filters["unido"] = unido
    texto = (files(__package__) / "datos" / "informe.html.j2").read_text(encoding="utf-8")
    hecha = entorno.from_string(texto).render(p=pagina, dibujos=_dibujos)
    ruta.write_text(hecha, encoding="utf-8", newline="\n")


def unido(texto: str) -> str:
    """La frase con cada número unido a lo que lo acompaña, para que un renglón no los separe.

    >>> unido("8 % menos que los 1.234 EUR de octubre, 7.000 € en 22 ventas").replace("\u00a0", "~")
    '8~% menos que los 1.234~EUR de octubre, 7.000~€ en 22 ventas'
    """
    return re.sub(r"(?<=\d) (?=%|€|[A-Z]{3}\b)", "\u00a0", texto)


def _dibujos(apartado: Apartado) -> list[tuple[str, Markup]]:
    """El gráfico en cada uno de sus anchos, con el nombre del ancho."""
    from markupsafe import Markup

    grafico = apartado.grafico
    if grafico is None:
        return []
    dibujos = []
    for nombre, ancho in _ANCHOS.items():
        clave = f"{apartado.clave}-{nombre}"
        if isinstance(grafico, Columnas):
            svg = dibujar_columnas(grafico, ancho, clave)
        else:
            svg = dibujar_barras(grafico, ancho, clave)
        # El dibujo ya lleva escapado todo lo que vino del libro.
        dibujos.append((nombre, Markup(svg)))
    return dibujos
