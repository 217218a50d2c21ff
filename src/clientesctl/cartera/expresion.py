"""Una búsqueda escrita («sexo=MUJER gasto>500 dias=30»), entendida como condiciones.

Todo es «y» salvo lo que separa una `o`; los paréntesis agrupan y `no` (o `!`) niega lo que sigue.
Una coma da a elegir («ciudad=MADRID,TOLEDO»), `vacio` es la celda sin nada y las comillas guardan
un nombre o un valor con espacios. `dias=`, `desde=` y `hasta=` no comparan: dicen qué ventas valen.
"""

from __future__ import annotations

from dataclasses import dataclass

from clientesctl.textos.limpieza import plegar

VENTANA = ("dias", "desde", "hasta")


@dataclass(frozen=True, slots=True)
class Nombre:
    """El nombre de una columna y la letra (desde 0) en que empieza. Entre comillas es literal."""

    texto: str
    lugar: int
    literal: bool = False

    @property
    def escrito(self) -> str:
        """Como se escribió, con sus comillas."""
        return f'"{self.texto}"' if self.literal else self.texto


@dataclass(frozen=True, slots=True)
class Valor:
    """Con qué se compara; un texto vacío es la celda vacía."""

    texto: str
    lugar: int


@dataclass(frozen=True, slots=True)
class Condicion:
    """Una comparación; basta que la cumpla uno de los valores. `operador`: = > < >= <= ~."""

    campo: Nombre
    operador: str
    valores: tuple[Valor, ...]


@dataclass(frozen=True, slots=True)
class Junta:
    """Varias partes que se cumplen todas o, si no, alguna. Sin partes se cumple siempre."""

    todas: bool
    partes: tuple[Nodo, ...]


@dataclass(frozen=True, slots=True)
class Salvo:
    """Lo que no cumple la parte."""

    parte: Nodo


Nodo = Condicion | Junta | Salvo


@dataclass(frozen=True, slots=True)
class Expresion:
    """La búsqueda entera: lo que se pide y, aparte, qué ventas valen."""

    texto: str
    raiz: Nodo
    ventana: tuple[Condicion, ...] = ()

    @property
    def condiciones(self) -> tuple[Condicion, ...]:
        """Todas, en el orden en que se escribieron."""
        return tuple(_sueltas(self.raiz))


def _sueltas(nodo: Nodo) -> list[Condicion]:
    if isinstance(nodo, Condicion):
        return [nodo]
    partes = (nodo.parte,) if isinstance(nodo, Salvo) else nodo.partes
    return [c for parte in partes for c in _sueltas(parte)]


def es_de_ventana(condicion: Condicion) -> bool:
    """Si es dias=, desde= o hasta=, que no comparan nada.

    >>> es_de_ventana(Condicion(Nombre("días", 0), "=", ()))
    True
    """
    return not condicion.campo.literal and plegar(condicion.campo.texto).lower() in VENTANA
