"""Un libro con contraseña, descifrado en memoria: nunca toca el disco."""

from __future__ import annotations

import io
from pathlib import Path

from clientesctl.libro import errores

_LA_DE_EXCEL = "VelvetSweatshop"
"""La clave con que Excel cifra un libro protegido solo contra cambios, y que nunca pregunta."""


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
    """Esos bytes cifrados como los cifra Excel (AES de 256 bits, «agile»), sin tocar el disco.

    Sirve para un libro y para cualquier otra cosa; `descifrar` los devuelve. Sin clave se usa la
    que Excel pone sola a los libros protegidos nada más que contra cambios, que es con la que
    `descifrar` los abre.
    """
    from msoffcrypto.method.ecma376_agile import ECMA376Agile

    return bytes(ECMA376Agile.encrypt(clave or _LA_DE_EXCEL, io.BytesIO(contenido)))


def esta_cifrado(contenido: bytes) -> bool:
    """Si esos bytes son un documento de Office cifrado."""
    import msoffcrypto
    from msoffcrypto.exceptions import FileFormatError

    if not contenido.startswith(b"\xd0\xcf\x11\xe0"):
        return False
    try:
        return bool(msoffcrypto.OfficeFile(io.BytesIO(contenido)).is_encrypted())
    except (FileFormatError, OSError, ValueError, KeyError, IndexError):
        return False
