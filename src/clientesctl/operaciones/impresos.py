"""El impreso de un punto de recogida, en papel, en hoja de cálculo y, el de la web, en página."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from clientesctl.libro.giros import GIROS, listas_de
from clientesctl.libro.plantilla import (
    GiroDesconocido,
    SinCarpeta,
    YaExiste,
    escribir_entero,
)
from clientesctl.operaciones.politicas import buscar
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.impresos import PUNTOS, Impreso, componer
from clientesctl.registro.parecidos import quiso_decir
from clientesctl.registro.politicas import Politicas

Listas = Mapping[str, tuple[str, ...]]
_TERMINACIONES = (".pdf", ".xlsx", ".html")
_SOLO_WEB = ".html"
_PARA_TODOS = 0o666
"""Un impreso en blanco no lleva datos de nadie: lo lee quien deje la máscara del sistema."""


@dataclass(frozen=True)
class Impresos:
    """Los ficheros escritos y el impreso que llevan; `de` es de quién son las políticas."""

    impreso: Impreso
    rutas: tuple[Path, ...]
    de: Path | None


def hacer_impreso(
    punto: str,
    ruta: Path | None,
    giro: str,
    hoy: dt.date,
    libro: Path | None = None,
    hoja: str | None = None,
) -> Impresos:
    """El impreso de ese punto, escrito; nunca encima de nada.

    `ruta` es un nombre sin terminación (salen todos), con ella (solo ése) o una carpeta.

    Raises:
        ErrorUso: el punto o el giro no existen, o hay algo con ese nombre.
        ErrorLibro: se dio un libro y no se puede leer.
    """
    if punto not in PUNTOS:
        raise PuntoDesconocido(punto)
    politicas, listas, pais, de = leer_lo_suyo(libro, giro, hoja)
    impreso = componer(punto, politicas, listas, pais)
    rutas = _rutas(punto, ruta)
    comprobar_libres(rutas)
    for destino in rutas:
        escribir_entero(destino, _PARA_TODOS, _como(destino.suffix.lower(), impreso, hoy))
    return Impresos(impreso, rutas, de)


def leer_lo_suyo(
    libro: Path | None, giro: str, hoja: str | None = None
) -> tuple[Politicas, Listas, str, Path | None]:
    """Las políticas, las listas, el país y el fichero de que salen (None: los de siempre).

    Con un libro (el dado, o el que nombran las políticas de esta carpeta) las listas son las
    suyas; si no, las del giro.
    """
    if giro not in GIROS:
        raise GiroDesconocido(giro)
    politicas = buscar(libro)
    suyo = libro or _el_de_las_politicas(politicas)
    if suyo is None:
        return politicas, {**listas_de(giro), **politicas.listas}, politicas.pais, politicas.ruta
    from clientesctl.operaciones.libros import abrir_registro

    registro = abrir_registro(suyo, hoja).registro
    propias = registro.listas or listas_de(giro)
    return politicas, {**propias, **politicas.listas}, politicas.pais or registro.pais, suyo


def comprobar_libres(rutas: tuple[Path, ...]) -> None:
    """Nada, si en todas puede nacer un fichero; `ErrorUso` con la primera en que no."""
    for ruta in rutas:
        if ruta.exists() or ruta.is_symlink():
            raise YaExiste(ruta)
        if not ruta.absolute().parent.is_dir():
            raise SinCarpeta(ruta)


def _el_de_las_politicas(politicas: Politicas) -> Path | None:
    if politicas.ruta is None or not politicas.libro:
        return None
    ruta = politicas.ruta.parent / politicas.libro
    return ruta if ruta.is_file() else None


def _rutas(punto: str, ruta: Path | None) -> tuple[Path, ...]:
    base = ruta or Path(f"impreso-{punto}")
    if base.is_dir():
        base /= f"impreso-{punto}"
    if base.suffix.lower() in _TERMINACIONES:
        return (base,)
    valen = [t for t in _TERMINACIONES if punto == "web" or t != _SOLO_WEB]
    return tuple(base.with_name(base.name + terminacion) for terminacion in valen)


def _como(
    terminacion: str, impreso: Impreso, hoy: dt.date
) -> Callable[[io.BufferedRandom], object]:
    if terminacion == ".xlsx":
        from clientesctl.libro.impreso import escribir_hoja_de_impreso

        return lambda salida: escribir_hoja_de_impreso(salida, impreso, hoy)
    if terminacion == _SOLO_WEB:
        from clientesctl.entregas.impreso_html import hacer_formulario

        return lambda salida: salida.write(hacer_formulario(impreso).encode())
    from clientesctl.entregas.impreso_pdf import escribir_impreso

    return lambda salida: escribir_impreso(salida, impreso)


class PuntoDesconocido(ErrorUso):
    """--impreso no nombra ningún punto de recogida."""

    def __init__(self, visto: str) -> None:
        pista = quiso_decir(visto, tuple(PUNTOS)) or f": use {', '.join(PUNTOS)}"
        super().__init__(f"--impreso «{visto}» no existe{pista}")
