"""Los textos compartidos de un libro, de uno en uno: para mirar unas celdas no se leen todos."""

from __future__ import annotations

import re
from functools import cached_property

from clientesctl.libro.cadenas import texto_con_formato
from clientesctl.libro.errores_escritura import NoSeEntiende
from clientesctl.libro.etiquetas import patron_de_elemento, prefijo_de, sin_comentarios
from clientesctl.libro.paquete import Paquete
from clientesctl.libro.valores import sin_escapes


class CadenasSueltas:
    """Los textos de `sharedStrings`, que se miran cuando se piden."""

    def __init__(self, paquete: Paquete, parte: str | None) -> None:
        self._paquete, self._parte = paquete, parte

    @cached_property
    def _octetos(self) -> bytes:
        return b"" if self._parte is None else self._paquete.leer(self._parte)

    @cached_property
    def prefijo(self) -> bytes:
        """El prefijo con que están escritos."""
        return prefijo_de(self._octetos, b"sst")

    @cached_property
    def _inicios(self) -> list[int]:
        abre = re.compile(rb"<" + re.escape(self.prefijo) + rb"si(?=[\s/>])")
        return [m.start() for m in abre.finditer(sin_comentarios(self._octetos))]

    def crudo(self, cual: str) -> bytes:
        """Lo que lleva dentro el `<si>` de ese número, escrito con cifras; vacío si no lo hay.

        Raises:
            NoSeEntiende: lleva comentarios o CDATA, o la lista no está en UTF-8.
        """
        cual = cual.strip()
        if not self._octetos or not cual.isdecimal() or int(cual) >= len(self._inicios):
            return b""
        hallada = patron_de_elemento(self.prefijo, b"si").match(
            self._octetos, self._inicios[int(cual)]
        )
        if hallada is None or b"<!" in hallada[0]:
            raise NoSeEntiende("un texto de una celda que cambia lleva comentarios o CDATA")
        return hallada[3] or b""

    def texto(self, cual: str) -> str:
        """El texto de ese número, como lo da `Cadenas`."""
        return texto_de(self.crudo(cual), self.prefijo if self._octetos else b"")


def texto_de(dentro: bytes, prefijo: bytes) -> str:
    """El texto de lo que hay dentro de un `<si>` o un `<is>`."""
    if prefijo:
        dentro = sin_prefijo_en(dentro, prefijo)
    return sin_escapes(texto_con_formato(dentro.decode("utf-8", "replace")))


def sin_prefijo_en(dentro: bytes, prefijo: bytes) -> bytes:
    """El mismo XML con sus etiquetas sin ese prefijo.

    >>> sin_prefijo_en(b"<x:t>a</x:t>", b"x:")
    b'<t>a</t>'
    """
    return dentro.replace(b"<" + prefijo, b"<").replace(b"</" + prefijo, b"</")
