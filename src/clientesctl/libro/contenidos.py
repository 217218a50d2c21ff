"""Lo que llevan dentro las celdas de una hoja: un código por celda, y lo que cada uno significa.

Un código es un número de 64 bits con la clase en el octeto alto. Casi todas las celdas son de
tres clases (un texto por su número de cadena, un entero, un día) y su código se calcula en
bloque; las demás se anotan una vez por contenido distinto.
"""

from __future__ import annotations

import math
import re
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from clientesctl.libro.cadenas import Cadenas, limpiar_texto, texto_con_formato, texto_de_xml
from clientesctl.libro.formatos_fecha import Clase
from clientesctl.libro.octetos import Palabras, Posiciones, distintas, empieza, naturales
from clientesctl.libro.valores import Celda, Contexto, Valor, de_numero, entender, numero
from clientesctl.registro.columna import Tipo

Codigos64 = npt.NDArray[np.int64]
FORMULA, SIN_CALCULAR = 1, 2
CLASE = 56
"""Los bits que quedan por debajo de la clase en un código."""

_CADENA, _ENTERO, _DIA, _CIFRA, _MOMENTO, _TEXTO, _OTRA = range(7)
_ATRIBUTO = re.compile(r' ([st])="([^"]*)"')
_FORMULA = re.compile(r"<f[\s>/]")
"""No basta «<f»: el formato de un texto lleva `<family>`."""

_VALOR = re.compile(r"<v(?: [^>]*[^/>])?>([^<]*)</v>")


class Codificador(dict[Any, int]):
    """Un número nuevo, en orden, para cada contenido que no se había visto."""

    def __missing__(self, contenido: Any) -> int:
        cual = len(self)
        self[contenido] = cual
        return cual


class Entendidos(NamedTuple):
    """Por cada código distinto: su texto, su tipo y sus marcas (FORMULA, SIN_CALCULAR).

    `unicos` dice que ningún par de texto y tipo se repite.
    """

    textos: npt.NDArray[np.object_]
    tipos: npt.NDArray[np.uint8]
    marcas: npt.NDArray[np.uint8]
    unicos: bool


