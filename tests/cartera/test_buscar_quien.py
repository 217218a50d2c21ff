"""De quién se habla: por el nombre, bien o mal escrito, y por sus señas."""

from __future__ import annotations

import pytest
from registro_de_texto import registro_de

from clientesctl.cartera.buscar_quien import buscar
from clientesctl.cartera.quien_notas import Nivel
from clientesctl.registro.registro import Registro

TIENDA = """
ID  | NOMBRE     | APELLIDO_1 | APELLIDO_2 | RAZON_SOCIAL          | ID_FISCAL  | TELEFONO    | MOVIL       | EMAIL                 | OBSERVACIONES | FUSIONADO_EN
C-1 | JOSÉ       | GARCÍA     | LÓPEZ      |                       | 99999018D  |             | 612 345 678 | pepe.garcia@ejemplo.es|               |
C-2 | ANA        | GARCÍA     | RUIZ       |                       |            | 913 334 455 | 622 000 111 | ana@ejemplo.es        | PRIMA DE VEGA |
C-3 |            |            |            | FERRETERÍA LUNA, S.L. | B-12345674 | 913 334 455 |             | pagos@ferreluna.es    |               |
C-4 |            |            |            | I.B.M. ESPAÑA, S.A.   |            |             |             |                       |               |
C-5 | EVA        | VEGA       | DE LA CRUZ |                       |            |             | 632345678   |                       |               |
C-6 | EVA        | BEGA       | CRUZ       |                       |            |             | 642345678   |                       |               | C-5
C-7 | Mª ÁNGELES | GIMÉNEZ    | SOL        |                       |            | n:600123123 |             |                       |               |
INTERLOCUTORES
ID  | ID_CLIENTE | NOMBRE | APELLIDOS | CARGO   | TELEFONO    | EMAIL
I-1 | C-3        | MARTA  | OCHOA     | COMPRAS | 655 111 222 | marta@ferreluna.es
"""  # noqa: E501  # una ficha por línea


@pytest.fixture(scope="module")
def tienda() -> Registro:
    return registro_de(TIENDA)


def hallar(registro: Registro, texto: str) -> list[tuple[str | None, Nivel]]:
    """El ID de cada ficha hallada y con cuánta seguridad lo es."""
    hallados = buscar(registro, texto).hallados
    return [(registro.clientes.identificador(h.posicion), h.nivel) for h in hallados]


def motivo(registro: Registro, texto: str) -> str:
    return buscar(registro, texto).hallados[0].motivo


@pytest.mark.parametrize(
    "texto",
    [
        "612345678", "612 34 56 78", "+34612345678", "+34 612 345 678", "0034 612345678",
        "99999018D", "99.999.018-d", "pepe.garcia@ejemplo.es", "PEPE.GARCIA@EJEMPLO.ES", "c-1",
    ],
)  # fmt: skip
def test_una_sena_entera_da_con_su_ficha(tienda: Registro, texto: str) -> None:
    assert hallar(tienda, texto)[0] == ("C-1", Nivel.EXACTO)


@pytest.mark.parametrize("texto", ["345678", "12345678", "pepe.gar", "9999901"])
def test_un_trozo_de_una_sena_da_con_su_ficha_y_no_la_da_por_segura(
    tienda: Registro, texto: str
) -> None:
    assert ("C-1", Nivel.TROZO) in hallar(tienda, texto)


def test_un_telefono_guardado_como_numero_tambien_se_encuentra(tienda: Registro) -> None:
    assert hallar(tienda, "+34 600 123 123") == [("C-7", Nivel.EXACTO)]


def test_un_telefono_que_acaba_igual_pero_es_otro_no_es_de_nadie(tienda: Registro) -> None:
    assert hallar(tienda, "699 345 678") == []


def test_un_telefono_de_dos_da_las_dos(tienda: Registro) -> None:
    assert {i for i, _ in hallar(tienda, "913334455")} == {"C-2", "C-3"}


def test_el_movil_de_mexico_con_su_uno_es_el_mismo() -> None:
    registro = registro_de("ID | NOMBRE | MOVIL\nC-1 | ANA | 55 1234 5678", pais="MX")
    for texto in ("+52 1 55 1234 5678", "5215512345678", "044 55 1234 5678", "5512345678"):
        assert hallar(registro, texto) == [("C-1", Nivel.EXACTO)]


@pytest.mark.parametrize(
    ("texto", "ids"),
    [
        ("García", {"C-1", "C-2"}),
        ("garcia lopez", {"C-1"}),
        ("López, José", {"C-1"}),
        ("Sr. García López", {"C-1"}),
        ("vega de la cruz", {"C-5"}),
        ("María Ángeles", {"C-7"}),
        ("ferretería luna", {"C-3"}),
        ("LUNA SL", {"C-3"}),
        ("IBM", {"C-4"}),
        ("I.B.M.", {"C-4"}),
        ("I BM", {"C-4"}),
    ],
)
def test_las_palabras_enteras_dan_con_su_nombre(
    tienda: Registro, texto: str, ids: set[str]
) -> None:
    assert {i for i, nivel in hallar(tienda, texto) if nivel == Nivel.NOMBRE} == ids


def test_media_razon_social_da_con_la_empresa(tienda: Registro) -> None:
    assert hallar(tienda, "ferret luna") == [("C-3", Nivel.PRINCIPIO)]
    assert motivo(tienda, "ferret luna") == "«FERRET» es el principio de FERRETERIA"


