"""Lo que una fórmula nombra, lo que queda al copiarla, y las fórmulas de una hoja."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.libro.formulas import Nombrado, analizar, trasladar
from clientesctl.libro.formulas_de_hoja import leer_formulas
from clientesctl.libro.rangos import ULTIMA_COLUMNA, ULTIMA_FILA


def rangos(formula: str) -> list[str]:
    """Los rangos que nombra, con su hoja."""
    return [
        f"{r.hojas}!{r.fila},{r.columna}:{r.fila_fin},{r.columna_fin}"
        for r in analizar(formula).refs
    ]


@pytest.mark.parametrize(
    ("formula", "esperados"),
    [
        ("A1+$B$2", ["!1,1:1,1", "!2,2:2,2"]),
        ("SUM(b2:A1)", ["!1,1:2,2"]),
        ("'L''Hospitalet 1'!C3", ["L'Hospitalet 1!3,3:3,3"]),
        ("Año!A1", ["Año!1,1:1,1"]),
        ("SUM(Enero:Marzo!A1)", ["Enero:Marzo!1,1:1,1"]),
        ("SUM(B:B)", [f"!1,2:{ULTIMA_FILA},2"]),
        ("SUM($3:4)", [f"!3,1:4,{ULTIMA_COLUMNA}"]),
        ("_xlfn.MAXIFS(VENTAS!$B:$B,VENTAS!C:C,A2)",
         [f"VENTAS!1,2:{ULTIMA_FILA},2", f"VENTAS!1,3:{ULTIMA_FILA},3", "!2,1:2,1"]),
        ('IF(A1="B2 y ""C3""",1E5,2.5E3)', ["!1,1:1,1"]),
        ("LOG10(A1)+ATAN2(1,2)", ["!1,1:1,1"]),
        ("{1,2;3,4}+#REF!+Hoja1!#REF!", []),
        ("_xlfn.ANCHORARRAY(A1)", ["!1,1:1,1"]),
    ],
)  # fmt: skip
def test_nombra_los_rangos_y_nada_mas(formula: str, esperados: list[str]) -> None:
    assert rangos(formula) == esperados
    assert not analizar(formula).dinamica


@pytest.mark.parametrize(
    "formula",
    ["[1]Hoja!A1", "'[1]Mi hoja'!A1", "'C:\\datos\\[otro.xlsx]Hoja'!A1", "[2]!TARIFA"],
)
def test_lo_de_otro_libro_no_cuenta(formula: str) -> None:
    assert analizar(formula) == ((), (), False)


@pytest.mark.parametrize(
    "formula",
    [
        'INDIRECT("A"&1)',
        "SUM(OFFSET(A1,1,0))",
        "SUM(A1:INDEX(B:B,3))",
        "Hoja1!A1:Hoja1!B5",
        "A1 : B2",
    ],
)
def test_lo_que_no_se_sabe_hasta_calcularlo_depende_de_todo(formula: str) -> None:
    assert analizar(formula).dinamica


@pytest.mark.parametrize("formula", ["TODAY()-A1", "NOW()", "RAND()*A1"])
def test_lo_que_cambia_solo_no_depende_de_todo(formula: str) -> None:
    assert not analizar(formula).dinamica


def test_distingue_los_nombres_las_tablas_y_las_variables_de_la_formula() -> None:
    formula = "_xlfn.LET(_xlpm.x,IVA,_xlpm.x*Ventas[[#This Row],[Importe ']]])+[@Total]"
    assert analizar(formula).nombrados[1:] == (
        Nombrado("", "IVA"),
        Nombrado("", "Ventas", "[[#This Row],[Importe ']]]"),
        Nombrado("", "", "[@Total]"),
    )


def test_al_copiar_hacia_abajo_se_mueve_lo_que_no_esta_fijado() -> None:
    assert trasladar("A2*$B2+C$1-$D$1", 3, 0) == "A5*$B5+C$1-$D$1"
    assert trasladar("SUM(A2:A$9,Año!B2:C3,2:2,B:B)", 1, 0) == "SUM(A3:A$9,Año!B3:C4,3:3,B:B)"


def test_al_copiar_no_se_tocan_textos_nombres_hojas_ni_tablas() -> None:
    igual = "\"A1\"&'Hoja A1'!$B$1&CUOTA21&LOG10(2)&T1[[#This Row],[A1]]&1E5"
    assert trasladar(igual, 1, 1) == igual


def test_al_copiar_lo_que_se_sale_de_la_hoja_es_una_referencia_rota() -> None:
    assert trasladar(f"A{ULTIMA_FILA}+B1", 1, 0) == "#REF!+B2"
    assert trasladar("Hoja1!A1:B2", -1, 0) == "Hoja1!#REF!"


