"""Listas en CSV y TSV, que se abren bien en Excel en español y no llevan fórmulas escondidas.

El CSV va en UTF-8 con marca de orden, separado por punto y coma y con coma decimal: así lo abre
con doble clic un Excel en español de España y de casi toda América (donde el decimal es punto,
como en México, se importa o se pide .xlsx). El TSV es para programas: UTF-8 sin marca,
tabuladores y punto decimal.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

from clientesctl.entregas.lista import Lista, Valor

# OWASP, «CSV Injection»: lo que empieza así lo toma por fórmula una hoja de cálculo; también
# con las formas anchas, que algunas convierten al abrir.
_DE_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


_NO_SE_VEN = " \u00a0\u200b\ufeff"


def inofensivo(texto: str) -> str:
    """El texto con un apóstrofo delante si una hoja de cálculo lo tomaría por fórmula.

    >>> inofensivo("=2+3"), inofensivo(" =2+3"), inofensivo("GIL")
    ("'=2+3", "' =2+3", 'GIL')
    """
    return f"'{texto}" if texto.lstrip(_NO_SE_VEN).startswith(_DE_FORMULA) else texto


def escribir_csv(ruta: Path, lista: Lista) -> None:
    """La lista en `ruta`, con punto y coma y coma decimal."""
    with ruta.open("w", encoding="utf-8-sig", newline="") as fichero:
        escritor = csv.writer(fichero, delimiter=";", lineterminator="\r\n")
        escritor.writerow([inofensivo(titulo) for titulo in lista.cabecera])
        escritor.writerows(_filas(lista.filas, ","))


def escribir_tsv(ruta: Path, lista: Lista) -> None:
    """La lista en `ruta`, con tabuladores y sin saltos de línea dentro de un valor."""
    with ruta.open("w", encoding="utf-8", newline="") as fichero:
        for fila in (map(inofensivo, lista.cabecera), *_filas(lista.filas, ".")):
            fichero.write("\t".join(" ".join(v.split()) for v in fila) + "\n")


def _filas(filas: Iterable[Sequence[Valor]], decimal: str) -> Iterable[list[str]]:
    return ([_escrito(valor, decimal) for valor in fila] for fila in filas)


def _escrito(valor: Valor, decimal: str) -> str:
    if valor is None:
        return ""
    if isinstance(valor, str):
        return inofensivo(valor)
    if isinstance(valor, dt.date):
        return valor.isoformat()
    return str(valor).replace(".", decimal) if isinstance(valor, float) else str(valor)
