"""Lo que se puede corregir además cuando el libro tiene ya las columnas que le faltaban.

Con RAZON_SOCIAL o APELLIDO_1 en la hoja se entiende mejor qué guarda NOMBRE: lo que antes no era
seguro puede serlo. Se mira el libro como quedaría y lo que salga se añade al mismo plan.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from clientesctl.calidad.corregir import Correccion
from clientesctl.operaciones.libros import Abierto, entender_libro
from clientesctl.registro.cambiar import cambiar_columna
from clientesctl.registro.colocar import colocar
from clientesctl.registro.columna import Columna
from clientesctl.registro.componer import componer
from clientesctl.registro.ediciones import EdicionHoja
from clientesctl.registro.hoja import HojaCruda
from clientesctl.registro.huellas import Fichas, ancla_de, sitios_de
from clientesctl.registro.plan import Ancla, Cambio, Dato, Plan, Propuesta
from clientesctl.registro.registro import Registro, Tabla

_REPASOS = 3


def repasar(
    abierto: Abierto, correccion: Correccion, planear: Callable[[Registro], Correccion]
) -> Correccion:
    """La corrección con lo que además se corregiría después de ella, si añade columnas."""
    for _ in range(_REPASOS):
        if not any(ancla.nuevas for ancla in correccion.plan.anclas.values()):
            return correccion
        ediciones = colocar(correccion.plan, abierto.registro).ediciones
        otra = planear(_como_quedaria(abierto, ediciones).registro)
        dicho = _con_las_claves_de(abierto.registro, otra.plan, ediciones)
        if dicho is None:
            return correccion
        plan = componer(correccion.plan, dicho)
        correccion = replace(correccion, plan=plan, apartados=otra.apartados)
        if not dicho:
            return correccion
    return correccion


def _como_quedaria(abierto: Abierto, ediciones: tuple[EdicionHoja, ...]) -> Abierto:
    """El libro con esas ediciones, entendido de nuevo."""
    suyas = {edicion.hoja: edicion for edicion in ediciones}
    hojas = tuple(
        _escrita(hoja, suyas[hoja.nombre]) if hoja.nombre in suyas else hoja
        for hoja in abierto.crudo.hojas
    )
    return entender_libro(replace(abierto.crudo, hojas=hojas), abierto.politicas, abierto.hoja)


def _escrita(hoja: HojaCruda, edicion: EdicionHoja) -> HojaCruda:
    por_columna: dict[int, dict[int, Dato]] = {}
    for celda in edicion.celdas:
        posicion = int(np.searchsorted(hoja.filas, celda.fila))
        por_columna.setdefault(celda.columna, {})[posicion] = celda.despues
    for columna, cabecera in edicion.cabeceras.items():
        posicion = int(np.searchsorted(hoja.filas, edicion.fila_cabecera))
        por_columna.setdefault(columna, {})[posicion] = Dato.de_texto(cabecera)
    columnas = list(hoja.columnas)
    while len(columnas) < max(por_columna, default=0):
        columnas.append(Columna.de_textos([""] * len(hoja.filas)))
    for columna, celdas in por_columna.items():
        columnas[columna - 1] = cambiar_columna(columnas[columna - 1], celdas)
    return replace(hoja, columnas=tuple(columnas))


def _con_las_claves_de(
    registro: Registro, plan: Plan, ediciones: tuple[EdicionHoja, ...]
) -> Plan | None:
    """El plan hecho sobre el libro ya corregido, dicho para el de antes; None si no se puede."""
    nuevas = {e.hoja: {n: c.lower() for n, c in e.cabeceras.items()} for e in ediciones}
    tablas = {tabla.hoja: tabla for tabla in registro.tablas.values()}
    if not plan.anclas.keys() <= tablas.keys():
        return None
    hojas = {h: _Hoja(tablas[h], a, nuevas.get(h, {})) for h, a in plan.anclas.items()}
    propuestas: list[Propuesta] = []
    for propuesta in plan.propuestas:
        dichos = [hojas[c.hoja].decir(c) for c in propuesta.cambios]
        if None in dichos:
            return None
        propuestas.append(replace(propuesta, cambios=tuple(c for c in dichos if c is not None)))
    dicho = replace(plan, sha256=registro.sha256, propuestas=tuple(propuestas), anclas={})
    return replace(dicho, anclas={h: hoja.ancla(dicho) for h, hoja in hojas.items()})


class _Hoja:
    """Cómo se llaman en la hoja de antes las fichas y las columnas de la corregida."""

    def __init__(self, tabla: Tabla, ancla: Ancla, nuevas: dict[int, str]) -> None:
        self._tabla = tabla
        self._fichas = Fichas(tabla)
        self._sitios = ancla.sitios
        self._nombres = {s.columna: nombre for nombre, s in sitios_de(tabla).items()} | nuevas

    def decir(self, cambio: Cambio) -> Cambio | None:
        """El mismo cambio, con los nombres de antes."""
        sitio = self._sitios.get(cambio.columna)
        columna = cambio.columna if sitio is None else self._nombres.get(sitio.columna)
        donde = self._fichas.en_su_fila(cambio.clave)
        es_otra = sitio is None and cambio.columna in self._nombres.values()
        if columna is None or es_otra or not donde:
            return None
        return replace(cambio, clave=self._fichas.clave(donde[0]), columna=columna)

    def ancla(self, plan: Plan) -> Ancla:
        """La de la hoja de antes, para los cambios del plan."""
        suyos = [c for c in plan.cambios if c.hoja == self._tabla.hoja]
        sin_id = any(c.clave.id is None for c in suyos)
        return ancla_de(self._tabla, dict.fromkeys(c.columna for c in suyos), huellas=sin_id)
