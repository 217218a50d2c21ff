"""Romper una escritura por todas partes: nada se pierde, nada queda a medias, lo dicho está.

Aquí va una muestra; los cientos de veces, en `make fiabilidad`.
"""

from __future__ import annotations

import errno
import random
import shutil
import time
from pathlib import Path

import pytest
from roto import a_la_vez, anadir, libro_con, probar
from sabotaje import ESCRITURAS, Sabotaje, contar_llamadas, intentar, matar_a_los

from clientesctl.libro.carpeta import carpeta_de


@pytest.fixture
def libro(tmp_path: Path) -> Path:
    ruta = tmp_path / "clientes.xlsx"
    ruta.write_bytes(libro_con(["UNO"]))
    return ruta


def romper_de_uno_en_uno(libro: Path, sabotajes: list[Sabotaje]) -> list[str]:
    """Lo que no se cumplió en alguno de los intentos."""
    malos = []
    for n, sabotaje in enumerate(sabotajes):
        _, defectos = probar(libro, lambda acto, s=sabotaje: intentar(acto, libro, s), n)
        malos += [f"{sabotaje}: {defecto}" for defecto in defectos]
    return malos


def test_matarla_en_cualquier_llamada_deja_el_de_antes_o_el_nuevo(libro: Path) -> None:
    anadir("DOS")(libro)
    llamadas = contar_llamadas(anadir("TRES"), libro)
    cuales = range(1, len(llamadas) + 1, 6)
    sabotajes = [Sabotaje(k, cuando=c) for k in cuales for c in ("antes", "despues")]
    assert romper_de_uno_en_uno(libro, sabotajes) == []


def test_matarla_la_primera_vez_que_se_escribe_en_un_libro(libro: Path) -> None:
    original = libro.read_bytes()
    llamadas = contar_llamadas(anadir("DOS"), libro)
    malos = []
    for cual in range(2, len(llamadas) + 1, 5):
        shutil.rmtree(carpeta_de(libro))
        libro.write_bytes(original)
        malos += romper_de_uno_en_uno(libro, [Sabotaje(cual, cuando="despues")])
    assert malos == []


def test_matarla_a_medio_escribir_no_deja_nada_a_medias(libro: Path) -> None:
    anadir("DOS")(libro)
    veces = contar_llamadas(anadir("TRES"), libro, solo=("write",))
    assert len(veces) > 4
    sabotajes = [Sabotaje(k, cuando="a_medias", solo=("write",)) for k in range(1, len(veces) + 1)]
    assert romper_de_uno_en_uno(libro, sabotajes) == []


def test_matarla_en_un_momento_cualquiera(libro: Path) -> None:
    azar = random.Random(7)
    anadir("DOS")(libro)
    principio = time.perf_counter()
    anadir("TRES")(libro)
    largo = time.perf_counter() - principio
    malos = []
    for n in range(15):
        momento = azar.uniform(0, 1.5 * largo)
        malos += probar(libro, lambda acto, m=momento: matar_a_los(m, acto, libro), n)[1]
    assert malos == []


def test_cualquier_llamada_que_falle_acaba_en_una_frase_y_nada_se_toca(libro: Path) -> None:
    anadir("DOS")(libro)
    llamadas = contar_llamadas(anadir("TRES"), libro)
    sabotajes = [Sabotaje(k, fallo=errno.EIO) for k in range(1, len(llamadas) + 1, 2)]
    assert romper_de_uno_en_uno(libro, sabotajes) == []


@pytest.mark.parametrize("fallo", [errno.ENOSPC, errno.EROFS])
def test_un_disco_que_se_llena_a_mitad_no_estropea_nada(libro: Path, fallo: int) -> None:
    anadir("DOS")(libro)
    solo = ESCRITURAS
    llamadas = contar_llamadas(anadir("TRES"), libro, solo=solo)
    sabotajes = [
        Sabotaje(k, fallo=fallo, todas=True, solo=solo) for k in range(1, len(llamadas) + 1, 3)
    ]
    assert romper_de_uno_en_uno(libro, sabotajes) == []


def test_ocho_escriben_a_la_vez_y_otro_lee(libro: Path) -> None:
    assert a_la_vez(libro, 8, 4) == []