celdas = st.builds(
    lambda c, columna, f, fila: f"{c}{columna}{f}{fila}",
    st.sampled_from(["", "$"]),
    st.sampled_from(["A", "Z", "AA", "BC"]),
    st.sampled_from(["", "$"]),
    st.integers(10, 99),
)
trozos = st.one_of(
    celdas,
    st.tuples(celdas, celdas).map(":".join),
    celdas.map(lambda c: f"'Mi hoja 2'!{c}"),
    st.sampled_from(['"A10"', "CUOTA21", "1E5", "SUM(2)", "T1[[#This Row],[B7]]"]),
)


@given(
    st.lists(trozos, min_size=1, max_size=4).map("+".join), st.integers(-9, 9), st.integers(0, 9)
)
def test_copiar_y_volver_deja_la_misma_formula(formula: str, filas: int, columnas: int) -> None:
    assert trasladar(trasladar(formula, filas, columnas), -filas, -columnas) == formula


@given(
    st.lists(trozos, min_size=1, max_size=4).map("+".join), st.integers(-9, 9), st.integers(0, 9)
)
def test_lo_que_nombra_la_copia_es_lo_del_original_movido(
    formula: str, filas: int, columnas: int
) -> None:
    movidas = []
    for _, f, c, f2, c2, (m, n, m2, n2) in analizar(formula).refs:
        suyas = sorted((f + filas * m, f2 + filas * m2))
        movidas.append((suyas, sorted((c + columnas * n, c2 + columnas * n2))))
    copia = analizar(trasladar(formula, filas, columnas)).refs
    assert [([r.fila, r.fila_fin], [r.columna, r.columna_fin]) for r in copia] == movidas


def hoja(celdas: str, prefijo: str = "") -> bytes:
    p = prefijo
    return f"<{p}worksheet><{p}sheetData>{celdas}</{p}sheetData></{p}worksheet>".encode()


def test_una_formula_copiada_hacia_abajo_es_un_solo_grupo() -> None:
    celdas = "".join(f'<c r="B{n}" s="1"><f>A{n}*IVA+C$1</f><v>1</v></c>' for n in range(2, 9))
    (grupo,) = leer_formulas(hoja(celdas), b"").grupos
    assert (grupo.texto, grupo.filas) == ("A2*IVA+C$1", list(range(2, 9)))


@pytest.mark.parametrize(
    "formula", ["A1*CUOTA{n}", '"A{n}"&B$1', "Hoja{n}!A1", "LOG10(A1)+5:{n}", "T1[A{n}]", "{n}:{n}"]
)
def test_lo_que_solo_se_parece_no_se_junta(formula: str) -> None:
    una, otra = (formula.replace("{n}", str(n)) for n in (2, 3))
    celdas = f'<c r="D2"><f>{una}</f></c><c r="D3"><f>{otra}</f></c>'
    juntas = leer_formulas(hoja(celdas), b"").grupos
    if len(juntas) == 1:
        # Solo si la copia de la primera nombra lo mismo que la segunda.
        assert analizar(trasladar(una, 1, 0)) == analizar(otra)


def test_una_compartida_lleva_sus_copias() -> None:
    celdas = (
        '<c r="B2"><f t="shared" ref="B2:B4" si="0">A2&amp;"x"</f><v>1</v></c>'
        '<c r="B3"><f t="shared" si="0"/><v>1</v></c><c r="B4"><f t="shared" si="0"></f></c>'
    )
    (grupo,) = leer_formulas(hoja(celdas), b"").grupos
    assert grupo == ('A2&"x"', [2, 3, 4], [2, 2, 2], True)


def test_las_matrices_y_las_tablas_de_datos_son_rangos() -> None:
    celdas = (
        '<c r="B2"><f t="array" ref="B2:B9">A2:A9*2</f></c>'
        '<c r="D2"><f t="dataTable" ref="D2:E3" dt2D="1" r1="A1" r2="A2"/></c>'
    )
    matrices = leer_formulas(hoja(celdas), b"").matrices
    assert [(m.texto, str(m.rango)) for m in matrices] == [("A2:A9*2", "B2:B9"), ("", "D2:E3")]


@pytest.mark.parametrize(
    ("celdas", "prefijo"),
    [
        ('<x:c r="B2"><x:f>A2</x:f></x:c>', "x:"),
        ("<row r='2'><c r='A2'/><c><f>A2</f></c></row>", ""),
        ('<c r="B2"><!-- vieja --><f>A2</f></c>', ""),
        ('<c r="B2"><f><![CDATA[A2]]></f></c>', ""),
        ('<c s="1" a="x>y" r="B2"><f\n>A2</f></c>', ""),
    ],
)
def test_las_encuentra_aunque_el_xml_no_sea_el_corriente(celdas: str, prefijo: str) -> None:
    (grupo,) = leer_formulas(hoja(celdas, prefijo), prefijo.encode()).grupos
    assert (grupo.texto, grupo.filas, grupo.columnas) == ("A2", [2], [2])
