"""Lo que comparten los apartados de un informe: sus meses, sus tablas y sus notas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clientesctl.entregas.grafico import Etiqueta, Serie
from clientesctl.entregas.lista import Columna, Lista, Valor
from clientesctl.operaciones.informe import Informe
from clientesctl.operaciones.informe_frases import en_los_meses
from clientesctl.textos.cifras import contar
from clientesctl.textos.meses import abreviar_mes, nombre_de_mes

RENGLONES = 10
"""Cuántas barras se dibujan como mucho: las demás van en la tabla."""


def etiquetas(informe: Informe) -> list[Etiqueta]:
    """Los meses, como se ponen debajo de un gráfico."""
    return [
        Etiqueta(abreviar_mes(d.month), str(d.year), f"{nombre_de_mes(d.month)} de {d.year}")
        for d in informe.meses.inicios
    ]


def en_frase(texto: str) -> str:
    """Lo dicho, con su mayúscula y su punto."""
    return f"{texto[0].upper()}{texto[1:]}." if texto else ""


def frases(textos: Sequence[str]) -> tuple[str, ...]:
    """Cada cosa dicha, con su mayúscula y su punto."""
    return tuple(map(en_frase, textos))


def por_meses(
    informe: Informe, titulo: str, series: Mapping[str, Sequence[float | None]], *mas: Columna
) -> Lista:
    """Una fila por mes y una columna por serie; `mas` son las clases que no son enteros."""
    clases = {columna.titulo: columna for columna in mas}
    columnas = [Columna("Mes", ancho=12)]
    columnas += [clases.get(nombre, Columna(nombre, "entero", 13)) for nombre in series]
    meses = [f"{e.corta} {e.grupo}" for e in etiquetas(informe)]
    filas: list[list[Valor]] = [
        [mes, *valores] for mes, *valores in zip(meses, *series.values(), strict=True)
    ]
    return Lista(titulo, columnas, filas)


def en_minusculas(
    series: Mapping[str, Sequence[float | None]],
) -> dict[str, Sequence[float | None]]:
    """Las mismas series, con sus nombres como se leen en una tabla."""
    return {nombre.capitalize(): valores for nombre, valores in series.items()}


def sin_acabar(informe: Informe) -> tuple[str, ...]:
    """La nota de que el último mes va a medias, si va."""
    if informe.meses.acabado:
        return ()
    mes = nombre_de_mes(informe.hoy.month)
    return (f"La última columna, {mes}, va solo hasta el día {informe.hoy.day}.",)


def que_se_suma(informe: Informe, series: Sequence[Serie]) -> tuple[str, ...]:
    """Lo que son los números de la derecha de unas columnas apiladas."""
    return (f"A la derecha, lo que suman {en_los_meses(informe)}.",) if len(series) > 1 else ()


def de_mas(cuantos: int, que: str) -> tuple[str, ...]:
    """La nota de que hay más de los que se dibujan."""
    sobran = cuantos - RENGLONES
    return (f"Hay {contar(sobran, que)} más, en la tabla.",) if sobran > 0 else ()


def sin_vacias(
    columnas: Sequence[Columna], filas: Sequence[Sequence[Valor]]
) -> tuple[Sequence[Columna], Sequence[Sequence[Valor]]]:
    """La misma tabla, sin las columnas donde nadie tiene nada escrito."""
    quedan = [j for j in range(len(columnas)) if any(fila[j] not in ("", None) for fila in filas)]
    return [columnas[j] for j in quedan], [[fila[j] for j in quedan] for fila in filas]
