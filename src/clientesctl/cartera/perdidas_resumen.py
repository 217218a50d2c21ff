"""Las pérdidas contadas: por causa, por mes, por vendedor y por producto, con su dinero."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from clientesctl.cartera.clases import NO_CONSTA
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.perdidas import Perdida, Perdidas, Rechazada
from clientesctl.cartera.perdidas_compras import Gastaba
from clientesctl.cartera.recuperables import CAUSAS
from clientesctl.registro.errores import ErrorUso
from clientesctl.textos.limpieza import plegar

SIN_CAUSA = "SIN CAUSA"
SIN_FECHA = "SIN FECHA"
_ESTADOS = (Estado.PERDIDO, Estado.CANCELADO, Estado.INACTIVO)


@dataclass(frozen=True, slots=True)
class Grupo:
    """Unas pérdidas. De ellas, `recuperables` son las de una causa que consta y tiene remedio;
    `sin_causa`, aquéllas de las que no se sabe; `sin_fecha`, las que no se sabe si son del
    periodo. `gastaban` va por monedas.
    """

    nombre: str
    clientes: int
    recuperables: int
    sin_causa: int
    sin_fecha: int
    gastaban: tuple[Gastaba, ...]
    causas: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Rechazo:
    """Unas propuestas rechazadas y su importe por moneda."""

    nombre: str
    propuestas: int
    importes: tuple[tuple[str, float], ...]


def por_causa(perdidas: Perdidas) -> tuple[Grupo, ...]:
    """Un grupo por causa: las cuatro, las otras que haya y las que no constan.

    De un libro que no las apunta no se dice que no haya ninguna de cada una.
    """
    todas = perdidas.clientes
    presentes = {p.causa for p in todas}
    otras = sorted(presentes - {*CAUSAS, ""})
    cuatro = CAUSAS if perdidas.con_causas else ()
    nombres = [*cuatro, *otras, *([""] if "" in presentes else [])]
    return tuple(_juntar(n or SIN_CAUSA, [p for p in todas if p.causa == n]) for n in nombres)


def por_estado(perdidas: Sequence[Perdida]) -> dict[str, int]:
    """Cuántos hay perdidos, cancelados e inactivos."""
    cuentas = Counter(p.cliente.estado for p in perdidas)
    return {estado.rotulo: cuentas[estado] for estado in _ESTADOS}


def juntar(perdidas: Sequence[Perdida]) -> Grupo:
    """Todas en un grupo."""
    return _juntar("TODOS", perdidas)


POR = ("mes", "vendedor", "producto")


def leer_por(escrito: str) -> str:
    """Por qué se reparten; `ErrorUso` si por eso no se puede."""
    for campo in POR:
        if plegar(escrito) in {campo.upper(), f"{campo.upper()}S", f"{campo.upper()}ES"}:
            return campo
    raise RepartoDesconocido(escrito)


def repartir(perdidas: Sequence[Perdida], por: str) -> tuple[Grupo, ...]:
    """Un grupo por mes, por vendedor o por producto; los meses en orden, lo demás por cuántos."""
    de: dict[str, Callable[[Perdida], str]] = {
        "mes": lambda p: p.dia.strftime("%Y-%m") if p.dia else SIN_FECHA,
        "vendedor": lambda p: p.vendedor or NO_CONSTA,
        "producto": lambda p: p.compraba.producto or NO_CONSTA,
    }
    grupos: dict[str, list[Perdida]] = {}
    for p in perdidas:
        grupos.setdefault(de[por](p), []).append(p)
    juntos = [_juntar(nombre, suyas) for nombre, suyas in grupos.items()]
    if por == "mes":
        return tuple(sorted(juntos, key=lambda g: g.nombre))
    return tuple(sorted(juntos, key=lambda g: (g.nombre == NO_CONSTA, -g.clientes, g.nombre)))


def repartir_rechazos(rechazadas: Sequence[Rechazada], por: str) -> tuple[Rechazo, ...]:
    """Las rechazadas por su motivo, por mes, por vendedor o por producto."""
    grupos: dict[str, list[Rechazada]] = {}
    for r in rechazadas:
        suyo = r.dia.strftime("%Y-%m") if por == "mes" else str(getattr(r, por))
        grupos.setdefault(suyo or NO_CONSTA, []).append(r)
    juntos = [Rechazo(n, len(suyas), _importes(suyas)) for n, suyas in grupos.items()]
    if por == "mes":
        return tuple(sorted(juntos, key=lambda g: g.nombre))
    return tuple(sorted(juntos, key=lambda g: (g.nombre == NO_CONSTA, -g.propuestas, g.nombre)))


def _importes(rechazadas: Iterable[Rechazada]) -> tuple[tuple[str, float], ...]:
    sumas: dict[str, float] = {}
    for r in rechazadas:
        if r.importe is not None:
            sumas[r.moneda] = sumas.get(r.moneda, 0) + r.importe
    return tuple((m, round(n, 2)) for m, n in sorted(sumas.items()))


def _juntar(nombre: str, perdidas: Sequence[Perdida]) -> Grupo:
    causas: dict[str, int] = {}
    for p in perdidas:
        causas[p.causa or SIN_CAUSA] = causas.get(p.causa or SIN_CAUSA, 0) + 1
    return Grupo(
        nombre=nombre,
        clientes=len(perdidas),
        recuperables=sum(bool(p.causa) and p.puede_volver for p in perdidas),
        sin_causa=causas.get(SIN_CAUSA, 0),
        sin_fecha=sum(p.dia is None for p in perdidas),
        gastaban=sumar_gastos(perdidas),
        causas=tuple(sorted(causas.items(), key=lambda par: (-par[1], par[0]))),
    )


def sumar_gastos(perdidas: Iterable[Perdida]) -> tuple[Gastaba, ...]:
    """Lo que gastaban todas, por monedas: la de la casa la primera."""
    meses: dict[str, float] = {}
    anos: dict[str, float] = {}
    lugar: dict[str, int] = {}
    for p in perdidas:
        for i, g in enumerate(p.compraba.gastos):
            lugar[g.moneda] = min(lugar.get(g.moneda, 99), p.compraba.orden_moneda + i)
            if g.al_mes is not None:
                meses[g.moneda] = meses.get(g.moneda, 0) + g.al_mes
            if g.al_ano is not None:
                anos[g.moneda] = anos.get(g.moneda, 0) + g.al_ano
    monedas = sorted(lugar, key=lambda m: (lugar[m], m))
    return tuple(Gastaba(m, _redondo(meses.get(m)), _redondo(anos.get(m))) for m in monedas)


def _redondo(importe: float | None) -> float | None:
    return None if importe is None else round(importe, 2)


class RepartoDesconocido(ErrorUso):
    """Se quieren repartir las pérdidas por algo por lo que no se puede."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"--por «{visto}» no vale: use {', '.join(POR)}")
