"""La línea base: recuerda lo que había sin guardar un solo dato."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientesctl.operaciones.linea_base import (
    LineaBaseRota,
    SinPermisoParaFijar,
    fijar_base,
    leer_base,
    ruta_base,
)


@pytest.fixture
def libro(tmp_path: Path) -> Path:
    ruta = tmp_path / "clientes.xlsx"
    ruta.write_bytes(b"")
    return ruta


def test_lo_fijado_no_es_nuevo_y_lo_demas_si(libro: Path) -> None:
    fijar_base(libro, "validar", ["a", "b", "b"], "2026-11-22")
    base = leer_base(libro, "validar")
    assert base is not None
    assert base.fijada == "2026-11-22"
    assert base.nuevas(["b", "c", "b", "b", "a"]) == [False, True, False, True, False]


def test_no_guarda_un_solo_dato(libro: Path) -> None:
    ruta = fijar_base(libro, "validar", ["ANA PEREZ 913334455"], "2026-11-22")
    escrito = ruta.read_text(encoding="utf-8")
    assert "ANA" not in escrito
    assert "913334455" not in escrito


def test_sin_fijar_no_hay_base(libro: Path) -> None:
    assert leer_base(libro, "validar") is None


def test_cada_asunto_tiene_la_suya(libro: Path) -> None:
    fijar_base(libro, "validar", ["a"], "2026-11-22")
    assert leer_base(libro, "duplicados") is None


@pytest.mark.parametrize(
    ("libro_modo", "fichero", "carpeta"), [(0o600, 0o600, 0o700), (0o640, 0o640, 0o750)]
)
def test_los_permisos_son_los_del_libro_y_nunca_mas(
    libro: Path, libro_modo: int, fichero: int, carpeta: int
) -> None:
    libro.chmod(libro_modo)
    ruta = fijar_base(libro, "validar", ["a"], "2026-11-22")
    assert ruta.stat().st_mode & 0o777 == fichero
    assert ruta.parent.stat().st_mode & 0o777 == carpeta
    assert [p.name for p in ruta.parent.iterdir()] == ["clientes.xlsx.validar.json"]


def test_una_base_rota_dice_como_rehacerla(libro: Path) -> None:
    fijar_base(libro, "validar", ["a"], "2026-11-22")
    ruta_base(libro, "validar").write_text("{", encoding="utf-8")
    with pytest.raises(LineaBaseRota, match="--fijar"):
        leer_base(libro, "validar")


def test_si_no_se_puede_escribir_se_niega(libro: Path) -> None:
    (libro.parent / ".clientesctl").write_text("un fichero donde iría la carpeta")
    with pytest.raises(SinPermisoParaFijar) as fallo:
        fijar_base(libro, "validar", ["a"], "2026-11-22")
    assert fallo.value.codigo == 4
