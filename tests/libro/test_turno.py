"""El turno de escribir: uno a la vez, y quién lo tiene."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import time
from pathlib import Path

import pytest
from sabotaje import en_otro_proceso, esperar_a, lanzar

from clientesctl.libro.carpeta import fichero_de
from clientesctl.libro.errores_transaccion import LibroDesaparecido, LibroOcupado, TurnoPerdido
from clientesctl.libro.quien import quien_soy
from clientesctl.libro.turno import dueno_del_turno, exigir_turno, turno


@pytest.fixture
def libro(tmp_path: Path) -> Path:
    ruta = tmp_path / "clientes.xlsx"
    ruta.write_bytes(b"libro")
    return ruta


@pytest.fixture(params=["con candados", "sin candados"])
def unidad(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """El disco de siempre y una unidad de red que no sabe de candados."""
    if request.param == "sin candados":

        def no_sabe(_fd: int, _que: int) -> None:
            raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

        monkeypatch.setattr(fcntl, "flock", no_sabe)
    return str(request.param)


@pytest.mark.usefixtures("unidad")
def test_mientras_uno_escribe_otro_no_y_se_le_dice_quien(libro: Path) -> None:
    with turno(libro, "corregir"):
        otro = en_otro_proceso(lambda: turno(libro, "alta").__enter__())
    assert otro.como == "rechazado"
    soy = quien_soy()
    assert f"está escribiendo «corregir» de {soy} (proceso {soy.proceso}" in otro.dicho
    assert "no se ha tocado nada" in otro.dicho
    assert "--esperar" in otro.dicho


@pytest.mark.usefixtures("unidad")
def test_acabado_uno_empieza_otro(libro: Path) -> None:
    with turno(libro, "corregir"):
        pass
    assert dueno_del_turno(libro) is None
    with turno(libro, "alta"):
        dueno = dueno_del_turno(libro)
        assert dueno is not None
        assert dueno.orden == "alta"


@pytest.mark.usefixtures("unidad")
def test_quien_espera_entra_cuando_el_otro_acaba(libro: Path) -> None:
    def escribir() -> None:
        with turno(libro, "corregir"):
            time.sleep(0.3)

    hijo = lanzar(escribir)
    while dueno_del_turno(libro) is None:
        time.sleep(0.01)
    with turno(libro, "alta", esperar=20):
        exigir_turno(libro)
    assert esperar_a(*hijo).como == "hecho"


@pytest.mark.usefixtures("unidad")
def test_el_turno_de_un_muerto_no_estorba(libro: Path) -> None:
    def morir() -> None:
        turno(libro, "corregir").__enter__()
        os.kill(os.getpid(), 9)

    assert en_otro_proceso(morir).como == "muerto"
    with turno(libro, "alta"):
        exigir_turno(libro)


def test_sin_candados_el_turno_de_otro_equipo_se_respeta(
    libro: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_sabe(_fd: int, _que: int) -> None:
        raise OSError(errno.ENOLCK, "no sabe")

    monkeypatch.setattr(fcntl, "flock", no_sabe)
    solo = fichero_de(libro, "turno.solo")
    solo.parent.mkdir()
    solo.write_text(json.dumps({"usuario": "eva", "equipo": "almacen", "proceso": 1}))
    with pytest.raises(LibroOcupado), turno(libro, "alta"):
        pass


def test_si_alguien_borra_la_senal_se_nota(libro: Path) -> None:
    with turno(libro, "corregir"):
        exigir_turno(libro)
        fichero_de(libro, "turno").unlink()
        with pytest.raises(TurnoPerdido, match="Repita la orden"):
            exigir_turno(libro)


def test_sin_libro_no_hay_turno(tmp_path: Path) -> None:
    with pytest.raises(LibroDesaparecido), turno(tmp_path / "no.xlsx", "alta"):
        pass
    assert not (tmp_path / ".clientesctl").exists()


def test_el_turno_es_del_libro_y_no_de_sus_vecinos(libro: Path) -> None:
    vecino = libro.with_name("proveedores.xlsx")
    vecino.write_bytes(b"otro")
    with turno(libro, "corregir"), turno(vecino, "corregir"):
        exigir_turno(libro)
        exigir_turno(vecino)


def test_por_un_enlace_el_turno_es_el_mismo(libro: Path, tmp_path: Path) -> None:
    (tmp_path / "escritorio").mkdir()
    enlace = tmp_path / "escritorio" / "acceso.xlsx"
    enlace.symlink_to(libro)
    with turno(libro, "corregir"):
        assert en_otro_proceso(lambda: turno(enlace, "alta").__enter__()).como == "rechazado"
