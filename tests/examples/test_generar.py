"""El generador: siempre los mismos bytes, gente con papeles en regla y una verdad que lo es."""

import json
from collections import Counter
from pathlib import Path

import pytest
from ejemplo_hecho import HOY, hacer_ejemplo


def leer(ruta, hoja="CLIENTES"):
    """Las filas de la hoja, por fila de Excel y campo."""
    from python_calamine import CalamineWorkbook

    cabecera, *filas = CalamineWorkbook.from_path(ruta).get_sheet_by_name(hoja).to_python()
    return {i: dict(zip(map(str.lower, cabecera), f, strict=True)) for i, f in enumerate(filas, 2)}


@pytest.fixture(scope="module")
def ejemplo(tmp_path_factory):
    return hacer_ejemplo(tmp_path_factory.mktemp("ejemplo"))


@pytest.fixture(scope="module")
def verdad(ejemplo):
    return json.loads((ejemplo / "verdad.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sucio(ejemplo):
    return leer(ejemplo / "registro_sucio.xlsx")


def test_la_misma_semilla_da_los_mismos_bytes(tmp_path):
    from generar import generar

    for carpeta in ("a", "b"):
        generar(3, 60, 200, HOY, tmp_path / carpeta)
    for fichero in (tmp_path / "a").iterdir():
        assert fichero.read_bytes() == (tmp_path / "b" / fichero.name).read_bytes(), fichero.name


def test_otra_semilla_da_otra_gente(tmp_path, sucio):
    from fabrica import montaje

    clientes, _ = montaje.limpio(8, 60, 200, HOY)
    nombres = {(f["nombre"], f["apellido_1"], f["id_fiscal"]) for f in sucio.values()}
    assert not any((c["nombre"], c["apellido_1"], c["id_fiscal"]) in nombres for c in clientes)


def test_con_tres_mil_clientes_cada_defecto_sale_quince_veces():
    from fabrica import montaje

    from clientesctl.registro.nombres_reglas import NOMBRES

    plantel, _ = montaje.sucio(7, 3000, 20000, HOY)
    veces = Counter(regla for *_, regla, _ in plantel.defectos)
    assert set(veces) == set(NOMBRES)
    pocas = {regla: n for regla, n in veces.items() if n < 15}
    assert pocas == {"columna_sin_finalidad": 1}  # es de toda la columna


def test_tiene_los_clientes_y_las_ventas_que_se_piden(ejemplo, sucio):
    assert len(sucio) == 900
    assert len(leer(ejemplo / "registro_limpio.xlsx")) == 900
    assert len(leer(ejemplo / "registro_limpio.xlsx", "VENTAS")) == 5000


def test_los_documentos_limpios_pasan_su_control(ejemplo):
    from stdnum.es import nif
    from stdnum.mx import rfc
    from stdnum.py import ruc

    for fila in leer(ejemplo / "registro_limpio.xlsx").values():
        numero = fila["id_fiscal"]
        if numero:
            valido = {"ES": nif.is_valid, "PY": ruc.is_valid}.get(
                fila["pais"], lambda n: rfc.is_valid(n, validate_check_digits=True)
            )
            assert valido(numero), numero


def test_los_telefonos_limpios_son_posibles_en_su_pais(ejemplo):
    import phonenumbers

    for fila in leer(ejemplo / "registro_limpio.xlsx").values():
        for campo in ("telefono", "movil"):
            if fila[campo]:
                numero = phonenumbers.parse(fila[campo], fila["pais"])
                assert phonenumbers.is_valid_number(numero), fila[campo]


def test_los_correos_son_de_dominios_que_no_son_de_nadie(ejemplo):
    for fila in leer(ejemplo / "registro_limpio.xlsx").values():
        if fila["email"]:
            dominio = fila["email"].split("@")[1]
            assert dominio.endswith(("ejemplo.es", "example.com", "example.org")), dominio


@pytest.mark.parametrize(
    "regla", ["codigo_postal_vacio", "etapa_vacia", "id_vacio", "dato_obligatorio_vacio"]
)
def test_lo_que_la_verdad_da_por_vacio_lo_esta(verdad, sucio, regla):
    suyos = [d for d in verdad["defectos"] if d["regla"] == regla]
    assert suyos
    assert all(sucio[d["fila"]][d["campo"]] == "" for d in suyos)


def test_lo_que_esta_en_blanco_y_no_debe_esta_en_la_verdad(verdad, sucio):
    dichos = {(d["fila"], d["regla"]) for d in verdad["defectos"]}
    for fila, celdas in sucio.items():
        assert (celdas["codigo_postal"] == "") == ((fila, "codigo_postal_vacio") in dichos)
        assert (celdas["id"] == "") == ((fila, "id_vacio") in dichos)


def test_todo_documento_que_se_repite_esta_en_la_verdad(verdad, sucio):
    dichos = {d["fila"] for d in verdad["defectos"] if d["regla"] == "id_fiscal_repetido"}
    otros = {
        d["fila"]
        for d in verdad["defectos"]
        if d["regla"] in ("id_fiscal_generico", "id_fiscal_invalido", "marcador_de_vacio")
    }
    veces = Counter(f["id_fiscal"] for i, f in sucio.items() if f["id_fiscal"] and i not in otros)
    repetidos = {i for i, f in sucio.items() if veces[f["id_fiscal"]] > 1 and i not in otros}
    assert repetidos == dichos


def test_los_dobles_son_grupos_sin_filas_comunes_ni_absorbidos(verdad):
    filas = [fila for grupo in verdad["dobles"] for fila in grupo]
    assert len(filas) == len(set(filas))
    assert all(len(grupo) > 1 for grupo in verdad["dobles"])
    assert not set(filas) & {fila for fila, _ in verdad["absorbidos"]}


def test_quien_se_parece_y_no_es_doble_no_esta_en_ningun_grupo(verdad):
    juntos = {(a, b) for grupo in verdad["dobles"] for a in grupo for b in grupo}
    assert len({motivo for *_, motivo in verdad["no_son_dobles"]}) == 4
    assert not any((a, b) in juntos for a, b, _ in verdad["no_son_dobles"])


def test_todos_los_estados_salen_y_los_absorbidos_no_tienen(verdad):
    assert set(verdad["estados"].values()) == {
        *("ACTIVO", "PRE-INACTIVO", "INACTIVO", "PROSPECTO", "PERDIDO", "CANCELADO")
    }
    assert not {str(fila) for fila, _ in verdad["absorbidos"]} & set(verdad["estados"])


def test_el_libro_ajeno_dice_donde_esta_cada_registro(ejemplo, verdad):
    import openpyxl

    hoja = openpyxl.load_workbook(ejemplo / "ajeno.xlsx")["Hoja1"]
    ajeno = verdad["ajeno"]
    cabecera = [c.value for c in hoja[ajeno["fila_cabecera"]]]
    assert cabecera == list(ajeno["columnas"])
    assert all(isinstance(hoja.cell(f, 1).value, int) for f in ajeno["filas"])
    assert hoja.column_dimensions["M"].hidden


def test_el_registro_enorme_tiene_las_filas_y_columnas_pedidas(tmp_path):
    from grande import COLUMNAS, generar

    generar(tmp_path / "g.xlsx", 300)
    filas = leer(tmp_path / "g.xlsx")
    assert (len(filas), len(COLUMNAS)) == (300, 25)
    assert len({f["id"] for f in filas.values()}) == 300


def test_la_tienda_que_viene_hecha_es_la_que_sale_del_generador(tmp_path):
    from generar import generar_tienda

    generar_tienda(tmp_path / "tienda.xlsx")
    hecha = Path(__file__).parents[2] / "examples" / "tienda.xlsx"
    for hoja in ("CLIENTES", "VENTAS"):
        assert leer(tmp_path / "tienda.xlsx", hoja) == leer(hecha, hoja)
