"""Qué fue de una cita: se hizo, se anuló, no vino, o se mueve a otro día."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from clientesctl.captura.apunte import Apunte
from clientesctl.captura.cita import PENDIENTE, estado_en_casa, fecha_y_hora, mirar_el_dia
from clientesctl.captura.cuando import Cuando
from clientesctl.captura.errores_cita import CitaDesconocida, CitaPasada, CitaPorVenir, YaEstabaAsi
from clientesctl.captura.libreta import Hecho, Libreta
from clientesctl.cartera.citas_del_dia import Cita, leer_citas
from clientesctl.textos.limpieza import plegar

HECHA, ANULADA, NO_VINO = "HECHA", "ANULADA", "NO VINO"
_ACABADAS = ("HECH", "REALIZAD", "ANULAD", "CANCELAD", "NO VINO", "NO SE PRESENT", "ATENDID")
_PRIMER_DIA, _ULTIMO_DIA = dt.date(1970, 1, 1), dt.date(2200, 1, 1)


def citas_con_id(libreta: Libreta, texto: str) -> list[Cita]:
    """Las citas de ese ID."""
    buscado = plegar(texto)
    return [c for c in _todas(libreta) if c.id is not None and plegar(c.id) == buscado]


def cita_con_id(libreta: Libreta, texto: str) -> Cita:
    """La cita de ese ID.

    Raises:
        CitaDesconocida: no hay ninguna, o lo llevan varias.
    """
    suyas = citas_con_id(libreta, texto)
    if len(suyas) != 1:
        que = f"el ID «{texto.strip()}» lo llevan varias citas"
        raise CitaDesconocida(que if suyas else f"no hay ninguna cita «{texto.strip()}»", suyas)
    return suyas[0]


def cita_de(libreta: Libreta, cliente: int, cual: str = "") -> Cita:
    """La cita de ese cliente con ese ID; sin él, la única que está por acabar o la única de hoy.

    Raises:
        CitaDesconocida: no hay una sola.
    """
    todas = [c for c in _todas(libreta) if c.cliente == cliente]
    if cual:
        con_id = [c for c in todas if c.id is not None and plegar(c.id) == plegar(cual)]
        if len(con_id) == 1:
            return con_id[0]
        raise CitaDesconocida(f"ese cliente no tiene ninguna cita «{cual.strip()}»", todas)
    suyas = [c for c in todas if not _acabada(c)]
    de_hoy = [c for c in suyas if c.dia == libreta.hoy]
    if len(suyas) == 1 or len(de_hoy) == 1:
        return (suyas if len(suyas) == 1 else de_hoy)[0]
    que = "tiene varias citas por acabar" if suyas else "no tiene ninguna cita por acabar"
    raise CitaDesconocida(f"ese cliente {que}", suyas)


def cambiar_estado(libreta: Libreta, cita: Cita, estado: str) -> Hecho:
    """La cita, con ese estado.

    Raises:
        YaEstabaAsi: ya lo tenía.
        CitaPorVenir: no puede haberse hecho una cita de un día que no ha llegado.
    """
    nuevo = estado_en_casa(libreta, estado)
    if plegar(cita.estado) == plegar(nuevo.texto):
        raise YaEstabaAsi(cita)
    if estado != ANULADA and cita.dia > libreta.hoy:
        raise CitaPorVenir(cita, estado)
    apunte = Apunte(libreta)
    apunte.cambiar("CITAS", cita.fila, {"estado": nuevo})
    plan = apunte.vista_previa("cita")
    siguiente = _despues(libreta, cita) if estado == HECHA else ""
    return apunte.cerrar(
        "cita", plan, id=cita.id or "", cliente=_cliente(cita),
        dicho=f"la del {cita.dia:%d/%m/%Y} queda {nuevo.texto}", siguiente=siguiente,
    )  # fmt: skip


def mover(libreta: Libreta, cita: Cita, cuando: Cuando) -> Hecho:
    """La cita, en ese otro día y hora; sin decir la hora, a la que tenía. Vuelve a estar pendiente.

    Raises:
        CitaPasada: ese día ya pasó.
        YaEstabaAsi: ya era ese día y a esa hora.
    """
    if cuando.dia < libreta.hoy:
        raise CitaPasada(cuando)
    if cuando.hora is None and cita.hora:
        cuando = Cuando(cuando.dia, dt.time.fromisoformat(cita.hora))
    hora = f"{cuando.hora:%H:%M}" if cuando.hora else ""
    if (cita.dia, cita.hora) == (cuando.dia, hora) and not _acabada(cita):
        raise YaEstabaAsi(cita)
    apunte = Apunte(libreta)
    mirar_el_dia(apunte, cuando, cita.quien, cita.cliente, salvo=cita.fila)
    datos = fecha_y_hora(libreta, cuando)
    if _acabada(cita):
        datos["estado"] = estado_en_casa(libreta, PENDIENTE)
    apunte.cambiar("CITAS", cita.fila, datos)
    plan = apunte.vista_previa("cita")
    antes = f"{cita.dia:%d/%m/%Y}{f' a las {cita.hora}' if cita.hora else ''}"
    return apunte.cerrar(
        "cita", plan, id=cita.id or "", cliente=_cliente(cita),
        dicho=f"del {antes} pasa al {cuando}",
    )  # fmt: skip


def _todas(libreta: Libreta) -> Sequence[Cita]:
    return leer_citas(libreta.registro, _PRIMER_DIA, _ULTIMO_DIA)


def _acabada(cita: Cita) -> bool:
    return plegar(cita.estado).startswith(_ACABADAS)


def _cliente(cita: Cita) -> int | None:
    return cita.cliente if cita.cliente >= 0 else None


def _despues(libreta: Libreta, cita: Cita) -> str:
    """La orden con que se apunta lo que se habló en ella."""
    if cita.cliente < 0:
        return ""
    clientes = libreta.registro.clientes
    quien = clientes.identificador(cita.cliente) or f"fila:{int(clientes.filas[cita.cliente])}"
    return f'contacto {quien} "…" --tipo visita'
