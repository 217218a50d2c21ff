"""Lo que cambia en una ficha: lo que había y lo que queda."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientesctl.consola import vista_captura as vista
from clientesctl.consola.opciones import Comun
from clientesctl.consola.salida import (
    consola,
    escribir_csv,
    escribir_json,
    escribir_sin_partir,
    escribir_tsv,
)
from clientesctl.consola.vista_plan import VACIA, par
from clientesctl.textos.cifras import miles

if TYPE_CHECKING:
    from clientesctl.operaciones.editar import Editada
    from clientesctl.operaciones.libros import Abierto
    from clientesctl.registro.plan import Cambio

_CABECERA = ("hoja", "ficha", "campo", "antes", "despues")


def entregar(abierto: Abierto, editada: Editada, hecho: str, comun: Comun) -> None:
    """Cada celda que cambia, en el formato que se pide."""
    suya = abierto.registro.clientes.hoja
    cambios = sorted(editada.plan.cambios, key=lambda cambio: cambio.hoja != suya)
    if comun.formato == "json":
        _en_json(abierto, editada, hecho, cambios)
    elif comun.formato == "tabla":
        _en_tabla(editada, cambios, comun.color)
    else:
        filas = [_fila(cambio) for cambio in cambios]
        (escribir_tsv if comun.formato == "tsv" else escribir_csv)(_CABECERA, filas)


def _fila(cambio: Cambio) -> tuple[str, ...]:
    return (
        cambio.hoja, str(cambio.clave), cambio.columna.upper(), cambio.antes.texto,
        cambio.despues.texto,
    )  # fmt: skip


def _en_tabla(editada: Editada, cambios: list[Cambio], color: bool) -> None:
    """Lo de la ficha, celda a celda; lo que cambia igual en muchas filas de otra hoja, una vez."""
    from rich.text import Text

    terminal = consola(color)
    iguales: dict[tuple[str, str, str, str], list[Cambio]] = {}
    for cambio in cambios:
        que = cambio.hoja, cambio.columna, cambio.antes.texto, cambio.despues.texto
        iguales.setdefault(que, []).append(cambio)
    ancho = max((len(cambio.columna) for cambio in cambios), default=0)
    hoja = ""
    for suyos in iguales.values():
        cambio = suyos[0]
        if cambio.hoja != hoja:
            hoja = cambio.hoja
            donde = str(cambio.clave) if len(suyos) == 1 else f"{miles(len(suyos))} filas"
            escribir_sin_partir(terminal, Text(f"{hoja}, {donde}", style="bold"))
        antes, despues = par(cambio, editada.plan.anclas[cambio.hoja])
        linea = Text(f"  {cambio.columna.upper():<{ancho}}  ")
        linea.append(antes, style="dim" if antes == VACIA else "red")
        linea.append(" → ").append(despues, style="dim" if despues == VACIA else "green")
        escribir_sin_partir(terminal, linea)


def _en_json(abierto: Abierto, editada: Editada, hecho: str, cambios: list[Cambio]) -> None:
    clientes = abierto.registro.clientes
    posicion = editada.edicion.posicion
    escribir_json(
        {
            "version": 1,
            "libro": str(abierto.registro.ruta),
            "hoja": clientes.hoja,
            "fila": int(clientes.filas[posicion]),
            "id": clientes.identificador(posicion),
            "hecho": hecho,
            "cambios": [
                dict(zip(_CABECERA, _fila(c), strict=True)) | {"campo": c.columna} for c in cambios
            ],
            "arreglos": vista.arreglos_en_json(editada.edicion.arreglos),
            "avisos": list(editada.avisos),
            "parecidos": vista.parecidos_en_json(abierto.registro, editada.parecidos),
        }
    )
