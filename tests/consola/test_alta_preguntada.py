"""El alta campo a campo, en una terminal de verdad."""

from __future__ import annotations

from pathlib import Path

import pytest
from en_terminal import en_terminal
from orden_en_libro import filas, libro_de

pytest.importorskip("pty")

REGISTRO = """
ID|TIPO|NOMBRE|APELLIDO_1|APELLIDO_2|RAZON_SOCIAL|CIUDAD|PROVINCIA|CODIGO_POSTAL|MOVIL|EMAIL|VENDEDOR|ETAPA|FECHA_CAPTURA
C-001|PERSONA|ANA|SOLER|PONS||SEVILLA|SEVILLA|41001|612 000 111||EMILY|COMPRADOR|
C-002|PERSONA|LUIS|RUBIO|GIL||SEVILLA|SEVILLA|41001|633 445 566||EMILY|INICIAL|
CONSENTIMIENTOS
FECHA|ID_CLIENTE|CANAL|FINALIDAD|OTORGADO|FUENTE|VERSION_TEXTO
f:2026-01-02|C-001|EMAIL|OFERTAS|SI|FERIA|2026-1
LISTAS
VENDEDOR|CANAL
EMILY|EMAIL
PEPE|TELÉFONO
"""  # una fila por línea
NOMBRE, A_SEVILLA = "p\nmaría josé\npérez gil\n", "41001\n\n\n"
"""Persona, nombre, apellidos; código postal, con su ciudad y su provincia aceptadas."""


@pytest.fixture
def ruta(tmp_path: Path) -> Path:
    return libro_de(REGISTRO, tmp_path / "clientes.xlsx")


def dictar(ruta: Path, respuestas: str, *opciones: str) -> tuple[int, str]:
    return en_terminal(["alta", "--libro", str(ruta), *opciones, "--hoy", "2026-11-22"], respuestas)


def test_lo_que_se_teclea_se_ve_como_queda_y_se_guarda(ruta):
    respuestas = f"{NOMBRE}\n{A_SEVILLA}655111222\n\n2\n\ns"
    codigo, pantalla = dictar(ruta, respuestas)
    assert codigo == 0
    assert "→ PÉREZ · APELLIDO_2 GIL" in pantalla
    assert "APELLIDO_2 [GIL]" in pantalla
    assert "CIUDAD [SEVILLA]" in pantalla
    assert "PROVINCIA [SEVILLA]" in pantalla
    assert "1 EMILY   2 PEPE" in pantalla
    assert pantalla.rstrip().endswith("C-003")
    assert filas(ruta)[-1] == {
        "ID": "C-003", "TIPO": "PERSONA", "NOMBRE": "MARÍA JOSÉ", "APELLIDO_1": "PÉREZ",
        "APELLIDO_2": "GIL", "CIUDAD": "SEVILLA", "PROVINCIA": "SEVILLA",
        "CODIGO_POSTAL": "41001", "MOVIL": "655 111 222", "VENDEDOR": "PEPE",
        "ETAPA": "INICIAL", "FECHA_CAPTURA": "2026-11-22",
    }  # fmt: skip


def test_lo_que_no_vale_se_vuelve_a_preguntar_diciendo_por_que(ruta):
    respuestas = f"{NOMBRE}\n99999\n{A_SEVILLA}6551\n655111222\n\n\n\ns"
    codigo, pantalla = dictar(ruta, respuestas)
    assert codigo == 0
    assert "en España no hay códigos postales que empiecen por 99" in pantalla
    assert "no es un teléfono posible" in pantalla
    assert filas(ruta)[-1]["MOVIL"] == "655 111 222"


def test_tecleado_dos_veces_igual_entra_como_se_dijo(ruta):
    codigo, pantalla = dictar(ruta, f"{NOMBRE}\n{A_SEVILLA}6551\n6551\n\n\n\ns")
    assert codigo == 0
    assert "entra a sabiendas" in pantalla
    assert filas(ruta)[-1]["MOVIL"] == "6551"


def test_la_interrogacion_dice_para_que_sirve_y_el_menor_vuelve_atras(ruta):
    respuestas = "p\nmaría\n?\n<\neva\npérez\n\n41001\n\n\n655111222\n\n\n\ns"
    codigo, pantalla = dictar(ruta, respuestas)
    assert codigo == 0
    assert "Distinguir a quien se llama igual, como PÉREZ" in pantalla
    assert "NOMBRE* [MARÍA]" in pantalla
    assert filas(ruta)[-1]["NOMBRE"] == "EVA"


def test_el_guion_borra_lo_que_se_propone(ruta):
    codigo, _ = dictar(ruta, f"{NOMBRE}-\n41001\n-\n\n655111222\n\n\n\ns")
    assert codigo == 0
    assert "APELLIDO_2" not in filas(ruta)[-1]


