"""`clientesctl perdidas`: a quién se ha perdido, por qué, y a quién merece la pena volver a ver."""

from __future__ import annotations

from typing import Annotated

import typer

from clientesctl.consola.opciones import (
    ArgumentoLibro,
    OpcionFormato,
    OpcionHoja,
    OpcionHoy,
    OpcionLibro,
    OpcionSalida,
    OpcionSilencio,
    OpcionSinColor,
    comunes,
    leer_dia,
    poner_lo_que_espera,
)


def perdidas(
    libro: ArgumentoLibro = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    desde: Annotated[
        str | None,
        typer.Option(
            "--desde",
            metavar="AAAA-MM-DD",
            show_default=False,
            help="Los que se fueron desde ese día.",
        ),
    ] = None,
    hasta: Annotated[
        str | None,
        typer.Option(
            "--hasta", metavar="AAAA-MM-DD", show_default=False, help="Y hasta ese otro (hoy)."
        ),
    ] = None,
    meses: Annotated[
        str | None,
        typer.Option(
            "--meses", metavar="N", show_default=False, help="Los de los últimos N meses (12)."
        ),
    ] = None,
    por: Annotated[
        str | None,
        typer.Option(
            "--por",
            metavar="vendedor|producto|mes",
            show_default=False,
            help="Repartidos por quién los llevaba, por lo que compraban o por cuándo se fueron.",
        ),
    ] = None,
    vendedor: Annotated[
        str,
        typer.Option(
            "--vendedor", metavar="NOMBRE", show_default=False, help="Solo los de esa persona."
        ),
    ] = "",
    hoy: OpcionHoy = None,
    formato: OpcionFormato = None,
    salida: OpcionSalida = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Cuenta los clientes perdidos por su causa, y da la lista de a quién volver a visitar.

    Son los perdidos, los cancelados y los inactivos de los que consta por qué: dejó de pagar, no lo
    utiliza, se fue a la competencia, ya no existe. Quien después volvió a comprar no es una
    pérdida. También, las propuestas rechazadas y su motivo. Qué causas tienen remedio lo dice
    [perdidas] recuperables en clientesctl.toml.
    """
    from clientesctl.consola.responder import avisar, comprobar_antes, responder
    from clientesctl.operaciones.perdidas import Peticion, consultar
    from clientesctl.operaciones.perdidas_listas import como_hojas, como_lista

    comun = comunes(libro, opcion_libro, hoja, hoy, formato, salida, silencio, sin_color)
    peticion = Peticion(
        libro=comun.libro,
        hoy=comun.hoy,
        hoja=comun.hoja,
        desde=leer_dia(desde, "--desde") if desde is not None else None,
        hasta=leer_dia(hasta, "--hasta") if hasta is not None else None,
        meses=meses,
        por=por,
        vendedor=vendedor.strip(),
    )
    poner_lo_que_espera(comun)
    comprobar_antes(comun)
    vista = consultar(peticion)
    avisar(vista.avisos, comun)

    def ensenar() -> None:
        from clientesctl.consola.vista_perdidas import ensenar

        ensenar(vista, color=comun.color)

    hojas = como_hojas(vista) if comun.salida is not None else ()
    responder(como_lista(vista), comun, vista.abierto.registro.ruta, ensenar, hojas)
