"""Los apartados de las altas: cuántas cada mes, y por qué medio llegaron."""

from __future__ import annotations

from collections.abc import Sequence

from clientesctl.cartera.series_altas import NO_CONSTA, Medio
from clientesctl.entregas.grafico import Barras, Columnas, Renglon, Serie
from clientesctl.entregas.informe import Apartado
from clientesctl.entregas.lista import Columna, Lista, Valor
from clientesctl.operaciones.informe import Informe
from clientesctl.operaciones.informe_frases import en_los_meses
from clientesctl.operaciones.informe_series import (
    RENGLONES,
    de_mas,
    etiquetas,
    por_meses,
    sin_acabar,
    sin_vacias,
)
from clientesctl.textos.cifras import contar, enumerar, miles


def de_altas(informe: Informe) -> Apartado:
    """Los clientes nuevos de cada mes."""
    altas, titulo = informe.altas, "Clientes nuevos de cada mes"
    if altas.por_mes is None:
        return Apartado(
            "altas", titulo, "El libro no dice qué día llegó cada cliente (FECHA_ALTA)."
        )
    if not altas.total:
        return Apartado("altas", titulo, f"Ninguna alta {en_los_meses(informe)}.")
    frase = f"{contar(altas.total, 'alta')} {en_los_meses(informe)}."
    grafico = Columnas(
        titulo, frase, etiquetas(informe), [Serie("altas", altas.por_mes)],
        parcial=not informe.meses.acabado,
    )  # fmt: skip
    notas = sin_acabar(informe)
    if altas.sin_fecha:
        lleva = "no lleva" if altas.sin_fecha == 1 else "no llevan"
        notas = (*notas, f"{contar(altas.sin_fecha, 'cliente')} {lleva} fecha de alta.")
    tabla = por_meses(informe, "ALTAS", {"Altas": altas.por_mes})
    return Apartado("altas", titulo, frase, grafico, tabla, notas)


def de_medios(informe: Informe) -> Apartado:
    """Por qué medio llegaron, y cuántos acabaron comprando."""
    altas = informe.altas
    if not altas.medios:
        nadie = altas.por_mes is not None and not altas.total
        frase = "No hay altas en estos meses." if nadie else _SIN_MEDIO
        return Apartado(_CLAVE, _TITULO, frase)
    cuando = en_los_meses(informe) if altas.por_mes is not None else "en total"
    frase = _frase_de_medios(altas.medios, cuando)
    grafico = Barras(
        _TITULO,
        frase,
        [Renglon(m.nombre, m.altas, m.compraron, _dicho(m)) for m in altas.medios[:RENGLONES]],
        None if altas.compraron is None else ("llegaron", "han comprado"),
    )
    notas = de_mas(len(altas.medios), "medio")
    if altas.por_mes is None:
        notas = (*notas, "Son todos los clientes del libro: no consta qué día llegó cada uno.")
    return Apartado(_CLAVE, _TITULO, frase, grafico, _tabla(altas.medios), notas)


_EMPATAN = 3
_CLAVE, _TITULO = "medios", "De dónde vienen los clientes"
_SIN_MEDIO = "El libro no dice por qué MEDIO llegó nadie."


def _frase_de_medios(medios: Sequence[Medio], cuando: str) -> str:
    """El que más trae; los que más, si empatan."""
    dichos = [m for m in medios if m.nombre != NO_CONSTA]
    mas = dichos[0].altas
    mejores = [m.nombre for m in dichos if m.altas == mas]
    if len(mejores) == 1:
        return f"{mejores[0]} es el que más trae: {miles(mas)} {cuando}."
    if len(mejores) > _EMPATAN:
        return f"{miles(len(mejores))} medios empatan: {miles(mas)} cada uno {cuando}."
    return f"{enumerar(mejores)} son los que más traen: {miles(mas)} cada uno {cuando}."


def _tabla(medios: Sequence[Medio]) -> Lista:
    columnas = (
        Columna("Medio", ancho=24), Columna("Altas", "entero", 10),
        Columna("Han comprado", "entero", 14), Columna("Parte", "parte", 10),
    )  # fmt: skip
    filas: list[list[Valor]] = [[m.nombre, m.altas, m.compraron, _parte(m)] for m in medios]
    return Lista("MEDIOS", *sin_vacias(columnas, filas))


def _parte(medio: Medio) -> float | None:
    return None if medio.compraron is None else medio.compraron / medio.altas


def _dicho(medio: Medio) -> str:
    if medio.compraron is None:
        return miles(medio.altas)
    compraron = "compró" if medio.compraron == 1 else "compraron"
    parte = round(medio.compraron / medio.altas * 100)
    return f"{miles(medio.altas)} · {miles(medio.compraron)} {compraron} ({parte} %)"
