"""Lo que se escribe en un libro ajeno para probar que no cambia nada más, y cómo se deshace."""

from __future__ import annotations

import datetime as dt
from collections.abc import Set

from clientesctl.registro.columna import Tipo
from clientesctl.registro.ediciones import Celda, EdicionHoja
from clientesctl.registro.hoja import HojaCruda, LibroCrudo
from clientesctl.registro.plan import VACIO, Dato
from clientesctl.registro.registro import letra

NUEVOS = (
    Dato.de_texto("ÑANDÚ & <HIJOS> 08001"),
    Dato.de_numero(1234.5),
    Dato.de_fecha(dt.date(2024, 2, 29)),
)


def hacer_edicion(libro: LibroCrudo, vedadas: Set[str] = frozenset()) -> EdicionHoja:
    """Tres celdas que cambian, repartidas, y una ficha más, en la primera hoja con texto.

    Si ninguna lo lleva, en la primera con algo; y si el libro está en blanco, en la primera.
    """
    con_texto = (h for h in libro.hojas if any((c.tipos == Tipo.TEXTO).any() for c in h.columnas))
    con_algo = (h for h in libro.hojas if any((c.tipos > Tipo.VACIA).any() for c in h.columnas))
    return _de_hoja(next(con_texto, None) or next(con_algo, libro.hojas[0]), vedadas)


def _de_hoja(hoja: HojaCruda, vedadas: Set[str]) -> EdicionHoja:
    con_algo = [n for n, c in enumerate(hoja.columnas, 1) if len(c.textos) > 1] or [1, 2, 3]
    cambiables = [c for c in _cambiables(hoja) if f"{letra(c[1])}{c[0]}" not in vedadas]
    sitios = {0, len(cambiables) // 2, len(cambiables) - 1} if cambiables else set()
    celdas = tuple(
        Celda(fila, columna, antes, nuevo)
        for (fila, columna, antes), nuevo in zip(
            [cambiables[n] for n in sorted(sitios)], NUEVOS, strict=False
        )
    )
    return EdicionHoja(
        hoja.nombre,
        celdas=celdas,
        altas=(dict(zip(con_algo, NUEVOS, strict=False)),),
        ultima=_ultima(hoja, con_algo),
        columnas=(con_algo[0], con_algo[-1]),
        fila_cabecera=0 if hoja.vacia else int(hoja.filas[0]),
    )


def _ultima(hoja: HojaCruda, columnas: list[int]) -> int:
    """La última fila con algo, y las que estén combinadas con ella."""
    if hoja.vacia:
        return max((fila_fin for _, _, fila_fin, _ in hoja.combinadas), default=0)
    ultima = int(hoja.filas[-1])
    for fila, columna, fila_fin, columna_fin in sorted(hoja.combinadas):
        if fila <= ultima < fila_fin and columna <= columnas[-1] and columna_fin >= columnas[0]:
            ultima = fila_fin
    return ultima


def _cambiables(hoja: HojaCruda) -> list[tuple[int, int, Dato]]:
    """Las celdas con un dato que nadie calcula; las de la cabecera, solo si no hay otras."""
    tapadas = {
        (fila, columna)
        for f, c, f2, c2 in hoja.combinadas
        for fila in range(f, min(f2, f + 2000) + 1)
        for columna in range(c, min(c2, c + 200) + 1)
        if (fila, columna) != (f, c)
    }
    sueltas = []
    for numero, columna in enumerate(hoja.columnas, 1):
        formulas = set(columna.formulas.tolist())
        for n, codigo in enumerate(columna.codigos.tolist()):
            tipo, fila = columna.tipos[codigo], int(hoja.filas[n])
            if (
                codigo
                and tipo in {Tipo.TEXTO, Tipo.NUMERO, Tipo.FECHA}
                and n not in formulas
                and (fila, numero) not in tapadas
            ):
                dato = Dato(Tipo(tipo), str(columna.textos[codigo]))
                sueltas.append((fila, numero, dato))
    datos = [s for s in sueltas if s[0] != hoja.filas[0]]
    return sorted(datos or sueltas)


def inversa(edicion: EdicionHoja, filas: tuple[int, ...]) -> EdicionHoja:
    """Lo que deja la hoja como estaba: cada celda con lo suyo y la ficha fuera."""
    celdas = [Celda(c.fila, c.columna, antes=c.despues, despues=c.antes) for c in edicion.celdas]
    for fila, alta in zip(filas, edicion.altas, strict=True):
        celdas += [Celda(fila, columna, dato, VACIO) for columna, dato in alta.items()]
    return EdicionHoja(
        edicion.hoja,
        celdas=tuple(celdas),
        retiradas=filas,
        ultima=filas[-1],
        columnas=edicion.columnas,
        fila_cabecera=edicion.fila_cabecera,
    )
