"""Un fichero de texto se lee en su codificación y con su separador, sin tocar los valores."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientesctl.libro.lectura import leer_libro
from clientesctl.libro.planos import descifrar, hallar_separador
from clientesctl.registro.columna import Tipo


def filas_de(tmp_path: Path, contenido: str | bytes) -> list[list[str]]:
    ruta = tmp_path / "a.csv"
    ruta.write_bytes(contenido if isinstance(contenido, bytes) else contenido.encode("utf-8"))
    hoja = leer_libro(ruta).hojas[0]
    return [
        [str(fila), *(c.texto(n) for c in hoja.columnas)]
        for n, fila in enumerate(hoja.filas.tolist())
    ]


TEXTO = "NOMBRE;CIUDAD\nÑANDÚ GÜELL;A CORUÑA\nJOSÉ;CÓRDOBA\nMª CARMEN;€UROPA\n"


@pytest.mark.parametrize(
    "codificacion", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_averigua_la_codificacion(codificacion: str) -> None:
    assert descifrar(TEXTO.encode(codificacion)).removeprefix("\ufeff") == TEXTO


@pytest.mark.parametrize("codificacion", ["mac_roman", "cp850", "latin-1"])
def test_averigua_la_codificacion_de_ordenadores_viejos(codificacion: str) -> None:
    texto = TEXTO.replace("€", "")
    assert descifrar(texto.encode(codificacion)) == texto


def test_un_byte_malo_no_cambia_la_codificacion_del_resto() -> None:
    assert descifrar(TEXTO.encode() * 3 + b"NU\xd1EZ\n").count("ÑANDÚ") == 3


@pytest.mark.parametrize("separador", [";", ",", "\t", "|"])
def test_averigua_el_separador(separador: str) -> None:
    lineas = ["NOMBRE@SALDO@NOTA", "ANA@1.5@x", "EVA@2@", "LUZ@3@y"]
    assert hallar_separador("\n".join(lineas).replace("@", separador)) == separador


def test_la_coma_decimal_no_separa_columnas(tmp_path: Path) -> None:
    assert filas_de(tmp_path, "ID;SALDO\n1;1,50\n2;2,75\n") == [
        ["1", "ID", "SALDO"], ["2", "1", "1,50"], ["3", "2", "2,75"],
    ]  # fmt: skip


def test_los_ceros_a_la_izquierda_se_quedan_y_todo_es_texto(tmp_path: Path) -> None:
    ruta = tmp_path / "a.csv"
    ruta.write_text("CP,EDAD\n08001,7\n", encoding="utf-8")
    columna = leer_libro(ruta).hojas[0].columnas[0]
    assert columna.texto(1) == "08001"
    assert set(columna.tipos[1:]) == {Tipo.TEXTO}


def test_un_salto_entre_comillas_es_de_la_celda_y_no_otra_fila(tmp_path: Path) -> None:
    assert filas_de(tmp_path, 'A;B\n"uno\ndos";1\n\n"con ""comillas""";2\n') == [
        ["1", "A", "B"], ["2", "uno\ndos", "1"], ["4", 'con "comillas"', "2"],
    ]  # fmt: skip


def test_la_linea_sep_manda_y_no_es_una_fila(tmp_path: Path) -> None:
    assert filas_de(tmp_path, "sep=|\r\nA;x|B\r\n1;y|2\r\n") == [
        ["1", "A;x", "B"], ["2", "1;y", "2"],
    ]  # fmt: skip


def test_las_filas_desiguales_se_completan(tmp_path: Path) -> None:
    assert filas_de(tmp_path, "A;B;C\n1\n1;2;3;4\n") == [
        ["1", "A", "B", "C", ""], ["2", "1", "", "", ""], ["3", "1", "2", "3", "4"],
    ]  # fmt: skip


def test_una_comilla_sin_cerrar_no_se_traga_el_fichero(tmp_path: Path) -> None:
    cuerpo = "".join(f"CLIENTE {n};CIUDAD {n}\n" for n in range(5000))
    filas = filas_de(tmp_path, f'A;B\nEL 21" NUEVO;X\n"PANTALLA 24;Y\n{cuerpo}')
    assert len(filas) == 5003
    assert filas[2][1] == '"PANTALLA 24'


def test_una_sola_columna_tambien_vale(tmp_path: Path) -> None:
    assert filas_de(tmp_path, "EMAIL\na@ejemplo.es\nb@ejemplo.es\n")[1] == ["2", "a@ejemplo.es"]


def test_una_columna_que_empieza_tarde_conserva_sus_filas(tmp_path: Path) -> None:
    cuerpo = "".join(f"{n};x\n" for n in range(20_000))
    filas = filas_de(tmp_path, f"A;B\n{cuerpo}1;2;TARDE\n")
    assert filas[-1] == ["20002", "1", "2", "TARDE"]
    assert filas[-2][-1] == ""
