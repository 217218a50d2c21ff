"""El registro nuevo: lo que ve en él quien lo abre, y que nunca pisa nada."""

import datetime as dt
import stat
import subprocess
from pathlib import Path

import openpyxl
import pytest

from clientesctl.libro.giros import GIROS, listas_de
from clientesctl.libro.plantilla import (
    Contenido,
    HojaNueva,
    HojaSuelta,
    crear_plantilla,
    crear_politicas,
)
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.esquema import HOJAS, SOLO_SI_HACE_FALTA
from clientesctl.registro.politicas_toml import leer_politicas

DE_INICIAR = {nombre: c for nombre, c in HOJAS.items() if nombre not in SOLO_SI_HACE_FALTA}


@pytest.fixture(scope="module")
def tienda(tmp_path_factory):
    ruta = tmp_path_factory.mktemp("tienda") / "registro.xlsx"
    crear_plantilla(ruta, "tienda")
    return openpyxl.load_workbook(ruta)


def columna(hoja, cabecera):
    return next(c.column_letter for c in hoja[1] if c.value == cabecera)


def validacion(hoja, cabecera):
    celda = f"{columna(hoja, cabecera)}2"
    return next(v for v in hoja.data_validations.dataValidation if celda in v.sqref)


def test_tiene_todas_las_hojas_del_contrato_con_sus_cabeceras(tienda):
    assert [h for h in tienda.sheetnames if h != "LÉEME"] == list(DE_INICIAR)
    for nombre, campos in DE_INICIAR.items():
        if nombre != "LISTAS":
            assert [c.value for c in tienda[nombre][1]] == [c.cabecera for c in campos]


def test_cada_hoja_es_una_tabla_de_excel(tienda):
    for nombre in DE_INICIAR:
        assert list(tienda[nombre].tables) == [f"Tabla{nombre.title()}"]


def test_la_cabecera_no_se_mueve_al_bajar(tienda):
    assert {tienda[nombre].freeze_panes for nombre in DE_INICIAR} == {"A2"}


@pytest.mark.parametrize("cabecera", ["CODIGO_POSTAL", "TELEFONO", "ID", "ID_FISCAL", "NUMERO"])
def test_lo_que_se_teclee_en_una_columna_de_codigos_es_texto(tienda, cabecera):
    hoja = tienda["CLIENTES"]
    letra = columna(hoja, cabecera)
    assert hoja.column_dimensions[letra].number_format == "@" or (
        hoja[f"{letra}2"].number_format == "@"
    )


def test_las_fechas_se_ven_con_el_dia_delante(tienda):
    hoja = tienda["VENTAS"]
    assert hoja.column_dimensions[columna(hoja, "FECHA")].number_format == "dd/mm/yyyy"


def test_el_desplegable_de_vendedores_crece_con_la_hoja_listas(tienda):
    regla = validacion(tienda["CLIENTES"], "VENDEDOR")
    assert (regla.type, regla.formula1, regla.errorStyle) == ("list", "LISTA_VENDEDOR", "warning")
    assert "COUNTA(LISTAS!" in tienda.defined_names["LISTA_VENDEDOR"].attr_text


def test_el_desplegable_de_etapas_no_admite_otra_cosa(tienda):
    regla = validacion(tienda["CLIENTES"], "ETAPA")
    assert regla.formula1 == '"INICIAL,CONVENCIENDO,VISITA,COMPRADOR,PERDIDO,CANCELAR"'
    assert regla.errorStyle in (None, "stop")


def test_al_ponerse_en_una_celda_se_ve_para_que_es_y_un_ejemplo(tienda):
    ayuda = validacion(tienda["CLIENTES"], "CODIGO_POSTAL").prompt
    assert "08001" in ayuda
    assert "8001" in ayuda.split("Mal:")[1]


def test_los_desplegables_llegan_hasta_la_ultima_fila(tienda):
    rangos = {
        str(v.sqref).split(":")[1] for v in tienda["CLIENTES"].data_validations.dataValidation
    }
    assert all(r.endswith("1048576") for r in rangos)


def test_la_hoja_leeme_explica_cada_columna_de_clientes(tienda):
    dicho = {c.value for c in tienda["LÉEME"]["A"]}
    assert {c.cabecera for c in HOJAS["CLIENTES"]} <= dicho


def test_la_hoja_leeme_dice_lo_que_exige_su_giro(tmp_path):
    crear_plantilla(tmp_path / "r.xlsx", "distribuidor")
    filas = openpyxl.load_workbook(tmp_path / "r.xlsx")["LÉEME"].iter_rows(values_only=True)
    exigido = {fila[0]: fila[2] for fila in filas}
    assert (exigido["ZONA"], exigido["SEXO"]) == ("sí", None)
    assert exigido["MOVIL"] == "uno de TELEFONO, MOVIL, EMAIL"


@pytest.mark.parametrize("giro", GIROS)
def test_cada_giro_trae_sus_listas_y_unas_politicas_que_se_leen(tmp_path, giro):
    crear_plantilla(tmp_path / "r.xlsx", giro)
    hoja = openpyxl.load_workbook(tmp_path / "r.xlsx")["LISTAS"]
    perfiles = [c.value for c in hoja[columna(hoja, "PERFIL")][1:] if c.value]
    assert tuple(perfiles) == listas_de(giro)["perfil"]
    assert crear_politicas(tmp_path / "clientesctl.toml", giro, "r.xlsx")
    politicas = leer_politicas(tmp_path / "clientesctl.toml")
    assert politicas.libro == "r.xlsx"
    assert politicas.dias_preinactivo < politicas.dias_inactivo


def test_los_tres_giros_son_distintos():
    assert len({listas_de(giro)["perfil"] for giro in GIROS}) == len(GIROS)


