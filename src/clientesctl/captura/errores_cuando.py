"""Por qué no se sabe con certeza cuándo es lo que alguien dice."""

from __future__ import annotations

import datetime as dt

from clientesctl.registro.errores import ErrorUso

_EJEMPLOS = "«mañana 10:30», «2026-11-30 17:00», «lunes a las 5 de la tarde» o «30/11 17h»"


class DiaQueNoSeEntiende(ErrorUso):
    """No se sabe qué día es."""

    def __init__(self, visto: str) -> None:
        super().__init__(
            f"«{visto.strip()}» no se entiende como un día: dígalo como «hoy», «mañana», «lunes»,"
            " «30/11» o «2026-11-30»"
        )


class CuandoSinDia(ErrorUso):
    """Se dijo la hora y no el día."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"«{visto.strip()}» dice la hora y no el día: dígalo como {_EJEMPLOS}")


class HoraQueNoSeEntiende(ErrorUso):
    """La hora no existe, o puede ser de la mañana o de la tarde."""

    def __init__(self, visto: str, hora: str) -> None:
        super().__init__(
            f"«{visto.strip()}»: no es seguro qué hora es «{hora.lower()}»; dígala como «10:30»,"
            " «17h» o «5 de la tarde»"
        )


class DiaDeDosManeras(ErrorUso):
    """Un día de la semana que puede ser el de esta o el de la siguiente."""

    def __init__(self, visto: str, dia: str) -> None:
        super().__init__(
            f"«{visto.strip()}» puede ser el {dia} de una semana o el de la otra: diga la fecha,"
            " como 30/11"
        )


class DiaQueNoEs(ErrorUso):
    """El día de la semana y la fecha no son el mismo día."""

    def __init__(self, visto: str, dia: str, fecha: dt.date) -> None:
        super().__init__(f"«{visto.strip()}» no puede ser: el {fecha:%d/%m/%Y} no es {dia.lower()}")


class DiaSinAno(ErrorUso):
    """Un día sin año que ya pasó, o que aún no ha llegado."""

    def __init__(self, visto: str, fecha: dt.date, pasado: bool) -> None:
        que = "todavía no ha llegado este año" if pasado else "ya ha pasado este año"
        super().__init__(f"«{visto.strip()}» {que}: escriba también el año, como {fecha:%d/%m/%Y}")
