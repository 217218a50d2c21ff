"""Los hallazgos, puestos en las formas que se enseñan: líneas, filas y objetos."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from clientesctl.calidad.informe import Informe
from clientesctl.entregas.lista import Columna, Lista, Valor
from clientesctl.registro.esquema import campo as del_esquema
from clientesctl.registro.hallazgo import Arreglo, Hallazgo
from clientesctl.textos.cifras import contar
from clientesctl.textos.tarjetas import enmascarar

_ANCHOS = {
    "hoja": 12,
    "fila": 7,
    "celda": 8,
    "campo": 16,
    "regla": 26,
    "gravedad": 9,
    "valor": 26,
    "propuesta": 26,
    "segura": 7,
    "mensaje": 50,
}
CABECERA = tuple(_ANCHOS)
_ANCHOS_LINEA = {
    "celda": 18,
    "regla": 20,
    "gravedad": 9,
    "valor": 24,
    "propuesta": 24,
    "mensaje": 50,
}
CABECERA_LINEA = tuple(_ANCHOS_LINEA)


def presentables(informe: Informe) -> Iterator[Hallazgo]:
    """Los hallazgos en el orden del libro, con los números de tarjeta tapados."""
    return map(tapar, informe)


def tapar(hallazgo: Hallazgo) -> Hallazgo:
    """El hallazgo sin ningún número de tarjeta a la vista."""
    campo = del_esquema(hallazgo.campo)
    es_texto = campo is None or campo.clase == "texto"
    if hallazgo.regla != "dato_prohibido" and not es_texto:
        return hallazgo
    if len(hallazgo.valor) < 13 and len(hallazgo.propuesta or "") < 13:
        return hallazgo
    return replace(
        hallazgo,
        valor=enmascarar(hallazgo.valor),
        propuesta=None if hallazgo.propuesta is None else enmascarar(hallazgo.propuesta),
        cambios=tuple(Arreglo(c.campo, enmascarar(c.valor)) for c in hallazgo.cambios),
    )


def sitio(hallazgo: Hallazgo) -> str:
    """Dónde está, como se dice en Excel: «CLIENTES!F12»; «CLIENTES:ETAPA» si no hay celda."""
    if hallazgo.celda is None:
        return f"{hallazgo.hoja}:{hallazgo.campo.upper()}"
    return f"{hallazgo.hoja}!{hallazgo.celda}"


def en_linea(hallazgo: Hallazgo) -> tuple[str, ...]:
    """El hallazgo en una línea que se deja buscar; las columnas de `CABECERA_LINEA`."""
    return (
        sitio(hallazgo),
        hallazgo.regla,
        hallazgo.gravedad,
        hallazgo.valor,
        "" if hallazgo.propuesta is None else f"→ {hallazgo.propuesta}",
        hallazgo.mensaje,
    )


def en_fila(hallazgo: Hallazgo) -> tuple[Valor, ...]:
    """El hallazgo entero en una fila; las columnas de `CABECERA`."""
    return (
        hallazgo.hoja,
        hallazgo.fila,
        hallazgo.celda,
        hallazgo.campo,
        hallazgo.regla,
        hallazgo.gravedad,
        hallazgo.valor,
        hallazgo.propuesta,
        "SI" if hallazgo.segura else "NO",
        hallazgo.mensaje,
    )


def en_objeto(hallazgo: Hallazgo) -> dict[str, Any]:
    """El hallazgo como lo promete el contrato."""
    return {
        "hoja": hallazgo.hoja,
        "fila": hallazgo.fila,
        "celda": hallazgo.celda,
        "campo": hallazgo.campo,
        "regla": hallazgo.regla,
        "gravedad": hallazgo.gravedad,
        "valor": hallazgo.valor,
        "mensaje": hallazgo.mensaje,
        "propuesta": hallazgo.propuesta,
        "cambios": [{"campo": c.campo, "valor": c.valor} for c in hallazgo.cambios],
        "segura": hallazgo.segura,
    }


def como_objeto(informe: Informe) -> dict[str, Any]:
    """El informe como lo promete el contrato; los hallazgos, según se van pidiendo."""
    registro = informe.registro
    return {
        "version": 1,
        "libro": str(registro.ruta),
        "hoja": registro.clientes.hoja,
        "filas": len(registro.clientes),
        "hallazgos": map(en_objeto, presentables(informe)),
        "resumen": {
            "errores": informe.errores,
            "avisos": informe.avisos,
            "por_regla": informe.por_regla(),
        },
    }


def como_lista(informe: Informe) -> Lista:
    """El informe entero como una lista que se entrega (CSV o JSON del contrato)."""
    return _lista(informe, _ANCHOS, [en_fila(hallazgo) for hallazgo in presentables(informe)])


def como_pagina(informe: Informe) -> Lista:
    """El informe para leerlo: lo que dice su línea, con el sitio en una sola columna."""
    filas = [en_linea(hallazgo) for hallazgo in presentables(informe)]
    return _lista(informe, _ANCHOS_LINEA, filas)


def _lista(informe: Informe, anchos: Mapping[str, int], filas: Sequence[Sequence[Valor]]) -> Lista:
    errores, avisos = informe.errores, informe.avisos
    return Lista(
        titulo=f"Hallazgos de {informe.registro.ruta.name}",
        columnas=[Columna(titulo.upper(), ancho=ancho) for titulo, ancho in anchos.items()],
        filas=filas,
        notas=[f"{contar(errores, 'error', 'errores')} y {contar(avisos, 'aviso')}"],
        plural="hallazgos",
        objeto=como_objeto(informe),
    )
