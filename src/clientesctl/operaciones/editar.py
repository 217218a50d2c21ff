"""Cambiar una ficha: por las políticas, en lo que se toca, y en el libro."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from clientesctl.captura.campos import Dictado, leer_dictado, separar
from clientesctl.captura.editar import (
    Edicion,
    exigir_que_no_separe,
    planear_edicion,
    preparar_edicion,
)
from clientesctl.captura.parecidos import Parecido, buscar_parecidos, es_de_las_senas
from clientesctl.captura.vida import Sucesos, avisos_de, cambios_de
from clientesctl.operaciones.aplicar import Aplicado
from clientesctl.operaciones.capturar import decir_hallazgo, exigir_sin_errores, umbrales
from clientesctl.operaciones.capturar import escribir as escribir_plan
from clientesctl.operaciones.libros import Abierto
from clientesctl.registro.columna import Columna
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.plan import Plan
from clientesctl.registro.registro import Tabla

ORDEN = "editar"


@dataclass(frozen=True)
class Peticion:
    """Lo que cambia en una ficha: los «campo=valor» y lo que le ha pasado."""

    hoy: dt.date
    sueltos: Sequence[str]
    sucesos: Sucesos
    a_sabiendas: bool = False


@dataclass(frozen=True, eq=False)
class Editada:
    """Una edición, aún sin escribir. `parecidos` son las fichas de que el cambio la hace doble."""

    edicion: Edicion
    plan: Plan
    avisos: tuple[str, ...]
    parecidos: tuple[Parecido, ...]


def proponer(abierto: Abierto, posicion: int, peticion: Peticion) -> Editada:
    """La ficha de esa posición con lo que cambia, por las políticas.

    Raises:
        NoEntra: lo tecleado no vale y no se ha dicho que entre a sabiendas.
        ErrorUso: una columna no existe, no se dice nada, las cosas dichas se contradicen.
        Rechazo: no se puede escribir en esas celdas.
    """
    registro, politicas = abierto.registro, abierto.politicas
    peticion.sucesos.exigir_coherentes()
    pares, resto = separar(peticion.sueltos)
    if resto:
        raise NoEsUnCambio(resto[0])
    suyos, si_hay = cambios_de(peticion.sucesos, registro, politicas, posicion, peticion.hoy)
    tecleado = leer_dictado(pares, registro.clientes)
    dictado = Dictado({**suyos, **tecleado.valores}, tecleado.otras)
    if not dictado and not peticion.sucesos.hay:
        raise NadaQueCambiar
    edicion = preparar_edicion(dictado, registro, politicas, posicion, peticion.hoy, si_hay)
    a_sabiendas = exigir_sin_errores(abierto, edicion.errores, peticion.a_sabiendas)
    if not peticion.a_sabiendas:
        exigir_que_no_separe(edicion, registro)
    plan, dichos = planear_edicion(
        edicion,
        registro,
        abierto.nombres_de_hojas,
        peticion.hoy,
        no_contactar=peticion.sucesos.no_contactar,
    )
    avisos = (
        *a_sabiendas,
        *(decir_hallazgo(aviso, registro.clientes) for aviso in edicion.avisos),
        *dichos,
        *avisos_de(peticion.sucesos, registro, posicion, peticion.hoy),
    )
    return Editada(edicion, plan, avisos, _nuevos_parecidos(abierto, edicion))


def escribir(editada: Editada, abierto: Abierto, momento: dt.datetime, esperar: float) -> Aplicado:
    """La edición, escrita; con el libro abierto queda apuntada y lo dice `QuedaPendiente`."""
    return escribir_plan(editada.plan, abierto, ORDEN, momento, esperar)


def _nuevos_parecidos(abierto: Abierto, edicion: Edicion) -> tuple[Parecido, ...]:
    """Las fichas a las que se parece como queda y no se parecía como estaba."""
    if not any(map(es_de_las_senas, edicion.datos)):
        return ()
    umbral, _ = umbrales(abierto)
    antes, despues = buscar_parecidos(
        abierto.registro, _las_dos(edicion), umbral, salvo=edicion.posicion
    )
    ya = {parecido.posicion for parecido in antes}
    return tuple(p for p in despues if p.posicion not in ya)


def _las_dos(edicion: Edicion) -> Tabla:
    """La ficha como estaba y, debajo, como queda."""
    import numpy as np

    fichas = edicion.antes.datos, edicion.despues.datos
    columnas = {
        campo: Columna.de_textos([f[campo].texto if campo in f else "" for f in fichas])
        for campo in dict.fromkeys([c for f in fichas for c in f])
        if campo not in ("id", "fusionado_en")
    }
    return Tabla("CLIENTES", "", 1, np.arange(1, 3), columnas, {})


class NoEsUnCambio(ErrorUso):
    """Una de las palabras no es «campo=valor»."""

    def __init__(self, visto: str) -> None:
        super().__init__(
            f"«{visto}» no dice qué cambia: escríbalo como campo=valor, entre comillas si lleva"
            " espacios («apellido_1=PÉREZ GIL»); se edita una ficha cada vez"
        )


class NadaQueCambiar(ErrorUso):
    """No se dice nada que cambiar."""

    def __init__(self) -> None:
        super().__init__(
            "no dice qué cambia: «clientesctl editar C-00012 movil=612345678», o --revisado,"
            " --cancelar, --perdido CAUSA, --fallecido, --no-contactar o --recuperar"
        )
