"""Lo que ya se trajo: la huella de cada fila y qué fue de ella.

La huella no la mueven el nombre del fichero, el orden de las filas o de las columnas, las
mayúsculas, los acentos ni los espacios. Sí un dato que se añada, se quite o cambie.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from clientesctl.captura.importar_entrada import Entrada
from clientesctl.duplicados.fusion_lectura import comparable
from clientesctl.registro.columna import Columna, Tipo
from clientesctl.registro.plan import Dato
from clientesctl.registro.registro import Registro

HOJA = "IMPORTADOS"
DUDOSA = "DUDOSA"
"""El RESULTADO de una fila que no entró porque podría ser alguien que ya está."""
VERSION = "a"
"""Con lo que empieza toda huella: otra letra es de otra manera de hacerlas."""

_LARGO = 8  # bytes: que dos filas se tomen por una, una vez de cada cien mil millones de listas
_NO_CUENTAN = frozenset({"id", "fusionado_en"})


def huellas_de(entrada: Entrada) -> list[str]:
    """La huella de cada fila de la lista, en su orden; vacía si no lleva nada.

    La de una rechazada que vuelve corregida es la que tenía en su lista.
    """
    tabla = entrada.tabla
    filas: list[set[str]] = [set() for _ in range(len(tabla))]
    for nombre, columna in {**tabla.otras, **tabla.columnas}.items():
        if nombre in _NO_CUENTAN:
            continue
        valores = _comparables(nombre, columna)
        codigos = columna.codigos.tolist()
        for posicion in np.flatnonzero(columna.codigos).tolist():
            filas[posicion].add(valores[codigos[posicion]])
    hechas = [_resumir(valores - {""}) for valores in filas]
    return [vieja or nueva for vieja, nueva in zip(entrada.huellas or hechas, hechas, strict=True)]


@dataclass(frozen=True)
class Memoria:
    """Las huellas de las filas que ya se importaron, y las de las que esperan a que alguien mire.

    Una fila dudosa lo sigue siendo hasta que alguien la decide: si no, importar otra vez la misma
    lista podría casarla con lo que acaba de entrar.
    """

    importadas: frozenset[str] = frozenset()
    dudosas: frozenset[str] = frozenset()


def recordar(registro: Registro) -> Memoria:
    """Lo que dice la hoja IMPORTADOS."""
    hoja = registro.tabla(HOJA)
    if hoja is None or "huella" not in hoja:
        return Memoria()
    por_fila = [t.strip().lower() for t in hoja["huella"].por_fila().tolist()]
    esperan = {h for i, h in enumerate(por_fila) if hoja.texto("resultado", i).upper() == DUDOSA}
    entraron = {h for i, h in enumerate(por_fila) if hoja.texto("resultado", i).upper() != DUDOSA}
    return Memoria(frozenset(entraron - {""}), frozenset(esperan - entraron - {""}))


def _comparables(nombre: str, columna: Columna) -> list[str]:
    return [
        comparable(nombre, texto.strip(), Dato(Tipo(int(tipo)), texto.strip()))
        for texto, tipo in zip(columna.textos.tolist(), columna.tipos.tolist(), strict=True)
    ]


def _resumir(valores: set[str]) -> str:
    if not valores:
        return ""
    resumen = hashlib.blake2b("\0".join(sorted(valores)).encode(), digest_size=_LARGO)
    return VERSION + resumen.hexdigest()
