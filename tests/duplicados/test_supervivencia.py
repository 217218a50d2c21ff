"""Qué valor queda de cada columna, y por qué."""

from __future__ import annotations

import pytest
from fusion_de_texto import escrito, fundir, la_unica, regla

NOMBRES = "ID | NOMBRE | APELLIDO_1 | APELLIDO_2 | FECHA_REVISION"


@pytest.mark.parametrize(
    ("fichas", "queda"),
    [
        ("C-1 | PEPE | GIL | SANZ |\nC-2 | JOSÉ | GIL | SANZ |", {"nombre": "JOSÉ"}),
        ("C-1 | ANA | GIL | |\nC-2 | ANA | GIL | SANZ |", {"apellido_2": "SANZ"}),
        (
            "C-1 | MARIA | GARCIA | |\nC-2 | MARÍA | GARCÍA | |",
            {"nombre": "MARÍA", "apellido_1": "GARCÍA"},
        ),
        ("C-1 | M | GIL | |\nC-2 | MARTA | GIL | |", {"nombre": "MARTA"}),
        ("C-1 | D. LUIS | GIL | |\nC-2 | LUIS | GIL | |", {"nombre": "LUIS"}),
        ("C-1 | ANA | NUÃ‘EZ | SANZ |\nC-2 | ANA | NUÑEZ | |", {"apellido_1": "NUÑEZ"}),
        (
            "C-1 | ANA | GARCIA LOPEZ | |\nC-2 | ANA | GARCIA | LOPEZ |",
            {"apellido_1": "GARCIA", "apellido_2": "LOPEZ"},
        ),
    ],
    ids=["formal", "dos apellidos", "acentos", "inicial", "título", "letras rotas", "separados"],
)  # fmt: skip
def test_el_mejor_nombre(fichas: str, queda: dict[str, str]) -> None:
    escritos = escrito(fundir(f"{NOMBRES}\n{fichas}", conservar=[0]))
    assert {c: t for c, t in escritos.items() if c != "observaciones"} == queda


def test_el_nombre_de_otra_persona_de_la_empresa_no_se_mezcla() -> None:
    fusion = fundir(
        f"{NOMBRES} | RAZON_SOCIAL\n"
        "C-1 | ANA | GIL | | | LUNA, S.L.\nC-2 | LUIS | PÉREZ | RUIZ | f:2026-05-01 | LUNA, S.L.",
        conservar=[0],
    )
    assert escrito(fusion) == {"fecha_revision": "2026-05-01"}


def test_los_apellidos_cruzados_se_quedan_como_los_lleva_la_que_queda() -> None:
    fusion = fundir(f"{NOMBRES}\nC-1 | ANA | GIL | SANZ |\nC-2 | ANA | SANZ | GIL |", conservar=[0])
    assert escrito(fusion) == {}
    assert [d.campo for d in la_unica(fusion).decisiones] == ["apellido_1", "apellido_2"]


SENAS = "ID | CALLE | NUMERO | CIUDAD | PROVINCIA | CODIGO_POSTAL | FECHA_REVISION"


def test_la_direccion_va_entera_de_la_ficha_revisada_mas_tarde() -> None:
    fusion = fundir(
        f"{SENAS}\n"
        "C-1 | CALLE MAYOR | 3 | MADRID | MADRID | 28013 | f:2024-01-02\n"
        "C-2 | CALLE SOL | 9 | TOLEDO | TOLEDO | | f:2026-01-02",
        conservar=[0],
    )
    assert escrito(fusion) == {
        "calle": "CALLE SOL",
        "numero": "9",
        "ciudad": "TOLEDO",
        "provincia": "TOLEDO",
        "codigo_postal": "",
        "fecha_revision": "2026-01-02",
        "observaciones": "ANTES DE FUSIONAR: CALLE CALLE MAYOR, NUMERO 3, CIUDAD MADRID,"
        " PROVINCIA MADRID, CODIGO_POSTAL 28013",
    }
    assert regla(fusion, "calle") == "la dirección revisada más tarde"


def test_los_huecos_se_llenan_con_la_misma_direccion_escrita_de_otra_manera() -> None:
    fusion = fundir(
        f"{SENAS}\n"
        "C-1 | C/ MAYOR | 3 | MADRID | | |\n"
        "C-2 | CALLE MAYOR | 3 | MADRID | MADRID | 28013 |",
        conservar=[0],
    )
    assert escrito(fusion) == {"provincia": "MADRID", "codigo_postal": "28013"}


