"""Una tabla cambiada en memoria es la que se leería si se hubiera escrito."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.registro.cambiar import cambiar_columna, con_cambios
from clientesctl.registro.columna import Columna, Tipo
from clientesctl.registro.plan import VACIO, Dato
from clientesctl.registro.registro import Asignacion, Tabla

TEXTOS = st.lists(st.sampled_from(["", "a", "b", "8001", " "]), min_size=1, max_size=12)
DATOS = st.sampled_from(
    [VACIO, Dato.de_texto("a"), Dato.de_texto("c"), Dato.de_numero(8001), Dato.de_texto("8001")]
)


def tabla_de(**columnas: list[str]) -> Tabla:
    suyas = {campo: Columna.de_textos(textos) for campo, textos in columnas.items()}
    sitios = {c: Asignacion(c, n, c.upper(), 1.0, "") for n, c in enumerate(suyas, 1)}
    filas = np.arange(2, 2 + len(next(iter(columnas.values()))))
    return Tabla("CLIENTES", "CLIENTES", 1, filas, suyas, sitios)


def test_la_tabla_de_antes_no_cambia() -> None:
    antes = tabla_de(nombre=["ana", "eva"])
    despues = con_cambios(antes, {"nombre": {0: Dato.de_texto("ANA")}})
    assert antes["nombre"].por_fila().tolist() == ["ana", "eva"]
    assert despues["nombre"].por_fila().tolist() == ["ANA", "eva"]


def test_el_tipo_va_con_el_valor() -> None:
    columna = cambiar_columna(Columna.de_textos(["8001", "8001"]), {0: Dato.de_numero(8001)})
    tipos = columna.tipos[columna.codigos].tolist()
    assert columna.por_fila().tolist() == ["8001", "8001"]
    assert tipos == [Tipo.NUMERO, Tipo.TEXTO]


def test_un_campo_que_no_estaba_se_anade_vacio() -> None:
    tabla = con_cambios(tabla_de(nombre=["ana", "eva"]), {"apellido_2": {1: Dato.de_texto("GIL")}})
    assert tabla["apellido_2"].por_fila().tolist() == ["", "GIL"]
    assert tabla.celda("apellido_2", 1) is None


def test_una_columna_sin_reconocer_se_cambia_por_su_cabecera() -> None:
    tabla = Tabla(
        "CLIENTES", "C", 1, np.asarray([2]), {}, {}, {"Ruta": Columna.de_textos(["x"])}, {"Ruta": 4}
    )
    cambiada = con_cambios(tabla, {"Ruta": {0: Dato.de_texto("y")}})
    assert cambiada.otras["Ruta"].texto(0) == "y"
    assert "Ruta" not in cambiada


def test_una_formula_que_se_escribe_deja_de_serlo() -> None:
    columna = Columna(
        np.asarray([1, 1], dtype=np.int32),
        np.asarray(["", "5"], dtype=object),
        np.asarray([0, 2], dtype=np.uint8),
        formulas=np.asarray([0, 1]),
        sin_calcular=np.asarray([1]),
    )
    cambiada = cambiar_columna(columna, {1: Dato.de_numero(6)})
    assert (cambiada.formulas.tolist(), cambiada.sin_calcular.tolist()) == ([0], [])


@given(TEXTOS, st.data())
def test_es_como_leer_lo_escrito(textos: list[str], datos: st.DataObject) -> None:
    celdas = datos.draw(st.dictionaries(st.integers(0, len(textos) - 1), DATOS))
    cambiada = cambiar_columna(Columna.de_textos(textos), celdas)
    esperado = [celdas[i].texto if i in celdas else t for i, t in enumerate(textos)]
    assert cambiada.por_fila().tolist() == esperado
    # Ningún valor que no lleve nadie, y ninguno dos veces con el mismo tipo.
    assert set(cambiada.textos.tolist()) == {"", *esperado}
    pares = list(zip(cambiada.textos.tolist(), cambiada.tipos.tolist(), strict=True))
    assert len(pares) == len(set(pares))
    assert (cambiada.textos[0], cambiada.tipos[0]) == ("", Tipo.VACIA)


def test_lo_que_no_cambia_no_se_copia() -> None:
    tabla = tabla_de(nombre=["ana"], ciudad=["LUGO"])
    cambiada = con_cambios(tabla, {"nombre": {0: Dato.de_texto("ANA")}, "ciudad": {}})
    assert cambiada["ciudad"] is tabla["ciudad"]
