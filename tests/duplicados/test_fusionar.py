"""De varias fichas, una: cuál queda, qué queda de cada dato y qué pasa con lo que las nombra."""

from __future__ import annotations

import pytest
from fusion_de_texto import celdas, escrito, fundir, la_unica, regla


def test_queda_la_que_mas_ventas_tiene_y_la_otra_apunta_a_ella() -> None:
    fusion = fundir("""
ID | NOMBRE | APELLIDO_1 | FUSIONADO_EN
C-1 | ANA | GIL |
C-2 | ANA | GIL |
VENTAS
ID | ID_CLIENTE | IMPORTE
V-1 | C-2 | n:10
V-2 | C-2 | n:20
V-3 | C-1 | n:30
""")
    fundida = la_unica(fusion)
    assert fundida.propuesta.motivo == "C-2 absorbe a C-1"
    assert fundida.motivo == "es la que más filas de otras hojas nombran"
    assert celdas(fusion, "CLIENTES") == [(2, "fusionado_en", "", "C-2")]
    assert celdas(fusion, "VENTAS") == [(4, "id_cliente", "C-1", "C-2")]
    assert fundida.referencias == {"VENTAS": 1}


@pytest.mark.parametrize(
    ("fichas", "queda"),
    [
        (" | ANA | 913334455 |\nC-2 | ANA | |", "C-2"),
        ("C-1 | ANA | |\nC-2 | ANA | 913334455 |", "C-2"),
        ("C-1 | ANA | | f:2026-01-02\nC-2 | ANA | | f:2020-01-02", "C-2"),
        ("C-1 | ANA | | f:2026-01-02\nC-2 | ANA | | f:2026-01-02", "C-1"),
    ],
    ids=["la que tiene ID", "la más completa", "la más antigua", "la primera"],
)
def test_cual_queda_se_decide_por_una_regla_dicha(fichas: str, queda: str) -> None:
    assert la_unica(fundir(f"ID | NOMBRE | TELEFONO | FECHA_ALTA\n{fichas}")).clave == queda


def test_se_puede_pedir_que_quede_otra() -> None:
    fusion = fundir("ID | NOMBRE\nC-1 | ANA\nC-2 | ANA", conservar=[1])
    assert la_unica(fusion).clave == "C-2"
    assert la_unica(fusion).motivo == "es la que usted eligió"


def test_a_la_que_queda_sin_id_se_le_da_uno_libre() -> None:
    fusion = fundir("ID | NOMBRE\nC-7 | LUIS\n | ANA\n | ANA", (1, 2))
    assert celdas(fusion, "CLIENTES") == [
        (3, "id", "", "C-8"),
        (4, "fusionado_en", "", "C-8"),
    ]


def test_sin_columna_id_ni_fusionado_en_se_anaden() -> None:
    fusion = fundir("NOMBRE | APELLIDO_1\nANA | GIL\nANA | GIL")
    assert fusion.plan.anclas["CLIENTES"].nuevas == ("id", "fusionado_en")
    assert celdas(fusion, "CLIENTES") == [
        (2, "id", "", "C-00001"),
        (3, "fusionado_en", "", "C-00001"),
    ]


def test_si_el_mismo_id_lo_llevan_las_dos_se_lo_queda_la_que_queda() -> None:
    """A ese ID apuntan sus facturas: la gemela toma otro y ninguna venta cambia."""
    fusion = fundir("""
ID | NOMBRE
C-5 | ANA
C-5 | ANA
VENTAS
ID | ID_CLIENTE
V-1 | C-5
""")
    assert celdas(fusion, "CLIENTES") == [(3, "id", "C-5", "C-6"), (3, "fusionado_en", "", "C-5")]
    assert celdas(fusion, "VENTAS") == []


def test_un_id_que_lleva_tambien_otra_ficha_impide_fundir() -> None:
    fusion = fundir("ID | NOMBRE\nC-1 | ANA\nC-2 | ANA\nC-2 | LUIS", (0, 1))
    assert not fusion.plan
    [negada] = fusion.negadas
    assert negada.frase == "el ID C-2 lo lleva también una ficha que no es de este grupo"
    assert negada.remedio == "validar --regla id_repetido"


def test_los_id_que_son_numeros_siguen_siendolo() -> None:
    fusion = fundir(
        "ID | NOMBRE\nn:7 | ANA\nn:9 | ANA\nVENTAS\nID | ID_CLIENTE\nV-1 | n:9\nV-2 | n:7"
    )
    tipos = {c.despues.tipo.name for c in fusion.plan.cambios}
    assert tipos == {"NUMERO"}


