"""La huella de una ficha: lo que la identifica, resumido, para saber si cambió en algo que importa.

No la mueven las mayúsculas, los acentos, los espacios, el formato de un teléfono, el orden de las
columnas ni lo que no dice quién es (la dirección, las notas, el vendedor). Sí un nombre, teléfono,
correo, documento o fecha de nacimiento que se añada, se quite o cambie.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache

import numpy as np

from clientesctl.duplicados.identidades import leer_nombres
from clientesctl.registro.columna import Columna, Indices
from clientesctl.registro.registro import Tabla
from clientesctl.textos import correos, fechas, ids_fiscales, telefonos

VERSION = "a"
"""Con lo que empieza toda huella: otra letra es de otra manera de hacerlas, que no se compara.

Es una letra, y no una cifra, para que una hoja de cálculo no tome «12e45» por un número.
"""

Leer = Callable[[str, str], tuple[str, ...]]
"""De lo escrito en una celda y su país, los valores que hay en ella."""

_LARGO = 6  # bytes: en cien mil fichas, dos iguales por azar una vez de cada cincuenta mil
_TELEFONOS = ("telefono", "movil", "telefono_2")
_CORREOS = ("email", "email_2", "email_cobros")


def huellas(tabla: Tabla, paises: Columna, posiciones: Indices) -> list[str]:
    """La huella de cada ficha, o vacía si no tiene nada que la identifique.

    Cada una depende solo de su fila: da igual cuáles se pidan con ella. `paises` lleva, por fila
    de la tabla, el código ISO de dos letras.
    """
    if not len(posiciones):
        return []
    columnas = {campo: columna.tomar(posiciones) for campo, columna in tabla.columnas.items()}
    de_quien = paises.tomar(posiciones).por_fila().tolist()
    partes = zip(
        _palabras(columnas, len(posiciones)),
        _juntos(columnas, ("id_fiscal",), de_quien, _documento),
        _juntos(columnas, _TELEFONOS, de_quien, _numeros),
        _juntos(columnas, _CORREOS, de_quien, _direcciones),
        _juntos(columnas, ("fecha_nacimiento",), de_quien, _dia),
        strict=True,
    )
    return [_resumir(de_ficha) for de_ficha in partes]


def comparables(una: str, otra: str) -> bool:
    """Si las dos se hicieron de la misma manera y, siendo distintas, dicen que algo cambió."""
    return una[:1].lower() == otra[:1].lower() == VERSION


def _resumir(partes: tuple[str, ...]) -> str:
    if not any(partes):
        return ""
    resumen = hashlib.blake2b("\0".join(partes).encode(), digest_size=_LARGO)
    return VERSION + resumen.hexdigest()


def _palabras(columnas: Mapping[str, Columna], fichas: int) -> Iterator[str]:
    """Las palabras del nombre de cada ficha, en orden: da igual en qué columna esté cada una."""
    nombres = leer_nombres(columnas, fichas)
    campos = (nombres.de_pila, nombres.apellidos, nombres.denominaciones)
    textos = [v.textos[v.columna(i)].tolist() for v in campos for i in range(v.ancho)]
    for de_ficha in zip(*textos, strict=True):
        yield " ".join(sorted({p for texto in de_ficha for p in texto.split()}))


def _juntos(
    columnas: Mapping[str, Columna], campos: tuple[str, ...], paises: list[str], leer: Leer
) -> Iterator[str]:
    """Lo que `leer` saca de esas columnas en cada ficha, sin repetir y en orden."""
    escritos = [columnas[campo].por_fila().tolist() for campo in campos if campo in columnas]
    for i, pais in enumerate(paises):
        leidos = {v for textos in escritos if textos[i] for v in leer(textos[i], pais)}
        yield " ".join(sorted(leidos))


@cache
def _documento(texto: str, pais: str) -> tuple[str, ...]:
    compacto = ids_fiscales.compactar_id(texto)
    if len(compacto) < 5 or ids_fiscales.es_id_generico(texto, pais):
        return ()
    veredicto = ids_fiscales.revisar_id(texto, pais)
    return (veredicto.compacto if veredicto.estado == "valido" else compacto,)


@cache
def _numeros(texto: str, pais: str) -> tuple[str, ...]:
    escritos = telefonos.partir_telefonos(texto, pais) if len(texto) > 12 else (texto,)
    leidos = []
    for escrito in escritos:
        if telefonos.es_telefono_de_relleno(escrito, pais):
            continue
        leido = telefonos.leer_telefono(escrito, pais)
        numero = "".join(filter(str.isdigit, escrito)) if leido is None else leido.e164
        leidos += [numero] if len(numero) >= 6 else []
    return tuple(leidos)


@cache
def _direcciones(texto: str, _pais: str) -> tuple[str, ...]:
    partes = correos.partir_correos(texto.lower()) if "@" in texto else ()
    return tuple("".join(p.split()) for p in partes if not correos.es_correo_de_relleno(p.strip()))


@cache
def _dia(texto: str, _pais: str) -> tuple[str, ...]:
    leida = fechas.leer_fecha(texto, "dma")
    return () if leida is None else (leida.fecha.strftime("%Y%m%d"),)


def todas(tabla: Tabla) -> Indices:
    """Las posiciones de todas las fichas de la tabla."""
    return np.arange(len(tabla), dtype=np.int64)
