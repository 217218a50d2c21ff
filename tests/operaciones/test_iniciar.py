"""Pasar un libro ajeno a un registro nuevo: cada cosa en su sitio y ninguna de menos."""

import datetime as dt
import json
import stat
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from clientesctl.consola.principal import ejecutar
from clientesctl.operaciones.iniciar import iniciar, iniciar_desde
from clientesctl.operaciones.traslado_cotejo import SePierde
from clientesctl.registro.errores import ErrorLibro, ErrorUso

CABECERA = ["Cliente nº", "Nombre", "Apellidos", "C.P.", "Teléfono", "Fecha alta", "Aficiones"]
FILAS = [
    [7, "ANA", "PÉREZ GIL", 8001, 612345678, dt.date(2024, 3, 1), "ajedrez"],
    [9, "LUIS", "GARCÍA DE LA CRUZ", "28001", "612 345 679", "15 de agosto de 2023", None],
    [None, "EVA", "SANZ", "28002", "612345670", "en mayo", "=1+1 no es fórmula"],
]


def libro_viejo(carpeta, filas=FILAS, cabecera=CABECERA, hoja="Clientes", **otras):
    libro = openpyxl.Workbook()
    libro.active.title = hoja
    libro.active.append(["Listado de mis clientes"])
    libro.active.append([])
    libro.active.append(cabecera)
    for i, fila in enumerate(filas, 4):
        for j, valor in enumerate(fila, 1):
            celda = libro.active.cell(i, j, valor)
            if isinstance(valor, str):
                celda.data_type = "s"
            elif isinstance(valor, dt.date):
                celda.number_format = "dd/mm/yyyy"
    for nombre, contenido in otras.items():
        otra = libro.create_sheet(nombre)
        for fila in contenido:
            otra.append(fila)
    libro.save(carpeta / "viejo.xlsx")
    return carpeta / "viejo.xlsx"


def por_columna(hoja):
    cabecera, *filas = hoja.iter_rows(values_only=True)
    return {c: [f[j] for f in filas] for j, c in enumerate(cabecera)}


@pytest.fixture
def pasado(tmp_path):
    hecho = iniciar_desde(libro_viejo(tmp_path), tmp_path / "nuevo.xlsx", "tienda")
    return hecho, openpyxl.load_workbook(tmp_path / "nuevo.xlsx")


def test_los_telefonos_y_codigos_postales_quedan_como_texto_con_sus_cifras(pasado):
    clientes = por_columna(pasado[1]["CLIENTES"])
    assert clientes["CODIGO_POSTAL"] == ["8001", "28001", "28002"]
    assert clientes["TELEFONO"] == ["612345678", "612 345 679", "612345670"]


def test_una_fecha_escrita_pasa_a_fecha_y_lo_que_no_lo_es_se_queda_y_se_dice(pasado):
    hecho, libro = pasado
    altas = por_columna(libro["CLIENTES"])["FECHA_ALTA"]
    assert [getattr(f, "day", f) for f in altas] == [1, 15, "en mayo"]
    raras = [(r.celda, r.valor, r.motivo) for r in hecho.rarezas]
    assert raras == [("F6", "en mayo", "no es una fecha: queda como texto")]


def test_los_apellidos_se_parten_donde_no_cabe_duda_y_los_demas_van_enteros(pasado):
    clientes = por_columna(pasado[1]["CLIENTES"])
    assert clientes["APELLIDO_1"] == ["PÉREZ", None, "SANZ"]
    assert clientes["APELLIDO_2"] == ["GIL", None, None]
    assert clientes["APELLIDOS"] == [None, "GARCÍA DE LA CRUZ", None]


def test_lo_que_no_es_columna_del_registro_va_al_final_con_su_cabecera(pasado):
    clientes = por_columna(pasado[1]["CLIENTES"])
    assert clientes["Aficiones"] == ["ajedrez", None, "=1+1 no es fórmula"]
    assert list(clientes).index("Aficiones") > list(clientes).index("OBSERVACIONES")


