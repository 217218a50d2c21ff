"""`from clientesctl import abrir`: lo mismo que las órdenes, como valores."""

from __future__ import annotations

import datetime as dt
import io
import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from libro_de_texto import libro_de
from orden_en_libro import abrir_en_excel

import clientesctl
from clientesctl import ErrorLibro, ErrorUso, LibroDeClientes, Rechazo, abrir
from clientesctl.consola.principal import ejecutar

HOY = "2026-11-23"
LIBRO = """
CLIENTES
ID  | TIPO    | NOMBRE | APELLIDO_1 | ID_FISCAL | CODIGO_POSTAL | MOVIL       | VENDEDOR | CICLO_DIAS | FECHA_ALTA   | ANILLO
C-1 | PERSONA | ana    | GIL        | 99999018D | 08001         | n:612345678 | EMILY    | n:30       | f:2026-01-05 | ROJO
C-2 | PERSONA | LUIS   | SANZ       |           | n:8002        | 622345678   |          | mensual    | ayer         |
C-3 | PERSONA | ANA    | GIL        | 99999018D | 08001         | 612345678   | EMILY    |            |              |
VENTAS
ID  | FECHA        | ID_CLIENTE | IMPORTE  | MONEDA
V-1 | f:2026-10-20 | C-1        | n:90.5   | EUR
V-2 | f:2026-09-01 | C-2        | 1.234,50 | EUR
V-3 |              | C-2        |          |
"""  # noqa: E501  # una tabla se lee entera


@pytest.fixture
def ruta(tmp_path: Path) -> Path:
    return libro_de(LIBRO, tmp_path / "clientes.xlsx")


@pytest.fixture
def libro(ruta: Path) -> LibroDeClientes:
    return abrir(ruta, hoy=HOY)


@pytest.fixture
def orden(ruta: Path, capsys: pytest.CaptureFixture[str]):
    """El JSON de una orden sobre el mismo libro y el mismo día."""

    def pedir(*palabras: str) -> dict[str, object]:
        ejecutar([*palabras, "--libro", str(ruta), "--hoy", HOY, "--formato", "json"])
        objeto = json.loads(capsys.readouterr().out)
        assert isinstance(objeto, dict)
        return objeto

    return pedir


def test_un_codigo_guarda_su_cero_y_un_telefono_no_acaba_en_punto_cero(
    libro: LibroDeClientes,
) -> None:
    assert libro.clientes["codigo_postal"].tolist() == ["08001", "8002", "08001"]
    assert libro.clientes.loc[2, "movil"] == "612345678"


def test_las_fechas_son_fechas_y_los_numeros_numeros(libro: LibroDeClientes) -> None:
    assert libro.clientes["fecha_alta"].dtype.kind == "M"
    assert libro.clientes.loc[2, "fecha_alta"] == pd.Timestamp("2026-01-05")
    assert libro.ventas["importe"].tolist()[:2] == [90.5, 1234.5]
    assert libro.clientes["ciclo_dias"].dtype == "float64"


def test_lo_que_falta_o_no_se_lee_falta_igual_en_todas(libro: LibroDeClientes) -> None:
    falta = libro.clientes.isna()
    assert falta["vendedor"].tolist() == [False, True, False]
    assert falta["fecha_alta"].tolist() == [False, True, True], "«ayer» no es un día"
    assert falta["ciclo_dias"].tolist() == [False, True, True], "«mensual» no es un número"
    assert libro.marco("clientes", tipos=False).loc[3, "ciclo_dias"] == "mensual"
    de_emily = libro.clientes["vendedor"] == "EMILY"
    assert libro.clientes[~de_emily].index.tolist() == [3], "quien no tiene no desaparece"


def test_el_indice_es_la_fila_de_excel_y_lo_desconocido_va_por_su_cabecera(
    libro: LibroDeClientes,
) -> None:
    assert libro.clientes.index.tolist() == [2, 3, 4]
    assert libro.clientes.index.name == "fila"
    assert libro.clientes.loc[2, "ANILLO"] == "ROJO"


def test_una_hoja_que_no_esta_es_un_marco_vacio_con_sus_columnas(libro: LibroDeClientes) -> None:
    assert libro.citas.empty
    assert libro.citas["fecha"].dtype.kind == "M"
    assert libro.contactos.groupby("tipo").size().sum() == 0
    with pytest.raises(ErrorUso, match="«PEDIDOS» no es una hoja del registro: hay CLIENTES"):
        libro.marco("PEDIDOS")


