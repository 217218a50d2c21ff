"""El registro y la lista ajena que se mira contra él: leerlos sin confundir uno con otra."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from clientesctl.operaciones.libros import (
    Abierto,
    clave_del_libro,
    elegir_libro,
    entender_libro,
)
from clientesctl.registro.elegir import SinRegistro, hoja_nombrada
from clientesctl.registro.errores import ErrorLibro, ErrorUso, Rechazo
from clientesctl.registro.hoja import HojaCruda, LibroCrudo
from clientesctl.registro.mando import ColumnaAjena
from clientesctl.registro.pais import pais_que_dicen
from clientesctl.registro.politicas import Politicas

_EN_LA_LISTA = (
    (", o hoja = en clientesctl.toml", ""),
    ("--libro", "--contra"),
    ("--hoja ", "--hoja-contra "),
)
"""Los remedios de un registro que no se deja leer, y los mismos dichos de una lista."""


@dataclass(frozen=True)
class Peticion:
    """Qué lista se mira contra qué registro; sin `umbral`, el de las políticas o el medido."""

    libro: Path | None
    contra: Path
    hoy: dt.date
    hoja: str | None = None
    hoja_contra: str | None = None
    umbral: float | None = None


def abrir_los_dos(peticion: Peticion) -> tuple[Abierto, Abierto]:
    """El registro y la lista, leídos y entendidos. De la lista no se escribe nada nunca.

    `ErrorUso` si no se sabe qué libro es el registro o la lista es él mismo; `ErrorLibro` si
    uno de los dos no se puede leer o no tiene fichas de clientes.
    """
    from clientesctl.libro.lectura import leer_libro

    ruta, politicas = elegir_libro(peticion.libro, sin=[peticion.contra])
    crudo = leer_libro(ruta, clave=clave_del_libro())
    if not es_el_mismo(ruta, peticion.contra):
        abierto = entender_libro(crudo, politicas, peticion.hoja)
        return abierto, _abrir_lista(peticion, abierto.registro.pais)
    if peticion.hoja_contra is None:
        raise ListaEsElRegistro(ruta)
    suya = hoja_nombrada(crudo, peticion.hoja_contra)
    abierto = _abrir_sin(crudo, suya, politicas, peticion.hoja)
    de_lista = replace(crudo, ruta=peticion.contra, hojas=(suya,))
    return abierto, _entender_lista(de_lista, politicas, suya.nombre, abierto.registro.pais)


def comprobar_salida(peticion: Peticion, salida: Path) -> None:
    """Nada, si ahí se podrá escribir y no es ni el registro ni la lista."""
    from clientesctl.entregas.escribir import comprobar_salida as comprobar

    ruta = elegir_libro(peticion.libro, sin=[peticion.contra])[0]
    comprobar(salida, ruta)
    if es_el_mismo(salida, peticion.contra):
        raise SalidaSobreLaLista(salida)


def es_el_mismo(una: Path, otra: Path) -> bool:
    """Si las dos rutas llevan al mismo fichero."""
    try:
        return una.samefile(otra)
    except OSError:
        return una.absolute() == otra.absolute()


def _abrir_sin(
    crudo: LibroCrudo, lista: HojaCruda, politicas: Politicas, hoja: str | None
) -> Abierto:
    """El registro de un libro en que una de las hojas es la lista."""
    pedida = hoja or politicas.hoja
    if pedida and hoja_nombrada(crudo, pedida) is lista:
        raise ListaEsElRegistro(crudo.ruta, lista.nombre)
    resto = replace(crudo, hojas=tuple(h for h in crudo.hojas if h is not lista))
    try:
        return entender_libro(resto, politicas, hoja)
    except SinRegistro:
        raise ListaEsElRegistro(crudo.ruta, lista.nombre) from None


def _abrir_lista(peticion: Peticion, pais: str) -> Abierto:
    from clientesctl.libro.lectura import leer_libro

    politicas = elegir_libro(peticion.contra)[1]
    try:
        crudo = leer_libro(peticion.contra, clave=clave_del_libro())
        return _entender_lista(crudo, politicas, peticion.hoja_contra, pais)
    except ErrorLibro as error:
        raise ListaIlegible(error) from error


def _entender_lista(
    crudo: LibroCrudo, politicas: Politicas, hoja: str | None, pais: str
) -> Abierto:
    """La lista entendida; si nada dice de qué país es, del que es el registro.

    Las políticas que tenga al lado pueden ser las del registro: su hoja y su libro no le tocan,
    ni sus columnas si no son las suyas.
    """
    suyas = replace(politicas, libro="", hoja="")
    try:
        abierta = entender_libro(crudo, suyas, hoja)
    except ColumnaAjena:
        suyas = replace(suyas, columnas={})
        abierta = entender_libro(crudo, suyas, hoja)
    if suyas.pais or pais_que_dicen(abierta.registro.clientes):
        return abierta
    return entender_libro(crudo, replace(suyas, pais=pais), hoja)


class ListaIlegible(ErrorLibro):
    """La lista de --contra no se puede leer o no tiene fichas que se reconozcan."""

    def __init__(self, causa: ErrorLibro) -> None:
        frase = f"{causa} "
        for de_registro, de_lista in _EN_LA_LISTA:
            frase = frase.replace(de_registro, de_lista)
        super().__init__(f"la lista de --contra no se puede mirar. {frase.strip()}")


class ListaEsElRegistro(ErrorUso):
    """La lista de --contra es el propio registro."""

    def __init__(self, ruta: Path, hoja: str = "") -> None:
        cual = f"la hoja «{hoja}» de «{ruta.name}»" if hoja else f"«{ruta.name}»"
        super().__init__(
            f"--contra y el registro son lo mismo, {cual}: para sus propios dobles quite --contra;"
            " si la lista es otra hoja de ese libro, dígala con --hoja-contra"
        )


class SalidaSobreLaLista(Rechazo):
    """Se pidió escribir el resultado encima de la lista."""

    def __init__(self, ruta: Path) -> None:
        super().__init__(f"--salida «{ruta}» es la propia lista: dele otro nombre")
