"""Los datos de una ficha que se trae, puestos en las columnas de este registro."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from clientesctl.calidad.corregir_datos import clases_de_dato, dato_propuesto
from clientesctl.captura.encajar import Encaje
from clientesctl.captura.importar_entrada import Entrada
from clientesctl.captura.importar_opciones import Opciones
from clientesctl.registro.columna import Tipo
from clientesctl.registro.esquema import campo as del_esquema
from clientesctl.registro.impresos import VERSION
from clientesctl.registro.plan import Dato
from clientesctl.registro.registro import Registro
from clientesctl.textos.limpieza import plegar

OBSERVACIONES = "observaciones"
_SE_DEDUCEN = frozenset({"tipo", "provincia", "titulo"})
_APUNTADA = "fecha"
"""Cuándo se apuntó: va a FECHA_ALTA."""
_DIA = len("2026-01-01")

Datos = Mapping[str, Dato]


@dataclass(frozen=True)
class Encajada:
    """Los datos en sus columnas, y los que no tienen ninguna, por su campo o su cabecera."""

    datos: dict[str, Dato]
    sobran: dict[str, Dato]


@dataclass(frozen=True, eq=False)
class Molde:
    """Las columnas de un registro, para mil fichas que se traen."""

    registro: Registro
    opciones: Opciones

    def encajar(self, datos: Datos, escritos: Collection[str], entrada: Entrada) -> Encajada:
        """Lo que trae una ficha, por las columnas del registro; `escritos`, lo que no se dedujo."""
        return self._poner(self._conocidos(datos, entrada), _SE_DEDUCEN - set(escritos))

    def de_alta(self, datos: Datos, escritos: Collection[str], entrada: Entrada) -> Encajada:
        """Lo mismo para una ficha nueva: con el día, la etapa y de dónde salió."""
        opciones, clientes = self.opciones, self.registro.clientes
        puestos = self._conocidos(datos, entrada)
        deducidos = {*_SE_DEDUCEN - set(escritos), "fecha_captura", "etapa"}
        apuntada = datos.get(_APUNTADA)
        if "fecha_alta" not in puestos and apuntada is not None and apuntada.tipo == Tipo.FECHA:
            puestos["fecha_alta"] = Dato(Tipo.FECHA, apuntada.texto[:_DIA])
            deducidos.add("fecha_alta")
        if entrada.pais != self.registro.pais:
            puestos.setdefault("pais", Dato.de_texto(entrada.pais))
        puestos["fecha_captura"] = Dato.de_fecha(opciones.hoy)
        if "etapa" in clientes:
            puestos.setdefault("etapa", Dato.de_texto("INICIAL"))
        for campo, dato in self._de_opciones.items():
            puestos.setdefault(campo, dato)
        hecha = self._poner(puestos, deducidos)
        if opciones.todo and hecha.sobran:
            _a_observaciones(hecha, entrada.titulos)
        return hecha

    def con_lo_dicho(self, datos: Datos) -> Datos:
        """Los datos con lo que se pidió en la orden para las fichas que no digan otra cosa."""
        return {**self._de_opciones, **datos}

    @cached_property
    def _de_opciones(self) -> dict[str, Dato]:
        o = self.opciones
        textos = {"origen_datos": o.origen, "medio": o.medio, "punto_recogida": o.punto}
        dias = {"caduca_el": o.hasta, "fecha_alta": o.obtenido}
        return {
            **{campo: Dato.de_texto(texto) for campo, texto in textos.items() if texto},
            **{campo: Dato.de_fecha(dia) for campo, dia in dias.items() if dia is not None},
        }

    def _conocidos(self, datos: Datos, entrada: Entrada) -> dict[str, Dato]:
        """Los datos con la columna del registro a que van, si una lleva esa cabecera.

        Lo que se consintió va a CONSENTIMIENTOS, salvo que el registro lo lleve en la ficha.
        """
        aparte = {_APUNTADA, VERSION.lower(), *entrada.consienten}
        puestos = {}
        for nombre, dato in datos.items():
            if nombre not in aparte or nombre in self.registro.clientes:
                puestos[self._con_cabecera.get(plegar(nombre), nombre)] = dato
        return puestos

    def _poner(self, puestos: dict[str, Dato], deducidos: Collection[str]) -> Encajada:
        encajados = self._encaje.encajar(puestos, deducidos)
        sobran = {c: d for c, d in encajados.items() if not self.tiene_donde(c)}
        con_sitio = {c: self._tipar(c, d) for c, d in encajados.items() if c not in sobran}
        return Encajada(con_sitio, sobran)

    def tiene_donde(self, nombre: str) -> bool:
        """Si la hoja tiene esa columna, o es del contrato y se le puede añadir."""
        clientes = self.registro.clientes
        if nombre in clientes or nombre in clientes.otras:
            return True
        suyo = del_esquema(nombre)
        return suyo is not None and suyo.propio

    def _tipar(self, nombre: str, dato: Dato) -> Dato:
        suyo = del_esquema(nombre)
        if suyo is None:
            return dato
        texto = dato.texto[:_DIA] if dato.tipo == Tipo.FECHA else dato.texto
        return dato_propuesto(texto, self._clases.get(nombre, suyo.clase))

    @cached_property
    def _encaje(self) -> Encaje:
        return Encaje(self.registro.clientes)

    @cached_property
    def _clases(self) -> Mapping[str, str]:
        return clases_de_dato(self.registro.clientes)

    @cached_property
    def _con_cabecera(self) -> dict[str, str]:
        """La cabecera plegada de las columnas del registro que no son un campo."""
        return {plegar(cabecera): cabecera for cabecera in self.registro.clientes.otras}


def _a_observaciones(hecha: Encajada, titulos: Mapping[str, str]) -> None:
    """Lo que no tiene columna, detrás de lo que ya se observaba."""
    ya = [hecha.datos[OBSERVACIONES].texto] if OBSERVACIONES in hecha.datos else []
    frases = [f"{(titulos.get(c) or c).upper()}: {d.texto}" for c, d in hecha.sobran.items()]
    hecha.datos[OBSERVACIONES] = Dato.de_texto(". ".join([*ya, *frases]))
    hecha.sobran.clear()
