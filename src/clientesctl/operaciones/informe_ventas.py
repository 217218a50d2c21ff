"""El apartado de las ventas: un gráfico por moneda, contra el año anterior."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clientesctl.cartera.monedas import escribir_importe
from clientesctl.cartera.series_ventas import VentasPorMes
from clientesctl.entregas.grafico import Columnas, Serie
from clientesctl.entregas.informe import Apartado
from clientesctl.entregas.lista import Columna, Lista
from clientesctl.operaciones.informe import Informe
from clientesctl.operaciones.informe_frases import en_los_meses
from clientesctl.operaciones.informe_series import etiquetas, frases, por_meses, sin_acabar
from clientesctl.textos.cifras import contar, enumerar

_MONEDAS = 4


def de_ventas(informe: Informe) -> Iterator[Apartado]:
    """Un apartado por moneda; sin ventas, uno que dice por qué."""
    ventas = informe.ventas
    if not ventas.monedas:
        yield Apartado("ventas", "Ventas de cada mes", " ".join(frases(ventas.notas)))
        return
    sobran = [v.moneda for v in ventas.monedas[_MONEDAS:]]
    notas = frases(ventas.notas)
    if sobran:
        notas = (*notas, f"También hay ventas en {enumerar(sobran)}, que no se dibujan.")
    for i, serie in enumerate(ventas.monedas[:_MONEDAS]):
        yield _de_una_moneda(informe, serie, f"ventas-{i + 1}", notas if not i else ())


def _de_una_moneda(
    informe: Informe, ventas: VentasPorMes, clave: str, notas: tuple[str, ...]
) -> Apartado:
    titulo = f"Ventas de cada mes, en {ventas.moneda}" if ventas.moneda else "Ventas de cada mes"
    total = escribir_importe(sum(v or 0 for v in ventas.importes), ventas.moneda)
    frase = f"{total} {en_los_meses(informe)}, en {contar(ventas.cuantas, 'venta')}."
    hay_antes = any(v is not None for v in ventas.hace_un_ano)
    if not hay_antes:
        notas = (*notas, "Del año anterior no hay ventas apuntadas con que comparar.")
    grafico = Columnas(
        titulo,
        f"{frase} Mes a mes{', contra el año anterior' if hay_antes else ''}.",
        etiquetas(informe),
        [Serie("vendido", ventas.importes)],
        Serie("un año antes", ventas.hace_un_ano, 4) if hay_antes else None,
        parcial=not informe.meses.acabado,
        unidad=ventas.moneda,
    )
    notas = (*sin_acabar(informe), *notas)
    return Apartado(clave, titulo, frase, grafico, _tabla(informe, ventas, hay_antes), notas)


def _tabla(informe: Informe, ventas: VentasPorMes, hay_antes: bool) -> Lista:
    series: dict[str, Sequence[float | None]] = {"Vendido": ventas.importes}
    if hay_antes:
        series["Un año antes"] = ventas.hace_un_ano
    series["Ventas"] = ventas.ventas
    dinero = (Columna("Vendido", "dinero", 15), Columna("Un año antes", "dinero", 15))
    return por_meses(informe, f"VENTAS {ventas.moneda}".strip(), series, *dinero)
