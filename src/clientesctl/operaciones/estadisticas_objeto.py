"""Las estadísticas para un programa: el objeto del contrato."""

from __future__ import annotations

from collections.abc import Mapping

from clientesctl.cartera.conversion import VENTANA, Conversion, Pedido
from clientesctl.cartera.medidas import DE_DINERO
from clientesctl.cartera.semana import Periodo, Semana
from clientesctl.cartera.semanas import Estadisticas
from clientesctl.cartera.series_semanales import Serie
from clientesctl.operaciones.estadisticas import Vista


def como_objeto(vista: Vista) -> Mapping[str, object]:
    """El objeto del contrato; null es que el libro no lo dice, y no que sea cero."""
    estadisticas, registro = vista.estadisticas, vista.registro
    periodo = estadisticas.periodo
    conversion, demanda = estadisticas.conversion, estadisticas.demanda
    return {
        "version": 1,
        "libro": str(registro.ruta),
        "hoja": registro.clientes.hoja,
        "hoy": periodo.hoy.isoformat(),
        "semana": _semana(periodo, periodo.pedida),
        "vendedor": vista.peticion.vendedor or None,
        "por": vista.por,
        "semanas": [_semana(periodo, s) for s in periodo.semanas],
        "resumen": _resumen(estadisticas),
        "bloques": [
            {
                "bloque": b.nombre,
                "titulo": b.titulo,
                "filas": [{"clave": s.clave, **_serie(s)} for s in b.series],
            }
            for b in (*estadisticas.grupos, *estadisticas.bloques)
        ],
        "ventana_dias": VENTANA,
        "conversion": None if conversion is None else [_conversion(c) for c in conversion],
        "demanda": None if demanda is None else [_pedido(p) for p in demanda],
        "no_se_sabe": list(estadisticas.lagunas),
    }


def _resumen(estadisticas: Estadisticas) -> Mapping[str, object]:
    """Cada medida con su serie; las de dinero, una lista con una por moneda."""
    resumen: dict[str, object] = {}
    for serie in estadisticas.resumen.series:
        if serie.clave in DE_DINERO:
            previas = resumen.get(serie.clave, [])
            resumen[serie.clave] = [*(previas if isinstance(previas, list) else ()), _serie(serie)]
        else:
            resumen[serie.clave] = _serie(serie)
    return resumen


def _semana(periodo: Periodo, semana: Semana) -> Mapping[str, object]:
    return {
        "semana": semana.nombre,
        "desde": semana.lunes.isoformat(),
        "hasta": semana.domingo.isoformat(),
        "completa": semana.completa(periodo.hoy),
    }


def _serie(serie: Serie) -> Mapping[str, object]:
    return {
        "moneda": serie.moneda or None,
        "valor": serie.valor,
        "anterior": serie.anterior,
        "media": None if serie.media is None else round(serie.media, 4),
        "serie": list(serie.valores),
    }


def _conversion(conversion: Conversion) -> Mapping[str, object]:
    return {
        "medio": conversion.medio,
        "captados": conversion.captados,
        "compraron": conversion.compraron,
        "ya_compraban": conversion.ya_compraban,
        "parte": None if conversion.parte is None else round(conversion.parte, 4),
        "dias": conversion.dias,
    }


def _pedido(pedido: Pedido) -> Mapping[str, object]:
    return {
        "producto": pedido.producto,
        "veces": pedido.veces,
        "clientes": pedido.clientes,
        "cantidad": pedido.cantidad,
        "se_vende": pedido.se_vende,
    }
