"""Una búsqueda entera: se abre el libro, se hallan las fichas y se ponen como se pidió."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from clientesctl.cartera.campos_buscados import Campo
from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.estados import leer_historia, mirar_desde
from clientesctl.cartera.segmento import Segmento, hacer_segmento
from clientesctl.cartera.seleccion import Seleccion, buscar
from clientesctl.cartera.umbrales import fijar_umbrales
from clientesctl.operaciones.con_lo_que_espera import ver_con_lo_que_espera
from clientesctl.operaciones.libros import Abierto, abrir_registro
from clientesctl.registro.columna import Indices
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.parecidos import quiso_decir
from clientesctl.textos.voluntades import CANALES, Canal

_CANALES: Mapping[str, Canal] = {
    **{c: c for c in CANALES}, "correos": "correo", "email": "correo", "e-mail": "correo",
    "mail": "correo", "mensajes": "mensaje", "sms": "mensaje", "whatsapp": "mensaje",
    "llamadas": "llamada", "telefono": "llamada", "teléfono": "llamada", "carta": "postal",
    "cartas": "postal", "correo postal": "postal",
}  # fmt: skip


@dataclass(frozen=True)
class Peticion:
    """Qué se busca y cómo se quiere. `orden` son campos; con «-» delante, del revés."""

    libro: Path | None
    hoy: dt.date
    expresion: str
    hoja: str | None = None
    columnas: tuple[str, ...] = ()
    orden: tuple[str, ...] = ()
    maximo: int | None = None
    con_absorbidas: bool = False
    para: Canal | None = None
    con_permiso: bool = False

    def __post_init__(self) -> None:
        if self.maximo is not None and self.maximo < 1:
            raise MaximoMalEscrito(str(self.maximo))
        if self.con_permiso and self.para is None:
            raise PermisoSinCanal


@dataclass(frozen=True, eq=False)
class Hallado:
    """Lo hallado: `posiciones` en su orden y sin pasar de --maximo; `encontradas`, todas.

    `columnas` son los campos que se piden además; `segmento`, si es para un canal.
    """

    peticion: Peticion
    cartera: Cartera
    seleccion: Seleccion
    posiciones: Indices
    encontradas: int
    columnas: tuple[Campo, ...]
    segmento: Segmento | None = None


def consultar(peticion: Peticion) -> Hallado:
    """Las fichas del libro pedido que cumplen la búsqueda, en el orden pedido.

    `ErrorUso` si la búsqueda, un campo o un orden no valen; `ErrorLibro` si el libro no se lee.
    """
    return preparar(ver_con_lo_que_espera(abrir_registro(peticion.libro, peticion.hoja)), peticion)


def preparar(abierto: Abierto, peticion: Peticion) -> Hallado:
    """Lo mismo, de un libro ya abierto y con sus políticas."""
    historia = leer_historia(abierto.registro)
    umbrales = fijar_umbrales(politicas=abierto.politicas)
    cartera = mirar_desde(historia, peticion.hoy, umbrales)
    hallada = buscar(peticion.expresion, historia, cartera, con_absorbidas=peticion.con_absorbidas)
    columnas = tuple(_campo(hallada, nombre, "--columnas") for nombre in peticion.columnas)
    en_orden = ordenar(hallada, peticion.orden)
    segmento = None
    if peticion.para is not None:
        permiso = "siempre" if peticion.con_permiso else abierto.politicas.llamadas.permiso
        segmento = hacer_segmento(historia, cartera, en_orden, peticion.para, permiso)
        en_orden = segmento.posiciones
    encontradas = len(en_orden)
    en_orden = en_orden[: peticion.maximo]
    if segmento is not None:
        segmento = replace(segmento, posiciones=en_orden, senas=segmento.senas[: peticion.maximo])
    return Hallado(peticion, cartera, hallada, en_orden, encontradas, columnas, segmento)


def ordenar(seleccion: Seleccion, orden: Sequence[str]) -> Indices:
    """Las fichas halladas por esos campos; lo vacío, siempre al final; a igualdad, la hoja."""
    posiciones = seleccion.posiciones
    claves = [np.arange(len(posiciones), dtype=np.float64)]
    for escrito in reversed(orden):
        del_reves = escrito.startswith("-")
        campo = _campo(seleccion, escrito.removeprefix("-").strip(), "--orden")
        suyas = campo.claves()[posiciones]
        claves.append(-suyas if del_reves else suyas)
    return posiciones[np.lexsort(claves)] if orden else posiciones


def leer_canal(escrito: str) -> Canal:
    """El canal de --para; `ErrorUso` si no es ninguno.

    >>> leer_canal("WhatsApp"), leer_canal("correo")
    ('mensaje', 'correo')
    """
    canal = _CANALES.get(" ".join(escrito.lower().split()))
    if canal is None:
        raise CanalDesconocido(escrito)
    return canal


def _campo(seleccion: Seleccion, nombre: str, opcion: str) -> Campo:
    literal = len(nombre) > 1 and nombre[0] == nombre[-1] == '"'
    campo = seleccion.campos.buscar(nombre.strip('"'), literal=literal)
    if campo is None:
        raise ColumnaDesconocida(opcion, nombre, sorted(map(str.lower, seleccion.campos.nombres)))
    return campo


class CanalDesconocido(ErrorUso):
    """--para no es ninguno de los canales."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"--para «{visto}» no vale: use {', '.join(CANALES)}")


class ColumnaDesconocida(ErrorUso):
    """Se pide enseñar, o poner en orden, por un campo que no hay."""

    def __init__(self, opcion: str, visto: str, hay: Sequence[str]) -> None:
        remedio = quiso_decir(visto.lower(), hay) or f": los que hay son {', '.join(hay)}"
        super().__init__(f"{opcion}: este libro no tiene «{visto}»{remedio}")


class MaximoMalEscrito(ErrorUso):
    """--maximo no lleva un número."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"--maximo «{visto}» no vale: es un número desde 1, como --maximo 50")


class PermisoSinCanal(ErrorUso):
    """--con-permiso sin decir para qué canal."""

    def __init__(self) -> None:
        super().__init__("--con-permiso va con --para: diga por dónde, como «--para correo»")
