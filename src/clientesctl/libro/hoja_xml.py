"""El XML de una hoja, que se edita cortando y pegando: lo que no se toca queda byte por byte.

Una hoja son tres trozos: la cabeza (hasta `<sheetData>`), las filas y la cola. De las filas solo se
apunta dónde empieza cada una; sus celdas se miran cuando hacen falta. Los cambios se anotan y
`hacer` los aplica todos en una pasada, de arriba abajo.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

import numpy as np
import numpy.typing as npt

from clientesctl.libro.errores_escritura import NoSeEntiende
from clientesctl.libro.etiquetas import (
    atributo,
    patron,
    patron_de_elemento,
    prefijo_de,
    sin_comentarios,
)
from clientesctl.libro.fila_xml import CeldaXml, Corte, FilaXml, rehacer_fila, situar
from clientesctl.libro.montaje import FILAS_DE_EXCEL
from clientesctl.registro.registro import letra

Numeros = npt.NDArray[np.int64]


class HojaXml:
    """La hoja y los cambios anotados. Filas y columnas, desde 1, como en Excel.

    `cabeza` (hasta `<sheetData>`) y `cola` (desde detrás de `</sheetData>`) se pueden sustituir.

    Raises:
        NoSeEntiende: no está en UTF-8, le falta `<sheetData>` o sus filas no van en orden.
    """

    def __init__(self, octetos: bytes) -> None:
        self.octetos = octetos
        self.prefijo = prefijo_de(octetos, b"worksheet")
        self._vista = sin_comentarios(octetos)
        self._celda = patron_de_elemento(self.prefijo, b"c")
        self._abre_celda = b"<" + self.prefijo + b"c"
        self._direccion = re.compile(re.escape(self._abre_celda) + rb' r="([A-Z]{1,3})')
        self._fila_abre = patron(self.prefijo, b"row")
        self._fila_cierra = b"</" + self.prefijo + b"row"
        abre = patron(self.prefijo, b"sheetData").search(self._vista)
        if abre is None:
            raise NoSeEntiende("una hoja no lleva <sheetData>")
        self._datos = abre.start(), abre.end()
        self._cerrada = abre[2] == b"/"
        cierre = b"</" + self.prefijo + b"sheetData"
        self._hasta = abre.end() if self._cerrada else self._vista.rfind(cierre)
        if self._hasta < abre.end():
            raise NoSeEntiende("una hoja no cierra su <sheetData>")
        fin = self._hasta if self._cerrada else self._vista.index(b">", self._hasta) + 1
        self.cabeza, self.cola = octetos[: abre.start()], octetos[fin:]
        self._cierre = octetos[self._hasta : fin]
        self._numeradas = True
        self._inicios, self._numeros = self._apuntar_filas()
        self._mirada: FilaXml | None = None
        self._corriente = -1, False
        self._cambios: dict[int, dict[int, bytes | None]] = {}
        self._nuevas: dict[int, bytes] = {}
        self._quitadas: set[int] = set()

    def _apuntar_filas(self) -> tuple[list[int], list[int]]:
        abre = re.compile(
            rb"<" + re.escape(self.prefijo) + rb'row(?:\s+r="([0-9]{1,7})")?(?=[\s/>])'
        )
        inicios: list[int] = []
        numeros: list[int] = []
        for hallada in abre.finditer(self._vista, self._datos[1], self._hasta):
            suyo = hallada[1] or self._numero_escrito(hallada.start())
            self._numeradas &= suyo is not None
            inicios.append(hallada.start())
            numeros.append(int(suyo) if suyo else numeros[-1] + 1 if numeros else 1)
        ordenados = np.asarray(numeros, np.int64)
        if len(ordenados) and (
            ordenados[0] < 1 or ordenados[-1] > FILAS_DE_EXCEL or (np.diff(ordenados) < 1).any()
        ):
            raise NoSeEntiende("las filas de una hoja no van en orden")
        return inicios, numeros

    @property
    def numeros(self) -> Numeros:
        """Los números de las filas que la hoja lleva, en orden."""
        return np.asarray(self._numeros, np.int64)

    def _numero_escrito(self, inicio: int) -> str | None:
        """El número que dice la fila cuando no es lo primero que dice."""
        abre = patron(self.prefijo, b"row").match(self._vista, inicio)
        suyo = None if abre is None else atributo(abre[1], b"r")
        if suyo is not None and not suyo.isdecimal():
            raise NoSeEntiende(f"una fila dice ser la «{suyo}»")
        return suyo

    # Lo que hay

    def fila(self, numero: int) -> FilaXml | None:
        """La fila tal como estaba; None si la hoja no la lleva."""
        if self._mirada is None or self._mirada.numero != numero:
            cual = bisect_left(self._numeros, numero)
            if cual == len(self._numeros) or self._numeros[cual] != numero:
                return None
            self._mirada = self._fila(cual)
        return self._mirada

    def _fila(self, cual: int) -> FilaXml:
        numero, inicio = self._numeros[cual], self._inicios[cual]
        limite = self._inicios[cual + 1] if cual + 1 < len(self._inicios) else self._hasta
        abre = self._fila_abre.match(self._vista, inicio)
        if abre is None:
            raise NoSeEntiende(f"la fila {numero} de una hoja está mal escrita")
        if abre[2]:
            return FilaXml(numero, abre[0], inicio, abre.end(), abre.end(), b"")
        cierre = self._vista.rfind(self._fila_cierra, abre.end(), limite)
        if cierre < 0:
            raise NoSeEntiende(f"la fila {numero} de una hoja no se cierra")
        fin = self._vista.index(b">", cierre) + 1
        return FilaXml(numero, abre[0], inicio, abre.end(), cierre, self._vista[cierre:fin])

    def celda(self, fila: int, columna: int) -> CeldaXml | None:
        """La celda tal como estaba; None si la hoja no la lleva."""
        tramo = self.fila(fila)
        return None if tramo is None else self.buscar(tramo, columna)

    def buscar(self, fila: FilaXml, columna: int) -> CeldaXml | None:
        abre = b'%s r="%s%d"' % (self._abre_celda, letra(columna).encode(), fila.numero)
        donde = self._vista.find(abre, fila.abierta, fila.cierre)
        if donde >= 0 and (hallada := self._celda.match(self._vista, donde, fila.cierre)):
            return self._sin_rarezas(situar(hallada, columna))
        if self.es_corriente(fila):
            return None
        return next((c for c in self.todas(fila) if c.columna == columna), None)

    def es_corriente(self, fila: FilaXml) -> bool:
        """Si todas sus celdas dicen lo primero cuál son: entonces se encuentran buscándolas."""
        if self._corriente[0] != fila.inicio:
            vista, entre = self._vista, (fila.abierta, fila.cierre)
            todas = vista.count(self._abre_celda, *entre)
            con_direccion = vista.count(self._abre_celda + b' r="', *entre)
            extension = vista.find(b"extLst", *entre)
            self._corriente = fila.inicio, todas == con_direccion and extension < 0
        return self._corriente[1]

    def hueco(self, fila: FilaXml, columna: int) -> int:
        """Dónde va una celda que no está: delante de la primera que queda a su derecha."""
        suya = letra(columna).encode()
        if not self.es_corriente(fila):
            izquierda = (c.fin for c in self.todas(fila) if c.columna < columna)
            return max(izquierda, default=fila.abierta)
        for otra in self._direccion.finditer(self._vista, fila.abierta, fila.cierre):
            if (len(otra[1]), otra[1]) > (len(suya), suya):
                return otra.start()
        return fila.cierre

    def celdas_de(self, fila: int) -> list[CeldaXml]:
        """Las celdas de la fila tal como estaban, de izquierda a derecha.

        Raises:
            NoSeEntiende: no van en orden, son de otra fila o hay otra cosa entre ellas.
        """
        tramo = self.fila(fila)
        return [] if tramo is None else self.todas(tramo)

    def todas(self, fila: FilaXml) -> list[CeldaXml]:
        return [self._sin_rarezas(c) for c in fila.celdas(self._celda, self._vista)]

    def _sin_rarezas(self, celda: CeldaXml) -> CeldaXml:
        """La celda, si no lleva dentro comentarios ni CDATA."""
        if self._vista is not self.octetos:
            a, b = celda.inicio, celda.fin
            if self._vista[a:b] != self.octetos[a:b]:
                raise NoSeEntiende("una celda que cambia lleva comentarios o CDATA")
        return celda

    def estilo_de_columna(self, columna: int) -> str | None:
        """El estilo que la hoja da a las celdas vacías de una columna."""
        for desde, hasta, estilo in self._columnas_con_estilo:
            if desde <= columna <= hasta:
                return estilo
        return None

    @cached_property
    def _columnas_con_estilo(self) -> tuple[tuple[int, int, str], ...]:
        halladas = []
        for col in patron(self.prefijo, b"col").finditer(self.cabeza):
            desde, hasta, estilo = (atributo(col[1], a) for a in (b"min", b"max", b"style"))
            if desde and hasta and estilo and desde.isdigit() and hasta.isdigit():
                halladas.append((int(desde), int(hasta), estilo))
        return tuple(halladas)

    # Lo que cambia

    def poner(self, fila: int, columna: int, xml: bytes) -> None:
        """Pone ese `<c …>` entero en su sitio, en lugar del que haya."""
        self._cambios.setdefault(fila, {})[columna] = xml

    def quitar(self, fila: int, columna: int) -> None:
        """Quita la celda, con su estilo."""
        self._cambios.setdefault(fila, {})[columna] = None

    def nueva_fila(self, numero: int, atributos: bytes) -> None:
        """Si la fila no está, se añadirá con esos atributos (« ht="20"»), además de su número."""
        self._nuevas[numero] = atributos
        self._cambios.setdefault(numero, {})

    def quitar_fila(self, numero: int) -> None:
        """Quita la fila entera; las de debajo se quedan donde están."""
        self._quitadas.add(numero)
        self._cambios.setdefault(numero, {})

    def vaciar_valor(self, fila: int, columna: int) -> bool:
        """Quita a una celda con fórmula el resultado guardado; False si no lo tenía.

        Vale también para una celda que ya se haya puesto.
        """
        puesta = self._cambios.get(fila, {}).get(columna)
        if fila in self._quitadas:
            return False
        if puesta is not None:
            hallada = self._celda.fullmatch(puesta)
            celda = None if hallada is None else situar(hallada, columna)
        else:
            celda = self.celda(fila, columna)
        vacia = None if celda is None else celda.sin_valor(self.prefijo)
        if vacia is None:
            return False
        self.poner(fila, columna, vacia)
        return True

    # Lo que queda

    def hacer(self) -> bytes:
        """Los bytes de la hoja con los cambios puestos.

        Raises:
            NoSeEntiende: una fila que cambia no está escrita como se esperaba.
        """
        crudo = memoryview(self.octetos)
        abre = self.octetos[self._datos[0] : self._datos[1]]
        cierre, cortes = self._cierre, list(self._cortes())
        if self._cerrada and cortes:
            abre = abre.removesuffix(b"/>").rstrip() + b">"
            cierre = b"</%ssheetData>" % self.prefijo
        trozos: list[bytes | memoryview] = [self.cabeza, abre]
        aqui = self._datos[1]
        for desde, hasta, xml in cortes:
            if desde < aqui:
                raise NoSeEntiende("dos cambios de una hoja se solapan")
            trozos += [crudo[aqui:desde], xml]
            aqui = hasta
        return b"".join([*trozos, crudo[aqui : self._hasta], cierre, self.cola])

    def _cortes(self) -> Iterator[Corte]:
        """Por orden: desde dónde y hasta dónde se quita, y lo que se pone."""
        for numero in sorted(self._con_las_siguientes()):
            cambios = self._cambios.get(numero, {})
            fila = self.fila(numero)
            if fila is None:
                if numero not in self._quitadas and (
                    numero in self._nuevas or any(cambios.values())
                ):
                    sitio = self._final_de_la_anterior(numero)
                    yield Corte(sitio, sitio, self._fila_nueva(numero, cambios))
            elif numero in self._quitadas:
                yield Corte(fila.inicio, fila.fin, b"")
            else:
                yield from rehacer_fila(fila, cambios, self)

    def _con_las_siguientes(self) -> set[int]:
        """Las filas que cambian, y las que han de pasar a decir su número.

        Una fila sin `r` es la que sigue a la anterior: si delante de ella se pone o se quita otra,
        dejaría de serlo.
        """
        filas = set(self._cambios)
        if self._numeradas:
            return filas
        cuales = (bisect_right(self._numeros, fila) for fila in filas)
        return filas | {self._numeros[n] for n in cuales if n < len(self._numeros)}

    def _final_de_la_anterior(self, numero: int) -> int:
        cual = bisect_left(self._numeros, numero)
        return self._fila(cual - 1).fin if cual else self._datos[1]

    def _fila_nueva(self, numero: int, cambios: dict[int, bytes | None]) -> bytes:
        celdas = b"".join(xml for _, xml in sorted(cambios.items()) if xml is not None)
        abre = b'<%srow r="%d"%s>' % (self.prefijo, numero, self._nuevas.get(numero, b""))
        return abre + celdas + b"</%srow>" % self.prefijo
