"""Un libro al que se le pregunta: las respuestas de las órdenes de lectura, como valores."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from clientesctl.operaciones import duplicados, estado, llamadas, validar
from clientesctl.operaciones.libro_leido import LibroLeido
from clientesctl.operaciones.respuestas import Dobles, Hallazgos, estado_en_marco

if TYPE_CHECKING:
    import pandas as pd

    from clientesctl.registro.hallazgo import Gravedad


class LibroQueResponde(LibroLeido):
    """Lo que se puede saber de un libro leído, con la misma función que cada orden."""

    def validar(
        self,
        *,
        reglas: Collection[str] | None = None,
        sin: Collection[str] = (),
        gravedad: Gravedad | None = None,
        nuevos: bool = False,
    ) -> Hallazgos:
        """Lo que incumple las políticas: una secuencia de hallazgos, y su `marco`.

        Con `reglas`, solo esas; con `sin`, todas menos esas; `nuevos`, lo que no había al último
        `validar --fijar`.

        Raises:
            ReglaDesconocida: alguna no existe.
        """
        peticion = validar.Peticion(
            self.ruta,
            self.hoy,
            self.abierto.hoja,
            None if reglas is None else tuple(reglas),
            tuple(sin),
            gravedad,
            nuevos,
        )
        return Hallazgos(validar.preparar(self.abierto, peticion).informe)

    def duplicados(self, umbral: float | None = None, *, nuevos: bool = False) -> Dobles:
        """Los clientes que están dos veces: `pares` y `grupos`, como marcos.

        `umbral` es la probabilidad, de 0 a 1, desde la que se listan (0,7 si no se dice).
        """
        peticion = duplicados.Peticion(self.ruta, self.hoy, self.abierto.hoja, umbral, nuevos)
        return Dobles(duplicados.preparar(self.abierto, peticion))

    def estado(
        self,
        *,
        dias: int | None = None,
        aviso: int | None = None,
        solo: Collection[str] = (),
        ritmo: bool = False,
        estacional: bool = False,
    ) -> pd.DataFrame:
        """Cada cliente con su estado y por qué, en el orden de la hoja.

        `dias` sin comprar hacen un inactivo y `aviso`, un pre-inactivo; `solo` nombra estados;
        con `ritmo` se juzga a cada uno por su mediana entre compras y con `estacional`, por las
        temporadas en que compra.

        Raises:
            ErrorUso: un estado que no existe, o un número de días que no vale.
        """
        peticion = estado.Peticion(
            self.ruta,
            self.hoy,
            self.abierto.hoja,
            None if dias is None else str(dias),
            None if aviso is None else str(aviso),
            tuple(solo),
            ritmo=ritmo,
            estacional=estacional,
        )
        return estado_en_marco(estado.preparar(self._con_lo_que_espera, peticion))

    def llamadas(
        self, *, maximo: int | None = None, vendedor: str = "", zona: str = "", perfil: str = ""
    ) -> pd.DataFrame:
        """A quién llama hoy cada vendedor, en su orden y con su porqué.

        `maximo` son las que caben en la lista de cada uno (0, todas).

        Raises:
            ErrorUso: nadie lleva ese vendedor, zona o perfil.
        """
        from clientesctl.operaciones.en_marco import marco_de_lista
        from clientesctl.operaciones.llamadas_listas import como_lista

        filtro = {"vendedor": vendedor, "zona": zona, "perfil": perfil}
        escrito = None if maximo is None else str(maximo)
        peticion = llamadas.Peticion(self.ruta, self.hoy, self.abierto.hoja, escrito, filtro)
        return marco_de_lista(como_lista(llamadas.preparar(self._con_lo_que_espera, peticion)))