def test_quien_no_tenia_id_recibe_el_siguiente(pasado):
    hecho, libro = pasado
    assert por_columna(libro["CLIENTES"])["ID"] == ["7", "9", "10"]
    assert hecho.claves_dadas == 1


def test_los_titulos_van_aparte_en_su_misma_celda(pasado):
    hecho, libro = pasado
    assert hecho.sueltas == {"Clientes": "Clientes (RESTO)"}
    assert libro["Clientes (RESTO)"]["A1"].value == "Listado de mis clientes"


def test_dice_cuantas_celdas_ha_comprobado(pasado):
    con_valor = sum(v is not None for fila in FILAS for v in fila)
    assert pasado[0].celdas == con_valor + 1  # y el título


def test_las_cabeceras_viejas_quedan_en_la_hoja_traslado(pasado):
    assert [c.value for c in pasado[1]["TRASLADO"]["C"]][1:] == CABECERA


def test_el_libro_viejo_no_se_toca(tmp_path):
    viejo = libro_viejo(tmp_path)
    antes = viejo.read_bytes()
    iniciar_desde(viejo, tmp_path / "nuevo.xlsx", "tienda")
    assert viejo.read_bytes() == antes


def test_las_hojas_que_no_se_reconocen_van_tal_cual(tmp_path):
    viejo = libro_viejo(tmp_path, Recetas=[["Tortilla", 3], [None, "huevos"]], LISTAS=[["otra"]])
    hecho = iniciar_desde(viejo, tmp_path / "nuevo.xlsx", "tienda")
    libro = openpyxl.load_workbook(hecho.ruta)
    assert libro["Recetas"]["B2"].value == "huevos"
    assert libro[hecho.sueltas["LISTAS"]]["A1"].value == "otra"


def test_los_vendedores_que_se_repiten_entran_en_su_desplegable(tmp_path):
    cabecera = ["Nombre", "Teléfono", "Vendedor"]
    filas = [["ANA", f"61234567{i}", "EMILY"] for i in range(4)] + [["EVA", "612345699", "EMLY"]]
    hecho = iniciar_desde(libro_viejo(tmp_path, filas, cabecera), tmp_path / "n.xlsx", "tienda")
    listas = por_columna(openpyxl.load_workbook(hecho.ruta)["LISTAS"])
    assert [v for v in listas["VENDEDOR"] if v] == ["EMILY"]


def test_el_nuevo_no_se_deja_leer_por_mas_gente_que_el_viejo(tmp_path):
    viejo = libro_viejo(tmp_path)
    viejo.chmod(0o640)
    hecho = iniciar_desde(viejo, tmp_path / "nuevo.xlsx", "tienda")
    assert stat.S_IMODE(hecho.ruta.stat().st_mode) & ~0o640 == 0


def test_lo_que_no_cabe_en_una_celda_de_excel_se_dice_y_no_se_escribe_nada(tmp_path):
    viejo = tmp_path / "viejo.csv"
    viejo.write_text(f"Nombre,Teléfono,Notas\nANA,612345678,{'x' * 40000}\n", encoding="utf-8")
    with pytest.raises(SePierde, match=r"viejo!C2 «xxx"):
        iniciar_desde(viejo, tmp_path / "nuevo.xlsx", "tienda")
    assert [p.name for p in tmp_path.iterdir()] == ["viejo.csv"]


def test_un_libro_sin_registro_se_rechaza_sin_dejar_nada(tmp_path):
    viejo = libro_viejo(tmp_path, [["a", 1]], ["cosa", "otra"], hoja="Inventario")
    with pytest.raises(ErrorLibro):
        iniciar_desde(viejo, tmp_path / "nuevo.xlsx", "tienda")
    assert [p.name for p in tmp_path.iterdir()] == ["viejo.xlsx"]


def test_antes_de_leer_el_viejo_mira_que_el_nuevo_pueda_nacer(tmp_path):
    (tmp_path / "nuevo.xlsx").touch()
    with pytest.raises(ErrorUso, match="ya existe"):
        iniciar_desde(tmp_path / "no-existe.xlsx", tmp_path / "nuevo.xlsx", "tienda")


