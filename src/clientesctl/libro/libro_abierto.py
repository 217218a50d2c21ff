"""Un libro abierto para escribir en él: sus hojas, sus textos y sus estilos, como van quedando."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from clientesctl.libro.cadenas_sueltas import CadenasSueltas
from clientesctl.libro.errores_escritura import (
    FormatoDeSoloLectura,
    HojaInexistente,
    LibroFirmado,
)
from clientesctl.libro.estilos_xml import EstilosXml
from clientesctl.libro.formato import Formato, de_paquete, reconocer
from clientesctl.libro.hoja_xml import HojaXml
from clientesctl.libro.ooxml import indice, parte_principal
from clientesctl.libro.paquete_nuevo import PaqueteNuevo
from clientesctl.libro.valores import Contexto


@dataclass(eq=False)
class LibroAbierto:
    """El paquete y lo que se ha abierto de él.

    `libro` es la parte que lista las hojas, y `partes`, la de cada hoja de celdas por su nombre.
    """

    paquete: PaqueteNuevo
    libro: str
    partes: dict[str, str]
    desde_1904: bool
    _abiertas: dict[str, HojaXml] = field(default_factory=dict)

    def hoja(self, nombre: str) -> HojaXml:
        """La hoja con lo que se le lleve cambiado.

        Raises:
            HojaInexistente: no la hay.
            NoSeEntiende: su XML no está escrito como se esperaba.
        """
        if nombre not in self._abiertas:
            if nombre not in self.partes:
                raise HojaInexistente(nombre)
            octetos = self.paquete.leer(self.partes[nombre])
            self.paquete.recordar(self.partes[nombre], octetos)
            self._abiertas[nombre] = HojaXml(octetos)
        return self._abiertas[nombre]

    @property
    def leidas(self) -> Mapping[str, bytes]:
        """Las partes de las hojas abiertas, como estaban."""
        return {self.partes[nombre]: hoja.octetos for nombre, hoja in self._abiertas.items()}

    @cached_property
    def estilos(self) -> EstilosXml:
        return EstilosXml(self.paquete, self.paquete.por_tipo(self.libro, "styles"), self.libro)

    @cached_property
    def cadenas(self) -> CadenasSueltas:
        parte = self.paquete.por_tipo(self.libro, "sharedStrings")
        return CadenasSueltas(self.paquete, parte)

    @property
    def contexto(self) -> Contexto:
        """Lo que hace falta para entender una celda."""
        return Contexto(self.estilos.clases, self.desde_1904)

    def hacer(self) -> bytes:
        """Los bytes del libro con las hojas abiertas como han quedado."""
        for nombre, hoja in self._abiertas.items():
            octetos = hoja.hacer()
            if octetos != hoja.octetos:
                self.paquete.poner(self.partes[nombre], octetos)
        return self.paquete.hacer()


def abrir_libro(ruta: Path, contenido: bytes) -> LibroAbierto:
    """El libro que hay en esos bytes (sin cifrar), si se puede escribir en él.

    Raises:
        FormatoDeSoloLectura: no es un .xlsx ni un .xlsm.
        LibroFirmado: lleva una firma digital.
        ErrorLibro: está roto.
    """
    envoltura = reconocer(ruta, contenido)
    if envoltura != Formato.ZIP:
        raise FormatoDeSoloLectura(ruta, _OTROS[envoltura])
    paquete = PaqueteNuevo(ruta, contenido)
    formato = de_paquete(paquete)
    if formato not in {"xlsx", "xlsm"}:
        raise FormatoDeSoloLectura(ruta, formato)
    if any(nombre.startswith("_xmlsignatures/") for nombre in paquete.nombres):
        raise LibroFirmado(ruta)
    libro = parte_principal(paquete)
    fichas, desde_1904 = indice(paquete, libro)
    return LibroAbierto(paquete, libro, {f.nombre: f.parte for f in fichas}, desde_1904)


_OTROS = {Formato.TEXTO: "csv", Formato.XLS: "xls", Formato.CIFRADO: "xlsx cifrado"}
