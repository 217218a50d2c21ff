"""Importar listas en un registro: lo que se haría, y escribirlo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from clientesctl.captura.importar import Mirada, mirar
from clientesctl.captura.importar_alta import Molde
from clientesctl.captura.importar_entrada import Entrada, entrar
from clientesctl.captura.importar_opciones import Opciones
from clientesctl.captura.importar_plan import planear
from clientesctl.captura.importar_resultado import Importacion
from clientesctl.duplicados import Par
from clientesctl.operaciones.duplicados import elegir_umbral
from clientesctl.operaciones.duplicados_listas import decir_razones
from clientesctl.operaciones.fuentes import Fuente, Lectura, leer_fuentes
from clientesctl.operaciones.libros import Abierto, abrir_registro
from clientesctl.registro.errores import ErrorUso, Rechazo
from clientesctl.registro.plan import Plan
from clientesctl.textos.limpieza import plegar

if TYPE_CHECKING:
    from clientesctl.operaciones.aplicar import Aplicado

ORDEN = "importar"


@dataclass(frozen=True)
class Peticion:
    """Qué listas se importan en qué registro.

    `hoja_lista` es la de las listas y `pais`, el código ISO de las fichas que no digan otro.
    """

    libro: Path | None
    rutas: tuple[Path, ...]
    opciones: Opciones
    hoja: str | None = None
    hoja_lista: str | None = None
    mapa: Path | None = None
    umbral: float | None = None
    pais: str = ""


@dataclass(frozen=True, eq=False)
class Propuesta:
    """Lo leído, lo mirado y lo que se decide con ello; el plan se hace cuando se pide."""

    abierto: Abierto
    lectura: Lectura
    mirada: Mirada
    importacion: Importacion
    opciones: Opciones

    @cached_property
    def plan(self) -> Plan:
        """Lo que se escribiría.

        Raises:
            Rechazo: no se sabe con seguridad dónde se escribe algo.
        """
        hojas = [hoja.nombre for hoja in self.abierto.crudo.hojas]
        return planear(self.importacion, self.opciones, hojas)

    @cached_property
    def impedido(self) -> Rechazo | None:
        """Por qué no se podría escribir en este libro, si no se puede."""
        try:
            bool(self.plan)
        except Rechazo as motivo:
            return motivo
        return None

    @property
    def escribe_algo(self) -> bool:
        """Si hay algo que escribir en el libro, se pueda o no."""
        return self.impedido is not None or bool(self.plan)

    @cached_property
    def apartados(self) -> Mapping[int, str]:
        """De las fichas que la lista completa, por qué no se debe llamar a las que no."""
        return _apartados(self)

    @property
    def molde(self) -> Molde:
        """Cómo se ponen los datos de una lista en las columnas de este registro."""
        return Molde(self.abierto.registro, self.opciones)

    @property
    def pide_mirar(self) -> bool:
        """Si hay algo que una persona tiene que mirar: rechazadas o conflictos."""
        return bool(self.importacion.rechazadas or self.importacion.conflictos)

    def con_respuestas(self, respuestas: Mapping[int, str]) -> Propuesta:
        """La misma, con lo que alguien ha dicho de las dudosas: un ID o NUEVA."""
        decidida = self.mirada.decidir(self.opciones, respuestas)
        return replace(self, importacion=decidida)


def proponer(peticion: Peticion) -> Propuesta:
    """Lo que se haría con esas listas, aún sin escribir.

    `ErrorUso` si una ruta o una opción no valen; `ErrorLibro` si algo no se puede leer.
    """
    from clientesctl.registro.mapas import leer_mapa

    abierto = abrir_registro(peticion.libro, peticion.hoja)
    mapa = leer_mapa(peticion.mapa) if peticion.mapa is not None else None
    lectura = leer_fuentes(peticion.rutas, abierto, mapa=mapa, hoja=peticion.hoja_lista)
    entradas = [_entrada(fuente, peticion.pais) for fuente in lectura.fuentes]
    umbral = elegir_umbral(abierto, peticion.umbral)
    registro, politicas = abierto.registro, abierto.politicas
    opciones = _por_las_listas(peticion.opciones, abierto)
    mirada = mirar(entradas, registro, politicas, opciones, umbral, decir_parecido)
    return Propuesta(abierto, lectura, mirada, mirada.decidir(opciones), opciones)


def escribir(plan: Plan, abierto: Abierto, momento: dt.datetime, esperar: float) -> Aplicado:
    """El plan, escrito en el libro de una vez; `Rechazo` si no se puede con seguridad."""
    from clientesctl.operaciones.aplicar import Escritura, aplicar

    return aplicar(plan, abierto, Escritura(ORDEN, momento, esperar))


def decir_parecido(par: Par) -> str:
    """«87 %: mismo teléfono; pero otro nombre», sin llegar nunca a la certeza."""
    tanto = f"{min(int(par.probabilidad * 100), 99)} %"
    razones = decir_razones(par)
    return f"{tanto}: {razones}" if razones else tanto


def _por_las_listas(opciones: Opciones, abierto: Abierto) -> Opciones:
    """Las opciones con el medio y el punto como están en las listas del registro."""
    return replace(
        opciones,
        medio=_de_la_lista(opciones.medio, "medio", "--medio", abierto),
        punto=_de_la_lista(opciones.punto, "punto_recogida", "--punto", abierto),
    )


def _de_la_lista(dicho: str, campo: str, opcion: str, abierto: Abierto) -> str:
    lista = abierto.politicas.listas.get(campo, abierto.registro.listas.get(campo, ()))
    if not dicho or not lista:
        return dicho
    suyo = next((entrada for entrada in lista if plegar(entrada) == plegar(dicho)), None)
    if suyo is None:
        raise FueraDeLista(opcion, dicho, campo, lista)
    return suyo


def _entrada(fuente: Fuente, pais: str) -> Entrada:
    return entrar(
        fuente.nombre,
        fuente.hoja,
        fuente.tabla,
        pais or fuente.pais,
        fuente.textos_consentimiento,
        "tarjeta" if fuente.perfil == "vcard" else "fila",
    )


def _apartados(propuesta: Propuesta) -> dict[int, str]:
    from clientesctl.cartera.estados import calcular_estados
    from clientesctl.cartera.respeto import apartar
    from clientesctl.cartera.umbrales import fijar_umbrales

    fichas = [a.ficha for a in propuesta.importacion.actualizadas]
    if not fichas:
        return {}
    abierto = propuesta.abierto
    umbrales = fijar_umbrales(politicas=abierto.politicas)
    cartera = calcular_estados(abierto.registro, propuesta.opciones.hoy, umbrales)
    apartados = apartar(cartera)
    cuales = {ficha: int(apartados.cual[ficha]) for ficha in fichas}
    return {ficha: apartados.razones[cual] for ficha, cual in cuales.items() if cual >= 0}


class FueraDeLista(ErrorUso):
    """Una opción dice algo que no está en la lista de su columna."""

    def __init__(self, opcion: str, visto: str, campo: str, lista: Sequence[str]) -> None:
        super().__init__(
            f"{opcion} «{visto}» no está en la lista {campo.upper()} del registro"
            f" ({', '.join(lista)}): use una de ellas, o añádala a la hoja LISTAS"
        )
