"""Lo que ya está apuntado de las listas de llamadas: la hoja CONTACTOS es la memoria.

Una llamada de una lista es la de un cliente, el día de la lista y su vendedor. Si CONTACTOS ya
tiene un contacto así que dice lo mismo, está recogida; si dice otra cosa, o se corrigió después de
recogerla o es otra llamada: se dice, y no se apunta. Lo que se hizo otro día que el de la lista
lleva en ASUNTO de cuál salió, así que corregir el día tampoco lo apunta dos veces. Deshacer una
recogida la deja como no hecha.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import numpy as np

from clientesctl.captura.contacto import ContactoDicho
from clientesctl.captura.lista_rellenada import Rellenada, asunto_de_otro_dia
from clientesctl.cartera.valores import SIN_DIA, Dias, dia_de, fecha_de, leer_dias
from clientesctl.registro.absorbidas import destinos
from clientesctl.registro.columna import Indices
from clientesctl.registro.enlace import enlazar
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.limpieza import plegar
from clientesctl.textos.medios import leer_medio, vino_del_cliente

_NO_SE_BUSCAN = frozenset({"QUEJA", "NOTA"})
Dicho = tuple[str, dt.date | None, tuple[str, ...]]
"""El medio, la próxima fecha y lo que se cuenta, como se comparan."""


@dataclass(frozen=True, slots=True)
class Apuntado:
    """Un contacto que ya está: cómo se nombra y qué dice."""

    cual: str
    dice: str


@dataclass(eq=False)
class Recogidas:
    """Los contactos de unos clientes (posiciones), para saber cuáles ya están."""

    registro: Registro
    clientes: Indices
    _de: dict[int, list[int]] = field(init=False, default_factory=dict)
    _dias: Dias = field(init=False)
    _proximas: Dias = field(init=False)
    _tabla: Tabla | None = field(init=False)

    def __post_init__(self) -> None:
        tabla = self.registro.tabla("CONTACTOS")
        self._tabla = tabla if tabla is not None and "fecha" in tabla else None
        if self._tabla is None:
            return
        self._dias = leer_dias(self._tabla["fecha"])
        vacias = np.full(len(self._tabla), SIN_DIA, dtype=np.int64)
        hay = "proxima_fecha" in self._tabla
        self._proximas = leer_dias(self._tabla["proxima_fecha"]) if hay else vacias
        duenos = enlazar(self.registro.clientes, self._tabla)
        duenos = np.where(duenos >= 0, destinos(self.registro.clientes)[duenos], -1)
        for posicion in np.flatnonzero(np.isin(duenos, self.clientes)).tolist():
            self._de.setdefault(int(duenos[posicion]), []).append(posicion)

    def igual(self, cliente: int, fila: Rellenada, dicho: ContactoDicho) -> Apuntado | None:
        """El contacto de esa llamada que ya dice lo mismo."""
        suyos = self._suyos(cliente, fila, dicho)
        buscado = comparable(dicho)
        return next((self._como(p) for p in suyos if self._dice(p) == buscado), None)

    def otro(self, cliente: int, fila: Rellenada, dicho: ContactoDicho) -> Apuntado | None:
        """El contacto de esa llamada que dice otra cosa; lo que trajo el cliente no cuenta."""
        suyos = self._suyos(cliente, fila, dicho)
        return next((self._como(p) for p in suyos if self._estorba(p, dicho)), None)

    def _suyos(self, cliente: int, fila: Rellenada, dicho: ContactoDicho) -> list[int]:
        """Los del vendedor de la lista (o de no se sabe quién), de ese día o de esa lista."""
        dias = {dia_de(dicho.fecha)} | ({dia_de(fila.dia)} if fila.dia else set())
        asunto = asunto_de_otro_dia(fila.dia) if fila.dia else ""
        return [
            p
            for p in self._de.get(cliente, ())
            if self._es_de(p, fila)
            and (
                (int(self._dias[p]) in dias and not self._de_otra_lista(p, asunto))
                or (bool(asunto) and plegar(self._texto("asunto", p)) == asunto)
            )
        ]

    def _es_de(self, posicion: int, fila: Rellenada) -> bool:
        quien = plegar(self._texto("quien", posicion))
        return fila.es_de_nadie or not quien or quien == plegar(fila.vendedor)

    def _de_otra_lista(self, posicion: int, asunto: str) -> bool:
        suyo = plegar(self._texto("asunto", posicion))
        return suyo.startswith("LISTA DEL ") and suyo != asunto

    def _estorba(self, posicion: int, dicho: ContactoDicho) -> bool:
        medio = leer_medio(self._texto("tipo", posicion))
        if medio == leer_medio(dicho.tipo):
            return medio != "NOTA"
        if leer_medio(dicho.tipo) in _NO_SE_BUSCAN or medio in _NO_SE_BUSCAN:
            return False
        return not vino_del_cliente(self._texto("sentido", posicion))

    def _dice(self, posicion: int) -> Dicho:
        proxima = int(self._proximas[posicion])
        contado = (self._texto(c, posicion) for c in ("asunto", "resultado", "notas"))
        medio = leer_medio(self._texto("tipo", posicion))
        return medio, None if proxima == SIN_DIA else fecha_de(proxima), _contado(*contado)

    def _como(self, posicion: int) -> Apuntado:
        tabla = self._tabla
        fila = 0 if tabla is None else int(tabla.filas[posicion])
        proxima = int(self._proximas[posicion])
        dicho = [self._texto(c, posicion) for c in ("tipo", "resultado", "notas")]
        if proxima != SIN_DIA:
            dicho.append(f"para el {fecha_de(proxima):%d/%m/%Y}")
        suyo = self._texto("id", posicion)
        return Apuntado(suyo or f"CONTACTOS, fila {fila}", ", ".join(filter(None, dicho)))

    def _texto(self, campo: str, posicion: int) -> str:
        return "" if self._tabla is None else self._tabla.texto(campo, posicion)


def comparable(dicho: ContactoDicho) -> Dicho:
    """Lo que dice un contacto, para compararlo con otro: ni letras ni espacios cuentan."""
    contado = _contado(dicho.asunto, dicho.resultado, dicho.notas)
    return leer_medio(dicho.tipo or "LLAMADA"), dicho.proxima_fecha, contado


def _contado(*textos: str) -> tuple[str, ...]:
    """Da igual en qué columna: a una hoja sin NOTAS van en otra."""
    return tuple(sorted(filter(None, (" ".join(plegar(t).split()) for t in textos))))
