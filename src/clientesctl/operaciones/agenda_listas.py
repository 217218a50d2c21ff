"""La agenda que se entrega: en una lista, en un objeto o en un calendario."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path

from clientesctl.cartera.motivos import escribir_fecha
from clientesctl.entregas import escribir
from clientesctl.entregas.fichero import comprobar_destino, sustituir
from clientesctl.entregas.ics import Evento, escribir_ics
from clientesctl.entregas.lista import Columna, Lista, Valor
from clientesctl.operaciones.agenda import PASADA, PROPUESTA, Agenda, Entrada
from clientesctl.registro.errores import ErrorUso
from clientesctl.textos.cifras import contar

ICS = ".ics"

_COLUMNAS = (
    Columna("QUÉ", ancho=16, campo="clase"),
    Columna("DÍA", "fecha", 12, campo="dia"),
    Columna("HORA", ancho=7),
    Columna("NOMBRE", ancho=30),
    Columna("TELÉFONO", ancho=16, campo="telefono"),
    Columna("CIUDAD", ancho=16),
    Columna("ASUNTO", ancho=34),
    Columna("DETALLE", ancho=40),
    Columna("ATIENDE", ancho=12, campo="quien"),
    Columna("DÍAS", "entero", 6, campo="dias"),
    Columna("ID", ancho=10),
    Columna("FILA", "entero", 6),
)
CABECERA = tuple(columna.clave for columna in _COLUMNAS)


def comprobar(ruta: Path, registro: Path) -> None:
    """Nada, si ahí se podrá escribir la agenda: para saberlo antes de leer el libro."""
    if ruta.suffix.lower() == ICS:
        comprobar_destino(ruta, registro)
    elif ruta.suffix.lower() in escribir.TERMINACIONES:
        escribir.comprobar_salida(ruta, registro)
    else:
        raise NoSeSabeEscribir(ruta)


def entregar(agenda: Agenda, ruta: Path) -> None:
    """La agenda en `ruta`, que solo puede leer quien la pidió."""
    registro = agenda.abierto.registro.ruta
    comprobar(ruta, registro)
    if ruta.suffix.lower() != ICS:
        escribir.escribir(ruta, como_lista(agenda), registro=registro)
        return
    with sustituir(ruta, registro=registro) as provisional:
        nombre = " ".join(filter(None, ("AGENDA", agenda.peticion.quien.upper())))
        escribir_ics(provisional, nombre, eventos(agenda), agenda.peticion.hoy)


def en_fila(entrada: Entrada) -> list[Valor]:
    """Las columnas de `CABECERA`."""
    breve = entrada.breve
    return [
        entrada.clase,
        entrada.dia,
        entrada.hora,
        breve.nombre if breve else "",
        breve.telefono if breve else "",
        breve.ciudad if breve else "",
        entrada.que,
        entrada.detalle,
        entrada.quien,
        entrada.dias,
        breve.id if breve else None,
        breve.fila if breve else None,
    ]


def como_lista(agenda: Agenda) -> Lista:
    """La agenda entera, con a cuántos se dejó fuera en una nota."""
    return Lista(
        _titulo(agenda),
        _COLUMNAS,
        [en_fila(e) for e in agenda.entradas],
        notas=tuple(lo_apartado(agenda)),
        plural="entradas",
        objeto=como_json(agenda),
    )


def lo_apartado(agenda: Agenda) -> Iterator[str]:
    """Una frase por cada razón de no llamar a alguien."""
    for razon, cuantos in agenda.apartados.items():
        yield f"fuera de la agenda: {contar(cuantos, 'cliente')}, porque {razon}"


def como_json(agenda: Agenda) -> Mapping[str, object]:
    """El objeto del contrato."""
    registro, peticion = agenda.abierto.registro, agenda.peticion
    hasta = peticion.hoy + dt.timedelta(days=peticion.dias)
    return {
        "version": 1,
        "libro": str(registro.ruta),
        "hoja": registro.clientes.hoja,
        "hoy": peticion.hoy.isoformat(),
        "hasta": hasta.isoformat(),
        "quien": peticion.quien or None,
        "entradas": [_objeto(e) for e in agenda.entradas],
        "apartados": dict(agenda.apartados),
        "resumen": agenda.contar(),
    }


def _objeto(entrada: Entrada) -> Mapping[str, object]:
    fila = dict(zip(CABECERA, en_fila(entrada), strict=True))
    return {c: v.isoformat() if isinstance(v, dt.date) else v or None for c, v in fila.items()} | {
        "clase": entrada.clase,
        "dias": entrada.dias,
    }


def eventos(agenda: Agenda) -> list[Evento]:
    """Lo de la agenda con sitio en un calendario.

    Lo que ya venció va en el día de hoy, que es cuando hay que hacerlo. Las citas que nadie cerró
    no van: ya pasaron.
    """
    hoy = agenda.peticion.hoy
    return [_evento(e, hoy) for e in agenda.entradas if e.clase != PASADA]


def _evento(entrada: Entrada, hoy: dt.date) -> Evento:
    breve = entrada.breve
    nombre = breve.nombre if breve else ""
    desde = f"desde el {escribir_fecha(entrada.dia)}" if entrada.dia < hoy else ""
    enviada = f"enviada el {escribir_fecha(entrada.dia)}" if entrada.clase == PROPUESTA else desde
    detalle = (
        entrada.detalle,
        breve.telefono if breve else "",
        f"atiende {entrada.quien}" if entrada.quien else "",
        f"ficha {breve.clave}" if breve else "",
        enviada,
    )
    return Evento(
        identidad=entrada.identidad,
        cuando=_cuando(entrada, hoy),
        titulo=": ".join(filter(None, (nombre, entrada.que))),
        detalle="\n".join(filter(None, detalle)),
        lugar=breve.ciudad if breve else "",
        clase=entrada.clase,
    )


def _cuando(entrada: Entrada, hoy: dt.date) -> dt.date | dt.datetime:
    if not entrada.hora:
        return max(entrada.dia, hoy)
    return dt.datetime.combine(entrada.dia, dt.time.fromisoformat(entrada.hora))


def _titulo(agenda: Agenda) -> str:
    peticion = agenda.peticion
    hasta = peticion.hoy + dt.timedelta(days=peticion.dias)
    dias = escribir_fecha(peticion.hoy) + (f" a {escribir_fecha(hasta)}" if peticion.dias else "")
    return " · ".join(filter(None, ("AGENDA", peticion.quien.upper(), dias)))


class NoSeSabeEscribir(ErrorUso):
    """Una agenda no se escribe en un fichero que acabe así."""

    def __init__(self, ruta: Path) -> None:
        termina = f"en «{ruta.suffix}»" if ruta.suffix else "sin terminación"
        hay = ", ".join((*escribir.TERMINACIONES, ICS))
        super().__init__(f"--salida «{ruta}» acaba {termina}: una agenda se escribe como {hay}")
