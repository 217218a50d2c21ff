"""En qué queda una llamada, dicho de muchas maneras."""

from __future__ import annotations

import pytest

from clientesctl.textos.resultados import RESULTADOS, leer_resultado, quiza_no_quiere


@pytest.mark.parametrize("resultado", RESULTADOS, ids=lambda r: r.nombre)
def test_cada_resultado_se_entiende_por_su_nombre(resultado: object) -> None:
    nombre = resultado.nombre  # type: ignore[attr-defined]  # un Resultado
    assert leer_resultado(nombre) == nombre
    assert leer_resultado(f" {nombre.lower()}. ") == nombre


@pytest.mark.parametrize(
    ("escrito", "es"),
    [
        ("No llamar", "NO LLAMAR MÁS"),
        ("que no le llamen más", "NO LLAMAR MÁS"),
        ("no quiere que le llamemos", "NO LLAMAR MÁS"),
        ("No quiere llamadas", "NO LLAMAR MÁS"),
        ("no volver a llamar", "NO LLAMAR MÁS"),
        ("pide la baja", "NO LLAMAR MÁS"),
        ("no coge", "NO CONTESTA"),
        ("NC", "NO CONTESTA"),
        ("le interesa", "INTERESA"),
        ("No le interesa", "NO INTERESA"),
        ("pide un presupuesto", "PIDE PRESUPUESTO"),
        ("falleció", "HA FALLECIDO"),
        ("el número no existe", "TELÉFONO EQUIVOCADO"),
        ("ha cerrado el negocio", "YA NO EXISTE"),
    ],
)
def test_las_maneras_corrientes_dicen_lo_mismo(escrito: str, es: str) -> None:
    assert leer_resultado(escrito) == es


@pytest.mark.parametrize(
    "escrito",
    [
        "no llamar por las mañanas",
        "no llamar hasta enero",
        "cerrado",
        "murió su padre",
        "baja el precio",
        "quiere ver el catálogo",
        "no le llamo hoy",
        "",
    ],
)
def test_lo_que_no_es_seguro_no_se_da_por_dicho(escrito: str) -> None:
    assert leer_resultado(escrito) == ""


def test_lo_que_parece_una_queja_de_las_llamadas_se_huele() -> None:
    assert quiza_no_quiere("Muy enfadado. Que no le llamemos más o denuncia")
    assert quiza_no_quiere("dice que va a darse de baja")
    assert not quiza_no_quiere("no contesta, no pude contactar; llamar el lunes")