def test_en_una_carpeta_se_llama_registro(tmp_path):
    assert iniciar(tmp_path, "tienda").ruta == tmp_path / "registro.xlsx"


TEXTOS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=20
)
CELDAS = st.one_of(
    st.none(),
    TEXTOS,
    st.integers(-(10**9), 10**9),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: round(x, 4)),
    st.booleans(),
    st.dates(dt.date(1901, 1, 1), dt.date(2099, 12, 31)),
)
FILA = st.tuples(TEXTOS, *([CELDAS] * 5))


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # encoger un libro tarda minutos
)
@given(st.lists(FILA, min_size=1, max_size=6))
def test_no_se_pierde_ninguna_celda(filas):
    """Todo valor del libro viejo aparece en el nuevo tantas veces como estaba."""
    cabecera = ["Nombre", "Teléfono", "C.P.", "Fecha de nacimiento", "Saldo", "Cosas mías"]
    with TemporaryDirectory() as carpeta:
        viejo = libro_viejo(Path(carpeta), [list(f) for f in filas], cabecera)
        hecho = iniciar_desde(viejo, Path(carpeta) / "nuevo.xlsx", "tienda", hoja="Clientes")
        assert not valores(viejo, None) - valores(hecho.ruta, hecho)


def valores(ruta, hecho):
    """Cuántas veces sale cada valor, leído por otro lector y sin distinguir 7 de «7».

    Una celda con solo espacios está vacía.
    """
    nombres = ["Clientes"] if hecho is None else ["CLIENTES", *hecho.sueltas.values()]
    libro = openpyxl.load_workbook(ruta)
    filas = (f for n in nombres for f in libro[n].iter_rows(values_only=True))
    primera = {"Nombre", "Teléfono", "C.P.", "Fecha de nacimiento", "Saldo", "Cosas mías"}
    sueltos = (escrito(v) for f in filas for v in f if v is not None and v not in primera)
    return Counter(texto for texto in sueltos if texto)


def escrito(valor):
    if isinstance(valor, bool):
        return str(valor)
    if isinstance(valor, int | float):
        return f"{valor:.10g}"
    if isinstance(valor, dt.datetime):
        return valor.date().isoformat()
    texto = " ".join(str(valor).split())
    try:
        return f"{float(texto):.10g}"
    except ValueError:
        return texto


def test_por_la_consola_dice_a_donde_fue_cada_columna(tmp_path, capsys):
    viejo, nuevo = libro_viejo(tmp_path), tmp_path / "nuevo.xlsx"
    assert ejecutar(["iniciar", str(nuevo), "--desde", str(viejo)]) == 0
    salida = capsys.readouterr()
    assert "Clientes\tD\tC.P.\tCODIGO_POSTAL\t" in salida.out
    assert "1 celda: no es una fecha: queda como texto (Clientes!F6 «en mayo»)" in salida.err
    assert "están en él" in salida.err


def test_por_la_consola_en_json(tmp_path, capsys):
    viejo, nuevo = libro_viejo(tmp_path), tmp_path / "nuevo.xlsx"
    assert ejecutar(["iniciar", str(nuevo), "--desde", str(viejo), "--formato", "json"]) == 0
    objeto = json.loads(capsys.readouterr().out)
    assert objeto["resumen"]["registros"] == {"CLIENTES": 3}
    assert [r["celda"] for r in objeto["rarezas"]] == ["F6"]


def test_por_la_consola_no_pisa_y_dice_que_hacer(tmp_path, capsys):
    (tmp_path / "r.xlsx").touch()
    assert ejecutar(["iniciar", str(tmp_path / "r.xlsx")]) == 2
    assert "ya existe y no se escribe encima: dé otro nombre" in capsys.readouterr().err


def test_lo_que_sale_de_iniciar_se_valida_sin_un_hallazgo(tmp_path, capsys):
    assert ejecutar(["iniciar", str(tmp_path), "--giro", "distribuidor"]) == 0
    assert ejecutar(["validar", str(tmp_path / "registro.xlsx"), "--hoy", "2026-11-22"]) == 0
    assert capsys.readouterr().out == ""
