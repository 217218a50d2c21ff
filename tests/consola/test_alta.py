"""El alta por opciones: lo que se teclea, lo que entra y lo que se niega."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from libros_de_captura import MARIA, REGISTRO
from orden_en_libro import Orden, abrir_en_excel, filas, libro_de

from clientesctl.consola.principal import ejecutar
from clientesctl.libro.cifrado import cifrar


@pytest.fixture
def orden(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Orden:
    return Orden(libro_de(REGISTRO, tmp_path / "clientes.xlsx"), capsys)


def test_entra_con_las_politicas_aplicadas_y_da_su_id(orden):
    tecleado = ["--nombre", "maría josé", "--apellido-1", "pérez gil", "--medio", "telefono"]
    assert orden("alta", *tecleado, *MARIA, "--vendedor", "emily") == 0
    assert orden.datos == "C-004"
    assert "APELLIDO_1 «pérez gil» → PÉREZ; APELLIDO_2 GIL" in orden.dicho
    assert "clientesctl deshacer" in orden.dicho
    hoy = "2026-11-22"
    assert orden.ficha("C-004") == {
        "ID": "C-004", "TIPO": "PERSONA", "NOMBRE": "MARÍA JOSÉ", "APELLIDO_1": "PÉREZ",
        "APELLIDO_2": "GIL", "PROVINCIA": "BARCELONA", "CODIGO_POSTAL": "08001",
        "MOVIL": "633 445 566", "VENDEDOR": "EMILY", "MEDIO": "TELÉFONO", "ETAPA": "INICIAL",
        "FECHA_ALTA": hoy, "FECHA_CAPTURA": hoy,
    }  # fmt: skip


def test_lo_escrito_no_incumple_nada(orden, capsys):
    orden("alta", "María José Pérez Gil", *MARIA, "--consiente", "email:ofertas",
          "--punto", "web", "--version-texto", "2026-2")  # fmt: skip
    ejecutar(["validar", str(orden.ruta), "--formato", "json", "--hoy", "2026-11-22"])
    hallazgos = json.loads(capsys.readouterr().out)["hallazgos"]
    assert [h for h in hallazgos if h["fila"] == 5] == []
    assert [h for h in hallazgos if h["hoja"] == "CONSENTIMIENTOS"] == []


def test_el_estado_lo_cuenta_como_prospecto(orden, capsys):
    orden("alta", "María José Pérez Gil", *MARIA)
    ejecutar(["estado", str(orden.ruta), "--formato", "json", "--hoy", "2026-11-22"])
    clientes = json.loads(capsys.readouterr().out)["clientes"]
    assert [c["estado"] for c in clientes if c["id"] == "C-004"] == ["PROSPECTO"]


def test_el_nombre_entero_se_reparte_si_es_seguro(orden):
    assert orden("alta", "María del Carmen Pérez Gil", *MARIA) == 0
    ficha = orden.ficha("C-004")
    assert (ficha["NOMBRE"], ficha["APELLIDO_1"], ficha["APELLIDO_2"]) == (
        "MARÍA DEL CARMEN", "PÉREZ", "GIL",
    )  # fmt: skip


def test_el_nombre_entero_dudoso_no_se_reparte_y_dice_como_decirlo(orden):
    assert orden("alta", "Santiago Alonso Martín", *MARIA) == 2
    assert "nombre=SANTIAGO apellido_1=ALONSO apellido_2=MARTÍN" in orden.dicho
    assert len(filas(orden.ruta)) == 3


def test_lo_que_no_se_arregla_se_niega_con_todo_lo_que_falla(orden):
    assert orden("alta", "--nombre", "EVA", "--apellido-1", "GIL", "cp=99999", "dni=12345678A",
                 "medio=carrier") == 2  # fmt: skip
    assert "en España no hay códigos postales que empiecen por 99" in orden.dicho
    assert "ID_FISCAL «12345678A»: no es un NIF válido" in orden.dicho
    assert "MEDIO «CARRIER»: no está en su lista (FERIA, TELÉFONO)" in orden.dicho
    assert "no hay cómo llegar al cliente" in orden.dicho
    assert len(filas(orden.ruta)) == 3


def test_a_sabiendas_entra_y_dice_en_que_incumple(orden):
    assert orden("alta", "María José Pérez Gil", "movil=633445566", "--a-sabiendas") == 0
    assert "no tiene código postal (entra a sabiendas)" in orden.dicho
    assert "CODIGO_POSTAL" not in orden.ficha("C-004")


def test_ni_a_sabiendas_entra_una_tarjeta_de_credito(orden):
    tecleado = ["observaciones=paga con 4111 1111 1111 1111", "--a-sabiendas"]
    assert orden("alta", "María José Pérez Gil", *MARIA, *tecleado) == 2
    assert "hay un número de tarjeta" in orden.dicho
    assert "4111 1111" not in orden.dicho
    assert "--a-sabiendas" not in orden.dicho


def test_una_columna_que_no_existe_dice_cual_se_le_parece(orden):
    assert orden("alta", "María José Pérez Gil", *MARIA, "vendedro=EMILY") == 2
    assert "«vendedor»" in orden.dicho


def test_el_consentimiento_lleva_su_prueba(orden):
    assert orden("alta", "María José Pérez Gil", *MARIA, "--consiente", "email:ofertas",
                 "--no-consiente", "tel", "--punto", "mostrador",
                 "--version-texto", "2026-2") == 0  # fmt: skip
    _, dado, negado = filas(orden.ruta, "CONSENTIMIENTOS")
    assert dado == {
        "FECHA": "2026-11-22", "ID_CLIENTE": "C-004", "CANAL": "EMAIL",
        "FINALIDAD": "OFERTAS", "OTORGADO": "SI", "FUENTE": "MOSTRADOR", "VERSION_TEXTO": "2026-2",
    }  # fmt: skip
    assert (negado["CANAL"], negado["OTORGADO"]) == ("TELÉFONO", "NO")


def test_un_consentimiento_sin_prueba_se_avisa(orden):
    orden("alta", "María José Pérez Gil", *MARIA, "--consiente", "email")
    assert "sin la fuente (--fuente) y la versión del texto (--version-texto)" in orden.dicho


def test_un_canal_que_no_esta_en_su_lista_se_niega(orden):
    assert orden("alta", "María José Pérez Gil", *MARIA, "--consiente", "fax") == 2
    assert "EMAIL y TELÉFONO" in orden.dicho


def test_los_datos_de_otro_dicen_hasta_cuando(orden):
    assert orden("alta", "María José Pérez Gil", *MARIA, "--origen", "segunda") == 2
    assert "--hasta" in orden.dicho
    con_plazo = ["--origen", "segunda", "--hasta", "2027-03-01", "--obtenido", "2026-11-20"]
    assert orden("alta", "María José Pérez Gil", *MARIA, *con_plazo) == 0
    ficha = orden.ficha("C-004")
    assert ficha["ORIGEN_DATOS"] == "SEGUNDA"
    assert ficha["CADUCA_EL"] == "2027-03-01"
    assert ficha["FECHA_ALTA"] == "2026-11-20"
    assert ficha["FECHA_CAPTURA"] == "2026-11-22"


def test_unos_datos_que_ya_no_se_pueden_usar_se_avisan(orden):
    pasados = ["--origen", "tercera", "--hasta", "2026-01-01"]
    assert orden("alta", "María José Pérez Gil", *MARIA, *pasados) == 0
    assert "CADUCA_EL «2026-01-01» ya ha pasado" in orden.dicho


def test_lo_que_se_obtendra_manana_no_entra(orden):
    assert orden("alta", "María José Pérez Gil", *MARIA, "--obtenido", "2026-12-01") == 2
    assert "FECHA_ALTA «2026-12-01»: es una fecha futura" in orden.dicho


def test_simular_no_escribe(orden):
    antes = orden.ruta.read_bytes()
    assert orden("alta", "María José Pérez Gil", *MARIA, "--simular") == 0
    assert orden.ruta.read_bytes() == antes
    assert "quite --simular" in orden.dicho


def test_el_json_dice_lo_mismo(orden):
    assert orden("alta", "María José Pérez Gil", *MARIA, "--formato", "json") == 0
    objeto = json.loads(orden.datos)
    assert (objeto["version"], objeto["id"], objeto["hecho"]) == (1, "C-004", "nueva")
    assert {"campo": "movil", "antes": "633445566", "despues": "633 445 566"} in objeto["arreglos"]
    assert objeto["parecidos"] == []


def test_un_id_que_ya_se_lleva_no_se_da(orden):
    assert orden("alta", "María José Pérez Gil", *MARIA, "id=C-002") == 2
    assert "ya lo lleva la ficha de la fila 3" in orden.dicho


def test_deshacer_devuelve_cada_celda(orden):
    antes = {h: filas(orden.ruta, h) for h in ("CLIENTES", "CONSENTIMIENTOS")}
    assert orden("alta", "María José Pérez Gil", *MARIA, "--consiente", "email", "horario=A") == 0
    assert orden.deshacer() == 0
    assert {h: filas(orden.ruta, h) for h in antes} == antes


def test_con_el_libro_abierto_queda_apuntada_y_el_id_no_se_repite(orden):
    candado = abrir_en_excel(orden.ruta)
    assert orden("alta", "María José Pérez Gil", *MARIA) == 4
    assert orden.datos == "C-004"
    assert "no lo repita" in orden.dicho
    assert orden("alta", "Juan Ruiz Soto", "cp=28001", "movil=655111222") == 4
    assert orden.datos == "C-005"
    assert orden("alta", "María José Pérez Gil", *MARIA) == 2
    assert "C-004" in orden.dicho
    assert orden("editar", "C-005", "email=juan@ejemplo.es") == 4
    candado.unlink()
    assert orden("alta", "Eva Mora Díaz", "cp=28001", "movil=655111333") == 0
    assert orden.datos == "C-006"
    assert orden.ficha("C-004")["NOMBRE"] == "MARÍA JOSÉ"
    assert orden.ficha("C-005")["EMAIL"] == "juan@ejemplo.es"


def test_un_libro_con_contrasena_sigue_con_ella(orden, monkeypatch):
    orden.ruta.write_bytes(cifrar(orden.ruta.read_bytes(), "secreta"))
    assert orden("alta", "María José Pérez Gil", *MARIA) == 3
    monkeypatch.setenv("CLIENTESCTL_CLAVE", "secreta")
    assert orden("alta", "María José Pérez Gil", *MARIA) == 0
    assert not orden.ruta.read_bytes().startswith(b"PK")
    assert orden("alta", "María José Pérez Gil", *MARIA) == 2


def test_sin_datos_y_sin_terminal_dice_como_se_dan(orden):
    assert orden("alta") == 2
    assert "clientesctl alta --nombre ANA" in orden.dicho


@pytest.mark.sistema
def test_libreoffice_relee_lo_escrito(orden, programa, tmp_path):
    orden("alta", "María José Pérez Gil", *MARIA, "--consiente", "email", "horario=TARDES")
    perfil = (tmp_path / "perfil").as_uri()
    subprocess.run(
        [programa("soffice"), f"-env:UserInstallation={perfil}", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "visto"), str(orden.ruta)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    ficha = filas(tmp_path / "visto" / orden.ruta.name)[-1]
    assert (ficha["ID"], ficha["NOMBRE"], ficha["CODIGO_POSTAL"]) == (
        "C-004",
        "MARÍA JOSÉ",
        "08001",
    )
    assert (ficha["HORARIO"], ficha["FECHA_CAPTURA"]) == ("TARDES", "2026-11-22")


def test_un_dato_sin_columna_la_anade_y_lo_dice(orden):
    assert orden("alta", "María José Pérez Gil", *MARIA, "horario=TARDES") == 0
    assert "se añade la columna HORARIO" in orden.dicho
    assert orden.ficha("C-004")["HORARIO"] == "TARDES"


def test_el_correo_a_secas_no_es_el_postal(tmp_path, capsys):
    registro = REGISTRO.replace(
        "EMILY|FERIA|EMAIL|MOSTRADOR\n", "EMILY|FERIA|EMAIL|MOSTRADOR\nANA||CORREO POSTAL|\n"
    )
    orden = Orden(libro_de(registro, tmp_path / "clientes.xlsx"), capsys)
    consiente = ["--consiente", "correo:ofertas", "--no-consiente", "correo postal"]
    assert orden("alta", "María José Pérez Gil", *MARIA, *consiente) == 0
    canales = [fila["CANAL"] for fila in filas(orden.ruta, "CONSENTIMIENTOS")[1:]]
    assert canales == ["EMAIL", "CORREO POSTAL"]


def test_el_correo_no_es_el_postal_aunque_la_lista_no_tenga_otro(tmp_path, capsys):
    registro = REGISTRO.replace("|EMAIL|MOSTRADOR\n", "|CORREO POSTAL|MOSTRADOR\n")
    orden = Orden(libro_de(registro, tmp_path / "clientes.xlsx"), capsys)
    assert orden("alta", "María José Pérez Gil", *MARIA, "--consiente", "correo") == 2
    assert "CORREO POSTAL" in orden.dicho
