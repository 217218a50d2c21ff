"""Las etiquetas en papel: cada una en su sitio exacto, con la letra que quepa y sin cortar nada."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from clientesctl.entregas.fuentes import Letra, elegir_letra
from clientesctl.entregas.hojas_de_etiquetas import PUNTOS_POR_MM, HojaDeEtiquetas, Hueco

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_LETRA_MAYOR, _LETRA_COMODA, _LETRA_MENOR = 10.0, 8.0, 6.5
"""Puntos. Por debajo de 6,5 en mayúsculas un sobre ya no se lee bien de pie."""
_ENTRE_LINEAS = 1.2
_BAJO_LA_LINEA = 0.25
"""Lo que una letra baja de su renglón, en partes de su tamaño."""
_POR_DENTRO = (3.2 * PUNTOS_POR_MM, 1.6 * PUNTOS_POR_MM)
"""A los lados y arriba: lo que se puede torcer el papel en la impresora."""
_MEDIO_PUNTO = 0.5
_REDONDEO = 1.5 * PUNTOS_POR_MM


@dataclass(frozen=True, slots=True)
class Puesta:
    """Las líneas de una etiqueta como caben en su hueco, y con qué tamaño de letra."""

    lineas: tuple[str, ...]
    tamano: float


def escribir_etiquetas(
    ruta: Path,
    etiquetas: Sequence[Sequence[str]],
    hoja: HojaDeEtiquetas,
    *,
    desde: int = 1,
    marco: bool = False,
) -> list[int]:
    """Las etiquetas (sus líneas) en `ruta`; da los lugares de las que no van.

    No van las que no caben ni las `ilegibles`. La primera va en la posición `desde` de la hoja,
    que cuenta por filas desde 1. Las mismas dan los mismos bytes.
    """
    from reportlab.pdfgen.canvas import (
        Canvas,
    )

    lienzo = Canvas(str(ruta), pagesize=hoja.pagina, invariant=1, lang="es")
    lienzo.setTitle(f"Etiquetas {hoja.nombre}")
    huecos = list(hoja.huecos())
    no_caben: list[int] = []
    lugar = desde - 1
    _empezar(lienzo, huecos, marco)
    for numero, lineas in enumerate(etiquetas):
        letra = elegir_letra("".join(lineas))
        puesta = None if ilegible(lineas) else ajustar(lineas, huecos[0], letra)
        if puesta is None:
            no_caben.append(numero)
            continue
        if lugar == len(huecos):
            lienzo.showPage()
            _empezar(lienzo, huecos, marco)
            lugar = 0
        _dibujar(lienzo, puesta, huecos[lugar], letra)
        lugar += 1
    lienzo.save()
    return no_caben


def ilegible(lineas: Sequence[str]) -> bool:
    """Si lleva letras que ninguna de esta máquina tiene: el cartero leería huecos.

    >>> ilegible(["ANA ÑU"]), ilegible(["\U00013080"])
    (False, True)
    """
    junto = "".join(lineas)
    return elegir_letra(junto).escribible(junto).count("?") > junto.count("?")


def ajustar(lineas: Sequence[str], hueco: Hueco, letra: Letra) -> Puesta | None:
    """La etiqueta con la letra mayor con que cabe; None si no cabe ni con la menor.

    Antes que partir una línea se encoge la letra hasta la que se lee cómoda; después se parten
    entre palabras y, si aún no, se encoge hasta la menor.
    """
    from reportlab.pdfbase.pdfmetrics import stringWidth

    escritas = [letra.escribible(linea) for linea in lineas]
    libre = hueco.ancho - 2 * _POR_DENTRO[0], hueco.alto - 2 * _POR_DENTRO[1]
    ancho = max(stringWidth(linea, letra.normal, 1) for linea in escritas)
    enteras = min(libre[0] / ancho, libre[1] / _alto(len(escritas), 1), _LETRA_MAYOR)
    enteras = _en_medios_puntos(enteras)
    if enteras >= _LETRA_COMODA:
        return Puesta(tuple(escritas), enteras)
    tamano = _LETRA_MAYOR
    while tamano >= _LETRA_MENOR:
        partidas = _partir(escritas, libre[0] / tamano, letra)
        if partidas is not None and _alto(len(partidas), tamano) <= libre[1]:
            return Puesta(tuple(partidas), tamano)
        tamano -= _MEDIO_PUNTO
    return None


def _en_medios_puntos(tamano: float) -> float:
    return int(tamano / _MEDIO_PUNTO) * _MEDIO_PUNTO


def _alto(lineas: int, tamano: float) -> float:
    """Lo que ocupan esas líneas, de lo alto de la primera a lo bajo de la última."""
    return tamano * ((lineas - 1) * _ENTRE_LINEAS + 1 + _BAJO_LA_LINEA)


def _partir(lineas: Sequence[str], ancho: float, letra: Letra) -> list[str] | None:
    """Las líneas partidas entre palabras en ese ancho (en letras de un punto).

    None si una palabra sola no cabe: partirla la haría otra.
    """
    from reportlab.pdfbase.pdfmetrics import stringWidth

    partidas: list[str] = []
    for linea in lineas:
        renglon = ""
        for palabra in linea.split():
            mas = f"{renglon} {palabra}".strip()
            if renglon and stringWidth(mas, letra.normal, 1) > ancho:
                partidas.append(renglon)
                mas = palabra
            if stringWidth(mas, letra.normal, 1) > ancho:
                return None
            renglon = mas
        partidas.append(renglon)
    return partidas


def _empezar(lienzo: Canvas, huecos: Sequence[Hueco], marco: bool) -> None:
    """Una página nueva; con `marco`, los bordes de sus etiquetas."""
    if not marco:
        return
    lienzo.setLineWidth(0.4)
    lienzo.setStrokeColorRGB(0.6, 0.6, 0.6)
    for hueco in huecos:
        lienzo.roundRect(hueco.x, hueco.y, hueco.ancho, hueco.alto, _REDONDEO)


def _dibujar(lienzo: Canvas, puesta: Puesta, hueco: Hueco, letra: Letra) -> None:
    """Las líneas arrimadas a la izquierda y centradas de alto."""
    alto = _alto(len(puesta.lineas), puesta.tamano)
    y = hueco.y + (hueco.alto + alto) / 2 - puesta.tamano
    lienzo.setFont(letra.normal, puesta.tamano)
    for linea in puesta.lineas:
        lienzo.drawString(hueco.x + _POR_DENTRO[0], y, linea)
        y -= puesta.tamano * _ENTRE_LINEAS
