"""Lo que hay que saber de un libro, en pocas líneas que se pueden buscar."""

from __future__ import annotations

from collections.abc import Iterator

from clientesctl.cartera.motivos import escribir_al_mes
from clientesctl.operaciones.diagnostico import Diagnostico
from clientesctl.textos.cifras import contar, miles


def conclusiones(hecho: Diagnostico) -> Iterator[str]:
    """Lo que hay que saber del libro, en una línea cada cosa, lo más importante al final."""
    registro = hecho.registro
    for tabla in registro.tablas.values():
        if tabla.clase != "CLIENTES":
            yield f"además    {tabla.clase} en la hoja «{tabla.hoja}»: {contar(len(tabla), 'fila')}"
    for aviso in (*registro.avisos, *hecho.seguridad):
        yield f"ojo       {aviso}"
    for carencia in hecho.carencias:
        yield f"falta     {carencia.orden}: {carencia.que} → {carencia.remedio}"
    yield from _de_calidad(hecho)
    yield from _de_dobles(hecho)
    yield from _de_cartera(hecho)


def _de_calidad(hecho: Diagnostico) -> Iterator[str]:
    informe = hecho.informe
    if not len(informe):
        yield "calidad   cumple todas las políticas"
        return
    for regla, veces in reversed(informe.por_regla().items()):
        yield f"calidad   {miles(veces):>8}  {regla}"
    yield (
        f"calidad   {contar(informe.errores, 'error', 'errores')} y"
        f" {contar(informe.avisos, 'aviso')}: véalos con «clientesctl validar»"
    )


def _de_dobles(hecho: Diagnostico) -> Iterator[str]:
    if not hecho.dobles.grupos:
        yield "dobles    ninguno"
        return
    yield (
        f"dobles    {contar(hecho.registros_dobles, 'registro')} en"
        f" {contar(len(hecho.dobles.grupos), 'grupo')}: véalos con «clientesctl duplicados»"
    )


def _de_cartera(hecho: Diagnostico) -> Iterator[str]:
    cartera = hecho.cartera
    dinero = cartera.dinero_por_estado()
    for estado, cuantos in cartera.contar().items():
        if cuantos:
            gasto = escribir_al_mes(dinero[estado])
            cola = f", {gasto}" if gasto else ""
            yield f"estado    {miles(cuantos):>8}  {estado.rotulo}{cola}"
    yield (
        f"estado    a más de {cartera.umbrales.inactivo} días de su última compra está INACTIVO:"
        f" véalos con «clientesctl estado --dias {cartera.umbrales.inactivo}»"
    )
