"""Un reparto justo, con pocos cambios y con su porqué."""

from __future__ import annotations

import dataclasses
import random
from collections import Counter

import numpy as np
import pytest
from cartera_de_texto import HOY, hacer_registro
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.cartera.estados import leer_historia, mirar_desde
from clientesctl.cartera.mesa import Mesa, poner_la_mesa
from clientesctl.cartera.repartir import leer_manera, repartir_de, repartir_por
from clientesctl.cartera.reparto import Reparto
from clientesctl.cartera.umbrales import Umbrales
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.registro import Registro

TRES = ("EMILY", "JUAN", "PEPE")


def la_mesa(
    clientes: str, vendedores: tuple[str, ...] = TRES, *, perdidas: bool = False, **hojas: str
) -> tuple[Mesa, Registro]:
    registro = hacer_registro(clientes, **hojas)
    historia = leer_historia(registro)
    cartera = mirar_desde(historia, HOY, Umbrales())
    return poner_la_mesa(historia, cartera, vendedores, perdidas=perdidas), registro


def llevan(reparto: Reparto) -> dict[str, int]:
    cuantas = reparto.mesa.fichas_de(reparto.quien).tolist()
    return dict(zip(reparto.mesa.vendedores, cuantas, strict=True))


def de_quien(reparto: Reparto, registro: Registro, suya: str) -> str:
    ids = [registro.clientes.identificador(p) for p in range(len(registro.clientes))]
    lugar = int(reparto.quien[ids.index(suya)])
    return reparto.mesa.vendedores[lugar] if lugar >= 0 else ""


def fichas(*cuantas: tuple[str, int]) -> str:
    quienes = [v for v, n in cuantas for _ in range(n)]
    return "\n".join(["ID | VENDEDOR", *(f"C{i:03} | {v}" for i, v in enumerate(quienes))])


def test_mueve_las_justas_y_dice_por_que() -> None:
    mesa, registro = la_mesa(fichas(("EMILY", 30), ("JUAN", 20), ("PEPE", 10)))
    reparto, _ = repartir_por(mesa, registro, "volumen")
    # Con un margen del 5 %, de los 20 de media nadie pasa de 21 ni baja de 19: con nueve basta.
    assert llevan(reparto) == {"EMILY": 21, "JUAN": 20, "PEPE": 19}
    assert len(reparto.cambian) == 9
    assert {reparto.por_que(int(p)) for p in reparto.cambian} == {"EMILY tenía 30 y la media es 20"}


def test_si_ya_es_justo_no_mueve_a_nadie() -> None:
    mesa, registro = la_mesa(fichas(("EMILY", 21), ("JUAN", 20), ("PEPE", 19)))
    reparto, _ = repartir_por(mesa, registro, "volumen")
    assert len(reparto.cambian) == 0


def test_quien_no_tiene_vendedor_va_al_menos_cargado() -> None:
    mesa, registro = la_mesa(fichas(("EMILY", 5), ("JUAN", 5), ("PEPE", 3), ("", 2)))
    reparto, _ = repartir_por(mesa, registro, "volumen")
    assert llevan(reparto) == {"EMILY": 5, "JUAN": 5, "PEPE": 5}
    assert {reparto.por_que(int(p)) for p in reparto.cambian} == {"no tenía vendedor"}


def test_no_mueve_a_quien_tiene_algo_abierto() -> None:
    mesa, registro = la_mesa(
        fichas(("EMILY", 4), ("JUAN", 1)),
        ("EMILY", "JUAN"),
        citas="FECHA | ID_CLIENTE | ESTADO\n2026-12-01 | C000 |\n2026-12-01 | C003 | ANULADA",
        propuestas="FECHA | ID_CLIENTE | ESTADO\n2026-10-01 | C001 | ENVIADA",
        contactos="FECHA | ID_CLIENTE | PROXIMA_FECHA\n2026-11-01 | C002 | 2026-12-01",
    )
    reparto, _ = repartir_por(mesa, registro, "volumen")
    assert [registro.clientes.identificador(int(p)) for p in reparto.cambian] == ["C003"]


def test_lo_que_no_da_trabajo_ni_se_cuenta_ni_se_toca() -> None:
    mesa, _ = la_mesa(
        "ID | VENDEDOR | CANCELADO_EL | FUSIONADO_EN | FALLECIDO_EL | PERDIDO_EL\n"
        "A | EMILY | | | |\nB | EMILY | 2026-01-01 | | |\nC | EMILY | | A | |\n"
        "D | EMILY | | | 2026-01-01 |\nE | EMILY | | | | 2026-01-01\nF | MARÍA | | | |"
    )
    assert np.flatnonzero(mesa.entran).tolist() == [0]


