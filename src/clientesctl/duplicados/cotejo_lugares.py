"""La dirección como una sola comparación: calle, portal, código postal y ciudad a la vez."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clientesctl.duplicados.comparador import Comparador, Rasgo
from clientesctl.duplicados.cotejo import nivel_de
from clientesctl.duplicados.cotejo_contacto import cotejar_codigos
from clientesctl.duplicados.lexico import CERCANO, DISTINTO, FALTA, FONETICO, IGUAL, LEJANO
from clientesctl.duplicados.valores import Mascara, Niveles
from clientesctl.registro.columna import Codigos, Indices


@dataclass(frozen=True, eq=False)
class Sitios:
    """Lo que dicen los lugares de cada pareja.

    `poblacion` habla si falta alguna calle. `otros`, si las poblaciones son distintas; `cambiadas`,
    si las dos líneas de la dirección están una en el sitio de la otra.
    """

    direccion: Rasgo
    poblacion: Rasgo
    otros: Mascara
    cambiadas: Mascara


def cotejar_lugares(comparador: Comparador, a: Indices, b: Indices) -> Sitios:
    """La calle, el código y la ciudad de cada pareja.

    Por separado, la calle, el código y la ciudad contarían tres veces lo mismo.
    """
    lugares, lexico = comparador.fichas.lugares, comparador.lexico
    ninguna = lexico.ninguna()
    de_calle, de_ciudad = lugares.calles.codigos, lugares.ciudades.codigos
    calle = nivel_de(lexico, comparador.bolsas_calles, de_calle[a], de_calle[b], ninguna)
    cambiadas = np.zeros(len(a), dtype=bool)
    if lugares.cabecera_segunda:
        for x, y in ((de_calle[a], lugares.segundas[b]), (lugares.segundas[a], de_calle[b])):
            otra = nivel_de(lexico, comparador.bolsas_calles, x, y, ninguna)
            cambiadas |= otra > np.maximum(calle, LEJANO)
            calle = np.where(cambiadas, np.maximum(calle, otra), calle)
    ciudad = nivel_de(lexico, comparador.bolsas_ciudades, de_ciudad[a], de_ciudad[b], ninguna)
    de_postal = lugares.postales.codigos
    postal = cotejar_codigos(lugares.postales.textos, de_postal[a], de_postal[b], 4)
    portal = _nivel_exacto(lugares.numeros.codigos[a], lugares.numeros.codigos[b])
    direccion = _nivel_direccion(calle, portal, postal, ciudad)
    poblacion = _nivel_poblacion(calle, postal, ciudad)
    return Sitios(
        Rasgo(direccion, _comun(comparador.domicilios, a, b, direccion == IGUAL)),
        Rasgo(poblacion, _comun(comparador.poblaciones, a, b, poblacion == IGUAL)),
        (ciudad == DISTINTO) & (postal != IGUAL),
        cambiadas,
    )


def _comun(codigos: Codigos, a: Indices, b: Indices, cuales: Mascara) -> Codigos:
    """El código en que coinciden esas parejas; 0 en las demás."""
    return np.asarray(codigos[a] * ((codigos[a] == codigos[b]) & cuales), dtype=np.int32)


def _nivel_exacto(a: Codigos, b: Codigos) -> Niveles:
    return np.where((a == 0) | (b == 0), FALTA, np.where(a == b, IGUAL, DISTINTO)).astype(np.int8)


def _nivel_poblacion(calle: Niveles, postal: Niveles, ciudad: Niveles) -> Niveles:
    """El código postal o, si falta, la ciudad; FALTA donde hay dos calles que comparar.

    Un código con una errata vale si la ciudad es la misma; otro código en la misma ciudad, menos.
    """
    nivel = np.where(postal >= 0, postal, ciudad).astype(np.int8)
    misma_ciudad = ciudad >= CERCANO
    nivel[(postal == CERCANO) & misma_ciudad] = FONETICO
    nivel[(postal == CERCANO) & (ciudad == DISTINTO)] = LEJANO
    nivel[(postal == DISTINTO) & misma_ciudad] = LEJANO
    nivel[calle != FALTA] = FALTA
    return nivel


def _nivel_direccion(calle: Niveles, portal: Niveles, postal: Niveles, ciudad: Niveles) -> Niveles:
    """IGUAL exige calle y portal; sin portal en alguno, CERCANO; en otra población, LEJANO."""
    por_codigo = ((postal == DISTINTO) | (postal == CERCANO)) & (ciudad < CERCANO)
    otro_sitio = por_codigo | ((postal == FALTA) & (ciudad == DISTINTO))
    nivel = np.where(calle == FALTA, FALTA, DISTINTO).astype(np.int8)
    parecida = calle >= CERCANO
    nivel[parecida] = LEJANO
    nivel[parecida & (portal == FALTA)] = CERCANO
    nivel[parecida & (portal == IGUAL)] = FONETICO
    nivel[(calle == IGUAL) & (portal == IGUAL)] = IGUAL
    nivel[parecida & otro_sitio] = LEJANO
    return nivel
