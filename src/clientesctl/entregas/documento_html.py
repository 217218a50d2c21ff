"""Un documento en una página que se basta sola: se lee en un móvil y se imprime en A4."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from clientesctl.entregas.documento import Documento


def escribir_documento_html(ruta: Path, documento: Documento) -> None:
    """La página en `ruta`. Nada de lo escrito se toma por código."""
    from jinja2 import Environment

    entorno = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    texto = (files(__package__) / "datos" / "documento.html.j2").read_text(encoding="utf-8")
    pagina = entorno.from_string(texto).render(d=documento)
    ruta.write_text(pagina, encoding="utf-8", newline="\n")
