"""El programa de encargos de un libro en esta máquina, listo para cron o para Windows."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from clientesctl.entregas.encargo import Cuando, Encargo, Programa
from clientesctl.operaciones.este_programa import como_se_llama, entorno_preciso
from clientesctl.operaciones.libros import Abierto, abrir_registro, clave_si_cifrado
from clientesctl.operaciones.programar_avisos import Sistema, Sitio, avisar, escribir_notas
from clientesctl.operaciones.tareas import INFORMES, LIBRO, LISTAS, Tarea, elegir_tareas
from clientesctl.registro.errores import ErrorUso

_CORREO = re.compile(r"[\w.+-]+(?:@[\w.-]+)?(?:,[\w.+-]+(?:@[\w.-]+)?)*")
_POR_DIA = 24 * 60
_UTF8 = "es_ES.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
"""macOS no trae C.UTF-8."""


@dataclass(frozen=True)
class Peticion:
    """Qué se programa y cuándo; sin `listas` o `informes`, en carpetas junto al libro.

    `clave` es el fichero con la contraseña del libro; `argv0`, con qué se llamó al programa, y
    `entorno`, las variables que había.
    """

    libro: Path | None
    hoja: str | None = None
    listas: Path | None = None
    informes: Path | None = None
    correo: str = ""
    hora: dt.time = dt.time(7, 30)
    cierre: dt.time = dt.time(20, 30)
    dias: tuple[int, ...] = (1, 2, 3, 4, 5)
    tareas: tuple[str, ...] = ()
    sistema: Sistema = "cron"
    clave: Path | None = None
    argv0: str = ""
    entorno: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Programado:
    """El programa, dónde deja las cosas y lo que hay que saber antes de ponerlo."""

    programa: Programa
    sistema: Sistema
    sitio: Sitio
    avisos: tuple[str, ...] = ()


def programar(peticion: Peticion) -> Programado:
    """Los encargos del libro pedido que tienen sentido en él.

    `ErrorUso` si algo pedido no vale; `ErrorLibro` si el libro no se puede leer: lo que hoy no se
    lee con alguien delante tampoco se leerá solo.
    """
    if peticion.correo and not _CORREO.fullmatch(peticion.correo):
        raise CorreoMalEscrito(peticion.correo)
    tareas = elegir_tareas(peticion.tareas)
    abierto = abrir_registro(peticion.libro, peticion.hoja)
    libro = abierto.registro.ruta.absolute()
    sitio = Sitio(
        libro,
        (peticion.listas or libro.parent / "listas").absolute(),
        (peticion.informes or libro.parent / "informes").absolute(),
    )
    faltas = {tarea.nombre: tarea.le_falta(abierto.registro) for tarea in tareas}
    caben = [t for t in tareas if peticion.tareas or not faltas[t.nombre]]
    ejecutable = como_se_llama(peticion.argv0)
    programa = Programa(
        libro=libro,
        ejecutable=ejecutable,
        encargos=[_encargar(tarea, peticion, sitio) for tarea in caben],
        entorno=_entorno(peticion, ejecutable),
        clave=_fichero_de_clave(peticion, abierto),
        correo=peticion.correo,
    )
    fuera = {n: falta for n, falta in faltas.items() if falta and not peticion.tareas}
    notas = tuple(escribir_notas(programa, peticion.sistema, fuera))
    avisos = tuple(avisar(programa, peticion.sistema, sitio, faltas))
    return Programado(replace(programa, notas=notas), peticion.sistema, sitio, avisos)


def _encargar(tarea: Tarea, peticion: Peticion, sitio: Sitio) -> Encargo:
    rutas = {LIBRO: str(sitio.libro), LISTAS: f"{sitio.listas}/"}
    orden = [rutas.get(p, p.replace(INFORMES, str(sitio.informes))) for p in tarea.orden]
    if tarea.fichero and peticion.sistema == "windows":
        orden += ["--salida", str(sitio.informes / tarea.fichero)]
    elif tarea.fichero or (tarea.contada and peticion.sistema != "windows"):
        orden += ["--formato", "tabla"]
    if peticion.hoja is not None and tarea.con_hoja:
        orden += ["--hoja", peticion.hoja]
    return Encargo(tarea.nombre, (*orden, "--silencio"), _cuando(tarea, peticion), tarea.para)


def _cuando(tarea: Tarea, peticion: Peticion) -> Cuando:
    if tarea.desde == "cada_hora":
        return Cuando(tarea.minutos, None, (1, 2, 3, 4, 5, 6, 7))
    base = peticion.hora if tarea.desde == "hora" else peticion.cierre
    pasan, minutos = divmod(base.hour * 60 + base.minute + tarea.minutos, _POR_DIA)
    dias = peticion.dias[:1] if tarea.semanal else peticion.dias
    corridos = tuple(sorted((dia - 1 + pasan) % 7 + 1 for dia in dias))
    return Cuando(minutos % 60, minutos // 60, corridos)


def _entorno(peticion: Peticion, ejecutable: tuple[str, ...]) -> dict[str, str]:
    preciso = entorno_preciso(ejecutable, peticion.entorno)
    if peticion.sistema == "windows":
        return {nombre: valor for nombre, valor in preciso.items() if nombre != "TZ"}
    return {"LANG": _UTF8, "LC_ALL": _UTF8, **preciso}


def _fichero_de_clave(peticion: Peticion, abierto: Abierto) -> Path | None:
    """El fichero que se dio o, si el libro tiene contraseña, el de costumbre."""
    if peticion.clave is not None:
        return peticion.clave.absolute()
    if clave_si_cifrado(abierto.crudo.ruta) is None:
        return None
    return Path.home() / ".config" / "clientesctl" / "clave"


def como_objeto(programado: Programado) -> dict[str, Any]:
    """Lo programado, en la forma de los JSON del contrato."""
    programa = programado.programa
    return {
        "version": 1,
        "libro": str(programa.libro),
        "sistema": programado.sistema,
        "listas": str(programado.sitio.listas),
        "informes": str(programado.sitio.informes),
        "tareas": [
            {
                "nombre": encargo.nombre,
                "minuto": encargo.cuando.minuto,
                "hora": encargo.cuando.hora,
                "dias": list(encargo.cuando.dias),
                "orden": [*programa.ejecutable, *encargo.orden],
                "para": encargo.para,
            }
            for encargo in programa.encargos
        ],
        "resumen": {"tareas": len(programa.encargos)},
    }


class CorreoMalEscrito(ErrorUso):
    """--correo no lleva una dirección que se pueda poner en MAILTO."""

    def __init__(self, visto: str) -> None:
        super().__init__(
            f"--correo «{visto}» no vale: es una dirección, o varias con comas y sin espacios,"
            " como gerencia@ejemplo.es"
        )
