"""`clientesctl validar`: lo que incumple las políticas de captura, celda a celda."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from clientesctl.consola.opciones import (
    ArgumentoLibro,
    Comun,
    OpcionFijar,
    OpcionFormato,
    OpcionHoja,
    OpcionHoy,
    OpcionLibro,
    OpcionNuevos,
    OpcionSalida,
    OpcionSilencio,
    OpcionSinColor,
    comunes,
    leer_lista,
    poner_lo_que_espera,
)
from clientesctl.consola.salida import decir, escribir_csv, escribir_tsv
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.nombres_reglas import NOMBRES
from clientesctl.registro.parecidos import quiso_decir
from clientesctl.textos.cifras import contar

if TYPE_CHECKING:
    from clientesctl.operaciones.validar import Revision
    from clientesctl.registro.hallazgo import Gravedad

FallaCon = Literal["error", "aviso", "nada"]
TODAS = "todas"


def _empiezan(escrito: str) -> list[str]:
    return [nombre for nombre in NOMBRES if nombre.startswith(escrito)]


def validar(
    libro: ArgumentoLibro = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    hoy: OpcionHoy = None,
    regla: Annotated[
        list[str] | None,
        typer.Option(
            "--regla",
            metavar="REGLA",
            show_default=False,
            autocompletion=_empiezan,
            help="Solo esas reglas (se repite o lleva comas).",
        ),
    ] = None,
    sin_regla: Annotated[
        list[str] | None,
        typer.Option(
            "--sin-regla",
            metavar="REGLA",
            show_default=False,
            autocompletion=_empiezan,
            help="Todas menos esas (se repite o lleva comas).",
        ),
    ] = None,
    gravedad: Annotated[
        str | None,
        typer.Option(
            "--gravedad",
            metavar="error|aviso",
            show_default=False,
            help="Solo los errores o solo los avisos.",
        ),
    ] = None,
    explicar: Annotated[
        str | None,
        typer.Option(
            "--explicar",
            metavar="REGLA",
            show_default=False,
            autocompletion=_empiezan,
            help="Explica una regla, o «todas», y sale.",
        ),
    ] = None,
    ensayo: Annotated[
        bool,
        typer.Option(
            "--ensayo",
            show_default=False,
            help="Corrige lo capturado en un ensayo (iniciar --ensayo) y pone nota.",
        ),
    ] = False,
    nuevos: OpcionNuevos = False,
    fijar: OpcionFijar = False,
    falla_con: Annotated[
        str,
        typer.Option(
            "--falla-con",
            metavar="error|aviso|nada",
            show_default=False,
            help="Qué lo hace acabar con el código 1 (error).",
        ),
    ] = "error",
    formato: OpcionFormato = None,
    salida: OpcionSalida = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Pone el registro a prueba contra las políticas de captura.

    Cada hallazgo dice dónde está, qué se vio y qué se propone. Con --salida revision.xlsx sale
    un libro nuevo con las celdas señaladas y una lista que enlaza con ellas.
    """
    comun = comunes(libro, opcion_libro, hoja, hoy, formato, salida, silencio, sin_color)
    if explicar is not None:
        from clientesctl.consola.reglas import explicar_regla

        explicar_regla(explicar, comun)
        return
    if ensayo:
        from clientesctl.consola.validar_ensayo import validar_ensayo

        raise typer.Exit(validar_ensayo(comun))
    poner_lo_que_espera(comun)
    umbral = cast(FallaCon, _una_de("--falla-con", falla_con, ("error", "aviso", "nada")))
    from clientesctl.operaciones.validar import Peticion, comprobar_salida, entregar, revisar

    peticion = Peticion(
        libro=comun.libro,
        hoy=comun.hoy,
        hoja=comun.hoja,
        reglas=leer_lista(regla) or None,
        sin=leer_lista(sin_regla),
        gravedad=_leer_gravedad(gravedad),
        nuevos=nuevos,
        fijar=fijar,
    )
    if comun.salida is not None:
        comprobar_salida(peticion, comun.salida)
    revision = revisar(peticion)
    if len(revision.informe) or not comun.silencio:
        _avisar(revision, nuevos)
    if comun.salida is not None:
        entregar(revision, comun.salida)
        if len(revision.informe) or not comun.silencio:
            decir(f"escrito en «{comun.salida}»: {_resumen(revision)}")
    elif revision.fijados is None or nuevos:
        _ensenar(revision, comun)
    raise typer.Exit(_codigo(revision, umbral))


def _leer_gravedad(escrita: str | None) -> Gravedad | None:
    if escrita is None:
        return None
    return cast("Gravedad", _una_de("--gravedad", escrita, ("error", "aviso")))


def _una_de(opcion: str, escrito: str, valen: tuple[str, ...]) -> str:
    if escrito.lower() in valen:
        return escrito.lower()
    raise OpcionDesconocida(opcion, escrito, valen)


def _avisar(revision: Revision, nuevos: bool) -> None:
    """Lo que hay que saber del libro y de la línea base, fuera de los datos."""
    for aviso in revision.informe.registro.avisos:
        decir(f"aviso: {aviso}")
    if nuevos and revision.fijada is None:
        decir("aviso: nunca se fijó nada en este libro (--fijar), así que todo es nuevo")
    if revision.fijados is not None:
        decir(f"fijado: {contar(revision.fijados, 'hallazgo')} que --nuevos ya no enseñará")


def _ensenar(revision: Revision, comun: Comun) -> None:
    from clientesctl.operaciones import hallazgos

    informe = revision.informe
    if comun.formato == "json":
        _escribir_json(revision, comun)
    elif not len(informe):
        if not comun.silencio:
            que = "nada nuevo" if revision.fijada else "nada que corregir"
            decir(f"{contar(revision.filas, 'ficha')}: {que}")
    elif comun.formato == "csv":
        escribir_csv(hallazgos.CABECERA, map(hallazgos.en_fila, hallazgos.presentables(informe)))
    elif comun.formato == "tsv":
        filas = map(hallazgos.en_linea, hallazgos.presentables(informe))
        escribir_tsv(hallazgos.CABECERA_LINEA, filas)
        decir(_resumen(revision))
    else:
        from clientesctl.consola.vista_hallazgos import ensenar_grupos

        ensenar_grupos(informe, _resumen(revision), comun.color)


def _escribir_json(revision: Revision, comun: Comun) -> None:
    from clientesctl.entregas.json import trozos
    from clientesctl.operaciones.hallazgos import como_objeto

    if comun.silencio and not len(revision.informe):
        return
    for trozo in trozos(como_objeto(revision.informe)):
        sys.stdout.write(trozo)


def _resumen(revision: Revision) -> str:
    informe = revision.informe
    desde = f" desde el {revision.fijada}" if revision.fijada else ""
    return (
        f"{contar(revision.filas, 'ficha')}: {contar(informe.errores, 'error', 'errores')} y"
        f" {contar(informe.avisos, 'aviso')}{' nuevos' if desde else ''}{desde}"
    )


def _codigo(revision: Revision, umbral: FallaCon) -> int:
    if revision.fijados is not None or umbral == "nada":
        return 0
    falla = revision.informe.errores if umbral == "error" else len(revision.informe)
    return 1 if falla else 0


class OpcionDesconocida(ErrorUso):
    """Una opción de lista cerrada lleva otra cosa."""

    def __init__(self, opcion: str, visto: str, valen: tuple[str, ...]) -> None:
        pista = quiso_decir(visto, valen) or f": use {', '.join(valen)}"
        super().__init__(f"{opcion} «{visto}» no vale{pista}")
