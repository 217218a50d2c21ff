"""Un reparto, puesto en una lista o en un objeto, y lo que hay que decir de él."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from clientesctl.cartera.motivos import escribir_fecha
from clientesctl.cartera.nombres import nombres_visibles
from clientesctl.cartera.reparto import Carga
from clientesctl.entregas.lista import Columna, Lista, Valor
from clientesctl.operaciones.repartir import Propuesto
from clientesctl.operaciones.repartir_notas import lo_demas
from clientesctl.textos.cifras import contar, miles

NADIE = "SIN VENDEDOR"
_COLUMNAS = (
    Columna("ANTES", ancho=14),
    Columna("DESPUÉS", ancho=14, campo="despues"),
    Columna("NOMBRE", ancho=32),
    Columna("POR QUÉ", ancho=44, campo="motivo"),
    Columna("HA COMPRADO", ancho=15, campo="cliente"),
    Columna("AL MES", "dinero", 10, campo="al_mes"),
    Columna("ZONA", ancho=14),
    Columna("PERFIL", ancho=14),
    Columna("ID", ancho=10),
    Columna("FILA", "entero", 6),
)
_CLASES = {"CITAS": "citas", "PROPUESTAS": "propuestas", "CONTACTOS": "pasos"}


@dataclass(frozen=True, slots=True)
class Cambio:
    """Una ficha que cambia de vendedor; `antes` es `NADIE` si no tenía."""

    fila: int
    id: str | None
    nombre: str
    antes: str
    despues: str
    motivo: str
    cliente: bool
    al_mes: float
    zona: str
    perfil: str


def cambios(propuesto: Propuesto) -> Iterator[Cambio]:
    """Las fichas que cambian, por vendedor nuevo y por su ID."""
    reparto, mesa = propuesto.reparto, propuesto.mesa
    tabla = propuesto.cartera.registro.clientes
    nombres = nombres_visibles(tabla) if len(reparto.cambian) else []
    for p in reparto.cambian.tolist():
        antes = int(mesa.quien[p])
        yield Cambio(
            fila=int(tabla.filas[p]),
            id=tabla.identificador(p),
            nombre=nombres[p],
            antes=mesa.vendedores[antes] if antes >= 0 else NADIE,
            despues=mesa.vendedores[reparto.quien[p]],
            motivo=reparto.por_que(p),
            cliente=bool(mesa.cliente[p]),
            al_mes=float(mesa.dinero[p]),
            zona=tabla.texto("zona", p),
            perfil=tabla.texto("perfil", p),
        )


def como_lista(propuesto: Propuesto) -> Lista:
    """Lo que cambia de manos, para revisarlo antes de aplicarlo: las fichas y lo abierto."""
    filas: list[Sequence[Valor]] = [
        [c.antes, c.despues, c.nombre, c.motivo, "SI" if c.cliente else "NO", c.al_mes or None,
         c.zona, c.perfil, c.id, c.fila]
        for c in cambios(propuesto)
    ]  # fmt: skip
    filas += _lo_abierto(propuesto)
    return Lista(
        f"{titulo(propuesto)} {escribir_fecha(propuesto.cartera.hoy)}",
        _COLUMNAS,
        filas,
        notas=(*antes_y_despues(propuesto), *lo_demas(propuesto)),
        plural="cambios",
        objeto=como_json(propuesto),
    )


def _lo_abierto(propuesto: Propuesto) -> Iterator[Sequence[Valor]]:
    nombres = nombres_visibles(propuesto.cartera.registro.clientes) if propuesto.entregado else []
    for cosa in propuesto.entregado:
        dia = escribir_fecha(cosa.dia)
        que = f"{cosa.hoja}, fila {cosa.fila}: {cosa.que or 'sin asunto'} ({dia})"
        nombre = nombres[cosa.cliente] if cosa.cliente >= 0 else ""
        yield [propuesto.de, cosa.a, nombre, que, *[None] * (len(_COLUMNAS) - 4)]


def titulo(propuesto: Propuesto) -> str:
    """Qué reparto es."""
    de = propuesto.de
    return f"LO DE {de}, QUE SE VA" if de else f"REPARTO POR {propuesto.manera.upper()}"


def cargas(propuesto: Propuesto) -> list[tuple[str, Carga, Carga]]:
    """Cada vendedor con lo que lleva antes y después; el último, lo que no es de nadie."""
    mesa, reparto = propuesto.mesa, propuesto.reparto
    antes, despues = reparto.cargas(mesa.quien), reparto.cargas(reparto.quien)
    parejas = list(zip((*mesa.vendedores, NADIE), antes, despues, strict=True))
    return parejas if antes[-1].fichas or despues[-1].fichas else parejas[:-1]


def como_json(propuesto: Propuesto) -> Mapping[str, object]:
    """El objeto del contrato."""
    registro, mesa = propuesto.cartera.registro, propuesto.mesa
    return {
        "version": 1,
        "libro": str(registro.ruta),
        "hoja": registro.clientes.hoja,
        "hoy": propuesto.cartera.hoy.isoformat(),
        "por": propuesto.manera or None,
        "de": propuesto.de or None,
        "entre": [mesa.vendedores[i] for i in propuesto.entre],
        "moneda": mesa.moneda,
        "cambios": [_objeto(c) for c in cambios(propuesto)],
        "entregado": [
            {"hoja": e.hoja, "fila": e.fila, "id": e.id, "que": e.que, "dia": e.dia.isoformat(),
             "antes": propuesto.de, "despues": e.a}
            for e in propuesto.entregado
        ],
        "vendedores": [
            {"nombre": nombre, "antes": _carga(antes), "despues": _carga(despues)}
            for nombre, antes, despues in cargas(propuesto)
        ],
        "resumen": _resumen(propuesto),
    }  # fmt: skip


def _resumen(propuesto: Propuesto) -> dict[str, object]:
    mesa, reparto = propuesto.mesa, propuesto.reparto
    return {
        "fichas": int(mesa.entran.sum()),
        "cambian": len(reparto.cambian),
        **contar_entregado(propuesto),
        "sin_pasar": propuesto.escrito.sin_pasar,
        "desequilibrio": {
            "antes": _desequilibrio(propuesto.desequilibrio(mesa.quien)),
            "despues": _desequilibrio(propuesto.desequilibrio(reparto.quien)),
        },
    }


def _objeto(cambio: Cambio) -> dict[str, object]:
    return {
        "fila": cambio.fila,
        "id": cambio.id,
        "nombre": cambio.nombre,
        "antes": None if cambio.antes == NADIE else cambio.antes,
        "despues": cambio.despues,
        "motivo": cambio.motivo,
    }


def _carga(carga: Carga) -> dict[str, object]:
    return {
        "fichas": carga.fichas,
        "clientes": carga.clientes,
        "prospectos": carga.prospectos,
        "al_mes": carga.dinero,
    }


def _desequilibrio(cuanto: tuple[float, float | None]) -> dict[str, float | None]:
    return dict(zip(("fichas", "dinero"), cuanto, strict=True))


def contar_entregado(propuesto: Propuesto) -> dict[str, int]:
    """Cuántas citas, propuestas y pasos cambian de manos."""
    cuentas = dict.fromkeys(_CLASES.values(), 0)
    for entregado in propuesto.entregado:
        cuentas[_CLASES[entregado.clase]] += 1
    return cuentas


def antes_y_despues(propuesto: Propuesto) -> Iterator[str]:
    """Una frase por vendedor: «EMILY: de 312 fichas a 250»."""
    for nombre, antes, despues in cargas(propuesto):
        yield f"{nombre}: de {contar(antes.fichas, 'ficha')} a {miles(despues.fichas)}"
