import importlib.util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.registro.cabeceras import NADA, clave, leer_cabecera, raiz, sinonimos
from clientesctl.registro.esquema import AJENOS, HOJAS, campo

RAIZ = Path(__file__).parents[2]


def _banco():
    ruta = RAIZ / "bench" / "reconocimiento.py"
    especificacion = importlib.util.spec_from_file_location("reconocimiento", ruta)
    modulo = importlib.util.module_from_spec(especificacion)
    import sys

    sys.modules["reconocimiento"] = modulo
    especificacion.loader.exec_module(modulo)
    return modulo


@pytest.mark.parametrize(
    ("cabecera", "esperado"),
    [
        ("C.P.", "codigo_postal"),
        ("Cve.", "id"),
        ("Deleg./Mpio.", "municipio"),
        ("Correo electrónico 1 - Valor", "email"),
        ("Teléfono 2 - Valor", "telefono_2"),
        ("Dirección 1 - Región", "provincia"),
        ("Ciudad de trabajo", "ciudad"),
        ("Pueblo", "ciudad"),
        ("E-mail 1 - Type", "?"),
        ("Nº de pedido", "?"),
        ("Cód.Postal", "codigo_postal"),
        ("CódigoPostal", "codigo_postal"),
        ("Tfno. fijo", "telefono"),
        ("Tel2", "telefono_2"),
        ("2º APELLIDO", "apellido_2"),
        ("Ap. Materno", "apellido_2"),
        ("FechaUC", "ultima_compra"),
        ("Fec. Nac.", "fecha_nacimiento"),
        ("R.F.C.", "id_fiscal"),
        ("E-mail *", "email"),
        ("Cuit ", "id_fiscal"),
        ("NomFant", "nombre_comercial"),
        ("Billing Zip/Postal Code", "codigo_postal"),
        ("Phone 1 - Value", "telefono"),
        ("Propietario de la cuenta", "vendedor"),
        ("Teléfono(s)", "telefono"),
        ("Fecha  de\nalta:", "fecha_alta"),
        ("He leído y acepto la política de privacidad de esta casa", "consentimiento"),
        ("¿Acepto recibir ofertas y novedades por correo?", "consentimiento"),
        ("Autorizo el tratamiento de mis datos con fines comerciales", "consentimiento"),
        ("Empresa u organización", "razon_social"),
        ("¿En qué podemos ayudarle?", "observaciones"),
        ("¿Cómo nos ha conocido?", "medio"),
        ("Submission Date", "fecha_alta"),
    ],
)
def test_una_cabecera_de_libro_ajeno_dice_su_campo(cabecera, esperado):
    assert leer_cabecera(cabecera).campos == (esperado,)


@pytest.mark.parametrize("cabecera", ["CUDAD", "Oservaciones", "Telefno", "Provinica", "Direcion"])
def test_una_errata_se_entiende_pero_sin_certeza(cabecera):
    lectura = leer_cabecera(cabecera)
    assert len(lectura.campos) == 1
    assert lectura.fuerza < 0.95


@pytest.mark.parametrize("cabecera", ["Estado", "Nombre", "Número", "Contacto", "Fecha", "Cliente"])
def test_una_cabecera_de_varios_significados_los_deja_abiertos(cabecera):
    assert leer_cabecera(cabecera).abierta


@pytest.mark.parametrize(
    "cabecera",
    ["", "   ", "***", "Kilómetros", "Talla", "Nombre mascota", "No acepto recibir ofertas"],
)
def test_lo_que_no_se_conoce_no_se_adivina(cabecera):
    assert leer_cabecera(cabecera) == NADA


@pytest.mark.parametrize("clase", [c for c in HOJAS if c != "LISTAS"])
def test_cada_columna_del_contrato_es_ella_misma(clase):
    for columna in HOJAS[clase]:
        lectura = leer_cabecera(columna.cabecera, clase)
        assert (lectura.campos[0], lectura.fuerza) == (columna.nombre, 1.0)


@pytest.mark.parametrize("clase", list(HOJAS))
def test_la_tabla_solo_nombra_campos_que_existen(clase):
    nombres = {c for campos in sinonimos(clase).claves.values() for c in campos} - {"?"}
    assert [n for n in nombres if campo(n, clase) is None] == []


def test_todo_campo_ajeno_tiene_alguna_cabecera():
    alcanzables = {c for campos in sinonimos("CLIENTES").claves.values() for c in campos}
    assert {c.nombre for c in AJENOS["CLIENTES"]} <= alcanzables


@given(st.text(max_size=40))
def test_ninguna_cabecera_rompe_nada(texto):
    assert set(clave(texto)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789# ")
    assert raiz(texto) == raiz(f"  {texto}: ")
    assert 0 <= leer_cabecera(texto).fuerza <= 1


def test_sin_su_sinonimo_ninguna_cabecera_se_llama_mal_con_certeza():
    banco = _banco()
    filas = banco.leer_filas(RAIZ / "bench" / "reconocimiento_cabeceras.csv")
    respuestas = list(banco.preguntar(filas))
    assert [r for r in respuestas if r.mal_con_certeza] == []
    con_valores = [r for r in respuestas if r.con_valores]
    assert sum(r.buena for r in con_valores) >= 0.85 * len(con_valores)


def test_quitado_su_sinonimo_ninguna_de_la_tabla_se_llama_mal_con_certeza():
    banco = _banco()
    # Las mismas palabras en otro orden: «Email (Billing)» es el correo y «Billing email», el de
    # cobros. Quitada una, la otra la confunde; en la tabla están las dos.
    mellizas = {"EMAIL BILLING", "BILLING EMAIL"}
    respuestas = banco.preguntar(banco.filas_de_la_tabla()[::6])
    malas = [r for r in respuestas if r.mal_con_certeza and r.cabecera not in mellizas]
    assert [(r.cabecera, r.campo, r.candidato) for r in malas] == []


@pytest.mark.parametrize("cabecera", ["Total Gs.", "Importe EUR", "Monto (USD)"])
def test_la_moneda_junto_al_importe_no_lo_esconde(cabecera):
    assert leer_cabecera(cabecera, "VENTAS").campos == ("importe",)


@pytest.mark.parametrize("cabecera", ["CAPTURADO_POR", "Creado por", "Revisado por"])
def test_quien_lo_hizo_no_es_el_dia_en_que_se_hizo(cabecera):
    assert leer_cabecera(cabecera).campos == ()
