"""La orden principal: ayuda, errores de uso y códigos de salida."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clientesctl import __version__
from clientesctl.consola import principal
from clientesctl.consola.principal import ORDENES, ejecutar

PESADOS = ("pandas", "openpyxl", "rapidfuzz", "numpy", "python_calamine", "rich", "pydantic")


@pytest.mark.parametrize("args", [["--help"], ["--ayuda"], ["-h"]])
def test_la_ayuda_esta_en_castellano_y_nombra_cada_orden(args, capsys):
    assert ejecutar(args) == 0
    ayuda = capsys.readouterr().out
    assert ayuda.startswith("Uso: clientesctl")
    assert all(orden in ayuda for orden in ORDENES)
    assert not any(palabra in ayuda for palabra in ("Usage", "Options", "Commands", "Show this"))


@pytest.mark.parametrize("orden", list(ORDENES))
def test_la_ayuda_de_cada_orden_esta_en_castellano(orden, capsys):
    assert ejecutar([orden, "--ayuda"]) == 0
    ayuda = capsys.readouterr().out
    assert f"Uso: clientesctl {orden}" in ayuda
    ingles = (
        "Usage",
        "Options:",
        "Commands",
        "Show this",
        "default:",
        "required",
        "<str>",
        "<path>",
    )
    assert not any(p in ayuda for p in ingles)
    assert "[[" not in ayuda


def test_sin_orden_ensena_la_ayuda_y_acaba_en_2(capsys):
    assert ejecutar([]) == 2
    assert "Uso: clientesctl" in capsys.readouterr().out


def test_la_version_es_la_del_paquete(capsys):
    assert ejecutar(["--version"]) == 0
    assert capsys.readouterr().out == f"clientesctl {__version__}\n"


@pytest.mark.parametrize(
    ("args", "frase"),
    [
        (["valdiar"], "la orden «valdiar» no existe; ¿quiso decir validar?"),
        (["xyz"], "la orden «xyz» no existe"),
        (["--nada"], "la opción --nada no existe"),
        (["venta", "garcia", "-50"], "para devolver una venta, «clientesctl venta --devuelve"),
        (
            ["validar", "--formatto", "csv"],
            "la opción --formatto no existe; ¿quiso decir --formato?",
        ),
        (["validar", "--formato"], "a la opción --formato le falta su valor"),
        (["validar", "--formato", "doc"], "--formato «doc» no existe: use tabla, tsv, csv, json"),
        (["validar", "--hoy", "ayer"], "--hoy «ayer» no es una fecha: escríbala como 2026-03-31"),
        (["validar", "--hoy", "2026-02-30"], "--hoy «2026-02-30» no es una fecha"),
        (["validar", "uno.xlsx", "dos.xlsx"], "sobra lo que sigue: dos.xlsx"),
        (["validar", "a.xlsx", "--libro", "b.xlsx"], "hay dos libros"),
        (
            ["estado", "r.xlsx", "--dias", "0"],
            "--dias «0» no vale: es un número entero de días desde 1",
        ),
        (["estado", "r.xlsx", "--dias", "-3"], "--dias «-3» no vale"),
        (["estado", "r.xlsx", "--dias", "muchos"], "--dias «muchos» no vale"),
    ],
)
def test_un_mal_uso_se_explica_en_castellano_y_acaba_en_2(args, frase, capsys):
    assert ejecutar(args) == 2
    dicho = capsys.readouterr()
    assert frase in dicho.err
    assert dicho.out == ""
    assert "Error" not in dicho.err


@pytest.mark.parametrize(
    ("args", "final"),
    [
        (["valdiar"], "¿quiso decir validar? Vea «clientesctl --ayuda».\n"),
        (["xyz"], "no existe. Vea «clientesctl --ayuda».\n"),
    ],
)
def test_tras_una_pregunta_no_va_un_punto(args, final, capsys):
    assert ejecutar(args) == 2
    assert capsys.readouterr().err.endswith(final)


def test_control_c_se_dice_y_acaba_en_130(monkeypatch, capsys):
    def pulsar(*_args, **_opciones):
        raise KeyboardInterrupt

    monkeypatch.setattr("clientesctl.operaciones.libros.elegir_libro", pulsar)
    assert ejecutar(["estado", "a.xlsx"]) == 130
    assert capsys.readouterr().err == "clientesctl: interrumpido\n"


def test_la_ayuda_no_importa_lo_que_tarda():
    programa = (
        "import sys; from clientesctl.consola.principal import ejecutar; ejecutar(['--help']);"
        f"print([m for m in {PESADOS!r} if m in sys.modules], file=sys.stderr)"
    )
    hecho = subprocess.run(
        [sys.executable, "-c", programa], capture_output=True, text=True, check=True
    )
    assert hecho.stderr.strip() == "[]"


def test_un_fallo_del_programa_es_una_linea_y_un_5(monkeypatch, capsys):
    def estallar(*_args, **_opciones):
        raise ZeroDivisionError

    monkeypatch.setattr(principal, "app", estallar)
    assert ejecutar(["validar"]) == 5
    dicho = capsys.readouterr().err
    assert dicho.count("\n") == 1
    assert "fallo del programa (ZeroDivisionError)" in dicho


def test_la_traza_solo_sale_si_se_pide(monkeypatch, capsys):
    def estallar(*_args, **_opciones):
        raise ZeroDivisionError

    monkeypatch.setattr(principal, "app", estallar)
    monkeypatch.setenv("CLIENTESCTL_TRAZA", "1")
    assert ejecutar(["validar"]) == 5
    assert "Traceback" in capsys.readouterr().err


def _correr(orden, **opciones):
    return subprocess.run(
        ["/bin/sh", "-c", f'"{sys.executable}" -m clientesctl {orden}'],
        capture_output=True,
        text=True,
        check=False,
        **opciones,
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="este sistema no tiene /dev/full")
@pytest.mark.parametrize("orden", ["--ayuda", "validar --explicar todas"])
def test_un_disco_lleno_se_dice_en_una_frase(orden):
    hecho = _correr(f"{orden} >/dev/full")
    assert hecho.returncode == 2
    assert hecho.stderr.strip().endswith("no queda sitio donde se guarda")
    assert hecho.stderr.count("\n") == 1


def test_con_la_salida_cerrada_no_falla():
    hecho = _correr("validar --explicar todas >&-")
    assert (hecho.returncode, hecho.stderr) == (0, "")


def test_quien_deja_de_leer_no_es_un_fallo():
    hecho = subprocess.run(
        ["/bin/sh", "-c", f'{{ "{sys.executable}" -m clientesctl --ayuda; echo $? >&2; }} | true'],
        capture_output=True,
        text=True,
        check=False,
    )
    assert hecho.stderr == "0\n"


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="a root nadie le niega un fichero"
)
def test_un_libro_que_no_se_deja_leer_acaba_en_3(tmp_path, capsys):
    libro = tmp_path / "a.csv"
    libro.write_text("NOMBRE\nANA\n", encoding="utf-8")
    libro.chmod(0)
    assert ejecutar(["validar", str(libro)]) == 3
    assert "No hay permiso para leer" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("escrito", "completa"),
    [("va", ["validar"]), ("validar --regla id_fis", "id_fiscal_"), ("estado --p", ["--por"])],
)
def test_el_interprete_completa_ordenes_opciones_y_reglas(escrito, completa):
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
    dichas = hecho.stdout.split()
    if isinstance(completa, list):
        assert dichas == completa
    else:
        assert len(dichas) == 3
        assert all(d.startswith(completa) for d in dichas)
