"""Las filas de una lista que son la misma, y las que quizá lo sean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.captura.importar_repetidas import Grupos, agrupar_repetidas
from clientesctl.duplicados.dobles import Par


def par(a: int, b: int, probabilidad: float) -> Par:
    return Par(a, b, probabilidad, tuple)


def agrupar(
    cuantas: int,
    *pares: Par,
    fichas: dict[int, int] | None = None,
    parecidas: dict[int, tuple[int, ...]] | None = None,
    distintas: tuple[int, ...] = (),
    dudosas: bool = True,
) -> Grupos:
    huellas = [f"a{i}" for i in range(cuantas)]
    sabidas = {i: (fichas or {}).get(i) for i in range(cuantas)}
    return agrupar_repetidas(
        range(cuantas), pares, sabidas, parecidas or {}, huellas, distintas, dudosas
    )


def test_las_seguras_van_juntas_y_por_su_orden() -> None:
    grupos = agrupar(4, par(1, 3, 0.995))
    assert grupos.grupos == ((0,), (1, 3), (2,))
    assert not grupos.dudosas


def test_una_cadena_no_junta_a_quien_no_se_parece() -> None:
    grupos = agrupar(3, par(0, 1, 0.999), par(1, 2, 0.995))
    assert grupos.grupos == ((0, 1),)
    assert grupos.dudosas.keys() == {2}


def test_de_dos_que_quiza_sean_la_misma_entra_la_primera() -> None:
    grupos = agrupar(3, par(0, 2, 0.8))
    assert grupos.grupos == ((0,), (1,))
    assert grupos.dudosas[2].a == 0
    assert agrupar(3, par(0, 2, 0.8), dudosas=False).grupos == ((0,), (1,), (2,))


def test_quien_se_parece_a_una_que_espera_no_espera_por_ella() -> None:
    grupos = agrupar(3, par(0, 1, 0.8), par(1, 2, 0.8))
    assert grupos.grupos == ((0,), (2,))
    assert grupos.dudosas.keys() == {1}


def test_la_que_se_parece_a_una_que_ya_esta_espera_aunque_vaya_delante() -> None:
    grupos = agrupar(2, par(0, 1, 0.8), fichas={1: 7})
    assert grupos.grupos == ((1,),)
    assert grupos.dudosas.keys() == {0}


def test_las_que_en_el_registro_son_dos_no_se_juntan() -> None:
    grupos = agrupar(2, par(0, 1, 0.999), fichas={0: 3, 1: 4})
    assert grupos.grupos == ((0,), (1,))


def test_la_que_no_se_parece_a_la_del_registro_no_es_ella_por_parecerse_a_otra_fila() -> None:
    grupos = agrupar(2, par(0, 1, 0.999), fichas={0: 7})
    assert grupos.grupos == ((0,),)
    assert grupos.dudosas.keys() == {1}
    assert agrupar(2, par(0, 1, 0.999), fichas={0: 7}, parecidas={1: (7,)}).grupos == ((0, 1),)


def test_la_que_alguien_dijo_que_es_otra_entra_sola() -> None:
    assert agrupar(2, par(0, 1, 0.999), distintas=(1,)).grupos == ((0,), (1,))
    assert agrupar(2, par(0, 1, 0.8), distintas=(1,)).grupos == ((0,), (1,))


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from([0.75, 0.992, 0.999])),
        max_size=8,
    ),
    st.permutations(range(6)),
)
def test_barajar_la_lista_no_cambia_quienes_van_juntas(
    ternas: list[tuple[int, int, float]], orden: list[int]
) -> None:
    """Las posiciones cambian; quién dice lo mismo que quién (su huella), no."""
    pares = {(min(a, b), max(a, b)): p for a, b, p in ternas if a != b}
    huellas = [f"a{i}" for i in range(6)]
    nadie = dict.fromkeys(range(6))
    de_frente = agrupar_repetidas(
        range(6), [par(a, b, p) for (a, b), p in pares.items()], nadie, {}, huellas, (), False
    )
    nuevo = {viejo: i for i, viejo in enumerate(orden)}
    barajados = [
        par(*sorted((nuevo[a], nuevo[b])), p)
        for (a, b), p in pares.items()  # type: ignore[misc]
    ]
    movidas = [huellas[viejo] for viejo in orden]
    al_reves = agrupar_repetidas(range(6), barajados, nadie, {}, movidas, (), False)
    assert _quienes(de_frente, huellas) == _quienes(al_reves, movidas)


def _quienes(grupos: Grupos, huellas: list[str]) -> set[frozenset[str]]:
    return {frozenset(huellas[p] for p in miembros) for miembros in grupos.grupos}


def test_dos_filas_identicas_son_una_sin_mirar_nada_mas() -> None:
    grupos = agrupar_repetidas(range(2), [], dict.fromkeys(range(2)), {}, ["a1", "a1"])
    assert grupos.grupos == ((0, 1),)


@pytest.mark.parametrize("probabilidad", [0.7, 0.9899])
def test_lo_que_no_es_seguro_no_junta(probabilidad: float) -> None:
    assert (0, 1) not in agrupar(2, par(0, 1, probabilidad)).grupos
