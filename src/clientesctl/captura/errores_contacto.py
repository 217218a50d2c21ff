"""Por qué no se apunta un contacto o una demanda."""

from __future__ import annotations

import datetime as dt

from clientesctl.registro.errores import ErrorUso


class SinNadaDicho(ErrorUso):
    """Una nota sin nada escrito."""

    def __init__(self) -> None:
        super().__init__(
            'una nota sin nada escrito no dice nada: «clientesctl contacto C-00042 "prefiere las'
            ' tardes" --tipo nota»'
        )


class ProximaAntes(ErrorUso):
    """El próximo paso es de antes que el contacto."""

    def __init__(self, proxima: dt.date, fecha: dt.date) -> None:
        super().__init__(
            f"--proxima-fecha {proxima:%d/%m/%Y} es de antes que el contacto ({fecha:%d/%m/%Y})"
        )


class DiasMalDichos(ErrorUso):
    """--en no lleva un número de días."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"--en «{visto.strip()}» no vale: son días, como --en 7")


class DemandaSinProducto(ErrorUso):
    """No se dijo qué pidió."""

    def __init__(self) -> None:
        super().__init__("--demanda está vacía: diga qué pidió, como --demanda «robot cortacésped»")
