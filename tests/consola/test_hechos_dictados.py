"""Las órdenes en que alguien dicta un hecho, como las usa una persona o un programa."""

from __future__ import annotations

import csv
import datetime as dt
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from en_terminal import en_terminal
from libro_de_texto import libro_de

from clientesctl.consola.principal import ejecutar
from clientesctl.libro.cifrado import cifrar, descifrar
from clientesctl.libro.pendientes import listar_pendientes
from clientesctl.operaciones import hecho_dictado
from clientesctl.operaciones.venta import VentaDicha, apuntar_venta

HOY = ["--hoy", "2026-11-22"]
TIENDA = """
ID | NOMBRE | APELLIDO_1 | CODIGO_POSTAL | TELEFONO | VENDEDOR | ETAPA
C-1 | ANA | GIL | 28001 | 913 334 455 | PEPE | INICIAL
C-2 | LUIS | GIL | 28001 | 612 345 678 | PEPE | COMPRADOR
VENTAS
ID | FECHA | ID_CLIENTE | PRODUCTO | IMPORTE | MONEDA | FACTURA | PAGADA_EL | VENDEDOR | DEVUELVE
V-00007 | f:2026-09-01 | C-2 | RIEGO | n:100 | EUR | F-9 | | PEPE |
"""
SOLO_CLIENTES = TIENDA.partition("VENTAS")[0]


@pytest.fixture
def libro(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return libro_de(TIENDA, tmp_path / "clientes.xlsx")


def correr(*args: str) -> int:
    return ejecutar([*args, *HOY])


def filas(libro: Path, hoja: str) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(libro)[hoja].iter_rows(min_row=2, values_only=True))


def abierto_por_otro(libro: Path) -> Path:
    candado = libro.with_name(f"~${libro.name}")
    candado.write_bytes(b"\x05Marta".ljust(165))
    return candado


