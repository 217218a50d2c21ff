"""Las direcciones de correo, bien y mal escritas."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.textos.correos import (
    VeredictoCorreo,
    es_correo_de_relleno,
    partir_correos,
    revisar_correo,
)


@pytest.mark.parametrize(
    "texto",
    [
        "ana@ejemplo.es",
        "ANA.GARCIA@EJEMPLO.ES",
        "ana+tienda@gmail.com",
        "ana_garcia-85@correo.ejemplo.com.mx",
        "o'brien@ejemplo.ie",
        "info@ejemplo.technology",
        "a@ejemplo.es",
        "ana@mail.com",
        "ana@gmx.es",
        "ana@yahoo.com.mx",
        "ana@live.com.mx",
        "info@peña.es",
        "ana@example.com",
        '"ana garcia"@ejemplo.es',
        "test.lopez@ejemplo.es",
        "no-reply@ejemplo.es",
    ],
)
def test_da_por_buena_una_direccion_posible(texto):
    assert revisar_correo(texto) == VeredictoCorreo("valido")


@pytest.mark.parametrize(
    ("texto", "propuesta", "motivo"),
    [
        ("ana@gmial.com", "ana@gmail.com", "«gmial.com» parece «gmail.com» mal escrito"),
        ("ana@hotmal.com", "ana@hotmail.com", "«hotmal.com» parece «hotmail.com» mal escrito"),
        ("ana@HOTMAIL.CON", "ana@hotmail.com", "«hotmail.con» parece «hotmail.com» mal escrito"),
        ("ana@gmail.con", "ana@gmail.com", "«gmail.con» parece «gmail.com» mal escrito"),
        ("ana@ejemplo.con", "ana@ejemplo.com", "«ejemplo.con» parece «ejemplo.com» mal escrito"),
        ("ana@yaho.es", "ana@yahoo.es", "«yaho.es» parece «yahoo.es» mal escrito"),
        ("ana@outlok.es", "ana@outlook.es", "«outlok.es» parece «outlook.es» mal escrito"),
        ("x@x.com", None, "parece puesta por poner"),
        ("no@tiene.com", None, "parece puesta por poner"),
        ("sincorreo@gmail.com", None, "parece puesta por poner"),
    ],
)
def test_duda_de_la_mal_escrita_y_de_la_de_relleno(texto, propuesta, motivo):
    assert revisar_correo(texto) == VeredictoCorreo("dudoso", propuesta, motivo)


@pytest.mark.parametrize(
    ("texto", "propuesta", "motivo"),
    [
        ("ana", None, "le falta la @"),
        ("ver observaciones", None, "le falta la @"),
        ("ana(arroba)ejemplo.es", "ana@ejemplo.es", "le falta la @"),
        ("ana@", None, "no tiene nada detrás de la @"),
        ("@ejemplo.es", None, "no tiene nada delante de la @"),
        ("ana@gmail", "ana@gmail.com", "al dominio le falta el final (.com, .es…)"),
        ("ana@gmail.c", "ana@gmail.com", "al dominio le falta el final (.com, .es…)"),
        ("ana@ejemplo", None, "al dominio le falta el final (.com, .es…)"),
        ("ana@gmail,com", "ana@gmail.com", "lleva una coma o un punto y coma"),
        ("ana@gmail..com", "ana@gmail.com", "tiene dos puntos seguidos"),
        ("ana..garcia@gmail.com", "ana.garcia@gmail.com", "tiene dos puntos seguidos"),
        ("ana @gmail.com", "ana@gmail.com", "lleva espacios"),
        ("ana garcia@gmail.com", None, "lleva espacios"),
        ("josé@gmail.com", "jose@gmail.com", "lleva acentos o eñes delante de la @"),
        ("Ana García <ana@ejemplo.es>", "ana@ejemplo.es", "lleva espacios"),
        ("ana@ejemplo.es.", "ana@ejemplo.es", "tiene un punto de más"),
        ("ana.@ejemplo.es", "ana@ejemplo.es", "empieza o acaba en punto"),
        ("ana@@ejemplo.es", None, "tiene más de una @"),
        ("mailto:ana@ejemplo.es", "ana@ejemplo.es", "tiene signos que no puede llevar"),
        ("ana@ejemplo_web.es", None, "tiene signos que no puede llevar"),
        ("ana@-ejemplo.es", "ana@ejemplo.es", "tiene signos que no puede llevar"),
    ],
)
def test_da_por_mala_la_imposible_y_propone_solo_lo_evidente(texto, propuesta, motivo):
    assert revisar_correo(texto) == VeredictoCorreo("invalido", propuesta, motivo)


@pytest.mark.parametrize(
    ("texto", "partes"),
    [
        ("ana@x.es; luis@y.es", ("ana@x.es", "luis@y.es")),
        ("ana@x.es,luis@y.es", ("ana@x.es", "luis@y.es")),
        ("ana@x.es / luis@y.es", ("ana@x.es", "luis@y.es")),
        ("ana@x.es luis@y.es", ("ana@x.es", "luis@y.es")),
        ("ana@x.es\nluis@y.es", ("ana@x.es", "luis@y.es")),
        ("ana@x.es y luis@y.es", ("ana@x.es", "luis@y.es")),
        ("Ana <ana@x.es>, Luis <luis@y.es>", ("ana@x.es", "luis@y.es")),
        ("ana@x.es", ("ana@x.es",)),
        ("ana@@x.es", ("ana@@x.es",)),
        ("", ("",)),
    ],
)
def test_parte_la_celda_con_varias(texto, partes):
    assert partir_correos(texto) == partes


@pytest.mark.parametrize(
    "texto",
    [
        "x@x.com",
        "xxx@xxx.com",
        "a@a.es",
        "no@no.com",
        "no@tiene.com",
        "notiene@hotmail.com",
        "sincorreo@empresa.es",
        "test@test.com",
        "correo@correo.com",
        "NA@NA.com",
    ],
)
def test_reconoce_la_de_relleno(texto):
    assert es_correo_de_relleno(texto)


@pytest.mark.parametrize(
    "texto", ["ana@ejemplo.es", "x@empresa.es", "na@empresa.es", "luna@luna.es", "ana@ana.com", ""]
)
def test_una_direccion_corta_no_es_de_relleno(texto):
    assert not es_correo_de_relleno(texto)


@given(st.from_regex(r"\A[a-z0-9]{1,12}(\.[a-z0-9]{1,8})?@[a-z]{6,10}[0-9]\.(es|mx|com)\Z"))
def test_lo_que_da_por_bueno_tambien_lo_da_la_biblioteca(texto):
    from email_validator import validate_email

    if revisar_correo(texto).estado == "valido":
        validate_email(texto, check_deliverability=False)


@given(st.text(alphabet="aá @.,;<>()ñ-_1com\n", max_size=20))
def test_toda_propuesta_es_una_direccion_posible(texto):
    propuesta = revisar_correo(texto).propuesta
    assert propuesta is None or revisar_correo(propuesta).estado != "invalido"
