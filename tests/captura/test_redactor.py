"""El redactor: hojas y columnas que faltan, ID libres y lo que no se puede escribir."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from registro_de_texto import registro_de

from clientesctl.captura.errores import (
    CeldaCalculada,
    ColumnaDudosa,
    ColumnaRepetida,
    FichaSinId,
    HojaSinEntender,
    IdDeVarias,
    SinFormaDeId,
)
from clientesctl.captura.redactor import Redactor
from clientesctl.registro.plan import Dato, Plan
from clientesctl.registro.registro import Asignacion, Registro

TEXTO = Dato.de_texto
DIA = Dato.de_fecha(dt.date(2026, 11, 26))

CLIENTES = """
ID | NOMBRE | APELLIDO_1
C-00007 | ANA | GIL
C-00009 | EVA | RUIZ
"""


def escrito(plan: Plan) -> list[str]:
    return [
        f"{c.hoja} {c.clave} {c.columna}: {c.antes.texto}→{c.despues.texto}" for c in plan.cambios
    ]


def test_una_ficha_nueva_toma_el_id_que_sigue() -> None:
    redactor = Redactor(registro_de(CLIENTES))
    assert redactor.alta("CLIENTES", {"nombre": TEXTO("LUZ")}) == "C-00010"
    assert redactor.alta("CLIENTES", {"nombre": TEXTO("SOL")}) == "C-00011"
    redactor.proponer("alta")
    assert escrito(redactor.plan()) == [
        "CLIENTES ficha nueva 1 id: →C-00010",
        "CLIENTES ficha nueva 1 nombre: →LUZ",
        "CLIENTES ficha nueva 2 id: →C-00011",
        "CLIENTES ficha nueva 2 nombre: →SOL",
    ]


def test_un_id_numerico_sigue_siendo_numero() -> None:
    redactor = Redactor(registro_de("ID | NOMBRE\nn:7 | ANA\nn:9 | EVA"))
    redactor.alta("CLIENTES", {"nombre": TEXTO("LUZ")})
    redactor.proponer("alta")
    primero = next(iter(redactor.plan().cambios))
    assert primero.despues == Dato.de_numero(10)


def test_no_reutiliza_el_id_de_un_cliente_borrado_que_tiene_ventas() -> None:
    ventas = "VENTAS\nID | ID_CLIENTE | IMPORTE\nV-1 | C-00031 | n:5"
    redactor = Redactor(registro_de(f"{CLIENTES}\n{ventas}"))
    assert redactor.alta("CLIENTES", {"nombre": TEXTO("LUZ")}) == "C-00032"


def test_la_hoja_que_falta_se_hace_con_las_columnas_del_contrato() -> None:
    redactor = Redactor(registro_de(CLIENTES))
    suyo = redactor.id_cliente(0)
    assert redactor.alta("VENTAS", {"fecha": DIA, "id_cliente": suyo}) == "V-00001"
    redactor.proponer("venta")
    ancla = redactor.plan().anclas["VENTAS"]
    assert ancla.nueva
    assert ancla.nuevas[:4] == ("id", "fecha", "id_cliente", "producto")


def test_la_columna_que_falta_se_anade_y_la_ficha_entera_va_junta() -> None:
    redactor = Redactor(registro_de(CLIENTES))
    redactor.alta("CLIENTES", {"nombre": TEXTO("LUZ"), "medio": TEXTO("FERIA")})
    redactor.alta("DEMANDA", {"producto": TEXTO("RIEGO")})
    redactor.proponer("alta")
    plan = redactor.plan()
    assert plan.anclas["CLIENTES"].nuevas == ("medio",)
    assert len(plan.propuestas) == 1


def test_lo_que_ya_esta_asi_no_es_un_cambio() -> None:
    redactor = Redactor(registro_de(CLIENTES))
    assert not redactor.cambiar("CLIENTES", 0, {"nombre": TEXTO("ANA")})
    redactor.proponer("editar")
    assert not redactor.plan()


def test_a_la_ficha_sin_id_se_le_da_uno_una_sola_vez() -> None:
    redactor = Redactor(registro_de("ID | NOMBRE\nC-00007 | ANA\n | EVA"))
    assert redactor.id_cliente(1) == redactor.id_cliente(1) == TEXTO("C-00008")
    assert redactor.alta("CLIENTES", {"nombre": TEXTO("LUZ")}) == "C-00009"
    redactor.proponer("venta")
    assert escrito(redactor.plan())[0] == "CLIENTES fila 3 id: →C-00008"


def test_sin_columna_id_no_se_puede_decir_de_quien_es() -> None:
    with pytest.raises(FichaSinId, match="no tiene columna ID"):
        Redactor(registro_de("NOMBRE\nANA")).id_cliente(0)


def test_con_un_id_repetido_no_se_sabe_de_quien_es() -> None:
    with pytest.raises(IdDeVarias, match="C-1"):
        Redactor(registro_de("ID | NOMBRE\nC-1 | ANA\nC-1 | EVA")).id_cliente(1)


def test_unos_id_sin_forma_no_se_continuan() -> None:
    with pytest.raises(SinFormaDeId, match="id="):
        Redactor(registro_de("ID | NOMBRE\nANA | ANA\nEVA | EVA")).alta("CLIENTES", {})
    redactor = Redactor(registro_de("ID | NOMBRE\nANA | ANA\nEVA | EVA"))
    assert redactor.alta("CLIENTES", {"id": TEXTO("LUZ")}) == "LUZ"


def test_no_se_hace_otra_hoja_donde_hay_una_que_no_se_entiende() -> None:
    redactor = Redactor(registro_de(CLIENTES), ["CLIENTES", "Ventas "])
    with pytest.raises(HojaSinEntender, match="«Ventas »"):
        redactor.alta("VENTAS", {"fecha": DIA})


def test_no_se_escribe_en_una_columna_en_duda() -> None:
    registro = _en_duda(registro_de(CLIENTES), "nombre")
    with pytest.raises(ColumnaDudosa, match=r"columna B \(«NOMBRE»\)"):
        Redactor(registro).alta("CLIENTES", {"nombre": TEXTO("LUZ")})


def test_no_se_pisa_una_formula() -> None:
    redactor = Redactor(registro_de("ID | NOMBRE | ZONA\nC-1 | ANA | =:NORTE"))
    with pytest.raises(CeldaCalculada, match="fila 2, ZONA"):
        redactor.cambiar("CLIENTES", 0, {"zona": TEXTO("SUR")})


def test_no_se_anade_una_columna_con_la_cabecera_de_otra() -> None:
    registro = registro_de("ID | NOMBRE | Medio!\nC-1 | ANA | x")
    otra = replace(
        registro.clientes,
        otras={"Medio": registro.clientes.otras["Medio!"]},
        otras_posiciones={"Medio": 3},
    )
    with pytest.raises(ColumnaRepetida, match="MEDIO"):
        Redactor(replace(registro, tablas={"CLIENTES": otra})).alta(
            "CLIENTES", {"medio": TEXTO("FERIA")}
        )


def _en_duda(registro: Registro, campo: str) -> Registro:
    suya = registro.clientes.asignaciones[campo]
    dudosa = Asignacion(campo, suya.columna, suya.cabecera, 0.7, "por los valores")
    tabla = replace(
        registro.clientes, asignaciones={**registro.clientes.asignaciones, campo: dudosa}
    )
    return replace(registro, tablas={"CLIENTES": tabla})
