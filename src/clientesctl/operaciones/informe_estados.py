"""El apartado de los estados: cuántos había en cada uno al acabar cada mes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from clientesctl.cartera.estado import Estado
from clientesctl.entregas.grafico import Barras, Columnas, Renglon, Serie
from clientesctl.entregas.informe import Apartado
from clientesctl.entregas.lista import Columna, Lista
from clientesctl.operaciones.informe import Informe
from clientesctl.operaciones.informe_frases import cuantos_mas
from clientesctl.operaciones.informe_series import etiquetas, frases, por_meses
from clientesctl.textos.cifras import contar, enumerar
from clientesctl.textos.meses import nombre_de_mes

_CLAVE, _TITULO = "estados", "Cómo está la cartera"
_NOMBRES = {
    Estado.ACTIVO: ("activo", "activos"),
    Estado.PREINACTIVO: ("pre-inactivo", "pre-inactivos"),
    Estado.INACTIVO: ("inactivo", "inactivos"),
    Estado.PROSPECTO: ("prospecto", "prospectos"),
    Estado.PERDIDO: ("perdido", "perdidos"),
    Estado.CANCELADO: ("cancelado", "cancelados"),
}


def de_estados(informe: Informe) -> Apartado:
    """Los clientes por estado al acabar cada mes; si solo se sabe hoy, los de hoy."""
    ciegos = [c.get(Estado.SIN_CALCULAR, 0) if c else None for c in informe.estados.cuentas]
    notas = (*frases(informe.estados.notas), *_de_ciegos(ciegos))
    if not informe.estados.hay_historia:
        return _de_hoy(informe, notas)
    if not informe.meses.acabado:
        mes = nombre_de_mes(informe.hoy.month)
        notas = (*notas, f"Al acabar cada mes; {mes}, a día {informe.hoy.day}.")
    cuentas = informe.estados.cuentas
    series = [
        Serie(nombre, [c[estado] if c else None for c in cuentas], int(estado))
        for estado, (_, nombre) in _NOMBRES.items()
        if any(c[estado] for c in cuentas if c)
    ]
    grafico = Columnas(_TITULO, _contados(informe.estados.hoy), etiquetas(informe), series)
    columnas = {serie.nombre.capitalize(): serie.valores for serie in series}
    if any(ciegos):
        columnas["Sin calcular"] = ciegos
    columnas["Total"] = [sum(c.values()) if c else None for c in cuentas]
    tabla = por_meses(informe, "ESTADOS", columnas)
    return Apartado(_CLAVE, _TITULO, _como_ha_ido(informe), grafico, tabla, notas)


def _de_ciegos(ciegos: Sequence[int | None]) -> Iterator[str]:
    """Por qué hay clientes que no están en el dibujo, si los hay."""
    if not any(ciegos):
        return
    cuantos = ciegos[-1] or 0
    dichos = (
        f"{contar(cuantos, 'cliente')} sin calcular" if cuantos else "los clientes sin calcular"
    )
    yield from frases(
        [
            f"{dichos} no se {'dibuja' if cuantos == 1 else 'dibujan'}: falta la fecha de lo que"
            " compraron, o es una fórmula que no guarda su resultado"
        ]
    )


def _de_hoy(informe: Informe, notas: tuple[str, ...]) -> Apartado:
    """Los estados de hoy, cuando de antes no se sabe nada."""
    hoy = informe.estados.hoy
    presentes = [(e, nombre) for e, (_, nombre) in _NOMBRES.items() if hoy[e]]
    renglones = [Renglon(n, hoy[e], dicho=contar(hoy[e], "cliente"), tono=e) for e, n in presentes]
    frase = f"Hoy hay {_contados(hoy)}." if presentes else ""
    columnas = (Columna("Estado", ancho=16), Columna("Clientes", "entero", 12))
    tabla = Lista("ESTADOS", columnas, [[n.capitalize(), hoy[e]] for e, n in presentes])
    return Apartado(_CLAVE, _TITULO, frase, Barras(_TITULO, frase, renglones), tabla, notas)


def _contados(hoy: Mapping[Estado, int]) -> str:
    return enumerar([contar(hoy[e], *nombre) for e, nombre in _NOMBRES.items() if hoy[e]])


def _como_ha_ido(informe: Informe) -> str:
    """Los activos de hoy contra los del primer mes que se sabe."""
    cuentas = informe.estados.cuentas
    lugar = next(i for i, c in enumerate(cuentas) if c is not None)
    primera = cuentas[lugar] or {}
    activos = informe.estados.hoy[Estado.ACTIVO]
    cambio = cuantos_mas(activos, primera[Estado.ACTIVO])
    mes = etiquetas(informe)[lugar].entera
    return f"{contar(activos, 'cliente activo', 'clientes activos')}: {cambio} que en {mes}."
