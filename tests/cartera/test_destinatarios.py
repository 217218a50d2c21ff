"""A quién se escribe: cómo se le nombra en el sobre y cuáles son sus señas."""

from __future__ import annotations

import numpy as np
import pytest
from cartera_de_texto import hacer_registro

from clientesctl.cartera.destinatarios import Destinatario, leer_destinatarios, repetidos
from clientesctl.cartera.respeto import apartar
from clientesctl.textos.direccion_postal import escribir_direccion


def destinatarios(texto: str, pais: str = "ES") -> list[Destinatario]:
    registro = hacer_registro(texto, pais)
    return leer_destinatarios(registro, np.arange(len(registro.clientes)))


def sobre(texto: str, pais: str = "ES") -> list[str]:
    """Las líneas del primero."""
    uno = destinatarios(texto, pais)[0]
    return [*uno.lineas, *escribir_direccion(uno.direccion, pais)]


@pytest.mark.parametrize(
    ("texto", "lineas"),
    [
        (
            "TITULO | NOMBRE | APELLIDO_1 | APELLIDO_2\nDRA. | ANA | GIL | VEGA",
            ["DRA. ANA GIL VEGA"],
        ),
        ("NOMBRE_COMPLETO\nAna Gil Vega", ["Ana Gil Vega"]),
        ("TIPO | RAZON_SOCIAL | NOMBRE | APELLIDO_1\nEMPRESA | LUNA, S.L. | |", ["LUNA, S.L."]),
        (
            "TIPO | RAZON_SOCIAL | TITULO | NOMBRE | APELLIDO_1\n"
            "EMPRESA | LUNA, S.L. | D. | LUIS | SOL",
            ["LUNA, S.L.", "A/A D. LUIS SOL"],
        ),
        (
            "TIPO | NOMBRE_COMERCIAL | NOMBRE | APELLIDO_1\nPERSONA | LA LUNA | LUIS | SOL",
            ["LUIS SOL", "LA LUNA"],
        ),
        ("RAZON_SOCIAL | PERSONA_CONTACTO\nLUNA, S.L. | EVA MAR", ["LUNA, S.L.", "A/A EVA MAR"]),
        ("NOMBRE | APELLIDOS\nANA | GIL VEGA", ["ANA GIL VEGA"]),
        ("NOMBRE | TITULO\nN/A | SRA.", []),
    ],
)
def test_cada_cual_se_nombra_como_se_le_escribe(texto: str, lineas: list[str]) -> None:
    assert list(destinatarios(texto)[0].lineas) == lineas


def test_una_direccion_entera_en_una_celda_se_reparte_y_no_se_repite() -> None:
    assert sobre(
        "NOMBRE | DIRECCION | CODIGO_POSTAL | CIUDAD\n"
        "ANA | Calle Mayor 3, 2º B, 28001 Madrid | 28001 | MADRID"
    ) == ["ANA", "Calle Mayor 3, 2º B", "28001 MADRID"]
    assert sobre("NOMBRE | DIRECCION\nANA | Calle Mayor 3, 28001 Madrid") == [
        "ANA",
        "Calle Mayor 3",
        "28001 Madrid",
    ]


def test_si_lo_escrito_junto_contradice_lo_demas_se_deja_como_esta() -> None:
    assert sobre(
        "NOMBRE | DIRECCION | CODIGO_POSTAL | CIUDAD\n"
        "ANA | Calle Sol 3, 28001 Madrid | 08001 | BARCELONA"
    )[1:] == ["Calle Sol 3, 28001 Madrid", "08001 BARCELONA"]


def test_dos_con_el_mismo_nombre_y_direccion_son_uno_y_dos_del_mismo_portal_son_dos() -> None:
    todos = destinatarios(
        "NOMBRE | CALLE | NUMERO | CODIGO_POSTAL | CIUDAD\n"
        "ANA GIL | CALLE SOL | 3 | 28001 | MADRID\n"
        "Ana Gil | Calle Sol | 3 | 28001 | Madrid\n"
        "LUIS GIL | CALLE SOL | 3 | 28001 | MADRID"
    )
    assert repetidos(todos).tolist() == [1]


@pytest.mark.parametrize(
    ("clientes", "permisos", "razon"),
    [
        ("ID | FALLECIDO_EL\nC1 | 2026-01-01", "", "ha fallecido"),
        ("ID | NO_CONTACTAR\nC1 | SI", "", "pidió que no se le contacte"),
        ("ID | CONSIENTE_LLAMADA\nC1 | NO", "", None),
        ("ID\nC1", "2026-01-01 | C1 | CORREO POSTAL | NO", "retiró o negó su consentimiento"),
        ("ID\nC1", "2026-01-01 | C1 | | NO", "retiró o negó su consentimiento"),
        ("ID\nC1", "2026-01-01 | C1 | EMAIL | NO", None),
        ("ID\nC1", "2026-01-01 | C1 | TELEFONO | NO", None),
    ],
)
def test_no_se_escribe_a_quien_no_quiere_cartas_y_el_que_no_quiere_llamadas_si(
    clientes: str, permisos: str, razon: str | None
) -> None:
    from cartera_de_texto import ver_cartera

    otras = {"consentimientos": f"FECHA | ID_CLIENTE | CANAL | OTORGADO\n{permisos}"}
    registro = hacer_registro(clientes, **(otras if permisos else {}))
    apartados = apartar(ver_cartera(registro), "postal")
    cual = int(apartados.cual[0])
    assert (apartados.razones[cual] if cual >= 0 else None) == razon