def test_una_fecha_con_hora_la_conserva(tmp_path: Path) -> None:
    texto = "CLIENTES\nID | NOMBRE\nC-1 | ANA\nCONTACTOS\nID | FECHA | ID_CLIENTE | TIPO | NOTAS\n"
    ruta = libro_de(f"{texto}K-1 | f:2026-11-20T17:30:00 | C-1 | LLAMADA | SÍ", tmp_path / "l.xlsx")
    assert abrir(ruta).contactos.loc[2, "fecha"] == pd.Timestamp("2026-11-20 17:30")


def test_validar_es_el_json_de_la_orden(libro: LibroDeClientes, orden) -> None:
    hallazgos = libro.validar()
    suyo = orden("validar")
    assert hallazgos.objeto == suyo
    assert [h.mensaje for h in hallazgos] == hallazgos.marco["mensaje"].tolist()
    assert len(hallazgos) == len(hallazgos.marco) > 3
    assert hallazgos.errores == suyo["resumen"]["errores"]
    solo = libro.validar(reglas=["id_fiscal_repetido"])
    assert {h.regla for h in solo} == {"id_fiscal_repetido"}
    assert solo[0].fila in {2, 4}


def test_duplicados_es_el_json_de_la_orden(libro: LibroDeClientes, orden) -> None:
    dobles = libro.duplicados()
    assert dobles.objeto == orden("duplicados")
    assert dobles.pares[["fila_a", "fila_b"]].to_numpy().tolist() == [[2, 4]]
    assert "mismo documento" in dobles.pares.loc[0, "razones"]
    assert dobles.grupos.index.tolist() == [2, 4]
    assert len(libro.duplicados(umbral=1.0)) == 0


def test_estado_es_el_json_de_la_orden(libro: LibroDeClientes, orden) -> None:
    suyo = pd.DataFrame(orden("estado", "--dias", "60")["clientes"]).set_index("fila")
    marco = libro.estado(dias=60)
    assert marco.index.tolist() == suyo.index.tolist()
    for columna in ("id", "nombre", "estado", "motivo"):
        assert marco[columna].tolist() == suyo[columna].tolist()
    assert marco["ultima_compra"].dt.strftime("%Y-%m-%d").dropna().tolist() == [
        "2026-10-20",
        "2026-09-01",
    ]
    assert marco.loc[2, ["dias", "moneda"]].tolist() == [34.0, "EUR"]
    assert marco["al_mes"].isna().tolist() == [False, False, True]
    with pytest.raises(ErrorUso, match="--dias «0» no vale"):
        libro.estado(dias=0)


def test_llamadas_es_el_json_de_la_orden(libro: LibroDeClientes, orden) -> None:
    suyo = orden("llamadas", "--maximo", "0")["llamadas"]
    marco = libro.llamadas(maximo=0)
    assert len(marco) == len(suyo) > 0
    assert marco["motivo"].tolist() == [llamada["motivo"] for llamada in suyo]
    assert marco.index.tolist() == [llamada["fila"] for llamada in suyo]


ANALISIS = """
CLIENTES
ID  | NOMBRE | APELLIDO_1 | MOVIL     | FECHA_NACIMIENTO | PERDIDO_EL   | MOTIVO_INACTIVIDAD
C-1 | ANA    | GIL        | 612345678 | f:1985-11-24     |              |
C-2 | LUIS   | SANZ       | 622345678 |                  | f:2026-10-01 | COMPETENCIA
VENTAS
ID  | FECHA        | ID_CLIENTE | IMPORTE | PAGADA_EL
V-1 | f:2026-10-20 | C-1        | n:90    |
V-2 | f:2026-09-01 | C-2        | n:900   | f:2026-09-02
"""


@pytest.mark.parametrize(
    ("palabras", "pedir"),
    [
        (("buscar", "gasto>50"), lambda libro: libro.buscar("gasto>50")),
        (("cobros",), lambda libro: libro.cobros()),
        (("puntuacion",), lambda libro: libro.puntuacion()),
        (("perdidas",), lambda libro: libro.perdidas()),
        (("cumpleanos", "--dias", "30"), lambda libro: libro.cumpleanos(30)),
        (("estadisticas", "--semanas", "4"), lambda libro: libro.estadisticas(semanas=4)),
    ],
)
def test_cada_analisis_es_lo_que_da_su_orden(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], palabras, pedir
) -> None:
    ruta = libro_de(ANALISIS, tmp_path / "analisis.xlsx")
    ejecutar([*palabras, "--libro", str(ruta), "--hoy", HOY, "--formato", "tsv"])
    suyo = pd.read_csv(io.StringIO(capsys.readouterr().out), sep="\t", quoting=3, dtype=str)
    marco = pedir(abrir(ruta, hoy=HOY))
    if "fila" in suyo:
        suyo = suyo.set_index(suyo.pop("fila").astype(int))
    assert len(marco) > 0
    assert list(marco) == list(suyo)
    assert marco.index.tolist() == suyo.index.tolist()
    for columna in marco.select_dtypes("str"):
        assert marco[columna].fillna("").tolist() == suyo[columna].fillna("").tolist()


