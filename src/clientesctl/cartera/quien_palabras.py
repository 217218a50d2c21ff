"""Las palabras con que se llama a cada ficha, y cuánto se parece a ellas una que se teclea."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from clientesctl.registro.columna import Columna, Indices
from clientesctl.registro.registro import Tabla
from clientesctl.textos import fonetica
from clientesctl.textos.limpieza import plegar, reparar_codificacion

Puntos = npt.NDArray[np.float64]

ENTERA = 1.0
PRINCIPIO = 0.95
_SUENA = 0.9
_FAMILIAR = 0.88
_PARECIDA = 0.85
_MENOS_PARECIDA = 0.6
INICIAL = 0.5

_DE_PERSONA = (
    "nombre", "apellido_1", "apellido_2", "apellidos", "apellido_casada", "nombre_completo",
    "persona_contacto",
)  # fmt: skip
_DE_EMPRESA = ("razon_social", "nombre_comercial")
_DE_PILA = ("nombre", "nombre_completo", "persona_contacto")

_PALABRA = re.compile(r"[A-Z0-9]+")
_ABREVIADO = re.compile(r"[.ªº/]")
_LETRAS_DE_PRINCIPIO = 3
_CORTA = 3
_UN_FALLO = 0.75
"""Un error en cuatro letras, o dos en ocho: con más ya es otra palabra."""
_QUIZA_SUENE = 0.45


def partir(texto: str) -> list[str]:
    """Las palabras plegadas de un texto, sin signos.

    >>> partir("Muñoz-Gil, I.B.M. 3")
    ['MUNOZ', 'GIL', 'I', 'B', 'M', '3']
    """
    return _PALABRA.findall(plegar(texto).replace("'", ""))


def juntar_siglas(palabras: Sequence[str]) -> list[str]:
    """Las mismas, con las letras sueltas y las palabras cortas que las siguen en una.

    >>> juntar_siglas(["I", "BM", "ESPANA"]), juntar_siglas(["LA", "LUNA"])
    (['IBM', 'ESPANA'], ['LA', 'LUNA'])
    """
    salida: list[str] = []
    for tramo in _tramos_cortos(palabras):
        salida += ["".join(tramo)] if any(len(p) == 1 for p in tramo) else tramo
    return salida


def _tramos_cortos(palabras: Sequence[str]) -> list[list[str]]:
    """Las palabras cortas seguidas, juntas en un tramo; cada larga, en el suyo."""
    tramos: list[list[str]] = []
    for palabra in palabras:
        corta = len(palabra) <= _CORTA
        if corta and tramos and len(tramos[-1][0]) <= _CORTA:
            tramos[-1].append(palabra)
        else:
            tramos.append([palabra])
    return tramos


def _dichas(texto: str, de_pila: bool) -> list[str]:
    """Las palabras por las que se puede encontrar un valor: también pegadas, y sus siglas."""
    texto = reparar_codificacion(texto) or texto
    if de_pila and _ABREVIADO.search(texto):
        from clientesctl.textos.nombres import expandir_abreviaturas

        texto = expandir_abreviaturas(texto)
    palabras = partir(texto)
    if len(palabras) < 2:
        return palabras
    pegadas = [uno + otro for uno, otro in pairwise(palabras)]
    if not any(len(p) == 1 for p in palabras):
        return palabras + pegadas
    juntas: list[str] = []
    for tramo in _tramos_cortos(palabras):
        if any(len(p) == 1 for p in tramo):
            # De «I-B-M, S.A.» vale IBM, que es como se dirá, y no solo IBMSA.
            juntas += ["".join(tramo[:hasta]) for hasta in range(2, len(tramo) + 1)]
    return palabras + juntas + pegadas


@dataclass(frozen=True, eq=False)
class _Columna:
    """Las palabras de una columna: `palabra[i]` está en su valor distinto `valor[i]`."""

    columna: Columna
    palabra: Indices
    valor: Indices
    de_persona: bool
    de_contacto: bool


@dataclass(frozen=True, eq=False)
class Palabras:
    """Las palabras distintas de los nombres de una hoja, y en qué filas está cada una."""

    filas: int
    distintas: tuple[str, ...]
    columnas: tuple[_Columna, ...]

    @property
    def llevan_contacto(self) -> bool:
        """Si son también las de la persona con que se habla, que no es el cliente."""
        return any(columna.de_contacto for columna in self.columnas)

    def sin_contacto(self) -> Palabras:
        """Las del nombre del cliente y nada más."""
        return replace(self, columnas=tuple(c for c in self.columnas if not c.de_contacto))

    def por_fila(self, de_palabra: Puntos, veces: int = 1) -> Puntos:
        """Los puntos de la mejor palabra de cada fila; 0 si no la lleva tantas veces."""
        mejor = np.zeros(self.filas)
        for suya in self.columnas:
            puntos = np.zeros(len(suya.columna.textos))
            np.maximum.at(puntos, suya.valor, de_palabra[suya.palabra])
            np.maximum(mejor, puntos[suya.columna.codigos], out=mejor)
        if veces > 1:
            mejor[self._contar(de_palabra) < veces] = 0
        return mejor

    def _contar(self, de_palabra: Puntos) -> Indices:
        """Cuántas de esas palabras lleva cada fila, en su nombre o en el de la empresa."""
        persona = np.zeros(self.filas, dtype=np.int64)
        empresa = np.zeros(self.filas, dtype=np.int64)
        for suya in self.columnas:
            hallada = suya.valor[de_palabra[suya.palabra] >= _SUENA]
            cuenta = np.bincount(hallada, minlength=len(suya.columna.textos))[suya.columna.codigos]
            if suya.de_persona:
                persona += cuenta
            else:
                np.maximum(empresa, cuenta, out=empresa)
        return np.maximum(persona, empresa)

    def de_fila(self, posicion: int) -> list[str]:
        """Las palabras de una fila."""
        salida: list[str] = []
        for suya in self.columnas:
            suyas = suya.palabra[suya.valor == suya.columna.codigos[posicion]]
            salida += [self.distintas[i] for i in suyas.tolist()]
        return salida


def leer_palabras(tabla: Tabla) -> Palabras:
    """Las palabras de todas las columnas de nombres de una hoja."""
    numeros: dict[str, int] = {}
    columnas = []
    for campo in (*_DE_PERSONA, *_DE_EMPRESA):
        if campo not in tabla:
            continue
        palabra: list[int] = []
        valor: list[int] = []
        for i, texto in enumerate(tabla[campo].textos.tolist()):
            for dicha in _dichas(texto, campo in _DE_PILA) if texto else ():
                palabra.append(numeros.setdefault(dicha, len(numeros)))
                valor.append(i)
        columnas.append(
            _Columna(
                tabla[campo],
                np.asarray(palabra, dtype=np.int64),
                np.asarray(valor, dtype=np.int64),
                campo in _DE_PERSONA,
                campo == "persona_contacto",
            )
        )
    return Palabras(len(tabla), tuple(numeros), tuple(columnas))


def puntuar(buscada: str, distintas: Sequence[str]) -> Puntos:
    """Por palabra distinta, de 0 a 1 cuánto puede ser la buscada.

    1 es la misma; desde `PRINCIPIO`, empieza por ella; menos, suena igual, es su nombre familiar
    o se escribe casi igual.

    >>> puntuar("GARSIA", ["GARCIA", "GARSIA", "LUNA"]).round(2).tolist()
    [0.9, 1.0, 0.0]
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import cdist

    if not distintas:
        return np.zeros(0)
    cerca = cdist([buscada], distintas, scorer=OSA.normalized_similarity, dtype=np.float64)[0]
    puntos = np.zeros(len(distintas))
    if len(buscada) > _CORTA:
        fallo = (cerca - _UN_FALLO) / (1 - _UN_FALLO)
        casi = _MENOS_PARECIDA + (_PARECIDA - _MENOS_PARECIDA) * fallo
        puntos = np.where(cerca >= _UN_FALLO, casi, 0.0)
        suena = fonetica.clave(buscada)
        for i in np.flatnonzero(cerca >= _QUIZA_SUENE).tolist():
            if fonetica.clave(distintas[i]) == suena:
                puntos[i] = _SUENA
    _familiares(buscada, distintas, puntos)
    largo = len(buscada) >= _LETRAS_DE_PRINCIPIO
    empiezan = np.fromiter((d.startswith(buscada) for d in distintas), bool, len(distintas))
    puntos[empiezan] = PRINCIPIO if largo else INICIAL
    puntos[cerca == 1] = ENTERA
    return puntos


