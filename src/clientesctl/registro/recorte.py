"""Un registro con solo unas fichas y lo suyo: para saber algo de ellas sin calcular las demás."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from clientesctl.registro.absorbidas import clave_de_id, destinos
from clientesctl.registro.columna import Columna, Indices
from clientesctl.registro.enlace import enlazar
from clientesctl.registro.registro import Registro, Tabla

Marcas = npt.NDArray[np.bool_]


def tomar_filas(tabla: Tabla, posiciones: Indices) -> Tabla:
    """La misma tabla con solo esas filas (posiciones desde 0, ascendentes) y sus valores."""
    return replace(
        tabla,
        filas=tabla.filas[posiciones],
        columnas={campo: _tomar(c, posiciones) for campo, c in tabla.columnas.items()},
        otras={cabecera: _tomar(c, posiciones) for cabecera, c in tabla.otras.items()},
    )


def _tomar(columna: Columna, posiciones: Indices) -> Columna:
    """La columna con solo esas filas y sin los valores que ya nadie lleva."""
    corta = columna.tomar(posiciones)
    quedan = np.union1d(corta.codigos, [0])  # el 0 es siempre la celda vacía
    return replace(
        corta,
        codigos=np.searchsorted(quedan, corta.codigos).astype(np.int32),
        textos=corta.textos[quedan],
        tipos=corta.tipos[quedan],
    )


@dataclass(frozen=True, eq=False)
class Recorte:
    """`registro` lleva unas fichas y lo suyo; `posiciones` dice cuál era cada una en el entero."""

    registro: Registro
    posiciones: Indices

    def lugar(self, posicion: int) -> int:
        """Dónde queda en el recorte la ficha que en el entero está en esa posición."""
        return int(np.searchsorted(self.posiciones, posicion))

    def recortar(self, posiciones: Indices) -> Recorte:
        """Lo mismo que recortar el entero por esas fichas, que están en éste; cuesta menos."""
        suyo = recortar(self.registro, np.searchsorted(self.posiciones, posiciones))
        return Recorte(suyo.registro, self.posiciones[suyo.posiciones])


def recortar(registro: Registro, posiciones: Indices) -> Recorte:
    """Las fichas de esas posiciones, las que absorbieron y las de su mismo ID, con lo suyo.

    Lo suyo son las filas de las demás hojas que se sabe de quién son; las hojas que no van de
    clientes quedan enteras.
    """
    clientes = registro.clientes
    dentro = np.zeros(len(clientes), dtype=bool)
    dentro[posiciones] = True
    dentro |= dentro[destinos(clientes)]
    dentro |= _con_su_id(clientes, dentro)
    quedan = np.flatnonzero(dentro)
    tablas: dict[str, Tabla] = {}
    for clase, tabla in registro.tablas.items():
        if clase == "CLIENTES":
            tablas[clase] = tomar_filas(tabla, quedan)
        elif "id_cliente" in tabla:
            tablas[clase] = tomar_filas(tabla, np.flatnonzero(_suyas(clientes, tabla, dentro)))
        else:
            tablas[clase] = tabla
    return Recorte(replace(registro, tablas=tablas), quedan)


def _con_su_id(clientes: Tabla, dentro: Marcas) -> Marcas:
    if "id" not in clientes:
        return np.zeros_like(dentro)
    columna = clientes["id"]
    suyos = {clave_de_id(str(columna.textos[c])) for c in set(columna.codigos[dentro].tolist())}
    marcados = np.asarray(columna.mapear(lambda t: clave_de_id(t) in suyos), dtype=bool)
    marcados[0] = False
    return np.asarray(marcados[columna.codigos])


def _suyas(clientes: Tabla, tabla: Tabla, dentro: Marcas) -> Marcas:
    """Por fila: si es de una de esas fichas, o nombra su ID aunque lo lleven dos."""
    duenos = enlazar(clientes, tabla)
    suyas = (duenos >= 0) & dentro[duenos]
    if "id" in clientes:
        ids = {clave_de_id(clientes.texto("id", int(p))) for p in np.flatnonzero(dentro)} - {""}
        columna = tabla["id_cliente"]
        nombradas = np.asarray(columna.mapear(lambda t: clave_de_id(t) in ids), dtype=bool)
        suyas |= (duenos < 0) & nombradas[columna.codigos]
    return np.asarray(suyas)
