"""Un plan guardado dice lo mismo que el que se hizo; uno estropeado dice dónde."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.registro.columna import Tipo
from clientesctl.registro.plan import (
    VACIO,
    Ancla,
    Cambio,
    Clave,
    Dato,
    Plan,
    Propuesta,
    Sitio,
    hacer_plan,
)
from clientesctl.registro.plan_json import PlanIlegible, escribir_plan, leer_plan

TEXTOS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=8)
DATOS = st.one_of(
    st.just(VACIO),
    TEXTOS.map(Dato.de_texto),
    st.integers(-(10**9), 10**9).map(Dato.de_numero),
    st.floats(allow_nan=False, allow_infinity=False).map(Dato.de_numero),
    st.dates().map(Dato.de_fecha),
    st.datetimes().map(Dato.de_fecha),
    st.sampled_from([Dato(Tipo.LOGICO, "VERDADERO"), Dato(Tipo.ERROR, "#N/A")]),
)
CLAVES = st.one_of(
    st.builds(Clave, id=TEXTOS, fila=st.integers(1, 9)),
    st.builds(Clave, fila=st.integers(1, 9), huella=st.sampled_from(["0" * 16, "f" * 16])),
    st.builds(Clave, alta=st.integers(1, 3)),
)
SITIOS = st.builds(Sitio, TEXTOS, st.integers(1, 16384))


@st.composite
def planes(draw: st.DrawFn) -> Plan:
    anclas = {}
    for hoja in draw(st.lists(TEXTOS, unique=True, min_size=1, max_size=2)):
        sitios = draw(st.dictionaries(TEXTOS, SITIOS, min_size=1, max_size=3))
        huellas = tuple(draw(st.lists(SITIOS, max_size=2)))
        nuevas = tuple(draw(st.lists(TEXTOS, unique=True, max_size=2)))
        anclas[hoja] = Ancla(hoja, "CLIENTES", sitios, huellas, nuevas, draw(st.booleans()))
    vistos = set()
    propuestas = []
    for _ in range(draw(st.integers(0, 4))):
        cambios = []
        for _ in range(draw(st.integers(1, 3))):
            ancla = anclas[draw(st.sampled_from(sorted(anclas)))]
            columna = draw(st.sampled_from([*ancla.sitios, *ancla.nuevas]))
            cambio = Cambio(ancla.hoja, draw(CLAVES), columna, draw(DATOS), draw(DATOS))
            if cambio.sitio not in vistos:
                vistos.add(cambio.sitio)
                cambios.append(cambio)
        propuestas.append(Propuesta(draw(TEXTOS), tuple(cambios), draw(st.booleans())))
    return hacer_plan("a" * 64, propuestas, anclas)


@given(planes())
def test_leer_lo_escrito_da_el_mismo_plan(plan: Plan) -> None:
    assert leer_plan(escribir_plan(plan)) == plan


def un_plan() -> Plan:
    cambio = Cambio(
        "CLIENTES", Clave("C-1", 2), "nombre", Dato.de_texto("ana"), Dato.de_texto("ANA")
    )
    ancla = Ancla("CLIENTES", "CLIENTES", {"nombre": Sitio("NOMBRE", 2)})
    return hacer_plan("a" * 64, [Propuesta("prueba", (cambio,))], {"CLIENTES": ancla})


def test_cada_propuesta_ocupa_un_renglon() -> None:
    renglones = escribir_plan(un_plan()).splitlines()
    assert renglones[-1] == (
        '{"motivo":"prueba","segura":true,"cambios":[{"hoja":"CLIENTES","id":"C-1","fila":2,'
        '"columna":"nombre","antes":["TEXTO","ana"],"despues":["TEXTO","ANA"]}]}]}'
    )


@pytest.mark.parametrize(
    ("sitio", "valor", "frase"),
    [
        ("version", 2, "version, es 2 y aquí se entiende la 1"),
        ("sha256", 5, "el plan.sha256, no es un texto"),
        ("anclas", {}, "el plan.anclas, no es una lista"),
        ("anclas", [], "propuestas[0], «anclas» no dice nada de la hoja «CLIENTES»"),
        ("propuestas.0.segura", "si", "propuestas[0].segura, no es true o false"),
        ("propuestas.0.cambios.0.fila", True, "propuestas[0].cambios[0].fila, no es un número"),
        ("propuestas.0.cambios.0.antes", ["TEXTO"], "cambios[0].antes, no son dos valores"),
        ("propuestas.0.cambios.0.antes.0", "LETRA", "«LETRA» no es un tipo (VACIA, TEXTO"),
        ("propuestas.0.cambios.0.despues", ["FECHA", "ayer"], "«ayer» no es un dato de tipo FECHA"),
        ("propuestas.0.cambios.0.columna", "calle", "no dice dónde está la columna «calle»"),
        ("propuestas.0.cambios.0", 7, "propuestas[0].cambios[0], no es un objeto"),
    ],
)
def test_un_plan_estropeado_dice_donde(sitio: str, valor: object, frase: str) -> None:
    objeto = json.loads(escribir_plan(un_plan()))
    destino = objeto
    *camino, ultimo = [int(p) if p.isdigit() else p for p in sitio.split(".")]
    for paso in camino:
        destino = destino[paso]
    destino[ultimo] = valor
    with pytest.raises(PlanIlegible) as error:
        leer_plan(json.dumps(objeto))
    assert frase in str(error.value)
    assert "--guardar-plan" in str(error.value)


def test_lo_que_no_es_json_dice_la_linea() -> None:
    with pytest.raises(PlanIlegible, match="línea 2, no es JSON"):
        leer_plan('{"version":1,\nnada}')
    with pytest.raises(PlanIlegible, match="el plan, no es un objeto"):
        leer_plan("[]")


def test_un_plan_que_se_contradice_no_se_lee() -> None:
    objeto = json.loads(escribir_plan(un_plan()))
    otra = json.loads(json.dumps(objeto["propuestas"][0]))
    otra["cambios"][0]["despues"] = ["TEXTO", "EVA"]
    objeto["propuestas"].append(otra)
    with pytest.raises(PlanIlegible, match="quedaría a la vez «ANA» y «EVA»"):
        leer_plan(json.dumps(objeto))
