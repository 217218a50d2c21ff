"""Un libro con contraseña, descifrado en memoria: nunca toca el disco."""

from __future__ import annotations

import io
from pathlib import Path

from clientesctl.libro import errores


def descifrar(ruta: Path, contenido: bytes, clave: str | None) -> bytes:
    """Los bytes del libro que había dentro; el error dice si falta la clave o no es esa."""
    if not clave:
        raise errores.LibroCifrado(ruta)
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
