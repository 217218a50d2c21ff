"""Qué fichas del registro pueden ser la misma que una que se está tecleando."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from clientesctl.calidad.reglas.id_fiscal_repetido import clave_del_numero
from clientesctl.duplicados import Par, Razon
from clientesctl.duplicados.contra import cruces
from clientesctl.registro.absorbidas import destinos
from clientesctl.registro.pais import paises_por_fila
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.ids_fiscales import es_id_generico

_SENAS = frozenset(
    {
        "nombre", "apellido_1", "apellido_2", "apellidos", "nombre_completo", "razon_social",
        "nombre_comercial", "id_fiscal", "calle", "numero", "direccion", "codigo_postal", "ciudad",
        "telefono", "movil", "telefono_2", "email", "email_2", "fecha_nacimiento", "curp",
    }
)  # fmt: skip
"""Los campos por los que dos fichas se parecen."""
_DEL_DOCUMENTO = 0.99
"""Un número fiscal es de uno solo: si no son el mismo, en una de las dos está mal."""


@dataclass(frozen=True, slots=True)
class Parecido:
    """Una ficha del registro (posición desde 0) que puede ser la misma, cuánto y por qué.

    Si la que se parece quedó absorbida, es la que la absorbió.
    """

    posicion: int
    probabilidad: float
    par: Par


def es_de_las_senas(campo: str) -> bool:
    """Si cambiar ese campo puede hacer que una ficha se parezca a otra."""
    return campo in _SENAS


def buscar_parecidos(
    registro: Registro, fichas: Tabla, umbral: float, salvo: int | None = None
) -> list[list[Parecido]]:
    """Por ficha dada, las del registro que pueden ser la misma, de la más a la menos probable.

    Quien lleva su mismo documento fiscal se dice siempre. `salvo` es la ficha del registro que no
    se mira: la que se está cambiando.
    """
    clientes = registro.clientes
    buenas = destinos(clientes)
    entero = _sin_absorber(clientes)
    paises, suyos = paises_por_fila(clientes, registro.pais), paises_por_fila(fichas, registro.pais)
    parecidos: list[dict[int, Parecido]] = [{} for _ in range(len(fichas))]
    pares = cruces(entero, paises, fichas, suyos, umbral=umbral)
    for par in sorted(pares, key=lambda p: -p.probabilidad):
        buena = int(buenas[par.a])
        parecidos[par.b].setdefault(buena, Parecido(buena, par.probabilidad, par))
    for par in _con_su_documento(entero, fichas, registro.pais):
        buena = int(buenas[par.a])
        ya = parecidos[par.b].get(buena, Parecido(buena, par.probabilidad, par))
        cuanto = max(ya.probabilidad, par.probabilidad)
        parecidos[par.b][buena] = replace(ya, probabilidad=cuanto)
    ella = None if salvo is None else int(buenas[salvo])
    return [
        sorted((p for p in suyos.values() if p.posicion != ella), key=lambda p: -p.probabilidad)
        for suyos in parecidos
    ]


def _sin_absorber(clientes: Tabla) -> Tabla:
    """Las fichas absorbidas como una más: se busca también por lo que decían."""
    columnas = {c: v for c, v in clientes.columnas.items() if c != "fusionado_en"}
    return replace(clientes, columnas=columnas)


def _con_su_documento(clientes: Tabla, fichas: Tabla, pais: str) -> Sequence[Par]:
    """Los pares de una ficha del registro y otra de las dadas con el mismo número fiscal."""
    if "id_fiscal" not in clientes or "id_fiscal" not in fichas:
        return []
    pares = []
    for posicion in range(len(fichas)):
        texto = fichas.texto("id_fiscal", posicion)
        clave = clave_del_numero(texto, pais)
        if not clave or es_id_generico(texto, pais):
            continue
        columna = clientes["id_fiscal"]
        iguales = columna.mapear(lambda t, clave=clave: clave_del_numero(t, pais) == clave)  # type: ignore[misc]  # el valor de esta vuelta
        for suya in np.flatnonzero(np.asarray(iguales)[columna.codigos]).tolist():
            razon = Razon("id_fiscal", columna.texto(suya), texto, "exacto", 20.0)
            pares.append(Par(suya, posicion, _DEL_DOCUMENTO, lambda razon=razon: (razon,)))  # type: ignore[misc]  # la de esta vuelta
    return pares
