"""Un número de teléfono imposible en el país de la ficha.

Le sobran o le faltan cifras, o empieza por una serie que no existe: al llamar no contesta nadie y
nadie se entera. Los prefijos mexicanos 044, 045 y 01, retirados en 2019, ya no se pueden marcar:
para ellos se propone el número de hoy, que es seguro.

>>> juzgar("61234567", "ES").mensaje
'no es un teléfono posible en España: tiene 8 cifras y llevan 9'
>>> juzgar("044 55 1234 5678", "MX").propuesta
'55 1234 5678'
>>> juzgar("+351 912 345 678", "ES") is None, juzgar("91-333.44.55", "ES") is None
(True, True)

Deja en paz los números extranjeros, los bien hechos se escriban como se escriban, los de relleno
(`telefono_de_relleno`), los varios en una celda (`varios_en_una_celda`) y los marcadores.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from clientesctl.calidad.ausencias import no_hay_dato
from clientesctl.calidad.regla import Contexto, Regla, por_valor_y_pais
from clientesctl.registro.hallazgo import Arreglo, Dictamen, Lote
from clientesctl.textos.paises import nombre_pais
from clientesctl.textos.telefonos import (
    es_corriente,
    es_telefono_de_relleno,
    leer_telefono,
    partir_telefonos,
)

CAMPOS = ("telefono", "movil", "telefono_2")
_CIFRAS: Mapping[str, int] = {"ES": 9, "MX": 10}


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Los números imposibles de cada columna de teléfonos."""
    for campo in CAMPOS:
        yield from por_valor_y_pais(contexto, REGLA, campo, partial(juzgar, campo=campo))


def juzgar(texto: str, pais: str, campo: str = "telefono") -> Dictamen | None:
    """El dictamen de un número en un país."""
    if not pais or es_corriente(texto, pais):
        return None
    leido = leer_telefono(texto, pais)
    if leido is not None and not (leido.antiguo and leido.pais == pais):
        return None
    if no_hay_dato(texto, campo) or es_telefono_de_relleno(texto, pais):
        return None
    if leido is not None:
        mensaje = "lleva un prefijo que ya no se marca desde 2019"
        return Dictamen(mensaje, leido.formato, (Arreglo(campo, leido.formato),), segura=True)
    if len(partir_telefonos(texto, pais)) > 1:
        return None
    return Dictamen(f"no es un teléfono posible en {nombre_pais(pais)}{_por_que(texto, pais)}")


def _por_que(texto: str, pais: str) -> str:
    cifras = sum(map(str.isdigit, texto))
    llevan = _CIFRAS.get(pais)
    if llevan is None or cifras == llevan or "+" in texto:
        return ""
    return f": tiene {cifras} cifras y llevan {llevan}" if cifras else ": no tiene cifras"


REGLA = Regla(
    "telefono_invalido",
    "error",
    "El número no es posible en el país de la ficha: le sobran o le faltan cifras, o su serie no"
    " existe. Un número extranjero se escribe con + y su prefijo. A los mexicanos con 044, 045 o 01"
    " se les propone quitarlo.",
    detectar,
    hojas=("CLIENTES", "INTERLOCUTORES"),
    desconfia=True,
)
