"""Lo que las políticas piden a una ficha, en un registro que quizá no tenga dónde ponerlo."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from clientesctl.registro.hallazgo import Hallazgo
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Tabla

SIN_PASO = frozenset({"dato_prohibido"})
"""Reglas que nadie deja pasar: lo que no se puede guardar aunque se quiera."""
FALTAS = frozenset({"dato_obligatorio_vacio", "codigo_postal_vacio"})
"""Reglas que dicen que algo no está."""
_NOMBRE_JUNTO = frozenset({"nombre_en_una_columna", "apellidos_juntos"})


def separar_hallazgos(
    hallazgos: Iterable[Hallazgo], clientes: Tabla, politicas: Politicas
) -> tuple[tuple[Hallazgo, ...], tuple[Hallazgo, ...]]:
    """Los que impiden que la ficha entre en ese registro, y los que solo se dicen.

    Lo que falta y en el libro no tiene ninguna columna se dice: no hay dónde ponerlo. Si el libro
    lleva el nombre entero en una celda, que vaya en una celda no es un defecto de la ficha.
    """
    errores: list[Hallazgo] = []
    avisos: list[Hallazgo] = []
    for hallazgo in hallazgos:
        if hallazgo.regla in _NOMBRE_JUNTO and _los_lleva_juntos(hallazgo.campo, clientes):
            continue
        if hallazgo.gravedad != "error":
            avisos.append(hallazgo)
        elif hallazgo.regla in FALTAS and not _tiene_donde(hallazgo.campo, clientes, politicas):
            avisos.append(replace(hallazgo, gravedad="aviso"))
        else:
            errores.append(hallazgo)
    return tuple(errores), tuple(avisos)


def obligatorios(campo: str, politicas: Politicas) -> tuple[str, ...]:
    """Los campos de que basta uno para cumplir lo que se exige de ése; ninguno si no se exige."""
    grupos = (tuple(grupo.split("|")) for grupo in politicas.obligatorios)
    return next((grupo for grupo in grupos if campo in grupo), ())


def _tiene_donde(campo: str, clientes: Tabla, politicas: Politicas) -> bool:
    return any(c in clientes for c in obligatorios(campo, politicas) or (campo,))


def _los_lleva_juntos(campo: str, clientes: Tabla) -> bool:
    if campo in ("apellido_1", "apellidos"):
        return "apellido_2" not in clientes
    return "apellido_1" not in clientes and "apellidos" not in clientes
