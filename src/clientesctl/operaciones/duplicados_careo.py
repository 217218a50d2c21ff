"""Dos fichas cara a cara: columna por columna, qué dice cada una y en qué se parecen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from clientesctl.calidad.reglas.dato_prohibido import es_de_contrasenas
from clientesctl.registro.columna import Tipo
from clientesctl.registro.enlace import enlazar
from clientesctl.registro.esquema import campo as del_esquema
from clientesctl.registro.huellas import columna_de, sitios_de
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.limpieza import solo_alfanumerico
from clientesctl.textos.tarjetas import enmascarar

Signo = Literal["=", "≈", "≠", "+"]
"""Iguales, iguales salvo la escritura, distintos, o solo lo tiene una."""

_DE_QUIEN_ES = (
    "nombre apellido_1 apellido_2 apellidos apellido_casada nombre_completo razon_social"
    " nombre_comercial id_fiscal curp calle numero numero_interior direccion direccion_fiscal"
    " colonia ciudad municipio provincia codigo_postal telefono movil telefono_2 email email_2"
    " email_cobros fecha_nacimiento"
)
DE_QUIEN_ES = frozenset(_DE_QUIEN_ES.split())
"""Los campos que dicen quién es: se enseñan siempre, también cuando coinciden."""
_TELEFONOS = frozenset({"telefono", "movil", "telefono_2"})


@dataclass(frozen=True, slots=True)
class Enfrentado:
    """Una columna de las dos fichas. `campo` es su nombre canónico, o su cabecera si no lo hay."""

    campo: str
    cabecera: str
    a: str
    b: str
    signo: Signo
    conocido: bool


def enfrentar(tabla: Tabla, pareja: tuple[int, int]) -> Iterator[Enfrentado]:
    """Las columnas que alguna de las dos tiene, en el orden de la hoja, salvo el ID.

    Ningún número de tarjeta sale a la vista, ni lo que haya en una columna de contraseñas.
    """
    for nombre, sitio in sorted(sitios_de(tabla).items(), key=lambda par: par[1].columna):
        columna = columna_de(tabla, nombre)
        if columna is None or nombre == "id":
            continue
        a, b = (visible(tabla, nombre, posicion) for posicion in pareja)
        if a or b:
            cabecera = sitio.cabecera.strip() or nombre.upper()
            if es_de_contrasenas(cabecera, columna):
                continue
            yield Enfrentado(nombre, cabecera, a, b, _signo(nombre, a, b), nombre in tabla)


def visible(tabla: Tabla, nombre: str, posicion: int) -> str:
    """Lo que dice esa columna de la ficha, como lo diría una persona."""
    columna = columna_de(tabla, nombre)
    if columna is None:
        return ""
    texto = columna.texto(posicion).strip()
    if columna.tipos[columna.codigos[posicion]] == Tipo.FECHA:
        return _fecha(texto)
    campo = del_esquema(nombre)
    return enmascarar(texto) if campo is None or campo.clase == "texto" else texto


def _fecha(iso: str) -> str:
    """Como se escribe aquí; la hora, solo si la hay."""
    try:
        momento = dt.datetime.fromisoformat(iso)
    except ValueError:
        return iso
    return momento.strftime("%d/%m/%Y" if len(iso) == len("2026-01-01") else "%d/%m/%Y %H:%M")


def _signo(campo: str, a: str, b: str) -> Signo:
    if a == b:
        return "="
    if not a or not b:
        return "+"
    if campo in _TELEFONOS and _cifras(a) == _cifras(b):
        return "≈"
    plano = solo_alfanumerico(a)
    return "≈" if plano and plano == solo_alfanumerico(b) else "≠"


def _cifras(texto: str) -> str:
    """Las nueve últimas, que son el número sin su prefijo."""
    return "".join(filter(str.isdigit, texto))[-9:]


def contar_suyo(registro: Registro, pareja: tuple[int, int]) -> Iterator[tuple[str, str, str]]:
    """Por hoja con filas de alguna de las dos: cuántas tiene cada una, y de qué día la última."""
    for tabla in registro.tablas.values():
        if "id_cliente" not in tabla or not len(tabla):
            continue
        duenos = enlazar(registro.clientes, tabla)
        suyas = [np.flatnonzero(duenos == posicion).tolist() for posicion in pareja]
        if any(suyas):
            de_a, de_b = (_cuantas(tabla, filas) for filas in suyas)
            yield tabla.hoja, de_a, de_b


def _cuantas(tabla: Tabla, filas: list[int]) -> str:
    if not filas:
        return "ninguna"
    dias = [tabla.texto("fecha", fila) for fila in filas]
    ultima = max((d for d in dias if d[:4].isdigit()), default="")
    return f"{len(filas)}, la última del {_fecha(ultima[:10])}" if ultima else str(len(filas))
