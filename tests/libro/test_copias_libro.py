"""Las copias del libro: enteras, comprobadas, sin repetir, y lo que se quita con los años."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.libro.copias import (
    SIN_ANOTAR,
    copia_con,
    depurar_copias,
    fichero_de_copia,
    guardar_copia,
    leer_copia,
    listar_copias,
    reescribir_copia,
    verificar_copias,
)
from clientesctl.libro.errores_transaccion import CopiaRota
from clientesctl.registro.politica_copias import PoliticaCopias, que_sobran

HOY = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def momento(dias: float) -> str:
    return (HOY - dt.timedelta(days=dias)).isoformat()


@pytest.fixture
def libro(tmp_path: Path) -> Path:
    ruta = tmp_path / "clientes.xlsx"
    ruta.write_bytes(b"libro")
    ruta.chmod(0o600)
    return ruta


def test_una_copia_se_lee_como_se_guardo(libro: Path) -> None:
    copia = guardar_copia(libro, b"uno", "corregir", momento(1))
    assert (copia.numero, copia.original, copia.tamano) == (1, True, 3)
    assert leer_copia(libro, copia) == b"uno"
    assert listar_copias(libro) == (copia,)
    assert fichero_de_copia(libro, copia.sha256).stat().st_mode & 0o777 == 0o600


def test_lo_mismo_dos_veces_es_una_copia(libro: Path) -> None:
    primera = guardar_copia(libro, b"uno", "corregir", momento(2))
    assert guardar_copia(libro, b"uno", "copias crear", momento(1)) == primera
    assert len(listar_copias(libro)) == 1


def test_volver_a_lo_de_antes_es_otra_copia_que_no_ocupa(libro: Path) -> None:
    for contenido in (b"uno", b"dos", b"uno"):
        guardar_copia(libro, contenido, "corregir", momento(1))
    assert [c.numero for c in listar_copias(libro)] == [1, 2, 3]
    assert len(list(fichero_de_copia(libro, "x").parent.glob("*.xlsx"))) == 2
    hallada = copia_con(libro, hashlib.sha256(b"uno").hexdigest())
    assert hallada is not None
    assert hallada.numero == 3


def test_una_copia_tocada_se_descubre_y_se_rehace_si_hace_falta(libro: Path) -> None:
    copia = guardar_copia(libro, b"uno", "corregir", momento(1))
    fichero_de_copia(libro, copia.sha256).write_bytes(b"un0")
    ((mala, por),) = verificar_copias(libro)
    assert mala == copia
    assert "La copia 1 no sirve: su contenido no es el que se guardó" in str(por)
    with pytest.raises(CopiaRota):
        leer_copia(libro, copia)
    guardar_copia(libro, b"uno", "corregir", momento(0))
    assert verificar_copias(libro) == ()


def test_una_copia_borrada_a_mano_se_dice(libro: Path) -> None:
    copia = guardar_copia(libro, b"uno", "corregir", momento(1))
    fichero_de_copia(libro, copia.sha256).unlink()
    assert len(verificar_copias(libro)) == 1


def test_lo_que_un_corte_dejo_sin_anotar_entra_en_el_indice(libro: Path) -> None:
    guardar_copia(libro, b"uno", "corregir", momento(3))
    perdida = hashlib.sha256(b"perdida").hexdigest()
    fichero_de_copia(libro, perdida).write_bytes(b"perdida")
    guardar_copia(libro, b"dos", "corregir", momento(1))
    assert [(c.numero, c.motivo) for c in listar_copias(libro)] == [
        (1, "corregir"),
        (2, SIN_ANOTAR),
        (3, "corregir"),
    ]


def test_las_viejas_se_quitan_y_el_original_nunca(libro: Path) -> None:
    for n, dias in enumerate([900, 899.5, 30.4, 30.2, 30.0, 3, 2, 1.5, 1, 0.5]):
        guardar_copia(libro, f"libro {n}".encode(), "corregir", momento(dias))
    quitadas = depurar_copias(libro, PoliticaCopias(), HOY)
    assert [c.numero for c in quitadas] == [3, 4]
    quedan = listar_copias(libro)
    assert [c.numero for c in quedan] == [1, 2, 5, 6, 7, 8, 9, 10]
    assert quedan[0].original
    assert verificar_copias(libro) == ()
    assert len(list(fichero_de_copia(libro, "x").parent.glob("*.xlsx"))) == 8


def test_los_numeros_no_se_repiten_aunque_se_quiten_copias(libro: Path) -> None:
    for n in range(4):
        guardar_copia(libro, f"libro {n}".encode(), "corregir", momento(500 + n / 100))
    depurar_copias(libro, PoliticaCopias(ultimas=0), HOY)
    assert guardar_copia(libro, b"nuevo", "corregir", momento(0)).numero == 5


def test_una_supresion_reescribe_la_copia_y_quedan_los_dos_resumenes(libro: Path) -> None:
    copia = guardar_copia(libro, b"con sus datos", "corregir", momento(5))
    nueva = reescribir_copia(libro, copia, b"sin ellos", momento(0))
    assert listar_copias(libro) == (nueva,)
    assert nueva.original
    assert nueva.sha256_de_entonces == copia.sha256
    assert leer_copia(libro, nueva) == b"sin ellos"
    assert not fichero_de_copia(libro, copia.sha256).exists()


def test_las_copias_de_un_libro_no_son_las_del_vecino(libro: Path) -> None:
    vecino = libro.with_name("otro.xlsx")
    vecino.write_bytes(b"x")
    guardar_copia(libro, b"uno", "corregir", momento(1))
    assert listar_copias(vecino) == ()
    assert guardar_copia(vecino, b"uno", "corregir", momento(1)).original


@given(
    st.lists(st.floats(0, 1500, allow_nan=False), max_size=60),
    st.integers(0, 8),
)
def test_la_poda_es_estable_y_guarda_lo_reciente(dias: list[float], ultimas: int) -> None:
    politica = PoliticaCopias(ultimas=ultimas)
    momentos = [HOY - dt.timedelta(days=d) for d in dias]
    sobran = set(que_sobran(momentos, politica, HOY))
    assert all((HOY.date() - momentos[i].date()).days >= politica.dias_todas for i in sobran)
    quedan = [m for i, m in enumerate(momentos) if i not in sobran]
    assert len(quedan) >= min(ultimas, len(momentos))
    assert que_sobran(quedan, politica, HOY) == ()
    assert not dias or max(momentos) in quedan
