"""Cómo salen los datos."""

import io
import json

import pytest
from rich.console import Console
from rich.text import Text

from clientesctl.consola import salida


def test_el_tsv_no_lleva_saltos_ni_tabuladores_dentro_de_un_valor(capsys):
    salida.escribir_tsv(("a", "b"), [("uno\tdos", "tres\ncuatro"), (None, 5)])
    assert capsys.readouterr().out == "a\tb\nuno dos\ttres cuatro\n\t5\n"


@pytest.mark.parametrize("peligroso", ["=1+1", "+34", "-2", "@SUM", "\tx", "\rx"])
def test_el_csv_no_deja_que_un_valor_se_vuelva_formula(peligroso, capsys):
    salida.escribir_csv(("a",), [(peligroso,)])
    celda = capsys.readouterr().out.split("\n", 1)[1].lstrip('"')
    assert celda.startswith("'")


def test_el_json_va_en_una_linea_y_sin_escapes(capsys):
    salida.escribir_json({"ciudad": "LEÓN", "n": [1, None]})
    texto = capsys.readouterr().out
    assert texto == '{"ciudad":"LEÓN","n":[1,null]}\n'
    assert json.loads(texto)["n"] == [1, None]


def test_la_tabla_no_toma_por_estilo_lo_que_va_entre_corchetes(capsys):
    salida.escribir_tabla(("NOMBRE",), [("[red]ANA[/red]",)], color=False)
    assert "[red]ANA[/red]" in capsys.readouterr().out


def test_una_linea_larga_se_parte_entre_palabras_y_fuera_de_una_terminal_va_entera():
    linea = "texto_en_minusculas  CLIENTES · DIRECCION, PROVINCIA, CIUDAD  155"
    for es_terminal, escrito in (
        (True, [linea[: linea.index("PROVINCIA")].rstrip(), "    PROVINCIA, CIUDAD  155"]),
        (False, [linea]),
    ):
        destino = io.StringIO()
        terminal = Console(file=destino, force_terminal=es_terminal, no_color=True, width=50)
        salida.escribir_sin_partir(terminal, Text(linea))
        assert destino.getvalue().splitlines() == escrito


def test_lo_que_se_pregunta_se_parte_entre_palabras():
    destino = io.StringIO()
    linea = Text("(1/7) texto_en_minusculas  CLIENTES, C-002  pedro martinez")
    terminal = Console(file=destino, force_terminal=True, no_color=True, width=50)
    salida.escribir_sin_partir(terminal, linea)
    assert destino.getvalue().splitlines() == [
        "(1/7) texto_en_minusculas  CLIENTES, C-002",
        "    pedro martinez",
    ]
