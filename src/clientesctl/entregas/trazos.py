"""Lo que se dibuja en un papel: rótulos, renglones, cuadritos y lo que alguien escribió a mano."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

MM = 72 / 25.4
"""Puntos que hay en un milímetro."""
TINTA = (0.07, 0.2, 0.55)
NEGRO = (0.1, 0.1, 0.12)
GRIS = (0.42, 0.45, 0.5)
RAYA = (0.55, 0.6, 0.68)
_CUADRITO = 6.2 * MM
_LETRA = 13.0


@dataclass(frozen=True)
class Caja:
    """Un sitio en la página, en puntos; `y` es su borde de abajo."""

    x: float
    y: float
    ancho: float
    alto: float


def escribir_texto(
    lienzo: Any, x: float, y: float, texto: str, letra: float, *, fuerte: bool = False,
    color: Sequence[float] = NEGRO,
) -> float:  # fmt: skip
    """Escribe el texto y da dónde acaba."""
    fuente = "Helvetica-Bold" if fuerte else "Helvetica"
    lienzo.setFillColorRGB(*color)
    lienzo.setFont(fuente, letra)
    lienzo.drawString(x, y, texto)
    return float(x + lienzo.stringWidth(texto, fuente, letra))


def partir(lienzo: Any, texto: str, ancho: float, letra: float) -> list[str]:
    """El texto en los renglones que caben en ese ancho."""
    renglones: list[str] = []
    actual = ""
    for palabra in texto.split():
        prueba = f"{actual} {palabra}".strip()
        if actual and lienzo.stringWidth(prueba, "Helvetica", letra) > ancho:
            renglones.append(actual)
            actual = palabra
        else:
            actual = prueba
    return [*renglones, actual] if actual else renglones


def dibujar_renglon(lienzo: Any, caja: Caja) -> None:
    """Un recuadro claro donde se escribe seguido."""
    lienzo.setStrokeColorRGB(*RAYA)
    lienzo.setLineWidth(0.6)
    lienzo.roundRect(caja.x, caja.y, caja.ancho, caja.alto, 1.5, stroke=1, fill=0)


def dibujar_cuadritos(lienzo: Any, caja: Caja, cuantos: int) -> float:
    """Un cuadrito por letra, tan anchos como quepan; da el ancho de cada uno."""
    lado = min(_CUADRITO, caja.ancho / cuantos)
    lienzo.setStrokeColorRGB(*RAYA)
    lienzo.setLineWidth(0.6)
    for i in range(cuantos):
        lienzo.rect(caja.x + i * lado, caja.y, lado, caja.alto, stroke=1, fill=0)
    return lado


def dibujar_opciones(
    lienzo: Any, caja: Caja, valores: Sequence[str], elegido: str, letra: float = 7.5
) -> bool:
    """Una casilla por valor, con la elegida marcada; nada, y falso, si no caben."""
    ancho = sum(lienzo.stringWidth(v, "Helvetica", letra) + 18 for v in valores)
    if not valores or ancho > caja.ancho:
        return False
    x, y = caja.x, caja.y + caja.alto / 2 - 3.5
    for valor in valores:
        dibujar_marca(lienzo, x, y, marcada=valor == elegido)
        x = escribir_texto(lienzo, x + 10, y + 1, valor, letra) + 8
    return True


def dibujar_marca(lienzo: Any, x: float, y: float, *, marcada: bool) -> None:
    """Una casilla de marcar, quizá con su aspa."""
    lienzo.setStrokeColorRGB(*NEGRO)
    lienzo.setLineWidth(0.7)
    lienzo.rect(x, y, 7, 7, stroke=1, fill=0)
    if marcada:
        lienzo.setStrokeColorRGB(*TINTA)
        lienzo.setLineWidth(1.4)
        lienzo.line(x - 1, y - 1, x + 8, y + 8.5)
        lienzo.line(x - 0.5, y + 8, x + 8, y - 1)


def escribir_a_mano(
    lienzo: Any, caja: Caja, texto: str, pulso: random.Random, paso: float = 0.0
) -> None:
    """El texto como lo deja una mano: cada letra a su altura, en tinta azul.

    `paso` es el ancho de cada cuadrito, si los hay y el texto cabe en ellos.
    """
    letra, largo = _LETRA, lienzo.stringWidth(texto, "Times-Italic", _LETRA)
    if not paso and largo > caja.ancho - 6:
        letra *= (caja.ancho - 6) / largo
    x = caja.x + (0 if paso else 4)
    lienzo.setFillColorRGB(*TINTA)
    for caracter in texto:
        ancho = lienzo.stringWidth(caracter, "Times-Italic", letra)
        lienzo.saveState()
        sitio = x + (paso - ancho) / 2 if paso else x
        lienzo.translate(sitio, caja.y + caja.alto * 0.28 + pulso.uniform(-0.7, 0.7))
        lienzo.rotate(pulso.uniform(-5, 5))
        lienzo.setFont("Times-Italic", letra)
        lienzo.drawString(0, 0, caracter)
        lienzo.restoreState()
        x += paso or ancho + pulso.uniform(-0.2, 0.5) * letra / _LETRA
