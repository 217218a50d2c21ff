"""Cómo se ve la frescura de un registro en una terminal: lo que hay que hacer, al final."""

from __future__ import annotations

from collections.abc import Iterator

from clientesctl.cartera.monedas import escribir_importe
from clientesctl.cartera.motivos import escribir_fecha
from clientesctl.consola.salida import (
    ajustar,
    escribir_lineas,
    escribir_tabla,
    libro_en_una_orden,
)
from clientesctl.operaciones.frescura import Frescura, Llamada
from clientesctl.operaciones.frescura_listas import PEORES, columnas_de, resumir
from clientesctl.operaciones.frescura_progreso import Paso
from clientesctl.textos.cifras import contar, miles

_OTRAS = 6
"""Cuántas columnas vacías sin coste contado se nombran."""


def ensenar(vista: Frescura, *, color: bool) -> None:
    """Lo tardado, lo que espera, lo que falta con su coste, a quién llamar y el resumen."""
    escribir_lineas(ajustar(linea, 10) for linea in _lineas(vista))
    _ensenar_progreso(vista, color)
    _ensenar_columnas(vista, color)
    escribir_lineas(ajustar(linea, 4) for linea in _llamadas(vista))
    escribir_lineas([ajustar(resumir(vista), 2)])


def _lineas(vista: Frescura) -> Iterator[str]:
    yield from _de_demora(vista)
    yield from _de_espera(vista)
    yield from _de_revision(vista)


def _de_demora(vista: Frescura) -> Iterator[str]:
    demora, clientes = vista.demora, vista.registro.clientes
    if not len(demora.dias):
        yield "tardan    no se sabe: ninguna ficha lleva FECHA_ALTA y FECHA_CAPTURA a la vez"
    else:
        mitad, casi = (demora.percentil(p) or 0 for p in (50, 90))
        yield (
            f"tardan    la mitad de las fichas, {contar(mitad, 'día')} o menos; nueve de cada diez,"
            f" hasta {contar(casi, 'día')}"
        )
        peores = [
            f"{clientes.identificador(p) or f'fila {clientes.filas[p]}'} ({contar(int(d), 'día')})"
            for p, d in zip(demora.posiciones[:PEORES].tolist(), demora.dias, strict=False)
            if d > casi
        ]
        if peores:
            yield f"          las que más tardaron: {', '.join(peores)}"
    if demora.al_reves:
        fichas = contar(demora.al_reves, "ficha capturada", "fichas capturadas")
        yield f"          {fichas} antes de obtenerse: alguna de sus fechas está mal"


def _de_espera(vista: Frescura) -> Iterator[str]:
    espera, clientes = vista.espera, vista.registro.clientes
    n = len(espera.posiciones)
    if not espera.se_lleva:
        yield "esperan   no se sabe: nadie escribe FECHA_CAPTURA en este libro"
    elif n:
        p = int(espera.posiciones[0])
        quien = clientes.identificador(p) or f"fila {clientes.filas[p]}"
        fichas = contar(n, "ficha obtenida", "fichas obtenidas")
        yield (
            f"esperan   {fichas} y sin FECHA_CAPTURA; la que más, {quien}, desde hace"
            f" {contar(int(espera.dias[0]), 'día')}"
        )
    else:
        yield "esperan   ninguna: todo lo obtenido está capturado"
    for pendiente in vista.pendientes:
        yield (
            f"          pendiente {pendiente.numero}, «{pendiente.orden}», sin escribir desde hace"
            f" {contar(pendiente.dias, 'día')}"
        )


def _de_revision(vista: Frescura) -> Iterator[str]:
    meses = contar(vista.abierto.politicas.meses_revision, "mes", "meses")
    n = len(vista.revision.posiciones)
    if vista.sin_regla:
        yield "revisión  las políticas no la miran (revision_caducada está apagada)"
    elif not vista.revision.se_sabe:
        yield f"revisión  no se sabe qué lleva {meses} sin revisar: no hay columna FECHA_REVISION"
    elif n:
        de = len(vista.cartera)
        yield (
            f"revisión  {contar(n, 'ficha')} de {miles(de)} sin revisar desde hace más de {meses}:"
            " véalas con «clientesctl validar --regla revision_caducada»"
        )
    else:
        yield f"revisión  todas revisadas en los últimos {meses}"


