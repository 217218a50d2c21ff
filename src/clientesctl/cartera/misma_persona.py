"""Las demás fichas de una persona: lo que pidió en una vale para todas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np

from clientesctl.cartera.bajas import Marcas
from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.oposiciones import deja_contactar
from clientesctl.cartera.permisos import son_empresas
from clientesctl.registro.absorbidas import destinos
from clientesctl.registro.registro import Tabla
from clientesctl.textos.correos import es_correo_de_relleno
from clientesctl.textos.id_compacto import compactar_id

_DE_MUCHOS = 4
"""Lo que llevan más fichas no es de nadie: el correo de la casa, un documento de relleno."""
_DOCUMENTO_MAS_CORTO = 6


class Mismos:
    """Las fichas que son de una misma persona: las que llevan su ID y las que quedaron en ella."""

    def __init__(self, cartera: Cartera) -> None:
        clientes = cartera.registro.clientes
        self._gemelas = cartera.gemelas
        self._destino = destinos(clientes) if "fusionado_en" in clientes else None
        self._dejan = deja_contactar(clientes)

    def todas(self, marcas: Marcas) -> Marcas:
        """Todas las de quien tiene alguna marcada: lo que dijo en una vale para las demás.

        Para la ficha en que quedó otra, si su NO_CONTACTAR no dice otra cosa.
        """
        suyas = marcas.copy()
        if self._destino is not None:
            quedo = np.zeros(len(marcas), dtype=bool)
            quedo[self._destino[marcas]] = True
            suyas |= quedo & ~self._dejan
        alguna = np.zeros(len(marcas), dtype=bool)
        alguna[self._gemelas[suyas]] = True
        return np.asarray(alguna[self._gemelas])


def de_quien_dijo_que_no(clientes: Tabla, dijeron: Marcas) -> Marcas:
    """Las fichas con el correo o el documento de una de ésas.

    De las empresas no se mira: las sucursales de una comparten los suyos.
    """
    marcas = np.zeros(len(clientes), dtype=bool)
    personas = ~son_empresas(clientes)
    for campo, leer in _SENAS.items():
        if campo in clientes and dijeron.any():
            columna = clientes[campo]
            claves = columna.mapear(leer)
            cuantas: Counter[str] = Counter()
            for clave, veces in zip(claves, columna.frecuencias().tolist(), strict=True):
                cuantas[clave] += veces
            suyas = {claves[i] for i in np.unique(columna.codigos[dijeron & personas]).tolist()}
            suyas = {c for c in suyas if c and cuantas[c] <= _DE_MUCHOS}
            por_valor = np.fromiter((c in suyas for c in claves), bool, len(claves))
            marcas |= por_valor[columna.codigos] & personas
    return marcas


def _correo(texto: str) -> str:
    correo = texto.strip().lower()
    return correo if "@" in correo and not es_correo_de_relleno(correo) else ""


def _documento(texto: str) -> str:
    compacto = compactar_id(texto)
    largo = len(compacto) >= _DOCUMENTO_MAS_CORTO
    return compacto if largo and any(c.isdecimal() for c in compacto) else ""


_SENAS: dict[str, Callable[[str], str]] = {
    "email": _correo,
    "email_2": _correo,
    "id_fiscal": _documento,
}
