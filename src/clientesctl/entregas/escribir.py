"""Una lista escrita donde y como dice la terminación de su nombre."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from clientesctl.entregas.csv import escribir_csv, escribir_tsv
from clientesctl.entregas.fichero import comprobar_destino, sustituir
from clientesctl.entregas.html import escribir_html
from clientesctl.entregas.json import escribir_json
from clientesctl.entregas.lista import Lista
from clientesctl.entregas.xlsx import escribir_xlsx
from clientesctl.registro.errores import ErrorUso

_POR_TERMINACION: dict[str, Callable[[Path, Lista], None]] = {
    ".xlsx": escribir_xlsx,
    ".csv": escribir_csv,
    ".tsv": escribir_tsv,
    ".json": lambda ruta, lista: escribir_json(ruta, lista.como_objeto()),
    ".html": escribir_html,
}
_DE_VARIAS: dict[str, Callable[..., None]] = {".xlsx": escribir_xlsx, ".html": escribir_html}
TERMINACIONES = tuple(_POR_TERMINACION)


def escribir(
    ruta: Path,
    lista: Lista,
    *,
    registro: Path | None = None,
    privado: bool = True,
    hojas: Sequence[Lista] = (),
) -> None:
    """La lista en `ruta`, de una vez y sin que otros la puedan leer, según su terminación.

    Con `hojas`, donde caben varias (.xlsx, .html) van ellas en su lugar.

    `ErrorUso` si la terminación no se sabe escribir o ahí no se puede; `Rechazo` si `ruta` es
    el propio registro.
    """
    como = elegir(ruta)
    with sustituir(ruta, registro=registro, privado=privado) as provisional:
        if hojas and ruta.suffix.lower() in _DE_VARIAS:
            _DE_VARIAS[ruta.suffix.lower()](provisional, *hojas)
        else:
            como(provisional, lista)


def comprobar_salida(ruta: Path, registro: Path | None = None) -> None:
    """Nada, si ahí se podrá escribir: para saberlo antes de empezar a trabajar."""
    elegir(ruta)
    comprobar_destino(ruta, registro)


def elegir(ruta: Path) -> Callable[[Path, Lista], None]:
    """Cómo se escribe ese fichero; `ErrorUso` si su terminación no se sabe escribir."""
    como = _POR_TERMINACION.get(ruta.suffix.lower())
    if como is None:
        raise TerminacionDesconocida(ruta)
    return como


class TerminacionDesconocida(ErrorUso):
    """No se sabe escribir un fichero que acabe así."""

    def __init__(self, ruta: Path) -> None:
        termina = f"«{ruta.suffix}»" if ruta.suffix else "sin terminación"
        super().__init__(
            f"--salida «{ruta}» acaba {'en ' if ruta.suffix else ''}{termina}: use"
            f" {', '.join(TERMINACIONES)}"
        )