def test_la_misma_plantilla_tiene_los_mismos_bytes(tmp_path):
    for nombre in ("a.xlsx", "b.xlsx"):
        crear_plantilla(tmp_path / nombre, "tienda")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_no_escribe_encima_de_un_libro_que_ya_existe(tmp_path):
    (tmp_path / "mio.xlsx").write_text("lo mío")
    with pytest.raises(ErrorUso, match="ya existe"):
        crear_plantilla(tmp_path / "mio.xlsx", "tienda")
    assert (tmp_path / "mio.xlsx").read_text() == "lo mío"
    assert len(list(tmp_path.iterdir())) == 1


def test_no_escribe_a_traves_de_un_enlace_roto(tmp_path):
    (tmp_path / "r.xlsx").symlink_to(tmp_path / "otro.xlsx")
    with pytest.raises(ErrorUso, match="ya existe"):
        crear_plantilla(tmp_path / "r.xlsx", "tienda")
    assert not (tmp_path / "otro.xlsx").exists()


def test_respeta_las_politicas_que_ya_hay(tmp_path):
    (tmp_path / "clientesctl.toml").write_text('pais = "ES"\n')
    assert not crear_politicas(tmp_path / "clientesctl.toml", "tienda", "r.xlsx")
    assert (tmp_path / "clientesctl.toml").read_text() == 'pais = "ES"\n'


@pytest.mark.parametrize(
    ("nombre", "giro", "frase"),
    [
        ("registro.xls", "tienda", "llámelo «registro.xlsx»"),
        ("no/hay/registro.xlsx", "tienda", "no existe: créela antes"),
        ("registro.xlsx", "kiosco", "use tienda, servicios, distribuidor"),
    ],
)
def test_dice_por_que_no_y_el_remedio(tmp_path, nombre, giro, frase):
    with pytest.raises(ErrorUso, match=frase):
        crear_plantilla(tmp_path / nombre, giro)
    assert list(tmp_path.iterdir()) == []


def test_solo_lo_lee_su_dueno(tmp_path):
    crear_plantilla(tmp_path / "r.xlsx", "tienda")
    assert stat.S_IMODE((tmp_path / "r.xlsx").stat().st_mode) & 0o077 == 0


def test_si_la_revision_falla_no_queda_nada(tmp_path):
    def negar(_):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        crear_plantilla(tmp_path / "r.xlsx", "tienda", revisar=negar)
    assert list(tmp_path.iterdir()) == []


def test_lleva_los_registros_con_sus_tipos(tmp_path):
    filas = [("=1+1", "08001", dt.date(2026, 3, 1), 3.5, None)]
    cabeceras = ("NOMBRE", "CODIGO_POSTAL", "FECHA_ALTA", "Saldo", "ID")
    suelta = HojaSuelta("Notas", [(3, (None, "abajo"))])
    contenido = Contenido({"CLIENTES": HojaNueva("CLIENTES", cabeceras, filas)}, [suelta])
    crear_plantilla(tmp_path / "r.xlsx", "tienda", registros=contenido)
    libro = openpyxl.load_workbook(tmp_path / "r.xlsx")
    nombre, postal, alta, saldo, clave = libro["CLIENTES"][2]
    assert (nombre.value, nombre.data_type) == ("=1+1", "s")
    assert (postal.value, alta.value.date(), saldo.value) == ("08001", dt.date(2026, 3, 1), 3.5)
    assert clave.value is None
    assert libro["Notas"]["B3"].value == "abajo"


def test_con_demasiadas_celdas_va_sin_tabla_pero_entero(tmp_path, monkeypatch):
    monkeypatch.setattr("clientesctl.libro.plantilla.CELDAS_CON_TABLA", 3)
    filas = [(str(i), "ANA") for i in range(5)]
    contenido = Contenido({"CLIENTES": HojaNueva("CLIENTES", ("ID", "NOMBRE"), filas)})
    crear_plantilla(tmp_path / "r.xlsx", "tienda", registros=contenido)
    hoja = openpyxl.load_workbook(tmp_path / "r.xlsx")["CLIENTES"]
    assert not hoja.tables
    assert hoja.auto_filter.ref == "A1:B6"
    assert [c.value for c in hoja["A"]] == ["ID", "0", "1", "2", "3", "4"]


@pytest.mark.sistema
def test_libreoffice_lo_abre_y_conserva_el_cero(tmp_path, programa):
    filas = [("C-1", "ANA", "08001")]
    hoja = HojaNueva("CLIENTES", ("ID", "NOMBRE", "CODIGO_POSTAL"), filas)
    crear_plantilla(tmp_path / "r.xlsx", "tienda", registros=Contenido({"CLIENTES": hoja}))
    orden = [programa("soffice"), f"-env:UserInstallation=file://{tmp_path}/perfil", "--headless"]
    orden += ["--convert-to", "csv", "--outdir", str(tmp_path), str(tmp_path / "r.xlsx")]
    subprocess.run(orden, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "r.csv").read_text().splitlines() == [
        "ID,NOMBRE,CODIGO_POSTAL",
        "C-1,ANA,08001",
    ]


@pytest.mark.parametrize("giro", GIROS)
def test_los_libros_de_plantillas_estan_al_dia(tmp_path, giro):
    """Si falla: `make plantillas`."""
    crear_plantilla(tmp_path / "r.xlsx", giro)
    hecho = Path(__file__).parents[2] / "plantillas" / f"{giro}.xlsx"
    assert contenido(hecho) == contenido(tmp_path / "r.xlsx")


def contenido(ruta):
    libro = openpyxl.load_workbook(ruta)
    return {h.title: [[c.value for c in fila] for fila in h.iter_rows()] for h in libro}
