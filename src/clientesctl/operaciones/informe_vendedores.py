"""La tabla de los vendedores: su cartera de hoy y lo que ha hecho cada uno este mes."""

from __future__ import annotations

from collections.abc import Sequence

from clientesctl.cartera.estado import Estado
from clientesctl.cartera.series_vendedores import Vendedor
from clientesctl.entregas.informe import Apartado
from clientesctl.entregas.lista import Columna, Lista, Valor
from clientesctl.operaciones.informe import Informe
from clientesctl.operaciones.informe_frases import escribir_gastos
from clientesctl.operaciones.informe_series import sin_vacias
from clientesctl.textos.cifras import contar
from clientesctl.textos.meses import nombre_de_mes

_FILAS = 60
"""En una página caben los de una empresa; más de éstos casi siempre es otra cosa."""
_MONEDAS = 3
_ESTADOS = (
    (Estado.ACTIVO, "Activos"),
    (Estado.PREINACTIVO, "Se van"),
    (Estado.INACTIVO, "Inactivos"),
    (Estado.PROSPECTO, "Prospectos"),
)
_IDOS = (Estado.PERDIDO, Estado.CANCELADO)
"""Los que van en una sola columna, y solo si alguien tiene alguno."""


def de_vendedores(informe: Informe) -> Apartado:
    """Un renglón por vendedor; si el libro no los trae, la frase que lo dice."""
    titulo = "Cada vendedor"
    if informe.sin_vendedor is None:
        return Apartado("vendedores", titulo, "El libro no dice el VENDEDOR de cada cliente.")
    monedas = [v.moneda for v in informe.ventas.monedas][:_MONEDAS]
    con_contactos = informe.contactos is not None
    filas = [_fila(v, monedas, con_contactos) for v in informe.vendedores[:_FILAS]]
    frase = "Su cartera hoy."
    if monedas or con_contactos:
        mes = nombre_de_mes(informe.hoy.month)
        frase = (
            f"Su cartera hoy y lo hecho en {mes}; una venta o una llamada es de quien la hizo y, si"
            " no consta, de quien lleva al cliente."
        )
    sobran = len(informe.vendedores) - _FILAS
    notas = (f"Hay {contar(sobran, 'vendedor', 'vendedores')} más.",) if sobran > 0 else ()
    columnas, visibles = sin_vacias(_columnas(monedas, con_contactos), filas)
    tabla = Lista("VENDEDORES", columnas, visibles, plural="vendedores")
    return Apartado("vendedores", titulo, frase, tabla=tabla, notas=notas, ancho=True)


def _columnas(monedas: Sequence[str], con_contactos: bool) -> list[Columna]:
    columnas = [Columna("Vendedor", ancho=20), Columna("Clientes", "entero", 11)]
    columnas += [Columna(nombre, "entero", 12) for _, nombre in _ESTADOS]
    columnas.append(Columna("Se fueron", "entero", 12))
    columnas.append(Columna("Gastaban al mes los que se van", ancho=28))
    columnas += [Columna(f"Vendido ({m})" if m else "Vendido", "dinero", 14) for m in monedas]
    return [*columnas, Columna("Contactos", "entero", 12)] if con_contactos else columnas


def _fila(vendedor: Vendedor, monedas: Sequence[str], con_contactos: bool) -> list[Valor]:
    fila: list[Valor] = [vendedor.nombre, vendedor.clientes]
    fila += [vendedor.cuentas.get(estado, 0) for estado, _ in _ESTADOS]
    fila.append(sum(vendedor.cuentas.get(estado, 0) for estado in _IDOS) or None)
    fila.append(escribir_gastos(vendedor.se_van))
    fila += [vendedor.ventas.get(moneda, 0.0) for moneda in monedas]
    return [*fila, vendedor.contactos] if con_contactos else fila
