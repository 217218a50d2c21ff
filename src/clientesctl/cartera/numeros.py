"""Los números a los que se llama a cada ficha, y cuáles llevan varias."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clientesctl.registro.columna import Indices
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.paises import codigo_pais
from clientesctl.textos.telefonos import es_telefono_de_relleno

_CAMPOS = ("movil", "telefono", "telefono_2")
_SEPARADOS = re.compile(r"[/;,|\n]")
_NO_ES_CIFRA = re.compile(r"\D")
_MINIMO, _MAXIMO, _FINAL = 7, 15, 9


def telefonos_de(registro: Registro, posiciones: Indices) -> list[tuple[str, str]]:
    """De cada ficha, el número al que llamar y otro por si no contesta; vacíos si no los hay.

    Se escriben como en el país de la ficha o, si no lo dice, en el del registro.
    """
    from clientesctl.textos.telefonos import leer_telefono

    clientes = registro.clientes
    campos = [c for c in _CAMPOS if c in clientes]
    pares = []
    for posicion in posiciones.tolist():
        pais = codigo_pais(clientes.texto("pais", posicion)) or registro.pais
        numeros: list[str] = []
        for campo in campos:
            escrito = clientes.texto(campo, posicion)
            leido = leer_telefono(escrito, pais) if escrito else None
            numero = leido.formato if leido else escrito
            if numero and numero not in numeros:
                numeros.append(numero)
        pares.append((*numeros, "", "")[:2])
    return [(uno, otro) for uno, otro in pares]


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


def con_lineas(clientes: Tabla) -> bool:
    """Si el libro tiene alguna columna de teléfonos."""
    return any(campo in clientes for campo in _CAMPOS)
