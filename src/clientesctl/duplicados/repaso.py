"""Qué parejas hay que preguntar a una persona, en qué orden, y qué se sabe ya por lo contestado."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from clientesctl.duplicados.distintos import Pareja, en_orden
from clientesctl.duplicados.dobles import Par


class Respuesta(StrEnum):
    """Lo que una persona dice de dos fichas."""

    MISMO = "s"
    DISTINTOS = "n"
    DUDA = "d"


@dataclass(frozen=True)
class Resuelto:
    """Lo contestado, con lo que se deduce de ello.

    `mismos` son fichas (posiciones) que son un solo cliente, de dos en adelante; `distintos`, las
    parejas que no lo son, las contestadas y las deducidas que si no se volverían a enseñar.
    """

    mismos: tuple[tuple[int, ...], ...] = ()
    distintos: tuple[Pareja, ...] = ()
    dudas: int = 0

    def __bool__(self) -> bool:
        return bool(self.mismos or self.distintos)


class Deducciones:
    """Lo que se sigue de lo dicho: a=b y b=c dan a=c; a=b y b≠c dan a≠c.

    Lo que contradice a lo dicho antes no se admite.
    """

    def __init__(self, distintas: Iterable[Pareja] = ()) -> None:
        self._de: dict[int, int] = {}
        self._miembros: dict[int, set[int]] = {}
        self._separadas: dict[int, set[int]] = {}
        for una, otra in distintas:
            self._separar(una, otra)

    def sobre(self, una: int, otra: int) -> Respuesta | None:
        """Lo que ya se sabe de esas dos; None si hay que preguntarlo."""
        uno, otro = self._cliente(una), self._cliente(otra)
        if uno == otro:
            return Respuesta.MISMO
        separada = any(self._cliente(x) == otro for x in self._separadas.get(uno, ()))
        return Respuesta.DISTINTOS if separada else None

    def decir(self, una: int, otra: int, respuesta: Respuesta) -> bool:
        """Añade lo dicho; falso, sin cambiar nada, si lo de antes ya dice lo contrario."""
        ya = self.sobre(una, otra)
        if ya is not None or respuesta is Respuesta.DUDA:
            return ya in (None, respuesta)
        if respuesta is Respuesta.MISMO:
            self._juntar(self._cliente(una), self._cliente(otra))
        else:
            self._separar(una, otra)
        return True

    def mismos(self) -> tuple[tuple[int, ...], ...]:
        """Las fichas que son un solo cliente, de dos en adelante y en orden."""
        juntas = [tuple(sorted(m)) for m in self._miembros.values() if len(m) > 1]
        return tuple(sorted(juntas))

    def _cliente(self, ficha: int) -> int:
        return self._de.get(ficha, ficha)

    def _juntar(self, uno: int, otro: int) -> None:
        suyas = self._miembros.pop(otro, {otro})
        self._miembros.setdefault(uno, {uno}).update(suyas)
        self._de.update(dict.fromkeys(suyas, uno))
        ajenas = self._separadas.pop(otro, set())
        self._separadas.setdefault(uno, set()).update(ajenas)

    def _separar(self, una: int, otra: int) -> None:
        self._separadas.setdefault(self._cliente(una), set()).add(otra)
        self._separadas.setdefault(self._cliente(otra), set()).add(una)


def ordenar(pares: Sequence[Par]) -> tuple[Par, ...]:
    """Los pares en el orden en que conviene preguntarlos.

    Por montones de fichas enlazadas, y primero los montones con lo más dudoso: lo casi seguro lo
    puede juntar el programa solo, y quien lo deje a la media hora habrá resuelto lo que nadie más
    podía. Dentro de un montón, de lo más a lo menos probable: así los primeros síes forman el
    árbol que más une y ahorran preguntar los demás.
    """
    montones: dict[int, list[Par]] = {}
    raices = _raices(pares)
    for par in pares:
        montones.setdefault(raices[par.a], []).append(par)
    ordenados = sorted(montones.values(), key=_lo_mas_dudoso)
    return tuple(par for monton in ordenados for par in sorted(monton, key=_de_mas_a_menos))


def _raices(pares: Sequence[Par]) -> dict[int, int]:
    enlaces = Deducciones()
    for par in pares:
        enlaces.decir(par.a, par.b, Respuesta.MISMO)
    return {ficha: monton[0] for monton in enlaces.mismos() for ficha in monton}


def _lo_mas_dudoso(monton: Sequence[Par]) -> tuple[float, int, int]:
    primero = min(monton, key=lambda p: (abs(p.probabilidad - 0.5), p.a, p.b))
    return abs(primero.probabilidad - 0.5), primero.a, primero.b


def _de_mas_a_menos(par: Par) -> tuple[float, int, int]:
    return -par.probabilidad, par.a, par.b


def arbol(pares: Sequence[Par]) -> tuple[Par, ...]:
    """De los pares ya ordenados, los que bastan para enlazar todas las fichas de cada montón."""
    enlaces = Deducciones()
    elegidos = []
    for par in pares:
        if enlaces.sobre(par.a, par.b) is None:
            enlaces.decir(par.a, par.b, Respuesta.MISMO)
            elegidos.append(par)
    return tuple(elegidos)


def deducir(respuestas: Mapping[Pareja, Respuesta], distintas: Iterable[Pareja]) -> Deducciones:
    """Lo que se sabe por lo contestado (manda lo primero) y por lo que ya estaba declarado."""
    deducciones = Deducciones(distintas)
    for (una, otra), respuesta in respuestas.items():
        deducciones.decir(una, otra, respuesta)
    return deducciones


def quedan(
    pares: Sequence[Par], respuestas: Mapping[Pareja, Respuesta], distintas: Iterable[Pareja]
) -> Iterator[Par]:
    """Los pares que falta preguntar, en su orden, sin lo que ya se deduce."""
    deducciones = deducir(respuestas, distintas)
    for par in pares:
        if (par.a, par.b) not in respuestas and deducciones.sobre(par.a, par.b) is None:
            yield par


def resolver(
    pares: Sequence[Par], respuestas: Mapping[Pareja, Respuesta], distintas: Iterable[Pareja] = ()
) -> Resuelto:
    """Lo contestado, puesto en lo que hay que hacer."""
    declaradas = frozenset(distintas)
    deducciones = deducir(respuestas, declaradas)
    contestadas = [p for p, r in respuestas.items() if r is Respuesta.DISTINTOS]
    parecidas = [en_orden(par.a, par.b) for par in pares]
    separadas = [
        pareja
        for pareja in dict.fromkeys((*contestadas, *parecidas))
        if pareja not in declaradas and deducciones.sobre(*pareja) is Respuesta.DISTINTOS
    ]
    dudas = [
        p for p, r in respuestas.items() if r is Respuesta.DUDA and deducciones.sobre(*p) is None
    ]
    return Resuelto(deducciones.mismos(), tuple(separadas), len(dudas))
