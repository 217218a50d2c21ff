"""Qué es un fichero, por su contenido: un libro de qué clase, o qué otra cosa."""

from __future__ import annotations

import enum
import re
from pathlib import Path

from clientesctl.libro import errores
from clientesctl.libro.paquete import Paquete


class Formato(enum.Enum):
    """La envoltura de un fichero que puede ser un libro."""

    ZIP = "zip"
    XLS = "xls"
    CIFRADO = "cifrado"
    TEXTO = "texto"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_OTRAS_COSAS = (
    (b"\x89PNG", "una imagen PNG"),
    (b"\xff\xd8\xff", "una fotografía JPEG"),
    (b"GIF8", "una imagen GIF"),
    (b"BM", "una imagen BMP"),
    (b"II*\x00", "una imagen TIFF"),
    (b"MM\x00*", "una imagen TIFF"),
    (b"%PDF", "un documento PDF"),
    (b"{\\rtf", "un documento RTF"),
    (b"Rar!", "un archivo RAR comprimido"),
    (b"7z\xbc\xaf", "un archivo 7z comprimido"),
    (b"\x1f\x8b", "un archivo comprimido con gzip"),
    (b"MZ", "un programa de Windows"),
    (b"\x7fELF", "un programa"),
    (b"SQLite format 3", "una base de datos SQLite"),
    (b"\x00\x01\x00\x00Standard", "una base de datos de Access"),
    (b"ID3", "un fichero de sonido"),
    (b"\x09\x00\x04\x00", "una hoja de Excel 2, anterior a 1990"),
    (b"\x09\x02\x06\x00", "una hoja de Excel 3, anterior a 1992"),
    (b"\x09\x04\x06\x00", "una hoja de Excel 4, anterior a 1993"),
)
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|table|meta|style)\b", re.I | re.S
)
_CONTROL = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26, 27})


def reconocer(ruta: Path, contenido: bytes) -> Formato:
    """La envoltura del fichero; `NoEsLibro` si es una cosa que no puede serlo."""
    if contenido.startswith(b"PK"):
        return Formato.ZIP
    if contenido.startswith(OLE):
        return _de_ole(ruta, contenido)
    for marca, que_es in _OTRAS_COSAS:
        if contenido.startswith(marca) and (len(marca) > 2 or _binario(contenido)):
            raise errores.NoEsLibro(ruta, que_es)
    principio = contenido[:4096].removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(principio):
        raise errores.NoEsLibro(ruta, "una página web (aunque Excel la abra)")
    if principio.lstrip().startswith(b"<?xml") or b"urn:schemas-microsoft-com:office" in principio:
        raise errores.NoEsLibro(ruta, "un documento XML (aunque Excel quizá lo abra)")
    if ruta.name.startswith("~$") and _binario(contenido):
        raise errores.NoEsLibro(ruta, "el aviso que deja Excel mientras otro libro está abierto")
    if _binario(contenido):
        raise errores.NoEsLibro(ruta, "un fichero de otro programa")
    if not contenido.strip(b"\r\n\t \x00\xef\xbb\xbf\xff\xfe"):
        raise errores.LibroVacio(ruta)
    return Formato.TEXTO


def de_paquete(paquete: Paquete) -> str:
    """«xlsx», «xlsm», «xlsb» u «ods», por las piezas que lleva el zip."""
    if "mimetype" in paquete:
        tipo = paquete.leer("mimetype").strip()
        if b"opendocument.spreadsheet" in tipo:
            return "ods"
        raise errores.NoEsLibro(
            paquete.ruta, _DE_OFICINA.get(tipo[-4:], "un documento de otra clase")
        )
    libro = paquete.por_tipo("", "officeDocument") or ""
    if libro.endswith(".bin") or "xl/workbook.bin" in paquete:
        return "xlsb"
    for carpeta, que_es in _CARPETAS:
        if libro.startswith(carpeta) or (
            not libro and any(n.startswith(carpeta) for n in paquete.nombres)
        ):
            raise errores.NoEsLibro(paquete.ruta, que_es)
    if not libro and "xl/workbook.xml" not in paquete:
        if "[content_types].xml" in paquete:
            raise errores.LibroDanado(paquete.ruta, "le falta la lista de hojas")
        raise errores.NoEsLibro(paquete.ruta, "un archivo zip con otras cosas")
    macros = any(n.endswith("vbaproject.bin") for n in paquete.nombres)
    return "xlsm" if macros else "xlsx"


_CARPETAS = (
    ("word/", "un documento de Word"),
    ("ppt/", "una presentación de PowerPoint"),
    ("visio/", "un dibujo de Visio"),
    ("index/", "una hoja de Numbers, de Apple"),
)
_DE_OFICINA = {
    b"text": "un documento de texto de LibreOffice",
    b"tion": "una presentación de LibreOffice",
    b"hics": "un dibujo de LibreOffice",
}


def _de_ole(ruta: Path, contenido: bytes) -> Formato:
    import olefile  # type: ignore[import-untyped]  # no publica sus tipos

    try:
        with olefile.OleFileIO(contenido) as ole:
            nombres = {"/".join(n).lower() for n in ole.listdir()}
    except (OSError, ValueError, IndexError, TypeError, AttributeError, RecursionError):
        raise errores.LibroDanado(ruta, "está cortado o le faltan piezas") from None
    if "encryptedpackage" in nombres:
        return Formato.CIFRADO
    if nombres & {"workbook", "book"}:
        return Formato.XLS
    if "worddocument" in nombres:
        raise errores.NoEsLibro(ruta, "un documento de Word")
    if "powerpoint document" in nombres:
        raise errores.NoEsLibro(ruta, "una presentación de PowerPoint")
    raise errores.NoEsLibro(ruta, "un documento antiguo de Office que no es un libro")


def _binario(contenido: bytes) -> bool:
    muestra = contenido[:65536]
    if muestra.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    ceros = muestra.count(0)
    if (
        ceros
        and max(muestra[::2].count(0), muestra[1::2].count(0)) > 0.9 * ceros
        and ceros * 3 > len(muestra)
    ):
        return False
    return len(muestra) - len(muestra.translate(None, _CONTROL)) > len(muestra) // 200
