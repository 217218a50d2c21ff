"""`clientesctl buscar`: los clientes que cumplen lo que se pida, o a los que se puede escribir."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from clientesctl.consola.opciones import (
    OpcionFormato,
    OpcionHoja,
    OpcionHoy,
    OpcionLibro,
    OpcionSalida,
    OpcionSilencio,
    OpcionSinColor,
    comunes,
    leer_lista,
)
from clientesctl.consola.responder import avisar, comprobar_antes, decir_notas, responder

if TYPE_CHECKING:
    from clientesctl.consola.opciones import Comun
    from clientesctl.operaciones.buscar import Hallado


def buscar(
    expresion: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[BÚSQUEDA]",
            show_default=False,
            help="Lo que cumplen, como 'sexo=MUJER gasto>500 dias=30'; sin nada, todos.",
        ),
    ] = None,
    libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    columnas: Annotated[
        list[str] | None,
        typer.Option(
            "--columnas",
            metavar="CAMPO,…",
            show_default=False,
            help="Qué se enseña de cada uno, del libro o calculado.",
        ),
    ] = None,
    orden: Annotated[
        list[str] | None,
        typer.Option(
            "--orden",
            metavar="CAMPO,…",
            show_default=False,
            help="Por qué campo van; con «-» delante, del revés: --orden -gasto.",
        ),
    ] = None,
    maximo: Annotated[
        str | None,
        typer.Option("--maximo", metavar="N", show_default=False, help="Los N primeros."),
    ] = None,
    solo_contar: Annotated[
        bool, typer.Option("--contar", show_default=False, help="Solo cuántos son.")
    ] = False,
    con_absorbidas: Annotated[
        bool,
        typer.Option(
            "--con-absorbidas", show_default=False, help="También las fichas fundidas con otra."
        ),
    ] = False,
    para: Annotated[
        str | None,
        typer.Option(
            "--para",
            metavar="correo|mensaje|llamada|postal",
            show_default=False,
            help="Solo a quien se puede llegar por ahí, una vez cada dirección.",
        ),
    ] = None,
    con_permiso: Annotated[
        bool,
        typer.Option(
            "--con-permiso",
            show_default=False,
            help="Con --para, solo quien consta que dio su permiso.",
        ),
    ] = False,
    hoy: OpcionHoy = None,
    formato: OpcionFormato = None,
    salida: OpcionSalida = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Busca clientes por cualquier columna y por lo que compran, y hace listas para escribirles.

    Compara con = != > < >= <= y ~ (parecido; * vale por cualquier cosa); una coma da a elegir
    («ciudad=MADRID,TOLEDO») y «vacio» es la celda sin nada. Todo ha de cumplirse, salvo lo que
    separa una «o»; valen los paréntesis y «no». Calcula gasto (gasto>500USD), compras, ticket,
    producto, primera_compra, ultima_compra, dias_sin_comprar, ultimo_contacto, dias_sin_contacto,
    estado, edad y cumple. dias=30, o desde=2026-01-01 hasta=2026-03-31, dicen qué ventas valen.

    --para nunca lleva a quien no quiere, a quien canceló ni a quien murió, y dice a cuántos deja.
    """
    from clientesctl.operaciones.buscar import Peticion, consultar, leer_canal

    comun = comunes(None, libro, hoja, hoy, formato, salida, silencio, sin_color)
    peticion = Peticion(
        libro=comun.libro,
        hoja=comun.hoja,
        hoy=comun.hoy,
        expresion=" ".join(expresion or ()),
        columnas=leer_lista(columnas),
        orden=leer_lista(orden),
        maximo=None if maximo is None else _leer_maximo(maximo),
        con_absorbidas=con_absorbidas,
        para=None if para is None else leer_canal(para),
        con_permiso=con_permiso,
    )
    _comprobar(comun)
    hallado = consultar(peticion)
    registro = hallado.cartera.registro
    avisar((*registro.avisos, *hallado.cartera.avisos, *hallado.seleccion.avisos), comun)
    if solo_contar:
        _contar(hallado, comun)
    else:
        _responder(hallado, comun)


def _comprobar(comun: Comun) -> None:
    """Nada, si --salida se podrá escribir; una tarjeta por cliente, si acaba en .vcf."""
    if not _es_vcf(comun):
        comprobar_antes(comun)
    elif comun.salida is not None:
        from clientesctl.entregas.fichero import comprobar_destino
        from clientesctl.operaciones.libros import elegir_libro

        comprobar_destino(comun.salida, elegir_libro(comun.libro)[0])


def _es_vcf(comun: Comun) -> bool:
    return comun.salida is not None and comun.salida.suffix.lower() == ".vcf"


def _responder(hallado: Hallado, comun: Comun) -> None:
    from clientesctl.operaciones.buscar_listas import como_lista, entregar_tarjetas

    if comun.salida is not None and _es_vcf(comun):
        decir_notas(entregar_tarjetas(hallado, comun.salida), comun)
        return
    lista = como_lista(hallado)
    responder(lista, comun, hallado.cartera.registro.ruta)
    if comun.salida is not None or comun.formato == "json":
        decir_notas(lista.notas, comun)


def _contar(hallado: Hallado, comun: Comun) -> None:
    if comun.formato == "json":
        from clientesctl.consola.salida import escribir_json

        escribir_json({"version": 1, "resumen": {"encontrados": hallado.encontradas}})
    else:
        sys.stdout.write(f"{hallado.encontradas}\n")


def _leer_maximo(texto: str) -> int:
    from clientesctl.operaciones.buscar import MaximoMalEscrito

    limpio = texto.strip()
    if limpio.isdecimal() and limpio.isascii() and int(limpio[:9]) > 0:
        return int(limpio[:9])
    raise MaximoMalEscrito(texto)