def test_un_plan_se_mira_se_escribe_y_se_deshace(libro: LibroDeClientes, ruta: Path) -> None:
    antes = ruta.read_bytes()
    plan = libro.corregir(reglas=["texto_en_minusculas"])
    (cambio,) = libro.plan_en_marco(plan).to_dict("records")
    assert (cambio["celda"], cambio["antes"], cambio["despues"]) == ("C2", "ana", "ANA")
    assert ruta.read_bytes() == antes
    hecho = libro.aplicar(plan)
    assert (hecho.celdas, hecho.conflictos) == (1, ())
    assert libro.clientes.loc[2, "nombre"] == "ana", "lo leído no cambia"
    libro = libro.releer()
    assert libro.clientes.loc[2, "nombre"] == "ANA"
    assert len(libro.deshacer()) == 1
    assert ruta.read_bytes() == antes
    assert libro.deshacer() == ()


def test_de_un_plan_recortado_no_queda_la_columna_que_no_hace_falta(tmp_path: Path) -> None:
    texto = "ID | NOMBRE | APELLIDO_1 | CIUDAD\nC-1 | ANA | GARCÍA PÉREZ | Soria "
    libro = abrir(libro_de(texto, tmp_path / "corto.xlsx"), hoy=HOY)
    plan = libro.corregir(dudosas=True)
    assert "apellido_2" in set(libro.plan_en_marco(plan)["campo"])
    libro.aplicar(plan.elegir(p for p in plan.propuestas if p.motivo == "espacios_sobrantes"))
    quedo = libro.releer()
    assert "apellido_2" not in quedo.clientes
    assert quedo.clientes.loc[2, "ciudad"] == "Soria"


def test_con_el_libro_abierto_en_excel_se_lee_pero_no_se_escribe(
    libro: LibroDeClientes, ruta: Path
) -> None:
    antes = ruta.read_bytes()
    abrir_en_excel(ruta)
    assert len(abrir(ruta, hoy=HOY).clientes) == 3
    with pytest.raises(Rechazo, match="está abierto en Excel"):
        libro.aplicar(libro.corregir())
    assert ruta.read_bytes() == antes


def test_lo_dictado_con_el_libro_abierto_ya_se_ve(
    ruta: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    abrir_en_excel(ruta)
    ejecutar(
        ["editar", "C-2", "vendedor=JUAN", "--a-sabiendas", "--libro", str(ruta), "--hoy", HOY]
    )
    capsys.readouterr()
    assert abrir(ruta, hoy=HOY).clientes.loc[3, "vendedor"] == "JUAN"


def test_el_dia_y_las_politicas_se_dicen_de_varias_maneras(ruta: Path, tmp_path: Path) -> None:
    (tmp_path / "otras.toml").write_text("[estado]\ndias = 100\n", encoding="utf-8")
    libro = abrir(ruta, hoy=dt.date(2026, 11, 23), politicas=tmp_path / "otras.toml")
    assert libro.estado().loc[3, "estado"] == "PRE-INACTIVO"
    assert abrir(ruta, hoy=HOY, politicas=libro.politicas).politicas is libro.politicas
    with pytest.raises(ErrorUso, match="hoy=«23/11/2026» no es una fecha"):
        abrir(ruta, hoy="23/11/2026")


def test_un_libro_que_no_esta_lo_dice_como_la_orden(tmp_path: Path) -> None:
    with pytest.raises(ErrorLibro, match=r"no_esta\.xlsx"):
        abrir(tmp_path / "no_esta.xlsx")


def test_importar_el_paquete_no_carga_nada_y_lo_que_no_hay_no_esta() -> None:
    codigo = "import sys, clientesctl; print([m for m in ('numpy', 'pandas') if m in sys.modules])"
    visto = subprocess.run([sys.executable, "-c", codigo], capture_output=True, check=True)
    assert visto.stdout.strip() == b"[]"
    assert set(clientesctl.__all__) <= set(dir(clientesctl))
    with pytest.raises(AttributeError, match="no_hay"):
        _ = clientesctl.no_hay


def test_buscar_toma_los_campos_como_la_orden_y_no_un_maximo_imposible(
    libro: LibroDeClientes,
) -> None:
    assert list(libro.buscar(columnas="nombre, vendedor").columns)[:2] == ["nombre", "vendedor"]
    for maximo in (0, -1):
        with pytest.raises(ErrorUso, match=f"«{maximo}» no vale: es un número desde 1"):
            libro.buscar(maximo=maximo)
    with pytest.raises(ErrorUso, match="--con-permiso va con --para"):
        libro.buscar(con_permiso=True)
