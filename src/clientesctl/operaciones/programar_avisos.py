"""Lo que hay que saber de un programa de encargos: dentro de él y antes de ponerlo."""

from __future__ import annotations

import shlex
import shutil
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from clientesctl.entregas.crontab import LARGO_MAXIMO, linea_larga
from clientesctl.entregas.encargo import Programa
from clientesctl.operaciones.este_programa import es_de_paso
from clientesctl.operaciones.linea_base import leer_base

Sistema = Literal["cron", "windows"]
_CARTEROS = ("sendmail", "/usr/sbin/sendmail", "/usr/lib/sendmail")
_CON_BASE = ("validar", "duplicados")


@dataclass(frozen=True)
class Sitio:
    """Dónde está el libro y dónde van las listas y los informes, con sus rutas enteras."""

    libro: Path
    listas: Path
    informes: Path


def escribir_notas(programa: Programa, sistema: Sistema, fuera: Mapping[str, str]) -> Iterator[str]:
    """Las frases que encabezan lo escrito; `fuera` son las tareas que no están y por qué."""
    yield f"Lo que clientesctl hace solo con «{programa.libro.name}»."
    if sistema == "cron":
        yield "Cada línea calla si no hay nada que decir; lo que diga, cron lo manda por correo."
        yield "Para ponerlo sin quitar lo que haya:"
        yield "  (crontab -l 2>/dev/null; cat ESTE_FICHERO) | crontab -"
    else:
        yield "Guárdelo con --salida tareas.ps1 y ejecútelo una vez, en PowerShell:"
        yield "  powershell -ExecutionPolicy Bypass -File tareas.ps1"
        yield "Corren con su sesión abierta; el Programador de tareas enseña cómo acabó cada una:"
    yield "0 es bien; 1, hay algo que mirar; 3, el libro no se lee; 4, estaba abierto u ocupado."
    if programa.clave is not None:
        yield f"La contraseña se lee de «{programa.clave}», que solo puede leer usted."
    for nombre, falta in fuera.items():
        yield f"Sin «{nombre}»: {falta}."


def avisar(
    programa: Programa, sistema: Sistema, sitio: Sitio, faltas: Mapping[str, str]
) -> Iterator[str]:
    """Lo que hay que hacer o saber para que funcione cuando nadie mire."""
    nombres = {encargo.nombre for encargo in programa.encargos}
    if es_de_paso(programa.ejecutable):
        yield (
            f"«{programa.ejecutable[0]}» está en una carpeta que se vacía sola: instale el programa"
            " (pipx install clientesctl) y repita esta orden con el instalado"
        )
    if not sitio.informes.is_dir() and _usa(programa, sitio.informes):
        yield f"no existe la carpeta de los informes: mkdir -p {shlex.quote(str(sitio.informes))}"
    for nombre in _CON_BASE:
        if nombre in nombres and leer_base(sitio.libro, nombre) is None:
            yield (
                f"dé por sabido lo que hay ahora, o «{nombre}» lo dirá todo cada vez: clientesctl"
                f" {nombre} {shlex.quote(str(sitio.libro))} --fijar"
            )
    for nombre in (n for n in faltas if faltas[n] and n in nombres):
        yield f"«{nombre}» no dirá nada: {faltas[nombre]}"
    if programa.clave is not None:
        yield from _de_la_clave(programa.clave, sistema)
    if sistema == "cron":
        yield from _de_cron(programa)


def _usa(programa: Programa, carpeta: Path) -> bool:
    return any(
        Path(palabra).parent == carpeta
        for encargo in programa.encargos
        for palabra in encargo.orden
    )


def _de_la_clave(fichero: Path, sistema: Sistema) -> Iterator[str]:
    ruta = shlex.quote(str(fichero))
    if not fichero.exists():
        como = (
            f"(umask 077; mkdir -p {shlex.quote(str(fichero.parent))} && cat > {ruta}), escríbala y"
            " pulse Control-D"
            if sistema == "cron"
            else "guárdela en él, sola en la primera línea, y que solo usted lo pueda leer"
        )
        yield f"falta el fichero de la contraseña, «{fichero}»: {como}"
    elif sistema == "cron" and fichero.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield f"otros pueden leer la contraseña: chmod 600 {ruta}"


def _de_cron(programa: Programa) -> Iterator[str]:
    if not any(map(shutil.which, _CARTEROS)):
        yield (
            "en esta máquina no hay con qué mandar correo (sendmail) y se perderá lo que digan las"
            " tareas: instale uno (msmtp-mta, postfix…)"
        )
    elif not programa.correo:
        yield "sin --correo, lo que haya que decir llega al buzón de su usuario en esta máquina"
    if (larga := linea_larga(programa)) is not None:
        yield (
            f"la línea de «{larga.nombre}» pasa de {LARGO_MAXIMO} letras y algún cron la cortará:"
            " acerque el libro o las listas a la raíz del disco"
        )
