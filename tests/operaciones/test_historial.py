"""Lo que el programa ha escrito: quién, cuándo, qué, y qué sigue en pie."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from libro_que_cambia import MOMENTO, cambiar, escribir, hacer_libro

from clientesctl.libro.bitacora import Estado, leer_bitacora
from clientesctl.libro.valores_guardados import borrar_valores
from clientesctl.operaciones import copias
from clientesctl.operaciones.deshacer import deshacer
from clientesctl.operaciones.historial import deshechas, leer_historial
from clientesctl.operaciones.versiones import Libro
from clientesctl.registro.politicas import Politicas


@pytest.fixture
def libro(tmp_path):
    return Libro(hacer_libro(tmp_path / "clientes.xlsx"), Politicas())


@dataclass
class Escrita:
    """Un asiento con lo que hace falta para saber qué deshizo a qué."""

    numero: int
    deshace: int | None = None
    estado: Estado = Estado.APLICADO


@pytest.mark.parametrize(
    ("deshacen", "en_pie"),
    [
        ([None, None, None], [1, 2, 3]),
        ([None, None, 2], [1, 3]),
        ([None, None, 2, 3], [1, 2, 4]),
        ([None, None, None, 2], [1, 4]),
        ([None, None, 2, 1], [4]),
        ([None, None, 2, 1, 4], [1, 3, 5]),
    ],
)
def test_lo_deshecho_de_un_deshacer_vuelve_a_estar_en_pie(deshacen, en_pie):
    escritas = [Escrita(n, deshace) for n, deshace in enumerate(deshacen, 1)]
    quedan = {e.numero for e in escritas} - deshechas(escritas).keys()
    assert sorted(quedan) == en_pie


def test_dice_quien_cuando_con_que_y_cuanto(libro):
    escribir(libro.ruta, 2, "corregir", ciudad="TOLEDO", provincia="TOLEDO")
    [entrada] = leer_historial(libro).entradas
    asiento = entrada.asiento
    assert (asiento.orden, asiento.celdas, asiento.momento) == ("corregir", 2, MOMENTO.isoformat())
    assert asiento.quien
    assert entrada.situacion == "hecha"


def test_lo_de_una_ficha_dice_que_decia_cada_celda(libro):
    escribir(libro.ruta, 2, ciudad="TOLEDO")
    escribir(libro.ruta, 3, ciudad="LUGO")
    escribir(libro.ruta, 2, telefono="600000000")
    cambiar(libro.ruta, D4="6")
    entradas = leer_historial(libro, ficha="C-1").entradas
    dicho = [(e.asiento.numero, c.columna, c.antes, c.despues) for e in entradas for c in e.celdas]
    assert dicho == [(1, "ciudad", "MADRID", "TOLEDO"), (3, "telefono", "913334455", "600000000")]


def test_el_alta_de_una_ficha_es_lo_primero_de_su_historia(libro):
    escribir(libro.ruta, 0, "alta", id="C-4", nombre="JUAN")
    escribir(libro.ruta, 5, ciudad="LUGO")
    entradas = leer_historial(libro, ficha="C-4").entradas
    assert [e.asiento.orden for e in entradas] == ["alta", "editar"]
    assert [(c.columna, c.despues) for c in entradas[0].celdas] == [
        ("id", "C-4"),
        ("nombre", "JUAN"),
    ]


def test_sin_los_valores_sigue_diciendo_quien_y_cuando(libro):
    escribir(libro.ruta, 2, ciudad="TOLEDO")
    borrar_valores(libro.ruta, leer_bitacora(libro.ruta)[0].id)
    [entrada] = leer_historial(libro, ficha="C-1").entradas
    assert entrada.celdas is None
    assert entrada.asiento.orden == "editar"


def test_restaurar_una_copia_esta_en_la_historia_de_sus_fichas(libro):
    copias.crear(libro, MOMENTO)
    cambiar(libro.ruta, F2="LUGO")
    copias.restaurar(copias.preparar_vuelta(libro, "1"), MOMENTO)
    assert [e.asiento.orden for e in leer_historial(libro, "C-1").entradas] == [
        "copias restaurar 1"
    ]
    assert leer_historial(libro, "C-2").entradas == ()


def test_deshacer_esta_en_la_historia_de_la_ficha(libro):
    escribir(libro.ruta, 2, ciudad="TOLEDO")
    list(deshacer(libro, 1, MOMENTO))
    ordenes = [e.asiento.orden for e in leer_historial(libro, "C-1").entradas]
    assert ordenes == ["editar", "deshacer"]


def test_la_bitacora_no_lleva_ni_un_dato_del_libro(libro):
    escribir(libro.ruta, 2, ciudad="TOLEDO")
    texto = (libro.ruta.parent / ".clientesctl" / "clientes.xlsx.bitacora.jsonl").read_text()
    assert not any(dato in texto for dato in ("TOLEDO", "MADRID", "C-1", "ANA"))


def test_las_ultimas_son_las_de_mas_abajo(libro):
    for ciudad in ("TOLEDO", "CUENCA", "LUGO"):
        escribir(libro.ruta, 2, ciudad=ciudad)
    assert [e.asiento.numero for e in leer_historial(libro, ultimas=2).entradas] == [2, 3]
