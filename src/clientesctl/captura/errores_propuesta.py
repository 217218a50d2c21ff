"""Por qué no se apunta o no se cierra una propuesta."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from clientesctl.registro.errores import ErrorUso, Rechazo

if TYPE_CHECKING:
    from clientesctl.captura.propuestas_escritas import PropuestaEscrita

_A_LA_VISTA = 10


class PropuestaSinProducto(ErrorUso):
    """No se dijo qué se propone."""

    def __init__(self) -> None:
        super().__init__(
            "falta decir qué se propone: «clientesctl propuesta C-00042 REFORMA 1500»; para decir"
            " cómo acabó, «clientesctl propuesta P-00003 --aceptada»"
        )


class MotivoSinDecir(ErrorUso):
    """Se rechaza sin decir por qué."""

    def __init__(self) -> None:
        super().__init__(
            "--rechazada lleva su motivo, que es de lo que se aprende: --rechazada PRECIO"
        )


class ComoAcaba(ErrorUso):
    """Se dijo más de una manera de acabar."""

    def __init__(self) -> None:
        super().__init__("--aceptada, --rechazada y --retirada no van juntas: deje una sola")


class PropuestaDesconocida(ErrorUso):
    """No hay una sola propuesta que pueda ser la que se nombra."""

    def __init__(self, que: str, suyas: Sequence[PropuestaEscrita]) -> None:
        renglones = [f"  {propuesta}" for propuesta in suyas[:_A_LA_VISTA]]
        hay = ": diga cuál por su ID" if suyas else ""
        super().__init__("\n".join([f"{que}{hay}", *renglones]))


class PropuestaCerrada(Rechazo):
    """La propuesta ya tenía respuesta."""

    def __init__(self, propuesta: PropuestaEscrita) -> None:
        cuando = f" el {propuesta.cierre:%d/%m/%Y}" if propuesta.cierre else ""
        super().__init__(
            f"{propuesta.clave} ya está {propuesta.estado or 'cerrada'}{cuando}: no se vuelve a"
            " cerrar. No se ha escrito nada; si fue un error, «clientesctl deshacer»"
        )


class CierreAntesDeEnviar(ErrorUso):
    """La respuesta sería de antes de mandarla."""

    def __init__(self, propuesta: PropuestaEscrita, dia: dt.date) -> None:
        super().__init__(f"--fecha {dia:%d/%m/%Y} es de antes de enviarla ({propuesta})")
