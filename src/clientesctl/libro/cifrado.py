"""Un libro con contraseña, descifrado en memoria: nunca toca el disco."""

from __future__ import annotations

import io
from pathlib import Path

from clientesctl.libro import errores
from clientesctl.registro.errores import Rechazo

_LA_DE_EXCEL = "VelvetSweatshop"
"""La clave con que Excel cifra un libro protegido solo contra cambios, y que nunca pregunta."""

_MINIMO = 4096
"""Por debajo, msoffcrypto 6 hace un fichero que no se abre (nolze/msoffcrypto-tool#105)."""

_DENTRO = "texto"


def descifrar(ruta: Path, contenido: bytes, clave: str | None) -> bytes:
    """Los bytes del libro que había dentro; el error dice si falta la clave o no es esa."""
    if clave:
        return _con_clave(ruta, contenido, clave)
    try:
        return _con_clave(ruta, contenido, _LA_DE_EXCEL)
    except errores.ClaveEquivocada:
        raise errores.LibroCifrado(ruta) from None


def _con_clave(ruta: Path, contenido: bytes, clave: str) -> bytes:
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

    salida = io.BytesIO()
    try:
        libro = msoffcrypto.OfficeFile(io.BytesIO(contenido))
        libro.load_key(password=clave)
        libro.decrypt(salida)
    except InvalidKeyError:
        raise errores.ClaveEquivocada(ruta) from None
    except (FileFormatError, ParseError, NotImplementedError):
        raise errores.CifradoAjeno(ruta) from None
    except DecryptionError as fallo:
        # msoffcrypto no distingue: en .xls una clave mala también llega por aquí.
        if "password" in str(fallo).lower():
            raise errores.ClaveEquivocada(ruta) from None
        raise errores.CifradoAjeno(ruta) from None
    except (ValueError, KeyError, IndexError, OSError, AttributeError, TypeError):
        raise errores.LibroDanado(ruta, "su cifrado está incompleto") from None
    return salida.getvalue()


def cifrar(contenido: bytes, clave: str | None) -> bytes:
    """El libro cifrado como los cifra Excel (AES de 256 bits, «agile»), sin tocar el disco.

    `descifrar` devuelve los mismos bytes. Sin clave se usa la que Excel pone sola a los libros
    protegidos nada más que contra cambios, que es con la que `descifrar` los abre. Lanza
    NoSePuedeCifrar si el libro es demasiado pequeño.
    """
    from msoffcrypto.method.ecma376_agile import ECMA376Agile

    if len(contenido) < _MINIMO:
        raise NoSePuedeCifrar(len(contenido))
    return bytes(ECMA376Agile.encrypt(clave or _LA_DE_EXCEL, io.BytesIO(contenido)))


def cifrar_texto(texto: str, clave: str) -> bytes:
    """El texto cifrado como un libro; `descifrar_texto` lo devuelve.

    Va dentro de un zip porque msoffcrypto solo da por bueno lo que se descifra si lo es.
    """
    import zipfile

    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as zip_:
        zip_.writestr(_DENTRO, texto.encode())
        zip_.writestr("relleno", bytes(_MINIMO), zipfile.ZIP_STORED)
    return cifrar(salida.getvalue(), clave)


def descifrar_texto(ruta: Path, contenido: bytes, clave: str | None) -> str:
    """El texto que había dentro; los errores, los de `descifrar`."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(descifrar(ruta, contenido, clave))) as zip_:
        return zip_.read(_DENTRO).decode()


class NoSePuedeCifrar(Rechazo):
    """El libro es tan pequeño que cifrado no se podría volver a abrir."""

    def __init__(self, largo: int) -> None:
        super().__init__(
            f"Un libro con contraseña de {largo} bytes es demasiado pequeño para volver a cifrarlo "
            "bien: no se ha escrito nada. Ábralo en Excel y guárdelo, y repita la orden."
        )