class Contenidos:
    """Los contenidos distintos vistos en una hoja."""

    def __init__(self, cadenas: Cadenas, contexto: Contexto) -> None:
        self._cadenas = cadenas
        self._contexto = contexto
        self._clases: dict[bytes, int] = {}
        self._vistos = {clase: Codificador() for clase in (_CIFRA, _MOMENTO, _TEXTO, _OTRA)}
        self._en_orden: dict[int, list[Any]] = {}

    def simples(
        self,
        crudo: bytes,
        todas: Palabras,
        atributos: Posiciones,
        valores: Posiciones,
        finales: Posiciones,
        _: Posiciones,
    ) -> Codigos64 | None:
        """Un código por celda; None si alguna no está escrita como todas.

        `atributos` es dónde empiezan los suyos, `valores` dónde se abre su `<v>` y `finales`
        dónde se cierra.
        """
        if not empieza(todas[valores - 1], b">").all():
            return None
        cortos = valores - 1 - atributos <= 16
        ejemplos, cuales = distintas(todas, atributos, np.where(cortos, valores - 1, atributos))
        clases = (
            np.array(
                [self._clase(crudo[atributos[n] : valores[n] - 1]) for n in ejemplos.tolist()],
                np.int64,
            )[cuales]
            if len(ejemplos)
            else np.empty(0, np.int64)
        )
        cifras, enteras = naturales(todas, valores + 3, finales)
        clases[~cortos | ((clases == _CADENA) & ~enteras)] = _OTRA
        codigos = np.where(clases == _CADENA, np.minimum(cifras, len(self._cadenas)), cifras)
        clases[(clases == _ENTERO) & ~enteras] = _CIFRA
        clases[(clases == _DIA) & ~enteras] = _MOMENTO
        for clase in (_CIFRA, _MOMENTO):
            vistos = self._vistos[clase]
            suyas = np.flatnonzero(clases == clase)
            tramos = zip((valores[suyas] + 3).tolist(), finales[suyas].tolist(), strict=True)
            codigos[suyas] = [vistos[crudo[desde:hasta]] for desde, hasta in tramos]
        for n in np.flatnonzero(clases == _OTRA).tolist():
            cabeza = crudo[atributos[n] : valores[n] - 1].decode("utf-8", "replace")
            dentro = crudo[valores[n] : finales[n] + 4].decode("utf-8", "replace")
            codigos[n] = self._vistos[_OTRA][cabeza, dentro, False]
        return np.asarray(codigos | (clases << CLASE))

    def textos(
        self,
        crudo: bytes,
        todas: Palabras,
        atributos: Posiciones,
        celda: Posiciones,
        abiertos: Posiciones,
        finales: Posiciones,
    ) -> Codigos64 | None:
        """Un código por celda con el texto dentro, entre su `<t>` abierto y el final."""
        vistos = self._vistos[_TEXTO]
        tramos = zip(abiertos.tolist(), finales.tolist(), strict=True)
        codigos = np.array([vistos[crudo[desde:hasta]] for desde, hasta in tramos], np.int64)
        return codigos | (_TEXTO << CLASE)

    def larga(self, atributos: str, dentro: str) -> int:
        """El código de una celda con fórmula o con el texto dentro.

        De una fórmula solo cuenta que la hay y su resultado.
        """
        formula = "<f" in dentro and _FORMULA.search(dentro) is not None
        valor = dentro.find("<v")
        if formula and "<is" not in dentro:
            dentro = dentro[valor:] if valor >= 0 else ""
        return self._vistos[_OTRA][atributos, dentro, formula] | (_OTRA << CLASE)

    def otra(self, celda: Celda) -> int:
        """El código de una celda ya partida."""
        return self._vistos[_OTRA][celda] | (_OTRA << CLASE)

    def _clase(self, atributos: bytes) -> int:
        """La clase que anuncian los atributos de una celda, si su valor es un número a secas."""
        clase = self._clases.get(atributos)
        if clase is None:
            celda = partir(atributos.decode("utf-8", "replace"), "", False)
            clase = _OTRA
            if celda.clase == "s":
                clase = _CADENA
            elif celda.clase == "n":
                formato = self._contexto.formato(celda.estilo)
                clase = {Clase.NUMERO: _ENTERO, Clase.FECHA: _DIA}.get(formato, _OTRA)
            self._clases[atributos] = clase
        return clase

    def entender(self, codigos: Codigos64) -> Entendidos:
        """Lo que significan unos códigos distintos, en orden ascendente."""
        textos = np.empty(len(codigos), object)
        tipos = np.zeros(len(codigos), np.uint8)
        marcas = np.zeros(len(codigos), np.uint8)
        cortes = np.searchsorted(codigos, np.arange(_OTRA + 2) << CLASE)
        for clase in range(_OTRA + 1):
            desde, hasta = cortes[clase], cortes[clase + 1]
            if desde < hasta:
                numeros = codigos[desde:hasta] - (clase << CLASE)
                tramo = slice(desde, hasta)
                self._entender_clase(clase, numeros, textos[tramo], tipos[tramo], marcas[tramo])
        unicos = cortes[_DIA] == len(codigos) and not self._cadenas.repetidas
        return Entendidos(textos, tipos, marcas, bool(unicos))

    def _entender_clase(
        self,
        clase: int,
        numeros: Codigos64,
        textos: npt.NDArray[np.object_],
        tipos: npt.NDArray[np.uint8],
        marcas: npt.NDArray[np.uint8],
    ) -> None:
        if clase == _CADENA:
            textos[:] = self._cadenas.textos[numeros]
            tipos[:] = np.where(textos == "", Tipo.VACIA, Tipo.TEXTO)
        elif clase == _ENTERO:
            textos[:] = list(map(str, numeros.tolist()))
            tipos[:] = Tipo.NUMERO
        elif clase == _CIFRA and (cifras := self._cifras(numeros)) is not None:
            textos[:] = cifras
            tipos[:] = Tipo.NUMERO
        else:
            valores = [self._valor(clase, n) for n in numeros.tolist()]
            textos[:] = [valor.texto for valor, _ in valores]
            tipos[:] = [valor.tipo for valor, _ in valores]
            marcas[:] = [marca for _, marca in valores]

    def _cifras(self, numeros: Codigos64) -> list[str] | None:
        """Los números con decimales, si todos lo son de verdad."""
        vistas = self._lista(_CIFRA)
        try:
            cifras = [float(vistas[n]) for n in numeros.tolist()]
        except ValueError:
            return None
        return [de_numero(c) for c in cifras] if all(map(math.isfinite, cifras)) else None

    def _lista(self, clase: int) -> list[Any]:
        if clase not in self._en_orden:
            self._en_orden[clase] = list(self._vistos[clase])
        return self._en_orden[clase]

    def _valor(self, clase: int, cual: int) -> tuple[Valor, int]:
        desde_1904 = self._contexto.desde_1904
        if clase == _DIA:
            return numero(str(cual), Clase.FECHA, desde_1904), 0
        contenido = self._lista(clase)[cual]
        if clase == _TEXTO:
            atributos, _, texto = contenido.decode("utf-8", "replace")[2:].partition(">")
            texto = limpiar_texto(texto, atributos)
            return Valor(texto, Tipo.TEXTO if texto else Tipo.VACIA), 0
        if clase != _OTRA:
            formato = Clase.NUMERO if clase == _CIFRA else Clase.FECHA
            return numero(
                texto_de_xml(contenido.decode("utf-8", "replace")), formato, desde_1904
            ), 0
        celda = contenido if isinstance(contenido, Celda) else partir(*contenido)
        sin_valor = celda.formula and not celda.valor and celda.clase != "str"
        marca = FORMULA * celda.formula | SIN_CALCULAR * sin_valor
        if celda.clase == "s":
            texto = self._cadenas.texto(celda.valor or "")
            return Valor(texto, Tipo.TEXTO if texto else Tipo.VACIA), marca
        return entender(celda, self._contexto), marca


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
