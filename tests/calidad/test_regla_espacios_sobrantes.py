"""Los espacios que un dibujo de texto no deja ver, y los arreglos que se suman."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientesctl.calidad.reglas import espacios_sobrantes, texto_en_minusculas, texto_mal_codificado


@pytest.mark.parametrize(
    ("texto", "campo", "limpio", "mensaje"),
    [
        (" ANA", "nombre", "ANA", "delante o detrás"),
        ("ANA ", "email", "ANA", "delante o detrás"),
        ("CALLE SOL\n3", "calle", "CALLE SOL 3", "salto de línea"),
        ("CALLE SOL\r\n3\n", "calle", "CALLE SOL 3", "salto de línea"),
        ("   ", "movil", "", "parece vacía"),
        ("C-\u00a01", "id", "C- 1", "no es el normal"),
        ("llamar \n por la tarde ", "observaciones", "llamar\npor la tarde", "salto de línea"),
    ],
)
def test_dice_que_sobra_y_propone_sin_ello(
    texto: str, campo: str, limpio: str, mensaje: str
) -> None:
    dictamen = espacios_sobrantes.juzgar(texto, campo)
    assert dictamen is not None
    assert (dictamen.propuesta, dictamen.segura) == (limpio, True)
    assert mensaje in dictamen.mensaje


def test_las_lineas_de_una_nota_se_quedan() -> None:
    assert espacios_sobrantes.juzgar("llamar\npor la tarde", "observaciones") is None


@settings(deadline=None)  # la primera vez se carga ftfy
@given(st.text(alphabet="aÑé \u00a0\n\u200bÃ­±", max_size=10))
def test_aplicar_los_arreglos_acaba_y_lo_deja_limpio(texto: str) -> None:
    """Aplicando un arreglo cada vez se llega, en pocas vueltas, a algo sin nada que arreglar."""
    for _ in range(6):
        propuestas = _seguras(texto)
        if not propuestas:
            break
        texto = propuestas[0]
    assert _seguras(texto) == []


def _seguras(texto: str) -> list[str]:
    reglas = (texto_mal_codificado, espacios_sobrantes, texto_en_minusculas)
    dictamenes = [regla.juzgar(texto, "nombre") for regla in reglas]
    return [d.propuesta or "" for d in dictamenes if d is not None and d.segura]
