"""Corregir un libro: lo que se escribiría, lo que se aparta y por qué, y escribirlo."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clientesctl.calidad.corregir import Correccion, planear_correcciones
from clientesctl.calidad.corregir_reglas import DUDOSAS, SEGURAS
from clientesctl.calidad.corregir_ronda import Apartado
from clientesctl.calidad.tabla import exigir_reglas
from clientesctl.operaciones.columnas_pedidas import columnas_pedidas
from clientesctl.operaciones.corregir_repaso import repasar
from clientesctl.operaciones.libros import Abierto, abrir_registro
from clientesctl.operaciones.planes import (
    cuantas_celdas,
    cuantas_fichas,
    en_objeto,
    por_motivo,
    renglones,
)
from clientesctl.registro.plan import Plan
from clientesctl.registro.registro import Registro
from clientesctl.textos.cifras import contar, enumerar, miles

if TYPE_CHECKING:
    from clientesctl.operaciones.aplicar import Aplicado

ORDEN = "corregir"


@dataclass(frozen=True)
class Peticion:
    """Qué libro se quiere corregir y cuánto."""

    libro: Path | None
    hoy: dt.date
    hoja: str | None = None
    reglas: tuple[str, ...] | None = None
    columnas: tuple[str, ...] = ()
    dudosas: bool = False


@dataclass(frozen=True)
class Aparte:
    """Lo que no se corrige por una causa, dicho para una persona; `remedio` es una orden o ''."""

    causa: str
    cuantas: int
    frase: str
    remedio: str = ""


def proponer(peticion: Peticion) -> tuple[Abierto, Correccion]:
    """El libro abierto y lo que se corregiría en él.

    `ErrorUso` si una regla o una columna no existen; `ErrorLibro` si no se puede leer.
    """
    exigir_reglas(peticion.reglas or ())
    abierto = abrir_registro(peticion.libro, peticion.hoja)
    return abierto, preparar(abierto, peticion)


def preparar(abierto: Abierto, peticion: Peticion) -> Correccion:
    """Lo que se corregiría en un libro ya abierto."""
    columnas = columnas_pedidas(abierto.registro, peticion.columnas) if peticion.columnas else None
    planear = partial(
        planear_correcciones,
        politicas=abierto.politicas,
        hoy=peticion.hoy,
        reglas=peticion.reglas,
        columnas=columnas,
        dudosas=peticion.dudosas,
    )
    return repasar(abierto, planear(abierto.registro), planear)


def escribir(plan: Plan, abierto: Abierto, momento: dt.datetime, esperar: float) -> Aplicado:
    """El plan, escrito en el libro; `Rechazo` si no se puede con seguridad."""
    from clientesctl.operaciones.aplicar import Escritura, aplicar

    return aplicar(plan, abierto, Escritura(ORDEN, momento, esperar))


def sin_propuestas(reglas: Iterable[str]) -> list[str]:
    """Las reglas pedidas que nunca proponen nada: lo suyo lo arregla una persona."""
    return [regla for regla in reglas if regla not in SEGURAS | DUDOSAS]


def apartes(correccion: Correccion) -> list[Aparte]:
    """Lo que se aparta, junto por causas y con su remedio."""
    por_causa: dict[str, list[tuple[Apartado, int]]] = {}
    for apartado, cuantas in correccion.apartados.items():
        por_causa.setdefault(apartado.causa, []).append((apartado, cuantas))
    return [
        aparte
        for causa, decir in _COMO_SE_DICE.items()
        if causa in por_causa
        for aparte in decir(correccion.registro, por_causa[causa])
    ]


_Suyos = Sequence[tuple[Apartado, int]]


def _dudosas(_: Registro, suyos: _Suyos) -> Iterator[Aparte]:
    reglas: Counter[str] = Counter()
    for apartado, cuantas in suyos:
        reglas[apartado.regla] += cuantas
    detalle = enumerar([f"{miles(n)} de {regla}" for regla, n in reglas.most_common()])
    total = reglas.total()
    frase = f"{contar(total, 'dudosa')}, que hay que mirar antes: {detalle}"
    yield Aparte("dudosa", total, frase, "--dudosas")


def _columnas(registro: Registro, suyos: _Suyos) -> Iterator[Aparte]:
    for (clase, campo), cuantas in _por_campo(suyos).items():
        tabla = registro.tablas[clase]
        sitio = tabla.asignaciones[campo]
        frase = (
            f"{miles(cuantas)} en la columna «{sitio.cabecera.strip()}» de «{tabla.hoja}», que"
            f" parece {campo} sin certeza ({sitio.certeza:.0%}): no se escribe en ella hasta que"
            " [columnas] la nombre"
        )
        yield Aparte("columna", cuantas, frase, "diagnostico --guardar")


def _formulas(registro: Registro, suyos: _Suyos) -> Iterator[Aparte]:
    for (clase, campo), cuantas in _por_campo(suyos).items():
        hoja = registro.tablas[clase].hoja
        frase = (
            f"{contar(cuantas, 'celda')} de {campo.upper()} en «{hoja}», que calcula una fórmula:"
            " corríjalo en ella"
        )
        yield Aparte("formula", cuantas, frase)


def _ocupadas(registro: Registro, suyos: _Suyos) -> Iterator[Aparte]:
    for (clase, campo), cuantas in _por_campo(suyos).items():
        hoja = registro.tablas[clase].hoja
        reglas = sorted({a.regla for a, _ in suyos if (a.clase, a.campo) == (clase, campo)})
        frase = (
            f"{miles(cuantas)} de {enumerar(reglas)} que borrarían lo que hay en {campo.upper()} de"
            f" «{hoja}»: decida usted cuál vale"
        )
        yield Aparte("ocupada", cuantas, frase, f"validar --regla {','.join(reglas)}")


def _repetidas(registro: Registro, suyos: _Suyos) -> Iterator[Aparte]:
    for (clase, campo), cuantas in _por_campo(suyos).items():
        hoja = registro.tablas[clase].hoja
        frase = (
            f"{miles(cuantas)} para las que habría que añadir {campo.upper()} a «{hoja}», que ya"
            " tiene una columna con esa cabecera y guarda otra cosa: cámbiele el nombre o dígalo en"
            " [columnas]"
        )
        yield Aparte("repetida", cuantas, frase, "diagnostico --guardar")


_COMO_SE_DICE = {
    "ocupada": _ocupadas,
    "formula": _formulas,
    "repetida": _repetidas,
    "columna": _columnas,
    "dudosa": _dudosas,
}


def _por_campo(suyos: _Suyos) -> dict[tuple[str, str], int]:
    cuenta: dict[tuple[str, str], int] = {}
    for apartado, cuantas in suyos:
        clave = (apartado.clase, apartado.campo)
        cuenta[clave] = cuenta.get(clave, 0) + cuantas
    return cuenta


def como_objeto(abierto: Abierto, plan: Plan, apartados: Sequence[Aparte]) -> dict[str, Any]:
    """Lo que se corregiría, en la forma de los JSON del contrato."""
    registro = abierto.registro
    return {
        "version": 1,
        "libro": str(registro.ruta),
        "hoja": registro.clientes.hoja,
        "filas": len(registro.clientes),
        "cambios": map(en_objeto, renglones(plan, registro)),
        "columnas_nuevas": [
            {"hoja": ancla.hoja, "columna": nueva.upper()}
            for ancla in plan.anclas.values()
            for nueva in ancla.nuevas
        ],
        "apartados": [
            {"causa": a.causa, "cuantos": a.cuantas, "mensaje": a.frase} for a in apartados
        ],
        "resumen": {
            "celdas": cuantas_celdas(plan),
            "fichas": cuantas_fichas(plan),
            "por_motivo": por_motivo(plan),
        },
    }
