"""Lo que `deshacer` enseña: lo que haría, lo que ha deshecho y lo que deja como está."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from clientesctl.consola.salida import decir, escribir_csv, escribir_tsv
from clientesctl.textos.cifras import contar, enumerar, miles

if TYPE_CHECKING:
    from clientesctl.consola.opciones import Comun
    from clientesctl.libro.bitacora import Asiento
    from clientesctl.operaciones.deshacer import Deshecho, Simulado
    from clientesctl.operaciones.pasos_atras import Paso
    from clientesctl.operaciones.versiones import Libro
    from clientesctl.registro.colocar import Conflicto
    from clientesctl.registro.plan import Plan

_A_LA_VISTA = 10


def nombrar(asiento: Asiento) -> str:
    """Una escritura, como se nombra en una frase."""
    from clientesctl.operaciones.historial import momento_de

    cuando = momento_de(asiento.momento).strftime("%d/%m/%Y a las %H:%M")
    return f"la escritura {asiento.numero} («{asiento.orden}», de {asiento.quien}, el {cuando})"


def contar_deshecho(hecho: Deshecho) -> str:
    """Lo que ha quedado deshecho, en una frase."""
    from clientesctl.operaciones.pasos_atras import PorCopia

    que = _nombrar_todas(hecho.paso)
    if isinstance(hecho.paso, PorCopia):
        if hecho.paso.hasta.deshace is not None:
            return f"rehecho lo que deshizo {que}; el libro es, byte a byte, el de antes de ella"
        return f"deshecho: {que}; el libro es, byte a byte, el de antes"
    if hecho.asiento is None:
        return f"sin deshacer: {que}"
    celdas = contar(hecho.asiento.celdas, "celda")
    resto = f", {contar(len(hecho.conflictos), 'celda')} no" if hecho.conflictos else ""
    if hecho.paso.hasta.deshace is not None:
        return f"rehecho lo que deshizo {que}: {celdas}{resto}"
    return f"deshecho: {que}; {celdas} como antes{resto}"


def ensenar_simulado(simulado: Simulado, libro: Libro, comun: Comun) -> None:
    """Lo que haría, en el formato pedido."""
    hasta = simulado.paso.hasta
    if simulado.comparacion is not None:
        from clientesctl.consola.vista_comparacion import dar

        dar(simulado.comparacion, libro.ruta, ("ahora", f"antes de la {hasta.numero}"), comun)
    elif simulado.plan:
        _ensenar_plan(simulado.plan, simulado, libro, comun)
    for linea in lineas_de_conflictos(simulado.conflictos):
        decir(linea)
    decir(f"se desharía: {_nombrar_todas(simulado.paso)}")
    for asiento in simulado.detras:
        decir(f"y después: {nombrar(asiento)}")
    decir("no se ha escrito nada")


def lineas_de_conflictos(conflictos: Sequence[Conflicto]) -> Iterator[str]:
    """Una frase por celda que se deja como está, y por qué; solo las primeras."""
    for conflicto in conflictos[:_A_LA_VISTA]:
        cambio = conflicto.cambio
        sitio = f"{cambio.hoja}, {cambio.clave}, {cambio.columna.upper()}"
        yield f"se deja como está: {sitio}: {conflicto.motivo}"
    if len(conflictos) > _A_LA_VISTA:
        yield f"…y {miles(len(conflictos) - _A_LA_VISTA)} más (--formato json las da todas)"


def como_objeto(libro: Libro, hechos: Sequence[Deshecho]) -> dict[str, Any]:
    """Lo deshecho como objeto JSON (`version` 1)."""
    from clientesctl.operaciones.pasos_atras import PorCopia

    return {
        "version": 1,
        "libro": str(libro.ruta),
        "deshechas": [
            {
                "escrituras": [a.numero for a in _asientos(h.paso)],
                "como": "copia" if isinstance(h.paso, PorCopia) else "celdas",
                "asiento": None if h.asiento is None else h.asiento.numero,
                "celdas": 0 if h.asiento is None else h.asiento.celdas,
                "conflictos": [_conflicto(c) for c in h.conflictos],
            }
            for h in hechos
        ],
        "resumen": {
            "escrituras": sum(len(_asientos(h.paso)) for h in hechos if h.asiento is not None),
            "conflictos": sum(len(h.conflictos) for h in hechos),
        },
    }


def _ensenar_plan(plan: Plan, simulado: Simulado, libro: Libro, comun: Comun) -> None:
    from clientesctl.operaciones import planes

    if comun.formato == "tabla":
        from clientesctl.consola.vista_plan import ensenar_plan

        ensenar_plan(plan, comun.color)
        return
    renglones = planes.renglones(plan, libro.leer())
    if comun.formato == "json":
        from clientesctl.consola.vista_copias import escribir_objeto

        escribir_objeto(
            _simulado_en_objeto(list(map(planes.en_objeto, renglones)), simulado, libro)
        )
    elif comun.formato == "csv":
        escribir_csv(planes.CABECERA_CSV, map(planes.en_fila, renglones))
    else:
        escribir_tsv(planes.CABECERA, map(planes.en_linea, renglones))


def _simulado_en_objeto(
    cambios: list[dict[str, Any]], simulado: Simulado, libro: Libro
) -> dict[str, Any]:
    return {
        "version": 1,
        "libro": str(libro.ruta),
        "cambios": cambios,
        "conflictos": [_conflicto(c) for c in simulado.conflictos],
        "resumen": {"celdas": len(cambios), "conflictos": len(simulado.conflictos)},
    }


def _asientos(paso: Paso) -> tuple[Asiento, ...]:
    from clientesctl.operaciones.pasos_atras import PorCopia

    return paso.asientos if isinstance(paso, PorCopia) else (paso.hasta,)


def _nombrar_todas(paso: Paso) -> str:
    asientos = _asientos(paso)
    if len(asientos) == 1:
        return nombrar(asientos[0])
    numeros = enumerar([str(a.numero) for a in reversed(asientos)])
    return f"las escrituras {numeros}, hasta {nombrar(paso.hasta)}"


def _conflicto(conflicto: Conflicto) -> dict[str, Any]:
    cambio = conflicto.cambio
    return {
        "hoja": cambio.hoja,
        "fila": cambio.clave.fila or None,
        "id": cambio.clave.id,
        "campo": cambio.columna,
        "mensaje": conflicto.motivo,
    }
