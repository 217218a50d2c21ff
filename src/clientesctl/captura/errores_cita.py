"""Por qué no se apunta o no se cambia una cita."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from clientesctl.registro.errores import ErrorUso, Rechazo

if TYPE_CHECKING:
    from clientesctl.captura.cuando import Cuando
    from clientesctl.cartera.citas_del_dia import Cita

_A_LA_VISTA = 10


def renglon(cita: Cita) -> str:
    """La cita en una línea: su ID, cuándo, para qué y cómo está."""
    cuando = f"{cita.dia:%d/%m/%Y} {cita.hora}".rstrip()
    return " · ".join(filter(None, (cita.id or "(sin ID)", cuando, cita.asunto, cita.estado)))


class CitaPasada(ErrorUso):
    """La cita sería de un día que ya pasó."""

    def __init__(self, cuando: Cuando) -> None:
        super().__init__(
            f"el {cuando.dia:%d/%m/%Y} ya ha pasado: una cita es para hoy o para después (lo que ya"
            " se habló se apunta con «clientesctl contacto»)"
        )


class CitaPorVenir(ErrorUso):
    """Se da por acabada una cita de un día que no ha llegado."""

    def __init__(self, cita: Cita, estado: str) -> None:
        super().__init__(
            f"la cita es del {cita.dia:%d/%m/%Y} y no puede estar ya {estado.lower()}: si se hace"
            " antes, muévala con --mover"
        )


class CitaDesconocida(ErrorUso):
    """No hay una sola cita que pueda ser la que se nombra."""

    def __init__(self, que: str, suyas: Sequence[Cita]) -> None:
        renglones = [f"  {renglon(cita)}" for cita in suyas[:_A_LA_VISTA]]
        hay = ": diga cuál por su ID" if suyas else ""
        super().__init__("\n".join([f"{que}{hay}", *renglones]))


class YaEstabaAsi(Rechazo):
    """La cita ya está como se pide."""

    def __init__(self, cita: Cita) -> None:
        super().__init__(
            f"esa cita ya está así ({renglon(cita)}). No se ha escrito nada; si lo que hay no es"
            " cierto, «clientesctl deshacer» quita lo último"
        )


class QueCambia(ErrorUso):
    """Se dijo más de una cosa de una cita."""

    def __init__(self) -> None:
        super().__init__("--hecha, --anulada, --no-vino y --mover no van juntas: deje una sola")


class FaltaCuando(ErrorUso):
    """No se dijo cuándo es la cita."""

    def __init__(self) -> None:
        super().__init__(
            "falta decir cuándo: «clientesctl cita C-00042 mañana 10:30» (o «lunes a las 5 de la"
            " tarde», «30/11 17h», «2026-11-30 17:00»)"
        )
