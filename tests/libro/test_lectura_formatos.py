"""El formato se reconoce por lo que hay dentro, y lo que se escribió vuelve con su fila."""

from __future__ import annotations

import datetime as dt
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientesctl.libro import errores
from clientesctl.libro.lectura import leer_libro
from clientesctl.registro.hoja import HojaCruda, LibroCrudo

Celdas = Callable[[HojaCruda], dict[str, str]]

ESCRITO = {
    "B3": "ÑANDÚ", "C3": 8001, "D3": dt.date(1985, 8, 15), "B4": "08001", "C4": 0.5,
    "D4": dt.datetime(2024, 5, 1, 10, 30),  # noqa: DTZ001
    "B7": True,
}  # fmt: skip
LEIDO = {
    "B3": "ÑANDÚ", "C3": "8001", "D3": "1985-08-15", "B4": "08001", "C4": "0.5",
    "D4": "2024-05-01 10:30:00", "B7": "VERDADERO",
}  # fmt: skip


@pytest.fixture
def original(tmp_path: Path) -> Path:
    from openpyxl import Workbook

    libro = Workbook()
    for celda, valor in ESCRITO.items():
        libro.worksheets[0][celda] = valor
    oculta = libro.create_sheet("OCULTA")
    oculta["A1"], oculta.sheet_state = "x", "hidden"
    ruta = tmp_path / "original.xlsx"
    libro.save(ruta)
    return ruta


def convertido(soffice: str, original: Path, formato: str) -> Path:
    with tempfile.TemporaryDirectory() as perfil:
        subprocess.run(
            [soffice, f"-env:UserInstallation=file://{perfil}", "--headless", "--convert-to",
             formato, "--outdir", str(original.parent), str(original)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    return original.with_suffix(f".{formato}")


def test_lee_lo_que_escribe_openpyxl(original: Path, celdas: Celdas) -> None:
    libro = leer_libro(original)
    assert celdas(libro.hojas[0]) == LEIDO
    assert [(h.nombre, h.visible) for h in libro.hojas] == [("Sheet", True), ("OCULTA", False)]
    assert libro.formato == "xlsx"


def test_lee_lo_que_escribe_xlsxwriter(tmp_path: Path, celdas: Celdas) -> None:
    import xlsxwriter

    ruta = tmp_path / "x.xlsx"
    libro = xlsxwriter.Workbook(str(ruta))
    hoja = libro.add_worksheet()
    hoja.write("B3", "ÑANDÚ & CÍA")
    hoja.write_rich_string("A5", "uno ", libro.add_format({"bold": True}), "dos")
    hoja.write_datetime("C9", dt.date(1985, 8, 15), libro.add_format({"num_format": "d-mmm-yy"}))
    hoja.merge_range("A1:C1", "TÍTULO")
    libro.close()
    leida = leer_libro(ruta).hojas[0]
    assert celdas(leida) == {
        "A1": "TÍTULO", "B3": "ÑANDÚ & CÍA", "A5": "uno dos", "C9": "1985-08-15",
    }  # fmt: skip
    assert leida.combinadas == ((1, 1, 1, 3),)


@pytest.mark.sistema
@pytest.mark.parametrize("formato", ["xls", "ods"])
def test_lee_los_formatos_de_otros_programas(
    original: Path, celdas: Celdas, formato: str, programa: Callable[[str], str]
) -> None:
    libro = leer_libro(convertido(programa("soffice"), original, formato))
    assert libro.formato == formato
    # LibreOffice convierte el lógico en un 1 con formato al pasarlo a .ods.
    assert celdas(libro.hojas[0]) == LEIDO | ({"B7": "1"} if formato == "ods" else {})
    assert [h.visible for h in libro.hojas] == [True, False]


@pytest.mark.sistema
def test_el_nombre_no_engana(
    original: Path, celdas: Celdas, programa: Callable[[str], str]
) -> None:
    disfrazado = convertido(programa("soffice"), original, "ods").rename(
        original.with_name("disfrazado.xlsx")
    )
    assert leer_libro(disfrazado).formato == "ods"
    texto = original.rename(original.with_name("registro.csv"))
    assert celdas(leer_libro(texto).hojas[0]) == LEIDO


def test_si_el_lector_ajeno_aborta_es_una_frase(
    original: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clientesctl.libro import aparte

    monkeypatch.setattr(aparte, "MEMORIA", 40 * 2**20)
    with pytest.raises(errores.ErrorLibro, match=r"demasiado grande|dañado"):
        aparte.leer_aparte(original, original.read_bytes())


def test_si_el_lector_ajeno_no_acaba_es_una_frase(
    original: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clientesctl.libro import aparte

    monkeypatch.setattr(aparte, "SEGUNDOS", 0.001)
    with pytest.raises(errores.DemasiadoGrande, match="no había acabado"):
        aparte.leer_aparte(original, original.read_bytes())


def test_el_proceso_aparte_lee_igual_que_este(original: Path, celdas: Celdas) -> None:
    from clientesctl.libro.aparte import leer_aparte

    aqui, alli = leer_libro(original).hojas, leer_aparte(original, original.read_bytes())
    assert [celdas(h) for h in aqui] == [celdas(h) for h in alli]


VALORES = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=12),
    st.integers(-(10**14), 10**14),
    st.floats(-1e9, 1e9, allow_nan=False).map(lambda x: round(x, 6)),
    st.dates(dt.date(1901, 1, 1), dt.date(2199, 12, 31)),
)


def esperado(valor: object) -> str:
    if isinstance(valor, dt.date):
        return valor.isoformat()
    if isinstance(valor, float):
        return str(int(valor)) if valor.is_integer() else repr(valor)
    return str(valor)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(1, 400), st.integers(1, 60)), VALORES, max_size=30))
def test_lo_que_se_escribe_vuelve_con_su_fila_y_su_columna(
    escrito: dict[tuple[int, int], object],
) -> None:
    from openpyxl import Workbook

    libro = Workbook()
    for (fila, columna), valor in escrito.items():
        celda = libro.worksheets[0].cell(fila, columna)
        celda.value = valor  # type: ignore[assignment]
        if isinstance(valor, str):
            celda.data_type = "s"
    with tempfile.TemporaryDirectory() as carpeta:
        ruta = Path(carpeta) / "a.xlsx"
        libro.save(ruta)
        leido: LibroCrudo = leer_libro(ruta)
    hoja = leido.hojas[0]
    assert hoja.filas.tolist() == sorted({fila for fila, _ in escrito})
    donde = {fila: n for n, fila in enumerate(hoja.filas.tolist())}
    for (fila, columna), valor in escrito.items():
        assert hoja.columnas[columna - 1].texto(donde[fila]) == esperado(valor)
    assert sum(int((c.codigos > 0).sum()) for c in hoja.columnas) == len(escrito)
