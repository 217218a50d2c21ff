"""Validar un registro: qué reglas se pasan, en qué orden sale lo que hay y qué no cambia nada."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from registro_de_texto import HOY, registro_de, validar_texto

from clientesctl.calidad.tabla import REGLAS, ReglaDesconocida
from clientesctl.calidad.validar import reglas_activas, validar
from clientesctl.registro.nombres_reglas import NOMBRES
from clientesctl.registro.pais import paises_por_fila
from clientesctl.registro.politicas import Politicas

CABECERA = "ID | NOMBRE | APELLIDO_1 | TELEFONO | EMAIL | ETAPA | FECHA_REVISION | PAIS"
FILAS = [
    "C-1 | ANA | PEREZ | 913334455 | ana@ejemplo.es | COMPRADOR | f:2026-09-01 | ES",
    "C-1 | Luis | SANZ |  |  | COMPRADO | f:2020-01-01 | ES",
    " | EVA | GIL | 612345678 | eva@gmial.com |  |  | MX",
    "C-4 |  |  | 666666666 | mal | INICIAL | 01/02/2020 | ",
    "C-5 | LEO  JOSE | RUIZ | 5551234567 | leo@ejemplo.es | VISITA | f:2026-01-01 | MEXICO",
]


def test_estan_todas_las_reglas_del_contrato() -> None:
    assert list(REGLAS) == list(NOMBRES)
    assert [regla.nombre for regla in REGLAS.values()] == list(NOMBRES)


@pytest.mark.parametrize("nombre", NOMBRES)
def test_cada_regla_se_explica_sola(nombre: str) -> None:
    regla = REGLAS[nombre]
    assert len(regla.explicacion) > 40
    assert regla.explicacion.endswith(".")


def test_una_regla_desconocida_propone_las_que_se_le_parecen() -> None:
    with pytest.raises(ReglaDesconocida, match=r"¿quiso decir «id_vacio»\?") as fallo:
        validar_texto("ID\nC-1", "id_vasio")
    assert fallo.value.codigo == 2


def test_las_politicas_apagan_reglas_y_nombrarlas_las_enciende() -> None:
    politicas = Politicas(reglas_apagadas=frozenset({"id_vacio"}))
    assert "id_vacio" not in {r.nombre for r in reglas_activas(politicas)}
    assert [r.nombre for r in reglas_activas(politicas, ["id_vacio"])] == ["id_vacio"]


def test_las_politicas_mandan_en_la_gravedad_aunque_el_dictamen_traiga_la_suya() -> None:
    politicas = Politicas(gravedades={"id_vacio": "error"})
    informe = validar_texto("NOMBRE\nANA", "id_vacio", politicas=politicas)
    assert [h.gravedad for h in informe] == ["error"]
    assert (informe.errores, informe.avisos) == (1, 0)


def test_sin_regla_quita_de_las_pedidas() -> None:
    elegidas = reglas_activas(Politicas(), ["id_vacio", "id_repetido"], ["id_vacio"])
    assert [r.nombre for r in elegidas] == ["id_repetido"]


def test_la_gravedad_deja_solo_lo_suyo() -> None:
    registro = registro_de("\n".join([CABECERA, *FILAS]))
    todo = validar(registro, Politicas(), HOY)
    errores = validar(registro, Politicas(), HOY, gravedad="error")
    avisos = validar(registro, Politicas(), HOY, gravedad="aviso")
    assert len(errores) == todo.errores > 0
    assert len(avisos) == todo.avisos > 0
    assert {h.gravedad for h in errores} == {"error"}
    assert {h.gravedad for h in avisos} == {"aviso"}


def test_sale_en_el_orden_del_libro() -> None:
    texto = "VENTAS\nID_CLIENTE\nC-9\nC-8\nCLIENTES\nID | ETAPA\nC-1 |\n | \nC-2 |"
    informe = validar_texto(texto, "id_vacio", "etapa_vacia", "referencia_rota")
    assert [f"{h.hoja}!{h.celda}" for h in informe] == [
        "CLIENTES!B2",
        "CLIENTES!A3",
        "CLIENTES!B3",
        "CLIENTES!B4",
        "VENTAS!A2",
        "VENTAS!A3",
    ]


def test_contar_dice_lo_mismo_que_recorrer() -> None:
    informe = validar_texto("\n".join([CABECERA, *FILAS]))
    hallazgos = list(informe)
    assert len(informe) == len(hallazgos)
    assert informe.errores == sum(h.gravedad == "error" for h in hallazgos)
    assert informe.por_regla() == dict(Counter(h.regla for h in hallazgos))


def test_una_ficha_absorbida_no_se_mira() -> None:
    texto = "ID | NOMBRE | TELEFONO | FUSIONADO_EN\nC-1 | ANA | 913334455 |\nC-2 |  |  | C-1"
    informe = validar_texto(texto, "dato_obligatorio_vacio")
    assert len(informe) == 0


def test_un_registro_sin_fichas_no_tiene_defectos() -> None:
    assert len(validar_texto("ID | NOMBRE")) == 0


def test_el_pais_de_la_fila_manda_sobre_el_del_registro() -> None:
    registro = registro_de("NOMBRE | PAIS\nANA | México\nEVA | \nLEO | Narnia")
    paises = paises_por_fila(registro.clientes, "ES")
    assert paises.por_fila().tolist() == ["MX", "ES", "ES"]


@settings(max_examples=25, deadline=None)
@given(st.permutations(FILAS))
def test_ordenar_la_hoja_no_cambia_lo_que_se_encuentra(filas: list[str]) -> None:
    assert _sin_sitio(filas) == _sin_sitio(FILAS)


def _sin_sitio(filas: list[str]) -> Counter[tuple[str, ...]]:
    """Los hallazgos por ficha y valor, sin la fila ni lo que la nombra."""
    informe = validar_texto("\n".join([CABECERA, *filas]))
    nombres = dict(enumerate(filas, start=2))
    de_fila = {"id_repetido", "id_vacio"}  # cuál de las dos, y con qué clave, lo dice la fila
    return Counter(
        (
            nombres.get(h.fila or 0, ""),
            h.campo,
            h.regla,
            h.gravedad,
            h.valor,
            "" if h.regla in de_fila else f"{h.propuesta} {h.mensaje}",
        )
        for h in informe
    )
