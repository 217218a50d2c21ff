"""Lo que `diagnostico --guardar` deja escrito: se puede seguir trabajando con ello."""

from __future__ import annotations

from pathlib import Path

import pytest
from orden_en_libro import Orden, filas, libro_de

NUMERADO = """
Clave|Razón social|Teléfono|C.P.
1000|TALLERES LUNA SA|5554469603|06000
1001|FERRETERIA SOL SA|5554469604|06000
1002|PAPELERIA MAR SA|5554469605|44100
VENTAS
Folio|Fecha|Clave cliente|Producto|Importe
1|f:2026-11-01|1000|CAL|n:50
"""


@pytest.fixture
def orden(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Orden:
    return Orden(libro_de(NUMERADO, tmp_path / "clientes.xlsx"), capsys)


def test_las_columnas_guardadas_de_las_ventas_no_estorban_a_las_de_los_clientes(orden):
    orden("diagnostico", "--guardar")
    assert 'Folio = "factura"' in (orden.ruta.parent / "clientesctl.toml").read_text("utf-8")
    assert orden("venta", "1001", "30", "--producto", "CAL") == 0, orden.dicho
    assert filas(orden.ruta, "VENTAS")[-1]["Clave cliente"] == "1001"


def test_un_campo_que_no_es_de_ninguna_hoja_se_sigue_diciendo(orden):
    toml = orden.ruta.parent / "clientesctl.toml"
    toml.write_text('[columnas.VENTAS]\nFolio = "facturra"\n', "utf-8")
    assert orden("quien", "1001") == 2
    assert "«facturra»" in orden.dicho
