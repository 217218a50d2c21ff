"""Lo que contesta el cliente a una propuesta: la acepta, la rechaza, o se le retira."""

from __future__ import annotations

import datetime as dt
import shlex
from dataclasses import dataclass

from clientesctl.captura.apunte import Apunte
from clientesctl.captura.errores_propuesta import (
    CierreAntesDeEnviar,
    MotivoSinDecir,
    PropuestaCerrada,
    PropuestaDesconocida,
)
from clientesctl.captura.libreta import Hecho, Libreta
from clientesctl.captura.propuesta import estado_en_casa
from clientesctl.captura.propuestas_escritas import PropuestaEscrita, PropuestasEscritas
from clientesctl.captura.venta import exigir_pasada
from clientesctl.registro.plan import Dato
from clientesctl.textos.cifras import contar
from clientesctl.textos.limpieza import plegar

ACEPTADA, RECHAZADA, RETIRADA = "ACEPTADA", "RECHAZADA", "RETIRADA"


@dataclass(frozen=True, slots=True)
class CierreDicho:
    """Cómo acaba una propuesta. `motivo` hace falta si se rechaza."""

    estado: str
    fecha: dt.date
    motivo: str = ""


def propuesta_con_id(libreta: Libreta, texto: str) -> PropuestaEscrita:
    """La propuesta de ese ID.

    Raises:
        PropuestaDesconocida: no hay ninguna, o lo llevan varias.
    """
    halladas = PropuestasEscritas(libreta.registro).con_id(texto)
    if len(halladas) != 1:
        que = f"el ID «{texto.strip()}» lo llevan varias propuestas"
        falta = f"no hay ninguna propuesta «{texto.strip()}»"
        raise PropuestaDesconocida(que if halladas else falta, halladas)
    return halladas[0]


def propuesta_de(libreta: Libreta, cliente: int, cual: str = "") -> PropuestaEscrita:
    """La propuesta de ese cliente con ese ID; sin él, la única que tiene sin contestar.

    Raises:
        PropuestaDesconocida: no hay una sola.
    """
    todas = PropuestasEscritas(libreta.registro).de(cliente)
    if cual:
        con_id = [p for p in todas if plegar(p.id) == plegar(cual)]
        if len(con_id) == 1:
            return con_id[0]
        raise PropuestaDesconocida(f"ese cliente no tiene la propuesta «{cual.strip()}»", todas)
    abiertas = [p for p in todas if p.abierta]
    if len(abiertas) != 1:
        que = "tiene varias propuestas" if abiertas else "no tiene propuestas"
        raise PropuestaDesconocida(f"ese cliente {que} sin contestar", abiertas)
    return abiertas[0]


def cerrar_propuesta(libreta: Libreta, propuesta: PropuestaEscrita, dicho: CierreDicho) -> Hecho:
    """La propuesta, cerrada ese día.

    Raises:
        PropuestaCerrada: ya lo estaba.
        MotivoSinDecir: se rechaza y no se dice por qué.
        CierreAntesDeEnviar, FechaFutura: ese día no puede ser.
    """
    if not propuesta.abierta:
        raise PropuestaCerrada(propuesta)
    if dicho.estado == RECHAZADA and not dicho.motivo.strip():
        raise MotivoSinDecir
    exigir_pasada("--fecha", dicho.fecha, libreta.hoy)
    if propuesta.dia is not None and dicho.fecha < propuesta.dia:
        raise CierreAntesDeEnviar(propuesta, dicho.fecha)
    apunte = Apunte(libreta)
    datos = {
        "estado": estado_en_casa(libreta, dicho.estado),
        "fecha_cierre": Dato.de_fecha(dicho.fecha),
    }
    if dicho.motivo.strip():
        datos["motivo"] = apunte.texto("PROPUESTAS", "motivo", dicho.motivo)
    apunte.cambiar("PROPUESTAS", propuesta.posicion, datos)
    plan = apunte.vista_previa("propuesta")
    tardo = "" if propuesta.dia is None else _tardo((dicho.fecha - propuesta.dia).days)
    por = f" ({datos['motivo'].texto})" if "motivo" in datos else ""
    return apunte.cerrar(
        "propuesta", plan, id=propuesta.id,
        cliente=propuesta.cliente if propuesta.cliente >= 0 else None,
        dicho=f"{propuesta.producto}: {datos['estado'].texto}{por}, el"
        f" {dicho.fecha:%d/%m/%Y}{tardo}",
        siguiente=_la_venta(libreta, propuesta) if dicho.estado == ACEPTADA else "",
    )  # fmt: skip


def _tardo(dias: int) -> str:
    return f", {contar(dias, 'día')} después" if dias else ", el mismo día"


def _la_venta(libreta: Libreta, propuesta: PropuestaEscrita) -> str:
    """La orden con que se apunta la venta de lo que se ha aceptado, tal cual se escribe."""
    if propuesta.cliente < 0:
        return ""
    registro = libreta.registro
    fila = int(registro.clientes.filas[propuesta.cliente])
    partes = ["venta", registro.clientes.identificador(propuesta.cliente) or f"fila:{fila}"]
    tabla = registro.tabla("PROPUESTAS")
    if tabla is not None and propuesta.importe:
        partes.append(_importe_tecleable(propuesta.importe))
    partes += ["--producto", propuesta.producto]
    return " ".join(map(shlex.quote, partes))


def _importe_tecleable(importe: str) -> str:
    """«1.234,50 €» como se teclea sin ambigüedad en cualquier país: «1234,50 €»."""
    return importe.replace(".", "")
