"""Las ventas que cuentan en una búsqueda: las de los últimos días, o las de entre dos fechas."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NoReturn

from clientesctl.cartera.errores_expresion import VentanaMal
from clientesctl.cartera.expresion import Condicion, Expresion
from clientesctl.cartera.literales import leer_tramo
from clientesctl.textos.limpieza import plegar

_MAS_DIAS = 36_600


@dataclass(frozen=True, slots=True)
class Ventana:
    """Del primer día al último, ambos incluidos; None es sin límite por ese lado."""

    desde: dt.date | None = None
    hasta: dt.date | None = None

    @property
    def abierta(self) -> bool:
        """Si valen todas las ventas."""
        return self.desde is None and self.hasta is None

    def __str__(self) -> str:
        partes = [
            f"{palabra} {dia:%d/%m/%Y}"
            for palabra, dia in (("desde el", self.desde), ("hasta el", self.hasta))
            if dia is not None
        ]
        return " ".join(partes)


def leer_ventana(expresion: Expresion, hoy: dt.date) -> Ventana:
    """La que dicen dias=, desde= y hasta=. Los últimos 30 días acaban hoy, que es uno de ellos.

    Raises:
        VentanaMal: una se repite, se contradicen o no llevan lo suyo.
    """
    puestas: dict[str, Condicion] = {}
    for condicion in expresion.ventana:
        nombre = plegar(condicion.campo.texto).lower()
        if nombre in puestas or condicion.operador != "=" or len(condicion.valores) != 1:
            _rechazar(expresion, condicion, _como_va(nombre, repetida=nombre in puestas))
        puestas[nombre] = condicion
    if "dias" in puestas and len(puestas) > 1:
        _rechazar(expresion, puestas["dias"], "dias= y desde= o hasta= no van juntas: deje una")
    if "dias" in puestas:
        desde = hoy - dt.timedelta(days=_dias(expresion, puestas["dias"]) - 1)
        return Ventana(desde, hoy)
    desde_dicho, hasta_dicho = (
        _dia(expresion, puestas[n], n, hoy) if n in puestas else None for n in ("desde", "hasta")
    )
    if desde_dicho and hasta_dicho and desde_dicho > hasta_dicho:
        _rechazar(expresion, puestas["hasta"], "acaba antes de empezar: cambie desde= por hasta=")
    return Ventana(desde_dicho, hasta_dicho)


def _dias(expresion: Expresion, condicion: Condicion) -> int:
    texto = condicion.valores[0].texto.strip()
    if not (texto.isdecimal() and texto.isascii() and 1 <= int(texto[:9]) <= _MAS_DIAS):
        _rechazar(expresion, condicion, "dias= lleva un número de días, como dias=30")
    return int(texto)


def _dia(expresion: Expresion, condicion: Condicion, nombre: str, hoy: dt.date) -> dt.date:
    tramo = leer_tramo(condicion.valores[0].texto, hoy)
    if tramo is None:
        _rechazar(expresion, condicion, f"{nombre}= lleva una fecha, como {nombre}=2026-01-31")
    return tramo.primero if nombre == "desde" else tramo.ultimo


def _como_va(nombre: str, *, repetida: bool) -> str:
    if repetida:
        return f"{nombre}= está dos veces: deje una"
    if nombre == "dias":
        return "dias= dice qué ventas valen, como dias=30; ¿quiso decir dias_sin_comprar?"
    return f"{nombre}= dice qué ventas valen y solo lleva «=» y una fecha: {nombre}=2026-01-31"


def _rechazar(expresion: Expresion, condicion: Condicion, que: str) -> NoReturn:
    valor = condicion.valores[-1]
    largo = valor.lugar + len(valor.texto) - condicion.campo.lugar
    raise VentanaMal(expresion.texto, condicion.campo.lugar, largo, que)
