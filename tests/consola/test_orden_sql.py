"""La orden `sql`: preguntas sobre las hojas, y nada más que preguntas."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from orden_en_libro import Orden, libro_de

LIBRO = """
CLIENTES
ID  | NOMBRE | CIUDAD | CODIGO_POSTAL | ID_FISCAL | FECHA_ALTA   | CICLO_DIAS | FUSIONADO_EN | Nº de hijos
C-1 | ANA    | MÁLAGA | 08001         | n:12345678 | f:2026-01-05 | n:7       |              | n:3
C-2 | LUIS   | MADRID | n:28001       | 00012345Z | ayer         |            |              |
C-3 | ANA    | MÁLAGA | 08001         |           |              |            | C-1          |
VENTAS
ID  | FECHA        | ID_CLIENTE | IMPORTE | CANTIDAD
V-1 | f:2026-11-20 | C-1        | n:10.5  | n:2
V-2 | f:2026-10-20 | C-3        | n:20    | n:1
V-3 | f:2026-10-20 | C-9        | 50 USD  | n:1
"""  # noqa: E501


@pytest.fixture
def orden(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Orden:
    return Orden(libro_de(LIBRO, tmp_path / "clientes.xlsx"), capsys)


def filas(orden: Orden, consulta: str) -> list[list[object]]:
    assert orden("sql", consulta, "--formato", "json") == 0, orden.dicho
    return [list(fila.values()) for fila in json.loads(orden.datos)["filas"]]


@pytest.mark.parametrize(
    ("consulta", "esperado"),
    [
        ("SELECT codigo_postal, typeof(codigo_postal) FROM clientes WHERE id='C-2'",
         [["28001", "text"]]),
        ("SELECT id_fiscal, fila FROM clientes ORDER BY fila",
         [["12345678", 2], ["00012345Z", 3], [None, 4]]),
        ("SELECT fecha_alta, fecha_alta_escrito FROM clientes LIMIT 2",
         [["2026-01-05", None], [None, "ayer"]]),
        ("SELECT no_de_hijos + 1, ciclo_dias FROM clientes LIMIT 1", [[4.0, 7]]),
        ("SELECT count(*) FROM ventas", [[3]]),
        ("SELECT importe, importe_escrito, fila_cliente FROM ventas WHERE id='V-3'",
         [[50.0, "50 USD", None]]),
        ("SELECT c.nombre, SUM(v.importe) FROM ventas v JOIN clientes c ON c.fila=v.fila_cliente",
         [["ANA", 30.5]]),
        ("SELECT id, estado, dias, gasto, compras FROM cartera ORDER BY id",
         [["C-1", "ACTIVO", 2, 30.5, 2], ["C-2", "PROSPECTO", None, 0.0, 0]]),
        ("SELECT id FROM clientes WHERE sin_acentos(ciudad)='MALAGA' AND fusionado_en IS NULL",
         [["C-1"]]),
        ("WITH d AS (SELECT ciudad, COUNT(*) n FROM clientes GROUP BY 1) SELECT * FROM d;",
         [["MADRID", 1], ["MÁLAGA", 2]]),
        ('SELECT nombre AS "N" FROM clientes WHERE "ciudad"=\'MADRID\'', [["LUIS"]]),
        ("SELECT 1 AS a, 2 AS a", [[1, 2]]),
        ("SELECT date('2026-01-31', '+1 day')", [["2026-02-01"]]),
        ("SELECT 9e999, x'00ff'", [[None, "00ff"]]),
    ],
)  # fmt: skip
def test_responde(orden: Orden, consulta: str, esperado: list[list[object]]) -> None:
    assert filas(orden, consulta) == esperado


@pytest.mark.parametrize(
    "consulta",
    [
        "DELETE FROM clientes",
        "WITH x AS (SELECT 1) DELETE FROM clientes",
        "/* hola */ DROP TABLE clientes",
        "ATTACH 'otra.db' AS otra",
        "/**/ ATTACH 'otra.db' AS otra",
        "PRAGMA writable_schema=1",
        "/**/ PRAGMA database_list",
        "SELECT * FROM pragma_database_list",
        "SELECT load_extension('cosa')",
        "VACUUM INTO 'copia.db'",
        "CREATE TABLE t(a)",
        "/**/ CREATE TEMP TABLE t AS SELECT * FROM clientes",
        "SELECT 1; DELETE FROM clientes",
        "EXPLAIN DELETE FROM clientes",
    ],
)
def test_no_deja_hacer_nada_mas_que_leer(
    orden: Orden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, consulta: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert orden("sql", consulta) == 2
    assert orden.datos == ""
    assert any(f in orden.dicho for f in ("solo lee", "más de una", "no se entiende"))
    assert [p.name for p in tmp_path.iterdir()] == ["clientes.xlsx"]


@pytest.mark.parametrize(
    ("consulta", "frase"),
    [
        ("", "falta la consulta"),
        ("SELECT * FROM clinetes", "no hay ninguna tabla «clinetes»; ¿quiso decir «clientes»?"),
        ("SELECT nombr FROM clientes", "ninguna columna «nombr»; ¿quiso decir «nombre»"),
        ("SELECT c.nombr FROM clientes c", "¿quiso decir «nombre»"),
        ('SELECT id FROM clientes WHERE ciudad="Madrid"', "un texto va entre comillas simples"),
        ("SELEC nombre", "no se entiende cerca de «SELEC»\n    SELEC nombre\n    ^^^^^"),
        ("SELECT (1", "está a medias"),
        ("SELECT id FROM clientes, ventas", "«id» está en dos tablas: diga cuál"),
        ("SELECT inventada(1)", "no hay ninguna función «inventada»"),
        ("SELECT 1; SELECT 2", "hay más de una consulta"),
        ("SELECT nombre FROM clientes WHERE SUM(fila) > 1", "use HAVING"),
        ("SELECT zeroblob(900000000)", "demasiado grande"),
    ],
)
def test_una_consulta_mal_escrita_se_dice_en_castellano(
    orden: Orden, consulta: str, frase: str
) -> None:
    assert orden("sql", consulta) == 2
    assert frase in orden.dicho


def test_una_consulta_sin_fin_se_corta(orden: Orden) -> None:
    sin_fin = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM t) SELECT max(n) FROM t"
    assert orden("sql", sin_fin, "--segundos", "0,05") == 2
    assert "se ha cortado" in orden.dicho


def test_ensena_las_tablas_con_la_cabecera_de_cada_columna(orden: Orden) -> None:
    assert orden("sql", "--tablas", "--formato", "tsv") == 0
    lineas = orden.datos.splitlines()
    assert "clientes\tno_de_hijos\tnúmero\tNº de hijos\tCLIENTES" in lineas
    assert "ventas\tfila_cliente\tentero\t\tVENTAS" in lineas
    assert "cartera\testado\ttexto\t\t" in lineas


def test_una_lista_de_la_respuesta_lleva_sus_fechas(orden: Orden, tmp_path: Path) -> None:
    from python_calamine import CalamineWorkbook

    salida = tmp_path / "r.xlsx"
    consulta = "SELECT fecha, codigo_postal FROM ventas v JOIN clientes c ON c.fila=fila_cliente"
    assert orden("sql", f"{consulta} ORDER BY v.fila", "--salida", str(salida)) == 0
    fila = CalamineWorkbook.from_path(salida).get_sheet_by_index(0).to_python()[1]
    assert (str(fila[0]), fila[1]) == ("2026-11-20", "08001")


def test_un_retorno_dentro_de_una_celda_no_parte_la_fila_del_csv(orden: Orden) -> None:
    consulta = "select 'uno' || char(13) || '=1+1' as \"=a\", ' =2' as b"
    assert orden("sql", consulta, "--formato", "csv") == 0
    assert orden.datos == "'=a,b\n\"uno\n=1+1\",' =2"


def test_una_respuesta_que_no_cabe_se_corta_antes_de_llenar_la_memoria(
    orden: Orden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clientesctl.operaciones.sql.MAS_OCTETOS", 5_000_000)
    consulta = "SELECT hex(zeroblob(500000)) FROM ventas a, ventas b"
    assert orden("sql", consulta) == 2
    assert "la consulta da más de 4 filas" in orden.dicho
