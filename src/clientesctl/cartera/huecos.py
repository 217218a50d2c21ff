"""Lo que falta en las fichas y lo que cuesta: a quién no se puede llamar, escribir o facturar.

El coste se cuenta en clientes a los que se puede llamar y en lo que han gastado: una columna
vacía en las fichas de quien no compra no cuesta lo mismo.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clientesctl.calidad.frescura import Marcas, quedan
from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.dinero import Gasto
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.valores import Importes
from clientesctl.registro.columna import Indices
from clientesctl.registro.esquema import HOJAS
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Tabla
from clientesctl.textos.codigos_postales import usa_codigo_postal
from clientesctl.textos.limpieza import es_marcador


@dataclass(frozen=True, slots=True)
class Uso:
    """Algo que se hace con una ficha y las columnas con que se hace: basta una llena.

    `pedir` es el campo por el que se pregunta al cliente; vacío si es cosa de la casa.
    `compradores`: solo hace falta de quien ha comprado. `impide`: sin ello no se hace; lo demás
    se hace peor, y por eso solo no se llama a nadie.
    """

    para: str
    campos: tuple[str, ...]
    pedir: str
    compradores: bool = False
    impide: bool = True


_NOMBRES = (
    "nombre", "nombre_completo", "razon_social", "nombre_comercial", "persona_contacto",
    "apellido_1", "apellidos",
)  # fmt: skip
USOS = (
    Uso("llamar", ("movil", "telefono", "telefono_2"), "movil"),
    Uso("escribir", ("email", "email_2"), "email"),
    Uso("facturar", ("id_fiscal",), "id_fiscal", compradores=True),
    Uso("repartir por zonas", ("codigo_postal",), "codigo_postal"),
    Uso("enviar", ("calle", "direccion", "direccion_fiscal"), "calle"),
    Uso("saber a quién le toca", ("vendedor",), "", impide=False),
    Uso("llamarle por su nombre", _NOMBRES, "nombre"),
    Uso("llamar a buena hora", ("horario",), "horario", impide=False),
    Uso("ofrecer lo suyo", ("interes",), "interes", impide=False),
    Uso("saber cómo nos conoció", ("medio",), "medio", impide=False),
)
"""Lo que se hace con una ficha, por orden de lo que duele no poder."""


_PUEDEN_FALTAR = frozenset(
    {"titulo", "nombre", "apellido_1", "apellido_2", "razon_social", "nombre_comercial"}
    | {"email_cobros", "web", "motivo_inactividad", "ciclo_dias", "no_contactar", "perdido_el"}
    | {"cancelado_el", "fallecido_el", "fusionado_en", "caduca_el", "colonia", "observaciones"}
)
"""Columnas que casi siempre están bien vacías, o lo están según sea persona o empresa."""
_MEDIA = 0.5


@dataclass(frozen=True, eq=False)
class Hueco:
    """Unas columnas vacías. `faltan` marca las fichas que no tienen ninguna de ellas.

    `clientes` son los que han gastado algo y no se puede hacer eso con ellos; `activos`, los que
    de ellos son ACTIVO; `gastos`, lo que han gastado por monedas.
    """

    uso: Uso
    presentes: tuple[str, ...]
    faltan: Marcas
    vacias: int
    de: int
    clientes: int
    activos: int
    gastos: tuple[Gasto, ...]


def usos_del(clientes: Tabla, politicas: Politicas, pais: str) -> tuple[Uso, ...]:
    """Los usos para los que el libro tiene columna o las políticas la exigen."""
    exigidos = {campo for grupo in politicas.obligatorios for campo in grupo.split("|")}
    if pais and not usa_codigo_postal(pais):
        exigidos.discard("codigo_postal")
    return tuple(
        uso for uso in USOS if any(c in clientes for c in uso.campos) or exigidos & set(uso.campos)
    )


def sin_nada(clientes: Tabla, campos: Sequence[str]) -> Marcas:
    """Por ficha: si no hay nada que sirva en ninguna de esas columnas («N/A» no sirve)."""
    faltan = np.ones(len(clientes), dtype=bool)
    for campo in campos:
        if campo in clientes:
            columna = clientes[campo]
            inutil = columna.mapear(lambda t, c=campo: not t.strip() or es_marcador(t, c))  # type: ignore[misc]  # un valor por defecto no lleva tipo
            nada = np.asarray(inutil, dtype=bool)[columna.codigos]
            nada[columna.sin_calcular] = False
            faltan &= nada
    return faltan


def buscar_huecos(cartera: Cartera, politicas: Politicas, libres: Marcas) -> tuple[Hueco, ...]:
    """Lo que falta, de lo que más cuesta a lo que menos. `libres` son las fichas que se llaman."""
    registro = cartera.registro
    clientes = registro.clientes
    siguen, gasto = quedan(clientes), gastado(cartera)[0]
    huecos = []
    for uso in usos_del(clientes, politicas, registro.pais):
        cuentan = siguen & (gasto > 0) if uso.compradores else siguen
        faltan = sin_nada(clientes, uso.campos) & cuentan
        caros = faltan & libres & (gasto > 0)
        sumas = cartera.dinero.sumar(np.where(caros, 0, -1).astype(np.int64), 1)
        huecos.append(
            Hueco(
                uso=uso,
                presentes=tuple(c for c in uso.campos if c in clientes),
                faltan=faltan,
                vacias=int(faltan.sum()),
                de=int(cuentan.sum()),
                clientes=int(caros.sum()),
                activos=int((caros & (cartera.estados == Estado.ACTIVO)).sum()),
                gastos=sumas[0],
            )
        )
    con_huecos = [h for h in huecos if h.vacias]
    return tuple(sorted(con_huecos, key=_coste))


def otras_vacias(clientes: Tabla) -> tuple[tuple[str, float], ...]:
    """Las demás columnas propias más vacías que llenas y su parte vacía, la peor delante."""
    siguen = quedan(clientes)
    if not siguen.any():
        return ()
    usadas = {campo for uso in USOS for campo in uso.campos} | _PUEDEN_FALTAR
    partes = [
        (campo.nombre, float(sin_nada(clientes, [campo.nombre])[siguen].mean()))
        for campo in HOJAS["CLIENTES"]
        if campo.nombre in clientes and campo.nombre not in usadas
    ]
    return tuple(sorted((p for p in partes if p[1] > _MEDIA), key=lambda p: (-p[1], p[0])))


def gastado(cartera: Cartera) -> tuple[Importes, Indices]:
    """Por ficha, lo que ha gastado en la primera de sus monedas (0 si no se sabe) y cuál es.

    La moneda de la casa es la 0: dos monedas no se comparan, van una detrás de otra.
    """
    total = np.zeros(len(cartera.estados))
    moneda = np.full(len(cartera.estados), len(cartera.dinero.monedas), dtype=np.int64)
    sabidos = np.flatnonzero(cartera.dinero.total > 0)[::-1]
    # Del revés: de cada cliente queda la primera de sus monedas.
    total[cartera.dinero.cliente[sabidos]] = cartera.dinero.total[sabidos]
    moneda[cartera.dinero.cliente[sabidos]] = cartera.dinero.moneda[sabidos]
    return total, moneda


def _coste(hueco: Hueco) -> tuple[bool, float, int, int]:
    """Delante, lo que impide hacer algo; después, lo que más dinero de la casa deja fuera."""
    return not hueco.uso.impide, -_dinero(hueco.gastos), -hueco.clientes, -hueco.vacias


def _dinero(gastos: Sequence[Gasto]) -> float:
    """Lo gastado en la moneda de la casa, que va delante: dos monedas no se suman."""
    return (gastos[0].total or 0.0) if gastos else 0.0
