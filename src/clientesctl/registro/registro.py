"""El libro como datos: una `Tabla` por hoja conocida."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from clientesctl.registro.columna import Columna, Indices

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Asignacion:
    """Qué columna del libro es cada campo, y cuánto se sabe de cierto.

    `columna` es el número que Excel le da (A es 1). `certeza` va de 0 a 1; desde `SEGURA` se
    puede escribir en ella. `motivo` lo dice para una persona: «por la cabecera», «por los
    valores: 98 % son correos».
    """

    campo: str
    columna: int
    cabecera: str
    certeza: float
    motivo: str


SEGURA = 0.95
"""Certeza desde la que se escribe en una columna sin que `[columnas]` la nombre."""


@dataclass(frozen=True, eq=False)
class Tabla:
    """Una hoja entendida: `clase` es su nombre en el contrato (CLIENTES, VENTAS…).

    `columnas` va por campo canónico en minúsculas; `otras`, por cabecera, lleva lo que no se
    reconoció. `filas` es el número que Excel enseña de cada registro. `fila_cabecera` es 0 en
    una hoja sin cabecera.
    """

    clase: str
    hoja: str
    fila_cabecera: int
    filas: Indices
    columnas: Mapping[str, Columna]
    asignaciones: Mapping[str, Asignacion]
    otras: Mapping[str, Columna] = field(default_factory=dict)
    otras_posiciones: Mapping[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.filas)

    def __contains__(self, campo: str) -> bool:
        return campo in self.columnas

    def __getitem__(self, campo: str) -> Columna:
        return self.columnas[campo]

    def texto(self, campo: str, posicion: int) -> str:
        """El texto de un campo en esa fila (posición desde 0), sin espacios a los lados."""
        return self.columnas[campo].texto(posicion).strip() if campo in self.columnas else ""

    def celda(self, campo: str, posicion: int) -> str | None:
        """La dirección de Excel de esa celda («F12»); None si el campo no está en la hoja."""
        sitio = self.asignaciones.get(campo)
        return None if sitio is None else f"{letra(sitio.columna)}{self.filas[posicion]}"

    def identificador(self, posicion: int) -> str | None:
        """El texto de la columna ID, o None."""
        return self.texto("id", posicion) or None

    def segura(self, campo: str) -> bool:
        """Si se sabe de cierto qué columna es ese campo: solo entonces se escribe en ella."""
        sitio = self.asignaciones.get(campo)
        return sitio is not None and sitio.certeza >= SEGURA

    @property
    def dudosas(self) -> tuple[Asignacion, ...]:
        """Las columnas que se entienden sin certeza bastante para escribir, por su orden."""
        sin = (a for a in self.asignaciones.values() if a.certeza < SEGURA)
        return tuple(sorted(sin, key=lambda a: a.columna))

    @property
    def datos(self) -> pd.DataFrame:
        """La tabla como DataFrame de textos, con la fila de Excel por índice."""
        import pandas as pd

        return pd.DataFrame(
            {campo: pd.Series(c.por_fila(), dtype="object") for campo, c in self.columnas.items()}
        ).set_index(pd.Index(self.filas, name="fila"))


@dataclass(frozen=True)
class Desplegable:
    """Los valores que las celdas de una columna dan a elegir, y si no admiten otro."""

    valores: tuple[str, ...]
    obliga: bool = True


@dataclass(frozen=True, eq=False)
class Registro:
    """Un libro entendido: sus tablas por clase, su país y los bytes de los que salió.

    `listas` son las de la hoja LISTAS: campo en minúsculas → los valores que admite. `formato`
    es el del libro («xlsx», «csv»…). `desplegables` solo los tiene un libro abierto para
    capturar: clase y campo (o cabecera, en una columna sin entender) → lo que se elige en ella.
    """

    ruta: Path
    sha256: str
    tablas: Mapping[str, Tabla]
    pais: str
    avisos: tuple[str, ...] = ()
    listas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    formato: str = "xlsx"
    desplegables: Mapping[tuple[str, str], Desplegable] = field(default_factory=dict)

    @property
    def clientes(self) -> Tabla:
        return self.tablas["CLIENTES"]

    def lista(self, clase: str, campo: str) -> tuple[str, ...]:
        """Los valores que el libro da a elegir en esa columna, por LISTAS o por su desplegable."""
        suyo = self.desplegables.get((clase, campo))
        return self.listas.get(campo) or (suyo.valores if suyo else ())

    def admite_otros(self, clase: str, campo: str) -> bool:
        """Si los valores de esa columna son los de un desplegable que deja escribir otro."""
        suyo = self.desplegables.get((clase, campo))
        return not self.listas.get(campo) and suyo is not None and not suyo.obliga

    def tabla(self, clase: str) -> Tabla | None:
        return self.tablas.get(clase)


def letra(columna: int) -> str:
    """Las letras con que Excel nombra una columna (1 es A, 27 es AA).

    >>> letra(1), letra(27), letra(16384)
    ('A', 'AA', 'XFD')
    """
    letras = ""
    while columna:
        columna, resto = divmod(columna - 1, 26)
        letras = chr(65 + resto) + letras
    return letras
