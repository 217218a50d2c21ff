"""Lo que toca hacer: las citas, los pasos que quedaron por dar y las propuestas sin respuesta."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from clientesctl.cartera.citas_del_dia import Cita, leer_citas
from clientesctl.cartera.conversaciones import leer_pasos
from clientesctl.cartera.estados import calcular_estados
from clientesctl.cartera.propuestas import sin_respuesta
from clientesctl.cartera.respeto import SIN_PERMISO, YA_CONTACTADO, apartar
from clientesctl.cartera.umbrales import fijar_umbrales
from clientesctl.operaciones.agenda_quien import conocidos, exigir_conocido
from clientesctl.operaciones.con_lo_que_espera import ver_con_lo_que_espera
from clientesctl.operaciones.ficha_breve import Breve, breves, dato
from clientesctl.operaciones.libros import Abierto, abrir_registro
from clientesctl.registro.columna import Indices
from clientesctl.registro.recorte import recortar
from clientesctl.registro.registro import Registro
from clientesctl.textos.limpieza import plegar

CITA, PASO, PROPUESTA, PASADA = "CITA", "PASO", "PROPUESTA", "CITA SIN CERRAR"
CLASES = (CITA, PASO, PROPUESTA, PASADA)

_HASTA_CUANDO_ATRAS = dt.timedelta(days=366)
"""Una cita de hace más de un año que nadie cerró ya no es de la agenda."""
_SIN_CERRAR = frozenset({"", "PENDIENTE", "PREVISTA", "CONFIRMADA", "CITADO", "CITADA"})


@dataclass(frozen=True)
class Peticion:
    """Qué agenda se quiere: desde hoy, `dias` más adelante, y las propuestas de hace más de N."""

    libro: Path | None
    hoy: dt.date
    hoja: str | None = None
    dias: int = 0
    propuestas: int = 7
    quien: str = ""


@dataclass(frozen=True, slots=True)
class Entrada:
    """Algo que hacer. `clase` es una de `CLASES`; `breve`, None si no se sabe de qué ficha es.

    `identidad` es lo que no cambia de ella aunque cambie de día; `dias`, los que lleva esperando.
    """

    clase: str
    dia: dt.date
    hora: str
    breve: Breve | None
    que: str
    detalle: str
    quien: str
    dias: int
    identidad: str


@dataclass(frozen=True, eq=False)
class Agenda:
    """Lo que toca, por clases y por día y hora; `apartados`, a cuántos se dejó fuera y por qué."""

    abierto: Abierto
    peticion: Peticion
    entradas: tuple[Entrada, ...]
    apartados: Mapping[str, int]

    def contar(self) -> dict[str, int]:
        """Cuántas hay de cada clase."""
        cuantas = Counter(e.clase for e in self.entradas)
        return {clase: cuantas[clase] for clase in CLASES}


@dataclass(frozen=True, slots=True)
class _Cosa:
    """Una entrada cuya ficha aún no se ha mirado."""

    clase: str
    dia: dt.date
    hora: str
    cliente: int
    que: str
    detalle: str
    quien: str
    identidad: str


def consultar(peticion: Peticion) -> Agenda:
    """La agenda del libro pedido.

    `ErrorUso` si no se conoce a quien se pide; `ErrorLibro` si el libro no se puede leer.
    """
    abierto = ver_con_lo_que_espera(abrir_registro(peticion.libro, peticion.hoja))
    return hacer_agenda(abierto, peticion)


def hacer_agenda(abierto: Abierto, peticion: Peticion) -> Agenda:
    """Lo mismo, de un libro ya abierto."""
    registro = abierto.registro
    if peticion.quien:
        exigir_conocido(peticion.quien, conocidos(registro))
    cosas = [c for c in _todo(registro, peticion) if _es_de(registro, c, peticion.quien)]
    razones = _razones(abierto, cosas, peticion.hoy)
    quedan = [c for c in cosas if not _se_aparta(c, razones, peticion.hoy)]
    # Por fichas, no por cosas: lo que se cuenta es a cuántos clientes no se molesta.
    fuera = {c.cliente for c in cosas} - {c.cliente for c in quedan}
    apartados = Counter(razones[c] for c in fuera if c in razones)
    advertidas = [replace(c, detalle=_con_razon(c, razones)) for c in quedan]
    entradas = _entradas(registro, advertidas, peticion.hoy)
    return Agenda(abierto, peticion, entradas, dict(apartados))


def _todo(registro: Registro, peticion: Peticion) -> Iterator[_Cosa]:
    hoy, hasta = peticion.hoy, peticion.hoy + dt.timedelta(days=peticion.dias)
    for cita in leer_citas(registro, hoy, hasta):
        if not cita.anulada:
            yield _de_cita(registro, cita, CITA)
    for paso in leer_pasos(registro, hoy, hasta):
        identidad = paso.id or f"{_id(registro, paso.cliente)}|{paso.desde}|{paso.que}"
        yield _Cosa(
            PASO, paso.dia, "", paso.cliente, paso.que, paso.asunto, paso.quien, f"PASO|{identidad}"
        )
    for p in sin_respuesta(registro, hoy - dt.timedelta(days=peticion.propuestas + 1)):
        identidad = p.id or f"{_id(registro, p.cliente)}|{p.dia}|{p.producto}"
        yield _Cosa(
            PROPUESTA, p.dia, "", p.cliente, "pedir respuesta", str(p), p.vendedor,
            f"PROPUESTA|{identidad}",
        )  # fmt: skip
    yield from _citas_sin_cerrar(registro, hoy)


def _citas_sin_cerrar(registro: Registro, hoy: dt.date) -> Iterator[_Cosa]:
    """Las ya pasadas que nadie dijo cómo acabaron, si en ese libro se suele decir."""
    tabla = registro.tabla("CITAS")
    if tabla is None or "estado" not in tabla or tabla["estado"].vacias().all():
        return
    ayer = hoy - dt.timedelta(days=1)
    for cita in leer_citas(registro, hoy - _HASTA_CUANDO_ATRAS, ayer):
        if plegar(cita.estado) in _SIN_CERRAR:
            yield _de_cita(registro, cita, PASADA)


def _de_cita(registro: Registro, cita: Cita, clase: str) -> _Cosa:
    identidad = cita.id or f"{_id(registro, cita.cliente)}|{cita.dia}|{cita.hora}|{cita.asunto}"
    que = cita.asunto or "cita"
    detalle = "" if plegar(cita.estado) in _SIN_CERRAR else cita.estado
    if cita.cliente < 0:
        de = registro.tablas["CITAS"].texto("id_cliente", cita.fila)
        detalle = " · ".join(filter(None, (detalle, f"no hay ficha «{de}»" if de else "")))
    return _Cosa(
        clase, cita.dia, cita.hora, cita.cliente, que, detalle, cita.quien, f"CITA|{identidad}"
    )


def _id(registro: Registro, cliente: int) -> str:
    """Por lo que se reconoce a esa ficha otro día: su ID o, sin él, su nombre."""
    if cliente < 0:
        return ""
    breve = breves(registro, (cliente,))[0]
    return breve.id or breve.nombre


def _es_de(registro: Registro, cosa: _Cosa, quien: str) -> bool:
    """Si le toca a esa persona: la que lo apuntó o, si no se dijo, la que lleva al cliente."""
    if not quien:
        return True
    suya = cosa.quien
    if not suya and cosa.cliente >= 0:
        suya = dato(registro.clientes, "vendedor", cosa.cliente)
    return plegar(suya) == plegar(quien)


def _razones(abierto: Abierto, cosas: Sequence[_Cosa], hoy: dt.date) -> dict[int, str]:
    """Por ficha, por qué no se la debe llamar, si hay por qué."""
    posiciones: Indices = np.unique(
        np.asarray([c.cliente for c in cosas if c.cliente >= 0], dtype=np.int64)
    )
    if not len(posiciones):
        return {}
    recorte = recortar(abierto.registro, posiciones)
    umbrales = fijar_umbrales(politicas=abierto.politicas)
    apartados = apartar(calcular_estados(recorte.registro, hoy, umbrales))
    cuales = {p: int(apartados.cual[recorte.lugar(p)]) for p in posiciones.tolist()}
    return {p: apartados.razones[c] for p, c in cuales.items() if c >= 0}


def _se_aparta(cosa: _Cosa, razones: Mapping[int, str], hoy: dt.date) -> bool:
    """Si no se le debe llamar para eso. Una cita la pidió el cliente: esa queda siempre.

    Quien negó su permiso para ofertas sigue esperando lo que se quedó en hacer (el paso que nace
    de una queja), y se dice lo que consta. A quien se contactó hoy no se le vuelve a llamar hoy,
    pero lo de otro día sigue en pie.
    """
    razon = razones.get(cosa.cliente)
    if razon is None or cosa.clase == CITA or (cosa.clase == PASO and razon == SIN_PERMISO):
        return False
    return razon != YA_CONTACTADO or (cosa.dia <= hoy and cosa.clase in {PASO, PROPUESTA})


def _con_razon(cosa: _Cosa, razones: Mapping[int, str]) -> str:
    """El detalle, y lo que haya que saber antes de recibir a quien no se llamaría."""
    razon = razones.get(cosa.cliente, YA_CONTACTADO)
    consta = "" if razon == YA_CONTACTADO else f"consta: {razon}"
    return " · ".join(filter(None, (cosa.detalle, consta)))


def _entradas(registro: Registro, cosas: Sequence[_Cosa], hoy: dt.date) -> tuple[Entrada, ...]:
    suyas = iter(breves(registro, (c.cliente for c in cosas if c.cliente >= 0)))
    entradas = [
        Entrada(
            c.clase,
            c.dia,
            c.hora,
            next(suyas) if c.cliente >= 0 else None,
            c.que,
            c.detalle,
            c.quien or (dato(registro.clientes, "vendedor", c.cliente) if c.cliente >= 0 else ""),
            (hoy - c.dia).days,
            f"{registro.ruta.stem}|{c.identidad}",
        )
        for c in cosas
    ]
    return tuple(sorted(entradas, key=lambda e: (CLASES.index(e.clase), e.dia, e.hora or "99")))
