"""La hoja IMPORTADOS: quién la hace, quién la entiende y a quién no confunde."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter
from registro_de_texto import registro_de, validar_texto

from clientesctl.captura.importar_memoria import recordar
from clientesctl.libro.lectura import leer_libro
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.reconocer import reconocer

LIBRO = """
ID|NOMBRE|APELLIDO_1|MOVIL
C-1|OLGA|ZABALETA|655443322
IMPORTADOS
ID_CLIENTE|FECHA|ORIGEN|HOJA|FILA|RESULTADO|QUIEN|HUELLA
C-1|f:2026-11-26|feria.xlsx|Hoja1|n:3|NUEVA|eva|a1
C-9|f:2026-11-26|feria.xlsx|Hoja1|n:4|NUEVA|eva|a2
|f:2026-11-26|feria.xlsx|Hoja1|n:5|DUDOSA|eva|a3
"""


def libro(ruta: Path, **hojas: list[list[str]]) -> Path:
    with xlsxwriter.Workbook(ruta) as hecho:
        for nombre, filas in hojas.items():
            hoja = hecho.add_worksheet(nombre)
            for numero, fila in enumerate(filas):
                hoja.write_row(numero, 0, fila)
    return ruta


def test_recuerda_lo_importado_y_lo_que_espera() -> None:
    memoria = recordar(registro_de(LIBRO))
    assert memoria.importadas == {"a1", "a2"}
    assert memoria.dudosas == {"a3"}


def test_la_dudosa_que_ya_entro_no_espera() -> None:
    otra = LIBRO.rstrip() + "\nC-1|f:2026-11-27|feria.xlsx|Hoja1|n:5|COMPLETA|eva|A3\n"
    assert recordar(registro_de(otra)).dudosas == frozenset()


def test_una_fila_de_un_cliente_que_no_existe_es_una_referencia_rota() -> None:
    (rota,) = validar_texto(LIBRO, "referencia_rota")
    assert (rota.hoja, rota.celda) == ("IMPORTADOS", "A3")


def test_una_hoja_de_clientes_que_se_llama_importados_sigue_siendo_de_clientes(
    tmp_path: Path,
) -> None:
    filas = [["Nombre", "Apellidos", "Móvil"], ["Olga", "Zabaleta Arana", "655443322"]]
    for nombre in ("Importados", "Clientes importados"):
        ruta = libro(tmp_path / f"{nombre}.xlsx", **{nombre: filas})
        assert reconocer(leer_libro(ruta), Politicas()).clientes.hoja == nombre


def test_la_hoja_de_verdad_no_se_toma_por_el_registro(tmp_path: Path) -> None:
    ruta = libro(
        tmp_path / "r.xlsx",
        IMPORTADOS=[["ID_CLIENTE", "FECHA", "ORIGEN", "HOJA", "FILA", "RESULTADO", "QUIEN",
                     "HUELLA"], ["C-1", "", "feria.xlsx", "Hoja1", "3", "NUEVA", "eva", "a1"]],
        Hoja2=[["ID", "Nombre", "Móvil"], ["C-1", "Olga Zabaleta", "655443322"]],
    )  # fmt: skip
    registro = reconocer(leer_libro(ruta), Politicas())
    assert registro.clientes.hoja == "Hoja2"
    assert registro.tablas.keys() == {"CLIENTES", "IMPORTADOS"}
