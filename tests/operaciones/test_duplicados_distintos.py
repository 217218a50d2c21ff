"""Declarar distintas unas fichas con la orden, como la escribe una persona."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from libro_que_cambia import abrir_en_excel, cambiar, hacer_libro

from clientesctl.consola.principal import ejecutar
from clientesctl.libro.pendientes import listar_pendientes


@pytest.fixture
def ruta(tmp_path: Path) -> Path:
    return hacer_libro(tmp_path / "clientes.xlsx")


def pedir(ruta: Path, *args: str) -> int:
    return ejecutar(["duplicados", "distintos", *args, "--libro", str(ruta), "--hoy", "2026-11-22"])


def declaradas(ruta: Path) -> list[tuple[object, ...]]:
    libro = openpyxl.load_workbook(ruta)
    if "DISTINTOS" not in libro.sheetnames:
        return []
    filas = list(libro["DISTINTOS"].iter_rows(min_row=2, values_only=True))
    return [fila for fila in filas if any(fila)]


def test_escribe_una_fila_por_pareja_con_quien_cuando_y_por_que(ruta: Path) -> None:
    assert pedir(ruta, "C-1", "C-2", "C-3", "--motivo", "hermanas", "--quien", "EVA") == 0
    filas = declaradas(ruta)
    assert [fila[:2] for fila in filas] == [("C-1", "C-2"), ("C-1", "C-3"), ("C-2", "C-3")]
    assert filas[0][2:5] == (dt.datetime(2026, 11, 22), "EVA", "hermanas")  # noqa: DTZ001
    assert all(str(fila[5]).startswith("a") and len(str(fila[6])) == 13 for fila in filas)


def test_decirlo_dos_veces_no_escribe_nada_dos_veces(
    ruta: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pedir(ruta, "C-1", "C-2")
    antes = ruta.read_bytes()
    capsys.readouterr()
    assert pedir(ruta, "C-2", "C-1") == 0
    assert capsys.readouterr().err == "ya estaba dicho de 1 pareja: no se repite\n"
    assert ruta.read_bytes() == antes


def test_simular_lo_ensena_y_no_toca_nada(ruta: Path, capsys: pytest.CaptureFixture[str]) -> None:
    antes = ruta.read_bytes()
    assert pedir(ruta, "C-1", "C-2", "--simular") == 0
    visto = capsys.readouterr()
    assert "ID_A «C-1» · ID_B «C-2»" in visto.out
    assert "se añade la hoja «DISTINTOS»" in visto.out
    assert "no se ha escrito nada" in visto.err
    assert ruta.read_bytes() == antes
    assert [p.name for p in ruta.parent.iterdir()] == ["clientes.xlsx"]


def test_con_el_libro_abierto_queda_apuntado_una_vez_y_entra_despues(
    ruta: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    candado = abrir_en_excel(ruta)
    assert pedir(ruta, "C-1", "C-2") == 4
    assert "queda apuntado (pendiente 1)" in capsys.readouterr().err
    assert pedir(ruta, "C-2", "C-1") == 0
    assert "ya está apuntado de 1 pareja" in capsys.readouterr().err
    assert len(listar_pendientes(ruta)) == 1
    candado.unlink()
    assert pedir(ruta, "C-1", "C-3") == 0
    assert [fila[:2] for fila in declaradas(ruta)] == [("C-1", "C-2"), ("C-1", "C-3")]
    assert listar_pendientes(ruta) == ()


def test_quitar_retira_lo_dicho_y_deshacer_lo_devuelve(
    ruta: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pedir(ruta, "C-1", "C-2", "C-3")
    filas = declaradas(ruta)
    assert pedir(ruta, "C-1", "C-3", "--quitar") == 0
    assert [fila[:2] for fila in declaradas(ruta)] == [("C-1", "C-2"), ("C-2", "C-3")]
    assert "1 fila quitada de la hoja DISTINTOS" in capsys.readouterr().err
    assert pedir(ruta, "C-1", "C-3", "--quitar") == 0
    assert "no hay nada que quitar" in capsys.readouterr().err
    assert ejecutar(["deshacer", str(ruta)]) == 0
    assert sorted(map(str, declaradas(ruta))) == sorted(map(str, filas))


def test_una_ficha_sin_id_se_nombra_por_su_fila_y_queda_su_huella(ruta: Path) -> None:
    cambiar(ruta, A3="")
    assert pedir(ruta, "C-1", "FILA:3") == 0
    [fila] = declaradas(ruta)
    assert fila[:2] == ("C-1", None)
    assert str(fila[6]).startswith("a")
    assert pedir(ruta, "C-1", "fila:3") == 0
    assert len(declaradas(ruta)) == 1


@pytest.mark.parametrize(
    ("fichas", "frase"),
    [
        ((), "nombró ninguna ficha y hacen falta dos o más"),
        (("C-1",), "nombró una sola ficha"),
        (("C-1", "C-9"), "no hay ninguna ficha con el ID «C-9»"),
        (("C-1", "C-1"), "«C-1» está dos veces"),
        (("C-1", "fila:2"), "«fila:2» y «C-1» son la misma ficha"),
        (("C-1", "fila:9"), "en la fila 9 de «CLIENTES» no hay ninguna ficha"),
    ],
)
def test_el_mal_uso_dice_el_remedio_y_acaba_en_2(
    ruta: Path, fichas: tuple[str, ...], frase: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(ruta, *fichas) == 2
    assert frase in capsys.readouterr().err


def test_un_id_repetido_pide_la_fila(ruta: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cambiar(ruta, A3="C-1")
    assert pedir(ruta, "C-1", "C-3") == 2
    assert "el ID «C-1» lo llevan 2 fichas: diga cuál (fila:2 y fila:3)" in capsys.readouterr().err
    assert pedir(ruta, "fila:2", "C-3") == 0


def test_la_hoja_con_solo_cabecera_del_libro_de_iniciar_tambien_vale(tmp_path: Path) -> None:
    ruta = tmp_path / "nuevo.xlsx"
    assert ejecutar(["iniciar", str(ruta)]) == 0
    libro = openpyxl.load_workbook(ruta)
    for n in (2, 3):
        libro["CLIENTES"].cell(n, 1).value = f"C-{n}"
        libro["CLIENTES"].cell(n, 4).value = "ANA"
    libro.save(ruta)
    assert pedir(ruta, "C-2", "C-3") == 0
    assert [fila[:2] for fila in declaradas(ruta)] == [("C-2", "C-3")]


def test_al_cambiar_una_se_vuelve_a_ensenar_y_se_dice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ruta = hacer_libro(tmp_path / "clientes.xlsx")
    doble = {"A3": "C-2", "B3": "ANA", "C3": "PÉREZ", "D3": "913334455", "E3": "ana@ejemplo.es"}
    cambiar(ruta, **doble)
    assert ejecutar(["duplicados", str(ruta), "-q"]) == 1
    pedir(ruta, "C-1", "C-2")
    assert ejecutar(["duplicados", str(ruta)]) == 0
    cambiar(ruta, B3="Ana", F3="OTRA CIUDAD")
    assert ejecutar(["duplicados", str(ruta)]) == 0
    cambiar(ruta, E3="")
    capsys.readouterr()
    assert ejecutar(["duplicados", str(ruta)]) == 1
    assert (
        "aviso: 1 pareja que se declaró distinta se vuelve a enseñar porque una de las dos cambió"
    ) in capsys.readouterr().err


def test_lo_declarado_y_lo_fijado_se_llevan_bien(tmp_path: Path) -> None:
    ruta = hacer_libro(tmp_path / "clientes.xlsx")
    cambiar(ruta, A3="C-2", B3="ANA", C3="PÉREZ", D3="913334455", E3="ana@ejemplo.es")
    assert ejecutar(["duplicados", str(ruta), "--fijar"]) == 0
    assert ejecutar(["duplicados", str(ruta), "--nuevos"]) == 0
    pedir(ruta, "C-1", "C-2")
    assert ejecutar(["duplicados", str(ruta), "--nuevos"]) == 0
    assert ejecutar(["duplicados", str(ruta), "--fijar"]) == 0
    pedir(ruta, "C-1", "C-2", "--quitar")
    assert ejecutar(["duplicados", str(ruta), "--nuevos"]) == 1


def test_lo_fijado_que_se_declaro_y_cambio_es_nuevo_hasta_que_se_vuelve_a_fijar(
    tmp_path: Path,
) -> None:
    ruta = hacer_libro(tmp_path / "clientes.xlsx")
    cambiar(ruta, A3="C-2", B3="ANA", C3="PÉREZ", D3="913334455", E3="ana@ejemplo.es")
    ejecutar(["duplicados", str(ruta), "--fijar"])
    pedir(ruta, "C-1", "C-2")
    cambiar(ruta, E3="")
    assert ejecutar(["duplicados", str(ruta), "--nuevos"]) == 1
    ejecutar(["duplicados", str(ruta), "--fijar"])
    assert ejecutar(["duplicados", str(ruta), "--nuevos"]) == 0


def test_una_hoja_distintos_que_es_otra_cosa_no_se_toca_y_se_dice(
    ruta: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    libro = openpyxl.load_workbook(ruta)
    libro.create_sheet("Distintos").append(["Colores", "Tallas"])
    libro.save(ruta)
    antes = ruta.read_bytes()
    assert pedir(ruta, "C-1", "C-2") == 4
    assert "la hoja «Distintos» no lleva las columnas ID_A e ID_B" in capsys.readouterr().err
    assert ruta.read_bytes() == antes


def test_una_hoja_con_otro_nombre_y_otras_cabeceras_tambien_se_entiende(ruta: Path) -> None:
    libro = openpyxl.load_workbook(ruta)
    hoja = libro.create_sheet("No duplicados")
    hoja.append(["A", "B", "Notas"])
    hoja.append(["C-1", "C-3", "primas"])
    libro.save(ruta)
    assert pedir(ruta, "C-1", "C-3") == 0
    assert pedir(ruta, "C-1", "C-2", "--motivo", "hermanas") == 0
    filas = list(openpyxl.load_workbook(ruta)["No duplicados"].iter_rows(values_only=True))
    assert filas[0][:3] == ("A", "B", "Notas")
    assert [fila[:3] for fila in filas[1:]] == [
        ("C-1", "C-3", "primas"),
        ("C-1", "C-2", "hermanas"),
    ]
