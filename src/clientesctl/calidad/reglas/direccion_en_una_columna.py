"""Calle, número, código y ciudad en una celda: «CALLE MAYOR 3, 28001 MADRID» en CALLE.

Con la dirección entera en una columna no se puede repartir por zonas, filtrar por ciudad ni
comprobar el código postal; y las etiquetas no salen.

>>> juzgar("CALLE MAYOR 3, 28001 MADRID", "calle").propuesta
'CALLE CALLE MAYOR · NUMERO 3 · CODIGO_POSTAL 28001 · CIUDAD MADRID'
>>> juzgar("CALLE 12", "calle") is None, juzgar("AVENIDA 9 DE JULIO", "calle") is None
(True, True)

Nunca es seguro, y no propone nada si sobra algo que no sabe dónde va o si la ficha ya dice otra
cosa en la columna de destino. Deja en paz las vías con número por nombre, los kilómetros y, en una
columna DIRECCION, la calle con su número y las fichas que ya la tienen partida en CALLE.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields

import numpy as np
import numpy.typing as npt

from clientesctl.calidad.personas import sin_nada_en
from clientesctl.calidad.regla import Contexto, Regla
from clientesctl.registro.columna import Indices
from clientesctl.registro.hallazgo import Arreglo, Dictamen, Lote
from clientesctl.registro.registro import Tabla
from clientesctl.textos.direcciones import DireccionPartida, partir_direccion
from clientesctl.textos.limpieza import plegar

_CAMPOS = ("calle", "direccion")
_DESTINOS = tuple(f.name for f in fields(DireccionPartida) if f.name not in ("calle", "sobra"))


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Las direcciones enteras de CALLE y de una columna DIRECCION."""
    tabla = contexto.tabla
    for campo in _CAMPOS:
        if campo in tabla:
            partidas = tabla[campo].mapear(partir_direccion)
            donde = _con_varias_cosas(tabla, campo, partidas)
            if donde.any():
                yield _lote(tabla, campo, partidas, np.flatnonzero(donde))


def juzgar(texto: str, campo: str, **ficha: str) -> Dictamen | None:
    """El dictamen de una dirección; `ficha` es lo que su fila lleva en las demás columnas."""
    partida = partir_direccion(texto)
    if partida is None or not (partida.codigo_postal or _le_falta(campo, ficha)):
        return None
    return _dictar(partida, ficha)


def _le_falta(campo: str, ficha: dict[str, str]) -> bool:
    """Si el número de la casa tiene su columna, y está vacía."""
    return campo == "calle" and ficha.get("numero") == ""


def _con_varias_cosas(
    tabla: Tabla, campo: str, partidas: Sequence[DireccionPartida | None]
) -> npt.NDArray[np.bool_]:
    """Por fila: si hay código postal, o un número cuya columna está vacía."""
    codigos = tabla[campo].codigos
    con_codigo = np.asarray([p is not None and p.codigo_postal != "" for p in partidas])
    donde = con_codigo[codigos]
    if campo == "calle" and "numero" in tabla:
        con_numero = np.asarray([p is not None and p.numero != "" for p in partidas])
        donde = donde | (con_numero[codigos] & tabla["numero"].vacias())
    if campo == "direccion":
        # La dirección entera puede quedarse donde está si sus partes ya tienen su sitio.
        donde = donde & sin_nada_en(tabla, "calle")
    return np.asarray(donde)


def _lote(
    tabla: Tabla, campo: str, partidas: Sequence[DireccionPartida | None], filas: Indices
) -> Lote:
    """El lote de esas filas, con un dictamen por cada combinación de valores."""
    otros = [otro for otro in _DESTINOS if otro in tabla]
    codigos = np.column_stack([tabla[c].codigos[filas] for c in (campo, *otros)])
    vistos: dict[tuple[int, ...], int] = {}
    cuales = [vistos.setdefault(tuple(fila), len(vistos)) for fila in codigos.tolist()]
    dictamenes = []
    for cual, *resto in vistos:
        ficha = {o: str(tabla[o].textos[c]).strip() for o, c in zip(otros, resto, strict=True)}
        partida = partidas[cual]
        if partida is not None:
            dictamenes.append(_dictar(partida, ficha))
    return Lote(
        REGLA.nombre, REGLA.gravedad, campo, filas, np.asarray(cuales, dtype=np.int64), dictamenes
    )


def _dictar(partida: DireccionPartida, ficha: dict[str, str]) -> Dictamen:
    mensaje = f"lleva {_cosas(partida)} en la misma celda que la calle"
    partes = {otro: getattr(partida, otro) for otro in _DESTINOS if getattr(partida, otro)}
    if partida.sobra or any(_choca(ficha.get(otro, ""), valor) for otro, valor in partes.items()):
        return Dictamen(mensaje)
    partes = {"calle": partida.calle, **partes}
    return Dictamen(
        mensaje,
        " · ".join(f"{otro.upper()} {valor}" for otro, valor in partes.items()),
        tuple(Arreglo(otro, valor) for otro, valor in partes.items()),
    )


def _cosas(partida: DireccionPartida) -> str:
    nombres = {
        "numero": "el número",
        "colonia": "la colonia",
        "codigo_postal": "el código postal",
        "ciudad": "la ciudad",
        "provincia": "la provincia",
    }
    *primeras, ultima = [dicho for otro, dicho in nombres.items() if getattr(partida, otro)]
    return f"{', '.join(primeras)} y {ultima}" if primeras else ultima


def _choca(escrito: str, nuevo: str) -> bool:
    return bool(escrito.strip()) and plegar(escrito) != plegar(nuevo)


REGLA = Regla(
    "direccion_en_una_columna",
    "aviso",
    "La calle lleva en su celda el número, el código postal o la ciudad, que tienen columna. Se"
    " propone cada cosa en la suya; mírelo, porque algunas vías se llaman por un número.",
    detectar,
)
