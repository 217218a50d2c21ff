"""Un libro leído, como marcos: lo que hay en sus hojas, con tipos que sirven."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from clientesctl.operaciones.con_lo_que_espera import ver_con_lo_que_espera
from clientesctl.operaciones.libros import Abierto
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.politicas import Politicas

if TYPE_CHECKING:
    import pandas as pd

    from clientesctl.registro.registro import Registro


@dataclass(frozen=True, eq=False)
class LibroLeido:
    """Un libro tal como se leyó, visto desde un día, y sus hojas."""

    abierto: Abierto
    hoy: dt.date

    def __repr__(self) -> str:
        return f"<{self.ruta.name}: {len(self.registro.clientes)} clientes, hoy {self.hoy}>"

    @property
    def ruta(self) -> Path:
        """Dónde está el libro."""
        return self.abierto.crudo.ruta

    @property
    def politicas(self) -> Politicas:
        """Las que le tocan."""
        return self.abierto.politicas

    @cached_property
    def registro(self) -> Registro:
        """Sus tablas, con lo que se dictó con el libro abierto y aún espera a escribirse."""
        return self._con_lo_que_espera.registro

    @property
    def avisos(self) -> tuple[str, ...]:
        """Lo que conviene saber de cómo se leyó, en frases."""
        return self.registro.avisos

    def marco(self, clase: str, *, tipos: bool = True) -> pd.DataFrame:
        """Una hoja del contrato como DataFrame, con la fila de Excel por índice («fila»).

        Las columnas son los campos del contrato que el libro tiene, en minúsculas, y detrás las
        que no se reconocieron, por su cabecera. Fechas datetime64[s], números float64 y lo demás
        texto; lo que falta es NaT o NaN. De una hoja que el libro no tiene sale un marco vacío
        con las columnas del contrato. Con `tipos=False`, lo escrito, celda a celda.

        Raises:
            HojaDesconocida: no es una hoja del contrato.
        """
        from clientesctl.operaciones.en_marco import marco_de_tabla, marco_vacio
        from clientesctl.registro.esquema import HOJAS

        nombre = clase.strip().upper()
        if nombre not in HOJAS:
            raise HojaDesconocida(clase, HOJAS)
        tabla = self.registro.tabla(nombre)
        if tabla is None:
            return marco_vacio(nombre)
        return marco_de_tabla(tabla, self.registro.pais) if tipos else tabla.datos

    @cached_property
    def clientes(self) -> pd.DataFrame:
        """La hoja de los clientes, un renglón por ficha; las absorbidas también."""
        return self.marco("CLIENTES")

    @cached_property
    def ventas(self) -> pd.DataFrame:
        """Las ventas y las devoluciones, una por renglón: `importe` en su `moneda`."""
        return self.marco("VENTAS")

    @cached_property
    def contactos(self) -> pd.DataFrame:
        """Las llamadas, correos, visitas, mensajes, quejas y notas."""
        return self.marco("CONTACTOS")

    @cached_property
    def propuestas(self) -> pd.DataFrame:
        """Lo que se ofreció, por cuánto y cómo acabó."""
        return self.marco("PROPUESTAS")

    @cached_property
    def citas(self) -> pd.DataFrame:
        """Quién viene y cuándo."""
        return self.marco("CITAS")

    @cached_property
    def _con_lo_que_espera(self) -> Abierto:
        return ver_con_lo_que_espera(self.abierto)


class HojaDesconocida(ErrorUso):
    """Se pidió una hoja que no es del contrato."""

    def __init__(self, pedida: str, hay: Collection[str]) -> None:
        super().__init__(f"«{pedida}» no es una hoja del registro: hay {', '.join(hay)}")
