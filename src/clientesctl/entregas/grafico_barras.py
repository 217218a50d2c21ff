"""Barras tumbadas: un nombre encima de cada una, para que ninguno se corte."""

from __future__ import annotations

from clientesctl.entregas.grafico import Barras, Lienzo, Renglon, ancho_de

_RENGLON = 36.0
_GRUESO = 12.0
_LEYENDA = 22.0
_DE_MAYUSCULA = 1.38
"""Lo que ocupa una mayúscula negrita por cada letra corriente."""


def dibujar_barras(datos: Barras, ancho: float, clave: str) -> str:
    """El gráfico como SVG de ese ancho en píxeles, tan alto como renglones tenga."""
    arriba = _LEYENDA if datos.leyenda else 2.0
    lienzo = Lienzo(ancho, arriba + _RENGLON * len(datos.renglones))
    if datos.leyenda:
        _dibujar_leyenda(lienzo, *datos.leyenda)
    mayor = max((r.valor for r in datos.renglones), default=0) or 1
    for i, renglon in enumerate(datos.renglones):
        _dibujar(lienzo, renglon, arriba + i * _RENGLON, ancho / mayor)
    return lienzo.svg(datos.titulo, datos.descripcion, clave)


def _dibujar(lienzo: Lienzo, renglon: Renglon, y: float, escala: float) -> None:
    sobra = lienzo.ancho - ancho_de(renglon.dicho) - 12
    lienzo.texto(0, y + 12, _recortar(renglon.nombre, sobra), "rotulo nombre")
    lienzo.texto(lienzo.ancho, y + 12, renglon.dicho, "rotulo", "end")
    largo = max(renglon.valor * escala, 1.0) if renglon.valor else 0.0
    con_parte = renglon.parte is not None
    tono = "claro" if con_parte else f"t{renglon.tono}"
    lienzo.rectangulo(0, y + 17, largo, _GRUESO, tono, f"{renglon.nombre}: {renglon.dicho}")
    if renglon.parte:
        lienzo.rectangulo(0, y + 17, renglon.parte * escala, _GRUESO, f"t{renglon.tono}")


def _recortar(texto: str, ancho: float) -> str:
    """El texto, o lo que quepa de él: el entero va en la tabla y al pasar por la barra."""
    caben = max(int(ancho / ancho_de("m") / _DE_MAYUSCULA), 4)
    return texto if len(texto) <= caben else f"{texto[: caben - 1].rstrip()}…"


def _dibujar_leyenda(lienzo: Lienzo, entera: str, parte: str) -> None:
    lienzo.rectangulo(0, 3, 10, 9, "t0")
    lienzo.texto(15, 11, parte, "rotulo")
    x = 15 + ancho_de(parte) + 18
    lienzo.rectangulo(x, 3, 10, 9, "claro")
    lienzo.texto(x + 15, 11, entera, "rotulo")
