"""Con el libro abierto, lo dictado se ve y se puede nombrar antes de entrar."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from libro_de_texto import libro_de

from clientesctl.captura.redactor import Redactor
from clientesctl.operaciones.aplicar import Escritura
from clientesctl.operaciones.con_lo_que_espera import ver_con_lo_que_espera
from clientesctl.operaciones.libros import Abierto, abrir_registro
from clientesctl.operaciones.pendientes import QuedaPendiente, anotar
from clientesctl.registro.plan import Dato

MOMENTO = dt.datetime(2026, 11, 26, 9, 0, tzinfo=dt.UTC)
CLIENTES = "ID | NOMBRE | MEDIO\nC-00001 | ANA | FERIA"


@pytest.fixture
def libro(tmp_path: Path) -> Path:
    return libro_de(CLIENTES, tmp_path / "registro.xlsx")


def abrir(libro: Path) -> Abierto:
    return ver_con_lo_que_espera(abrir_registro(libro))


def alta_con_venta(libro: Path, nombre: str) -> str:
    abierto = abrir(libro)
    redactor = Redactor(abierto.registro, abierto.nombres_de_hojas)
    suyo = redactor.alta("CLIENTES", {"nombre": Dato.de_texto(nombre)})
    redactor.alta("VENTAS", {"id_cliente": Dato.de_texto(suyo), "importe": Dato.de_numero(5)})
    redactor.proponer("alta")
    anotar(redactor.plan(), abierto, Escritura("alta", MOMENTO))
    return suyo


def cambiar_medio(libro: Path, posicion: int, medio: str) -> None:
    abierto = abrir(libro)
    redactor = Redactor(abierto.registro, abierto.nombres_de_hojas)
    redactor.cambiar("CLIENTES", posicion, {"medio": Dato.de_texto(medio)})
    redactor.proponer("editar")
    anotar(redactor.plan(), abierto, Escritura("editar", MOMENTO))


def filas(abierto: Abierto, clase: str, *campos: str) -> list[tuple[str, ...]]:
    tabla = abierto.registro.tablas[clase]
    return [tuple(tabla.texto(c, i) for c in campos) for i in range(len(tabla))]


def test_lo_que_espera_se_ve_y_entra_en_su_orden_con_su_id(libro: Path) -> None:
    candado = libro.with_name("~$registro.xlsx")
    candado.write_bytes(b"\x03EVA")
    for nombre in ("EVA", "LUZ"):
        with pytest.raises(QuedaPendiente):
            alta_con_venta(libro, nombre)
    with pytest.raises(QuedaPendiente):
        cambiar_medio(libro, 1, "RADIO")
    esperado = [("C-00001", "ANA", "FERIA"), ("C-00002", "EVA", "RADIO"), ("C-00003", "LUZ", "")]
    assert filas(abrir(libro), "CLIENTES", "id", "nombre", "medio") == esperado
    assert filas(abrir(libro), "VENTAS", "id", "id_cliente") == [
        ("V-00001", "C-00002"), ("V-00002", "C-00003"),
    ]  # fmt: skip
    candado.unlink()
    assert alta_con_venta(libro, "SOL") == "C-00004"
    escrito = abrir_registro(libro)
    assert filas(escrito, "CLIENTES", "id", "nombre", "medio") == [
        *esperado,
        ("C-00004", "SOL", ""),
    ]
    assert [v[1] for v in filas(escrito, "VENTAS", "id", "id_cliente")] == [
        "C-00002", "C-00003", "C-00004",
    ]  # fmt: skip


def test_sin_nada_que_espere_es_el_mismo_libro(libro: Path) -> None:
    abierto = abrir_registro(libro)
    assert ver_con_lo_que_espera(abierto) is abierto


def test_lo_que_ya_no_cabe_no_se_ve(libro: Path) -> None:
    candado = libro.with_name("~$registro.xlsx")
    candado.write_bytes(b"\x03EVA")
    with pytest.raises(QuedaPendiente):
        cambiar_medio(libro, 0, "RADIO")
    libro_de("ID | NOMBRE | MEDIO\nC-00001 | ANA | TELEVISION", libro)
    assert filas(abrir(libro), "CLIENTES", "medio") == [("TELEVISION",)]
