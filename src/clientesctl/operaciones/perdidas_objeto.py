"""Las pérdidas para un programa: el objeto del contrato."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from clientesctl.cartera.perdidas import Perdida, Rechazada
from clientesctl.cartera.perdidas_compras import Gastaba
from clientesctl.cartera.perdidas_resumen import (
    POR,
    Grupo,
    Rechazo,
    juntar,
    por_causa,
    por_estado,
    repartir,
    repartir_rechazos,
)
from clientesctl.operaciones.perdidas import Vista


def como_objeto(vista: Vista) -> Mapping[str, object]:
    """El objeto del contrato; los clientes, quien más valía primero."""
    perdidas, registro = vista.perdidas, vista.abierto.registro
    rechazadas = perdidas.rechazadas
    return {
        "version": 1,
        "libro": str(registro.ruta),
        "hoja": registro.clientes.hoja,
        "hoy": perdidas.cartera.hoy.isoformat(),
        "desde": perdidas.desde.isoformat(),
        "hasta": perdidas.hasta.isoformat(),
        "vendedor": vista.peticion.vendedor or None,
        "recuperables": list(vista.abierto.politicas.recuperables),
        "resumen": _resumen(vista),
        "causas": [_grupo("causa", g) for g in por_causa(perdidas)],
        **{f"por_{p}": [_grupo(p, g) for g in repartir(perdidas.clientes, p)] for p in POR},
        "propuestas": None if rechazadas is None else _propuestas(rechazadas),
        "clientes": _clientes(perdidas.clientes),
    }


def _resumen(vista: Vista) -> Mapping[str, object]:
    perdidas = vista.perdidas
    grupo = juntar(perdidas.clientes)
    return {
        "clientes": grupo.clientes if perdidas.se_apuntan else None,
        "por_estado": por_estado(perdidas.clientes),
        "recuperables": grupo.recuperables,
        "sin_remedio": grupo.clientes - grupo.recuperables - grupo.sin_causa,
        "sin_causa": grupo.sin_causa,
        "sin_fecha": grupo.sin_fecha,
        "a_visitar": sum(p.se_visita for p in perdidas.clientes),
        "recuperados": perdidas.recuperados,
        "inactivos_sin_causa": perdidas.sin_causa,
        "dinero": _gastos(grupo.gastaban),
        "propuestas": None if perdidas.rechazadas is None else len(perdidas.rechazadas),
    }


def _grupo(por: str, grupo: Grupo) -> Mapping[str, object]:
    return {
        por: grupo.nombre,
        "clientes": grupo.clientes,
        "recuperables": grupo.recuperables,
        "sin_causa": grupo.sin_causa,
        "sin_fecha": grupo.sin_fecha,
        "causas": dict(grupo.causas),
        "dinero": _gastos(grupo.gastaban),
    }


def _gastos(gastos: Sequence[Gastaba]) -> list[Mapping[str, object]]:
    return [{"moneda": g.moneda, "al_mes": g.al_mes, "al_ano": g.al_ano} for g in gastos]


def _propuestas(rechazadas: Sequence[Rechazada]) -> Mapping[str, object]:
    return {
        f"por_{por}": [_rechazo(por, r) for r in repartir_rechazos(rechazadas, por)]
        for por in ("motivo", *POR)
    }


def _rechazo(por: str, rechazo: Rechazo) -> Mapping[str, object]:
    return {
        por: rechazo.nombre,
        "propuestas": rechazo.propuestas,
        "importes": [{"moneda": m, "importe": n} for m, n in rechazo.importes],
    }


def _clientes(perdidas: Sequence[Perdida]) -> Iterator[Mapping[str, object]]:
    for p in perdidas:
        yield {
            "fila": p.cliente.fila,
            "id": p.cliente.id,
            "nombre": p.cliente.nombre,
            "estado": p.cliente.estado.rotulo,
            "causa": p.causa or None,
            "recuperable": p.puede_volver if p.causa else None,
            "desde": p.dia.isoformat() if p.dia else None,
            "producto": p.compraba.producto or None,
            "vendedor": p.vendedor or None,
            "dinero": _gastos(p.compraba.gastos),
            "visitar": p.se_visita,
            "razon": p.razon or None,
        }
