"""Cómo se ve un informe en una terminal: las cifras, y los gráficos con barras de texto."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from clientesctl.consola.salida import ajustar, consola, escribir_lineas, escribir_sin_partir
from clientesctl.entregas.grafico import Barras, Columnas, Serie
from clientesctl.entregas.html import escrito
from clientesctl.entregas.informe import Apartado, Pagina
from clientesctl.entregas.lista import Clase
from clientesctl.textos.cifras import miles

_ANCHO = 76
"""Lo que cabe en 80 columnas sin que nada se parta."""
_LLENO = "█"
_TRAMAS = "█▓▒░▞·"
"""Una por tono: sin color también se distinguen."""
_COLORES = ("cyan", "yellow", "red", "bright_blue", "bright_black", "white")
_NOMBRE = 22

SALIDA = "Con «--salida informe.html» sale la página con los gráficos, y con .xlsx, el libro."


def ensenar(pagina: Pagina, *, color: bool) -> None:
    """El informe entero; las cifras que importan, al final, donde quedan a la vista."""
    terminal = consola(color)
    for aviso in pagina.avisos:
        escribir_sin_partir(terminal, Text(aviso))
    for apartado in pagina.apartados:
        terminal.print(Text(apartado.titulo, style="bold"))
        if apartado.frase:
            escribir_sin_partir(terminal, Text(apartado.frase))
        for linea in _dibujar(apartado):
            escribir_sin_partir(terminal, linea)
        for nota in apartado.notas if apartado.grafico is None else ():
            escribir_sin_partir(terminal, Text(nota))
        terminal.print()
    terminal.print(Text(pagina.titulo, style="bold"))
    escribir_sin_partir(terminal, Text(pagina.bajada))
    ancho = max((len(c.valor) for c in pagina.cifras), default=0)
    for cifra in pagina.cifras:
        delante = f"{cifra.valor:>{ancho}} {cifra.rotulo}."
        linea = Text(ajustar(f"{delante} {cifra.frase}".rstrip(), ancho + 1))
        linea.stylize("bold", 0, len(delante))
        terminal.print(linea, soft_wrap=True)
    escribir_lineas(["", ajustar(SALIDA, 2)])


def _dibujar(apartado: Apartado) -> Iterator[Text]:
    grafico = apartado.grafico
    if isinstance(grafico, Columnas):
        yield from _columnas(grafico)
    elif isinstance(grafico, Barras):
        yield from _barras(grafico)
    elif apartado.tabla is not None and apartado.tabla.filas:
        yield from _tabla(apartado)


def _columnas(datos: Columnas) -> Iterator[Text]:
    """Un mes por línea: su barra, o sus trozos, y el total a la derecha."""
    if len(datos.series) > 1:
        yield _leyenda(datos.series)
    totales = [
        sum(v or 0 for v in mes) for mes in zip(*(s.valores for s in datos.series), strict=True)
    ]
    antes = datos.linea.valores if datos.linea else [None] * len(totales)
    rotulos = [_total(t, a) for t, a in zip(totales, antes, strict=True)]
    sitio = _ANCHO - 10 - max(map(len, rotulos), default=0)
    mayor = max((abs(t) for t in totales), default=0) or 1
    for i, etiqueta in enumerate(datos.etiquetas):
        linea = Text(f"{etiqueta.corta} {etiqueta.grupo} ", style="not bold")
        if all(s.valores[i] is None for s in datos.series):
            linea.append("no se sabe")
            yield linea
            continue
        trozos = [abs(s.valores[i] or 0) / mayor * sitio for s in datos.series]
        hecho = 0
        for serie, hasta in zip(datos.series, _acumular(trozos), strict=True):
            cuantos = round(hasta) - hecho
            linea.append(_TRAMAS[serie.tono] * cuantos, style=_COLORES[serie.tono])
            hecho += cuantos
        linea.append(f"{' ' * (hecho > 0)}{rotulos[i]}")
        yield linea


def _acumular(trozos: Sequence[float]) -> Iterator[float]:
    suma = 0.0
    for trozo in trozos:
        suma += trozo
        yield suma


def _total(total: float, antes: float | None) -> str:
    return miles(total) + (f" (un año antes, {miles(antes)})" if antes is not None else "")


def _leyenda(series: Sequence[Serie]) -> Text:
    linea = Text()
    for serie in series:
        linea.append(_TRAMAS[serie.tono], style=_COLORES[serie.tono])
        linea.append(f" {serie.nombre} ")
    linea.rstrip()
    return linea


def _barras(datos: Barras) -> Iterator[Text]:
    """Un renglón por línea: nombre, barra y lo que se lee de ella."""
    nombre = min(max((len(r.nombre) for r in datos.renglones), default=0), _NOMBRE)
    dicho = max((len(r.dicho) for r in datos.renglones), default=0)
    sitio = max(_ANCHO - nombre - dicho - 3, 8)
    mayor = max((r.valor for r in datos.renglones), default=0) or 1
    for renglon in datos.renglones:
        entera = round(renglon.valor / mayor * sitio)
        parte = entera if renglon.parte is None else round(renglon.parte / mayor * sitio)
        linea = Text(f"{renglon.nombre[:nombre]:<{nombre}} ", style="not bold")
        linea.append(_LLENO * parte, style=_COLORES[renglon.tono])
        linea.append("░" * (entera - parte), style=_COLORES[renglon.tono])
        linea.append(f"{' ' * (entera > 0)}{renglon.dicho}")
        yield linea


def _tabla(apartado: Apartado) -> Iterator[Text]:
    """Lo que solo es una tabla: cada fila, en las líneas que hagan falta."""
    tabla = apartado.tabla
    if tabla is None:
        return
    for fila in tabla.filas:
        linea = Text(f"{fila[0]}: ", style="bold")
        dichos = [
            f"{_minuscula(columna.titulo)} {escrito(valor, _con_miles(columna.clase))}"
            for columna, valor in zip(tabla.columnas[1:], fila[1:], strict=True)
            if valor not in ("", None, 0)
        ]
        linea.append(", ".join(dichos), style="not bold")
        yield linea


def _con_miles(clase: Clase) -> Clase:
    return "dinero" if clase == "entero" else clase


def _minuscula(titulo: str) -> str:
    return titulo[:1].lower() + titulo[1:]
