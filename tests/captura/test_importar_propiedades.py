"""Lo que vale para cualquier lista: el orden no cuenta y dos veces es una."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from lista_de_texto import HOY, aplicada, importar_texto, textos

from clientesctl.captura.importar_opciones import Opciones
from clientesctl.captura.importar_plan import planear
from clientesctl.captura.importar_resultado import Importacion

CABECERA = "NOMBRE|APELLIDO_1|APELLIDO_2|CODIGO_POSTAL|MOVIL|EMAIL\n"
GENTE = (
    "OLGA|ZABALETA|ARANA|48001|655443322|",
    "olga|zabaleta|arana|48001|+34655443322|olga@ejemplo.es",
    "MARIO|IBARRA|QUIROGA|24001|677001122|mario@ejemplo.es",
    "NURIA|CASALS|VIDAL|42001|699112233|nuria@ejemplo.es",
    "PEPE|GARCÍA|LÓPEZ|28001|913334455|otro@ejemplo.es",
    "R.|TERUEL||30001|968334455|",
    "ANA||||655|ana@",
    "EVA|MORA|SANZ||688990011|",
)
FILAS = st.lists(st.sampled_from(GENTE), min_size=1, max_size=6, unique=True)


def dicho(importacion: Importacion) -> tuple[object, ...]:
    """Lo que pasaría, sin las posiciones."""
    lista = importacion.lista
    return (
        sorted(sorted(lista.huellas[f] for f in n.filas) for n in importacion.nuevas),
        sorted((a.ficha, sorted(textos(a.escribe).items())) for a in importacion.actualizadas),
        sorted(lista.huellas[r.fila] for r in importacion.rechazadas),
    )


@settings(max_examples=25, deadline=None)
@given(FILAS, st.randoms(use_true_random=False))
def test_el_orden_de_las_filas_no_cambia_lo_que_pasa(filas: list[str], azar: object) -> None:
    barajadas = sorted(filas, key=lambda f: hash((azar.random(), f)))  # type: ignore[attr-defined]
    una = importar_texto(CABECERA + "\n".join(filas))
    otra = importar_texto(CABECERA + "\n".join(barajadas))
    assert dicho(una) == dicho(otra)


@settings(max_examples=25, deadline=None)
@given(FILAS)
def test_importar_dos_veces_es_importar_una(filas: list[str]) -> None:
    quedo = aplicada(importar_texto(CABECERA + "\n".join(filas)))
    assert not planear(importar_texto(CABECERA + "\n".join(filas), quedo), Opciones(HOY, "eva"))
