"""Las cifras de un libro puestas como informe: apartados con su frase, su gráfico y su tabla."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from clientesctl.cartera.estado import Estado
from clientesctl.cartera.estados import SIN_COMPRAS_QUE_LEER
from clientesctl.cartera.motivos import escribir_fecha
from clientesctl.cartera.nombres import nombres_visibles
from clientesctl.entregas.informe import Apartado, Pagina
from clientesctl.entregas.lista import Columna, Lista
from clientesctl.operaciones.informe import Informe
from clientesctl.operaciones.informe_altas import de_altas, de_medios
from clientesctl.operaciones.informe_contactos import de_contactos, de_quienes
from clientesctl.operaciones.informe_estados import de_estados
from clientesctl.operaciones.informe_frases import cifras_de, escribir_gastos
from clientesctl.operaciones.informe_perdidas import de_perdidas
from clientesctl.operaciones.informe_series import sin_vacias
from clientesctl.operaciones.informe_vendedores import de_vendedores
from clientesctl.operaciones.informe_ventas import de_ventas
from clientesctl.textos.cifras import contar, miles
from clientesctl.textos.meses import nombre_de_mes

SIN_FICHAS = "el registro no tiene fichas todavía: no hay nada que contar"
SIN_NADIE = "ninguna ficha cumple todo lo pedido a la vez: no hay nada que contar"


def como_pagina(informe: Informe) -> Pagina:
    """El informe entero; sin fichas, solo la frase que lo dice."""
    vacio = aviso_de_vacio(informe)
    return Pagina(
        titulo="Informe de la cartera",
        bajada=_bajada(informe),
        cifras=cifras_de(informe),
        apartados=() if vacio else tuple(_apartados(informe)),
        avisos=tuple(_en_mayuscula(a) for a in _avisos(informe, vacio)),
        pie=_pie(informe),
    )


def aviso_de_vacio(informe: Informe) -> str:
    """Por qué no hay nada que contar, o vacío si lo hay."""
    if informe.clientes:
        return ""
    return SIN_NADIE if len(informe.registro.clientes) else SIN_FICHAS


def _avisos(informe: Informe, vacio: str) -> Iterator[str]:
    if vacio:
        yield vacio
    elif not informe.se_sabe_quien_compra:
        yield SIN_COMPRAS_QUE_LEER


def _en_mayuscula(frase: str) -> str:
    return f"{frase[0].upper()}{frase[1:]}."


def _apartados(informe: Informe) -> Iterator[Apartado]:
    yield de_estados(informe)
    yield from de_ventas(informe)
    yield de_altas(informe)
    yield de_medios(informe)
    yield de_perdidas(informe)
    yield from de_contactos(informe)
    yield from de_quienes(informe)
    yield de_vendedores(informe)
    if informe.nombrados is not None:
        yield _nombrados(informe)


def _bajada(informe: Informe) -> str:
    primero, hoy = informe.meses.inicios[0], informe.hoy
    desde = f"{nombre_de_mes(primero.month)} de {primero.year}"
    hasta = f"{nombre_de_mes(hoy.month)} de {hoy.year}"
    meses = f"de {desde} a {hasta}" if len(informe.meses) > 1 else hasta
    de_quien = (f"{campo} {valor.upper()}" for campo, valor in informe.filtros.items())
    return " · ".join((f"A {dia_escrito(hoy)}", meses, *de_quien))


def dia_escrito(dia: dt.date) -> str:
    """El día en palabras: «22 de noviembre de 2026»."""
    return f"{dia.day} de {nombre_de_mes(dia.month)} de {dia.year}"


def _pie(informe: Informe) -> str:
    umbrales = informe.ahora.umbrales
    return (
        f"Hecho con clientesctl a partir de «{informe.registro.ruta.name}», hoja"
        f" {informe.registro.clientes.hoja}. Es pre-inactivo quien lleva de {umbrales.preinactivo}"
        f" a {umbrales.inactivo} días sin comprar, e inactivo quien lleva más. Cada moneda va por"
        " su lado."
    )


def _nombrados(informe: Informe) -> Apartado:
    """Los que se están yendo, con su nombre: solo si se pidió."""
    clientes = informe.nombrados or ()
    tabla = informe.registro.clientes
    nombres = nombres_visibles(tabla) if clientes else []
    filas: list[Sequence[str | int | None]] = [
        [
            nombres[c.posicion] or c.id or f"fila {c.fila}",
            tabla.texto("vendedor", c.posicion),
            escribir_fecha(c.ultima_compra) if c.ultima_compra else "",
            c.dias,
            escribir_gastos(c.gastos),
        ]
        for c in clientes
    ]
    columnas = (
        Columna("Cliente", ancho=32),
        Columna("Vendedor", ancho=16),
        Columna("Última compra", ancho=14),
        Columna("Días", "entero", 8),
        Columna("Gastaba al mes", ancho=24),
    )
    visibles, suyas = sin_vacias(columnas, filas)
    primero = ", quien más gastaba primero" if columnas[-1] in visibles else ""
    frase = f"{contar(len(filas), 'cliente')}{primero}." if filas else "Nadie."
    notas = tuple(_sin_nombrar(informe, len(filas)))
    tabla_suya = Lista("SE ESTÁN YENDO", visibles, suyas, plural="se_van")
    return Apartado("se-van", "Quiénes se están yendo", frase, None, tabla_suya, notas, ancho=True)


def _sin_nombrar(informe: Informe, nombrados: int) -> Iterator[str]:
    """Los que faltan hasta los que se dicen arriba."""
    if callados := informe.callados:
        frase = "más, a quien" if callados == 1 else "más, a quienes"
        yield f"Hay {contar(callados, 'cliente')} {frase} no se debe contactar."
    se_van = informe.estados.hoy[Estado.PREINACTIVO]
    if sobran := se_van - nombrados - callados:
        yield f"Y {miles(sobran)} más que gastaban menos."
