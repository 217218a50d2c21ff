"""Lo que se escribe en las opciones de `importar`, leído; lo que no vale, dicho con su remedio."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, cast

from clientesctl.consola.opciones import leer_dia, leer_lista
from clientesctl.registro.errores import ErrorUso

if TYPE_CHECKING:
    from clientesctl.captura.importar_opciones import Dudosas

_DUDOSAS = ("rechazar", "nuevas")
_ORIGENES = ("PRIMERA", "SEGUNDA", "TERCERA")
_IMPORTADO = "importado"


def leer_origen(escrito: str | None) -> str:
    """PRIMERA, SEGUNDA, TERCERA o nada."""
    origen = (escrito or "").strip().upper()
    if origen and origen not in _ORIGENES:
        raise OrigenDesconocido(escrito or "")
    return origen


def leer_pais(escrito: str | None) -> str:
    """El código ISO del país escrito, o nada."""
    from clientesctl.textos.paises import codigo_pais

    if escrito is None:
        return ""
    codigo = codigo_pais(escrito)
    if codigo is None:
        raise PaisDesconocido(escrito)
    return codigo


def leer_dia_si(opcion: str, escrito: str | None) -> dt.date | None:
    """El día de esa opción, si se ha dado."""
    return None if escrito is None else leer_dia(escrito, opcion)


def leer_dudosas(escrito: str | None) -> Dudosas:
    """Qué se hace con las dudosas."""
    elegido = (escrito or "rechazar").strip().lower()
    if elegido not in _DUDOSAS:
        raise DudosasDesconocidas(escrito or "")
    return cast("Dudosas", elegido)


def leer_preferidos(escrito: list[str] | None) -> frozenset[str]:
    """Los campos en que gana lo importado; con «importado» a secas, todos."""
    from clientesctl.captura.importar_opciones import CUALQUIERA
    from clientesctl.registro.esquema import campo

    campos: set[str] = set()
    for dicho in escrito or ():
        quien, _, cuales = dicho.partition(":")
        if quien.strip().lower() != _IMPORTADO:
            raise PreferirMal(dicho)
        pedidos = [c.lower() for c in leer_lista([cuales])]
        for pedido in pedidos:
            if campo(pedido) is None:
                raise CampoDesconocido(pedido)
        campos |= set(pedidos) or {CUALQUIERA}
    return frozenset(campos)


def leer_umbral(escrito: str | None) -> float | None:
    """La probabilidad pedida, si se ha dado."""
    from clientesctl.consola.duplicados import leer_probabilidad

    return None if escrito is None else leer_probabilidad(escrito, "--umbral")


class OrigenDesconocido(ErrorUso):
    """--origen no es ninguno de los que hay."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"--origen «{visto}» no existe: use primera, segunda o tercera")


class DudosasDesconocidas(ErrorUso):
    """--dudosas no es nada de lo que se puede hacer con ellas."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"--dudosas «{visto}» no existe: use {' o '.join(_DUDOSAS)}")


class PreferirMal(ErrorUso):
    """--preferir no dice quién gana."""

    def __init__(self, visto: str) -> None:
        super().__init__(
            f"--preferir «{visto}» no se entiende: use «importado», o «importado:telefono,email»"
            " para solo esos campos"
        )


class CampoDesconocido(ErrorUso):
    """--preferir nombra un campo que no existe."""

    def __init__(self, visto: str) -> None:
        from difflib import get_close_matches

        from clientesctl.registro.esquema import AJENOS, HOJAS

        campos = [c.nombre for c in (*HOJAS["CLIENTES"], *AJENOS["CLIENTES"])]
        parecidos = get_close_matches(visto, campos, n=2)
        remedio = f"; ¿quiso decir {' o '.join(parecidos)}?" if parecidos else ""
        super().__init__(f"--preferir: no hay ningún campo «{visto}»{remedio}")


class PaisDesconocido(ErrorUso):
    """--pais no es ningún país que se conozca."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"--pais «{visto}» no se conoce: use su nombre o su código, como MX")
