"""`clientesctl copias`, como se usa."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from clientesctl.consola.principal import ejecutar
from clientesctl.libro.cifrado import cifrar

EJEMPLO = Path(__file__).parents[2] / "examples" / "tienda.xlsx"


@pytest.fixture
def libro(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ruta = tmp_path / "tienda.xlsx"
    shutil.copy(EJEMPLO, ruta)
    return ruta


def _cambiar(ruta):
    libro = openpyxl.load_workbook(ruta)
    hoja = libro["CLIENTES"]
    hoja["D3"] = "CAMBIADO"
    hoja.delete_rows(hoja.max_row)
    libro.save(ruta)


@pytest.fixture
def con_dos(libro, capsys):
    assert ejecutar(["copias", "crear"]) == 0
    _cambiar(libro)
    assert ejecutar(["copias", "crear"]) == 0
    capsys.readouterr()
    return libro


def test_sin_copias_dice_como_hacer_la_primera(libro, capsys):
    assert ejecutar(["copias"]) == 0
    dicho = capsys.readouterr()
    assert dicho.out == ""
    assert "«clientesctl copias crear» hace la primera" in dicho.err


@pytest.mark.parametrize(
    "args", [[], ["tienda.xlsx"], ["--libro", "tienda.xlsx"], ["listar", "tienda.xlsx"]]
)
def test_sin_suborden_lista(con_dos, capsys, args):
    assert ejecutar(["copias", *args, "--formato", "tabla"]) == 0
    dicho = capsys.readouterr().out
    assert "copias crear (original)" in dicho
    assert "1 cambiada (1" in dicho
    assert "\ndesde entonces: nada ha cambiado\n" in dicho
    assert dicho.strip().endswith("clientesctl copias restaurar N --libro tienda.xlsx")


def test_las_ordenes_que_aconseja_valen_desde_otra_carpeta(con_dos, capsys, monkeypatch):
    monkeypatch.chdir(con_dos.parent.parent)
    suyo = f"{con_dos.parent.name}/tienda.xlsx"
    assert ejecutar(["copias", suyo, "--formato", "tabla"]) == 0
    assert capsys.readouterr().out.strip().endswith(f" {suyo}")


def test_el_nombre_de_una_suborden_gana_al_de_un_libro(con_dos, capsys):
    shutil.copy(con_dos, con_dos.with_name("verificar"))
    assert ejecutar(["copias", "verificar", "tienda.xlsx"]) == 0
    assert "todas se leen como se guardaron" in capsys.readouterr().err


def test_crear_con_q_calla_y_sin_cambios_calla_siempre(libro, capsys):
    assert ejecutar(["copias", "crear", "-q"]) == 0
    assert ejecutar(["copias", "crear"]) == 0
    dicho = capsys.readouterr()
    assert (dicho.out, dicho.err) == ("", "")


def test_crear_funciona_desde_cron(libro):
    orden = f'"{sys.executable}" -m clientesctl copias crear "{libro}" -q'
    for _ in range(2):
        hecho = subprocess.run(
            ["/usr/bin/env", "-i", "/bin/sh", "-c", orden],
            stdin=subprocess.DEVNULL, capture_output=True, check=False, cwd="/", timeout=60,
        )  # fmt: skip
        assert (hecho.returncode, hecho.stdout, hecho.stderr) == (0, b"", b"")


def test_la_lista_en_json(con_dos, capsys):
    assert ejecutar(["copias", "--formato", "json"]) == 0
    objeto = json.loads(capsys.readouterr().out)
    assert objeto["version"] == 1
    assert [c["numero"] for c in objeto["copias"]] == [1, 2]
    assert objeto["copias"][1]["cambios"]["CLIENTES"]["quitadas"] == 1
    assert objeto["resumen"]["copias"] == 2


@pytest.mark.parametrize("terminacion", [".xlsx", ".csv", ".json", ".html"])
def test_la_lista_y_la_comparacion_se_entregan(con_dos, tmp_path, terminacion):
    for orden in (["listar"], ["comparar", "1", "2"]):
        destino = tmp_path / f"{orden[0]}{terminacion}"
        assert ejecutar(["copias", *orden, "--libro", str(con_dos), "-o", str(destino)]) == 0
        assert destino.stat().st_size > 100


def test_comparar_dice_cada_ficha_y_cada_celda(con_dos, capsys):
    assert ejecutar(["copias", "comparar", "1", "2", "--formato", "tabla"]) == 0
    dicho = capsys.readouterr().out
    assert "CLIENTES: 1 cambiada" in dicho
    assert "→ «CAMBIADO»" in dicho
    assert "CLIENTES: 1 ya no está" in dicho
    assert dicho.strip().splitlines()[-1].startswith("de la copia 1 a la copia 2: CLIENTES:")


def test_comparar_en_tsv_da_una_linea_por_celda(con_dos, capsys):
    assert ejecutar(["copias", "comparar", "1", "ahora", "--formato", "tsv"]) == 0
    lineas = capsys.readouterr().out.splitlines()
    assert lineas[0].split("\t") == [
        "hoja", "que", "fila", "id", "nombre", "celda", "columna", "antes", "despues",
    ]  # fmt: skip
    assert any("\tD3\tnombre\t" in linea and linea.endswith("\tCAMBIADO") for linea in lineas)


def test_comparar_iguales_lo_dice_y_con_q_calla(con_dos, capsys):
    assert ejecutar(["copias", "comparar", "ultima"]) == 0
    assert "ninguna ficha es distinta" in capsys.readouterr().err
    assert ejecutar(["copias", "comparar", "ultima", "-q"]) == 0
    assert capsys.readouterr().err == ""


def test_restaurar_ensena_y_solo_escribe_con_aplicar(con_dos, capsys):
    antes = con_dos.read_bytes()
    assert ejecutar(["copias", "restaurar", "1"]) == 0
    dicho = capsys.readouterr()
    assert "CAMBIADO" in dicho.out
    assert "con --aplicar el libro queda como en la copia 1" in dicho.err
    assert con_dos.read_bytes() == antes
    assert ejecutar(["copias", "restaurar", "1", "--aplicar"]) == 0
    assert con_dos.read_bytes() == EJEMPLO.read_bytes()
    assert "hecho: el libro es otra vez la copia 1" in capsys.readouterr().err


def test_restaurar_un_libro_abierto_acaba_en_4(con_dos, capsys):
    (con_dos.parent / "~$tienda.xlsx").write_bytes(b"\x05Marta".ljust(165))
    assert ejecutar(["copias", "restaurar", "1", "--aplicar", "--libro", str(con_dos)]) == 4
    assert "abierto en Excel por Marta" in capsys.readouterr().err


def test_restaurar_a_otro_fichero_no_toca_el_libro(con_dos, tmp_path):
    antes = con_dos.read_bytes()
    args = ["copias", "restaurar", "1", "--libro", str(con_dos), "-o", "vieja.xlsx"]
    assert ejecutar(args) == 0
    assert (tmp_path / "vieja.xlsx").read_bytes() == EJEMPLO.read_bytes()
    assert con_dos.read_bytes() == antes


def test_verificar_acaba_en_1_si_una_esta_mal(con_dos, capsys):
    assert ejecutar(["copias", "verificar", "-q"]) == 0
    assert capsys.readouterr().err == ""
    fichero = next((con_dos.parent / ".clientesctl" / "copias" / "tienda.xlsx").glob("*.xlsx"))
    fichero.write_bytes(b"nada")
    assert ejecutar(["copias", "verificar", "-q"]) == 1
    assert "no sirve" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("args", "frase"),
    [
        (["restaurar"], "falta el argumento COPIA"),
        (["restaurar", "9"], "«9» no es ninguna versión del libro: las copias van de la 1 a la 2"),
        (["comparar", "1", "2", "3"], "sobra lo que sigue: 3"),
        (["crear", "--esperar", "mucho"], "--esperar «mucho» no vale: son segundos, como 60"),
        (["no_esta.xlsx", "otro.xlsx"], "sobra lo que sigue: otro.xlsx"),
    ],
)
def test_un_mal_uso_acaba_en_2(con_dos, capsys, args, frase):
    assert ejecutar(["copias", *args]) == 2
    assert frase in capsys.readouterr().err


@pytest.mark.parametrize("suborden", ["crear", "listar", "verificar", "comparar", "restaurar"])
def test_la_ayuda_de_cada_suborden_esta_en_castellano(suborden, capsys):
    assert ejecutar(["copias", suborden, "--ayuda"]) == 0
    ayuda = capsys.readouterr().out
    assert ayuda.startswith(f"Uso: clientesctl copias {suborden}")
    assert not any(p in ayuda for p in ("Options", "required", "<str>", "<path>", "[[", "{"))


@pytest.mark.parametrize("orden", [["copias"], ["copias", "crear"], ["historial"], ["deshacer"]])
def test_un_libro_que_no_existe_ni_tiene_copias_acaba_en_3(libro, capsys, orden):
    assert ejecutar([*orden, "tiemda.xlsx"]) == 3
    assert "No existe el libro «tiemda.xlsx»" in capsys.readouterr().err


def test_de_un_libro_que_ya_no_esta_se_ven_las_copias_y_se_vuelve_a_una(con_dos, capsys):
    con_dos.unlink()
    for orden in (["listar"], ["verificar"]):
        assert ejecutar(["copias", *orden, "tienda.xlsx"]) == 0
    assert "copias crear" in capsys.readouterr().out
    args = ["copias", "restaurar", "1", "--libro", "tienda.xlsx", "--aplicar"]
    assert ejecutar(args) == 0
    assert "el libro no estaba" in capsys.readouterr().err
    assert con_dos.read_bytes() == EJEMPLO.read_bytes()


def test_un_csv_tambien_tiene_copias(tmp_path, capsys):
    ruta = tmp_path / "clientes.csv"
    ruta.write_text("ID,NOMBRE,TELEFONO\n1,ANA,913334455\n2,EVA,612345678\n", encoding="utf-8")
    assert ejecutar(["copias", "crear", str(ruta)]) == 0
    ruta.write_text("ID,NOMBRE,TELEFONO\n2,EVA,612345678\n1,ANA,600000000\n", encoding="utf-8")
    capsys.readouterr()
    assert ejecutar(["copias", "comparar", "--libro", str(ruta), "--formato", "tsv"]) == 0
    [_, linea] = capsys.readouterr().out.splitlines()
    assert linea.split("\t")[-3:] == ["telefono", "913334455", "600000000"]
    args = ["copias", "restaurar", "1", "--libro", str(ruta), "--aplicar"]
    assert ejecutar(args) == 0
    assert ruta.read_text(encoding="utf-8").endswith("2,EVA,612345678\n")


def test_un_libro_con_contrasena_se_guarda_aunque_no_se_de(tmp_path, capsys, monkeypatch):
    ruta = tmp_path / "cerrado.xlsx"
    ruta.write_bytes(cifrar(EJEMPLO.read_bytes(), "secreta"))
    assert ejecutar(["copias", "crear", str(ruta)]) == 0
    assert "no se ha podido mirar por dentro" in capsys.readouterr().err
    assert ejecutar(["copias", "verificar", str(ruta)]) == 0
    assert "1 con contraseña, sin mirar por dentro" in capsys.readouterr().err
    monkeypatch.setenv("CLIENTESCTL_CLAVE", "secreta")
    assert ejecutar(["copias", "verificar", str(ruta)]) == 0
    assert "todas se leen como se guardaron" in capsys.readouterr().err


@pytest.mark.parametrize("formato", ["tsv", "csv", "tabla", "json"])
def test_sin_contrasena_la_lista_lo_dice_en_dos_palabras_y_avisa_una_vez(
    con_dos, capsys, monkeypatch, formato
):
    monkeypatch.delenv("CLIENTESCTL_CLAVE", raising=False)
    for letra in "ab":
        con_dos.write_bytes(cifrar(EJEMPLO.read_bytes(), letra))
        ejecutar(["copias", "crear", "-q"])
    capsys.readouterr()
    assert ejecutar(["copias", "--formato", formato]) == 0
    dicho = capsys.readouterr()
    assert dicho.out.count("con contraseña") == 2
    assert ".clientesctl" not in dicho.out
    assert dicho.err == (
        "aviso: hay copias con contraseña de las que no se puede decir qué cambió; ponga la"
        " suya en CLIENTESCTL_CLAVE\n"
    )


@pytest.mark.parametrize(
    ("escrito", "completa"),
    [("copias ver", ["verificar"]), ("copias restaurar 1 --ap", ["--aplicar"])],
)
def test_el_interprete_completa_las_subordenes(escrito, completa):
    palabras = f"clientesctl {escrito}"
    entorno = {
        **os.environ,
        "_CLIENTESCTL_COMPLETE": "complete_bash",
        "COMP_WORDS": palabras,
        "COMP_CWORD": str(len(palabras.split()) - 1),
    }
    hecho = subprocess.run(
        [sys.executable, "-c", "from clientesctl.consola.principal import main; main()"],
        capture_output=True, text=True, check=False, env=entorno,
    )  # fmt: skip
    assert hecho.stdout.split() == completa
