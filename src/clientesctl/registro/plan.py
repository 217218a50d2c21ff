"""Lo que se quiere cambiar en el libro, como un valor: se enseña, se guarda, se aplica, se deshace.

Un `Plan` no sabe nada de celdas de Excel: nombra fichas y columnas. En qué fila está cada una se
busca al aplicarlo (`colocar`), así que ordenar la hoja entre medias no estropea nada.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from clientesctl.registro.columna import Tipo
from clientesctl.registro.errores import Rechazo

_ENTEROS = 1e21
"""Desde aquí un número se escribe con su exponente, también entero: como se lee."""


class Dato(NamedTuple):
    """Lo que guarda una celda: su tipo y su texto, escrito como en `Columna`.

    >>> Dato.de_texto("08001"), Dato.de_fecha(dt.date(2026, 3, 1)).texto
    (Dato(tipo=<Tipo.TEXTO: 1>, texto='08001'), '2026-03-01')
    """

    tipo: Tipo
    texto: str

    @classmethod
    def de_texto(cls, texto: str) -> Dato:
        """Un texto tal cual; vacío, la celda vacía."""
        return cls(Tipo.TEXTO, texto) if texto else VACIO

    @classmethod
    def de_numero(cls, numero: float) -> Dato:
        """Una cifra; un entero, sin decimales."""
        entero = abs(numero) < _ENTEROS and numero == int(numero)
        return cls(Tipo.NUMERO, str(int(numero)) if entero else repr(numero))

    @classmethod
    def de_fecha(cls, fecha: dt.date) -> Dato:
        """Un día, o un día con su hora."""
        if isinstance(fecha, dt.datetime):
            return cls(Tipo.FECHA, fecha.isoformat(" ", "seconds"))
        return cls(Tipo.FECHA, fecha.isoformat())


VACIO = Dato(Tipo.VACIA, "")


@dataclass(frozen=True, slots=True)
class Clave:
    """Con qué se encuentra una ficha: su ID si es único; si no, su fila con su huella.

    `fila` es la que tenía cuando se hizo el plan (0: aún no existe) y `huella` resume sus celdas
    de entonces. `alta` es distinto de 0 en las fichas que el plan añade (1, 2, 3… en cada hoja);
    con `fila` además, es una ficha que otro plan añadió y éste quita.
    """

    id: str | None = None
    fila: int = 0
    huella: str = ""
    alta: int = 0

    @property
    def es_nueva(self) -> bool:
        """Si la ficha la crea este plan."""
        return self.alta > 0 and self.fila == 0

    @property
    def se_retira(self) -> bool:
        """Si la ficha se añadió antes y este plan la quita."""
        return self.alta > 0 and self.fila > 0

    def __str__(self) -> str:
        if self.id:
            return self.id
        return f"ficha nueva {self.alta}" if self.es_nueva else f"fila {self.fila}"


@dataclass(frozen=True, slots=True)
class Cambio:
    """Una celda que cambia. `columna` es el campo canónico o, si no se conoce, su cabecera."""

    hoja: str
    clave: Clave
    columna: str
    antes: Dato
    despues: Dato

    @property
    def sitio(self) -> tuple[str, Clave, str]:
        """Qué celda es, esté donde esté."""
        return self.hoja, self.clave, self.columna

    def inverso(self) -> Cambio:
        return replace(self, antes=self.despues, despues=self.antes)


@dataclass(frozen=True, slots=True)
class Propuesta:
    """Cambios que van juntos, por qué, y si se pueden escribir sin mirarlos."""

    motivo: str
    cambios: tuple[Cambio, ...]
    segura: bool = True

    def inverso(self) -> Propuesta:
        return replace(self, cambios=tuple(c.inverso() for c in reversed(self.cambios)))


@dataclass(frozen=True, slots=True)
class Sitio:
    """Dónde estaba una columna cuando se hizo el plan: su cabecera escrita y su número (A es 1)."""

    cabecera: str
    columna: int


@dataclass(frozen=True)
class Ancla:
    """Cómo era una hoja cuando se hizo el plan: lo que ha de seguir igual para aplicarlo.

    `clase` es su nombre en el contrato. `sitios` va por columna del plan (las de sus cambios) y
    `huellas`, en orden, dice de qué columnas se hicieron las huellas de las fichas sin ID. Las
    columnas de `nuevas` no están en la hoja y se le añaden; si `nueva`, la hoja entera se crea.
    """

    hoja: str
    clase: str
    sitios: Mapping[str, Sitio] = field(default_factory=dict)
    huellas: tuple[Sitio, ...] = ()
    nuevas: tuple[str, ...] = ()
    nueva: bool = False


@dataclass(frozen=True)
class Plan:
    """Todo lo que se escribiría de una vez, y los bytes (SHA-256) del libro que se miró.

    Se construye con `hacer_plan`, que no admite contradicciones.
    """

    sha256: str
    propuestas: tuple[Propuesta, ...] = ()
    anclas: Mapping[str, Ancla] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(p.cambios for p in self.propuestas)

    @property
    def cambios(self) -> Iterator[Cambio]:
        """Los cambios, en su orden."""
        for propuesta in self.propuestas:
            yield from propuesta.cambios

    def elegir(self, elegidas: Iterable[Propuesta]) -> Plan:
        """El mismo plan con solo esas propuestas."""
        return replace(self, propuestas=tuple(elegidas))

    def en_una(self) -> Plan:
        """El mismo plan en una propuesta: o entra entero o no entra nada."""
        if len(self.propuestas) < 2:
            return self
        motivo = self.propuestas[0].motivo
        return self.elegir([Propuesta(motivo, tuple(self.cambios))])

    def inverso(self) -> Plan:
        """El plan que deja las celdas como estaban.

        Las columnas y hojas que se añadieron se quedan: vacías no estorban, y quitarlas movería
        lo que alguien pusiera después al lado.
        """
        anclas = {h: replace(a, nuevas=(), nueva=False) for h, a in self.anclas.items()}
        propuestas = tuple(p.inverso() for p in reversed(self.propuestas))
        return Plan(self.sha256, propuestas, anclas)


def hacer_plan(sha256: str, propuestas: Iterable[Propuesta], anclas: Mapping[str, Ancla]) -> Plan:
    """El plan con esas propuestas, si no se contradicen; lo que no cambia nada se deja fuera.

    Dos propuestas que cambian igual la misma celda valen por una.

    Raises:
        PlanContradictorio: dos cambios distintos de una celda, o una referencia a una ficha que
            el propio plan quita.
    """
    vistos: dict[tuple[str, Clave, str], Cambio] = {}
    limpias = []
    for propuesta in propuestas:
        suyos = []
        for cambio in propuesta.cambios:
            anterior = vistos.setdefault(cambio.sitio, cambio)
            if anterior.despues != cambio.despues or anterior.antes != cambio.antes:
                raise PlanContradictorio(anterior, cambio)
            if anterior is cambio and cambio.antes != cambio.despues:
                suyos.append(cambio)
        if suyos:
            entera = len(suyos) == len(propuesta.cambios)
            limpias.append(propuesta if entera else replace(propuesta, cambios=tuple(suyos)))
    _sin_referencias_perdidas(vistos.values())
    return Plan(sha256, tuple(limpias), dict(anclas))


def _sin_referencias_perdidas(cambios: Iterable[Cambio]) -> None:
    todos = list(cambios)
    # El plan ya escrito de un alta lleva también su fila: no la quita, que después hay algo.
    quitadas = {
        c.clave.id: c for c in todos if c.clave.se_retira and c.clave.id and c.despues == VACIO
    }
    for cambio in todos:
        if cambio.columna == "id_cliente" and cambio.despues.texto in quitadas:
            raise PlanContradictorio(quitadas[cambio.despues.texto], cambio)


class PlanContradictorio(Rechazo):
    """Dos cambios de un mismo plan no pueden cumplirse a la vez."""

    def __init__(self, uno: Cambio, otro: Cambio) -> None:
        self.uno, self.otro = uno, otro
        if uno.sitio == otro.sitio:
            que = (
                f"{otro.columna.upper()} de {otro.clave} quedaría a la vez «{uno.despues.texto}» y "
                f"«{otro.despues.texto}»"
            )
        else:
            que = f"{otro.clave} se refiere a {uno.clave}, que se quita"
        super().__init__(f"el plan se contradice en la hoja «{otro.hoja}»: {que}; quite uno")
