"""`clientesctl etiquetas`: las direcciones de una parte de la cartera, listas para pegar."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clientesctl.consola.opciones import (
    Comun,
    OpcionFormato,
    OpcionHoy,
    OpcionLibro,
    OpcionSalida,
    OpcionSilencio,
    OpcionSinColor,
    comunes,
    leer_lista,
)
from clientesctl.consola.opciones_cartera import (
    OpcionPerfil,
    OpcionProvincia,
    OpcionSolo,
    OpcionVendedor,
    OpcionZona,
)
from clientesctl.consola.salida import decir
from clientesctl.registro.errores import ErrorUso

if TYPE_CHECKING:
    from clientesctl.operaciones.etiquetas import Etiquetas


def etiquetas(
    expresion: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[BÚSQUEDA]",
            show_default=False,
            help="A quiénes, como en «buscar»: 'ciudad=MADRID gasto>500'; sin nada, todos.",
        ),
    ] = None,
    libro: OpcionLibro = None,
    hoja: Annotated[
        list[str] | None,
        typer.Option(
            "--hoja",
            metavar="NOMBRE",
            show_default=False,
            help="La hoja de los clientes; o la de etiquetas, como --papel.",
        ),
    ] = None,
    papel: Annotated[
        str,
        typer.Option(
            "--papel",
            metavar="L7160|L7163|5160",
            show_default=False,
            help="La hoja de etiquetas (L7160; 5160 donde se usa papel carta).",
        ),
    ] = "",
    desde: Annotated[
        str,
        typer.Option(
            "--desde",
            metavar="N",
            show_default=False,
            help="La primera etiqueta libre de una hoja empezada, contando por filas (1).",
        ),
    ] = "1",
    marco: Annotated[
        bool,
        typer.Option(
            "--marco", show_default=False, help="Dibuja los bordes, para probar en papel corriente."
        ),
    ] = False,
    vendedor: OpcionVendedor = "",
    zona: OpcionZona = "",
    perfil: OpcionPerfil = "",
    provincia: OpcionProvincia = "",
    solo: OpcionSolo = None,
    orden: Annotated[
        str,
        typer.Option(
            "--orden",
            metavar="cp|nombre",
            show_default=False,
            help="Por código postal (cp, si no se dice) o por nombre.",
        ),
    ] = "cp",
    pais_origen: Annotated[
        str,
        typer.Option(
            "--pais-origen",
            metavar="PAÍS",
            show_default=False,
            help="Desde dónde se envían (el del registro): a los demás se les pone el país.",
        ),
    ] = "",
    hoy: OpcionHoy = None,
    formato: OpcionFormato = None,
    salida: OpcionSalida = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Hace las etiquetas de una parte de la cartera, con cada dirección como en su país.

    Con «--salida etiquetas.pdf», en la hoja de etiquetas que se diga; en .csv o .xlsx, para otro
    programa; sin --salida, las enseña. No sale quien no tiene la dirección completa, quien murió,
    canceló, pidió que no se le contacte o no quiere cartas: se dice cuántos por cada razón. Dos
    fichas con el mismo nombre y dirección llevan una sola etiqueta.
    """
    from clientesctl.entregas.hojas_de_etiquetas import es_hoja
    from clientesctl.operaciones.etiquetas import Peticion, consultar
    from clientesctl.operaciones.etiquetas_listas import comprobar
    from clientesctl.operaciones.libros import elegir_libro

    de_clientes = [h for h in hoja or () if not es_hoja(h)]
    de_etiquetas = [papel, *(h for h in hoja or () if es_hoja(h))]
    suelto, busqueda = _separar_libro(expresion or [])
    comun = comunes(
        suelto,
        libro,
        de_clientes[-1] if de_clientes else None,
        hoy,
        formato,
        salida,
        silencio,
        sin_color,
    )
    if comun.salida is not None:
        comprobar(comun.salida, elegir_libro(comun.libro)[0])
    vista = consultar(
        Peticion(
            libro=comun.libro,
            hoy=comun.hoy,
            hoja=comun.hoja,
            expresion=busqueda,
            filtros={
                "vendedor": vendedor,
                "zona": zona,
                "perfil": perfil,
                "provincia": provincia,
            },
            solo=leer_lista(solo),
            orden=orden.strip().lower(),
            papel=next(filter(None, de_etiquetas), ""),
            desde=_leer_posicion(desde),
            marco=marco,
            origen=pais_origen,
        )
    )
    _responder(vista, comun)


def _separar_libro(palabras: list[str]) -> tuple[Path | None, str]:
    """El libro, si una de las palabras es el nombre de uno, y la búsqueda."""
    from clientesctl.operaciones.libros import EXTENSIONES

    libros = [p for p in palabras if Path(p).suffix.lower() in EXTENSIONES and Path(p).is_file()]
    suelto = libros[0] if len(libros) == 1 else None
    return Path(suelto) if suelto else None, " ".join(p for p in palabras if p != suelto)


def _responder(vista: Etiquetas, comun: Comun) -> None:
    from clientesctl.consola.responder import avisar, decir_notas, responder
    from clientesctl.consola.vista_etiquetas import ensenar
    from clientesctl.operaciones.etiquetas_listas import PDF, como_lista

    avisar(vista.avisos, comun)
    lista, ruta = como_lista(vista), comun.salida
    if ruta is not None and not vista.destinatarios:
        decir_notas((*lista.notas, f"no hay a quién escribir: «{ruta}» no se ha hecho"), comun)
    elif ruta is not None and ruta.suffix.lower() == PDF:
        decir_notas(lista.notas, comun)
        _imprimir(vista, ruta, comun)
    else:
        registro = vista.abierto.registro.ruta
        responder(lista, comun, registro, lambda: ensenar(vista, color=comun.color))
        if ruta is not None or comun.formato == "tabla":
            decir_notas(lista.notas, comun)


def _imprimir(vista: Etiquetas, ruta: Path, comun: Comun) -> None:
    """Las etiquetas en su .pdf. Quien se queda sin ella se dice aunque se pida silencio."""
    from clientesctl.consola.responder import decir_notas
    from clientesctl.consola.vista_etiquetas import (
        frase_de_lo_ilegible,
        frase_de_lo_que_no_cabe,
        frases_de_impresion,
    )
    from clientesctl.entregas.etiquetas_pdf import ilegible
    from clientesctl.operaciones.etiquetas_listas import entregar

    sobran = entregar(vista, ruta)
    lineas = vista.lineas()
    ilegibles = [i for i in sobran if ilegible(lineas[i])]
    if ilegibles:
        decir(frase_de_lo_ilegible(vista, ilegibles))
    if grandes := [i for i in sobran if i not in ilegibles]:
        decir(frase_de_lo_que_no_cabe(vista, grandes))
    decir_notas(frases_de_impresion(vista, len(sobran), ruta), comun)


def _leer_posicion(texto: str) -> int:
    limpio = texto.strip()
    if limpio.isdecimal() and len(limpio) < 4:
        return int(limpio)
    raise PosicionMalEscrita(texto)


class PosicionMalEscrita(ErrorUso):
    """--desde no lleva el número de una etiqueta."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"--desde «{visto}» no vale: es el número de una etiqueta, como --desde 5")
