"""Un texto en minúsculas donde se captura en mayúsculas.

En un registro que teclean varias personas, las mayúsculas hacen que «García», «GARCIA» y
«garcia» se vean y se ordenen igual, y que las etiquetas salgan parejas.

>>> juzgar("Mª José Núñez", "nombre").propuesta
'Mª JOSÉ NÚÑEZ'
>>> juzgar("Mª ÁNGELES", "nombre") is None, juzgar("3º B", "numero") is None
(True, True)

La propuesta conserva acentos, Ñ y letras voladas, y no toca los espacios (`espacios_sobrantes`).
Deja en paz correos, webs y notas, los marcadores («n/a»), lo mal codificado, que ya tiene regla, y
lo que calcula una fórmula.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from clientesctl.calidad.ausencias import no_hay_dato
from clientesctl.calidad.regla import Contexto, Regla, por_sospecha, sin_formulas
from clientesctl.registro.esquema import campo as del_esquema
from clientesctl.registro.hallazgo import Arreglo, Dictamen, Lote
from clientesctl.textos.limpieza import a_mayusculas, reparar_codificacion

_SOSPECHAS = (re.compile("[a-zß-öø-ÿ\u0100-\uffff][^\0]*"),)
"""Una minúscula, o algo de fuera del alfabeto latino que podría serlo, y lo que le siga."""


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Los textos con minúsculas de las columnas que se capturan en mayúsculas."""
    for nombre, columna in contexto.tabla.columnas.items():
        campo = del_esquema(nombre, contexto.tabla.clase)
        if campo is not None and campo.mayusculas:
            juez = partial(juzgar, campo=nombre)
            for lote in por_sospecha(contexto, REGLA, nombre, columna, _SOSPECHAS, juez):
                yield from sin_formulas(lote, columna)


def juzgar(texto: str, campo: str) -> Dictamen | None:
    """El dictamen de un texto."""
    mayusculas = a_mayusculas(texto)
    if mayusculas == texto or "@" in texto or no_hay_dato(texto, campo):
        return None
    if reparar_codificacion(texto) is not None:
        return None  # en mayúsculas ya no se podría reparar: Ãš es Ú y ÃŠ es Ê
    return Dictamen("va en mayúsculas", mayusculas, (Arreglo(campo, mayusculas),), segura=True)


REGLA = Regla(
    "texto_en_minusculas",
    "error",
    "El texto lleva minúsculas en una columna que se captura en mayúsculas (nombres, empresa,"
    " dirección, listas). Se propone en mayúsculas, con sus acentos y su Ñ; Mª y 3º están bien."
    " No se aplica a correos, webs ni notas.",
    detectar,
)
