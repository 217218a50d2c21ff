"""La orden `importar`, como la da una persona: lo que enseña, lo que escribe y con qué código."""

from __future__ import annotations

import json
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from en_terminal import en_terminal

from clientesctl.consola.principal import ejecutar
from clientesctl.entregas.xlsx import es_entrega

_CAMPOS = (
    "ID NOMBRE APELLIDO_1 APELLIDO_2 RAZON_SOCIAL ID_FISCAL CIUDAD PROVINCIA CODIGO_POSTAL"
    " TELEFONO MOVIL EMAIL ETAPA FECHA_ALTA FECHA_CAPTURA NO_CONTACTAR"
)
CLIENTES = [
    _CAMPOS.split(),
    ["C-1", "PEPE", "GARCÍA", "LÓPEZ", "", "", "MADRID", "MADRID", "28001", "913 334 455", "",
     "pepe@ejemplo.es", "COMPRADOR"],
    ["C-2", "NURIA", "CASALS", "VIDAL", "", "", "SORIA", "SORIA", "42001", "", "699 112 233", "",
     "INICIAL", "", "", "SI"],
    ["C-3", "", "", "", "FERRETERÍA ALCARAVÁN, S.L.", "B12345674", "SEVILLA", "SEVILLA", "41001",
     "954 112 233"],
    ["C-4", "ROSARIO", "TERUEL", "OSUNA", "", "", "MURCIA", "MURCIA", "30001", "968 334 455"],
]  # fmt: skip
FERIA = [
    ["Nombre y apellidos", "NIF", "Móvil", "Correo electrónico", "Ciudad", "CP", "Stand"],
    ["Nuria Casals Vidal", "", "+34 699 11 22 33", "nuria@ejemplo.es", "Soria", "42001", 3],
    ["Olga Zabaleta Arana", "", "655443322", "olga@ejemplo.es", "Bilbao", "48001", 5],
    ["OLGA ZABALETA ARANA", "", "655 44 33 22", "", "Bilbao", "48001", 6],
    ["Pepe García López", "", "913334455", "otro@ejemplo.es", "Madrid", "28001", 7],
    ["R. Teruel", "", "968334455", "", "Murcia", "30001", 8],
    ["Mario Ibarra Quiroga", "", "677001122", "mario@", "León", "24001", 9],
]
HOY = ("--hoy", "2026-11-26")


def hacer(ruta: Path, **hojas: list[list[Any]]) -> Path:
    with xlsxwriter.Workbook(ruta, {"strings_to_formulas": False}) as libro:
        for nombre, filas in hojas.items():
            hoja = libro.add_worksheet(nombre)
            for numero, fila in enumerate(filas):
                hoja.write_row(numero, 0, fila)
    return ruta


