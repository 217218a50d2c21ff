"""Una propuesta que se manda a un cliente."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from clientesctl.captura.apunte import Apunte
from clientesctl.captura.consecuencias import avanzar_etapa, vendedor_de
from clientesctl.captura.en_casa import parecido_en_casa
from clientesctl.captura.errores_propuesta import PropuestaSinProducto
from clientesctl.captura.importes import Importe, leer_importe
from clientesctl.captura.libreta import Hecho, Libreta
from clientesctl.captura.propuestas_escritas import PropuestasEscritas
from clientesctl.captura.venta import avisar_de_quien_es, exigir_pasada, moneda_en_casa
from clientesctl.cartera.propuestas import con_centimos
from clientesctl.registro.plan import VACIO, Dato
from clientesctl.textos.limpieza import plegar

ENVIADA = "ENVIADA"


@dataclass(frozen=True, slots=True)
class PropuestaDicha:
    """Lo que se dijo de una propuesta; lo que no, va vacío."""

    fecha: dt.date
    producto: str
    importe: str = ""
    moneda: str = ""
    vendedor: str = ""


def apuntar_propuesta(libreta: Libreta, cliente: int, dicha: PropuestaDicha) -> Hecho:
    """La propuesta enviada a ese cliente (su posición en CLIENTES).

    Quien estaba en INICIAL pasa a CONVENCIENDO.

    Raises:
        ErrorUso: algo de lo dicho no vale.
    """
    if not dicha.producto.strip():
        raise PropuestaSinProducto
    exigir_pasada("--fecha", dicha.fecha, libreta.hoy)
    apunte = Apunte(libreta)
    importe = None
    if dicha.importe.strip():
        importe = leer_importe(dicha.importe, libreta.registro.pais, dicha.moneda)
    dichos = _dichos(apunte, dicha, importe)
    deducidos = {
        "vendedor": vendedor_de(apunte, cliente),
        "estado": estado_en_casa(libreta, ENVIADA),
    }
    if importe is not None:
        deducidos["moneda"] = moneda_en_casa(apunte, "PROPUESTAS", importe.moneda)
    _mirar_las_abiertas(apunte, cliente, dichos["producto"].texto)
    suyo = apunte.fila("PROPUESTAS", dichos, deducidos, cliente)
    avanzar_etapa(apunte, cliente, ("INICIAL",), "CONVENCIENDO")
    plan = apunte.vista_previa("propuesta")
    avisar_de_quien_es(apunte, cliente)
    cuanto = con_centimos(importe.valor, importe.moneda) if importe else ""
    que = ", ".join(filter(None, (dichos["producto"].texto, cuanto)))
    return apunte.cerrar(
        "propuesta", plan, id=suyo, cliente=cliente, dicho=f"{que}, el {dicha.fecha:%d/%m/%Y}"
    )


def estado_en_casa(libreta: Libreta, estado: str) -> Dato:
    """El estado como lo escribe la hoja: «Enviado», si así están las demás."""
    raiz = plegar(estado)[:-1]
    suyo = parecido_en_casa(libreta, "PROPUESTAS", "estado", lambda o: plegar(o).startswith(raiz))
    return Dato.de_texto(suyo or estado)


def _dichos(apunte: Apunte, dicha: PropuestaDicha, importe: Importe | None) -> dict[str, Dato]:
    datos = {
        "fecha": Dato.de_fecha(dicha.fecha),
        "producto": apunte.texto("PROPUESTAS", "producto", dicha.producto),
    }
    if dicha.vendedor.strip():
        datos["vendedor"] = apunte.texto("PROPUESTAS", "vendedor", dicha.vendedor)
    if importe is not None:
        datos["importe"] = Dato.de_numero(importe.valor)
        datos["moneda"] = (
            moneda_en_casa(apunte, "PROPUESTAS", importe.moneda) if importe.dicha else VACIO
        )
    return datos


def _mirar_las_abiertas(apunte: Apunte, cliente: int, producto: str) -> None:
    escritas = PropuestasEscritas(apunte.libreta.registro)
    for otra in escritas.de(cliente):
        if otra.abierta and plegar(otra.producto) == plegar(producto):
            apunte.avisar(f"ya tiene sin contestar una del mismo producto ({otra})")
