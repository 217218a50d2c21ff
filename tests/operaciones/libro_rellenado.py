"""Listas de llamadas de una tienda diminuta, y lo que un vendedor rellena en ellas."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

from clientesctl.cartera.cartera import Cliente
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.llamada import Llamada, Turno
from clientesctl.cartera.nombres import nombres_visibles
from clientesctl.operaciones.con_lo_que_espera import ver_con_lo_que_espera
from clientesctl.operaciones.libros import abrir_registro
from clientesctl.operaciones.llamadas_hojas import Escritas, escribir_hojas

TIENDA = """
ID  | NOMBRE | APELLIDO_1 | MOVIL       | EMAIL         | VENDEDOR | ETAPA   | NO_CONTACTAR | FALLECIDO_EL | PERDIDO_EL | MOTIVO_INACTIVIDAD
C-1 | ANA    | GIL        | 612 345 678 | ana@gil.es    | EMILY    | INICIAL |  |  |  |
C-2 | LUIS   | SANZ       | 622 345 111 |               | EMILY    | INICIAL |  |  |  |
C-3 | EVA    | VEGA       | 632 345 222 |               | EMILY    | INICIAL |  |  |  |
C-4 | HUGO   | MORA       | 642 345 333 |               | JUAN     | INICIAL |  |  |  |
CONTACTOS
ID  | FECHA        | ID_CLIENTE | TIPO    | SENTIDO | QUIEN | ASUNTO | RESULTADO | PROXIMO_PASO | PROXIMA_FECHA | NOTAS
K-1 | f:2026-11-10 | C-1        | LLAMADA | SALIDA  | EMILY | RIEGO  | INTERESA  | | |
"""  # noqa: E501  # una fila por línea
DIA = dt.date(2026, 11, 23)
Casillas = Mapping[str, object]


def hacer_listas(
    libro: Path, carpeta: Path, dia: dt.date = DIA, vendedores: Sequence[str] = ("EMILY", "JUAN")
) -> Escritas:
    """Las listas de ese día, con todos los clientes de cada vendedor."""
    abierto = ver_con_lo_que_espera(abrir_registro(libro))
    clientes = abierto.registro.clientes
    nombres = nombres_visibles(clientes)
    por_vendedor = {
        vendedor: [
            _llamada(
                Cliente(
                    p, int(clientes.filas[p]), clientes.identificador(p), nombres[p],
                    Estado.PROSPECTO, None, None, "", (),
                ),
                vendedor,
                clientes.texto("movil", p),
                clientes.texto("email", p),
            )
            for p in range(len(clientes))
            if clientes.texto("vendedor", p) == vendedor
        ]
        for vendedor in vendedores
    }  # fmt: skip
    return escribir_hojas(carpeta, por_vendedor, abierto.registro, dia, abierto.politicas)


def _llamada(cliente: Cliente, vendedor: str, movil: str, email: str) -> Llamada:
    return Llamada(
        cliente, vendedor, Turno.PROSPECTO, "prospecto sin contacto hace 8 días", "TARDES",
        "10/11 LLAMADA: RIEGO", "LLAMADA", "", movil, "", email, "",
    )  # fmt: skip


def rellenar(lista: Path, filas: Mapping[int, Casillas], guardado: Path | None = None) -> Path:
    """La lista con esas casillas (por la fila de Excel y el título de su columna) escritas."""
    libro = openpyxl.load_workbook(lista)
    hoja = libro["LLAMADAS"]
    columnas = {celda.value: celda.column for celda in hoja[1]}
    for fila, casillas in filas.items():
        for titulo, valor in casillas.items():
            hoja.cell(fila, columnas[titulo]).value = valor  # type: ignore[arg-type]  # está
    libro.save(guardado or lista)
    return guardado or lista