def _ensenar_progreso(vista: Frescura, color: bool) -> None:
    progreso = vista.progreso
    if not progreso.pasos:
        escribir_lineas(["progreso  no se puede comparar: ni copias de hace un mes ni fechas"])
        return
    titulo = f"progreso  desde el {escribir_fecha(progreso.desde)}, según {progreso.fuente}"
    escribir_lineas([ajustar(titulo, 10)])
    filas = [
        (p.medida, _valor(p, p.antes), _valor(p, p.ahora), _diferencia(p)) for p in progreso.pasos
    ]
    escribir_tabla(["", "antes", "ahora", ""], filas, color=color, derecha=(1, 2, 3))


def _valor(paso: Paso, valor: float | None) -> str:
    if valor is None:
        return "–"
    return f"{miles(100 * valor, 1)} %" if paso.parte else miles(valor)


def _diferencia(paso: Paso) -> str:
    if paso.antes is None or paso.ahora is None:
        return ""
    cambio = (paso.ahora - paso.antes) * (100 if paso.parte else 1)
    if not round(cambio, 1):
        return "igual"
    signo = "+" if cambio > 0 else "−"
    return f"{signo}{miles(abs(cambio), 1 if paso.parte else 0)}{' puntos' if paso.parte else ''}"


def _ensenar_columnas(vista: Frescura, color: bool) -> None:
    if not vista.huecos:
        escribir_lineas(["columnas  no falta nada"])
        return
    filas = []
    for hueco in reversed(vista.huecos):
        gastos = [escribir_importe(g.total, g.moneda) for g in hueco.gastos if g.total]
        filas.append(
            (
                columnas_de(hueco),
                hueco.uso.para,
                f"{miles(100 * hueco.vacias / hueco.de, 1)} %",
                miles(hueco.clientes),
                miles(hueco.activos),
                "\n".join(gastos),
            )
        )
    cabecera = ("columna", "sin ella no se puede", "vacía", "clientes*", "activos", "han gastado*")
    escribir_tabla(cabecera, filas, color=color, derecha=(2, 3, 4, 5))
    nota = (
        "* clientes que han comprado y a los que se puede llamar, con los que no se puede hacer eso"
        " porque su columna está vacía; y todo lo que han gastado"
    )
    escribir_lineas([ajustar(nota, 2)])
    if vista.otras_vacias:
        cuales = [f"{c.upper()} ({miles(100 * v)} %)" for c, v in vista.otras_vacias[:_OTRAS]]
        escribir_lineas([ajustar(f"Más vacías que llenas, además: {', '.join(cuales)}", 2)])
    escribir_lineas([""])


def _llamadas(vista: Frescura) -> Iterator[str]:
    if not vista.fichas:
        return
    yield f"A quién preguntar: {miles(len(vista.fichas))} de {miles(vista.por_completar)}"
    for llamada in reversed(list(vista.llamadas())):
        yield from _llamada(llamada)
    libro = libro_en_una_orden(vista.abierto.crudo.ruta)
    yield f"Para llevárselo: clientesctl frescura {libro} --salida completar.xlsx"
    yield ""


def _llamada(llamada: Llamada) -> Iterator[str]:
    cliente, gasto = llamada.cliente, llamada.gasto
    quien = cliente.id or f"fila {cliente.fila}"
    dinero = escribir_importe(gasto.total, gasto.moneda) if gasto and gasto.total else ""
    detras = "; ".join(filter(None, (llamada.como, llamada.horario, dinero)))
    yield f"  {quien:<9} {cliente.nombre or '(sin nombre)'} · {detras}"
    yield f"    {' '.join(llamada.ficha.preguntas)}"
