"""A quién no se llama ni se escribe nunca, y por qué: quien lo pidió, quien murió, quien canceló.

Se peca de prudente: en NO_CONTACTAR, todo lo que no sea un «no» claro es que no quiere.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from clientesctl.cartera.bajas import Marcas, escritas
from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.duenos import buscar_duenos
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.lo_escrito import lo_que_dicen
from clientesctl.cartera.misma_persona import Mismos
from clientesctl.cartera.oposiciones import (
    SE_OPUSO,
    lo_dice_otra_columna,
    lo_pidio_hablando,
    se_opusieron,
)
from clientesctl.cartera.permisos import dias_dichos
from clientesctl.cartera.valores import SIN_DIA, dia_de, leer_dias, marcar, sin_calcular
from clientesctl.registro.columna import Columna, Indices
from clientesctl.registro.registro import Tabla
from clientesctl.textos.limpieza import plegar
from clientesctl.textos.medios import leer_medio
from clientesctl.textos.voluntades import (
    Canal,
    es_canal_de_voz,
    niega,
    pide_no_contacto,
    puede_ser_canal,
)

ABSORBIDA = "ficha absorbida por otra"
NO_QUIERE = "pidió que no se le contacte"
NO_QUIERE_ESCRITO = "en sus notas dice que no se le llame"
DE_BAJA = "el registro lo da de baja"
SIN_PERMISO = "retiró o negó su consentimiento"
PIDIERON_QUE_NO = (NO_QUIERE, NO_QUIERE_ESCRITO, SE_OPUSO, SIN_PERMISO)
YA_CONTACTADO = "ya se le contactó hoy"
"""La razón que mañana ya no vale: las demás siguen valiendo."""

_MAS_FINALIDADES = 30
"""Con más finalidades distintas, lo escrito ahí es otra cosa y no se distingue."""
_NO_AVISAN = frozenset({"NOTA", "QUEJA"})
_FALLECIDO = frozenset({"FALLECIDO", "FALLECIDA", "DIFUNTO", "DIFUNTA"})
_NO_LLAMAR = frozenset({"NO CONTACTAR", "NO LLAMAR", "NO MOLESTAR"})
_DE_BAJA = re.compile(
    r"(?:DE |DAD[OA] DE )?BAJA(?! (?:ROTACION|FRECUENCIA|ACTIVIDAD|PRIORIDAD|TEMPORAL))\b.*"
    r"|CANCELAD[OA]|ANULAD[OA]|ELIMINAD[OA]|BORRAD[OA]|BLOQUEAD[OA]|LISTA NEGRA|LIQUIDAD[OA]"
    r"|EXTINGUID[OA]|CES[EO](?: DE ACTIVIDAD| DE NEGOCIO)?"
)


@dataclass(frozen=True, eq=False)
class Apartados:
    """Por ficha, el lugar en `razones` de por qué no se la llama, o -1 si se la puede llamar.

    `pidieron` son las de quien dijo que no, también si antes la alcanza otra razón.
    """

    razones: tuple[str, ...]
    cual: Indices
    pidieron: Marcas

    @property
    def libres(self) -> Marcas:
        """Las fichas a las que se puede llamar."""
        return np.asarray(self.cual < 0)

    @property
    def de_la_persona(self) -> list[int]:
        """Los lugares de las razones que son de la persona y no de una de sus fichas."""
        de_la_ficha = {ABSORBIDA, YA_CONTACTADO}
        return [i for i, razon in enumerate(self.razones) if razon not in de_la_ficha]

    def sin_lo_de_hoy(self) -> Apartados:
        """Los mismos, menos a quien solo se aparta por haberle contactado hoy: para otro día."""
        lo_de_hoy = self.razones.index(YA_CONTACTADO)
        return replace(self, cual=np.where(self.cual == lo_de_hoy, -1, self.cual))

    def contar(self, posiciones: Indices) -> dict[str, int]:
        """Cuántas de esas fichas se apartan por cada razón."""
        cuales = Counter(self.cual[posiciones].tolist())
        return {razon: cuales[i] for i, razon in enumerate(self.razones) if cuales[i]}


def apartar(cartera: Cartera, canal: Canal = "llamada") -> Apartados:
    """Las fichas a las que no se llega por ese canal, cada una con la primera razón que la alcanza.

    A quien pidió que no se le contacte no se le contacta por ninguno.
    """
    clientes = cartera.registro.clientes
    de_uno = Mismos(cartera)
    escrito = lo_que_dicen(cartera)
    no_por_escrito = escrito["no quiere"]
    if canal == "llamada":
        no_por_escrito |= escrito["no llamar"]
    dijeron_no = _no_quiere(clientes, canal) | np.isin(_situacion(clientes), list(_NO_LLAMAR))
    sin_permiso = _sin_consentimiento(cartera, canal) | lo_dice_otra_columna(clientes, canal)
    razones = {
        ABSORBIDA: cartera.estados == Estado.ABSORBIDO,
        "ha fallecido": de_uno.todas(fallecidos(clientes) | escrito["fallecido"]),
        "canceló": cartera.estados == Estado.CANCELADO,
        DE_BAJA: _de_baja(clientes) | escrito["baja"],
        NO_QUIERE: de_uno.todas(dijeron_no | lo_pidio_hablando(cartera)),
        NO_QUIERE_ESCRITO: de_uno.todas(no_por_escrito),
        SE_OPUSO: de_uno.todas(se_opusieron(cartera)),
        SIN_PERMISO: de_uno.todas(sin_permiso),
        "sus datos han caducado": _caducados(clientes, cartera.hoy),
        YA_CONTACTADO: _contactados(cartera, canal),
    }
    cual = np.full(len(clientes), -1, dtype=np.int64)
    for i, marcas in reversed(list(enumerate(razones.values()))):
        cual[marcas] = i
    pidieron = np.logical_or.reduce([razones[razon] for razon in PIDIERON_QUE_NO])
    return Apartados(tuple(razones), cual, pidieron)


def fallecidos(clientes: Tabla) -> Marcas:
    """Por ficha: si consta que esa persona murió."""
    return _escrita(clientes, "fallecido_el") | np.isin(_situacion(clientes), list(_FALLECIDO))


def _de_baja(clientes: Tabla) -> Marcas:
    return marcar(clientes, "situacion", lambda t: bool(_DE_BAJA.fullmatch(plegar(t))))


def _no_quiere(clientes: Tabla, canal: Canal) -> Marcas:
    marcas = marcar(clientes, "no_contactar", pide_no_contacto)
    for campo in ("consentimiento", f"consiente_{canal}"):
        marcas = marcas | marcar(clientes, campo, niega)
    for campo in ("no_contactar", "consentimiento", f"consiente_{canal}"):
        # Una fórmula que no guarda su resultado puede decir que no.
        marcas = marcas | sin_calcular(clientes.columnas.get(campo), len(clientes))
    return marcas


@dataclass(frozen=True, eq=False)
class _Dichos:
    """Lo que cada cual consintió o negó hasta un día: de quién es cada fila, y cuándo."""

    tabla: Tabla
    cliente: Indices
    dia: Indices
    negada: Marcas
    utiles: Marcas

    def ultima(self, cuales: Marcas, *, de_lo_mismo: bool = True) -> tuple[Indices, Indices]:
        """Las fichas con alguna de esas filas y, de cada una, la última.

        Entre dos del mismo día y `de_lo_mismo`, la que niega.
        """
        filas = np.flatnonzero(self.utiles & cuales)
        primero = self.negada[filas] & de_lo_mismo
        orden = filas[np.lexsort((filas, primero, self.dia[filas]))]
        ultima = dict(zip(self.cliente[orden].tolist(), orden.tolist(), strict=True))
        return (
            np.fromiter(ultima.keys(), np.int64, len(ultima)),
            np.fromiter(ultima.values(), np.int64, len(ultima)),
        )


def _leer_dichos(cartera: Cartera) -> _Dichos | None:
    registro, hoy = cartera.registro, cartera.hoy
    tabla = registro.tabla("CONSENTIMIENTOS")
    if tabla is None or "otorgado" not in tabla:
        return None
    cliente = buscar_duenos(registro.clientes, tabla, cartera.gemelas)
    negada = marcar(tabla, "otorgado", niega) | sin_calcular(tabla["otorgado"], len(tabla))
    dia = dias_dichos(tabla, negada, hoy)
    return _Dichos(tabla, cliente, dia, negada, (cliente >= 0) & (dia <= dia_de(hoy)))


def _sin_consentimiento(cartera: Cartera, canal: Canal) -> Marcas:
    """Las fichas cuya última palabra hasta hoy sobre ese canal, o para algo en concreto, es que no.

    A una llamada la alcanza además la última palabra por cualquier canal.
    """
    marcas = np.zeros(len(cartera.registro.clientes), dtype=bool)
    dichos = _leer_dichos(cartera)
    if dichos is None:
        return marcas
    negada = dichos.negada
    de_voz = canal == "llamada"
    suyos = _por_canal(
        dichos.tabla, es_canal_de_voz if de_voz else lambda t: puede_ser_canal(t, canal)
    )
    if de_voz:
        con, ultima = dichos.ultima(np.ones(len(suyos), dtype=bool), de_lo_mismo=False)
        marcas[con] |= negada[ultima]
    con, ultima = dichos.ultima(suyos)
    marcas[con] |= negada[ultima]
    for de_esa in _por_finalidad(dichos.tabla):
        con, ultima = dichos.ultima(suyos & de_esa)
        marcas[con] |= negada[ultima]
    return np.asarray(marcas[cartera.gemelas])


def _por_canal(tabla: Tabla, cumple: Callable[[str], bool]) -> Marcas:
    return marcar(tabla, "canal", cumple) | ("canal" not in tabla)


def _por_finalidad(tabla: Tabla) -> Iterator[Marcas]:
    """Por finalidad escrita, las filas que hablan de ella: las suyas y las que no dicen ninguna."""
    if "finalidad" not in tabla:
        return
    columna = tabla["finalidad"]
    plegadas = np.asarray(columna.mapear(plegar), dtype=object)
    distintas = sorted(set(plegadas.tolist()) - {""})
    for finalidad in distintas if len(distintas) <= _MAS_FINALIDADES else ():
        yield np.isin(plegadas, [finalidad, ""])[columna.codigos]


def _contactados(cartera: Cartera, canal: Canal) -> Marcas:
    """Las fichas con que ya se habló hoy; si no es para llamar, por ese mismo medio."""
    registro, hoy = cartera.registro, cartera.hoy
    marcas = np.zeros(len(registro.clientes), dtype=bool)
    tabla = registro.tabla("CONTACTOS")
    if tabla is None or "fecha" not in tabla:
        return marcas
    de_hoy = leer_dias(tabla["fecha"]) == dia_de(hoy)
    if canal != "llamada":
        de_hoy &= marcar(tabla, "tipo", lambda t: leer_medio(t).lower() == canal)
    elif "tipo" in tabla:
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
