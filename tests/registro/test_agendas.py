"""Lo que exportan Google y Outlook, en inglés y en español, leído como fichas."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.libro.planos import leer_plano
from clientesctl.registro.agendas import reconocer_agenda
from clientesctl.registro.columna import Tipo
from clientesctl.registro.encabezado import buscar_encabezado
from clientesctl.registro.hoja_de_agenda import AgendaLeida, tabla_de_agenda

GOOGLE_VIEJO = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Additional Name Yomi,"
    "Family Name Yomi,Name Prefix,Name Suffix,Initials,Nickname,Short Name,Maiden Name,Birthday,"
    "Gender,Location,Billing Information,Directory Server,Mileage,Occupation,Hobby,Sensitivity,"
    "Priority,Subject,Notes,Language,Photo,Group Membership,E-mail 1 - Type,E-mail 1 - Value,"
    "E-mail 2 - Type,E-mail 2 - Value,Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,"
    "Phone 2 - Value,Address 1 - Type,Address 1 - Formatted,Address 1 - Street,Address 1 - City,"
    "Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,"
    "Address 1 - Extended Address,Address 2 - Type,Address 2 - Street,Address 2 - City,"
    "Organization 1 - Type,Organization 1 - Name,Organization 1 - Title,"
    "Organization 1 - Department,Website 1 - Type,Website 1 - Value"
)
GOOGLE_NUEVO = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,"
    "Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,"
    "Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,"
    "Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Address 1 - Label,"
    "Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - PO Box,"
    "Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address,"
    "Website 1 - Label,Website 1 - Value,Event 1 - Label,Event 1 - Value,Custom Field 1 - Label,"
    "Custom Field 1 - Value"
)
GOOGLE_ESPANOL = (
    "Nombre,Segundo nombre,Apellidos,Nombre de la organización,Cargo de la organización,"
    "Cumpleaños,Notas,Etiquetas,Correo electrónico 1 - Etiqueta,Correo electrónico 1 - Valor,"
    "Teléfono 1 - Etiqueta,Teléfono 1 - Valor,Dirección 1 - Etiqueta,Dirección 1 - Calle,"
    "Dirección 1 - Ciudad,Dirección 1 - Código postal,Dirección 1 - País"
)
OUTLOOK = (
    "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,"
    "Business Street 2,Business Street 3,Business City,Business State,Business Postal Code,"
    "Business Country/Region,Home Street,Home City,Home State,Home Postal Code,"
    "Home Country/Region,Other Street,Other City,Assistant's Phone,Business Fax,Business Phone,"
    "Business Phone 2,Home Phone,Home Phone 2,Mobile Phone,Other Phone,Pager,Primary Phone,"
    "Anniversary,Birthday,Categories,E-mail Address,E-mail Type,E-mail Display Name,"
    "E-mail 2 Address,E-mail 3 Address,Gender,Notes,Priority,Private,Sensitivity,Web Page"
)
OUTLOOK_ESPANOL = (
    "Tratamiento,Nombre,Segundo nombre,Apellidos,Sufijo,Organización,Departamento,Puesto,"
    "Calle del trabajo,Calle del trabajo 2,Ciudad de trabajo,Provincia o estado de trabajo,"
    "Código postal del trabajo,País o región del trabajo,Calle del domicilio,Ciudad del domicilio,"
    "Código postal del domicilio,Otra calle,Fax del trabajo,Teléfono del trabajo,Particular,"
    "Teléfono móvil,Otro teléfono,Cumpleaños,Categorías,Dirección de correo electrónico,"
    "Tipo de correo electrónico,Nombre de pantalla de correo electrónico,"
    "Dirección de correo electrónico 2,Notas,Página web,Prioridad,Confidencialidad"
)
TODAS = (GOOGLE_VIEJO, GOOGLE_NUEVO, GOOGLE_ESPANOL, OUTLOOK, OUTLOOK_ESPANOL)


def _csv(cabecera: str, *filas: dict[str, str]) -> str:
    salida = io.StringIO()
    escritor = csv.DictWriter(salida, cabecera.split(","), restval="")
    escritor.writeheader()
    escritor.writerows(filas)
    return salida.getvalue()


def _leer(
    cabecera: str,
    *filas: dict[str, str],
    letras: str = "utf-8",
    manda: dict[str, str] | None = None,
) -> AgendaLeida:
    hoja = leer_plano(_csv(cabecera, *filas).encode(letras), "contactos")
    encabezado = buscar_encabezado(hoja)
    agenda = reconocer_agenda(encabezado.textos)
    assert agenda is not None
    mandados = {encabezado.textos.index(c): campo for c, campo in (manda or {}).items()}
    return tabla_de_agenda(hoja, encabezado, agenda, mandados)


def _ficha(cabecera: str, fila: dict[str, str], **opciones: object) -> dict[str, str]:
    tabla = _leer(cabecera, fila, **opciones).tabla  # type: ignore[arg-type]
    return {c: t for c in tabla.columnas if (t := tabla.texto(c, 0))}


@pytest.mark.parametrize("cabecera", TODAS)
def test_todas_sus_columnas_se_conocen(cabecera):
    textos = cabecera.split(",")
    agenda = reconocer_agenda(textos)
    assert agenda is not None
    assert [t for i, t in enumerate(textos) if i not in agenda.papeles] == []


def test_las_columnas_de_una_lista_corriente_no_son_de_ninguna_agenda():
    for cabecera in (
        "ID,NOMBRE,APELLIDO_1,APELLIDO_2,TELEFONO,MOVIL,EMAIL,CODIGO_POSTAL",
        "Nombre,Apellidos,Teléfono,Móvil,Correo electrónico,Notas",
        "Nombre,Apellidos,Empresa,Teléfono móvil,Correo electrónico,Notas,Cumpleaños",
        "Name,Email,Phone,Company",
        "First Name,Last Name,Phone 1,Phone 2,Email",
        "",
    ):
        assert reconocer_agenda(cabecera.split(",")) is None


def test_un_contacto_de_google_de_antes():
    ficha = _ficha(
        GOOGLE_VIEJO,
        {
            "Name": "Ana María Pérez Gil",
            "Given Name": "Ana",
            "Additional Name": "María",
            "Family Name": "Pérez Gil",
            "Birthday": "1985-05-24",
            "Notes": "Prefiere las tardes",
            "Group Membership": "Clientes buenos ::: * myContacts",
            "E-mail 1 - Type": "* Home",
            "E-mail 1 - Value": "ana@ejemplo.es ::: anita@ejemplo.es",
            "Phone 1 - Type": "Work",
            "Phone 1 - Value": "913 334 455",
            "Phone 2 - Type": "Mobile",
            "Phone 2 - Value": "612 345 678",
            "Address 1 - Type": "Home",
            "Address 1 - Formatted": "Calle Mayor 3, 2ºB\n28001 Madrid",
            "Address 1 - Street": "Calle Mayor 3",
            "Address 1 - City": "Madrid",
            "Address 1 - Region": "Madrid",
            "Address 1 - Postal Code": "28001",
            "Address 1 - Country": "España",
            "Address 1 - Extended Address": "2ºB",
            "Organization 1 - Name": "Luna SL",
            "Organization 1 - Title": "Jefa de compras",
        },
    )
    assert ficha == {
        "nombre": "Ana María",
        "apellidos": "Pérez Gil",
        "razon_social": "Luna SL",
        "cargo": "Jefa de compras",
        "pais": "ES",
        "calle": "Calle Mayor 3, 2ºB",
        "ciudad": "Madrid",
        "provincia": "Madrid",
        "codigo_postal": "28001",
        "telefono": "913 334 455",
        "movil": "612 345 678",
        "email": "ana@ejemplo.es",
        "email_2": "anita@ejemplo.es",
        "fecha_nacimiento": "1985-05-24",
        "observaciones": "Prefiere las tardes; Grupos: Clientes buenos",
    }


def test_un_contacto_de_google_de_ahora_sin_perder_lo_que_no_tiene_campo():
    ficha = _ficha(
        GOOGLE_NUEVO,
        {
            "First Name": "Ana",
            "Last Name": "Gil",
            "Birthday": "--05-24",
            "Labels": "* myContacts",
            "Phone 1 - Label": "Almacén",
            "Phone 1 - Value": "913334455",
            "Phone 2 - Label": "* Móvil",
            "Phone 2 - Value": "612345678",
            "Event 1 - Label": "Anniversary",
            "Event 1 - Value": "2010-09-04",
            "Custom Field 1 - Label": "Portero",
            "Custom Field 1 - Value": "Julián",
        },
    )
    assert (ficha["movil"], ficha["telefono"]) == ("612345678", "913334455")
    assert ficha["observaciones"] == (
        "Cumpleaños: 24 de mayo; Teléfono (Almacén): 913334455; Anniversary: 2010-09-04;"
        " Portero: Julián"
    )


def test_el_documento_apuntado_como_campo_propio_va_a_su_campo():
    fila = {"First Name": "Ana", "Custom Field 1 - Label": "NIF"}
    fila["Custom Field 1 - Value"] = "99999018D"
    ficha = _ficha(GOOGLE_NUEVO, fila)
    assert ficha["id_fiscal"] == "99999018D"
    assert "observaciones" not in ficha


def test_google_en_espanol():
    ficha = _ficha(
        GOOGLE_ESPANOL,
        {
            "Nombre": "Ana",
            "Segundo nombre": "María",
            "Apellidos": "Pérez Gil",
            "Etiquetas": "* myContacts",
            "Correo electrónico 1 - Valor": "ana@ejemplo.es",
            "Teléfono 1 - Etiqueta": "Móvil",
            "Teléfono 1 - Valor": "612345678",
            "Dirección 1 - Calle": "Calle Mayor 3",
            "Dirección 1 - Código postal": "28001",
            "Dirección 1 - País": "España",
        },
    )
    assert (ficha["nombre"], ficha["apellidos"]) == ("Ana María", "Pérez Gil")
    assert (ficha["movil"], ficha["email"]) == ("612345678", "ana@ejemplo.es")
    assert (ficha["calle"], ficha["codigo_postal"]) == ("Calle Mayor 3", "28001")


def test_la_direccion_sin_partir_de_google_se_lleva_entera():
    fila = {"First Name": "Ana", "Address 1 - Formatted": "Calle Mayor 3\n28001 Madrid\nEspaña"}
    fila["Phone 1 - Value"] = "612345678"
    assert _ficha(GOOGLE_NUEVO, fila)["calle"] == "Calle Mayor 3, 28001 Madrid, España"


@pytest.mark.parametrize("letras", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_outlook_en_espanol_en_cualquier_letra(letras):
    ficha = _ficha(
        OUTLOOK_ESPANOL,
        {
            "Tratamiento": "Sra.",
            "Nombre": "Begoña",
            "Apellidos": "Núñez Ibáñez",
            "Organización": "Peña y Cía., S.L.",
            "Puesto": "Administración",
            "Calle del trabajo": "Polígono Sur 4",
            "Calle del trabajo 2": "Nave 3",
            "Ciudad de trabajo": "Alcalá",
            "Provincia o estado de trabajo": "Madrid",
            "Código postal del trabajo": "28801",
            "Fax del trabajo": "913334456",
            "Teléfono del trabajo": "913334455",
            "Particular": "914445566",
            "Teléfono móvil": "612345678",
            "Cumpleaños": "24/05/1985",
            "Dirección de correo electrónico": "bego@ejemplo.es",
            "Tipo de correo electrónico": "SMTP",
            "Nombre de pantalla de correo electrónico": "Begoña (bego@ejemplo.es)",
            "Prioridad": "Normal",
            "Confidencialidad": "Normal",
        },
        letras=letras,
    )
    assert ficha == {
        "titulo": "Sra.",
        "nombre": "Begoña",
        "apellidos": "Núñez Ibáñez",
        "razon_social": "Peña y Cía., S.L.",
        "cargo": "Administración",
        "calle": "Polígono Sur 4, Nave 3",
        "ciudad": "Alcalá",
        "provincia": "Madrid",
        "codigo_postal": "28801",
        "movil": "612345678",
        "telefono": "913334455",
        "telefono_2": "914445566",
        "email": "bego@ejemplo.es",
        "fecha_nacimiento": "1985-05-24",
        "observaciones": "Fax: 913334456",
    }


def test_outlook_en_ingles_con_el_mes_delante_y_los_huecos_que_pone():
    leida = _leer(
        OUTLOOK,
        {
            "First Name": "Ana",
            "Last Name": "Gil",
            "Home Street": "Calle Mayor 3",
            "Home City": "Toledo",
            "Business Street": "Sur 4",
            "Business City": "Getafe",
            "Birthday": "5/24/1985",
            "Gender": "Unspecified",
            "Mobile Phone": "612345678",
            "Business Phone": "913334455",
            "Business Phone 2": "914445566",
            "Other Phone": "915556677",
            "Sensitivity": "Normal",
            "Private": "False",
        },
        {"First Name": "Eva", "Mobile Phone": "600111222", "Birthday": "0/0/00"},
        {"Company": "Luna SL", "Business Street": "Sur 4", "Birthday": "4/5/1990"},
    )
    tabla = leida.tabla
    fechas = [tabla.texto("fecha_nacimiento", n) for n in range(3)]
    assert fechas == ["1985-05-24", "", "1990-04-05"]
    assert tabla["fecha_nacimiento"].tipos[tabla["fecha_nacimiento"].codigos[0]] == Tipo.FECHA
    assert "sexo" not in tabla
    assert (tabla.texto("calle", 0), leida.aparte) == ("Calle Mayor 3", 1)
    assert tabla.texto("observaciones", 0) == (
        "Teléfono: 915556677; Dirección del trabajo: Sur 4, Getafe"
    )
    assert (tabla.texto("tipo", 2), tabla.texto("calle", 2)) == ("EMPRESA", "Sur 4")


def test_las_filas_son_las_de_la_hoja_y_las_que_no_dicen_nada_se_cuentan():
    leida = _leer(
        GOOGLE_ESPANOL,
        {"Nombre": "Ana", "Teléfono 1 - Valor": "612345678"},
        {"Etiquetas": "* myContacts"},
        {"Nombre": "Eva", "Teléfono 1 - Valor": "600111222"},
    )
    assert leida.tabla.filas.tolist() == [2, 4]
    assert leida.vacias == 1


def test_una_columna_anadida_a_mano_es_lo_que_dice_o_se_conserva():
    tabla = _leer(
        f"{GOOGLE_ESPANOL},NIF,Vendedor,Cosas mías",
        {"Nombre": "Ana", "Teléfono 1 - Valor": "612345678", "NIF": "99999018D",
         "Vendedor": "EMILY", "Cosas mías": "azul"},
    ).tabla  # fmt: skip
    assert (tabla.texto("id_fiscal", 0), tabla.texto("vendedor", 0)) == ("99999018D", "EMILY")
    assert tabla.otras["Cosas mías"].texto(0) == "azul"


def test_lo_que_manda_el_mapa_gana_a_lo_que_la_columna_es_en_la_agenda():
    fila = {"Nombre": "Ana", "Etiquetas": "MAYORISTA", "Notas": "RIEGO", "Teléfono 1 - Valor": "1"}
    manda = {"Etiquetas": "perfil", "Notas": "ignorar"}
    ficha = _ficha(GOOGLE_ESPANOL, fila, manda=manda)
    assert ficha["perfil"] == "MAYORISTA"
    assert "observaciones" not in ficha


@given(
    st.sampled_from(TODAS),
    st.lists(st.dictionaries(st.integers(0, 60), st.text(max_size=12), max_size=12), max_size=4),
)
def test_nada_de_lo_que_lleven_las_celdas_acaba_en_una_traza(cabecera, filas):
    textos = cabecera.split(",")
    celdas = [
        {textos[i]: t.replace("\0", "") for i, t in fila.items() if i < len(textos)}
        for fila in filas
    ]
    try:
        contenido = _csv(cabecera, *celdas).encode()
    except UnicodeEncodeError:
        return
    hoja = leer_plano(contenido, "x")
    encabezado = buscar_encabezado(hoja)
    agenda = reconocer_agenda(encabezado.textos)
    if agenda:
        leida = tabla_de_agenda(hoja, encabezado, agenda, {})
        assert len(leida.tabla) + leida.vacias == len(hoja.filas) - encabezado.indice - 1
