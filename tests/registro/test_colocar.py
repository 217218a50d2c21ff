"""Un plan cae siempre en la ficha y la columna de que habla, o no cae."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hojas_de_texto import hoja_de, libro_de
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.registro.colocar import ColumnaPerdida, HojaPerdida, colocar
from clientesctl.registro.ediciones import Celda
from clientesctl.registro.huellas import Fichas, ancla_de
from clientesctl.registro.plan import VACIO, Cambio, Clave, Dato, Plan, Propuesta, hacer_plan
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.reconocer import reconocer
from clientesctl.registro.registro import Registro

CON_ID = """
ID|NOMBRE|APELLIDO_1|CIUDAD|TELEFONO
C-1|ANA|PÉREZ|Madrid|612345678
C-2|LUIS|GIL|Toledo|612345679
C-3|EVA|SANZ|Ávila|612345670
C-4|PACO|MORA|Soria|612345671
"""
SIN_ID = "\n".join(linea.partition("|")[2] for linea in CON_ID.strip().splitlines())


def registro_de(texto: str, sha: str = "uno", hoja: str = "CLIENTES", **mas: str) -> Registro:
    otras = [hoja_de(t, n) for n, t in mas.items()]
    crudo = replace(libro_de(hoja_de(texto, hoja), *otras), sha256=sha)
    return reconocer(crudo, Politicas())


def mayusculas(registro: Registro, *posiciones: int) -> Plan:
    """El plan que pone en mayúsculas la ciudad de esas fichas."""
    tabla = registro.clientes
    fichas = Fichas(tabla)
    propuestas = []
    for posicion in posiciones or range(len(tabla)):
        ciudad = tabla["ciudad"].texto(posicion)
        cambio = Cambio(
            tabla.hoja,
            fichas.clave(posicion),
            "ciudad",
            Dato.de_texto(ciudad),
            Dato.de_texto(ciudad.upper()),
        )
        propuestas.append(Propuesta("mayúsculas", (cambio,)))
    return hacer_plan(registro.sha256, propuestas, {tabla.hoja: ancla_de(tabla, ["ciudad"])})


def escrito(plan: Plan, registro: Registro) -> dict[str, str]:
    """Lo que se escribiría: dirección → texto."""
    from clientesctl.registro.registro import letra

    colocado = colocar(plan, registro)
    return {
        f"{letra(c.columna)}{c.fila}": c.despues.texto
        for edicion in colocado.ediciones
        for c in edicion.celdas
    }


@pytest.mark.parametrize("texto", [CON_ID, SIN_ID])
@given(orden=st.permutations(range(4)), columnas=st.randoms(), huecos=st.integers(0, 3))
def test_cada_cambio_sigue_a_su_ficha_aunque_se_ordene_y_se_muevan_columnas(
    texto, orden, columnas, huecos
):
    plan = mayusculas(registro_de(texto))
    cabecera, *fichas = [linea.split("|") for linea in texto.strip().splitlines()]
    sitios = list(range(len(cabecera)))
    columnas.shuffle(sitios)
    movidas = [[f[i] for i in sitios] for f in [cabecera, *(fichas[n] for n in orden)]]
    movidas.insert(1 + huecos, [""] * len(sitios))
    despues = registro_de("\n".join("|".join(f) for f in movidas), sha="dos")
    ciudad = cabecera.index("CIUDAD")
    columna = "ABCDE"[sitios.index(ciudad)]
    esperado = {
        f"{columna}{2 + i + (i >= huecos)}": fichas[n][ciudad].upper()
        for i, n in enumerate(orden)
        if fichas[n][ciudad] != fichas[n][ciudad].upper()
    }
    assert escrito(plan, despues) == esperado


def test_una_ficha_que_ya_no_esta_es_un_conflicto_y_las_demas_se_escriben():
    plan = mayusculas(registro_de(CON_ID))
    sin_luis = registro_de(CON_ID.replace("C-2|LUIS|GIL|Toledo|612345679\n", ""), sha="dos")
    colocado = colocar(plan, sin_luis)
    assert [(str(c.cambio.clave), c.motivo) for c in colocado.conflictos] == [
        ("C-2", "esa ficha ya no está")
    ]
    assert len(colocado.ediciones[0].celdas) == 3


def test_sin_id_una_ficha_retocada_no_se_confunde_con_otra():
    plan = mayusculas(registro_de(SIN_ID), 1)
    retocado = registro_de(SIN_ID.replace("612345679", "699999999"), sha="dos")
    colocado = colocar(plan, retocado)
    assert not colocado.ediciones
    assert colocado.conflictos[0].motivo == "esa ficha ya no está o ha cambiado"


def test_dos_fichas_identicas_sin_id_no_se_adivinan():
    doble = SIN_ID + "\nLUIS|GIL|Toledo|612345679"
    plan = mayusculas(registro_de(doble), 1)
    assert escrito(plan, registro_de(doble)) == {"C3": "TOLEDO"}
    conflicto = colocar(plan, registro_de(doble, sha="dos")).conflictos[0]
    assert conflicto.motivo == "hay 2 fichas iguales y no se sabe cuál es"


def test_lo_que_alguien_cambio_entretanto_no_se_pisa():
    plan = mayusculas(registro_de(CON_ID), 0)
    otro = registro_de(CON_ID.replace("Madrid", "Getafe"), sha="dos")
    assert colocar(plan, otro).conflictos[0].motivo == "ahora dice «Getafe»"


def test_lo_que_ya_esta_como_se_quiere_ni_se_escribe_ni_es_conflicto():
    plan = mayusculas(registro_de(CON_ID), 0)
    hecho = colocar(plan, registro_de(CON_ID.replace("Madrid", "MADRID"), sha="dos"))
    assert (hecho.ediciones, hecho.conflictos) == ((), ())


def test_una_columna_que_ya_no_esta_se_rechaza_entera():
    plan = mayusculas(registro_de(CON_ID))
    with pytest.raises(ColumnaPerdida, match="ya no hay una sola columna «CIUDAD»"):
        colocar(plan, registro_de(CON_ID.replace("CIUDAD", "POBLACIÓN"), sha="dos"))


def test_una_hoja_que_ya_no_esta_se_rechaza_entera():
    plan = mayusculas(registro_de(CON_ID))
    with pytest.raises(HojaPerdida, match="ya no tiene la hoja «CLIENTES»"):
        colocar(plan, registro_de(CON_ID, sha="dos", hoja="Cartera"))


def test_una_formula_en_la_celda_es_un_conflicto():
    plan = mayusculas(registro_de(CON_ID), 0)
    assert colocar(plan, registro_de(CON_ID.replace("Madrid", "=:Madrid"), sha="dos")).conflictos


def test_una_propuesta_entra_entera_o_no_entra():
    registro = registro_de(CON_ID)
    uno, otro = mayusculas(registro, 0, 1).propuestas
    juntas = Propuesta("juntas", (*uno.cambios, *otro.cambios))
    plan = hacer_plan("uno", [juntas], {"CLIENTES": ancla_de(registro.clientes, ["ciudad"])})
    colocado = colocar(plan, registro_de(CON_ID.replace("Toledo", "Cuenca"), sha="dos"))
    assert not colocado.ediciones
    assert len(colocado.conflictos) == 1


def alta(registro: Registro, ficha: dict[str, str], numero: int = 1) -> Plan:
    hoja = registro.clientes.hoja
    cambios = tuple(
        Cambio(hoja, Clave(alta=numero), campo, VACIO, Dato.de_texto(valor))
        for campo, valor in ficha.items()
    )
    anclas = {hoja: ancla_de(registro.clientes, ficha)}
    return hacer_plan(registro.sha256, [Propuesta("alta", cambios)], anclas)


def test_una_ficha_nueva_va_detras_de_la_ultima():
    registro = registro_de(CON_ID)
    edicion = colocar(alta(registro, {"id": "C-5", "nombre": "SOL"}), registro).ediciones[0]
    assert edicion.ultima == 5
    assert edicion.columnas == (1, 5)
    assert edicion.altas == ({1: Dato.de_texto("C-5"), 2: Dato.de_texto("SOL")},)


def test_un_id_que_otro_ya_ha_usado_no_se_repite():
    registro = registro_de(CON_ID)
    colocado = colocar(alta(registro, {"id": "C-4", "nombre": "SOL"}), registro)
    assert colocado.conflictos[0].motivo == "el ID «C-4» ya es de otra ficha"
    assert not colocado.ediciones


def test_una_columna_que_falta_se_anade_a_la_derecha():
    registro = registro_de(CON_ID)
    edicion = colocar(alta(registro, {"id": "C-5", "vendedor": "EMILY"}), registro).ediciones[0]
    assert edicion.cabeceras == {6: "VENDEDOR"}
    assert edicion.altas[0][6] == Dato.de_texto("EMILY")


def quitar_la_ultima(texto: str, **mas: str) -> tuple[Plan, Registro]:
    """El plan que quita C-5, que otro plan añadió con ID y nombre."""
    clave = Clave("C-5", 6, alta=1)
    registro = registro_de(texto, sha="dos", **mas)
    cambios = (
        Cambio("CLIENTES", clave, "nombre", Dato.de_texto("SOL"), VACIO),
        Cambio("CLIENTES", clave, "id", Dato.de_texto("C-5"), VACIO),
    )
    ancla = ancla_de(registro.clientes, ["id", "nombre"])
    return hacer_plan("uno", [Propuesta("alta", cambios)], {"CLIENTES": ancla}), registro


def test_una_ficha_anadida_se_quita_entera():
    edicion = colocar(*quitar_la_ultima(CON_ID + "C-5|SOL|||\n")).ediciones[0]
    assert edicion.retiradas == (6,)
    assert set(edicion.celdas) == {
        Celda(6, 1, Dato.de_texto("C-5"), VACIO),
        Celda(6, 2, Dato.de_texto("SOL"), VACIO),
    }


def test_no_se_quita_una_ficha_a_la_que_han_anadido_algo():
    colocado = colocar(*quitar_la_ultima(CON_ID + "C-5|SOL||Lugo|\n"))
    assert not colocado.ediciones
    assert colocado.conflictos[0].motivo == "después le han puesto CIUDAD a esa ficha"


def test_no_se_quita_una_ficha_que_ya_tiene_ventas():
    ventas = "ID|FECHA|ID_CLIENTE|PRODUCTO|IMPORTE\nV-1|f:2026-01-02|C-5|RIEGO|n:5"
    colocado = colocar(*quitar_la_ultima(CON_ID + "C-5|SOL|||\n", VENTAS=ventas))
    assert not colocado.ediciones
    assert colocado.conflictos[0].motivo == "la hoja «VENTAS» tiene filas de esa ficha"


def test_un_plan_ya_colocado_que_anade_una_columna_se_vuelve_a_colocar():
    registro = registro_de(CON_ID)
    clave = Clave(registro.clientes.identificador(0), 2)
    cambio = Cambio("CLIENTES", clave, "fusionado_en", VACIO, Dato.de_texto("C-2"))
    ancla = ancla_de(registro.clientes, ["fusionado_en"])
    plan = hacer_plan("uno", [Propuesta("fusión", (cambio,))], {"CLIENTES": ancla})
    primero = colocar(plan, registro)
    assert primero.ediciones
    assert colocar(primero.plan, registro).ediciones == primero.ediciones
