"""A quién no se llama nunca, y por qué: quien lo pidió, quien murió, quien canceló.

Se peca de prudente: en NO_CONTACTAR, todo lo que no sea un «no» claro es que no quiere.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

import numpy as np

from clientesctl.cartera.bajas import Marcas, escritas
from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.duenos import buscar_duenos
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.valores import SIN_DIA, dia_de, leer_dias, marcar
from clientesctl.registro.columna import Columna, Indices
from clientesctl.registro.registro import Tabla
from clientesctl.textos.limpieza import plegar
from clientesctl.textos.voluntades import es_canal_de_voz, niega, pide_no_contacto

SIN_PERMISO = "retiró o negó su consentimiento"
YA_CONTACTADO = "ya se le contactó hoy"
"""La razón que mañana ya no vale: las demás siguen valiendo."""

_NO_AVISAN = frozenset({"NOTA", "QUEJA"})
_FALLECIDO = frozenset({"FALLECIDO", "FALLECIDA", "DIFUNTO", "DIFUNTA"})
_NO_LLAMAR = frozenset({"NO CONTACTAR", "NO LLAMAR", "NO MOLESTAR"})
_DE_BAJA = frozenset(
    {"BAJA", "DE BAJA", "DADO DE BAJA", "DADA DE BAJA", "CANCELADO", "CANCELADA", "ANULADO"}
)


@dataclass(frozen=True, eq=False)
class Apartados:
    """Por ficha, el lugar en `razones` de por qué no se la llama, o -1 si se la puede llamar."""

    razones: tuple[str, ...]
    cual: Indices

    @property
    def libres(self) -> Marcas:
        """Las fichas a las que se puede llamar."""
        return np.asarray(self.cual < 0)

    def contar(self, posiciones: Indices) -> dict[str, int]:
        """Cuántas de esas fichas se apartan por cada razón."""
        cuales = Counter(self.cual[posiciones].tolist())
        return {razon: cuales[i] for i, razon in enumerate(self.razones) if cuales[i]}


def apartar(cartera: Cartera) -> Apartados:
    """Las fichas a las que no se llama, cada una con la primera razón que la alcanza."""
    clientes = cartera.registro.clientes
    situacion = _situacion(clientes)
    razones = {
        "ficha absorbida por otra": cartera.estados == Estado.ABSORBIDO,
        "ha fallecido": fallecidos(clientes),
        "canceló": cartera.estados == Estado.CANCELADO,
        "el registro lo da de baja": np.isin(situacion, list(_DE_BAJA)),
        "pidió que no se le contacte": _no_quiere(clientes) | np.isin(situacion, list(_NO_LLAMAR)),
        SIN_PERMISO: _sin_consentimiento(cartera),
        "sus datos han caducado": _caducados(clientes, cartera.hoy),
        YA_CONTACTADO: _contactados(cartera),
    }
    cual = np.full(len(clientes), -1, dtype=np.int64)
    for i, marcas in reversed(list(enumerate(razones.values()))):
        cual[marcas] = i
    return Apartados(tuple(razones), cual)


def fallecidos(clientes: Tabla) -> Marcas:
    """Por ficha: si consta que esa persona murió."""
    return _escrita(clientes, "fallecido_el") | np.isin(_situacion(clientes), list(_FALLECIDO))


def _no_quiere(clientes: Tabla) -> Marcas:
    marcas = marcar(clientes, "no_contactar", pide_no_contacto)
    for campo in ("consentimiento", "consiente_llamada"):
        marcas = marcas | marcar(clientes, campo, niega)
    return marcas


def _sin_consentimiento(cartera: Cartera) -> Marcas:
    """Las fichas cuya última palabra hasta hoy, en general o por algún canal de voz, es que no."""
    registro, hoy = cartera.registro, cartera.hoy
    marcas = np.zeros(len(registro.clientes), dtype=bool)
    tabla = registro.tabla("CONSENTIMIENTOS")
    if tabla is None or "otorgado" not in tabla:
        return marcas
    cliente = buscar_duenos(registro.clientes, tabla, cartera.gemelas)
    dia = leer_dias(tabla["fecha"]) if "fecha" in tabla else np.full(len(tabla), SIN_DIA)
    negada = marcar(tabla, "otorgado", niega)
    de_voz = marcar(tabla, "canal", es_canal_de_voz)
    utiles = (cliente >= 0) & (dia <= dia_de(hoy))
    for filas in (np.flatnonzero(utiles), np.flatnonzero(utiles & de_voz)):
        orden = filas[np.lexsort((filas, dia[filas]))]
        ultima = np.full(len(marcas), -1, dtype=np.int64)
        ultima[cliente[orden]] = orden
        con = np.flatnonzero(ultima >= 0)
        marcas[con] |= negada[ultima[con]]
    return np.asarray(marcas[cartera.gemelas])


def _contactados(cartera: Cartera) -> Marcas:
    registro, hoy = cartera.registro, cartera.hoy
    marcas = np.zeros(len(registro.clientes), dtype=bool)
    tabla = registro.tabla("CONTACTOS")
    if tabla is None or "fecha" not in tabla:
        return marcas
    de_hoy = leer_dias(tabla["fecha"]) == dia_de(hoy)
    if "tipo" in tabla:
        de_hoy &= ~marcar(tabla, "tipo", lambda t: plegar(t) in _NO_AVISAN)
    if de_hoy.any():
        cliente = buscar_duenos(registro.clientes, tabla, cartera.gemelas)[de_hoy]
        marcas[cliente[cliente >= 0]] = True
    return np.asarray(marcas[cartera.gemelas])


def _caducados(clientes: Tabla, hoy: dt.date) -> Marcas:
    if "caduca_el" not in clientes:
        return np.zeros(len(clientes), dtype=bool)
    dia = leer_dias(clientes["caduca_el"])
    return np.asarray((dia != SIN_DIA) & (dia < dia_de(hoy)))


def _situacion(clientes: Tabla) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    if "situacion" not in clientes:
        return np.full(len(clientes), "", dtype=object)
    columna: Columna = clientes["situacion"]
    return np.asarray(columna.mapear(plegar), dtype=object)[columna.codigos]


def _escrita(clientes: Tabla, campo: str) -> Marcas:
    if campo not in clientes:
        return np.zeros(len(clientes), dtype=bool)
    return escritas(clientes, campo)
