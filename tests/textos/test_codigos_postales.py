"""Los códigos postales de cada país y sus provincias."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.textos.codigos_postales import (
    concuerdan,
    falta_cero,
    leer_codigo,
    longitud_codigo,
    provincia_canonica,
    provincia_de_codigo,
    usa_codigo_postal,
)


@pytest.mark.parametrize(
    ("texto", "pais", "codigo"),
    [
        ("08001", "ES", "08001"),
        ("28013", "ES", "28013"),
        ("52001", "ES", "52001"),
        (" 28013 ", "ES", "28013"),
        ("28 013", "ES", "28013"),
        ("28.013", "ES", "28013"),
        ("28013.0", "ES", "28013"),
        ("E-28013", "ES", "28013"),
        ("CP 28013", "ES", "28013"),
        ("C.P. 28013", "ES", "28013"),
        ("06700", "MX", "06700"),
        ("64000", "MX", "64000"),
        ("99999", "MX", "99999"),
        ("1409", "PY", "1409"),
        ("001409", "PY", "001409"),
        ("1425", "AR", "1425"),
        ("C1425ABC", "AR", "C1425ABC"),
        ("c1425", "AR", "C1425"),
        ("11000", "UY", "11000"),
        ("CP 1101", "SV", "1101"),
        ("01310-100", "BR", "01310100"),
        ("1000-001", "PT", "1000001"),
        ("AD500", "AD", "AD500"),
        ("SW1A 1AA", "GB", "SW1A1AA"),
        ("150101", "XX", "150101"),
    ],
)
def test_lee_un_codigo_posible(texto, pais, codigo):
    assert leer_codigo(texto, pais) == codigo


@pytest.mark.parametrize(
    ("texto", "pais"),
    [
        ("00000", "ES"),
        ("00123", "ES"),
        ("53001", "ES"),
        ("99999", "ES"),
        ("8001", "ES"),
        ("280133", "ES"),
        ("2801A", "ES"),
        ("MADRID", "ES"),
        ("", "ES"),
        ("00000", "MX"),
        ("17001", "MX"),
        ("6700", "MX"),
        ("12345", "PY"),
        ("142", "AR"),
        ("LONDRES", "GB"),
    ],
)
def test_no_lee_un_codigo_imposible(texto, pais):
    assert leer_codigo(texto, pais) is None


@pytest.mark.parametrize(
    ("texto", "pais", "provincia", "resultado"),
    [
        ("8001", "ES", "BARCELONA", ("08001", True)),
        ("1001", "ES", "Vitoria", ("01001", True)),
        ("7001", "ES", "Illes Balears", ("07001", True)),
        ("8001", "ES", "", ("08001", False)),
        ("8001", "ES", "Cataluña", ("08001", False)),
        ("8001", "ES", "MADRID", ("08001", False)),
        ("8001.0", "ES", "BARCELONA", ("08001", True)),
        ("6700", "MX", "Ciudad de México", ("06700", True)),
        ("6700", "MX", "D.F.", ("06700", True)),
        ("6700", "MX", "JALISCO", ("06700", False)),
        ("12345", "PY", "CENTRAL", ("012345", False)),
        ("50001", "CO", "ANTIOQUIA", ("050001", False)),
        ("08001", "ES", "BARCELONA", None),
        ("28013", "ES", "MADRID", None),
        ("800", "ES", "BARCELONA", None),
        ("1425", "AR", "CABA", None),
        ("1409", "PY", "ASUNCIÓN", None),
        ("800A", "ES", "BARCELONA", None),
        ("", "ES", "", None),
    ],
)
def test_devuelve_el_cero_perdido(texto, pais, provincia, resultado):
    assert falta_cero(texto, pais, provincia) == resultado


@pytest.mark.parametrize(
    ("textos", "pais", "canonica"),
    [
        ("GERONA Girona GIRONA/GERONA", "ES", "GIRONA"),
        ("Lérida LLEIDA lerida", "ES", "LLEIDA"),
        ("VIZCAYA Bizkaia BIZKAIA/VIZCAYA", "ES", "VIZCAYA"),
        ("GUIPUZCOA Gipuzkoa", "ES", "GUIPÚZCOA"),
        ("Álava ARABA Araba/Álava", "ES", "ÁLAVA"),
        ("ORENSE Ourense", "ES", "OURENSE"),
        ("Baleares|Illes Balears|Balears, Illes|Islas Baleares", "ES", "BALEARES"),
        ("CASTELLON|Castelló|Castellón/Castelló", "ES", "CASTELLÓN"),
        ("ALICANTE|Alacant|Alicante/Alacant", "ES", "ALICANTE"),
        ("Valencia|València|Valencia/València", "ES", "VALENCIA"),
        ("La Coruña|A CORUÑA|Coruña, A|CORUNA", "ES", "A CORUÑA"),
        ("Las Palmas|Palmas, Las|LAS PALMAS DE GRAN CANARIA", "ES", "LAS PALMAS"),
        ("Tenerife|S/C de Tenerife|Santa Cruz de Tenerife", "ES", "SANTA CRUZ DE TENERIFE"),
        ("Cordoba|CÓRDOBA|Prov. de Córdoba|Provincia de Córdoba", "ES", "CÓRDOBA"),
        ("León|LEON", "ES", "LEÓN"),
        ("Rioja, La|LA RIOJA|Logroño", "ES", "LA RIOJA"),
        ("D.F.|DF|CDMX|Ciudad de México|DISTRITO FEDERAL", "MX", "CIUDAD DE MÉXICO"),
        ("Edo. Méx.|ESTADO DE MEXICO|México|EDOMEX|Edo. de Mex.", "MX", "ESTADO DE MÉXICO"),
        ("Nuevo León|NVO. LEON|N.L.|NL", "MX", "NUEVO LEÓN"),
        ("Quintana Roo|Q. ROO|Q.Roo", "MX", "QUINTANA ROO"),
        ("SLP|S.L.P.|San Luis Potosí", "MX", "SAN LUIS POTOSÍ"),
        ("BC|B.C.|Baja California", "MX", "BAJA CALIFORNIA"),
        ("BCS|B.C.S.", "MX", "BAJA CALIFORNIA SUR"),
        ("Asunción|ASUNCION|Capital", "PY", "ASUNCIÓN"),
        ("Central|Dpto. Central|Departamento Central", "PY", "CENTRAL"),
        ("Alto Paraná|ALTO PARANA", "PY", "ALTO PARANÁ"),
        ("Itapúa|ITAPUA", "PY", "ITAPÚA"),
        ("CABA|Capital Federal", "AR", "CIUDAD AUTÓNOMA DE BUENOS AIRES"),
    ],
)
def test_reconoce_la_provincia_como_se_escriba(textos, pais, canonica):
    for texto in textos.split("|") if "|" in textos else textos.split():
        assert provincia_canonica(texto, pais) == canonica, texto


@pytest.mark.parametrize(
    ("texto", "pais"),
    [("CATALUÑA", "ES"), ("", "ES"), ("NARNIA", "MX"), ("MADRID", "MX"), ("LIMA", "PE")],
)
def test_una_provincia_desconocida_no_se_inventa(texto, pais):
    assert provincia_canonica(texto, pais) is None


@pytest.mark.parametrize(
    ("codigo", "provincia", "pais", "resultado"),
    [
        ("08001", "Barcelona", "ES", True),
        ("17001", "GERONA", "ES", True),
        ("26127", "SORIA", "ES", True),
        ("26001", "LA RIOJA", "ES", True),
        ("28013", "BARCELONA", "ES", False),
        ("28013", "Cataluña", "ES", None),
        ("28013", "", "ES", None),
        ("06700", "CDMX", "MX", True),
        ("52000", "Edo. Méx.", "MX", True),
        ("64000", "JALISCO", "MX", False),
        ("06700", "MÉXICO", "MX", None),
        ("64000", "MÉXICO", "MX", None),
        ("52000", "MÉXICO", "MX", True),
        ("C1425ABC", "CABA", "AR", True),
        ("C1425ABC", "CÓRDOBA", "AR", False),
        ("1425", "CÓRDOBA", "AR", None),
        ("1409", "CENTRAL", "PY", None),
        ("11000", "Montevideo", "UY", True),
    ],
)
def test_compara_el_codigo_con_la_provincia(codigo, provincia, pais, resultado):
    assert concuerdan(codigo, provincia, pais) is resultado


def test_un_pais_sin_codigos_no_lo_pide():
    assert not usa_codigo_postal("BO")
    assert not usa_codigo_postal("PA")
    assert usa_codigo_postal("AR")


def test_la_longitud_es_la_del_pais():
    assert longitud_codigo("MX") == 5
    assert longitud_codigo("PY") is None


@given(st.integers(1000, 52999))
def test_todo_codigo_espanol_tiene_provincia_y_se_recupera_de_su_numero(numero):
    codigo = str(numero).zfill(5)
    provincia = provincia_de_codigo(codigo, "ES")
    assert provincia is not None
    assert leer_codigo(codigo, "ES") == codigo
    if numero < 10000:
        assert falta_cero(str(numero), "ES", provincia) == (codigo, True)


@given(st.text(max_size=15))
def test_ningun_texto_rompe_la_lectura(texto):
    for pais in ("ES", "MX", "PY", "AR", "GB", ""):
        leer_codigo(texto, pais)
        falta_cero(texto, pais, texto)
        provincia_canonica(texto, pais)
