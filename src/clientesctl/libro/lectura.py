"""La puerta de lectura: de un fichero a sus hojas de celdas, o a una frase que dice por qué no.

El formato se decide por el contenido y nunca por el nombre. Un .xlsx o un .ods se leen aquí mismo,
por trozos, sin desplegarlos en memoria; lo que solo sabe leer calamine (.xls, .xlsb) va a un
proceso aparte con la memoria y el tiempo medidos, para que un fallo suyo acabe en una frase.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from clientesctl.libro import errores
from clientesctl.libro.formato import Formato, reconocer
from clientesctl.libro.origen import leer_bytes
from clientesctl.registro.hoja import HojaCruda, LibroCrudo


def leer_libro(ruta: Path, *, clave: str | None = None) -> LibroCrudo:
    """Todas las hojas del libro, con sus valores como están guardados y sus filas como en Excel.

    `clave` es la contraseña de un libro cifrado, que se descifra en memoria. Lanza una de las
    clases de `clientesctl.libro.errores`, nunca otra cosa.
    """
    return leer_contenido(ruta, leer_bytes(ruta), clave=clave)


def leer_contenido(ruta: Path, contenido: bytes, *, clave: str | None = None) -> LibroCrudo:
    """Lo mismo, de unos bytes que ya se tienen; la ruta es para los mensajes."""
    huella = hashlib.sha256(contenido).hexdigest()
    claro = en_claro(ruta, contenido, clave=clave)
    nombre, hojas = _hojas(ruta, claro, reconocer(ruta, claro))
    return LibroCrudo(ruta, nombre, huella, hojas, _avisos(hojas))


def en_claro(ruta: Path, contenido: bytes, *, clave: str | None = None) -> bytes:
    """Los bytes del libro sin su cifrado, si lo lleva; los mismos si no."""
    if reconocer(ruta, contenido) != Formato.CIFRADO:
        return contenido
    from clientesctl.libro.cifrado import descifrar

    return descifrar(ruta, contenido, clave)


def _hojas(ruta: Path, contenido: bytes, formato: Formato) -> tuple[str, tuple[HojaCruda, ...]]:
    match formato:
        case Formato.ZIP:
            return _de_zip(ruta, contenido)
        case Formato.TEXTO:
            from clientesctl.libro.planos import leer_plano

            return "csv", (leer_plano(contenido, ruta.stem),)
        case Formato.XLS:
            from clientesctl.libro.aparte import leer_aparte

            return "xls", leer_aparte(ruta, contenido)
    raise errores.CifradoAjeno(ruta)


def _de_zip(ruta: Path, contenido: bytes) -> tuple[str, tuple[HojaCruda, ...]]:
    from clientesctl.libro.formato import de_paquete
    from clientesctl.libro.paquete import Paquete

    paquete = Paquete(ruta, contenido)
    formato = de_paquete(paquete)
    if formato in {"xlsx", "xlsm"}:
        from clientesctl.libro.ooxml import leer_ooxml

        return formato, leer_ooxml(paquete)
    if formato == "ods":
        from clientesctl.libro.opendocument import leer_opendocument

        return formato, leer_opendocument(paquete)
    from clientesctl.libro.aparte import leer_aparte

    return formato, leer_aparte(ruta, contenido)


def _avisos(hojas: tuple[HojaCruda, ...]) -> tuple[str, ...]:
    avisos = []
    for hoja in hojas:
        sin_calcular = sum(len(columna.sin_calcular) for columna in hoja.columnas)
        if sin_calcular:
            que = "fórmula" if sin_calcular == 1 else "fórmulas"
            avisos.append(
                f"{sin_calcular} {que} sin calcular en la hoja «{hoja.nombre}»: ábralo en Excel "
                "y guárdelo para que queden sus resultados."
            )
        if hoja.cortada:
            avisos.append(
                f"La hoja «{hoja.nombre}» tiene más celdas de las que se pueden leer: lo que falta "
                "no se ha mirado."
            )
    return tuple(avisos)
