"""Quién dijo que no quiere que le escriban ni le llamen fuera de NO_CONTACTAR y sus permisos.

Lo dice una solicitud de derechos, lo que se apuntó de una llamada, una ficha fundida con la suya
o una nota de la suya.
"""

from __future__ import annotations

import re

import numpy as np

from clientesctl.cartera.bajas import Absorbidas, Marcas
from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.duenos import buscar_duenos
from clientesctl.cartera.valores import SIN_DIA, dia_de, leer_dias, marcar
from clientesctl.registro.columna import Columna
from clientesctl.registro.registro import Tabla
from clientesctl.textos.limpieza import plegar
from clientesctl.textos.resultados import NO_LLAMAR, leer_resultado
from clientesctl.textos.voluntades import (
    Canal,
    afirma,
    habla_de_permisos,
    niega,
    pide_en_una_nota,
    pide_no_contacto,
    puede_ser_canal,
)

SE_OPUSO = "pidió que no se usen sus datos (SOLICITUDES)"
LO_DICE_UNA_NOTA = "una nota de su ficha dice que no lo quiere"

_DERECHO = re.compile(r"\bOPO[NS]|SUPRES|SUPRIM|OLVIDO|CANCELAC|LIMITA|\bBORRA")
"""Oposición, supresión (antes cancelación) y limitación (RGPD, arts. 17, 18 y 21)."""
_DESISTE = re.compile(r"DESIST|RETIR")
_NOTAS = ("observaciones", "notas")


def se_opusieron(cartera: Cartera) -> Marcas:
    """Por ficha: si pidió por SOLICITUDES que dejen de usarse sus datos y no se desdijo."""
    tabla = cartera.registro.tabla("SOLICITUDES")
    if tabla is None:
        return np.zeros(len(cartera.registro.clientes), dtype=bool)
    piden = marcar(tabla, "derecho", lambda t: bool(_DERECHO.search(plegar(t))))
    piden &= ~marcar(tabla, "resultado", lambda t: bool(_DESISTE.search(plegar(t))))
    return de_quien(cartera, tabla, piden)


def lo_pidio_hablando(cartera: Cartera) -> Marcas:
    """Por ficha: si el resultado de un contacto es que no le busquen más.

    Un NO_CONTACTAR que dice que no, manda: se escribe cuando se desdice.
    """
    clientes = cartera.registro.clientes
    tabla = cartera.registro.tabla("CONTACTOS")
    if tabla is None:
        return np.zeros(len(clientes), dtype=bool)
    pide = marcar(tabla, "resultado", lambda t: leer_resultado(t) == NO_LLAMAR)
    return np.asarray(de_quien(cartera, tabla, pide) & ~deja_contactar(clientes))


def de_las_absorbidas(cartera: Cartera, absorbidas: Absorbidas) -> Marcas:
    """Por ficha: si una de las fundidas con ella no quería y su NO_CONTACTAR no dice otra cosa."""
    clientes = cartera.registro.clientes
    pedian = absorbidas.marcada & marcar(clientes, "no_contactar", pide_no_contacto)
    marcas = np.zeros(len(clientes), dtype=bool)
    marcas[absorbidas.destino[pedian]] = True
    return np.asarray(marcas & ~deja_contactar(clientes))


def lo_dice_una_nota(cartera: Cartera) -> Marcas:
    """Por ficha: si sus notas dicen, sin otra lectura, que no se le escriba."""
    clientes = cartera.registro.clientes
    marcas = np.zeros(len(clientes), dtype=bool)
    for campo in _NOTAS:
        marcas |= marcar(clientes, campo, pide_en_una_nota)
    return marcas


def lo_dice_otra_columna(clientes: Tabla, canal: Canal) -> Marcas:
    """Por ficha: si una columna que no es del contrato dice que no quiere que le escriban.

    Solo cuenta la que habla de permisos por su cabecera y por lo que lleva escrito.
    """
    marcas = np.zeros(len(clientes), dtype=bool)
    sueltas = dict(clientes.otras)
    if "situacion" in clientes and "situacion" in clientes.asignaciones:
        # «Bloqueado» y «Baja (S/N)» son una situación, y un sí en ellas es un no.
        sueltas[clientes.asignaciones["situacion"].cabecera] = clientes["situacion"]
    for cabecera, columna in sueltas.items():
        no_quiere = habla_de_permisos(cabecera)
        if no_quiere is None or not puede_ser_canal(cabecera, canal):
            continue
        if no_quiere is niega and not _es_de_si_o_no(columna):
            continue
        marcas |= np.asarray(columna.mapear(no_quiere), dtype=bool)[columna.codigos]
    return marcas


def _es_de_si_o_no(columna: Columna) -> bool:
    """Si la mayoría de lo escrito dice que sí o que no; «0» solo lo dice si no se cuenta nada."""
    escritos = [(t.strip(), n) for t, n in zip(columna.textos, columna.frecuencias(), strict=True)]
    con_algo = [(t, n) for t, n in escritos if t]
    if any(t.isdecimal() and t not in "01" for t, _ in con_algo):
        return False
    dicen = sum(n for t, n in con_algo if afirma(t) or niega(t))
    return bool(dicen * 2 > sum(n for _, n in con_algo))


def deja_contactar(clientes: Tabla) -> Marcas:
    """Por ficha: si su NO_CONTACTAR dice expresamente que no, que se le puede buscar."""
    return marcar(clientes, "no_contactar", lambda t: bool(t.strip()) and not pide_no_contacto(t))


def de_quien(cartera: Cartera, tabla: Tabla, filas: Marcas) -> Marcas:
    """Las fichas de esas filas de la hoja que ya se habían escrito ese día."""
    dia = leer_dias(tabla["fecha"]) if "fecha" in tabla else np.full(len(tabla), SIN_DIA)
    dueno = buscar_duenos(cartera.registro.clientes, tabla, cartera.gemelas)
    marcas = np.zeros(len(cartera.registro.clientes), dtype=bool)
    marcas[dueno[filas & (dueno >= 0) & (dia <= dia_de(cartera.hoy))]] = True
    return np.asarray(marcas[cartera.gemelas])
