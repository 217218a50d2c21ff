"""Las parejas que merece la pena comparar cuando solo interesan las de unas pocas fichas."""

from __future__ import annotations

import numpy as np
import pytest
from registro_inventado import CAMPOS, inventar
from tabla_de_texto import de_filas

from clientesctl.duplicados.bloques import elementos, orden_propio
from clientesctl.duplicados.candidatos import candidatas
from clientesctl.duplicados.comparador import preparar
from clientesctl.duplicados.normalizar import normalizar
from clientesctl.registro.columna import Columna


@pytest.mark.parametrize("cuantas", [60, 900])
@pytest.mark.parametrize("de_un_lado", [1, 7, 25])
def test_las_de_unas_pocas_fichas_son_las_mismas_que_entre_todas(
    cuantas: int, de_un_lado: int
) -> None:
    tabla = de_filas(CAMPOS, inventar(cuantas, semilla=3)[0])
    fichas = normalizar(tabla, Columna.de_textos(["ES"] * cuantas))
    fichas = fichas.tomar(orden_propio(fichas))
    suyos = elementos(fichas, preparar(fichas).lexico)
    lado = np.zeros(len(fichas), dtype=bool)
    lado[:: len(fichas) // de_un_lado] = True
    a, b = candidatas(suyos, len(fichas))
    cruzan = lado[a] != lado[b]
    solo_a, solo_b = candidatas(suyos, len(fichas), lado)
    assert len(solo_a) > 0
    assert (solo_a.tolist(), solo_b.tolist()) == (a[cruzan].tolist(), b[cruzan].tolist())
