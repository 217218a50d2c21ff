"""Lo que el resultado de una llamada cambia en la ficha, y lo que deja por hacer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from clientesctl.captura.apunte import Apunte
from clientesctl.captura.campos import Dictado
from clientesctl.captura.contacto import ContactoDicho
from clientesctl.captura.editar import editar_con, preparar_edicion
from clientesctl.captura.errores_recoger import SinMarcar
from clientesctl.captura.vida import Sucesos, avisos_de, cambios_de
from clientesctl.registro.errores import ErrorClientes
from clientesctl.textos.resultados import (
    COMPRA,
    EQUIVOCADO,
    FALLECIDO,
    NO_EXISTE,
    NO_LLAMAR,
    OTRO_DIA,
    PIDE_PRESUPUESTO,
    quiza_no_quiere,
)

_MARCAS: Mapping[str, tuple[str, str]] = {
    NO_LLAMAR: ("NO_CONTACTAR", "--no-contactar"),
    NO_EXISTE: ("darlo por perdido", f"--perdido «{NO_EXISTE}»"),
    FALLECIDO: ("FALLECIDO_EL", "--fallecido"),
}
"""Resultado → lo que se marca en la ficha, y con qué opción de «editar»."""


def _suceso(resultado: str, dia: dt.date) -> Sucesos:
    return Sucesos(
        dia,
        no_contactar=resultado == NO_LLAMAR,
        perdido=NO_EXISTE if resultado == NO_EXISTE else None,
        fallecido=resultado == FALLECIDO,
    )


def marcar_ficha(apunte: Apunte, cliente: int, resultado: str, dia: dt.date) -> None:
    """La ficha marcada como pide el resultado (no contactar, perdido, fallecido), y dicho.

    Los demás resultados no la tocan.

    Raises:
        SinMarcar: no se puede; el contacto entra igual, y hay que marcarla a mano.
    """
    if resultado not in _MARCAS:
        return
    libreta = apunte.libreta
    registro, politicas = libreta.registro, libreta.politicas
    que, opcion = _MARCAS[resultado]
    sucesos = _suceso(resultado, dia)
    quien = registro.clientes.identificador(cliente) or f"fila:{registro.clientes.filas[cliente]}"
    try:
        cambios, si_hay = cambios_de(sucesos, registro, politicas, cliente, libreta.hoy)
        edicion = preparar_edicion(
            Dictado(cambios), registro, politicas, cliente, libreta.hoy, si_hay
        )
        if edicion.errores:
            raise SinMarcar(que, edicion.errores[0].mensaje, f"editar {quien} {opcion}")
        avisos = editar_con(
            apunte.redactor, edicion, registro, libreta.hoy, no_contactar=sucesos.no_contactar
        )
    except SinMarcar:
        raise
    except ErrorClientes as motivo:
        raise SinMarcar(que, str(motivo), f"editar {quien} {opcion}") from motivo
    apunte.decir(_frase(resultado, dia))
    for aviso in (*avisos, *avisos_de(sucesos, registro, cliente, libreta.hoy)):
        apunte.avisar(aviso)


def _frase(resultado: str, dia: dt.date) -> str:
    if resultado == NO_LLAMAR:
        return "queda marcado NO_CONTACTAR: no se le vuelve a llamar"
    if resultado == FALLECIDO:
        return f"queda con FALLECIDO_EL {dia:%d/%m/%Y}, el día en que se supo"
    return f"queda PERDIDO por {NO_EXISTE}"


def decir_lo_que_queda(apunte: Apunte, cliente: int, resultado: str, dicho: ContactoDicho) -> None:
    """Deja dicho lo que una lista no puede apuntar y alguien tiene que hacer."""
    clientes = apunte.libreta.registro.clientes
    quien = clientes.identificador(cliente) or f"fila:{clientes.filas[cliente]}"
    if resultado == COMPRA:
        apunte.avisar(f"compró: apunte la venta con «clientesctl venta {quien} PRODUCTO IMPORTE»")
    if resultado == EQUIVOCADO:
        apunte.avisar(
            "su teléfono está equivocado y no se ha borrado: cuando sepa el bueno,"
            f" «clientesctl editar {quien} telefono=…»"
        )
    if resultado in (OTRO_DIA, PIDE_PRESUPUESTO) and dicho.proxima_fecha is None:
        apunte.avisar(f"{resultado}, y no dice qué día: no saldrá en la agenda")
    if resultado != NO_LLAMAR and quiza_no_quiere(f"{dicho.resultado}. {dicho.notas}"):
        apunte.avisar(
            "parece que pide que no se le llame: si es así, «clientesctl editar"
            f" {quien} --no-contactar»"
        )
