"""Un código postal que no puede existir en el país de la ficha.

Le sobran o le faltan cifras, lleva letras donde no las hay o empieza por una provincia que no
existe (53 en España). Un envío con él vuelve, y la ficha cae en la zona equivocada.

>>> juzgar("53001", "ES").mensaje
'en España no hay códigos postales que empiecen por 53'
>>> juzgar("2800", "PT") is None, juzgar("280133", "ES").mensaje
(True, 'en España un código postal lleva 5 cifras')

Deja en paz los que solo perdieron el cero (`codigo_postal_sin_cero`), los marcadores («N/A»), los
países sin código y los de forma desconocida. No comprueba que el código esté en uso.
"""

from __future__ import annotations

from collections.abc import Iterator

from clientesctl.calidad.ausencias import no_hay_dato
from clientesctl.calidad.regla import Contexto, Regla, por_valor_y_pais
from clientesctl.registro.hallazgo import Dictamen, Lote
from clientesctl.textos.codigos_postales import (
    falta_cero,
    leer_codigo,
    longitud_codigo,
    usa_codigo_postal,
)
from clientesctl.textos.paises import nombre_pais


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Los códigos imposibles en el país de su fila."""
    yield from por_valor_y_pais(contexto, REGLA, "codigo_postal", juzgar)


def juzgar(texto: str, pais: str) -> Dictamen | None:
    """El dictamen de un código en un país."""
    if not usa_codigo_postal(pais) or leer_codigo(texto, pais) is not None:
        return None
    if no_hay_dato(texto, "codigo_postal") or falta_cero(texto, pais, "") is not None:
        return None
    return Dictamen(_por_que(texto.strip(), pais))


def _por_que(texto: str, pais: str) -> str:
    en = f"en {nombre_pais(pais)}"
    largo = longitud_codigo(pais)
    if largo is not None and (len(texto) != largo or not texto.isdecimal()):
        return f"{en} un código postal lleva {largo} cifras"
    if pais in ("ES", "MX"):
        return f"{en} no hay códigos postales que empiecen por {texto[:2]}"
    return f"no tiene la forma de un código postal {en.replace('en ', 'de ', 1)}"


REGLA = Regla(
    "codigo_postal_invalido",
    "error",
    "El código postal no puede ser del país de la ficha: le sobran o faltan cifras, o empieza por"
    " una provincia que no existe. Corríjalo, o escriba el país si la ficha es de fuera.",
    detectar,
    desconfia=True,
)
