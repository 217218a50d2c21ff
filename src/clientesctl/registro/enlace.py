"""De qué cliente es cada fila de otra hoja, lo diga por su número, su documento o su nombre."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np

from clientesctl.registro.absorbidas import destinos
from clientesctl.registro.columna import Columna, Indices
from clientesctl.registro.registro import Tabla
from clientesctl.textos.limpieza import plegar, solo_alfanumerico

NADIE = -1
_ENTRE_CIFRAS = re.compile(r"(?<=\d)\s*[-/]\s*(?=\d)")
_MINIMO = 0.5
_SOBRADO = 0.99
"""Con esto ya no se prueban más campos: otro no lo haría mejor que por azar."""
_MUESTRA = 2_000

_CLAVES: tuple[tuple[str, ...], ...] = (
    ("id",),
    ("id_fiscal",),
    ("razon_social",),
    ("nombre_completo",),
    ("nombre_comercial",),
    ("nombre", "apellido_1", "apellido_2"),
    ("nombre", "apellidos"),
    ("nombre", "apellido_1"),
    ("apellido_1", "apellido_2", "nombre"),
    ("apellidos", "nombre"),
    ("nombre",),
    ("email",),
    ("telefono",),
)

_NOMBRES_ENTEROS = frozenset(_CLAVES[2:7])
NOMBRES = (*_CLAVES[2:8], ("nombre",))
"""Los campos con que se nombra a un cliente donde no hay ID, los que más dicen primero."""


def clave_de_enlace(clientes: Tabla, otra: Tabla) -> tuple[str, ...] | None:
    """Los campos del cliente a que se refiere `id_cliente` de la otra hoja; None si a ninguno.

    Gana el que más valores encuentra; a igualdad, el ID. Hacen falta la mitad.
    """
    if "id_cliente" not in otra:
        return None
    buscados = _muestra(otra["id_cliente"])
    if not buscados:
        return None
    mejor: tuple[float, tuple[str, ...]] = (0.0, ())
    for campos in _CLAVES:
        if all(c in clientes for c in campos):
            normal, suyos = _normalizador(campos), _duenos(clientes, campos)
            parte = sum(normal(t) in suyos for t in buscados) / len(buscados)
            if parte > mejor[0]:
                mejor = (parte, campos)
            if parte >= _SOBRADO:
                break
    return mejor[1] if mejor[0] >= _MINIMO else None


def enlazar(clientes: Tabla, otra: Tabla) -> Indices:
    """Por fila de la otra hoja, la posición (desde 0) de su cliente; -1 donde no hay uno solo.

    Una referencia que llevan dos clientes (dos que se llaman igual) no es de ninguno, salvo que
    uno absorbiera al otro: lo de una ficha absorbida es de la que quedó. Si se enlaza por el
    nombre, quien no lo lleva ahí se busca por los otros: unos son personas y otros empresas.
    """
    sin_nadie = np.full(len(otra), NADIE, dtype=np.int64)
    campos = clave_de_enlace(clientes, otra)
    if campos is None:
        return sin_nadie
    normal = _normalizador(campos)
    duenos = _duenos(clientes, campos)
    if campos in _NOMBRES_ENTEROS:
        for otros in _CLAVES:
            if otros in _NOMBRES_ENTEROS and all(c in clientes for c in otros):
                duenos = {**_duenos(clientes, otros), **duenos}
    columna = otra["id_cliente"]
    destino = np.asarray([duenos.get(normal(t), NADIE) for t in columna.textos], dtype=np.int64)
    destino[0] = NADIE
    return np.asarray(destino[columna.codigos])


def campos_de_enlace(clientes: Tabla, otra: Tabla) -> frozenset[str]:
    """Los campos del cliente de que depende de quién es cada fila de la otra hoja.

    Cambiar uno en una ficha la separa de sus filas; del ID se dice aparte, en cada fila.
    """
    campos = clave_de_enlace(clientes, otra)
    if campos is None or campos == ("id",):
        return frozenset()
    if campos not in _NOMBRES_ENTEROS:
        return frozenset(campos)
    return frozenset(c for otros in _NOMBRES_ENTEROS for c in otros if c in clientes)


@lru_cache(maxsize=len(_CLAVES))
def _duenos(clientes: Tabla, campos: tuple[str, ...]) -> Mapping[str, int]:
    """Cada referencia con la posición de su cliente, o `NADIE` si la llevan dos.

    Lo de una ficha absorbida es de la que la absorbió. Se recuerda: cada hoja pregunta lo mismo.
    """
    buenas = destinos(clientes).tolist()
    duenos: dict[str, int] = {}
    for suya, buena in zip(_claves_de(clientes, campos), buenas, strict=True):
        if suya and duenos.setdefault(suya, buena) != buena:
            duenos[suya] = NADIE
    return duenos


def _claves_de(clientes: Tabla, campos: tuple[str, ...]) -> list[str]:
    """La referencia de cada cliente, normalizada; vacía donde le falta."""
    normal = _normalizador(campos)
    if len(campos) == 1:
        columna = clientes[campos[0]]
        distintos = np.asarray(columna.mapear(normal), dtype=object)
        return [str(t) for t in distintos[columna.codigos]]
    partes = [clientes[c].por_fila() for c in campos]
    return [normal(" ".join(fila)) for fila in zip(*partes, strict=True)]


def _normalizador(campos: tuple[str, ...]) -> Callable[[str], str]:
    if campos == ("id",):
        return codigo_comparable
    if campos in {("id_fiscal",), ("telefono",)}:
        return _sin_signos
    return plegar if campos == ("email",) else _nombre


def codigo_comparable(texto: str) -> str:
    """Sin signos ni ceros a la izquierda: «C-0042» y «c0042» son el mismo número.

    El guion entre cifras se queda: el cliente 12 de la sucursal 1 no es el 2 de la 11.

    >>> codigo_comparable("C-0042"), codigo_comparable("0042"), codigo_comparable("1-12")
    ('C0042', '42', '1-12')
    """
    partes = _ENTRE_CIFRAS.split(texto)
    return "-".join(map(_sin_signos, partes))


def _sin_signos(texto: str) -> str:
    return solo_alfanumerico(texto).lstrip("0")


def _nombre(texto: str) -> str:
    """Plegado y sin signos, para que «Pérez, S.L.» sea «PEREZ SL»."""
    plegado = plegar(texto).replace(".", "")
    return " ".join("".join(c if c.isalnum() else " " for c in plegado).split())


def _muestra(columna: Columna) -> list[str]:
    presentes = np.flatnonzero(columna.frecuencias())
    presentes = presentes[presentes != 0]
    sitios = np.unique(np.linspace(0, max(len(presentes) - 1, 0), _MUESTRA).astype(int))
    return [str(t) for t in columna.textos[presentes[sitios]]] if len(presentes) else []
