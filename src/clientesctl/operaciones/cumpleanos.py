"""Los cumpleaños que vienen: a quién felicitar, y a quién no."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.cumpleanos import Cumple, leer_nacimientos, quienes_cumplen
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.estados import leer_historia, mirar_desde
from clientesctl.cartera.filtros import filtrar
from clientesctl.cartera.respeto import apartar
from clientesctl.cartera.umbrales import fijar_umbrales
from clientesctl.operaciones.con_lo_que_espera import ver_con_lo_que_espera
from clientesctl.operaciones.ficha_breve import Breve, breves, dato
from clientesctl.operaciones.libros import Abierto, abrir_registro
from clientesctl.textos.cifras import contar, miles
from clientesctl.textos.limpieza import plegar

SIN_FECHAS = (
    "el libro no trae la fecha de nacimiento de nadie: apúntela en una columna FECHA_NACIMIENTO"
)
_DUDOSA = "su fecha de nacimiento no puede ser, o es de este año"
_EMPRESA = "es una empresa"


@dataclass(frozen=True)
class Peticion:
    """De quién, y cuántos días más allá de hoy. `filtros` va de campo a valor."""

    libro: Path | None
    hoy: dt.date
    hoja: str | None = None
    dias: int = 7
    filtros: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Felicitar:
    """Alguien a quien felicitar ese día; `anios` es None si no se sabe cuántos cumple."""

    dia: dt.date
    anios: int | None
    breve: Breve
    vendedor: str
    estado: Estado


@dataclass(frozen=True, eq=False)
class Cumpleanos:
    """A quién felicitar, por días; `apartados`, a cuántos no y por qué.

    `avisos` son frases para la persona.
    """

    abierto: Abierto
    peticion: Peticion
    felicitar: tuple[Felicitar, ...]
    apartados: Mapping[str, int]
    avisos: tuple[str, ...] = ()

    @property
    def hasta(self) -> dt.date:
        return self.peticion.hoy + dt.timedelta(days=self.peticion.dias)

    def notas(self) -> Iterator[str]:
        """Una frase por cada razón de no felicitar a alguien, y lo que haya que saber."""
        yield from self.avisos
        for razon, cuantos in self.apartados.items():
            yield f"sin felicitar: {contar(cuantos, 'cliente')}, porque {razon}"


def consultar(peticion: Peticion) -> Cumpleanos:
    """Los cumpleaños del libro pedido.

    `ErrorUso` si nadie cumple lo pedido; `ErrorLibro` si el libro no se puede leer.
    """
    abierto = ver_con_lo_que_espera(abrir_registro(peticion.libro, peticion.hoja))
    return quienes_hay(abierto, peticion)


def quienes_hay(abierto: Abierto, peticion: Peticion) -> Cumpleanos:
    """Lo mismo, de un libro ya abierto."""
    registro = abierto.registro
    pedidos = filtrar(registro, peticion.filtros)
    nacimientos = leer_nacimientos(registro.clientes, peticion.hoy)
    if nacimientos is None or not nacimientos.mes.any():
        return Cumpleanos(abierto, peticion, (), {}, (SIN_FECHAS,))
    cumplen = [
        c for c in quienes_cumplen(nacimientos, peticion.hoy, peticion.dias) if pedidos[c.posicion]
    ]
    umbrales = fijar_umbrales(politicas=abierto.politicas)
    cartera = mirar_desde(leer_historia(registro), peticion.hoy, umbrales)
    quedan, fuera = _apartar(cartera, cumplen)
    adelantados = sum(c.adelantado for c in quedan)
    avisos = (f"{miles(adelantados)} del 28 de febrero: nacieron un 29",) if adelantados else ()
    return Cumpleanos(abierto, peticion, tuple(_felicitar(cartera, quedan)), fuera, avisos)


def _apartar(cartera: Cartera, cumplen: list[Cumple]) -> tuple[list[Cumple], dict[str, int]]:
    """Los que se felicitan; y cuántos no, y por qué."""
    clientes = cartera.registro.clientes
    apartados = apartar(cartera).sin_lo_de_hoy()
    fuera: Counter[str] = Counter()
    quedan = []
    for cumple in cumplen:
        razon = int(apartados.cual[cumple.posicion])
        if razon >= 0:
            fuera[apartados.razones[razon]] += 1
        elif plegar(dato(clientes, "tipo", cumple.posicion)).startswith("EMPRESA"):
            fuera[_EMPRESA] += 1
        elif cumple.dudoso:
            fuera[_DUDOSA] += 1
        else:
            quedan.append(cumple)
    return quedan, dict(fuera)


def _felicitar(cartera: Cartera, cumplen: list[Cumple]) -> Iterator[Felicitar]:
    registro = cartera.registro
    estados = cartera.estados.tolist()
    for cumple, breve in zip(cumplen, breves(registro, (c.posicion for c in cumplen)), strict=True):
        yield Felicitar(
            cumple.dia,
            cumple.anios,
            breve,
            dato(registro.clientes, "vendedor", cumple.posicion),
            Estado(estados[cumple.posicion]),
        )
