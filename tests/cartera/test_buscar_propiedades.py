"""Lo que vale de cualquier búsqueda."""

from __future__ import annotations

import numpy as np
from cartera_de_texto import HOY
from hypothesis import given
from hypothesis import strategies as st
from test_buscar import el_registro

from clientesctl.cartera.errores_expresion import BusquedaMal
from clientesctl.cartera.estados import leer_historia, mirar_desde
from clientesctl.cartera.leer_expresion import leer_expresion
from clientesctl.cartera.seleccion import seleccionar
from clientesctl.cartera.umbrales import Umbrales
from clientesctl.registro.errores import ErrorUso

HISTORIA = leer_historia(el_registro())
CARTERA = mirar_desde(HISTORIA, HOY, Umbrales())
TODOS = set(CARTERA.posiciones().tolist())
SUELTAS = st.sampled_from(
    [
        "sexo=MUJER", "ciudad=MADRID,TOLEDO", "gasto>500", "compras>=1", "email=vacio",
        "apellido_1~g*", "estado=prospecto", "fecha_alta>=2026-01-01", "producto=BICICLETA",
        "edad>30", 'ciudad="san sebastian"', "movil~23",
    ]
)  # fmt: skip
BUSQUEDAS = st.recursive(
    SUELTAS,
    lambda dentro: st.one_of(
        st.tuples(dentro, dentro).map(lambda p: f"({p[0]} {p[1]})"),
        st.tuples(dentro, dentro).map(lambda p: f"({p[0]} o {p[1]})"),
        dentro.map(lambda b: f"no {b}"),
    ),
    max_leaves=6,
)


def hallados(busqueda: str) -> set[int]:
    return set(seleccionar(busqueda, HISTORIA, CARTERA).tolist())


@given(BUSQUEDAS, BUSQUEDAS)
def test_y_o_y_no_son_los_de_los_conjuntos(una: str, otra: str) -> None:
    assert hallados(f"({una}) ({otra})") == hallados(una) & hallados(otra)
    assert hallados(f"({una}) o ({otra})") == hallados(una) | hallados(otra)
    assert hallados(f"no ({una})") == TODOS - hallados(una)


@given(st.sampled_from(["gasto", "compras", "edad", "dias_sin_comprar"]), st.integers(-5, 900))
def test_un_numero_es_menor_igual_o_mayor_y_lo_vacio_nada(campo: str, cifra: int) -> None:
    partes = [hallados(f"{campo}{signo}{cifra}") for signo in "<=>"]
    assert sum(map(len, partes)) == len(set().union(*partes))
    assert set().union(*partes) == TODOS - hallados(f"{campo}=vacio")


@given(st.text(alphabet='sexo=MUJER<>~!()"«», no dias30', max_size=30))
def test_cualquier_cosa_se_entiende_o_se_dice_por_que_no(texto: str) -> None:
    try:
        posiciones = seleccionar(texto, HISTORIA, CARTERA)
    except ErrorUso:
        return
    assert np.array_equal(posiciones, np.unique(posiciones))


@given(st.text(alphabet="ab()=<>~!\"' ,«o", max_size=20))
def test_leer_no_se_queda_a_medias(texto: str) -> None:
    try:
        expresion = leer_expresion(texto)
    except BusquedaMal as error:
        assert "^" in str(error)
    else:
        assert all(c.campo.texto or c.campo.literal for c in expresion.condiciones)
