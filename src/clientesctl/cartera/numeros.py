"""Los números a los que se llama a cada ficha, y cuáles llevan varias."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from clientesctl.registro.columna import Indices
from clientesctl.registro.registro import Registro
from clientesctl.textos.limpieza import es_marcador
from clientesctl.textos.paises import codigo_pais
from clientesctl.textos.planes_numeracion import leer_nacional
from clientesctl.textos.telefono_leido import EXTENSION
from clientesctl.textos.telefonos import es_telefono_de_relleno, leer_telefono

_CAMPOS = ("movil", "telefono", "telefono_2")
_SEPARADOS = re.compile(r"[/;,|\n&]|\s[yoeYOE]\s|\s[-–—]\s")
_NO_ES_CIFRA = re.compile(r"\D")
_LLAMADA_AR = re.compile(r"^(?:00)?54(?=\d{10})9?|^0")
_CIFRAS_AR = 10
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
    from clientesctl.textos.telefonos import partir_telefonos

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
    """Las últimas nueve cifras de cada teléfono escrito, sin prefijos; nada de uno de relleno.

    Con ellas basta para saber si dos números son el mismo, lleven o no su prefijo. Dos
    extensiones de una centralita son de dos personas.

    >>> lineas("+34 612 33 44 56", "ES"), lineas("913334455 / 612334456", "ES")
    (('612334456',), ('913334455', '612334456'))
    >>> lineas("666 666 666", "ES"), lineas("ext. 12", "ES")
    ((), ())
    >>> lineas("+595 21 612405", "PY"), lineas("021 612 405", "PY")
    (('21612405',), ('21612405',))
    >>> lineas("011 15 2345-6702", "AR"), lineas("1123456702", "AR")
    (('123456702',), ('123456702',))
    >>> lineas("912345608 ext. 3", "ES"), lineas("91 234 56 08", "ES")
    (('912345608x3',), ('912345608',))
    """
    halladas = []
    limpio = texto if texto.isascii() else unicodedata.normalize("NFKC", texto)
    for trozo in _SEPARADOS.split(limpio):
        extension = None if trozo.isdecimal() else EXTENSION.search(trozo)
        cifras = _NO_ES_CIFRA.sub("", trozo if extension is None else trozo[: extension.start()])
        if _MINIMO <= len(cifras) <= _MAXIMO and not es_telefono_de_relleno(trozo, pais):
            de_quien = "" if extension is None else f"x{extension[1]}"
            halladas.append(_sin_prefijos(cifras, pais)[-_FINAL:] + de_quien)
    return tuple(dict.fromkeys(halladas))


def _sin_prefijos(cifras: str, pais: str) -> str:
    if pais == "AR":
        return _argentino(cifras)
    if len(cifras) <= _FINAL and not cifras.startswith("0"):
        return cifras
    nacional = leer_nacional(cifras, pais)
    return cifras if nacional is None else nacional.cifras


def _argentino(cifras: str) -> str:
    """Área y abonado: el 9 y el 15 de los móviles se escriben o no, el 15 en medio."""
    nacional = _LLAMADA_AR.sub("", cifras)
    if len(nacional) <= _CIFRAS_AR:
        return nacional
    leido = leer_telefono(cifras, "AR")
    return cifras if leido is None else leido.nacional[-_CIFRAS_AR:]
