"""Las columnas de dos versiones de una hoja, puestas una junto a otra y con los mismos códigos."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clientesctl.registro.columna import Codigos, Columna, Tipo
from clientesctl.registro.huellas import columna_de, sitios_de
from clientesctl.registro.registro import Tabla


@dataclass(frozen=True, eq=False)
class Alineada:
    """Una columna en las dos versiones; None en la que no está.

    `nombre` es su campo o su cabecera (los de después, si sigue). Los códigos de las dos se
    comparan entre sí: iguales, el mismo texto del mismo tipo; 0, vacía.
    """

    nombre: str
    antes: Columna | None
    despues: Columna | None
    codigos_antes: Codigos
    codigos_despues: Codigos

    @property
    def en_las_dos(self) -> bool:
        return self.antes is not None and self.despues is not None

    @property
    def calculada(self) -> bool:
        """Si en alguna de las dos lleva fórmulas."""
        return any(c is not None and len(c.formulas) > 0 for c in (self.antes, self.despues))


def alinear(antes: Tabla, despues: Tabla) -> list[Alineada]:
    """Las columnas de las dos, en el orden de después y al final las que ya no están.

    Una columna es la misma si su cabecera es la misma y no se repite; si no, si es el mismo
    campo. Así, que un campo se reconozca en una versión y en la otra no, no la hace distinta.
    """
    parejas = _parejas(antes, despues)
    nombres: list[tuple[str | None, str | None]] = [
        (previo, nombre) for nombre, previo in parejas.items()
    ]
    ya = {previo for previo, _ in nombres}
    nombres += [(nombre, None) for nombre in sitios_de(antes) if nombre not in ya]
    return [_alineada(antes, previo, despues, nombre) for previo, nombre in nombres]


def _parejas(antes: Tabla, despues: Tabla) -> dict[str, str | None]:
    """Por cada columna de después, en su orden, cuál era; None si es nueva."""
    unas, otras = _por_cabecera(antes), _por_cabecera(despues)
    sitios = sorted(sitios_de(despues).items(), key=lambda par: par[1].columna)
    parejas: dict[str, str | None] = {
        nombre: unas.get(sitio.cabecera) if otras.get(sitio.cabecera) == nombre else None
        for nombre, sitio in sitios
    }
    dadas = set(parejas.values())
    sueltas = {nombre for nombre in sitios_de(antes) if nombre not in dadas}
    return {n: p or (n if n in sueltas else None) for n, p in parejas.items()}


def _por_cabecera(tabla: Tabla) -> dict[str, str]:
    """Cabecera → columna, de las que no se repiten ni están vacías."""
    sitios = sitios_de(tabla)
    veces = Counter(s.cabecera for s in sitios.values())
    return {s.cabecera: n for n, s in sitios.items() if s.cabecera and veces[s.cabecera] == 1}


def _alineada(antes: Tabla, previo: str | None, despues: Tabla, nombre: str | None) -> Alineada:
    una = columna_de(antes, previo) if previo is not None else None
    otra = columna_de(despues, nombre) if nombre is not None else None
    return Alineada(
        nombre=nombre or previo or "",
        antes=una,
        despues=otra,
        codigos_antes=_vacios(antes) if una is None else una.codigos,
        codigos_despues=_vacios(despues) if otra is None else _renumerar(una, otra),
    )


def _vacios(tabla: Tabla) -> Codigos:
    return np.zeros(len(tabla), dtype=np.int32)


def _renumerar(una: Columna | None, otra: Columna) -> Codigos:
    """Los códigos de `otra` con los números que su mismo valor tiene en `una`."""
    if una is None or (_iguales(una.textos, otra.textos) and _iguales(una.tipos, otra.tipos)):
        return otra.codigos
    numeros = {valor: numero for numero, valor in enumerate(_valores(una))}
    nuevos = [numeros.setdefault(valor, len(numeros)) for valor in _valores(otra)]
    return np.asarray(nuevos, dtype=np.int32)[otra.codigos]


def _iguales(unos: npt.NDArray[np.generic], otros: npt.NDArray[np.generic]) -> bool:
    return len(unos) == len(otros) and bool((unos == otros).all())


def _valores(columna: Columna) -> Iterator[str | tuple[int, str]]:
    """Por valor distinto, algo que lo distingue; los textos, que son casi todos, sin envolver."""
    for texto, tipo in zip(columna.textos.tolist(), columna.tipos.tolist(), strict=True):
        yield texto if tipo == Tipo.TEXTO else (tipo, texto)
