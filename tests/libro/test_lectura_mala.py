"""Lo que no se puede leer acaba en una frase que dice dónde, qué se vio y qué hacer."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from clientesctl.libro import errores
from clientesctl.libro.lectura import leer_libro
from clientesctl.registro.errores import ErrorLibro

Hacer = Callable[..., Path]


def frase(ruta: Path, clase: type[ErrorLibro], clave: str | None = None) -> str:
    with pytest.raises(clase) as fallo:
        leer_libro(ruta, clave=clave)
    assert str(ruta) in str(fallo.value)
    assert fallo.value.codigo == 3
    return str(fallo.value)


def escrito(tmp_path: Path, contenido: bytes, nombre: str = "libro.xlsx") -> Path:
    ruta = tmp_path / nombre
    ruta.write_bytes(contenido)
    return ruta


def test_un_fichero_que_no_existe(tmp_path: Path) -> None:
    assert "Compruebe el nombre" in frase(tmp_path / "no.xlsx", errores.LibroInexistente)


def test_una_carpeta(tmp_path: Path) -> None:
    assert "es una carpeta" in frase(tmp_path, errores.EsCarpeta)


def test_un_fichero_vacio(tmp_path: Path) -> None:
    assert "0 bytes" in frase(escrito(tmp_path, b""), errores.LibroVacio)


def test_un_fichero_de_solo_blancos(tmp_path: Path) -> None:
    assert frase(escrito(tmp_path, b"\r\n \r\n", "a.csv"), errores.LibroVacio)


@pytest.mark.skipif(os.name == "nt", reason="Windows no tiene tuberías con nombre")
def test_una_tuberia_no_deja_esperando(tmp_path: Path) -> None:
    tuberia = tmp_path / "tubo.xlsx"
    os.mkfifo(tuberia)
    assert "tubería" in frase(tuberia, errores.NoEsFichero)


def test_sin_permiso(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ruta = escrito(tmp_path, b"a;b")

    def negar(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", negar)
    assert "permiso" in frase(ruta, errores.SinPermiso)


def test_el_disco_falla(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ruta = escrito(tmp_path, b"a;b")

    def fallar(_: Path) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", fallar)
    assert "Input/output error" in frase(ruta, errores.FalloDeDisco)


def test_un_zip_cortado(paquete: Hacer, tmp_path: Path) -> None:
    entero = paquete('<row r="1"><c r="A1"><v>1</v></c></row>').read_bytes()
    assert "cortado" in frase(escrito(tmp_path, entero[:-40]), errores.LibroDanado)


def test_una_pieza_rota(paquete: Hacer) -> None:
    ruta = paquete("x" * 500 + '<row r="1"><c r="A1"><v>1</v></c></row>')
    contenido = bytearray(ruta.read_bytes())
    contenido[contenido.index(b"worksheets/sheet1.xml") + 40] ^= 0xFF
    ruta.write_bytes(contenido)
    assert "xl/worksheets/sheet1.xml" in frase(ruta, errores.LibroDanado)


@pytest.mark.parametrize("parte", ["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"])
def test_un_xml_a_medias(paquete: Hacer, parte: str) -> None:
    assert parte in frase(paquete(partes={parte: "<a><b></a>"}), errores.LibroDanado)


def test_una_hoja_que_falta(paquete: Hacer) -> None:
    partes = {"xl/_rels/workbook.xml.rels": '<R><Relationship Id="r1" Type="/worksheet" '
              'Target="worksheets/nada.xml"/></R>'}  # fmt: skip
    assert "nada.xml" in frase(paquete(partes=partes), errores.LibroDanado)


@pytest.mark.parametrize("parte", ["xl/workbook.xml", "xl/worksheets/sheet1.xml",
                                   "xl/sharedStrings.xml", "_rels/.rels"])  # fmt: skip
def test_las_entidades_que_se_multiplican_no_se_despliegan(paquete: Hacer, parte: str) -> None:
    bomba = (
        '<!DOCTYPE a [<!ENTITY a "ja"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><sst><si><t>&c;</t></si></sst>'
    )
    assert "entidades" in frase(paquete(partes={parte: bomba}), errores.LibroBomba)


def test_una_bomba_de_ceros(paquete: Hacer) -> None:
    ruta = paquete(partes={"xl/worksheets/sheet1.xml": b" " * (80 * 2**20)})
    assert ruta.stat().st_size < 200_000
    assert "80 MB" in frase(ruta, errores.LibroBomba)


def test_una_bomba_que_miente_sobre_su_tamano(paquete: Hacer) -> None:
    grande = b"<row/>" * 1000
    ruta = paquete(partes={"xl/worksheets/sheet1.xml": grande})
    medida = len(grande).to_bytes(4, "little")
    ruta.write_bytes(ruta.read_bytes().replace(medida, (10).to_bytes(4, "little")))
    assert "rota" in frase(ruta, errores.LibroDanado)


@pytest.mark.parametrize(
    ("contenido", "que_es"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "una imagen PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "una fotografía JPEG"),
        (b"%PDF-1.7\n", "un documento PDF"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "una página web"),
        (b'<?xml version="1.0"?><Workbook/>', "un documento XML"),
        (bytes(range(256)) * 20, "un fichero de otro programa"),
    ],
)
def test_otra_cosa_con_nombre_de_libro(tmp_path: Path, contenido: bytes, que_es: str) -> None:
    assert f"es {que_es}" in frase(escrito(tmp_path, contenido), errores.NoEsLibro)


@pytest.mark.parametrize(
    ("parte", "que_es"),
    [("word/document.xml", "Word"), ("ppt/presentation.xml", "PowerPoint"), ("foto.jpg", "zip")],
)
def test_un_zip_que_no_es_un_libro(tmp_path: Path, parte: str, que_es: str) -> None:
    memoria = io.BytesIO()
    with zipfile.ZipFile(memoria, "w") as zip_:
        zip_.writestr(parte, "<a/>")
    assert que_es in frase(escrito(tmp_path, memoria.getvalue()), errores.NoEsLibro)


def cifrado(tmp_path: Path, clave: str) -> Path:
    """Un libro con un 7 en A1, cifrado como lo cifra Excel."""
    import msoffcrypto.format.ooxml
    from openpyxl import Workbook

    claro, ruta, libro = io.BytesIO(), tmp_path / "cifrado.xlsx", Workbook()
    libro.worksheets[0]["A1"] = 7
    libro.save(claro)
    with ruta.open("wb") as salida:
        msoffcrypto.format.ooxml.OOXMLFile(claro).encrypt(clave, salida)
    return ruta


def test_un_libro_con_clave_se_abre_con_ella_y_sin_ella_dice_como_darla(tmp_path: Path) -> None:
    ruta = cifrado(tmp_path, "Ñandú")
    assert "CLIENTESCTL_CLAVE" in frase(ruta, errores.LibroCifrado)
    assert "no abre" in frase(ruta, errores.ClaveEquivocada, clave="otra")
    libro = leer_libro(ruta, clave="Ñandú")
    assert (libro.formato, libro.hojas[0].columnas[0].texto(0)) == ("xlsx", "7")


def test_un_libro_que_excel_abre_sin_preguntar_se_abre(tmp_path: Path) -> None:
    ruta = cifrado(tmp_path, "VelvetSweatshop")
    assert leer_libro(ruta).hojas[0].columnas[0].texto(0) == "7"


def test_espera_a_que_excel_acabe_de_guardar(paquete: Hacer, tmp_path: Path) -> None:
    import threading

    original = paquete('<row r="1"><c r="A1"><v>7</v></c></row>').read_bytes()
    ruta = tmp_path / "registro.xlsx"
    (tmp_path / "~$registro.xlsx").write_bytes(b"\x03Eva")
    aparece = threading.Timer(0.3, lambda: ruta.write_bytes(original))
    aparece.start()
    assert leer_libro(ruta).hojas[0].columnas[0].texto(0) == "7"
    aparece.join()


def test_un_libro_que_no_para_de_cambiar(paquete: Hacer, monkeypatch: pytest.MonkeyPatch) -> None:
    ruta = paquete()
    leer = Path.read_bytes

    def cambiar(este: Path) -> bytes:
        contenido = leer(este)
        este.write_bytes(contenido + b" ")
        return contenido

    monkeypatch.setattr(Path, "read_bytes", cambiar)
    monkeypatch.setattr("time.sleep", lambda _: None)
    assert "está cambiando" in frase(ruta, errores.LibroCambiante)
