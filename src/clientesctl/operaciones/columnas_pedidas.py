"""Qué campos son las columnas que alguien nombra, por su campo o por su cabecera."""

from __future__ import annotations

from collections.abc import Iterable

from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.parecidos import quiso_decir
from clientesctl.registro.registro import Registro
from clientesctl.textos.limpieza import plegar


def columnas_pedidas(registro: Registro, pedidas: Iterable[str]) -> dict[str, set[str]]:
    """Hoja del contrato → los campos pedidos que tiene.

    Raises:
        ColumnaSinEntender: la columna está en el libro y no se sabe qué es.
        ColumnaDesconocida: ninguna hoja tiene una columna que se llame así.
    """
    campos: dict[str, set[str]] = {}
    for pedida in pedidas:
        suyos = [
            (clase, campo)
            for clase, tabla in registro.tablas.items()
            for campo, sitio in tabla.asignaciones.items()
            if plegar(pedida) in (plegar(campo), plegar(sitio.cabecera))
        ]
        if not suyos:
            raise _error(registro, pedida)
        for clase, campo in suyos:
            campos.setdefault(clase, set()).add(campo)
    return campos


def _error(registro: Registro, pedida: str) -> ErrorUso:
    otras = {plegar(c) for tabla in registro.tablas.values() for c in tabla.otras}
    if plegar(pedida) in otras:
        return ColumnaSinEntender(pedida)
    sitios = [a for tabla in registro.tablas.values() for a in tabla.asignaciones.values()]
    conocidas = {a.campo for a in sitios} | {a.cabecera.strip() for a in sitios}
    return ColumnaDesconocida(pedida, sorted(conocidas))


class ColumnaSinEntender(ErrorUso):
    """Se pidió una columna que está en el libro pero no se sabe qué es."""

    def __init__(self, pedida: str) -> None:
        super().__init__(
            f"--columna «{pedida}»: está en el libro, pero no se sabe qué guarda y no se puede"
            " corregir; dígalo en [columnas] de clientesctl.toml"
        )


class ColumnaDesconocida(ErrorUso):
    """Se pidió una columna que el libro no tiene."""

    def __init__(self, pedida: str, conocidas: list[str]) -> None:
        pista = quiso_decir(pedida, conocidas) or f": tiene {', '.join(conocidas)}"
        super().__init__(f"--columna «{pedida}» no está en el libro{pista}")