@pytest.mark.parametrize(
    ("texto", "id_"),
    [
        ("Pepe Garsia", "C-1"),
        ("jimenes", "C-7"),
        ("ferreteria lunna", "C-3"),
        ("Garcai Ruiz", "C-2"),
    ],
)
def test_mal_escrito_se_encuentra_y_no_se_da_por_seguro(
    tienda: Registro, texto: str, id_: str
) -> None:
    assert hallar(tienda, texto)[0] == (id_, Nivel.SUENA)


def test_dice_en_que_no_se_escribe_igual(tienda: Registro) -> None:
    assert motivo(tienda, "Pepe Garsia") == "«PEPE» parece JOSE; «GARSIA» parece GARCIA"


def test_un_apellido_dicho_dos_veces_no_es_el_de_quien_lo_lleva_una(tienda: Registro) -> None:
    assert all(nivel < Nivel.SUENA for _, nivel in hallar(tienda, "José García García"))


def test_si_alguien_se_llama_asi_no_se_dan_los_que_solo_a_medias(tienda: Registro) -> None:
    assert hallar(tienda, "ana garcia") == [("C-2", Nivel.NOMBRE)]
    assert hallar(tienda, "ana bartolozzi") == [("C-2", Nivel.A_MEDIAS)]
    assert motivo(tienda, "ana bartolozzi") == "no está «BARTOLOZZI»"


def test_lo_que_dicen_las_observaciones_no_cuenta(tienda: Registro) -> None:
    assert "C-2" not in {i for i, _ in hallar(tienda, "prima")}


def test_quien_llama_de_parte_de_una_empresa_da_con_ella(tienda: Registro) -> None:
    assert hallar(tienda, "Marta Ochoa") == [("C-3", Nivel.NOMBRE)]
    assert motivo(tienda, "Marta Ochoa") == "se habla con MARTA OCHOA (COMPRAS)"
    assert hallar(tienda, "Marta de Ferretería Luna") == [("C-3", Nivel.NOMBRE)]
    assert hallar(tienda, "655111222") == [("C-3", Nivel.EXACTO)]
    assert motivo(tienda, "marta@ferreluna.es") == (
        "correo marta@ferreluna.es de MARTA OCHOA (COMPRAS)"
    )


def test_la_absorbida_lleva_a_la_que_quedo_y_lo_dice(tienda: Registro) -> None:
    (hallado,) = buscar(tienda, "642 345 678").hallados
    assert tienda.clientes.identificador(hallado.posicion) == "C-5"
    assert hallado.absorbida == 5


def test_quien_esta_citado_va_delante(tienda: Registro) -> None:
    assert [h.posicion for h in buscar(tienda, "garcia", preferidas=[1]).hallados] == [1, 0]


def test_el_nombre_entero_en_una_celda_y_sin_id_tambien() -> None:
    registro = registro_de("NOMBRE_COMPLETO | TELEFONO\nLuis Sanz Mora | 612345678\nEva Gil |")
    (hallado,) = buscar(registro, "sanz luis").hallados
    assert (hallado.posicion, hallado.nivel) == (0, Nivel.NOMBRE)


def test_lo_que_no_dice_nada_no_encuentra_a_nadie(tienda: Registro) -> None:
    for texto in ("", "   ", "¿?", "zzzzzz", "12"):
        assert hallar(tienda, texto) == []


def test_un_libro_vacio_no_encuentra_a_nadie() -> None:
    assert hallar(registro_de("ID | NOMBRE | MOVIL"), "ana") == []


def test_el_telefono_de_otro_pais_se_lee_como_los_de_su_ficha() -> None:
    registro = registro_de("ID | NOMBRE | PAIS | MOVIL\nC-1 | ANA | PY | 0991 300180")
    for texto in ("0991300180", "+595 991 300 180"):
        assert hallar(registro, texto) == [("C-1", Nivel.EXACTO)]


def test_un_nombre_mal_codificado_se_encuentra_como_se_dice() -> None:
    registro = registro_de("ID | NOMBRE | APELLIDO_1\nC-1 | ANA | GarcÃ­a")
    assert hallar(registro, "garcía") == [("C-1", Nivel.NOMBRE)]


def test_un_id_que_no_esta_no_es_el_de_quien_empieza_por_su_letra() -> None:
    registro = registro_de("ID | NOMBRE | APELLIDO_1\nC-1 | CARLOS | CANO\nC-2 | CARMEN | GIL")
    assert hallar(registro, "C-999") == []


def test_una_inicial_con_su_apellido_encuentra_y_no_se_da_por_segura() -> None:
    registro = registro_de("ID | NOMBRE | APELLIDO_1\nC-1 | CARLOS | CANO\nC-2 | CARMEN | GIL")
    assert hallar(registro, "C. Gil") == [("C-2", Nivel.SUENA)]


def test_da_igual_que_dos_palabras_vayan_pegadas() -> None:
    registro = registro_de(
        "ID | NOMBRE | APELLIDO_1 | RAZON_SOCIAL\n"
        "C-1 | JOSÉ MARÍA | DE LA CRUZ |\nC-2 | | | FERRELUNA, S.L.\nC-3 | EVA | SANZ |"
    )
    assert hallar(registro, "Josemaría Cruz") == [("C-1", Nivel.NOMBRE)]
    assert hallar(registro, "ferre luna") == [("C-2", Nivel.NOMBRE)]
