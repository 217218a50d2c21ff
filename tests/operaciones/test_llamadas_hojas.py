"""Los libros que se dan a los vendedores: qué llevan, y que nunca pisan lo que uno escribió."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest
from libro_de_texto import libro_de
from libro_que_cambia import abrir_en_excel
from libro_rellenado import DIA, TIENDA, hacer_listas, rellenar

from clientesctl.consola.principal import ejecutar
from clientesctl.entregas.xlsx import es_entrega
from clientesctl.operaciones.estado_listas import FicheroAjeno

MANANA = DIA + dt.timedelta(days=1)


@pytest.fixture
def libro(tmp_path: Path) -> Path:
    return libro_de(TIENDA, tmp_path / "clientes.xlsx")


@pytest.fixture
def listas(tmp_path: Path) -> Path:
    return tmp_path / "listas"


def nombres(lista: Path) -> list[object]:
    filas = openpyxl.load_workbook(lista)["LLAMADAS"].iter_rows(min_row=2, max_col=1)
    return [fila[0].value for fila in filas]


def test_un_libro_por_vendedor_con_lo_que_hace_falta_para_llamar(libro: Path, listas: Path) -> None:
    escritas = hacer_listas(libro, listas)
    assert [(h.ruta.name, h.vendedor, h.llamadas) for h in escritas.hojas] == [
        ("emily.xlsx", "EMILY", 3),
        ("juan.xlsx", "JUAN", 1),
    ]
    assert escritas.avisos == ()
    hoja = openpyxl.load_workbook(listas / "emily.xlsx")["LLAMADAS"]
    fila = {c.value: d.value for c, d in zip(hoja[1], hoja[2], strict=True) if d.value}
    assert fila.items() >= {
        ("NOMBRE", "ANA GIL"),
        ("TELÉFONO", "612 345 678"),
        ("POR QUÉ", "prospecto sin contacto hace 8 días"),
        ("MEJOR HORA", "TARDES"),
        ("ÚLTIMA VEZ", "10/11 LLAMADA: RIEGO"),
        ("MEDIO", "LLAMADA"),
    }


def test_el_telefono_se_marca_al_tocarlo_y_nada_mas_es_un_enlace(libro: Path, listas: Path) -> None:
    hacer_listas(libro, listas)
    hoja = openpyxl.load_workbook(listas / "emily.xlsx")["LLAMADAS"]
    enlaces = {c.coordinate: c.hyperlink.target for fila in hoja for c in fila if c.hyperlink}
    assert enlaces == {"B2": "tel:+34612345678", "B3": "tel:+34622345111", "B4": "tel:+34632345222"}


def test_nada_es_formula_aunque_el_registro_lo_parezca(tmp_path: Path, listas: Path) -> None:
    libro = libro_de(TIENDA.replace("ANA ", "=1+1"), tmp_path / "clientes.xlsx")
    hacer_listas(libro, listas)
    celda = openpyxl.load_workbook(listas / "emily.xlsx")["LLAMADAS"]["A2"]
    assert (celda.value, celda.data_type) == ("=1+1 GIL", "s")


def test_las_casillas_tienen_desplegable_y_la_fecha_no_es_de_antes(
    libro: Path, listas: Path
) -> None:
    hacer_listas(libro, listas)
    reglas = openpyxl.load_workbook(listas / "emily.xlsx")["LLAMADAS"].data_validations
    por_sitio = {str(r.sqref): (r.type, r.errorStyle) for r in reglas.dataValidation}
    assert por_sitio == {
        "F2:F4": ("list", "warning"),
        "G2:G4": ("list", "warning"),
        "H2:H4": ("date", "warning"),
        "J2:J4": ("date", "warning"),
    }
    ofrecidos = openpyxl.load_workbook(listas / "emily.xlsx")["AYUDA"]
    assert {"NO CONTESTA", "NO LLAMAR MÁS"} <= {c.value for c in ofrecidos["A"]}


def test_ofrece_los_resultados_que_el_registro_ya_usa_y_a_su_manera(
    tmp_path: Path, listas: Path
) -> None:
    usados = "\n".join(
        f"K-{n} | f:2026-11-01 | C-4 | LLAMADA | SALIDA | JUAN | | {resultado} | | |"
        for n, resultado in enumerate(["No contestó", "MANDAR CATÁLOGO"] * 2, 2)
    )
    hacer_listas(libro_de(TIENDA + usados, tmp_path / "c.xlsx"), listas)
    ofrecidos = [c.value for c in openpyxl.load_workbook(listas / "juan.xlsx")["AYUDA"]["A"]]
    assert "No contestó" in ofrecidos
    assert "NO CONTESTA" not in ofrecidos
    assert ofrecidos[-1] == "MANDAR CATÁLOGO"


def test_los_mismos_datos_dan_los_mismos_bytes(libro: Path, listas: Path) -> None:
    hacer_listas(libro, listas)
    antes = (listas / "emily.xlsx").read_bytes()
    hacer_listas(libro, listas)
    assert (listas / "emily.xlsx").read_bytes() == antes
    assert es_entrega(listas / "emily.xlsx")
    with zipfile.ZipFile(listas / "emily.xlsx") as paquete:
        assert b"<f>" not in paquete.read("xl/worksheets/sheet1.xml")


def test_la_lista_de_otro_dia_sin_rellenar_se_sustituye(libro: Path, listas: Path) -> None:
    hacer_listas(libro, listas)
    escritas = hacer_listas(libro, listas, MANANA)
    assert [h.ruta.name for h in escritas.hojas] == ["emily.xlsx", "juan.xlsx"]
    assert escritas.avisos == ()


@pytest.mark.parametrize(
    ("casilla", "dice"),
    [
        ({"RESULTADO": "INTERESA"}, "tiene 1 fila rellenada sin recoger"),
        ({"MEDIO": "VISITA"}, "tiene 1 fila rellenada sin recoger"),
        ({"PRÓXIMA FECHA": "31/2"}, "tiene 1 fila rellenada sin recoger"),
        ({"TELÉFONO": "600 111 999"}, "donde no se recoge (B2: 600 111 999)"),
    ],
)
def test_lo_que_un_vendedor_escribio_no_se_pisa(
    libro: Path, listas: Path, casilla: dict[str, object], dice: str
) -> None:
    hacer_listas(libro, listas)
    rellenar(listas / "emily.xlsx", {2: casilla})
    antes = (listas / "emily.xlsx").read_bytes()
    escritas = hacer_listas(libro, listas, MANANA)
    assert [h.ruta.name for h in escritas.hojas] == ["emily-2026-11-24.xlsx", "juan.xlsx"]
    assert (listas / "emily.xlsx").read_bytes() == antes
    (aviso,) = escritas.avisos
    assert dice in aviso
    assert "la de hoy es «emily-2026-11-24.xlsx»" in aviso


def test_la_de_hoy_a_medio_rellenar_no_se_hace_otra_vez(libro: Path, listas: Path) -> None:
    hacer_listas(libro, listas)
    rellenar(listas / "emily.xlsx", {2: {"NOTAS": "vuelve de viaje el jueves"}})
    escritas = hacer_listas(libro, listas)
    assert [h.ruta.name for h in escritas.hojas] == ["juan.xlsx"]
    assert "la de hoy no se ha vuelto a hacer" in escritas.avisos[0]


def test_una_lista_abierta_no_se_toca(libro: Path, listas: Path) -> None:
    hacer_listas(libro, listas)
    abrir_en_excel(listas / "emily.xlsx")
    escritas = hacer_listas(libro, listas, MANANA)
    assert escritas.hojas[0].ruta.name == "emily-2026-11-24.xlsx"
    assert "está abierto en Excel por Marta" in escritas.avisos[0]


def test_recogida_entera_ya_se_puede_sustituir(libro: Path, listas: Path) -> None:
    hacer_listas(libro, listas)
    rellenar(listas / "emily.xlsx", {2: {"RESULTADO": "INTERESA"}})
    orden = ["llamadas", "recoger", str(listas), "--libro", str(libro), "--hoy", "2026-11-23"]
    assert ejecutar(orden) == 0
    assert hacer_listas(libro, listas, MANANA).avisos == ()
    assert nombres(listas / "emily.xlsx") == ["ANA GIL", "LUIS SANZ", "EVA VEGA"]


def test_de_quien_hoy_no_tiene_a_nadie_solo_se_vacia_la_que_habia(
    libro: Path, listas: Path
) -> None:
    hacer_listas(libro, listas, vendedores=("EMILY",))
    sin_fichas = libro_de(TIENDA.replace("EMILY ", "PEPE  "), libro)
    hacer_listas(sin_fichas, listas, MANANA)
    assert nombres(listas / "emily.xlsx") == ["HOY NO HAY NADIE A QUIEN LLAMAR"]
    assert sorted(p.name for p in listas.iterdir()) == ["emily.xlsx", "juan.xlsx"]
    escritas = hacer_listas(sin_fichas, listas / "nueva", MANANA)
    assert [h.vendedor for h in escritas.hojas] == ["JUAN"]


def test_un_fichero_ajeno_no_se_pisa_ni_se_escribe_ninguna(libro: Path, listas: Path) -> None:
    listas.mkdir()
    libro_de(TIENDA, listas / "juan.xlsx")
    with pytest.raises(FicheroAjeno, match="no lo hizo este programa"):
        hacer_listas(libro, listas)
    assert not (listas / "emily.xlsx").exists()


def test_una_lista_que_no_se_puede_leer_no_deja_a_los_demas_sin_la_suya(
    libro: Path, listas: Path
) -> None:
    listas.mkdir()
    (listas / "emily.xlsx").write_bytes(b"PK\x03\x04a medio guardar")
    escritas = hacer_listas(libro, listas)
    assert [h.ruta.name for h in escritas.hojas] == ["emily-2026-11-23.xlsx", "juan.xlsx"]
    assert "«emily-2026-11-23.xlsx»" in escritas.avisos[0]
    assert "no se puede leer: no se ha tocado" in escritas.avisos[0]
    assert (listas / "emily.xlsx").read_bytes() == b"PK\x03\x04a medio guardar"


def test_estado_tampoco_pisa_una_lista_rellenada(
    libro: Path, listas: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hacer_listas(libro, listas)
    rellenar(listas / "emily.xlsx", {2: {"RESULTADO": "INTERESA"}})
    orden = ["estado", str(libro), "--por", "vendedor", "--salida", str(listas)]
    assert ejecutar([*orden, "--hoy", "2026-11-23"]) == 4
    assert "es una lista de llamadas con cosas escritas" in capsys.readouterr().err


def test_pedir_la_de_un_vendedor_no_vacia_las_de_los_demas(
    libro: Path, listas: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    orden = ["llamadas", str(libro), "--por", "vendedor", "--salida", f"{listas}/"]
    assert ejecutar([*orden, "--hoy", "2026-11-24"]) == 0
    antes = (listas / "juan.xlsx").read_bytes()
    assert ejecutar([*orden, "--vendedor", "emily", "--hoy", "2026-11-24"]) == 0
    assert (listas / "juan.xlsx").read_bytes() == antes
    assert "JUAN: 0 llamadas" not in capsys.readouterr().err
