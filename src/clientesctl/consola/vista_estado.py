"""Cómo se ve la cartera en una terminal, y en las columnas que lee un programa."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import numpy as np

from clientesctl.cartera.cartera import Cliente
from clientesctl.cartera.dinero import Gasto
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.grupos import Resumen
from clientesctl.cartera.monedas import escribir_importe
from clientesctl.cartera.motivos import escribir_fecha
from clientesctl.consola.salida import ajustar, escribir_lineas, escribir_tabla
from clientesctl.operaciones.estado import Vista, ordenar
from clientesctl.textos.cifras import contar, miles

SIN_PEDIRLO = 10
"""Cuántos de cada estado se enseñan si no se pidió ninguno: los de más dinero."""

_QUE_IMPORTAN = (Estado.SIN_CALCULAR, Estado.PREINACTIVO, Estado.INACTIVO)


def renglones(vista: Vista) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    """La cabecera y las filas de lo pedido: los cambios, los grupos o los clientes."""
    if vista.comparacion is not None:
        return ("fila", "id", "nombre", "antes", "estado", "dias", "motivo"), _cambios(vista)
    if vista.grupos is not None:
        estados = [e.rotulo.lower() for e in vista.estados]
        return (vista.grupos.campo, *estados, "al_mes", "moneda"), _grupos(vista)
    return _CABECERA, map(_fila, vista.clientes())


_CABECERA = (
    "fila", "id", "nombre", "estado", "ultima_compra", "dias", "al_mes", "total", "moneda",
    "motivo",
)  # fmt: skip


def ensenar(vista: Vista, *, color: bool) -> None:
    """Los clientes, uno por línea, y debajo el resumen: lo más importante, al final."""
    if vista.grupos is None or vista.solo:
        escribir_lineas(ajustar(linea, _SANGRIA) for linea in _listado(vista))
    if vista.comparacion is not None:
        _ensenar_cambios(vista)
        return
    if vista.grupos is not None:
        _ensenar_grupos(vista, color=color)
    _ensenar_resumen(vista, color=color)


def _fila(cliente: Cliente) -> Sequence[object]:
    gasto = cliente.gastos[0] if cliente.gastos else Gasto("", None, None, None)
    return (
        cliente.fila,
        cliente.id,
        cliente.nombre,
        cliente.estado.rotulo,
        cliente.ultima_compra,
        cliente.dias,
        gasto.al_mes,
        gasto.total,
        gasto.moneda,
        cliente.motivo,
    )


def _cambios(vista: Vista) -> Iterator[Sequence[object]]:
    for c in vista.clientes():
        yield c.fila, c.id, c.nombre, _antes(vista, c), c.estado.rotulo, c.dias, c.motivo


def _antes(vista: Vista, cliente: Cliente) -> str:
    comparacion = vista.comparacion
    return "" if comparacion is None else comparacion.estado_antes(cliente.posicion).rotulo


def _grupos(vista: Vista) -> Iterator[Sequence[object]]:
    """Una fila por grupo y moneda; las cuentas van solo en la primera."""
    for resumen in vista.resumenes():
        cuentas: list[object] = [resumen.cuentas[e] for e in vista.estados]
        suman = _al_mes(vista, resumen)
        for moneda, importe in suman.items() or {"": None}.items():
            yield resumen.nombre, *cuentas, importe, moneda
            cuentas = [None] * len(cuentas)


def _al_mes(vista: Vista, resumen: Resumen) -> dict[str, float | None]:
    """Por moneda, lo que gastan al mes los del estado pedido; si no, los que se están yendo."""
    sumas: dict[str, float | None] = {}
    for estado in vista.solo or (Estado.PREINACTIVO, Estado.INACTIVO):
        for gasto in resumen.gastos.get(estado, ()):
            if gasto.al_mes is not None:
                sumas[gasto.moneda] = round((sumas.get(gasto.moneda) or 0) + gasto.al_mes, 2)
    return sumas


def _listado(vista: Vista) -> Iterator[str]:
    """Los clientes por estado (y por grupo), con su motivo; de los que nadie pidió, unos pocos."""
    for estado in vista.estados:
        pedido = bool(vista.solo) or vista.comparacion is not None
        if not pedido and estado not in _QUE_IMPORTAN:
            continue
        suyas = vista.posiciones[vista.cartera.estados[vista.posiciones] == estado]
        if not len(suyas):
            continue
        ordenadas = ordenar(vista.cartera, suyas)
        if vista.grupos is not None:
            ordenadas = ordenadas[np.argsort(vista.grupos.codigos[ordenadas], kind="stable")]
        fuera = 0 if pedido else max(len(ordenadas) - SIN_PEDIRLO, 0)
        yield f"{estado.rotulo} ({miles(len(suyas))})"
        if fuera:
            yield f"  … y {miles(fuera)} más: «clientesctl estado --solo {_opcion(estado)}»"
        yield from _lineas(vista, ordenadas[fuera:])
        yield ""


def _lineas(vista: Vista, posiciones: np.ndarray) -> Iterator[str]:
    clientes = vista.cartera.clientes(posiciones)
    grupos = vista.grupos
    if grupos is None:
        yield from (_linea(vista, c) for c in clientes)
        return
    for codigo, suyos in groupby(clientes, key=lambda c: int(grupos.codigos[c.posicion])):
        yield f"  {grupos.nombres[codigo]}"
        yield from (f"  {_linea(vista, c)}" for c in suyos)


def _linea(vista: Vista, cliente: Cliente) -> str:
    quien = cliente.id or f"fila {cliente.fila}"
    antes = f"{_antes(vista, cliente)} → " if vista.comparacion is not None else ""
    cambio = f"{antes}{cliente.estado.rotulo}: " if antes else ""
    return f"  {quien:<9} {cliente.nombre or '(sin nombre)':<34} {cambio}{cliente.motivo}"


def _opcion(estado: Estado) -> str:
    rotulo = estado.rotulo.lower()
    return f'"{rotulo}"' if " " in rotulo else rotulo


_SANGRIA = 12
"""La columna del nombre: ahí siguen las líneas que no caben en la terminal."""


def _ensenar_cambios(vista: Vista) -> None:
    comparacion = vista.comparacion
    if comparacion is None:
        return
    desde, hasta = comparacion.antes.hoy, comparacion.ahora.hoy
    pasos = [
        f"{miles(n):>8}  {de.rotulo} → {a.rotulo}"
        for (de, a), n in sorted(comparacion.contar().items(), key=lambda par: par[1])
        if not vista.solo or a in vista.solo
    ]
    total = contar(len(vista.posiciones), "cliente")
    cambiaron = "cambió" if len(vista.posiciones) == 1 else "cambiaron"
    fechas = f"entre el {escribir_fecha(desde)} y el {escribir_fecha(hasta)}"
    escribir_lineas([*pasos, f"{total} {cambiaron} de estado {fechas}"])


_PARTIDOS = {
    "cancelado": "cance-\nlado",
    "prospecto": "pros-\npecto",
    "pre-inactivo": "pre-\ninactivo",
    "sin calcular": "sin\ncalcular",
}
"""Los rótulos largos, en dos líneas: con ellos la tabla cabe en 80 columnas."""


def _ensenar_grupos(vista: Vista, *, color: bool) -> None:
    grupos = vista.grupos
    if grupos is None:
        return
    filas = []
    for resumen in vista.resumenes():
        suman = _al_mes(vista, resumen).items()
        importes = "\n".join(escribir_importe(n or 0, moneda) for moneda, n in suman)
        cuentas = (miles(resumen.cuentas[e]) for e in vista.estados)
        filas.append([resumen.nombre, *cuentas, importes])
    ultima = "al mes" if vista.solo else "gastaban\nal mes*"
    estados = (e.rotulo.lower() for e in vista.estados)
    cabecera = [grupos.campo, *(_PARTIDOS.get(e, e) for e in estados), ultima]
    escribir_tabla(cabecera, filas, color=color, derecha=range(1, len(cabecera)))
    escribir_lineas([""] if vista.solo else ["* los pre-inactivos y los inactivos", ""])


def _ensenar_resumen(vista: Vista, *, color: bool) -> None:
    cuentas = vista.cartera.contar()
    dinero = vista.cartera.dinero_por_estado()
    filas = [
        (
            estado.rotulo,
            miles(cuentas[estado]),
            _importes(dinero[estado], "total"),
            _importes(dinero[estado], "doce_meses"),
            _importes(dinero[estado], "al_mes"),
        )
        for estado in vista.estados
    ]
    cabecera = ("estado", "clientes", "han gastado", "último año", "al mes")
    quedan = [i for i in range(len(cabecera)) if i < 2 or any(fila[i] for fila in filas)]
    escribir_tabla(
        [cabecera[i] for i in quedan],
        [[fila[i] for i in quedan] for fila in filas],
        color=color,
        derecha=range(1, len(quedan)),
    )
    umbrales = vista.cartera.umbrales
    frase = (
        f"{contar(len(vista.cartera), 'cliente')} el {escribir_fecha(vista.cartera.hoy)};"
        f" pre-inactivo desde {umbrales.preinactivo} días sin comprar, inactivo con más de"
        f" {umbrales.inactivo}"
    )
    escribir_lineas(ajustar(f, 2) for f in (frase, *_con_que_se_juzga(vista)))


def _con_que_se_juzga(vista: Vista) -> Iterator[str]:
    """A cuántos de los que compran se les mide por lo suyo, si se pidió."""
    cartera = vista.cartera
    compran = np.isin(cartera.estados, (Estado.ACTIVO, Estado.PREINACTIVO, Estado.INACTIVO))
    total = int(compran.sum())
    if cartera.con_ritmo:
        suyos = int((compran & (cartera.ciclos > 0)).sum())
        yield f"{miles(suyos)} de {contar(total, 'comprador', 'compradores')}, por su propio ritmo"
    if cartera.temporadas is not None:
        suyos = int((compran & cartera.temporadas.cuales).sum())
        yield f"{miles(suyos)} de {contar(total, 'comprador', 'compradores')}, por su temporada"


def _importes(gastos: Sequence[Gasto], cual: str) -> str:
    sabidos = ((g, getattr(g, cual)) for g in gastos)
    return "\n".join(escribir_importe(n, g.moneda) for g, n in sabidos if n is not None)
