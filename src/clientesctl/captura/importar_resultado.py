"""Lo que pasaría con cada ficha que se trae, en cuatro partes: ninguna se pierde de vista."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from clientesctl.captura.importar_cotejo import Choque
from clientesctl.captura.importar_lista import Lista
from clientesctl.captura.importar_rechazo import Rechazo
from clientesctl.duplicados.dobles import Par
from clientesctl.registro.plan import Dato
from clientesctl.registro.registro import Registro


@dataclass(frozen=True)
class Nueva:
    """Una ficha que se daría de alta, con lo de todas las filas (posiciones) que son ella.

    `choques` son los datos en que las filas no concuerdan: queda el de la primera. `distinta_de`
    son las fichas del registro de las que una persona ha dicho que es otra.
    """

    filas: tuple[int, ...]
    datos: Mapping[str, Dato]
    choques: tuple[Choque, ...] = ()
    distinta_de: tuple[int, ...] = ()


@dataclass(frozen=True)
class Actualizada:
    """Una ficha del registro (por su posición) con lo que gana y aquello en que chocan.

    `completa` y `pisa` van por campo, y `de` dice de qué fila sale cada uno de esos datos. En
    `choques` queda lo que no se escribe, con su fila. `consiente`: trae un consentimiento.
    `decididas` son las filas de las que una persona ha dicho que son esa ficha.
    """

    ficha: int
    filas: tuple[int, ...]
    completa: Mapping[str, Dato] = field(default_factory=dict)
    pisa: Mapping[str, Dato] = field(default_factory=dict)
    choques: tuple[tuple[int, Choque], ...] = ()
    de: Mapping[str, int] = field(default_factory=dict)
    par: Par | None = None
    consiente: bool = False
    decididas: frozenset[int] = frozenset()

    @property
    def escribe(self) -> dict[str, Dato]:
        """Lo que se le escribe, por campo."""
        return {**self.completa, **self.pisa}


@dataclass(frozen=True)
class Rechazada:
    """Una fila que no entra, con sus razones y sus datos como se dejan para corregirlos.

    `parecidas` son las fichas del registro que podría ser, la más probable delante.
    """

    fila: int
    razones: tuple[Rechazo, ...]
    datos: Mapping[str, Dato]
    parecidas: tuple[tuple[int, Par], ...] = ()


@dataclass(frozen=True, eq=False)
class Importacion:
    """Lo que se haría con las fichas de una lista en un registro.

    `ya` cuenta las filas que ya se importaron y no se han mirado, y `sin_datos`, las que no llevan
    más que su número. `sin_traer` son los títulos
    de las columnas con datos que no tienen dónde ir, con cuántas fichas los llevan; `faltan`, los
    campos obligatorios que entran vacíos, con cuántas nuevas los llevan así.
    """

    registro: Registro
    lista: Lista
    nuevas: tuple[Nueva, ...] = ()
    actualizadas: tuple[Actualizada, ...] = ()
    rechazadas: tuple[Rechazada, ...] = ()
    ya: int = 0
    sin_datos: int = 0
    sin_traer: Mapping[str, int] = field(default_factory=dict)
    faltan: Mapping[str, int] = field(default_factory=dict)

    @property
    def completan(self) -> tuple[Actualizada, ...]:
        """Las fichas que ganan algo."""
        return tuple(a for a in self.actualizadas if a.escribe or a.consiente)

    @property
    def conflictos(self) -> tuple[Actualizada, ...]:
        """Las fichas en que algo de la lista choca con lo que hay."""
        return tuple(a for a in self.actualizadas if a.choques)

    @property
    def iguales(self) -> int:
        """Cuántas fichas de la lista ya estaban y no dicen nada nuevo."""
        return sum(
            len(a.filas) for a in self.actualizadas if not (a.escribe or a.choques or a.consiente)
        )

    @property
    def juntas(self) -> int:
        """Cuántas filas repiten a otra de la lista y entran con ella."""
        return sum(len(n.filas) - 1 for n in self.nuevas)
