"""`llamadas recoger`: lo que los vendedores rellenaron, apuntado una vez."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from libro_rellenado import DIA, TIENDA, Casillas, hacer_listas, rellenar
from orden_en_libro import Orden, abrir_en_excel, filas, libro_de

ANA, LUIS, EVA = 2, 3, 4
"""Sus filas en la lista de Emily."""


class Recogida(Orden):
    """Una tienda con las listas del 23 de noviembre hechas; se recoge el 24."""

    def __init__(self, carpeta: Path, capsys: pytest.CaptureFixture[str], tienda: str) -> None:
        super().__init__(libro_de(tienda, carpeta / "clientes.xlsx"), capsys)
        self.listas = carpeta / "listas"
        self.emily = self.listas / "emily.xlsx"
        hacer_listas(self.ruta, self.listas)

    def recoger(self, *resto: str) -> int:
        orden = ["llamadas", "recoger", str(self.listas), "--libro", str(self.ruta)]
        return self.suelta(*orden, "--hoy", "2026-11-24", *resto)

    def con(self, filas: dict[int, Casillas], *resto: str) -> int:
        """Lo que pasa al rellenar esas filas de la lista de Emily y recogerla."""
        rellenar(self.emily, filas)
        return self.recoger(*resto)

    @property
    def contactos(self) -> list[dict[str, object]]:
        """Los que hay de más en CONTACTOS."""
        return filas(self.ruta, "CONTACTOS")[1:]


@pytest.fixture
def tienda(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Recogida:
    return Recogida(tmp_path, capsys, TIENDA)


def test_una_fila_rellenada_es_un_contacto_del_dia_de_la_lista(tienda: Recogida) -> None:
    fila = {"RESULTADO": "INTERESA", "PRÓXIMA FECHA": dt.datetime(2026, 12, 1), "NOTAS": "riego"}  # noqa: DTZ001  # como en Excel
    assert tienda.con({ANA: fila}) == 0
    assert tienda.contactos == [
        {
            "ID": "K-2",
            "FECHA": "2026-11-23",
            "ID_CLIENTE": "C-1",
            "TIPO": "LLAMADA",
            "SENTIDO": "SALIDA",
            "QUIEN": "EMILY",
            "RESULTADO": "INTERESA",
            "PROXIMO_PASO": "LLAMAR",
            "PROXIMA_FECHA": "2026-12-01",
            "NOTAS": "riego",
        }
    ]
    assert "1 llamada recogida de 2 listas; sin rellenar: 3" in tienda.dicho


def test_sin_rellenar_nada_no_dice_nada(tienda: Recogida) -> None:
    assert tienda.recoger() == 0
    assert tienda.datos == ""
    assert tienda.dicho == "0 llamadas recogidas de 2 listas; sin rellenar: 4"
    assert tienda.recoger("-q") == 0
    assert tienda.dicho == ""


@pytest.mark.parametrize(
    ("escrito", "es", "paso"),
    [
        ("mañana", "2026-11-24", "LLAMAR"),
        ("12/3", "2027-03-12", "LLAMAR"),
        ("viernes", "2026-11-27", "LLAMAR"),
        ("lunes", "2026-11-30", "LLAMAR"),
        ("el lunes que viene a las 10", "2026-11-30", "LLAMAR A LAS 10:00"),
        ("en 3 días", "2026-11-26", "LLAMAR"),
        ("1/12/2026 17:30", "2026-12-01", "LLAMAR A LAS 17:30"),
        (46357, "2026-12-01", "LLAMAR"),
    ],
)
def test_la_proxima_fecha_se_entiende_desde_el_dia_de_la_lista(
    tienda: Recogida, escrito: object, es: str, paso: str
) -> None:
    assert tienda.con({ANA: {"RESULTADO": "INTERESA", "PRÓXIMA FECHA": escrito}}) == 0
    suyo = tienda.contactos[0]
    assert (suyo["PROXIMA_FECHA"], suyo["PROXIMO_PASO"]) == (es, paso)


@pytest.mark.parametrize(
    ("fila", "dice"),
    [
        ({"RESULTADO": "INTERESA", "PRÓXIMA FECHA": "31/2"}, "H2: «31/2» no se entiende como un"),
        ({"RESULTADO": "INTERESA", "PRÓXIMA FECHA": "viernes que viene"}, "H2: «viernes que"),
        ({"RESULTADO": "INTERESA", "PRÓXIMA FECHA": 7}, "H2: «7» puede ser un día o los días que"),
        (
            {"RESULTADO": "INTERESA", "PRÓXIMA FECHA": dt.datetime(2026, 1, 12)},  # noqa: DTZ001  # como en Excel
            "H2: 12/01/2026 es de antes que la llamada (23/11/2026): corríjala; si es del año que"
            " viene, escriba 12/01/2027",
        ),
        ({"RESULTADO": "INTERESA", "MEDIO": "fax"}, "F2: «fax» no es un medio: ponga LLAMADA"),
        ({"MEDIO": "VISITA"}, "F2: dice «VISITA» y no qué pasó: ponga RESULTADO"),
        ({"RESULTADO": "INTERESA", "HECHO EL": "20/11/2026"}, "J2: el 20/11/2026 es de antes que"),
        ({"RESULTADO": "INTERESA", "HECHO EL": "25/11/2026"}, "J2: el 25/11/2026 no ha llegado"),
        ({"NOTAS": "=dos+dos"}, "I2: NOTAS es una fórmula sin calcular"),
    ],
)
def test_lo_que_no_se_entiende_se_dice_y_lo_demas_entra(
    tienda: Recogida, fila: dict[str, object], dice: str
) -> None:
    assert tienda.con({ANA: fila, LUIS: {"RESULTADO": "NO CONTESTA"}}) == 1
    assert f"sin recoger: emily.xlsx, {dice}" in tienda.dicho
    assert [c["ID_CLIENTE"] for c in tienda.contactos] == ["C-2"]


def test_corregido_lo_que_no_se_entendia_entra_solo_eso(tienda: Recogida) -> None:
    tienda.con({ANA: {"RESULTADO": "INTERESA", "PRÓXIMA FECHA": "31/2"}, LUIS: {"NOTAS": "hola"}})
    assert tienda.con({ANA: {"PRÓXIMA FECHA": "28/2"}}) == 0
    assert [c["ID_CLIENTE"] for c in tienda.contactos] == ["C-2", "C-1"]


def test_recoger_dos_veces_o_una_copia_no_apunta_dos_veces(tienda: Recogida) -> None:
    tienda.con({ANA: {"RESULTADO": "INTERESA"}, LUIS: {"NOTAS": "llamar a su hijo"}})
    antes = tienda.ruta.read_bytes()
    (tienda.listas / "emily (1).xlsx").write_bytes(tienda.emily.read_bytes())
    assert tienda.recoger() == 0
    assert "ya estaban: 4" in tienda.dicho
    assert tienda.ruta.read_bytes() == antes


def test_con_mas_filas_rellenadas_solo_entran_las_nuevas(tienda: Recogida) -> None:
    tienda.con({ANA: {"RESULTADO": "INTERESA"}})
    assert tienda.con({LUIS: {"RESULTADO": "NO CONTESTA"}}) == 0
    assert [c["ID_CLIENTE"] for c in tienda.contactos] == ["C-1", "C-2"]


@pytest.mark.parametrize(
    "correccion",
    [{"RESULTADO": "NO INTERESA"}, {"NOTAS": "y pintura"}, {"HECHO EL": "24/11/2026"},
     {"MEDIO": "VISITA"}, {"PRÓXIMA FECHA": "1/12/2026"}],
)  # fmt: skip
def test_una_fila_corregida_despues_se_dice_y_no_se_duplica(
    tienda: Recogida, correccion: dict[str, object]
) -> None:
    tienda.con({ANA: {"RESULTADO": "INTERESA"}})
    assert tienda.con({ANA: correccion}) == 1
    assert "ya está apuntada con otra cosa (K-2: LLAMADA, INTERESA)" in tienda.dicho
    assert len(tienda.contactos) == 1


def test_lo_hecho_otro_dia_dice_de_que_lista_salio_y_tampoco_se_repite(tienda: Recogida) -> None:
    assert tienda.con({ANA: {"RESULTADO": "INTERESA", "HECHO EL": "24/11/2026"}}) == 0
    (suyo,) = tienda.contactos
    assert (suyo["FECHA"], suyo["ASUNTO"]) == ("2026-11-24", "LISTA DEL 23/11/2026")
    assert tienda.recoger() == 0
    assert tienda.con({ANA: {"HECHO EL": None}}) == 1
    assert len(tienda.contactos) == 1


def test_deshecha_se_puede_recoger_otra_vez(tienda: Recogida) -> None:
    tienda.con({ANA: {"RESULTADO": "NO LLAMAR MÁS"}})
    assert tienda.deshacer() == 0
    assert tienda.recoger() == 0
    assert len(tienda.contactos) == 1
    assert tienda.ficha("C-1")["NO_CONTACTAR"] == "SI"


def test_dos_copias_que_dicen_cosas_distintas_no_entran(tienda: Recogida) -> None:
    rellenar(tienda.emily, {ANA: {"RESULTADO": "NO CONTESTA"}}, tienda.listas / "movil.xlsx")
    assert tienda.con({ANA: {"RESULTADO": "INTERESA"}, LUIS: {"NOTAS": "ok"}}) == 1
    assert "«movil.xlsx», fila 2, dice otra cosa de la misma llamada" in tienda.dicho
    assert [c["ID_CLIENTE"] for c in tienda.contactos] == ["C-2"]


def test_las_listas_de_dos_dias_a_la_vez_dejan_la_ultima_fecha(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    con_ultimo = TIENDA.replace("INICIAL |", "INICIAL | f:2026-11-01 |").replace(
        "ETAPA   |", "ETAPA | ÚLTIMO CONTACTO |"
    )
    tienda = Recogida(tmp_path, capsys, con_ultimo)
    rellenar(tienda.emily, {ANA: {"RESULTADO": "NO CONTESTA"}}, tienda.listas / "ayer.xlsx")
    tienda.emily.unlink()
    hacer_listas(tienda.ruta, tienda.listas, DIA + dt.timedelta(days=1))
    assert tienda.con({ANA: {"RESULTADO": "INTERESA"}}) == 0
    assert [c["FECHA"] for c in tienda.contactos] == ["2026-11-23", "2026-11-24"]
    assert tienda.ficha("C-1")["ÚLTIMO CONTACTO"] == "2026-11-24"


def test_quien_pide_que_no_se_le_llame_queda_marcado(tienda: Recogida) -> None:
    assert tienda.con({ANA: {"RESULTADO": "que no le llamen más"}}) == 0
    assert tienda.ficha("C-1")["NO_CONTACTAR"] == "SI"
    assert tienda.contactos[0]["RESULTADO"] == "NO LLAMAR MÁS"
    assert "C-1 ANA GIL: queda marcado NO_CONTACTAR: no se le vuelve a llamar" in tienda.dicho


def test_lo_que_solo_lo_parece_se_avisa_y_no_se_marca(tienda: Recogida) -> None:
    fila = {"RESULTADO": "enfadada", "NOTAS": "dice que no la llamemos más los lunes, creo"}
    tienda.con({ANA: fila, LUIS: {"NOTAS": "que no le vuelvan a llamar"}})
    assert "NO_CONTACTAR" not in tienda.ficha("C-2")
    assert "parece que pide que no se le llame: si es así, «clientesctl editar C-2" in tienda.dicho


def test_quien_fallecio_o_cerro_queda_dicho_en_su_ficha(tienda: Recogida) -> None:
    tienda.con({ANA: {"RESULTADO": "HA FALLECIDO"}, LUIS: {"RESULTADO": "YA NO EXISTE"}})
    assert tienda.ficha("C-1")["FALLECIDO_EL"] == "2026-11-23"
    luis = tienda.ficha("C-2")
    assert (luis["PERDIDO_EL"], luis["MOTIVO_INACTIVIDAD"]) == ("2026-11-23", "YA NO EXISTE")
    assert luis["ETAPA"] == "PERDIDO"


def test_un_telefono_equivocado_no_se_borra_y_una_compra_no_se_inventa(tienda: Recogida) -> None:
    tienda.con({ANA: {"RESULTADO": "TELÉFONO EQUIVOCADO"}, LUIS: {"RESULTADO": "COMPRA"}})
    assert tienda.ficha("C-1")["MOVIL"] == "612 345 678"
    assert "«clientesctl editar C-1 telefono=…»" in tienda.dicho
    assert "«clientesctl venta C-2 PRODUCTO IMPORTE»" in tienda.dicho
    assert len(tienda.contactos) == 2


def test_lo_corregido_donde_no_se_recoge_se_dice_hasta_que_consta(tienda: Recogida) -> None:
    assert tienda.con({ANA: {"TELÉFONO": "600 111 222"}}) == 1
    assert "B2: TELÉFONO se cambió («600 111 222») y no se recoge" in tienda.dicho
    assert tienda("editar", "C-1", "movil=600111222") == 0
    assert tienda.recoger() == 0


def test_las_columnas_movidas_y_las_filas_ordenadas_o_borradas_no_estorban(
    tienda: Recogida,
) -> None:
    libro = openpyxl.load_workbook(rellenar(tienda.emily, {EVA: {"RESULTADO": "INTERESA"}}))
    hoja = libro["LLAMADAS"]
    celdas = [list(fila) for fila in hoja.iter_rows(values_only=True)]
    hoja.delete_rows(1, 10)
    for celda in ([], *(fila[::-1] for fila in (celdas[0], celdas[3], celdas[1]))):
        hoja.append(celda or ["Lista de Emily, vuelta del móvil"])
    libro.save(tienda.emily)
    assert tienda.recoger() == 0
    assert [c["ID_CLIENTE"] for c in tienda.contactos] == ["C-3"]


def test_una_lista_sin_su_columna_suma_se_recoge_sin_mas(tienda: Recogida) -> None:
    libro = openpyxl.load_workbook(rellenar(tienda.emily, {EVA: {"RESULTADO": "INTERESA"}}))
    hoja = libro["LLAMADAS"]
    hoja.delete_cols(next(c.column for c in hoja[1] if c.value == "SUMA"))
    libro.save(tienda.emily)
    assert tienda.recoger() == 0
    assert [c["ID_CLIENTE"] for c in tienda.contactos] == ["C-3"]


def test_una_raya_tacha_la_casilla_y_no_es_un_contacto(tienda: Recogida) -> None:
    assert tienda.con({ANA: {"RESULTADO": "-", "PRÓXIMA FECHA": "—", "NOTAS": "..."}}) == 0
    assert tienda.contactos == []


def test_una_fila_anadida_a_mano_dice_como_apuntarla(tienda: Recogida) -> None:
    assert tienda.con({9: {"NOMBRE": "PACO", "RESULTADO": "INTERESA"}}) == 1
    assert "fila 9: no es de nadie de la lista" in tienda.dicho


def test_si_el_id_es_ahora_de_otro_no_se_le_apunta(tienda: Recogida) -> None:
    rellenar(tienda.emily, {ANA: {"RESULTADO": "INTERESA"}, LUIS: {"RESULTADO": "INTERESA"}})
    otra = TIENDA.replace("ANA    | GIL        | 612 345 678 | ana@gil.es", "ROSA|PI|699 111 000|")
    libro_de(otra.replace("622 345 111", "622 345 112"), tienda.ruta)
    assert tienda.recoger() == 1
    assert "C-1 es ahora ROSA PI, que no se le parece" in tienda.dicho
    assert [c["ID_CLIENTE"] for c in tienda.contactos] == ["C-2"]


def test_sin_id_se_encuentra_por_lo_que_la_identifica(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tienda = Recogida(tmp_path, capsys, TIENDA.replace("C-2 | LUIS", "    | LUIS"))
    assert tienda.con({LUIS: {"RESULTADO": "INTERESA"}}) == 0
    assert tienda.recoger() == 0
    assert "ya estaban: 1" in tienda.dicho
    assert [c["ID_CLIENTE"] for c in tienda.contactos] == ["C-5"]


def test_quien_se_fusiono_se_apunta_en_la_que_quedo(tienda: Recogida) -> None:
    rellenar(tienda.emily, {LUIS: {"RESULTADO": "INTERESA"}})
    con_fusion = TIENDA.replace("MOTIVO_INACTIVIDAD", "FUSIONADO_EN")
    libro_de(con_fusion.replace("EMILY    | INICIAL |  |  |  |\nC-3", "EMILY|INICIAL||||C-1\nC-3"),
             tienda.ruta)  # fmt: skip
    assert tienda.recoger() == 0
    assert [c["ID_CLIENTE"] for c in tienda.contactos] == ["C-1"]


def test_simular_lo_ensena_y_no_lo_escribe(tienda: Recogida) -> None:
    antes = tienda.ruta.read_bytes()
    assert tienda.con({ANA: {"RESULTADO": "INTERESA"}}, "--simular", "--formato", "tabla") == 0
    assert "EMILY" in tienda.datos
    assert "INTERESA 1" in tienda.datos
    assert "no se ha escrito nada: quite --simular" in tienda.dicho
    assert tienda.ruta.read_bytes() == antes


def test_con_el_libro_abierto_queda_apuntado_y_no_se_repite(tienda: Recogida) -> None:
    candado = abrir_en_excel(tienda.ruta)
    assert tienda.con({ANA: {"RESULTADO": "INTERESA"}}) == 4
    assert "queda apuntado (pendiente 1)" in tienda.dicho
    assert tienda.recoger() == 0
    assert "ya estaban: 1" in tienda.dicho
    candado.unlink()
    assert tienda.recoger() == 0
    assert [c["ID"] for c in tienda.contactos] == ["K-2"]


def test_en_json_va_lo_que_entra_lo_que_no_y_el_resumen(tienda: Recogida) -> None:
    fila = {"RESULTADO": "NO CONTESTA", "PRÓXIMA FECHA": "mañana"}
    assert tienda.con({ANA: fila, LUIS: {"MEDIO": "fax"}}, "--formato", "json") == 1
    dicho = json.loads(tienda.datos)
    assert (dicho["version"], dicho["hoy"], dicho["escrito"]) == (1, "2026-11-24", True)
    assert [(c["id"], c["cliente"]["id"], c["fila_lista"]) for c in dicho["contactos"]] == [
        ("K-2", "C-1", 2)
    ]
    assert [(s["fichero"], s["celda"]) for s in dicho["sin_recoger"]] == [("emily.xlsx", "F3")]
    assert dicho["resumen"]["por_vendedor"]["EMILY"] == {
        "recogidas": 1,
        "ya_recogidas": 0,
        "por_resultado": {"NO CONTESTA": 1},
        "proximos_pasos": 1,
    }


def test_un_fichero_que_no_es_una_lista_se_rechaza(tienda: Recogida) -> None:
    orden = ["--libro", str(tienda.ruta), "--hoy", "2026-11-24"]
    assert tienda.suelta("llamadas", "recoger", str(tienda.ruta), *orden) == 2
    assert "no es una lista de llamadas, o le faltan sus columnas escondidas" in tienda.dicho
    assert tienda.suelta("llamadas", "recoger", str(tienda.listas / "no.xlsx"), *orden) == 2
    assert "dé la carpeta con las listas rellenadas" in tienda.dicho
    libro_de(TIENDA, tienda.listas / "otro.xlsx")
    assert tienda.con({ANA: {"RESULTADO": "INTERESA"}}) == 0
    assert "otro.xlsx» no es una lista de llamadas: no se mira" in tienda.dicho


def test_las_listas_de_otro_registro_no_se_recogen(tienda: Recogida, tmp_path: Path) -> None:
    ajeno = TIENDA.replace("GIL", "POU").replace("SANZ", "REY").replace("VEGA", "SAL")
    otro = libro_de(ajeno.replace("345", "777").replace("ANA", "IVO").replace("LUIS", "TEO")
                    .replace("EVA ", "PIA "), tmp_path / "otro.xlsx")  # fmt: skip
    rellenar(tienda.emily, {ANA: {"RESULTADO": "INTERESA"}})
    orden = ["llamadas", "recoger", str(tienda.emily), "--libro", str(otro)]
    assert tienda.suelta(*orden, "--hoy", "2026-11-24") == 2
    assert "se hizo de «clientes.xlsx» y sus fichas no son las de" in tienda.dicho


def test_sin_decir_el_libro_se_busca_el_que_nombran_las_listas(
    tienda: Recogida, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rellenar(tienda.emily, {ANA: {"RESULTADO": "INTERESA"}})
    (tmp_path / "fuera").mkdir()
    monkeypatch.chdir(tmp_path / "fuera")
    assert tienda.suelta("llamadas", "recoger", str(tienda.listas), "--hoy", "2026-11-24") == 0
    assert len(tienda.contactos) == 1


@pytest.mark.sistema
@pytest.mark.parametrize("formato", ["xlsx", "ods"])
def test_guardada_por_libreoffice_se_recoge_igual(
    tienda: Recogida, tmp_path: Path, programa: Callable[[str], str], formato: str
) -> None:
    fila = {"RESULTADO": "PIDE PRESUPUESTO", "PRÓXIMA FECHA": dt.datetime(2026, 12, 1)}  # noqa: DTZ001  # como en Excel
    rellenar(tienda.emily, {ANA: fila, LUIS: {"NOTAS": "que sí"}})
    vuelta = tmp_path / "vuelta"
    orden = [programa("soffice"), f"-env:UserInstallation=file://{tmp_path}/perfil", "--headless"]
    subprocess.run(
        [*orden, "--convert-to", formato, "--outdir", vuelta, tienda.emily],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    tienda.listas = vuelta
    assert tienda.recoger() == 0
    ana, luis = tienda.contactos
    assert (ana["PROXIMO_PASO"], ana["PROXIMA_FECHA"]) == ("ENVIAR PRESUPUESTO", "2026-12-01")
    assert luis["NOTAS"] == "que sí"
    assert tienda.recoger() == 0
    assert len(tienda.contactos) == 2
