"""Lo que vale para cualquier cambio: se lee lo que se escribió, y lo demás no se ha movido."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientesctl.libro.escritura import escribir_ediciones
from clientesctl.libro.lectura import leer_contenido
from clientesctl.libro.zip_crudo import leer_indice
from clientesctl.registro.columna import Tipo
from clientesctl.registro.ediciones import Celda, EdicionHoja
from clientesctl.registro.plan import VACIO, Dato

RUTA = Path("libro.xlsx")
FILAS, COLUMNAS = 6, 5

Hoja = dict[tuple[int, int], Dato]

textos = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\ufffe\uffff"), min_size=1,
    max_size=8,
).map(Dato.de_texto)  # fmt: skip
enteros = st.integers(-(10**14), 10**14).map(Dato.de_numero)
decimales = st.floats(-1e9, 1e9, width=32).map(Dato.de_numero)
dias = st.dates(min_value=dt.date(1904, 1, 2)).map(Dato.de_fecha)
logicos = st.sampled_from(["VERDADERO", "FALSO"]).map(lambda t: Dato(Tipo.LOGICO, t))
datos = st.one_of(st.just(VACIO), textos, enteros, decimales, dias, logicos)
celdas = st.dictionaries(
    st.tuples(st.integers(1, FILAS), st.integers(1, COLUMNAS)), datos, max_size=12
)
fichas = st.lists(
    st.dictionaries(st.integers(1, COLUMNAS), datos.filter(lambda d: d != VACIO), min_size=1),
    max_size=3,
)


def _hacer_libros() -> dict[str, bytes]:
    """El mismo libro, con textos, números, fechas y huecos, hecho por dos bibliotecas."""
    import openpyxl
    import xlsxwriter

    de_xlsxwriter, de_openpyxl = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(de_xlsxwriter) as libro:
        hoja = libro.add_worksheet("H")
        fecha = libro.add_format({"num_format": "dd/mm/yyyy", "bold": True})
        hoja.write_row(0, 0, ["ID", "NOMBRE", "ALTA"])
        hoja.write_rich_string(1, 1, "Ana ", libro.add_format({"italic": True}), "García")
        hoja.write(1, 2, 45000, fecha)
        hoja.write(3, 0, True)
        hoja.write(4, 4, 0.25)
        libro.add_worksheet("OTRA").write(0, 0, "no me toques")
    libro_2 = openpyxl.Workbook()
    libro_2.active.title = "H"
    libro_2.active.append(["ID", "NOMBRE", "ALTA"])
    libro_2.active["B2"], libro_2.active["E5"] = "Ana García", 0.25
    libro_2.create_sheet("OTRA")["A1"] = "no me toques"
    libro_2.save(de_openpyxl)
    a_mano = (
        "<x:worksheet><x:sheetData><x:row><x:c t='inlineStr'><x:is><x:t>ID</x:t></x:is></x:c>"
        "<x:c><x:v>2</x:v></x:c></x:row><x:row r='4'><x:c r='C4'><x:v>7</x:v></x:c><x:c/></x:row>"
        "<x:row/></x:sheetData></x:worksheet>"
    )
    return {
        "xlsxwriter": de_xlsxwriter.getvalue(),
        "openpyxl": de_openpyxl.getvalue(),
        "a mano": _con_hoja(de_openpyxl.getvalue(), a_mano),
    }


def _con_hoja(contenido: bytes, xml: str) -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(contenido)) as viejo, zipfile.ZipFile(salida, "w") as nuevo:
        for nombre in viejo.namelist():
            suya = nombre.endswith("sheet1.xml")
            nuevo.writestr(nombre, xml if suya else viejo.read(nombre))
    return salida.getvalue()


LIBROS = _hacer_libros()


def _leer(contenido: bytes) -> Hoja:
    leida = leer_contenido(RUTA, contenido).hojas[0]
    return {
        (fila, n): Dato(Tipo(int(columna.tipos[codigo])), str(columna.textos[codigo]))
        for n, columna in enumerate(leida.columnas, 1)
        for fila, codigo in zip(leida.filas.tolist(), columna.codigos.tolist(), strict=True)
        if codigo
    }


def _escribir(contenido: bytes, cambios: Hoja, nuevas: list[dict[int, Dato]], **resto: object):
    antes = _leer(contenido)
    pedidas = tuple(Celda(*d, antes.get(d, VACIO), dato) for d, dato in cambios.items())
    ultima = max([f for f, _ in antes] + [f for (f, _), d in cambios.items() if d != VACIO])
    edicion = EdicionHoja("H", pedidas, tuple(nuevas), ultima, (1, COLUMNAS), **resto)
    return escribir_ediciones(RUTA, contenido, (edicion,))


def _crudos(contenido: bytes) -> dict[str, bytes]:
    indice = leer_indice(contenido)
    assert indice is not None
    return {r.nombre: contenido[desde:hasta] for desde, hasta, r in indice.por_sitio()}


@pytest.mark.parametrize("cual", LIBROS)
@settings(max_examples=60, deadline=None)
@given(cambios=celdas, nuevas=fichas)
def test_se_lee_lo_que_se_escribio_y_nada_mas_ha_cambiado(
    cual: str, cambios: Hoja, nuevas: list[dict[int, Dato]]
) -> None:
    viejo = LIBROS[cual]
    escrito = _escribir(viejo, cambios, nuevas)
    esperado = {**_leer(viejo), **cambios}
    for fila, ficha in zip(escrito.altas["H"], nuevas, strict=True):
        esperado |= {(fila, columna): dato for columna, dato in ficha.items()}
    assert _leer(escrito.contenido) == {d: v for d, v in esperado.items() if v != VACIO}


@pytest.mark.parametrize("cual", LIBROS)
@settings(max_examples=60, deadline=None)
@given(cambios=celdas, nuevas=fichas)
def test_las_partes_que_no_se_tocan_son_las_mismas_byte_por_byte(
    cual: str, cambios: Hoja, nuevas: list[dict[int, Dato]]
) -> None:
    viejo = LIBROS[cual]
    antes, despues = _crudos(viejo), _crudos(_escribir(viejo, cambios, nuevas).contenido)
    assert list(antes) == list(despues)
    tocables = {"xl/worksheets/sheet1.xml", "xl/styles.xml"}
    distintas = {nombre for nombre in antes if antes[nombre] != despues[nombre]}
    assert distintas <= tocables


@pytest.mark.parametrize("cual", LIBROS)
@settings(max_examples=60, deadline=None)
@given(cambios=celdas, nuevas=fichas)
def test_deshacer_devuelve_lo_que_habia(
    cual: str, cambios: Hoja, nuevas: list[dict[int, Dato]]
) -> None:
    viejo = LIBROS[cual]
    antes = _leer(viejo)
    escrito = _escribir(viejo, cambios, nuevas)
    vuelta = {d: antes.get(d, VACIO) for d in cambios}
    filas = escrito.altas["H"]
    vuelta |= {(f, c): VACIO for f, ficha in zip(filas, nuevas, strict=True) for c in ficha}
    deshecho = _escribir(escrito.contenido, vuelta, [], retiradas=filas)
    assert _leer(deshecho.contenido) == antes


@settings(max_examples=25, deadline=None)
@given(cambios=celdas, nuevas=fichas)
def test_openpyxl_lee_lo_mismo_que_la_puerta_de_lectura(
    cambios: Hoja, nuevas: list[dict[int, Dato]]
) -> None:
    import openpyxl

    contenido = _escribir(LIBROS["xlsxwriter"], cambios, nuevas).contenido
    hoja = openpyxl.load_workbook(io.BytesIO(contenido))["H"]
    for (fila, columna), dato in _leer(contenido).items():
        valor = hoja.cell(fila, columna).value
        match dato.tipo:
            case Tipo.NUMERO:
                assert float(valor) == float(dato.texto)
            case Tipo.FECHA:
                assert str(valor).removesuffix(" 00:00:00") == dato.texto
            case Tipo.LOGICO:
                assert valor is (dato.texto == "VERDADERO")
