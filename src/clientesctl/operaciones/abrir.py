"""La misma herramienta como valores, para un cuaderno: `from clientesctl import abrir`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from clientesctl.operaciones import corregir, duplicados, estado, llamadas, validar
from clientesctl.operaciones.con_lo_que_espera import ver_con_lo_que_espera
from clientesctl.operaciones.libros import Abierto, clave_del_libro, elegir_libro, entender_libro
from clientesctl.operaciones.respuestas import Dobles, Hallazgos, estado_en_marco
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.politicas import Politicas

if TYPE_CHECKING:
    import pandas as pd

    from clientesctl.operaciones.aplicar import Aplicado
    from clientesctl.operaciones.deshacer import Deshecho
    from clientesctl.registro.hallazgo import Gravedad
    from clientesctl.registro.plan import Plan
    from clientesctl.registro.registro import Registro

ORDEN = "python"
"""Cómo queda en la bitácora lo que se escribe desde un cuaderno."""


def abrir(
    libro: str | Path | None = None,
    *,
    hoy: dt.date | str | None = None,
    hoja: str | None = None,
    politicas: Politicas | str | Path | None = None,
) -> LibroDeClientes:
    """El libro leído y entendido, listo para preguntarle; no se escribe nada en él.

    Args:
        libro: su ruta; sin ella, el que tomaría cualquier orden (CLIENTESCTL_LIBRO, el «libro =»
            del clientesctl.toml más cercano o el único de esta carpeta).
        hoy: el día desde el que se mira, como fecha o «AAAA-MM-DD»; sin él, el de hoy.
        hoja: la de los clientes, si hay dos que podrían serlo.
        politicas: las que valen en lugar de las del clientesctl.toml de al lado: la ruta de otro
            fichero o unas `Politicas`.

    La contraseña de un libro que la tiene se toma de CLIENTESCTL_CLAVE.

    Raises:
        ErrorUso: no se sabe qué libro es, o el día o las políticas están mal escritos.
        ErrorLibro: el libro no se puede leer o no tiene un registro que se reconozca.
    """
    from clientesctl.libro.lectura import leer_libro

    dia = _leer_dia(hoy)
    ruta, suyas = elegir_libro(None if libro is None else Path(libro))
    valen = suyas if politicas is None else _leer_politicas(politicas)
    crudo = leer_libro(ruta, clave=clave_del_libro())
    return LibroDeClientes(entender_libro(crudo, valen, hoja), dia)


@dataclass(frozen=True, eq=False)
class LibroDeClientes:
    """Un libro tal como se leyó, visto desde un día. Se hace con `abrir`.

    Las respuestas son las de las órdenes del mismo nombre, hechas por las mismas funciones. No
    cambia cuando cambia el fichero, tampoco si lo escribe `aplicar`: para ver lo nuevo, `releer`.
    Sus marcos llevan la fila de Excel por índice, así que se cruzan sin más
    (`libro.clientes.join(libro.estado()["estado"])`).
    """

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
        from clientesctl.operaciones.marcos import marco_de_tabla, marco_vacio
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
    ) -> pd.DataFrame:
        """Cada cliente con su estado y por qué, en el orden de la hoja.

        `dias` sin comprar hacen un inactivo y `aviso`, un pre-inactivo; `solo` nombra estados;
        con `ritmo` se juzga a cada uno por su mediana entre compras.

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
        from clientesctl.operaciones.llamadas_listas import como_lista
        from clientesctl.operaciones.marcos import marco_de_lista

        filtro = {"vendedor": vendedor, "zona": zona, "perfil": perfil}
        escrito = None if maximo is None else str(maximo)
        peticion = llamadas.Peticion(self.ruta, self.hoy, self.abierto.hoja, escrito, filtro)
        return marco_de_lista(como_lista(llamadas.preparar(self._con_lo_que_espera, peticion)))

    def corregir(
        self,
        *,
        reglas: Collection[str] | None = None,
        columnas: Collection[str] = (),
        dudosas: bool = False,
    ) -> Plan:
        """El plan con lo que las reglas saben arreglar, sin escribirlo; vacío si no hay nada.

        Solo lo seguro, salvo con `dudosas`. `columnas` las nombra por su campo o su cabecera.

        Raises:
            ErrorUso: una regla o una columna que no existen.
        """
        peticion = corregir.Peticion(
            self.ruta,
            self.hoy,
            self.abierto.hoja,
            None if reglas is None else tuple(reglas),
            tuple(columnas),
            dudosas,
        )
        return corregir.preparar(self.abierto, peticion).plan

    def plan_en_marco(self, plan: Plan) -> pd.DataFrame:
        """Un renglón por celda que el plan cambia: qué ficha, lo que hay, lo que habrá y por qué."""
        from clientesctl.operaciones.respuestas import plan_en_marco

        return plan_en_marco(plan, self.abierto.registro)

    def aplicar(self, plan: Plan, *, esperar: float = 0.0) -> Aplicado:
        """Lo que quedó escrito del plan, por la puerta de las órdenes: turno, copia y bitácora.

        Lo que se dictó y esperaba entra antes. Lo que choca con lo que alguien cambió desde que
        se leyó no se escribe y va en `conflictos`. `esperar` son los segundos que se aguarda a
        otra ejecución que esté escribiendo. Este objeto sigue como se leyó: véase `releer`.

        Raises:
            Rechazo: está abierto u ocupado, o no se puede escribir con seguridad; no se ha tocado.
        """
        from clientesctl.operaciones.aplicar import Escritura, aplicar
        from clientesctl.operaciones.pendientes import poner_pendientes

        momento = _ahora()
        puestos = poner_pendientes(self.abierto, momento, esperar)
        return aplicar(plan, puestos.abierto, Escritura(ORDEN, momento, esperar))

    def deshacer(self, hasta: int | None = None, *, esperar: float = 0.0) -> tuple[Deshecho, ...]:
        """Los pasos atrás dados: lo último que escribió el programa, o todo desde la escritura N.

        Vacío si no había nada que deshacer.

        Raises:
            EscrituraDesconocida: no hay ninguna con ese número.
            Rechazo: no se puede escribir; los pasos ya dados quedan dados.
        """
        from clientesctl.operaciones.deshacer import deshacer
        from clientesctl.operaciones.pasos_atras import ultima_en_pie
        from clientesctl.operaciones.versiones import Libro

        libro = Libro(self.ruta, self.politicas, self.abierto.hoja)
        meta = ultima_en_pie(libro) if hasta is None else hasta
        return tuple(deshacer(libro, meta, _ahora(), esperar))

    def releer(self) -> LibroDeClientes:
        """El libro como está ahora en el disco, con las mismas políticas y el mismo día."""
        return abrir(
            self.ruta, hoy=self.hoy, hoja=self.abierto.hoja, politicas=self.abierto.politicas
        )

    @cached_property
    def _con_lo_que_espera(self) -> Abierto:
        return ver_con_lo_que_espera(self.abierto)


def _ahora() -> dt.datetime:
    return dt.datetime.now().astimezone()


def _leer_dia(hoy: dt.date | str | None) -> dt.date:
    if isinstance(hoy, dt.datetime):
        return hoy.date()
    if isinstance(hoy, dt.date):
        return hoy
    if hoy is None:
        return _ahora().date()
    try:
        return dt.date.fromisoformat(hoy)
    except ValueError:
        raise DiaMalDicho(hoy) from None


def _leer_politicas(politicas: Politicas | str | Path) -> Politicas:
    from clientesctl.registro.politicas_toml import leer_politicas

    return politicas if isinstance(politicas, Politicas) else leer_politicas(Path(politicas))


class DiaMalDicho(ErrorUso):
    """El día de `hoy` no es una fecha."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"hoy=«{visto}» no es una fecha: una dt.date o «2026-03-31»")


class HojaDesconocida(ErrorUso):
    """Se pidió una hoja que no es del contrato."""

    def __init__(self, pedida: str, hay: Collection[str]) -> None:
        super().__init__(f"«{pedida}» no es una hoja del registro: hay {', '.join(hay)}")
