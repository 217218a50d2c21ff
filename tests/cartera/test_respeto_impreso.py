"""Lo que alguien marcó en un impreso vale también mientras no se ha importado."""

from __future__ import annotations

from cartera_de_texto import HOY
from registro_de_texto import registro_de

from clientesctl.cartera.estados import calcular_estados
from clientesctl.cartera.respeto import apartar
from clientesctl.cartera.umbrales import Umbrales


def test_quien_marco_que_no_le_llamen_no_esta_en_ninguna_lista() -> None:
    registro = registro_de(
        "ID | NOMBRE | CONSIENTE_LLAMADA | CONSIENTE_CORREO\n"
        "C-1 | ANA | NO | SI\nC-2 | LUIS | SI | NO\nC-3 | EVA | |"
    )
    apartados = apartar(calcular_estados(registro, HOY, Umbrales()))
    assert apartados.libres.tolist() == [False, True, True]
