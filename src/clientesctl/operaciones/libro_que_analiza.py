"""Un libro al que se le pide un análisis: lo que dan las órdenes de ese grupo, como marcos."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING

from clientesctl.operaciones.en_marco import marco_de_lista
from clientesctl.operaciones.libro_que_responde import LibroQueResponde

if TYPE_CHECKING:
    import pandas as pd


class LibroQueAnaliza(LibroQueResponde):
    """Lo que se puede contar y buscar en un libro leído, con la misma función que cada orden.

    Los marcos llevan las columnas del JSON de la orden; si una es la fila de Excel, es el índice.
    """

    def buscar(
        self,
        expresion: str = "",
        *,
        columnas: Collection[str] | str = (),
        orden: Collection[str] | str = (),
        maximo: int | None = None,
        para: str | None = None,
        con_permiso: bool = False,
    ) -> pd.DataFrame:
        """Los clientes que cumplen la búsqueda, como «sexo=MUJER gasto>500 dias=30».

        `para` («correo», «mensaje», «llamada», «postal») deja solo a quien se puede llegar por
        ahí; `con_permiso`, a quien consta que lo dio. En `orden`, «-gasto» va del revés.

        Raises:
            ErrorUso: la búsqueda no se entiende o nombra una columna que no hay.
        """
        from clientesctl.operaciones import buscar
        from clientesctl.operaciones.buscar_listas import como_lista

        peticion = buscar.Peticion(
            self.ruta,
            self.hoy,
            expresion,
            self.abierto.hoja,
            _nombres(columnas),
            _nombres(orden),
            maximo,
            para=None if para is None else buscar.leer_canal(para),
            con_permiso=con_permiso,
        )
        return marco_de_lista(como_lista(buscar.preparar(self._con_lo_que_espera, peticion)))

    def estadisticas(
        self,
        semana: str | None = None,
        *,
        semanas: int = 8,
        por: str | None = None,
        vendedor: str = "",
        ritmo: bool = False,
    ) -> pd.DataFrame:
        """Lo que pasó cada semana, una fila por cuenta y semana hasta la pedida («2026-S46»).

        Sin decir cuál, la última completa, y las `semanas` que la preceden.

        Raises:
            ErrorUso: la semana no existe, o nadie atiende con ese nombre.
        """
        from clientesctl.operaciones import estadisticas
        from clientesctl.operaciones.estadisticas_listas import como_lista

        peticion = estadisticas.Peticion(
            self.ruta, self.hoy, self.abierto.hoja, semana, None, str(semanas), por, vendedor, ritmo
        )
        return marco_de_lista(como_lista(estadisticas.preparar(self._con_lo_que_espera, peticion)))

    def perdidas(
        self,
        *,
        desde: dt.date | None = None,
        hasta: dt.date | None = None,
        por: str | None = None,
        vendedor: str = "",
    ) -> pd.DataFrame:
        """Los clientes perdidos en un periodo (los últimos doce meses), quien más valía primero.

        Con `por` («vendedor», «producto», «mes»), lo que suma cada uno.

        Raises:
            ErrorUso: el periodo va al revés, o por eso no se reparte.
        """
        from clientesctl.operaciones import perdidas
        from clientesctl.operaciones.perdidas_listas import como_lista

        peticion = perdidas.Peticion(
            self.ruta, self.hoy, self.abierto.hoja, desde, hasta, None, por, vendedor
        )
        return marco_de_lista(como_lista(perdidas.preparar(self._con_lo_que_espera, peticion)))

    def puntuacion(
        self, *, solo: Collection[str] = (), ritmo: bool = False, estacional: bool = False
    ) -> pd.DataFrame:
        """A quién atender primero: sus notas, su segmento y su potencial, y de qué sale cada punto.

        `solo` nombra segmentos.

        Raises:
            ErrorUso: un segmento que no existe.
        """
        from clientesctl.operaciones import puntuacion
        from clientesctl.operaciones.puntuacion_listas import como_lista

        peticion = puntuacion.Peticion(
            self.ruta,
            self.hoy,
            self.abierto.hoja,
            solo=tuple(solo),
            ritmo=ritmo,
            estacional=estacional,
        )
        return marco_de_lista(como_lista(puntuacion.preparar(self._con_lo_que_espera, peticion)))

    def cobros(self, *, mas_de: int | None = None, por: str | None = None) -> pd.DataFrame:
        """Lo que debe cada cliente y desde cuándo, lo que más pesa primero; una moneda por fila.

        `mas_de` son los días que han de llevar sin pagarse; con `por`, lo que suma cada grupo.

        Raises:
            ErrorUso: por eso no se agrupa.
        """
        from clientesctl.operaciones import cobros
        from clientesctl.operaciones.cobros_listas import como_lista

        peticion = cobros.Peticion(self.ruta, self.hoy, self.abierto.hoja, mas_de, por)
        return marco_de_lista(como_lista(cobros.preparar(self._con_lo_que_espera, peticion)))

    def cumpleanos(self, dias: int = 7) -> pd.DataFrame:
        """A quién felicitar de hoy a esos días, el más próximo primero."""
        from clientesctl.operaciones import cumpleanos
        from clientesctl.operaciones.cumpleanos_listas import como_lista

        peticion = cumpleanos.Peticion(self.ruta, self.hoy, self.abierto.hoja, dias)
        return marco_de_lista(como_lista(cumpleanos.quienes_hay(self._con_lo_que_espera, peticion)))


def _nombres(dichos: Collection[str] | str) -> tuple[str, ...]:
    """Los campos; en un texto, los que separan sus comas, como en la orden."""
    if isinstance(dichos, str):
        return tuple(filter(None, (nombre.strip() for nombre in dichos.split(","))))
    return tuple(dichos)
