"""Qué campos son las columnas que alguien nombra, por su campo o por su cabecera."""

from __future__ import annotations

from collections.abc import Iterable

from clientesctl.registro.cabeceras import FUERZAS, leer_cabecera
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.parecidos import parecidos
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.cifras import enumerar
from clientesctl.textos.limpieza import plegar

_A_LA_VISTA = 3


def columnas_pedidas(
    registro: Registro, pedidas: Iterable[str], opcion: str = "--columna"
) -> dict[str, set[str]]:
    """Hoja del contrato → los campos pedidos, con esa opción, que tiene.

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
            raise _error(registro, pedida, opcion)
        for clase, campo in suyos:
            campos.setdefault(clase, set()).add(campo)
    return campos


def _error(registro: Registro, pedida: str, opcion: str) -> ErrorUso:
    otras = {plegar(c) for tabla in registro.tablas.values() for c in tabla.otras}
    if plegar(pedida) in otras:
        return ColumnaSinEntender(pedida, opcion)
    return ColumnaDesconocida(registro, pedida, opcion)


def _cabeceras(tabla: Tabla) -> list[str]:
    """Las de las columnas que se entienden, como están escritas y en su orden."""
    sitios = sorted(tabla.asignaciones.values(), key=lambda sitio: sitio.columna)
    return [sitio.cabecera.strip() or sitio.campo for sitio in sitios]


def _campos_que_anuncia(pedida: str, clase: str) -> tuple[str, ...]:
    leida = leer_cabecera(pedida, clase)
    return leida.campos if leida.fuerza >= FUERZAS["parafraseada"] else ()


def _parecidas(registro: Registro, pedida: str) -> list[str]:
    """Las cabeceras que dicen lo mismo con otras palabras o, si no, las que se escriben casi.

    Lo que dice lo mismo se busca antes entre los clientes: «Nombre», en las ventas, es su ID.
    """
    propias = registro.clientes
    tablas = [propias, *(t for t in registro.tablas.values() if t is not propias)]
    for tabla in tablas:
        campos = [c for c in _campos_que_anuncia(pedida, tabla.clase) if c in tabla.asignaciones]
        if campos:
            return [tabla.asignaciones[c].cabecera.strip() or c for c in campos[:_A_LA_VISTA]]
    escritas = {c.lower(): c for tabla in tablas for c in (*tabla.asignaciones, *_cabeceras(tabla))}
    return [escritas[p] for p in parecidos(pedida, escritas)]


class ColumnaSinEntender(ErrorUso):
    """Se pidió una columna que está en el libro pero no se sabe qué es."""

    def __init__(self, pedida: str, opcion: str) -> None:
        super().__init__(
            f"{opcion} «{pedida}»: está en el libro, pero no se sabe qué guarda y no se puede"
            " corregir; dígalo en [columnas] de clientesctl.toml"
        )


class ColumnaDesconocida(ErrorUso):
    """Se pidió una columna que el libro no tiene."""

    def __init__(self, registro: Registro, pedida: str, opcion: str) -> None:
        parecidas = _parecidas(registro, pedida)
        if parecidas:
            pista = f"; ¿quiso decir {' o '.join(f'«{c}»' for c in parecidas)}?"
        else:
            propias = registro.clientes
            pista = f": «{propias.hoja}» tiene {', '.join(_cabeceras(propias))}"
            otras = [f"«{t.hoja}»" for t in registro.tablas.values() if t is not propias]
            pista += f"; también valen las de {enumerar(otras)}" if otras else ""
        super().__init__(f"{opcion} «{pedida}» no está en el libro{pista}")
