"""Un libro en texto plano (.csv, .tsv, .txt): en qué letras está y qué separa sus columnas."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice, zip_longest
from typing import Literal

import numpy as np

from clientesctl.libro.contenidos import Codificador
from clientesctl.libro.montaje import COLUMNAS_DE_EXCEL, FILAS_DE_EXCEL
from clientesctl.registro.columna import Columna, Tipo
from clientesctl.registro.hoja import HojaCruda

SEPARADORES = ";\t,|"
_MUESTRA = 1 << 16
_LOTE = 8192
_CELDA_MAXIMA = 32_767
_SEP = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)

_MARCAS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_DE_OCHO_BITS = ("cp1252", "mac_roman", "cp850")
_ESPERADAS = frozenset("áéíóúüñçàèòïÁÉÍÓÚÜÑÇÀÈÒÏªº¿¡€«»·´’“”–°\xa0")
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def leer_plano(contenido: bytes, nombre: str) -> HojaCruda:
    """La única hoja de un fichero de texto; todo queda como texto, sin tocar.

    Las filas se numeran como las enseñaría Excel: un salto de línea entre comillas no cuenta y
    la línea «sep=;» tampoco.
    """
    texto = descifrar(contenido)
    anunciado = _SEP.match(texto)
    if anunciado:
        texto = texto[anunciado.end() :]
    separador = anunciado[1] if anunciado else hallar_separador(texto[:_MUESTRA])
    try:
        columnas, filas, cortada = _columnas(texto, separador, csv.QUOTE_MINIMAL)
    except (csv.Error, _ComillaSinCerrar):
        columnas, filas, cortada = _columnas(texto, separador, csv.QUOTE_NONE)
    return HojaCruda(nombre=nombre, columnas=columnas, filas=filas, cortada=cortada)


def descifrar(contenido: bytes) -> str:
    """El texto de unos bytes, en la codificación que mejor lo explica.

    >>> descifrar("AÑO;ª".encode("cp1252")), descifrar("AÑO".encode("utf-16"))
    ('AÑO;ª', 'AÑO')
    """
    for marca, codificacion in _MARCAS:
        if contenido.startswith(marca):
            return contenido.decode(codificacion, "replace")
    ceros = contenido[:4096].count(0)
    if ceros and ceros * 3 > len(contenido[:4096]):
        primero = contenido[:4096:2].count(0) > ceros // 2
        return contenido.decode("utf-16-be" if primero else "utf-16-le", "replace")
    try:
        return contenido.decode("utf-8")
    except UnicodeDecodeError:
        return _sin_marca(contenido)


def _sin_marca(contenido: bytes) -> str:
    """El texto de bytes que no son UTF-8 del todo."""
    buenos = sum(map(len, _UTF8.findall(contenido)))
    altos = len(contenido) - len(contenido.translate(None, bytes(range(128, 256))))
    if buenos * 10 >= altos * 9:
        return contenido.decode("utf-8", "replace")
    cuenta = np.bincount(np.frombuffer(contenido, np.uint8), minlength=256)
    mejor = max(_DE_OCHO_BITS, key=lambda codificacion: _verosimil(cuenta, codificacion))
    return contenido.decode(
        mejor if mejor != "cp1252" else "latin-1" if _sin_1252(cuenta) else mejor, "replace"
    )


def _verosimil(cuenta: np.typing.NDArray[np.int64], codificacion: str) -> int:
    total = 0
    for octeto in np.flatnonzero(cuenta[128:]) + 128:
        letra = bytes([int(octeto)]).decode(codificacion, "replace")
        total += int(cuenta[octeto]) * (1 if letra in _ESPERADAS else -1)
    return total


def _sin_1252(cuenta: np.typing.NDArray[np.int64]) -> bool:
    """Si hay octetos que cp1252 no tiene."""
    return bool(cuenta[[0x81, 0x8D, 0x8F, 0x90, 0x9D]].any())


def hallar_separador(muestra: str) -> str:
    """El carácter que parte más filas en el mismo número de columnas.

    >>> hallar_separador("NOMBRE;SALDO\\nANA;1,5\\nEVA;2,25\\n")
    ';'
    """
    corte = muestra.rfind("\n")
    if len(muestra) >= _MUESTRA and corte > 0:
        muestra = muestra[: corte + 1]
    return max(SEPARADORES, key=lambda separador: _puntos(muestra, separador))


def _puntos(muestra: str, separador: str) -> float:
    """Parte de las filas que coinciden en el número de columnas más corriente (mayor que una)."""
    try:
        filas = csv.reader(io.StringIO(muestra, newline=""), delimiter=separador)
        anchos = Counter(len(fila) for fila in filas if fila)
    except csv.Error:
        return 0.0
    total = sum(anchos.values())
    ancho, veces = max(anchos.items(), key=lambda a: (a[1], a[0]), default=(1, 0))
    partidas = sum(v for a, v in anchos.items() if a > 1)
    if ancho < 2:
        return partidas / total * 0.5 if total else 0.0
    return veces / total + min(ancho, 100) / 1000


class _ComillaSinCerrar(Exception):
    """Una comilla se ha tragado más texto del que cabe en una celda."""


def _columnas(
    texto: str, separador: str, comillas: Literal[0, 3]
) -> tuple[tuple[Columna, ...], np.typing.NDArray[np.int64], bool]:
    vistos: list[Codificador] = []
    trozos: list[list[np.typing.NDArray[np.int32]]] = []
    filas: list[np.typing.NDArray[np.int64]] = []
    leidas = guardadas = 0
    cortada = False
    for lote in _lotes(texto, separador, comillas):
        con_algo = [n for n, fila in enumerate(lote, leidas + 1) if any(fila)]
        leidas += len(lote)
        lote = [fila for fila in lote if any(fila)]  # noqa: PLW2901 - las filas en blanco, fuera
        cortada |= leidas > FILAS_DE_EXCEL or any(len(f) > COLUMNAS_DE_EXCEL for f in lote)
        for n, columna in enumerate(islice(zip_longest(*lote, fillvalue=""), COLUMNAS_DE_EXCEL)):
            if n == len(vistos):
                vistos.append(Codificador({"": 0}))
                trozos.append([np.zeros(guardadas, np.int32)])
            codigos = np.fromiter(map(vistos[n].__getitem__, columna), np.int32, len(columna))
            faltan = guardadas - sum(map(len, trozos[n]))
            trozos[n] += [np.zeros(faltan, np.int32), codigos] if faltan else [codigos]
        guardadas += len(lote)
        filas.append(np.asarray(con_algo, np.int64))
        if leidas >= FILAS_DE_EXCEL:
            break
    todas = np.concatenate(filas) if filas else np.empty(0, np.int64)
    return (
        tuple(_cerrar(v, t, guardadas) for v, t in zip(vistos, trozos, strict=True)),
        todas,
        cortada,
    )


def _cerrar(vistos: Codificador, trozos: list[np.typing.NDArray[np.int32]], filas: int) -> Columna:
    codigos = np.concatenate(trozos)
    tipos = np.full(len(vistos), Tipo.TEXTO, np.uint8)
    tipos[0] = Tipo.VACIA
    textos = np.empty(len(vistos), object)
    textos[:] = list(vistos)
    return Columna(np.pad(codigos, (0, filas - len(codigos))), textos, tipos)


def _lotes(texto: str, separador: str, comillas: Literal[0, 3]) -> Iterator[list[list[str]]]:
    lector = csv.reader(io.StringIO(texto, newline=""), delimiter=separador, quoting=comillas)
    while lote := list(islice(lector, _LOTE)):
        if comillas != csv.QUOTE_NONE and any(
            len(celda) > _CELDA_MAXIMA and celda.count("\n") > 20 for fila in lote for celda in fila
        ):
            raise _ComillaSinCerrar
        yield lote
