"""Qué hechos de los que esperan dependen de otro: nombran la ficha que él da."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from clientesctl.libro.pendientes import Pendiente
from clientesctl.registro.errores import ErrorClientes, Rechazo
from clientesctl.registro.plan import Cambio, Plan
from clientesctl.registro.plan_json import leer_plan

_DE_CLIENTE = frozenset({"id_cliente", "fusionado_en", "id_a", "id_b"})
_DE_SU_HOJA = frozenset({"devuelve"})
_PARTES = ("nombre", "apellido_1", "apellido_2", "apellidos")

Nombre = tuple[str, str]
"""La hoja de una ficha y cómo se la nombra."""


class Cadena:
    """Las fichas que darían los hechos que no han entrado, y cuál es cada uno.

    `clientes` es la hoja de los clientes: la que nombran las demás.
    """

    def __init__(self, clientes: str) -> None:
        self._clientes = clientes
        self._faltan: dict[Nombre, int] = {}

    def dejar(self, pendiente: Pendiente) -> None:
        """Ese hecho no ha entrado: lo que nombre a sus fichas tampoco puede."""
        for nombre in _fichas_nuevas(plan_de(pendiente), self._clientes):
            self._faltan.setdefault(nombre, pendiente.numero)

    def de_quien_depende(self, pendiente: Pendiente) -> int | None:
        """El número del hecho sin el que éste hablaría de otra ficha, o de ninguna; None si no."""
        nombres = _nombradas(plan_de(pendiente), self._clientes)
        return next((self._faltan[n] for n in nombres if n in self._faltan), None)


def dependientes(
    pendiente: Pendiente, detras: tuple[Pendiente, ...], clientes: str
) -> tuple[int, ...]:
    """Los números de los hechos de detrás que, sin ése, hablarían de otra ficha o de ninguna."""
    cadena, numeros = Cadena(clientes), []
    cadena.dejar(pendiente)
    for otro in detras:
        if cadena.de_quien_depende(otro) is not None:
            cadena.dejar(otro)
            numeros.append(otro.numero)
    return tuple(numeros)


def plan_de(pendiente: Pendiente) -> Plan:
    """El plan del hecho; vacío si va cifrado o no se entiende: lo dice quien lo escriba."""
    with suppress(ErrorClientes):
        if pendiente.texto is not None:
            return leer_plan(pendiente.texto)
    return Plan("")


def a_quien_nombra(pendiente: Pendiente) -> str:
    """De quién es el hecho, como lo nombra él: el ID de su cliente; vacío si no se sabe."""
    cambios = list(plan_de(pendiente).cambios)
    dichos = (
        *(c.despues.texto for c in cambios if c.columna == "id_cliente"),
        *(c.clave.id or "" for c in cambios),
        *(c.despues.texto for c in cambios if c.columna == "id" and c.clave.es_nueva),
    )
    return next(filter(None, dichos), "")


def _fichas_nuevas(plan: Plan, clientes: str) -> Iterator[Nombre]:
    """Cada ficha que el plan añade: por su ID y, la que no lo lleva, por su nombre."""
    por_ficha: dict[tuple[str, int], dict[str, str]] = {}
    for cambio in plan.cambios:
        if cambio.clave.es_nueva:
            datos = por_ficha.setdefault((cambio.hoja, cambio.clave.alta), {})
            datos[cambio.columna] = cambio.despues.texto
    for (hoja, _), datos in por_ficha.items():
        if suyo := datos.get("id", "").strip():
            yield hoja, suyo
        elif hoja == clientes:
            entero = " ".join(datos[c] for c in _PARTES if datos.get(c))
            yield from ((hoja, texto) for texto in {entero, *datos.values()} if texto)


def _nombradas(plan: Plan, clientes: str) -> Iterator[Nombre]:
    for cambio in plan.cambios:
        if cambio.clave.id:
            yield cambio.hoja, cambio.clave.id
        if hoja := _a_que_hoja(cambio, clientes):
            yield hoja, cambio.despues.texto.strip()


def _a_que_hoja(cambio: Cambio, clientes: str) -> str:
    """La hoja de la ficha que nombra lo que se escribe en esa columna; vacía si no nombra."""
    if cambio.columna in _DE_CLIENTE:
        return clientes
    return cambio.hoja if cambio.columna in _DE_SU_HOJA else ""


class EsperaAOtro(Rechazo):
    """El hecho nombra una ficha que da otro, y ese otro no ha entrado."""

    def __init__(self, numero: int) -> None:
        super().__init__(f"nombra una ficha que da el pendiente {numero}, y ése no ha entrado")
