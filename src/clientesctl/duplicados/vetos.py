"""Lo que los pesos solos no ven: los de una casa, padre e hijo, los tocayos, uno y su empresa."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from clientesctl.duplicados.ajenas import restar_ajenas
from clientesctl.duplicados.comparador import CRUZADO, Comparacion, Comparador
from clientesctl.duplicados.cotejo_sueltos import PesoSuelto, de_las_ajenas
from clientesctl.duplicados.fichas import PERSONA
from clientesctl.duplicados.lexico import CERCANO, DISTINTO, FALTA, FONETICO, IGUAL, LEJANO
from clientesctl.duplicados.modelo import Modelo
from clientesctl.duplicados.valores import Mascara, Reales

TOPE = -2.0
"""Bits de los que no pasa una pareja vetada: una probabilidad de 0,2."""

SIN_SEGURIDAD = 5.6
"""Bits de los que no pasa la que nunca se funde sola: una probabilidad de 0,98."""

_POBLACION = 17.6  # log2 de 200.000: los vecinos entre los que puede haber un tocayo
_EMPRESAS = 12.5  # log2 de 5.800: las empresas entre las que puede haber otra del mismo nombre

_DE_NOMBRE = ("nombre", "apellido_1", "apellido_2", "razon_social")


def vetar(
    comparador: Comparador,
    comparacion: Comparacion,
    pesos: dict[str, Reales],
    modelo: Modelo,
    sueltos: Mapping[str, PesoSuelto],
) -> tuple[Reales, Reales]:
    """Los bits de cada pareja tras los vetos, y de ellos los que quita que se parezcan sin más.

    Lo que un veto quita se apunta en su campo.
    """
    total = modelo.de_partida + np.sum(list(pesos.values()), axis=0)
    for campo, vetadas in _vetos(comparador, comparacion).items():
        quita = np.where(vetadas, np.minimum(TOPE - total, -6.0), 0.0)
        pesos[campo] = pesos[campo] + quita
        total = total + quita
    tope = _tope_sin_apoyo(comparador, comparacion, pesos, total)
    tope = np.where(_nunca_solas(comparacion), np.minimum(tope, SIN_SEGURIDAD), tope)
    sueltas = de_las_ajenas(comparacion, sueltos, pesos)
    bits, quita = restar_ajenas(modelo, comparacion, pesos, total, sueltas)
    return np.asarray(np.minimum(bits, tope)), quita


def _nunca_solas(comparacion: Comparacion) -> Mascara:
    """Las que no se funden sin que alguien lo diga, por mucho que coincida lo demás.

    Personas de las que no es seguro que el nombre de pila sea el mismo, sin el mismo documento ni
    la misma fecha (hermanas ANA y ANA BELÉN), o con otro segundo apellido (madre e hija que se
    llaman igual, con una errata en el primero), o con otro nombre (cónyuges con el documento de
    uno), o con otra fecha y sin el mismo documento (padre e hijo). Empresas que no se llaman
    igual, o en otro sitio (sucursales).
    """
    nivel = {campo: rasgo.nivel for campo, rasgo in comparacion.rasgos.items()}
    mismo_id, fecha = nivel["id_fiscal"] == IGUAL, nivel["fecha_nacimiento"]
    otro_nombre = (nivel["nombre"] >= DISTINTO) & (nivel["nombre"] < FONETICO)
    sin_prueba = ~mismo_id & (fecha != IGUAL)
    otra_persona = (nivel["nombre"] == DISTINTO) | (otro_nombre & sin_prueba)
    otra_persona |= (fecha == DISTINTO) & ~mismo_id
    otra_persona |= (nivel["apellido_2"] == DISTINTO) & (comparacion.orden != CRUZADO) & sin_prueba
    lugar = np.maximum(nivel["direccion"], nivel["lugar"])
    otro_sitio = (lugar >= DISTINTO) & (lugar <= LEJANO)
    nombre_empresa = nivel["razon_social"]
    otra_empresa = (nombre_empresa >= DISTINTO) & (
        (nombre_empresa <= LEJANO) | otro_sitio | comparacion.otro_sitio
    )
    return np.asarray(otra_persona | otra_empresa)


def _vetos(comparador: Comparador, comparacion: Comparacion) -> dict[str, Mascara]:
    """Por campo, las parejas que ese campo basta para separar."""
    nivel = {campo: rasgo.nivel for campo, rasgo in comparacion.rasgos.items()}
    validos, ids = comparador.fichas.ids_validos, comparador.fichas.ids.columna(0)
    dos_validos = validos[ids[comparacion.a]] & validos[ids[comparacion.b]]
    mismo_id = nivel["id_fiscal"] == IGUAL
    misma_fecha = nivel["fecha_nacimiento"] == IGUAL
    otro_segundo = (
        (nivel["apellido_1"] >= FONETICO)
        & (nivel["apellido_2"] == DISTINTO)
        & (comparacion.orden != CRUZADO)
    )
    return {
        "apellido_2": otro_segundo & ~mismo_id & ~misma_fecha,
        "razon_social": ((nivel["razon_social"] == DISTINTO) | comparacion.opuestas) & ~mismo_id,
        "direccion": _son_sucursales(comparacion),
        "id_fiscal": dos_validos & (nivel["id_fiscal"] == DISTINTO),
    }


def _son_sucursales(comparacion: Comparacion) -> Mascara:
    """Empresas de dos sitios que no comparten cómo llamarlas.

    En dos poblaciones basta con que el teléfono o el correo sean otros; en la misma, han de ser
    otros el teléfono, el correo y la dirección, y no el mismo documento.
    """
    nivel = {campo: rasgo.nivel for campo, rasgo in comparacion.rasgos.items()}
    contactos = np.maximum(nivel["telefono"], nivel["email"])
    es_empresa = nivel["razon_social"] != FALTA
    otros = (contactos >= DISTINTO) & (contactos < CERCANO)
    todo_otro = nivel["id_fiscal"] < CERCANO
    for campo in ("telefono", "email", "direccion"):
        todo_otro &= nivel[campo] == DISTINTO
    return np.asarray(es_empresa & ((comparacion.otro_sitio & otros) | todo_otro))


def _tope_sin_apoyo(
    comparador: Comparador, comparacion: Comparacion, pesos: dict[str, Reales], total: Reales
) -> Reales:
    """Los bits a que llega una pareja que solo coincide en el nombre.

    Cuántos tocayos caben en la población lo dice lo raro que es el nombre: dos JOSE GARCIA
    LOPEZ sin otro dato son seguramente dos; dos EVARISTO ZUBIZARRETA OLAECHEA, uno.
    """
    clase = comparador.fichas.nombres.clase
    personas = (clase[comparacion.a] == PERSONA) & (clase[comparacion.b] == PERSONA)
    de_nombre = np.sum([pesos[c] for c in _DE_NOMBRE], axis=0)
    otros = np.sum([p for c, p in pesos.items() if c not in _DE_NOMBRE], axis=0)
    tope = de_nombre + 2 * np.minimum(otros, 0) - np.where(personas, _POBLACION, _EMPRESAS)
    tope += np.maximum(otros, 0)
    return np.asarray(np.where(otros > 3.0, total, np.minimum(total, tope)))
