"""Cómo se ven las pérdidas en una terminal: a quién visitar, por qué se fue y lo que valía."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clientesctl.cartera.monedas import escribir_importe
from clientesctl.cartera.motivos import escribir_fecha
from clientesctl.cartera.perdidas import Perdida
from clientesctl.cartera.perdidas_compras import Gastaba
from clientesctl.cartera.perdidas_resumen import (
    SIN_CAUSA,
    Grupo,
    juntar,
    por_causa,
    repartir,
    repartir_rechazos,
)
from clientesctl.consola.salida import ajustar, escribir_lineas, escribir_tabla
from clientesctl.operaciones.perdidas import Vista
from clientesctl.operaciones.perdidas_listas import a_visitar, notas, telefonos_a_la_vista
from clientesctl.textos.cifras import contar, miles

SIN_PEDIRLO = 15
"""Cuántos se enseñan de los que visitar: los que más valían, el mejor al final."""
_SANGRIA = 12
_NOMBRE = 30


def ensenar(vista: Vista, *, color: bool) -> None:
    """Las propuestas rechazadas, el reparto pedido, a quién visitar, las causas y el resumen."""
    _ensenar_rechazos(vista, color=color)
    if vista.por is not None:
        grupos = repartir(vista.perdidas.clientes, vista.por)
        _ensenar_grupos(vista.por, grupos, color=color)
    escribir_lineas(ajustar(linea, _SANGRIA) for linea in _de_visitas(vista))
    _ensenar_grupos("causa", por_causa(vista.perdidas), color=color)
    escribir_lineas(ajustar(nota, 2) for nota in notas(vista)[1:])
    if vista.perdidas.se_apuntan:
        escribir_lineas(["", *(ajustar(linea, 2) for linea in _conclusion(vista))])


def _de_visitas(vista: Vista) -> Iterator[str]:
    todos = a_visitar(vista.perdidas)
    if not todos:
        return
    ensenados = todos[:SIN_PEDIRLO]
    telefonos = telefonos_a_la_vista(vista, ensenados)
    yield f"A QUIÉN VOLVER A VISITAR ({miles(len(todos))})"
    if fuera := len(todos) - len(ensenados):
        yield f"  … y {miles(fuera)} más, que valían menos: --salida visitas.xlsx los da todos"
    for p in reversed(ensenados):
        yield _linea(p, telefonos[p.cliente.posicion])
    yield ""


def _linea(perdida: Perdida, telefono: str) -> str:
    cliente = perdida.cliente
    quien = cliente.id or f"fila {cliente.fila}"
    desde = f"desde el {escribir_fecha(perdida.dia)}" if perdida.dia else "no consta desde cuándo"
    partes = (
        telefono,
        escribir_gastos(perdida.compraba.gastos),
        (perdida.causa or "sin causa apuntada") + f", {desde}",
        f"compraba {perdida.compraba.producto}" if perdida.compraba.producto else "",
        perdida.vendedor,
    )
    nombre = cliente.nombre or "(sin nombre)"
    return f"  {quien:<9} {nombre:<{_NOMBRE}} {' · '.join(filter(None, partes))}"


def escribir_gastos(gastos: Sequence[Gastaba]) -> str:
    """Lo que gastaban al mes y al año, por monedas."""
    frases = []
    for g in gastos:
        mes = "" if g.al_mes is None else f"{escribir_importe(g.al_mes, g.moneda)}/mes"
        ano = "" if g.al_ano is None else f"{escribir_importe(g.al_ano, g.moneda)} al año"
        frases.append(f"{mes} ({ano})" if mes and ano else mes or ano)
    return " y ".join(filter(None, frases))


def _ensenar_grupos(por: str, grupos: Sequence[Grupo], *, color: bool) -> None:
    if not grupos:
        return
    filas = [
        [
            g.nombre,
            miles(g.clientes),
            "no se sabe" if g.nombre == SIN_CAUSA else miles(g.recuperables),
            miles(g.sin_fecha) if g.sin_fecha else "",
            _importes(g, "al_mes"),
            _importes(g, "al_ano"),
        ]
        for g in grupos
    ]
    cabecera = [por, "clientes", "recupe-\nrables", "sin\nfecha", "gastaban\nal mes", "al año"]
    quedan = [i for i in range(len(cabecera)) if i < 3 or any(fila[i] for fila in filas)]
    escribir_tabla(
        [cabecera[i] for i in quedan],
        [[fila[i] for i in quedan] for fila in filas],
        color=color,
        derecha=range(1, len(quedan)),
    )


def _importes(grupo: Grupo, cual: str) -> str:
    sabidos = ((getattr(g, cual), g.moneda) for g in grupo.gastaban)
    return "\n".join(escribir_importe(n, moneda) for n, moneda in sabidos if n is not None)


def _ensenar_rechazos(vista: Vista, *, color: bool) -> None:
    rechazadas = vista.perdidas.rechazadas
    if not rechazadas:
        return
    for por in ("motivo", *([vista.por] if vista.por else [])):
        filas = [
            [
                r.nombre,
                miles(r.propuestas),
                "\n".join(escribir_importe(n, moneda) for moneda, n in r.importes),
            ]
            for r in repartir_rechazos(rechazadas, por)
        ]
        titulos = (f"propuestas rechazadas, por {por}", "cuántas", "importe")
        escribir_tabla(titulos, filas, color=color, derecha=(1, 2))


def _conclusion(vista: Vista) -> Iterator[str]:
    perdidas = vista.perdidas
    todas = juntar(perdidas.clientes)
    yield (
        f"{contar(todas.clientes, 'cliente perdido', 'clientes perdidos')} {notas(vista)[0]}"
        + (f"; gastaban {gastos}" if (gastos := escribir_gastos(todas.gastaban)) else "")
    )
    if con_causa := todas.clientes - todas.sin_causa:
        parte = f" ({round(100 * todas.recuperables / con_causa)} %)" if con_causa >= 10 else ""
        podian = "podía" if todas.recuperables == 1 else "podían"
        yield (
            f"se {podian} haber recuperado {miles(todas.recuperables)} de {miles(con_causa)} con"
            f" causa apuntada{parte}"
        )
    if n := perdidas.recuperados:
        una = "1 cliente que se fue en ese tiempo ha vuelto a comprar: no se cuenta como pérdida"
        varias = (
            f"{miles(n)} clientes que se fueron en ese tiempo han vuelto a comprar: no se cuentan"
            " como pérdidas"
        )
        yield una if n == 1 else varias
