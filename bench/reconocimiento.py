"""Cuántas cabeceras se reconocen cuando su sinónimo no está en la tabla.

    python bench/reconocimiento.py [cabeceras.csv | --tabla]

El CSV lleva `cabecera,campo`; con `--tabla` se pregunta por los sinónimos del programa. De cada
fila se quita su sinónimo y se pregunta por ella: primero sola, luego con valores, que están en
`reconocimiento_valores.csv`. «Mal con certeza» tiene que ser cero.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from clientesctl.registro.cabeceras import leer_cabecera, sinonimos
from clientesctl.registro.columna import Columna
from clientesctl.registro.juicio import Candidato, juzgar
from clientesctl.registro.rasgos import SIN_VALORES, Rasgos, mirar
from clientesctl.registro.registro import SEGURA

AQUI = Path(__file__).parent
SE_ACEPTAN = {
    "nombre_o_completo": {"nombre", "nombre_completo", "razon_social"},
    "razon_social_o_nombre": {"razon_social", "nombre_completo"},
    "calle_numero": {"direccion", "calle"},
    "num_exterior": {"numero"},
    "num_interior": {"numero_interior"},
    "telefono2": {"telefono_2"},
    "telefono_fijo": {"telefono"},
    "origen": {"medio", "origen_datos"},
    "AMBIGUO": {"provincia", "situacion", "persona_contacto", "telefono", "fecha", "fecha_alta"},
}
VALORES_DE = {
    "nombre_o_completo": "nombre_completo",
    "razon_social_o_nombre": "razon_social",
    "telefono2": "telefono_2",
    "telefono_fijo": "telefono",
    "origen": "medio",
}


@dataclass(frozen=True)
class Respuesta:
    """Lo que se contestó a una cabecera sin su sinónimo, sola o con valores."""

    cabecera: str
    campo: str
    con_valores: bool
    candidato: Candidato | None

    @property
    def buena(self) -> bool:
        admitidos = SE_ACEPTAN.get(self.campo, {self.campo})
        return self.candidato is not None and self.candidato.campo in admitidos

    @property
    def mal_con_certeza(self) -> bool:
        return not self.buena and self.candidato is not None and self.candidato.certeza >= SEGURA


def preguntar(filas: Iterable[tuple[str, str]]) -> Iterator[Respuesta]:
    """Las respuestas a cada cabecera con su sinónimo quitado, sola y con valores."""
    for cabecera, campo in filas:
        for con_valores in (False, True):
            lectura = leer_cabecera(cabecera, sin=cabecera)
            suyos = _rasgos(VALORES_DE.get(campo, campo)) if con_valores else SIN_VALORES
            candidatos = juzgar(lectura, suyos, frozenset({"direccion", "tipo_documento"}))
            yield Respuesta(cabecera, campo, con_valores, candidatos[0] if candidatos else None)


@cache
def _rasgos(campo: str) -> Rasgos:
    with (AQUI / "reconocimiento_valores.csv").open(encoding="utf-8") as fichero:
        valores = {f["campo"]: f["valores"].split(";") for f in csv.DictReader(fichero)}
    return mirar(Columna.de_textos(valores[campo])) if campo in valores else SIN_VALORES


def leer_filas(ruta: Path) -> list[tuple[str, str]]:
    """Pares (cabecera, campo) de un CSV."""
    with ruta.open(encoding="utf-8", newline="") as fichero:
        return [(f["cabecera"], f["campo"]) for f in csv.DictReader(fichero)]


def filas_de_la_tabla() -> list[tuple[str, str]]:
    """Los sinónimos de CLIENTES que son de un solo campo."""
    tabla = sinonimos("CLIENTES").claves.items()
    return [(t, campos[0]) for t, campos in tabla if len(campos) == 1 and campos != ("?",)]


def principal() -> None:
    dicho = sys.argv[1] if len(sys.argv) > 1 else str(AQUI / "reconocimiento_cabeceras.csv")
    filas = filas_de_la_tabla() if dicho == "--tabla" else leer_filas(Path(dicho))
    respuestas = list(preguntar(filas))
    for con_valores in (False, True):
        suyas = [r for r in respuestas if r.con_valores == con_valores]
        buenas = sum(r.buena for r in suyas)
        seguras = sum(r.buena and r.candidato.certeza >= SEGURA for r in suyas if r.candidato)
        malas = [r for r in suyas if r.mal_con_certeza]
        como = "con valores" if con_valores else "sola"
        print(f"{como}: {buenas} de {len(suyas)} reconocidas, {seguras} con certeza,", end=" ")
        print(f"{sum(not r.buena and r.candidato is not None for r in suyas)} mal,", end=" ")
        print(f"{len(malas)} mal con certeza")
        for r in suyas:
            if not r.buena:
                dicho = f"{r.candidato.campo} ({r.candidato.certeza:.2f})" if r.candidato else "–"
                print(f"    {r.cabecera!r}: era {r.campo}, se dijo {dicho}")


if __name__ == "__main__":
    principal()
