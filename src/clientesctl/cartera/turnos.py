"""A quién le toca hoy, según lo que es y lo que hace que no se habla con él.

Un prospecto, cada semana; quien se está yendo, cada semana; quien compra, por su propio ritmo;
quien se perdió y puede volver, cada trimestre; y antes que nadie, a quien se quedó en llamar.
Los plazos son los de `[llamadas]`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.contactos import Contactos
from clientesctl.cartera.conversaciones import Paso, leer_pasos
from clientesctl.cartera.cumpleanos import leer_nacimientos, quienes_cumplen
from clientesctl.cartera.dias_de_llamar import Lugar, siguiente
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.estados import Historia, ciclos_propios
from clientesctl.cartera.llamada import Turno
from clientesctl.cartera.propuestas import Propuesta, sin_respuesta
from clientesctl.cartera.valores import SIN_DIA, Dias, dia_de, leer_dias
from clientesctl.registro.columna import Indices
from clientesctl.registro.politica_llamadas import PoliticaLlamadas

SIN_TURNO = -1
VIGENCIA_DEL_PASO = 90
"""Días desde los que un paso que nadie dio ya no corre más que lo demás."""

VIGENCIA_DE_LA_PROPUESTA = 60
"""Días desde los que una propuesta sin contestar ya no se tiene por viva."""

Marcas = npt.NDArray[np.bool_]
_VIVOS = (Estado.ACTIVO, Estado.PREINACTIVO, Estado.INACTIVO, Estado.PROSPECTO)


@dataclass(frozen=True, eq=False)
class Turnos:
    """Por ficha: el turno que le toca, o `SIN_TURNO`, y lo que hace falta para decir por qué.

    `hablado` es el día del último contacto, empezara quien empezara, o `SIN_DIA`; `ciclos`, cada
    cuánto se espera hablar con quien compra. `pasos`, `propuestas` y `cumplen` van por ficha;
    lo que se cumple es el día. `citados` son aquéllos con quienes se quedó en hablar otro día.
    """

    turno: npt.NDArray[np.int8]
    hablado: Dias
    ciclos: Indices
    pasos: Mapping[int, Paso]
    propuestas: Mapping[int, Propuesta]
    cumplen: Mapping[int, dt.date]
    citados: Marcas


def ver_turnos(
    historia: Historia,
    cartera: Cartera,
    contactos: Contactos | None,
    politica: PoliticaLlamadas,
    casa: Lugar,
) -> Turnos:
    """A quién le toca hoy y por qué, sin mirar todavía si se le puede llamar."""
    hoy = dia_de(cartera.hoy)
    hablado = ultimo_dia_hablado(historia, contactos, hoy)
    propios = ciclos_propios(historia, hoy)
    ciclos = np.where(propios > 0, propios, politica.cliente)
    turno = _por_su_etapa(cartera, hablado, ciclos, politica, hoy)
    cumplen = _quienes_cumplen(cartera, casa, politica)
    propuestas = _propuestas(historia, cartera.hoy, politica.propuesta)
    pasos, citados = _pasos(historia, cartera.hoy)
    _poner(turno, cumplen, Turno.CUMPLEANOS, cartera)
    _poner(turno, propuestas, Turno.PROPUESTA, cartera)
    descansan = (hablado != SIN_DIA) & (hoy - hablado < politica.descanso)
    turno[descansan] = SIN_TURNO
    _poner(turno, pasos, Turno.PASO, cartera)
    return Turnos(turno, hablado, ciclos, pasos, propuestas, cumplen, citados)


def ultimo_dia_hablado(historia: Historia, contactos: Contactos | None, hoy: int) -> Dias:
    """Por ficha, el día del último contacto que no es una nota de la casa, o `SIN_DIA`.

    En un libro que solo lo apunta en la ficha, el de ULTIMO_CONTACTO.
    """
    clientes = historia.registro.clientes
    hablado = np.full(len(clientes), SIN_DIA, dtype=np.int64)
    if contactos is not None:
        cuentan = contactos.hasta(hoy) & ~contactos.nota
        np.maximum.at(hablado, contactos.cliente[cuentan], contactos.dia[cuentan])
        hablado = hablado[historia.gemelas]
    if "ultimo_contacto" in clientes:
        suyo = leer_dias(clientes["ultimo_contacto"])
        hablado = np.maximum(hablado, np.where(suyo <= hoy, suyo, SIN_DIA))
    return hablado


def _por_su_etapa(
    cartera: Cartera, hablado: Dias, ciclos: Indices, politica: PoliticaLlamadas, hoy: int
) -> npt.NDArray[np.int8]:
    sin_hablar = hoy - hablado
    sin_nada = hoy - np.maximum(hablado, cartera.ultima)
    desde_perdido = hoy - np.maximum(hablado, cartera.perdida_el)
    toca = {
        Turno.PROSPECTO: (Estado.PROSPECTO, sin_hablar >= politica.prospecto),
        Turno.PREINACTIVO: (Estado.PREINACTIVO, sin_hablar >= politica.preinactivo),
        Turno.INACTIVO: (Estado.INACTIVO, sin_hablar >= ciclos),
        Turno.CLIENTE: (Estado.ACTIVO, sin_nada >= ciclos),
        Turno.PERDIDO: (Estado.PERDIDO, desde_perdido >= politica.perdido),
    }
    turno = np.full(len(hablado), SIN_TURNO, dtype=np.int8)
    for cual, (estado, vence) in toca.items():
        turno[(cartera.estados == estado) & vence] = cual
    return turno


def _poner(
    turno: npt.NDArray[np.int8], quienes: Mapping[int, object], cual: Turno, cartera: Cartera
) -> None:
    """Les da ese turno a quienes no tienen uno que corra más; los perdidos, solo por un paso."""
    if not quienes:
        return
    donde = np.fromiter(quienes, np.int64)
    estados = [int(e) for e in (*_VIVOS, Estado.PERDIDO) if e in _VIVOS or cual == Turno.PASO]
    donde = donde[np.isin(cartera.estados[donde], estados)]
    donde = donde[(turno[donde] == SIN_TURNO) | (turno[donde] > cual)]
    turno[donde] = cual


def _pasos(historia: Historia, hoy: dt.date) -> tuple[dict[int, Paso], Marcas]:
    """De cada ficha, el paso vencido más reciente de los vigentes; y las que tienen uno por venir.

    A quien dijo «llámeme el lunes» no se le llama antes.
    """
    vigencia = dt.timedelta(days=VIGENCIA_DEL_PASO)
    destino, gemelas = historia.absorbidas.destino, historia.gemelas
    vencidos: dict[int, Paso] = {}
    citados = np.zeros(len(historia.registro.clientes), dtype=bool)
    for paso in leer_pasos(historia.registro, hoy, hoy + vigencia):
        cliente = int(gemelas[destino[paso.cliente]])
        if paso.dia > hoy:
            citados[cliente] = True
        elif paso.dia >= hoy - vigencia:
            vencidos[cliente] = paso
    citados[list(vencidos)] = False
    return vencidos, citados


def _propuestas(historia: Historia, hoy: dt.date, espera: int) -> dict[int, Propuesta]:
    """De cada ficha, la última propuesta que ya debería haber contestado y sigue viva."""
    desde = hoy - dt.timedelta(days=VIGENCIA_DE_LA_PROPUESTA)
    enviadas = sin_respuesta(historia.registro, hoy - dt.timedelta(days=espera))
    return {int(historia.gemelas[p.cliente]): p for p in enviadas if p.dia >= desde}


def _quienes_cumplen(
    cartera: Cartera, casa: Lugar, politica: PoliticaLlamadas
) -> dict[int, dt.date]:
    """Quien cumple años hoy o antes de que se vuelva a llamar, con su día."""
    hoy = cartera.hoy
    nacimientos = leer_nacimientos(cartera.registro.clientes, hoy)
    if nacimientos is None:
        return {}
    dias = (siguiente(casa, hoy, festivos=politica.festivos) - hoy).days
    cumplen = (c for c in quienes_cumplen(nacimientos, hoy, dias) if not c.dudoso)
    return {c.posicion: c.dia for c in cumplen}