def test_un_codigo_postal_sin_su_cero_deja_sitio_al_bueno() -> None:
    fusion = fundir(
        f"{SENAS}\n"
        "C-1 | CALLE MAYOR | 3 | BARCELONA | BARCELONA | n:8001 |\n"
        "C-2 | CALLE MAYOR | 3 | BARCELONA | BARCELONA | 08001 |",
        conservar=[0],
    )
    assert escrito(fusion) == {"codigo_postal": "08001"}


CONTACTO = "ID | TELEFONO | MOVIL | EMAIL | EMAIL_COBROS | FECHA_REVISION"


@pytest.mark.parametrize(
    ("fichas", "queda"),
    [
        ("C-1 | 913334455 | | | |\nC-2 | 612345678 | | | |", {"movil": "612345678"}),
        ("C-1 | 666666666 | | | |\nC-2 | 913334455 | | | |", {"telefono": "913334455"}),
        ("C-1 | | 612345678 | | |\nC-2 | +34 612 345 678 | | | |", {}),
        ("C-1 | | | ana@gmial.com | |\nC-2 | | | ana@gmail.com | |", {"email": "ana@gmail.com"}),
        (
            "C-1 | | | ana@ejemplo.es | |\nC-2 | | | pagos@ejemplo.es | |",
            {"email_cobros": "pagos@ejemplo.es"},
        ),
        ("C-1 | | | ana@ejemplo.es | |\nC-2 | | | eva@ejemplo.es | |", {}),
    ],
    ids=["a su hueco", "de relleno", "el mismo número", "mal escrito", "quien cobra", "no cobra"],
)  # fmt: skip
def test_telefonos_y_correos(fichas: str, queda: dict[str, str]) -> None:
    escritos = escrito(fundir(f"{CONTACTO}\n{fichas}", conservar=[0]))
    assert {c: t for c, t in escritos.items() if c != "observaciones"} == queda


def test_el_telefono_que_se_cambia_y_no_cabe_en_otro_sitio_queda_anotado() -> None:
    fusion = fundir(
        "ID | TELEFONO | FECHA_REVISION | OBSERVACIONES\n"
        "C-1 | 913334455 | f:2020-01-02 | PREFIERE LAS TARDES\n"
        "C-2 | 917778899 | f:2026-01-02 | Prefiere las tardes",
        conservar=[0],
    )
    assert escrito(fusion)["telefono"] == "917778899"
    assert escrito(fusion)["observaciones"] == (
        "PREFIERE LAS TARDES / ANTES DE FUSIONAR: TELEFONO 913334455"
    )


@pytest.mark.parametrize(
    ("columna", "una", "otra", "queda"),
    [
        ("NO_CONTACTAR", "NO", "SI", "SI"),
        ("NO_CONTACTAR", "", "mejor no", "mejor no"),
        ("CANCELADO_EL", "f:2024-01-02", "f:2026-01-02", "2026-01-02"),
        ("FALLECIDO_EL", "", "f:2026-01-02", "2026-01-02"),
        ("ETAPA", "COMPRADOR", "CANCELAR", "CANCELAR"),
        ("ETAPA", "VISITA", "COMPRADOR", "COMPRADOR"),
        ("CONSENTIMIENTO", "SI", "NO", "NO"),
        ("SITUACION", "ACTIVO", "FALLECIDO", "FALLECIDO"),
        ("FECHA_ALTA", "f:2026-01-02", "f:2020-01-02", "2020-01-02"),
        ("FECHA_REVISION", "f:2020-01-02", "f:2026-01-02", "2026-01-02"),
        ("VENDEDOR", "", "EMILY", "EMILY"),
        ("CICLO_DIAS", "N/A", "n:10", "10"),
        ("TOTAL_COMPRAS", "n:100", "n:50.5", "150.5"),
        ("MASCOTA", "", "GATO", "GATO"),
    ],
)
def test_lo_mas_estricto_lo_mas_temprano_y_lo_que_falta(
    columna: str, una: str, otra: str, queda: str
) -> None:
    fusion = fundir(
        f"ID | NOMBRE | {columna}\nC-1 | ANA | {una}\nC-2 | ANA | {otra}", conservar=[0]
    )
    assert list(escrito(fusion).values()) == [queda]


@pytest.mark.parametrize(
    ("columna", "una", "otra"),
    [
        ("NO_CONTACTAR", "SI", "NO"),
        ("ETAPA", "CANCELAR", "COMPRADOR"),
        ("VENDEDOR", "PEPE", "EMILY"),
        ("TOTAL_COMPRAS", "n:100", "n:100"),
        ("MASCOTA", "PERRO", "GATO"),
        ("CONTRASEÑA", "", "perro123"),
        ("OBSERVACIONES", "", "TARJETA 4111 1111 1111 1111"),
    ],
)
def test_lo_de_la_que_queda_no_se_toca(columna: str, una: str, otra: str) -> None:
    fusion = fundir(
        f"ID | NOMBRE | {columna}\nC-1 | ANA | {una}\nC-2 | ANA | {otra}", conservar=[0]
    )
    assert escrito(fusion) == {}


