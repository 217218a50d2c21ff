"""Un hecho dictado, de la libreta al libro: lo común de venta, contacto, cita y propuesta."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clientesctl.captura.libreta import Hecho, Libreta
from clientesctl.libro.quien import quien_soy
from clientesctl.operaciones.aplicar import Aplicado, Escritura
from clientesctl.operaciones.con_lo_que_espera import ver_con_lo_que_espera
from clientesctl.operaciones.desplegables import con_desplegables
from clientesctl.operaciones.ficha_breve import breves
from clientesctl.operaciones.libros import Abierto, abrir_registro
from clientesctl.operaciones.pendientes import anotar
from clientesctl.operaciones.planes import en_objeto, renglones
from clientesctl.registro.colocar import Conflicto
from clientesctl.registro.errores import Rechazo


@dataclass(frozen=True, eq=False)
class Dictado:
    """El libro abierto, con lo que espera ya puesto, y la libreta en que se apunta."""

    abierto: Abierto
    libreta: Libreta


@dataclass(frozen=True, slots=True)
class DeQuien:
    """El cliente de un hecho, como se nombra y como se llama."""

    fila: int
    id: str | None
    nombre: str


def abrir(libro: Path | None, hoja: str | None, hoy: dt.date) -> Dictado:
    """El libro, para apuntar en él lo que alguien dicta ese día.

    `ErrorUso` si no se sabe qué libro es; `ErrorLibro` si no se puede leer.
    """
    abierto = con_desplegables(ver_con_lo_que_espera(abrir_registro(libro, hoja)))
    libreta = Libreta(
        abierto.registro,
        abierto.politicas,
        hoy,
        quien_soy().usuario,
        abierto.nombres_de_hojas,
    )
    return Dictado(abierto, libreta)


def escribir(dictado: Dictado, hecho: Hecho, momento: dt.datetime, esperar: float) -> Aplicado:
    """El hecho, escrito; con el libro abierto queda apuntado y lo dice `QuedaPendiente`.

    Raises:
        NoCupo: lo que cambia ya no es lo que era.
    """
    orden = _ORDENES.get(hecho.que, hecho.que)
    aplicado = anotar(hecho.plan.en_una(), dictado.abierto, Escritura(orden, momento, esperar))
    if aplicado.conflictos:
        raise NoCupo(hecho.que, aplicado.conflictos[0])
    return aplicado


_ORDENES = {"devolución": "venta", "cobro": "venta", "demanda": "contacto"}
"""Hecho → la orden con que se dicta, si no se llaman igual."""


def de_quien(dictado: Dictado, hecho: Hecho) -> DeQuien | None:
    """El cliente del hecho; None si es de nadie."""
    if hecho.cliente is None:
        return None
    breve = breves(dictado.abierto.registro, [hecho.cliente])[0]
    suyo = breve.id or _id_que_se_le_da(dictado, hecho)
    return DeQuien(breve.fila, suyo, breve.nombre or breve.empresa)


def _id_que_se_le_da(dictado: Dictado, hecho: Hecho) -> str | None:
    hoja = dictado.abierto.registro.clientes.hoja
    dados = (c for c in hecho.plan.cambios if c.hoja == hoja and c.columna == "id")
    return next((c.despues.texto for c in dados), None)


def hecho_en_objeto(dictado: Dictado, hecho: Hecho, escrito: bool) -> dict[str, Any]:
    """El hecho como sale en el JSON; sin escribir, con los cambios que haría."""
    quien = de_quien(dictado, hecho)
    objeto: dict[str, Any] = {
        "version": 1,
        "libro": str(dictado.abierto.registro.ruta),
        "hecho": hecho.que,
        "id": hecho.id or None,
        "cliente": None
        if quien is None
        else {"fila": quien.fila, "id": quien.id, "nombre": quien.nombre},
        "datos": dict(hecho.datos),
        "escrito": escrito,
        "ademas": list(hecho.ademas),
        "avisos": list(hecho.avisos),
    }
    if not escrito:
        suyos = renglones(hecho.plan, dictado.abierto.registro)
        objeto["cambios"] = [en_objeto(renglon) for renglon in suyos]
    return objeto


class NoCupo(Rechazo):
    """Entre leer y escribir, alguien cambió una celda que el hecho cambia."""

    def __init__(self, que: str, conflicto: Conflicto) -> None:
        cambio = conflicto.cambio
        super().__init__(
            f"{que} sin escribir: {cambio.hoja}, {cambio.clave}, {cambio.columna.upper()}:"
            f" {conflicto.motivo}. Repítalo"
        )
