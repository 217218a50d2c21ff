"""Fundir los dobles de un libro: qué grupos, qué quedaría, lo que se aparta, y escribirlo."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from clientesctl.duplicados import Dobles
from clientesctl.duplicados.fusion import Estorbo, Fusion
from clientesctl.duplicados.fusionar import SEGURO, planear_fusion
from clientesctl.operaciones.corregir import Aparte
from clientesctl.operaciones.duplicados import buscar_dobles, elegir_umbral
from clientesctl.operaciones.fichas_nombradas import buscar_fichas
from clientesctl.operaciones.fusion_elegidos import (
    cotejar_elegidos,
    exigir_posible,
    leer_elegidos,
    pares,
)
from clientesctl.operaciones.fusion_errores import FusionNegada
from clientesctl.operaciones.fusion_nombradas import (
    exigir_no_declaradas,
    fichas_sin_repetir,
    grupo_nombrado,
    grupos_de,
    nombrar,
    reparos,
)
from clientesctl.operaciones.libros import Abierto, abrir_registro
from clientesctl.registro.plan import Plan
from clientesctl.registro.registro import Registro
from clientesctl.textos.cifras import contar, enumerar, miles

if TYPE_CHECKING:
    from clientesctl.operaciones.aplicar import Aplicado

ORDEN = "duplicados fusionar"
_CASI = 0.999999
"""Ninguna probabilidad llega a la certeza: con --seguro 1 no se funde nada solo."""


@dataclass(frozen=True)
class Peticion:
    """Qué se quiere fundir: las fichas nombradas o, sin ninguna, todo grupo seguro.

    Una ficha se nombra por su ID o como «fila:12». `con` son pares (columna, ficha).
    """

    libro: Path | None
    hoy: dt.date
    hoja: str | None = None
    fichas: tuple[str, ...] = ()
    umbral: float | None = None
    seguro: float = SEGURO
    conservar: tuple[str, ...] = ()
    con: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, eq=False)
class Proyecto:
    """Lo que se fundiría en un libro. `inseguros` son los grupos que hay que mirar o nombrar."""

    abierto: Abierto
    fusion: Fusion
    umbral: float
    seguro: float
    inseguros: int = 0
    avisos: tuple[str, ...] = ()


def proponer(peticion: Peticion) -> Proyecto:
    """El libro abierto y lo que se fundiría en él.

    Raises:
        ErrorUso: una ficha o una columna nombradas no están, o no se entiende qué se pide.
        Rechazo: las fichas nombradas no se pueden fundir con seguridad.
        ErrorLibro: el libro no se puede leer.
    """
    abierto = abrir_registro(peticion.libro, peticion.hoja)
    registro = abierto.registro
    nombradas = fichas_sin_repetir(registro, peticion.fichas)
    conservar = buscar_fichas(registro, peticion.conservar)
    elegidos = leer_elegidos(registro, peticion.con)
    dobles = buscar_dobles(abierto, peticion.umbral)
    avisos: list[str] = []
    if nombradas:
        grupos = [grupo_nombrado(registro, nombradas, dobles)]
        exigir_no_declaradas(registro, grupos)
        avisos += reparos(registro, grupos[0], dobles)
    else:
        grupos = grupos_seguros(dobles, peticion.seguro)
    exigir_posible(registro, conservar, elegidos, grupos)
    fusion = planear_fusion(
        registro, grupos, conservar=conservar, elegidos=pares(elegidos), hoy=peticion.hoy
    )
    if nombradas and fusion.negadas:
        raise FusionNegada(fusion.negadas[0])
    avisos += cotejar_elegidos(registro, fusion, elegidos)
    inseguros = 0 if nombradas else len(dobles.grupos) - len(grupos)
    umbral = elegir_umbral(abierto, peticion.umbral)
    return Proyecto(abierto, fusion, umbral, peticion.seguro, inseguros, tuple(avisos))


def retomar(ruta: Path, libro: Path | None, hoja: str | None) -> tuple[Abierto, Plan]:
    """El libro abierto y lo que queda por fundir de un plan guardado.

    Lanza lo que `retomar_plan`, y `Rechazo` si desde entonces alguien dijo que dos de las fichas
    son dos clientes.
    """
    from clientesctl.operaciones.planes_guardados import retomar_plan

    abierto, plan = retomar_plan(ruta, libro, hoja)
    exigir_no_declaradas(abierto.registro, grupos_de(abierto.registro, plan))
    return abierto, plan


def escribir(plan: Plan, abierto: Abierto, momento: dt.datetime, esperar: float) -> Aplicado:
    """El plan, escrito en el libro; `Rechazo` si no se puede con seguridad."""
    from clientesctl.operaciones.aplicar import Escritura, aplicar

    return aplicar(plan, abierto, Escritura(ORDEN, momento, esperar))


def grupos_seguros(dobles: Dobles, seguro: float) -> list[tuple[int, ...]]:
    """Los grupos que se pueden fundir sin que nadie los mire, del menos al más seguro.

    Todas sus fichas se apoyan unas a otras con esa probabilidad, y ninguna se parece además a
    una de fuera.
    """
    de_ficha = {p: n for n, g in enumerate(dobles.grupos) for p in g.posiciones}
    firmes: dict[int, int] = {}
    con_dudas: set[int] = set()
    for par in dobles.pares:
        uno, otro = de_ficha.get(par.a), de_ficha.get(par.b)
        if uno is not None and uno == otro:
            firmes[uno] = firmes.get(uno, 0) + (min(par.probabilidad, _CASI) >= seguro)
        else:
            con_dudas |= {g for g in (uno, otro) if g is not None}
    return [
        grupo.posiciones
        for n, grupo in enumerate(dobles.grupos)
        if n not in con_dudas
        and firmes.get(n, 0) == len(grupo.posiciones) * (len(grupo.posiciones) - 1) // 2
    ]


def apartes(proyecto: Proyecto) -> list[Aparte]:
    """Lo que no se funde o no se escribe, junto por causas y con su remedio."""
    registro = proyecto.abierto.registro
    salida = [_de_estorbo(registro, e, n) for e, n in proyecto.fusion.estorbos.items()]
    por_causa: dict[tuple[str, str], list[str]] = {}
    for negada in proyecto.fusion.negadas:
        fichas = enumerar([nombrar(registro, p) for p in negada.posiciones])
        por_causa.setdefault((negada.causa, negada.remedio), []).append(f"{fichas}: {negada.frase}")
    for (causa, remedio), frases in por_causa.items():
        mas = f" (y {miles(len(frases) - 1)} más)" if len(frases) > 1 else ""
        sin_fundir = contar(len(frases), "grupo que no se funde", "grupos que no se funden")
        frase = f"{sin_fundir}: {frases[0]}{mas}"
        # Lo que se remedia con una opción de esta orden pide nombrar las fichas.
        propio = remedio if not remedio.startswith("--") else ""
        salida.append(Aparte(causa, len(frases), frase, propio))
    if proyecto.inseguros:
        grupos = contar(proyecto.inseguros, "grupo")
        minimo = miles(proyecto.seguro * 100, 1).removesuffix(",0")
        frase = f"{grupos} por debajo de lo seguro ({minimo} %) o con dudas: mírelos o nómbrelos"
        salida.append(Aparte("seguro", proyecto.inseguros, frase, "duplicados revisar {libro}"))
    return salida


def _de_estorbo(registro: Registro, estorbo: Estorbo, cuantas: int) -> Aparte:
    tabla = registro.tablas[estorbo.clase]
    celdas = contar(cuantas, "celda")
    if estorbo.causa == "formula":
        frase = (
            f"{celdas} de {estorbo.campo.upper()} en «{tabla.hoja}», que calcula una fórmula:"
            " se queda como está"
        )
        return Aparte("formula", cuantas, frase)
    sitio = tabla.asignaciones[estorbo.campo]
    frase = (
        f"{celdas} en la columna «{sitio.cabecera.strip()}» de «{tabla.hoja}», que parece"
        f" {estorbo.campo} sin certeza ({sitio.certeza:.0%}): no se escribe en ella hasta que"
        " [columnas] la nombre"
    )
    return Aparte("columna", cuantas, frase, "diagnostico --guardar")
