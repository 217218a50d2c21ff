"""`clientesctl deshacer` e `historial`, como se usan."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from clientesctl.consola.opciones import ahora
from clientesctl.consola.principal import ejecutar
from clientesctl.libro.cifrado import cifrar
from clientesctl.operaciones.aplicar import Escritura, aplicar
from clientesctl.operaciones.libros import abrir_registro
from clientesctl.operaciones.pendientes import QuedaPendiente, anotar
from clientesctl.registro.huellas import Fichas, ancla_de, dato_de
from clientesctl.registro.plan import Cambio, Dato, Propuesta, hacer_plan

EJEMPLO = Path(__file__).parents[2] / "examples" / "tienda.xlsx"


@pytest.fixture
def libro(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ruta = tmp_path / "tienda.xlsx"
    shutil.copy(EJEMPLO, ruta)
    return ruta


def _plan(abierto, ciudad):
    """Esa ciudad en las dos primeras fichas."""
    tabla = abierto.registro.clientes
    propuestas = [
        Propuesta(
            "mudanza",
            (
                Cambio(
                    tabla.hoja, Fichas(tabla).clave(n), "ciudad",
                    dato_de(tabla["ciudad"], n), Dato.de_texto(ciudad),
                ),
            ),
        )
        for n in (0, 1)
    ]  # fmt: skip
    anclas = {tabla.hoja: ancla_de(tabla, ["ciudad"])}
    return hacer_plan(abierto.registro.sha256, propuestas, anclas)


def _escribir(ruta, ciudad="VILLANUEVA"):
    abierto = abrir_registro(ruta)
    aplicar(_plan(abierto, ciudad), abierto, Escritura("corregir", ahora()))


def _columna(ruta, cabecera):
    hoja = openpyxl.load_workbook(ruta)["CLIENTES"]
    numero = next(c.column for c in hoja[1] if c.value == cabecera)
    return [fila[numero - 1].value for fila in hoja.iter_rows(min_row=2, max_row=3)]


def _tocar(ruta, celda, valor):
    libro = openpyxl.load_workbook(ruta)
    hoja = libro["CLIENTES"]
    numero = next(c.column for c in hoja[1] if c.value == celda[0])
    hoja.cell(celda[1], numero, valor)
    libro.save(ruta)


def test_sin_nada_escrito_lo_dicen_y_acaban_en_0(libro, capsys):
    assert ejecutar(["deshacer", "tienda.xlsx"]) == 0
    assert ejecutar(["historial", "tienda.xlsx"]) == 0
    dicho = capsys.readouterr()
    assert dicho.out == ""
    assert "no hay nada que deshacer" in dicho.err
    assert "el programa aún no ha escrito nada en este libro" in dicho.err
    assert not (libro.parent / ".clientesctl").exists()


def test_deshacer_deja_los_mismos_bytes_y_dice_que_ha_deshecho(libro, capsys):
    _escribir(libro)
    assert ejecutar(["deshacer"]) == 0
    assert libro.read_bytes() == EJEMPLO.read_bytes()
    dicho = capsys.readouterr().err
    assert dicho.startswith("deshecho: la escritura 1 («corregir», de ")
    assert "byte a byte" in dicho


def test_rehacer_dice_que_ha_rehecho(libro, capsys):
    _escribir(libro)
    ejecutar(["deshacer", str(libro)])
    capsys.readouterr()
    assert ejecutar(["deshacer", str(libro), "--rehacer"]) == 0
    assert "rehecho lo que deshizo la escritura 2 («deshacer»" in capsys.readouterr().err


def test_a_un_libro_que_cambio_de_nombre_se_le_dice_el_que_tenia(libro, capsys):
    _escribir(libro)
    otro = libro.rename(libro.with_name("otro.xlsx"))
    assert ejecutar(["deshacer", str(otro)]) == 0
    assert f"el libro se llamaba «{libro.name}»" in capsys.readouterr().err


def test_con_q_no_dice_nada(libro, capsys):
    _escribir(libro)
    assert ejecutar(["deshacer", "-q"]) == 0
    assert ejecutar(["deshacer", "--hasta", "1", "-q"]) == 0
    dicho = capsys.readouterr()
    assert (dicho.out, dicho.err) == ("", "")


def test_la_celda_que_alguien_cambio_se_queda_y_acaba_en_1(libro, capsys):
    antes = _columna(libro, "CIUDAD")
    _escribir(libro)
    _tocar(libro, ("CIUDAD", 2), "GETAFE")
    assert ejecutar(["deshacer"]) == 1
    assert _columna(libro, "CIUDAD") == ["GETAFE", antes[1]]
    dicho = capsys.readouterr().err
    assert "se deja como está: CLIENTES, C-00001, CIUDAD: ahora dice «GETAFE»" in dicho
    assert "1 celda como antes, 1 celda no" in dicho


def test_simular_ensena_y_no_escribe(libro, capsys):
    _escribir(libro)
    antes = libro.read_bytes()
    assert ejecutar(["deshacer", "--simular", "--formato", "tabla"]) == 0
    dicho = capsys.readouterr()
    assert "«VILLANUEVA» →" in dicho.out
    assert "no se ha escrito nada" in dicho.err
    _tocar(libro, ("CIUDAD", 2), "GETAFE")
    tocado = libro.read_bytes()
    for formato in ("tabla", "tsv", "csv", "json"):
        assert ejecutar(["deshacer", "--simular", "--formato", formato]) == 1
        dicho = capsys.readouterr()
        assert "VILLANUEVA" in dicho.out
        assert "se deja como está" in dicho.err
    assert (libro.read_bytes() == tocado, tocado != antes) == (True, True)


def test_deshacer_en_json(libro, capsys):
    _escribir(libro)
    _tocar(libro, ("CIUDAD", 2), "GETAFE")
    assert ejecutar(["deshacer", "--formato", "json"]) == 1
    objeto = json.loads(capsys.readouterr().out)
    assert objeto["version"] == 1
    assert objeto["resumen"] == {"escrituras": 1, "conflictos": 1}
    assert objeto["deshechas"][0]["conflictos"][0]["campo"] == "ciudad"


def test_un_libro_abierto_acaba_en_4(libro, capsys):
    _escribir(libro)
    (libro.parent / "~$tienda.xlsx").write_bytes(b"\x05Marta".ljust(165))
    assert ejecutar(["deshacer", "tienda.xlsx"]) == 4
    assert "abierto en Excel por Marta" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("args", "frase"),
    [
        (["deshacer", "--hasta", "ayer"], "--hasta «ayer» no vale"),
        (["deshacer", "--hasta", "0"], "--hasta «0» no vale"),
        (["deshacer", "--hasta", "9"], "--hasta 9: no hay ninguna escritura con ese número"),
        (["deshacer", "--pendiente", "3"], "--pendiente 3: no espera nada con ese número"),
        (["deshacer", "--pendiente", "3", "--hasta", "1"], "no van juntas"),
        (["historial", "--ultimas", "todas"], "--ultimas «todas» no vale"),
    ],
)
def test_un_mal_uso_acaba_en_2(libro, capsys, args, frase):
    assert ejecutar(args) == 2
    assert frase in capsys.readouterr().err


def test_el_historial_dice_que_se_deshizo(libro, capsys):
    _escribir(libro)
    _escribir(libro, "TOLEDO")
    ejecutar(["deshacer", "-q"])
    capsys.readouterr()
    assert ejecutar(["historial", "--formato", "tsv"]) == 0
    cabecera, *lineas = [linea.split("\t") for linea in capsys.readouterr().out.splitlines()]
    assert cabecera[:4] == ["numero", "momento", "quien", "orden"]
    vistas = [(linea[0], linea[3], linea[7]) for linea in lineas]
    assert vistas == [
        ("1", "corregir", "hecha"), ("2", "corregir", "deshecha por la 3"),
        ("3", "deshacer", "deshace la 2"),
    ]  # fmt: skip
    assert ejecutar(["historial", "--ultimas", "1", "--formato", "tabla"]) == 0
    dicho = capsys.readouterr().out
    assert "deshace la 2" in dicho
    assert "corregir" not in dicho


def test_el_historial_de_una_ficha_dice_cada_celda(libro, capsys):
    _escribir(libro)
    assert ejecutar(["historial", "--de", "C-00001", "--formato", "tabla"]) == 0
    assert "CLIENTES · CIUDAD: " in (dicho := capsys.readouterr().out)
    assert "→ «VILLANUEVA»" in dicho
    assert ejecutar(["historial", "--de", "C-00001", "--formato", "json"]) == 0
    objeto = json.loads(capsys.readouterr().out)
    assert objeto["escrituras"][0]["cambios"][0]["despues"] == "VILLANUEVA"
    assert ejecutar(["historial", "--de", "C-00001", "--formato", "csv"]) == 0
    assert capsys.readouterr().out.splitlines()[1].endswith(",VILLANUEVA")
    assert ejecutar(["historial", "--de", "C-00050"]) == 0
    assert "no ha tocado ninguna ficha «C-00050»" in capsys.readouterr().err


@pytest.mark.parametrize("formato", ["tsv", "csv", "tabla", "json"])
@pytest.mark.parametrize("clave", [None, "otra"])
def test_sin_la_contrasena_el_historial_de_una_ficha_avisa_una_vez(
    libro, capsys, monkeypatch, clave, formato
):
    monkeypatch.setenv("CLIENTESCTL_CLAVE", "secreta")
    libro.write_bytes(cifrar(libro.read_bytes(), "secreta"))
    _escribir(libro)
    _escribir(libro, "TOLEDO")
    if clave is None:
        monkeypatch.delenv("CLIENTESCTL_CLAVE")
    else:
        monkeypatch.setenv("CLIENTESCTL_CLAVE", clave)
    capsys.readouterr()
    assert ejecutar(["historial", "--de", "C-00001", "--formato", formato]) == 0
    dicho = capsys.readouterr()
    assert dicho.err == (
        "aviso: lo que cambió va cifrado con la contraseña del libro; ponga la suya en"
        " CLIENTESCTL_CLAVE\n"
    )
    assert dicho.out.count("lo que cambió pide la contraseña") == 2 * (formato == "tabla")


@pytest.mark.parametrize("terminacion", [".xlsx", ".csv", ".json", ".html"])
def test_el_historial_se_entrega(libro, terminacion):
    _escribir(libro)
    assert (
        ejecutar(["historial", "--salida", f"historial{terminacion}", "--libro", str(libro)]) == 0
    )
    assert (libro.parent / f"historial{terminacion}").stat().st_size > 100


def test_el_historial_y_el_diagnostico_dicen_lo_que_espera(libro, capsys):
    candado = libro.parent / "~$tienda.xlsx"
    candado.write_bytes(b"\x05Marta".ljust(165))
    abierto = abrir_registro(libro)
    with pytest.raises(QuedaPendiente):
        anotar(_plan(abierto, "TOLEDO"), abierto, Escritura("editar", ahora()))
    assert ejecutar(["historial", "tienda.xlsx"]) == 0
    dicho = capsys.readouterr().err
    assert "esperan a que se pueda escribir: 1 hecho" in dicho
    assert "1: «editar» a " in dicho
    ejecutar(["diagnostico", "tienda.xlsx", "--formato", "tabla"])
    assert "1 hecho apuntado espera" in capsys.readouterr().out
    candado.unlink()
    assert ejecutar(["deshacer", "tienda.xlsx", "--pendiente", "1"]) == 0
    assert "descartado: «editar»" in capsys.readouterr().err
    assert ejecutar(["historial", "tienda.xlsx", "-q"]) == 0
    assert capsys.readouterr().err == ""
