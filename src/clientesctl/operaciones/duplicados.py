"""Buscar los dobles de un libro: abrirlo, apartar lo declarado distinto y decir qué hay."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from clientesctl.duplicados import UMBRAL, Dobles, Par, buscar
from clientesctl.duplicados.distintos import Fichero, leer_caducadas, leer_distintos
from clientesctl.entregas import escribir
from clientesctl.operaciones.libros import Abierto, abrir_registro, elegir_libro
from clientesctl.operaciones.linea_base import fijar_base, leer_base
from clientesctl.registro.absorbidas import cuantas_vivas
from clientesctl.registro.pais import paises_por_fila
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.limpieza import solo_alfanumerico

ASUNTO = "duplicados"
_NOMBRES = (
    "nombre", "apellido_1", "apellido_2", "apellidos", "nombre_completo", "razon_social",
    "nombre_comercial",
)  # fmt: skip
_IDENTIDAD = (*_NOMBRES, "id_fiscal", "telefono", "email")


@dataclass(frozen=True)
class Peticion:
    """Qué dobles se quieren y cómo; sin `umbral`, el de las políticas o el medido."""

    libro: Path | None
    hoy: dt.date
    hoja: str | None = None
    umbral: float | None = None
    nuevos: bool = False
    fijar: bool = False


@dataclass(frozen=True, eq=False)
class Busqueda:
    """Los dobles de un registro. `fijada` es el día de la línea base con que se comparó."""

    registro: Registro
    dobles: Dobles
    umbral: float
    fijada: str | None = None
    fijados: int | None = None
    """Cuántos pares se dieron por sabidos, si se pidió."""
    vueltos: int = 0
    """Cuántos pares se declararon distintos y vuelven a salir porque una ficha cambió."""

    @property
    def vivas(self) -> int:
        """Cuántas fichas tiene el registro, sin las absorbidas."""
        return cuantas_vivas(self.registro.clientes)

    @property
    def sin_nombres(self) -> bool:
        """Si en la hoja no se reconoce ninguna columna que diga cómo se llama cada ficha."""
        return not any(campo in self.registro.clientes for campo in _NOMBRES)

    @property
    def sueltos(self) -> tuple[Par, ...]:
        """Los pares de fichas que se parecen sin estar en un mismo grupo: hay una ficha puente."""
        de_ficha = {p: n for n, g in enumerate(self.dobles.grupos) for p in g.posiciones}
        return tuple(
            par for par in self.dobles.pares if de_ficha.get(par.a, -1) != de_ficha.get(par.b, -2)
        )


def buscar_dobles(abierto: Abierto, umbral: float | None = None) -> Dobles:
    """Los dobles de un libro abierto, sin las parejas de la hoja DISTINTOS."""
    registro = abierto.registro
    paises = paises_por_fila(registro.clientes, registro.pais)
    return buscar(
        registro.clientes,
        paises,
        umbral=elegir_umbral(abierto, umbral),
        distintos=leer_distintos(registro, paises),
    )


def elegir_umbral(abierto: Abierto, pedido: float | None) -> float:
    """El umbral pedido, el de las políticas o el medido, por ese orden."""
    propio = abierto.politicas.umbral_duplicados
    return pedido if pedido is not None else propio if propio is not None else UMBRAL


def vuelven(registro: Registro, dobles: Dobles) -> dict[tuple[int, int], str]:
    """De esos pares, los que se declararon distintos y salen porque una ficha cambió.

    Cada uno con las huellas de ahora de sus dos fichas: dicen de qué cambio se trata.
    """
    paises = paises_por_fila(registro.clientes, registro.pais)
    caducadas = leer_caducadas(registro, paises)
    pares = [(par.a, par.b) for par in dobles.pares if (par.a, par.b) in caducadas]
    fichero = Fichero(registro.clientes, paises)
    fichero.mirar(posicion for pareja in pares for posicion in pareja)
    return {pareja: "\0".join(sorted(map(fichero.huella, pareja))) for pareja in pares}


def revisar(peticion: Peticion) -> Busqueda:
    """Los dobles del libro pedido.

    `ErrorUso` si las políticas están mal; `ErrorLibro` si no se puede leer; `Rechazo` si hay
    que fijar la línea base y no se puede.
    """
    return preparar(abrir_registro(peticion.libro, peticion.hoja), peticion)


def preparar(abierto: Abierto, peticion: Peticion) -> Busqueda:
    """Lo mismo, de un libro ya abierto."""
    registro = abierto.registro
    todos = buscar_dobles(abierto, peticion.umbral)
    vueltas = vuelven(registro, todos)
    claves = list(_claves(registro.clientes, todos, vueltas))
    busqueda = Busqueda(registro, todos, elegir_umbral(abierto, peticion.umbral))
    if peticion.nuevos:
        busqueda = _solo_lo_nuevo(busqueda, claves)
    if peticion.fijar:
        fijar_base(registro.ruta, ASUNTO, claves, peticion.hoy.isoformat())
        busqueda = replace(busqueda, fijados=len(todos.pares))
    a_la_vista = sum((par.a, par.b) in vueltas for par in busqueda.dobles.pares)
    return replace(busqueda, vueltos=a_la_vista)


def comprobar_salida(peticion: Peticion, ruta: Path) -> None:
    """Nada, si ahí se podrá escribir la lista: para saberlo antes de leer el libro."""
    escribir.comprobar_salida(ruta, elegir_libro(peticion.libro)[0])


def entregar(busqueda: Busqueda, ruta: Path) -> None:
    """La lista de dobles escrita en `ruta` como diga su terminación.

    `ErrorUso` si la terminación no se sabe escribir o ahí no se puede; `Rechazo` si `ruta` es
    el propio registro.
    """
    from clientesctl.operaciones.duplicados_listas import como_lista

    escribir.escribir(ruta, como_lista(busqueda), registro=busqueda.registro.ruta)


def _solo_lo_nuevo(busqueda: Busqueda, claves: Sequence[str]) -> Busqueda:
    """Los pares que no había, y los grupos en que hay alguno de ellos."""
    base = leer_base(busqueda.registro.ruta, ASUNTO)
    if base is None:
        return busqueda
    dobles = busqueda.dobles
    nuevas = base.nuevas(claves)
    pares = tuple(par for par, nuevo in zip(dobles.pares, nuevas, strict=True) if nuevo)
    fichas = {frozenset({par.a, par.b}) for par in pares}
    grupos = tuple(g for g in dobles.grupos if any(f <= frozenset(g.posiciones) for f in fichas))
    return replace(busqueda, dobles=Dobles(pares, grupos), fijada=base.fijada)


def _claves(tabla: Tabla, dobles: Dobles, vueltas: Mapping[tuple[int, int], str]) -> Iterator[str]:
    """De cada par, lo que lo distingue aunque la hoja se ordene de otra manera.

    El que vuelve porque una ficha cambió es nuevo aunque antes se diera por sabido.
    """
    for par in dobles.pares:
        clave = "\0".join(sorted((_ficha(tabla, par.a), _ficha(tabla, par.b))))
        cambio = vueltas.get((par.a, par.b))
        yield clave if cambio is None else f"{clave}\0{cambio}"


def _ficha(tabla: Tabla, posicion: int) -> str:
    """El ID de la ficha o, sin él, las letras y cifras de lo que la identifica."""
    propio = tabla.identificador(posicion)
    if propio is not None:
        return propio
    return "\1".join(solo_alfanumerico(tabla.texto(campo, posicion)) for campo in _IDENTIDAD)
