"""Una fila de una hoja y sus celdas, como bytes, y los cortes que la dejan cambiada."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol

from clientesctl.libro.errores_escritura import NoSeEntiende
from clientesctl.libro.etiquetas import atributo, con_atributo, patron_de_elemento, sin_atributo
from clientesctl.libro.montaje import COLUMNAS_DE_EXCEL, Letras
from clientesctl.registro.registro import letra

_DIRECCION = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})\Z")


class Corte(NamedTuple):
    """Lo que se quita de los bytes, y lo que se pone en su lugar."""

    desde: int
    hasta: int
    xml: bytes


class CeldaXml(NamedTuple):
    """Una celda: la etiqueta que la abre, lo que lleva dentro y dónde está."""

    columna: int
    etiqueta: bytes
    dentro: bytes
    inicio: int
    fin: int

    def atributo(self, nombre: bytes) -> str | None:
        return atributo(self.etiqueta, nombre)

    def sin_valor(self, prefijo: bytes) -> bytes | None:
        """El XML de la celda sin su `<v>` ni su tipo; None si no lleva ninguno.

        El tipo es el del resultado: un `t="str"` sin `<v>` se lee como un texto vacío ya calculado.
        """
        dentro, veces = patron_de_elemento(prefijo, b"v").subn(b"", self.dentro)
        if not veces and self.atributo(b"t") is None:
            return None
        return sin_atributo(self.etiqueta, b"t") + dentro + b"</%sc>" % prefijo


class FilaXml(NamedTuple):
    """Una fila: la etiqueta que la abre, y dónde empieza, se abre y se cierra.

    Si se cierra en sí misma, `etiqueta_cierre` está vacía.
    """

    numero: int
    etiqueta: bytes
    inicio: int
    abierta: int
    cierre: int
    etiqueta_cierre: bytes

    @property
    def fin(self) -> int:
        return self.cierre + len(self.etiqueta_cierre)

    def celdas(self, patron: re.Pattern[bytes], vista: bytes) -> Iterator[CeldaXml]:
        """Sus celdas, de izquierda a derecha; una sin `r` es la que sigue a la anterior."""
        aqui, columna = self.abierta, 0
        for hallada in patron.finditer(vista, self.abierta, self.cierre):
            if vista[aqui : hallada.start()].strip():
                raise NoSeEntiende(f"hay algo más que celdas en la fila {self.numero}")
            anterior, columna = columna, self._columna(hallada[1], columna)
            if not anterior < columna <= COLUMNAS_DE_EXCEL:
                raise NoSeEntiende(f"las celdas de la fila {self.numero} no van en orden")
            yield situar(hallada, columna)
            aqui = hallada.end()
        resto = vista[aqui : self.cierre].strip()
        if resto and b"extLst" not in resto[:32]:
            raise NoSeEntiende(f"hay algo más que celdas en la fila {self.numero}")

    def _columna(self, atributos: bytes, anterior: int) -> int:
        escrita = atributo(atributos, b"r")
        if escrita is None:
            return anterior + 1
        partes = _DIRECCION.match(escrita)
        if partes is None or int(partes[2]) != self.numero:
            raise NoSeEntiende(f"en la fila {self.numero} hay una celda que dice ser «{escrita}»")
        return Letras()[partes[1].upper()]


def situar(hallada: re.Match[bytes], columna: int) -> CeldaXml:
    """La celda que ha encontrado el patrón de `<c>`."""
    inicio, fin = hallada.span()
    dentro: bytes | None = hallada[3]
    corte = fin if dentro is None else hallada.start(3)
    return CeldaXml(columna, hallada.string[inicio:corte], dentro or b"", inicio, fin)


class Celdas(Protocol):
    """Quien sabe encontrar las celdas de una fila."""

    def buscar(self, fila: FilaXml, columna: int) -> CeldaXml | None: ...
    def todas(self, fila: FilaXml) -> list[CeldaXml]: ...
    def es_corriente(self, fila: FilaXml) -> bool: ...
    def sitio_de_celda(self, fila: FilaXml, columna: int) -> int: ...


def rehacer_fila(fila: FilaXml, cambios: Mapping[int, bytes], celdas: Celdas) -> Iterator[Corte]:
    """Los cortes que ponen las celdas de esas columnas, por orden."""
    halladas = {columna: celdas.buscar(fila, columna) for columna in sorted(cambios)}
    nuevas = [columna for columna, hallada in halladas.items() if hallada is None]
    etiqueta = _etiqueta(fila, nuevas)
    if not fila.etiqueta_cierre:
        entera = _con_dentro(etiqueta, b"".join(cambios[c] for c in nuevas))
        if entera != fila.etiqueta:
            yield Corte(fila.inicio, fila.fin, entera)
        return
    if etiqueta != fila.etiqueta:
        yield Corte(fila.inicio, fila.abierta, etiqueta)
    cortes = [
        Corte(celda.inicio, celda.fin, cambios[columna])
        for columna, celda in halladas.items()
        if celda is not None
    ]
    if nuevas:
        if not celdas.es_corriente(fila):
            cortes += _con_direccion(fila, celdas.todas(fila), cambios)
        sitios = ((celdas.sitio_de_celda(fila, c), c) for c in nuevas)
        cortes += [Corte(sitio, sitio, cambios[c]) for sitio, c in sitios]
        cortes.sort(key=lambda corte: corte[:2])
    yield from cortes


def _etiqueta(fila: FilaXml, nuevas: list[int]) -> bytes:
    """La etiqueta de la fila con su número y sin un `spans` que ya no diga la verdad."""
    etiqueta = fila.etiqueta
    if atributo(etiqueta, b"r") is None:
        etiqueta = con_atributo(etiqueta, b"r", str(fila.numero))
    tramo = atributo(etiqueta, b"spans")
    if tramo is not None and nuevas:
        desde, _, hasta = tramo.partition(":")
        dentro = desde.isdigit() and hasta.isdigit() and " " not in tramo
        if not dentro or nuevas[0] < int(desde) or nuevas[-1] > int(hasta):
            etiqueta = sin_atributo(etiqueta, b"spans")
    return etiqueta


def _con_dentro(etiqueta: bytes, celdas: bytes) -> bytes:
    if not celdas:
        return etiqueta
    nombre = re.match(rb"<([^\s/>]+)", etiqueta)
    assert nombre is not None  # empieza por «<»: la encontró un patrón
    return etiqueta.removesuffix(b"/>").rstrip() + b">" + celdas + b"</%s>" % nombre[1]


def _con_direccion(
    fila: FilaXml, vecinas: list[CeldaXml], cambios: Mapping[int, bytes]
) -> Iterator[Corte]:
    """Las celdas que no dicen cuál son, diciéndolo: la de al lado va a cambiar."""
    for celda in vecinas:
        if celda.columna not in cambios and celda.atributo(b"r") is None:
            direccion = f"{letra(celda.columna)}{fila.numero}"
            etiqueta = con_atributo(celda.etiqueta, b"r", direccion)
            yield Corte(celda.inicio, celda.inicio + len(celda.etiqueta), etiqueta)
