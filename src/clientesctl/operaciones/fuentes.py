"""Las listas que se importan, leídas como fichas de clientes vengan como vengan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from clientesctl.operaciones.libros import Abierto, clave_del_libro
from clientesctl.registro.elegir import HojaDesconocida
from clientesctl.registro.errores import ErrorLibro, ErrorUso
from clientesctl.registro.mapas import Mapa
from clientesctl.registro.registro import Tabla, letra

if TYPE_CHECKING:
    from clientesctl.operaciones.fuentes_carpeta import Sitio
    from clientesctl.operaciones.fuentes_lector import Lector


@dataclass(frozen=True, eq=False)
class Fuente:
    """Una lista leída: la hoja de un libro, un CSV o las tarjetas de un fichero vCard.

    `nombre` es para una persona («red/feria.xlsx», con « · Enero» si su libro trae más listas).
    `tabla` es de CLIENTES; sus `filas` son las que enseña Excel, o el número de cada tarjeta.
    `perfil` es «libro», «vcard», «google» u «outlook»; fuera de «libro» un campo puede salir de
    varias columnas, y de la tabla valen las filas y no las celdas. `avisos` son frases para la
    persona. `textos_consentimiento` es lo que se preguntó en cada columna de consentimiento:
    campo (o cabecera de `tabla.otras`) → su texto. `sueltas` son las filas con algo escrito que no
    se leen.
    """

    ruta: Path
    nombre: str
    hoja: str
    tabla: Tabla
    pais: str
    perfil: str = "libro"
    avisos: tuple[str, ...] = ()
    textos_consentimiento: Mapping[str, str] = field(default_factory=dict)
    sha256: str = ""
    sueltas: tuple[int, ...] = ()


@dataclass(frozen=True)
class NoLeida:
    """Un fichero de una carpeta que no se pudo leer como lista, y por qué."""

    ruta: Path
    motivo: str


@dataclass(frozen=True)
class Saltada:
    """Un fichero o una hoja que se dejó aparte a propósito, y por qué."""

    ruta: Path
    motivo: str
    hoja: str = ""


@dataclass(frozen=True, eq=False)
class Lectura:
    """Todo lo que se leyó, por el orden en que se pidió, y lo que no."""

    fuentes: tuple[Fuente, ...]
    no_leidas: tuple[NoLeida, ...] = ()
    saltadas: tuple[Saltada, ...] = ()

    @property
    def fichas(self) -> int:
        return sum(len(fuente.tabla) for fuente in self.fuentes)


def leer_fuentes(
    rutas: Sequence[Path],
    abierto: Abierto,
    *,
    mapa: Mapa | None = None,
    clave: str | None = None,
    hoja: str | None = None,
) -> Lectura:
    """Las listas de esos ficheros y carpetas (recorridas enteras), para el registro abierto.

    `mapa` manda sobre lo que se reconozca de cada columna; `clave` abre los libros cifrados (sin
    ella, la de siempre); `hoja` deja solo las que se llamen así. Una lista de la que nada dice el
    país es del país del registro. Lo ilegible de una carpeta se cuenta y no corta.

    Raises:
        ErrorLibro: un fichero pedido por su nombre no se puede leer o no tiene fichas.
        ErrorUso: se pidió el propio registro, o una hoja o un mapa que no pueden ser.
    """
    from clientesctl.operaciones.fuentes_carpeta import recorrer
    from clientesctl.operaciones.fuentes_lector import Lector

    clave = clave_del_libro() if clave is None else clave
    lector = Lector(abierto, mapa or Mapa(), clave, hoja)
    for sitio in recorrer(rutas, abierto.registro.ruta):
        if isinstance(sitio, Saltada):
            lector.saltadas.append(sitio)
        elif isinstance(sitio, NoLeida):
            lector.no_leidas.append(sitio)
        else:
            _leer(lector, sitio)
    return lector.lectura()


def _leer(lector: Lector, sitio: Sitio) -> None:
    """Lo que no se puede leer de una carpeta se cuenta; pedido por su nombre, corta."""
    try:
        lector.leer(sitio)
    except HojaDesconocida as error:
        if not sitio.de_carpeta:
            raise
        lector.saltadas.append(Saltada(sitio.ruta, str(error)))
    except (ErrorLibro, ErrorUso) as error:
        if not sitio.de_carpeta:
            raise
        lector.no_leidas.append(NoLeida(sitio.ruta, str(error)))


def guardar_mapa(ruta: Path, lectura: Lectura) -> None:
    """El mapa de lo entendido en esas listas, escrito en `ruta` para leer con él las siguientes.

    Lo que no se reconoció queda comentado, para que alguien diga qué es. Las agendas no hacen
    falta en él.

    Raises:
        MapaYaExiste, ErrorUso: ahí hay ya un mapa, o no se puede escribir.
    """
    from clientesctl.entregas.fichero import NoSePuedeEscribir, comprobar_destino
    from clientesctl.registro.politicas_guardar import escribir_mapa

    comprobar_destino(ruta, opcion="--guardar-mapa")
    if ruta.exists():
        raise MapaYaExiste(ruta)
    columnas: dict[str, str] = {}
    sin_campo: dict[str, None] = {}
    for fuente in lectura.fuentes:
        if fuente.perfil == "libro":
            suyas = sorted(fuente.tabla.asignaciones.values(), key=lambda a: a.columna)
            for a in suyas:
                columnas.setdefault(a.cabecera or letra(a.columna), a.campo)
            sin_campo |= dict.fromkeys(fuente.tabla.otras)
    try:
        escribir_mapa(ruta, columnas, [c for c in sin_campo if c not in columnas])
    except OSError as error:
        raise NoSePuedeEscribir(ruta, error) from error


class MapaYaExiste(ErrorUso):
    """Donde se pide guardar el mapa hay ya un fichero, quizá retocado a mano."""

    def __init__(self, ruta: Path) -> None:
        super().__init__(
            f"--guardar-mapa «{ruta}»: ya existe y no se escribe encima; úselo con --mapa o dé otro"
            " nombre"
        )
