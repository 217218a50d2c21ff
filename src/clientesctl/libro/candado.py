"""Si alguien tiene el libro abierto, por los ficheros que dejan Excel y LibreOffice a su lado."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from clientesctl.libro.quien import quien_soy


@dataclass(frozen=True, slots=True)
class Apertura:
    """Quién tiene abierto un libro; lo que no se sabe está vacío.

    `fichero` es el candado: si su programa murió sin cerrar, queda ahí y hay que borrarlo.
    """

    programa: str
    usuario: str
    desde: str
    fichero: Path

    def __str__(self) -> str:
        quien = f" por {self.usuario}" if self.usuario else ""
        cuando = f" desde el {self.desde}" if self.desde else ""
        return f"abierto en {self.programa}{quien}{cuando}"


def quien_lo_tiene(ruta: Path) -> Apertura | None:
    """Quién tiene abierto el libro, o None si nadie ha dejado dicho que lo tiene.

    LibreOffice no se lo impide a nadie y su candado sobrevive a un cierre brusco: uno de este
    usuario en este equipo, sin ningún LibreOffice suyo en marcha, no cuenta. Del de Excel no se
    puede saber si es de un cierre brusco.
    """
    de_excel = ruta.with_name(f"~${ruta.name}")
    if (contenido := _leer(de_excel)) is not None:
        return Apertura("Excel", usuario_de_excel(contenido), "", de_excel)
    de_libreoffice = ruta.with_name(f".~lock.{ruta.name}#")
    if (contenido := _leer(de_libreoffice)) is not None:
        texto = contenido.decode("utf-8", "replace")
        if de_un_cierre_brusco(texto):
            return None
        usuario, desde = datos_de_libreoffice(texto)
        return Apertura("LibreOffice", usuario, desde, de_libreoffice)
    return None


def usuario_de_excel(contenido: bytes) -> str:
    """El nombre que guarda `~$libro.xlsx`: su longitud, el nombre en ANSI y otra vez en UTF-16.

    >>> usuario_de_excel(bytes([3]) + b"Eva".ljust(54) + bytes([3, 0]) + "Eva".encode("utf-16-le"))
    'Eva'
    """
    if len(contenido) > 57:
        largo = int.from_bytes(contenido[55:57], "little")
        if 0 < largo <= 54:
            nombre = contenido[57 : 57 + 2 * largo].decode("utf-16-le", "replace")
            return nombre.strip("\0 ")
    largo = contenido[0] if contenido else 0
    return contenido[1 : 1 + min(largo, 54)].decode("cp1252", "replace").strip("\0 ")


def datos_de_libreoffice(texto: str) -> tuple[str, str]:
    """El usuario y el momento que guarda `.~lock.libro.xlsx#`.

    >>> datos_de_libreoffice(",eva,tienda,01.03.2026 09:15,file:///home/eva;")
    ('eva (tienda)', '01.03.2026 09:15')
    """
    nombre, usuario, equipo, desde = _partes(texto)
    quien = nombre or usuario
    return f"{quien} ({equipo})" if quien and equipo else quien or equipo, desde


def de_un_cierre_brusco(texto: str) -> bool:
    """Si el candado de LibreOffice es de este usuario y equipo y no tiene ninguno en marcha.

    Solo se sabe en Linux, por `/proc`; en la duda, que no.
    """
    _, usuario, equipo, _ = _partes(texto)
    soy = quien_soy()
    if usuario != soy.usuario or equipo.split(".")[0] != soy.equipo.split(".")[0]:
        return False
    procesos = Path("/proc")
    return procesos.joinpath("self").exists() and not any(
        _es_mi_libreoffice(p) for p in procesos.iterdir() if p.name.isdigit()
    )


def _es_mi_libreoffice(proceso: Path) -> bool:
    try:
        mio = proceso.stat().st_uid == os.geteuid()
        return mio and (proceso / "comm").read_text().startswith(("soffice", "oosplash"))
    except OSError:
        return False


def _partes(texto: str) -> tuple[str, str, str, str]:
    """Nombre, usuario, equipo y momento; la coma que va dentro de uno se escribe con barra."""
    partes = [p.replace("\0", ",") for p in texto.replace("\\,", "\0").strip().split(",")]
    nombre, usuario, equipo, desde, *_ = [*partes, "", "", "", ""]
    return nombre, usuario, equipo, desde


def _leer(candado: Path) -> bytes | None:
    """Lo que dice un candado; vacío si está pero no se deja leer (Excel lo abre en exclusiva)."""
    try:
        with candado.open("rb") as flujo:
            return flujo.read(4096)
    except FileNotFoundError:
        return None
    except OSError:
        return b"" if candado.exists() else None
