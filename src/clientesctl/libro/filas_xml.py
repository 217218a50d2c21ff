"""Las filas de una hoja en los bytes de su XML, tal como estaban: dónde está cada una y sus celdas.

Solo se apunta dónde empieza cada fila; sus celdas se buscan cuando hacen falta. Así, cambiar una
celda de una hoja con dos millones no cuesta mirarlas todas.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from clientesctl.libro.errores_escritura import NoSeEntiende
from clientesctl.libro.etiquetas import atributo, patron, patron_de_elemento
from clientesctl.libro.fila_xml import CeldaXml, FilaXml, situar
from clientesctl.libro.montaje import FILAS_DE_EXCEL
from clientesctl.registro.registro import letra


class FilasXml:
    """Las filas que hay entre dos posiciones de los bytes de una hoja.

    `numeros` son los de las filas que la hoja lleva, en orden. `numeradas` dice si cada una lo
    tiene escrito: la que no, es la que sigue a la anterior.

    `vista` son los mismos bytes sin comentarios (`sin_comentarios`).

    Raises:
        NoSeEntiende: no van en orden.
    """

    def __init__(
        self, octetos: bytes, vista: bytes, prefijo: bytes, tramo: tuple[int, int]
    ) -> None:
        self._crudo, self._vista = octetos, vista
        self._desde, self._hasta = tramo
        self._abre, self._cierra = patron(prefijo, b"row"), b"</" + prefijo + b"row"
        self._celda = patron_de_elemento(prefijo, b"c")
        self._abre_celda = b"<" + prefijo + b"c"
        self._direccion = re.compile(re.escape(self._abre_celda) + rb' r="([A-Z]{1,3})')
        self._inicios: list[int] = []
        self.numeros: list[int] = []
        self.numeradas = True
        self._apuntar(prefijo)
        self._mirada: FilaXml | None = None
        self._corriente = -1, False

    def _apuntar(self, prefijo: bytes) -> None:
        abre = re.compile(rb"<" + re.escape(prefijo) + rb'row(?:\s+r="([0-9]{1,7})")?(?=[\s/>])')
        anterior = 0
        for hallada in abre.finditer(self._vista, self._desde, self._hasta):
            escrito = hallada[1] or self._numero_escrito(hallada.start())
            numero = int(escrito) if escrito else anterior + 1
            if not anterior < numero <= FILAS_DE_EXCEL:
                raise NoSeEntiende("las filas de una hoja no van en orden")
            self.numeradas &= escrito is not None
            self._inicios.append(hallada.start())
            self.numeros.append(numero)
            anterior = numero

    def _numero_escrito(self, inicio: int) -> str | None:
        """El número que dice la fila cuando no es lo primero que dice."""
        abre = self._abre.match(self._vista, inicio)
        suyo = None if abre is None else atributo(abre[1], b"r")
        if suyo is not None and not suyo.isdecimal():
            raise NoSeEntiende(f"una fila dice ser la «{suyo}»")
        return suyo

    def fila(self, numero: int) -> FilaXml | None:
        """La fila de ese número; None si la hoja no la lleva."""
        if self._mirada is None or self._mirada.numero != numero:
            cual = bisect_left(self.numeros, numero)
            if cual == len(self.numeros) or self.numeros[cual] != numero:
                return None
            self._mirada = self._fila(cual)
        return self._mirada

    def _fila(self, cual: int) -> FilaXml:
        numero, inicio = self.numeros[cual], self._inicios[cual]
        limite = self._inicios[cual + 1] if cual + 1 < len(self._inicios) else self._hasta
        abre = self._abre.match(self._vista, inicio)
        if abre is None:
            raise NoSeEntiende(f"la fila {numero} de una hoja está mal escrita")
        if abre[2]:
            return FilaXml(numero, abre[0], inicio, abre.end(), abre.end(), b"")
        cierre = self._vista.rfind(self._cierra, abre.end(), limite)
        if cierre < 0:
            raise NoSeEntiende(f"la fila {numero} de una hoja no se cierra")
        fin = self._vista.index(b">", cierre) + 1
        return FilaXml(numero, abre[0], inicio, abre.end(), cierre, self._vista[cierre:fin])

    def siguiente(self, numero: int) -> int | None:
        """El número de la primera fila que va detrás; None si no hay ninguna."""
        cual = bisect_right(self.numeros, numero)
        return self.numeros[cual] if cual < len(self.numeros) else None

    def sitio_de_fila(self, numero: int) -> int:
        """Dónde iría una fila que la hoja no lleva: detrás de la anterior."""
        cual = bisect_left(self.numeros, numero)
        return self._fila(cual - 1).fin if cual else self._desde

    def buscar(self, fila: FilaXml, columna: int) -> CeldaXml | None:
        """La celda de esa columna; None si la fila no la lleva."""
        abre = b'%s r="%s%d"' % (self._abre_celda, letra(columna).encode(), fila.numero)
        donde = self._vista.find(abre, fila.abierta, fila.cierre)
        if donde >= 0 and (hallada := self._celda.match(self._vista, donde, fila.cierre)):
            return self._sin_rarezas(situar(hallada, columna))
        if self.es_corriente(fila):
            return None
        return next((c for c in self.todas(fila) if c.columna == columna), None)

    def todas(self, fila: FilaXml) -> list[CeldaXml]:
        """Las celdas de la fila, de izquierda a derecha.

        Raises:
            NoSeEntiende: no van en orden, son de otra fila o hay otra cosa entre ellas.
        """
        return [self._sin_rarezas(c) for c in fila.celdas(self._celda, self._vista)]

    def es_corriente(self, fila: FilaXml) -> bool:
        """Si todas sus celdas dicen lo primero cuál son: entonces se encuentran buscándolas."""
        if self._corriente[0] != fila.inicio:
            vista, entre = self._vista, (fila.abierta, fila.cierre)
            todas = vista.count(self._abre_celda, *entre)
            con_direccion = vista.count(self._abre_celda + b' r="', *entre)
            extension = vista.find(b"extLst", *entre)
            self._corriente = fila.inicio, todas == con_direccion and extension < 0
        return self._corriente[1]

    def sitio_de_celda(self, fila: FilaXml, columna: int) -> int:
        """Dónde iría una celda que la fila no lleva: antes de la primera que queda a su derecha."""
        if not self.es_corriente(fila):
            izquierda = (c.fin for c in self.todas(fila) if c.columna < columna)
            return max(izquierda, default=fila.abierta)
        suya = letra(columna).encode()
        for otra in self._direccion.finditer(self._vista, fila.abierta, fila.cierre):
            if (len(otra[1]), otra[1]) > (len(suya), suya):
                return otra.start()
        return fila.cierre

    def _sin_rarezas(self, celda: CeldaXml) -> CeldaXml:
        """La celda, si no lleva dentro comentarios ni CDATA."""
        if self._vista is not self._crudo:
            a, b = celda.inicio, celda.fin
            if self._vista[a:b] != self._crudo[a:b]:
                raise NoSeEntiende("una celda que cambia lleva comentarios o CDATA")
        return celda
