"""Lo que la última comprobación deja pasar y lo que no."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.libro.escritura import Escrito
from clientesctl.libro.fidelidad import EscrituraInfiel, comprobar_fiel
from clientesctl.registro.columna import Columna, Tipo
from clientesctl.registro.ediciones import Celda, EdicionHoja
from clientesctl.registro.hoja import HojaCruda, LibroCrudo
from clientesctl.registro.plan import VACIO, Dato

ANTES = """
ID | NOMBRE | CIUDAD | TOTAL
C1 | ANA    | LUGO   | =5
C2 | EVA    | VIGO   | =7
"""


def hoja(tabla: str, nombre: str = "CLIENTES", primera: int = 1) -> HojaCruda:
    """La hoja de una tabla de texto: «=5» es una fórmula que vale 5, y «=» una sin calcular."""
    filas = [[c.strip() for c in f.split("|")] for f in tabla.strip().splitlines()]
    columnas = []
    for celdas in zip(*filas, strict=True):
        columna = Columna.de_textos([c.removeprefix("=") for c in celdas])
        formulas = np.asarray([n for n, c in enumerate(celdas) if c.startswith("=")], np.int64)
        sin_calcular = np.asarray([n for n, c in enumerate(celdas) if c == "="], np.int64)
        columnas.append(replace(columna, formulas=formulas, sin_calcular=sin_calcular))
    numeros = np.arange(primera, primera + len(filas), dtype=np.int64)
    return HojaCruda(nombre, tuple(columnas), numeros)


def libro(*hojas: HojaCruda) -> LibroCrudo:
    return LibroCrudo(Path("clientes.xlsx"), "xlsx", "", hojas)


def comprobar(
    despues: str,
    edicion: EdicionHoja | None = None,
    *,
    altas: tuple[int, ...] = (),
    vaciadas: frozenset[tuple[int, int]] = frozenset(),
    antes: str = ANTES,
) -> None:
    escrito = Escrito(b"", {"CLIENTES": altas}, {"CLIENTES": vaciadas})
    ediciones = () if edicion is None else (edicion,)
    comprobar_fiel(libro(hoja(antes)), libro(hoja(despues)), ediciones, escrito)


def texto(celda: str) -> Dato:
    return Dato.de_texto(celda)


A_VIGO = EdicionHoja(
    "CLIENTES", celdas=(Celda(2, 3, texto("LUGO"), texto("VIGO")),), columnas=(1, 4)
)


def test_lo_que_no_cambia_es_fiel() -> None:
    comprobar(ANTES)


def test_una_celda_que_dice_lo_que_se_queria_es_fiel() -> None:
    comprobar(ANTES.replace("LUGO", "VIGO"), A_VIGO)


def test_una_celda_que_nadie_queria_cambiar_no_lo_es() -> None:
    with pytest.raises(EscrituraInfiel) as fallo:
        comprobar(ANTES.replace("LUGO", "VIGO").replace("EVA", "EVO"), A_VIGO)
    assert "en la hoja «CLIENTES», celda B3, no estaba lo que debía" in str(fallo.value)
    assert "No se ha tocado el libro" in str(fallo.value)
    assert "EV" not in str(fallo.value)
    assert fallo.value.codigo == 4


@pytest.mark.parametrize("quedo", ["LUGO", "VIGO ", "", "ANA"])
def test_una_celda_que_no_dice_lo_que_se_queria_no_lo_es(quedo: str) -> None:
    tabla = hoja(ANTES.replace("LUGO", "@"))
    columna = tabla.columnas[2]
    textos = columna.textos.copy()
    textos[textos == "@"] = quedo
    rota = replace(
        tabla, columnas=(*tabla.columnas[:2], replace(columna, textos=textos), tabla.columnas[3])
    )
    with pytest.raises(EscrituraInfiel, match="C2"):
        comprobar_fiel(libro(hoja(ANTES)), libro(rota), (A_VIGO,), Escrito(b"", {}, {}))


def test_el_mismo_texto_con_otro_tipo_no_es_lo_mismo() -> None:
    antes = hoja("ID | CP\nC1 | 08001")
    columna = antes.columnas[1]
    numero = replace(columna, tipos=np.where(columna.textos == "08001", Tipo.NUMERO, columna.tipos))
    despues = replace(antes, columnas=(antes.columnas[0], numero))
    with pytest.raises(EscrituraInfiel, match="B2"):
        comprobar_fiel(libro(antes), libro(despues), (), Escrito(b"", {}, {}))


def test_una_ficha_nueva_trae_las_formulas_de_su_columna() -> None:
    alta = EdicionHoja(
        "CLIENTES", altas=({1: texto("C3"), 2: texto("LUZ")},), ultima=3, columnas=(1, 4)
    )
    comprobar(ANTES + "C3 | LUZ | | =\n", alta, altas=(4,))
    for mal in ("C3 | LUZ | LUGO | =\n", "C3 | | | =\n", "C3 | LUZ | | =9\n"):
        with pytest.raises(EscrituraInfiel):
            comprobar(ANTES + mal, alta, altas=(4,))


def test_una_ficha_retirada_ya_no_esta_ni_sus_formulas() -> None:
    celdas = tuple(Celda(3, n, texto(t), VACIO) for n, t in ((1, "C2"), (2, "EVA"), (3, "VIGO")))
    retirada = EdicionHoja("CLIENTES", celdas=celdas, retiradas=(3,), ultima=3, columnas=(1, 4))
    comprobar("\n".join(ANTES.strip().splitlines()[:2]), retirada)
    with pytest.raises(EscrituraInfiel, match="D3"):
        comprobar(ANTES.replace("C2 | EVA    | VIGO", " | | "), retirada)


def test_una_formula_vaciada_sigue_ahi_sin_resultado() -> None:
    sin = ANTES.replace("=7", "=")
    comprobar(sin, vaciadas=frozenset({(3, 4)}))
    with pytest.raises(EscrituraInfiel, match="D3"):
        comprobar(sin)
    with pytest.raises(EscrituraInfiel, match="D3"):
        comprobar(ANTES, vaciadas=frozenset({(3, 4)}))
    with pytest.raises(EscrituraInfiel, match="D3"):
        comprobar(ANTES.replace("=7", "7"), vaciadas=frozenset({(3, 4)}))


def test_una_columna_que_se_pone_trae_su_titulo() -> None:
    nueva = EdicionHoja("CLIENTES", cabeceras={5: "ZONA"}, columnas=(1, 4))
    filas = ANTES.strip().splitlines()
    comprobar("\n".join([filas[0] + " | ZONA", *(f + " | " for f in filas[1:])]), nueva)
    with pytest.raises(EscrituraInfiel, match="E1"):
        comprobar("\n".join([filas[0] + " | ZONAS", *(f + " | " for f in filas[1:])]), nueva)


def test_una_hoja_que_se_crea_lleva_lo_suyo_y_nada_mas() -> None:
    crear = EdicionHoja(
        "VENTAS", cabeceras={1: "ID"}, altas=({1: texto("V1")},), ultima=1, crear=True
    )
    escrito = Escrito(b"", {"VENTAS": (2,)}, {})
    antes = libro(hoja(ANTES))
    comprobar_fiel(antes, libro(hoja(ANTES), hoja("ID\nV1", "VENTAS")), (crear,), escrito)
    for ajena in (hoja("ID\nV1\nV2", "VENTAS"), hoja("ID\nV1", "OTRA")):
        with pytest.raises(EscrituraInfiel):
            comprobar_fiel(antes, libro(hoja(ANTES), ajena), (crear,), escrito)


def test_las_filas_que_se_mueven_se_notan() -> None:
    antes, despues = libro(hoja(ANTES)), libro(hoja(ANTES, primera=2))
    with pytest.raises(EscrituraInfiel):
        comprobar_fiel(antes, despues, (), Escrito(b"", {}, {}))


def test_las_celdas_combinadas_y_ocultar_la_hoja_se_notan() -> None:
    antes = hoja(ANTES)
    for despues in (replace(antes, combinadas=((1, 1, 1, 2),)), replace(antes, visible=False)):
        with pytest.raises(EscrituraInfiel):
            comprobar_fiel(libro(antes), libro(despues), (), Escrito(b"", {}, {}))


celda = st.sampled_from(["", "A", "B", "C"])
cuadro = st.lists(st.lists(celda, min_size=3, max_size=3), min_size=1, max_size=5)


@given(cuadro, st.data())
def test_cualquier_celda_distinta_se_nota_y_se_nombra(
    filas: list[list[str]], datos: st.DataObject
) -> None:
    fila, columna = datos.draw(st.integers(0, len(filas) - 1)), datos.draw(st.integers(0, 2))
    otra = datos.draw(celda.filter(lambda c: c != filas[fila][columna]))
    cambiadas = [list(f) for f in filas]
    cambiadas[fila][columna] = otra
    antes, despues = (
        libro(hoja("\n".join(map("|".join, f)))) for f in (_llenas(filas), _llenas(cambiadas))
    )
    with pytest.raises(EscrituraInfiel) as fallo:
        comprobar_fiel(antes, despues, (), Escrito(b"", {}, {}))
    assert fallo.value.celda == f"{'BCD'[columna]}{fila + 1}"


def _llenas(filas: list[list[str]]) -> list[list[str]]:
    """Con una columna delante, para que ninguna fila quede en blanco."""
    return [[f"F{n}", *fila] for n, fila in enumerate(filas)]
