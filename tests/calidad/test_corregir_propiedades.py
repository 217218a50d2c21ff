"""Corregir dos veces es corregir una, y lo corregido ya no se halla: con registros al azar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from registro_de_texto import HOY, columna_de

from clientesctl.calidad.corregir import planear_correcciones
from clientesctl.calidad.validar import validar
from clientesctl.registro.cambiar import con_cambios
from clientesctl.registro.plan import Dato
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Asignacion, Registro, Tabla

_NOMBRES = [
    "ANA", "ana  maría", " José ", "GarcÃ­a", "MARÍA PÉREZ GIL", "pérez gil, maría", "N/A", "",
    "Dra. Eva", "FERRETERÍA LUNA, S.L.", "=:LEO", "Mª José", "LÓPEZ-RUIZ", "x", "josé\u00a0luis",
]  # fmt: skip
_VALORES = {
    "id": ["C-1", "C-2", " C-3", "", "N/A", "n:7", "C-9"],
    "tipo": ["", "PERSONA", "EMPRESA", "empresas"],
    "titulo": ["", "SR.", "dra."],
    "nombre": _NOMBRES,
    "apellido_1": ["", "PÉREZ", "PÉREZ GIL", "de la cruz", "-", "gil  ruiz", "NuÃ±ez", "S.L."],
    "apellido_2": ["", "GIL", "n/a", "  "],
    "razon_social": ["", "Tejidos Atlas, s.a.", "N/A"],
    "calle": ["", "CALLE MAYOR 3, 28001 MADRID", "calle  sol", "AVENIDA 9 DE JULIO"],
    "numero": ["", "S/N", "3", "0"],
    "ciudad": ["MADRID", "Lugo", "BARCELONA ", ""],
    "provincia": ["MADRID", "Barcelona", "GuipÃºzcoa", "JALISCO", ""],
    "codigo_postal": ["28001", "n:8001", "8001", "", "0000", "N/A", "=:8001"],
    "telefono": ["913334455", "", "612345678 / 913334455", "044 55 1234 5678", "-"],
    "movil": ["", "612345678"],
    "email": ["", "ANA@EJEMPLO.ES", "ana@gmial.com", "ana@gmail,com", "a@b.es; c@d.es", "n/a"],
    "fecha_nacimiento": ["", "f:1985-05-01", "15/08/1985", "04/25/1990", "f:2062-01-01"],
    "fecha_alta": ["f:2024-01-02", "n:20240115", "2024-05-01", "en marzo", "N/A", "03/04/2024"],
    "etapa": ["INICIAL", "", "comprador", "vista"],
    "observaciones": ["", "ok\ngracias  ", "4111 1111 1111 1111", "."],
}
CAMPOS = sorted(_VALORES)


@st.composite
def registros(draw: st.DrawFn) -> Registro:
    campos = draw(st.lists(st.sampled_from(CAMPOS), min_size=2, max_size=9, unique=True))
    filas = draw(st.integers(1, 7))
    columnas = {
        c: columna_de(draw(st.lists(st.sampled_from(_VALORES[c]), min_size=filas, max_size=filas)))
        for c in campos
    }
    certezas = draw(st.lists(st.sampled_from([1.0, 1.0, 1.0, 0.9]), min_size=9, max_size=9))
    sitios = {
        campo: Asignacion(campo, n, campo.upper(), certeza, "")
        for n, (campo, certeza) in enumerate(zip(campos, certezas, strict=False), 1)
    }
    tabla = Tabla("CLIENTES", "CLIENTES", 1, np.arange(2, 2 + filas), columnas, sitios)
    pais = draw(st.sampled_from(["ES", "MX"]))
    listas = draw(st.sampled_from([{}, {"ciudad": ("Madrid", "Lugo", "Barcelona")}]))
    return Registro(Path("x.xlsx"), "0" * 64, {"CLIENTES": tabla}, pais, listas=listas)


@settings(max_examples=100, deadline=None)
@given(registros(), st.booleans())
def test_la_segunda_vez_no_propone_nada(registro: Registro, dudosas: bool) -> None:
    una = planear_correcciones(registro, Politicas(), HOY, dudosas=dudosas)
    otra = planear_correcciones(una.quedaria, Politicas(), HOY, dudosas=dudosas)
    assert list(otra.plan.cambios) == []
    assert otra.apartados == una.apartados


@settings(max_examples=60, deadline=None)
@given(registros())
def test_lo_corregido_ya_no_se_halla(registro: Registro) -> None:
    hecho = planear_correcciones(registro, Politicas(), HOY)
    quedan = {(h.regla, h.fila, h.campo) for h in validar(hecho.quedaria, Politicas(), HOY)}
    for propuesta in hecho.plan.propuestas:
        for regla in propuesta.motivo.split(" + "):
            for cambio in propuesta.cambios:
                assert (regla, cambio.clave.fila, cambio.columna) not in quedan


@settings(max_examples=60, deadline=None)
@given(registros(), st.booleans())
def test_el_plan_lleva_exactamente_a_como_quedaria(registro: Registro, dudosas: bool) -> None:
    hecho = planear_correcciones(registro, Politicas(), HOY, dudosas=dudosas)
    celdas: dict[str, dict[int, Dato]] = {}
    for cambio in hecho.plan.cambios:
        celdas.setdefault(cambio.columna, {})[cambio.clave.fila - 2] = cambio.despues
    escrita = con_cambios(registro.clientes, celdas)
    assert list(_celdas(escrita)) == list(_celdas(hecho.quedaria.clientes))


@settings(max_examples=50, deadline=None)
@given(registros(), st.randoms(use_true_random=False))
def test_el_orden_de_las_filas_no_cambia_nada(registro: Registro, azar: object) -> None:
    tabla = registro.clientes
    orden = list(range(len(tabla)))
    azar.shuffle(orden)  # type: ignore[attr-defined]  # es un random.Random
    revuelta = replace(tabla, columnas={c: _revolver(tabla, c, orden) for c in tabla.columnas})
    otro = replace(registro, tablas={"CLIENTES": revuelta})
    unas = _por_ficha(registro, range(len(tabla)))
    assert unas == _por_ficha(otro, orden)


def _por_ficha(registro: Registro, cual_era: object) -> dict[tuple[int, str], Dato]:
    """Qué acaba en cada celda, por la fila que era; sin las claves, que van por orden."""
    hecho = planear_correcciones(registro, Politicas(), HOY)
    return {
        (cual_era[c.clave.fila - 2], c.columna): c.despues  # type: ignore[index]  # una lista
        for c in hecho.plan.cambios
        if c.columna != "id"
    }


def _revolver(tabla: Tabla, campo: str, orden: list[int]) -> object:
    columna = tabla[campo]
    nuevas = [i for i, era in enumerate(orden) if era in set(columna.formulas.tolist())]
    return replace(columna, codigos=columna.codigos[orden], formulas=np.asarray(nuevas, dtype=int))


def _celdas(tabla: Tabla) -> Iterator[tuple[str, list[str], list[int]]]:
    for campo in sorted(tabla.columnas):
        columna = tabla[campo]
        textos, tipos = columna.por_fila().tolist(), columna.tipos[columna.codigos].tolist()
        if any(textos):
            yield campo, textos, tipos


@pytest.mark.parametrize("dudosas", [False, True])
def test_el_ejemplo_sucio_se_corrige_de_una_vez(dudosas: bool, tmp_path: Path) -> None:
    import sys

    sys.path.insert(0, str(Path(__file__).parents[2] / "examples"))
    from generar import generar

    from clientesctl.operaciones.libros import abrir_registro

    generar(7, 400, 2000, HOY, tmp_path)
    for nombre in ("registro_sucio.xlsx", "ajeno.xlsx"):
        abierto = abrir_registro(tmp_path / nombre)
        una = planear_correcciones(abierto.registro, abierto.politicas, HOY, dudosas=dudosas)
        assert una.plan
        otra = planear_correcciones(una.quedaria, abierto.politicas, HOY, dudosas=dudosas)
        assert not list(otra.plan.cambios)
