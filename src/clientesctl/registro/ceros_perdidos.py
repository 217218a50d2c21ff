"""El cero que una hoja de cálculo quitó a los códigos postales, puesto otra vez en una lista."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from clientesctl.registro.cambiar import con_cambios
from clientesctl.registro.columna import Columna, Tipo
from clientesctl.registro.pais import paises_por_fila
from clientesctl.registro.plan import Dato
from clientesctl.registro.registro import Tabla
from clientesctl.textos.codigos_postales import concuerdan, falta_cero, leer_codigo

_BASTANTES = 5
_CASI_TODOS = 0.9


def poner_ceros(clientes: Tabla, pais: str) -> tuple[Tabla, tuple[tuple[str, str], ...]]:
    """La tabla con su cero en los códigos postales que lo perdieron: cómo estaban y cómo quedan.

    Una celda que es un NÚMERO lo ha perdido siempre: un número no lleva ceros delante. Un texto
    de una cifra menos (en un CSV todo lo es) solo si la columna entera pasó por una hoja de
    cálculo: ninguno de los suyos empieza por cero, hay al menos cinco con todas sus cifras y entre
    unos y otros son nueve de cada diez. Nunca si la provincia escrita es de otro código.
    """
    if "codigo_postal" not in clientes:
        return clientes, ()
    columna = clientes["codigo_postal"]
    paises = paises_por_fila(clientes, pais)
    valen = {Tipo.NUMERO, Tipo.TEXTO} if _los_perdio(columna, paises) else {Tipo.NUMERO}
    celdas = {
        posicion: Dato.de_texto(codigo)
        for posicion, codigo in _sin_cero(clientes, paises)
        if columna.tipos[columna.codigos[posicion]] in valen
    }
    puestos = tuple((clientes.texto("codigo_postal", p), d.texto) for p, d in celdas.items())
    return con_cambios(clientes, {"codigo_postal": celdas}), puestos


def _sin_cero(clientes: Tabla, paises: Columna) -> Iterator[tuple[int, str]]:
    """Las fichas a cuyo código le falta el cero, con el código entero."""
    columna = clientes["codigo_postal"]
    for posicion in np.flatnonzero(~columna.vacias()).tolist():
        suyo = paises.texto(posicion)
        provincia = clientes.texto("provincia", posicion)
        hallado = falta_cero(columna.texto(posicion), suyo, provincia)
        if hallado is None or suyo == "PY":
            continue
        if concuerdan(hallado[0], provincia, suyo) is not False:
            yield posicion, hallado[0]


def _los_perdio(columna: Columna, paises: Columna) -> bool:
    """Si los textos de la columna pasaron por una hoja de cálculo, que les quitó el cero."""
    llenas = np.flatnonzero(~columna.vacias()).tolist()
    pares = [(columna.texto(posicion).strip(), paises.texto(posicion)) for posicion in llenas]
    if any(texto.startswith("0") for texto, _ in pares):
        return False
    enteros = sum(leer_codigo(texto, pais) is not None for texto, pais in pares)
    cortos = sum(falta_cero(texto, pais, "") is not None for texto, pais in pares)
    return enteros >= _BASTANTES and enteros + cortos >= _CASI_TODOS * len(pares)
