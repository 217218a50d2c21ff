"""Qué fichas de una lista ajena están ya en el registro, y qué hay que saber antes de llamarlas."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from clientesctl.cartera.estados import calcular_estados
from clientesctl.cartera.respeto import Apartados, apartar
from clientesctl.cartera.umbrales import fijar_umbrales
from clientesctl.duplicados import Dobles, Par, buscar
from clientesctl.duplicados.contra import cruces
from clientesctl.operaciones.duplicados import elegir_umbral
from clientesctl.operaciones.duplicados_lista import Peticion, abrir_los_dos
from clientesctl.operaciones.libros import Abierto
from clientesctl.registro.absorbidas import destinos
from clientesctl.registro.pais import paises_por_fila
from clientesctl.registro.registro import Registro, Tabla

Situacion = Literal["NUEVA", "REPETIDA EN LA LISTA", "YA ESTÁ"]


@dataclass(frozen=True, slots=True)
class Renglon:
    """Lo que se sabe de una ficha de la lista; las posiciones van desde 0.

    `ficha` es la suya en el registro y `repite` la de la lista a la que repite. `par` es el que
    la une a una o a otra: en YA ESTÁ, `par.a` es del registro y no es `ficha` si aquélla quedó
    absorbida en ésta. `aviso` es lo que hay que saber antes de llamarla.
    """

    posicion: int
    situacion: Situacion
    par: Par | None = None
    ficha: int | None = None
    repite: int | None = None
    aviso: str = ""


@dataclass(frozen=True, eq=False)
class Contraste:
    """Una lista mirada contra un registro: un renglón por ficha de la lista, en su orden."""

    registro: Registro
    lista: Abierto
    renglones: tuple[Renglon, ...]
    umbral: float

    @property
    def tabla(self) -> Tabla:
        """Las fichas de la lista."""
        return self.lista.registro.clientes

    def de(self, situacion: Situacion) -> list[Renglon]:
        """Los renglones en esa situación, del menos al más probable."""
        suyos = [r for r in self.renglones if r.situacion == situacion]
        return sorted(suyos, key=_certeza)

    def contar(self) -> Counter[Situacion]:
        """Cuántas fichas de la lista hay en cada situación."""
        return Counter(r.situacion for r in self.renglones)


def contrastar(peticion: Peticion) -> Contraste:
    """La lista pedida mirada contra el registro pedido.

    `ErrorUso` si las políticas están mal o las dos cosas son la misma; `ErrorLibro` si una no
    se puede leer.
    """
    abierto, lista = abrir_los_dos(peticion)
    umbral = elegir_umbral(abierto, peticion.umbral)
    registro, ajena = abierto.registro, lista.registro.clientes
    paises = paises_por_fila(registro.clientes, registro.pais)
    de_lista = paises_por_fila(ajena, lista.registro.pais)
    entera = _sin_absorber(ajena)
    pares = cruces(_sin_absorber(registro.clientes), paises, entera, de_lista, umbral=umbral)
    repetidas = buscar(entera, de_lista, umbral=umbral)
    estan = _que_estan(abierto, pares, peticion.hoy)
    repes = _que_repiten(ajena, repetidas, estan)
    renglones = tuple(
        estan.get(i) or repes.get(i) or Renglon(i, "NUEVA") for i in range(len(ajena))
    )
    return Contraste(registro, lista, renglones, umbral)


def entregar(contraste: Contraste, ruta: Path) -> None:
    """La lista, con lo que se sabe de cada ficha delante, escrita en `ruta`.

    `ErrorUso` si la terminación no se sabe escribir o ahí no se puede; `Rechazo` si `ruta` es
    el propio registro.
    """
    from clientesctl.entregas import escribir
    from clientesctl.operaciones.duplicados_contra_listas import como_lista

    escribir.escribir(ruta, como_lista(contraste), registro=contraste.registro.ruta)


def _sin_absorber(tabla: Tabla) -> Tabla:
    """La tabla con las fichas absorbidas como una más: se busca también por lo que decían."""
    columnas = {c: v for c, v in tabla.columnas.items() if c != "fusionado_en"}
    return replace(tabla, columnas=columnas)


def _que_estan(abierto: Abierto, pares: Sequence[Par], hoy: dt.date) -> dict[int, Renglon]:
    """De cada ficha de la lista que está en el registro, su renglón.

    La ficha que cuenta es la que absorbió a la que se parece.
    """
    if not pares:
        return {}
    clientes = abierto.registro.clientes
    buenas = destinos(clientes).tolist()
    cartera = calcular_estados(abierto.registro, hoy, fijar_umbrales(politicas=abierto.politicas))
    apartados = apartar(cartera)
    de_lista: dict[int, list[Par]] = {}
    for par in pares:
        de_lista.setdefault(par.b, []).append(par)
    renglones = {}
    for posicion, suyos in de_lista.items():
        par = suyos[0]
        ficha = buenas[par.a]
        fichas = list(dict.fromkeys([ficha, *(buenas[p.a] for p in suyos)]))
        aviso = "; ".join(_avisos(clientes, apartados, fichas))
        renglones[posicion] = Renglon(posicion, "YA ESTÁ", par, ficha, aviso=aviso)
    return renglones


def _avisos(clientes: Tabla, apartados: Apartados, fichas: Sequence[int]) -> Iterator[str]:
    """Por qué no se la llama; también si no lo dice su ficha sino otra que se le parece."""
    for orden, ficha in enumerate(fichas):
        cual = int(apartados.cual[ficha])
        if cual < 0:
            continue
        de_otra = f"{nombrar_ficha(clientes, ficha)} también se le parece: " if orden else ""
        yield f"{de_otra}{apartados.razones[cual]}"


def nombrar_ficha(clientes: Tabla, posicion: int) -> str:
    """La ficha por su ID, si lo tiene, y su fila."""
    propio = clientes.identificador(posicion)
    fila = clientes.filas[posicion]
    return f"{propio} (fila {fila})" if propio else f"la fila {fila}"


def _que_repiten(ajena: Tabla, dobles: Dobles, estan: Mapping[int, Renglon]) -> dict[int, Renglon]:
    """De cada ficha que repite a otra de la lista, su renglón.

    De las que son una vale la que está en el registro y, si ninguna, la primera; las demás la
    repiten y llevan su aviso: quien no quiere llamadas no las quiere con otras señas.
    """
    absorbidas = {i for i, buena in enumerate(destinos(ajena).tolist()) if i != buena}
    enlaces: dict[int, list[Par]] = {}
    for par in dobles.pares:
        enlaces.setdefault(par.a, []).append(par)
        enlaces.setdefault(par.b, []).append(par)
    repes: dict[int, Renglon] = {}
    for miembros in _las_que_son_una(ajena, dobles):
        primera = next((p for p in miembros if p not in absorbidas), miembros[0])
        suyas = [estan[p] for p in miembros if p in estan]
        mejor = max(suyas, key=_certeza, default=Renglon(primera, "NUEVA"))
        dentro = frozenset(miembros)
        for posicion in miembros:
            if posicion not in estan and posicion != mejor.posicion:
                enlace = _enlace(enlaces.get(posicion, []), dentro, mejor.posicion)
                repes[posicion] = Renglon(
                    posicion,
                    "REPETIDA EN LA LISTA",
                    enlace,
                    mejor.ficha,
                    mejor.posicion,
                    mejor.aviso,
                )
    return repes


def _las_que_son_una(ajena: Tabla, dobles: Dobles) -> list[tuple[int, ...]]:
    """Las fichas de la lista que son la misma: las de un grupo y las que ella dice absorbidas."""
    con_quien = {p: grupo.posiciones for grupo in dobles.grupos for p in grupo.posiciones}
    for posicion, buena in enumerate(destinos(ajena).tolist()):
        if posicion != buena:
            juntas = {posicion, buena, *con_quien.get(posicion, ()), *con_quien.get(buena, ())}
            con_quien.update(dict.fromkeys(juntas, tuple(sorted(juntas))))
    return list(dict.fromkeys(con_quien.values()))


def _enlace(pares: Sequence[Par], miembros: frozenset[int], mejor: int) -> Par | None:
    """El par que une una ficha a la que repite; si no lo hay, a la que más de las otras."""
    suyos = [par for par in pares if par.a in miembros and par.b in miembros]
    directos = [par for par in suyos if mejor in (par.a, par.b)]
    return max(directos or suyos, key=lambda par: par.probabilidad, default=None)


def _certeza(renglon: Renglon) -> tuple[float, int]:
    return (renglon.par.probabilidad if renglon.par else 0.0, -renglon.posicion)
