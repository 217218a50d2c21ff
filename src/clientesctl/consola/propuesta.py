"""`clientesctl propuesta`: lo que se ofrece, cómo va y en qué queda."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from clientesctl.consola.hecho_dictado import (
    OpcionFecha,
    OpcionSimular,
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
from clientesctl.consola.salida import (
    decir,
    escribir_csv,
    escribir_json,
    escribir_tabla,
    escribir_tsv,
)

if TYPE_CHECKING:
    from clientesctl.captura.libreta import Hecho
    from clientesctl.captura.propuesta_cerrada import CierreDicho
    from clientesctl.operaciones.hecho_dictado import Dictado

_FORMA = "propuesta C-00042 REFORMA 1500"
_FORMA_CIERRE = "propuesta P-00003 --aceptada"
_FORMA_VER = "propuesta [C-00042] --ver"


def propuesta(
    que: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="QUIÉN PRODUCTO [IMPORTE]",
            show_default=False,
            help="El cliente (su ID, «fila:12» o un trozo de nombre, teléfono o correo), qué se le"
            " propone y por cuánto; para cerrarla, su ID o el cliente.",
        ),
    ] = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    moneda: Annotated[
        str, opcion_texto("--moneda", "En qué moneda (la del país).", "EUR|MXN|…")
    ] = "",
    vendedor: Annotated[
        str, opcion_texto("--vendedor", "Quién la hace (el de la ficha).", "NOMBRE")
    ] = "",
    aceptada: Annotated[
        bool, typer.Option("--aceptada", show_default=False, help="Ha dicho que sí.")
    ] = False,
    rechazada: Annotated[
        str | None,
        typer.Option(
            "--rechazada", metavar="MOTIVO", show_default=False, help="Ha dicho que no, y por qué."
        ),
    ] = None,
    retirada: Annotated[
        bool, typer.Option("--retirada", show_default=False, help="Ya no se le ofrece.")
    ] = False,
    ver: Annotated[
        bool,
        typer.Option(
            "--ver", show_default=False, help="Cómo van: las de ese cliente, o todas las abiertas."
        ),
    ] = False,
    fecha: OpcionFecha = "",
    simular: OpcionSimular = False,
    hoy: OpcionHoy = None,
    formato: OpcionFormato = None,
    esperar: OpcionEsperar = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Apunta lo que se ofrece a un cliente y en qué queda.

    Al enviarla, quien estaba en INICIAL pasa a CONVENCIENDO. Al aceptarla se enseña la orden con
    que se apunta la venta. La que ya está cerrada no se vuelve a cerrar.
    """
    from clientesctl.operaciones import hecho_dictado as operacion

    comun = comunes(None, opcion_libro, hoja, hoy, formato, None, silencio, sin_color)
    espera = leer_espera(esperar)
    cierre = _cierre(aceptada, rechazada, retirada, fecha, comun)
    if ver:
        _ver(operacion.abrir(comun.libro, comun.hoja, comun.hoy), que, comun)
        return
    if not simular:
        poner_lo_que_espera(comun)
    dictado = operacion.abrir(comun.libro, comun.hoja, comun.hoy)
    if cierre is not None:
        hecho = _cerrar(dictado, que, cierre, comun)
    else:
        hecho = _proponer(dictado, que, (moneda, vendedor, fecha), comun)
    dictar(dictado, hecho, comun, simular, espera)


def _cierre(
    aceptada: bool, rechazada: str | None, retirada: bool, fecha: str, comun: Comun
) -> CierreDicho | None:
    from clientesctl.captura.errores_propuesta import ComoAcaba
    from clientesctl.operaciones import propuesta as operacion

    marcas = {
        operacion.ACEPTADA: aceptada,
        operacion.RECHAZADA: rechazada is not None,
        operacion.RETIRADA: retirada,
    }
    dichas = [estado for estado, dicha in marcas.items() if dicha]
    if len(dichas) > 1:
        raise ComoAcaba
    if not dichas:
        return None
    return operacion.CierreDicho(dichas[0], leer_fecha_dicha(fecha, comun.hoy), rechazada or "")


def _proponer(
    dictado: Dictado, que: list[str] | None, opciones: tuple[str, str, str], comun: Comun
) -> Hecho:
    from clientesctl.consola.elegir_ficha import elegir_ficha
    from clientesctl.operaciones.propuesta import PropuestaDicha, apuntar_propuesta

    moneda, vendedor, fecha = opciones
    nombre, *resto = repartir_argumentos(que, 1, 3, _FORMA)
    producto, importe = (*resto, "", "")[:2]
    dicha = PropuestaDicha(leer_fecha_dicha(fecha, comun.hoy), producto, importe, moneda, vendedor)
    return apuntar_propuesta(dictado.libreta, elegir_ficha(dictado.abierto, nombre, comun), dicha)


def _cerrar(dictado: Dictado, que: list[str] | None, cierre: CierreDicho, comun: Comun) -> Hecho:
    from clientesctl.consola.elegir_ficha import elegir_ficha
    from clientesctl.operaciones import propuesta as operacion

    nombre, *cual = repartir_argumentos(que, 1, 2, _FORMA_CIERRE)
    libreta = dictado.libreta
    if cual or not operacion.nombra_propuesta(dictado, nombre):
        cliente = elegir_ficha(dictado.abierto, nombre, comun)
        suya = operacion.propuesta_de(libreta, cliente, "".join(cual))
    else:
        suya = operacion.propuesta_con_id(libreta, nombre)
    return operacion.cerrar_propuesta(libreta, suya, cierre)


def _ver(dictado: Dictado, que: list[str] | None, comun: Comun) -> None:
    from clientesctl.consola.elegir_ficha import elegir_ficha
    from clientesctl.operaciones import propuesta as operacion

    sueltos = repartir_argumentos(que, 0, 1, _FORMA_VER)
    cliente = elegir_ficha(dictado.abierto, sueltos[0], comun) if sueltos else None
    todas = operacion.como_van(dictado, cliente)
    filas = [operacion.en_fila(una) for una in todas]
    if comun.formato == "json":
        escribir_json(operacion.en_objeto(dictado, todas))
    elif comun.formato == "csv":
        escribir_csv(operacion.CABECERA, filas)
    elif comun.formato == "tsv":
        escribir_tsv(operacion.CABECERA, filas)
    elif filas:
        vistas = map(operacion.en_pantalla, todas)
        escribir_tabla(operacion.CABECERA_PANTALLA, vistas, color=comun.color, derecha=(0, 1, 2, 5))
    if not filas and not comun.silencio:
        decir(
            "no hay ninguna propuesta" if cliente is not None else "no queda ninguna sin contestar"
        )
