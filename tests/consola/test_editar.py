"""Lo que cambia en una ficha, y lo que se niega."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from orden_en_libro import Orden, abrir_en_excel, filas, libro_de

from clientesctl.consola.principal import ejecutar

REGISTRO = """
ID|NOMBRE|APELLIDO_1|APELLIDO_2|ID_FISCAL|CIUDAD|PROVINCIA|CODIGO_POSTAL|MOVIL|EMAIL|ETAPA|MOTIVO_INACTIVIDAD|NO_CONTACTAR|PERDIDO_EL|CANCELADO_EL|FALLECIDO_EL|FUSIONADO_EN|FECHA_REVISION|FECHA_MODIFICACION
C-001|ANA|SOLER|PONS||SEVILLA|SEVILLA|41001|612000111|ana@ejemplo.es|COMPRADOR|||||||f:2026-01-02|f:2026-01-02
C-002|Luis|RUBIO||99999018D|MADRID|MADRID||||INICIAL||||||||f:2026-01-02
C-003|ANITA|SOLER|||SEVILLA|SEVILLA|41001|612000222||PERDIDO|COMPETENCIA||f:2026-05-01||||f:2026-01-02|
C-004|ANA|SOLER||||||||||||||C-001||
VENTAS
ID|FECHA|ID_CLIENTE|IMPORTE
V-1|f:2026-11-01|C-001|n:30
V-2|f:2026-11-02|C-001|n:40
V-3|f:2026-11-03|C-002|n:50
CITAS
ID|FECHA|HORA|ID_CLIENTE|ASUNTO
T-1|f:2026-12-01|10:00|C-001|VISITA
T-2|f:2026-10-01|10:00|C-001|VISITA
CONSENTIMIENTOS
FECHA|ID_CLIENTE|CANAL|FINALIDAD|OTORGADO|FUENTE|VERSION_TEXTO
f:2026-01-02|C-001|EMAIL|OFERTAS|SI|FERIA|2026-1
"""  # una fila por línea
HOY = "2026-11-22"


@pytest.fixture
def orden(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Orden:
    return Orden(libro_de(REGISTRO, tmp_path / "clientes.xlsx"), capsys)


def estado(orden: Orden, capsys: pytest.CaptureFixture[str], suyo: str) -> str:
    ejecutar(["estado", str(orden.ruta), "--formato", "json", "--hoy", "2026-11-22"])
    clientes = json.loads(capsys.readouterr().out)["clientes"]
    return next(c["estado"] for c in clientes if c["id"] == suyo)


def test_el_dato_entra_por_las_politicas_y_se_ve_antes_y_despues(orden):
    assert orden("editar", "C-001", "apellido_2=pons vila", "movil=699 112-233") == 0
    assert "CLIENTES\tC-001\tMOVIL\t612000111\t699112233" in orden.datos
    ficha = orden.ficha("C-001")
    assert (ficha["APELLIDO_2"], ficha["MOVIL"]) == ("PONS VILA", "699112233")
    assert ficha["FECHA_MODIFICACION"] == HOY


def test_no_se_castiga_lo_que_ya_estaba_mal(orden):
    assert orden("editar", "C-002", "email=luis@ejemplo.es") == 0
    assert orden.ficha("C-002")["NOMBRE"] == "Luis"


def test_lo_que_se_toca_mal_se_niega(orden):
    assert orden("editar", "C-002", "codigo_postal=99999") == 2
    assert "en España no hay códigos postales que empiecen por 99" in orden.dicho
    assert "teléfono" not in orden.dicho
    assert "CODIGO_POSTAL" not in orden.ficha("C-002")


def test_vaciar_lo_obligatorio_se_niega_y_a_sabiendas_se_deja(orden):
    assert orden("editar", "C-001", "codigo_postal=") == 2
    assert orden("editar", "C-001", "codigo_postal=", "--a-sabiendas") == 0
    assert "CODIGO_POSTAL" not in orden.ficha("C-001")


def test_dos_apellidos_en_uno_se_reparten_si_el_otro_esta_vacio(orden):
    assert orden("editar", "C-003", "apellido_1=soler vila") == 0
    ficha = orden.ficha("C-003")
    assert (ficha["APELLIDO_1"], ficha["APELLIDO_2"]) == ("SOLER", "VILA")


def test_sin_cambios_lo_dice_y_no_escribe(orden):
    antes = orden.ruta.read_bytes()
    assert orden("editar", "C-001", "ciudad=sevilla") == 0
    assert "ya estaba así" in orden.dicho
    assert orden.ruta.read_bytes() == antes


def test_se_la_nombra_por_su_telefono(orden):
    assert orden("editar", "612 000 222", "ciudad=DOS HERMANAS") == 0
    assert orden.ficha("C-003")["CIUDAD"] == "DOS HERMANAS"


def test_perdido_lleva_su_causa_por_su_comienzo(orden, capsys):
    assert orden("editar", "C-001", "--perdido", "comp", "--el", "2026-11-10") == 0
    ficha = orden.ficha("C-001")
    assert (ficha["ETAPA"], ficha["MOTIVO_INACTIVIDAD"]) == ("PERDIDO", "COMPETENCIA")
    assert ficha["PERDIDO_EL"] == "2026-11-10"
    assert estado(orden, capsys, "C-001") == "PERDIDO"


def test_una_causa_que_puede_ser_dos_ensena_las_cuatro(orden):
    assert orden("editar", "C-001", "--perdido", "no") == 2
    assert "NO CUMPLE, NO UTILIZA, COMPETENCIA y YA NO EXISTE" in orden.dicho


def test_cancelar_y_recuperar_dejan_la_ficha_donde_estaba(orden, capsys):
    assert orden("editar", "C-001", "--cancelar") == 0
    assert estado(orden, capsys, "C-001") == "CANCELADO"
    assert "tiene 1 cita por delante (01/12/2026)" in orden.dicho
    assert orden("editar", "C-001", "--recuperar") == 0
    ficha = orden.ficha("C-001")
    assert ficha["ETAPA"] == "COMPRADOR"
    assert "CANCELADO_EL" not in ficha
    assert estado(orden, capsys, "C-001") == "ACTIVO"


def test_recuperar_a_quien_nunca_compro_lo_deja_en_inicial(orden):
    assert orden("editar", "C-003", "--recuperar") == 0
    ficha = orden.ficha("C-003")
    assert ficha["ETAPA"] == "INICIAL"
    assert "MOTIVO_INACTIVIDAD" not in ficha


@pytest.mark.parametrize(
    "dicho", [["--fallecido", "2026-11-02"], ["--fallecido", "--el=2026-11-02"]]
)
def test_fallecido_avisa_de_sus_citas(orden, dicho):
    assert orden("editar", "C-001", *dicho) == 0
    assert orden.ficha("C-001")["FALLECIDO_EL"] == "2026-11-02"
    assert "cita por delante (01/12/2026): quítela" in orden.dicho


def test_lo_que_aun_no_ha_pasado_no_se_apunta(orden):
    assert orden("editar", "C-001", "--fallecido", "2027-01-01") == 2


def test_no_contactar_queda_tambien_en_consentimientos_y_una_sola_vez(orden):
    assert orden("editar", "C-001", "--no-contactar") == 0
    assert orden.ficha("C-001")["NO_CONTACTAR"] == "SI"
    assert filas(orden.ruta, "CONSENTIMIENTOS")[-1] == {
        "FECHA": HOY, "ID_CLIENTE": "C-001", "OTORGADO": "NO",
    }  # fmt: skip
    assert orden("editar", "C-001", "--no-contactar") == 0
    assert len(filas(orden.ruta, "CONSENTIMIENTOS")) == 2


def test_revisado_pone_la_fecha(orden):
    assert orden("editar", "C-003", "--revisado") == 0
    assert orden.ficha("C-003")["FECHA_REVISION"] == HOY


def test_irse_de_dos_maneras_se_niega(orden):
    assert orden("editar", "C-001", "--cancelar", "--perdido", "comp") == 2
    assert "no van juntas" in orden.dicho


def test_cambiar_el_id_se_lleva_todo_lo_suyo(orden, capsys):
    assert orden("editar", "C-001", "id=C-100") == 0
    assert [v["ID_CLIENTE"] for v in filas(orden.ruta, "VENTAS")] == ["C-100", "C-100", "C-002"]
    assert filas(orden.ruta, "CONSENTIMIENTOS")[0]["ID_CLIENTE"] == "C-100"
    assert orden.ficha("C-004")["FUSIONADO_EN"] == "C-100"
    assert estado(orden, capsys, "C-100") == "ACTIVO"


def test_un_id_que_es_de_otro_no_se_pone(orden):
    assert orden("editar", "C-001", "id=c-002") == 2
    assert "ya lo lleva la ficha de la fila 3" in orden.dicho


def test_avisa_si_el_cambio_la_hace_doble_de_otra(orden):
    assert orden("editar", "C-003", "nombre=ANA", "apellido_2=PONS", "email=ana@ejemplo.es") == 0
    assert "así se parece a C-001" in orden.dicho


def test_avisa_si_repite_el_documento_de_otra(orden):
    assert orden("editar", "C-003", "id_fiscal=99.999.018-D") == 0
    assert "así se parece a C-002" in orden.dicho
    assert "mismo documento" in orden.dicho


def test_si_ya_se_parecian_no_se_repite(orden):
    assert orden("editar", "C-003", "nombre=ANA", "apellido_2=PONS", "email=ana@ejemplo.es") == 0
    assert orden("editar", "C-003", "apellido_2=PONS", "movil=612000111") == 0
    assert "se parece" not in orden.dicho


@pytest.mark.parametrize(
    ("tecleado", "dice"),
    [
        (["hola"], "«hola» no dice qué cambia"),
        ([], "no dice qué cambia"),
        (["color=rojo"], "no hay ninguna columna «color»"),
        (["ciudad=A", "ciudad=B"], "CIUDAD está dos veces"),
    ],
)
def test_lo_que_no_se_entiende_dice_como_se_dice(orden, tecleado, dice):
    assert orden("editar", "C-001", *tecleado) == 2
    assert dice in orden.dicho


def test_deshacer_devuelve_cada_celda(orden):
    hojas = ("CLIENTES", "VENTAS", "CONSENTIMIENTOS")
    antes = {hoja: filas(orden.ruta, hoja) for hoja in hojas}
    assert orden("editar", "C-001", "id=C-100", "movil=699112233", "--no-contactar") == 0
    assert orden.deshacer() == 0
    assert {hoja: filas(orden.ruta, hoja) for hoja in hojas} == antes


def test_con_el_libro_abierto_queda_apuntado_y_entra_despues(orden):
    candado = abrir_en_excel(orden.ruta)
    assert orden("editar", "C-001", "movil=699112233") == 4
    assert "queda apuntado" in orden.dicho
    assert orden("editar", "699112233", "email=nuevo@ejemplo.es") == 4
    candado.unlink()
    assert orden("editar", "C-001", "--revisado") == 0
    ficha = orden.ficha("C-001")
    assert (ficha["MOVIL"], ficha["EMAIL"]) == ("699112233", "nuevo@ejemplo.es")
    assert ficha["FECHA_REVISION"] == HOY


def test_el_json_lleva_cada_cambio(orden):
    assert orden("editar", "C-003", "movil=699112233", "--formato", "json", "--simular") == 0
    objeto = json.loads(orden.datos)
    assert (objeto["version"], objeto["id"], objeto["hecho"]) == (1, "C-003", "simulada")
    movil = {"hoja": "CLIENTES", "ficha": "C-003", "campo": "movil", "antes": "612000222"}
    assert {**movil, "despues": "699112233"} in objeto["cambios"]


def test_el_nombre_entero_se_reparte_de_nuevo(orden):
    assert orden("editar", "C-001", "nombre_completo=María del Carmen Ruiz Vila") == 0
    ficha = orden.ficha("C-001")
    assert [ficha[c] for c in ("NOMBRE", "APELLIDO_1", "APELLIDO_2")] == [
        "MARÍA DEL CARMEN", "RUIZ", "VILA",
    ]  # fmt: skip


def test_el_codigo_postal_nuevo_trae_su_provincia_si_no_la_tenia(orden):
    assert orden("editar", "C-002", "provincia=", "--a-sabiendas") == 0
    assert orden("editar", "C-002", "codigo_postal=28001", "email=a@ejemplo.es") == 0
    assert orden.ficha("C-002")["PROVINCIA"] == "MADRID"


def test_si_la_provincia_era_otra_se_avisa_y_no_se_cambia(orden):
    assert orden("editar", "C-001", "codigo_postal=28001") == 0
    assert "el 28001 es de MADRID y la ficha dice SEVILLA" in orden.dicho
    assert orden.ficha("C-001")["PROVINCIA"] == "SEVILLA"


def test_tocar_un_dato_no_pone_en_mayusculas_los_demas(orden):
    assert orden("editar", "C-002", "apellido_1=rubio soler") == 0
    ficha = orden.ficha("C-002")
    assert (ficha["NOMBRE"], ficha["APELLIDO_1"], ficha["APELLIDO_2"]) == ("Luis", "RUBIO", "SOLER")


@pytest.mark.parametrize("visto", ["XXX", "N/A", "-", "0000"])
def test_un_marcador_no_borra_el_dato_que_habia(orden, visto):
    antes = orden.ruta.read_bytes()
    assert orden("editar", "C-002", f"id_fiscal={visto}") == 2
    assert "id_fiscal= (sin nada detrás)" in orden.dicho
    assert orden.ruta.read_bytes() == antes
    assert orden("editar", "C-002", "id_fiscal=") == 0
    assert "ID_FISCAL" not in orden.ficha("C-002")
