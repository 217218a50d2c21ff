"""Las mismas cuentas por otro camino: pandas sobre el libro leído con openpyxl."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path

import ejemplo_hecho
import openpyxl
import pandas as pd
import pytest

from clientesctl.cartera.series_semanales import Serie
from clientesctl.operaciones import estadisticas, perdidas

HOY = dt.date(2026, 11, 22)
LUNES = [pd.Timestamp(2026, 9, 14) + pd.Timedelta(weeks=n) for n in range(9)]
Hojas = Mapping[str, pd.DataFrame]


@pytest.fixture(scope="module")
def libro(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """El registro limpio de un ejemplo mediano."""
    carpeta = tmp_path_factory.mktemp("semanas")
    return ejemplo_hecho.hacer_ejemplo(carpeta) / "registro_limpio.xlsx"


@pytest.fixture(scope="module")
def hojas(libro: Path) -> Hojas:
    leidas = {}
    for hoja in openpyxl.load_workbook(libro, read_only=True).worksheets:
        cabecera, *filas = hoja.iter_rows(values_only=True)
        leidas[hoja.title] = pd.DataFrame(filas, columns=cabecera)
    return leidas


@pytest.fixture(scope="module")
def vista(libro: Path) -> estadisticas.Vista:
    return estadisticas.consultar(estadisticas.Peticion(libro, HOY))


def por_semana(dias: pd.Series, pesos: pd.Series | None = None) -> tuple[float, ...]:
    """Cuántos caen en cada una de las nueve semanas, o cuánto suman."""
    dias = pd.to_datetime(dias)
    pesos = pd.Series(1, index=dias.index) if pesos is None else pesos
    return tuple(
        round(float(pesos[(dias >= lunes) & (dias < lunes + pd.Timedelta(weeks=1))].sum()), 2)
        for lunes in LUNES
    )


def serie(vista: estadisticas.Vista, medida: str, moneda: str = "") -> tuple[float | None, ...]:
    hallada = vista.estadisticas.serie(medida, moneda)
    assert hallada is not None
    return hallada.valores


def test_los_contactos(vista: estadisticas.Vista, hojas: Hojas) -> None:
    c = hojas["CONTACTOS"]
    habladas = ~c.TIPO.isin(["NOTA", "QUEJA"])
    entran, salen = c.SENTIDO == "ENTRADA", c.SENTIDO != "ENTRADA"
    llamadas = salen & (c.TIPO == "LLAMADA")
    assert serie(vista, "consultas") == por_semana(c.FECHA[habladas & entran])
    assert serie(vista, "quejas") == por_semana(c.FECHA[c.TIPO == "QUEJA"])
    assert serie(vista, "contactos_hechos") == por_semana(c.FECHA[habladas & salen])
    assert serie(vista, "llamadas") == por_semana(c.FECHA[llamadas])
    mudas = llamadas & (c.RESULTADO == "NO CONTESTA")
    assert serie(vista, "llamadas_sin_respuesta") == por_semana(c.FECHA[mudas])


def test_las_altas_y_la_demanda(vista: estadisticas.Vista, hojas: Hojas) -> None:
    fichas = hojas["CLIENTES"]
    vivas = fichas[fichas.FUSIONADO_EN.isna()]
    assert serie(vista, "altas") == por_semana(vivas.FECHA_ALTA.fillna(vivas.FECHA_CAPTURA))
    assert serie(vista, "capturas") == por_semana(vivas.FECHA_CAPTURA)
    assert serie(vista, "demanda") == por_semana(hojas["DEMANDA"].FECHA)


def test_las_ventas_por_moneda(vista: estadisticas.Vista, hojas: Hojas) -> None:
    v = hojas["VENTAS"]
    vuelven = v.DEVUELVE.notna() | (v.IMPORTE < 0)
    assert serie(vista, "ventas") == por_semana(v.FECHA[~vuelven])
    assert serie(vista, "devoluciones") == por_semana(v.FECHA[vuelven])
    for moneda, suyas in v.groupby("MONEDA"):
        assert serie(vista, "importe", str(moneda)) == por_semana(suyas.FECHA, suyas.IMPORTE)


def test_las_propuestas(vista: estadisticas.Vista, hojas: Hojas) -> None:
    p = hojas["PROPUESTAS"]
    assert serie(vista, "propuestas_enviadas") == por_semana(p.FECHA)
    for estado, medida in (("ACEPTADA", "ganadas"), ("RECHAZADA", "perdidas")):
        cierre = p.FECHA_CIERRE.fillna(p.FECHA)[estado == p.ESTADO]
        assert serie(vista, f"propuestas_{medida}") == por_semana(cierre)


def test_los_clientes_nuevos(vista: estadisticas.Vista, hojas: Hojas) -> None:
    v = hojas["VENTAS"]
    hasta = v[pd.to_datetime(v.FECHA) < LUNES[-1] + pd.Timedelta(weeks=1)]
    vueltas = hasta[hasta.DEVUELVE.notna()].groupby("DEVUELVE").IMPORTE.sum()
    compras = hasta[hasta.DEVUELVE.isna() & (hasta.IMPORTE >= 0)]
    quedan = compras.IMPORTE + compras.ID.map(vueltas).fillna(0)
    en_pie = compras[~(compras.ID.isin(vueltas.index) & (quedan < 0.005))]
    conocidos = en_pie[en_pie.ID_CLIENTE.isin(hojas["CLIENTES"].ID)]
    primeras = conocidos.groupby("ID_CLIENTE").FECHA.min()
    assert serie(vista, "clientes_nuevos") == por_semana(primeras)


def test_los_que_se_pierden_y_cancelan(vista: estadisticas.Vista, hojas: Hojas) -> None:
    fichas, v = hojas["CLIENTES"], hojas["VENTAS"]
    for campo, medida in (("PERDIDO_EL", "perdidos"), ("CANCELADO_EL", "cancelados")):
        dias = pd.to_datetime(fichas.set_index("ID")[campo]).dropna()
        compras = v[v.DEVUELVE.isna()].groupby("ID_CLIENTE").FECHA.max()
        # Quien compró después, dentro de la misma semana, ya no llega al domingo perdido.
        quedan = dias[~(dias.index.map(compras) > dias)]
        contados = sum(x or 0 for x in serie(vista, medida))
        assert contados >= sum(por_semana(quedan))
        assert contados <= sum(por_semana(dias))


def test_repartir_no_cambia_el_total(vista: estadisticas.Vista) -> None:
    de = {b.nombre: b for b in vista.estadisticas.bloques}
    for medida in ("consultas_por_medio", "consultas_por_interes", "consultas_por_barrio"):
        sumas = [sum(x or 0 for x in xs) for xs in _semanas(de[medida].series)]
        assert tuple(sumas) == serie(vista, "consultas"), medida
    for bloque in ("importe_por_producto", "importe_por_vendedor"):
        suyas = [s for s in de[bloque].series if s.moneda == "EUR"]
        sumas = [round(sum(x or 0 for x in xs), 2) for xs in _semanas(suyas)]
        assert tuple(sumas) == serie(vista, "importe", "EUR"), bloque


def _semanas(series: Iterable[Serie]) -> Iterable[tuple[float | None, ...]]:
    """Por semana, lo de todas."""
    return zip(*(s.valores for s in series), strict=True)


def test_la_conversion(vista: estadisticas.Vista, hojas: Hojas) -> None:
    fichas, v = hojas["CLIENTES"], hojas["VENTAS"]
    hasta = LUNES[-1] + pd.Timedelta(days=6)
    alta = pd.to_datetime(fichas.FECHA_ALTA)
    compras = v[v.DEVUELVE.isna() & (v.IMPORTE >= 0) & (pd.to_datetime(v.FECHA) <= hasta)]
    primera = pd.to_datetime(fichas.ID.map(compras.groupby("ID_CLIENTE").FECHA.min()))
    entran = (alta > hasta - pd.Timedelta(days=365)) & (alta <= hasta)
    entran &= ~(primera < alta) & fichas.FUSIONADO_EN.isna()
    conversion = vista.estadisticas.conversion
    assert conversion is not None
    vistos = {c.medio: c.captados for c in conversion if c.medio != "TODOS"}
    assert vistos == fichas.MEDIO[entran].value_counts().to_dict()
    # Las que se devolvieron enteras no cuentan como compra: pueden faltar unas pocas.
    compraron = conversion[-1].compraron
    assert 0 <= int(primera[entran].notna().sum()) - compraron <= 3


def test_las_perdidas(libro: Path, hojas: Hojas) -> None:
    encontradas = perdidas.consultar(perdidas.Peticion(libro, HOY)).perdidas
    fichas, v = hojas["CLIENTES"].set_index("ID"), hojas["VENTAS"]
    compras = v[v.DEVUELVE.isna() & (v.IMPORTE >= 0)]
    ultima = compras[pd.to_datetime(compras.FECHA) <= pd.Timestamp(HOY)]
    ultima = pd.to_datetime(ultima.groupby("ID_CLIENTE").FECHA.max())
    desde = pd.Timestamp(2025, 11, 23)
    esperadas = set()
    for campo in ("PERDIDO_EL", "CANCELADO_EL"):
        dias = pd.to_datetime(fichas[campo]).dropna()
        dias = dias[(dias >= desde) & (dias <= pd.Timestamp(HOY))]
        esperadas |= {i for i, dia in dias.items() if not ultima.get(i, desde) > dia}
    vistas = {p.cliente.id for p in encontradas.clientes if p.cliente.estado.name != "INACTIVO"}
    assert vistas == esperadas
    con_causa = fichas.MOTIVO_INACTIVIDAD.reindex([p.cliente.id for p in encontradas.clientes])
    assert con_causa.fillna("").tolist() == [p.causa for p in encontradas.clientes]


def test_lo_que_gastaban_los_perdidos(libro: Path, hojas: Hojas) -> None:
    encontradas = perdidas.consultar(perdidas.Peticion(libro, HOY)).perdidas
    v = hojas["VENTAS"].assign(MES=lambda t: pd.to_datetime(t.FECHA).dt.to_period("M"))
    mirados = 0
    for p in encontradas.clientes:
        suyas = v[v.ID_CLIENTE.isin([p.cliente.id])]
        if p.cliente.ultima_compra is None:
            continue
        final = pd.Period(p.cliente.ultima_compra, "M")
        ano = suyas[suyas.MES.gt(final - 12) & (pd.to_datetime(suyas.FECHA) <= pd.Timestamp(HOY))]
        for gasto in p.compraba.gastos:
            suma = round(float(ano.IMPORTE[gasto.moneda == ano.MONEDA].sum()), 2)
            assert gasto.al_ano == pytest.approx(max(suma, 0), abs=0.01), p.cliente.id
            mirados += 1
    assert mirados > 50