def _familiares(buscada: str, distintas: Sequence[str], puntos: Puntos) -> None:
    """Sube los puntos de los nombres de que la buscada es el familiar (PEPE, JOSE)."""
    from clientesctl.textos.nombres import nombres_formales

    formales = nombres_formales(buscada)
    if formales:
        for i, distinta in enumerate(distintas):
            if distinta in formales:
                puntos[i] = max(puntos[i], _FAMILIAR)


def por_que(buscadas: Iterable[str], suyas: Sequence[str]) -> str:
    """En qué se diferencia lo buscado de cómo se llama la ficha; vacío si en nada.

    >>> por_que(["GARSIA", "PEP"], ["JOSE", "GARCIA"])
    '«GARSIA» parece GARCIA; no está «PEP»'
    """
    frases = []
    for buscada in buscadas:
        puntos = puntuar(buscada, suyas)
        mejor = int(puntos.argmax()) if len(puntos) else 0
        if not len(puntos) or not puntos[mejor]:
            frases.append(f"no está «{buscada}»")
        elif puntos[mejor] < PRINCIPIO:
            frases.append(f"«{buscada}» parece {suyas[mejor]}")
        elif puntos[mejor] < ENTERA:
            frases.append(f"«{buscada}» es el principio de {suyas[mejor]}")
    return "; ".join(frases)
