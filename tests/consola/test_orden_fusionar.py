"""La orden `duplicados fusionar`, como la usa una persona o un programa."""

from __future__ import annotations

import json
import os
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from clientesctl.consola.principal import ejecutar

CABECERA = ["ID", "NOMBRE", "APELLIDO_1", "APELLIDO_2", "ID_FISCAL", "TELEFONO", "EMAIL", "CIUDAD"]
FICHAS = [
    ["C-1", "PEPE", "CASALS", "VIDAL", "45678901G", "913334455", "pepe@ejemplo.es", "MADRID"],
    ["C-2", "JOSÉ", "CASALS", "VIDAL", "45678901G", "913334455", "pepe@ejemplo.es", ""],
    ["C-3", "NURIA", "PRIETO", "TERUEL", "", "699112233", "n.prieto@ejemplo.es", "SORIA"],
    ["C-4", "NURIA", "PRIETO", "TERUEL", "", "699112233", "n.prieto@ejemplo.es", "SORIA"],
    ["C-5", "NURIA", "PRIETO", "TERUEL", "", "699112233", "n.prieto@ejemplo.es", "SORIA"],
    ["C-6", "HUGO", "ARANA", "OSUNA", "53380700T", "917778899", "hugo@ejemplo.es", "LUGO"],
    ["C-7", "INES", "BARRAL", "LEDESMA", "", "933334455", "ines@ejemplo.es", "MURCIA"],
]
VENTAS = [["ID", "FECHA", "ID_CLIENTE", "IMPORTE"], ["V-1", "2026-10-01", "C-2", 10]]
HOY = ["--hoy", "2026-11-22"]


def hacer(ruta: Path, fichas: list[list[str]] = FICHAS, distintos: list[list[str]] = []) -> Path:  # noqa: B006  # no se cambia
    with xlsxwriter.Workbook(ruta) as libro:
        hojas = {"CLIENTES": [CABECERA, *fichas], "VENTAS": VENTAS}
        if distintos:
            hojas["DISTINTOS"] = [["ID_A", "ID_B"], *distintos]
        for nombre, filas in hojas.items():
            hoja = libro.add_worksheet(nombre)
            for n, fila in enumerate(filas):
                hoja.write_row(n, 0, fila)
    return ruta


