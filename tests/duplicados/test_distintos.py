"""Lo que se declaró distinto: cuándo sigue valiendo, qué se escribe y qué se quita."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tabla_de_texto import tabla

from clientesctl.duplicados import buscar
from clientesctl.duplicados.despues import reafirmar
from clientesctl.duplicados.distintos import Fichero, leer_caducadas, leer_distintos
from clientesctl.duplicados.planear_distintos import (
    HojaSinEntender,
    SinSenas,
    planear_distintos,
    planear_olvido,
)
from clientesctl.registro.columna import Columna
from clientesctl.registro.huellas import Fichas, ancla_de
from clientesctl.registro.plan import VACIO, Cambio, Dato, Plan, Propuesta, hacer_plan
from clientesctl.registro.registro import Asignacion, Registro, Tabla

CLIENTES = """
    id|nombre|apellido_1|telefono|email
    C-1|ANA|GIL|913334455|ana@ejemplo.es
    C-2|ANA|GIL|913334455|
    C-3|EVA|GIL|913334455|
    |LEO|SANZ|612345678|
    |ROSA|VEGA||
    |ROSA|VEGA||
"""
HOY = dt.date(2026, 11, 22)


def registro(distintos: str = "", clientes: str = CLIENTES, certeza: float = 1.0) -> Registro:
    tablas = {"CLIENTES": tabla(clientes)}
    if distintos:
        hoja = tabla(distintos)
        sitios = {
            campo: Asignacion(campo, n, campo.upper(), certeza, "")
            for n, campo in enumerate(hoja.columnas, 1)
        }
        tablas["DISTINTOS"] = replace(
            hoja, clase="DISTINTOS", hoja="DISTINTOS", asignaciones=sitios
        )
    return Registro(Path("clientes.xlsx"), "0" * 64, tablas, "ES")


def paises(suyo: Registro) -> Columna:
    return Columna.de_textos(["ES"] * len(suyo.clientes))


def vigentes(distintos: str, clientes: str = CLIENTES) -> frozenset[tuple[int, int]]:
    suyo = registro(distintos, clientes)
    return leer_distintos(suyo, paises(suyo))


def caducadas(distintos: str, clientes: str = CLIENTES) -> frozenset[tuple[int, int]]:
    suyo = registro(distintos, clientes)
    return leer_caducadas(suyo, paises(suyo))


def huella(posicion: int, clientes: str = CLIENTES) -> str:
    suyo = registro(clientes=clientes)
    return Fichero(suyo.clientes, paises(suyo)).huella(posicion)


def planear(suyo: Registro, *parejas: tuple[int, int], motivo: str = "hermanas") -> Plan:
    return planear_distintos(suyo, paises(suyo), parejas, hoy=HOY, quien="EVA", motivo=motivo)


def filas_nuevas(plan: Plan) -> list[dict[str, str]]:
    return [{c.columna: c.despues.texto for c in p.cambios} for p in plan.propuestas]


def test_una_fila_puesta_a_mano_sin_huella_vale_siempre() -> None:
    assert vigentes("id_a|id_b\nC-2|C-1") == {(0, 1)}
    cambiada = CLIENTES.replace("C-2|ANA", "C-2|LUISA")
    assert vigentes("id_a|id_b\nC-2|C-1", cambiada) == {(0, 1)}


def test_con_huella_vale_mientras_ninguna_cambie_en_lo_que_importa() -> None:
    fila = f"id_a|id_b|huella_a|huella_b\nC-1|C-2|{huella(0)}|{huella(1).upper()}"
    assert vigentes(fila) == {(0, 1)}
    escrita_de_otro_modo = CLIENTES.replace("C-2|ANA|GIL|913334455", "C-2|Ana|gil|91 333 44 55")
    assert vigentes(fila, escrita_de_otro_modo) == {(0, 1)}
    con_otro_telefono = CLIENTES.replace("C-2|ANA|GIL|913334455", "C-2|ANA|GIL|612345678")
    assert vigentes(fila, con_otro_telefono) == frozenset()
    assert caducadas(fila, con_otro_telefono) == {(0, 1)}


def test_lo_que_caduco_y_se_volvio_a_declarar_no_cuenta_como_caducado() -> None:
    filas = f"id_a|id_b|huella_a\nC-1|C-2|a000000000000\nC-2|C-1|\nC-1|C-3|{huella(0)}"
    assert vigentes(filas) == {(0, 1), (0, 2)}
    assert caducadas(filas) == frozenset()


def test_una_huella_hecha_de_otra_manera_no_hace_caducar_lo_dicho() -> None:
    assert vigentes("id_a|id_b|huella_a|huella_b\nC-1|C-2|z999|z888") == {(0, 1)}


def test_una_ficha_sin_id_se_encuentra_por_su_huella() -> None:
    fila = f"id_a|id_b|huella_a|huella_b\nC-1||{huella(0)}|{huella(3)}"
    assert vigentes(fila) == {(0, 3)}
    assert vigentes(fila, CLIENTES.replace("LEO|SANZ", "LEÓN|SANZ")) == frozenset()


@pytest.mark.parametrize("fila", ["C-1|", "|", "C-1|C-99", "C-1|C-1"])
def test_una_fila_a_medias_no_dice_nada(fila: str) -> None:
    assert vigentes(f"id_a|id_b\n{fila}\nC-2|C-3") == {(1, 2)}


def test_declarar_escribe_ids_huellas_y_quien_lo_dijo() -> None:
    [fila] = filas_nuevas(planear(registro(), (1, 0)))
    assert fila == {
        "id_a": "C-1",
        "id_b": "C-2",
        "fecha": "2026-11-22",
        "quien": "EVA",
        "motivo": "hermanas",
        "huella_a": huella(0),
        "huella_b": huella(1),
    }


def test_declarar_lo_ya_declarado_no_escribe_nada() -> None:
    suyo = registro("id_a|id_b\nC-2|C-1")
    assert not planear(suyo, (0, 1))
    assert [f["id_b"] for f in filas_nuevas(planear(suyo, (0, 1), (0, 2), (2, 0)))] == ["C-3"]


def test_sin_la_hoja_se_crea_y_con_ella_se_anaden_las_columnas_de_huella() -> None:
    ancla = planear(registro(), (0, 1)).anclas["DISTINTOS"]
    assert ancla.nueva
    assert ancla.nuevas[-2:] == ("huella_a", "huella_b")
    suyo = registro("id_a|id_b|fecha|quien|motivo\nC-8|C-9|||")
    ancla = planear(suyo, (0, 1)).anclas["DISTINTOS"]
    assert not ancla.nueva
    assert ancla.nuevas == ("huella_a", "huella_b")


def test_no_se_escribe_en_una_hoja_que_no_se_entiende_con_certeza() -> None:
    with pytest.raises(HojaSinEntender, match="no se sabe con certeza qué columna es ID_A"):
        planear(registro("id_a|id_b\nC-8|C-9", certeza=0.7), (0, 1))


def test_dos_fichas_sin_id_que_dicen_lo_mismo_no_se_pueden_declarar() -> None:
    with pytest.raises(SinSenas, match="la ficha de la fila 6 no tiene un ID"):
        planear(registro(), (4, 5))


def test_quitar_retira_la_fila_siga_valiendo_o_no() -> None:
    suyo = registro("id_a|id_b|huella_a|motivo\nC-2|C-1|a000000000000|primas\nC-1|C-3||")
    plan = planear_olvido(suyo, paises(suyo), [(0, 1)])
    assert [(c.clave.fila, c.columna, c.despues) for c in plan.cambios] == [
        (2, "id_a", VACIO),
        (2, "id_b", VACIO),
        (2, "huella_a", VACIO),
        (2, "motivo", VACIO),
    ]
    assert not planear_olvido(suyo, paises(suyo), [(1, 2)])


def test_las_declaradas_ni_se_listan_ni_se_agrupan_aunque_otra_las_enlace() -> None:
    hoja = tabla("""
        id|nombre|apellido_1|apellido_2|telefono|email
        C-1|MARTA|CASALS|VIDAL|699112233|marta@ejemplo.es
        C-2|MARTA|CASALS|VIDAL|699112233|marta@ejemplo.es
        C-3|MARTA|CASALS|VIDAL|699112233|marta@ejemplo.es
    """)
    suyos = Columna.de_textos(["ES"] * 3)
    encontrados = buscar(hoja, suyos, distintos=frozenset({(0, 2)}))
    assert (0, 2) not in {(p.a, p.b) for p in encontrados.pares}
    assert all(not {0, 2} <= set(g.posiciones) for g in encontrados.grupos)


def _absorber(suyo: Registro, absorbida: int, en: str, **datos: str) -> Plan:
    """Una fusión de juguete: marca la absorbida y da esos datos a la que queda."""
    clientes = suyo.clientes
    fichas = Fichas(clientes)
    queda = next(i for i in range(len(clientes)) if clientes.texto("id", i) == en)
    cambios = [
        Cambio("CLIENTES", fichas.clave(absorbida), "fusionado_en", VACIO, Dato.de_texto(en))
    ]
    for campo, valor in datos.items():
        antes = Dato.de_texto(clientes.texto(campo, queda))
        clave = fichas.clave(queda)
        cambios.append(Cambio("CLIENTES", clave, campo, antes, Dato.de_texto(valor)))
    ancla = ancla_de(clientes, ["fusionado_en", *datos])
    return hacer_plan(suyo.sha256, [Propuesta("fusión", tuple(cambios))], {"CLIENTES": ancla})


def test_una_fusion_no_hace_caducar_lo_que_se_decidio_de_la_ficha_que_queda() -> None:
    suyo = registro(f"id_a|id_b|huella_a|huella_b\nC-1|C-3|{huella(0)}|{huella(2)}\nC-2|C-3||")
    plan = reafirmar(suyo, paises(suyo), _absorber(suyo, 1, "C-1", telefono="699112233"))
    [propuesta] = plan.propuestas
    [nueva] = [c for c in propuesta.cambios if c.hoja == "DISTINTOS"]
    despues = CLIENTES.replace("C-1|ANA|GIL|913334455", "C-1|ANA|GIL|699112233")
    assert (nueva.columna, nueva.clave.fila) == ("huella_a", 2)
    assert nueva.despues.texto == huella(0, despues)


def test_un_plan_que_no_cambia_a_nadie_declarado_se_queda_como_esta() -> None:
    suyo = registro(f"id_a|id_b|huella_a|huella_b\nC-1|C-3|{huella(0)}|{huella(2)}")
    plan = _absorber(suyo, 3, "C-2")
    assert reafirmar(suyo, paises(suyo), plan) is plan


def test_sin_hoja_no_se_mira_ninguna_ficha() -> None:
    class NoSeMira(Tabla):
        def __getitem__(self, campo: str) -> Columna:
            raise AssertionError(campo)

    vacia = NoSeMira("CLIENTES", "CLIENTES", 1, np.array([2]), {}, {})
    suyo = Registro(Path("x.xlsx"), "", {"CLIENTES": vacia}, "ES")
    assert leer_distintos(suyo, Columna.de_textos(["ES"])) == frozenset()
