"""Un plan: lo que admite, cómo se deshace y cómo se juntan dos."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.registro.columna import Tipo
from clientesctl.registro.componer import componer
from clientesctl.registro.plan import (
    VACIO,
    Ancla,
    Cambio,
    Clave,
    Dato,
    Plan,
    PlanContradictorio,
    Propuesta,
    Sitio,
    hacer_plan,
)

ANCLAS = {"CLIENTES": Ancla("CLIENTES", "CLIENTES", {"nombre": Sitio("NOMBRE", 2)})}


def cambio(ficha: str, columna: str, antes: str, despues: str) -> Cambio:
    return Cambio(
        "CLIENTES", Clave(ficha, 2), columna, Dato.de_texto(antes), Dato.de_texto(despues)
    )


def plan(*propuestas: Propuesta) -> Plan:
    return hacer_plan("a" * 64, propuestas, ANCLAS)


def uno(motivo: str, *cambios: Cambio, segura: bool = True) -> Propuesta:
    return Propuesta(motivo, cambios, segura)


def dichos(hecho: Plan) -> list[str]:
    return [
        f"{p.motivo}: {c.clave} {c.columna} {c.antes.texto}→{c.despues.texto}"
        for p in hecho.propuestas
        for c in p.cambios
    ]


@pytest.mark.parametrize(
    ("dato", "esperado"),
    [
        (Dato.de_texto("08001"), (Tipo.TEXTO, "08001")),
        (Dato.de_texto(""), VACIO),
        (Dato.de_numero(30.0), (Tipo.NUMERO, "30")),
        (Dato.de_numero(1.5), (Tipo.NUMERO, "1.5")),
        (Dato.de_fecha(dt.date(2026, 3, 1)), (Tipo.FECHA, "2026-03-01")),
        (Dato.de_fecha(dt.datetime(2026, 3, 1, 9, 5)), (Tipo.FECHA, "2026-03-01 09:05:00")),  # noqa: DTZ001  # Excel no guarda el huso
    ],
)
def test_un_dato_se_escribe_como_se_lee(dato: Dato, esperado: tuple[Tipo, str]) -> None:
    assert dato == esperado


def test_lo_que_no_cambia_nada_se_queda_fuera() -> None:
    hecho = plan(
        uno("a", cambio("C-1", "nombre", "ANA", "ANA"), cambio("C-1", "ciudad", "x", "LUGO")),
        uno("b", cambio("C-2", "nombre", "EVA", "EVA")),
    )
    assert dichos(hecho) == ["a: C-1 ciudad x→LUGO"]
    assert hecho
    assert not plan(uno("b", cambio("C-2", "nombre", "EVA", "EVA")))


def test_dos_propuestas_iguales_valen_por_una() -> None:
    hecho = plan(
        uno("a", cambio("C-1", "nombre", "ana", "ANA")),
        uno("b", cambio("C-1", "nombre", "ana", "ANA")),
    )
    assert dichos(hecho) == ["a: C-1 nombre ana→ANA"]


@pytest.mark.parametrize("otro", [("ana", "EVA"), ("ANITA", "ANA")])
def test_dos_cambios_distintos_de_una_celda_no_caben(otro: tuple[str, str]) -> None:
    with pytest.raises(PlanContradictorio) as error:
        plan(
            uno("a", cambio("C-1", "nombre", "ana", "ANA")),
            uno("b", cambio("C-1", "nombre", *otro)),
        )
    assert error.value.codigo == 4
    assert "NOMBRE de C-1 quedaría a la vez" in str(error.value)


def test_nadie_puede_referirse_a_una_ficha_que_se_quita() -> None:
    retirada = Clave("C-9", 12, alta=1)
    quita = Cambio("CLIENTES", retirada, "nombre", Dato.de_texto("ANA"), VACIO)
    venta = Cambio("VENTAS", Clave(alta=1), "id_cliente", VACIO, Dato.de_texto("C-9"))
    with pytest.raises(PlanContradictorio, match="ficha nueva 1 se refiere a C-9, que se quita"):
        plan(uno("quitar", quita), uno("vender", venta))


def test_el_inverso_deja_las_celdas_como_estaban_y_las_columnas_anadidas() -> None:
    anclas = {"CLIENTES": Ancla("CLIENTES", "CLIENTES", {}, nuevas=("nombre",))}
    hecho = hacer_plan("", [uno("a", cambio("C-1", "nombre", "ana", "ANA"))], anclas)
    assert dichos(hecho.inverso()) == ["a: C-1 nombre ANA→ana"]
    assert hecho.inverso().anclas["CLIENTES"].nuevas == ()


def test_componer_hace_de_una_vez_lo_de_los_dos() -> None:
    hecho = componer(
        plan(uno("espacios", cambio("C-1", "nombre", "ana ", "ana"), segura=False)),
        plan(uno("mayúsculas", cambio("C-1", "nombre", "ana", "ANA"))),
    )
    assert dichos(hecho) == ["espacios + mayúsculas: C-1 nombre ana →ANA"]
    assert [p.segura for p in hecho.propuestas] == [False]


def test_componer_no_separa_lo_que_iba_junto() -> None:
    hecho = componer(
        plan(
            uno(
                "partir", cambio("C-1", "nombre", "ana gil", "ana"), cambio("C-1", "ap", "", "gil")
            ),
            uno("otra", cambio("C-2", "nombre", "eva", "EVA")),
        ),
        plan(uno("mayúsculas", cambio("C-1", "ap", "gil", "GIL"))),
    )
    assert dichos(hecho) == [
        "partir + mayúsculas: C-1 nombre ana gil→ana",
        "partir + mayúsculas: C-1 ap →GIL",
        "otra: C-2 nombre eva→EVA",
    ]


def test_componer_con_el_inverso_no_hace_nada() -> None:
    hecho = plan(uno("a", cambio("C-1", "nombre", "ana", "ANA")))
    assert not componer(hecho, hecho.inverso())


def test_componer_exige_que_el_segundo_parta_del_primero() -> None:
    with pytest.raises(PlanContradictorio):
        componer(
            plan(uno("a", cambio("C-1", "nombre", "ana", "ANA"))),
            plan(uno("b", cambio("C-1", "nombre", "EVA", "LUZ"))),
        )


CELDAS = st.dictionaries(
    st.tuples(st.sampled_from(["C-1", "C-2", "C-3"]), st.sampled_from(["nombre", "ciudad"])),
    st.sampled_from("abc"),
)


@given(CELDAS, CELDAS)
def test_componer_lleva_adonde_llevan_uno_y_otro(
    primero: dict[tuple[str, str], str], segundo: dict[tuple[str, str], str]
) -> None:
    estado = {(f, c): "z" for f in ("C-1", "C-2", "C-3") for c in ("nombre", "ciudad")}
    uno_solo = plan(*_propuestas(estado, primero))
    tras_uno = _escribir(estado, uno_solo)
    otro = plan(*_propuestas(tras_uno, segundo))
    juntos = componer(uno_solo, otro)
    assert _escribir(estado, juntos) == _escribir(tras_uno, otro)
    assert _escribir(_escribir(estado, juntos), juntos.inverso()) == estado


def _propuestas(
    estado: dict[tuple[str, str], str], quiere: dict[tuple[str, str], str]
) -> list[Propuesta]:
    return [uno(c, cambio(f, c, estado[f, c], v)) for (f, c), v in quiere.items()]


def _escribir(estado: dict[tuple[str, str], str], hecho: Plan) -> dict[tuple[str, str], str]:
    nuevo = dict(estado)
    for suyo in hecho.cambios:
        sitio = (str(suyo.clave), suyo.columna)
        assert nuevo[sitio] == suyo.antes.texto
        nuevo[sitio] = suyo.despues.texto
    return nuevo
