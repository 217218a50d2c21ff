"""Las series de un informe para un programa: el objeto del contrato y una fila por número."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from clientesctl.cartera.dinero import Gasto
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.series_vendedores import Vendedor
from clientesctl.cartera.series_ventas import VentasPorMes
from clientesctl.entregas.lista import Columna, Lista, Valor
from clientesctl.operaciones.informe import Informe

_COLUMNAS = (
    Columna("SERIE", ancho=12),
    Columna("MES", ancho=10),
    Columna("NOMBRE", ancho=24),
    Columna("MONEDA", ancho=9),
    Columna("VALOR", "numero", 16),
)


def como_lista(informe: Informe) -> Lista:
    """Todas las series, un número por fila: lo que se filtra y se dibuja en cualquier programa."""
    return Lista(
        f"INFORME {informe.hoy.isoformat()}",
        _COLUMNAS,
        list(_filas(informe)),
        plural="series",
        objeto=como_objeto(informe),
    )


def como_objeto(informe: Informe) -> Mapping[str, object]:
    """El objeto del contrato, con todas las series; un mes que no se sabe lleva null."""
    umbrales = informe.ahora.umbrales
    return {
        "version": 1,
        "libro": str(informe.registro.ruta),
        "hoja": informe.registro.clientes.hoja,
        "hoy": informe.hoy.isoformat(),
        "umbrales": {"preinactivo": umbrales.preinactivo, "inactivo": umbrales.inactivo},
        "filtros": dict(informe.filtros),
        "resumen": _resumen(informe),
        "meses": [
            {"mes": clave, "hasta": final.isoformat(), "acabado": acabado}
            for clave, final, acabado in zip(
                informe.meses.claves,
                informe.meses.finales,
                [True] * (len(informe.meses) - 1) + [informe.meses.acabado],
                strict=True,
            )
        ],
        "estados": [_de_estados(mes, c) for mes, c in _por_mes(informe, informe.estados.cuentas)],
        "ventas": [v for serie in informe.ventas.monedas for v in _de_ventas(informe, serie)],
        "altas": None if informe.altas.por_mes is None else [
            {"mes": mes, "altas": n} for mes, n in _por_mes(informe, informe.altas.por_mes)
        ],
        "medios": [
            {"medio": m.nombre, "altas": m.altas, "compraron": m.compraron}
            for m in informe.altas.medios
        ],
        "perdidas": list(_de_perdidas(informe)),
        "contactos": None if informe.contactos is None else [
            {"mes": mes, "medio": medio, "contactos": n}
            for medio, serie in informe.contactos.por_medio.items()
            for mes, n in _por_mes(informe, serie)
        ],
        "quienes": [] if informe.contactos is None else [
            {"nombre": q.nombre, "contactos": q.contactos, "este_mes": q.este_mes,
             "sin_respuesta": q.sin_respuesta}
            for q in informe.contactos.quienes
        ],
        "vendedores": [_de_vendedor(v) for v in informe.vendedores],
        **_nombrados(informe),
    }  # fmt: skip


def _por_mes(informe: Informe, valores: Sequence[object]) -> Iterator[tuple[str, object]]:
    return zip(informe.meses.claves, valores, strict=True)


def _resumen(informe: Informe) -> Mapping[str, object]:
    perdidas, contactos = informe.perdidas, informe.contactos
    return {
        "clientes": informe.clientes,
        **{e.rotulo: n for e, n in informe.estados.hoy.items()},
        "sin_vendedor": informe.sin_vendedor,
        "ventas": [
            {"moneda": v.moneda, "mes": v.del_mes, "mes_anterior_a_la_vez": v.a_la_vez_mes,
             "ano_anterior_a_la_vez": v.a_la_vez_ano}
            for v in informe.ventas.monedas
        ],
        "altas": informe.altas.total if informe.altas.por_mes is not None else None,
        "altas_que_compraron": informe.altas.compraron,
        "perdidos": perdidas.total,
        "pueden_volver": perdidas.pueden_volver,
        "perdidos_sin_fecha": sum(perdidas.sin_fecha.values()),
        "cancelados": sum(perdidas.cancelados),
        "contactos": None if contactos is None else contactos.total,
        "notas": [*informe.estados.notas, *informe.ventas.notas],
    }  # fmt: skip


def _de_estados(mes: str, cuentas: object) -> Mapping[str, object]:
    if not isinstance(cuentas, Mapping):
        return {"mes": mes, **{e.rotulo: None for e in Estado if e < Estado.SIN_CALCULAR}}
    return {"mes": mes, **{e.rotulo: n for e, n in cuentas.items()}}


def _de_ventas(informe: Informe, serie: VentasPorMes) -> Iterator[Mapping[str, object]]:
    for i, mes in enumerate(informe.meses.claves):
        yield {
            "mes": mes,
            "moneda": serie.moneda,
            "importe": serie.importes[i],
            "ventas": serie.ventas[i],
            "hace_un_ano": serie.hace_un_ano[i],
        }


def _de_perdidas(informe: Informe) -> Iterator[Mapping[str, object]]:
    """Por causa y mes; con mes null, los que no se sabe cuándo. Los cancelados no llevan causa."""
    for causa, serie in informe.perdidas.por_causa.items():
        for mes, n in _por_mes(informe, serie):
            yield {"mes": mes, "causa": causa, "perdidos": n}
    for causa, n in informe.perdidas.sin_fecha.items():
        yield {"mes": None, "causa": causa, "perdidos": n}


def _de_vendedor(vendedor: Vendedor) -> Mapping[str, object]:
    return {
        "nombre": vendedor.nombre,
        "clientes": vendedor.clientes,
        **{e.rotulo: n for e, n in vendedor.cuentas.items()},
        "se_van_al_mes": [_gasto(g) for g in vendedor.se_van],
        "ventas_del_mes": [{"moneda": m, "importe": n} for m, n in vendedor.ventas.items()],
        "contactos_del_mes": vendedor.contactos,
    }


def _gasto(gasto: Gasto) -> Mapping[str, object]:
    return {"moneda": gasto.moneda, "al_mes": gasto.al_mes}


def _nombrados(informe: Informe) -> Mapping[str, object]:
    if informe.nombrados is None:
        return {}
    suyos = [
        {"fila": c.fila, "id": c.id, "nombre": c.nombre, "dias": c.dias,
         "gastos": [_gasto(g) for g in c.gastos]}
        for c in informe.nombrados
    ]  # fmt: skip
    return {"se_van": suyos, "se_van_sin_nombrar": informe.callados}


def _filas(informe: Informe) -> Iterator[list[Valor]]:
    for mes, cuentas in _por_mes(informe, informe.estados.cuentas):
        if isinstance(cuentas, Mapping):
            yield from (["estados", mes, e.rotulo, None, n] for e, n in cuentas.items())
    for serie in informe.ventas.monedas:
        for i, mes in enumerate(informe.meses.claves):
            yield ["ventas", mes, "vendido", serie.moneda, serie.importes[i]]
            yield ["ventas", mes, "un año antes", serie.moneda, serie.hace_un_ano[i]]
    for mes, n in zip(informe.meses.claves, informe.altas.por_mes or (), strict=False):
        yield ["altas", mes, None, None, n]
    for medio in informe.altas.medios:
        yield ["medios", None, medio.nombre, None, medio.altas]
        yield ["compraron", None, medio.nombre, None, medio.compraron]
    for causa, perdidos in informe.perdidas.por_causa.items():
        for mes, n in zip(informe.meses.claves, perdidos, strict=True):
            yield ["perdidas", mes, causa, None, n]
    for causa, n in informe.perdidas.sin_fecha.items():
        yield ["perdidas", None, causa, None, n]
    for medio_de, hechos in (informe.contactos.por_medio if informe.contactos else {}).items():
        for mes, hecho in zip(informe.meses.claves, hechos, strict=True):
            yield ["contactos", mes, medio_de, None, hecho]
