"""Una comparación de dos versiones del registro, en las formas que se enseñan y se entregan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

import numpy as np

from clientesctl.cartera.nombres import nombres_visibles
from clientesctl.entregas.lista import Columna, Lista, Valor
from clientesctl.registro.columna import Indices, Tipo
from clientesctl.registro.comparar import Comparacion, Distinta, HojaComparada
from clientesctl.registro.huellas import sitios_de
from clientesctl.registro.plan import Dato
from clientesctl.registro.registro import Tabla, letra
from clientesctl.textos.cifras import contar, enumerar
from clientesctl.textos.tarjetas import enmascarar

Suceso = Literal["nueva", "cambiada", "quitada"]
CABECERA = ("hoja", "que", "fila", "id", "nombre", "celda", "columna", "antes", "despues")
_ANCHOS = (12, 10, 7, 12, 30, 8, 20, 30, 30)


@dataclass(frozen=True, slots=True)
class Celda:
    """Una celda distinta, como se enseña. `sitio` es su dirección en la versión de después."""

    sitio: str
    columna: str
    antes: str
    despues: str


@dataclass(frozen=True, slots=True)
class Ficha:
    """Lo que pasó con una ficha. `fila` es la de después o, si ya no está, la que tenía."""

    hoja: str
    que: Suceso
    fila: int
    id: str | None
    nombre: str
    celdas: tuple[Celda, ...] = ()


def fichas(comparacion: Comparacion) -> Iterator[Ficha]:
    """Cada ficha nueva, cambiada o quitada, por hojas y en el orden de sus filas."""
    for hoja in comparacion.hojas:
        yield from _sueltas(hoja.hoja, "nueva", hoja.despues, hoja.anadidas)
        yield from _cambiadas(hoja)
        yield from _sueltas(hoja.hoja, "quitada", hoja.antes, hoja.quitadas)


def contar_hojas(comparacion: Comparacion) -> dict[str, dict[str, int]]:
    """Por hoja, cuántas fichas nuevas, cambiadas y quitadas hay, y cuántas celdas distintas."""
    return {
        hoja.hoja: {
            "nuevas": len(hoja.anadidas),
            "cambiadas": len(hoja.cambiadas),
            "quitadas": len(hoja.quitadas),
            "celdas": hoja.celdas,
        }
        for hoja in comparacion.hojas
    }


def resumir(cuentas: Mapping[str, Mapping[str, int]]) -> str:
    """Lo mismo en una frase.

    >>> resumir({"CLIENTES": {"nuevas": 2, "cambiadas": 1, "quitadas": 0, "celdas": 3}})
    'CLIENTES: 2 nuevas y 1 cambiada (3 celdas)'
    """
    return "; ".join(f"{hoja}: {_resumir_hoja(suyas)}" for hoja, suyas in cuentas.items())


def en_filas(comparacion: Comparacion) -> Iterator[tuple[Valor, ...]]:
    """Un renglón por celda distinta, y uno por ficha nueva o quitada; columnas de `CABECERA`."""
    for ficha in fichas(comparacion):
        quien = (ficha.hoja, ficha.que, ficha.fila, ficha.id, ficha.nombre)
        if not ficha.celdas:
            yield (*quien, "", "", "", "")
        for celda in ficha.celdas:
            yield (*quien, celda.sitio, celda.columna, celda.antes, celda.despues)


def como_objeto(comparacion: Comparacion, libro: Path, una: str, otra: str) -> dict[str, Any]:
    """La comparación como objeto JSON (`version` 1); `una` y `otra` dicen qué se comparó."""
    return {
        "version": 1,
        "libro": str(libro),
        "a": una,
        "b": otra,
        "cambios": [_objeto(ficha) for ficha in fichas(comparacion)],
        "resumen": contar_hojas(comparacion),
    }


def como_lista(comparacion: Comparacion, libro: Path, una: str, otra: str) -> Lista:
    """La comparación para entregarla en un fichero."""
    return Lista(
        titulo=f"{libro.name}: de {una} a {otra}",
        columnas=[
            Columna(titulo.upper(), "entero" if titulo == "fila" else "texto", ancho)
            for titulo, ancho in zip(CABECERA, _ANCHOS, strict=True)
        ],
        filas=list(en_filas(comparacion)),
        notas=[resumir(contar_hojas(comparacion)) or "ninguna ficha es distinta"],
        plural="cambios",
        objeto=como_objeto(comparacion, libro, una, otra),
    )


def dichos(antes: Dato, despues: Dato) -> tuple[str, str]:
    """Lo que había y lo que hay, para leerlo; con su tipo si es lo único que los distingue.

    >>> dichos(Dato.de_texto("8001"), Dato.de_texto("08001"))
    ('8001', '08001')
    >>> dichos(Dato.de_numero(8001), Dato.de_texto("8001"))
    ('8001 (número)', '8001 (texto)')
    """
    if antes.texto == despues.texto:
        return f"{antes.texto} ({_TIPOS[antes.tipo]})", f"{despues.texto} ({_TIPOS[despues.tipo]})"
    return _sin_tarjetas(antes.texto), _sin_tarjetas(despues.texto)


def _sin_tarjetas(texto: str) -> str:
    return enmascarar(texto) if len(texto) > 12 else texto


_TIPOS = {
    Tipo.VACIA: "vacía",
    Tipo.TEXTO: "texto",
    Tipo.NUMERO: "número",
    Tipo.FECHA: "fecha",
    Tipo.LOGICO: "lógico",
    Tipo.ERROR: "error",
}


def _resumir_hoja(cuentas: Mapping[str, int]) -> str:
    partes = []
    if cuentas["nuevas"]:
        partes.append(contar(cuentas["nuevas"], "nueva"))
    if cuentas["cambiadas"]:
        celdas = contar(cuentas["celdas"], "celda")
        partes.append(f"{contar(cuentas['cambiadas'], 'cambiada')} ({celdas})")
    if cuentas["quitadas"]:
        partes.append(f"{contar(cuentas['quitadas'], 'ficha')} menos")
    return enumerar(partes) or "igual"


def _sueltas(hoja: str, que: Suceso, tabla: Tabla | None, posiciones: Indices) -> Iterator[Ficha]:
    if tabla is None:
        return
    nombres = nombrar(tabla, posiciones)
    for posicion, nombre in zip(posiciones.tolist(), nombres, strict=True):
        fila = int(tabla.filas[posicion])
        yield Ficha(hoja, que, fila, tabla.identificador(posicion), nombre)


def _cambiadas(hoja: HojaComparada) -> Iterator[Ficha]:
    tabla = hoja.despues
    if tabla is None:
        return
    letras = {nombre: letra(s.columna) for nombre, s in sitios_de(tabla).items()}
    nombres = dict(zip(hoja.cambiadas.tolist(), nombrar(tabla, hoja.cambiadas), strict=True))
    for posicion, suyas in groupby(hoja.distintas(), key=lambda d: d.en_despues):
        fila = int(tabla.filas[posicion])
        celdas = tuple(_celda(d, letras.get(d.columna), fila) for d in suyas)
        suyo = tabla.identificador(posicion)
        yield Ficha(hoja.hoja, "cambiada", fila, suyo, nombres[posicion], celdas)


def _celda(distinta: Distinta, columna: str | None, fila: int) -> Celda:
    sitio = f"{columna}{fila}" if columna else ""
    return Celda(sitio, distinta.columna, *dichos(distinta.antes, distinta.despues))


def nombrar(tabla: Tabla, posiciones: Indices) -> Sequence[str]:
    """Cómo se llama cada una de esas fichas; la que no es de nadie, el cliente de quien es."""
    suyas = np.asarray(posiciones, dtype=np.int64)
    orden = np.argsort(suyas, kind="stable")
    columnas = {campo: columna.tomar(suyas[orden]) for campo, columna in tabla.columnas.items()}
    nombres = nombres_visibles(replace(tabla, columnas=columnas, filas=tabla.filas[suyas[orden]]))
    resultado = [""] * len(suyas)
    for lugar, nombre in zip(orden.tolist(), nombres, strict=True):
        resultado[lugar] = nombre or tabla.texto("id_cliente", int(suyas[lugar]))
    return resultado


def _objeto(ficha: Ficha) -> dict[str, Any]:
    objeto: dict[str, Any] = {
        "hoja": ficha.hoja,
        "que": ficha.que,
        "fila": ficha.fila,
        "id": ficha.id,
        "nombre": ficha.nombre,
    }
    if ficha.celdas:
        objeto["celdas"] = [
            {"celda": c.sitio or None, "campo": c.columna, "antes": c.antes, "despues": c.despues}
            for c in ficha.celdas
        ]
    return objeto
