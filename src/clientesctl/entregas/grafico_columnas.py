"""Columnas por meses, apiladas o sueltas, con quizá una línea por encima."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clientesctl.entregas.grafico import (
    Columnas,
    Lienzo,
    Serie,
    Valor,
    abreviar,
    ancho_de,
    pasos,
    separar,
)
from clientesctl.textos.cifras import miles

_ALTO = 236
_ARRIBA, _ABAJO = 12, 34
_RENGLON = 13.5
_MAS_ANCHA = 38.0
_LEYENDA = 20
_COLA = 16


def dibujar_columnas(datos: Columnas, ancho: float, clave: str) -> str:
    """El gráfico como SVG de ese ancho en píxeles."""
    marco = _Marco.de(datos, ancho)
    lienzo = Lienzo(ancho, marco.alto)
    _dibujar_ejes(lienzo, marco)
    _dibujar_etiquetas(lienzo, marco)
    _dibujar_columnas(lienzo, marco)
    if datos.linea is not None:
        _dibujar_linea(lienzo, marco, datos.linea)
        _dibujar_leyenda(lienzo, datos, marco)
    elif len(datos.series) > 1:
        _rotular_series(lienzo, marco)
    lienzo.raya(marco.izquierda, marco.y(0), marco.derecha, marco.y(0), "eje")
    return lienzo.svg(datos.titulo, datos.descripcion, clave)


@dataclass(frozen=True)
class _Marco:
    """Dónde cae cada cosa: el rectángulo del dibujo y la escala de sus valores."""

    datos: Columnas
    izquierda: float
    derecha: float
    arriba: float
    alto: float
    marcas: Sequence[float]

    @staticmethod
    def de(datos: Columnas, ancho: float) -> _Marco:
        valores = [v for pila in _pilas(datos) for v in (sum(v for v in pila if v > 0), *pila)]
        valores += [v for v in (datos.linea.valores if datos.linea else ()) if v is not None]
        marcas = pasos(min(valores, default=0), max(valores, default=0))
        izquierda = max(ancho_de(abreviar(m)) for m in marcas) + 11
        rotulos = [_rotulo(datos, s) for s in datos.series] if _con_rotulos(datos) else []
        margen = max(map(ancho_de, rotulos), default=0) + (_COLA if rotulos else 4)
        arriba = _ARRIBA + (_LEYENDA if datos.linea else 0)
        return _Marco(datos, izquierda, ancho - margen, arriba, _ALTO, marcas)

    @property
    def abajo(self) -> float:
        return self.alto - _ABAJO

    @property
    def paso(self) -> float:
        """Lo que ocupa una columna con su hueco."""
        return (self.derecha - self.izquierda) / max(len(self.datos.etiquetas), 1)

    @property
    def grueso(self) -> float:
        return min(self.paso * 0.72, _MAS_ANCHA)

    def x(self, lugar: int) -> float:
        """El centro de una columna."""
        return self.izquierda + self.paso * (lugar + 0.5)

    def y(self, valor: float) -> float:
        bajo, alto = self.marcas[0], self.marcas[-1]
        return self.abajo - (valor - bajo) / (alto - bajo) * (self.abajo - self.arriba)


def _con_rotulos(datos: Columnas) -> bool:
    return datos.linea is None and len(datos.series) > 1


def _pilas(datos: Columnas) -> list[list[float]]:
    """Por etiqueta, los valores que se sabe de cada serie."""
    columnas = zip(*(s.valores for s in datos.series), strict=True)
    return [[v for v in columna if v is not None] for columna in columnas]


def _rotulo(datos: Columnas, serie: Serie) -> str:
    valor = sum(v or 0 for v in serie.valores) if datos.sumadas else serie.valores[-1]
    return f"{serie.nombre} {miles(valor or 0)}"


def _dibujar_ejes(lienzo: Lienzo, marco: _Marco) -> None:
    for marca in marco.marcas:
        y = marco.y(marca)
        if marca:
            lienzo.raya(marco.izquierda, y, marco.derecha, y, "raya")
        lienzo.texto(marco.izquierda - 5, y + 3.5, abreviar(marca), "rotulo", "end")


def _dibujar_etiquetas(lienzo: Lienzo, marco: _Marco) -> None:
    """Los meses que caben, contados desde el último, y cada año donde empieza."""
    etiquetas = marco.datos.etiquetas
    cada = 1
    while cada * marco.paso < ancho_de("mmm") + 9:
        cada += 1
    ultima = len(etiquetas) - 1
    for i, etiqueta in enumerate(etiquetas):
        if (ultima - i) % cada == 0:
            lienzo.texto(marco.x(i), marco.abajo + 14, etiqueta.corta, "rotulo", "middle")
    dichos: list[tuple[float, str]] = []
    for i, etiqueta in enumerate(etiquetas):
        if i == 0 or etiqueta.grupo != etiquetas[i - 1].grupo:
            dichos.append((marco.x(i), etiqueta.grupo))
    for j, (x, grupo) in enumerate(dichos):
        siguiente = dichos[j + 1][0] if j + 1 < len(dichos) else float("inf")
        if siguiente - x > ancho_de(grupo) + 6:
            lienzo.texto(x, marco.abajo + 28, grupo, "rotulo tenue", "middle")


def _dibujar_columnas(lienzo: Lienzo, marco: _Marco) -> None:
    datos = marco.datos
    ultima = len(datos.etiquetas) - 1
    for i, etiqueta in enumerate(datos.etiquetas):
        base = 0.0
        parcial = " parcial" if datos.parcial and i == ultima else ""
        for serie in datos.series:
            valor = serie.valores[i]
            if not valor:
                continue
            y1, y2 = sorted((marco.y(base), marco.y(base + valor)))
            hueco = 1 if y2 - y1 > 2 and len(datos.series) > 1 else 0
            dicho = f"{serie.nombre}, {etiqueta.entera}: {miles(valor)} {datos.unidad}".rstrip()
            lienzo.rectangulo(
                marco.x(i) - marco.grueso / 2, y1, marco.grueso, max(y2 - y1 - hueco, 0.6),
                f"t{serie.tono}{parcial}", dicho,
            )  # fmt: skip
            base += valor


def _dibujar_linea(lienzo: Lienzo, marco: _Marco, linea: Serie) -> None:
    """La línea, por los puntos que se saben; donde no se sabe, se corta."""
    tramo: list[tuple[float, float]] = []
    etiquetas = marco.datos.etiquetas
    for i, valor in enumerate((*linea.valores, None)):
        if valor is not None:
            tramo.append((marco.x(i), marco.y(valor)))
        elif tramo:
            lienzo.quebrada(tramo, "linea")
            tramo = []
    for i, valor in enumerate(linea.valores):
        if valor is not None:
            dicho = f"{linea.nombre}, {etiquetas[i].entera}: {miles(valor)} {marco.datos.unidad}"
            lienzo.punto(marco.x(i), marco.y(valor), "punto", dicho.rstrip())


def _dibujar_leyenda(lienzo: Lienzo, datos: Columnas, marco: _Marco) -> None:
    x, y = marco.izquierda, _ARRIBA - 1.0
    lienzo.rectangulo(x, y - 8, 10, 9, f"t{datos.series[0].tono}")
    lienzo.texto(x + 15, y, datos.series[0].nombre, "rotulo")
    x += 15 + ancho_de(datos.series[0].nombre) + 16
    if datos.linea is not None:
        lienzo.quebrada([(x, y - 3.5), (x + 18, y - 3.5)], "linea")
        lienzo.punto(x + 9, y - 3.5, "punto")
        lienzo.texto(x + 23, y, datos.linea.nombre, "rotulo")


def _rotular_series(lienzo: Lienzo, marco: _Marco) -> None:
    """El nombre y el último valor de cada serie, a la derecha y a su altura."""
    base, alturas, series = 0.0, [], []
    for serie in marco.datos.series:
        valor = _o_cero(serie.valores[-1])
        series.append(serie)
        alturas.append(marco.y(base + valor / 2))
        base += valor
    borde = marco.x(len(marco.datos.etiquetas) - 1) + marco.grueso / 2
    puestas = separar(alturas, _RENGLON, marco.arriba, marco.abajo)
    for serie, de, a in zip(series, alturas, puestas, strict=True):
        lienzo.quebrada([(borde + 2, de), (borde + 6, a), (marco.derecha + 3, a)], "guia")
        lienzo.rectangulo(marco.derecha + 3, a - 4, 8, 8, f"t{serie.tono}")
        lienzo.texto(marco.derecha + 15, a + 3.8, _rotulo(marco.datos, serie), "rotulo")


def _o_cero(valor: Valor) -> float:
    return valor or 0.0
