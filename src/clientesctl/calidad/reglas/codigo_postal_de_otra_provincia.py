"""Un código postal de una provincia y la ficha de otra.

Uno de los dos está mal: la visita se asigna a una zona y la carta va a otra. Se avisa y no se
propone nada, porque no se sabe cuál es el bueno; además, en España unos cincuenta pueblos llevan
el código de la provincia vecina.

>>> juzgar("28013", "ES", "BARCELONA").mensaje
'el 28013 es de MADRID y la ficha dice BARCELONA'
>>> juzgar("28013", "ES", "Comunidad de Madrid") is None
True

Deja en paz las provincias que no conoce (regiones, países), los códigos inválidos y los países
cuyo código no dice la provincia (Paraguay).
"""

from __future__ import annotations

from collections.abc import Iterator

from clientesctl.calidad.ausencias import no_hay_dato
from clientesctl.calidad.regla import Contexto, Regla, por_valores
from clientesctl.registro.hallazgo import Dictamen, Lote
from clientesctl.textos.codigos_postales import concuerdan, leer_codigo, provincia_de_codigo


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Las fichas cuyo código postal desmiente a su provincia."""
    tabla = contexto.tabla
    if "codigo_postal" in tabla and "provincia" in tabla:
        columnas = (tabla["codigo_postal"], contexto.paises, tabla["provincia"])
        yield from por_valores(contexto, REGLA, "codigo_postal", columnas, juzgar)


def juzgar(texto: str, pais: str, provincia: str) -> Dictamen | None:
    """El dictamen de un código y una provincia."""
    if not provincia:
        return None
    # Casi todos concuerdan sin limpiar nada: se lee con calma solo lo que no.
    if concuerdan(texto, provincia, pais):
        return None
    codigo = leer_codigo(texto, pais)
    if codigo is None or concuerdan(codigo, provincia, pais) is not False:
        return None
    if no_hay_dato(provincia, "provincia"):
        return None
    de = provincia_de_codigo(codigo, pais)
    return Dictamen(f"el {codigo} es de {de} y la ficha dice {provincia.strip()}")


REGLA = Regla(
    "codigo_postal_de_otra_provincia",
    "aviso",
    "El código postal es de una provincia y la ficha dice otra. Uno de los dos está mal, aunque en"
    " España hay unos cincuenta pueblos con el código de la provincia de al lado.",
    detectar,
)
