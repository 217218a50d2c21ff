"""La tabla de las reglas que proponen dice la verdad de cada una."""

from __future__ import annotations

import re
from pathlib import Path

from registro_de_texto import validar_texto

from clientesctl.calidad.corregir_reglas import DUDOSAS, SEGURAS
from clientesctl.registro.nombres_reglas import NOMBRES

CASOS = Path(__file__).parent / "casos"


def proponen() -> tuple[set[str], set[str]]:
    """Las reglas que en sus casos proponen algo, y las que algo seguro."""
    alguna, segura = set(), set()
    for fichero in CASOS.glob("*.txt"):
        for caso in re.split(r"^# ", fichero.read_text(encoding="utf-8"), flags=re.M)[1:]:
            lineas = caso.splitlines()[1:]
            pais = next((x[5:].strip() for x in lineas if x.startswith("pais:")), "ES")
            dibujo = [x for x in lineas if not x.startswith(("=>", "pais:", "toml:"))]
            for hallazgo in validar_texto("\n".join(dibujo), fichero.stem, pais=pais):
                alguna |= {hallazgo.regla} if hallazgo.cambios else set()
                segura |= {hallazgo.regla} if hallazgo.cambios and hallazgo.segura else set()
    return alguna, segura


def test_la_tabla_son_las_que_proponen_en_sus_casos() -> None:
    alguna, segura = proponen()
    # Las de espacios no tienen fichero de casos: los espacios no se ven en un dibujo.
    assert segura | {"espacios_sobrantes"} == SEGURAS
    assert alguna - SEGURAS == DUDOSAS


def test_ninguna_esta_dos_veces_ni_sobra() -> None:
    assert not SEGURAS & DUDOSAS
    assert set(NOMBRES) >= SEGURAS | DUDOSAS
