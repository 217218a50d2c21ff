"""Qué libro se pide: el nombrado, el del entorno, el del toml o el único de la carpeta."""

from pathlib import Path

import pytest

from clientesctl.entregas.lista import Columna, Lista
from clientesctl.entregas.xlsx import escribir_xlsx
from clientesctl.operaciones.libros import LibroSinDecir, elegir_libro


def _tocar(*rutas: Path) -> None:
    for ruta in rutas:
        ruta.parent.mkdir(parents=True, exist_ok=True)
        ruta.write_bytes(b"")


def test_lo_que_se_pide_gana_a_todo(tmp_path):
    _tocar(tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    entorno = {"CLIENTESCTL_LIBRO": str(tmp_path / "b.xlsx")}
    ruta, _ = elegir_libro(tmp_path / "a.xlsx", carpeta=tmp_path, entorno=entorno)
    assert ruta == tmp_path / "a.xlsx"


def test_la_variable_gana_al_toml(tmp_path):
    (tmp_path / "clientesctl.toml").write_text('libro = "a.xlsx"\n')
    entorno = {"CLIENTESCTL_LIBRO": str(tmp_path / "b.xlsx")}
    ruta, _ = elegir_libro(None, carpeta=tmp_path, entorno=entorno)
    assert ruta == tmp_path / "b.xlsx"


def test_el_toml_de_una_carpeta_de_arriba_dice_el_libro_desde_su_sitio(tmp_path):
    (tmp_path / "clientesctl.toml").write_text('libro = "registro.xlsx"\n')
    dentro = tmp_path / "uno" / "dos"
    dentro.mkdir(parents=True)
    ruta, _ = elegir_libro(None, carpeta=dentro, entorno={})
    assert ruta == tmp_path / "registro.xlsx"


def test_las_politicas_son_las_que_estan_junto_al_libro(tmp_path):
    (tmp_path / "tienda").mkdir()
    (tmp_path / "tienda" / "clientesctl.toml").write_text('pais = "PY"\n')
    _, politicas = elegir_libro(tmp_path / "tienda" / "r.xlsx", carpeta=tmp_path, entorno={})
    assert politicas.pais == "PY"


def test_el_unico_libro_de_la_carpeta_es_el_libro(tmp_path):
    _tocar(tmp_path / "r.xlsx", tmp_path / "~$r.xlsx", tmp_path / ".oculto.xlsx", tmp_path / "x.md")
    ruta, _ = elegir_libro(None, carpeta=tmp_path, entorno={})
    assert ruta == tmp_path / "r.xlsx"


def test_entre_dos_libros_no_adivina_y_nombra_los_dos(tmp_path):
    _tocar(tmp_path / "a.xlsx", tmp_path / "b.ods")
    with pytest.raises(LibroSinDecir, match=r"hay 2 libros.*«a.xlsx», «b.ods».*--libro"):
        elegir_libro(None, carpeta=tmp_path, entorno={})


def test_un_csv_junto_al_libro_es_una_lista_y_solo_es_el_libro(tmp_path):
    _tocar(tmp_path / "feria.csv")
    assert elegir_libro(None, carpeta=tmp_path, entorno={})[0] == tmp_path / "feria.csv"
    _tocar(tmp_path / "a.xlsx", tmp_path / "web.csv")
    assert elegir_libro(None, carpeta=tmp_path, entorno={})[0] == tmp_path / "a.xlsx"


def test_la_lista_que_se_da_no_se_toma_por_el_registro(tmp_path):
    _tocar(tmp_path / "a.xlsx", tmp_path / "feria.xlsx")
    ruta, _ = elegir_libro(None, carpeta=tmp_path, entorno={}, sin=[tmp_path / "feria.xlsx"])
    assert ruta == tmp_path / "a.xlsx"


def test_si_no_hay_mas_libro_que_la_lista_es_el(tmp_path):
    _tocar(tmp_path / "a.xlsx")
    ruta, _ = elegir_libro(None, carpeta=tmp_path, entorno={}, sin=[tmp_path / "a.xlsx"])
    assert ruta == tmp_path / "a.xlsx"


def test_sin_libro_dice_como_darlo(tmp_path):
    with pytest.raises(LibroSinDecir, match=r"no hay ningún libro.*CLIENTESCTL_LIBRO"):
        elegir_libro(None, carpeta=tmp_path, entorno={})


def _entregar(ruta: Path) -> None:
    escribir_xlsx(ruta, Lista("Dobles", [Columna("ID", ancho=8)], [("C-1",)]))


def test_lo_que_salio_de_aqui_no_es_otro_registro(tmp_path):
    _tocar(tmp_path / "r.xlsx")
    _entregar(tmp_path / "dobles.xlsx")
    _entregar(tmp_path / "revision.xlsx")
    ruta, _ = elegir_libro(None, carpeta=tmp_path, entorno={})
    assert ruta == tmp_path / "r.xlsx"


def test_dos_registros_y_una_lista_nombra_los_dos_registros(tmp_path):
    _tocar(tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    _entregar(tmp_path / "lista.xlsx")
    with pytest.raises(LibroSinDecir, match=r"hay 2 libros \(«a.xlsx», «b.xlsx»\)"):
        elegir_libro(None, carpeta=tmp_path, entorno={})
