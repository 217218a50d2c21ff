"""Lo que se fundiría, puesto en las formas que se enseñan: filas y objetos."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from clientesctl.duplicados.fusion import Decision, Fundida
from clientesctl.operaciones.corregir import Aparte
from clientesctl.operaciones.duplicados_fusionar import Proyecto
from clientesctl.operaciones.planes import cuantas_celdas
from clientesctl.registro.absorbidas import cuantas_vivas
from clientesctl.registro.esquema import campo as del_esquema
from clientesctl.registro.plan import Dato, Plan
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.cifras import contar, enumerar
from clientesctl.textos.tarjetas import enmascarar

CABECERA = ("celda", "motivo", "columna", "antes", "despues", "de", "regla")


def en_filas(proyecto: Proyecto, fundidas: Iterable[Fundida]) -> Iterator[tuple[str, ...]]:
    """Una fila por columna que cambia o en que no todas dicen lo mismo, grupo a grupo.

    Antes van las fichas absorbidas y, al final, las filas de otras hojas que cambian de ficha.
    """
    tabla = proyecto.abierto.registro.clientes
    for fundida in fundidas:
        motivo = fundida.propuesta.motivo
        for posicion in fundida.absorbidas:
            celda = f"{tabla.hoja}!fila {int(tabla.filas[posicion])}"
            yield celda, motivo, "FUSIONADO_EN", "", f"→ {fundida.clave}", "", fundida.motivo
        celda = f"{tabla.hoja}!fila {int(tabla.filas[fundida.queda])}"
        for decision in fundida.decisiones:
            antes, despues = (
                decir(decision.campo, decision.escritos[0]),
                decir(decision.campo, decision.queda),
            )
            signo = "→" if decision.cambia else "="
            de = " ".join(nombrar(tabla, p) for p in decision.de)
            columna = decision.campo.upper()
            yield celda, motivo, columna, antes, f"{signo} {despues}", de, decision.regla
        for hoja, cuantas in fundida.referencias.items():
            yield hoja, motivo, "", "", contar(cuantas, "fila"), "", "pasan a la que queda"


def decir(campo: str, dato: Dato) -> str:
    """El texto de un dato, sin ningún número de tarjeta a la vista."""
    suyo = del_esquema(campo)
    es_texto = suyo is None or suyo.clase == "texto"
    return enmascarar(dato.texto) if es_texto and len(dato.texto) >= 13 else dato.texto


def nombrar(tabla: Tabla, posicion: int) -> str:
    """El ID de la ficha o, sin él, su fila."""
    return tabla.identificador(posicion) or f"fila:{int(tabla.filas[posicion])}"


def como_objeto(
    proyecto: Proyecto, plan: Plan, fundidas: Sequence[Fundida], apartados: Sequence[Aparte]
) -> dict[str, Any]:
    """Lo que se fundiría, en la forma de los JSON del contrato."""
    registro = proyecto.abierto.registro
    return {
        "version": 1,
        "libro": str(registro.ruta),
        "hoja": registro.clientes.hoja,
        "filas": len(registro.clientes),
        "fusiones": [_fusion(registro, f) for f in fundidas],
        "columnas_nuevas": [
            {"hoja": ancla.hoja, "columna": nueva.upper()}
            for ancla in plan.anclas.values()
            for nueva in ancla.nuevas
        ],
        "apartados": [
            {"causa": a.causa, "cuantos": a.cuantas, "mensaje": a.frase} for a in apartados
        ],
        "avisos": list(proyecto.avisos),
        "resumen": {
            "fusiones": len(fundidas),
            "absorbidas": sum(len(f.absorbidas) for f in fundidas),
            "celdas": cuantas_celdas(plan),
            "referencias": sum(sum(f.referencias.values()) for f in fundidas),
            "inseguros": proyecto.inseguros,
            "umbral": proyecto.umbral,
            "seguro": proyecto.seguro,
        },
    }


def _fusion(registro: Registro, fundida: Fundida) -> dict[str, Any]:
    tabla = registro.clientes
    return {
        "queda": _ficha(tabla, fundida.queda) | {"id": fundida.clave},
        "absorbidas": [_ficha(tabla, p) for p in fundida.absorbidas],
        "motivo": fundida.motivo,
        "columnas": [_columna(tabla, d) for d in fundida.decisiones],
        "referencias": dict(fundida.referencias),
        "avisos": list(fundida.avisos),
    }


def _ficha(tabla: Tabla, posicion: int) -> dict[str, Any]:
    return {"fila": int(tabla.filas[posicion]), "id": tabla.identificador(posicion)}


def _columna(tabla: Tabla, decision: Decision) -> dict[str, Any]:
    return {
        "campo": decision.campo,
        "valores": [decir(decision.campo, d) for d in decision.escritos],
        "queda": decir(decision.campo, decision.queda),
        "de": [_ficha(tabla, p) for p in decision.de],
        "regla": decision.regla,
        "cambia": decision.cambia,
    }


def resumir(proyecto: Proyecto, fundidas: Sequence[Fundida]) -> str:
    """La cuenta de lo que se fundiría, en una frase."""
    filas = contar(cuantas_vivas(proyecto.abierto.registro.clientes), "ficha")
    absorbidas = sum(len(f.absorbidas) for f in fundidas)
    unas = contar(absorbidas, "ficha se absorbería", "fichas se absorberían")
    quedan = f"{len(fundidas)} que {'queda' if len(fundidas) == 1 else 'quedan'}"
    mudadas: dict[str, int] = {}
    for fundida in fundidas:
        for hoja, cuantas in fundida.referencias.items():
            mudadas[hoja] = mudadas.get(hoja, 0) + cuantas
    dichas = enumerar([f"{contar(n, 'fila')} de {hoja}" for hoja, n in mudadas.items()])
    pasan = "pasaría" if sum(mudadas.values()) == 1 else "pasarían"
    y_filas = f"; {dichas} {pasan} a la que queda" if dichas else ""
    return f"{filas}: {unas} en {quedan}{y_filas}"
