"""Qué fórmulas pierden su resultado guardado cuando cambian unas celdas, y cuáles no."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.libro.dependientes import dependientes
from clientesctl.libro.formulas import analizar
from clientesctl.libro.formulas_de_hoja import FormulasDeHoja
from clientesctl.libro.rangos import Rango, leer_rango
from clientesctl.libro.vocabulario import GLOBAL, TablaDeLibro, Vocabulario

Formulas = dict[str, str]


def hoja(formulas: Formulas) -> FormulasDeHoja:
    """Las fórmulas por dirección; «{A1:A3}» es una matriz."""
    hecha = FormulasDeHoja()
    for direccion, formula in formulas.items():
        rango = leer_rango(direccion.strip("{}"))
        assert rango is not None
        if direccion.startswith("{"):
            hecha.anotar(rango.fila, rango.columna, {"t": "array", "ref": str(rango)}, formula)
        else:
            hecha.anotar_suelta(rango.fila, rango.columna, formula)
    return hecha


VENTAS = TablaDeLibro(1, Rango(1, 1, 4, 3), ("fecha", "id ]", "importe"))
LIBRO = Vocabulario(
    ("CLIENTES", "VENTAS", "Otra hoja"),
    {
        (GLOBAL, "iva"): "VENTAS!$E$1",
        (GLOBAL, "doble"): "IVA*2",
        (2, "iva"): "'Otra hoja'!$B$1",
        (GLOBAL, "vecina"): "CLIENTES!A1",
        (GLOBAL, "movil"): "OFFSET(VENTAS!$A$1,1,1)",
        (GLOBAL, "ciega"): "Ciega",
    },
    {"ventas": VENTAS},
)


def sucias(formulas: Formulas, *cambiadas: str, donde: int = 0, en: int = 0) -> list[str]:
    """Las de la hoja `en` que dependen de esas celdas de la hoja `donde`."""
    hojas = [FormulasDeHoja() for _ in LIBRO.hojas]
    hojas[en] = hoja(formulas)
    rangos = [r for c in cambiadas if (r := leer_rango(c)) is not None]
    halladas = dependientes(hojas, {donde: rangos}, LIBRO)
    return sorted(str(r) for r in halladas.get(en, []))


def test_solo_las_que_miran_a_lo_cambiado_y_las_que_miran_a_esas() -> None:
    formulas = {"B1": "A1*2", "C1": "B1+1", "D1": "C1", "B2": "A2*2", "C2": "B2+1"}
    assert sucias(formulas, "A1") == ["B1", "C1", "D1"]


def test_los_rangos_las_columnas_y_las_filas_enteras_cuentan() -> None:
    formulas = {"H1": "SUM(A1:C40)", "H2": "SUM(B:B)", "H3": "SUM(5:5)", "H4": "SUM(A6:Z99)"}
    assert sucias(formulas, "B5") == ["H1", "H2", "H3"]


def test_la_ultima_compra_de_clientes_depende_de_la_venta_que_se_apunta() -> None:
    formulas = {f"B{n}": f"_xlfn.MAXIFS(VENTAS!B:B,VENTAS!C:C,A{n})" for n in range(2, 9)}
    formulas["D2"] = "A2&C2"
    assert sucias(formulas, "A4:E4", donde=1) == [f"B{n}" for n in range(2, 9)]


def test_la_misma_celda_de_otra_hoja_no_cuenta() -> None:
    formulas = {"B1": "A1", "B2": "VENTAS!A1", "B3": "'Otra hoja'!A1"}
    assert sucias(formulas, "A1", donde=1) == ["B2"]


def test_varias_hojas_de_una_vez_cuentan_todas() -> None:
    assert sucias({"B1": "SUM(CLIENTES:'Otra hoja'!A1)"}, "A1", donde=1) == ["B1"]
    assert sucias({"B1": "SUM('CLIENTES:Otra hoja'!A1)"}, "A1", donde=1) == ["B1"]


def test_un_nombre_vale_lo_que_dice_y_el_de_su_hoja_manda() -> None:
    assert sucias({"A1": "IVA", "A2": "doble", "A3": "B9"}, "E1", donde=1) == ["A1", "A2"]
    assert sucias({"A1": "IVA"}, "E1", donde=1, en=2) == []
    assert sucias({"A1": "IVA"}, "B1", donde=2, en=2) == ["A1"]
    assert sucias({"A1": "'Otra hoja'!IVA"}, "B1", donde=2) == ["A1"]


@pytest.mark.parametrize("formula", ["LOQUESEA", "Vecina", "Movil", "Ciega", "Nada[x]", "Falta!A1"])
def test_lo_que_no_se_puede_seguir_depende_de_todo(formula: str) -> None:
    assert sucias({"B1": formula, "C1": "B1", "D1": "E1"}, "Z99") == ["B1", "C1"]


def test_sin_cambios_no_depende_nada() -> None:
    assert sucias({"B1": 'INDIRECT("A1")'}) == []


def test_una_tabla_se_mira_por_columnas_y_por_filas() -> None:
    formulas = {
        "A1": "SUM(Ventas[Importe])",
        "A2": "SUM(Ventas[[Fecha]:[id ']]])",
        "A3": "Ventas[[#Headers],[Importe]]",
        "A4": "ROWS(Ventas)",
    }
    assert sucias(formulas, "C3", donde=1) == ["A1", "A3", "A4"]
    assert sucias(formulas, "B3", donde=1) == ["A2", "A4"]


def test_una_columna_calculada_solo_depende_de_su_fila() -> None:
    formulas = {f"D{n}": "Ventas[[#This Row],[Importe]]*2" for n in (2, 3, 4)}
    assert sucias(formulas, "C3", donde=1, en=1) == ["D3"]
    assert sucias({"C3": "[@Fecha]"}, "A3", donde=1, en=1) == ["C3"]


def test_de_una_matriz_se_ensucian_todas_sus_celdas() -> None:
    formulas = {"{B1:B3}": "A1:A3*2", "C3": "B3", "C9": "B9"}
    assert sucias(formulas, "A1") == ["B1:B3", "C3"]


def test_una_matriz_larga_ensucia_a_quien_mira_su_final() -> None:
    formulas = {"{B1:B500}": "A1:A500*2", "D1": "B499", "D2": "SUM(B400:C499)", "D3": "B501"}
    assert sucias(formulas, "A7") == ["B1:B500", "D1", "D2"]


def test_una_compartida_se_mueve_tambien_de_lado() -> None:
    compartida = FormulasDeHoja()
    compartida.anotar(5, 1, {"t": "shared", "si": "0", "ref": "A5:C5"}, "SUM(A1:A4)")
    for columna in (2, 3):
        compartida.anotar(5, columna, {"t": "shared", "si": "0"}, "")
    hallados = dependientes([compartida], {0: [Rango(2, 3, 2, 3)]}, Vocabulario(("H",)))
    assert [str(r) for r in hallados[0]] == ["C5"]


def test_una_copia_sin_su_original_depende_de_todo() -> None:
    huerfana = FormulasDeHoja()
    huerfana.anotar(5, 2, {"t": "shared", "si": "7"}, "")
    hallados = dependientes([huerfana], {0: [Rango(9, 9, 9, 9)]}, Vocabulario(("H",)))
    assert [str(r) for r in hallados[0]] == ["B5"]


cuadro = [f"{c}{n}" for c in "ABCD" for n in range(1, 31)]
rango = st.tuples(st.sampled_from(cuadro), st.sampled_from(cuadro)).map(":".join)
formula = st.lists(st.one_of(st.sampled_from(cuadro), rango, st.just("B:B")), max_size=3).map(
    "+".join
)


@given(st.dictionaries(st.sampled_from(cuadro), formula, max_size=14), st.sampled_from(cuadro))
def test_es_lo_mismo_que_seguirlas_una_a_una(formulas: Formulas, cambiada: str) -> None:
    sucio = {leer_rango(cambiada)}
    esperadas: set[str] = set()
    while True:
        nuevas = {
            direccion
            for direccion, texto in formulas.items()
            if direccion not in esperadas
            and any(
                celda is not None and Rango(*ref[1:5]).corta(celda)
                for ref in analizar(texto).refs
                for celda in sucio
            )
        }
        if not nuevas:
            break
        esperadas |= nuevas
        sucio |= {leer_rango(n) for n in nuevas}
    assert sucias(formulas, cambiada) == sorted(esperadas)


def test_trescientas_mil_formulas_se_siguen_en_pocos_segundos() -> None:
    grande = FormulasDeHoja()
    principio = time.perf_counter()
    for fila in range(2, 300_002):
        grande.anotar_suelta(fila, 5, f'IF(C{fila}="",0,E{fila - 1}+C{fila}*$H$1)')
    hallados = dependientes([grande], {0: [Rango(3, 3, 3, 3)]}, Vocabulario(("H",)))
    assert len(hallados[0]) == 299_999
    assert time.perf_counter() - principio < 20
