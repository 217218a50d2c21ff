"""Lo que se deduce de cierto de una ficha y lo que se escribe de una sola manera."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt

from clientesctl.registro.cambiar import Celdas, con_cambios
from clientesctl.registro.columna import Columna, Tipo
from clientesctl.registro.pais import paises_por_fila
from clientesctl.registro.plan import VACIO, Dato
from clientesctl.registro.registro import Tabla
from clientesctl.textos.codigos_postales import leer_codigo
from clientesctl.textos.limpieza import plegar
from clientesctl.textos.provincias import provincia_de_codigo
from clientesctl.textos.telefonos import leer_telefono

Mascara = npt.NDArray[np.bool_]

_TELEFONOS = ("telefono", "movil", "telefono_2")
_DE_EMPRESA = ("razon_social", "nombre_comercial")
_DE_PERSONA = ("nombre", "apellido_1", "nombre_completo")


def completar(clientes: Tabla, pais: str) -> Tabla:
    """Las fichas con su provincia (por el código postal), su tipo y sus teléfonos con formato.

    Lo que alguien escribió no se cambia por lo que se deduce. El nombre completo y los apellidos
    que ya están repartidos en sus columnas se quitan. Las columnas han de estar todas.
    """
    paises = paises_por_fila(clientes, pais)
    cambios = {
        campo: _formateados(clientes[campo], paises) for campo in _TELEFONOS if campo in clientes
    }
    cambios["provincia"] = _provincias(clientes, paises)
    cambios["tipo"] = _tipos(clientes)
    if "nombre_completo" in clientes:
        cambios["nombre_completo"] = _repartidos(clientes)
    if "apellidos" in clientes:
        cambios["apellidos"] = _apellidos_repartidos(clientes)
    return con_cambios(clientes, cambios)


def _formateados(columna: Columna, paises: Columna) -> Celdas:
    def formato(texto: str, pais: str) -> str:
        leido = leer_telefono(texto, pais)
        if leido is None:
            return texto
        return leido.formato + (f" EXT. {leido.extension}" if leido.extension else "")

    return _por_pares(columna, paises, formato)


def _provincias(clientes: Tabla, paises: Columna) -> Celdas:
    def provincia(texto: str, pais: str) -> str:
        codigo = leer_codigo(texto, pais)
        return (provincia_de_codigo(codigo, pais) or "") if codigo else ""

    vacias = clientes["provincia"].vacias()
    halladas = _por_pares(clientes["codigo_postal"], paises, provincia)
    return {p: dato for p, dato in halladas.items() if vacias[p] and dato != VACIO}


def _por_pares(columna: Columna, paises: Columna, que: Callable[[str, str], str]) -> Celdas:
    """Por fila con algo escrito, lo que da cada combinación de valor y país."""
    hechos: dict[tuple[int, int], Dato] = {}
    celdas: dict[int, Dato] = {}
    for posicion in np.flatnonzero(~columna.vacias()).tolist():
        par = int(columna.codigos[posicion]), int(paises.codigos[posicion])
        if par not in hechos:
            texto = str(columna.textos[par[0]])
            dado = que(texto, str(paises.textos[par[1]]))
            igual = dado == texto and columna.tipos[par[0]] == Tipo.TEXTO
            hechos[par] = Dato(Tipo.TEXTO, texto) if igual else Dato.de_texto(dado)
        celdas[posicion] = hechos[par]
    return celdas


def _tipos(clientes: Tabla) -> Celdas:
    empresas = _alguna_llena(clientes, _DE_EMPRESA)
    personas = _alguna_llena(clientes, _DE_PERSONA)
    vacios = clientes["tipo"].vacias()
    celdas = {p: Dato.de_texto("EMPRESA") for p in np.flatnonzero(vacios & empresas).tolist()}
    solas = np.flatnonzero(vacios & ~empresas & personas).tolist()
    return celdas | {p: Dato.de_texto("PERSONA") for p in solas}


def _repartidos(clientes: Tabla) -> Celdas:
    """Las fichas en que el nombre completo dice lo mismo que sus partes, o es la razón social."""
    en_partes = _alguna_llena(clientes, ("nombre",)) & _alguna_llena(clientes, ("apellido_1",))
    celdas = dict.fromkeys(np.flatnonzero(en_partes).tolist(), VACIO)
    for posicion in np.flatnonzero(~clientes["razon_social"].vacias()).tolist():
        suya = plegar(clientes.texto("razon_social", posicion))
        if suya == plegar(clientes.texto("nombre_completo", posicion)):
            celdas[posicion] = VACIO
    return celdas


def _apellidos_repartidos(clientes: Tabla) -> Celdas:
    """Las fichas en que los apellidos juntos dicen lo mismo que sus dos columnas."""
    partes = ("apellido_1", "apellido_2")
    celdas: dict[int, Dato] = {}
    for posicion in np.flatnonzero(~clientes["apellidos"].vacias()).tolist():
        suyos = " ".join(clientes.texto(campo, posicion) for campo in partes)
        if plegar(suyos) == plegar(clientes.texto("apellidos", posicion)):
            celdas[posicion] = VACIO
    return celdas


def _alguna_llena(
    clientes: Tabla, campos: Iterable[str]
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    llenas = np.zeros(len(clientes), dtype=np.bool_)
    for campo in campos:
        if campo in clientes:
            llenas |= ~clientes[campo].vacias()
    return llenas
