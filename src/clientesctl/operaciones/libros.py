"""Qué libro se pide y cómo se abre: el primer paso de todas las órdenes."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.hoja import LibroCrudo
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Registro

EXTENSIONES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv"})
VARIABLE_LIBRO = "CLIENTESCTL_LIBRO"
VARIABLE_CLAVE = "CLIENTESCTL_CLAVE"


@dataclass(frozen=True, eq=False)
class Abierto:
    """Un libro leído y entendido, con las políticas que le tocan.

    `crudo` son sus celdas y `hoja`, la de clientes que se pidió (o la que dicen las políticas).
    `escrito` es lo que el libro lleva de verdad, si `registro` cuenta además lo que espera.
    """

    registro: Registro
    politicas: Politicas
    crudo: LibroCrudo
    hoja: str | None = None
    escrito: Registro | None = None

    @property
    def como_esta(self) -> Abierto:
        """El mismo, solo con lo que está en el libro: sobre él se escribe."""
        if self.escrito is None:
            return self
        return replace(self, registro=self.escrito, escrito=None)

    @property
    def nombres_de_hojas(self) -> tuple[str, ...]:
        """Los de todas las hojas del libro, se entiendan o no."""
        return tuple(hoja.nombre for hoja in self.crudo.hojas)


def abrir_registro(
    pedido: Path | None,
    hoja: str | None = None,
    *,
    carpeta: Path | None = None,
    entorno: Mapping[str, str] | None = None,
    sin: Collection[Path] = (),
) -> Abierto:
    """El registro del libro pedido (o del que toque, que no es de `sin`) con sus políticas.

    `ErrorUso` si no se sabe qué libro es; `ErrorLibro` si no se puede leer o no tiene un
    registro.
    """
    from clientesctl.libro.lectura import leer_libro

    ruta, politicas = elegir_libro(pedido, carpeta=carpeta, entorno=entorno, sin=sin)
    return entender_libro(leer_libro(ruta, clave=clave_del_libro(entorno)), politicas, hoja)


def espera_algo(pedido: Path | None, sin: Collection[Path] = ()) -> bool:
    """Si a ese libro (o al que toque) le espera algo que se dictó y no se pudo escribir."""
    from clientesctl.libro.pendientes import hay_pendientes

    return hay_pendientes(elegir_libro(pedido, sin=sin)[0])


def entender_libro(crudo: LibroCrudo, politicas: Politicas, hoja: str | None = None) -> Abierto:
    """Un libro ya leído, entendido con esas políticas."""
    from clientesctl.registro.reconocer import reconocer

    pedida = hoja or politicas.hoja or None
    return Abierto(reconocer(crudo, politicas, pedida), politicas, crudo, pedida)


def clave_del_libro(entorno: Mapping[str, str] | None = None) -> str | None:
    """La contraseña de los libros cifrados, si se ha dado."""
    return (os.environ if entorno is None else entorno).get(VARIABLE_CLAVE)


def clave_si_cifrado(ruta: Path) -> str | None:
    """La contraseña, si ese libro la tiene: lo que se guarda de él se guarda como él."""
    from clientesctl.libro.lectura import en_claro
    from clientesctl.libro.origen import leer_bytes

    clave = clave_del_libro()
    if clave is None:
        return None
    contenido = leer_bytes(ruta)
    return None if en_claro(ruta, contenido, clave=clave) is contenido else clave


def elegir_libro(
    pedido: Path | None,
    *,
    carpeta: Path | None = None,
    entorno: Mapping[str, str] | None = None,
    sin: Collection[Path] = (),
) -> tuple[Path, Politicas]:
    """La ruta del libro y sus políticas.

    Por orden: el pedido, CLIENTESCTL_LIBRO, `libro` del `clientesctl.toml` más cercano y el
    único libro de la carpeta que no salió de este programa ni está entre `sin`, que son listas
    (si no hay otro, la lista será una hoja suya).
    """
    from clientesctl.registro.politicas_toml import buscar_politicas, leer_politicas

    entorno = os.environ if entorno is None else entorno
    aqui = carpeta or Path.cwd()
    nombrado = pedido or (Path(entorno[VARIABLE_LIBRO]) if entorno.get(VARIABLE_LIBRO) else None)
    if nombrado is not None:
        toml = buscar_politicas(nombrado.absolute().parent)
        return nombrado, leer_politicas(toml) if toml else Politicas()
    toml = buscar_politicas(aqui)
    politicas = leer_politicas(toml) if toml else Politicas()
    if toml is not None and politicas.libro:
        return toml.parent / politicas.libro, politicas
    return _el_unico(aqui, sin), replace(politicas, libro="")


def _el_unico(carpeta: Path, sin: Collection[Path]) -> Path:
    """El único libro de la carpeta, sin contar las listas y revisiones que salieron de aquí.

    Los CSV solo cuentan si no hay otro: al lado de un libro de Excel son listas.
    """
    from clientesctl.entregas.xlsx import es_entrega

    libros = sorted(
        p
        for p in carpeta.iterdir()
        if p.suffix.lower() in EXTENSIONES and not p.name.startswith(("~$", ".")) and p.is_file()
    )
    listas = {ruta.absolute() for ruta in sin}
    libros = [p for p in libros if p.absolute() not in listas] or libros
    registros = libros if len(libros) == 1 else [p for p in libros if not es_entrega(p)]
    de_hojas = [p for p in registros if p.suffix.lower() != ".csv"]
    registros = de_hojas if len(de_hojas) == 1 else registros
    if len(registros) == 1:
        return registros[0]
    raise LibroSinDecir(carpeta, registros or libros)


class LibroSinDecir(ErrorUso):
    """No se dijo qué libro, y en la carpeta no hay uno solo."""

    def __init__(self, carpeta: Path, libros: list[Path]) -> None:
        vistos = ", ".join(f"«{p.name}»" for p in libros[:8])
        que_hay = f"hay {len(libros)} libros ({vistos})" if libros else "no hay ningún libro"
        super().__init__(
            f"no sé qué libro: en «{carpeta}» {que_hay}. Dígalo detrás de la orden, con --libro,"
            f" con la variable {VARIABLE_LIBRO} o con «libro =» en clientesctl.toml"
        )
