"""El país de cada fila, cuando su columna PAIS no lo dice: por el cliente o por las señas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from clientesctl.calidad.regla import Contexto
from clientesctl.registro.columna import Codigos, Columna
from clientesctl.registro.divisiones import paises_de_division
from clientesctl.registro.registro import Tabla
from clientesctl.textos.codigos_postales import concuerdan, leer_codigo
from clientesctl.textos.ids_fiscales import pais_de_id
from clientesctl.textos.paises import codigo_pais
from clientesctl.textos.telefonos import leer_telefono

_TELEFONOS = ("telefono", "movil", "telefono_2")


def con_paises_deducidos(contexto: Contexto) -> Contexto:
    """El contexto con el país de las filas que no lo dicen y se puede saber de cierto.

    Las de otras hojas son del país de la ficha que nombra su ID_CLIENTE. Las de CLIENTES, del
    país de su provincia, si no es una del país del registro y algo más lo confirma (el código
    postal, el número fiscal o el teléfono): «QUERÉTARO, 76051» en un registro español es México.
    """
    if contexto.tabla.clase == "CLIENTES":
        return _por_las_senas(contexto)
    return _por_el_cliente(contexto)


def _por_el_cliente(contexto: Contexto) -> Contexto:
    clientes = contexto.registro.tabla("CLIENTES")
    if clientes is None or "id_cliente" not in contexto.tabla:
        return contexto
    if "pais" not in clientes or "id" not in clientes:
        return contexto
    columna = contexto.tabla["id_cliente"]
    por_id = _pais_por_id(clientes["id"], clientes["pais"])
    paises = [por_id.get(t.strip()) or contexto.registro.pais for t in columna.textos.tolist()]
    return replace(contexto, paises=_columna(paises, columna.codigos))


def _pais_por_id(ids: Columna, paises: Columna) -> dict[str, str]:
    """ID → código de país, de las fichas que lo dicen."""
    codigos = np.asarray([codigo_pais(t) or "" for t in paises.textos.tolist()], dtype=object)
    pares = zip(ids.por_fila().tolist(), codigos[paises.codigos].tolist(), strict=True)
    return {clave.strip(): pais for clave, pais in pares if clave and pais}


def _por_las_senas(contexto: Contexto) -> Contexto:
    tabla = contexto.tabla
    if "provincia" not in tabla:
        return contexto
    casa = contexto.registro.pais
    otros = tabla["provincia"].mapear(lambda texto: _otro_pais(texto, casa))
    if not any(otros):
        return contexto
    candidatas = np.asarray([bool(o) for o in otros])[tabla["provincia"].codigos]
    if "pais" in tabla:
        candidatas &= tabla["pais"].vacias()
    por_fila = contexto.paises.por_fila()
    for posicion in np.flatnonzero(candidatas).tolist():
        otro = otros[int(tabla["provincia"].codigos[posicion])]
        if any(_confirmaciones(tabla, posicion, casa, otro)):
            por_fila[posicion] = otro
    return replace(contexto, paises=Columna.de_textos(por_fila.tolist()))


def _otro_pais(provincia: str, casa: str) -> str:
    """El único país que tiene una provincia de ese nombre, si no es el del registro."""
    if len(provincia.strip()) < 4:
        return ""
    paises = paises_de_division(provincia)
    return next(iter(paises)) if len(paises) == 1 and casa not in paises else ""


def _confirmaciones(tabla: Tabla, posicion: int, casa: str, otro: str) -> Iterator[bool]:
    """Lo que en la fila dice que es del otro país y no del registro."""
    codigo = leer_codigo(tabla.texto("codigo_postal", posicion), otro)
    yield codigo is not None and bool(concuerdan(codigo, tabla.texto("provincia", posicion), otro))
    yield pais_de_id(tabla.texto("id_fiscal", posicion)) == otro
    for campo in _TELEFONOS:
        numero = tabla.texto(campo, posicion)
        yield bool(numero) and not leer_telefono(numero, casa) and bool(leer_telefono(numero, otro))


def _columna(paises: list[str], codigos: Codigos) -> Columna:
    """La columna que da a cada código su país."""
    distintos = list(dict.fromkeys(["", *paises]))
    sitio = {pais: i for i, pais in enumerate(distintos)}
    traducidos = np.asarray([sitio[pais] for pais in paises], dtype=np.int32)
    return replace(Columna.de_textos(distintos), codigos=traducidos[codigos])
