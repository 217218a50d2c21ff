"""Las llamadas de hoy de un libro: a quién llama cada vendedor y a quién no se llama."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from clientesctl.cartera.estados import leer_historia, mirar_desde
from clientesctl.cartera.filtros import filtrar
from clientesctl.cartera.llamadas import Jornada, hacer_jornada
from clientesctl.cartera.umbrales import fijar_umbrales
from clientesctl.operaciones.con_lo_que_espera import ver_con_lo_que_espera
from clientesctl.operaciones.libros import Abierto, abrir_registro
from clientesctl.registro.errores import ErrorUso


@dataclass(frozen=True)
class Peticion:
    """Qué llamadas se quieren. `maximo` va como se escribió; sin él, el de las políticas.

    `filtro` son campo y valor: vendedor, zona, perfil. `en_fiesta`: también donde hoy es fiesta.
    """

    libro: Path | None
    hoy: dt.date
    hoja: str | None = None
    maximo: str | None = None
    filtro: Mapping[str, str] = field(default_factory=dict)
    en_fiesta: bool = False


@dataclass(frozen=True, eq=False)
class Llamadas:
    """Las listas del día y el libro de que salen; solo las de quien tiene a alguien."""

    abierto: Abierto
    jornada: Jornada
    peticion: Peticion

    @property
    def cuantas(self) -> int:
        """A cuántos se llama hoy, entre todos los vendedores."""
        return sum(len(lista.llamadas) for lista in self.jornada.listas)

    @property
    def no_caben(self) -> int:
        """A cuántos más les toca y no caben en la lista de su vendedor."""
        return sum(lista.no_caben for lista in self.jornada.listas)


def consultar(peticion: Peticion) -> Llamadas:
    """Las llamadas del libro pedido, con lo que aún espera a escribirse ya puesto.

    `ErrorUso` si una opción no vale; `ErrorLibro` si el libro no se puede leer.
    """
    maximo = None if peticion.maximo is None else leer_maximo(peticion.maximo)
    abierto = ver_con_lo_que_espera(abrir_registro(peticion.libro, peticion.hoja))
    llamadas = abierto.politicas.llamadas
    if maximo is not None:
        llamadas = replace(llamadas, maximo=maximo)
    if peticion.en_fiesta:
        llamadas = replace(llamadas, festivos=False)
    politicas = replace(abierto.politicas, llamadas=llamadas)
    return preparar(replace(abierto, politicas=politicas), peticion)


def preparar(abierto: Abierto, peticion: Peticion) -> Llamadas:
    """Lo mismo, de un libro ya abierto y con sus políticas."""
    quienes = filtrar(abierto.registro, peticion.filtro)
    umbrales = fijar_umbrales(politicas=abierto.politicas)
    historia = leer_historia(abierto.registro)
    cartera = mirar_desde(historia, peticion.hoy, umbrales)
    return Llamadas(abierto, hacer_jornada(historia, cartera, abierto.politicas, quienes), peticion)


def leer_maximo(texto: str) -> int:
    """Las llamadas que caben en una lista; 0 es que caben todas. `ErrorUso` si no es un número."""
    limpio = texto.strip()
    if limpio.isdecimal() and len(limpio) < 8:
        return int(limpio)
    raise MaximoMalEscrito(texto)


class MaximoMalEscrito(ErrorUso):
    """--maximo no lleva un número de llamadas."""

    def __init__(self, visto: str) -> None:
        super().__init__(
            f"--maximo «{visto}» no vale: son las llamadas de cada vendedor, como --maximo 30"
            " (0, todas)"
        )
