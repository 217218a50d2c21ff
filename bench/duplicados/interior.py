"""Por dentro: qué parejas se comparan, cuántas se escapan, y si la probabilidad lo es.

    python bench/duplicados/interior.py [CONJUNTO…] [--guardar]

Con --guardar lo deja en docs/DUPLICADOS_INTERIOR.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from conjuntos import FEBRL, Conjunto, Falta, preparar

from clientesctl.duplicados.bloques import elementos, orden_propio
from clientesctl.duplicados.buscar import buscar
from clientesctl.duplicados.candidatos import candidatas
from clientesctl.duplicados.comparador import preparar as preparar_fichas
from clientesctl.duplicados.normalizar import normalizar
from clientesctl.operaciones.libros import abrir_registro
from clientesctl.registro.pais import paises_por_fila
from clientesctl.registro.registro import Registro

_RIVALES = Path(__file__).resolve().parents[2] / ".venv-rivales" / "bin" / "python"
_CARPETA = Path(tempfile.gettempdir()) / "clientesctl-bench-duplicados"
_DOCUMENTO = Path(__file__).resolve().parents[2] / "docs" / "DUPLICADOS_INTERIOR.md"
_TRAMOS = (0.02, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999, 1.000001)
_CONJUNTOS = (*FEBRL, "fake_1000", "inventado_1000", "inventado_10000", "inventado_100000")
_TEXTO = """# Duplicados: por dentro

Lo escribe `bench/duplicados/interior.py --guardar`. El programa no aprende de ninguna verdad. Al
hacerlo sí se leyeron sus errores en estos registros, y con ellos se eligió el umbral: no son una
prueba a ciegas.

## Las parejas que se comparan

De todas las posibles se comparan unas pocas por ficha; se escapa la que no está entre ellas.

| registro | fichas | candidatas por ficha | de las parejas de verdad, están |
|---|---|---|---|
{bloques}

## Lo que quiere decir una probabilidad

De los pares a los que se dio esa probabilidad, qué parte eran de verdad la misma ficha, con todos
los registros de arriba juntos. `fusionar` sin nombrar nada solo toca los de 0,99 en adelante.

| probabilidad | pares | eran la misma |
|---|---|---|
{tramos}
"""


@dataclass(frozen=True)
class Bloques:
    """Lo que se compara de un registro."""

    nombre: str
    fichas: int
    candidatas: int
    ciertas: int
    halladas: int

    def renglon(self) -> str:
        """La fila de la tabla."""
        por_ficha = f"{self.candidatas / self.fichas:.1f}".replace(".", ",")
        parte = f"{100 * self.halladas / max(1, self.ciertas):.2f} %".replace(".", ",")
        return f"| {self.nombre} | {self.fichas:,} | {por_ficha} | {parte} |".replace(
            f"{self.fichas:,}", f"{self.fichas:,}".replace(",", ".")
        )


def mirar_bloques(conjunto: Conjunto, registro: Registro) -> Bloques:
    """Cuántas candidatas hay y cuántas de las de verdad están entre ellas."""
    clientes = registro.clientes
    fichas = normalizar(clientes, paises_por_fila(clientes, registro.pais))
    fichas = fichas.tomar(orden_propio(fichas))
    a, b = candidatas(elementos(fichas, preparar_fichas(fichas).lexico), len(fichas))
    quien = conjunto.verdad[fichas.posiciones]
    _, cuantas = np.unique(quien, return_counts=True)
    ciertas = int((cuantas * (cuantas - 1) // 2).sum())
    return Bloques(conjunto.nombre, len(fichas), len(a), ciertas, int((quien[a] == quien[b]).sum()))


def mirar_tramos(conjunto: Conjunto, registro: Registro) -> np.ndarray:
    """Por tramo de probabilidad, cuántos pares hay y cuántos son la misma: (tramos, 2)."""
    clientes = registro.clientes
    dobles = buscar(clientes, paises_por_fila(clientes, registro.pais), umbral=_TRAMOS[0])
    p = np.array([par.probabilidad for par in dobles.pares])
    lados = [np.array([getattr(par, lado) for par in dobles.pares]) for lado in "ab"]
    misma = conjunto.verdad[lados[0]] == conjunto.verdad[lados[1]]
    tramo = np.digitize(p, _TRAMOS) - 1
    cuantos = len(_TRAMOS) - 1
    todos = np.bincount(tramo, minlength=cuantos)[:cuantos]
    return np.stack([todos, np.bincount(tramo, weights=misma, minlength=cuantos)[:cuantos]], axis=1)


def main(argumentos: Sequence[str] | None = None) -> int:
    """0; lo que no se puede preparar se salta y se dice."""
    opciones = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    opciones.add_argument("conjuntos", nargs="*", default=_CONJUNTOS, metavar="CONJUNTO")
    opciones.add_argument("--guardar", action="store_true")
    dado = opciones.parse_args(argumentos)
    bloques, tramos = [], np.zeros((len(_TRAMOS) - 1, 2))
    for nombre in dado.conjuntos:
        try:
            conjunto = preparar(nombre, _CARPETA, _RIVALES if _RIVALES.exists() else None)
        except Falta as falta:
            print(falta)
            continue
        registro = abrir_registro(conjunto.registro).registro
        bloques.append(mirar_bloques(conjunto, registro))
        print(bloques[-1].renglon(), flush=True)
        tramos += mirar_tramos(conjunto, registro)
    renglones = [
        f"| {desde:g} a {hasta:.3g} | {int(n)} | {100 * bien / max(1, n):.1f} % |".replace(".", ",")
        for desde, hasta, (n, bien) in zip(_TRAMOS, _TRAMOS[1:], tramos, strict=False)
    ]
    print("\n".join(renglones))
    if dado.guardar:
        filas = "\n".join(b.renglon() for b in bloques)
        _DOCUMENTO.write_text(_TEXTO.format(bloques=filas, tramos="\n".join(renglones)), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