def test_iguala_el_dinero_cambiando_unas_por_otras() -> None:
    clientes = fichas(("EMILY", 6), ("JUAN", 6))
    filas = [f"2026-11-{d:02} | C{i:03} | 900" for i in range(6) for d in (1, 10)]
    filas += [f"2026-11-01 | C{i:03} | 30" for i in range(6, 12)]
    mesa, registro = la_mesa(
        clientes, ("EMILY", "JUAN"), ventas="\n".join(["FECHA | ID_CLIENTE | IMPORTE", *filas])
    )
    reparto, _ = repartir_por(mesa, registro, "volumen")
    assert llevan(reparto) == {"EMILY": 6, "JUAN": 6}
    dinero = mesa.dinero_de(reparto.quien)
    assert abs(dinero[0] / dinero.mean() - 1) <= 0.1
    motivos = {reparto.por_que(int(p)) for p in reparto.cambian}
    assert "EMILY llevaba 3.600 € al mes y la media es 1.830 €" in motivos
    assert "se cambia por otra de EMILY, para igualar el dinero" in motivos


def zonas(filas: list[tuple[str, str]]) -> str:
    cuerpo = (f"C{i:03} | {v} | {z}" for i, (v, z) in enumerate(filas))
    return "\n".join(["ID | VENDEDOR | ZONA", *cuerpo])


def test_cada_zona_es_de_uno_y_el_que_mas_tiene_se_la_queda() -> None:
    filas = [("EMILY", "NORTE")] * 6 + [("JUAN", "NORTE")] * 2
    filas += [("JUAN", "SUR")] * 5 + [("EMILY", "SUR")] * 2 + [("", "SUR"), ("", "")]
    mesa, registro = la_mesa(zonas(filas), ("EMILY", "JUAN"))
    reparto, _ = repartir_por(mesa, registro, "zona")
    motivos = Counter(reparto.por_que(int(p)) for p in reparto.cambian)
    assert motivos == {
        "ZONA NORTE es de EMILY": 2,
        "ZONA SUR es de JUAN": 3,
        "no tenía vendedor": 1,
    }


def test_una_zona_pasa_a_otro_si_descompensa_mucho() -> None:
    filas = [("EMILY", z) for z in ("A", "B", "C", "D") for _ in range(10)] + [("JUAN", "E")] * 2
    mesa, registro = la_mesa(zonas(filas), ("EMILY", "JUAN"))
    reparto, _ = repartir_por(mesa, registro, "zona")
    assert llevan(reparto) == {"EMILY": 20, "JUAN": 22}


def test_el_maximo_de_cambios_no_parte_ninguna_zona() -> None:
    filas = [("EMILY", "NORTE")] * 6 + [("JUAN", "NORTE")] * 2
    filas += [("JUAN", "SUR")] * 9 + [("EMILY", "SUR")] * 5
    mesa, registro = la_mesa(zonas(filas), ("EMILY", "JUAN"))
    reparto, sin_tocar = repartir_por(mesa, registro, "zona", 4)
    assert (len(reparto.cambian), sin_tocar) == (2, ("SUR",))


def test_el_maximo_de_cambios_se_respeta_por_volumen() -> None:
    mesa, registro = la_mesa(fichas(("EMILY", 30), ("JUAN", 2)), ("EMILY", "JUAN"))
    reparto, _ = repartir_por(mesa, registro, "volumen", 3)
    assert llevan(reparto) == {"EMILY": 27, "JUAN": 5}


def test_lo_de_quien_se_va_es_para_quien_atiende_su_zona_sin_cargar_a_nadie() -> None:
    filas = [("EMILY", "NORTE")] * 3 + [("EMILY", "SUR")] * 3
    filas += [("JUAN", "NORTE")] * 5 + [("PEPE", "SUR")] * 5
    mesa, registro = la_mesa(zonas(filas))
    reparto = repartir_de(mesa, registro, 0, (1, 2))
    assert llevan(reparto) == {"EMILY": 0, "JUAN": 8, "PEPE": 8}
    assert [de_quien(reparto, registro, f"C{i:03}") for i in range(6)] == ["JUAN"] * 3 + [
        "PEPE"
    ] * 3


