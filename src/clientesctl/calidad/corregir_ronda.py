"""Una pasada de correcciones: qué hallazgos se pueden escribir ya y cuáles se apartan."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from clientesctl.calidad.corregir_candidatos import Candidatos, Mascara, candidatos
from clientesctl.calidad.corregir_datos import clases_de_dato
from clientesctl.calidad.informe import Informe, Parte
from clientesctl.registro.columna import Indices
from clientesctl.registro.esquema import campo as del_esquema
from clientesctl.registro.huellas import sitios_de
from clientesctl.registro.nombres_reglas import NOMBRES
from clientesctl.registro.plan import Dato
from clientesctl.registro.registro import Tabla
from clientesctl.textos.limpieza import plegar

Causa = Literal["dudosa", "formula", "columna", "ocupada", "repetida"]


@dataclass(frozen=True)
class Criterio:
    """Qué se quiere corregir. `columnas`: hoja del contrato → sus campos (None, todos)."""

    dudosas: bool = False
    columnas: Mapping[str, Collection[str]] | None = None

    def pide(self, clase: str, campo: str) -> bool:
        """Si se quiere corregir lo que se halle en ese campo."""
        return self.columnas is None or campo in self.columnas.get(clase, ())


@dataclass(frozen=True, slots=True)
class Apartado:
    """Por qué no se escribe lo que propone una regla, y en qué campo está el estorbo.

    «dudosa»: hay que mirarlo antes; «formula»: la celda se calcula; «columna»: no se sabe de
    cierto qué columna es; «ocupada»: habría que borrar otro dato; «repetida»: habría que añadir una
    columna con la cabecera de otra.
    """

    causa: Causa
    clase: str
    campo: str
    regla: str


@dataclass(eq=False)
class Rastro:
    """De una tabla, qué reglas han cambiado cada celda; se va llenando pasada a pasada.

    `reglas` lleva por campo y fila un bit por regla, en el orden de `NOMBRES`; `dudosas`, si
    alguna no era segura. `juntas` dice, por fila, qué campos cambian a la vez o no cambian.
    """

    filas: int
    reglas: dict[str, Indices] = field(default_factory=dict)
    dudosas: dict[str, Mascara] = field(default_factory=dict)
    juntas: dict[int, list[frozenset[str]]] = field(default_factory=dict)

    def anotar(self, tomados: Candidatos) -> None:
        """Apunta que esos hallazgos cambian sus celdas."""
        for campo in tomados.campos:
            self.reglas.setdefault(campo, np.zeros(self.filas, dtype=np.int64))
            self.reglas[campo][tomados.filas] |= 1 << NOMBRES.index(tomados.regla)
            self.dudosas.setdefault(campo, np.zeros(self.filas, dtype=np.bool_))
            self.dudosas[campo][tomados.filas] |= tomados.dudosos
        if len(tomados.campos) > 1:
            for fila in tomados.filas.tolist():
                self.juntas.setdefault(fila, []).append(frozenset(tomados.campos))


class Pasada:
    """Recoge, regla a regla, lo que se cambia en una tabla; cada celda, una sola vez."""

    def __init__(self, tabla: Tabla, criterio: Criterio) -> None:
        self.tabla = tabla
        self.cambios: dict[str, dict[int, Dato]] = {}
        self.apartados: dict[Apartado, int] = {}
        self._criterio = criterio
        self._clases = clases_de_dato(tabla)
        self._tocadas: dict[str, Mascara] = {}
        sitios = sitios_de(tabla).values()
        self._cabeceras = {plegar(s.cabecera).replace(" ", "_") for s in sitios}

    def recoger(self, parte: Parte, rastro: Rastro) -> None:
        """Toma de esos hallazgos lo que se puede escribir, lo apunta y aparta lo demás."""
        if parte.lote.de_columna or not self._criterio.pide(self.tabla.clase, parte.lote.campo):
            return
        for propuestos in candidatos(parte, self.tabla, self._clases):
            tomados = self._los_que_se_pueden(propuestos.que_cambian(self.tabla))
            if len(tomados):
                for campo, celdas in tomados.celdas():
                    self.cambios.setdefault(campo, {}).update(celdas)
                    self._tocadas[campo][tomados.filas] = True
                rastro.anotar(tomados)

    def _los_que_se_pueden(self, propuestos: Candidatos) -> Candidatos:
        """Los que nada impide escribir y no esperan a la pasada que viene."""
        libres = np.ones(len(propuestos), dtype=np.bool_)
        for causa, campo, alcanza in self._estorbos(propuestos):
            cuantos = int((libres & alcanza).sum())
            if cuantos:
                suyo = Apartado(causa, self.tabla.clase, campo, propuestos.regla)
                self.apartados[suyo] = self.apartados.get(suyo, 0) + cuantos
            libres &= ~alcanza
        for campo in propuestos.campos:
            libres &= ~self._ya_tocadas(campo)[propuestos.filas]
        return propuestos.tomar(libres)

    def _estorbos(self, propuestos: Candidatos) -> Iterator[tuple[Causa, str, Mascara]]:
        """Cada causa para no escribir, el campo que la da y a qué hallazgos alcanza."""
        todos = np.ones(len(propuestos), dtype=np.bool_)
        if not self._criterio.dudosas:
            yield "dudosa", propuestos.campo, propuestos.dudosos
        for campo in propuestos.campos:
            if campo not in self.tabla:
                if not self._criterio.dudosas or not self.tabla.fila_cabecera:
                    yield "dudosa", propuestos.campo, todos
                elif plegar(campo) in self._cabeceras:
                    yield "repetida", campo, todos
                continue
            formulas = self.tabla[campo].formulas
            if len(formulas):
                yield "formula", campo, np.isin(propuestos.filas, formulas)
            if campo in self.tabla.asignaciones and not self.tabla.segura(campo):
                yield "columna", campo, todos
            if campo != propuestos.campo and _guarda_un_dato(campo, self.tabla.clase):
                yield "ocupada", campo, propuestos.pisan(self.tabla, campo)

    def _ya_tocadas(self, campo: str) -> Mascara:
        if campo not in self._tocadas:
            self._tocadas[campo] = np.zeros(len(self.tabla), dtype=np.bool_)
        return self._tocadas[campo]


def pasar(
    informe: Informe, tablas: Mapping[str, Tabla], rastros: dict[str, Rastro], criterio: Criterio
) -> dict[str, Pasada]:
    """Lo que se cambia y lo que se aparta de cada tabla, según lo hallado; por su clase."""
    pasadas: dict[str, Pasada] = {}
    for parte in informe.partes:
        clase = parte.tabla.clase
        tabla = tablas[clase]
        pasada = pasadas.get(clase) or pasadas.setdefault(clase, Pasada(tabla, criterio))
        pasada.recoger(parte, rastros.setdefault(clase, Rastro(len(tabla))))
    return pasadas


def _guarda_un_dato(campo: str, clase: str) -> bool:
    """Si lo que hay en ese campo lo averiguó alguien; una lista (TIPO) solo clasifica."""
    suyo = del_esquema(campo, clase)
    return suyo is None or suyo.clase != "lista"
