"""Una ficha nueva como entraría: lo tecleado, por las políticas, y lo que se sabe sin teclearlo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from clientesctl.calidad.claves import usados
from clientesctl.captura.campos import Dictado
from clientesctl.captura.encajar import encajar
from clientesctl.captura.entradas import lista_de
from clientesctl.captura.exigir import separar_hallazgos
from clientesctl.captura.puerta import recibir
from clientesctl.captura.sin_entender import fuera_de_su_lista, sin_entender
from clientesctl.registro.columna import Columna
from clientesctl.registro.esquema import AJENOS, HOJAS, VALORES
from clientesctl.registro.hallazgo import Hallazgo
from clientesctl.registro.plan import VACIO, Dato
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.limpieza import plegar

_ORDEN = {c.nombre: i for i, c in enumerate((*HOJAS["CLIENTES"], *AJENOS["CLIENTES"]))}
_DEDUCIDOS = ("tipo", "provincia")


@dataclass(frozen=True, slots=True)
class Arreglado:
    """Un campo que no entra como se tecleó; `antes` está vacío si nadie lo tecleó."""

    campo: str
    antes: str
    despues: str


@dataclass(frozen=True, eq=False)
class Preparada:
    """Una ficha como entraría, lo que la rechaza y lo que se ha de mirar.

    `datos` va por los campos del contrato y `otras`, por la cabecera de columnas sin entender.
    `deducidos` son los campos que nadie tecleó.
    """

    datos: Mapping[str, Dato]
    errores: tuple[Hallazgo, ...] = ()
    avisos: tuple[Hallazgo, ...] = ()
    arreglos: tuple[Arreglado, ...] = ()
    otras: Mapping[str, Dato] = field(default_factory=dict)
    deducidos: frozenset[str] = frozenset()

    @property
    def tabla(self) -> Tabla:
        """La ficha sola, para compararla con las que hay."""
        columnas = {c: Columna.de_textos([d.texto]) for c, d in self.datos.items() if c != "id"}
        return Tabla("CLIENTES", "", 1, np.ones(1, dtype=np.int64), columnas, {})

    def en(self, clientes: Tabla) -> dict[str, Dato]:
        """Sus datos, por las columnas de ese registro."""
        return {**encajar_en(self.datos, clientes, self.deducidos), **self.otras}


def encajar_en(
    datos: Mapping[str, Dato], clientes: Tabla, deducidos: Collection[str]
) -> dict[str, Dato]:
    """Los datos por las columnas de ese registro; lo que nadie tecleó no va a una en duda."""
    encajados = encajar(datos, clientes, deducidos)
    dudosos = {c for c in deducidos if c in clientes.asignaciones and not clientes.segura(c)}
    return {c: dato for c, dato in encajados.items() if c not in dudosos}


def preparar(dictado: Dictado, registro: Registro, politicas: Politicas, hoy: dt.date) -> Preparada:
    """La ficha tecleada como entraría en ese registro."""
    recibido = recibir(dictado.valores, registro, politicas, hoy)
    ajenos = fuera_de_su_lista(dictado.otras, registro, politicas)
    errores, avisos = separar_hallazgos(
        (*recibido.errores, *recibido.avisos, *ajenos), registro.clientes, politicas
    )
    datos = {campo: dato for campo, dato in recibido.datos.items() if dato != VACIO}
    nuevos = _de_nacimiento(datos, registro, politicas, hoy)
    deducidos = {*nuevos, *(c for c in _DEDUCIDOS if not dictado.valores.get(c))}
    return Preparada(
        {**datos, **nuevos},
        errores,
        avisos,
        arreglos_de(dictado.valores, datos, encajar_en(datos, registro.clientes, deducidos)),
        sin_entender({c: v for c, v in dictado.otras.items() if v}, registro),
        frozenset(deducidos),
    )


def en_orden(datos: Mapping[str, Dato]) -> list[tuple[str, Dato]]:
    """Los mismos, en el orden en que van las columnas."""
    return sorted(datos.items(), key=lambda par: _ORDEN.get(par[0], len(_ORDEN)))


def arreglos_de(
    tecleado: Mapping[str, str], limpio: Mapping[str, Dato], queda: Mapping[str, Dato]
) -> tuple[Arreglado, ...]:
    """Lo que no queda como se tecleó: `limpio`, por sus campos, y `queda`, por los del registro."""
    campos = dict.fromkeys([*queda, *tecleado])
    textos = {c: queda[c].texto if c in queda else "" for c in campos}
    se_reparten = {c for c in campos if not textos[c] and limpio.get(c, VACIO) == VACIO}
    return ordenar_arreglos(
        Arreglado(c, tecleado.get(c, ""), textos[c])
        for c in campos
        if textos[c] != tecleado.get(c, "") and (textos[c] or c in se_reparten)
    )


def ordenar_arreglos(arreglos: Iterable[Arreglado]) -> tuple[Arreglado, ...]:
    """Los mismos, en el orden en que van las columnas; lo que se reparte en otras, delante."""
    return tuple(
        sorted(arreglos, key=lambda a: (bool(a.despues), _ORDEN.get(a.campo, len(_ORDEN))))
    )


def _de_nacimiento(
    datos: Mapping[str, Dato], registro: Registro, politicas: Politicas, hoy: dt.date
) -> dict[str, Dato]:
    """Lo que lleva toda ficha nueva: cuándo se obtuvo, cuándo se captura y en qué etapa nace."""
    nuevos = {"fecha_alta": Dato.de_fecha(hoy), "fecha_captura": Dato.de_fecha(hoy)}
    if _nacen_iniciales(registro, politicas):
        nuevos["etapa"] = Dato.de_texto("INICIAL")
    return {campo: dato for campo, dato in nuevos.items() if campo not in datos}


def _nacen_iniciales(registro: Registro, politicas: Politicas) -> bool:
    """Si en ese registro INICIAL es una etapa, por su lista o por las que ya hay escritas."""
    clientes = registro.clientes
    if "etapa" not in clientes or "INICIAL" not in lista_de("etapa", registro, politicas):
        return False
    del_contrato = set(VALORES["CLIENTES", "etapa"])
    escritas = {plegar(t) for t in usados(clientes["etapa"])} - {""}
    return not escritas or bool(escritas & del_contrato)