@pytest.fixture
def libro(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return hacer(tmp_path / "clientes.xlsx")


def correr(*args: str | Path) -> int:
    return ejecutar(["duplicados", "fusionar", *map(str, args), *HOY])


def columna(libro: Path, hoja: str, cabecera: str) -> list[object]:
    filas = list(openpyxl.load_workbook(libro)[hoja].iter_rows(values_only=True))
    cual = filas[0].index(cabecera)
    return [fila[cual] for fila in filas[1:]]


def test_ensenar_no_escribe_y_acaba_en_1(libro: Path, capsys: pytest.CaptureFixture[str]) -> None:
    antes = libro.read_bytes()
    assert correr("--formato", "tabla") == 1
    assert libro.read_bytes() == antes
    assert [p.name for p in libro.parent.iterdir()] == ["clientes.xlsx"]
    vista = capsys.readouterr().out
    assert "C-2 absorbe a C-1  filas 3, 2\n  queda C-2 porque es la que más filas de otras" in vista
    assert "CIUDAD" in vista
    assert "→ MADRID  lo único escrito" in vista
    assert "C-3 absorbe a C-4 y C-5" in vista
    assert "se añade la columna FUSIONADO_EN a la hoja «CLIENTES»" in vista
    assert "7 fichas: 3 fichas se absorberían en 2 que quedan" in vista
    assert vista.splitlines()[-1] == (
        f"Escribirlo:      clientesctl duplicados fusionar --libro {libro} --aplicar"
    )


def test_aplicar_escribe_y_la_segunda_vez_no_hay_nada(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    antes = libro.read_bytes()
    assert correr("--aplicar") == 0
    dicho = capsys.readouterr().err
    assert "4 celdas escritas en «clientes.xlsx»" in dicho
    assert "Volver atrás:    clientesctl deshacer" in dicho
    absorbidas = ["C-2", None, None, "C-3", "C-3", None, None]
    assert columna(libro, "CLIENTES", "FUSIONADO_EN") == absorbidas
    assert columna(libro, "CLIENTES", "CIUDAD")[:2] == ["MADRID", "MADRID"]
    assert correr() == 0
    assert capsys.readouterr().err == "4 fichas: nada que fundir\n"
    assert correr("-q") == 0
    assert capsys.readouterr() == ("", "")
    assert ejecutar(["deshacer", str(libro)]) == 0
    assert libro.read_bytes() == antes


def test_estado_cuenta_las_ventas_y_no_a_las_absorbidas(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert correr("C-1", "C-2", "--conservar", "C-1", "--aplicar") == 0
    assert columna(libro, "VENTAS", "ID_CLIENTE") == ["C-1"]
    capsys.readouterr()
    ejecutar(["estado", str(libro), "--formato", "json", *HOY])
    clientes = json.loads(capsys.readouterr().out)["clientes"]
    assert [c["id"] for c in clientes] == ["C-1", "C-3", "C-4", "C-5", "C-6", "C-7"]
    assert clientes[0]["ultima_compra"] == "2026-10-01"


def test_se_nombra_por_el_id_o_por_la_fila(libro: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert correr("c-1", "fila:3", "--formato", "tsv") == 1
    assert "C-2 absorbe a C-1" in capsys.readouterr().out
    assert correr("C-1", "--formato", "tsv") == 1
    assert "C-2 absorbe a C-1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("pedido", "dicho"),
    [
        (["C-99"], "no hay ninguna ficha «C-99» en «CLIENTES»"),
        (["fila:99"], "no hay ninguna ficha «fila:99» en «CLIENTES»"),
        (["C-7"], "C-7 no está en ningún grupo de dobles: nombre también con cuál se funde"),
        (["C-1", "C-2", "C-3", "C-4"], "parecen de varios clientes (C-1 C-2; C-3 C-4)"),
        (["C-1", "C-2", "--conservar", "C-3"], "C-3 no está entre las fichas que se funden"),
        (["C-1", "C-2", "--con", "ciudad"], "--con «ciudad» no vale: se escribe COLUMNA=ID"),
        (["C-1", "C-2", "--con", "bigote=C-1"], "«bigote» no está en el libro"),
        (["--seguro", "mucho"], "--seguro «mucho» no vale: es un número de 0 a 1"),
        (["C-1", "--plan", "plan.json"], "--plan escribe lo que se guardó, sin más"),
    ],
)
def test_lo_que_no_se_entiende_acaba_en_2(
    libro: Path, capsys: pytest.CaptureFixture[str], pedido: list[str], dicho: str
) -> None:
    assert correr(*pedido) == 2
    assert dicho in capsys.readouterr().err


def test_dos_que_no_se_parecen_se_avisan(libro: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert correr("C-3", "C-7") == 1
    assert "aviso: C-3 y C-7 no se parecen: compruebe" in capsys.readouterr().err


def test_dos_documentos_validos_se_rechazan_y_se_dice_el_remedio(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert correr("C-1", "C-6", "--aplicar") == 4
    assert capsys.readouterr().err.splitlines()[-1] == (
        "clientesctl: no se funden: llevan números fiscales distintos y los dos valen: 45678901G"
        " (fila 2) y 53380700T (fila 7). No se ha escrito nada; diga cuál vale con"
        " --con id_fiscal=ID"
    )
    assert correr("C-1", "C-6", "--con", "ID_FISCAL=C-6", "--aplicar") == 0
    assert columna(libro, "CLIENTES", "ID_FISCAL")[0] == "53380700T"


def test_lo_declarado_distinto_no_se_funde_aunque_se_nombre(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ruta = hacer(tmp_path / "a.xlsx", distintos=[["C-1", "C-2"], ["C-3", "C-4"]])
    assert correr("--libro", ruta) == 0
    antes = ruta.read_bytes()
    assert correr("--libro", ruta, "C-2", "C-1", "--aplicar") == 4
    assert capsys.readouterr().err.splitlines()[-1] == (
        "clientesctl: no se funden: alguien dijo (fila 2 de «DISTINTOS») que C-1 y C-2 son dos"
        " clientes. No se ha escrito nada; si son el mismo, antes «clientesctl duplicados distintos"
        " C-1 C-2 --quitar»"
    )
    assert ruta.read_bytes() == antes
    assert (
        ejecutar(["duplicados", "distintos", "C-1", "C-2", "--quitar", "--libro", str(ruta)]) == 0
    )
    assert correr("--libro", ruta, "C-2", "C-1", "--aplicar") == 0


def test_se_dice_quien_y_cuando_los_declaro_distintos(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pedido = ["duplicados", "distintos", "C-1", "C-2", "--quien", "MARTA", *HOY]
    assert ejecutar(pedido) == 0
    assert correr("C-1", "C-2") == 4
    dicho = "MARTA dijo el 2026-11-22 (fila 2 de «DISTINTOS») que C-1 y C-2 son dos clientes"
    assert dicho in capsys.readouterr().err


def test_lo_que_no_es_seguro_se_cuenta_y_no_se_funde(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert correr("--seguro", "1") == 0
    assert (
        "aparte: 2 grupos por debajo de lo seguro (100 %) o con dudas: mírelos o nómbrelos"
        f" (clientesctl duplicados revisar {libro})"
    ) in capsys.readouterr().err


def test_el_json_dice_que_queda_de_quien_y_por_que(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert correr("C-1", "C-2", "--formato", "json") == 1
    dicho = json.loads(capsys.readouterr().out)
    [fusion] = dicho["fusiones"]
    assert fusion["queda"] == {"fila": 3, "id": "C-2"}
    assert fusion["absorbidas"] == [{"fila": 2, "id": "C-1"}]
    assert {
        "campo": "ciudad",
        "valores": ["", "MADRID"],
        "queda": "MADRID",
        "de": [{"fila": 2, "id": "C-1"}],
        "regla": "lo único escrito",
        "cambia": True,
    } in fusion["columnas"]
    assert dicho["columnas_nuevas"] == [{"hoja": "CLIENTES", "columna": "FUSIONADO_EN"}]
    assert dicho["resumen"]["absorbidas"] == 1


def test_cada_columna_es_una_linea_que_se_deja_buscar(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert correr("C-1", "C-2", "--formato", "tsv") == 1
    assert (
        "CLIENTES!fila 3\tC-2 absorbe a C-1\tCIUDAD\t\t→ MADRID\tC-1\tlo único escrito"
        in capsys.readouterr().out.splitlines()
    )
    assert correr("C-1", "C-2", "--formato", "csv") == 1
    assert capsys.readouterr().out.startswith("celda,motivo,columna,antes,despues,de,regla\n")


def test_el_plan_guardado_se_escribe_despues_tal_cual(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = libro.with_name("plan.json")
    assert correr("C-1", "C-2", "--guardar-plan", plan) == 1
    assert correr("--libro", libro, "--plan", plan) == 1
    assert correr("--libro", libro, "--plan", plan, "--aplicar") == 0
    assert columna(libro, "CLIENTES", "FUSIONADO_EN")[:3] == ["C-2", None, None]
    assert correr("--libro", libro, "--plan", plan, "--aplicar") == 0


def test_preguntar_sin_terminal_es_un_error_de_uso(libro: Path) -> None:
    assert correr("--interactivo") == 2


def test_el_libro_abierto_en_excel_no_se_escribe(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    libro.with_name("~$clientes.xlsx").write_bytes(bytes([5]) + b"Marta".ljust(164))
    antes = libro.read_bytes()
    assert correr("--aplicar") == 4
    assert libro.read_bytes() == antes


def test_la_ayuda_se_entiende(capsys: pytest.CaptureFixture[str]) -> None:
    os.environ["COLUMNS"] = "100"
    assert ejecutar(["duplicados", "fusionar", "--ayuda"]) == 0
    ayuda = capsys.readouterr().out
    assert "[ID]…" in ayuda
    assert "FUSIONADO_EN" in ayuda


def test_sin_certeza_de_la_columna_se_dice_el_remedio(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ruta = tmp_path / "ajeno.xlsx"
    with xlsxwriter.Workbook(ruta) as ajeno:
        hoja = ajeno.add_worksheet("Clientes")
        for n, fila in enumerate(
            [
                ["Nombre", "Apellido 1", "Telefono", "Correo"],
                *([f[1], f[2], f[5], f[6]] for f in FICHAS),
            ]
        ):
            hoja.write_row(n, 0, fila)
    assert correr("--libro", ruta, "--aplicar") == 0
    assert any(columna(ruta, "Clientes", "ID")[2:5])
    assert "FUSIONADO_EN" in [c.value for c in openpyxl.load_workbook(ruta)["Clientes"][1]]


CON_FORMULA = [*CABECERA, "SALDO", "GARITO"]


@pytest.fixture
def con_formula(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    with xlsxwriter.Workbook(tmp_path / "clientes.xlsx") as libro:
        hoja = libro.add_worksheet("CLIENTES")
        hoja.write_row(0, 0, CON_FORMULA)
        for n, ficha in enumerate(FICHAS, 1):
            hoja.write_row(n, 0, ficha)
            hoja.write_formula(n, 8, f"={n}*2", None, n * 2)
            hoja.write_string(n, 9, f"AB{n}")
        otra = libro.add_worksheet("VENTAS")
        otra.write_row(0, 0, ["ID", "FECHA", "ID_CLIENTE", "IMPORTE", "MONEDA"])
    return tmp_path / "clientes.xlsx"


@pytest.mark.parametrize(
    ("pedido", "dicho"),
    [
        (["C-1", "C-2", "--con", "ID=C-1"], "para que quede C-1 use --conservar C-1"),
        (["C-1", "C-2", "--con", "FUSIONADO_EN=C-1"], "«FUSIONADO_EN» no está en el libro"),
        (["C-1", "fila:2"], "«C-1» y «fila:2» son la misma ficha: nombre fichas diferentes"),
        (["C-1", "C-1"], "«C-1» está dos veces"),
        (["C-1", "C-2", "--conservar", "C-1,C-2"], "diga cuál de las dos queda"),
        (["C-1", "C-2", "--con", "ciudad=C-1,ciudad=C-2"], "queda con un valor, diga cuál"),
        (["C-1", "C-2", "--con", "NADA=C-1"], "--con «NADA» no está en el libro: «CLIENTES» tiene"),
        (
            ["C-1", "C-2", "--conservar", "C-2", "--con", "SALDO=C-1"],
            "--con SALDO=C-1 no se puede hacer: en la ficha que queda la calcula una fórmula",
        ),
    ],
)
def test_lo_que_se_elige_y_no_se_puede_hacer_acaba_en_2_y_no_escribe(
    con_formula: Path, capsys: pytest.CaptureFixture[str], pedido: list[str], dicho: str
) -> None:
    antes = con_formula.read_bytes()
    assert correr(*pedido, "--aplicar") == 2
    assert dicho in capsys.readouterr().err
    assert con_formula.read_bytes() == antes


def test_elegir_lo_que_todas_dicen_se_avisa(
    con_formula: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert correr("C-1", "C-2", "--con", "TELEFONO=C-1") == 1
    assert "--con TELEFONO=C-1 no cambia nada: todas" in capsys.readouterr().err


def test_se_elige_tambien_una_columna_que_no_se_reconoce(con_formula: Path) -> None:
    elegida = ["--conservar", "C-1", "--con", "garito=C-2"]
    assert correr("C-1", "C-2", *elegida, "--aplicar") == 0
    assert columna(con_formula, "CLIENTES", "GARITO")[0] == "AB2"


def test_el_plan_guardado_se_ensena_por_fichas_y_en_una_tuberia_por_celdas(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = libro.with_name("plan.json")
    assert correr("C-1", "C-2", "--conservar", "C-1", "--guardar-plan", plan) == 1
    capsys.readouterr()
    assert correr("--plan", plan, "--formato", "tabla") == 1
    vista = capsys.readouterr()
    lineas = vista.out.splitlines()
    assert lineas[:3] == [
        "C-1 absorbe a C-2",
        "  CLIENTES, fila 3  C-2 JOSÉ CASALS VIDAL",
        "    FUSIONADO_EN → «C-1»",
    ]
    assert "  VENTAS  pasan a la que queda: fila 2" in lineas
    assert "el plan guardado: 1 ficha absorbida en 1 que queda; 1 fila de VENTAS" in vista.err
    assert correr("--plan", plan) == 1
    assert "VENTAS!C2\tC-1 absorbe a C-2\tID_CLIENTE\tC-2\t→ C-1" in capsys.readouterr().out
    assert correr("--plan", plan, "--formato", "json") == 1
    assert json.loads(capsys.readouterr().out)["resumen"]["absorbidas"] == 1


def test_al_escribir_se_dice_cuantas_fichas_y_cuantas_ventas(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert correr("C-1", "C-2", "--conservar", "C-1", "--aplicar") == 0
    dicho = capsys.readouterr().err
    assert "hecho: 1 ficha absorbida en 1 que queda; 1 fila de VENTAS a nombre de la que" in dicho


def test_las_absorbidas_no_se_cuentan(libro: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert correr("C-1", "C-2", "--formato", "tsv") == 1
    cuenta = "7 fichas: 1 ficha se absorbería en 1 que queda; 1 fila de VENTAS pasaría a la que"
    assert correr("C-1", "C-2", "--conservar", "C-1", "--formato", "tsv") == 1
    assert cuenta in capsys.readouterr().err
    assert correr("--aplicar") == 0
    capsys.readouterr()
    assert ejecutar(["duplicados", str(libro), *HOY]) == 0
    assert capsys.readouterr().err == "4 fichas: ningún doble\n"


def test_un_plan_de_antes_no_funde_lo_que_despues_se_declaro_distinto(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = libro.with_name("plan.json")
    assert correr("--guardar-plan", plan) == 1
    assert ejecutar(["duplicados", "distintos", "C-3", "C-5", "--quien", "MARTA", *HOY]) == 0
    antes = libro.read_bytes()
    assert correr("--plan", plan, "--aplicar") == 4
    assert "que C-3 y C-5 son dos clientes. No se ha escrito nada" in capsys.readouterr().err
    assert libro.read_bytes() == antes


def test_la_ayuda_dice_los_umbrales_que_se_usan(capsys: pytest.CaptureFixture[str]) -> None:
    from clientesctl.duplicados import UMBRAL
    from clientesctl.duplicados.fusionar import SEGURO

    for orden in ([], ["fusionar"], ["revisar"]):
        ejecutar(
            ["duplicados", *orden, "--ayuda"] if orden else ["duplicados", "listar", "--ayuda"]
        )
        ayuda = capsys.readouterr().out
        assert f"({UMBRAL:g}" in ayuda
        assert "list[str]" not in ayuda
    ejecutar(["duplicados", "fusionar", "--ayuda"])
    assert f"({SEGURO:g})" in capsys.readouterr().out
