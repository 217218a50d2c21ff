"""Qué columna nombra quien teclea «campo=valor»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from clientesctl.registro.cabeceras import FUERZAS, leer_cabecera
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.esquema import AJENOS, HOJAS
from clientesctl.registro.esquema import campo as del_esquema
from clientesctl.registro.parecidos import quiso_decir
from clientesctl.registro.registro import Tabla
from clientesctl.textos.limpieza import plegar

_PAR = re.compile(r"\s*([^=\s][^=]*?)\s*=(.*)", re.DOTALL)
_PARTES_DEL_NOMBRE = ("apellido_1", "apellido_2", "apellidos")


@dataclass(frozen=True)
class Dictado:
    """Lo que se teclea de una ficha: por campo y, en `otras`, por la cabecera de las columnas que
    no se sabe qué son. Un valor vacío pide que la celda quede vacía.
    """

    valores: Mapping[str, str] = field(default_factory=dict)
    otras: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.valores or self.otras)


def separar(sueltos: Iterable[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """Los «campo=valor» por un lado y, por otro, lo que no lo es."""
    pares: list[tuple[str, str]] = []
    resto: list[str] = []
    for suelto in sueltos:
        par = _PAR.fullmatch(suelto)
        if par is None:
            resto.append(suelto)
        else:
            pares.append((par[1], par[2].strip()))
    return pares, resto


def leer_dictado(
    pares: Iterable[tuple[str, str]], clientes: Tabla, ya: Mapping[str, str] | None = None
) -> Dictado:
    """Lo tecleado, por las columnas de esa hoja; `ya` es lo que vino por opciones.

    Manda el campo que la hoja tiene; si no, la cabecera que lleve escrita; si no, el del contrato.

    Raises:
        CampoDesconocido: no es ninguna columna del libro ni del contrato.
        CampoRepetido: se da dos veces, con dos valores.
    """
    valores, otras = dict(ya or {}), dict[str, str]()
    for nombre, valor in pares:
        cabecera = next((c for c in clientes.otras if plegar(c) == plegar(nombre)), None)
        campo = _campo(nombre, clientes, cabecera is None)
        donde, cual = (otras, cabecera) if campo is None else (valores, campo)
        if cual is None:
            raise CampoDesconocido(nombre, clientes)
        if donde.setdefault(cual, valor) != valor:
            raise CampoRepetido(cual, donde[cual], valor)
    return Dictado(_con_su_nombre(valores, clientes), otras)


def _campo(nombre: str, clientes: Tabla, tambien_de_oidas: bool) -> str | None:
    suyo = re.sub(r"[\s\-]+", "_", plegar(nombre)).lower()
    if suyo in clientes:
        return suyo
    for campo, sitio in clientes.asignaciones.items():
        if plegar(sitio.cabecera) == plegar(nombre):
            return campo
    if not tambien_de_oidas:
        return None
    if del_esquema(suyo) is not None:
        return suyo
    leida = leer_cabecera(nombre)
    claro = leida.fuerza >= FUERZAS["abreviada"] and len(leida.campos) == 1
    return leida.campos[0] if claro else None


def _con_su_nombre(valores: dict[str, str], clientes: Tabla) -> dict[str, str]:
    """Lo mismo, con «nombre» por el de pila si se dan aparte los apellidos."""
    aparte = any(valores.get(campo) for campo in _PARTES_DEL_NOMBRE)
    if aparte and "nombre" not in valores and "nombre_completo" in valores:
        valores["nombre"] = valores.pop("nombre_completo")
    return valores


class CampoDesconocido(ErrorUso):
    """Se nombró una columna que ni el libro ni el contrato tienen."""

    def __init__(self, nombre: str, clientes: Tabla) -> None:
        conocidos = {c.nombre for c in (*HOJAS["CLIENTES"], *AJENOS["CLIENTES"])}
        conocidos |= {*clientes.columnas, *(c.lower() for c in clientes.otras)}
        pista = quiso_decir(nombre.lower(), sorted(conocidos))
        super().__init__(
            f"no hay ninguna columna «{nombre}» en «{clientes.hoja}» ni en el contrato"
            + (pista or ": «clientesctl diagnostico» dice las que hay")
        )


class CampoRepetido(ErrorUso):
    """La misma columna se da dos veces y no dicen lo mismo."""

    def __init__(self, campo: str, uno: str, otro: str) -> None:
        super().__init__(f"{campo.upper()} está dos veces, «{uno}» y «{otro}»: deje uno")
