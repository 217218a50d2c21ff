"""Lo que espera, lo que falta y lo que nadie revisa en un registro, y por dónde empezar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from clientesctl.calidad.frescura import (
    Demora,
    Espera,
    SinRevisar,
    medir_demora,
    medir_espera,
    medir_revision,
)
from clientesctl.calidad.reglas.revision_caducada import REGLA as REVISION
from clientesctl.cartera.cartera import Cartera, Cliente
from clientesctl.cartera.completar import Incompleta, por_completar
from clientesctl.cartera.dinero import Gasto
from clientesctl.cartera.estados import calcular_estados
from clientesctl.cartera.huecos import Hueco, buscar_huecos, otras_vacias
from clientesctl.cartera.numeros import telefonos_de
from clientesctl.cartera.respeto import YA_CONTACTADO, apartar
from clientesctl.cartera.umbrales import fijar_umbrales
from clientesctl.libro.pendientes import hay_pendientes, listar_pendientes
from clientesctl.operaciones.con_lo_que_espera import ver_con_lo_que_espera
from clientesctl.operaciones.frescura_progreso import Progreso, medir_progreso
from clientesctl.operaciones.libros import Abierto, abrir_registro
from clientesctl.registro.errores import ErrorClientes, ErrorUso
from clientesctl.registro.registro import Registro

MAXIMO = 20
"""A cuántos llamar, si no se dice."""


@dataclass(frozen=True)
class Peticion:
    """Qué se quiere saber. `maximo` va como se escribió; None es `MAXIMO`."""

    libro: Path | None
    hoy: dt.date
    hoja: str | None = None
    maximo: str | None = None


@dataclass(frozen=True, slots=True)
class Pendiente:
    """Algo dictado que aún no está en el libro: ni qué dice ni de quién es."""

    numero: int
    orden: str
    desde: dt.date
    dias: int


@dataclass(frozen=True, slots=True)
class Llamada:
    """Alguien a quien llamar para completar su ficha, y cómo llegar a él."""

    cliente: Cliente
    ficha: Incompleta
    como: str
    horario: str
    vendedor: str

    @property
    def gasto(self) -> Gasto | None:
        """Lo que ha gastado, en la primera de sus monedas."""
        return self.cliente.gastos[0] if self.cliente.gastos else None


@dataclass(frozen=True, eq=False)
class Frescura:
    """Todo lo que se mira de un registro; `sin_regla`: las políticas apagan la revisión."""

    abierto: Abierto
    cartera: Cartera
    demora: Demora
    espera: Espera
    pendientes: tuple[Pendiente, ...]
    revision: SinRevisar
    sin_regla: bool
    huecos: tuple[Hueco, ...]
    otras_vacias: tuple[tuple[str, float], ...]
    fichas: tuple[Incompleta, ...]
    por_completar: int
    progreso: Progreso

    @property
    def registro(self) -> Registro:
        """El registro, con lo que espera ya puesto."""
        return self.abierto.registro

    @property
    def hay_algo(self) -> bool:
        """Si algo espera, nadie lo revisa o le falta a quien compra."""
        caros = any(h.clientes for h in self.huecos)
        return bool(
            len(self.espera.posiciones) or self.pendientes or len(self.revision.posiciones) or caros
        )

    def llamadas(self) -> Iterator[Llamada]:
        """A quién llamar, de quien más ha gastado a quien menos."""
        import numpy as np

        clientes = self.registro.clientes
        donde = np.asarray([f.posicion for f in self.fichas], dtype=np.int64)
        suyos = {c.posicion: c for c in self.cartera.clientes(np.sort(donde))}
        numeros = telefonos_de(self.registro, donde)
        for ficha, (numero, _) in zip(self.fichas, numeros, strict=True):
            como = numero or clientes.texto("email", ficha.posicion) or "cuando vuelva"
            horario = clientes.texto("horario", ficha.posicion)
            vendedor = clientes.texto("vendedor", ficha.posicion)
            yield Llamada(suyos[ficha.posicion], ficha, como, horario, vendedor)


def mirar(peticion: Peticion) -> Frescura:
    """La frescura del libro pedido vista desde el día pedido.

    `ErrorUso` si una opción no vale; `ErrorLibro` si el libro no se lee.
    """
    import numpy as np

    maximo = _leer_maximo(peticion.maximo)
    abierto = ver_con_lo_que_espera(abrir_registro(peticion.libro, peticion.hoja))
    registro, politicas, hoy = abierto.registro, abierto.politicas, peticion.hoy
    cartera = calcular_estados(registro, hoy, fijar_umbrales(politicas=politicas))
    apartados = apartar(cartera)
    libres = apartados.libres | (apartados.cual == apartados.razones.index(YA_CONTACTADO))
    sin_regla = REVISION.nombre in politicas.reglas_apagadas
    revision = medir_revision(registro, politicas, hoy)
    if sin_regla:
        revision = SinRevisar(np.empty(0, np.int64), se_sabe=False)
    huecos = buscar_huecos(cartera, politicas, libres)
    completar = por_completar(cartera, huecos, revision.posiciones, libres)
    return Frescura(
        abierto=abierto,
        cartera=cartera,
        demora=medir_demora(registro.clientes, hoy),
        espera=medir_espera(registro.clientes, hoy),
        pendientes=_pendientes(abierto.crudo.ruta, hoy),
        revision=revision,
        sin_regla=sin_regla,
        huecos=huecos,
        otras_vacias=otras_vacias(registro.clientes),
        fichas=completar.primeras(maximo),
        por_completar=len(completar),
        progreso=medir_progreso(abierto, hoy),
    )


def _pendientes(ruta: Path, hoy: dt.date) -> tuple[Pendiente, ...]:
    """Lo dictado que espera; lo que no se deja leer no se cuenta."""
    esperan: list[Pendiente] = []
    if hay_pendientes(ruta):
        with suppress(ErrorClientes):
            for p in listar_pendientes(ruta):
                with suppress(ValueError):
                    dia = dt.datetime.fromisoformat(p.momento).date()
                    esperan.append(Pendiente(p.numero, p.orden, dia, max(0, (hoy - dia).days)))
    return tuple(esperan)


def _leer_maximo(escrito: str | None) -> int:
    if escrito is None:
        return MAXIMO
    if escrito.strip().isdecimal() and int(escrito) >= 1:
        return int(escrito)
    raise MaximoMalEscrito(escrito)


class MaximoMalEscrito(ErrorUso):
    """--maximo no lleva un número."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"--maximo «{visto}» no vale: es un número desde 1, como 50")
