"""Lecturas en bloque sobre los bytes de un XML: palabras, números y referencias, sin bucles.

Cada función toma posiciones y devuelve una matriz de la misma longitud. Los bytes han de llevar
al menos ocho de relleno por delante y por detrás.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Octetos = npt.NDArray[np.uint8]
Palabras = npt.NDArray[np.uint64]
Posiciones = npt.NDArray[np.int64]
Mascara = npt.NDArray[np.bool_]

RELLENO = b"\0" * 16


def _u(numero: int) -> np.uint64:
    return np.uint64(numero)


_CEROS = _u(0x3030303030303030)
_ALTOS = _u(0xF0F0F0F0F0F0F0F0)
_SEIS = _u(0x0606060606060606)
_RECORTES = np.array([(1 << (8 * n)) - 1 for n in range(9)], np.uint64)
"""Por longitud, la máscara que deja los primeros bytes de una palabra."""


def palabras(octetos: Octetos) -> Palabras:
    """La palabra de ocho bytes (el primero, el menos significativo) que empieza en cada byte."""
    return np.ndarray((len(octetos) - 7,), "<u8", octetos, strides=(1,))


def marca(texto: bytes) -> tuple[np.uint64, np.uint64]:
    """La palabra y la máscara con que se reconoce un texto de hasta ocho bytes."""
    return _u(int.from_bytes(texto, "little")), _RECORTES[len(texto)]


def empieza(donde: Palabras, texto: bytes) -> Mascara:
    """Si cada palabra empieza por el texto."""
    valor, mascara = marca(texto)
    return np.asarray((donde & mascara) == valor)


def recortadas(todas: Palabras, desde: Posiciones, largo: Posiciones) -> Palabras:
    """Los `largo` bytes (de 0 a 8) que hay en cada posición, con ceros detrás."""
    return np.asarray(todas[desde] & _RECORTES[largo])


def naturales(todas: Palabras, desde: Posiciones, hasta: Posiciones) -> tuple[Posiciones, Mascara]:
    """El número de hasta 15 cifras que hay escrito en cada tramo, y si lo hay.

    No lo hay si el tramo lleva otra cosa que cifras o empieza por un cero que sobra.
    """
    largo = hasta - desde
    posible = (largo > 0) & (largo < 16)
    bajo, bien = _ocho_cifras(todas, hasta, np.clip(largo, 0, 8))
    posible &= bien
    if (largo > 8).any():
        alto, bien = _ocho_cifras(todas, hasta - 8, np.clip(largo - 8, 0, 7))
        posible &= bien
        bajo = bajo + alto * 100_000_000
    sobra = (largo > 1) & ((todas[desde] & _RECORTES[1]) == _u(0x30))
    return bajo, np.asarray(posible & ~sobra)


def _ocho_cifras(
    todas: Palabras, hasta: Posiciones, largo: Posiciones
) -> tuple[Posiciones, Mascara]:
    """El número de las `largo` cifras que acaban en `hasta`, y si todas lo son."""
    recorte = _RECORTES[8 - largo]
    w = (todas[hasta - 8] & ~recorte) | (_CEROS & recorte)
    bien = ((w & _ALTOS) == _CEROS) & (((w + _SEIS) & _ALTOS) == _CEROS)
    w = w - _CEROS
    w = (w * _u(10) + (w >> _u(8))) & _u(0x00FF00FF00FF00FF)
    w = (w * _u(100) + (w >> _u(16))) & _u(0x0000FFFF0000FFFF)
    w = (w * _u(10_000) + (w >> _u(32))) & _u(0xFFFFFFFF)
    return w.astype(np.int64), np.asarray(bien)


def referencias(todas: Palabras, desde: Posiciones) -> tuple[Posiciones, Posiciones, Posiciones]:
    """La fila, la columna (desde 1) y dónde acaba la dirección («AB12») de cada posición.

    Una que no sea una dirección seguida de comillas da fila 0.
    """
    letras, numero = todas[desde], todas[desde + 1]
    columna = np.zeros(len(desde), np.int64)
    fin, seguir = desde.copy(), np.ones(len(desde), bool)
    for n in range(3):
        letra = ((letras >> _u(8 * n)) & _u(0xFF)).astype(np.int64) - 64
        seguir &= (letra > 0) & (letra < 27)
        columna = np.where(seguir, columna * 26 + letra, columna)
        fin += seguir
        if not seguir.any():
            break
    numero = todas[fin]
    fila, seguir = np.zeros(len(desde), np.int64), np.ones(len(desde), bool)
    for n in range(7):
        cifra = ((numero >> _u(8 * n)) & _u(0xFF)).astype(np.int64) - 48
        seguir &= (cifra >= 0) & (cifra < 10)
        if not seguir.any():
            break
        fila = np.where(seguir, fila * 10 + cifra, fila)
        fin += seguir
    acaba = (todas[fin] & _RECORTES[1]) == _u(ord('"'))
    return np.where(acaba & (columna > 0), fila, 0), columna, fin


def distintas(
    todas: Palabras, desde: Posiciones, hasta: Posiciones
) -> tuple[Posiciones, Posiciones]:
    """De unos tramos de hasta 16 bytes, un ejemplo de cada distinto y cuál es cada uno."""
    largo = hasta - desde
    primera = recortadas(todas, desde, np.clip(largo, 0, 8))
    segunda = recortadas(todas, desde + 8, np.clip(largo - 8, 0, 8))
    mezcla = primera * _u(0x9E3779B97F4A7C15) ^ segunda * _u(0xC2B2AE3D27D4EB4F)
    casilla = (mezcla >> _u(44)).astype(np.int64)
    ejemplo = np.full(1 << 20, -1, np.int64)
    ejemplo[casilla] = np.arange(len(desde))
    suyo = ejemplo[casilla]
    if not ((primera == primera[suyo]) & (segunda == segunda[suyo])).all():
        # Dos distintos han caído en la misma casilla: por el camino largo.
        pares = np.stack([primera, segunda])
        _, ejemplos, cuales = np.unique(pares, axis=1, return_index=True, return_inverse=True)
        return ejemplos, cuales.reshape(-1)
    ejemplos = np.unique(suyo)
    return ejemplos, np.searchsorted(ejemplos, suyo)
