"""Lo que se entrega de una cartera: la lista entera, o la de cada vendedor para empezar el día."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from clientesctl.cartera.cartera import Cliente
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.respeto import apartar
from clientesctl.entregas.carpeta_sola import carpeta_sola
from clientesctl.entregas.escribir import comprobar_salida, escribir
from clientesctl.entregas.fichero import preparar_carpeta
from clientesctl.entregas.lista import Columna, Lista, Valor
from clientesctl.entregas.xlsx import es_entrega
from clientesctl.operaciones.estado import Vista, como_json
from clientesctl.operaciones.estado_dia import lista_del_dia
from clientesctl.registro.columna import Indices
from clientesctl.registro.errores import ErrorUso, Rechazo
from clientesctl.textos.limpieza import plegar

_LETRAS_DE_FICHERO = 60
_RESERVADOS = frozenset(
    {"con", "prn", "aux", "nul"}
    | {f"com{n}" for n in range(1, 10)}
    | {f"lpt{n}" for n in range(1, 10)}
)
"""Nombres que Windows no admite para un fichero."""


@dataclass(frozen=True)
class Entregada:
    """Una lista ya escrita."""

    ruta: Path
    nombre: str
    clientes: int


@dataclass(frozen=True)
class Reparto:
    """Las listas escritas y, por razón, a cuántos se dejó fuera de ellas."""

    listas: tuple[Entregada, ...]
    apartados: Mapping[str, int]


def es_carpeta(ruta: Path) -> bool:
    """Si ahí irían varias listas: una carpeta que existe, o un nombre sin terminación."""
    return ruta.is_dir() or not ruta.suffix


def comprobar_entrega(ruta: Path, por: str | None, registro: Path, *, carpeta: bool) -> None:
    """Nada, si ahí se podrá escribir; se mira antes de leer el libro.

    `carpeta` dice que es una carpeta, aunque su nombre lleve un punto.
    """
    if not (carpeta or es_carpeta(ruta)):
        comprobar_salida(ruta, registro)
    elif por is None:
        raise CarpetaSinReparto(ruta)


def entregar(vista: Vista, ruta: Path, *, carpeta: bool = False) -> Reparto:
    """Lo pedido, escrito en `ruta`: un fichero, o uno por grupo si es una carpeta."""
    if carpeta or es_carpeta(ruta):
        return entregar_por_grupos(vista, ruta)
    lista = como_lista(vista)
    escribir(ruta, lista, registro=vista.cartera.registro.ruta)
    return Reparto((Entregada(ruta, lista.titulo, len(lista.filas)),), {})


def como_lista(vista: Vista) -> Lista:
    """Los clientes que se listan, con su grupo o su estado anterior si se pidieron."""
    columnas = list(_COLUMNAS)
    filas = []
    clientes = list(vista.clientes())[::-1]
    grupos, comparacion = vista.grupos, vista.comparacion
    if comparacion is not None:
        columnas.insert(1, Columna("ANTES", ancho=13))
    if grupos is not None:
        columnas.insert(0, Columna(grupos.campo.upper(), ancho=16))
        clientes.sort(key=lambda c: int(grupos.codigos[c.posicion]))
    for cliente in clientes:
        fila = _fila(cliente)
        if comparacion is not None:
            fila.insert(1, comparacion.estado_antes(cliente.posicion).rotulo)
        if grupos is not None:
            fila.insert(0, grupos.nombres[grupos.codigos[cliente.posicion]])
        filas.append(fila)
    titulo = f"ESTADO DE LOS CLIENTES {vista.cartera.hoy.isoformat()}"
    return Lista(titulo, columnas, filas, plural="clientes", objeto=como_json(vista))


_COLUMNAS = (
    Columna("NOMBRE", ancho=32),
    Columna("ESTADO", ancho=13),
    Columna("ÚLTIMA COMPRA", "fecha", 12),
    Columna("DÍAS", "entero", 6),
    Columna("AL MES", "dinero", 10),
    Columna("TOTAL", "dinero", 11),
    Columna("MONEDA", ancho=8),
    Columna("MOTIVO", ancho=60),
    Columna("ID", ancho=10),
    Columna("FILA", "entero", 6),
)


def _fila(cliente: Cliente) -> list[Valor]:
    gasto = cliente.gastos[0] if cliente.gastos else None
    return [
        cliente.nombre,
        cliente.estado.rotulo,
        cliente.ultima_compra,
        cliente.dias,
        gasto.al_mes if gasto else None,
        gasto.total if gasto else None,
        gasto.moneda if gasto else None,
        cliente.motivo,
        cliente.id,
        cliente.fila,
    ]


def entregar_por_grupos(vista: Vista, carpeta: Path) -> Reparto:
    """Un libro por grupo con a quién llamar, el de más dinero primero.

    Si no se pidió ningún estado, son los que se están yendo: los pre-inactivos y los inactivos.
    Nunca lleva a quien no se debe llamar. De un grupo que hoy no tiene a nadie se escribe la
    lista vacía solo si había una de otro día: que nadie llame con la de ayer.
    """
    grupos = vista.grupos
    if grupos is None:
        raise CarpetaSinReparto(carpeta)
    vista = _los_que_se_van(vista)
    apartados = apartar(vista.cartera)
    preparar_carpeta(carpeta)
    libres = vista.posiciones[apartados.libres[vista.posiciones]]
    registro = vista.cartera.registro.ruta
    rutas = [carpeta / f"{f}.xlsx" for f in nombrar_ficheros(grupos.nombres).values()]
    escritas = []
    with carpeta_sola(carpeta):
        for ruta in rutas:
            _comprobar_sitio(ruta, registro)
        for grupo, (nombre, ruta) in enumerate(zip(grupos.nombres, rutas, strict=True)):
            suyas = por_dinero(vista, libres[grupos.codigos[libres] == grupo])
            if len(suyas) or ruta.exists():
                escribir(ruta, lista_del_dia(vista, nombre, suyas), registro=registro)
                escritas.append(Entregada(ruta, nombre, len(suyas)))
    return Reparto(tuple(escritas), apartados.contar(vista.posiciones))


def _los_que_se_van(vista: Vista) -> Vista:
    if vista.solo:
        return vista
    se_van = (Estado.PREINACTIVO, Estado.INACTIVO)
    suyas = np.isin(vista.cartera.estados[vista.posiciones], [int(e) for e in se_van])
    return replace(vista, solo=se_van, posiciones=vista.posiciones[suyas])


def _comprobar_sitio(ruta: Path, registro: Path) -> None:
    """Nada, si ahí no hay nada o hay la lista de otro día; `Rechazo` si es otra cosa."""
    comprobar_salida(ruta, registro)
    if ruta.exists() and not es_entrega(ruta):
        raise FicheroAjeno(ruta)
    if ruta.exists():
        from clientesctl.operaciones.lista_leida import tiene_algo_escrito

        if tiene_algo_escrito(ruta):
            raise ListaRellenada(ruta)


def por_dinero(vista: Vista, posiciones: Indices) -> Indices:
    """Las mismas fichas, la de más dinero al mes primero; a igualdad, quien compró más tarde."""
    importe, moneda = vista.cartera.dinero_al_mes()
    claves = (posiciones, -vista.cartera.ultima[posiciones], -importe[posiciones])
    return posiciones[np.lexsort((*claves, moneda[posiciones]))]


def nombrar_ficheros(grupos: Iterable[str]) -> dict[str, str]:
    """Por grupo, un nombre de fichero que vale en cualquier sistema y no se repite.

    >>> nombrar_ficheros(["EMILY", "ÍÑIGO (SUR)", "Iñigo/sur", "CON"])
    {'EMILY': 'emily', 'ÍÑIGO (SUR)': 'inigo-sur', 'Iñigo/sur': 'inigo-sur-2', 'CON': 'con-2'}
    """
    usados = set(_RESERVADOS)
    ficheros = {}
    for grupo in grupos:
        letras = "".join(c if c.isalnum() else " " for c in plegar(grupo).lower())
        base = "-".join(letras.split())[:_LETRAS_DE_FICHERO].strip("-") or "grupo"
        nombre, n = base, 1
        while nombre in usados:
            n += 1
            nombre = f"{base}-{n}"
        usados.add(nombre)
        ficheros[grupo] = nombre
    return ficheros


class ListaRellenada(Rechazo):
    """Donde iría una lista hay una de llamadas en la que un vendedor ha escrito."""

    def __init__(self, ruta: Path) -> None:
        super().__init__(
            f"«{ruta}» es una lista de llamadas con cosas escritas: recójala con «clientesctl"
            " llamadas recoger» y quítela de ahí, o elija otra carpeta; no se ha escrito ninguna"
            " lista"
        )


class CarpetaSinReparto(ErrorUso):
    """Se pidió una carpeta sin decir cómo se reparte la cartera."""

    def __init__(self, ruta: Path) -> None:
        super().__init__(
            f"--salida «{ruta}» es una carpeta: diga cómo se reparte, como «--por vendedor», o dele"
            " un nombre de fichero, como «lista.xlsx»"
        )


class FicheroAjeno(Rechazo):
    """Donde iría una lista hay un fichero que no es una lista de otro día."""

    def __init__(self, ruta: Path) -> None:
        super().__init__(
            f"«{ruta}» ya existe y no lo hizo este programa: muévalo o elija otra carpeta; no se ha"
            " escrito ninguna lista"
        )
