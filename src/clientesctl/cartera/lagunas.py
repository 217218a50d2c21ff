"""Lo que un libro no puede decir de una semana, para que nadie lo tome por un cero."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from clientesctl.cartera.medidas import Medidas
from clientesctl.cartera.motivos import escribir_fecha
from clientesctl.cartera.valores import SIN_DIA, Dias, dia_de, fecha_de, leer_dias
from clientesctl.registro.registro import Tabla
from clientesctl.textos.cifras import contar, miles

_CALLADA = 28
"""Días sin apuntar nada desde los que se dice: puede que la hoja haya dejado de llevarse."""
_HOJAS = (
    ("CONTACTOS", "consultas, llamadas ni visitas"),
    ("PROPUESTAS", "propuestas"),
    ("VENTAS", "ventas, clientes nuevos, recuperados ni quién pasa a inactivo"),
    ("DEMANDA", "lo que se pide y no se vende"),
)


def buscar_lagunas(medidas: Medidas) -> tuple[str, ...]:
    """Una frase por cada cosa que no se sabe, o que se sabe a medias."""
    return (
        *_sin_hojas(medidas),
        *_sin_columnas(medidas),
        *_de_ventas(medidas),
        *_calladas(medidas),
        *_primeras(medidas),
    )


def _sin_hojas(medidas: Medidas) -> Iterator[str]:
    historia = medidas.historia
    for hoja, que in _HOJAS:
        tabla = historia.registro.tabla(hoja)
        if tabla is None or (hoja == "VENTAS" and historia.ventas is None):
            yield f"el libro no lleva hoja {hoja}: no se sabe de {que}"
        elif "fecha" not in tabla:
            yield f"la hoja {tabla.hoja} no lleva FECHA: no se sabe de qué semana es nada de ella"


def _sin_columnas(medidas: Medidas) -> Iterator[str]:
    registro = medidas.historia.registro
    contactos = registro.tabla("CONTACTOS")
    if contactos is not None and "fecha" in contactos and "sentido" not in contactos:
        yield (
            f"la hoja {contactos.hoja} no lleva SENTIDO: no se sabe qué consultas entraron, y todos"
            " los contactos se cuentan como hechos"
        )
    elif contactos is not None and "fecha" in contactos:
        yield from _sin_sentido(medidas, contactos)
    if contactos is not None and "resultado" not in contactos:
        yield f"la hoja {contactos.hoja} no lleva RESULTADO: no se sabe en qué acabó cada llamada"
    if not {"fecha_alta", "fecha_captura"} & set(registro.clientes.columnas):
        yield "las fichas no llevan FECHA_ALTA ni FECHA_CAPTURA: no se sabe cuándo se captó a nadie"
    if "perdido_el" not in registro.clientes:
        yield "las fichas no llevan PERDIDO_EL: no se sabe qué semana se perdió a cada uno"
    if not {"cancelado_el", "fecha_baja"} & set(registro.clientes.columnas):
        yield "las fichas no llevan CANCELADO_EL: no se sabe qué semana canceló cada uno"
    if sin_fecha := _bajas_sin_fecha(medidas):
        bajas = contar(sin_fecha, "perdido o cancelado", "perdidos o cancelados")
        yield f"{bajas} sin fecha: no se sabe de qué semana son, y no están en ninguna"


def _bajas_sin_fecha(medidas: Medidas) -> int:
    """Cuántos llevan la marca sin el día, en un libro que sí tiene la columna del día."""
    historia = medidas.historia
    clientes = historia.registro.clientes
    sin_fecha = np.zeros(len(clientes), dtype=bool)
    if "perdido_el" in clientes:
        sin_fecha |= historia.perdidas.marcada & (historia.perdidas.dia == SIN_DIA)
    if {"cancelado_el", "fecha_baja"} & set(clientes.columnas):
        sin_fecha |= historia.canceladas.marcada & (historia.canceladas.dia == SIN_DIA)
    return int((sin_fecha & ~historia.absorbidas.marcada).sum())


def _sin_sentido(medidas: Medidas, contactos: Tabla) -> Iterator[str]:
    hechos = medidas.hechos["contactos_hechos"]
    mudos = int(contactos["sentido"].vacias()[hechos.filas].sum())
    if mudos:
        yield (
            f"{miles(mudos)} de {contar(len(hechos), 'contacto')} de estas semanas no dicen su"
            " SENTIDO y se cuentan como hechos, no como consultas"
        )


def _calladas(medidas: Medidas) -> Iterator[str]:
    """Las hojas en que hace semanas que no se apunta nada."""
    hasta = dia_de(medidas.periodo.hasta)
    for hoja, _ in _HOJAS[:3]:
        dias = _dias(medidas, hoja)
        dias = dias[(dias != SIN_DIA) & (dias <= hasta)]
        if len(dias) and hasta - int(dias.max()) > _CALLADA:
            ultimo = int(dias.max())
            yield (
                f"en {hoja} no hay nada apuntado desde el {escribir_fecha(fecha_de(ultimo))}"
                f" ({contar(hasta - ultimo, 'día')}): los ceros pueden ser que ya no se apunta"
            )


def _de_ventas(medidas: Medidas) -> Iterator[str]:
    ventas, suyas = medidas.historia.ventas, medidas.hechos.get("ventas")
    if ventas is None or suyas is None:
        return
    if sueltas := int((suyas.cliente < 0).sum()):
        yield (
            f"{miles(sueltas)} de {contar(len(suyas), 'venta')} de estas semanas no se sabe de qué"
            " cliente son: cuentan en las ventas, y no en los clientes"
        )
    if ilegibles := int((ventas.dia == SIN_DIA).sum()):
        yield (
            f"{miles(ilegibles)} de {contar(len(ventas), 'venta')} no llevan una fecha legible y no"
            " son de ninguna semana: véalas con «clientesctl validar --regla fecha_invalida»"
        )


def _primeras(medidas: Medidas) -> Iterator[str]:
    """El aviso de que antes de estas semanas el libro no llevaba ventas."""
    ventas = medidas.historia.ventas
    if ventas is None:
        return
    primer_lunes = dia_de(medidas.periodo.semanas[0].lunes)
    con_fecha = ventas.dia[ventas.dia != SIN_DIA]
    if len(con_fecha) and int(con_fecha.min()) >= primer_lunes:
        dia = escribir_fecha(fecha_de(int(con_fecha.min())))
        yield f"las ventas empiezan el {dia}: de quien ya compraba antes, parece nuevo"


def _dias(medidas: Medidas, hoja: str) -> Dias:
    tabla = medidas.historia.registro.tabla(hoja)
    if tabla is None or "fecha" not in tabla:
        return np.empty(0, dtype=np.int64)
    if hoja == "VENTAS" and medidas.historia.ventas is not None:
        return medidas.historia.ventas.dia
    return leer_dias(tabla["fecha"])
