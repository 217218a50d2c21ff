"""Los puntos del trato: lo que pidió, lo que se le ofreció, si tiene cita y cómo llegó."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np

from clientesctl.cartera.duenos import buscar_duenos
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.grupos import agrupar
from clientesctl.cartera.monedas import escribir_importe
from clientesctl.cartera.motivos import escribir_fecha
from clientesctl.cartera.propuestas_leidas import FINALES
from clientesctl.cartera.puntos import (
    Base,
    Factor,
    dias_desde,
    escalonar,
    hace,
    sin_puntos,
)
from clientesctl.cartera.rfm import poner_notas
from clientesctl.cartera.valores import SIN_DIA, fecha_de, leer_dias, marcar
from clientesctl.registro.columna import Indices
from clientesctl.textos.limpieza import es_marcador, plegar
from clientesctl.textos.medios import MEDIOS

_ETAPAS = (("VISIT", 15), ("CONVENC", 10), ("INICIAL", 4))
_ABIERTA = {60: 20, 365: 8}
_POR_NOTA = 2
_RECHAZO = {180: -5}
_ENTRANTE = {7: 15, 30: 10, 90: 5}
_PIDE_PRECIO = 5
_PRECIO = re.compile(r"\b(PRESUPUEST|PRECIO|TARIFA|COTIZA|OFERTA|CATALOGO|INFORMACION)")
_QUEJA = {90: -8}
_INTERES = 5
_DEMANDA = {180: 5}
_CITA_PROXIMA = 12
_DIAS_DE_CITA = 60
_CITA_PASADA = {30: 6}
_SIN_CITA = ("ANULAD", "CANCELAD", "APLAZAD", "NO VINO", "NO SE PRESENT", "NO ACUDI", "PLANT")
_MEDIO = 10
_FICHAS_DE_MEDIO = 10
_HIZO = {"LLAMADA": "llamó", "VISITA": "vino", "CORREO": "escribió", "MENSAJE": "escribió"}


def por_etapa(base: Base) -> Factor:
    """Lo avanzado que está un prospecto: visitado 15, convenciéndolo 10, al principio 4."""
    clientes = base.historia.registro.clientes
    puntos = np.zeros(base.fichas, dtype=np.int64)
    for principio, suyos in _ETAPAS:
        puntos[marcar(clientes, "etapa", _empieza(principio))] = suyos
    puntos[base.cartera.estados != Estado.PROSPECTO] = 0
    return Factor(puntos, lambda p: f"está en la etapa {clientes.texto('etapa', p)}")


def por_propuesta(base: Base) -> Factor:
    """Una propuesta abierta: 20, o 8 si lleva más de dos meses, y de 2 a 10 por su importe.

    El importe se compara con el de las demás abiertas de su moneda, y solo si es uno de varios.
    """
    propuestas = base.propuestas
    if propuestas is None or not len(propuestas):
        return sin_puntos(base)
    abiertas = (propuestas.final == 0) & (propuestas.cierre == SIN_DIA)
    abiertas &= (propuestas.cliente >= 0) & (propuestas.dia != SIN_DIA)
    filas = np.flatnonzero(abiertas & (propuestas.dia <= base.hoy))
    suya = base.por_ficha(filas, propuestas.cliente, propuestas.dia)
    dias = dias_desde(propuestas.dia, suya, base.hoy)
    puntos = escalonar(dias, _ABIERTA)
    notas = np.zeros(len(propuestas), dtype=np.int64)
    for moneda in sorted(set(propuestas.moneda[filas].tolist())):
        de_esa = filas[(propuestas.moneda[filas] == moneda) & ~np.isnan(propuestas.importe[filas])]
        notas[de_esa] = poner_notas(propuestas.importe[de_esa])
    puntos = np.where(puntos > 0, puntos + _POR_NOTA * notas[suya], 0)

    def frase(posicion: int) -> str:
        fila = int(suya[posicion])
        importe = float(propuestas.importe[fila])
        de = f" de {escribir_importe(importe, propuestas.moneda[fila])}" if importe > 0 else ""
        return f"tiene abierta una propuesta{de}, de {hace(int(dias[posicion]))}"

    return Factor(puntos, frase)


def por_rechazo(base: Base) -> Factor:
    """Quita 5 a quien rechazó una propuesta en los últimos seis meses."""
    propuestas = base.propuestas
    if propuestas is None or not len(propuestas):
        return sin_puntos(base)
    rechazadas = (propuestas.final == FINALES.index("RECHAZADA")) & (propuestas.cliente >= 0)
    filas = np.flatnonzero(rechazadas & (propuestas.cierre <= base.hoy))
    suya = base.por_ficha(filas, propuestas.cliente, propuestas.cierre)
    dias = dias_desde(propuestas.cierre, suya, base.hoy)
    return Factor(
        escalonar(dias, _RECHAZO), lambda p: f"rechazó una propuesta {hace(int(dias[p]))}"
    )


def por_entrante(base: Base) -> Factor:
    """Nos buscó él: 15 si fue esta semana, 10 este mes, 5 en tres; 5 más si pedía un precio."""
    contactos = base.contactos
    if contactos is None or not len(contactos):
        return sin_puntos(base)
    queja = contactos.medio == MEDIOS.index("QUEJA")
    filas = np.flatnonzero(contactos.hasta(base.hoy) & contactos.entrante & ~queja)
    suyo = base.por_ficha(filas, contactos.cliente, contactos.dia)
    dias = dias_desde(contactos.dia, suyo, base.hoy)
    tabla = contactos.tabla
    pide = marcar(tabla, "asunto", _pide_precio) | marcar(tabla, "resultado", _pide_precio)
    puntos = escalonar(dias, _ENTRANTE)
    puntos = puntos + np.where((puntos > 0) & pide[suyo], _PIDE_PRECIO, 0)

    def frase(posicion: int) -> str:
        fila = int(suyo[posicion])
        cuando = hace(int(dias[posicion]))
        if pide[fila]:
            return f"pidió precio o información {cuando}"
        medio = int(contactos.medio[fila])
        que = _HIZO.get(MEDIOS[medio], "") if medio >= 0 else ""
        return f"{que or 'se puso en contacto'} {cuando}"

    return Factor(puntos, frase)


def por_queja(base: Base) -> Factor:
    """Quita 8 a quien se quejó en los últimos tres meses: antes de vender, se arregla."""
    contactos = base.contactos
    if contactos is None or not len(contactos):
        return sin_puntos(base)
    queja = contactos.medio == MEDIOS.index("QUEJA")
    filas = np.flatnonzero(contactos.hasta(base.hoy) & queja)
    suya = base.por_ficha(filas, contactos.cliente, contactos.dia)
    dias = dias_desde(contactos.dia, suya, base.hoy)
    return Factor(escalonar(dias, _QUEJA), lambda p: f"se quejó {hace(int(dias[p]))}")


def por_interes(base: Base) -> Factor:
    """5 a quien ha dicho qué le interesa: hay de qué hablarle."""
    clientes = base.historia.registro.clientes
    dicho = marcar(clientes, "interes", lambda t: bool(t.strip()) and not es_marcador(t, "interes"))
    return Factor(
        np.where(dicho, _INTERES, 0), lambda p: f"le interesa {clientes.texto('interes', p)}"
    )


def por_demanda(base: Base) -> Factor:
    """5 a quien en los últimos seis meses pidió algo que no se vendía."""
    tabla = base.historia.registro.tabla("DEMANDA")
    if tabla is None or "fecha" not in tabla or not len(tabla):
        return sin_puntos(base)
    suya, dias = _de_otra(base, "DEMANDA", np.ones(len(tabla), dtype=bool))

    def frase(posicion: int) -> str:
        que = tabla.texto("producto", int(suya[posicion])) or "algo"
        return f"pidió {que} y no se vendía, {hace(int(dias[posicion]))}"

    return Factor(escalonar(dias, _DEMANDA), frase)


def por_cita(base: Base) -> Factor:
    """12 a quien tiene cita en los próximos dos meses; si no, 6 a quien acudió a una este mes."""
    tabla = base.historia.registro.tabla("CITAS")
    if tabla is None or "fecha" not in tabla or not len(tabla):
        return sin_puntos(base)
    dia = leer_dias(tabla["fecha"])
    en_pie = ~marcar(tabla, "estado", lambda t: plegar(t).startswith(_SIN_CITA))
    proxima = (dia >= base.hoy) & (dia <= base.hoy + _DIAS_DE_CITA)
    # La primera que viene: de las que quedan por delante, la que menos falta.
    que_viene, _ = _de_otra(base, "CITAS", en_pie & proxima, al_reves=True)
    pasada, dias = _de_otra(base, "CITAS", en_pie & (dia < base.hoy))
    puntos = np.where(que_viene >= 0, _CITA_PROXIMA, escalonar(dias, _CITA_PASADA))

    def frase(posicion: int) -> str:
        if que_viene[posicion] >= 0:
            return f"tiene cita el {escribir_fecha(fecha_de(int(dia[que_viene[posicion]])))}"
        return f"hubo cita el {escribir_fecha(fecha_de(int(dia[pasada[posicion]])))}"

    return Factor(puntos, frase)


def por_medio(base: Base) -> Factor:
    """De 0 a 10 a un prospecto: la parte de los que llegaron por su medio y acabaron comprando.

    Cuenta desde diez fichas por ese medio: con menos, no se sabe si es el medio o la suerte.
    """
    clientes = base.historia.registro.clientes
    grupos = agrupar(clientes, "medio")
    vivas = base.cartera.estados != Estado.ABSORBIDO
    todos = np.bincount(grupos.codigos[vivas], minlength=len(grupos.nombres))
    compro = vivas & (base.cartera.ultima != SIN_DIA)
    compraron = np.bincount(grupos.codigos[compro], minlength=len(grupos.nombres))
    valen = (todos >= _FICHAS_DE_MEDIO) & ~grupos.sin_valor
    parte = np.where(valen, np.rint(_MEDIO * compraron / np.maximum(todos, 1)), 0)
    prospecto = base.cartera.estados == Estado.PROSPECTO
    puntos = np.where(prospecto, parte[grupos.codigos], 0).astype(np.int64)

    def frase(posicion: int) -> str:
        medio = int(grupos.codigos[posicion])
        de = f"{compraron[medio]} de {todos[medio]}"
        return f"llegó por {grupos.nombres[medio]}, y por ahí compran {de}"

    return Factor(puntos, frase)


def _de_otra(
    base: Base, clase: str, cuales: np.ndarray, *, al_reves: bool = False
) -> tuple[Indices, Indices]:
    """Por ficha, la última de esas filas de la hoja (o la primera) y los días que hace."""
    tabla = base.historia.registro.tablas[clase]
    dia = leer_dias(tabla["fecha"])
    cliente = buscar_duenos(base.historia.registro.clientes, tabla, base.historia.gemelas)
    cliente = np.where(cliente >= 0, base.historia.absorbidas.destino[cliente], -1)
    valen = cuales & (cliente >= 0) & (dia != SIN_DIA)
    if not al_reves:
        valen &= dia <= base.hoy
    suya = base.por_ficha(np.flatnonzero(valen), cliente, -dia if al_reves else dia)
    return suya, dias_desde(dia, suya, base.hoy)


def _empieza(principio: str) -> Callable[[str], bool]:
    return lambda texto: plegar(texto).startswith(principio)


def _pide_precio(texto: str) -> bool:
    return bool(_PRECIO.search(plegar(texto)))