def test_la_salida_es_una_linea_con_el_id_y_de_quien(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert correr("venta", "ana gil", "1.234,50", "--producto", "riego") == 0
    salida = capsys.readouterr()
    assert salida.out == "V-00008\tC-1\tANA GIL\n"
    assert salida.err.splitlines() == [
        "1.234,50 € · RIEGO, el 22/11/2026",
        "su ETAPA pasa de INICIAL a COMPRADOR",
        "pasa de PROSPECTO a ACTIVO: compró hoy (22/11/2026); gasta 412 €/mes",
        "queda sin cobrar",
        "Después:         clientesctl venta --pagar V-00008",
        "Volver atrás:    clientesctl deshacer clientes.xlsx",
    ]


def test_en_json_va_el_hecho_con_su_cliente_y_sus_avisos(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert correr("venta", "C-1", "20", "--pagada", "20/11", "--formato", "json") == 0
    hecho = json.loads(capsys.readouterr().out)
    assert hecho["version"] == 1
    assert (hecho["hecho"], hecho["id"], hecho["escrito"]) == ("venta", "V-00008", True)
    assert hecho["cliente"] == {"fila": 2, "id": "C-1", "nombre": "ANA GIL"}
    assert hecho["datos"]["pagada_el"] == "2026-11-20"
    assert hecho["avisos"] == []


def test_simular_ensena_y_no_escribe(libro: Path, capsys: pytest.CaptureFixture[str]) -> None:
    antes = libro.read_bytes()
    assert correr("venta", "C-1", "20", "--simular") == 0
    salida = capsys.readouterr()
    assert "ETAPA" in salida.out
    assert "V-00008" in salida.out
    assert "no se ha escrito nada: quite --simular para escribirlo" in salida.err
    assert libro.read_bytes() == antes
    assert [p.name for p in libro.parent.iterdir()] == ["clientes.xlsx"]


def test_sin_terminal_quien_puede_ser_dos_acaba_en_2_con_los_candidatos(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for orden in (("venta", "gil", "20"), ("contacto", "gil"), ("cita", "gil", "mañana", "17h")):
        assert correr(*orden) == 2
        dicho = capsys.readouterr().err
        assert "«gil» puede ser 2 fichas" in dicho
        assert "C-1  ANA GIL" in dicho
        assert "C-2  LUIS GIL" in dicho


@pytest.mark.sistema
def test_en_una_terminal_pregunta_cual(libro: Path) -> None:
    codigo, pantalla = en_terminal(["venta", "gil", "20", *HOY], "2\n")
    assert codigo == 0
    assert "¿Cuál?" in pantalla
    assert "venta V-00008 de C-2 LUIS GIL: 20 €, el 22/11/2026" in pantalla


def test_deshacer_deja_el_libro_como_estaba(libro: Path) -> None:
    antes = {hoja: filas(libro, hoja) for hoja in ("CLIENTES", "VENTAS")}
    assert correr("venta", "C-1", "20") == 0
    assert filas(libro, "CLIENTES")[0][6] == "COMPRADOR"
    assert ejecutar(["deshacer", str(libro)]) == 0
    assert {hoja: filas(libro, hoja) for hoja in ("CLIENTES", "VENTAS")} == antes


def test_un_dia_de_tienda_con_el_libro_abierto_entra_despues_en_orden(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Lo dictado mientras otro lo tiene abierto se ve, se nombra y no se pisa."""
    candado = abierto_por_otro(libro)
    assert correr("venta", "C-1", "20", "--producto", "PALA") == 4
    assert "queda apuntado (pendiente 1)" in capsys.readouterr().err
    assert correr("venta", "C-1", "30", "--producto", "RASTRILLO") == 4
    assert capsys.readouterr().out.startswith("V-00009\t")
    assert correr("venta", "--devuelve", "V-00008", "5") == 4
    assert correr("venta", "--pagar", "V-00009") == 4
    assert correr("cita", "C-1", "mañana", "10:30") == 4
    assert correr("cita", "C-1", "--mover", "martes 11:00") == 4
    assert correr("propuesta", "C-2", "OBRA", "100") == 4
    assert correr("propuesta", "C-2", "--aceptada") == 4
    assert correr("contacto", "C-2", "viene el martes", "--demanda", "LEÑA") == 4
    assert len(listar_pendientes(libro)) == 9
    candado.unlink()
    capsys.readouterr()
    assert correr("contacto", "C-2", "ya viene") == 0
    assert "Escrito lo que esperaba: 9 hechos." in capsys.readouterr().err
    assert [(f[0], f[3], f[4], f[9]) for f in filas(libro, "VENTAS")] == [
        ("V-00007", "RIEGO", 100, None),
        ("V-00008", "PALA", 20, None),
        ("V-00009", "RASTRILLO", 30, None),
        ("V-00010", "PALA", -5, "V-00008"),
    ]
    assert filas(libro, "VENTAS")[2][7] is not None
    assert [(f[0], str(f[1])[:10], f[2]) for f in filas(libro, "CITAS")] == [
        ("T-00001", "2026-11-24", "11:00")
    ]
    assert [f[6] for f in filas(libro, "PROPUESTAS")] == ["ACEPTADA"]
    assert [f[0] for f in filas(libro, "CONTACTOS")] == ["K-00001", "K-00002"]
    assert filas(libro, "CLIENTES")[0][6] == "COMPRADOR"
    assert listar_pendientes(libro) == ()


def test_con_contrasena_el_libro_sigue_cifrado(
    libro: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLIENTESCTL_CLAVE", "secreta")
    libro.write_bytes(cifrar(libro.read_bytes(), "secreta"))
    assert correr("venta", "C-1", "20", "--producto", "PALA") == 0
    claro = libro.with_name("claro.xlsx")
    claro.write_bytes(descifrar(libro, libro.read_bytes(), "secreta"))
    assert filas(claro, "VENTAS")[-1][3] == "PALA"


def test_el_libro_de_iniciar_recibe_todos_los_hechos_y_no_hay_nada_que_corregir(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    libro = tmp_path / "nuevo.xlsx"
    assert ejecutar(["iniciar", str(libro)]) == 0
    hoja = openpyxl.load_workbook(libro)
    cabecera = [c.value for c in hoja["CLIENTES"][1]]
    for campo, valor in {
        "ID": "C-00001", "TIPO": "PERSONA", "NOMBRE": "ANA", "APELLIDO_1": "GIL",
        "APELLIDO_2": "SANZ", "CODIGO_POSTAL": "28001", "TELEFONO": "913 334 455",
        "ETAPA": "INICIAL",
    }.items():  # fmt: skip
        hoja["CLIENTES"].cell(2, cabecera.index(campo) + 1).value = valor
    hoja.save(libro)
    capsys.readouterr()
    assert correr("validar", str(libro), "--formato", "json") in {0, 1}
    antes = json.loads(capsys.readouterr().out)["hallazgos"]
    assert correr("contacto", "C-00001", "quiere precio", "--tipo", "visita", "--en", "3") == 0
    assert correr("propuesta", "C-00001", "OBRA", "1500") == 0
    assert correr("propuesta", "C-00001", "--rechazada", "PRECIO") == 0
    assert correr("cita", "C-00001", "mañana", "10:30") == 0
    assert correr("venta", "C-00001", "20", "--producto", "PALA", "--pagada") == 0
    assert correr("venta", "C-00001", "--devuelve", "5") == 0
    assert correr("contacto", "--demanda", "LEÑA") == 0
    capsys.readouterr()
    correr("validar", str(libro), "--formato", "json")
    assert json.loads(capsys.readouterr().out)["hallazgos"] == antes


def test_un_libro_sin_mas_hojas_las_recibe(libro: Path) -> None:
    solo = libro_de(SOLO_CLIENTES, libro.with_name("solo.xlsx"))
    assert correr("venta", "C-1", "20", "--libro", str(solo)) == 0
    assert correr("venta", "C-2", "30", "--libro", str(solo)) == 0
    assert [f[0] for f in filas(solo, "VENTAS")] == ["V-00001", "V-00002"]


def test_una_hoja_que_se_llama_asi_y_no_se_entiende_no_se_pisa(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    otro = openpyxl.load_workbook(libro)
    otro.create_sheet("CITAS")["A1"] = "apuntes de Pepe"
    otro.save(libro)
    assert correr("cita", "C-1", "mañana", "10:30") == 4
    assert "la hoja «CITAS» está y no se entienden sus columnas" in capsys.readouterr().err


def test_detras_del_cliente_va_la_venta_o_el_importe(libro: Path) -> None:
    assert correr("venta", "C-2", "20 eur", "--devuelve") == 0
    assert correr("venta", "C-2", "F-9", "30", "--devuelve") == 0
    assert correr("venta", "--devuelve", "luis gil") == 0
    assert [f[4] for f in filas(libro, "VENTAS")] == [100, -20, -30, -50]
    assert correr("venta", "--devuelve", "luis gil") == 2


def test_se_cobra_por_la_venta_por_la_factura_o_por_quien_debe(libro: Path) -> None:
    assert correr("venta", "--pagar", "f-9", "--fecha", "20/11/2026", "--simular") == 0
    assert correr("venta", "C-2", "V-00007", "--pagar") == 0
    assert str(filas(libro, "VENTAS")[0][7])[:10] == "2026-11-22"
    assert correr("venta", "luis gil", "--pagar") == 2
    assert correr("venta", "--pagar", "V-00007") == 4


def test_lo_que_alguien_cambia_entre_medias_no_se_pisa_ni_queda_a_medias(libro: Path) -> None:
    dictado = hecho_dictado.abrir(libro, None, dt.date(2026, 11, 22))
    hecho = apuntar_venta(dictado.libreta, 0, VentaDicha(dt.date(2026, 11, 22), "20"))
    otro = openpyxl.load_workbook(libro)
    otro["CLIENTES"]["G2"] = "VISITA"
    otro.save(libro)
    with pytest.raises(hecho_dictado.NoCupo, match="venta sin escribir: CLIENTES, C-1, ETAPA"):
        hecho_dictado.escribir(dictado, hecho, dt.datetime.now(dt.UTC), 0)
    assert len(filas(libro, "VENTAS")) == 1


@pytest.mark.parametrize(
    ("orden", "frase"),
    [
        (("venta",), "falta decir de quién o qué"),
        (("venta", "C-1", "20", "30"), "sobra «30»"),
        (("venta", "C-1", "20", "--importe", "30"), "hay dos importes"),
        (("venta", "C-1", "--devuelve", "--pagar"), "--devuelve y --pagar no van juntas"),
        (("venta", "C-1", "20", "--fecha", "mañana"), "todavía no ha llegado"),
        (("venta", "V-99999", "--devuelve"), "no hay ninguna venta «V-99999»"),
        (("venta", "C-1", "V-99999", "--devuelve"), "no tiene ninguna venta «V-99999»"),
        (("contacto", "C-1", "--cantidad", "2"), "--cantidad solo va con --demanda"),
        (("contacto", "C-1", "--en", "7", "--proxima-fecha", "lunes"), "no van juntas"),
        (("contacto", "--demanda", " "), "--demanda está vacía"),
        (("cita", "C-1"), "falta decir cuándo"),
        (("cita", "C-1", "lunes", "a", "las", "5"), "no es seguro qué hora"),
        (("cita", "C-1", "--hecha", "--anulada"), "no van juntas"),
        (("propuesta", "C-1"), "falta decir qué se propone"),
        (("propuesta", "C-1", "--aceptada", "--retirada"), "no van juntas"),
        (("propuesta", "C-1", "--rechazada", ""), "--rechazada lleva su motivo"),
        (("propuesta", "P-00009", "--aceptada"), "no hay ninguna propuesta «P-00009»"),
    ],
)
def test_el_mal_uso_dice_el_remedio_y_acaba_en_2(
    libro: Path, orden: tuple[str, ...], frase: str, capsys: pytest.CaptureFixture[str]
) -> None:
    antes = libro.read_bytes()
    if orden[:3] == ("propuesta", "C-1", "--rechazada"):
        assert correr("propuesta", "C-1", "OBRA") == 0
        antes = libro.read_bytes()
    assert correr(*orden) == 2
    assert frase in capsys.readouterr().err
    assert libro.read_bytes() == antes


def test_como_van_las_propuestas_se_ve_sin_abrir_el_libro(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert correr("propuesta", "C-1", "OBRA", "1500", "--fecha", "2/11/2026") == 0
    assert correr("propuesta", "C-2", "RIEGO") == 0
    assert correr("propuesta", "C-2", "--rechazada", "CARO") == 0
    capsys.readouterr()
    assert correr("propuesta", "--ver", "--formato", "csv") == 0
    [abierta] = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert (abierta["id"], abierta["dias"], abierta["importe"]) == ("P-00001", "20", "1.500 €")
    assert correr("propuesta", "C-2", "--ver", "--formato", "json") == 0
    [suya] = json.loads(capsys.readouterr().out)["propuestas"]
    assert (suya["estado"], suya["motivo"], suya["dias"]) == ("RECHAZADA", "CARO", 0)


def test_un_texto_que_es_una_cita_y_otro_cliente_pide_decirlo_mejor(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    otro = openpyxl.load_workbook(libro)
    hoja = otro.create_sheet("CITAS")
    hoja.append(["ID", "FECHA", "HORA", "ID_CLIENTE", "ASUNTO", "QUIEN", "ESTADO"])
    hoja.append(["C-1", "2026-11-22", "10:00", "C-2", "OBRA", "PEPE", "PENDIENTE"])
    otro.save(libro)
    assert correr("cita", "C-1", "--hecha") == 2
    assert "es una cita y también el cliente de la fila 2" in capsys.readouterr().err
    assert correr("cita", "C-2", "C-1", "--hecha") == 0
    assert filas(libro, "CITAS")[0][6] == "HECHA"


def test_el_historial_de_un_cliente_dice_lo_que_se_apunto_de_el(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert correr("venta", "C-1", "20") == 0
    assert correr("contacto", "C-2", "llama otro") == 0
    capsys.readouterr()
    assert ejecutar(["historial", "clientes.xlsx", "--de", "C-1", "--formato", "json"]) == 0
    [suya] = json.loads(capsys.readouterr().out)["escrituras"]
    assert suya["orden"] == "venta"
    assert ("VENTAS", "importe", "20") in [
        (c["hoja"], c["campo"].lower(), c["despues"]) for c in suya["cambios"]
    ]


@pytest.mark.sistema
def test_libreoffice_lee_lo_dictado(
    libro: Path, programa: Callable[[str], str], tmp_path: Path
) -> None:
    assert correr("venta", "C-1", "1.234,50", "--producto", "CAÑA", "--pagada") == 0
    assert correr("cita", "C-1", "mañana", "10:30", "--asunto", "ver catálogo") == 0
    for hoja, numero in (("VENTAS", 2), ("CITAS", 3)):
        filtro = (
            f"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,{numero}"
        )
        orden = [
            programa("soffice"),
            f"-env:UserInstallation=file://{tmp_path / 'perfil'}",
            "--headless", "--convert-to", filtro, "--outdir", str(tmp_path / hoja), str(libro),
        ]  # fmt: skip
        subprocess.run(orden, check=True, capture_output=True, timeout=120)
    [ventas] = (tmp_path / "VENTAS").glob("*.csv")
    ultima = list(csv.DictReader(ventas.read_text(encoding="utf-8").splitlines()))[-1]
    assert (ultima["ID"], ultima["PRODUCTO"], ultima["IMPORTE"]) == ("V-00008", "CAÑA", "1234.5")
    for campo in ("FECHA", "PAGADA_EL"):
        assert _partes(ultima[campo]) == {"22", "11", "2026"}
    [citas] = (tmp_path / "CITAS").glob("*.csv")
    [cita] = list(csv.DictReader(citas.read_text(encoding="utf-8").splitlines()))
    assert (cita["HORA"], cita["ASUNTO"]) == ("10:30", "ver catálogo")
    assert _partes(cita["FECHA"]) == {"23", "11", "2026"}


def _partes(fecha: str) -> set[str]:
    """El día, el mes y el año, en el orden que sea: cada equipo enseña las fechas a su manera."""
    return set(fecha.split("/"))
