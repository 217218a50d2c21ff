"""Los números a los que se llama a cada ficha, y cuáles llevan varias."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clientesctl.registro.columna import Indices
from clientesctl.registro.registro import Registro
from clientesctl.textos.limpieza import es_marcador
from clientesctl.textos.paises import codigo_pais
from clientesctl.textos.telefonos import es_telefono_de_relleno

_CAMPOS = ("movil", "telefono", "telefono_2")
_SEPARADOS = re.compile(r"[/;,|\n&]|\s[yoeYOE]\s|\s[-–—]\s")
_NO_ES_CIFRA = re.compile(r"\D")
_MINIMO, _MAXIMO, _FINAL = 7, 15, 9


def telefonos_de(registro: Registro, posiciones: Indices) -> list[tuple[str, str]]:
    """De cada ficha, el número al que llamar y otro por si no contesta; vacíos si no los hay.

    Se escriben como en el país de la ficha o, si no lo dice, en el del registro. De una celda con
    dos números salen los dos.
    """
    clientes = registro.clientes
    campos = [c for c in _CAMPOS if c in clientes]
    pares = []
    for posicion in posiciones.tolist():
        pais = codigo_pais(clientes.texto("pais", posicion)) or registro.pais
        escritos = (clientes.texto(campo, posicion) for campo in campos)
        numeros = dict.fromkeys(n for e in escritos if e for n in _listos(e, pais))
        pares.append((*numeros, "", "")[:2])
    return [(uno, otro) for uno, otro in pares]


def _listos(escrito: str, pais: str) -> Iterator[str]:
    """Los números de una celda, listos para marcar; lo que no se entiende, tal cual."""
    from clientesctl.textos.telefonos import leer_telefono, partir_telefonos

    leido = leer_telefono(escrito, pais)
    partes = () if leido else partir_telefonos(escrito, pais)
    leidos = [leido, *(leer_telefono(parte, pais) for parte in partes)]
    listos = [numero.formato for numero in leidos if numero is not None]
    yield from listos or ([] if es_marcador(escrito, "telefono") else [escrito])


class Lineas:
    """Por qué líneas de teléfono se llega a cada ficha; dos escrituras de una son la misma."""

    def __init__(self, registro: Registro) -> None:
        clientes = registro.clientes
        self._columnas = [
            (clientes[campo].codigos, clientes[campo].mapear(lambda t: lineas(t, registro.pais)))
            for campo in _CAMPOS
            if campo in clientes
        ]

    def de(self, posicion: int) -> Iterator[str]:
        """Las de esa ficha."""
        for codigos, por_valor in self._columnas:
            yield from por_valor[codigos[posicion]]


def lineas(texto: str, pais: str) -> tuple[str, ...]:
    """Las últimas nueve cifras de cada teléfono escrito; nada de uno de relleno.

    Con ellas basta para saber si dos números son el mismo, lleven o no su prefijo.

    >>> lineas("+34 612 33 44 56", "ES"), lineas("913334455 / 612334456", "ES")
    (('612334456',), ('913334455', '612334456'))
    >>> lineas("666 666 666", "ES"), lineas("ext. 12", "ES")
    ((), ())
    """
    halladas = []
    for trozo in _SEPARADOS.split(texto):
        cifras = _NO_ES_CIFRA.sub("", trozo)
        if _MINIMO <= len(cifras) <= _MAXIMO and not es_telefono_de_relleno(trozo, pais):
            halladas.append(cifras[-_FINAL:])
    return tuple(dict.fromkeys(halladas))
