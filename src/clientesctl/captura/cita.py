"""Una cita que alguien dicta: quién viene, cuándo, para qué y con quién."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from clientesctl.captura.apunte import Apunte
from clientesctl.captura.consecuencias import vendedor_de
from clientesctl.captura.cuando import Cuando
from clientesctl.captura.en_casa import parecido_en_casa
from clientesctl.captura.errores_cita import CitaPasada
from clientesctl.captura.libreta import Hecho, Libreta
from clientesctl.captura.situacion import YA_CONTACTADO, por_que_no_llamar
from clientesctl.cartera.citas_del_dia import Cita, leer_citas
from clientesctl.cartera.nombres import nombres_visibles
from clientesctl.registro.plan import VACIO, Dato
from clientesctl.registro.recorte import tomar_filas
from clientesctl.textos.limpieza import plegar

PENDIENTE = "PENDIENTE"
_DOMINGO = 6


@dataclass(frozen=True, slots=True)
class CitaDicha:
    """Lo que se dijo de una cita; lo que no, va vacío."""

    cuando: Cuando
    asunto: str = ""
    quien: str = ""


def apuntar_cita(libreta: Libreta, cliente: int, dicha: CitaDicha) -> Hecho:
    """La cita de ese cliente (su posición en CLIENTES).

    Le atiende, si no se dice, el vendedor de su ficha o, sin él, quien la apunta.

    Raises:
        CitaPasada: ese día ya pasó.
    """
    if dicha.cuando.dia < libreta.hoy:
        raise CitaPasada(dicha.cuando)
    apunte = Apunte(libreta)
    deducido = apunte.texto("CITAS", "quien", vendedor_de(apunte, cliente).texto or libreta.quien)
    dichos = {
        **fecha_y_hora(libreta, dicha.cuando),
        "asunto": apunte.texto("CITAS", "asunto", dicha.asunto) if dicha.asunto.strip() else VACIO,
        "quien": apunte.texto("CITAS", "quien", dicha.quien) if dicha.quien.strip() else VACIO,
    }
    atiende = (dichos["quien"] if dichos["quien"] != VACIO else deducido).texto
    mirar_el_dia(apunte, dicha.cuando, atiende, cliente)
    razon = por_que_no_llamar(libreta, apunte.recorte(cliente), cliente)
    if razon and razon != YA_CONTACTADO:
        apunte.avisar(f"a este cliente no se le llama ({razon}): queda apuntada")
    deducidos = {"quien": deducido, "estado": estado_en_casa(libreta, PENDIENTE)}
    suyo = apunte.fila("CITAS", dichos, deducidos, cliente)
    plan = apunte.vista_previa("cita")
    con = f", con {atiende}" if atiende else ""
    return apunte.cerrar("cita", plan, id=suyo, cliente=cliente, dicho=f"{dicha.cuando}{con}")


def fecha_y_hora(libreta: Libreta, cuando: Cuando) -> dict[str, Dato]:
    """El día y la hora en las columnas de esa hoja: si no tiene HORA, van juntos en FECHA."""
    tabla = libreta.registro.tabla("CITAS")
    if cuando.hora is None:
        return {"fecha": Dato.de_fecha(cuando.dia)}
    if tabla is not None and "fecha" in tabla and "hora" not in tabla:
        con_hora = [t for t in tabla["fecha"].textos.tolist() if len(t) > len("2026-11-30")]
        if con_hora:
            import datetime as dt

            return {"fecha": Dato.de_fecha(dt.datetime.combine(cuando.dia, cuando.hora))}
    return {
        "fecha": Dato.de_fecha(cuando.dia),
        "hora": Dato.de_texto(f"{cuando.hora:%H:%M}"),
    }


def estado_en_casa(libreta: Libreta, estado: str) -> Dato:
    """El estado como lo escribe la hoja: «Anulada», si así están las demás."""
    raiz = plegar(estado)[:5]
    suyo = parecido_en_casa(libreta, "CITAS", "estado", lambda o: plegar(o).startswith(raiz))
    return Dato.de_texto(suyo or estado)


def mirar_el_dia(
    apunte: Apunte, cuando: Cuando, atiende: str, cliente: int, salvo: int | None = None
) -> None:
    """Avisa de lo que choca con esa cita; `salvo` es la fila de la que se está moviendo."""
    if cuando.hora is None:
        apunte.avisar("la cita no lleva hora: dígala como «mañana 10:30»")
    if cuando.dia.weekday() == _DOMINGO:
        apunte.avisar(f"el {cuando.dia:%d/%m/%Y} es domingo")
    for cita in _vivas(apunte.libreta, cuando, salvo):
        if cuando.hora is not None and _a_la_vez(cita, cuando, atiende):
            de = _nombre(apunte.libreta, cita.cliente)
            suya = f" ({cita.id})" if cita.id else ""
            apunte.avisar(f"{atiende} ya tiene otra cita a esa hora{de}{suya}")
        elif cita.cliente == cliente:
            hora = f" a las {cita.hora}" if cita.hora else ""
            apunte.avisar(f"ya tenía una cita ese día{hora} ({cita.id or 'sin ID'})")


def _vivas(libreta: Libreta, cuando: Cuando, salvo: int | None) -> Iterator[Cita]:
    for cita in leer_citas(libreta.registro, cuando.dia, cuando.dia):
        if not cita.anulada and cita.fila != salvo:
            yield cita


def _a_la_vez(cita: Cita, cuando: Cuando, atiende: str) -> bool:
    misma_hora = cita.hora == f"{cuando.hora:%H:%M}"
    return misma_hora and bool(atiende) and plegar(cita.quien) == plegar(atiende)


def _nombre(libreta: Libreta, cliente: int) -> str:
    if cliente < 0:
        return ""
    una = tomar_filas(libreta.registro.clientes, np.asarray([cliente], dtype=np.int64))
    return f", de {nombres_visibles(una)[0]}"
