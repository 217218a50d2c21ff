"""Lo que se dibuja en un gráfico, y las piezas con que se dibuja: SVG sobrio y sin nada de fuera.

Los colores y las letras los pone la página: aquí cada pieza lleva una clase (`t0`… los tonos,
`eje`, `raya`, `valor`), y así el mismo dibujo vale de día, de noche y en papel.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

Valor = float | None
TONOS = 6
"""Cuántos tonos hay, del 0 al 5; se distinguen también por su claridad."""
LETRA = 6.1
"""Lo que ocupa, de media, una letra de los rótulos (11 px), para que ninguno se salga."""


@dataclass(frozen=True, slots=True)
class Serie:
    """Un nombre, su tono y un valor por etiqueta; None donde no se sabe."""

    nombre: str
    valores: Sequence[Valor]
    tono: int = 0


@dataclass(frozen=True, slots=True)
class Etiqueta:
    """Lo que va debajo de una columna: corta, y el grupo (el año) que se dice una vez."""

    corta: str
    grupo: str
    entera: str


@dataclass(frozen=True)
class Columnas:
    """Columnas, apiladas si hay más de una serie; `linea` va por encima.

    `parcial`: la última está a medias, y se ve. `unidad` acompaña a los números. Las series
    apiladas llevan al lado su último valor o, con `sumadas`, lo que suman todos.
    """

    titulo: str
    descripcion: str
    etiquetas: Sequence[Etiqueta]
    series: Sequence[Serie]
    linea: Serie | None = None
    parcial: bool = False
    unidad: str = ""
    sumadas: bool = False


@dataclass(frozen=True, slots=True)
class Renglon:
    """Una barra: su nombre, cuánto mide, la parte que se señala y lo que se lee a su derecha."""

    nombre: str
    valor: float
    parte: Valor = None
    dicho: str = ""
    tono: int = 0


@dataclass(frozen=True)
class Barras:
    """Barras tumbadas, una por renglón; `leyenda` dice qué son la barra y su parte."""

    titulo: str
    descripcion: str
    renglones: Sequence[Renglon]
    leyenda: tuple[str, str] | None = None


@dataclass(eq=False)
class Lienzo:
    """Un dibujo que se va haciendo; `texto` y las demás le añaden piezas."""

    ancho: float
    alto: float
    piezas: list[str] = field(default_factory=list)

    def rectangulo(self, x: float, y: float, ancho: float, alto: float, clase: str,
                   dicho: str = "") -> None:  # fmt: skip
        sitio = f'x="{n(x)}" y="{n(y)}" width="{n(ancho)}" height="{n(alto)}"'
        titulo = f"<title>{escape(dicho)}</title>" if dicho else ""
        self.piezas.append(f'<rect class="{clase}" {sitio}>{titulo}</rect>')

    def raya(self, x1: float, y1: float, x2: float, y2: float, clase: str) -> None:
        puntos = f'x1="{n(x1)}" y1="{n(y1)}" x2="{n(x2)}" y2="{n(y2)}"'
        self.piezas.append(f'<line class="{clase}" {puntos}/>')

    def texto(self, x: float, y: float, dicho: str, clase: str, ancla: str = "start") -> None:
        anclado = "" if ancla == "start" else f' text-anchor="{ancla}"'
        self.piezas.append(
            f'<text class="{clase}" x="{n(x)}" y="{n(y)}"{anclado}>{escape(dicho)}</text>'
        )

    def quebrada(self, puntos: Sequence[tuple[float, float]], clase: str) -> None:
        camino = " ".join(f"{n(x)},{n(y)}" for x, y in puntos)
        self.piezas.append(f'<polyline class="{clase}" points="{camino}"/>')

    def punto(self, x: float, y: float, clase: str, dicho: str = "") -> None:
        titulo = f"<title>{escape(dicho)}</title>" if dicho else ""
        self.piezas.append(
            f'<circle class="{clase}" cx="{n(x)}" cy="{n(y)}" r="2.2">{titulo}</circle>'
        )

    def svg(self, titulo: str, descripcion: str, clave: str) -> str:
        """El dibujo entero; `clave` distingue sus identificadores de los de otro."""
        alto, ancho = n(self.alto), n(self.ancho)
        cabeza = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {ancho} {alto}" width="{ancho}"'
            f' height="{alto}" role="img" aria-labelledby="{clave}-t {clave}-d">'
            f'<title id="{clave}-t">{escape(titulo)}</title>'
            f'<desc id="{clave}-d">{escape(descripcion)}</desc>'
        )
        return "\n".join([cabeza, *self.piezas, "</svg>"])


def n(valor: float) -> str:
    """La coordenada con un decimal como mucho.

    >>> n(12.0), n(3.14159)
    ('12', '3.1')
    """
    return f"{valor:.1f}".removesuffix(".0")


def pasos(minimo: float, maximo: float, cuantos: int = 5) -> list[float]:
    """Los números redondos de un eje que abarca esos valores y el cero.

    >>> pasos(0, 182)
    [0, 50, 100, 150, 200]
    >>> pasos(-3, 10)
    [-5, 0, 5, 10]
    """
    bajo, alto = min(minimo, 0), max(maximo, 0)
    if bajo == alto:
        return [0, 1]
    crudo = (alto - bajo) / cuantos
    potencia = 10.0 ** math.floor(math.log10(crudo))
    paso = next(m * potencia for m in (1, 2, 5, 10) if m * potencia >= crudo * (1 - 1e-9))
    if all(float(v).is_integer() for v in (minimo, maximo)):
        paso = max(paso, 1.0)
    desde, hasta = math.floor(bajo / paso + 1e-9), math.ceil(alto / paso - 1e-9)
    decimales = max(2 - math.floor(math.log10(paso)), 0)
    marcas = [i * paso for i in range(desde, hasta + 1)]
    return [int(m) if float(m).is_integer() else round(m, decimales) for m in marcas]


def abreviar(valor: float) -> str:
    """El número como cabe en un eje: «950», «12 mil», «1,5 M» (millones).

    >>> [abreviar(v) for v in (0, 950, 9500, 12500, 250000, 1_500_000, 30_000_000, -2000)]
    ['0', '950', '9.500', '12,5 mil', '250 mil', '1,5 M', '30 M', '−2.000']
    >>> [abreviar(v) for v in (0.25, 2.5e9, 4e12)]
    ['0,25', '2.500 M', '4 B']
    """
    signo, absoluto = ("−" if valor < 0 else ""), abs(valor)
    divisor, letra = next(
        ((d, f" {s}") for d, s in _ESCALAS if absoluto >= d and (d > 1000 or absoluto >= 10_000)),
        (1, ""),
    )
    cifras = f"{absoluto / divisor:,.2f}".rstrip("0").rstrip(".")
    if absoluto / divisor >= 100:
        cifras = f"{absoluto / divisor:,.0f}"
    elif absoluto / divisor >= 10:
        cifras = f"{absoluto / divisor:,.1f}".removesuffix(".0")
    return signo + cifras.translate(str.maketrans(",.", ".,")) + letra


_ESCALAS = ((1e12, "B"), (1e6, "M"), (1e3, "mil"))
"""Un billón en español son mil millares de millón: doce ceros."""


def ancho_de(texto: str) -> float:
    """Lo que ocupa, más o menos, un rótulo."""
    return len(texto) * LETRA


def separar(alturas: Sequence[float], hueco: float, arriba: float, abajo: float) -> list[float]:
    """Las mismas alturas, movidas lo justo para que entre dos rótulos haya ese hueco.

    >>> separar([50, 52, 90], 12, 0, 100)
    [45.0, 57.0, 90.0]
    """
    orden = sorted(range(len(alturas)), key=lambda i: alturas[i])
    # Grupos de rótulos que se tocan: cada uno se centra en la media de los suyos.
    grupos: list[list[int]] = []
    for i in orden:
        grupos.append([i])
        while len(grupos) > 1 and _principio(grupos[-1], alturas, hueco, arriba, abajo) < (
            _principio(grupos[-2], alturas, hueco, arriba, abajo) + hueco * len(grupos[-2])
        ):
            ultimo = grupos.pop()
            grupos[-1] += ultimo
    puestas = [0.0] * len(alturas)
    for grupo in grupos:
        principio = _principio(grupo, alturas, hueco, arriba, abajo)
        for lugar, i in enumerate(grupo):
            puestas[i] = principio + lugar * hueco
    return puestas


def _principio(
    grupo: Sequence[int], alturas: Sequence[float], hueco: float, arriba: float, abajo: float
) -> float:
    """La altura del primer rótulo de un grupo, sin salirse."""
    largo = hueco * (len(grupo) - 1)
    centro = sum(alturas[i] for i in grupo) / len(grupo)
    return max(min(centro - largo / 2, abajo - largo), arriba)
