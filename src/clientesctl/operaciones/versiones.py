"""Las versiones de un libro que se pueden nombrar: el de ahora, sus copias y otros ficheros."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from clientesctl.libro.bitacora import nombre_anterior
from clientesctl.libro.copias import Copia, fichero_de_copia, leer_copia, listar_copias
from clientesctl.libro.lectura import leer_contenido, leer_libro
from clientesctl.operaciones.libros import Abierto, clave_del_libro, entender_libro
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.hoja import LibroCrudo
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Registro

AHORA = "ahora"
ORIGINAL = "original"
ULTIMA = "ultima"


@dataclass(frozen=True)
class Libro:
    """Un libro del que se miran versiones: dónde está y cómo se entiende."""

    ruta: Path
    politicas: Politicas
    hoja: str | None = None

    def abrir(self) -> Abierto:
        """El libro como está ahora, leído y entendido."""
        return self.entender(leer_libro(self.ruta, clave=clave_del_libro()))

    def leer(self) -> Registro:
        """El registro del libro como está ahora."""
        return self.abrir().registro

    def leer_copia(self, copia: Copia) -> Registro:
        """El registro de una copia. Lanza CopiaRota o ErrorLibro."""
        fichero = fichero_de_copia(self.ruta, copia.sha256)
        contenido = leer_copia(self.ruta, copia)
        return self.entender(leer_contenido(fichero, contenido, clave=clave_del_libro())).registro

    def leer_fichero(self, ruta: Path) -> Registro:
        """El registro de otro fichero, entendido con las mismas políticas."""
        return self.entender(leer_libro(ruta, clave=clave_del_libro())).registro

    def nombre_anterior(self) -> str | None:
        """Cómo se llamaba cuando el programa escribió en él, si después le cambiaron el nombre."""
        return nombre_anterior(self.ruta)

    def entender(self, crudo: LibroCrudo) -> Abierto:
        """Unas celdas ya leídas, entendidas como las de este libro."""
        return entender_libro(crudo, self.politicas, self.hoja)


@dataclass(frozen=True)
class Version:
    """Una versión nombrada: una copia, un fichero o, sin ninguno, el libro de ahora."""

    nombre: str
    copia: Copia | None = None
    fichero: Path | None = None

    def leer(self, libro: Libro) -> Registro:
        """Su registro. Lanza CopiaRota o ErrorLibro."""
        if self.copia is not None:
            return libro.leer_copia(self.copia)
        return libro.leer() if self.fichero is None else libro.leer_fichero(self.fichero)


def buscar_version(libro: Path, pedida: str) -> Version:
    """La versión que se nombra: «ahora», una copia (como en `buscar_copia`) o un fichero.

    Raises:
        VersionDesconocida: no es nada de eso.
    """
    if pedida.lower() == AHORA:
        return Version(AHORA)
    copia = _copia(listar_copias(libro), pedida)
    if copia is not None:
        return Version(f"la copia {copia.numero}", copia)
    if Path(pedida).is_file():
        return Version(f"«{pedida}»", fichero=Path(pedida))
    raise VersionDesconocida(pedida, listar_copias(libro))


def buscar_copia(libro: Path, pedida: str) -> Copia:
    """La copia que se nombra: su número, «original», «ultima» o una fecha.

    Por una fecha es la última de ese día o, si no hubo, la anterior: cómo estaba el libro.

    Raises:
        VersionDesconocida: no hay ninguna así.
    """
    copias = listar_copias(libro)
    copia = _copia(copias, pedida)
    if copia is None:
        raise VersionDesconocida(pedida, copias)
    return copia


def momento_de(copia: Copia) -> dt.datetime:
    """Cuándo se guardó, en la hora de este ordenador."""
    return dt.datetime.fromisoformat(copia.momento).astimezone()


def _copia(copias: Sequence[Copia], pedida: str) -> Copia | None:
    texto = pedida.strip().lower().replace("ú", "u")
    if texto == ULTIMA:
        return copias[-1] if copias else None
    if texto == ORIGINAL:
        return next((c for c in copias if c.original), None)
    if texto.isdecimal():
        return next((c for c in copias if c.numero == int(texto)), None)
    dia = _leer_dia(texto)
    hasta = [c for c in copias if dia is not None and momento_de(c).date() <= dia]
    return max(hasta, key=momento_de, default=None)


def _leer_dia(texto: str) -> dt.date | None:
    hallado = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", texto)
    partes = hallado.groups() if hallado else ()
    if not hallado and (hallado := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", texto)):
        partes = hallado.groups()[::-1]
    try:
        return dt.date(*map(int, partes)) if partes else None
    except ValueError:
        return None


class VersionDesconocida(ErrorUso):
    """Se nombró una versión que no hay."""

    def __init__(self, pedida: str, copias: Sequence[Copia]) -> None:
        que_hay = (
            f"las copias van de la {copias[0].numero} a la {copias[-1].numero} («clientesctl copias"
            " listar» las dice)"
            if copias
            else "este libro aún no tiene copias («clientesctl copias crear» hace la primera)"
        )
        super().__init__(
            f"«{pedida}» no es ninguna versión del libro: {que_hay}. Vale un número, una fecha como"
            " 2026-03-31, «original», «ultima», «ahora» o la ruta de un fichero"
        )
