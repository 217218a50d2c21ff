"""Las fichas de un vendedor en su teléfono: lo justo, y solo quien se puede llamar."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from registro_de_texto import registro_de

from clientesctl.cartera.estados import calcular_estados
from clientesctl.cartera.umbrales import Umbrales
from clientesctl.libro.contactos_vcard import leer_agenda
from clientesctl.operaciones.tarjetas import escribir_tarjetas
from clientesctl.registro.contacto import Contacto

FICHAS = """
ID  | TIPO    | TITULO | NOMBRE | APELLIDO_1 | APELLIDO_2 | RAZON_SOCIAL | ID_FISCAL | NO_CONTACTAR
C-1 | PERSONA | DRA.   | ANA    | NÚÑEZ      | GIL        |              | 99999018D |
C-2 | EMPRESA |        | LUIS   | SOL        |            | LUNA, S.L.   |           |
C-3 | PERSONA |        | EVA    | VEGA       |            |              |           | SI
"""
LO_DEMAS = """
MOVIL       | TELEFONO  | HORARIO | INTERES | OBSERVACIONES   | FECHA_NACIMIENTO
612 345 678 | 913334455 | TARDES  | RIEGO   | LE GUSTA HABLAR | f:1985-05-24
622 345 111 |           |         |         |                 |
632 345 222 |           |         |         |                 |
"""
CASA = "\n".join(
    f"{ficha} | {resto}"
    for ficha, resto in zip(FICHAS.strip().splitlines(), LO_DEMAS.strip().splitlines(), strict=True)
)


@pytest.fixture
def agenda(tmp_path: Path) -> tuple[list[Contacto], bytes, dict[str, int]]:
    registro = replace(registro_de(CASA), ruta=tmp_path / "clientes.xlsx")
    cartera = calcular_estados(registro, dt.date(2026, 11, 22), Umbrales())
    ruta = tmp_path / "emily.vcf"
    fuera = escribir_tarjetas(cartera, np.asarray([2, 0, 1]), ruta)
    octetos = ruta.read_bytes()
    contactos = [contacto for _, contacto in leer_agenda(ruta, octetos).contactos]
    return contactos, octetos, dict(fuera)


def test_lleva_quien_es_como_llamarle_y_cuando(
    agenda: tuple[list[Contacto], bytes, dict[str, int]],
) -> None:
    ana, luna = agenda[0]
    assert (ana.titulo, ana.nombre, ana.apellidos) == ("DRA.", "ANA", "NÚÑEZ GIL")
    assert [t.valor for t in ana.telefonos] == ["+34612345678", "+34913334455"]
    assert ana.notas == "Llamar: TARDES\nLe interesa: RIEGO\nFicha C-1"
    assert ana.nacimiento == "1985-05-24"
    assert (luna.nombre, luna.empresa) == ("LUIS", "LUNA, S.L.")


def test_no_lleva_documentos_ni_observaciones_ni_a_quien_no_quiere(
    agenda: tuple[list[Contacto], bytes, dict[str, int]],
) -> None:
    _, octetos, fuera = agenda
    for reservado in (b"99999018", b"HABLAR", b"VEGA"):
        assert reservado not in octetos
    assert fuera == {"pidió que no se le contacte": 1}
