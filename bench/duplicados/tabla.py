"""Lo medido, guardado en medidas.json y contado en docs/DUPLICADOS_MEDIDAS.md.

python bench/duplicados/tabla.py        vuelve a escribir el documento con lo guardado
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from carrera import AQUI, CONTENDIENTES, Medida

MEDIDAS = AQUI / "medidas.json"
DOCUMENTO = AQUI.parents[1] / "docs" / "DUPLICADOS_MEDIDAS.md"
_TEXTO = AQUI / "medidas.md"
_CABECERA = (
    "| registro | programa | F1 de fábrica | su mejor F1 | precisión | alcance"
    " | F1 por pares | su mejor | s | s de procesador | MB |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|"
)
_ORDEN = [contendiente.nombre for contendiente in CONTENDIENTES]
_NOMBRES = {
    "nuestro": "**clientesctl**",
    "splink": "Splink",
    "recordlinkage": "recordlinkage, ECM",
    "rapidfuzz": "rapidfuzz, token_sort",
}


def leer() -> list[Medida]:
    """Lo medido hasta ahora."""
    return json.loads(MEDIDAS.read_text("utf-8")) if MEDIDAS.exists() else []


def guardar(nuevas: Iterable[Medida]) -> None:
    """Pone lo nuevo en el lugar de lo de antes y vuelve a escribir la tabla."""
    todas = {(m["conjunto"], m["programa"]): m for m in (*leer(), *nuevas)}
    medidas = sorted(todas.values(), key=_lugar)
    renglones = ",\n".join(json.dumps(m, ensure_ascii=False) for m in medidas)
    MEDIDAS.write_text(f"[\n{renglones}\n]\n", encoding="utf-8")
    texto = _TEXTO.read_text("utf-8").replace("<!-- tabla -->", _tabla(medidas))
    DOCUMENTO.write_text(texto.replace("<!-- versiones -->", _versiones(medidas)), encoding="utf-8")


def _lugar(medida: Medida) -> tuple[int, str, int]:
    inventado = medida["conjunto"].startswith("inventado")
    return (
        medida["fichas"] if inventado else 0,
        medida["conjunto"],
        _ORDEN.index(medida["programa"]),
    )


def _tabla(medidas: Sequence[Medida]) -> str:
    renglones, antes = [_CABECERA], ""
    for medida in medidas:
        parejas = f"{medida['fichas']:,} fichas, {medida['parejas']:,} parejas".replace(",", ".")
        de_quien = f"{medida['conjunto']} ({parejas})".replace("fichas. ", "fichas, ")
        renglones.append(_renglon("" if medida["conjunto"] == antes else de_quien, medida))
        antes = medida["conjunto"]
    return "\n".join(renglones)


def _renglon(de_quien: str, medida: Medida) -> str:
    grupos, mejor = medida["grupos"], medida["grupos_mejor"]
    valores = (grupos["f1"], mejor["f1"], grupos["precision"], grupos["alcance"])
    valores += (medida["pares"]["f1"], medida["pares_mejor"]["f1"])
    segundos = (f"{medida[c]:.1f}".replace(".", ",") for c in ("segundos", "procesador"))
    megas = f"{medida['megas']:,}".replace(",", ".")
    celdas = [de_quien, _NOMBRES[medida["programa"]], *map(_cifra, valores), *segundos, megas]
    return f"| {' | '.join(celdas)} |"


def _cifra(valor: float) -> str:
    """Con cuatro cifras, y sin subir a 1 lo que no llega."""
    return f"{min(valor, 0.9999) if valor < 1 else valor:.4f}".replace(".", ",")


def _versiones(medidas: Sequence[Medida]) -> str:
    usadas = {m["programa"]: m["version"] for m in medidas if m["programa"] != "nuestro"}
    return ", ".join(f"{programa} {usadas[programa]}" for programa in _ORDEN if programa in usadas)


def en_linea(medida: Medida) -> str:
    """Una medida en un renglón para la pantalla."""
    grupos, pares = medida["grupos"], medida["pares"]
    return (
        f"{medida['conjunto']:18} {medida['programa']:14} {medida['fichas']:>8} fichas"
        f"  P {grupos['precision']:.4f}  R {grupos['alcance']:.4f}  F1 {grupos['f1']:.4f}"
        f" (mejor {medida['grupos_mejor']['f1']:.4f})  pares {pares['f1']:.4f}"
        f" (mejor {medida['pares_mejor']['f1']:.4f})  {medida['segundos']:7.1f} s"
        f" ({medida['procesador']:.1f} de procesador) {medida['megas']:6.0f} MB"
    )


if __name__ == "__main__":
    guardar(())
