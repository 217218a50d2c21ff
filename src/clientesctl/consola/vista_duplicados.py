"""Los dobles para una persona: las fichas una bajo otra, y el grupo más seguro al final."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from clientesctl.consola.salida import consola
from clientesctl.consola.vista_hallazgos import legible
from clientesctl.operaciones import duplicados_listas as listas
from clientesctl.textos.cifras import contar

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from clientesctl.duplicados import Grupo, Par
    from clientesctl.operaciones.duplicados import Busqueda
    from clientesctl.registro.registro import Tabla

A_LA_VISTA = 40
"""Grupos que se enseñan en una terminal; todos salen en los otros formatos."""
_TITULOS = ("fila", "id", "nombre", "documento", "teléfono", "correo", "dirección", "nacimiento")
_LARGO = 44


def ensenar_grupos(busqueda: Busqueda, color: bool) -> None:
    """Los grupos del menos al más seguro, con sus razones, y la cuenta."""
    terminal = consola(color)
    tabla, mejores = busqueda.registro.clientes, listas.enlaces(busqueda)
    grupos = busqueda.dobles.grupos
    callados = max(0, len(grupos) - A_LA_VISTA)
    if callados:
        terminal.print(
            f"…{contar(callados, 'grupo')} menos seguros, con --formato tsv", style="dim"
        )
    for par in busqueda.sueltos[-A_LA_VISTA:]:
        _pintar(terminal, tabla, "par suelto", par.probabilidad, (par.a, par.b), [par])
    for i, grupo in enumerate(grupos[callados:], callados):
        pares = _los_que_unen(grupo, mejores)
        titulo = f"grupo {len(grupos) - i}"
        _pintar(terminal, tabla, titulo, grupo.probabilidad, grupo.posiciones, pares)
    terminal.print(listas.resumir(busqueda), style="bold", soft_wrap=True)
    libro = quote(busqueda.registro.ruta.name)
    for consejo in (
        f"En un libro:     clientesctl duplicados {libro} --salida dobles.xlsx",
        f"Decidir:         clientesctl duplicados revisar {libro}",
    ):
        terminal.print(consejo, soft_wrap=True, markup=False)


def _los_que_unen(grupo: Grupo, mejores: dict[int, Par]) -> list[Par]:
    """Los pares que unen las fichas del grupo, sin repetir."""
    pares = [mejores[p] for p in grupo.posiciones if p in mejores]
    return list({(par.a, par.b): par for par in pares}.values())


def _pintar(
    terminal: Console,
    tabla: Tabla,
    titulo: str,
    probabilidad: float,
    posiciones: tuple[int, ...],
    pares: list[Par],
) -> None:
    from rich.padding import Padding
    from rich.text import Text

    cabeza = Text(titulo, style="bold")
    cabeza.append(f"  {tanto_por_ciento(probabilidad)}  {tabla.hoja}", style="default")
    terminal.print(cabeza)
    pintar_fichas(terminal, [leer_ficha(tabla, posicion) for posicion in posiciones])
    for par in pares:
        a, b = (int(tabla.filas[p]) for p in (par.a, par.b))
        dicho = legible(listas.decir_razones(par), 400)
        terminal.print(Padding(Text(f"{a} y {b}: {dicho}", style="green"), (0, 0, 0, 4)))
    terminal.print()


def leer_ficha(tabla: Tabla, posicion: int, de: str = "") -> list[str]:
    """Lo que se enseña de una ficha, en el orden de los títulos; `de`, delante de su fila."""
    datos = [
        f"{de}{tabla.filas[posicion]}",
        tabla.identificador(posicion) or "",
        listas.nombrar(tabla, posicion),
        *listas.datos(tabla, posicion),
    ]
    return [legible(dato, _LARGO) for dato in datos]


def pintar_fichas(terminal: Console, filas: list[list[str]]) -> None:
    """Las fichas una bajo otra, sin las columnas que ninguna llena y con lo distinto marcado."""
    from rich.padding import Padding
    from rich.table import Table

    llenas = [i for i in range(len(_TITULOS)) if any(fila[i] for fila in filas)]
    rejilla = Table.grid(padding=(0, 2))
    for _ in llenas:
        rejilla.add_column(overflow="fold")
    for fila in filas:
        rejilla.add_row(*(_celda(filas, fila[i], i) for i in llenas))
    terminal.print(Padding(rejilla, (0, 0, 0, 2)))


def _celda(filas: list[list[str]], texto: str, cual: int) -> Text:
    """El dato; en amarillo si no es el mismo en todas las fichas que lo tienen."""
    from rich.text import Text

    distintos = {fila[cual] for fila in filas if fila[cual]}
    estilo = "cyan" if cual == 0 else "yellow" if len(distintos) > 1 and cual > 1 else "default"
    return Text(texto, style=estilo)


def tanto_por_ciento(probabilidad: float) -> str:
    """La probabilidad sin redondear hasta la certeza.

    >>> tanto_por_ciento(0.99996), tanto_por_ciento(0.873)
    ('99,9 %', '87,3 %')
    """
    milesimas = min(int(probabilidad * 1000), 999)
    return f"{milesimas // 10},{milesimas % 10} %"
