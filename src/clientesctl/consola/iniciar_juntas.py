"""Qué opciones de `iniciar` se pueden pedir a la vez."""

from __future__ import annotations

from pathlib import Path

from clientesctl.registro.errores import ErrorUso


def comprobar_juntas(
    impreso: str | None,
    ensayo: bool,
    desde: Path | None,
    del_ensayo: tuple[str | None, str | None],
    libro: Path | None,
) -> None:
    """Nada, si lo pedido se puede hacer a la vez."""
    pedidas = [
        opcion
        for opcion, va in (("--impreso", impreso), ("--ensayo", ensayo), ("--desde", desde))
        if va
    ]
    if len(pedidas) > 1:
        raise NoVanJuntas(pedidas[0], pedidas[1])
    if not ensayo and any(v is not None for v in del_ensayo):
        raise FaltaOpcion("--fichas y --semilla", "--ensayo")
    if libro is not None and impreso is None and not ensayo:
        raise FaltaOpcion("--libro", "--impreso o --ensayo")


class HojaSinDesde(ErrorUso):
    """--hoja sin --desde no dice nada."""

    def __init__(self) -> None:
        super().__init__("--hoja dice cuál es la del libro viejo: falta --desde VIEJO.xlsx")


class NoVanJuntas(ErrorUso):
    """Se pidieron dos cosas que no se hacen a la vez."""

    def __init__(self, una: str, otra: str) -> None:
        super().__init__(f"{una} y {otra} no van juntas: pida una de las dos")


class FaltaOpcion(ErrorUso):
    """Una opción que solo dice algo con otra."""

    def __init__(self, opcion: str, falta: str) -> None:
        super().__init__(f"{opcion} solo vale con {falta}")
