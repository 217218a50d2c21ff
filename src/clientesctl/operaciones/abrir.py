"""La misma herramienta como valores, para un cuaderno: `from clientesctl import abrir`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from clientesctl.operaciones import corregir
from clientesctl.operaciones.libro_que_analiza import LibroQueAnaliza
from clientesctl.operaciones.libros import clave_del_libro, elegir_libro, entender_libro
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.politicas import Politicas

if TYPE_CHECKING:
    import pandas as pd

    from clientesctl.operaciones.aplicar import Aplicado
    from clientesctl.operaciones.deshacer import Deshecho
    from clientesctl.registro.plan import Plan

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


class LibroDeClientes(LibroQueAnaliza):
    """Un libro tal como se leyó, visto desde un día. Se hace con `abrir`.

    Las respuestas son las de las órdenes del mismo nombre, hechas por las mismas funciones. No
    cambia cuando cambia el fichero, tampoco si lo escribe `aplicar`: para ver lo nuevo, `releer`.
    Sus marcos llevan la fila de Excel por índice, así que se cruzan sin más
    (`libro.clientes.join(libro.estado()["estado"])`).
    """

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
        """Un renglón por celda que el plan cambia: la ficha, lo que hay, lo que habrá y por qué."""
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
        from clientesctl.operaciones.planes import elegir

        momento = _ahora()
        puestos = poner_pendientes(self.abierto, momento, esperar)
        entero = elegir(plan, plan.propuestas)  # sin las columnas que lo quitado iba a añadir
        return aplicar(entero, puestos.abierto, Escritura(ORDEN, momento, esperar))

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
