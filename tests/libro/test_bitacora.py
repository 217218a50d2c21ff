"""La bitácora: qué dice de cada escritura, y qué no dice nunca."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from clientesctl.libro.bitacora import (
    Asiento,
    Estado,
    anotar,
    leer_bitacora,
    preparar_asiento,
    resolver_cortados,
    resumen_de_ficha,
    resumidor,
)
from clientesctl.libro.carpeta import fichero_de
from clientesctl.libro.temporal import ruta_temporal
from clientesctl.libro.turno import turno

MOMENTO = "2026-11-22T09:00:00+01:00"
ANTES, DESPUES = b"el de antes", b"el nuevo"


@pytest.fixture
def libro(tmp_path: Path) -> Path:
    ruta = tmp_path / "clientes.xlsx"
    ruta.write_bytes(ANTES)
    ruta.chmod(0o640)
    return ruta


def preparado(numero: int = 1) -> Asiento:
    asiento = preparar_asiento(MOMENTO, "corregir", cuanto=(3, 1), hojas=["CLIENTES"])
    return replace(
        asiento,
        numero=numero,
        antes=hashlib.sha256(ANTES).hexdigest(),
        despues=hashlib.sha256(DESPUES).hexdigest(),
    )


def test_un_libro_sin_escrituras_no_tiene_bitacora(libro: Path) -> None:
    assert leer_bitacora(libro) == ()
    assert not (libro.parent / ".clientesctl").exists()


def test_dice_quien_cuando_con_que_orden_y_cuanto(libro: Path) -> None:
    asiento = preparado()
    anotar(libro, asiento)
    anotar(libro, replace(asiento, estado=Estado.APLICADO))
    (leido,) = leer_bitacora(libro)
    assert leido == replace(asiento, estado=Estado.APLICADO)
    assert (leido.momento, leido.orden, leido.celdas, leido.altas) == (MOMENTO, "corregir", 3, 1)
    assert "@" in leido.quien


@pytest.mark.parametrize(
    ("contenido", "estado"), [(ANTES, Estado.ABANDONADO), (DESPUES, Estado.APLICADO)]
)
def test_tras_un_corte_los_bytes_del_libro_dicen_que_paso(
    libro: Path, contenido: bytes, estado: Estado
) -> None:
    anotar(libro, preparado())
    libro.write_bytes(contenido)
    (leido,) = leer_bitacora(libro)
    assert leido.estado is estado
    assert "se cortó" in leido.nota


def test_si_ademas_lo_cambio_otro_lo_dice_el_temporal(libro: Path) -> None:
    asiento = preparado()
    anotar(libro, asiento)
    libro.write_bytes(b"lo de una persona")
    assert leer_bitacora(libro)[0].estado is Estado.APLICADO
    ruta_temporal(libro, asiento.id).write_bytes(b"")
    assert leer_bitacora(libro)[0].estado is Estado.ABANDONADO


def test_lo_resuelto_queda_anotado_una_vez(libro: Path) -> None:
    anotar(libro, preparado())
    resolver_cortados(libro)
    largo = fichero_de(libro, "bitacora.jsonl").stat().st_size
    libro.write_bytes(DESPUES)
    assert resolver_cortados(libro)[0].estado is Estado.ABANDONADO
    assert fichero_de(libro, "bitacora.jsonl").stat().st_size == largo


def test_lo_que_otro_esta_escribiendo_no_se_da_por_cortado(libro: Path) -> None:
    from sabotaje import en_otro_proceso

    def mirar() -> None:
        assert leer_bitacora(libro)[0].estado is Estado.PREPARADO

    with turno(libro, "corregir"):
        anotar(libro, preparado())
        assert en_otro_proceso(mirar).como == "hecho"


@pytest.mark.parametrize("quitar", [1, 5, 40])
def test_un_renglon_cortado_no_estropea_los_demas(libro: Path, quitar: int) -> None:
    anotar(libro, preparado(1))
    anotar(libro, preparado(2))
    fichero = fichero_de(libro, "bitacora.jsonl")
    fichero.write_bytes(fichero.read_bytes()[:-quitar])
    tercero = preparado(3)
    anotar(libro, tercero)
    numeros = [a.numero for a in leer_bitacora(libro)]
    assert numeros in ([1, 3], [1, 2, 3])
    assert numeros == [1, 2, 3] or quitar > 1


def test_no_guarda_un_solo_id_pero_encuentra_la_ficha(libro: Path) -> None:
    resumir = resumidor(libro)
    asiento = replace(
        preparado(), fichas=tuple(sorted([resumir("CLIENTES", "C-77"), resumir("VENTAS", "C-77")]))
    )
    anotar(libro, asiento)
    assert "C-77" not in fichero_de(libro, "bitacora.jsonl").read_text(encoding="utf-8")
    (leido,) = leer_bitacora(libro)
    assert resumen_de_ficha(libro, "CLIENTES", "C-77") in leido.fichas
    assert resumen_de_ficha(libro, "CLIENTES", "C-78") not in leido.fichas
    assert len(leido.fichas) == 2


def test_dos_libros_no_comparten_sal(libro: Path) -> None:
    otro = libro.with_name("otro.xlsx")
    otro.write_bytes(b"x")
    assert resumidor(libro)("CLIENTES", "C1") != resumidor(otro)("CLIENTES", "C1")


def test_si_se_corto_el_primer_renglon_hay_otra_sal_y_una_sola(libro: Path) -> None:
    fichero = fichero_de(libro, "bitacora.jsonl")
    fichero.parent.mkdir()
    fichero.write_bytes(b'{"bitacora":1,"sa')
    primero = resumidor(libro)("CLIENTES", "C1")
    anotar(libro, preparado())
    assert resumidor(libro)("CLIENTES", "C1") == primero
    assert len(leer_bitacora(libro)) == 1


def test_los_permisos_son_los_del_libro(libro: Path) -> None:
    anotar(libro, preparado())
    assert fichero_de(libro, "bitacora.jsonl").stat().st_mode & 0o777 == 0o640
