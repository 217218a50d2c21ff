"""Lo que dice una celda de la que se tiene el XML, como lo da la puerta de lectura."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientesctl.libro.cadenas_sueltas import sin_prefijo_en
from clientesctl.libro.contenidos import partir
from clientesctl.libro.etiquetas import atributo, patron, patron_de_elemento, sin_atributo
from clientesctl.libro.fila_xml import CeldaXml
from clientesctl.libro.texto_xml import Letras, leer_letras
from clientesctl.libro.valores import entender
from clientesctl.registro.plan import VACIO, Dato

if TYPE_CHECKING:
    from clientesctl.libro.libro_abierto import LibroAbierto

Contenido = tuple[bytes, bytes]
"""La etiqueta de una celda sin su dirección, y lo que lleva dentro."""


class CeldasLeidas:
    """Lo que dicen las celdas de una hoja con ese prefijo, mirado una vez por contenido."""

    def __init__(self, libro: LibroAbierto, prefijo: bytes) -> None:
        self._libro, self._prefijo = libro, prefijo
        self._datos: dict[Contenido, Dato] = {}

    def dato(self, celda: CeldaXml | None) -> Dato:
        """El dato de la celda; vacío si no está."""
        if celda is None or not celda.dentro:
            return VACIO
        contenido = sin_atributo(celda.etiqueta, b"r"), celda.dentro
        if contenido not in self._datos:
            self._datos[contenido] = self._leer(*contenido)
        return self._datos[contenido]

    def _leer(self, etiqueta: bytes, dentro: bytes) -> Dato:
        if self._prefijo:
            dentro = sin_prefijo_en(dentro, self._prefijo)
        clase, estilo = atributo(etiqueta, b"t") or "n", atributo(etiqueta, b"s") or "0"
        partida = partir(
            f' t="{clase}" s="{estilo}"', dentro.decode("utf-8", "replace"), formula=False
        )
        if partida.clase == "s":
            return Dato.de_texto(self._libro.cadenas.texto(partida.valor or ""))
        valor = entender(partida, self._libro.contexto)
        return Dato(valor.tipo, valor.texto)

    def letras(self, celda: CeldaXml) -> tuple[Letras, ...]:
        """El formato de cada trozo de su texto, si lleva varios."""
        prefijo = self._prefijo
        if b"<%sis" % prefijo in celda.dentro:
            return leer_letras(celda.dentro, prefijo, prefijo)
        if celda.atributo(b"t") != "s":
            return ()
        valor = patron_de_elemento(prefijo, b"v").search(celda.dentro)
        cadenas = self._libro.cadenas
        cual = "" if valor is None else (valor[3] or b"").decode("ascii", "replace")
        crudo = cadenas.crudo(cual)
        return leer_letras(crudo, cadenas.prefijo, prefijo) if crudo else ()

    def lleva_formula(self, celda: CeldaXml) -> bool:
        """Si la celda se calcula."""
        abre = b"<%sf" % self._prefijo
        return abre in celda.dentro and bool(patron(self._prefijo, b"f").search(celda.dentro))
