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
from clientesctl.libro.cifrado import cifrar

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


def test_con_la_lista_en_la_carpeta_del_registro_no_hay_que_decir_cual_es(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hacer(libro.with_name("feria.xlsx"), Hoja1=FERIA)
    assert ejecutar(["importar", "feria.xlsx", "--aplicar", *HOY]) == 1
    assert "OLGA" in {f["NOMBRE"] for f in filas_de(libro, "CLIENTES")}


def test_lo_que_espera_entra_en_el_registro_aunque_la_lista_este_a_su_lado(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hacer(libro.with_name("feria.xlsx"), Hoja1=FERIA)
    candado = libro.with_name("~$clientes.xlsx")
    candado.write_bytes(b"")
    assert ejecutar(["editar", "C-1", "movil=612345678", "--libro", str(libro), *HOY]) == 4
    candado.unlink()
    ejecutar(["importar", "feria.xlsx", *HOY])
    assert filas_de(libro, "CLIENTES")[0]["MOVIL"]


def test_otra_hoja_del_unico_libro_se_importa_sin_decir_cual_es(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ruta = hacer(tmp_path / "clientes.xlsx", CLIENTES=CLIENTES, FERIA=FERIA)
    pedido = ["importar", "clientes.xlsx", "--hoja-lista", "FERIA", "--aplicar", *HOY]
    assert ejecutar(pedido) == 1
    assert "OLGA" in {f["NOMBRE"] for f in filas_de(ruta, "CLIENTES")}


def test_un_consentimiento_sin_dia_se_dice_antes_de_apuntarlo(
    libro: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filas = [
        ["NOMBRE", "APELLIDO_1", "CODIGO_POSTAL", "MOVIL", "CONSIENTE_LLAMADA", "CONSIENTE_CORREO"],
        ["OLGA", "ZABALETA", "48001", "655443322", "SÍ", "NO"],
    ]
    lista = hacer(tmp_path / "mostrador.xlsx", CLIENTES=filas)
    pedir(libro, lista)
    assert "1 consentimiento no dice qué día se dio" in capsys.readouterr().err
    pedir(libro, lista, "--obtenido", "2026-11-20")
    assert "consentimiento no dice" not in capsys.readouterr().err


@pytest.mark.parametrize("giro", ["tienda", "servicios", "distribuidor"])
def test_los_permisos_de_un_impreso_cumplen_las_politicas_de_un_registro_nuevo(
    giro: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert ejecutar(["iniciar", "registro.xlsx", "--giro", giro]) == 0
    permisos = ["CONSIENTE_LLAMADA", "CONSIENTE_MENSAJE", "CONSIENTE_CORREO", "VERSION_TEXTO"]
    filas = [
        ["NOMBRE", "APELLIDO_1", "CODIGO_POSTAL", "MOVIL", "FECHA_ALTA", *permisos],
        ["OLGA", "ZABALETA", "48001", "655443322", "2026-11-20", "SÍ", "SÍ", "SÍ", "T-2026-1"],
    ]
    lista = hacer(tmp_path / "mostrador.xlsx", CLIENTES=filas)
    assert ejecutar(["importar", str(lista), "--libro", "registro.xlsx", "--aplicar", *HOY]) == 0
    capsys.readouterr()
    ejecutar(["validar", "registro.xlsx", "--formato", "json", *HOY])
    hallazgos = json.loads(capsys.readouterr().out)["hallazgos"]
    assert not [h for h in hallazgos if h["hoja"] == "CONSENTIMIENTOS"]


def test_en_una_agenda_que_uno_tenga_direccion_no_se_la_pide_a_los_demas(
    libro: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    agenda = tmp_path / "contacts.csv"
    agenda.write_text(
        "First Name,Last Name,E-mail 1 - Value,Phone 1 - Value,Address 1 - Postal Code\n"
        "Olga,Zabaleta Arana,olga@ejemplo.es,655443322,48001\n"
        "Mario,Ibarra Sanz,mario@ejemplo.es,677001122,\n",
        encoding="utf-8",
    )
    pedir(libro, agenda, "--formato", "json")
    assert json.loads(capsys.readouterr().out)["resumen"]["nuevas"] == 2


def test_las_rechazadas_de_un_registro_con_contrasena_la_llevan_y_vuelven(
    libro: Path, feria: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    libro.write_bytes(cifrar(libro.read_bytes(), "secreta"))
    monkeypatch.setenv("CLIENTESCTL_CLAVE", "secreta")
    assert pedir(libro, feria, "--aplicar") == 1
    rechazadas = Path("rechazadas-feria.xlsx")
    assert b"TERUEL" not in rechazadas.read_bytes()
    assert rechazadas.read_bytes()[:4] == bytes.fromhex("d0cf11e0")
    capsys.readouterr()
    assert pedir(libro, rechazadas, "--formato", "json") == 1
    assert json.loads(capsys.readouterr().out)["resumen"]["filas"] == 2


def test_un_formulario_que_pregunta_de_tu_se_entiende(
    libro: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    web = tmp_path / "web.csv"
    web.write_text(
        "Marca temporal,Correo electrónico,¿Cómo te llamas?,¿Tu teléfono?,"
        "¿Aceptas que te enviemos publicidad por correo electrónico?\n"
        "21/11/2026 10:33:12,sara@ejemplo.es,Sara Leza Ugalde,600 789 456,Sí\n",
        encoding="utf-8",
    )
    assert pedir(libro, web, "--aplicar") == 0
    (apunte,) = filas_de(libro, "CONSENTIMIENTOS")
    assert (apunte["CANAL"], apunte["OTORGADO"]) == ("CORREO", "SI")


def test_si_no_entra_nadie_dice_como_corregirlas(
    libro: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lista = hacer(tmp_path / "mala.xlsx", Hoja1=[FERIA[0], FERIA[-1]])
    assert pedir(libro, lista, "--aplicar") == 1
    assert "--rechazadas rechazadas.xlsx" in capsys.readouterr().err
    assert pedir(libro, lista, "--aplicar", "--rechazadas", tmp_path / "r.xlsx") == 1
    assert (tmp_path / "r.xlsx").exists()


def test_el_plan_guardado_tampoco_toma_la_lista_por_el_registro(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hacer(libro.with_name("feria.xlsx"), Hoja1=FERIA)
    assert ejecutar(["importar", "feria.xlsx", "--guardar-plan", "plan.json", *HOY]) == 1
    assert ejecutar(["importar", "--plan", "plan.json", "--aplicar", *HOY]) == 0
    assert "OLGA" in {f["NOMBRE"] for f in filas_de(libro, "CLIENTES")}


def test_el_mapa_se_guarda_se_retoca_y_vale_para_la_siguiente(
    libro: Path, feria: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapa = libro.with_name("feria.toml")
    assert pedir(libro, feria, "--guardar-mapa", mapa) == 1
    assert "retóquelo y déselo a --mapa" in capsys.readouterr().err
    assert pedir(libro, feria, "--guardar-mapa", mapa) == 2
    assert "ya existe y no se escribe encima" in capsys.readouterr().err
    guardado = mapa.read_text(encoding="utf-8")
    retocado = guardado.replace('# "Stand" = "ignorar"', '"Stand" = "observaciones"')
    assert retocado != guardado
    mapa.write_text(retocado, encoding="utf-8")
    assert pedir(libro, feria, "--mapa", mapa, "--aplicar") == 1
    olga = next(f for f in filas_de(libro, "CLIENTES") if f["NOMBRE"] == "OLGA")
    assert olga["OBSERVACIONES"] == "5"
