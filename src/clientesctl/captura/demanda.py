"""Lo que alguien pidió y no se vende, o no había."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from clientesctl.captura.apunte import Apunte
from clientesctl.captura.contacto import ContactoDicho, anadir_contacto
from clientesctl.captura.errores_contacto import DemandaSinProducto
from clientesctl.captura.importes import leer_cantidad
from clientesctl.captura.libreta import Hecho, Libreta
from clientesctl.captura.venta import exigir_pasada
from clientesctl.registro.plan import VACIO, Dato


@dataclass(frozen=True, slots=True)
class DemandaDicha:
    """Lo que se pidió."""

    fecha: dt.date
    producto: str
    cantidad: str = ""
    notas: str = ""


def apuntar_demanda(
    libreta: Libreta,
    cliente: int | None,
    dicha: DemandaDicha,
    contacto: ContactoDicho | None = None,
) -> Hecho:
    """Lo que pidió ese cliente, o alguien que no se sabe quién es; y el contacto, si lo hubo.

    Raises:
        ErrorUso: algo de lo dicho no vale.
    """
    if not dicha.producto.strip():
        raise DemandaSinProducto
    exigir_pasada("--fecha", dicha.fecha, libreta.hoy)
    apunte = Apunte(libreta)
    datos = {
        "fecha": Dato.de_fecha(dicha.fecha),
        "producto": apunte.texto("DEMANDA", "producto", dicha.producto),
        "notas": apunte.texto("DEMANDA", "notas", dicha.notas) if dicha.notas.strip() else VACIO,
    }
    if dicha.cantidad.strip():
        datos["cantidad"] = Dato.de_numero(leer_cantidad(dicha.cantidad, libreta.registro.pais))
    suyo = ""
    if cliente is not None and contacto is not None:
        suyo, _ = anadir_contacto(apunte, cliente, contacto)
    apunte.fila("DEMANDA", datos, cliente=cliente)
    plan = apunte.vista_previa("demanda")
    if suyo:
        apunte.decir(f"y el contacto {suyo}")
    dicho = f"pidió {datos['producto'].texto}, el {dicha.fecha:%d/%m/%Y}"
    return apunte.cerrar("demanda", plan, id=suyo, cliente=cliente, dicho=dicho)
