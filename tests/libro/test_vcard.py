"""Las tarjetas vCard como las escriben los teléfonos y las agendas de verdad, con sus octetos."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clientesctl.libro.contactos_vcard import SinTarjetas, leer_agenda
from clientesctl.libro.vcard import es_vcard, leer_tarjetas
from clientesctl.registro.contacto_en_ficha import en_ficha
from clientesctl.registro.errores import ErrorLibro


def _tarjeta(*lineas: str, version: str = "3.0", letras: str = "utf-8") -> bytes:
    """Los octetos de una tarjeta con esas líneas."""
    todas = ["BEGIN:VCARD", f"VERSION:{version}", *lineas, "END:VCARD", ""]
    return "\r\n".join(todas).encode(letras)


def _fichas(contenido: bytes) -> list[dict[str, str]]:
    return [en_ficha(c).campos for _, c in leer_agenda(Path("x.vcf"), contenido).contactos]


def _ficha(*lineas: str, version: str = "3.0") -> dict[str, str]:
    (ficha,) = _fichas(_tarjeta(*lineas, version=version))
    return ficha


def test_los_apellidos_van_delante_y_el_segundo_nombre_con_el_nombre():
    ficha = _ficha("N:Pérez Gil;Ana;María;Dra.;", "FN:Dra. Ana María Pérez Gil")
    assert ficha == {"nombre": "Ana María", "apellidos": "Pérez Gil", "titulo": "Dra."}


def test_quien_solo_lleva_el_nombre_que_se_ensena_lo_lleva_entero():
    assert _ficha("N:;;;;", "FN:Ana Pérez Gil") == {"nombre_completo": "Ana Pérez Gil"}


def test_un_nombre_entero_en_la_casilla_de_los_apellidos_no_son_apellidos():
    assert _ficha("N:Pérez Gil Ana;;;;") == {"nombre_completo": "Pérez Gil Ana"}


@pytest.mark.parametrize(
    "linea",
    [
        b"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:N=C3=BA=C3=B1ez;Bego=C3=B1a;;;",
        b"N;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:N=FA=F1ez;Bego=F1a;;;",
        b"N;QUOTED-PRINTABLE;CHARSET=Windows-1252:N=FA=F1ez;Bego=F1a;;;",
        b"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=4E=C3=BA=C3=B1=65=7A;=42ego=C3=B1=61;;;",
        b"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:N=C3=BA=C3=\r\n=B1ez;Bego=C3=B1a;;;",
        b"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:N=C3=BA=C3=\r\n =B1ez;Bego=C3=B1a;;;",
        b"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=\r\nN=C3=BA=C3=B1ez;Bego=C3=B1a;;;",
        b"N;ENCODING=QUOTED-PRINTABLE:N=C3=BA=C3=B1ez;Bego=C3=B1a;;;",
        b"N;CHARSET=ISO-8859-1:N\xfa\xf1ez;Bego\xf1a;;;",
        b"N:N\xfa\xf1ez;Bego\xf1a;;;",
        b"N:N\xc3\xba\xc3\xb1ez;Bego\xc3\xb1a;;;",
        b"N;CHARSET=x-desconocido:N\xc3\xba\xc3\xb1ez;Bego\xc3\xb1a;;;",
        b"n;charset=utf-8;encoding=quoted-printable:N=c3=ba=c3=b1ez;Bego=c3=b1a;;;",
        b"N;ENCODING=B:TsO6w7FlejtCZWdvw7FhOzs7",
    ],
)
def test_venga_en_las_letras_que_venga_se_lee_igual(linea):
    contenido = b"BEGIN:VCARD\r\nVERSION:2.1\r\n" + linea + b"\r\nEND:VCARD\r\n"
    assert _fichas(contenido) == [{"nombre": "Begoña", "apellidos": "Núñez"}]


@pytest.mark.parametrize("letras", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_un_fichero_con_marca_o_en_utf_16_se_lee(letras):
    contenido = _tarjeta("N:Núñez;Begoña;;;", letras=letras)
    assert es_vcard(contenido)
    assert _fichas(contenido) == [{"nombre": "Begoña", "apellidos": "Núñez"}]


def test_los_renglones_de_una_nota_en_qp_no_se_pierden():
    ficha = _ficha(
        "N:Gil;Ana",
        "NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Prefiere las tardes=0D=0ANo tiene fax =",
        "y pide factura",
        version="2.1",
    )
    assert ficha["observaciones"] == "Prefiere las tardes; No tiene fax y pide factura"


def test_una_linea_plegada_se_despliega_y_en_la_2_1_conserva_su_blanco():
    plegada = ("N:Gil;Ana", "NOTE:quiere presu", " puesto")
    assert _ficha(*plegada)["observaciones"] == "quiere presupuesto"
    por_palabras = ("N:Gil;Ana", "NOTE:quiere un", " presupuesto")
    assert _ficha(*por_palabras, version="2.1")["observaciones"] == "quiere un presupuesto"


def test_los_escapes_son_lo_que_dicen():
    ficha = _ficha(
        r"N:Gil\, la mayor;Ana;;;", r"ADR;TYPE=HOME:;2\;B;Mayor\, 3;Madrid;;28001;", r"NOTE:a\nb\\c"
    )
    assert ficha["calle"] == "Mayor, 3, 2;B"
    assert ficha["observaciones"] == "a; b\\c"


def test_un_punto_y_coma_envuelto_no_parte_la_calle():
    ficha = _ficha(
        "N:Gil;Ana",
        "ADR;HOME;ENCODING=QUOTED-PRINTABLE:;;Mayor 3=3B esc. B;Madrid;;28001;",
        version="2.1",
    )
    assert (ficha["calle"], ficha["ciudad"]) == ("Mayor 3; esc. B", "Madrid")


def test_el_primer_movil_es_el_movil_y_los_demas_por_su_orden():
    ficha = _ficha(
        "N:Gil;Ana",
        "TEL;TYPE=WORK,VOICE:913334455",
        "TEL;TYPE=CELL:612345678",
        "TEL;TYPE=HOME:914445566",
        "TEL;TYPE=WORK:915556677",
        "TEL;TYPE=WORK,FAX:913334456",
    )
    assert ficha["movil"] == "612345678"
    assert (ficha["telefono"], ficha["telefono_2"]) == ("913334455", "914445566")
    assert ficha["observaciones"] == "Teléfono (trabajo): 915556677; Fax: 913334456"


def test_el_preferido_va_delante_y_el_repetido_no_va_dos_veces():
    ficha = _ficha(
        "N:Gil;Ana",
        "EMAIL;TYPE=INTERNET:viejo@ejemplo.es",
        "EMAIL;TYPE=INTERNET,PREF:bueno@ejemplo.es",
        "TEL:+34 913 334 455",
        "TEL:913334455",
    )
    assert (ficha["email"], ficha["email_2"]) == ("bueno@ejemplo.es", "viejo@ejemplo.es")
    assert ficha["telefono"] == "+34 913 334 455"
    assert "telefono_2" not in ficha


def test_los_parametros_sin_nombre_de_la_2_1_dicen_de_que_es():
    ficha = _ficha("N:Gil;Ana", "TEL;CELL;PREF:612345678", "TEL;HOME:913334455", version="2.1")
    assert (ficha["movil"], ficha["telefono"]) == ("612345678", "913334455")


def test_un_telefono_de_la_4_0_viene_como_direccion_y_con_extension():
    ficha = _ficha(
        "FN:Ana Gil",
        'TEL;VALUE=uri;PREF=2;TYPE="voice,work":tel:+34913334455;ext=12',
        'TEL;VALUE=uri;PREF=1;TYPE="cell,voice":tel:+34612345678',
        version="4.0",
    )
    assert (ficha["movil"], ficha["telefono"]) == ("+34612345678", "+34913334455 ext. 12")


def test_la_etiqueta_de_un_grupo_dice_de_que_es_y_la_propia_se_conserva():
    ficha = _ficha(
        "N:Gil;Ana",
        "item1.TEL:913334455",
        "item1.X-ABLabel:Almacén",
        "item2.TEL:612345678",
        "item2.X-ABLabel:_$!<Mobile>!$_",
        "item3.URL:https://ejemplo.es",
        "item3.X-ABLabel:_$!<HomePage>!$_",
    )
    assert (ficha["telefono"], ficha["movil"]) == ("913334455", "612345678")
    assert ficha["web"] == "https://ejemplo.es"
    assert ficha["observaciones"] == "Teléfono (Almacén): 913334455"


def test_la_etiqueta_a_medida_de_un_android_se_lee():
    ficha = _ficha(
        "N:Gil;Ana",
        "TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,Almac=C3=A9n):913334455",
        version="2.1",
    )
    assert ficha["observaciones"] == "Teléfono (Almacén): 913334455"


def test_sin_persona_la_ficha_es_de_la_empresa():
    ficha = _ficha("N:;;;;", "FN:Ferretería Luna", "ORG:Ferretería Luna;Ventas", "TITLE:Compras")
    assert (ficha["tipo"], ficha["razon_social"]) == ("EMPRESA", "Ferretería Luna")
    assert ficha["observaciones"] == "Departamento: Ventas"
    assert "nombre_completo" not in ficha


def test_una_persona_con_empresa_lleva_las_dos_y_su_cargo():
    ficha = _ficha("N:Gil;Ana", "FN:Ana Gil", "ORG:Luna\\, S.L.", "TITLE:Jefa de compras")
    assert (ficha["nombre"], ficha["razon_social"]) == ("Ana", "Luna, S.L.")
    assert ficha["cargo"] == "Jefa de compras"
    assert "tipo" not in ficha


@pytest.mark.parametrize("como", ["KIND:org", "X-ABShowAs:COMPANY"])
def test_una_tarjeta_de_empresa_lo_es_aunque_la_llame_por_su_nombre(como):
    ficha = _ficha(como, "FN:Ferretería Luna", version="4.0")
    assert ficha == {"tipo": "EMPRESA", "razon_social": "Ferretería Luna"}


def test_de_dos_direcciones_una_persona_lleva_la_de_casa_y_una_empresa_la_del_trabajo():
    dos = (
        "ADR;TYPE=WORK:;;Polígono Sur 4;Getafe;Madrid;28901;España",
        "ADR;TYPE=HOME:;;Calle Mayor 3;Toledo;Toledo;45001;España",
    )
    persona = _ficha("N:Gil;Ana", *dos)
    assert (persona["calle"], persona["pais"]) == ("Calle Mayor 3", "ES")
    assert persona["observaciones"] == (
        "Dirección del trabajo: Polígono Sur 4, 28901 Getafe, Madrid, España"
    )
    empresa = _ficha("ORG:Luna SL", *dos)
    assert (empresa["calle"], empresa["codigo_postal"]) == ("Polígono Sur 4", "28901")
    assert "Dirección de casa: Calle Mayor 3, 45001 Toledo" in empresa["observaciones"]


def test_una_sola_direccion_se_usa_sea_de_donde_sea():
    assert _ficha("N:Gil;Ana", "ADR;WORK:;;Sur 4;Getafe;;28901;")["calle"] == "Sur 4"
    sobre = _ficha("N:Gil;Ana", r"LABEL;TYPE=HOME:Calle Mayor 3\n28001 Madrid")
    assert sobre["calle"] == "Calle Mayor 3, 28001 Madrid"


@pytest.mark.parametrize(
    ("escrita", "fecha", "dicho"),
    [
        ("BDAY:1985-05-24", "1985-05-24", None),
        ("BDAY:19850524", "1985-05-24", None),
        ("BDAY:1985-05-24T00:00:00Z", "1985-05-24", None),
        ("BDAY:--0524", None, "Cumpleaños: 24 de mayo"),
        ("BDAY:--05-24", None, "Cumpleaños: 24 de mayo"),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-24", None, "Cumpleaños: 24 de mayo"),
        ("BDAY:1985-05", None, "Cumpleaños: 1985-05"),
        ("BDAY:1985-13-45", "1985-13-45", None),
        ("BDAY:0000-00-00", None, None),
    ],
)
def test_el_cumpleanos_sin_anio_no_es_una_fecha_de_nacimiento(escrita, fecha, dicho):
    ficha = _ficha("N:Gil;Ana", escrita)
    assert (ficha.get("fecha_nacimiento"), ficha.get("observaciones")) == (fecha, dicho)


def test_el_sexo_se_dice_como_en_el_registro():
    assert _ficha("N:Gil;Ana", "GENDER:F", version="4.0")["sexo"] == "MUJER"
    assert "sexo" not in _ficha("N:Gil;Ana", "GENDER:O;fluido", version="4.0")


def test_la_foto_no_estorba_aunque_venga_sin_sangrar():
    ficha = _ficha(
        "N:Gil;Ana", "PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ", "SkZJRgABAQ==", "", "TEL:913334455",
        version="2.1",
    )  # fmt: skip
    assert ficha == {"nombre": "Ana", "apellidos": "Gil", "telefono": "913334455"}


def test_una_nota_con_saltos_sin_plegar_sigue_siendo_la_nota():
    ficha = _ficha("N:Gil;Ana", "NOTE:Llamar", "Horario: tardes", "TEL:913334455")
    assert ficha["observaciones"] == "Llamar; Horario: tardes"
    assert ficha["telefono"] == "913334455"


def test_una_tarjeta_sin_cerrar_no_se_lleva_a_la_siguiente():
    contenido = (
        b"BEGIN:VCARD\nN:Gil;Ana\nBEGIN:VCARD\nN:Paz;Eva\nEND:VCARD\nBEGIN:VCARD\nN:Sol;Rosa"
    )
    assert [f["nombre"] for f in _fichas(contenido)] == ["Ana", "Eva", "Rosa"]


def test_la_tarjeta_del_ayudante_metida_en_otra_no_es_una_ficha():
    contenido = _tarjeta(
        "N:Gil;Ana", "AGENT:", "BEGIN:VCARD", "N:Paz;Eva", "TEL:600111222", "END:VCARD",
        "TEL:913334455", version="2.1",
    ) + _tarjeta("N:Sol;Rosa")  # fmt: skip
    assert [(f["nombre"], f.get("telefono")) for f in _fichas(contenido)] == [
        ("Ana", "913334455"),
        ("Rosa", None),
    ]


def test_las_listas_y_las_tarjetas_en_blanco_se_cuentan_y_no_se_leen():
    contenido = (
        _tarjeta("KIND:group", "FN:Clientes", "MEMBER:urn:uuid:1", version="4.0")
        + _tarjeta("N:;;;;", "REV:20260101")
        + _tarjeta("N:Gil;Ana")
    )
    agenda = leer_agenda(Path("x.vcf"), contenido)
    assert (agenda.grupos, agenda.vacias) == (1, 1)
    assert [numero for numero, _ in agenda.contactos] == [3]


def test_un_fichero_sangrado_se_lee_como_si_no_lo_estuviera():
    contenido = b"".join(b"   " + linea + b"\n" for linea in _tarjeta("N:Gil;Ana").splitlines())
    assert _fichas(contenido) == [{"nombre": "Ana", "apellidos": "Gil"}]


def test_sin_ninguna_tarjeta_lo_dice_y_dice_que_hacer():
    with pytest.raises(SinTarjetas, match=r"«x\.vcf» no lleva ninguna tarjeta.*\.csv"):
        leer_agenda(Path("x.vcf"), b"hola")


_TROZOS = st.sampled_from(
    [
        b"BEGIN:VCARD\r\n", b"END:VCARD\n", b"VERSION:2.1\r", b"N;CHARSET=UTF-8;ENCODING=",
        b"QUOTED-PRINTABLE:=C3=\r\n", b"TEL;CELL:", b"AGENT:\n", b" ", b"=", b";", b":", b"\\",
        b'"', b"item1.", b"X-ABLabel:", b"BDAY:--", b"ADR;HOME:", b"\xff\xfe", b"\xc3", b"\n",
        b"TEL;X-CUSTOM(", b"N;ENCODING=B:", b"NOTE:", b"N;CHARSET=utf-7:", b"N;CHARSET=punycode:",
        b"N;CHARSET=rot13:", b"N;CHARSET=a\0b:", b"0524", b"URL:", b"KIND:org\n", b"ORG:",
    ]
)  # fmt: skip


@given(st.lists(st.one_of(_TROZOS, st.binary(max_size=6))).map(b"".join))
@example(b"BEGIN:VCARD\nN;CHARSET=a\0b:Gil;Ana\nEND:VCARD")
def test_nada_de_lo_que_venga_en_un_fichero_acaba_en_una_traza(contenido):
    for tarjeta in leer_tarjetas(contenido):
        assert tarjeta.numero >= 1
    try:
        fichas = _fichas(contenido)
    except ErrorLibro:
        return
    assert all(valor.strip() for ficha in fichas for valor in ficha.values())


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30))
def test_lo_que_se_escapa_y_se_pliega_vuelve_entero(nota):
    escapada = nota.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    plegada = "\r\n ".join(escapada[i : i + 7] for i in range(0, len(escapada), 7))
    (tarjeta,) = leer_tarjetas(_tarjeta(f"NOTE:{plegada}"))
    assert tarjeta.texto("NOTE") == nota.strip()
