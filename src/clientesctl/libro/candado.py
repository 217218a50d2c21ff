"""Si alguien tiene el libro abierto, por los ficheros que dejan Excel y LibreOffice a su lado."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


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

    LibreOffice no se lo impide a nadie y su candado sobrevive a un cierre brusco.
    """
    de_excel = ruta.with_name(f"~${ruta.name}")
    if (contenido := _leer(de_excel)) is not None:
        return Apertura("Excel", usuario_de_excel(contenido), "", de_excel)
    de_libreoffice = ruta.with_name(f".~lock.{ruta.name}#")
    if (contenido := _leer(de_libreoffice)) is not None:
        usuario, desde = datos_de_libreoffice(contenido.decode("utf-8", "replace"))
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
    partes = [p.replace("\0", ",") for p in texto.replace("\\,", "\0").strip().split(",")]
    partes += [""] * (5 - len(partes))
    nombre, usuario, equipo, desde = partes[:4]
    quien = nombre or usuario
    return f"{quien} ({equipo})" if quien and equipo else quien or equipo, desde


def _leer(candado: Path) -> bytes | None:
    """Lo que dice un candado; vacío si está pero no se deja leer (Excel lo abre en exclusiva)."""
    try:
        with candado.open("rb") as flujo:
            return flujo.read(4096)
    except FileNotFoundError:
        return None
    except OSError:
        return b"" if candado.exists() else None
