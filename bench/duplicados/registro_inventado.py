"""Un registro inventado de personas y empresas de España, México y Paraguay, con su verdad.

    python bench/duplicados/registro_inventado.py 10000 carpeta [--semilla 7]

Deja en la carpeta registro.csv y verdad.txt: en cada renglón, el número del cliente de verdad de
esa ficha. La misma semilla da los mismos bytes. Siete de cada diez son personas; una de cada
cinco fichas repite otra.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterator
from pathlib import Path

from empresas import Empresas
from estropear import Estropeador
from gente import CAMPOS, Ficha, Gente, Original, apellidos_por_frecuencia
from lugares import Lugares

SEMILLA = 7
_PERSONAS = 0.7
_REPETIDOS = 0.17
_VECES = (1, 1, 1, 1, 2, 2, 3)


class _Renglones(list[str]):
    """Lo que csv.writer escribe, un renglón por elemento."""

    write = list.append


def inventar(azar: random.Random) -> Iterator[tuple[Ficha, int]]:
    """Fichas sin fin y de quién es cada una: los originales y, detrás, sus repetidas."""
    lugares = Lugares(azar, [a for a in apellidos_por_frecuencia() if " " not in a])
    gente = Gente(azar, lugares)
    empresas = Empresas(azar, lugares, gente)
    estropeador = Estropeador(azar, lugares)
    quien = 0
    while True:
        juntos = gente.hogar() if azar.random() < _PERSONAS else empresas.grupo()
        for original in juntos:
            yield original.ficha, quien
            for _ in range(_cuantas(azar, original)):
                yield estropeador.copia(original), quien
            quien += 1


def _cuantas(azar: random.Random, original: Original) -> int:
    """Cuántas veces más está ese cliente: más, si hay otro que se le parece."""
    hay = azar.random() < _REPETIDOS * (1.5 if original.fijos else 1)
    return azar.choice(_VECES) if hay else 0


def escribir(fichas: int, carpeta: Path, semilla: int = SEMILLA) -> None:
    """Deja registro.csv y verdad.txt con ese número de fichas, barajadas."""
    azar = random.Random(semilla)
    renglones, quienes = _Renglones(), []
    escritor = csv.writer(renglones, lineterminator="\n")
    for ficha, quien in inventar(azar):
        if len(quienes) == fichas:
            break
        escritor.writerow([ficha[campo] for campo in CAMPOS])
        quienes.append(quien)
    orden = list(range(fichas))
    azar.shuffle(orden)
    carpeta.mkdir(parents=True, exist_ok=True)
    with (carpeta / "registro.csv").open("w", encoding="utf-8", newline="") as registro:
        registro.write(f"ID,{','.join(CAMPOS)}\n")
        registro.writelines(f"{i},{renglones[j]}" for i, j in enumerate(orden, 1))
    with (carpeta / "verdad.txt").open("w", encoding="utf-8") as verdad:
        verdad.writelines(f"{quienes[j]}\n" for j in orden)


def main() -> None:
    opciones = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    opciones.add_argument("fichas", type=int)
    opciones.add_argument("carpeta", type=Path)
    opciones.add_argument("--semilla", type=int, default=SEMILLA)
    dado = opciones.parse_args()
    escribir(dado.fichas, dado.carpeta, dado.semilla)


if __name__ == "__main__":
    main()
