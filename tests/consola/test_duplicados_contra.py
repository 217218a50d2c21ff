"""La orden `duplicados --contra`: qué se dice de cada ficha de una lista, y con qué código."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from clientesctl.consola.principal import ejecutar
from clientesctl.libro.lectura import leer_libro
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.reconocer import reconocer

CLIENTES = [
    ["ID", "NOMBRE", "APELLIDO_1", "APELLIDO_2", "RAZON_SOCIAL", "TELEFONO", "EMAIL", "CIUDAD",
     "NO_CONTACTAR", "FALLECIDO_EL", "CANCELADO_EL", "FUSIONADO_EN"],
    ["C-1", "PEPE", "GARCÍA", "LÓPEZ", "", "913334455", "pepe@ejemplo.es", "MADRID"],
    ["C-2", "NURIA", "CASALS", "VIDAL", "", "699112233", "n.casals@ejemplo.es", "SORIA", "SI"],
    ["C-3", "", "", "", "SUMINISTROS ALCARAVÁN, S.L.", "954112233", "", "SEVILLA"],
    ["C-4", "ROSARIO", "TERUEL", "OSUNA", "", "968334455", "", "MURCIA", "", "2025-01-02"],
    ["C-5", "HUGO", "PRIETO", "SANZ", "", "982445566", "", "LUGO", "", "", "2026-02-01"],
    ["C-6", "INÉS", "LEDESMA", "JARA", "", "944556677", "", "BILBAO", "", "", "", "C-7"],
    ["C-7", "INÉS", "LEDESMA", "JARA", "", "", "ines@ejemplo.es", "BILBAO", "SI"],
]  # fmt: skip
FERIA = [
    ["Nombre y apellidos", "Empresa", "Móvil", "Correo electrónico", "Ciudad", "Interés", "Stand"],
    ["José García López", "", "+34 913 33 44 55", "", "Madrid", "=1+1", 12],
    ["Nuria Casals", "", "699 11 22 33", "", "Soria", "tornillos", 3],
    ["", "ALCARAVAN SUMINISTROS SL", "954112233", "", "Sevilla", "tuercas", 4],
    ["Olga Zabaleta Arana", "", "655443322", "olga@ejemplo.es", "Bilbao", "", 5],
    ["OLGA ZABALETA ARANA", "", "655 44 33 22", "", "Bilbao", "", 6],
    ["Inés Ledesma Jara", "", "944556677", "", "Bilbao", "", 7],
    ["Mario Ibarra Quiroga", "", "677001122", "mario@ejemplo.es", "León", "", 8],
]
NADIE = [["Nombre", "Apellidos", "Teléfono"], ["Mario", "Ibarra Quiroga", "677001122"]]
HOY = ("--hoy", "2026-11-26")


def hacer(ruta: Path, **hojas: list[list[Any]]) -> Path:
    with xlsxwriter.Workbook(ruta, {"strings_to_formulas": False}) as libro:
        for nombre, filas in hojas.items():
            hoja = libro.add_worksheet(nombre)
            for numero, fila in enumerate(filas):
                hoja.write_row(numero, 0, fila)
    return ruta


@pytest.fixture
def libro(tmp_path: Path) -> Path:
    return hacer(tmp_path / "clientes.xlsx", CLIENTES=CLIENTES)


@pytest.fixture
def feria(tmp_path: Path) -> Path:
    (tmp_path / "compras").mkdir()
    return hacer(tmp_path / "compras" / "feria.xlsx", Hoja1=FERIA)


def pedir(*args: object) -> int:
    return ejecutar(["duplicados", *map(str, args), *HOY])


def renglones(capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    cabecera, *filas = (x.split("\t") for x in capsys.readouterr().out.splitlines())
    return [dict(zip(cabecera, fila, strict=True)) for fila in filas]


def objeto(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    leido: dict[str, Any] = json.loads(capsys.readouterr().out)
    return leido


def test_de_cada_ficha_de_la_lista_dice_su_situacion(
    libro: Path, feria: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro, "--contra", feria) == 1
    visto = renglones(capsys)
    assert [(r["fila"], r["situacion"], r["registro_id"]) for r in visto] == [
        ("2", "YA ESTÁ", "C-1"),
        ("3", "YA ESTÁ", "C-2"),
        ("4", "YA ESTÁ", "C-3"),
        ("5", "NUEVA", ""),
        ("6", "REPETIDA EN LA LISTA", ""),
        ("7", "YA ESTÁ", "C-7"),
        ("8", "NUEVA", ""),
    ]
    assert visto[4]["repite_fila"] == "5"
    assert visto[0]["registro_nombre"] == "PEPE GARCÍA LÓPEZ"
    assert "PEPE GARCÍA LÓPEZ = José García López" in visto[0]["razones"]
    assert 0.8 <= float(visto[0]["probabilidad"]) < 1


def test_dice_quien_pidio_que_no_se_le_contacte(
    libro: Path, feria: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pedir(libro, "--contra", feria)
    avisos = {r["nombre"]: r["aviso"] for r in renglones(capsys)}
    assert avisos["Nuria Casals"] == "pidió que no se le contacte"
    assert avisos["José García López"] == ""


def test_quien_murio_y_quien_cancelo_llevan_su_aviso(
    libro: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lista = hacer(
        tmp_path / "otra.xlsx",
        Hoja1=[
            ["Nombre", "Apellido 1", "Apellido 2", "Teléfono"],
            ["Rosario", "Teruel", "Osuna", "968334455"],
            ["Hugo", "Prieto", "Sanz", "982445566"],
        ],
    )
    assert pedir(libro, "--contra", lista) == 1
    assert [r["aviso"] for r in renglones(capsys)] == ["ha fallecido", "canceló"]


def test_quien_se_parece_a_una_absorbida_es_la_que_quedo_y_lleva_su_aviso(
    libro: Path, feria: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pedir(libro, "--contra", feria)
    ines = renglones(capsys)[5]
    assert (ines["registro_fila"], ines["registro_id"]) == ("8", "C-7")
    assert ines["aviso"] == "pidió que no se le contacte"
    assert "por C-6 (fila 7), absorbida en esta" in ines["razones"]


def test_si_otra_ficha_suya_pidio_que_no_se_la_llame_tambien_se_avisa(
    tmp_path: Path, feria: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    doble = ["C-9", "NURIA", "CASALS", "", "", "699112233", "", "SORIA", ""]
    sin_pedirlo = [f[:8] if f[0] == "C-2" else f for f in CLIENTES]
    libro = hacer(tmp_path / "clientes.xlsx", CLIENTES=[*sin_pedirlo, [*doble[:8], "SI"]])
    pedir(libro, "--contra", feria)
    aviso = renglones(capsys)[1]["aviso"]
    assert "pidió que no se le contacte" in aviso


def test_la_repetida_de_quien_no_quiere_llamadas_tambien_lleva_el_aviso(
    libro: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lista = hacer(
        tmp_path / "otra.xlsx",
        Hoja1=[
            ["Nombre y apellidos", "Teléfono", "Correo", "DNI"],
            ["N. Casals", "", "nuria@otro.ejemplo.es", "45678901G"],
            ["Nuria Casals Vidal", "699112233", "nuria@otro.ejemplo.es", "45678901G"],
            ["Mario Ibarra Quiroga", "677001122", "", ""],
        ],
    )
    assert pedir(libro, "--contra", lista) == 1
    primera, segunda, _ = renglones(capsys)
    assert segunda["situacion"] == "YA ESTÁ"
    assert (primera["situacion"], primera["repite_fila"]) == ("REPETIDA EN LA LISTA", "3")
    assert primera["razones"].startswith("con la fila 3 de la lista: mismo documento")
    assert primera["registro_id"] == "C-2"
    assert primera["aviso"] == segunda["aviso"] == "pidió que no se le contacte"


def test_el_json_dice_los_pares_y_la_cuenta(
    libro: Path, feria: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro, "--contra", feria, "--formato", "json") == 1
    dicho = objeto(capsys)
    assert (dicho["version"], dicho["hoja"], dicho["filas"]) == (1, "CLIENTES", 7)
    assert dicho["contra"] == {"libro": str(feria), "hoja": "Hoja1", "filas": 7}
    resumen = dicho["resumen"]
    assert (resumen["estan"], resumen["repetidas"], resumen["nuevas"]) == (4, 1, 2)
    pares = {par["b"]["fila"]: par for par in dicho["pares"]}
    assert pares[2]["a"] == {"fila": 2, "id": "C-1"}
    assert pares[2]["b"] == {"fila": 2, "id": None}
    assert set(pares[2]["razones"][0]) == {"campo", "a", "b", "nivel", "peso"}
    assert pares[3]["aviso"] == "pidió que no se le contacte"
    assert [(p["a"]["fila"], p["b"]["fila"]) for p in dicho["repetidas"]] == [(5, 6)]


def test_en_tabla_va_primero_la_cuenta_y_al_final_a_quien_no_llamar(
    libro: Path, feria: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro, "--contra", feria, "--formato", "tabla") == 1
    visto = capsys.readouterr().out
    cuenta = "de 7 fichas, 4 ya están en clientes.xlsx, 1 repite a otra de la lista y 2 son nuevas"
    assert cuenta in " ".join(visto.split())
    sitios = [
        visto.index(t)
        for t in ("de 7 fichas", "REPETIDAS EN LA LISTA: 1", "YA ESTÁN: 2", "NO SE LES DEBE LLAMAR")
    ]
    assert sitios == sorted(sitios)
    assert "AVISO: pidió que no se le contacte" in visto
    assert "2 fichas de la lista no se deben llamar" in visto
    assert "Mario Ibarra" not in visto


def test_si_ninguna_esta_acaba_en_cero_y_en_silencio_calla(
    libro: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lista = hacer(tmp_path / "otra.xlsx", Hoja1=NADIE)
    assert pedir(libro, "--contra", lista) == 0
    assert [r["situacion"] for r in renglones(capsys)] == ["NUEVA"]
    assert pedir(libro, "--contra", lista, "--formato", "tabla") == 0
    visto = " ".join(capsys.readouterr().out.split())
    assert "de 1 ficha, ninguna está en clientes.xlsx y 1 es nueva" in visto
    assert pedir(libro, "--contra", lista, "-q") == 0
    assert capsys.readouterr() == ("", "")


def test_una_lista_con_cabecera_y_sin_fichas_acaba_en_cero(
    libro: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lista = hacer(tmp_path / "otra.xlsx", Hoja1=NADIE[:1])
    assert pedir(libro, "--contra", lista, "--formato", "json") == 0
    assert objeto(capsys)["contra"]["filas"] == 0


def test_el_libro_entregado_lleva_todo_lo_de_la_lista_y_nada_es_una_formula(
    libro: Path, feria: Path, tmp_path: Path
) -> None:
    salida = tmp_path / "vista.xlsx"
    assert pedir(libro, "--contra", feria, "--salida", salida) == 1
    hoja = openpyxl.load_workbook(salida).worksheets[0]
    titulos = [celda.value for celda in hoja[1]]
    assert titulos[:2] == ["SITUACIÓN EN EL REGISTRO", "ANTES DE LLAMAR"]
    assert titulos[-7:] == FERIA[0]
    primera = hoja[2]
    assert [c.value for c in primera[-7:]] == [v or None for v in FERIA[1]]
    assert primera[-2].data_type == "s"
    assert primera[-1].data_type == "n"


@pytest.mark.parametrize("de_la_lista", [FERIA, CLIENTES], ids=["feria", "otro registro"])
def test_lo_que_se_pone_delante_no_cambia_como_se_entiende_la_lista(
    libro: Path, tmp_path: Path, de_la_lista: list[list[Any]]
) -> None:
    lista, salida = hacer(tmp_path / "otra.xlsx", Hoja1=de_la_lista), tmp_path / "vista.xlsx"
    assert pedir(libro, "--contra", lista, "--salida", salida) == 1
    antes, despues = (reconocer(leer_libro(r), Politicas()).clientes for r in (lista, salida))
    assert {c: a.cabecera for c, a in despues.asignaciones.items()} == {
        c: a.cabecera for c, a in antes.asignaciones.items()
    }
    assert len(despues) == len(antes)


@pytest.mark.parametrize("termina", ["csv", "html", "json", "tsv"])
def test_la_salida_se_escribe_como_dice_su_terminacion(
    libro: Path, feria: Path, tmp_path: Path, termina: str
) -> None:
    salida = tmp_path / f"vista.{termina}"
    assert pedir(libro, "--contra", feria, "--salida", salida) == 1
    texto = salida.read_text(encoding="utf-8-sig")
    assert "pidió que no se le contacte" in texto
    if termina == "csv":
        filas = list(csv.DictReader(texto.splitlines(), delimiter=";"))
        assert filas[0]["Interés"] == "'=1+1"
        assert filas[3]["SITUACIÓN EN EL REGISTRO"] == "NUEVA"


def test_la_lista_no_se_toca_ni_queda_nada_a_su_lado(libro: Path, feria: Path) -> None:
    antes = feria.read_bytes()
    assert pedir(libro, "--contra", feria) == 1
    assert feria.read_bytes() == antes
    assert [p.name for p in feria.parent.iterdir()] == ["feria.xlsx"]


def test_la_salida_no_pisa_ni_el_registro_ni_la_lista(
    libro: Path, feria: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    antes = libro.read_bytes(), feria.read_bytes()
    assert pedir(libro, "--contra", feria, "--salida", libro) == 4
    assert "es el propio registro" in capsys.readouterr().err
    assert pedir(libro, "--contra", feria, "--salida", feria) == 4
    assert "es la propia lista: dele otro nombre" in capsys.readouterr().err
    assert (libro.read_bytes(), feria.read_bytes()) == antes


def test_otra_hoja_del_mismo_libro_se_mira_contra_la_de_clientes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    junto = hacer(tmp_path / "todo.xlsx", Clientela=CLIENTES, feria=FERIA)
    assert pedir(junto, "--contra", junto, "--hoja-contra", "Feria", "--formato", "json") == 1
    dicho = objeto(capsys)
    assert (dicho["hoja"], dicho["contra"]["hoja"]) == ("Clientela", "feria")
    assert dicho["resumen"]["estan"] == 4


@pytest.mark.parametrize(
    "opciones",
    [
        [],
        ["--hoja-contra", "CLIENTES"],
        ["--hoja-contra", "FERIA", "--hoja", "feria"],
    ],
)
def test_un_registro_contra_si_mismo_se_rechaza_con_su_remedio(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], opciones: list[str]
) -> None:
    junto = hacer(tmp_path / "todo.xlsx", CLIENTES=CLIENTES, FERIA=[["nada", "de", "nada"]])
    assert pedir(junto, "--contra", junto, *opciones) == 2
    dicho = capsys.readouterr().err
    assert "son lo mismo" in dicho
    assert "para sus propios dobles quite --contra" in dicho
    assert "dígala con --hoja-contra" in dicho


@pytest.mark.parametrize("opcion", ["--nuevos", "--fijar"])
def test_no_va_con_la_linea_base(
    libro: Path, feria: Path, capsys: pytest.CaptureFixture[str], opcion: str
) -> None:
    assert pedir(libro, "--contra", feria, opcion) == 2
    assert f"{opcion} es de los dobles del propio registro" in capsys.readouterr().err


def test_hoja_contra_sin_contra_se_rechaza(libro: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pedir(libro, "--hoja-contra", "X") == 2
    assert "diga también --contra" in capsys.readouterr().err


def test_una_lista_que_no_lo_es_se_nombra_y_se_dice_que_hacer(
    libro: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lista = hacer(tmp_path / "precios.xlsx", Hoja1=[["Artículo", "Precio"], ["tornillo", 3]])
    assert pedir(libro, "--contra", lista) == 3
    dicho = capsys.readouterr().err
    assert "precios.xlsx: ninguna hoja parece un registro" in dicho
    assert "dígala con --hoja-contra" in dicho


def test_una_lista_con_dos_hojas_que_valen_pide_la_hoja(
    libro: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lista = hacer(tmp_path / "dos.xlsx", Lunes=FERIA, Martes=FERIA)
    assert pedir(libro, "--contra", lista) == 3
    dicho = capsys.readouterr().err
    assert "Diga cuál: --hoja-contra «Lunes»." in dicho
    assert pedir(libro, "--contra", lista, "--hoja-contra", "martes", "-q") == 1


def test_una_hoja_que_la_lista_no_tiene_se_dice_con_las_que_tiene(
    libro: Path, feria: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro, "--contra", feria, "--hoja-contra", "Lunes") == 2
    assert "feria.xlsx no tiene la hoja «Lunes». Tiene: «Hoja1»" in capsys.readouterr().err


def test_una_lista_que_no_existe_se_dice_con_su_opcion(
    libro: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro, "--contra", tmp_path / "nada.xlsx") == 3
    dicho = capsys.readouterr().err
    assert "nada.xlsx" in dicho
    assert "--contra" in dicho
    assert "--libro" not in dicho


def test_un_csv_con_punto_y_coma_es_una_lista(
    libro: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lista = tmp_path / "compra.csv"
    lista.write_bytes("Nombre;Apellidos;Teléfono\nHugo;Prieto Sanz;982445566\n".encode("cp1252"))
    assert pedir(libro, "--contra", lista) == 1
    assert [r["registro_id"] for r in renglones(capsys)] == ["C-5"]


def test_sin_pais_en_la_lista_vale_el_del_registro(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    libro, lista = tmp_path / "clientes.csv", tmp_path / "lista.csv"
    libro.write_text(
        "ID,NOMBRE,APELLIDO_1,APELLIDO_2,TELEFONO,PAIS\n"
        "C-1,RAMÓN,IBARRA,QUIROGA,+52 55 5123 4567,MÉXICO\n"
        "C-2,OLGA,TERUEL,OSUNA,+52 55 5987 6543,MÉXICO\n",
        encoding="utf-8",
    )
    lista.write_text("Nombre,Apellidos,Teléfono\nRamón,Ibarra,55 5123 4567\n", encoding="utf-8")
    assert pedir(libro, "--contra", lista) == 1
    assert renglones(capsys)[0]["registro_id"] == "C-1"


def test_las_politicas_del_registro_que_no_son_de_la_lista_no_estorban(
    libro: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "clientesctl.toml").write_text(
        'libro = "clientes.xlsx"\nhoja = "CLIENTES"\n\n[columnas.CLIENTES]\nCIUDAD = "ciudad"\n',
        encoding="utf-8",
    )
    lista = hacer(tmp_path / "otra.xlsx", CLIENTES=NADIE)
    assert pedir("--libro", libro, "--contra", lista) == 0
    suya = hacer(tmp_path / "suya.xlsx", Hoja1=FERIA)
    assert pedir("--contra", suya, "--libro", libro, "-q") == 1


def test_el_umbral_de_las_politicas_se_respeta_y_el_pedido_gana(
    libro: Path, feria: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (libro.parent / "clientesctl.toml").write_text(
        "[duplicados]\numbral = 0.99995\n", encoding="utf-8"
    )
    pedir(libro, "--contra", feria, "--formato", "json")
    dicho = objeto(capsys)
    assert dicho["resumen"]["umbral"] == 0.99995
    assert dicho["resumen"]["estan"] == 0
    assert pedir(libro, "--contra", feria, "--umbral", "0,8", "--formato", "json") == 1
    assert objeto(capsys)["resumen"]["estan"] == 4


def test_la_absorbida_de_la_propia_lista_repite_a_la_que_quedo(
    libro: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lista = hacer(
        tmp_path / "sucursal.xlsx",
        CLIENTES=[
            ["ID", "NOMBRE", "APELLIDO_1", "APELLIDO_2", "TELEFONO", "FUSIONADO_EN"],
            ["X-1", "MARIO", "IBARRA", "QUIROGA", "677001122", "X-2"],
            ["X-2", "MARIO", "IBARRA", "QUIROGA", "677001122", ""],
        ],
    )
    assert pedir(libro, "--contra", lista) == 0
    visto = [(r["id"], r["situacion"], r["repite_fila"]) for r in renglones(capsys)]
    assert visto == [("X-1", "REPETIDA EN LA LISTA", "3"), ("X-2", "NUEVA", "")]


def test_la_ayuda_lo_explica(capsys: pytest.CaptureFixture[str]) -> None:
    assert ejecutar(["duplicados", "listar", "--ayuda"]) == 0
    ayuda = capsys.readouterr().out
    assert "--contra" in ayuda
    assert "--hoja-contra" in ayuda


def test_con_la_lista_en_la_carpeta_del_registro_no_hay_que_decir_cual_es(
    libro: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(libro.parent)
    hacer(libro.with_name("feria.xlsx"), Hoja1=FERIA)
    assert ejecutar(["duplicados", "--contra", "feria.xlsx", "--formato", "json", *HOY]) == 1
    assert json.loads(capsys.readouterr().out)["libro"].endswith("clientes.xlsx")
