"""Lo que se debe a la casa, a quién pedirlo y por dónde."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.cobros import Deudor, leer_deudores, leer_saldos
from clientesctl.cartera.contacto_de_cobros import ContactoDeCobros, contactos_de_cobros
from clientesctl.cartera.estados import Historia, leer_historia, mirar_desde
from clientesctl.cartera.facturas import Facturas, leer_facturas
from clientesctl.cartera.filtros import filtrar
from clientesctl.cartera.grupos import Grupos, agrupar, leer_agrupacion
from clientesctl.cartera.respeto import apartar
from clientesctl.cartera.umbrales import fijar_umbrales
from clientesctl.cartera.valores import dato, dia_de
from clientesctl.operaciones.con_lo_que_espera import ver_con_lo_que_espera
from clientesctl.operaciones.ficha_breve import Breve, breves
from clientesctl.operaciones.libros import Abierto, abrir_registro
from clientesctl.registro.errores import ErrorUso
from clientesctl.textos.cifras import contar

Segun = Literal["VENTAS", "SALDO", ""]

_NO_SE_SABE = (
    "no se sabe qué está sin pagar: la hoja de ventas no apunta el día en que se paga cada una"
    " (PAGADA_EL) o no lo apunta de ninguna, y las fichas no traen SALDO. Apunte cada cobro con"
    " «clientesctl venta FACTURA --pagar»"
)
_SEGUN_SALDO = "según el SALDO de cada ficha, que no dice desde cuándo se debe ni por qué factura"
_SOLO_LA_DEUDA = "no quiere publicidad: solo por la deuda"
_TAL_CUAL = frozenset({"ha fallecido", "canceló", "el registro lo da de baja"})
_NO_IMPORTA = frozenset({"ficha absorbida por otra", "sus datos han caducado"})


@dataclass(frozen=True)
class Peticion:
    """Qué cobros se quieren: de quién, de más de cuántos días y agrupados por qué."""

    libro: Path | None
    hoy: dt.date
    hoja: str | None = None
    mas_de: int | None = None
    por: str | None = None
    filtros: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cobro:
    """Lo que alguien debe en una moneda, con quién hablarlo y lo que hay que saber (`aviso`)."""

    deudor: Deudor
    breve: Breve
    contacto: ContactoDeCobros
    vendedor: str
    aviso: str

    @property
    def telefono(self) -> str:
        """El de quien lleva los pagos o, si no se sabe, el de la ficha."""
        return self.contacto.telefono or self.breve.telefono


@dataclass(frozen=True, eq=False)
class Cobros:
    """Quién debe, lo que más corre primero; `segun` dice de dónde se ha sacado.

    `avisos` son frases para la persona.
    """

    abierto: Abierto
    peticion: Peticion
    segun: Segun
    cobros: tuple[Cobro, ...]
    avisos: tuple[str, ...]
    grupos: Grupos | None = None

    def por_grupos(self) -> Mapping[str, list[Deudor]]:
        """Los deudores de cada grupo, si se pidió agrupar; los grupos, por su orden."""
        if self.grupos is None:
            return {}
        suyos: dict[str, list[Deudor]] = {nombre: [] for nombre in self.grupos.nombres}
        for cobro in self.cobros:
            codigo = int(self.grupos.codigos[cobro.deudor.posicion])
            suyos[self.grupos.nombres[codigo]].append(cobro.deudor)
        return {nombre: deudores for nombre, deudores in suyos.items() if deudores}


def consultar(peticion: Peticion) -> Cobros:
    """Los cobros pendientes del libro pedido.

    `ErrorUso` si una opción no vale o nadie la cumple; `ErrorLibro` si el libro no se lee.
    """
    _por(peticion)  # lo mal pedido se dice antes de leer el libro
    return preparar(ver_con_lo_que_espera(abrir_registro(peticion.libro, peticion.hoja)), peticion)


def preparar(abierto: Abierto, peticion: Peticion) -> Cobros:
    """Lo mismo, de un libro ya abierto y con sus políticas."""
    por = _por(peticion)
    registro = abierto.registro
    pedidos = filtrar(registro, peticion.filtros)
    historia = leer_historia(registro)
    segun, todos, avisos = _deudores(historia, peticion)
    deudores = [d for d in todos if pedidos[d.posicion]]
    umbrales = fijar_umbrales(politicas=abierto.politicas)
    cartera = mirar_desde(historia, peticion.hoy, umbrales) if deudores else None
    cobros = tuple(_cobros(cartera, deudores)) if cartera is not None else ()
    grupos = agrupar(registro.clientes, por, registro.pais) if por is not None else None
    return Cobros(abierto, peticion, segun, cobros, avisos, grupos)


def _por(peticion: Peticion) -> str | None:
    return leer_agrupacion(peticion.por) if peticion.por is not None else None


def _deudores(
    historia: Historia, peticion: Peticion
) -> tuple[Segun, list[Deudor], tuple[str, ...]]:
    facturas = leer_facturas(historia, dia_de(peticion.hoy))
    if facturas is not None:
        avisos = tuple(_avisos(facturas))
        if peticion.mas_de is not None:
            facturas = facturas.tomar(facturas.dias > peticion.mas_de)
        return "VENTAS", leer_deudores(historia.registro, facturas), avisos
    if "saldo" not in historia.registro.clientes:
        return "", [], (_NO_SE_SABE,)
    if peticion.mas_de is not None:
        raise SaldoSinDias
    return "SALDO", leer_saldos(historia.registro), (_SEGUN_SALDO,)


def _avisos(facturas: Facturas) -> Iterator[str]:
    """Lo que está sin pagar y no se ha podido sumar."""
    de_nadie = int((facturas.cliente < 0).sum())
    casos = (
        (de_nadie, "factura", "sin pagar de cliente desconocido"),
        (facturas.sin_importe, "venta", "sin pagar y sin importe"),
        (facturas.sin_fecha, "venta", "sin pagar y sin una fecha legible"),
        (facturas.sin_saber, "venta", "con el pago o la devolución en una fórmula sin calcular"),
        (facturas.a_medias, "venta", "con un pago a medias en PAGADA_EL, que no dice cuánto"),
        (facturas.abonos, "abono", "sin decir de qué venta ni de qué factura"),
    )
    for cuantas, que, porque in casos:
        if cuantas:
            yield f"no se cuenta: {contar(cuantas, que)} {porque}"


def _cobros(cartera: Cartera, deudores: list[Deudor]) -> Iterator[Cobro]:
    registro = cartera.registro
    apartados = apartar(cartera).sin_lo_de_hoy()
    posiciones = [d.posicion for d in deudores]
    contactos = contactos_de_cobros(registro, cartera.gemelas, posiciones)
    for deudor, breve in zip(deudores, breves(registro, posiciones), strict=True):
        razon = int(apartados.cual[deudor.posicion])
        yield Cobro(
            deudor,
            breve,
            contactos[deudor.posicion],
            dato(registro.clientes, "vendedor", deudor.posicion),
            _aviso(apartados.razones[razon]) if razon >= 0 else "",
        )


def _aviso(razon: str) -> str:
    """Lo que hay que saber antes de reclamarle: una deuda no es publicidad, pero se dice."""
    if razon in _NO_IMPORTA:
        return ""
    return razon if razon in _TAL_CUAL else _SOLO_LA_DEUDA


class SaldoSinDias(ErrorUso):
    """Se pidió lo de más de unos días en un libro que solo dice cuánto se debe."""

    def __init__(self) -> None:
        super().__init__(
            "--mas-de no vale en este libro: el SALDO de cada ficha no dice desde cuándo se debe"
        )
