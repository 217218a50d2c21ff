"""Dos semanas de mañanas con las órdenes de verdad: se cumple lo que se promete de las llamadas."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

from simular_mes import simular


def test_dos_semanas_de_llamadas_cumplen_lo_prometido():
    mes, cuentas = simular(150, 900, 14, 12)
    assert len(mes.puestas) > 100
    assert [f"{c.promesa}: {c.visto}" for c in cuentas if not c.cumple] == []
