"""`clientesctl contacto`: lo que se habla con un cliente, y lo que pide y no hay."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from clientesctl.consola.hecho_dictado import (
    NoVanJuntas,
    OpcionFecha,
    OpcionSimular,
    SoloConEsto,
    dictar,
    leer_fecha_dicha,
    opcion_texto,
    repartir_argumentos,
)
from clientesctl.consola.opciones import (
    Comun,
    OpcionEsperar,
    OpcionFormato,
    OpcionHoja,
    OpcionHoy,
    OpcionLibro,
    OpcionSilencio,
    OpcionSinColor,
    comunes,
    leer_espera,
    poner_lo_que_espera,
)
from clientesctl.consola.salida import decir

if TYPE_CHECKING:
    from clientesctl.captura.contacto import ContactoDicho
    from clientesctl.captura.demanda import DemandaDicha
    from clientesctl.captura.libreta import Hecho
    from clientesctl.operaciones.hecho_dictado import Dictado

_FORMA = 'contacto C-00042 "quiere presupuesto" --tipo llamada --en 7'
_FORMA_DEMANDA = 'contacto [C-00042 ["NOTA"]] --demanda PRODUCTO'


def contacto(
    que: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="QUIÉN [NOTA]",
            show_default=False,
            help="El cliente (su ID, «fila:12» o un trozo de nombre, teléfono o correo) y lo que"
            " se habló; con --demanda, puede no saberse quién.",
        ),
    ] = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    tipo: Annotated[
        str,
        opcion_texto(
            "--tipo",
            "Cómo fue (llamada); basta con su comienzo.",
            "llamada|correo|visita|mensaje|queja|nota",
        ),
    ] = "",
    sentido: Annotated[str, opcion_texto("--sentido", "Quién empezó.", "entrante|saliente")] = "",
    quien: Annotated[str, opcion_texto("--quien", "Quién le atendió (el usuario).", "NOMBRE")] = "",
    asunto: Annotated[str, opcion_texto("--asunto", "De qué se trataba.")] = "",
    resultado: Annotated[str, opcion_texto("--resultado", "En qué quedó.")] = "",
    proximo_paso: Annotated[str, opcion_texto("--proximo-paso", "Lo que queda por hacer.")] = "",
    proxima_fecha: Annotated[
        str, opcion_texto("--proxima-fecha", "Para cuándo: 2026-11-30, 30/11, lunes.", "DÍA")
    ] = "",
    en: Annotated[
        str,
        opcion_texto("--en", "Para dentro de esos días; si cae en domingo, el lunes.", "DÍAS"),
    ] = "",
    demanda: Annotated[
        str | None,
        typer.Option(
            "--demanda",
            metavar="PRODUCTO",
            show_default=False,
            help="Lo que pidió y no se vende o no había.",
        ),
    ] = None,
    cantidad: Annotated[str, opcion_texto("--cantidad", "Cuánto pidió.", "N")] = "",
    notas: Annotated[str, opcion_texto("--notas", "Lo que convenga saber.")] = "",
    fecha: OpcionFecha = "",
    simular: OpcionSimular = False,
    hoy: OpcionHoy = None,
    formato: OpcionFormato = None,
    esperar: OpcionEsperar = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Apunta lo que se ha hablado con un cliente, por quién y qué queda por hacer.

    Cierra lo que estaba por hacer con él y hace propios los datos de segunda mano si se habló de
    verdad. Con --demanda apunta lo que pidió y no hay, y el contacto solo si hay NOTA.
    """
    from clientesctl.operaciones import contacto as operacion
    from clientesctl.operaciones import hecho_dictado

    comun = comunes(None, opcion_libro, hoja, hoy, formato, None, silencio, sin_color)
    espera = leer_espera(esperar)
    dia = leer_fecha_dicha(fecha, comun.hoy)
    forma = _FORMA if demanda is None else _FORMA_DEMANDA
    sueltos = repartir_argumentos(que, 1 if demanda is None else 0, 2, forma)
    if cantidad.strip() and demanda is None:
        raise SoloConEsto("--cantidad", "--demanda")
    suelta = "".join(sueltos[1:])
    dicho = operacion.ContactoDicho(
        fecha=dia,
        tipo=tipo,
        sentido=sentido,
        quien=quien,
        asunto=asunto,
        resultado=resultado,
        notas=suelta if demanda is not None else " ".join(filter(None, (suelta, notas))),
        proximo_paso=proximo_paso,
        proxima_fecha=_proxima(proxima_fecha, en, dia, comun),
    )
    pedida = None if demanda is None else operacion.DemandaDicha(dia, demanda, cantidad, notas)
    if not simular:
        poner_lo_que_espera(comun)
    dictado = hecho_dictado.abrir(comun.libro, comun.hoja, comun.hoy)
    dictar(dictado, _hecho(dictado, sueltos, dicho, pedida, comun), comun, simular, espera)


def _hecho(
    dictado: Dictado,
    sueltos: tuple[str, ...],
    dicho: ContactoDicho,
    pedida: DemandaDicha | None,
    comun: Comun,
) -> Hecho:
    """El contacto con quien se nombra; con algo pedido, eso, y el contacto solo si se contó."""
    from clientesctl.consola.elegir_ficha import elegir_ficha
    from clientesctl.operaciones import contacto as operacion

    if pedida is None:
        cliente = elegir_ficha(dictado.abierto, sueltos[0], comun)
        return operacion.apuntar_contacto(dictado.libreta, cliente, dicho)
    quien = elegir_ficha(dictado.abierto, sueltos[0], comun) if sueltos else None
    hablado = dicho if _hay_contacto(dicho) else None
    return operacion.apuntar_demanda(dictado.libreta, quien, pedida, hablado)


def _proxima(texto: str, en: str, dia: dt.date, comun: Comun) -> dt.date | None:
    """El día del próximo paso, si se dijo."""
    if texto.strip() and en.strip():
        raise NoVanJuntas("--proxima-fecha", "--en")
    if texto.strip():
        from clientesctl.captura.cuando import leer_dia_dicho

        return leer_dia_dicho(texto, comun.hoy)
    if not en.strip():
        return None
    from clientesctl.operaciones.contacto import dentro_de

    proxima = dentro_de(en, dia)
    if proxima.frase and not comun.silencio:
        decir(proxima.frase)
    return proxima.dia


def _hay_contacto(dicho: ContactoDicho) -> bool:
    """Si además de lo pedido se dijo algo de la conversación."""
    return dicho.dice_algo or bool(dicho.tipo.strip() or dicho.proximo_paso.strip())
