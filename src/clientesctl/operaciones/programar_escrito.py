"""Lo programado, escrito para quien lo va a dar: cron o el Programador de tareas."""

from __future__ import annotations

from pathlib import Path

from clientesctl.entregas.crontab import escribir_crontab
from clientesctl.entregas.fichero import sustituir
from clientesctl.entregas.tareas_windows import escribir_tareas
from clientesctl.operaciones.programar import Programado


def escribir(programado: Programado) -> str:
    """Las líneas; `ErrorUso` si una ruta no se puede escribir en ellas."""
    if programado.sistema == "windows":
        return escribir_tareas(programado.programa)
    return escribir_crontab(programado.programa)


def guardar(programado: Programado, ruta: Path) -> None:
    """Las líneas en ese fichero; `ErrorUso` si ahí no se puede y `Rechazo` si es el libro."""
    texto = escribir(programado)
    # Sin la marca, PowerShell 5.1 lee el fichero en la página de códigos del equipo.
    codificacion = "utf-8-sig" if programado.sistema == "windows" else "utf-8"
    with sustituir(ruta, registro=programado.programa.libro) as provisional:
        provisional.write_text(texto, encoding=codificacion, newline="\n")
