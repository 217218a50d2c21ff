"""Lo que un hecho cambia en la ficha de su cliente: la etapa y de quién vienen sus datos."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from clientesctl.captura.apunte import Apunte
from clientesctl.captura.entradas import admite
from clientesctl.cartera.valores import SIN_DIA, fecha_de, leer_dias
from clientesctl.registro.plan import VACIO, Dato
from clientesctl.registro.registro import Tabla
from clientesctl.textos.limpieza import plegar

ANTES_DE_COMPRAR = ("INICIAL", "CONVENCIENDO", "VISITA")
_DE_BAJA = ("PERDIDO", "CANCELAR")


def avanzar_etapa(apunte: Apunte, posicion: int, desde: Collection[str], hasta: str) -> None:
    """La etapa de la ficha pasa a `hasta`, si la lleva y es una de esas; si cambia, se dice."""
    clientes = apunte.libreta.registro.clientes
    if "etapa" not in clientes:
        return
    etapa = clientes.texto("etapa", posicion)
    libreta = apunte.libreta
    admitida = admite("etapa", hasta, libreta.registro, libreta.politicas)
    if plegar(etapa) not in desde or not admitida:
        return
    nueva = apunte.texto("CLIENTES", "etapa", hasta)
    if apunte.cambiar_ficha(posicion, {"etapa": nueva}):
        apunte.decir(f"su ETAPA pasa de {etapa} a {nueva.texto}")


def avanzar_por_compra(apunte: Apunte, posicion: int, dia: dt.date) -> None:
    """Quien aún no había comprado pasa a COMPRADOR; de quien se dio por perdido, se dice."""
    clientes = apunte.libreta.registro.clientes
    bajas = (_fecha(clientes, campo, posicion) for campo in ("perdido_el", "cancelado_el"))
    if any(baja is not None and baja >= dia for baja in bajas):
        return  # una venta de antes de darse de baja no dice que haya vuelto
    avanzar_etapa(apunte, posicion, ANTES_DE_COMPRAR, "COMPRADOR")
    etapa = clientes.texto("etapa", posicion)
    if plegar(etapa) in _DE_BAJA:
        quien = clientes.identificador(posicion) or f"fila:{int(clientes.filas[posicion])}"
        apunte.avisar(
            f"estaba dado por {etapa} y ha comprado: su ETAPA no se toca; si ha vuelto,"
            f" «clientesctl editar {quien} etapa=COMPRADOR»"
        )


def hacer_propios(apunte: Apunte, posicion: int, dia: dt.date) -> None:
    """Los datos de segunda mano pasan a ser propios con el primer contacto de verdad.

    Los que ese día ya habían caducado se dejan, y se avisa de que no se podían usar.
    """
    clientes = apunte.libreta.registro.clientes
    if plegar(clientes.texto("origen_datos", posicion)) != "SEGUNDA":
        return
    caduca = _fecha(clientes, "caduca_el", posicion)
    if caduca is not None and caduca < dia:
        apunte.avisar(
            f"sus datos eran de segunda mano y caducaron el {caduca:%d/%m/%Y}: no se podían usar;"
            " pídale que los confirme y diga de dónde salen con «clientesctl editar»"
        )
        return
    datos = {"origen_datos": apunte.texto("CLIENTES", "origen_datos", "PRIMERA")}
    if clientes.texto("caduca_el", posicion):
        datos["caduca_el"] = VACIO
    if apunte.cambiar_ficha(posicion, datos):
        apunte.decir("sus datos pasan de SEGUNDA a PRIMERA mano y ya no caducan")


def poner_al_dia(apunte: Apunte, posicion: int, campo: str, dia: dt.date) -> None:
    """La fecha que otro lleva en la ficha (su última compra, su último contacto), si es más vieja.

    Una que calcula una fórmula, o una columna de la que no se está seguro, se deja.
    """
    clientes = apunte.libreta.registro.clientes
    if not clientes.segura(campo) or posicion in clientes[campo].formulas:
        return
    era = _fecha(clientes, campo, posicion)
    if era is None or era < dia:
        apunte.redactor.cambiar("CLIENTES", posicion, {campo: Dato.de_fecha(dia)})


def vendedor_de(apunte: Apunte, posicion: int) -> Dato:
    """El vendedor de la ficha; vacío si no lo dice."""
    return Dato.de_texto(apunte.libreta.registro.clientes.texto("vendedor", posicion))


def _fecha(clientes: Tabla, campo: str, posicion: int) -> dt.date | None:
    if campo not in clientes:
        return None
    dia = int(leer_dias(clientes[campo])[posicion])
    return None if dia == SIN_DIA else fecha_de(dia)
