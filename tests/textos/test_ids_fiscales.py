"""Los números fiscales de cada país, y los de fuera."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.es import nif as stdnum_nif
from stdnum.mx import curp as stdnum_curp
from stdnum.mx import rfc as stdnum_rfc
from stdnum.py import ruc as stdnum_ruc

from clientesctl.textos.ids_fiscales import compactar_id, es_id_generico, pais_de_id, revisar_id


@pytest.mark.parametrize(
    ("texto", "pais", "clase", "compacto"),
    [
        ("12345678Z", "ES", "NIF", "12345678Z"),
        ("12.345.678-Z", "ES", "NIF", "12345678Z"),
        ("12345678 z", "ES", "NIF", "12345678Z"),
        ("1234567L", "ES", "NIF", "01234567L"),
        ("NIF: 12345678Z", "ES", "NIF", "12345678Z"),
        ("X1234567L", "ES", "NIE", "X1234567L"),
        ("X-01234567-L", "ES", "NIE", "X1234567L"),
        ("B12345674", "ES", "CIF", "B12345674"),
        ("B-12345674", "ES", "CIF", "B12345674"),
        ("ESB12345674", "ES", "CIF", "B12345674"),
        ("Q1234567D", "ES", "CIF", "Q1234567D"),
        ("GODE561231GR8", "MX", "RFC", "GODE561231GR8"),
        ("GODE 561231 GR8", "MX", "RFC", "GODE561231GR8"),
        ("gode-561231-gr8", "MX", "RFC", "GODE561231GR8"),
        ("MAB-930714-8T4", "MX", "RFC", "MAB9307148T4"),
        ("BOXW310820HNERXN09", "MX", "CURP", "BOXW310820HNERXN09"),
        ("80000035-8", "PY", "RUC", "800000358"),
        ("80000035", "PY", "RUC", "800000358"),
        ("1.234.567", "PY", "CI", "12345679"),
        ("1234567-9", "PY", "RUC", "12345679"),
        ("20-05536168-2", "AR", "CUIT", "20055361682"),
        ("30.123.456", "AR", "DNI", "30123456"),
        ("76.086.428-5", "CL", "RUT", "760864285"),
        ("76086428", "CL", "RUT", "76086428"),
        ("213.123.432-1", "CO", "NIT", "2131234321"),
        ("1020304050", "CO", "CC", "1020304050"),
        ("20512333797", "PE", "RUC", "20512333797"),
        ("10203040", "PE", "DNI", "10203040"),
        ("1792060346001", "EC", "RUC", "1792060346001"),
        ("J-00123072-6", "VE", "RIF", "J001230726"),
        ("1234567019", "BO", "NIT", "1234567019"),
    ],
)
def test_da_por_bueno_lo_que_cumple(texto, pais, clase, compacto):
    veredicto = revisar_id(texto, pais)
    assert (veredicto.estado, veredicto.clase, veredicto.compacto) == ("valido", clase, compacto)


@pytest.mark.parametrize(
    ("texto", "pais", "motivo"),
    [
        ("12345678A", "ES", "la letra de ese número es la Z"),
        ("1234567A", "ES", "la letra de ese número es la L"),
        ("X1234567A", "ES", "la letra de ese número es la L"),
        ("B12345675", "ES", "el dígito de control no cuadra"),
        ("123", "ES", "es demasiado corto"),
        ("PENDIENTE", "ES", "no tiene cifras"),
        ("GODE561331GR8", "MX", "su fecha no existe"),
        (
            "GODE561231GR",
            "MX",
            "tiene 12 caracteres; un RFC lleva 13 (persona) o 12 (empresa)",
        ),
        ("BOXW310820HNERXN08", "MX", "el dígito verificador no cuadra"),
        ("80000035-7", "PY", "el dígito verificador de ese número es 8"),
        ("20-05536168-3", "AR", "el dígito de control no cuadra"),
        ("76.086.428-6", "CL", "el dígito de control no cuadra"),
        ("213.123.432-2", "CO", "el dígito de control no cuadra"),
        ("20512333798", "PE", "el dígito de control no cuadra"),
    ],
)
def test_da_por_malo_lo_que_falla_y_dice_por_que(texto, pais, motivo):
    veredicto = revisar_id(texto, pais)
    assert (veredicto.estado, veredicto.motivo) == ("invalido", motivo)


@pytest.mark.parametrize(
    ("texto", "pais", "motivo"),
    [
        ("12345678", "ES", "le falta la letra"),
        ("X1234567", "ES", "le falta la letra"),
        ("123456789Z", "ES", "le faltan o le sobran caracteres para ser un NIF"),
        ("GODE561231", "MX", "le falta la homoclave"),
        ("GODE561231GR9", "MX", "el dígito verificador no cuadra"),
        ("800000357", "PY", "el dígito verificador no cuadra"),
        ("1792060345001", "EC", "el dígito de control no cuadra"),
    ],
)
def test_solo_duda_de_lo_que_puede_estar_bien(texto, pais, motivo):
    veredicto = revisar_id(texto, pais)
    assert (veredicto.estado, veredicto.motivo) == ("dudoso", motivo)


@pytest.mark.parametrize(
    ("texto", "pais"),
    [
        ("DE123456789", "ES"),
        ("FR12345678901", "ES"),
        ("PT501442600", "ES"),
        ("501442600", "ES"),
        ("AAA123456", "ES"),
        ("GODE561231GR8", "ES"),
        ("20-05536168-2", "ES"),
        ("5063907-2", "ES"),
        ("1.234.567-9", "ES"),
        ("B12345674", "MX"),
        ("123456789", "MX"),
        ("20-05536168-2", "PY"),
        ("AB123456", "CL"),
        ("12-3456789", "US"),
    ],
)
def test_un_numero_de_otro_pais_no_se_llama_invalido(texto, pais):
    assert revisar_id(texto, pais).estado == "desconocido"


def test_un_dni_sin_letra_se_compara_con_el_que_la_lleva():
    assert revisar_id("12345678", "ES").compacto == revisar_id("12.345.678-Z", "ES").compacto


def test_una_cedula_y_su_ruc_son_el_mismo_numero():
    assert revisar_id("1234567", "PY").compacto == revisar_id("1.234.567-9", "PY").compacto


@pytest.mark.parametrize(
    ("texto", "pais", "de_empresa"),
    [
        ("B12345674", "ES", True),
        ("12345678Z", "ES", False),
        ("MAB9307148T4", "MX", True),
        ("GODE561231GR8", "MX", False),
        ("80000035-8", "PY", True),
        ("1234567-9", "PY", False),
        ("30-70308853-4", "AR", True),
        ("76.086.428-5", "CL", None),
    ],
)
def test_dice_si_es_de_empresa_cuando_el_numero_lo_dice(texto, pais, de_empresa):
    assert revisar_id(texto, pais).de_empresa is de_empresa


@pytest.mark.parametrize(
    ("texto", "pais"),
    [
        ("XAXX010101000", "MX"),
        ("XAXX-010101-000", "MX"),
        ("XEXX010101000", "MX"),
        ("XAXX010101000", "ES"),
        ("44444401-7", "PY"),
        ("00000000T", "ES"),
        ("99999999R", "ES"),
        ("11111111H", "ES"),
        ("B00000000", "ES"),
        ("12345678Z", "ES"),
        ("9999999999999", "EC"),
        ("66.666.666-6", "CL"),
        ("222222222222", "CO"),
        ("CF", "GT"),
        ("C/F", "GT"),
        ("99999999", "PE"),
    ],
)
def test_reconoce_el_que_no_identifica_a_nadie(texto, pais):
    assert es_id_generico(texto, pais)


@pytest.mark.parametrize(
    ("texto", "pais"),
    [
        ("B12345674", "ES"),
        ("11111112L", "ES"),
        ("GODE561231GR8", "MX"),
        ("80000035-8", "PY"),
        ("CF", "ES"),
        ("", "ES"),
        ("12345678", "AR"),
    ],
)
def test_un_numero_de_alguien_no_es_generico(texto, pais):
    assert not es_id_generico(texto, pais)


@pytest.mark.parametrize(
    ("texto", "pais"),
    [
        ("11111112L", "ES"),
        ("B12345674", "ES"),
        ("GODE561231GR8", "MX"),
        ("BOXW310820HNERXN09", "MX"),
        ("30-70308853-4", "AR"),
        ("10203040503", None),
        ("12345678", None),
        ("DE123456789", None),
        ("", None),
    ],
)
def test_el_numero_apunta_a_su_pais(texto, pais):
    assert pais_de_id(texto) == pais


def test_compactar_no_se_come_las_letras_de_un_rfc():
    assert compactar_id("DNI850101AB1") == "DNI850101AB1"
    assert compactar_id("Ñ&A-010101-AB1") == "Ñ&A010101AB1"
    assert compactar_id("R.F.C.: GODE561231GR8") == "GODE561231GR8"


@given(st.from_regex(r"\A(?:[0-9]{8}|[XYZKLM][0-9]{7}|[ABCDEFGHJNPQRSUVW][0-9]{7})[0-9A-Z]\Z"))
def test_el_nif_se_juzga_como_en_stdnum(numero):
    if numero[0] in "KLM":
        # stdnum solo acepta una de las dos letras que se usan en K, L y M.
        assert revisar_id(numero, "ES").estado == "valido" or not stdnum_nif.is_valid(numero)
    elif numero[:8].isdecimal() and numero[-1].isdecimal():
        assert revisar_id(numero, "ES").estado == "desconocido"
    else:
        assert (revisar_id(numero, "ES").estado == "valido") is stdnum_nif.is_valid(numero)


@given(
    st.from_regex(r"\A[A-ZÑ&]{3,4}[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])[A-Z0-9]{2}[0-9A]\Z")
)
def test_el_digito_del_rfc_es_el_de_stdnum(numero):
    cuadra = numero[-1] == stdnum_rfc.calc_check_digit(numero[:-1])
    assert (revisar_id(numero, "MX").estado == "valido") is cuadra


@given(st.from_regex(r"\A[A-Z][AEIOU][A-Z]{2}850101[HM]DF[BCDFG]{3}[0-9][0-9]\Z"))
def test_el_digito_de_la_curp_es_el_de_stdnum(numero):
    cuadra = numero[-1] == stdnum_curp.calc_check_digit(numero[:-1])
    assert (revisar_id(numero, "MX").estado == "valido") is cuadra


@given(st.from_regex(r"\A[1-9][0-9]{4,7}\Z"))
def test_el_digito_del_ruc_es_el_de_stdnum(raiz):
    digito = stdnum_ruc.calc_check_digit(raiz)
    assert revisar_id(f"{raiz}-{digito}", "PY").estado == "valido"
    assert revisar_id(f"{raiz}-{(int(digito) + 1) % 10}", "PY").estado == "invalido"


@given(st.text(max_size=20))
def test_ningun_texto_rompe_la_revision(texto):
    for pais in ("ES", "MX", "PY", "AR", "CL", "VE", "GB", ""):
        revisar_id(texto, pais)
        es_id_generico(texto, pais)
    pais_de_id(texto)
