"""Si el registro mejora: cómo estaba hace un mes y cómo está ahora."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from clientesctl.calidad.frescura import (
    cuantas_entre,
    medir_espera,
    medir_revision,
    quedan,
)
from clientesctl.calidad.reglas.revision_caducada import meses_antes
from clientesctl.cartera.huecos import sin_nada, usos_del
from clientesctl.libro.copias import Copia, listar_copias
from clientesctl.operaciones.libros import Abierto
from clientesctl.operaciones.versiones import Libro, momento_de
from clientesctl.registro.errores import ErrorClientes
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Registro


@dataclass(frozen=True, slots=True)
class Paso:
    """Una medida, antes y ahora; None es que no se sabe. `parte`: va de 0 a 1."""

    medida: str
    antes: float | None
    ahora: float | None
    parte: bool = False


@dataclass(frozen=True)
class Progreso:
    """Las medidas de dos días, y de dónde salen las de antes."""

    desde: dt.date
    fuente: str
    pasos: tuple[Paso, ...]


def medir_progreso(abierto: Abierto, hoy: dt.date) -> Progreso:
    """El mes pasado y ahora; con la copia de entonces o, si no hay, con las fechas del libro."""
    hace_un_mes = meses_antes(hoy, 1)
    copia = _copia_de(abierto, hace_un_mes)
    if copia is not None:
        leida = _leer(abierto, copia)
        if leida is not None:
            dia = momento_de(copia).date()
            fuente = f"la copia {copia.numero}, del {dia:%d/%m/%Y}"
            return Progreso(dia, fuente, tuple(_comparar(abierto, leida, dia, hoy)))
    fuente = "las fechas del propio libro: no hay ninguna copia de entonces"
    return Progreso(hace_un_mes, fuente, tuple(_por_fechas(abierto.registro, hace_un_mes, hoy)))


def _copia_de(abierto: Abierto, dia: dt.date) -> Copia | None:
    """La última que había ese día."""
    try:
        copias = listar_copias(abierto.crudo.ruta)
    except ErrorClientes:
        return None
    de_entonces = [c for c in copias if momento_de(c).date() <= dia]
    return max(de_entonces, key=momento_de, default=None)


def _leer(abierto: Abierto, copia: Copia) -> Registro | None:
    """El registro de la copia; None si está rota o no se entiende: entonces valen las fechas."""
    try:
        libro = Libro(abierto.crudo.ruta, abierto.politicas, abierto.hoja)
        return libro.leer_copia(copia)
    except ErrorClientes:
        return None


def _comparar(abierto: Abierto, antes: Registro, dia: dt.date, hoy: dt.date) -> Sequence[Paso]:
    viejas = _medidas(antes, abierto.politicas, dia)
    return [
        Paso(medida, viejas[medida][0] if medida in viejas else None, valor, parte)
        for medida, (valor, parte) in _medidas(abierto.registro, abierto.politicas, hoy).items()
    ]


def _medidas(
    registro: Registro, politicas: Politicas, dia: dt.date
) -> dict[str, tuple[float | None, bool]]:
    """Medida → lo que vale ese día y si es una parte de 0 a 1."""
    clientes = registro.clientes
    siguen = quedan(clientes)
    fichas = int(siguen.sum())
    espera, revision = medir_espera(clientes, dia), medir_revision(registro, politicas, dia)
    medidas: dict[str, tuple[float | None, bool]] = {
        "fichas": (fichas, False),
        "sin capturar": (len(espera.posiciones) if espera.se_lleva else None, False),
        "sin revisar": (len(revision.posiciones) if revision.se_sabe else None, False),
    }
    for uso in usos_del(clientes, politicas, registro.pais):
        if not uso.compradores and fichas:
            llenas = siguen & ~sin_nada(clientes, uso.campos)
            medidas[f"se puede {uso.para}"] = (float(llenas.sum()) / fichas, True)
    return medidas


def _por_fechas(registro: Registro, desde: dt.date, hoy: dt.date) -> list[Paso]:
    """Lo que las fechas del libro cuentan de este mes y del anterior.

    FECHA_REVISION solo guarda la última, así que de las revisadas antes no se dice nada.
    """
    clientes, antes_aun = registro.clientes, meses_antes(desde, 1)
    entonces, ahora = medir_espera(clientes, desde), medir_espera(clientes, hoy)
    pasos = [
        Paso("sin capturar", len(entonces.posiciones), len(ahora.posiciones))
        if ahora.se_lleva
        else None,
        _en_el_mes("obtenidas en el mes", registro, "fecha_alta", (antes_aun, desde, hoy)),
        _en_el_mes("capturadas en el mes", registro, "fecha_captura", (antes_aun, desde, hoy)),
        _en_el_mes("revisadas en el mes", registro, "fecha_revision", (None, desde, hoy)),
    ]
    return [paso for paso in pasos if paso is not None]


def _en_el_mes(
    medida: str, registro: Registro, campo: str, dias: tuple[dt.date | None, dt.date, dt.date]
) -> Paso | None:
    antes_aun, desde, hoy = dias
    ahora = cuantas_entre(registro.clientes, campo, desde, hoy)
    if ahora is None:
        return None
    antes = cuantas_entre(registro.clientes, campo, antes_aun, desde) if antes_aun else None
    return Paso(medida, antes, ahora)
