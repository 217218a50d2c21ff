"""Una ficha escrita donde y como dice la terminación de su nombre."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from clientesctl.entregas.documento_html import escribir_documento_html
from clientesctl.entregas.documento_pdf import escribir_documento_pdf
from clientesctl.entregas.fichero import comprobar_destino, sustituir
from clientesctl.entregas.json import escribir_json
from clientesctl.operaciones.ficha import Ficha, como_json
from clientesctl.operaciones.ficha_documento import como_documento
from clientesctl.registro.errores import ErrorUso

_COMO: dict[str, Callable[[Path, Ficha, bool], None]] = {
    ".html": lambda r, f, todo: escribir_documento_html(r, como_documento(f, todo=todo)),
    ".pdf": lambda r, f, todo: escribir_documento_pdf(r, como_documento(f, todo=todo)),
    ".json": lambda r, f, _: escribir_json(r, como_json(f)),
}


def comprobar(ruta: Path, registro: Path) -> None:
    """Nada, si ahí se podrá escribir la ficha: para saberlo antes de leer el libro."""
    if ruta.suffix.lower() not in _COMO:
        raise NoSeSabeEscribir(ruta)
    comprobar_destino(ruta, registro)


def entregar(ficha: Ficha, ruta: Path, *, todo: bool) -> None:
    """La ficha en `ruta`, que solo puede leer quien la pidió."""
    registro = ficha.abierto.registro.ruta
    comprobar(ruta, registro)
    with sustituir(ruta, registro=registro) as provisional:
        _COMO[ruta.suffix.lower()](provisional, ficha, todo)


class NoSeSabeEscribir(ErrorUso):
    """Una ficha no se escribe en un fichero que acabe así."""

    def __init__(self, ruta: Path) -> None:
        termina = f"«{ruta.suffix}»" if ruta.suffix else "sin terminación"
        super().__init__(
            f"--salida «{ruta}» acaba {'en ' if ruta.suffix else ''}{termina}: una ficha se escribe"
            f" como {', '.join(_COMO)}"
        )
