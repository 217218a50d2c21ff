"""El camino rápido y el que no da nada por hecho leen lo mismo."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from clientesctl.libro.lectura import leer_libro
from clientesctl.registro.hoja import HojaCruda
from clientesctl.registro.registro import letra

CABEZA = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
PARTES = {
    "_rels/.rels": '<R><Relationship Id="a" Type="/officeDocument" Target="xl/workbook.xml"/></R>',
    "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="H" r:id="a"/></sheets>'
    "</workbook>",
    "xl/_rels/workbook.xml.rels": '<R><Relationship Id="a" Type="/worksheet" Target="h.xml"/>'
    '<Relationship Id="b" Type="/sharedStrings" Target="s.xml"/>'
    '<Relationship Id="c" Type="/styles" Target="e.xml"/></R>',
    "xl/s.xml": "<sst><si><t>UNO</t></si><si><t>DOS</t></si><si><t>UNO</t></si><si><t/></si></sst>",
    "xl/e.xml": '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="46"/>'
    "</cellXfs></styleSheet>",
}  # fmt: skip

TEXTO = st.text(st.sampled_from("aÑ 1_x0D<>&\"'東\n"), max_size=8).map(escape)
CIFRA = st.one_of(
    st.integers(-(10**16), 10**16).map(str),
    st.floats(-1e6, 1e6, allow_nan=False).map(repr),
    st.sampled_from(["", "0", "007", "1E3", " 5", "x", "-0", "1.0", "59", "60", "3e9"]),
)
ESTILO = st.sampled_from(["", ' s="0"', ' s="1"', ' s="2"', ' s="99"'])


def cerrar(celda: str) -> str:
    """La celda, con su tramo de texto cerrado."""
    return celda.replace("</t></is>", "</t></r></is>") if "<r>" in celda else celda


TIPO = st.sampled_from(["str", "e", "b"])
EN_CELDA = '{0} t="inlineStr"><is>{2}{1}</t></is></c>'
TRAMO = st.sampled_from(["<t>", '<t xml:space="preserve">', "<r><t>a</t></r><r><t>"])
DENTRO = st.one_of(
    st.builds("{0}><v>{1}</v></c>".format, ESTILO, CIFRA),
    st.builds('{0} t="s"><v>{1}</v></c>'.format, ESTILO, st.sampled_from("01237x")),
    st.builds('{0} t="{2}"><v>{1}</v></c>'.format, ESTILO, TEXTO, TIPO),
    st.builds(EN_CELDA.format, ESTILO, TEXTO, TRAMO).map(cerrar),
    st.builds("{0}><f>A1+1</f><v>{1}</v></c>".format, ESTILO, CIFRA),
    st.builds('{0} t="str"><f t="shared" si="0"/><v>{1}</v></c>'.format, ESTILO, TEXTO),
    st.builds("{0}/>".format, ESTILO),
    st.builds("{0}></c>".format, ESTILO),
    st.builds("{0}><v/></c>".format, ESTILO),
)  # fmt: skip


def leida(carpeta: str, celdas: dict[tuple[int, int], str], comentario: str) -> HojaCruda:
    filas: dict[int, str] = {}
    for (fila, columna), dentro in sorted(celdas.items()):
        filas[fila] = filas.get(fila, "") + f'<c r="{letra(columna)}{fila}"{dentro}'
    cuerpo = "".join(f'<row r="{fila}">{dentro}</row>' for fila, dentro in filas.items())
    ruta = Path(carpeta) / "a.xlsx"
    with zipfile.ZipFile(ruta, "w") as zip_:
        for nombre, contenido in PARTES.items():
            zip_.writestr(nombre, contenido)
        zip_.writestr(
            "xl/h.xml", f"{CABEZA}<sheetData>{comentario}{cuerpo}</sheetData></worksheet>"
        )
    return leer_libro(ruta).hojas[0]


def volcada(hoja: HojaCruda) -> list[object]:
    return [
        hoja.filas.tolist(),
        *(
            (
                [(c.textos[n], c.tipos[n]) for n in c.codigos],
                c.formulas.tolist(),
                c.sin_calcular.tolist(),
            )
            for c in hoja.columnas
        ),
    ]


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(1, 30), st.sampled_from([1, 2, 26, 27, 703])), DENTRO))
def test_los_dos_caminos_leen_lo_mismo(celdas: dict[tuple[int, int], str]) -> None:
    with tempfile.TemporaryDirectory() as carpeta:
        deprisa = volcada(leida(carpeta, celdas, ""))
        despacio = volcada(leida(carpeta, celdas, "<!-- por el camino largo -->"))
    assert deprisa == despacio
