"""Qué se pregunta, en qué orden y qué se deduce."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from clientesctl.duplicados import Par
from clientesctl.duplicados.repaso import (
    Deducciones,
    Respuesta,
    Resuelto,
    arbol,
    ordenar,
    quedan,
    resolver,
)

MISMO, DISTINTOS, DUDA = Respuesta.MISMO, Respuesta.DISTINTOS, Respuesta.DUDA


def par(a: int, b: int, probabilidad: float = 0.9) -> Par:
    return Par(a, b, probabilidad, ())


TRES = [par(0, 1, 0.99), par(1, 2, 0.95), par(0, 2, 0.85)]


def parejas(pares: object) -> list[tuple[int, int]]:
    return [(p.a, p.b) for p in pares]  # type: ignore[attr-defined]  # son pares


def test_primero_los_montones_con_lo_mas_dudoso_y_en_cada_uno_lo_mas_probable() -> None:
    pares = [par(5, 6, 0.999), *reversed(TRES), par(7, 8, 0.6)]
    assert parejas(ordenar(pares)) == [(7, 8), (0, 1), (1, 2), (0, 2), (5, 6)]


def test_por_debajo_de_la_mitad_lo_dudoso_sigue_siendo_lo_cercano_a_la_mitad() -> None:
    assert parejas(ordenar([par(0, 1, 0.2), par(2, 3, 0.45), par(4, 5, 0.9)])) == [
        (2, 3), (0, 1), (4, 5),
    ]  # fmt: skip


def test_dos_sies_seguidos_ahorran_el_tercero() -> None:
    assert parejas(quedan(TRES, {(0, 1): MISMO, (1, 2): MISMO}, ())) == []


def test_un_si_y_un_no_dicen_que_las_otras_dos_son_distintas() -> None:
    respuestas = {(0, 1): MISMO, (1, 2): DISTINTOS}
    assert parejas(quedan(TRES, respuestas, ())) == []
    assert resolver(TRES, respuestas) == Resuelto(((0, 1),), ((1, 2), (0, 2)))


def test_dos_noes_no_dicen_nada_de_la_tercera() -> None:
    assert parejas(quedan(TRES, {(0, 1): DISTINTOS, (1, 2): DISTINTOS}, ())) == [(0, 2)]


def test_de_una_duda_no_se_deduce_nada() -> None:
    assert parejas(quedan(TRES, {(0, 1): MISMO, (1, 2): DUDA}, ())) == [(0, 2)]
    assert resolver(TRES, {(0, 1): MISMO, (1, 2): DUDA}).dudas == 1
    assert resolver(TRES, {(1, 2): DUDA, (0, 1): MISMO, (0, 2): MISMO}).dudas == 0


def test_lo_declarado_antes_cuenta_como_dicho() -> None:
    assert parejas(quedan(TRES[:2], {(0, 1): MISMO}, {(0, 2)})) == []
    assert resolver(TRES[:2], {(0, 1): MISMO}, {(0, 2)}).distintos == ((1, 2),)


def test_lo_que_contradice_a_lo_primero_no_se_admite() -> None:
    dicho = Deducciones([(0, 2)])
    assert dicho.decir(0, 1, MISMO)
    assert not dicho.decir(1, 2, MISMO)
    assert dicho.sobre(1, 2) is DISTINTOS


def test_el_arbol_enlaza_todas_las_fichas_con_los_pares_justos() -> None:
    assert parejas(arbol(ordenar(TRES))) == [(0, 1), (1, 2)]


@given(st.lists(st.tuples(st.sampled_from(list(combinations(range(7), 2))), st.booleans())))
def test_lo_admitido_nunca_se_contradice(dichos: list[tuple[tuple[int, int], bool]]) -> None:
    deducciones = Deducciones()
    admitidos = [
        (pareja, MISMO if si else DISTINTOS)
        for pareja, si in dichos
        if deducciones.decir(*pareja, MISMO if si else DISTINTOS)
    ]
    assert all(deducciones.sobre(*pareja) is que for pareja, que in admitidos)
    juntas = [f for monton in deducciones.mismos() for f in monton]
    assert len(juntas) == len(set(juntas))
    for monton in deducciones.mismos():
        assert all(deducciones.sobre(a, b) is MISMO for a, b in combinations(monton, 2))
