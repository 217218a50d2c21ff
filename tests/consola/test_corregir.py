"""La orden `corregir`, como la usa una persona o un programa."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import stat
import sys
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from en_terminal import en_terminal

from clientesctl.consola.principal import ejecutar
from clientesctl.libro.cifrado import cifrar
from clientesctl.registro.plan_json import leer_plan

SUCIO = [
    ["ID", "NOMBRE", "APELLIDO_1", "APELLIDO_2", "TELEFONO", "CODIGO_POSTAL", "PROVINCIA"],
    ["C-001", "ana", "PÉREZ GIL", "", "913334455", 8001, "BARCELONA"],
    ["C-002", "EVA", "gil", "RUIZ", "N/A", "28001", "MADRID"],
    ["", "josé", "LÓPEZ", "SANZ", "913334457", 8001, "MADRID"],
]
HOY = ["--hoy", "2026-11-22"]


@pytest.fixture
def sucio(tmp_path: Path) -> Path:
    return libro(tmp_path / "clientes.xlsx", SUCIO)


def libro(ruta: Path, filas: list[list[object]]) -> Path:
    with xlsxwriter.Workbook(ruta) as hecho:
        hoja = hecho.add_worksheet("CLIENTES")
        for numero, fila in enumerate(filas):
            hoja.write_row(numero, 0, fila)
    return ruta


def correr(*args: str | Path) -> int:
    return ejecutar(["corregir", *map(str, args), *HOY])


@pytest.fixture
def aqui(sucio: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """El libro sucio, nombrado desde su carpeta, como hace una persona."""
    monkeypatch.chdir(sucio.parent)
    return sucio.name


def test_ensenar_no_escribe_y_acaba_en_1(sucio: Path) -> None:
    antes = sucio.read_bytes()
    assert correr(sucio) == 1
    assert sucio.read_bytes() == antes
    assert [p.name for p in sucio.parent.iterdir()] == ["clientes.xlsx"]


def test_un_registro_limpio_acaba_en_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    limpio = libro(tmp_path / "a.xlsx", [SUCIO[0], ["C-1", "ANA", "GIL", "", "913334455", "", ""]])
    assert correr(limpio, "--formato", "tabla") == 0
    assert capsys.readouterr().err == "1 ficha: nada que corregir\n"
    assert correr(limpio, "-q") == 0
    assert capsys.readouterr() == ("", "")


def test_la_tabla_junta_lo_igual_y_ensena_antes_y_despues(
    aqui: str, capsys: pytest.CaptureFixture[str]
) -> None:
    correr(aqui, "--formato", "tabla")
    vista = capsys.readouterr().out
    assert vista.startswith(
        "apellidos_juntos  CLIENTES · APELLIDO_1, APELLIDO_2  1\n"
        "    fila 2  APELLIDO_1 «PÉREZ GIL» → «PÉREZ» · APELLIDO_2 «GIL»"
    )
    assert (
        "texto_en_minusculas  CLIENTES · NOMBRE, APELLIDO_1  3\n    B2      NOMBRE «ana» → «ANA»"
    ) in vista
    assert "    E3      «N/A» → (vacía)" in vista
    assert vista.splitlines()[-3:] == [
        "3 fichas: se corregirían 8 celdas de 3 fichas",
        "Uno por uno:     clientesctl corregir clientes.xlsx --interactivo",
        "Escribirlo:      clientesctl corregir clientes.xlsx --aplicar",
    ]
    assert (
        "aparte: 1 dudosa, que hay que mirar antes: 1 de codigo_postal_sin_cero"
        " (clientesctl corregir clientes.xlsx --dudosas)"
    ) in vista


def test_la_orden_que_se_sugiere_lleva_las_mismas_opciones(
    aqui: str, capsys: pytest.CaptureFixture[str]
) -> None:
    correr(
        aqui, "--formato", "tabla", "--dudosas", "--columna", "NOMBRE", "--columna", "apellido_1"
    )
    assert capsys.readouterr().out.splitlines()[-1] == (
        "Escribirlo:      clientesctl corregir clientes.xlsx --columna NOMBRE,apellido_1 --dudosas"
        " --aplicar"
    )


def test_cada_cambio_es_una_linea_que_se_deja_buscar(
    sucio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert correr(sucio, "--regla", "codigo_postal_sin_cero,id_vacio") == 1
    salida = capsys.readouterr()
    assert salida.out.splitlines()[1:] == [
        "CLIENTES!F2\tcodigo_postal_sin_cero\tCODIGO_POSTAL\t8001\t→ 08001\tC-001\tsegura",
        "CLIENTES!A4\tid_vacio\tID\t\t→ C-003\t\tsegura",
    ]
    assert "se corregirían 2 celdas de 2 fichas" in salida.err


def test_el_csv_lleva_una_fila_por_celda(sucio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    correr(sucio, "--regla", "apellidos_juntos", "--formato", "csv")
    filas = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(f["celda"], f["despues"], f["propuesta"]) for f in filas] == [
        ("C2", "PÉREZ", "1"),
        ("D2", "GIL", "1"),
    ]


def test_el_json_sigue_la_forma_del_contrato(
    sucio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert correr(sucio, "--regla", "codigo_postal_sin_cero", "--formato", "json") == 1
    assert json.loads(capsys.readouterr().out) == {
        "version": 1,
        "libro": str(sucio),
        "hoja": "CLIENTES",
        "filas": 3,
        "cambios": [
            {
                "hoja": "CLIENTES",
                "fila": 2,
                "celda": "F2",
                "id": "C-001",
                "campo": "codigo_postal",
                "motivo": "codigo_postal_sin_cero",
                "antes": "8001",
                "despues": "08001",
                "segura": True,
                "propuesta": 1,
            }
        ],
        "columnas_nuevas": [],
        "apartados": [
            {
                "causa": "dudosa",
                "cuantos": 1,
                "mensaje": "1 dudosa, que hay que mirar antes: 1 de codigo_postal_sin_cero",
            }
        ],
        "resumen": {"celdas": 1, "fichas": 1, "por_motivo": {"codigo_postal_sin_cero": 1}},
    }


def test_el_json_de_un_registro_limpio_tambien_sale(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    limpio = libro(tmp_path / "a.xlsx", [SUCIO[0], ["C-1", "ANA", "GIL", "", "913334455", "", ""]])
    assert correr(limpio, "--formato", "json") == 0
    visto = json.loads(capsys.readouterr().out)
    assert (visto["cambios"], visto["resumen"]["celdas"]) == ([], 0)


def test_una_columna_entendida_sin_certeza_dice_su_remedio(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cabecera = ["Cod. Cliente", "Nombre y apellidos", "Direcion", "C.P.", "Provincia"]
    filas = [[f"C-{n}", "ANA PÉREZ GIL", f"calle sol {n}", "28001", "MADRID"] for n in range(1, 9)]
    monkeypatch.chdir(tmp_path)
    correr(libro(Path("ajeno.xlsx"), [cabecera, *filas]))
    dicho = capsys.readouterr().err
    assert "aparte: 8 en la columna «Direcion» de «CLIENTES», que parece direccion" in dicho
    assert "(clientesctl diagnostico ajeno.xlsx --guardar)" in dicho


def test_los_numeros_de_tarjeta_no_se_ensenan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filas = [["ID", "NOMBRE", "OBSERVACIONES"], ["C-1", "ANA", " paga con 4111 1111 1111 1111"]]
    correr(libro(tmp_path / "a.xlsx", filas))
    assert "paga con **** **** **** 1111" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("args", "frase"),
    [
        (["--regla", "id_vasio"], "no hay ninguna regla «id_vasio»; ¿quiso decir «id_vacio»?"),
        (["--columna", "nombr"], "--columna «nombr» no está en el libro; ¿quiso decir"),
        (["--interactivo"], "--interactivo pregunta, y aquí no hay una terminal"),
        (["--esperar", "un rato"], "--esperar «un rato» no vale"),
        (["--plan", "no_esta.json"], "--plan «no_esta.json» no existe"),
        (["--plan", "p.json", "--dudosas"], "--plan escribe lo que se guardó, sin más"),
    ],
)
def test_el_mal_uso_dice_el_remedio_y_acaba_en_2(
    sucio: Path, args: list[str], frase: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert correr(sucio, *args) == 2
    assert frase in capsys.readouterr().err


def test_una_columna_sin_entender_no_se_corrige(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filas = [["ID", "NOMBRE", "Zarandaja"], ["C-1", "ana", "x1"], ["C-2", "EVA", "y2"]]
    assert correr(libro(tmp_path / "a.xlsx", filas), "--columna", "zarandaja") == 2
    assert "no se sabe qué guarda" in capsys.readouterr().err


def test_una_regla_que_no_propone_lo_dice(sucio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert correr(sucio, "--regla", "codigo_postal_vacio") == 0
    assert "«codigo_postal_vacio» no propone nada" in capsys.readouterr().err


def test_el_plan_guardado_es_lo_ensenado_y_solo_lo_lee_quien_lo_guarda(sucio: Path) -> None:
    ruta = sucio.with_name("plan.json")
    assert correr(sucio, "--regla", "texto_en_minusculas", "--guardar-plan", ruta) == 1
    plan = leer_plan(ruta.read_text(encoding="utf-8"))
    assert [c.despues.texto for c in plan.cambios] == ["ANA", "GIL", "JOSÉ"]
    assert stat.S_IMODE(ruta.stat().st_mode) == 0o600


def test_el_plan_de_un_libro_con_contrasena_va_cifrado_con_ella(
    sucio: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIENTESCTL_CLAVE", "secreta")
    sucio.write_bytes(cifrar(sucio.read_bytes(), "secreta"))
    ruta = sucio.with_name("plan.json")
    correr(sucio, "--regla", "texto_en_minusculas", "--guardar-plan", ruta)
    assert "JOSÉ".encode() not in ruta.read_bytes()
    assert correr(sucio, "--plan", ruta, "--aplicar") == 0
    monkeypatch.delenv("CLIENTESCTL_CLAVE")
    assert correr(sucio, "--plan", ruta) == 3
    assert "plan.json» está protegido con contraseña" in capsys.readouterr().err


def test_el_plan_no_se_guarda_encima_del_registro(
    sucio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    antes = sucio.read_bytes()
    assert correr(sucio, "--guardar-plan", sucio) == 4
    assert "es el propio registro" in capsys.readouterr().err
    assert sucio.read_bytes() == antes


def test_un_plan_retomado_se_ensena_como_se_guardo(
    sucio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ruta = sucio.with_name("plan.json")
    correr(sucio, "--regla", "id_vacio", "--guardar-plan", ruta)
    capsys.readouterr()
    assert correr(sucio, "--plan", ruta) == 1
    assert capsys.readouterr().out.splitlines()[1:] == [
        "CLIENTES!A4\tid_vacio\tID\t\t→ C-003\t\tsegura"
    ]


def test_un_plan_para_otro_libro_se_rechaza(
    sucio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ruta = sucio.with_name("plan.json")
    correr(sucio, "--guardar-plan", ruta)
    otro = [SUCIO[0], ["C-801", "LEO", "VEGA", "", "913334455", "28001", "MADRID"]]
    assert correr(libro(sucio.with_name("otro.xlsx"), otro), "--plan", ruta) == 4
    assert "ya no es para «otro.xlsx» como está ahora" in capsys.readouterr().err


def test_un_plan_se_rechaza_entero_si_alguien_ha_cambiado_una_de_sus_celdas(
    sucio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ruta = sucio.with_name("plan.json")
    correr(sucio, "--regla", "texto_en_minusculas", "--guardar-plan", ruta)
    filas = [list(fila) for fila in SUCIO]
    filas[1][1] = "ANABEL"
    assert correr(libro(sucio, filas), "--plan", ruta) == 4
    assert "no se ha escrito nada" in capsys.readouterr().err


def test_un_plan_vale_aunque_la_hoja_se_haya_ordenado(
    sucio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ruta = sucio.with_name("plan.json")
    correr(sucio, "--regla", "texto_en_minusculas", "--guardar-plan", ruta)
    capsys.readouterr()
    libro(sucio, [SUCIO[0], *reversed(SUCIO[1:])])
    assert correr(sucio, "--plan", ruta) == 1
    assert "se corregirían 3 celdas de 3 fichas" in capsys.readouterr().err


def preguntar(sucio: Path, respuestas: str, *opciones: str) -> tuple[int, str]:
    """El código y la pantalla de `corregir --interactivo` en una terminal de verdad."""
    orden = ["corregir", str(sucio), "--interactivo", "--sin-color", *opciones, *HOY]
    return en_terminal(orden, respuestas)


def test_pregunta_una_por_una_y_dice_de_quien_es(sucio: Path) -> None:
    antes = sucio.read_bytes()
    codigo, pantalla = preguntar(sucio, "n?dq")
    assert codigo == 1
    assert "(1/7) apellidos_juntos  CLIENTES, C-001  ana PÉREZ GIL" in pantalla
    assert "t  todas las que quedan de este motivo" in pantalla
    assert "no se ha escrito nada" in pantalla
    assert sucio.read_bytes() == antes


def test_control_c_no_escribe_nada(sucio: Path) -> None:
    antes = sucio.read_bytes()
    codigo, pantalla = preguntar(sucio, "s\x03")
    assert codigo == 130
    assert "interrumpido: no se ha escrito nada" in pantalla
    assert sucio.read_bytes() == antes


@pytest.mark.parametrize("respuestas", ["sa", "s\x04", "sqn", "sq\x04"])
def test_abandonar_o_no_confirmar_no_escribe_nada(sucio: Path, respuestas: str) -> None:
    antes = sucio.read_bytes()
    codigo, pantalla = preguntar(sucio, respuestas)
    assert codigo == 1
    assert "no se ha escrito nada" in pantalla
    assert sucio.read_bytes() == antes


def test_si_y_no_se_entienden_enteros_y_lo_que_no_se_entiende_se_vuelve_a_preguntar(
    sucio: Path,
) -> None:
    codigo, pantalla = preguntar(sucio, "sí\nNo\nq\nquizá\nSI")
    assert codigo == 0
    assert pantalla.count("¿Escribir") == 2
    assert "sí, escribirlo" not in pantalla
    assert celdas(sucio) != [list(fila) for fila in SUCIO[1:]]


def test_todas_las_de_una_regla_no_alcanza_a_las_demas(sucio: Path) -> None:
    ruta = sucio.with_name("plan.json")
    codigo, _ = preguntar(
        sucio, "tnd", "--regla", "texto_en_minusculas,id_vacio,marcador_de_vacio",
        "--guardar-plan", str(ruta),
    )  # fmt: skip
    assert codigo == 1
    [propuesta] = leer_plan(ruta.read_text(encoding="utf-8")).propuestas
    assert propuesta.motivo == "id_vacio"


def celdas(libro: Path) -> list[list[object]]:
    hoja = openpyxl.load_workbook(libro)["CLIENTES"]
    return [[celda.value for celda in fila] for fila in hoja.iter_rows(min_row=2)]


def test_aplicar_escribe_lo_ensenado_y_no_deja_nada_que_corregir(
    sucio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert correr(sucio, "--aplicar") == 0
    salida = capsys.readouterr()
    assert salida.out == ""
    assert "8 celdas escritas en «clientes.xlsx»" in salida.err
    assert f"Volver atrás:    clientesctl deshacer {sucio}" in salida.err
    assert celdas(sucio) == [
        ["C-001", "ANA", "PÉREZ", "GIL", "913334455", "08001", "BARCELONA"],
        ["C-002", "EVA", "GIL", "RUIZ", None, "28001", "MADRID"],
        ["C-003", "JOSÉ", "LÓPEZ", "SANZ", "913334457", 8001, "MADRID"],
    ]
    assert correr(sucio) == 0
    assert ejecutar(["validar", str(sucio), *HOY, "--regla", "id_vacio,texto_en_minusculas"]) == 0


def test_aplicar_dos_veces_es_aplicar_una(sucio: Path) -> None:
    assert correr(sucio, "--aplicar", "--dudosas") == 0
    una = sucio.read_bytes()
    assert correr(sucio, "--aplicar", "--dudosas") == 0
    assert sucio.read_bytes() == una


def test_aplicar_en_silencio_no_dice_nada(sucio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert correr(sucio, "--aplicar", "-q") == 0
    assert capsys.readouterr() == ("", "")


def test_el_json_de_lo_aplicado_dice_que_quedo_escrito(
    sucio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert correr(sucio, "--aplicar", "--regla", "id_vacio", "--formato", "json") == 0
    visto = json.loads(capsys.readouterr().out)
    assert visto["aplicado"] == {"asiento": 1, "celdas": 1, "conflictos": []}


def test_con_el_libro_abierto_en_excel_se_niega(
    sucio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    antes = sucio.read_bytes()
    sucio.with_name("~$clientes.xlsx").write_bytes(b"\x04Laura" + b" " * 160)
    assert correr(sucio, "--aplicar") == 4
    assert "Excel" in capsys.readouterr().err
    assert sucio.read_bytes() == antes


def test_un_plan_guardado_se_aplica_tal_cual(sucio: Path) -> None:
    ruta = sucio.with_name("plan.json")
    correr(sucio, "--regla", "texto_en_minusculas", "--guardar-plan", ruta)
    libro(sucio, [SUCIO[0], *reversed(SUCIO[1:])])
    assert correr(sucio, "--plan", ruta, "--aplicar") == 0
    assert [fila[1:3] for fila in celdas(sucio)] == [
        ["JOSÉ", "LÓPEZ"],
        ["EVA", "GIL"],
        ["ANA", "PÉREZ GIL"],
    ]


def test_un_plan_que_ya_esta_escrito_no_es_un_error(sucio: Path) -> None:
    ruta = sucio.with_name("plan.json")
    correr(sucio, "--regla", "apellidos_juntos", "--guardar-plan", ruta)
    assert correr(sucio, "--plan", ruta, "--aplicar") == 0
    una = sucio.read_bytes()
    assert correr(sucio, "--plan", ruta, "--aplicar") == 0
    assert sucio.read_bytes() == una


def test_lo_que_choca_se_dice_y_acaba_en_1(
    sucio: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from clientesctl.operaciones import aplicar as puerta

    de_verdad = puerta.aplicar

    def alguien_se_adelanta(*args: object, **opciones: object) -> object:
        filas = [list(fila) for fila in SUCIO]
        filas[1][1] = "anabel"
        libro(sucio, filas)
        return de_verdad(*args, **opciones)

    monkeypatch.setattr(puerta, "aplicar", alguien_se_adelanta)
    assert correr(sucio, "--aplicar", "--regla", "texto_en_minusculas") == 1
    assert "sin escribir: CLIENTES, C-001, NOMBRE: " in capsys.readouterr().err
    assert [fila[1:3] for fila in celdas(sucio)] == [
        ["anabel", "PÉREZ GIL"],
        ["EVA", "GIL"],
        ["JOSÉ", "LÓPEZ"],
    ]


def test_lo_aceptado_en_la_terminal_se_escribe_al_confirmarlo(sucio: Path) -> None:
    codigo, pantalla = preguntar(sucio, "snns", "--regla", "texto_en_minusculas")
    assert "¿Escribir 1 celda de 1 ficha?" in pantalla
    assert codigo == 0
    assert [fila[1:3] for fila in celdas(sucio)] == [
        ["ANA", "PÉREZ GIL"],
        ["EVA", "gil"],
        ["josé", "LÓPEZ"],
    ]


@pytest.mark.parametrize("opciones", [[], ["--dudosas"]])
def test_un_registro_entero_se_corrige_de_una_vez(tmp_path: Path, opciones: list[str]) -> None:
    sys.path.insert(0, str(Path(__file__).parents[2] / "examples"))
    from generar import generar

    generar(3, 120, 500, dt.date(2026, 11, 22), tmp_path)
    for nombre in ("registro_sucio.xlsx", "ajeno.xlsx"):
        assert correr(tmp_path / nombre, *opciones) == 1
        assert correr(tmp_path / nombre, *opciones, "--aplicar") == 0
        assert correr(tmp_path / nombre, *opciones) == 0


def test_dice_las_columnas_que_anadiria(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filas = [["ID", "NOMBRE", "APELLIDO_1"], ["C-1", "MARÍA PÉREZ GIL", ""], ["C-2", "EVA", "RUIZ"]]
    sucio = libro(tmp_path / "a.xlsx", filas)
    correr(sucio, "--dudosas", "--regla", "nombre_en_una_columna", "--formato", "tabla")
    assert "se añade la columna APELLIDO_2 a la hoja «CLIENTES»" in capsys.readouterr().out
