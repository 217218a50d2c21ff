"""El registro inventado de la medida: siempre los mismos bytes, y una verdad que lo sea."""

import csv
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from stdnum.es import cif, dni
from stdnum.mx import rfc
from stdnum.py import ruc

GENERADOR = Path(__file__).parents[2] / "bench" / "duplicados" / "registro_inventado.py"
PISTAS = ("ID_FISCAL", "TELEFONO", "MOVIL", "EMAIL", "FECHA_NACIMIENTO")
Ficha = dict[str, str]


def escribir(carpeta: Path) -> tuple[bytes, bytes]:
    subprocess.run([sys.executable, GENERADOR, "2000", carpeta], check=True)
    return (carpeta / "registro.csv").read_bytes(), (carpeta / "verdad.txt").read_bytes()


@pytest.fixture(scope="module")
def clientes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Ficha]]:
    """Las fichas de cada cliente de verdad."""
    carpeta = tmp_path_factory.mktemp("inventado")
    registro, verdad = escribir(carpeta)
    suyas: defaultdict[str, list[Ficha]] = defaultdict(list)
    fichas = csv.DictReader(registro.decode().splitlines())
    for ficha, quien in zip(fichas, verdad.decode().split(), strict=True):
        suyas[quien].append(ficha)
    return suyas


def test_la_misma_semilla_da_los_mismos_bytes(tmp_path: Path) -> None:
    assert escribir(tmp_path / "una") == escribir(tmp_path / "otra")


def test_hay_dobles_de_personas_y_de_empresas_de_los_tres_paises(
    clientes: dict[str, list[Ficha]],
) -> None:
    repetidas = [fichas[0] for fichas in clientes.values() if len(fichas) > 1]
    clases = {(ficha["PAIS"], bool(ficha["RAZON_SOCIAL"])) for ficha in repetidas}
    assert len(clases) == 6


def test_cada_doble_lleva_algo_que_lo_une_a_otra_ficha_suya(
    clientes: dict[str, list[Ficha]],
) -> None:
    for fichas in clientes.values():
        for ficha in fichas if len(fichas) > 1 else ():
            otras = [otra for otra in fichas if otra is not ficha]
            assert any(ficha[p] and ficha[p] == o[p] for p in PISTAS for o in otras), ficha


def test_los_documentos_pasan_su_control_en_quien_no_se_repite(
    clientes: dict[str, list[Ficha]],
) -> None:
    validos = {"ES": lambda d: dni.is_valid(d) or cif.is_valid(d), "MX": rfc.is_valid}
    for fichas in clientes.values():
        ficha = fichas[0]
        if len(fichas) == 1 and ficha["ID_FISCAL"]:
            assert validos.get(ficha["PAIS"], ruc.is_valid)(ficha["ID_FISCAL"]), ficha


def test_dos_empresas_distintas_no_se_llaman_igual(clientes: dict[str, list[Ficha]]) -> None:
    nombres = [f[0]["RAZON_SOCIAL"] for f in clientes.values() if len(f) == 1]
    nombres = [nombre for nombre in nombres if nombre]
    assert len(nombres) == len(set(nombres))
