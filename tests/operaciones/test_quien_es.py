"""Qué ficha es la que alguien nombra: la que es segura, o una negativa que dice cuáles hay."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from libro_de_texto import libro_de

from clientesctl.operaciones.libros import Abierto, abrir_registro
from clientesctl.operaciones.quien_es import NadieAsi, SinEseId, VariosAsi, quien_es, resolver

HOY = dt.date(2026, 11, 22)
TIENDA = """
ID  | NOMBRE | APELLIDO_1 | MOVIL       | CIUDAD | FUSIONADO_EN
C-1 | JOSÉ   | GARCÍA     | 612 345 678 | MADRID |
C-2 | ANA    | GARCÍA     | 622 345 111 | TOLEDO |
C-3 | EVA    | VEGA       | 632 345 222 | MADRID |
C-4 | EVA    | BEGA       | 642 345 333 | MADRID | C-3
C-5 | HUGO   | MORA       | 612 345 678 |        |
INTERLOCUTORES
ID  | ID_CLIENTE | NOMBRE | APELLIDOS | CARGO
I-1 | C-3        | MARTA  | OCHOA     | COMPRAS
CITAS
ID  | FECHA        | HORA  | ID_CLIENTE | ASUNTO
T-1 | f:2026-11-22 | 10:30 | C-2        | FIRMA
"""


@pytest.fixture(scope="module")
def abierto(tmp_path_factory: pytest.TempPathFactory) -> Abierto:
    return abrir_registro(libro_de(TIENDA, tmp_path_factory.mktemp("quien") / "clientes.xlsx"))


@pytest.mark.parametrize(
    ("texto", "posicion"),
    [("C-2", 1), (" c-2 ", 1), ("fila:4", 2), ("ana garcia", 1), ("ana", 1), ("622345111", 1)],
)
def test_lo_inequivoco_vale(abierto: Abierto, texto: str, posicion: int) -> None:
    assert resolver(abierto, texto, HOY) == posicion


def test_la_absorbida_resuelve_a_la_que_quedo_y_avisa(abierto: Abierto) -> None:
    for texto in ("C-4", "642 345 333"):
        resuelta = quien_es(abierto, texto, HOY)
        assert resuelta.posicion == 2
        assert resuelta.aviso == "la ficha C-4 pasó a C-3 (EVA VEGA): se usa ésta"


def test_quien_llama_de_parte_de_otro_resuelve_a_su_ficha_y_lo_dice(abierto: Abierto) -> None:
    resuelta = quien_es(abierto, "marta ochoa", HOY)
    assert resuelta.posicion == 2
    assert resuelta.aviso == "se habla con MARTA OCHOA (COMPRAS): es la ficha C-3 (EVA VEGA)"


def test_si_hay_varios_los_ensena_con_como_nombrar_a_cada_uno(abierto: Abierto) -> None:
    with pytest.raises(VariosAsi) as fallo:
        resolver(abierto, "García", HOY)
    assert str(fallo.value) == (
        "«García» puede ser 2 fichas: diga cuál por su ID o su fila, como C-2\n"
        "  C-2  ANA GARCÍA · 622 345 111 · TOLEDO\n"
        "  C-1  JOSÉ GARCÍA · 612 345 678 · MADRID"
    )
    assert fallo.value.codigo == 2


def test_un_telefono_que_es_de_dos_no_es_de_ninguno(abierto: Abierto) -> None:
    with pytest.raises(VariosAsi, match="puede ser 2 fichas"):
        resolver(abierto, "612345678", HOY)


@pytest.mark.parametrize("texto", ["hugo morra", "345 222", "Pepe Garcia", "hugo mor"])
def test_lo_unico_pero_no_exacto_no_se_da_por_bueno(abierto: Abierto, texto: str) -> None:
    with pytest.raises(VariosAsi, match="nadie es exactamente") as fallo:
        resolver(abierto, texto, HOY)
    assert fallo.value.unica


def test_si_no_hay_nadie_dice_que_hacer(abierto: Abierto) -> None:
    with pytest.raises(NadieAsi, match="clientesctl quien"):
        resolver(abierto, "Bartolozzi", HOY)
    with pytest.raises(Exception, match="no hay ninguna ficha «fila:99»"):
        resolver(abierto, "fila:99", HOY)


def test_un_libro_sin_id_nombra_por_la_fila(tmp_path: Path) -> None:
    texto = "NOMBRE | APELLIDO_1 | MOVIL\nANA | GIL | 612345678\nANA | SANZ | 622345678"
    abierto = abrir_registro(libro_de(texto, tmp_path / "clientes.xlsx"))
    with pytest.raises(VariosAsi, match="fila:2  ANA GIL"):
        resolver(abierto, "ana", HOY)
    assert resolver(abierto, "fila:3", HOY) == 1


def test_un_id_que_llevan_dos_no_es_de_ninguna_y_se_nombran_por_la_fila(tmp_path: Path) -> None:
    texto = "ID | NOMBRE | MOVIL\nC-1 | ANA | 612345678\nC-1 | EVA | 622345678"
    abierto = abrir_registro(libro_de(texto, tmp_path / "clientes.xlsx"))
    with pytest.raises(VariosAsi) as fallo:
        resolver(abierto, "C-1", HOY)
    assert "fila:2  ANA · 612 345 678" in str(fallo.value)
    assert "fila:3  EVA · 622 345 678" in str(fallo.value)


@pytest.mark.parametrize("texto", ["C-0", "C-99", "c17", "C-003"])
def test_un_id_que_no_esta_no_se_busca_como_si_fuera_un_nombre(
    abierto: Abierto, texto: str
) -> None:
    with pytest.raises(SinEseId, match=f"no hay ninguna ficha con el ID «{texto}»") as fallo:
        resolver(abierto, texto, HOY)
    assert fallo.value.codigo == 2


def test_el_id_con_otros_ceros_se_dice_cual_seria(abierto: Abierto) -> None:
    with pytest.raises(SinEseId) as fallo:
        resolver(abierto, "C-0002", HOY)
    assert str(fallo.value).endswith("; ¿quiso decir C-2 (ANA GARCÍA)?")


def test_un_numero_que_no_es_de_nadie_no_es_la_empresa_que_lo_lleva_en_su_nombre(
    tmp_path: Path,
) -> None:
    fichas = "ID   | RAZON_SOCIAL\n1001 | BAR 1003\n1002 | SALÓN 24 HORAS\n"
    numerado = abrir_registro(libro_de(fichas, tmp_path / "clientes.xlsx"))
    assert resolver(numerado, "bar 1003", HOY) == 0
    with pytest.raises(SinEseId):
        resolver(numerado, "1003", HOY)


def test_el_guion_de_un_id_por_sucursal_no_se_corre(tmp_path: Path) -> None:
    fichas = "ID   | NOMBRE | APELLIDO_1\n1-12 | ANA | SOL\n2-5  | EVA | MAR\n"
    sucursales = abrir_registro(libro_de(fichas, tmp_path / "clientes.xlsx"))
    assert resolver(sucursales, "1-12", HOY) == 0
    with pytest.raises(SinEseId):
        resolver(sucursales, "11-2", HOY)


def test_por_la_persona_de_contacto_se_llega_diciendo_que_es_ella(tmp_path: Path) -> None:
    fichas = (
        "ID  | RAZON_SOCIAL | PERSONA_CONTACTO\n"
        "C-1 | ABARROTES SOL | JUAN PEREZ\n"
        "C-2 | ABARROTES LUNA | EVA ROJAS\n"
        "C-3 | FERRETERIA MAR | LUZ ROJAS\n"
    )
    empresas = abrir_registro(libro_de(fichas, tmp_path / "clientes.xlsx"))
    resuelta = quien_es(empresas, "abarrotes perez", HOY)
    assert resuelta.posicion == 0
    assert resuelta.aviso == "se habla con JUAN PEREZ: es la ficha C-1 (ABARROTES SOL)"
    assert quien_es(empresas, "abarrotes sol", HOY).aviso == ""
    with pytest.raises(VariosAsi, match=r"C-2  ABARROTES LUNA  \(se habla con EVA ROJAS\)"):
        resolver(empresas, "rojas", HOY)
