"""Las etiquetas para escribir a una parte de la cartera: quién lleva la suya y quién no."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from clientesctl.cartera.destinatarios import Destinatario, leer_destinatarios, repetidos
from clientesctl.cartera.estado import leer_estados
from clientesctl.cartera.estados import leer_historia, mirar_desde
from clientesctl.cartera.filtros import filtrar
from clientesctl.cartera.respeto import apartar
from clientesctl.cartera.seleccion import buscar
from clientesctl.cartera.umbrales import fijar_umbrales
from clientesctl.entregas.hojas_de_etiquetas import HojaDeEtiquetas, elegir_hoja, hoja_del_pais
from clientesctl.operaciones.con_lo_que_espera import ver_con_lo_que_espera
from clientesctl.operaciones.libros import Abierto, abrir_registro
from clientesctl.registro.columna import Indices
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.registro import Registro
from clientesctl.textos.direccion_postal import escribir_direccion
from clientesctl.textos.limpieza import plegar
from clientesctl.textos.paises import codigo_pais

ORDENES = ("cp", "nombre")
REPETIDO = "otra etiqueta lleva su mismo nombre y dirección"
DE_OTRA = "otra ficha con su mismo nombre y dirección está fuera"
SIN_NOMBRE = "no tiene nombre"


@dataclass(frozen=True)
class Peticion:
    """A quién se escribe y cómo. `filtros` va de campo a valor; lo vacío no pide nada.

    `expresion` es una búsqueda, como la de `buscar`. `papel` vacío es el corriente del país del
    registro; `origen`, el país desde el que se envía.
    """

    libro: Path | None
    hoy: dt.date
    hoja: str | None = None
    expresion: str = ""
    filtros: Mapping[str, str] = field(default_factory=dict)
    solo: tuple[str, ...] = ()
    orden: str = "cp"
    papel: str = ""
    desde: int = 1
    marco: bool = False
    origen: str = ""


@dataclass(frozen=True, eq=False)
class Etiquetas:
    """Los destinatarios en su orden; `apartados`, cuántos no salen y por qué.

    `avisos` son frases para la persona.
    """

    abierto: Abierto
    peticion: Peticion
    papel: HojaDeEtiquetas
    origen: str
    destinatarios: tuple[Destinatario, ...]
    apartados: Mapping[str, int]
    avisos: tuple[str, ...] = ()

    def lineas(self) -> list[list[str]]:
        """Las de cada etiqueta, de quién a dónde."""
        return [
            [*d.lineas, *escribir_direccion(d.direccion, self.origen)] for d in self.destinatarios
        ]

    def clave(self, lugar: int) -> str:
        """Cómo se nombra la ficha del de ese lugar: su ID o su fila."""
        tabla, posicion = self.abierto.registro.clientes, self.destinatarios[lugar].posicion
        return tabla.identificador(posicion) or f"fila:{tabla.filas[posicion]}"


def consultar(peticion: Peticion) -> Etiquetas:
    """Las etiquetas del libro pedido.

    `ErrorUso` si una opción no vale o nadie cumple lo pedido; `ErrorLibro` si el libro no se lee.
    """
    solo = leer_estados(peticion.solo)
    if peticion.orden not in ORDENES:
        raise OrdenDesconocido(peticion.orden)
    papel = elegir_hoja(peticion.papel) if peticion.papel else None
    origen = _leer_origen(peticion.origen)
    abierto = ver_con_lo_que_espera(abrir_registro(peticion.libro, peticion.hoja))
    registro = abierto.registro
    papel = papel or hoja_del_pais(registro.pais)
    if not 1 <= peticion.desde <= papel.etiquetas:
        raise PosicionFuera(peticion.desde, papel)
    umbrales = fijar_umbrales(politicas=abierto.politicas)
    historia = leer_historia(registro)
    cartera = mirar_desde(historia, peticion.hoy, umbrales)
    pedidas = np.intersect1d(
        np.flatnonzero(filtrar(registro, peticion.filtros)), cartera.posiciones(solo)
    )
    avisos: tuple[str, ...] = ()
    if peticion.expresion.strip():
        hallada = buscar(peticion.expresion, historia, cartera)
        pedidas, avisos = np.intersect1d(pedidas, hallada.posiciones), hallada.avisos
    apartados = apartar(cartera, "postal")
    libres = pedidas[apartados.libres[pedidas]]
    # Con el mismo nombre y la misma dirección es quien no quiere, aunque tenga otra ficha.
    no_van = _senas_de(registro, np.flatnonzero(np.isin(apartados.cual, apartados.de_la_persona)))
    todos = leer_destinatarios(registro, libres)
    suyas = [uno for uno in todos if uno.clave not in no_van]
    completos, faltas = _completos(suyas)
    if len(suyas) < len(todos):
        faltas[DE_OTRA] = len(todos) - len(suyas)
    return Etiquetas(
        abierto,
        peticion,
        papel,
        origen or registro.pais,
        tuple(sorted(completos, key=_por_codigo if peticion.orden == "cp" else _por_nombre)),
        {**apartados.contar(pedidas), **faltas},
        avisos,
    )


def _senas_de(registro: Registro, posiciones: Indices) -> frozenset[tuple[str, ...]]:
    """El nombre y la dirección de esas fichas, de las que se sabe la dirección."""
    return frozenset(d.clave for d in leer_destinatarios(registro, posiciones) if d.direccion.via)


def _leer_origen(escrito: str) -> str:
    pais = codigo_pais(escrito) if escrito else ""
    if pais is None:
        raise PaisDesconocido(escrito)
    return pais


def _completos(todos: list[Destinatario]) -> tuple[list[Destinatario], dict[str, int]]:
    """Los que tienen nombre y señas, cada uno una vez; y cuántos no, y por qué."""
    faltas: Counter[str] = Counter()
    con_senas = []
    for uno in todos:
        falta = uno.direccion.falta()
        if not uno.lineas:
            faltas[SIN_NOMBRE] += 1
        elif falta:
            faltas[falta] += 1
        else:
            con_senas.append(uno)
    sobran = set(repetidos(con_senas).tolist())
    if sobran:
        faltas[REPETIDO] = len(sobran)
    return [uno for i, uno in enumerate(con_senas) if i not in sobran], dict(faltas)


def _por_codigo(uno: Destinatario) -> tuple[str, ...]:
    """Por países y, en cada uno, por código postal, que es como reparte el correo."""
    return uno.direccion.pais, uno.direccion.codigo, *_por_nombre(uno)


def _por_nombre(uno: Destinatario) -> tuple[str, ...]:
    return tuple(map(plegar, uno.lineas))


class OrdenDesconocido(ErrorUso):
    """Se pidió ordenar las etiquetas de una manera que no hay."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"--orden «{visto}» no vale: use {' o '.join(ORDENES)}")


class PaisDesconocido(ErrorUso):
    """El país desde el que se envía no se conoce."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"--pais-origen «{visto}» no es un país que se conozca: escríbalo como ES")


class PosicionFuera(ErrorUso):
    """La primera etiqueta libre no está en la hoja."""

    def __init__(self, visto: int, papel: HojaDeEtiquetas) -> None:
        super().__init__(
            f"--desde {visto} no vale: la hoja {papel.nombre} tiene {papel.etiquetas} etiquetas,"
            " que se cuentan por filas desde 1"
        )
