"""El XML de una hoja, que se edita cortando y pegando: lo que no se toca queda byte por byte.

Una hoja son tres trozos: la cabeza (hasta `<sheetData>`), las filas y la cola. Los cambios se
anotan, y `hacer` los aplica todos en una pasada, de arriba abajo.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property

from clientesctl.libro.errores_escritura import NoSeEntiende
from clientesctl.libro.etiquetas import (
    atributo,
    patron,
    patron_de_elemento,
    prefijo_de,
    sin_comentarios,
)
from clientesctl.libro.fila_xml import CeldaXml, Corte, FilaXml, rehacer_fila, situar
from clientesctl.libro.filas_xml import FilasXml


class HojaXml:
    """La hoja y los cambios anotados. Filas y columnas, desde 1, como en Excel.

    `cabeza` (hasta `<sheetData>`) y `cola` (desde detrás de `</sheetData>`) se pueden sustituir.

    Raises:
        NoSeEntiende: no está en UTF-8, le falta `<sheetData>` o sus filas no van en orden.
    """

    def __init__(self, octetos: bytes) -> None:
        self.octetos = octetos
        self.prefijo = prefijo_de(octetos, b"worksheet")
        vista = sin_comentarios(octetos)
        abierta, cerrada = self._limites(vista)
        self._desde, self._hasta = abierta[1], cerrada[0]
        self._abre, self._cierra = octetos[slice(*abierta)], octetos[slice(*cerrada)]
        self.cabeza, self.cola = octetos[: abierta[0]], octetos[cerrada[1] :]
        self._filas = FilasXml(octetos, vista, self.prefijo, (self._desde, self._hasta))
        self._vistas: dict[tuple[int, int], tuple[int, int]] = {}
        self._cambios: dict[int, dict[int, bytes]] = {}
        self._nuevas: dict[int, bytes] = {}
        self._quitadas: set[int] = set()
        self._sueltos: list[Corte] = []

    def _limites(self, vista: bytes) -> tuple[tuple[int, int], tuple[int, int]]:
        """Dónde están la etiqueta que abre las filas y la que las cierra (vacía, si se cierra)."""
        abre = patron(self.prefijo, b"sheetData").search(vista)
        if abre is None:
            raise NoSeEntiende("una hoja no lleva <sheetData>")
        if abre[2]:
            return abre.span(), (abre.end(), abre.end())
        cierre = vista.rfind(b"</" + self.prefijo + b"sheetData", abre.end())
        if cierre < 0:
            raise NoSeEntiende("una hoja no cierra su <sheetData>")
        return abre.span(), (cierre, vista.index(b">", cierre) + 1)

    # Lo que había

    @property
    def numeros(self) -> Sequence[int]:
        """Los números de las filas que la hoja lleva, en orden."""
        return self._filas.numeros

    def fila(self, numero: int) -> FilaXml | None:
        """La fila tal como estaba; None si la hoja no la lleva."""
        return self._filas.fila(numero)

    def celda(self, fila: int, columna: int) -> CeldaXml | None:
        """La celda tal como estaba; None si la hoja no la lleva."""
        suya = self._filas.fila(fila)
        hallada = None if suya is None else self._filas.buscar(suya, columna)
        if hallada is not None:
            self._vistas[fila, columna] = hallada.inicio, hallada.fin
        return hallada

    def celdas_de(self, fila: int) -> list[CeldaXml]:
        """Las celdas de la fila tal como estaban, de izquierda a derecha.

        Raises:
            NoSeEntiende: no van en orden, son de otra fila o hay otra cosa entre ellas.
        """
        suya = self._filas.fila(fila)
        return [] if suya is None else self._filas.todas(suya)

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
        if fila in self._quitadas:
            return False
        puesta = self._cambios.get(fila, {}).get(columna)
        if puesta is not None:
            hallada = patron_de_elemento(self.prefijo, b"c").fullmatch(puesta)
            celda = None if hallada is None else situar(hallada, columna)
        else:
            celda = self.celda(fila, columna)
        vacia = None if celda is None else celda.sin_valor(self.prefijo)
        if vacia is None:
            return False
        self.poner(fila, columna, vacia)
        return True

    @property
    def filas_cambiadas(self) -> Set[int]:
        """Las filas en que hay algo anotado."""
        return self._cambios.keys()

    def cortar(self, cortes: Iterable[Corte]) -> None:
        """Anota unos cortes ya hechos, de celdas de filas en las que no cambia nada más."""
        self._sueltos += cortes

    # Lo que queda

    def hacer(self) -> bytes:
        """Los bytes de la hoja con los cambios puestos.

        Raises:
            NoSeEntiende: una fila que cambia no está escrita como se esperaba.
        """
        crudo = memoryview(self.octetos)
        cortes = sorted([*self._cortes(), *self._sueltos], key=lambda corte: corte[:2])
        abre, cierra = self._abre, self._cierra
        if cortes and not cierra:
            abre = abre.removesuffix(b"/>").rstrip() + b">"
            cierra = b"</%ssheetData>" % self.prefijo
        trozos: list[bytes | memoryview] = [self.cabeza, abre]
        aqui = self._desde
        for desde, hasta, xml in cortes:
            if desde < aqui:
                raise NoSeEntiende("dos cambios de una hoja se solapan")
            trozos += [crudo[aqui:desde], xml]
            aqui = hasta
        return b"".join([*trozos, crudo[aqui : self._hasta], cierra, self.cola])

    def _cortes(self) -> Iterator[Corte]:
        """Por orden: desde dónde y hasta dónde se quita, y lo que se pone."""
        for numero in sorted(self._con_las_siguientes()):
            cambios = self._cambios.get(numero, {})
            if (vistas := self._todas_vistas(numero, cambios)) is not None:
                yield from vistas
                continue
            fila = self._filas.fila(numero)
            if fila is not None and numero in self._quitadas:
                yield Corte(fila.inicio, fila.fin, b"")
            elif fila is not None:
                yield from rehacer_fila(fila, cambios, self._filas)
            elif numero not in self._quitadas:
                sitio = self._filas.sitio_de_fila(numero)
                yield Corte(sitio, sitio, self._fila_nueva(numero, cambios))

    def _todas_vistas(self, numero: int, cambios: dict[int, bytes]) -> list[Corte] | None:
        """Los cortes de una fila de la que ya se sabe dónde está cada celda que cambia."""
        if not cambios or numero in self._quitadas or not self._filas.numeradas:
            return None
        columnas = sorted(cambios)
        sitios = [self._vistas.get((numero, columna)) for columna in columnas]
        return (
            [
                Corte(*sitio, cambios[columna])
                for sitio, columna in zip(sitios, columnas, strict=True)
                if sitio is not None
            ]
            if None not in sitios
            else None
        )

    def _con_las_siguientes(self) -> set[int]:
        """Las filas que cambian, y las que han de pasar a decir su número.

        Una fila sin `r` es la que sigue a la anterior: si delante de ella se pone o se quita otra,
        dejaría de serlo.
        """
        filas = set(self._cambios)
        if self._filas.numeradas:
            return filas
        siguientes = (self._filas.siguiente(fila) for fila in filas)
        return filas | {fila for fila in siguientes if fila is not None}

    def _fila_nueva(self, numero: int, cambios: dict[int, bytes]) -> bytes:
        celdas = b"".join(xml for _, xml in sorted(cambios.items()))
        abre = b'<%srow r="%d"%s>' % (self.prefijo, numero, self._nuevas.get(numero, b""))
        return abre + celdas + b"</%srow>" % self.prefijo
