"""Fundir en un libro de verdad no pierde nada y se deshace entero: con registros al azar."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import openpyxl
from fusion_de_texto import HOY
from hypothesis import given, settings
from hypothesis import strategies as st
from libro_de_texto import libro_de

from clientesctl.cartera.estados import leer_historia
from clientesctl.duplicados.fusion import Fusion
from clientesctl.duplicados.fusion_lectura import comparable
from clientesctl.duplicados.fusionar import planear_fusion
from clientesctl.duplicados.supervivencia import NO_SE_ANOTAN
from clientesctl.operaciones.aplicar import Escritura, aplicar
from clientesctl.operaciones.deshacer import deshacer
from clientesctl.operaciones.libros import Abierto, abrir_registro
from clientesctl.operaciones.pasos_atras import ultima_en_pie
from clientesctl.operaciones.versiones import Libro
from clientesctl.registro.huellas import columna_de, dato_de
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Registro
from clientesctl.textos.limpieza import es_marcador, solo_alfanumerico

MOMENTO = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)
_VALORES = {
    "NOMBRE": ["ANA", "ana maría", "PEPE", "JOSÉ", ""],
    "APELLIDO_1": ["GIL", "NUÃ‘EZ", "NUÑEZ", "GIL SANZ", ""],
    "APELLIDO_2": ["SANZ", "", "SANS"],
    "CALLE": ["C/ MAYOR", "CALLE MAYOR", "PASEO DEL SOL", ""],
    "NUMERO": ["3", "n:3", "9", ""],
    "CIUDAD": ["MADRID", "SORIA", ""],
    "CODIGO_POSTAL": ["28013", "n:8001", "N/A", ""],
    "TELEFONO": ["913334455", "612345678 / 917778899", "666666666", ""],
    "MOVIL": ["612345678", "n:698765432", ""],
    "EMAIL": ["ana@ejemplo.es", "eva@ejemplo.es", "ana@gmial.com", ""],
    "VENDEDOR": ["EMILY", "JUAN", ""],
    "NO_CONTACTAR": ["SI", "NO", ""],
    "FECHA_ALTA": ["f:2024-01-02", "f:2020-05-01", "n:45000", ""],
    "FECHA_REVISION": ["f:2026-01-02", "f:2025-01-02", ""],
    "OBSERVACIONES": ["PREFIERE LAS TARDES", "VIP", "prefiere las tardes", ""],
    "MASCOTA": ["GATO", "PERRO", ""],
}


@dataclass(frozen=True)
class _Caso:
    texto: str
    grupos: tuple[tuple[int, ...], ...]


@st.composite
def casos(draw: st.DrawFn) -> _Caso:
    filas = draw(st.integers(4, 7))
    ids = draw(st.permutations([f"C-{n}" for n in range(1, filas + 1)]))
    ids = [draw(st.sampled_from([i, i, i, ""])) for i in ids]
    lineas = [" | ".join(["ID", *_VALORES, *(["FUSIONADO_EN"] if draw(st.booleans()) else [])])]
    for suyo in ids:
        celdas = [draw(st.sampled_from(v)) for v in _VALORES.values()]
        lineas.append(" | ".join([suyo, *celdas]))
    nombrados = [i for i in ids if i] or ["C-9"]
    lineas += ["VENTAS", "ID | FECHA | ID_CLIENTE | IMPORTE"]
    for n in range(draw(st.integers(2, 6))):
        quien, importe = draw(st.sampled_from(nombrados)), draw(st.integers(1, 99))
        lineas.append(f"V-{n} | f:2026-10-0{n + 1} | {quien} | n:{importe}")
    orden = draw(st.permutations(range(filas)))
    corte = draw(st.sampled_from([2, 3]))
    return _Caso("\n".join(lineas), (tuple(orden[:corte]), tuple(orden[corte : corte + 2])))


def _fundir(ruta: Path, grupos: tuple[tuple[int, ...], ...]) -> tuple[Abierto, Fusion]:
    abierto = abrir_registro(ruta)
    fusion = planear_fusion(abierto.registro, grupos, hoy=HOY)
    hecho = aplicar(fusion.plan, abierto, Escritura("duplicados fusionar", MOMENTO))
    assert hecho.conflictos == ()
    return abierto, fusion


def _contenido(ruta: Path) -> dict[tuple[str, str], object]:
    libro = openpyxl.load_workbook(ruta)
    return {
        (hoja.title, celda.coordinate): celda.value
        for hoja in libro
        for fila in hoja.iter_rows(min_row=2)
        for celda in fila
        if celda.value is not None
    }


@settings(max_examples=20, deadline=None)
@given(casos())
def test_deshacer_devuelve_el_libro_entero(caso: _Caso) -> None:
    with TemporaryDirectory() as carpeta:
        ruta = libro_de(caso.texto, Path(carpeta) / "clientes.xlsx")
        antes, contenido = ruta.read_bytes(), _contenido(ruta)
        _fundir(ruta, caso.grupos)
        libro = Libro(ruta, Politicas())
        list(deshacer(libro, ultima_en_pie(libro), MOMENTO))
        assert ruta.read_bytes() == antes
        _fundir(ruta, caso.grupos)
        tocado = openpyxl.load_workbook(ruta)
        tocado["VENTAS"]["H2"] = "de otra persona"
        tocado.save(ruta)
        [vuelta] = deshacer(libro, ultima_en_pie(libro), MOMENTO)
        assert vuelta.conflictos == ()
        assert _contenido(ruta) == contenido | {("VENTAS", "H2"): "de otra persona"}


@settings(max_examples=20, deadline=None)
@given(casos())
def test_nada_de_lo_escrito_se_pierde(caso: _Caso) -> None:
    with TemporaryDirectory() as carpeta:
        ruta = libro_de(caso.texto, Path(carpeta) / "clientes.xlsx")
        abierto, fusion = _fundir(ruta, caso.grupos)
        antes, despues = abierto.registro, abrir_registro(ruta).registro
        quedan = {f.queda for f in fusion.fundidas}
        for posicion in range(len(antes.clientes)):
            for campo, texto in _celdas(antes, posicion):
                ahora = dato_de(_columna(despues, campo), posicion)
                if posicion not in quedan:
                    assert ahora == dato_de(_columna(antes, campo), posicion) or campo == "id"
                elif campo not in NO_SE_ANOTAN:
                    assert texto in " ".join(_todo(despues)), (campo, texto)


def _celdas(registro: Registro, posicion: int) -> Iterator[tuple[str, str]]:
    """Los datos de la ficha, de manera que se puedan buscar."""
    for campo in (*registro.clientes.columnas, *registro.clientes.otras):
        dato = dato_de(_columna(registro, campo), posicion)
        if dato.texto.strip() and not es_marcador(dato.texto.strip(), campo):
            yield campo, solo_alfanumerico(comparable(campo, dato.texto.strip(), dato))


def _todo(registro: Registro) -> Iterator[str]:
    for posicion in range(len(registro.clientes)):
        yield from (texto for _, texto in _celdas(registro, posicion))


def _columna(registro: Registro, campo: str):  # type: ignore[no-untyped-def]  # solo en la prueba
    columna = columna_de(registro.clientes, campo)
    assert columna is not None
    return columna


@settings(max_examples=20, deadline=None)
@given(casos())
def test_lo_comprado_por_cada_persona_es_lo_mismo(caso: _Caso) -> None:
    with TemporaryDirectory() as carpeta:
        ruta = libro_de(caso.texto, Path(carpeta) / "clientes.xlsx")
        abierto, fusion = _fundir(ruta, caso.grupos)
        persona = {p: f.queda for f in fusion.fundidas for p in f.fichas}
        despues = _comprado(abrir_registro(ruta).registro, persona)
        assert despues == _comprado(abierto.registro, persona)


def _comprado(registro: Registro, persona: dict[int, int]) -> Counter[int]:
    ventas = leer_historia(registro).ventas
    assert ventas is not None
    suma: Counter[int] = Counter()
    for cliente, importe in zip(ventas.cliente.tolist(), ventas.importe.tolist(), strict=True):
        if not np.isnan(importe) and cliente >= 0:
            suma[persona.get(cliente, cliente)] += importe
    return suma


@settings(max_examples=10, deadline=None)
@given(casos())
def test_fundir_otra_vez_lo_mismo_no_propone_nada(caso: _Caso) -> None:
    with TemporaryDirectory() as carpeta:
        ruta = libro_de(caso.texto, Path(carpeta) / "clientes.xlsx")
        _, fusion = _fundir(ruta, caso.grupos)
        registro = abrir_registro(ruta).registro
        otra = planear_fusion(registro, [f.fichas for f in fusion.fundidas], hoy=HOY)
        assert not otra.plan
        assert {n.causa for n in otra.negadas} <= {"fusionada"}
