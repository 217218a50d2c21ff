"""La cartera repartida: por vendedor, por zona, por perfil, por provincia…"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.dinero import Gasto
from clientesctl.cartera.estado import Estado
from clientesctl.registro.columna import Columna, Indices
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.registro import Tabla
from clientesctl.textos.limpieza import a_mayusculas, es_marcador, plegar

AGRUPABLES = ("vendedor", "zona", "perfil", "provincia", "ciudad", "medio", "etapa")


@dataclass(frozen=True, eq=False)
class Grupos:
    """Los grupos de un campo, por orden alfabético; el de quien no lo tiene va al final.

    `codigos` lleva, por ficha, el lugar de su grupo en `nombres`.
    """

    campo: str
    nombres: tuple[str, ...]
    codigos: Indices

    @property
    def sin_valor(self) -> npt.NDArray[np.bool_]:
        """Por grupo: si es el de quien no tiene nada escrito."""
        nadie = f"SIN {self.campo.upper()}"
        ultimo = len(self.nombres) - 1
        return np.asarray([i == ultimo and n == nadie for i, n in enumerate(self.nombres)])


@dataclass(frozen=True)
class Resumen:
    """Cuántos clientes tiene un grupo en cada estado y qué dinero hay detrás."""

    nombre: str
    cuentas: dict[Estado, int]
    gastos: dict[Estado, tuple[Gasto, ...]]


def leer_agrupacion(nombre: str) -> str:
    """El campo por el que se agrupa; `ErrorUso` si por ese no se puede."""
    for campo in AGRUPABLES:
        if plegar(nombre) in {campo.upper(), f"{campo.upper()}S", f"{campo.upper()}ES"}:
            return campo
    raise AgrupacionDesconocida(nombre)


def agrupar(clientes: Tabla, campo: str, pais: str = "") -> Grupos:
    """Las fichas por el valor de ese campo, sin distinguir mayúsculas, acentos ni espacios.

    Cada grupo se llama como más veces está escrito; «Gerona» y «Girona» son la misma provincia, si
    se dice el país. Quien no lo tiene, o todos si el libro no
    trae la columna, van juntos: «SIN VENDEDOR».
    """
    nadie = f"SIN {campo.upper()}"
    if campo not in clientes:
        return Grupos(campo, (nadie,), np.zeros(len(clientes), dtype=np.int64))
    columna = clientes[campo]
    claves = columna.mapear(lambda t: "" if es_marcador(t, campo) else _clave(t, campo, pais))
    escritos = _nombres(columna, claves)
    orden = sorted(clave for clave in escritos if clave)
    lugar = {clave: i for i, clave in enumerate([*orden, ""])}
    por_valor = np.asarray([lugar.get(clave, 0) for clave in claves], dtype=np.int64)
    nombres = tuple(escritos[clave] for clave in orden)
    if "" in escritos or not orden:
        nombres = (*nombres, nadie)
    return Grupos(campo, nombres, por_valor[columna.codigos])


def resumir(cartera: Cartera, grupos: Grupos) -> list[Resumen]:
    """Un resumen por grupo con algún cliente, en el orden de los grupos."""
    estados = len(Estado)
    celdas = grupos.codigos * estados + cartera.estados
    cuantos = len(grupos.nombres) * estados
    cuentas = np.bincount(celdas, minlength=cuantos).tolist()
    gastos = cartera.dinero.sumar(celdas, cuantos)
    visibles = list(cartera.contar())
    resumenes = [
        Resumen(
            nombre,
            {e: cuentas[g * estados + e] for e in visibles},
            {e: gastos[g * estados + e] for e in visibles},
        )
        for g, nombre in enumerate(grupos.nombres)
    ]
    return [r for r in resumenes if any(r.cuentas.values())]


def _clave(texto: str, campo: str, pais: str) -> str:
    from clientesctl.textos.codigos_postales import provincia_canonica

    canonica = provincia_canonica(texto, pais) if campo == "provincia" and pais else None
    return plegar(canonica or texto)


def _nombres(columna: Columna, claves: list[str]) -> dict[str, str]:
    """Por clave presente en alguna fila, su forma más escrita."""
    veces: dict[str, Counter[str]] = {}
    for texto, clave, n in zip(columna.textos, claves, columna.frecuencias().tolist(), strict=True):
        if n:
            forma = a_mayusculas(" ".join(str(texto).split()))
            veces.setdefault(clave, Counter())[forma] += n
    # A igual número, la primera por orden: que no dependa del orden de las filas.
    return {c: min(formas, key=lambda f: (-formas[f], f)) for c, formas in veces.items()}


class AgrupacionDesconocida(ErrorUso):
    """Se quiere repartir por algo que no es una columna de reparto."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"no se puede agrupar por «{visto}»: use {', '.join(AGRUPABLES)}")
