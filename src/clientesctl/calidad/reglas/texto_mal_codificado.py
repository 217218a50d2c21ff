"""Letras rotas por una mala importación: «GarcÃ­a», «MU&Ntilde;OZ», «NU�EZ».

Quien recibe una carta a nombre de «MuÃ±oz» sabe cuánto cuida sus datos quien la manda; y la ficha
no se encuentra ni se reconoce como doble.

>>> juzgar("GarcÃ­a", "apellido_1").propuesta, juzgar("GarcÃ­a", "apellido_1").segura
('García', True)
>>> juzgar("NU�EZ", "apellido_1").propuesta is None
True
>>> juzgar("JOÃO", "nombre") is None
True

Solo propone cuando las letras de verdad se saben. La letra perdida («NU�EZ», «NU?EZ») se avisa y
no se inventa. Deja en paz los interrogantes de webs, correos y notas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from clientesctl.calidad.regla import Contexto, Regla, por_sospecha
from clientesctl.registro.esquema import campo as del_esquema
from clientesctl.registro.hallazgo import Arreglo, Dictamen, Lote
from clientesctl.textos.limpieza import reparar_codificacion, texto_irreparable

_SOSPECHAS = (re.compile("[ÃÂâ√├\ufffd?&]"),)


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Los textos con letras rotas, en cualquier columna."""
    for campo, columna in contexto.tabla.columnas.items():
        juez = partial(juzgar, campo=campo)
        yield from por_sospecha(contexto, REGLA, campo, columna, _SOSPECHAS, juez)


def juzgar(texto: str, campo: str) -> Dictamen | None:
    """El dictamen de un texto."""
    reparado = reparar_codificacion(texto)
    if reparado is not None:
        mensaje = "tiene letras rotas al importarlo"
        return Dictamen(mensaje, reparado, (Arreglo(campo, reparado),), segura=True)
    if "\ufffd" in texto or (texto_irreparable(texto) and _de_letras(campo)):
        return Dictamen("perdió letras que ya no se pueden saber: búsquelas en el original")
    return None


def _de_letras(campo: str) -> bool:
    """Si en esa columna un interrogante entre letras no puede ser otra cosa."""
    columna = del_esquema(campo)
    return columna is not None and columna.mayusculas and columna.clase == "texto"


REGLA = Regla(
    "texto_mal_codificado",
    "error",
    "El texto tiene letras rotas («GarcÃ­a»): se leyó con una codificación que no era la suya. Se"
    " propone reparado cuando es seguro; si una letra se perdió (�), hay que volver al original.",
    detectar,
)
