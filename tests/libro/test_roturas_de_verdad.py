"""Romper un alta entera, de la lectura al libro escrito: ha de aguantar como el cambio de libro."""

from __future__ import annotations

import errno
from pathlib import Path

import openpyxl
import pytest
from roto import a_la_vez, hechos_de, probar
from roto_de_verdad import dar_de_alta, dar_de_alta_y_ver, hacer_libro
from sabotaje import Sabotaje, contar_llamadas, intentar

from clientesctl.libro import transaccion


@pytest.fixture
def libro(tmp_path: Path) -> Path:
    ruta = tmp_path / "clientes.xlsx"
    hacer_libro(ruta)
    dar_de_alta("PRIMERO")(ruta)
    return ruta


@pytest.mark.parametrize(
    "como", [Sabotaje(0, cuando="despues"), Sabotaje(0, fallo=errno.ENOSPC)], ids=["kill", "disco"]
)
def test_un_alta_rota_por_donde_sea_deja_el_de_antes_o_el_nuevo(
    libro: Path, como: Sabotaje
) -> None:
    llamadas = contar_llamadas(dar_de_alta("CONTADO"), libro)
    malos = []
    for n, cual in enumerate(range(3, len(llamadas) + 1, 16)):
        roto = Sabotaje(cual, como.fallo, como.cuando)
        _, defectos = probar(libro, lambda acto, r=roto: intentar(acto, libro, r), n, dar_de_alta)
        malos += [f"{roto} ({llamadas[cual - 1]}): {defecto}" for defecto in defectos]
    assert malos == []
    hoja = openpyxl.load_workbook(libro)["CLIENTES"]
    assert [fila[0] for fila in hoja.iter_rows(min_row=2, values_only=True)] == hechos_de(libro)


def test_ocho_dan_altas_a_la_vez_y_estan_todas(libro: Path) -> None:
    assert a_la_vez(libro, 8, 2, dar_de_alta) == []


def test_si_el_disco_no_confirma_lo_escrito_se_avisa(
    libro: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def falla(_: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(transaccion, "sincronizar_carpeta", falla)
    (aviso,) = dar_de_alta_y_ver("ULTIMO", libro).avisos
    assert aviso.startswith("Escrito, pero el disco no confirmó que quedara guardado")
    assert hechos_de(libro)[-1] == "ULTIMO"
