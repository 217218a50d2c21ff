"""Las direcciones de un sobre, en el orden de cada país."""

from __future__ import annotations

import pytest

from clientesctl.textos.direccion_postal import Direccion, codigo_entero, escribir_direccion

CASOS = {
    "en_espana_la_provincia_va_en_su_linea": (
        Direccion(
            "CALLE DEL PEZ", "4", codigo="11403", ciudad="JEREZ", provincia="CÁDIZ", pais="ES"
        ),
        ["CALLE DEL PEZ 4", "11403 JEREZ", "CÁDIZ"],
    ),
    "y_no_se_repite_si_se_llama_como_la_ciudad": (
        Direccion("CALLE SOL", "1", codigo="28013", ciudad="Madrid", provincia="MADRID", pais="ES"),
        ["CALLE SOL 1", "28013 Madrid"],
    ),
    "en_mexico_se_dice_la_colonia_y_el_estado": (
        Direccion("AV. JUÁREZ", "12", "4", "CENTRO", "44100", "GUADALAJARA", "JALISCO", "MX"),
        ["AV. JUÁREZ 12 INT. 4", "COL. CENTRO", "44100 GUADALAJARA, JALISCO", "MÉXICO"],
    ),
    "un_fraccionamiento_no_es_una_colonia": (
        Direccion("AV. SOL", "1", "", "FRACC. LAS PALMAS", "44100", "ZAPOPAN", "JALISCO", "MX"),
        ["AV. SOL 1", "FRACC. LAS PALMAS", "44100 ZAPOPAN, JALISCO", "MÉXICO"],
    ),
    "en_paraguay_sin_codigo_solo_la_ciudad": (
        Direccion("PALMA", "123", ciudad="ASUNCIÓN", pais="PY"),
        ["PALMA 123", "ASUNCIÓN", "PARAGUAY"],
    ),
    "en_peru_el_codigo_va_detras": (
        Direccion("JR. UNIÓN", "9", codigo="15001", ciudad="LIMA", provincia="LIMA", pais="PE"),
        ["JR. UNIÓN 9", "LIMA 15001", "PERÚ"],
    ),
    "en_estados_unidos_el_numero_va_delante": (
        Direccion("MAIN STREET", "12", codigo="33101", ciudad="MIAMI", provincia="FL", pais="US"),
        ["12 MAIN STREET", "MIAMI, FL 33101", "ESTADOS UNIDOS"],
    ),
    "de_un_pais_que_no_esta_en_la_tabla_el_orden_corriente": (
        Direccion("RUE A", "1", codigo="1000", ciudad="TÚNEZ", pais="TN"),
        ["RUE A 1", "1000 TÚNEZ", "TÚNEZ"],
    ),
}


@pytest.mark.parametrize("caso", CASOS)
def test_cada_pais_la_escribe_a_su_manera(caso: str) -> None:
    direccion, esperadas = CASOS[caso]
    assert escribir_direccion(direccion, "ES") == esperadas


def test_el_pais_solo_va_en_las_que_salen_de_el() -> None:
    casa = Direccion("PALMA", "1", ciudad="ASUNCIÓN", pais="PY")
    assert escribir_direccion(casa, "PY") == ["PALMA 1", "ASUNCIÓN"]
    assert escribir_direccion(casa, "ES")[-1] == "PARAGUAY"


@pytest.mark.parametrize(
    ("direccion", "falta"),
    [
        (Direccion("", "", codigo="28001", ciudad="MADRID", pais="ES"), "no tiene calle"),
        (Direccion("SOL", "1", codigo="28001", pais="ES"), "no tiene ciudad"),
        (Direccion("SOL", "1", ciudad="MADRID", pais="ES"), "no tiene código postal"),
        (
            Direccion("SOL", "1", codigo="99001", ciudad="MADRID", pais="ES"),
            "su código postal no existe",
        ),
        (Direccion("SOL", "1", codigo="28001", ciudad="MADRID", pais="ES"), ""),
        (Direccion("PALMA", "1", ciudad="ASUNCIÓN", pais="PY"), ""),
        (Direccion("CALLE 50", ciudad="PANAMÁ", pais="PA"), ""),
    ],
)
def test_se_sabe_a_que_direccion_no_llega_una_carta(direccion: Direccion, falta: str) -> None:
    assert direccion.falta() == falta


def test_el_cero_perdido_se_repone_solo_si_la_provincia_lo_dice() -> None:
    assert codigo_entero("8001", "BARCELONA", "ES") == "08001"
    assert codigo_entero("8001", "MADRID", "ES") == "8001"
    assert codigo_entero("E-28.013", "", "ES") == "28013"
    assert codigo_entero("1000-001", "", "PT") == "1000-001"
