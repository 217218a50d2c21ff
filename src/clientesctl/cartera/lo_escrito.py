"""Lo que las notas dicen de alguien y ninguna casilla recoge: no quiere llamadas, murió, de baja.

En un libro ajeno es donde más se escribe: «NO LLAMAR» en OBSERVACIONES, o tras el nombre.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from clientesctl.cartera.bajas import Marcas
from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.oposiciones import de_quien, deja_contactar
from clientesctl.registro.columna import Columna
from clientesctl.registro.registro import Tabla
from clientesctl.textos.negativas import Negativa, hay_pistas, leer_negativa

_TODO: tuple[Negativa, ...] = ("fallecido", "no quiere", "no llamar", "baja")
_DE_NOTAS = ("observaciones", "situacion", "etapa", "motivo_inactividad")
_DE_OTRAS: tuple[Negativa, ...] = ("fallecido", "no quiere", "no llamar")
"""En una columna que no se sabe qué es, «BAJA» puede ser la prioridad o la tensión."""
_CON_COLETILLA = (
    "nombre", "apellido_1", "apellido_2", "nombre_completo", "apellidos", "razon_social",
    "nombre_comercial", "telefono", "movil", "telefono_2", "horario", "interes", "persona_contacto",
)  # fmt: skip
"""Donde se añade a lo que la columna lleva: «JUAN PÉREZ (NO LLAMAR)»."""

_DE_CONTACTOS = ("resultado", "asunto", "notas", "proximo_paso")


def lo_que_dicen(cartera: Cartera) -> Mapping[Negativa, Marcas]:
    """Por lo que dicen, las fichas cuyas notas, o las de sus contactos, lo dicen."""
    clientes = cartera.registro.clientes
    marcas = {dice: np.zeros(len(clientes), dtype=bool) for dice in _TODO}
    for columna, valen in _columnas(clientes):
        for dice, suyas in _leer(columna, valen):
            marcas[dice] |= suyas
    for dice, suyas in _en_contactos(cartera):
        marcas[dice] |= suyas
    return marcas


def _columnas(clientes: Tabla) -> Iterator[tuple[Columna, tuple[Negativa, ...]]]:
    for campo in _DE_NOTAS:
        if campo in clientes:
            yield clientes[campo], _TODO
    for columna in clientes.otras.values():
        yield columna, _DE_OTRAS
    for campo in _CON_COLETILLA:
        if campo in clientes:
            yield clientes[campo], ("no quiere", "no llamar")


def _leer(columna: Columna, valen: tuple[Negativa, ...]) -> Iterator[tuple[Negativa, Marcas]]:
    """Por lo que dice, las filas de la columna que lo dicen."""
    if not hay_pistas(columna.textos.tolist()):
        return
    dichas = np.asarray(columna.mapear(leer_negativa), dtype=object)
    for dice in valen:
        por_valor = np.asarray(dichas == dice, dtype=bool)
        if por_valor.any():
            yield dice, por_valor[columna.codigos]


def _en_contactos(cartera: Cartera) -> Iterator[tuple[Negativa, Marcas]]:
    """Lo que se dijo en un contacto; un NO_CONTACTAR que dice que no, manda."""
    tabla = cartera.registro.tabla("CONTACTOS")
    if tabla is None:
        return
    dejan = deja_contactar(cartera.registro.clientes)
    for campo in _DE_CONTACTOS:
        if campo in tabla:
            for dice, filas in _leer(tabla[campo], _DE_OTRAS):
                yield dice, de_quien(cartera, tabla, filas) & ~dejan
