"""Los valores de cada escritura, en un fichero propio que una supresión puede borrar.

Con ellos se deshace; sin ellos la bitácora sigue diciendo quién, cuándo y cuánto. Si el libro
tiene contraseña van cifrados con ella.
"""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

from clientesctl.libro.carpeta import apartado_de, escribir_en_carpeta, libro_real
from clientesctl.libro.errores_transaccion import NoSePudo


def guardar_valores(ruta: Path, id_asiento: str, texto: str, clave: str | None = None) -> None:
    """El texto (JSON) de esa escritura queda en el disco, cifrado si hay clave.

    Raises:
        NoSePudo: no cabe o no hay permiso; no queda nada a medias.
    """
    contenido = _cifrado(texto, clave) if clave else texto.encode()
    destino = _fichero(ruta, id_asiento, cifrado=bool(clave))
    try:
        escribir_en_carpeta(libro_real(ruta), destino, contenido)
    except OSError as fallo:
        raise NoSePudo("guardar lo que cambia, para poder deshacerlo", destino, fallo) from None


def leer_valores(ruta: Path, id_asiento: str, clave: str | None = None) -> str | None:
    """El texto de esa escritura; None si no lo hay (una supresión lo borró).

    Lanza ClaveEquivocada o LibroCifrado si está cifrado y la clave no es la suya, y NoSePudo si
    el fichero no se deja leer.
    """
    for cifrado in (False, True):
        fichero = _fichero(ruta, id_asiento, cifrado=cifrado)
        try:
            contenido = fichero.read_bytes()
        except FileNotFoundError:
            continue
        except OSError as fallo:
            raise NoSePudo("leer lo que cambió", fichero, fallo) from None
        return _descifrado(fichero, contenido, clave) if cifrado else contenido.decode()
    return None


def borrar_valores(ruta: Path, id_asiento: str) -> bool:
    """Si había valores de esa escritura; ya no los hay. Lanza NoSePudo."""
    habia = False
    for cifrado in (False, True):
        fichero = _fichero(ruta, id_asiento, cifrado=cifrado)
        try:
            fichero.unlink()
            habia = True
        except FileNotFoundError:
            continue
        except OSError as fallo:
            raise NoSePudo("borrar lo que cambió", fichero, fallo) from None
    return habia


def borrar_sin_asiento(ruta: Path, conocidos: Container[str]) -> None:
    """Fuera los valores de escrituras que no llegaron a la bitácora. Con el turno tomado."""
    carpeta = apartado_de(ruta, "valores")
    if not carpeta.is_dir():
        return
    for fichero in carpeta.iterdir():
        if fichero.suffix in {".json", ".cifrado"} and fichero.stem not in conocidos:
            fichero.unlink(missing_ok=True)


def _cifrado(texto: str, clave: str) -> bytes:
    from clientesctl.libro.cifrado import cifrar_texto

    return cifrar_texto(texto, clave)


def _descifrado(fichero: Path, contenido: bytes, clave: str | None) -> str:
    from clientesctl.libro.cifrado import descifrar_texto

    return descifrar_texto(fichero, contenido, clave)


def _fichero(ruta: Path, id_asiento: str, *, cifrado: bool) -> Path:
    fin = "cifrado" if cifrado else "json"
    return apartado_de(ruta, "valores") / f"{id_asiento}.{fin}"
