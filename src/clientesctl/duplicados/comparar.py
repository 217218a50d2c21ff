"""Cuánto se parecen, campo por campo, muchas parejas de fichas a la vez."""

from __future__ import annotations

import numpy as np

from clientesctl.duplicados.comparador import (
    CAMPOS,
    CRUZADO,
    PARTIDO,
    RECTO,
    TROCADO,
    Comparacion,
    Comparador,
    Rasgo,
)
from clientesctl.duplicados.cotejo import nivel_de
from clientesctl.duplicados.cotejo_contacto import (
    cotejar_correos,
    cotejar_fechas,
    cotejar_ids,
    cotejar_telefonos,
    separa_generacion,
)
from clientesctl.duplicados.cotejo_empresas import cotejar_denominaciones
from clientesctl.duplicados.cotejo_lugares import cotejar_lugares
from clientesctl.duplicados.cotejo_sueltos import callar, callar_lugares, cotejar_suelto
from clientesctl.duplicados.fichas import EMPRESA, PERSONA
from clientesctl.duplicados.lexico import (
    CERCANO,
    DISTINTO,
    FALTA,
    FONETICO,
    IGUAL,
)
from clientesctl.duplicados.valores import Mascara, Niveles
from clientesctl.registro.columna import Codigos, Indices


def comparar(comparador: Comparador, a: Indices, b: Indices) -> Comparacion:
    """Lo que dice cada campo de cada pareja de fichas."""
    fichas = comparador.fichas
    clase = fichas.nombres.clase
    personas = (clase[a] == PERSONA) & (clase[b] == PERSONA)
    rasgos, orden = _cotejar_personas(comparador, a, b, personas)
    nivel, bits = cotejar_denominaciones(
        comparador.lexico, comparador.denominaciones, a, b, ~personas
    )
    otra = fichas.nombres.generaciones[a] != fichas.nombres.generaciones[b]
    rasgos["nombre"].nivel[personas & otra] = DISTINTO
    rasgos["razon_social"] = Rasgo(nivel, np.zeros(len(a), np.int32), bits)
    rasgos["id_fiscal"] = Rasgo(*cotejar_ids(fichas.ids, a, b))
    rasgos["telefono"] = Rasgo(*cotejar_telefonos(fichas.telefonos, a, b))
    rasgos["email"] = Rasgo(*cotejar_correos(fichas.correos, a, b))
    sitios = cotejar_lugares(comparador, a, b)
    rasgos["direccion"], rasgos["lugar"] = sitios.direccion, sitios.poblacion
    nivel_fecha, fecha = cotejar_fechas(fichas.nacimientos, a, b)
    # En una casa, quien se llama igual y nació el mismo día de otra generación es padre o hijo.
    de_casa = (rasgos["direccion"].nivel >= FONETICO) | (rasgos["telefono"].nivel == IGUAL)
    otra_generacion = de_casa & separa_generacion(fichas.nacimientos, a, b)
    nivel_fecha[otra_generacion] = DISTINTO
    otra_generacion &= (rasgos["nombre"].nivel >= FONETICO) & (
        rasgos["apellido_1"].nivel >= CERCANO
    )
    rasgos["fecha_nacimiento"] = Rasgo(nivel_fecha, fecha)
    for suelto in fichas.sueltos:
        rasgos[suelto.campo] = cotejar_suelto(comparador, suelto, a, b)
    callar_lugares(rasgos)
    segunda = f"+{fichas.lugares.cabecera_segunda}"
    if segunda in rasgos:
        rasgos[segunda] = callar(rasgos[segunda], sitios.cambiadas)
    opuestas = (np.minimum(clase[a], clase[b]) == PERSONA) & (
        np.maximum(clase[a], clase[b]) == EMPRESA
    )
    otro_nombre = _otro_nombre(comparador, a, b, rasgos["nombre"].nivel == DISTINTO)
    return Comparacion(
        a, b, rasgos, orden, personas, opuestas, sitios.otros, otra_generacion, otro_nombre
    )


def _otro_nombre(comparador: Comparador, a: Indices, b: Indices, distinto: Mascara) -> Mascara:
    primera = comparador.bolsas_partes.matriz[comparador.partes.codigos[:, 0], 0]
    conocida = comparador.lexico.nombres_conocidos[primera]
    return np.asarray(distinto & conocida[a] & conocida[b])


_PUNTOS = np.array([-3, 0, 2, 3, 4, 0], dtype=np.int8)  # por nivel; el último, FALTA (-1)
_COSTE = {RECTO: 0, CRUZADO: 2, TROCADO: 3}


def _misma(a: Codigos, b: Codigos) -> Mascara:
    return np.asarray((a == b) & (a > 0))


def _cotejar_personas(
    comparador: Comparador, a: Indices, b: Indices, personas: Mascara
) -> tuple[dict[str, Rasgo], Niveles]:
    """Nombre y apellidos en el orden en que mejor casan, y qué orden es ese.

    Otro orden solo se mira donde alguna parte empieza (por como suena) como la del otro sitio.
    """
    lexico, codigos = comparador.lexico, comparador.partes.codigos
    de_a, de_b = codigos[a] * personas[:, None], codigos[b] * personas[:, None]
    pila, apellido = lexico.nombres_conocidos, lexico.apellidos_conocidos

    def casar(i: int, j: int, cuales: Mascara) -> Niveles:
        conocidas = apellido if i and j else pila if i == j else pila | apellido
        nivel = np.full(len(a), FALTA, dtype=np.int8)
        nivel[cuales] = nivel_de(
            lexico, comparador.bolsas_partes, de_a[cuales, i], de_b[cuales, j], conocidas,
            lexico.nombres_vagos if i == j == 0 else None,
        )  # fmt: skip
        return nivel

    ordenes = {RECTO: (0, 1, 2), CRUZADO: (0, 2, 1), TROCADO: (1, 0, 2)}
    posibles = {RECTO: np.ones(len(a), dtype=bool)}
    niveles = {(i, i): casar(i, i, personas) for i in range(3)}
    iniciales = comparador.iniciales[codigos]
    ini_a, ini_b = iniciales[a], iniciales[b]
    for i, j in ((1, 2), (0, 1)):
        cabe = personas & (_misma(ini_a[:, i], ini_b[:, j]) | _misma(ini_a[:, j], ini_b[:, i]))
        niveles[(i, j)], niveles[(j, i)] = casar(i, j, cabe), casar(j, i, cabe)
        posibles[CRUZADO if i else TROCADO] = cabe
    mejor, puntos = np.full(len(a), RECTO, np.int8), np.full(len(a), -99, np.int16)
    for orden, sitios in ordenes.items():
        suma = np.sum([_PUNTOS[niveles[par]] for par in enumerate(sitios)], axis=0) - _COSTE[orden]
        gana = posibles[orden] & (suma > puntos)
        puntos[gana], mejor[gana] = suma[gana], orden
    rasgos = {}
    for i, campo in enumerate(CAMPOS[:3]):
        nivel = niveles[(i, i)].copy()
        for orden, sitios in ordenes.items():
            nivel[mejor == orden] = niveles[(i, sitios[i])][mejor == orden]
        rasgos[campo] = Rasgo(nivel, np.where(nivel == IGUAL, de_a[:, i], 0))
    falta_alguno = (de_a[:, 2] == 0) | (de_b[:, 2] == 0)
    mejor[(mejor == CRUZADO) & falta_alguno] = PARTIDO
    return rasgos, mejor