def test_la_etapa_ya_decidida_no_hereda_la_fecha_en_que_se_perdio_otra() -> None:
    fusion = fundir(
        "ID | ETAPA | PERDIDO_EL | FECHA_REVISION\n"
        "C-1 | COMPRADOR | | f:2026-05-01\nC-2 | PERDIDO | f:2025-01-02 | f:2025-01-02",
        conservar=[0],
    )
    assert escrito(fusion) == {}


def test_de_quien_son_los_datos_y_cuando_caducan_van_juntos() -> None:
    fusion = fundir(
        "ID | ORIGEN_DATOS | CADUCA_EL\nC-1 | TERCERA | f:2026-12-01\nC-2 | SEGUNDA | f:2026-06-01",
        conservar=[0],
    )
    assert escrito(fusion) == {"origen_datos": "SEGUNDA", "caduca_el": "2026-06-01"}
    fusion = fundir(
        "ID | ORIGEN_DATOS | CADUCA_EL\nC-1 | TERCERA | f:2026-12-01\nC-2 | PRIMERA |",
        conservar=[0],
    )
    assert escrito(fusion) == {"origen_datos": "PRIMERA", "caduca_el": ""}


CONSENTIMIENTOS = """
ID | NOMBRE | NO_CONTACTAR
C-1 | ANA |
C-2 | ANA |
CONSENTIMIENTOS
FECHA | ID_CLIENTE | CANAL | OTORGADO
"""


@pytest.mark.parametrize(
    ("filas", "se_calla"),
    [
        ("f:2025-01-02 | C-2 | TELEFONO | NO\nf:2026-01-02 | C-1 | TELEFONO | SI", True),
        ("f:2026-01-02 | C-2 | TELEFONO | NO\nf:2025-01-02 | C-1 | TELEFONO | SI", False),
        ("f:2025-01-02 | C-2 | CORREO | NO\nf:2026-01-02 | C-1 | TELEFONO | SI", True),
        ("f:2025-01-02 | C-2 | TELEFONO | NO\nf:2026-01-02 | C-2 | TELEFONO | SI", False),
        ("f:2025-01-02 | C-2 | TELEFONO | NO\nf:2027-01-02 | C-1 | TELEFONO | SI", False),
    ],
    ids=["otra dijo luego que sí", "el no es lo último", "otro canal", "ella cambió", "futuro"],
)  # fmt: skip
def test_el_no_de_una_no_lo_calla_el_si_de_otra(filas: str, se_calla: bool) -> None:
    fusion = fundir(CONSENTIMIENTOS + filas, conservar=[0])
    assert escrito(fusion) == ({"no_contactar": "SI"} if se_calla else {})
    assert bool(la_unica(fusion).avisos) is se_calla


def test_si_la_baja_no_se_puede_escribir_no_se_funde() -> None:
    fusion = fundir(
        "ID | NOMBRE | NO_CONTACTAR\nC-1 | ANA | NO\nC-2 | ANA | SI",
        conservar=[0],
        dudosas=("CLIENTES.no_contactar",),
    )
    assert not fusion.plan
    assert fusion.negadas[0].causa == "baja"
    assert "NO_CONTACTAR" in fusion.negadas[0].frase


def test_media_direccion_no_se_escribe() -> None:
    fusion = fundir(
        f"{SENAS}\nC-1 | CALLE MAYOR | 3 | MADRID | | | f:2024-01-02\n"
        "C-2 | CALLE SOL | 9 | TOLEDO | | | f:2024-01-02\n"
        "C-3 | CALLE SOL | 9 | TOLEDO | | | f:2026-01-02",
        conservar=[0],
        dudosas=("CLIENTES.ciudad",),
    )  # fmt: skip
    assert "calle" not in escrito(fusion)
    assert [e.campo for e in fusion.estorbos] == ["ciudad"]


def test_una_errata_no_gana_por_ser_mas_reciente() -> None:
    fusion = fundir(
        "ID | RAZON_SOCIAL | FECHA_REVISION\n"
        "C-1 | HORTALIZAS SIRIO, S.A. | f:2024-01-02\n"
        "C-2 | HOTTALIZAS SIRIO SA | f:2026-01-02\nC-3 | HORTALIZAS ATLAS, S.L. | f:2026-01-02",
        (0, 1),
        conservar=[0],
    )
    assert escrito(fusion) == {"fecha_revision": "2026-01-02"}