def test_si_todo_lo_suyo_es_de_una_zona_no_se_lo_queda_todo_uno() -> None:
    filas = [("EMILY", "NORTE")] * 20 + [("JUAN", "NORTE")] * 10 + [("PEPE", "SUR")] * 10
    mesa, registro = la_mesa(zonas(filas))
    suyas = llevan(repartir_de(mesa, registro, 0, (1, 2)))
    assert suyas["EMILY"] == 0
    assert abs(suyas["JUAN"] - suyas["PEPE"]) <= 2


def test_quien_se_va_entrega_tambien_lo_abierto_y_lo_perdido() -> None:
    mesa, registro = la_mesa(
        "ID | VENDEDOR | PERDIDO_EL\nA | EMILY |\nB | EMILY | 2026-01-01\nC | JUAN |",
        ("EMILY", "JUAN"),
        perdidas=True,
        citas="FECHA | ID_CLIENTE\n2026-12-01 | A",
    )
    reparto = repartir_de(mesa, registro, 0, (1,))
    assert llevan(reparto) == {"EMILY": 0, "JUAN": 3}


def test_una_formula_en_vendedor_no_se_toca() -> None:
    mesa, registro = la_mesa("ID | VENDEDOR\nA | =EMILY\nB | EMILY", ("EMILY", "JUAN"))
    reparto = repartir_de(mesa, registro, 0, (1,))
    assert llevan(reparto) == {"EMILY": 1, "JUAN": 1}


@pytest.mark.parametrize("escrito", ["zona", "ZONAS", "Perfil", "volumen"])
def test_la_manera_se_escribe_como_se_quiera(escrito: str) -> None:
    assert leer_manera(escrito) in {"zona", "perfil", "volumen"}
    with pytest.raises(ErrorUso, match="use --por volumen, --por zona, --por perfil"):
        leer_manera("barrio")


carteras = st.lists(
    st.tuples(
        st.sampled_from(["EMILY", "JUAN", "PEPE", ""]),
        st.sampled_from(["N", "S", "E", ""]),
        st.sampled_from([0, 0, 10, 90, 400]),
        st.booleans(),
    ),
    max_size=40,
)
Fila = tuple[str, str, int, bool]


def _de(filas: list[Fila], orden: list[int] | None = None) -> tuple[Mesa, Registro]:
    lugares = orden if orden is not None else list(range(len(filas)))
    cuerpo = [f"C{i:03} | {filas[i][0]} | {filas[i][1]}" for i in lugares]
    compras = [f"2026-11-10 | C{i:03} | {f[2]}" for i, f in enumerate(filas) if f[2]]
    citas = [f"2026-12-01 | C{i:03}" for i, f in enumerate(filas) if f[3]]
    return la_mesa(
        "\n".join(["ID | VENDEDOR | ZONA", *cuerpo]),
        ventas="\n".join(["FECHA | ID_CLIENTE | IMPORTE", *compras]),
        citas="\n".join(["FECHA | ID_CLIENTE", *citas]),
    )


@given(carteras, st.sampled_from(["volumen", "zona"]))
def test_repartir_otra_vez_no_cambia_nada(filas: list[Fila], manera: str) -> None:
    mesa, registro = _de(filas)
    primero, _ = repartir_por(mesa, registro, manera)
    otra = dataclasses.replace(mesa, quien=primero.quien.copy())
    segundo, _ = repartir_por(otra, registro, manera)
    assert len(segundo.cambian) == 0


@given(carteras, st.sampled_from(["volumen", "zona"]))
def test_todos_acaban_con_alguien_y_lo_abierto_con_quien_estaba(
    filas: list[Fila], manera: str
) -> None:
    mesa, registro = _de(filas)
    reparto, _ = repartir_por(mesa, registro, manera)
    assert (reparto.quien >= 0).all()
    sujetas = mesa.abierta & (mesa.quien >= 0)
    assert (reparto.quien[sujetas] == mesa.quien[sujetas]).all()
    assert all(reparto.por_que(int(p)) for p in reparto.cambian)


@given(carteras, st.integers(0, 9), st.sampled_from(["volumen", "zona"]))
def test_el_orden_de_las_filas_no_cambia_el_reparto(
    filas: list[Fila], semilla: int, manera: str
) -> None:
    orden = list(range(len(filas)))
    random.Random(semilla).shuffle(orden)
    mesa, registro = _de(filas)
    otra, otro_registro = _de(filas, orden)
    uno, _ = repartir_por(mesa, registro, manera)
    dos, _ = repartir_por(otra, otro_registro, manera)
    assert [int(uno.quien[i]) for i in orden] == dos.quien.tolist()
