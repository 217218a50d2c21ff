"""Qué fichas de una lista ajena están ya en el registro, o dos veces en ella."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from clientesctl.duplicados.bloques import elementos, orden_propio
from clientesctl.duplicados.buscar import UMBRAL
from clientesctl.duplicados.candidatos import candidatas
from clientesctl.duplicados.comparador import preparar
from clientesctl.duplicados.dobles import Par
from clientesctl.duplicados.normalizar import normalizar
from clientesctl.duplicados.ponderar import bits_de, probabilidad
from clientesctl.duplicados.razones import Explicador
from clientesctl.duplicados.sopesar import sopesar
from clientesctl.registro.columna import Columna
from clientesctl.registro.registro import Tabla

_PARTES_DEL_NOMBRE = ("nombre", "apellido_1", "apellidos", "apellido_2")


@dataclass(frozen=True)
class Cruces:
    """Los pares de una lista mirada contra un registro, del más al menos probable de cada ficha.

    En los de `con_registro`, `a` es la posición en el registro y `b` en la lista; en los de
    `dentro`, las dos son de la lista, con `a` < `b`.
    """

    con_registro: tuple[Par, ...] = ()
    dentro: tuple[Par, ...] = ()


def cruces(
    registro: Tabla, paises: Columna, lista: Tabla, de_lista: Columna, *, umbral: float = UMBRAL
) -> tuple[Par, ...]:
    """Los pares de una ficha del registro y otra de la lista que parecen la misma.

    En cada `Par`, `a` es la posición en el registro y `b` en la lista; van por `b` y, de cada
    una, el más probable delante. `paises` y `de_lista` llevan, por fila, el código ISO de dos
    letras. Ni las fichas absorbidas ni los parecidos dentro de una misma tabla cuentan.
    """
    return _cruzar(registro, paises, lista, de_lista, umbral, dentro=False).con_registro


def cruzar(
    registro: Tabla, paises: Columna, lista: Tabla, de_lista: Columna, *, umbral: float = UMBRAL
) -> Cruces:
    """Lo mismo y, de una vez y con la misma vara, los pares de la propia lista."""
    return _cruzar(registro, paises, lista, de_lista, umbral, dentro=True)


def _cruzar(
    registro: Tabla, paises: Columna, lista: Tabla, de_lista: Columna, umbral: float, dentro: bool
) -> Cruces:
    junta = _juntar(registro, lista)
    fichas = normalizar(junta, unir(paises, de_lista))
    fichas = fichas.tomar(orden_propio(fichas))
    de_fuera = fichas.posiciones >= len(registro)
    if not de_fuera.any() or (de_fuera.all() and not dentro) or len(fichas) < 2:
        return Cruces()
    comparador = preparar(fichas)
    lado = None if dentro else de_fuera
    a, b = candidatas(elementos(fichas, comparador.lexico), len(fichas), lado)
    valen = de_fuera[a] | de_fuera[b]
    pesadas = sopesar(comparador, a[valen], b[valen], np.empty(0, np.int64))
    explicar = Explicador(_con_nombres_enteros(junta), pesadas.comparacion, pesadas.pesos).explicar
    cuales = np.flatnonzero(pesadas.bits >= bits_de(umbral))
    con_registro, propios = [], []
    n = len(registro)
    for cual, p in zip(cuales.tolist(), probabilidad(pesadas.bits[cuales]).tolist(), strict=True):
        lados = pesadas.comparacion.a[cual], pesadas.comparacion.b[cual]
        una, otra = sorted(int(fichas.posiciones[x]) for x in lados)
        porque = partial(explicar, cual, (una, otra))
        if una < n:
            con_registro.append(Par(una, otra - n, p, porque))
        else:
            propios.append(Par(una - n, otra - n, p, porque))
    return Cruces(_en_orden(con_registro), _en_orden(propios))


def _en_orden(pares: list[Par]) -> tuple[Par, ...]:
    return tuple(sorted(pares, key=lambda par: (par.b, -par.probabilidad, par.a)))


def _juntar(registro: Tabla, lista: Tabla) -> Tabla:
    """Las fichas del registro y, detrás, las de la lista, por campos; sin los ID de ninguna."""

    def columnas(de: str) -> Mapping[str, Columna]:
        unas, otras = getattr(registro, de), getattr(lista, de)
        vacias = [Columna.de_textos([""] * len(t)) for t in (registro, lista)]
        campos = [c for c in dict.fromkeys([*unas, *otras]) if c != "id"]
        return {c: unir(unas.get(c, vacias[0]), otras.get(c, vacias[1])) for c in campos}

    filas = np.concatenate([registro.filas, lista.filas])
    return Tabla(
        registro.clase, registro.hoja, registro.fila_cabecera, filas, columnas("columnas"),
        {}, columnas("otras"),
    )  # fmt: skip


def _con_nombres_enteros(tabla: Tabla) -> Tabla:
    """La tabla, para decir por qué, con el nombre de todas las fichas de una misma forma.

    Si unas lo tienen por partes y otras entero, entero en todas: así los dos se pueden comparar
    a la vista.
    """
    partes = [c for c in _PARTES_DEL_NOMBRE if c in tabla]
    if "nombre_completo" not in tabla or not partes:
        return tabla
    por_partes = zip(*(tabla[c].por_fila().tolist() for c in partes), strict=True)
    enteros = [
        entero.strip() or " ".join(filter(None, map(str.strip, suyas)))
        for entero, suyas in zip(tabla["nombre_completo"].por_fila(), por_partes, strict=True)
    ]
    columnas = {c: v for c, v in tabla.columnas.items() if c not in partes}
    columnas["nombre_completo"] = Columna.de_textos(enteros)
    return replace(tabla, columnas=columnas)


def unir(una: Columna, otra: Columna) -> Columna:
    """Las celdas de una columna y, detrás, las de otra."""
    numeros = {t: i for i, t in reversed(list(enumerate(una.textos.tolist())))}
    textos, tipos = una.textos.tolist(), una.tipos.tolist()
    nuevos = np.zeros(len(otra.textos), dtype=np.int32)
    for i, (texto, tipo) in enumerate(zip(otra.textos.tolist(), otra.tipos.tolist(), strict=True)):
        if texto not in numeros:
            numeros[texto] = len(textos)
            textos.append(texto)
            tipos.append(tipo)
        nuevos[i] = numeros[texto]
    return Columna(
        np.concatenate([una.codigos, nuevos[otra.codigos]]).astype(np.int32),
        np.asarray(textos, dtype=object),
        np.asarray(tipos, dtype=np.uint8),
    )
