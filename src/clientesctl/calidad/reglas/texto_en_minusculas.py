"""Un texto en minúsculas donde se captura en mayúsculas.

En un registro que teclean varias personas, las mayúsculas hacen que «García», «GARCIA» y
«garcia» se vean y se ordenen igual, y que las etiquetas salgan parejas.

>>> juzgar("Mª José Núñez", "nombre").propuesta
'Mª JOSÉ NÚÑEZ'
>>> juzgar("Mª ÁNGELES", "nombre") is None, juzgar("3º B", "numero") is None
(True, True)

La propuesta conserva acentos, Ñ y letras voladas, y no toca los espacios (`espacios_sobrantes`).
Deja en paz correos, webs y notas, los marcadores («n/a»), lo mal codificado, que ya tiene regla, lo
que está escrito así en la lista de su columna y lo que calcula una fórmula.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from types import MappingProxyType

from clientesctl.calidad.ausencias import no_hay_dato
from clientesctl.calidad.regla import Contexto, Regla, por_sospecha, sin_formulas
from clientesctl.registro.esquema import campo as del_esquema
from clientesctl.registro.hallazgo import Arreglo, Dictamen, Lote
from clientesctl.textos.limpieza import a_mayusculas, reparar_codificacion

_SOSPECHAS = (re.compile("[a-zß-öø-ÿ\u0100-\uffff][^\0]*"),)
"""Una minúscula, o algo de fuera del alfabeto latino que podría serlo, y lo que le siga."""
_SIN_LISTA: Mapping[str, str] = MappingProxyType({})


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Los textos con minúsculas de las columnas que se capturan en mayúsculas."""
    for nombre, columna in contexto.tabla.columnas.items():
        campo = del_esquema(nombre, contexto.tabla.clase)
        if campo is not None and campo.mayusculas:
            del_libro = contexto.registro.lista(contexto.tabla.clase, nombre)
            suyos = contexto.politicas.listas.get(nombre, del_libro)
            lista = {a_mayusculas(entrada): entrada for entrada in suyos}
            juez = partial(juzgar, campo=nombre, lista=lista)
            for lote in por_sospecha(contexto, REGLA, nombre, columna, _SOSPECHAS, juez):
                yield from sin_formulas(lote, columna)


def juzgar(texto: str, campo: str, lista: Mapping[str, str] = _SIN_LISTA) -> Dictamen | None:
    """El dictamen de un texto; `lista`, de los valores de su columna: en mayúsculas → escrito."""
    mayusculas = a_mayusculas(texto)
    bien = lista.get(mayusculas, mayusculas)
    if texto in (bien, mayusculas) or "@" in texto or no_hay_dato(texto, campo):
        return None
    if reparar_codificacion(texto) is not None:
        return None  # en mayúsculas ya no se podría reparar: Ãš es Ú y ÃŠ es Ê
    mensaje = "va en mayúsculas" if bien == mayusculas else "va como en la lista de su columna"
    return Dictamen(mensaje, bien, (Arreglo(campo, bien),), segura=True)


REGLA = Regla(
    "texto_en_minusculas",
    "error",
    "El texto lleva minúsculas en una columna que se captura en mayúsculas (nombres, empresa,"
    " dirección, listas). Se propone en mayúsculas, con sus acentos y su Ñ; Mª y 3º están bien."
    " No se aplica a correos, webs ni notas.",
    detectar,
)
