"""El paseo por el ejemplo: sus órdenes funcionan tal como están escritas."""

import re
import shlex
from pathlib import Path

import pytest
from ejemplo_hecho import hacer_ejemplo

RAIZ = Path(__file__).parents[2]
PASEO = RAIZ / "docs" / "PASEO.md"
ORDENES = re.findall(r"^\$ clientesctl (.+)$", PASEO.read_text(encoding="utf-8"), re.M)


@pytest.fixture(scope="module")
def ejemplo(tmp_path_factory):
    return hacer_ejemplo(tmp_path_factory.mktemp("ejemplo"))


@pytest.fixture(scope="module")
def carpeta(ejemplo, tmp_path_factory):
    nueva = tmp_path_factory.mktemp("paseo")
    for libro in ejemplo.glob("*.xlsx"):
        (nueva / libro.name).write_bytes(libro.read_bytes())
    (nueva.parent / "feria.csv").write_bytes((RAIZ / "examples" / "feria.csv").read_bytes())
    return nueva


def test_las_ordenes_del_paseo_funcionan_en_su_orden(carpeta, monkeypatch, capsys):
    from clientesctl.consola.principal import ejecutar

    monkeypatch.chdir(carpeta)
    for orden in ORDENES:
        assert ejecutar(shlex.split(orden)) in (0, 1), f"{orden}: {capsys.readouterr().err}"


def test_la_orden_de_cron_funciona_sin_terminal_ni_entorno(carpeta):
    import subprocess
    import sys

    lineas = (RAIZ / "examples" / "crontab").read_text(encoding="utf-8").splitlines()
    linea = next(linea for linea in lineas if "llamadas /ruta" in linea)
    orden = linea.split(maxsplit=5)[5].replace(
        "/ruta/a/.venv/bin", str(Path(sys.executable).parent)
    )
    orden = orden.replace("/ruta/a/registro.xlsx", '"$LIBRO"').replace(
        "/ruta/a/listas/", '"$LISTAS"/'
    )
    orden += " --hoy 2026-11-23"
    for lengua, listas in (("C", "listas"), ("C.UTF-8", "otras")):
        entorno = {"LIBRO": str(carpeta / "registro_sucio.xlsx"), "LANG": lengua}
        entorno["LISTAS"] = str(carpeta / listas)
        hecho = subprocess.run(
            ["/bin/sh", "-c", orden],
            env=entorno,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=120,
        )
        assert (hecho.returncode, hecho.stdout) == (0, b""), hecho.stderr
        assert {p.name for p in (carpeta / listas).iterdir()} >= {"emily.xlsx"}
