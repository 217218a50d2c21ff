"""Un programa de encargos escrito para el Programador de tareas de Windows, en PowerShell.

No es `schtasks /Create`: su /TR no admite más de 261 letras, y una tarea suya que no se dio
porque el equipo estaba apagado no se da al encenderlo.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from clientesctl.entregas.encargo import Cuando, Encargo, Programa

_EN_INGLES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_COMILLAS = re.compile("['‘’‚‛]")
"""Las que PowerShell toma por comilla simple (about_Quoting_Rules)."""

_AJUSTES = (
    "$ajustes = New-ScheduledTaskSettingsSet -StartWhenAvailable -MultipleInstances Queue"
    " -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries"
    " -ExecutionTimeLimit (New-TimeSpan -Hours 1)"
)


def escribir_tareas(programa: Programa) -> str:
    """El guion de PowerShell que deja cada encargo en el Programador de tareas."""
    return "\n".join(_renglones(programa)) + "\n"


def _renglones(programa: Programa) -> Iterator[str]:
    for nota in programa.notas:
        yield f"# {nota}" if nota else "#"
    yield _AJUSTES
    for encargo in programa.encargos:
        yield ""
        yield f"# {encargo.nombre}: {encargo.para}"
        yield _registrar(programa, encargo)


def _registrar(programa: Programa, encargo: Encargo) -> str:
    ejecutar, argumentos = _accion(programa, encargo)
    carpeta = entre_comillas(str(programa.libro.parent))
    nombre = entre_comillas(f"{programa.libro.stem} {encargo.nombre}")
    return (
        f"Register-ScheduledTask -Force -TaskPath '\\clientesctl\\' -TaskName {nombre}"
        f" -Description {entre_comillas(encargo.para)} -Settings $ajustes"
        f" -Trigger ({disparador(encargo.cuando)})"
        f" -Action (New-ScheduledTaskAction -Execute {entre_comillas(ejecutar)}"
        f" -Argument {entre_comillas(argumentos)} -WorkingDirectory {carpeta})"
    )


def disparador(cuando: Cuando) -> str:
    """Cuándo se da, como lo pide PowerShell.

    >>> disparador(Cuando(30, 7, (1, 5)))
    "New-ScheduledTaskTrigger -Weekly -DaysOfWeek Monday,Friday -At '07:30'"
    """
    if cuando.hora is None:
        return (
            f"New-ScheduledTaskTrigger -Once -At '00:{cuando.minuto:02}'"
            " -RepetitionInterval (New-TimeSpan -Hours 1)"
        )
    dias = ",".join(_EN_INGLES[dia - 1] for dia in cuando.dias)
    hora = f"{cuando.hora:02}:{cuando.minuto:02}"
    return f"New-ScheduledTaskTrigger -Weekly -DaysOfWeek {dias} -At '{hora}'"


def _accion(programa: Programa, encargo: Encargo) -> tuple[str, str]:
    """El programa que se ejecuta y su línea de argumentos, con las comillas de Windows."""
    ejecutable, *fijos = programa.ejecutable
    if programa.clave is None and not programa.entorno:
        return ejecutable, subprocess.list2cmdline([*fijos, *encargo.orden])
    pasos = [f"$env:{nombre} = {entre_comillas(v)}" for nombre, v in programa.entorno.items()]
    if programa.clave is not None:
        pasos.append(_leer_clave(programa.clave))
    llamada = " ".join(map(entre_comillas, [ejecutable, *fijos, *encargo.orden]))
    orden = "; ".join([*pasos, f"& {llamada}", "exit $LASTEXITCODE"])
    guion = ["-NoProfile", "-NonInteractive", "-WindowStyle", "Hidden", "-Command", orden]
    return "powershell.exe", subprocess.list2cmdline(guion)


def _leer_clave(fichero: Path) -> str:
    ruta = entre_comillas(str(fichero))
    return f"$env:CLIENTESCTL_CLAVE = Get-Content -LiteralPath {ruta} -TotalCount 1 -Encoding UTF8"


def entre_comillas(texto: str) -> str:
    """El texto tal cual para PowerShell: entre comillas simples, con las suyas dobladas.

    >>> entre_comillas("L'Hospitalet $1 %A%")
    "'L''Hospitalet $1 %A%'"
    """
    return f"'{_COMILLAS.sub(lambda hallada: hallada[0] * 2, texto)}'"
