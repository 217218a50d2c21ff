"""Las tarjetas se encuentran y se tapan; los teléfonos y documentos no se tocan."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.textos.tarjetas import buscar_tarjeta, cumple_luhn, enmascarar

# Números de prueba que publican las propias marcas: no son de nadie.
TARJETAS = """
4111111111111111
4111 1111 1111 1111
4012-8888-8888-1881
5555 5555 5555 4444
2223003122003222
378282246310005
3782 822463 10005
30569309025904
3056 930902 5904
6011111111111117
3530111333300000
"""

NO_TARJETAS = """
4111 1111 1111 1112
612 345 678
+34 612 345 678
0034612345678
+5215512345678
52 1 55 1234 5678
ES91 2100 0418 4502 0005 1332
ES9121000418450200051332
XAXX010101000
GODE561231HDFRRN09
4111111111111111222
41 11 11 11 11 11 11 11
4111.1111-1111 1111
0000000000000000
1234567890123456
978-3-16-148410-0
20241231235959
C-4111111111111111
4242424242424242.50
"""


@pytest.mark.parametrize("texto", TARJETAS.strip().splitlines())
def test_encuentra_una_tarjeta_escrita_de_cualquier_manera(texto: str) -> None:
    cifras = "".join(c for c in texto if c.isdigit())
    assert buscar_tarjeta(texto) == cifras
    assert buscar_tarjeta(f"paga con {texto} los lunes") == cifras


@pytest.mark.parametrize("texto", NO_TARJETAS.strip().splitlines())
def test_no_toma_por_tarjeta_otro_numero(texto: str) -> None:
    assert buscar_tarjeta(texto) is None
    assert enmascarar(texto) == texto


def test_al_taparla_solo_quedan_las_cuatro_ultimas() -> None:
    assert enmascarar("visa 4111-1111-1111-1111 ok") == "visa ****-****-****-1111 ok"
    assert (
        enmascarar("4111111111111111 y 5555555555554444") == "************1111 y ************4444"
    )


@given(st.integers(10**12, 10**15 - 1), st.integers(0, 9))
def test_solo_un_digito_de_control_cumple(numero: int, otro: int) -> None:
    validos = [d for d in range(10) if cumple_luhn(f"{numero}{d}")]
    assert len(validos) == 1
    assert (buscar_tarjeta(f"{numero}{otro}") is None) or otro == validos[0]


@given(st.text(max_size=60))
def test_lo_tapado_ya_no_tiene_tarjeta(texto: str) -> None:
    assert buscar_tarjeta(enmascarar(texto)) is None
