"""Cómo se nombra una ficha y una columna para encontrarlas después, aunque la hoja se mueva."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from clientesctl.registro.columna import Columna, Tipo
from clientesctl.registro.plan import Ancla, Clave, Dato, Sitio
from clientesctl.registro.registro import Tabla, letra

Resumenes = npt.NDArray[np.uint64]


def sitios_de(tabla: Tabla) -> dict[str, Sitio]:
    """Cada columna de la tabla, por su campo o su cabecera, con lo que pone en la hoja."""
    sitios = {campo: Sitio(a.cabecera, a.columna) for campo, a in tabla.asignaciones.items()}
    for nombre, columna in tabla.otras_posiciones.items():
        suya = letra(columna)
        cabecera = "" if nombre == suya else nombre.removesuffix(f" ({suya})")
        sitios[nombre] = Sitio(cabecera, columna)
    return sitios


def columna_de(tabla: Tabla, nombre: str) -> Columna | None:
    """La columna de ese campo o de esa cabecera; None si no está."""
    return tabla.columnas.get(nombre) or tabla.otras.get(nombre)


def dato_de(columna: Columna, posicion: int) -> Dato:
    """Lo que hay en esa fila (posición desde 0) de la columna."""
    codigo = columna.codigos[posicion]
    return Dato(Tipo(int(columna.tipos[codigo])), str(columna.textos[codigo]))


@dataclass(frozen=True, eq=False)
class Fichas:
    """Las fichas de una tabla por sus claves.

    `con` son las columnas de que se hacen las huellas; por omisión, las que nadie calcula.
    """

    tabla: Tabla
    con: tuple[Sitio, ...] | None = None

    def clave(self, posicion: int) -> Clave:
        """La clave de la fila en esa posición (desde 0): su ID si es único; si no, su huella."""
        suyo, fila = self._ids[posicion], int(self.tabla.filas[posicion])
        if suyo and self._veces[suyo] == 1:
            return Clave(suyo, fila)
        return Clave(None, fila, f"{self._resumenes[posicion]:016x}")

    def buscar(self, clave: Clave) -> Sequence[int]:
        """Las posiciones (desde 0) de las fichas que pueden ser ésa."""
        if clave.id is not None:
            return self._por_id.get(clave.id, ())
        return self._por_huella.get(clave.huella, ())

    def en_su_fila(self, clave: Clave) -> Sequence[int]:
        """La posición de la fila que tenía, si es que la hoja no se ha movido."""
        posicion = int(np.searchsorted(self.tabla.filas, clave.fila))
        hay = posicion < len(self.tabla) and int(self.tabla.filas[posicion]) == clave.fila
        return (posicion,) if hay else ()

    @cached_property
    def sitios(self) -> tuple[Sitio, ...]:
        """Las columnas de que se hacen las huellas."""
        if self.con is not None:
            return self.con
        calculadas = {
            nombre
            for nombre in (*self.tabla.columnas, *self.tabla.otras)
            if (c := columna_de(self.tabla, nombre)) is not None and len(c.formulas)
        }
        return tuple(s for n, s in sitios_de(self.tabla).items() if n not in calculadas)

    @cached_property
    def _ids(self) -> list[str]:
        if "id" not in self.tabla:
            return [""] * len(self.tabla)
        return [str(t).strip() for t in self.tabla["id"].por_fila().tolist()]

    @cached_property
    def _veces(self) -> Counter[str]:
        return Counter(self._ids)

    @cached_property
    def _por_id(self) -> dict[str, list[int]]:
        por_id: dict[str, list[int]] = {}
        for posicion, suyo in enumerate(self._ids):
            por_id.setdefault(suyo, []).append(posicion)
        return por_id

    @cached_property
    def _por_huella(self) -> dict[str, list[int]]:
        por_huella: dict[str, list[int]] = {}
        for posicion, resumen in enumerate(self._resumenes.tolist()):
            por_huella.setdefault(f"{resumen:016x}", []).append(posicion)
        return por_huella

    @cached_property
    def _resumenes(self) -> Resumenes:
        return resumir_filas(self.tabla, self.sitios)


def resumir_filas(tabla: Tabla, sitios: Iterable[Sitio]) -> Resumenes:
    """Un resumen (uint64) de cada fila, que no depende del orden de las columnas.

    Suma un resumen por celda, hecho de su cabecera y su texto; las celdas vacías no suman, así
    que una columna de más o de menos, si está vacía, no cambia ninguno.
    """
    resumenes: Resumenes = np.zeros(len(tabla), dtype=np.uint64)
    nombres = {sitio.columna: nombre for nombre, sitio in sitios_de(tabla).items()}
    for sitio in sitios:
        numero = encontrar(sitio, tabla)
        columna = None if numero is None else columna_de(tabla, nombres[numero])
        if columna is not None:
            distintos = [_resumen(sitio.cabecera, str(texto)) for texto in columna.textos]
            resumenes += np.asarray(distintos, dtype=np.uint64)[columna.codigos]
    return resumenes


def _resumen(cabecera: str, texto: str) -> int:
    if not texto:
        return 0
    resumen = hashlib.blake2b(f"{cabecera}\0{texto}".encode(), digest_size=8)
    return int.from_bytes(resumen.digest(), "big")


def ancla_de(tabla: Tabla, columnas: Iterable[str], huellas: bool = True) -> Ancla:
    """Cómo es ahora la hoja de esa tabla, para un plan que cambia esas columnas.

    Una columna que no está en ella queda entre las que se le añaden.
    """
    sitios = sitios_de(tabla)
    pedidas = tuple(dict.fromkeys(columnas))
    return Ancla(
        tabla.hoja,
        tabla.clase,
        {c: sitios[c] for c in pedidas if c in sitios},
        Fichas(tabla).sitios if huellas else (),
        tuple(c for c in pedidas if c not in sitios),
    )


def encontrar(sitio: Sitio, tabla: Tabla) -> int | None:
    """El número de la columna que lleva ahora esa cabecera; None si no hay una sola.

    Entre varias iguales, o si no tenía cabecera, vale la que sigue en el mismo sitio.
    """
    ahora: Mapping[str, Sitio] = sitios_de(tabla)
    iguales = [s.columna for s in ahora.values() if s.cabecera == sitio.cabecera]
    if len(iguales) == 1 and sitio.cabecera:
        return iguales[0]
    return sitio.columna if sitio.columna in iguales else None
