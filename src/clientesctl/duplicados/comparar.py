"""Cuánto se parecen, campo por campo, muchas parejas de fichas a la vez."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from clientesctl.duplicados.cotejo import cotejar
from clientesctl.duplicados.cotejo_contacto import (
    cotejar_correos,
    cotejar_fechas,
    cotejar_ids,
    cotejar_telefonos,
)
from clientesctl.duplicados.cotejo_empresas import Denominaciones, cotejar_denominaciones
from clientesctl.duplicados.fichas import EMPRESA, PERSONA, Fichas
from clientesctl.duplicados.lexico import (
    CERCANO,
    DISTINTO,
    FALTA,
    IGUAL,
    LEJANO,
    Bolsas,
    Lexico,
    embolsar,
    parejas_distintas,
)
from clientesctl.duplicados.valores import Codigos, Cuaderno, Indices, Mascara, Niveles, Reales, Valores

CAMPOS = (
    "nombre", "apellido_1", "apellido_2", "razon_social", "id_fiscal",
    "telefono", "email", "direccion", "lugar", "fecha_nacimiento",
)  # fmt: skip
"""Los campos que se ponderan. «direccion» y «lugar» nunca hablan a la vez de una pareja."""

RECTO, PARTIDO, TROCADO, CRUZADO = -1, 0, 1, 2
"""Orden de los apellidos: en su sitio; el único de uno es el segundo del otro; en el sitio
del nombre; cambiados entre sí."""


@dataclass(frozen=True, eq=False)
class Rasgo:
    """Lo que un campo dice de cada pareja.

    `valor` es el código del valor en que coinciden (0 si ninguno), para pesarlo por lo raro
    que sea; `bits`, donde ya se sabe, lo que informa la coincidencia.
    """

    nivel: Niveles
    valor: Codigos
    bits: Reales | None = None

    def con(self, otro: Rasgo) -> Rasgo:
        """El mismo rasgo, con las parejas de otro detrás."""
        bits = None
        if self.bits is not None and otro.bits is not None:
            bits = np.concatenate([self.bits, otro.bits])
        return Rasgo(
            np.concatenate([self.nivel, otro.nivel]),
            np.concatenate([self.valor, otro.valor]),
            bits,
        )


@dataclass(frozen=True, eq=False)
class Comparacion:
    """Las parejas (posiciones de ficha, `a` < `b`) con lo que dice cada campo."""

    a: Indices
    b: Indices
    rasgos: Mapping[str, Rasgo]
    orden: Niveles
    opuestas: Mascara
    """Una es persona y la otra empresa."""

    casi_tocayos: Mascara
    """Personas cuyo nombre de pila, distinto, está a una errata: MARIA LUISA y MARA LUISA."""

    def con(self, otra: Comparacion) -> Comparacion:
        """Las parejas de las dos comparaciones, una tras otra."""
        unir = np.concatenate
        return Comparacion(
            unir([self.a, otra.a]),
            unir([self.b, otra.b]),
            {c: r.con(otra.rasgos[c]) for c, r in self.rasgos.items()},
            unir([self.orden, otra.orden]),
            unir([self.opuestas, otra.opuestas]),
            unir([self.casi_tocayos, otra.casi_tocayos]),
        )


@dataclass(frozen=True, eq=False)
class Comparador:
    """Lo que se prepara una vez para comparar cualquier pareja de un registro."""

    fichas: Fichas
    lexico: Lexico
    partes: Valores
    """Nombre de pila y los dos apellidos (n, 3), con un solo cuaderno."""
    bolsas_partes: Bolsas
    bolsas_calles: Bolsas
    bolsas_ciudades: Bolsas
    denominaciones: Denominaciones
    domicilios: Codigos
    """Por ficha, el número de su calle, portal y población; 0 si no tiene portal."""
    poblaciones: Codigos
    """Por ficha, el número de su código postal o, si falta, de su ciudad."""


def preparar(fichas: Fichas) -> Comparador:
    """El comparador de esas fichas."""
    cuaderno = Cuaderno()
    partes = _reunir_partes(fichas)
    lugares = fichas.lugares

    def bolsas(valores: Valores, maximo: int) -> Bolsas:
        return embolsar([t.split() for t in valores.textos], cuaderno, maximo, frozenset())

    de_partes, de_calles = bolsas(partes, 4), bolsas(lugares.calles, 5)
    de_ciudades = bolsas(lugares.ciudades, 4)
    de_nombres = bolsas(fichas.nombres.denominaciones, 8)
    lexico = Lexico(cuaderno.textos())
    con_portal = (lugares.calles.codigos > 0) & (lugares.numeros.codigos > 0)
    poblaciones = _combinar(
        np.where(lugares.postales.codigos > 0, 0, lugares.ciudades.codigos), lugares.postales.codigos
    )
    domicilios = _combinar(lugares.calles.codigos, lugares.numeros.codigos, poblaciones)
    return Comparador(
        fichas, lexico, partes, de_partes, de_calles, de_ciudades,
        Denominaciones.preparar(fichas.nombres, lexico, de_nombres),
        np.where(con_portal, domicilios, 0).astype(np.int32), poblaciones,
    )  # fmt: skip


def _reunir_partes(fichas: Fichas) -> Valores:
    cuaderno = Cuaderno()
    pila, apellidos = fichas.nombres.de_pila, fichas.nombres.apellidos
    columnas = [
        cuaderno.numerar(pila.textos)[pila.codigos],
        *(cuaderno.numerar(apellidos.textos)[apellidos.columna(i)] for i in (0, 1)),
    ]
    return Valores(np.stack(columnas, axis=1), cuaderno.textos())


def _combinar(*columnas: Codigos) -> Codigos:
    """Un número por combinación; 0 donde todas faltan."""
    clave = np.zeros(len(columnas[0]), dtype=np.int64)
    for codigos in columnas:
        clave = clave * (int(codigos.max(initial=0)) + 1) + codigos
    _, numero = np.unique(np.append(clave, 0), return_inverse=True)
    return np.asarray(numero[:-1], dtype=np.int32)


def comparar(comparador: Comparador, a: Indices, b: Indices) -> Comparacion:
    """Lo que dice cada campo de cada pareja de fichas."""
    fichas = comparador.fichas
    clase = fichas.nombres.clase
    personas = (clase[a] == PERSONA) & (clase[b] == PERSONA)
    rasgos, orden = _cotejar_personas(comparador, a, b, personas)
    nivel, bits = cotejar_denominaciones(comparador.lexico, comparador.denominaciones, a, b, ~personas)
    rasgos["razon_social"] = Rasgo(nivel, np.zeros(len(a), np.int32), bits)
    rasgos["id_fiscal"] = Rasgo(*cotejar_ids(fichas.ids, a, b))
    rasgos["telefono"] = Rasgo(*cotejar_telefonos(fichas.telefonos, a, b))
    rasgos["email"] = Rasgo(*cotejar_correos(fichas.correos, a, b))
    rasgos["direccion"], rasgos["lugar"] = _cotejar_lugares(comparador, a, b)
    rasgos["fecha_nacimiento"] = Rasgo(*cotejar_fechas(fichas.nacimientos, a, b))
    opuestas = (np.minimum(clase[a], clase[b]) == PERSONA) & (np.maximum(clase[a], clase[b]) == EMPRESA)
    casi = _a_una_errata(comparador, a, b, rasgos["nombre"].nivel == DISTINTO)
    return Comparacion(a, b, rasgos, orden, opuestas, casi)


def _a_una_errata(comparador: Comparador, a: Indices, b: Indices, cuales: Mascara) -> Mascara:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    donde = np.flatnonzero(cuales)
    textos = comparador.bolsas_partes.juntas[comparador.partes.codigos[:, 0]]
    errores = process.cpdist(
        textos[a[donde]].tolist(), textos[b[donde]].tolist(), scorer=OSA.distance, score_cutoff=1,
        dtype=np.int32, workers=2,
    )  # fmt: skip
    casi = np.zeros(len(a), dtype=bool)
    casi[donde] = errores <= 1
    return casi


def nivel_de(
    comparador: Comparador,
    bolsas: Bolsas,
    a: Codigos,
    b: Codigos,
    conocidas: Mascara,
    vagas: Mascara | None = None,
) -> Niveles:
    """El nivel de cada pareja de valores; FALTA donde alguno no está."""
    nivel = np.full(len(a), FALTA, dtype=np.int8)
    nivel[(a > 0) & (a == b)] = IGUAL
    duda = (a > 0) & (b > 0) & (a != b)
    if duda.any():
        x, y, cual = parejas_distintas(a[duda], b[duda], len(bolsas.matriz))
        nivel[duda] = cotejar(comparador.lexico, bolsas, x, y, conocidas, vagas)[cual]
    return nivel


_PUNTOS = np.array([-3, 0, 2, 3, 4, 0], dtype=np.int8)  # por nivel; el último, FALTA (-1)
_COSTE = {RECTO: 0, CRUZADO: 2, TROCADO: 3}


def _cotejar_personas(
    comparador: Comparador, a: Indices, b: Indices, personas: Mascara
) -> tuple[dict[str, Rasgo], Niveles]:
    """Nombre y apellidos en el orden en que mejor casan, y qué orden es ese."""
    lexico, codigos = comparador.lexico, comparador.partes.codigos
    de_a, de_b = codigos[a] * personas[:, None], codigos[b] * personas[:, None]
    pila, apellido = lexico.nombres_conocidos, lexico.apellidos_conocidos

    def casar(i: int, j: int) -> Niveles:
        conocidas = apellido if i and j else pila if i == j else pila | apellido
        return nivel_de(
            comparador, comparador.bolsas_partes, de_a[:, i], de_b[:, j], conocidas,
            lexico.nombres_vagos if i == j == 0 else None,
        )  # fmt: skip

    ordenes = {RECTO: (0, 1, 2), CRUZADO: (0, 2, 1), TROCADO: (1, 0, 2)}
    niveles = {par: casar(*par) for o in ordenes.values() for par in enumerate(o)}
    mejor, puntos = np.full(len(a), RECTO, np.int8), np.full(len(a), -99, np.int16)
    for orden, sitios in ordenes.items():
        total = sum(_PUNTOS[niveles[par]].astype(np.int16) for par in enumerate(sitios))
        gana = np.asarray(total - _COSTE[orden] > puntos)
        puntos[gana], mejor[gana] = (total - _COSTE[orden])[gana], orden
    rasgos = {}
    for i, campo in enumerate(CAMPOS[:3]):
        nivel = niveles[(i, i)].copy()
        for orden, sitios in ordenes.items():
            nivel[mejor == orden] = niveles[(i, sitios[i])][mejor == orden]
        rasgos[campo] = Rasgo(nivel, np.where(nivel == IGUAL, de_a[:, i], 0))
    falta_alguno = (de_a[:, 2] == 0) | (de_b[:, 2] == 0)
    mejor[(mejor == CRUZADO) & falta_alguno] = PARTIDO
    return rasgos, mejor


def _cotejar_lugares(comparador: Comparador, a: Indices, b: Indices) -> tuple[Rasgo, Rasgo]:
    """La dirección como una sola comparación; sin calle en los dos, solo la población."""
    lugares, lexico = comparador.fichas.lugares, comparador.lexico
    ninguna = lexico.ninguna()
    calle = nivel_de(
        comparador, comparador.bolsas_calles, lugares.calles.codigos[a], lugares.calles.codigos[b], ninguna
    )
    ciudad = nivel_de(
        comparador, comparador.bolsas_ciudades, lugares.ciudades.codigos[a], lugares.ciudades.codigos[b], ninguna
    )
    postal = _nivel_exacto(lugares.postales.codigos[a], lugares.postales.codigos[b])
    portal = _nivel_exacto(lugares.numeros.codigos[a], lugares.numeros.codigos[b])
    direccion = _nivel_direccion(calle, portal, postal, ciudad)
    mismo = comparador.domicilios[a] * (comparador.domicilios[a] == comparador.domicilios[b])
    lugar = np.where(postal >= 0, postal, ciudad).astype(np.int8)
    lugar[(postal == DISTINTO) & (ciudad >= CERCANO)] = LEJANO
    lugar[calle != FALTA] = FALTA
    misma = comparador.poblaciones[a] * (comparador.poblaciones[a] == comparador.poblaciones[b])
    return (
        Rasgo(direccion, np.where(direccion == IGUAL, mismo, 0)),
        Rasgo(lugar, np.where(lugar == IGUAL, misma, 0)),
    )


def _nivel_exacto(a: Codigos, b: Codigos) -> Niveles:
    return np.where((a == 0) | (b == 0), FALTA, np.where(a == b, IGUAL, DISTINTO)).astype(np.int8)


def _nivel_direccion(calle: Niveles, portal: Niveles, postal: Niveles, ciudad: Niveles) -> Niveles:
    """IGUAL exige calle y portal; sin portal en alguno, CERCANO; en otra población, LEJANO."""
    otro_sitio = (postal == DISTINTO) & (ciudad < CERCANO) | (postal == FALTA) & (ciudad == DISTINTO)
    nivel = np.where(calle == FALTA, FALTA, DISTINTO).astype(np.int8)
    parecida = calle >= CERCANO
    nivel[parecida] = LEJANO
    nivel[parecida & (portal == FALTA)] = CERCANO
    nivel[parecida & (portal == IGUAL)] = 3
    nivel[(calle == IGUAL) & (portal == IGUAL)] = IGUAL
    nivel[parecida & otro_sitio] = LEJANO
    return nivel
