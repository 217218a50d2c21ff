"""Un registro nuevo, vacío o con todo lo que había en un libro ajeno."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from clientesctl.libro.plantilla import comprobar_ruta, crear_plantilla, crear_politicas
from clientesctl.operaciones.traslado_hojas import Destino, Rareza

NOMBRE = "registro.xlsx"
"""Cómo se llama el registro si no se dice otra cosa."""


@dataclass(frozen=True)
class Iniciado:
    """Lo que se ha hecho.

    `politicas` es el `clientesctl.toml` escrito; None si ya había uno y se ha respetado. Lo
    demás solo lo lleva un registro que viene de otro libro: `celdas`, cuántas con valor tenía
    y se han encontrado en el nuevo.
    """

    ruta: Path
    giro: str
    politicas: Path | None
    desde: Path | None = None
    registros: Mapping[str, int] = field(default_factory=dict)
    destinos: tuple[Destino, ...] = ()
    rarezas: tuple[Rareza, ...] = ()
    sueltas: Mapping[str, str] = field(default_factory=dict)
    celdas: int = 0
    claves_dadas: int = 0
    formulas: int = 0
    avisos: tuple[str, ...] = ()


def iniciar(ruta: Path | None, giro: str, *, carpeta: Path | None = None) -> Iniciado:
    """Un registro vacío con las listas y las políticas de ese giro.

    Raises:
        ErrorUso: el giro no existe o el nombre está ocupado: nunca se escribe encima.
    """
    destino = elegir_ruta(ruta, carpeta)
    crear_plantilla(destino, giro)
    return Iniciado(destino, giro, _politicas(destino, giro))


def iniciar_desde(
    viejo: Path,
    ruta: Path | None,
    giro: str,
    *,
    hoja: str | None = None,
    clave: str | None = None,
    carpeta: Path | None = None,
) -> Iniciado:
    """Un registro nuevo con todas las celdas de un libro ajeno, que no se toca.

    Se coteja antes de darle nombre: si faltara una sola celda, no queda nada escrito.

    Raises:
        ErrorUso, ErrorLibro: como `iniciar`, o el libro viejo no se entiende.
        Rechazo: hay celdas que un .xlsx no puede llevar.
    """
    from clientesctl.libro.lectura import leer_libro
    from clientesctl.operaciones.traslado import trazar
    from clientesctl.operaciones.traslado_cotejo import cotejar
    from clientesctl.registro.politicas import Politicas
    from clientesctl.registro.politicas_toml import buscar_politicas, leer_politicas
    from clientesctl.registro.reconocer import reconocer

    destino = elegir_ruta(ruta, carpeta)
    comprobar_ruta(destino)
    toml = buscar_politicas(viejo.absolute().parent)
    crudo = leer_libro(viejo, clave=clave)
    registro = reconocer(crudo, leer_politicas(toml) if toml else Politicas(), hoja)
    plano = trazar(crudo, registro)
    halladas: list[int] = []
    crear_plantilla(
        destino,
        giro,
        registros=plano.contenido,
        permisos=viejo.stat().st_mode & 0o666,
        revisar=lambda escrito: halladas.append(cotejar(escrito, plano.piezas)),
    )
    return Iniciado(
        ruta=destino,
        giro=giro,
        politicas=_politicas(destino, giro),
        desde=viejo,
        registros=plano.registros,
        destinos=plano.destinos,
        rarezas=plano.rarezas,
        sueltas=plano.sueltas,
        celdas=sum(halladas),
        claves_dadas=plano.claves_dadas,
        formulas=plano.formulas,
        avisos=registro.avisos,
    )


def elegir_ruta(ruta: Path | None, carpeta: Path | None = None) -> Path:
    """La ruta pedida; si es una carpeta o no se dice, `registro.xlsx` dentro."""
    pedida = ruta or carpeta or Path()
    return pedida / NOMBRE if pedida.is_dir() else pedida


def _politicas(libro: Path, giro: str) -> Path | None:
    """El `clientesctl.toml` que se escribe junto al libro; None si ya había uno."""
    from clientesctl.registro.politicas_toml import FICHERO

    toml = libro.with_name(FICHERO)
    return toml if crear_politicas(toml, giro, libro.name) else None