def test_si_falta_lo_obligatorio_lo_dice_antes_de_guardar(ruta):
    codigo, pantalla = dictar(ruta, f"{NOMBRE}\n\n\n\n\n\n\n\nn")
    assert codigo == 0
    assert "falta algo: CODIGO_POSTAL" in pantalla
    assert "no hay cómo llegar al cliente" in pantalla
    assert "no se ha guardado nada" in pantalla
    assert len(filas(ruta)) == 2


def test_el_consentimiento_se_apunta_con_lo_que_se_lee_ahora(ruta):
    codigo, pantalla = dictar(ruta, f"{NOMBRE}\n{A_SEVILLA}655111222\n\n\n1\n\n\nMOSTRADOR\ns")
    assert codigo == 0
    assert "PARA QUÉ (FINALIDAD) [OFERTAS]" in pantalla
    assert filas(ruta, "CONSENTIMIENTOS")[-1] == {
        "FECHA": "2026-11-22", "ID_CLIENTE": "C-003", "CANAL": "EMAIL", "FINALIDAD": "OFERTAS",
        "OTORGADO": "SI", "FUENTE": "MOSTRADOR", "VERSION_TEXTO": "2026-1",
    }  # fmt: skip


@pytest.mark.parametrize(
    "cuando", ["\x03", f"{NOMBRE}\n\x03", f"{NOMBRE}\n{A_SEVILLA}\n\n\n\n\x03"]
)
def test_control_c_no_deja_nada(ruta, cuando):
    antes = ruta.read_bytes()
    codigo, pantalla = dictar(ruta, cuando if "\n" in cuando else f"{cuando}\n")
    assert codigo == 130
    assert "no se ha guardado nada" in pantalla
    assert ruta.read_bytes() == antes
    assert not (ruta.parent / ".clientesctl").exists()


def test_con_datos_en_la_orden_pregunta_lo_demas(ruta):
    codigo, pantalla = dictar(
        ruta, "\n\n\n41001\n\n\n\n\n\n\ns", "-i", "nombre=eva", "apellido_1=mora", "movil=655111222"
    )
    assert codigo == 0
    assert "¿Persona o empresa?" not in pantalla
    assert "MOVIL* [655 111 222]" in pantalla
    assert filas(ruta)[-1]["NOMBRE"] == "EVA"


YA_ESTA = ["--nombre", "luis", "--apellido-1", "rubio", "cp=41001", "movil=633445566"]


def test_si_parece_que_ya_esta_pregunta_y_completa_lo_que_falta(ruta):
    codigo, pantalla = dictar(ruta, "?c", *YA_ESTA, "email=luis@ejemplo.es")
    assert codigo == 0
    assert "C-002  LUIS RUBIO GIL" in pantalla
    assert "mismo teléfono" in pantalla
    assert "se le añade lo que le falta" in pantalla
    assert len(filas(ruta)) == 2
    assert filas(ruta)[-1]["EMAIL"] == "luis@ejemplo.es"


def test_lo_que_choca_se_pregunta_dato_a_dato(ruta):
    codigo, pantalla = dictar(ruta, "cnv", *YA_ESTA, "ciudad=CAMAS", "vendedor=PEPE")
    assert codigo == 1
    assert "CIUDAD: la ficha dice «SEVILLA» y ahora «CAMAS»" in pantalla
    ficha = filas(ruta)[-1]
    assert (ficha["CIUDAD"], ficha["VENDEDOR"]) == ("CAMAS", "EMILY")


def test_si_es_otra_entra_y_si_se_deja_no(ruta):
    assert dictar(ruta, "d", *YA_ESTA)[0] == 0
    assert len(filas(ruta)) == 2
    assert dictar(ruta, "n", *YA_ESTA)[0] == 0
    assert len(filas(ruta)) == 3


def test_en_una_terminal_estrecha_no_se_parte_ninguna_palabra_ni_una_opcion_de_su_numero(tmp_path):
    vendedores = [f"VENDEDORA{n}" for n in range(1, 9)]
    listas = "LISTAS\nVENDEDOR\n" + "\n".join(vendedores)
    ruta = libro_de(REGISTRO.partition("LISTAS")[0] + listas, tmp_path / "clientes.xlsx")
    respuestas = f"?\n{NOMBRE}\n99999\n{A_SEVILLA}655111222\n\n2\n\nn"
    orden = ["alta", "--libro", str(ruta), "--hoy", "2026-11-22"]
    _, pantalla = en_terminal(orden, respuestas, ancho=60)
    assert "p si es una persona" in pantalla
    renglones = pantalla.splitlines()
    for numero, vendedora in enumerate(vendedores, 1):
        assert any(f"{numero} {vendedora}" in renglon for renglon in renglones)
    assert all(len(r) <= 60 for r in renglones if r.startswith("   "))
    assert "códigos postales que empiecen" in " ".join(pantalla.split())
