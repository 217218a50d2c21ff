"""De qué país es un registro, y de cuál es cada fila."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np

from clientesctl.registro.cabeceras import clave
from clientesctl.registro.columna import Columna, Tipo
from clientesctl.registro.divisiones import PAISES_PROBABLES
from clientesctl.registro.registro import Tabla

POR_DEFECTO = "ES"
MUESTRA = 200

_PREFIJOS = {
    "34": "ES", "52": "MX", "54": "AR", "595": "PY", "57": "CO", "51": "PE", "56": "CL",
    "593": "EC", "598": "UY", "591": "BO", "58": "VE", "507": "PA", "506": "CR", "502": "GT",
    "503": "SV", "504": "HN", "505": "NI",
}  # fmt: skip
_POR_CABECERA = {
    "RFC": "MX", "CURP": "MX", "COLONIA": "MX", "CUIT": "AR", "CUIL": "AR", "NIF": "ES",
    "CIF": "ES", "NIE": "ES", "POBLACION": "ES", "COMUNA": "CL", "REPARTO": "NI",
}  # fmt: skip
"""Palabras de cabecera que solo se usan en un país (RUC, RUT, NIT y DNI son de varios)."""


def pais_del_registro(clientes: Tabla, dicho: str = "", si_nada: str = POR_DEFECTO) -> str:
    """El código ISO del país de la mayoría: lo dicho, o lo que digan los datos; o `si_nada`."""
    return dicho.upper() or pais_que_dicen(clientes) or si_nada


def pais_de_la_lista(clientes: Tabla, dicho: str, del_registro: str) -> str:
    """El código ISO de las fichas de una lista que no dicen otro, para ese registro.

    Lo dicho o lo que digan sus datos; pero unos pocos números con el prefijo de otro país no
    mandan si los demás, que van sin él, se pueden marcar en el del registro y no en ése.
    """
    suyo = dicho.upper() or pais_que_dicen(clientes) or del_registro
    if dicho or suyo == del_registro:
        return suyo
    from clientesctl.textos.telefonos import leer_telefono

    muestra = [*_muestra(clientes, "telefono"), *_muestra(clientes, "movil")]
    locales = [texto for texto in muestra if not texto.startswith(("+", "00"))]
    aqui, alli = (
        sum(leer_telefono(texto, pais) is not None for texto in locales)
        for pais in (del_registro, suyo)
    )
    return del_registro if aqui > alli else suyo


def pais_que_dicen(clientes: Tabla) -> str | None:
    """El código ISO que dicen la columna PAIS o, sin ella, los demás datos; None si no dicen nada.

    Votan los documentos fiscales, los prefijos de los teléfonos, las provincias y las
    cabeceras.
    """
    de_columna = _por_columna(clientes)
    if de_columna:
        return de_columna
    votos: defaultdict[str, float] = defaultdict(float)
    for pais, peso in (*_por_ids(clientes), *_por_telefonos(clientes), *_por_provincias(clientes)):
        votos[pais] += peso
    for pais, peso in _por_cabeceras(clientes):
        votos[pais] += peso
    return max(votos, key=lambda p: votos[p]) if votos else None


def paises_por_fila(tabla: Tabla, pais: str) -> Columna:
    """Por fila, el país de su columna PAIS (código ISO); donde no dice nada, el del registro."""
    from clientesctl.textos.paises import codigo_pais

    if "pais" not in tabla:
        return _constante(pais, len(tabla))
    suya = tabla["pais"]
    leidos = [codigo_pais(texto) or pais for texto in suya.textos.tolist()]
    distintos = {pais: 1}
    equivalencia = np.asarray(
        [distintos.setdefault(p, len(distintos) + 1) for p in leidos], dtype=np.int32
    )
    textos = np.asarray(["", *distintos], dtype=object)
    tipos = np.full(len(textos), Tipo.TEXTO, dtype=np.uint8)
    tipos[0] = Tipo.VACIA
    return Columna(codigos=equivalencia[suya.codigos], textos=textos, tipos=tipos)


def _constante(texto: str, filas: int) -> Columna:
    return Columna(
        codigos=np.ones(filas, dtype=np.int32),
        textos=np.asarray(["", texto], dtype=object),
        tipos=np.asarray([Tipo.VACIA, Tipo.TEXTO], dtype=np.uint8),
    )


def _por_columna(clientes: Tabla) -> str | None:
    if "pais" not in clientes or not len(clientes):
        return None
    columna = paises_por_fila(clientes, "")
    veces = columna.frecuencias()[1:]
    paises = columna.textos[1:]
    dichos = [(int(n), str(p)) for n, p in zip(veces, paises, strict=True) if p and n]
    return max(dichos)[1] if dichos and max(dichos)[0] >= 0.3 * len(clientes) else None


def _muestra(clientes: Tabla, campo: str) -> list[str]:
    if campo not in clientes:
        return []
    columna = clientes[campo]
    presentes = np.flatnonzero(columna.frecuencias())
    presentes = presentes[presentes != 0]
    if not len(presentes):
        return []
    sitios = np.unique(np.linspace(0, len(presentes) - 1, MUESTRA).astype(int))
    return [str(columna.textos[c]).strip() for c in presentes[sitios]]


def _por_ids(clientes: Tabla) -> Iterator[tuple[str, float]]:
    from clientesctl.textos.ids_fiscales import pais_de_id

    ids = _muestra(clientes, "id_fiscal")
    for texto in ids:
        pais = pais_de_id(texto)
        if pais:
            yield pais, 1.0 / len(ids)


def _por_telefonos(clientes: Tabla) -> Iterator[tuple[str, float]]:
    telefonos = _muestra(clientes, "telefono") + _muestra(clientes, "movil")
    for texto in telefonos:
        cifras = "".join(c for c in texto if c.isdigit())
        if texto.startswith(("+", "00")):
            cifras = cifras.removeprefix("00")
            pais = next((p for i in (3, 2) if (p := _PREFIJOS.get(cifras[:i]))), None)
            if pais:
                yield pais, 1.0 / len(telefonos)


def _por_provincias(clientes: Tabla) -> Iterator[tuple[str, float]]:
    """Cada país, por la parte de las provincias que lo son suyas, si son la mitad."""
    from clientesctl.registro.divisiones import paises_de_division

    textos = _muestra(clientes, "provincia")
    aciertos = Counter(pais for texto in textos for pais in paises_de_division(texto))
    for pais in PAISES_PROBABLES:
        if textos and aciertos[pais] >= 0.5 * len(textos):
            yield pais, aciertos[pais] / len(textos)


def _por_cabeceras(clientes: Tabla) -> Iterator[tuple[str, float]]:
    for campo, asignacion in clientes.asignaciones.items():
        # Lo que nadie rellena no dice nada: la plantilla trae COLONIA en cualquier país.
        vacia = not clientes[campo].frecuencias()[1:].any()
        if vacia and (len(clientes) or asignacion.cabecera.strip() == campo.upper()):
            continue
        for palabra in clave(asignacion.cabecera).split():
            if palabra in _POR_CABECERA:
                yield _POR_CABECERA[palabra], 0.5
