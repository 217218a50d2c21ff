"""La orden `repartir`: lo que enseña, lo que escribe y lo que devuelve `deshacer`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from orden_en_libro import Orden, filas, libro_de

TIENDA = """
CLIENTES
ID  | NOMBRE | VENDEDOR | ZONA
C-1 | ANA    | EMILY    | NORTE
C-2 | LUIS   | EMILY    | SUR
C-3 | EVA    | EMILY    | NORTE
C-4 | HUGO   | JUAN     | NORTE
C-5 | SARA   | PEPE     | SUR
C-6 | INÉS   | JUAN     |
CONTACTOS
ID  | FECHA        | ID_CLIENTE | TIPO    | SENTIDO | QUIEN | ASUNTO | RESULTADO | PROXIMO_PASO | PROXIMA_FECHA | NOTAS
K-1 | f:2026-11-10 | C-1        | LLAMADA | SALIDA  | EMILY | OFERTA | INTERESA  | LLAMAR       | f:2026-12-01  |
K-2 | f:2026-11-01 | C-2        | VISITA  | SALIDA  | EMILY | RIEGO  | BIEN      |              |               |
VENTAS
ID  | FECHA        | ID_CLIENTE | IMPORTE | VENDEDOR
V-1 | f:2026-11-05 | C-1        | n:90    | EMILY
PROPUESTAS
ID  | FECHA        | ID_CLIENTE | PRODUCTO | ESTADO    | VENDEDOR
P-1 | f:2026-11-01 | C-2        | BOMBA    | ENVIADA   | EMILY
P-2 | f:2026-10-01 | C-2        | POZO     | RECHAZADA | EMILY
CITAS
ID  | FECHA        | HORA  | ID_CLIENTE | ASUNTO | QUIEN | ESTADO
T-1 | f:2026-12-02 | 10:00 | C-3        | VER    | EMILY |
T-2 | f:2026-11-02 | 10:00 | C-3        | VER    | EMILY | HECHA
T-3 | f:2026-12-03 | 10:00 | C-4        | VER    | EMILY |
"""  # noqa: E501  # la hoja de contactos, entera


@pytest.fixture
def orden(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Orden:
    return Orden(libro_de(TIENDA, tmp_path / "clientes.xlsx"), capsys)


def test_sin_aplicar_solo_ensena(orden: Orden) -> None:
    antes = orden.ruta.read_bytes()
    assert orden("repartir", "--de", "EMILY", "--formato", "tabla") == 1
    assert orden.ruta.read_bytes() == antes
    assert "se entregan 2 citas, 1 propuesta y 1 paso pendiente" in orden.datos
    assert "Escribirlo:      clientesctl repartir" in orden.datos


def test_quien_se_va_entrega_su_cartera_y_lo_que_tenia_por_hacer(orden: Orden) -> None:
    assert orden("repartir", "--de", "emily", "--aplicar") == 0
    quien = {f["ID"]: f["VENDEDOR"] for f in filas(orden.ruta)}
    # ANA es del norte, como lo de JUAN; y EVA no le cabe a JUAN sin pasarse de la media.
    assert (quien["C-1"], quien["C-2"], quien["C-3"]) == ("JUAN", "PEPE", "PEPE")
    citas = {f["ID"]: f["QUIEN"] for f in filas(orden.ruta, "CITAS")}
    assert citas == {"T-1": "PEPE", "T-2": "EMILY", "T-3": "JUAN"}
    propuestas = {f["ID"]: f["VENDEDOR"] for f in filas(orden.ruta, "PROPUESTAS")}
    assert propuestas == {"P-1": "PEPE", "P-2": "EMILY"}
    assert [f["VENDEDOR"] for f in filas(orden.ruta, "VENTAS")] == ["EMILY"]


def test_el_paso_pendiente_pasa_en_una_nota_y_la_llamada_sigue_siendo_de_quien_la_hizo(
    orden: Orden,
) -> None:
    assert orden("repartir", "--de", "EMILY", "--a", "JUAN", "--aplicar") == 0
    llamada = orden.ficha("K-1", "CONTACTOS")
    assert llamada["QUIEN"] == "EMILY"
    assert "PROXIMA_FECHA" not in llamada
    nota = filas(orden.ruta, "CONTACTOS")[-1]
    assert nota == {
        "ID": "K-3",
        "FECHA": "2026-11-22",
        "ID_CLIENTE": "C-1",
        "TIPO": "NOTA",
        "QUIEN": "JUAN",
        "ASUNTO": "PASO DE EMILY",
        "PROXIMO_PASO": "LLAMAR",
        "PROXIMA_FECHA": "2026-12-01",
        "NOTAS": "EMILY se va. Quedó así el 10/11/2026: LLAMADA: OFERTA, INTERESA",
    }
    assert orden("agenda", "--dias", "30", "--formato", "json") == 0
    pasos = [e for e in json.loads(orden.datos)["entradas"] if "LLAMAR" in str(e)]
    assert [e["quien"] for e in pasos] == ["JUAN"]


def test_darlo_otra_vez_no_cambia_nada_y_deshacer_lo_devuelve(orden: Orden) -> None:
    antes = orden.ruta.read_bytes()
    assert orden("repartir", "--de", "EMILY", "--aplicar") == 0
    despues = orden.ruta.read_bytes()
    assert orden("repartir", "--de", "EMILY", "--aplicar") == 0
    assert orden.ruta.read_bytes() == despues
    assert "nada que cambiar" in orden.dicho
    assert orden.deshacer() == 0
    assert orden.ruta.read_bytes() == antes


def test_el_json_dice_el_antes_y_el_despues(orden: Orden) -> None:
    assert orden("repartir", "--de", "EMILY", "--a", "PEPE", "--formato", "json") == 1
    objeto = json.loads(orden.datos)
    assert (objeto["version"], objeto["de"], objeto["entre"]) == (1, "EMILY", ["PEPE"])
    assert objeto["cambios"][0] == {
        "fila": 2,
        "id": "C-1",
        "nombre": "ANA",
        "antes": "EMILY",
        "despues": "PEPE",
        "motivo": "EMILY se va",
    }
    fichas = {
        v["nombre"]: (v["antes"]["fichas"], v["despues"]["fichas"]) for v in objeto["vendedores"]
    }
    assert fichas == {"EMILY": (3, 0), "PEPE": (1, 4), "JUAN": (2, 2)}
    resumen = objeto["resumen"]
    assert [resumen[c] for c in ("cambian", "citas", "propuestas", "pasos")] == [3, 2, 1, 1]


def test_la_cita_de_un_cliente_de_otro_pasa_a_quien_lo_lleva(orden: Orden) -> None:
    assert orden("repartir", "--de", "EMILY", "--a", "PEPE", "--aplicar") == 0
    assert orden.ficha("T-3", "CITAS")["QUIEN"] == "JUAN"


def test_la_propuesta_de_un_cliente_que_no_esta_tampoco_queda_a_su_nombre(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hoja = TIENDA.replace(
        "P-2 |", "P-3 | f:2026-11-02 | C-99       | RIEGO    | ENVIADA   | EMILY\nP-2 |"
    )
    orden = Orden(libro_de(hoja, tmp_path / "clientes.xlsx"), capsys)
    assert orden("repartir", "--de", "EMILY", "--a", "PEPE", "--aplicar") == 0
    assert orden.ficha("P-3", "PROPUESTAS")["VENDEDOR"] == "PEPE"


@pytest.mark.parametrize(
    ("opciones", "dicho"),
    [
        (
            ("--de", "EMLY"),
            "--de: no hay ningún vendedor «EMLY» en este libro; ¿quiso decir EMILY?",
        ),
        (("--entre", "EMILY,JUNA"), "¿quiso decir JUAN? Si es alguien nuevo, póngale antes"),
        (("--de", "EMILY", "--a", "EMILY"), "EMILY se va: no puede estar también en --a"),
        (("--de", "RAMÓN"), "«RAMÓN» en este libro: están EMILY, JUAN y PEPE"),
        (("--a", "JUAN"), "--a es para dar lo de quien se va: diga quién con --de"),
        (("--de", "EMILY", "--por", "zona"), "quite --por y --maximo-cambios"),
        (("--de", "EMILY", "--a", "JUAN", "--entre", "PEPE"), "deje una de las dos"),
        (("--maximo-cambios", "pocos"), "--maximo-cambios «pocos» no vale"),
        (("--por", "barrio"), "no se reparte por «barrio»"),
    ],
)
def test_lo_que_no_se_puede_se_dice_con_su_remedio(
    orden: Orden, opciones: tuple[str, ...], dicho: str
) -> None:
    assert orden("repartir", *opciones) == 2
    assert dicho in orden.dicho


def test_quien_no_esta_en_la_lista_del_libro_no_recibe_nada(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texto = TIENDA + "LISTAS\nVENDEDOR\nEMILY\nJUAN\nNOELIA\n"
    orden = Orden(libro_de(texto, tmp_path / "clientes.xlsx"), capsys)
    assert orden("repartir", "--de", "EMILY", "--a", "RAMÓN") == 2
    assert "añádalo antes a la lista de vendedores del libro" in orden.dicho
    assert orden("repartir", "--de", "EMILY", "--a", "noelia", "--aplicar") == 0
    assert orden.ficha("C-1")["VENDEDOR"] == "NOELIA"
    assert orden("repartir", "--entre", "JUAN,PEPE") in {0, 1}
    assert "PEPE no está en la lista de vendedores del libro" in orden.dicho


@pytest.mark.parametrize("lista", ["LISTAS\nVENDEDOR\nEMILY\nJUAN\n", ""])
def test_un_vendedor_mal_escrito_no_recibe_media_cartera(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lista: str
) -> None:
    quienes = ["EMILY"] * 30 + ["JUAN"] * 10 + ["EMILI"] * 2
    fichas = "\n".join(f"C-{i} | ANA | {v}" for i, v in enumerate(quienes))
    texto = f"CLIENTES\nID | NOMBRE | VENDEDOR\n{fichas}\n{lista}"
    orden = Orden(libro_de(texto, tmp_path / "clientes.xlsx"), capsys)
    assert orden("repartir", "--aplicar") == 0
    assert "no se toca lo de EMILI (2)" in orden.dicho
    quien = [f["VENDEDOR"] for f in filas(orden.ruta)]
    assert quien.count("EMILI") == 2
    assert abs(quien.count("EMILY") - quien.count("JUAN")) <= 2


def test_un_libro_sin_vendedores_pide_entre_quienes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texto = "CLIENTES\nID | NOMBRE\nC-1 | ANA\nC-2 | LUIS\n"
    orden = Orden(libro_de(texto, tmp_path / "clientes.xlsx"), capsys)
    assert orden("repartir") == 2
    assert "no dice el vendedor de nadie" in orden.dicho
    assert orden("repartir", "--entre", "EMILY,JUAN", "--aplicar") == 0
    assert sorted(str(f["VENDEDOR"]) for f in filas(orden.ruta)) == ["EMILY", "JUAN"]


def test_lo_que_tiene_algo_abierto_no_se_mueve_y_se_dice(orden: Orden) -> None:
    assert orden("repartir", "--formato", "tabla") == 0
    assert "4 fichas con un paso pendiente, una cita o una propuesta abierta" in orden.datos


def test_entre_no_toca_lo_de_los_demas(orden: Orden) -> None:
    orden("repartir", "--entre", "EMILY,JUAN", "--formato", "json")
    objeto = json.loads(orden.datos)
    assert [v["nombre"] for v in objeto["vendedores"]] == ["EMILY", "JUAN"]
    assert "C-5" not in {c["id"] for c in objeto["cambios"]}


def test_la_salida_se_puede_revisar(orden: Orden, tmp_path: Path) -> None:
    ruta = tmp_path / "reparto.csv"
    assert orden("repartir", "--de", "EMILY", "--salida", str(ruta)) == 1
    lineas = ruta.read_text(encoding="utf-8-sig").splitlines()
    assert lineas[0].startswith("ANTES;DESPUÉS;NOMBRE;POR QUÉ")
    assert len(lineas) == 1 + 3 + 4
    assert lineas[-1].startswith("EMILY;JUAN;ANA;CONTACTOS, fila 2: LLAMAR (01/12/2026);")


def test_si_no_hay_una_zona_para_cada_uno_se_dice(orden: Orden) -> None:
    orden("repartir", "--por", "zona")
    assert "hay 2 zonas para 3 vendedores: no alcanza para todos" in orden.dicho + orden.datos
    orden("repartir", "--por", "zona", "--entre", "EMILY,JUAN")
    assert "no alcanza" not in orden.dicho + orden.datos
