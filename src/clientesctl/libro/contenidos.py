"""Lo que llevan dentro las celdas de una hoja, cada cosa distinta anotada y entendida una vez.

Casi todas las celdas son de tres clases (un texto por su número de cadena, un número, una
fecha) y se codifican en bloque; las demás (fórmulas, errores, textos dentro de la celda), una a
una.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import compress
from typing import Any

import numpy as np

from clientesctl.libro.cadenas import Cadenas, texto_con_formato, texto_de_xml
from clientesctl.libro.formatos_fecha import Clase
from clientesctl.libro.montaje import FORMULA, SIN_CALCULAR, Enteros, Significados, Textos
from clientesctl.libro.valores import Celda, Contexto, entender, numero
from clientesctl.registro.columna import Tipo

_CADENA, _NUMERO, _FECHA, _OTRA = range(4)
_ATRIBUTO = re.compile(r' ([st])="([^"]*)"')
_VALOR = re.compile(r"<v(?: [^>]*[^/>])?>([^<]*)</v>")


class Codificador(dict[Any, int]):
    """Un número nuevo, en orden, para cada contenido que no se había visto."""

    def __missing__(self, contenido: Any) -> int:
        numero = len(self)
        self[contenido] = numero
        return numero


class _Estilos(dict[str, int]):
    """La clase de contenido que anuncian los atributos de una celda."""

    def __init__(self, estilos: Sequence[Clase]) -> None:
        super().__init__()
        self.estilos = estilos

    def __missing__(self, atributos: str) -> int:
        celda = partir(atributos, "", False)
        clase = _OTRA
        if celda.clase == "s":
            clase = _CADENA
        elif celda.clase == "n":
            estilo = self.estilos[celda.estilo] if celda.estilo < len(self.estilos) else 0
            clase = {Clase.NUMERO: _NUMERO, Clase.FECHA: _FECHA}.get(Clase(estilo), _OTRA)
        self[atributos] = clase
        return clase


class Contenidos:
    """Los contenidos distintos vistos en una hoja; un código es su número por 4 más su clase."""

    def __init__(self, cadenas: Cadenas, contexto: Contexto) -> None:
        self.cadenas = cadenas
        self.contexto = contexto
        self._clases = _Estilos(contexto.estilos)
        self._numeros, self._fechas, self._otras = Codificador(), Codificador(), Codificador()

    def codificar(
        self, atributos: Sequence[str], simples: Sequence[str], largos: Sequence[str]
    ) -> Enteros:
        """Un código por celda, de sus atributos y su valor a secas, o de todo lo de dentro."""
        cuantas = len(atributos)
        clases = np.fromiter(map(self._clases.__getitem__, atributos), np.int32, cuantas)
        clases[np.fromiter(map(bool, largos), bool, cuantas)] = _OTRA
        codigos = np.empty(cuantas, np.int32)
        self._de_cadenas(clases, simples, codigos)
        for clase, vistos in ((_NUMERO, self._numeros), (_FECHA, self._fechas)):
            suyas = clases == clase
            valores = compress(simples, suyas.tolist())
            codigos[suyas] = np.fromiter(map(vistos.__getitem__, valores), np.int32)
        otras = clases == _OTRA
        if otras.any():
            elegidas = otras.tolist()
            codigos[otras] = [
                self._otras[_reducida(*celda)]
                for celda in compress(zip(atributos, simples, largos, strict=True), elegidas)
            ]
        return codigos * 4 + clases

    def otra(self, celda: Celda) -> int:
        """El código de una celda ya partida."""
        return self._otras[celda] * 4 + _OTRA

    def _de_cadenas(self, clases: Enteros, simples: Sequence[str], codigos: Enteros) -> None:
        suyas = clases == _CADENA
        try:
            numeros = np.fromiter(map(int, compress(simples, suyas.tolist())), np.int64)
            ultimo = len(self.cadenas.cual)
            codigos[suyas] = np.where((numeros < 0) | (numeros > ultimo), ultimo, numeros)
        except (ValueError, OverflowError):
            clases[suyas] = _OTRA

    def significados(self) -> Significados:
        """Lo que quiere decir cada código; los contenidos anotados se olvidan."""
        textos = Textos(self.cadenas.unicas)
        desde_1904 = self.contexto.desde_1904
        numeros = [
            textos.de(Tipo.NUMERO, n)
            if n.isdigit() and n[0] != "0" and len(n) < 16
            else textos.de_valor(numero(n, Clase.NUMERO, desde_1904))
            for n in self._numeros
        ]
        fechas = [textos.de_valor(numero(f, Clase.FECHA, desde_1904)) for f in self._fechas]
        self._numeros.clear()
        self._fechas.clear()
        otras, marcas = [], []
        for contenido in self._otras:
            celda = contenido if isinstance(contenido, Celda) else partir(*contenido)
            otras.append(self._de_otra(celda, textos))
            sin_valor = celda.formula and not celda.valor and celda.clase != "str"
            marcas.append(FORMULA * celda.formula | SIN_CALCULAR * sin_valor)
        self._otras.clear()
        cual = np.append(self.cadenas.cual, np.int32(0)), _enteros(numeros), _enteros(fechas)
        return textos.cerrar((*cual, _enteros(otras)), np.asarray(marcas, np.uint8))

    def _de_otra(self, celda: Celda, textos: Textos) -> int:
        if celda.clase == "s" and celda.valor:
            cual = self.cadenas.cual
            indice = int(celda.valor) if celda.valor.isdecimal() else len(cual)
            return int(cual[indice]) if indice < len(cual) else 0
        return textos.de_valor(entender(celda, self.contexto))


def partir(atributos: str, dentro: str, formula: bool) -> Celda:
    """La celda de esos atributos y ese contenido.

    >>> partir(' s="2" t="s"', "<v>15</v>", False)
    Celda(clase='s', estilo=2, valor='15', formula=False)
    """
    halladas = dict(_ATRIBUTO.findall(atributos))
    clase, estilo = halladas.get("t", "n"), halladas.get("s", "0")
    valor: str | None
    if "<is" in dentro:
        clase, valor = "inlineStr", texto_con_formato(dentro)
    else:
        hallado = _VALOR.search(dentro)
        valor = None if hallado is None else texto_de_xml(hallado[1])
    return Celda(clase, int(estilo) if estilo.isdecimal() else 0, valor, formula)


def _reducida(atributos: str, simple: str, largo: str) -> tuple[str, str, bool]:
    """Lo que distingue a la celda: el texto de una fórmula no, solo si la hay y su resultado."""
    if not largo:
        return atributos, f"<v>{simple}</v>", False
    formula = "<f" in largo
    valor = largo.find("<v")
    if formula and "<is" not in largo:
        return atributos, largo[valor:] if valor >= 0 else "", True
    return atributos, largo, formula


def _enteros(numeros: list[int]) -> Enteros:
    return np.asarray([*numeros, 0], np.int32)