def test_tres_fichas_pasan_a_una_y_no_quedan_cadenas() -> None:
    fusion = fundir(
        """
ID | NOMBRE | FUSIONADO_EN
C-1 | ANA |
C-2 | ANA |
C-3 | ANA |
C-4 | ANA | C-2
""",
        (0, 1, 2),
    )
    assert la_unica(fusion).propuesta.motivo == "C-1 absorbe a C-2 y C-3"
    assert celdas(fusion, "CLIENTES") == [
        (3, "fusionado_en", "", "C-1"),
        (4, "fusionado_en", "", "C-1"),
        (5, "fusionado_en", "C-2", "C-1"),
    ]


def test_todas_las_hojas_que_nombran_a_la_absorbida_pasan_a_la_que_queda() -> None:
    hojas = (
        "VENTAS", "CONTACTOS", "PROPUESTAS", "CITAS", "INTERLOCUTORES", "DEMANDA", "SOLICITUDES",
    )  # fmt: skip
    texto = "ID | NOMBRE\nC-1 | ANA\nC-2 | ANA\n"
    texto += "\n".join(f"{hoja}\nID_CLIENTE | NOTAS\nC-1 | a\nc-02 | \nC-2 | b" for hoja in hojas)
    fusion = fundir(texto, conservar=[0])
    for hoja in hojas:
        assert celdas(fusion, hoja) == [(4, "id_cliente", "C-2", "C-1")], hoja


def test_la_hoja_que_nombra_a_los_clientes_por_su_nombre_no_se_toca() -> None:
    fusion = fundir(
        """
ID | NOMBRE | APELLIDO_1 | TELEFONO
C-1 | PEPE | GIL |
C-2 | JOSÉ | GIL | 913334455
VENTAS
ID_CLIENTE | IMPORTE
PEPE GIL | n:10
""",
        conservar=[0],
    )
    assert celdas(fusion, "VENTAS") == []
    assert escrito(fusion) == {"telefono": "913334455"}
    assert regla(fusion, "nombre") == "lo de la ficha que queda: por ahí la encuentra otra hoja"


def test_dos_declaradas_distintas_de_otra_siguen_siendolo() -> None:
    fusion = fundir(
        """
ID | NOMBRE
C-1 | ANA
C-2 | ANA
C-3 | EVA
DISTINTOS
ID_A | ID_B
C-2 | C-3
C-1 | C-2
""",
        (0, 1),
    )
    assert celdas(fusion, "DISTINTOS") == [(2, "id_a", "C-2", "C-1")]


def test_no_se_escribe_en_una_columna_que_no_se_entiende_con_certeza() -> None:
    texto = """
ID | NOMBRE | TELEFONO
C-1 | ANA |
C-2 | ANA | 913334455
VENTAS
ID | ID_CLIENTE
V-1 | C-2
"""
    fusion = fundir(texto, conservar=[0], dudosas=("CLIENTES.telefono", "VENTAS.id_cliente"))
    assert escrito(fusion) == {}
    assert celdas(fusion, "VENTAS") == []
    assert {(e.causa, e.campo): n for e, n in fusion.estorbos.items()} == {
        ("columna", "telefono"): 1,
        ("columna", "id_cliente"): 1,
    }


def test_una_celda_con_formula_no_se_escribe() -> None:
    fusion = fundir("ID | NOMBRE | ZONA\nC-1 | ANA | =:\nC-2 | ANA | SUR", conservar=[0])
    assert escrito(fusion) == {}
    assert [e.causa for e in fusion.estorbos] == ["formula"]


def test_una_ficha_ya_absorbida_no_se_funde_otra_vez() -> None:
    fusion = fundir("ID | NOMBRE | FUSIONADO_EN\nC-1 | ANA |\nC-2 | ANA | C-9")
    assert fusion.negadas[0].frase == "la fila 3 ya está fundida en otra (FUSIONADO_EN)"


def test_dos_documentos_validos_distintos_no_se_funden_salvo_que_se_diga_cual_vale() -> None:
    texto = "ID | NOMBRE | ID_FISCAL\nC-1 | ANA | 53380700T\nC-2 | ANA | 45678901G"
    [negada] = fundir(texto).negadas
    assert negada.frase == (
        "llevan números fiscales distintos y los dos valen: 53380700T (fila 2) y 45678901G (fila 3)"
    )
    fusion = fundir(texto, elegidos=[("id_fiscal", 1)])
    assert escrito(fusion)["id_fiscal"] == "45678901G"
    assert regla(fusion, "id_fiscal") == "lo que usted eligió"


def test_un_documento_valido_y_otro_con_una_errata_si_se_funden() -> None:
    fusion = fundir("ID | NOMBRE | ID_FISCAL\nC-1 | ANA | 53380700A\nC-2 | ANA | 53380700T")
    assert escrito(fusion)["id_fiscal"] == "53380700T"
    assert regla(fusion, "id_fiscal") == "el número que cumple su control"
