"""Las señas que dicen quién es sin decir su nombre: teléfono, correo, documento e ID.

Se busca primero entre los valores distintos, por sus letras o sus cifras, y solo lo que puede ser
se lee de verdad.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from clientesctl.cartera.quien_ids import filas_con_id
from clientesctl.registro.columna import Columna
from clientesctl.registro.pais import paises_por_fila
from clientesctl.registro.registro import Tabla
from clientesctl.textos.id_compacto import compactar_id
from clientesctl.textos.ids_fiscales import revisar_id
from clientesctl.textos.telefonos import Telefono, leer_telefono, partir_telefonos

TELEFONOS = ("telefono", "movil", "telefono_2")
CORREOS = ("email", "email_2", "email_cobros")
_DOCUMENTOS = ("id_fiscal", "curp")

CIFRAS_DE_TELEFONO = 6
_LETRAS_DE_CORREO = 4
_LETRAS_DE_DOCUMENTO = 6
_COMO_TELEFONO = re.compile(r"[\s(]*\+?[\d\s().\-–/·\u00a0]+(?:ext\.?\s*\d+)?\s*", re.IGNORECASE)
_NO_CIFRA = re.compile(r"\D+")
_UN_DOCUMENTO = re.compile(r"(?=.*\d{4})[A-Z0-9Ñ&]{6,18}")


@dataclass(frozen=True, slots=True)
class Sena:
    """Una fila de la hoja en que está lo buscado: entero, o solo un trozo."""

    posicion: int
    entera: bool
    motivo: str


def buscar_senas(tabla: Tabla, texto: str, pais: str) -> Iterator[Sena]:
    """Las filas que llevan ese teléfono, correo, documento o ID, o un trozo bastante largo."""
    yield from (Sena(p, True, f"ID {suyo}") for p, suyo in filas_con_id(tabla, texto))
    yield from _telefonos(tabla, texto, pais)
    yield from _correos(tabla, texto)
    yield from _documentos(tabla, texto, pais)


def parece_una_sena(texto: str) -> bool:
    """Si lo tecleado es un teléfono o un correo, y no hace falta buscarlo entre los nombres.

    >>> [parece_una_sena(t) for t in ("+34 612 34 56 78", "ana@ejemplo.es", "García", "C-42")]
    [True, True, False, False]
    """
    return "@" in texto or (
        bool(_COMO_TELEFONO.fullmatch(texto))
        and len(_NO_CIFRA.sub("", texto)) >= CIFRAS_DE_TELEFONO
    )


def _filas(columna: Columna, codigo: int) -> list[int]:
    posiciones: list[int] = np.flatnonzero(columna.codigos == codigo).tolist()
    return posiciones


def _telefonos(tabla: Tabla, texto: str, pais: str) -> Iterator[Sena]:
    cifras = _NO_CIFRA.sub("", texto)
    if len(cifras) < CIFRAS_DE_TELEFONO or not _COMO_TELEFONO.fullmatch(texto):
        return
    buscado = _Numero(cifras, leer_telefono(texto, pais))
    cola = buscado.nacional[-CIFRAS_DE_TELEFONO:]
    paises = paises_por_fila(tabla, pais)
    for campo in (c for c in TELEFONOS if c in tabla):
        columna = tabla[campo]
        for codigo, escrito in enumerate(columna.textos.tolist()):
            # Antes de leer el número, si están sus cifras: casi nunca están.
            if cola not in _NO_CIFRA.sub("", escrito):
                continue
            for posicion in _filas(columna, codigo):
                yield from _en_celda(buscado, posicion, campo, escrito, paises.texto(posicion))


@dataclass(frozen=True, slots=True)
class _Numero:
    """Un número tecleado o escrito: sus cifras y, si se entiende, cuál es."""

    cifras: str
    leido: Telefono | None

    @property
    def nacional(self) -> str:
        return self.leido.nacional if self.leido else self.cifras


def _en_celda(
    buscado: _Numero, posicion: int, campo: str, escrito: str, pais: str
) -> Iterator[Sena]:
    for numero in partir_telefonos(escrito, pais):
        suyo = _Numero(_NO_CIFRA.sub("", numero), leer_telefono(numero, pais))
        entero = _es_el_mismo(buscado, suyo)
        if entero is not None:
            motivo = f"{_ROTULOS[campo]} {numero.strip()}"
            yield Sena(posicion, entero, motivo if entero else f"{motivo}, que acaba igual")


def _es_el_mismo(uno: _Numero, otro: _Numero) -> bool | None:
    """True si es el mismo número; False si uno acaba como el otro; None si no."""
    if uno.cifras == otro.cifras:
        return True
    if uno.leido and otro.leido and uno.leido.e164 and otro.leido.e164:
        return True if uno.leido.e164 == otro.leido.e164 else None
    corto, largo = sorted((uno.nacional, otro.nacional), key=len)
    if corto == largo:
        return True
    return False if len(corto) >= CIFRAS_DE_TELEFONO and largo.endswith(corto) else None


def _correos(tabla: Tabla, texto: str) -> Iterator[Sena]:
    from clientesctl.textos.correos import partir_correos

    buscado = "".join(texto.split()).lower()
    if " " in texto.strip() or len(buscado.strip("@")) < _LETRAS_DE_CORREO:
        return
    for campo in (c for c in CORREOS if c in tabla):
        columna = tabla[campo]
        for codigo, escrito in enumerate(columna.textos.tolist()):
            if buscado not in escrito.lower():
                continue
            for correo in partir_correos(escrito.lower()):
                if correo == buscado or correo.startswith(buscado) or buscado[0] == "@":
                    entero = correo == buscado
                    motivo = f"correo {correo}"
                    yield from (Sena(p, entero, motivo) for p in _filas(columna, codigo))


def _documentos(tabla: Tabla, texto: str, pais: str) -> Iterator[Sena]:
    buscado = compactar_id(texto)
    if not _UN_DOCUMENTO.fullmatch(buscado):
        return
    formas = {buscado.lstrip("0"), revisar_id(texto, pais).compacto.lstrip("0")} - {""}
    for campo in (c for c in _DOCUMENTOS if c in tabla):
        columna = tabla[campo]
        for codigo, escrito in enumerate(columna.textos.tolist()):
            suyo = compactar_id(escrito).lstrip("0") if escrito else ""
            entero = suyo in formas
            if entero or (len(buscado) >= _LETRAS_DE_DOCUMENTO and buscado in suyo):
                motivo = f"documento {escrito.strip()}"
                yield from (Sena(p, entero, motivo) for p in _filas(columna, codigo))


_ROTULOS = {"telefono": "teléfono", "movil": "móvil", "telefono_2": "teléfono"}
