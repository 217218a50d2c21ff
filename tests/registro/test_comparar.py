"""Qué cambió entre dos versiones de un registro."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pytest
from hojas_de_texto import columna_de
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.registro.comparar import Comparacion, comparar
from clientesctl.registro.esquema import HOJAS
from clientesctl.registro.esquema import campo as del_esquema
from clientesctl.registro.registro import Asignacion, Registro, Tabla


def registro_de(texto: str) -> Registro:
    """El registro que dibuja el texto: cada hoja, su nombre (CLIENTES se supone) y sus filas."""
    hojas: dict[str, list[list[str]]] = {}
    clase = "CLIENTES"
    for linea in filter(None, map(str.strip, texto.splitlines())):
        if linea in HOJAS:
            clase = linea
        else:
            hojas.setdefault(clase, []).append([c.strip() for c in linea.split("|")])
    tablas = {c: _tabla(c, filas[0], filas[1:]) for c, filas in hojas.items()}
    return Registro(Path("libro.xlsx"), "0" * 64, tablas, "ES")


def _tabla(clase: str, cabecera: list[str], filas: Sequence[Sequence[str]]) -> Tabla:
    columnas = {
        (c.lower() if del_esquema(c.lower(), clase) else c): columna_de([f[i] for f in filas])
        for i, c in enumerate(cabecera)
    }
    numeros = {nombre: i for i, nombre in enumerate(columnas, 1)}
    campos = {n: c for n, c in columnas.items() if n.islower()}
    otras = {n: c for n, c in columnas.items() if n not in campos}
    return Tabla(
        clase,
        clase,
        1,
        np.arange(2, 2 + len(filas), dtype=np.int64),
        campos,
        {n: Asignacion(n, numeros[n], cabecera[numeros[n] - 1], 1.0, "") for n in campos},
        otras,
        {n: numeros[n] for n in otras},
    )


def _comparar(antes: str, despues: str) -> Comparacion:
    return comparar(registro_de(antes), registro_de(despues))


def _contar(comparacion: Comparacion, clase: str = "CLIENTES") -> tuple[int, int, int]:
    """Añadidas, cambiadas y quitadas de esa hoja."""
    for hoja in comparacion.hojas:
        if hoja.clase == clase:
            return len(hoja.anadidas), len(hoja.cambiadas), len(hoja.quitadas)
    return 0, 0, 0


def _celdas(comparacion: Comparacion) -> list[str]:
    return [
        f"{d.columna} {d.antes.texto}>{d.despues.texto}"
        for hoja in comparacion.hojas
        for d in hoja.distintas()
    ]


LIBRO = """
ID | NOMBRE | APELLIDO_1 | TELEFONO | EMAIL | CIUDAD
C-1 | ANA | PÉREZ | 913334455 | ana@a.es | MADRID
C-2 | LUIS | GIL | 612345678 | luis@a.es | SORIA
C-3 | EVA | RUBIO | 963334455 | eva@a.es | LUGO
"""
SIN_ID = "\n".join(linea.partition("|")[2] for linea in LIBRO.strip().splitlines())


def test_dos_versiones_iguales_no_dan_nada():
    assert not _comparar(LIBRO, LIBRO)
    assert not _comparar(SIN_ID, SIN_ID)


def test_una_ficha_anadida_otra_que_se_fue_y_una_celda_que_cambio():
    comparacion = _comparar(
        LIBRO,
        """
        ID | NOMBRE | APELLIDO_1 | TELEFONO | EMAIL | CIUDAD
        C-1 | ANA | PÉREZ | 913334455 | ana@a.es | ÁVILA
        C-3 | EVA | RUBIO | 963334455 | eva@a.es | LUGO
        C-4 | JUAN | SANZ | 981112233 | juan@a.es | LUGO
        """,
    )
    assert _contar(comparacion) == (1, 1, 1)
    assert _celdas(comparacion) == ["ciudad MADRID>ÁVILA"]


@pytest.mark.parametrize("libro", [LIBRO, SIN_ID])
def test_ordenar_la_hoja_no_cambia_nada(libro):
    cabecera, *filas = libro.strip().splitlines()
    assert not _comparar(libro, "\n".join([cabecera, *reversed(filas)]))


def test_mover_o_renombrar_una_columna_no_cambia_ninguna_ficha():
    assert not _comparar("ID | NOMBRE | CIUDAD\n1 | ANA | LUGO", "CIUDAD | ID | NOMBRE\nLUGO|1|ANA")


def test_sin_id_se_reconoce_por_el_nombre_y_una_sena():
    comparacion = _comparar(
        SIN_ID,
        """
        NOMBRE | APELLIDO_1 | TELEFONO | EMAIL | CIUDAD
        EVA | RUBIO | 600000001 | eva@a.es | VIGO
        Luis | Gil | 612 34 56 78 | otro@b.es | Burgos
        ANA | PÉREZ | 913334455 | ana@a.es | MADRID
        """,
    )
    assert _contar(comparacion) == (0, 2, 0)
    assert "telefono 963334455>600000001" in _celdas(comparacion)


def test_un_nombre_partido_en_columnas_sigue_siendo_la_misma_ficha():
    comparacion = _comparar(
        "NOMBRE_COMPLETO | EMAIL\nANA PÉREZ GIL | a@a.es",
        "NOMBRE_COMPLETO | EMAIL | NOMBRE | APELLIDO_1 | APELLIDO_2\n | a@a.es | ANA | PÉREZ | GIL",
    )
    assert _contar(comparacion) == (0, 1, 0)
    assert "apellido_2 >GIL" in _celdas(comparacion)


def test_quien_cambia_de_todo_menos_de_sitio_es_otra_ficha():
    comparacion = _comparar(
        SIN_ID,
        SIN_ID.replace("LUIS | GIL | 612345678 | luis@a.es", "ROSA | MAS | 688111222 | rosa@b.es"),
    )
    assert _contar(comparacion) == (1, 0, 1)


def test_la_que_sigue_en_su_sitio_con_otro_telefono_es_la_misma():
    comparacion = _comparar(SIN_ID.replace("luis@a.es", ""), SIN_ID.replace("612345678", "6"))
    assert _contar(comparacion) == (0, 1, 0)


def test_un_id_distinto_en_el_mismo_sitio_es_otra_ficha():
    comparacion = _comparar("ID|CIUDAD|ZONA\nC-1|LUGO|NORTE", "ID|CIUDAD|ZONA\nC-9|LUGO|NORTE")
    assert _contar(comparacion) == (1, 0, 1)


def test_el_8001_escrito_como_texto_no_es_el_guardado_como_numero():
    comparacion = _comparar(
        "ID | CODIGO_POSTAL\n1 | n:8001\n2 | n:8002", "ID | CODIGO_POSTAL\n1 | 8001\n2 | n:8002"
    )
    assert _contar(comparacion) == (0, 1, 0)


def test_lo_que_calcula_una_formula_no_cuenta_y_escribirlo_encima_si():
    antes = "ID | DIAS\n1 | =:30\n2 | =:40"
    assert not _comparar(antes, "ID | DIAS\n1 | =:31\n2 | =:41")
    assert _celdas(_comparar(antes, "ID | DIAS\n1 | 31\n2 | =:41")) == ["DIAS 30>31"]


def test_cada_hoja_se_compara_aparte():
    ventas = "VENTAS\nID | ID_CLIENTE | IMPORTE\nV-1 | C-1 | n:20"
    comparacion = _comparar(f"{LIBRO}\n{ventas}", f"{LIBRO}\n{ventas}\nV-2 | C-3 | n:5")
    assert [hoja.clase for hoja in comparacion.hojas] == ["VENTAS"]
    assert _contar(comparacion, "VENTAS") == (1, 0, 0)


def test_una_hoja_nueva_son_todas_sus_filas():
    comparacion = _comparar(LIBRO, f"{LIBRO}\nVENTAS\nID | IMPORTE\nV-1 | n:20")
    assert _contar(comparacion, "VENTAS") == (1, 0, 0)


def test_dos_filas_identicas_cuentan_como_dos():
    comparacion = _comparar("NOMBRE|CIUDAD\nANA|LUGO\nANA|LUGO", "NOMBRE|CIUDAD\nANA|LUGO")
    assert _contar(comparacion) == (0, 0, 1)


FILA = st.tuples(*(st.sampled_from(["", "A", "B", "n:1", "f:2026-05-01"]) for _ in range(4)))


def _dibujar(filas: Iterable[tuple[str, ...]]) -> Registro:
    tabla = _tabla("CLIENTES", ["ID", "NOMBRE", "TELEFONO", "CIUDAD"], list(filas))
    return Registro(Path("libro.xlsx"), "0" * 64, {"CLIENTES": tabla}, "ES")


@given(st.lists(FILA, min_size=1, max_size=8), st.lists(FILA, min_size=1, max_size=8))
def test_cada_ficha_de_despues_es_anadida_o_una_de_antes(antes, despues):
    comparacion = comparar(_dibujar(antes), _dibujar(despues))
    anadidas, _, quitadas = _contar(comparacion)
    assert len(antes) - quitadas == len(despues) - anadidas


@given(
    st.lists(FILA, min_size=1, max_size=8).flatmap(
        lambda f: st.tuples(st.just(f), st.permutations(f))
    )
)
def test_en_cualquier_orden_son_las_mismas(par):
    antes, despues = par
    assert not comparar(_dibujar(antes), _dibujar(despues))
