"""Las copias de un libro: hacerlas, comprobarlas, compararlas y volver a una."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from libro_que_cambia import abrir_en_excel, cambiar, celda, escribir, hacer_libro

from clientesctl.libro.copias import fichero_de_copia, leer_copia, listar_copias
from clientesctl.libro.errores import LibroDanado
from clientesctl.libro.errores_transaccion import CopiaRota, LibroAbierto
from clientesctl.operaciones import copias, copias_lista
from clientesctl.operaciones.comparacion import contar_hojas, fichas
from clientesctl.operaciones.versiones import Libro, VersionDesconocida, buscar_copia
from clientesctl.registro.errores import ErrorLibro, Rechazo
from clientesctl.registro.politica_copias import PoliticaCopias
from clientesctl.registro.politicas import Politicas


def _dia(dia: int, hora: int = 20) -> dt.datetime:
    return dt.datetime(2026, 11, dia, hora).astimezone()


@pytest.fixture
def libro(tmp_path: Path) -> Libro:
    return Libro(hacer_libro(tmp_path / "clientes.xlsx"), Politicas())


@pytest.fixture
def tres(libro: Libro) -> Iterator[Libro]:
    """El libro con tres copias: el original, uno sin teléfono y uno con otra ciudad."""
    copias.crear(libro, _dia(2))
    cambiar(libro.ruta, D2="")
    copias.crear(libro, _dia(5))
    cambiar(libro.ruta, F3="BURGOS")
    copias.crear(libro, _dia(9))
    yield libro


def test_si_nada_ha_cambiado_no_hay_otra_copia(libro):
    assert copias.crear(libro, _dia(1)).nueva
    assert not copias.crear(libro, _dia(2)).nueva
    assert [c.numero for c in listar_copias(libro.ruta)] == [1]


def test_la_ultima_copia_se_rehace_si_alguien_borro_su_fichero(libro):
    copia = copias.crear(libro, _dia(1)).copia
    fichero_de_copia(libro.ruta, copia.sha256).unlink()
    assert not copias.crear(libro, _dia(2)).nueva
    assert [v.problema for v in copias.verificar(libro)] == [""]


def test_la_copia_son_los_mismos_bytes_y_no_la_lee_nadie_mas(libro):
    copia = copias.crear(libro, _dia(1)).copia
    assert leer_copia(libro.ruta, copia) == libro.ruta.read_bytes()
    assert fichero_de_copia(libro.ruta, copia.sha256).stat().st_mode & 0o077 == 0


def test_de_un_libro_que_no_se_lee_no_se_hace_copia_ni_se_quita_ninguna(tres):
    tres.ruta.write_bytes(b"PK\x03\x04 cifrado por un pirata")
    sin_piedad = replace(tres, politicas=Politicas(copias=PoliticaCopias(1, 1, 1, 1)))
    with pytest.raises(ErrorLibro):
        copias.crear(sin_piedad, _dia(20))
    assert len(listar_copias(tres.ruta)) == 3


def test_las_viejas_se_quitan_segun_las_politicas_y_el_original_nunca(tres):
    pocas = replace(tres, politicas=Politicas(copias=PoliticaCopias(1, 1, 1, ultimas=1)))
    cambiar(tres.ruta, F4="ALICANTE")
    hecha = copias.crear(pocas, _dia(28))
    assert [c.numero for c in hecha.quitadas] == [2]
    assert [c.numero for c in listar_copias(tres.ruta)] == [1, 3, 4]


def test_al_escribir_tambien_se_quitan_las_viejas(libro):
    toml = libro.ruta.with_name("clientesctl.toml")
    toml.write_text("[copias]\ntodas = 1\nultimas = 1\n", encoding="utf-8")
    for dia, hora in ((2, 9), (2, 12), (2, 18), (9, 9)):
        escribir(libro.ruta, 2, momento=_dia(dia, hora), ciudad=f"VILLA {dia} {hora}")
    # Del día 2 quedan el original y la última.
    assert [c.numero for c in listar_copias(libro.ruta)] == [1, 3, 4]


def test_se_puede_guardar_aunque_este_abierto_en_excel(libro):
    abrir_en_excel(libro.ruta)
    assert copias.crear(libro, _dia(1)).nueva


def test_verificar_senala_la_copia_que_ya_no_es_lo_que_era(tres):
    mala = listar_copias(tres.ruta)[1]
    fichero = fichero_de_copia(tres.ruta, mala.sha256)
    fichero.write_bytes(fichero.read_bytes()[:-1] + b"x")
    vistas = list(copias.verificar(tres))
    assert [v.copia.numero for v in vistas if v.problema] == [2]
    assert "no es el que se guardó" in vistas[1].problema


def test_la_lista_dice_que_cambio_de_una_a_otra_y_hasta_ahora(tres):
    cambiar(tres.ruta, F4="ALICANTE")
    frases = [r.frase for r in copias_lista.listar(tres)]
    assert frases == ["", *["CLIENTES: 1 cambiada (1 celda)"] * 3]


def test_la_segunda_vez_la_lista_no_lee_ningun_libro(tres, monkeypatch):
    primera = list(copias_lista.listar(tres))

    def no_leer(*_):
        raise AssertionError("se ha vuelto a leer")

    monkeypatch.setattr(Libro, "leer_copia", no_leer)
    monkeypatch.setattr(Libro, "leer", no_leer)
    assert list(copias_lista.listar(tres)) == primera


def test_con_otras_columnas_en_las_politicas_se_cuenta_otra_vez(tres):
    list(copias_lista.listar(tres))
    otras = Politicas(columnas={"CLIENTES": {"CIUDAD": "provincia", "PROVINCIA": ""}})
    assert len(list(copias_lista.listar(replace(tres, politicas=otras)))) == 4


def test_una_copia_que_no_se_lee_no_estorba_a_la_lista(tres):
    fichero_de_copia(tres.ruta, listar_copias(tres.ruta)[1].sha256).unlink()
    renglones = list(copias_lista.listar(tres))
    assert "no sirve" in renglones[1].pega
    assert renglones[3].frase == "ninguna ficha"


@pytest.mark.parametrize(
    ("pedida", "numero"),
    [
        ("2", 2), ("original", 1), ("última", 3), ("2026-11-05", 2), ("2026-11-08", 2),
        ("9/11/2026", 3), ("2027-01-01", 3),
    ],
)  # fmt: skip
def test_una_copia_se_nombra_por_su_numero_su_dia_o_su_nombre(tres, pedida, numero):
    assert buscar_copia(tres.ruta, pedida).numero == numero


@pytest.mark.parametrize("pedida", ["7", "2026-11-01", "ayer", "2026-13-01"])
def test_una_copia_que_no_hay_dice_las_que_hay(tres, pedida):
    with pytest.raises(VersionDesconocida, match="van de la 1 a la 3"):
        buscar_copia(tres.ruta, pedida)


def test_comparar_vale_entre_copias_el_libro_de_ahora_y_otro_fichero(tres, tmp_path):
    otro = hacer_libro(tmp_path / "otro.xlsx")
    comparacion, antes, despues = copias.comparar_versiones(tres, "1", "ahora")
    assert contar_hojas(comparacion)["CLIENTES"]["cambiadas"] == 2
    assert (antes.nombre, despues.nombre) == ("la copia 1", "ahora")
    assert not copias.comparar_versiones(tres, "1", str(otro))[0]


def test_restaurar_deja_los_mismos_bytes_y_guarda_lo_que_habia(tres):
    cambiar(tres.ruta, B2="BERTA")
    habia = tres.ruta.read_bytes()
    vuelta = copias.preparar_vuelta(tres, "1")
    assert [f.id for f in fichas(vuelta.comparacion)] == ["C-1", "C-2"]
    asiento = copias.restaurar(vuelta, _dia(10))
    assert tres.ruta.read_bytes() == leer_copia(tres.ruta, buscar_copia(tres.ruta, "1"))
    assert leer_copia(tres.ruta, buscar_copia(tres.ruta, "ultima")) == habia
    assert (asiento.orden, asiento.celdas) == ("copias restaurar 1", 3)


def test_restaurar_lo_que_ya_esta_no_escribe_nada(tres):
    assert copias.restaurar(copias.preparar_vuelta(tres, "ultima"), _dia(10)) is None


def test_no_se_restaura_un_libro_abierto(tres):
    vuelta = copias.preparar_vuelta(tres, "1")
    antes = tres.ruta.read_bytes()
    abrir_en_excel(tres.ruta)
    with pytest.raises(LibroAbierto):
        copias.restaurar(vuelta, _dia(10))
    assert tres.ruta.read_bytes() == antes


def test_se_restaura_aunque_el_libro_de_ahora_no_se_lea(tres):
    tres.ruta.write_bytes(b"cifrado por un pirata")
    vuelta = copias.preparar_vuelta(tres, "original")
    assert vuelta.comparacion is None
    copias.restaurar(vuelta, _dia(10))
    assert celda(tres.ruta, "D2") == "913334455"


def test_se_restaura_aunque_el_libro_ya_no_este(tres):
    tres.ruta.unlink()
    copias.restaurar(copias.preparar_vuelta(tres, "original"), _dia(10))
    assert celda(tres.ruta, "D2") == "913334455"
    assert tres.ruta.stat().st_mode & 0o777 == 0o600


def test_una_copia_rota_no_se_restaura(tres):
    fichero_de_copia(tres.ruta, listar_copias(tres.ruta)[0].sha256).write_bytes(b"")
    with pytest.raises(CopiaRota):
        copias.preparar_vuelta(tres, "1")


def test_una_copia_se_deja_en_otro_fichero_sin_tocar_el_libro(tres, tmp_path):
    antes = tres.ruta.read_bytes()
    copia = buscar_copia(tres.ruta, "1")
    copias.extraer(tres, copia, tmp_path / "vieja.xlsx")
    assert (tmp_path / "vieja.xlsx").read_bytes() == leer_copia(tres.ruta, copia)
    assert tres.ruta.read_bytes() == antes
    with pytest.raises(Rechazo):
        copias.extraer(tres, copia, tres.ruta)
    with pytest.raises(copias.OtraTerminacion):
        copias.extraer(tres, copia, tmp_path / "vieja.csv")


def test_un_libro_danado_se_dice_al_crear(libro):
    libro.ruta.write_bytes(libro.ruta.read_bytes()[:2000])
    with pytest.raises(LibroDanado):
        copias.crear(libro, _dia(1))
