"""Un libro nuevo hecho del viejo: las partes que cambian, y todas las demás byte por byte.

Un zip es una fila de miembros (cabecera propia y datos comprimidos) con un índice al final que
dice dónde empieza cada uno. Lo que no cambia se copia de miembro a miembro sin descomprimirlo; el
índice se copia registro a registro y solo se le corrigen los sitios.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from clientesctl.libro.errores import LibroDanado
from clientesctl.libro.errores_escritura import LibroCifradoPorPartes, NoSeEntiende
from clientesctl.libro.paquete import Paquete, normal
from clientesctl.libro.zip_crudo import Registro, cabecera_local, fin_del_indice, leer_indice

NIVEL = 2
"""De cuánto se esfuerza zlib (1-9). Una hoja de 120 MB cuesta 0,8 s y ocupa un 18 % más que con el
6 de costumbre, que cuesta 2,7; con el 1 no se gana tiempo y ocupa más."""


class PaqueteNuevo(Paquete):
    """Las partes de un libro, que se leen como queden tras los cambios, y los bytes que hacen."""

    def __init__(self, ruta: Path, contenido: bytes) -> None:
        super().__init__(ruta, contenido)
        self._contenido = contenido
        self._puestas: dict[str, bytes] = {}
        self._recordadas: dict[str, bytes] = {}
        self._anadidas: dict[str, str] = {}
        self._quitadas: set[str] = set()
        fichas = self._zip.infolist()
        if len({normal(f.filename) for f in fichas}) < len(fichas):
            raise NoSeEntiende("hay dos piezas con el mismo nombre")
        if any(ficha.flag_bits & 1 for ficha in fichas):
            raise LibroCifradoPorPartes(ruta)

    def __contains__(self, nombre: str) -> bool:
        nombre = normal(nombre)
        return nombre in self._puestas or (
            nombre not in self._quitadas and super().__contains__(nombre)
        )

    @property
    def nombres(self) -> tuple[str, ...]:
        viejos = (n for n in super().nombres if n not in self._quitadas)
        return (*viejos, *self._anadidas)

    @contextmanager
    def abrir(self, nombre: str) -> Iterator[IO[bytes]]:
        puesta = self._puestas.get(normal(nombre))
        if puesta is not None:
            yield io.BytesIO(puesta)
        elif nombre in self:
            with super().abrir(nombre) as flujo:
                yield flujo
        else:
            raise LibroDanado(self.ruta, f"le falta la pieza «{nombre}»")

    def leer(self, nombre: str) -> bytes:
        """La parte entera, como haya quedado."""
        nombre = normal(nombre)
        puesta = self._puestas.get(nombre, self._recordadas.get(nombre))
        return puesta if puesta is not None else super().leer(nombre)

    def recordar(self, nombre: str, contenido: bytes) -> None:
        """Ahorra descomprimir otra vez una parte grande que ya se ha leído."""
        self._recordadas[normal(nombre)] = contenido

    def poner(self, nombre: str, contenido: bytes) -> None:
        """Cambia una parte que ya está."""
        if nombre not in self:
            raise LibroDanado(self.ruta, f"le falta la pieza «{nombre}»")
        self._puestas[normal(nombre)] = contenido

    def anadir(self, nombre: str, contenido: bytes) -> None:
        """Añade una parte, detrás de las demás y con ese nombre tal cual."""
        if nombre in self:
            raise NoSeEntiende(f"ya hay una pieza «{nombre}»")
        self._anadidas[normal(nombre)] = nombre
        self._puestas[normal(nombre)] = contenido

    def quitar(self, nombre: str) -> None:
        """Quita una parte; las relaciones que la nombran son cosa de quien la quita."""
        self._puestas.pop(normal(nombre), None)
        if self._anadidas.pop(normal(nombre), None) is None:
            self._quitadas.add(normal(nombre))

    @property
    def cambiadas(self) -> frozenset[str]:
        """Las partes que no quedan como estaban, añadidas y quitadas incluidas."""
        return frozenset(self._puestas) | self._quitadas

    def hacer(self) -> bytes:
        """Los bytes del libro nuevo; los mismos si no ha cambiado nada.

        Raises:
            NoSeEntiende: el índice del zip no dice lo mismo que sus miembros, o el libro nuevo
                pasaría de 4 GB.
        """
        if not self.cambiadas:
            return self._contenido
        salida = io.BytesIO()
        indice = leer_indice(self._contenido)
        if indice is None:
            raise NoSeEntiende("el índice del zip no está donde debe")
        sitios = {
            sitio: self._escribir(salida, sitio, hasta, registro)
            for sitio, hasta, registro in indice.por_sitio()
        }
        registros = [nuevo for r in indice.registros if (nuevo := sitios[r.sitio]) is not None]
        registros += [self._anexar(salida, nombre) for nombre in self._anadidas.values()]
        desde = salida.tell()
        salida.write(b"".join(r.octetos for r in registros))
        if salida.tell() >= 2**32 - 1:
            raise NoSeEntiende("el libro pasaría de 4 GB")
        salida.write(fin_del_indice(len(registros), desde, salida.tell(), indice.comentario))
        return salida.getvalue()

    def _escribir(
        self, salida: io.BytesIO, sitio: int, hasta: int, registro: Registro
    ) -> Registro | None:
        """Escribe un miembro que ya estaba y da su registro; None si se quita."""
        nombre = normal(registro.nombre)
        if nombre in self._quitadas and nombre not in self._puestas:
            return None
        aqui = salida.tell()
        puesta = self._puestas.get(nombre)
        if puesta is None:
            salida.write(memoryview(self._contenido)[sitio:hasta])
            return registro.movido(aqui)
        datos = comprimir(puesta)
        nuevo = registro.cambiado(aqui, zlib.crc32(puesta), len(datos), len(puesta))
        salida.write(cabecera_local(nuevo, self._extra_local(sitio)))
        salida.write(datos)
        return nuevo

    def _anexar(self, salida: io.BytesIO, nombre: str) -> Registro:
        contenido = self._puestas[normal(nombre)]
        datos = comprimir(contenido)
        aqui = salida.tell()
        nuevo = Registro.hacer(nombre).cambiado(
            aqui, zlib.crc32(contenido), len(datos), len(contenido)
        )
        salida.write(cabecera_local(nuevo, b""))
        salida.write(datos)
        return nuevo

    def _extra_local(self, sitio: int) -> bytes:
        nombre, extra = struct.unpack_from("<HH", self._contenido, sitio + 26)
        desde = sitio + 30 + nombre
        return self._contenido[desde : desde + extra]


def comprimir(contenido: bytes) -> bytes:
    """Los datos como los guarda un zip (deflate sin envoltura)."""
    compresor = zlib.compressobj(NIVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return compresor.compress(contenido) + compresor.flush()
