"""Las hojas de etiquetas que se venden, con sus medidas.

De la hoja de medidas que LibreOffice trae para cada fabricante (`share/labels/labels.xml`: paso,
etiqueta, margen izquierdo y margen de arriba, en centésimas de milímetro), cotejadas con el papel:
márgenes iguales a los dos lados más etiquetas y huecos dan el ancho y el alto exactos. La 5160 se
da en pulgadas, que es como la hace Avery: 2 5/8 × 1, con 3/16 al lado, 1/2 arriba y paso de 2 3/4.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clientesctl.registro.errores import ErrorUso
from clientesctl.textos.palabras import conjunto

PUNTOS_POR_MM = 72 / 25.4
_PULGADA = 25.4
_A4 = (210.0, 297.0)
_CARTA = (8.5 * _PULGADA, 11 * _PULGADA)


@dataclass(frozen=True, slots=True)
class Hueco:
    """El rectángulo de una etiqueta en su página, en puntos y desde abajo a la izquierda."""

    x: float
    y: float
    ancho: float
    alto: float


@dataclass(frozen=True, slots=True)
class HojaDeEtiquetas:
    """Una hoja: sus etiquetas por fila y por columna, y sus medidas en milímetros.

    `izquierda` y `arriba` son los márgenes hasta la primera; `paso`, lo que hay del borde de una al
    de la siguiente, a lo ancho y a lo alto.
    """

    nombre: str
    papel: tuple[float, float]
    columnas: int
    filas: int
    ancho: float
    alto: float
    izquierda: float
    arriba: float
    paso: tuple[float, float]

    @property
    def etiquetas(self) -> int:
        """Cuántas lleva."""
        return self.columnas * self.filas

    @property
    def pagina(self) -> tuple[float, float]:
        """El papel, en puntos."""
        return self.papel[0] * PUNTOS_POR_MM, self.papel[1] * PUNTOS_POR_MM

    def huecos(self) -> Iterator[Hueco]:
        """Cada etiqueta, por filas y de izquierda a derecha."""
        for fila in range(self.filas):
            for columna in range(self.columnas):
                x = self.izquierda + columna * self.paso[0]
                y = self.papel[1] - self.arriba - fila * self.paso[1] - self.alto
                yield Hueco(
                    x * PUNTOS_POR_MM,
                    y * PUNTOS_POR_MM,
                    self.ancho * PUNTOS_POR_MM,
                    self.alto * PUNTOS_POR_MM,
                )


HOJAS_DE_ETIQUETAS = {
    hoja.nombre: hoja
    for hoja in (
        HojaDeEtiquetas("L7160", _A4, 3, 7, 63.5, 38.1, 7.2, 15.15, (66.04, 38.1)),
        HojaDeEtiquetas("L7163", _A4, 2, 7, 99.1, 38.1, 4.65, 15.15, (101.6, 38.1)),
        HojaDeEtiquetas(
            "5160",
            _CARTA,
            3,
            10,
            2.625 * _PULGADA,
            _PULGADA,
            0.1875 * _PULGADA,
            0.5 * _PULGADA,
            (2.75 * _PULGADA, _PULGADA),
        ),
    )
}


_DE_CARTA = conjunto("US CA MX PR CO CL VE PA CR GT SV HN NI DO CU")
"""Países donde el papel corriente es el carta (CLDR, `paperSize` «US-Letter»)."""


def hoja_del_pais(pais: str) -> HojaDeEtiquetas:
    """La de veintiuna etiquetas en A4, o la de treinta donde se usa el papel carta."""
    return HOJAS_DE_ETIQUETAS["5160" if pais in _DE_CARTA else "L7160"]


def es_hoja(nombre: str) -> bool:
    """Si con ese nombre se conoce una hoja de etiquetas."""
    return _limpiar(nombre) in HOJAS_DE_ETIQUETAS


def elegir_hoja(nombre: str) -> HojaDeEtiquetas:
    """La hoja de ese nombre, con o sin la marca; `ErrorUso` si no es de las que se conocen.

    >>> elegir_hoja("Avery l7160").etiquetas, elegir_hoja("5160").etiquetas
    (21, 30)
    """
    hoja = HOJAS_DE_ETIQUETAS.get(_limpiar(nombre))
    if hoja is None:
        raise HojaDesconocida(nombre)
    return hoja


def _limpiar(nombre: str) -> str:
    return nombre.upper().replace("AVERY", "").replace("-", "").strip()


class HojaDesconocida(ErrorUso):
    """No se conocen las medidas de esa hoja."""

    def __init__(self, visto: str) -> None:
        super().__init__(
            f"--papel «{visto}» no es una hoja que se conozca: use"
            f" {', '.join(HOJAS_DE_ETIQUETAS)} (la referencia va en la caja)"
        )
