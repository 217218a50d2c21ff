"""Qué ha dicho cada cliente de que le llamen o le escriban, y cuándo la ley pide que lo diga.

En España, a quien no es cliente no se le llama a vender sin su permiso, salvo que haya habido una
relación en el último año y lo que se ofrece se parezca a lo que compró (Ley 11/2022, art. 66.1.b, y
Circular 1/2023 de la AEPD). En otros países la ley deja llamar a quien no se ha opuesto. Por correo
o por mensaje, a quien nunca compró no se le ofrece nada sin que lo haya pedido o consentido, sea
persona o empresa (Ley 34/2002, art. 21).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from clientesctl.cartera.bajas import Marcas
from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.duenos import buscar_duenos
from clientesctl.cartera.valores import SIN_DIA, Dias, dia_de, leer_dias, marcar
from clientesctl.registro.politica_llamadas import Permiso
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.limpieza import plegar
from clientesctl.textos.voluntades import (
    Canal,
    afirma,
    es_canal_de_voz,
    es_para_publicidad,
    niega,
    nombra_canal,
)

NO_CONSTA, NEGADO, OTORGADO = -1, 0, 1
Palabras = npt.NDArray[np.int8]

_DIAS_DE_RELACION = 365
_CON_LEY = frozenset({"ES"})
_AJENOS = ("SEGUNDA", "TERCERA")
_HABLAN = ("CITAS", "PROPUESTAS", "DEMANDA")
"""Hojas en que una fila quiere decir que el cliente vino o preguntó."""


def ultima_palabra(
    cartera: Cartera,
    es_su_canal: Callable[[str], bool],
    columna: str,
    para: Callable[[str], bool] | None = None,
) -> Palabras:
    """Por ficha, lo último que dijo de ese canal: `OTORGADO`, `NEGADO` o `NO_CONSTA`.

    `columna` es la de la ficha que dice lo mismo («consiente_correo»); manda lo que se apuntó con
    su fecha en CONSENTIMIENTOS. Con `para`, solo lo que se dijo para eso o para todo.
    """
    clientes = cartera.registro.clientes
    palabras = np.full(len(clientes), NO_CONSTA, dtype=np.int8)
    for campo in ("consentimiento", columna):
        palabras[marcar(clientes, campo, afirma)] = OTORGADO
        palabras[marcar(clientes, campo, niega)] = NEGADO
    tabla = cartera.registro.tabla("CONSENTIMIENTOS")
    if tabla is None or "otorgado" not in tabla:
        return palabras
    suyas = marcar(tabla, "canal", es_su_canal) | ("canal" not in tabla)
    if para is not None and "finalidad" in tabla:
        suyas &= marcar(tabla, "finalidad", lambda t: not t.strip() or para(t))
    negadas = marcar(tabla, "otorgado", niega)
    filas, cliente = _ultimas(cartera, tabla, suyas, negadas)
    dichas = np.where(negadas, NEGADO, NO_CONSTA)
    dichas = np.where(marcar(tabla, "otorgado", afirma), OTORGADO, dichas)
    palabras[cliente] = dichas[filas]
    return np.asarray(palabras[cartera.gemelas])


def _ultimas(cartera: Cartera, tabla: Tabla, cuales: Marcas, negadas: Marcas) -> tuple[Dias, Dias]:
    """De cada ficha con alguna, la última fila de ésas hasta hoy; y la ficha."""
    dueno = buscar_duenos(cartera.registro.clientes, tabla, cartera.gemelas)
    dia = dias_dichos(tabla, negadas, cartera.hoy)
    filas = np.flatnonzero(cuales & (dueno >= 0) & (dia <= dia_de(cartera.hoy)))
    orden = filas[np.lexsort((filas, negadas[filas], dia[filas]))]
    ultima = np.full(len(cartera.registro.clientes), -1, dtype=np.int64)
    ultima[dueno[orden]] = orden
    con = np.flatnonzero(ultima >= 0)
    return ultima[con], con


def dias_dichos(tabla: Tabla, negadas: Marcas, hoy: dt.date) -> Dias:
    """El día de cada fila de CONSENTIMIENTOS; un «no» que no dice cuándo, hoy.

    No se sabe si vino antes o después de un «sí»: se le hace caso. Por lo mismo, entre dos
    palabras del mismo día manda el «no».
    """
    dia = leer_dias(tabla["fecha"]) if "fecha" in tabla else np.full(len(tabla), SIN_DIA)
    return np.where(negadas & (dia == SIN_DIA), dia_de(hoy), dia)


def falta_permiso(cartera: Cartera, permiso: Permiso, buscado: Dias) -> Marcas:
    """Por ficha, si no se la puede llamar porque no consta que lo quiera.

    `buscado` es el último día en que fue el cliente quien llamó o escribió. Donde la ley lo pide,
    a una persona sin relación en el último año; pero un libro que no apunta permisos de nadie no
    dice que falten: de él solo quedan fuera los datos que vinieron de otros.
    """
    clientes = cartera.registro.clientes
    if permiso == "nunca":
        return np.zeros(len(clientes), dtype=bool)
    dicho = ultima_palabra(cartera, es_canal_de_voz, "consiente_llamada")
    sin_el = dicho != OTORGADO
    if permiso == "siempre":
        return np.asarray(sin_el)
    if cartera.registro.pais not in _CON_LEY:
        return np.zeros(len(clientes), dtype=bool)
    ajenos = marcar(clientes, "origen_datos", lambda t: plegar(t).startswith(_AJENOS))
    tratado = _trato_reciente(cartera, buscado, ajenos)
    apunta = _apunta_permisos(cartera.registro, "consiente_llamada")
    piden = ajenos | np.full(len(clientes), apunta)
    return np.asarray(sin_el & ~tratado & piden & ~son_empresas(clientes))


def consta_permiso(cartera: Cartera, canal: Canal) -> Marcas:
    """Por ficha, si dejó que le ofrezcan cosas por ahí y no se ha desdicho."""
    dicho = ultima_palabra(
        cartera, lambda t: nombra_canal(t, canal), f"consiente_{canal}", es_para_publicidad
    )
    return np.asarray(dicho == OTORGADO)


def falta_por_escrito(cartera: Cartera, canal: Canal, permiso: Permiso) -> Marcas:
    """Por ficha, si no se le puede mandar nada por ese canal porque no consta que lo quiera.

    Como `falta_permiso`, para lo que se escribe: una carta no necesita permiso.
    """
    clientes = cartera.registro.clientes
    consta = consta_permiso(cartera, canal)
    if permiso == "siempre":
        return ~consta
    por_ley = canal in {"correo", "mensaje"} and cartera.registro.pais in _CON_LEY
    if permiso == "nunca" or not por_ley:
        return np.zeros(len(clientes), dtype=bool)
    ajenos = marcar(clientes, "origen_datos", lambda t: plegar(t).startswith(_AJENOS))
    apunta = _apunta_permisos(cartera.registro, f"consiente_{canal}")
    piden = ajenos | np.full(len(clientes), apunta)
    return np.asarray(~consta & (cartera.ultima == SIN_DIA) & piden)


def _trato_reciente(cartera: Cartera, buscado: Dias, ajenos: Marcas) -> Marcas:
    """Por ficha, si en el último año compró, llamó, tuvo cita o propuesta, o nos dio sus datos."""
    clientes, desde = cartera.registro.clientes, dia_de(cartera.hoy) - _DIAS_DE_RELACION
    tratado = (cartera.ultima > desde) | (buscado > desde)
    if "fecha_alta" in clientes:
        tratado |= (leer_dias(clientes["fecha_alta"]) > desde) & ~ajenos
    for clase in _HABLAN:
        tabla = cartera.registro.tabla(clase)
        if tabla is None or "fecha" not in tabla:
            continue
        dueno = buscar_duenos(clientes, tabla, cartera.gemelas)
        dia = leer_dias(tabla["fecha"])
        recientes = (dueno >= 0) & (dia > desde) & (dia != SIN_DIA)
        suyas = np.zeros(len(clientes), dtype=bool)
        suyas[dueno[recientes]] = True
        tratado |= suyas[cartera.gemelas]
    return np.asarray(tratado)


def _apunta_permisos(registro: Registro, columna: str) -> bool:
    tabla = registro.tabla("CONSENTIMIENTOS")
    if tabla is not None and "otorgado" in tabla and len(tabla):
        return True
    campos = ("consentimiento", columna)
    return any(marcar(registro.clientes, c, lambda t: bool(t.strip())).any() for c in campos)


def son_empresas(clientes: Tabla) -> Marcas:
    """Por ficha, si es una empresa: la ley de las llamadas mira por las personas."""
    dice = marcar(
        clientes, "tipo", lambda t: plegar(t).startswith(("EMPRESA", "JURIDIC", "SOCIEDAD"))
    )
    con_razon = marcar(clientes, "razon_social", lambda t: bool(t.strip()))
    con_nombre = marcar(clientes, "nombre", lambda t: bool(t.strip()))
    return np.asarray(dice | (con_razon & ~con_nombre))
