"""Los estilos de celda de un libro, y los que hay que añadirle para que una fecha se vea fecha.

Un estilo es un número de orden en `cellXfs`. Escribir una fecha en una celda con formato general la
enseñaría como 45352: se busca un estilo igual en todo lo demás (letra, bordes, relleno) que sí lo
sea, y si no lo hay se añade al final, que es donde no cambia el número de ninguno.
"""

from __future__ import annotations

import posixpath
import re
from functools import cached_property

from clientesctl.libro.errores_escritura import NoSeEntiende, SinEstilos
from clientesctl.libro.etiquetas import (
    atributo,
    con_atributo,
    patron,
    patron_de_elemento,
    prefijo_de,
    sin_atributo,
)
from clientesctl.libro.formatos_fecha import Clase
from clientesctl.libro.indices_xml import TIPOS, con_relacion, con_tipo, relaciones_de
from clientesctl.libro.ooxml import leer_estilos
from clientesctl.libro.paquete_nuevo import PaqueteNuevo

GENERAL, DIA, DIA_Y_HORA = "0", "14", "22"
"""Formatos que no hay que declarar (ECMA-376, 18.8.30); el día va como lo pide cada ordenador."""

_SUPLENTES = {GENERAL: ("1", "2", "4"), DIA: ("15", "22"), DIA_Y_HORA: ("14",)}
"""Los que hacen lo mismo, por si el libro da otro sentido a uno de ellos."""

_TIPO = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_ESPACIO = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_MINIMOS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{}">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
"""Los estilos de un libro que no lleva ninguno: el corriente, que es el que ya se ve."""

_MAXIMO = 64_000
"""Los estilos que Excel admite en un libro."""


class EstilosXml:
    """Los estilos del libro y los que se le añaden; se guardan según se añaden.

    `libro` es la parte que lista las hojas: a un libro sin estilos se le ponen los mínimos.
    """

    def __init__(
        self, paquete: PaqueteNuevo, parte: str | None, libro: str = "xl/workbook.xml"
    ) -> None:
        self._paquete, self._parte, self._libro = paquete, parte, libro
        self._hechos: dict[tuple[int, str], int] = {}

    @cached_property
    def clases(self) -> list[Clase]:
        """Por número de estilo, si hace de su cifra una fecha o una duración."""
        return leer_estilos(self._paquete, self._parte)

    def clase(self, estilo: int) -> Clase:
        """Lo que el estilo de ese número hace de una cifra."""
        return self.clases[estilo] if 0 <= estilo < len(self.clases) else Clase.NUMERO

    def formato(self, estilo: int) -> str:
        """El número del formato de ese estilo."""
        if not 0 <= estilo < len(self._xfs):
            return GENERAL
        return atributo(self._xfs[estilo], b"numFmtId") or GENERAL

    def con_formato(self, base: int, formato: str) -> int:
        """El estilo igual a ese en todo salvo en que lleva ese formato de número.

        Raises:
            SinEstilos: el libro no tiene dónde guardarlo.
        """
        if (base, formato) not in self._hechos:
            self._hechos[base, formato] = self._elegir(base, formato)
        return self._hechos[base, formato]

    def _elegir(self, base: int, formato: str) -> int:
        if formato not in _SUPLENTES:
            return self._buscar(base, formato)
        esperada = Clase.NUMERO if formato == GENERAL else Clase.FECHA
        for suplente in (formato, *_SUPLENTES[formato]):
            estilo = self._buscar(base, suplente)
            if self.clase(estilo) == esperada:
                return estilo
        raise SinEstilos

    def _buscar(self, base: int, formato: str) -> int:
        if self._sin_nada():
            self._poner_minimos()
        if not self._xfs or len(self._xfs) >= _MAXIMO:
            raise SinEstilos
        modelo = self._xfs[base if 0 <= base < len(self._xfs) else 0]
        rasgos = _sin_formato(modelo)
        for numero, xf in enumerate(self._xfs):
            if (atributo(xf, b"numFmtId") or GENERAL) == formato and _sin_formato(xf) == rasgos:
                return numero
        return self._anadir(modelo, formato)

    def _sin_nada(self) -> bool:
        """Si el libro no lleva estilos, o su parte es una raíz sin nada dentro."""
        if self._parte is None:
            return True
        octetos = self._octetos
        return octetos.count(b"<") - octetos.count(b"<?") - octetos.count(b"</") == 1

    def _poner_minimos(self) -> None:
        paquete, carpeta = self._paquete, posixpath.dirname(self._libro)
        declarado = re.search(rb'xmlns(?::[^=]+)?="([^"]*/main)"', paquete.leer(self._libro))
        minimos = _MINIMOS.format(declarado[1].decode() if declarado else _ESPACIO).encode()
        if self._parte is not None:
            paquete.poner(self._parte, minimos)
        else:
            parte = posixpath.join(carpeta, "styles.xml")
            if parte in paquete or TIPOS not in paquete:
                raise SinEstilos
            paquete.anadir(parte, minimos)
            rels = relaciones_de(self._libro)
            paquete.poner(rels, con_relacion(paquete.leer(rels), "styles", "styles.xml")[0])
            paquete.poner(TIPOS, con_tipo(paquete.leer(TIPOS), parte, _TIPO))
            self._parte = parte
        self.clases[:] = leer_estilos(paquete, self._parte)

    @cached_property
    def _prefijo(self) -> bytes:
        return prefijo_de(self._octetos, b"styleSheet")

    @property
    def _octetos(self) -> bytes:
        if self._parte is None:
            raise SinEstilos
        return self._paquete.leer(self._parte)

    @cached_property
    def _xfs(self) -> list[bytes]:
        """Los estilos, cada uno con lo que lleva dentro."""
        lista = patron_de_elemento(self._prefijo, b"cellXfs").search(self._octetos)
        if lista is None or lista[3] is None:
            raise SinEstilos
        xfs = [m[0] for m in patron_de_elemento(self._prefijo, b"xf").finditer(lista[3])]
        if len(xfs) != len(self.clases):
            raise NoSeEntiende("la lista de estilos no está escrita como se esperaba")
        return xfs

    def _anadir(self, modelo: bytes, formato: str) -> int:
        assert self._parte is not None  # sin ella no habría modelo
        abre = patron(self._prefijo, b"xf").match(modelo)
        assert abre is not None  # el modelo lo encontró ese mismo patrón
        etiqueta = con_atributo(abre[0], b"numFmtId", formato)
        etiqueta = con_atributo(etiqueta, b"applyNumberFormat", "1")
        nuevo = etiqueta + modelo[abre.end() :]
        octetos = self._octetos
        lista = patron_de_elemento(self._prefijo, b"cellXfs").search(octetos)
        assert lista is not None  # se encontró al leer los estilos
        cabeza = octetos[lista.start() : lista.start(3)]
        cabeza = con_atributo(cabeza, b"count", str(len(self._xfs) + 1))
        antes, dentro, despues = octetos[: lista.start()], lista[3], octetos[lista.end(3) :]
        self._paquete.poner(self._parte, antes + cabeza + dentro + nuevo + despues)
        self._xfs.append(nuevo)
        self.clases[:] = leer_estilos(self._paquete, self._parte)
        return len(self._xfs) - 1


def _sin_formato(xf: bytes) -> bytes:
    return sin_atributo(sin_atributo(xf, b"numFmtId"), b"applyNumberFormat")
