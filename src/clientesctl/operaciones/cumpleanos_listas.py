"""Los cumpleaños que se entregan: en una lista, en un objeto o en un calendario."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from clientesctl.cartera.motivos import escribir_fecha
from clientesctl.entregas import escribir
from clientesctl.entregas.fichero import comprobar_destino, sustituir
from clientesctl.entregas.ics import Evento, escribir_ics
from clientesctl.entregas.lista import Columna, Lista, Valor
from clientesctl.operaciones.cumpleanos import Cumpleanos, Felicitar
from clientesctl.registro.errores import ErrorUso

ICS = ".ics"

_COLUMNAS = (
    Columna("DÍA", "fecha", 12, campo="dia"),
    Columna("CUMPLE", "entero", 8, campo="cumple"),
    Columna("NOMBRE", ancho=32),
    Columna("TELÉFONO", ancho=16, campo="telefono"),
    Columna("VENDEDOR", ancho=14),
    Columna("ESTADO", ancho=14),
    Columna("CIUDAD", ancho=18),
    Columna("ID", ancho=10),
    Columna("FILA", "entero", 6),
)


def comprobar(ruta: Path, registro: Path) -> None:
    """Nada, si ahí se podrán escribir: para saberlo antes de leer el libro."""
    if ruta.suffix.lower() == ICS:
        comprobar_destino(ruta, registro)
    elif ruta.suffix.lower() in escribir.TERMINACIONES:
        escribir.comprobar_salida(ruta, registro)
    else:
        raise NoSeSabeEscribir(ruta)


def entregar_calendario(vista: Cumpleanos, ruta: Path) -> None:
    """El calendario en `ruta`, que solo puede leer quien lo pidió.

    Cada uno va con su fecha de este año y la misma identidad siempre: al importarlo otra vez se
    mueve, y no queda apuntado para siempre quien mañana pida que le olviden.
    """
    with sustituir(ruta, registro=vista.abierto.registro.ruta) as provisional:
        eventos = [_evento(vista, uno) for uno in vista.felicitar]
        escribir_ics(provisional, "CUMPLEAÑOS", eventos, vista.peticion.hoy)


def como_lista(vista: Cumpleanos) -> Lista:
    """A quién felicitar, el más próximo primero, con a quién no en una nota."""
    dias = f"{escribir_fecha(vista.peticion.hoy)} a {escribir_fecha(vista.hasta)}"
    return Lista(
        f"CUMPLEAÑOS · {dias}",
        _COLUMNAS,
        [_en_fila(uno) for uno in vista.felicitar],
        tuple(vista.notas()),
        plural="cumpleanos",
        objeto=_como_objeto(vista),
    )


def _en_fila(uno: Felicitar) -> list[Valor]:
    breve = uno.breve
    return [
        uno.dia,
        uno.anios,
        breve.nombre,
        breve.telefono,
        uno.vendedor,
        uno.estado.rotulo,
        breve.ciudad,
        breve.id,
        breve.fila,
    ]


def _como_objeto(vista: Cumpleanos) -> Mapping[str, object]:
    registro, peticion = vista.abierto.registro, vista.peticion
    claves = [columna.clave for columna in _COLUMNAS]
    return {
        "version": 1,
        "libro": str(registro.ruta),
        "hoja": registro.clientes.hoja,
        "hoy": peticion.hoy.isoformat(),
        "hasta": vista.hasta.isoformat(),
        "cumpleanos": [
            {c: _de_objeto(v) for c, v in zip(claves, _en_fila(uno), strict=True)}
            for uno in vista.felicitar
        ],
        "apartados": dict(vista.apartados),
        "resumen": {
            "cumpleanos": len(vista.felicitar),
            "hoy": sum(uno.dia == peticion.hoy for uno in vista.felicitar),
            "apartados": sum(vista.apartados.values()),
        },
    }


def _de_objeto(valor: Valor) -> object:
    return valor.isoformat() if isinstance(valor, dt.date) else valor or None


def _evento(vista: Cumpleanos, uno: Felicitar) -> Evento:
    breve = uno.breve
    cumple = f" ({uno.anios})" if uno.anios else ""
    detalle = (
        breve.telefono,
        f"atiende {uno.vendedor}" if uno.vendedor else "",
        uno.estado.rotulo.lower(),
        f"ficha {breve.clave}",
    )
    return Evento(
        identidad=f"{vista.abierto.registro.ruta.stem}|CUMPLEANOS|{breve.id or breve.nombre}",
        cuando=uno.dia,
        titulo=f"Cumpleaños de {breve.nombre or breve.clave}{cumple}",
        detalle="\n".join(filter(None, detalle)),
        clase="CUMPLEAÑOS",
    )


class NoSeSabeEscribir(ErrorUso):
    """Unos cumpleaños no se escriben en un fichero que acabe así."""

    def __init__(self, ruta: Path) -> None:
        termina = f"en «{ruta.suffix}»" if ruta.suffix else "sin terminación"
        hay = ", ".join((*escribir.TERMINACIONES, ICS))
        super().__init__(
            f"--salida «{ruta}» acaba {termina}: unos cumpleaños se escriben como {hay}"
        )
