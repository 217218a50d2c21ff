"""Lo que se dictó con el libro abierto: espera en orden, una vez cada hecho."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sabotaje import Sabotaje, contar_llamadas, esperar_a, intentar, lanzar

from clientesctl.libro.carpeta import apartado_de, recoger_restos
from clientesctl.libro.errores_transaccion import NoSePudo
from clientesctl.libro.pendientes import dejar_pendiente, listar_pendientes, quitar_pendiente

MOMENTO = "2026-11-22T09:00:00+01:00"


@pytest.fixture
def libro(tmp_path: Path) -> Path:
    ruta = tmp_path / "clientes.xlsx"
    ruta.write_bytes(b"libro")
    ruta.chmod(0o600)
    return ruta


def test_esperan_en_el_orden_en_que_se_dictaron(libro: Path) -> None:
    for n in range(12):
        dejar_pendiente(libro, f'{{"venta":{n}}}', "venta", MOMENTO)
    textos = [p.texto for p in listar_pendientes(libro)]
    assert textos == [f'{{"venta":{n}}}' for n in range(12)]


def test_nada_espera_en_un_libro_sin_estrenar(libro: Path) -> None:
    assert listar_pendientes(libro) == ()


def test_lo_escrito_deja_deesperar_a(libro: Path) -> None:
    uno = dejar_pendiente(libro, "1", "venta", MOMENTO)
    dos = dejar_pendiente(libro, "2", "venta", MOMENTO)
    quitar_pendiente(libro, uno)
    quitar_pendiente(libro, uno)
    assert listar_pendientes(libro) == (dos,)


def test_quitar_uno_ya_quitado_no_quita_el_que_tomo_su_numero(libro: Path) -> None:
    uno = dejar_pendiente(libro, "1", "venta", MOMENTO)
    quitar_pendiente(libro, uno)
    otro = dejar_pendiente(libro, "2", "venta", MOMENTO)
    assert otro.numero == uno.numero
    quitar_pendiente(libro, uno)
    assert listar_pendientes(libro) == (otro,)


def test_con_clave_va_cifrado_y_sin_ella_se_sabe_que_espera(libro: Path) -> None:
    dejar_pendiente(libro, '{"nombre":"ANA PEREZ"}', "alta", MOMENTO, "abracadabra")
    (fichero,) = apartado_de(libro, "pendientes").iterdir()
    assert b"ANA PEREZ" not in fichero.read_bytes()
    assert fichero.stat().st_mode & 0o777 == 0o600
    assert listar_pendientes(libro, "abracadabra")[0].texto == '{"nombre":"ANA PEREZ"}'
    for clave in (None, "otra"):
        (visto,) = listar_pendientes(libro, clave)
        assert (visto.texto, visto.orden) == (None, "alta")


@pytest.mark.parametrize("enlaces", [True, False])
def test_varios_a_la_vez_no_se_pisan(
    libro: Path, monkeypatch: pytest.MonkeyPatch, enlaces: bool
) -> None:
    if not enlaces:

        def no_sabe(*_: object) -> None:
            raise OSError(95, os.strerror(95))

        monkeypatch.setattr(os, "link", no_sabe)

    def dictar(quien: int) -> None:
        for n in range(10):
            dejar_pendiente(libro, f"{quien}-{n}", "venta", MOMENTO)

    hijos = [lanzar(lambda i=i: dictar(i)) for i in range(6)]
    assert [esperar_a(*hijo).como for hijo in hijos] == ["hecho"] * 6
    textos = [p.texto or "" for p in listar_pendientes(libro)]
    assert len(textos) == 60
    for i in range(6):
        assert [t for t in textos if t.startswith(f"{i}-")] == [f"{i}-{n}" for n in range(10)]


def test_si_no_se_puede_guardar_se_dice_y_no_queda_nada(
    libro: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lleno(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "write", lleno)
    with pytest.raises(NoSePudo, match="el disco está lleno"):
        dejar_pendiente(libro, "1", "venta", MOMENTO)
    assert listar_pendientes(libro) == ()
    assert list(apartado_de(libro, "pendientes").iterdir()) == []


@pytest.mark.parametrize("fallo", [0, 5, 28], ids=["kill", "EIO", "ENOSPC"])
def test_roto_por_donde_sea_lo_dicho_esta_y_lo_demas_no_estorba(libro: Path, fallo: int) -> None:
    def dictar(ruta: Path) -> None:
        dejar_pendiente(ruta, "dictado", "venta", MOMENTO)

    llamadas = contar_llamadas(dictar, libro)
    posibles = {"hecho": {1}, "rechazado": {0}, "muerto": {0, 1}, "roto": set()}
    esperan = 1
    for cual in range(1, len(llamadas) + 1):
        final = intentar(dictar, libro, Sabotaje(cual, fallo, "despues"))
        ahora = len(listar_pendientes(libro))
        assert ahora - esperan in posibles[final.como], (llamadas[cual - 1], final)
        esperan = ahora
    dictar(libro)
    assert [p.texto for p in listar_pendientes(libro)] == ["dictado"] * (esperan + 1)
    recoger_restos(libro)
    assert [p.name for p in apartado_de(libro, "pendientes").glob(".*")] == []
