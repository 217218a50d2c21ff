"""`clientesctl exportar`: el registro entero en SQLite, Parquet o JSON Lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientesctl.consola.opciones import (
    ArgumentoLibro,
    OpcionFormato,
    OpcionHoja,
    OpcionLibro,
    OpcionSalida,
    OpcionSilencio,
    OpcionSinColor,
    comunes,
    poner_lo_que_espera,
)
from clientesctl.consola.responder import avisar
from clientesctl.consola.salida import decir, escribir_json

if TYPE_CHECKING:
    from clientesctl.operaciones.exportar import Exportado


def exportar(
    libro: ArgumentoLibro = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    salida: OpcionSalida = None,
    formato: OpcionFormato = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Pasa el registro entero a lo que viene después de un libro, con sus tipos de verdad.

    --salida registro.sqlite (o .db) hace una base de datos con una tabla por hoja;
    registro.parquet, una carpeta con un fichero por hoja (hace falta pyarrow); registro.jsonl, una
    línea por fila; y una carpeta/, un .jsonl por hoja. Van todas las columnas,
    también las que no se entendieron, y las demás hojas tal cual. Lo que no se pudo leer como fecha
    o como número va al lado, en una columna «_escrito». Al acabar se cuentan las filas escritas,
    que han de ser las leídas.
    """
    from clientesctl.operaciones.exportar import Peticion
    from clientesctl.operaciones.exportar import exportar as pasar

    comun = comunes(libro, opcion_libro, hoja, None, formato, salida, silencio, sin_color)
    poner_lo_que_espera(comun)
    hecho = pasar(Peticion(comun.libro, comun.salida, comun.hoja, comun.en_carpeta))
    avisar(hecho.registro.avisos, comun)
    if formato is not None and comun.formato == "json":
        escribir_json(_objeto(hecho))
    elif not comun.silencio:
        _contar(hecho)


def _contar(hecho: Exportado) -> None:
    from clientesctl.textos.cifras import contar, enumerar, miles

    for tabla in hecho.tablas:
        al_lado = f"; lo que no se leyó, en {enumerar([*tabla.sin_leer])}" if tabla.sin_leer else ""
        columnas = contar(tabla.columnas, "columna")
        decir(f"{tabla.nombre}: {contar(tabla.filas, 'fila')} y {columnas}{al_lado}")
    total = sum(tabla.filas for tabla in hecho.tablas)
    decir(f"escrito en «{hecho.salida}»: las {miles(total)} filas leídas están, contadas una a una")


def _objeto(hecho: Exportado) -> dict[str, object]:
    return {
        "version": 1,
        "libro": str(hecho.registro.ruta),
        "salida": str(hecho.salida),
        "tablas": [
            {
                "tabla": tabla.nombre,
                "hoja": tabla.hoja,
                "filas": tabla.filas,
                "columnas": tabla.columnas,
                "sin_leer": list(tabla.sin_leer),
            }
            for tabla in hecho.tablas
        ],
        "resumen": {"filas": sum(tabla.filas for tabla in hecho.tablas)},
    }