@pytest.fixture
def libro(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return hacer(tmp_path / "clientes.xlsx", CLIENTES=CLIENTES)


@pytest.fixture
def feria(tmp_path: Path) -> Path:
    (tmp_path / "red").mkdir()
    return hacer(tmp_path / "red" / "feria.xlsx", Hoja1=FERIA)


def pedir(libro: Path, *args: object) -> int:
    return ejecutar(["importar", *map(str, args), "--libro", str(libro), *HOY])


def filas_de(ruta: Path, hoja: str) -> list[dict[str, Any]]:
    cabecera, *filas = openpyxl.load_workbook(ruta)[hoja].iter_rows(values_only=True)
    return [dict(zip(cabecera, fila, strict=True)) for fila in filas if any(fila)]


def test_ensena_las_cuatro_partes_y_no_escribe(
    libro: Path, feria: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    antes = libro.read_bytes()
    assert pedir(libro, feria, "--formato", "tabla") == 1
    visto = capsys.readouterr().out
    assert "NUEVAS  1" in visto
    assert "OLGA ZABALETA ARANA  655 443 322 · olga@ejemplo.es · BILBAO" in visto
    assert "C-2 NURIA CASALS VIDAL  EMAIL nuria@ejemplo.es" in visto
    assert "no se le debe llamar: pidió que no se le contacte" in visto
    assert "C-1 PEPE GARCÍA LÓPEZ  EMAIL «pepe@ejemplo.es» / «otro@ejemplo.es»" in visto
    assert "R. TERUEL  podría ser C-4 (" in visto
    assert "EMAIL: no es una dirección de correo" in visto
    assert "no se traen, porque el registro no tiene dónde: «Stand» (1)" in visto
    assert (
        "6 filas: 1 nueva, 1 completa una ficha, 1 conflicto, 2 rechazadas y 1 repetida que se"
        " junta" in visto
    )
    assert libro.read_bytes() == antes
    assert sorted(p.name for p in libro.parent.iterdir()) == ["clientes.xlsx", "red"]


def test_el_json_lleva_las_cuatro_listas_y_la_cuenta(
    libro: Path, feria: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pedir(libro, feria, "--formato", "json")
    objeto = json.loads(capsys.readouterr().out)
    assert objeto["version"] == 1
    assert objeto["fuentes"][0]["nombre"] == "feria.xlsx"
    assert objeto["nuevas"][0]["filas"] == [3, 4]
    assert objeto["completan"][0]["datos"] == {"email": "nuria@ejemplo.es"}
    assert objeto["conflictos"][0] == {
        "fila": 2, "id": "C-1", "fuente": "feria.xlsx", "fila_lista": 5, "campo": "email",
        "registro": "pepe@ejemplo.es", "lista": "otro@ejemplo.es",
    }  # fmt: skip
    assert [r["fila"] for r in objeto["rechazadas"]] == [6, 7]
    assert objeto["rechazadas"][0]["parecidas"][0]["id"] == "C-4"
    assert objeto["resumen"]["nuevas"] == 1


def test_aplicar_escribe_todo_y_la_segunda_vez_no_cambia_un_byte(
    libro: Path, feria: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro, feria, "--aplicar", "--obtenido", "2026-11-20") == 1
    assert "corríjalas en Excel y vuelva a importarlo" in capsys.readouterr().err
    (olga,) = [f for f in filas_de(libro, "CLIENTES") if f["NOMBRE"] == "OLGA"]
    assert (olga["ID"], olga["MOVIL"], olga["ETAPA"]) == ("C-5", "655 443 322", "INICIAL")
    assert f"{olga['FECHA_ALTA']:%Y-%m-%d}" == "2026-11-20"
    importados = filas_de(libro, "IMPORTADOS")
    assert [(f["ID_CLIENTE"], f["FILA"], f["RESULTADO"]) for f in importados] == [
        ("C-5", 3, "NUEVA"), ("C-5", 4, "REPETIDA"), ("C-2", 2, "COMPLETA"),
        ("C-1", 5, "CONFLICTO"), (None, 6, "DUDOSA"),
    ]  # fmt: skip
    antes = libro.read_bytes()
    copia = feria.rename(feria.with_name("otra cosa.xlsx"))
    assert pedir(libro, copia, "--aplicar") == 1
    assert "nada que escribir" in capsys.readouterr().err
    assert libro.read_bytes() == antes


@pytest.mark.parametrize("filas", [FERIA, FERIA[:2], FERIA[:1] + FERIA[4:]])
def test_deshacer_devuelve_el_libro_byte_a_byte(libro: Path, filas: list[list[Any]]) -> None:
    antes = libro.read_bytes()
    con_permiso = [[*fila, permiso] for fila, permiso in zip(
        filas, ["Acepto recibir ofertas por correo", *["Sí"] * 9], strict=False
    )]  # fmt: skip
    lista = hacer(libro.with_name("feria.xlsx"), Hoja1=con_permiso)
    pedir(libro, lista, "--aplicar")
    assert libro.read_bytes() != antes
    assert ejecutar(["deshacer", str(libro)]) == 0
    assert libro.read_bytes() == antes
    assert pedir(libro, lista, "-q") == 1


def test_las_rechazadas_se_corrigen_y_vuelven(libro: Path, feria: Path) -> None:
    pedir(libro, feria, "--aplicar", "--punto", "feria de León")
    rechazadas = libro.with_name("rechazadas-feria.xlsx")
    assert stat.S_IMODE(rechazadas.stat().st_mode) == 0o600
    assert es_entrega(rechazadas)
    abierto = openpyxl.load_workbook(rechazadas)
    hoja = abierto.active
    assert hoja is not None
    cabecera = [celda.value for celda in hoja[1]]
    assert cabecera[:4] == ["ES", "POR QUÉ NO ENTRA", "QUÉ HACER", "VIENE DE"]
    assert "podría ser C-4" in str(hoja.cell(2, 2).value)
    assert hoja.cell(2, 4).value == "feria.xlsx, fila 6"
    hoja.cell(2, 1).value = "C-4"
    hoja.cell(3, cabecera.index("EMAIL") + 1).value = "mario@ejemplo.es"
    abierto.save(rechazadas)
    assert pedir(libro, rechazadas, "--aplicar") == 0
    (mario,) = [f for f in filas_de(libro, "CLIENTES") if f["NOMBRE"] == "MARIO"]
    assert (mario["EMAIL"], mario["PUNTO_RECOGIDA"]) == ("mario@ejemplo.es", "FERIA DE LEÓN")
    assert filas_de(libro, "IMPORTADOS")[-1]["ORIGEN"].startswith("feria.xlsx, fila")
    antes = libro.read_bytes()
    assert pedir(libro, rechazadas, "--aplicar") == 0
    assert pedir(libro, feria, "--aplicar") == 0
    assert libro.read_bytes() == antes


def test_preferir_lo_importado_pisa_solo_esos_campos(libro: Path, feria: Path) -> None:
    pedir(libro, feria, "--aplicar", "-q", "--preferir", "importado:email")
    assert filas_de(libro, "CLIENTES")[0]["EMAIL"] == "otro@ejemplo.es"


def test_preferir_despues_mira_lo_que_quedo_en_conflicto(libro: Path, feria: Path) -> None:
    pedir(libro, feria, "--aplicar", "-q")
    assert filas_de(libro, "CLIENTES")[0]["EMAIL"] == "pepe@ejemplo.es"
    cuantos = len(filas_de(libro, "IMPORTADOS"))
    pedir(libro, feria, "--aplicar", "-q", "--preferir", "importado")
    assert filas_de(libro, "CLIENTES")[0]["EMAIL"] == "otro@ejemplo.es"
    assert len(filas_de(libro, "CLIENTES")) == 5
    assert len(filas_de(libro, "IMPORTADOS")) == cuantos


def test_con_el_libro_abierto_se_niega_y_no_apunta_nada(
    libro: Path, feria: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    libro.with_name("~$clientes.xlsx").write_bytes(b"\x04Ana")
    antes = libro.read_bytes()
    assert pedir(libro, feria, "--aplicar") == 4
    assert libro.read_bytes() == antes
    assert not list(libro.parent.glob("rechazadas*"))
    assert not list((libro.parent / ".clientesctl").rglob("pendientes/*.json"))
    capsys.readouterr()


def test_un_plan_guardado_escribe_lo_que_se_vio(libro: Path, feria: Path) -> None:
    plan = libro.with_name("plan.json")
    assert pedir(libro, feria, "-q", "--guardar-plan", plan) == 1
    assert ejecutar(["importar", "--libro", str(libro), "--plan", str(plan), "--aplicar"]) == 0
    assert [f["NOMBRE"] for f in filas_de(libro, "CLIENTES")][-1] == "OLGA"


def test_una_carpeta_se_importa_entera_sin_el_registro_ni_sus_rechazadas(
    libro: Path, feria: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pedir(libro, feria, "--aplicar", "-q")
    (libro.parent / "red" / "agenda.vcf").write_text(
        "BEGIN:VCARD\nVERSION:3.0\nN:Sanz;Hugo;;;\nTEL:688112233\nEND:VCARD\n", encoding="utf-8"
    )
    capsys.readouterr()
    assert pedir(libro, libro.parent, "--formato", "json") == 1
    objeto = json.loads(capsys.readouterr().out)
    assert sorted(f["perfil"] for f in objeto["fuentes"]) == ["libro", "vcard"]
    assert len(objeto["nuevas"]) == 1


@pytest.mark.parametrize(
    ("opciones", "frase"),
    [
        (("--origen", "segunda"), "--hasta"),
        (("--origen", "cuarta"), "--origen «cuarta» no existe"),
        (("--dudosas", "no"), "--dudosas «no» no existe"),
        (("--preferir", "todo"), "use «importado»"),
        (("--preferir", "importado:emial"), "¿quiso decir email o email_2?"),
        (("--rechazadas", "malas.csv"), "acabe el nombre en .xlsx"),
        (("--pais", "Atlántida"), "--pais «Atlántida» no se conoce"),
        (("--hasta", "mañana"), "--hasta «mañana» no es una fecha"),
    ],
)
def test_lo_que_no_vale_dice_que_hacer(
    libro: Path,
    feria: Path,
    opciones: tuple[str, ...],
    frase: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert pedir(libro, feria, *opciones) == 2
    assert frase in capsys.readouterr().err


def test_la_lista_de_otro_pais_se_dice_con_pais(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lista = libro.with_name("py.csv")
    lista.write_text("Nombre,Apellido,Celular\nRodrigo,Benítez,0981 234 567\n", encoding="utf-8")
    pedir(libro, lista, "--formato", "json")
    assert json.loads(capsys.readouterr().out)["resumen"]["rechazadas"] == 1
    pedir(libro, lista, "--formato", "json", "--pais", "Paraguay")
    (nueva,) = json.loads(capsys.readouterr().out)["nuevas"]
    assert (nueva["datos"]["pais"], nueva["datos"]["movil"]) == ("PY", "0981 234 567")


def test_sin_lista_lo_dice(libro: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pedir(libro) == 2
    assert "diga qué lista importar" in capsys.readouterr().err


def test_la_lista_entera_se_entrega(libro: Path, feria: Path) -> None:
    assert pedir(libro, feria, "--salida", "todo.xlsx") == 1
    hoja = openpyxl.load_workbook(libro.with_name("todo.xlsx")).active
    assert hoja is not None
    assert [celda.value for celda in hoja[1]][:3] == ["QUÉ PASA", "LISTA", "FILA"]


def test_en_una_terminal_se_pregunta_por_las_dudosas(libro: Path, feria: Path) -> None:
    orden = ("importar", str(feria), "--libro", str(libro), *HOY, "-i")
    codigo, pantalla = en_terminal(orden, "ns")
    assert "¿Es la misma que la que ya está?" in pantalla
    assert "TERUEL" in pantalla
    assert codigo == 1
    assert [f["ID"] for f in filas_de(libro, "CLIENTES")][-2:] == ["C-5", "C-6"]
    distintos = filas_de(libro, "DISTINTOS")
    assert {distintos[0]["ID_A"], distintos[0]["ID_B"]} >= {"C-4"}


def test_la_fusion_se_lleva_lo_importado_a_la_ficha_que_queda(libro: Path, feria: Path) -> None:
    pedir(libro, feria, "--aplicar", "-q")
    fusion = ["duplicados", "fusionar", "C-2", "C-5", "--libro", str(libro), *HOY, "--aplicar"]
    assert ejecutar(fusion) in (0, 1)
    assert {f["ID_CLIENTE"] for f in filas_de(libro, "IMPORTADOS")} & {"C-2", "C-5"} in (
        {"C-2"},
        {"C-5"},
    )


@pytest.mark.sistema
def test_libreoffice_lee_lo_importado_y_las_rechazadas(
    libro: Path, feria: Path, programa: Callable[[str], str]
) -> None:
    soffice = programa("soffice")
    pedir(libro, feria, "--aplicar", "-q")
    perfil = f"-env:UserInstallation=file://{libro.parent / 'perfil'}"
    for nombre in ("clientes.xlsx", "rechazadas-feria.xlsx"):
        subprocess.run(
            [soffice, perfil, "--headless", "--convert-to",
             "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir",
             str(libro.parent / "csv"), str(libro.with_name(nombre))],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    assert "C-5,OLGA,ZABALETA,ARANA" in (libro.parent / "csv" / "clientes.csv").read_text("utf-8")
    rechazadas = (libro.parent / "csv" / "rechazadas-feria.csv").read_text("utf-8")
    assert "podría ser C-4" in rechazadas
