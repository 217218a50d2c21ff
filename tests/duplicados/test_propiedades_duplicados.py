"""Lo que vale para cualquier registro: el orden no cuenta, las cadenas no unen, veinte bastan."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from registro_inventado import CAMPOS, inventar
from tabla_de_texto import de_filas, dobles

from clientesctl.duplicados import UMBRAL, Dobles, buscar
from clientesctl.duplicados.agrupar import PROHIBIDO, agrupar, componentes
from clientesctl.registro.columna import Columna


def hallar(filas: list[list[str]], umbral: float = UMBRAL) -> Dobles:
    return buscar(de_filas(CAMPOS, filas), Columna.de_textos(["ES"] * len(filas)), umbral=umbral)


def parejas(encontrados: Dobles) -> set[tuple[int, int]]:
    return {p for g in encontrados.grupos for p in itertools.combinations(g.posiciones, 2)}


def f1(hechas: set[tuple[int, int]], ciertas: set[tuple[int, int]]) -> float:
    return 2 * len(hechas & ciertas) / max(1, len(hechas) + len(ciertas))


def test_en_un_registro_inventado_acierta_casi_siempre() -> None:
    filas, ciertas = inventar(1500, semilla=3)
    hechas = parejas(hallar(filas))
    assert f1(hechas, ciertas) >= 0.95
    assert len(hechas & ciertas) / len(hechas) >= 0.98


def test_veinte_fichas_bastan() -> None:
    aciertos = []
    for semilla in range(12):
        filas, ciertas = inventar(20, semilla=semilla)
        aciertos.append((parejas(hallar(filas)), ciertas))
    hechas = sum(len(h) for h, _ in aciertos)
    buenas = sum(len(h & c) for h, c in aciertos)
    assert buenas / hechas >= 0.98
    assert 2 * buenas / (hechas + sum(len(c) for _, c in aciertos)) >= 0.9


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**6), st.sampled_from([30, 600]))
def test_el_orden_de_las_filas_no_cambia_nada(semilla: int, cuantas: int) -> None:
    filas, _ = inventar(cuantas, semilla=semilla % 5)
    orden = list(range(len(filas)))
    random.Random(semilla).shuffle(orden)
    derecho, barajado = hallar(filas), hallar([filas[i] for i in orden])
    de_vuelta = {tuple(sorted((orden[a], orden[b]))) for a, b in parejas(barajado)}
    assert de_vuelta == parejas(derecho)
    probables = {(p.a, p.b): p.probabilidad for p in derecho.pares}
    for par in barajado.pares:
        a, b = sorted((orden[par.a], orden[par.b]))
        assert abs(probables[(a, b)] - par.probabilidad) < 1e-9


def test_el_umbral_mas_alto_da_menos_pares() -> None:
    filas, _ = inventar(300, semilla=1)
    bajo, alto = hallar(filas, 0.5), hallar(filas, 0.99)
    assert {(p.a, p.b) for p in alto.pares} <= {(p.a, p.b) for p in bajo.pares}
    assert all(p.probabilidad >= 0.99 for p in alto.pares)


def test_la_probabilidad_del_grupo_es_la_del_menos_seguro_de_sus_pares() -> None:
    filas, _ = inventar(300, semilla=2)
    encontrados = hallar(filas)
    assert encontrados.grupos
    for grupo in encontrados.grupos:
        suyos = [p.probabilidad for p in encontrados.pares if {p.a, p.b} <= set(grupo.posiciones)]
        assert grupo.probabilidad == min(suyos)


def test_una_cadena_no_es_un_grupo() -> None:
    a, b = np.array([0, 1, 0]), np.array([1, 2, 2])
    bits = np.array([6.0, 6.0, -11.0])
    unidos = [g.tolist() for g in agrupar(a, b, bits, 3, 2.0)]
    assert len(unidos) == 1 and len(unidos[0]) == 2


def test_tres_que_se_apoyan_son_un_grupo_aunque_un_par_sea_flojo() -> None:
    a, b = np.array([0, 1, 0]), np.array([1, 2, 2])
    assert [g.tolist() for g in agrupar(a, b, np.array([9.0, 9.0, 0.5]), 3, 2.0)] == [[0, 1, 2]]


def test_la_pareja_prohibida_nunca_acaba_en_un_grupo() -> None:
    a, b = np.array([0, 1, 0]), np.array([1, 2, 2])
    unidos = [g.tolist() for g in agrupar(a, b, np.array([30.0, 30.0, PROHIBIDO]), 3, 2.0)]
    assert not any({0, 2} <= set(grupo) for grupo in unidos)


def test_una_cadena_enorme_se_corta_y_no_se_une_entera() -> None:
    n = 900
    a, b = np.arange(n - 1), np.arange(1, n)
    bits = np.where(np.arange(n - 1) % 2 == 0, 8.0, 3.0)
    unidos = agrupar(a, b, bits, n, 2.0)
    assert max(map(len, unidos)) == 2
    assert len(unidos) == n // 2


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=60))
def test_los_componentes_son_los_de_recorrer_el_grafo(enlaces: list[tuple[int, int]]) -> None:
    a = np.array([x for x, _ in enlaces], dtype=np.int64)
    b = np.array([y for _, y in enlaces], dtype=np.int64)
    etiqueta = componentes(a, b, 31)
    vecinos: dict[int, set[int]] = {i: {i} for i in range(31)}
    for x, y in enlaces:
        junto = vecinos[x] | vecinos[y]
        for z in junto:
            vecinos[z] = junto
    assert etiqueta.tolist() == [min(vecinos[i]) for i in range(31)]


@pytest.mark.parametrize("cuantas", [2, 30, 450])
@pytest.mark.parametrize("campo", ["ciudad", "nombre", "razon_social", "telefono", "observaciones"])
def test_un_registro_con_una_sola_columna_no_falla(cuantas: int, campo: str) -> None:
    valores = [f"{chr(65 + i % 26)}{chr(65 + i // 26 % 26)}Q{i}" for i in range(cuantas)]
    dobles("\n".join([campo, *valores]))


@pytest.mark.parametrize("cuantas", [3, 450])
def test_un_registro_de_casillas_vacias_no_tiene_dobles(cuantas: int) -> None:
    assert not dobles("\n".join(["nombre | telefono | email", *["- | | "] * cuantas])).grupos
