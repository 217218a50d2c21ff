"""Las listas de llamadas que vuelven, leídas de sus ficheros, y de qué registro son."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from clientesctl.captura.recoger import SinRecoger
from clientesctl.libro.candado import quien_lo_tiene
from clientesctl.operaciones.libros import EXTENSIONES, VARIABLE_LIBRO
from clientesctl.operaciones.lista_leida import ListaLeida, NoEsLista, leer_lista
from clientesctl.registro.errores import ErrorLibro, ErrorUso


@dataclass(frozen=True)
class Traidas:
    """Las listas leídas, lo que no se ha podido leer y lo que hay que saber de ellas."""

    listas: tuple[ListaLeida, ...]
    ilegibles: tuple[SinRecoger, ...] = ()
    avisos: tuple[str, ...] = ()


def traer(rutas: Sequence[Path]) -> Traidas:
    """Las listas de esos ficheros y carpetas.

    Raises:
        NoEsLista, ErrorLibro: un fichero que se nombró no es una lista, o no se puede leer.
        NoEstaLaLista, SinListas: no existe, o no hay ninguna.
    """
    listas: dict[Path, ListaLeida] = {}
    ilegibles: list[SinRecoger] = []
    avisos: list[str] = []
    for ruta, nombrada in _ficheros(rutas):
        if not ruta.exists():
            raise NoEstaLaLista(ruta)
        if ruta.resolve() in listas:
            continue
        try:
            listas[ruta.resolve()] = leer_lista(ruta)
        except NoEsLista:
            if nombrada:
                raise
            avisos.append(f"«{ruta}» no es una lista de llamadas: no se mira")
        except ErrorLibro as motivo:
            if nombrada:
                raise
            ilegibles.append(SinRecoger(ruta.name, 0, "", str(motivo)))
        if (apertura := quien_lo_tiene(ruta)) is not None:
            avisos.append(f"«{ruta}» está {apertura}: se recoge solo lo que se haya guardado")
    if not listas and not ilegibles:
        raise SinListas(rutas)
    return Traidas(tuple(listas.values()), tuple(ilegibles), tuple(avisos))


def _ficheros(rutas: Sequence[Path]) -> Iterator[tuple[Path, bool]]:
    """Cada fichero, y si se nombró él mismo."""
    for ruta in rutas:
        if not ruta.is_dir():
            yield ruta, True
            continue
        for dentro in sorted(ruta.iterdir()):
            suya = dentro.suffix.lower() in EXTENSIONES
            if suya and dentro.is_file() and not dentro.name.startswith(("~$", ".")):
                yield dentro, False


def que_libro(pedido: Path | None, traidas: Traidas) -> Path | None:
    """El registro de las listas: el pedido o, si no se dice, el que nombran, a su lado o encima."""
    if pedido is not None or os.environ.get(VARIABLE_LIBRO):
        return pedido
    nombrados = {Path(lista.registro).name for lista in traidas.listas if lista.registro}
    if len(nombrados) != 1:
        return None
    carpeta = traidas.listas[0].ruta.absolute().parent
    sitios = (donde / next(iter(nombrados)) for donde in (carpeta, carpeta.parent))
    return next((sitio for sitio in sitios if sitio.is_file()), None)


class NoEstaLaLista(ErrorUso):
    """No hay ningún fichero ni carpeta con ese nombre."""

    def __init__(self, ruta: Path) -> None:
        super().__init__(
            f"no existe «{ruta}»: dé la carpeta con las listas rellenadas, o una de ellas"
        )


class SinListas(ErrorUso):
    """En lo que se dio no hay ninguna lista de llamadas."""

    def __init__(self, rutas: Sequence[Path]) -> None:
        donde = ", ".join(f"«{ruta}»" for ruta in rutas)
        super().__init__(
            f"en {donde} no hay ninguna lista de llamadas: dé la carpeta en que las dejó"
            " «clientesctl llamadas --por vendedor --salida listas/»"
        )
