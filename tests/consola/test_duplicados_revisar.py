"""La revisión de los dobles: en la terminal, en Excel y de vuelta."""

from __future__ import annotations

import errno
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from en_terminal import en_terminal

from clientesctl.consola.principal import ejecutar
from clientesctl.libro.cifrado import cifrar
from clientesctl.operaciones.repaso_guardado import ruta_repaso

CABECERA = ["ID", "NOMBRE", "APELLIDO_1", "APELLIDO_2", "TELEFONO", "EMAIL", "CIUDAD", "Nota"]
MARTA = ["MARTA", "CASALS", "VIDAL", "699112233", "marta@ejemplo.es", "SORIA", ""]
FICHAS = [
    ["C-1", *MARTA],
    ["C-2", "Marta", "CASALS", "VIDAL", "699 11 22 33", "", "SORIA", "=1+1"],
    ["C-3", "MARTA", "CASALS", "VIDAL", "699112233", "marta@ejemplo.es", "LUGO", ""],
    ["C-4", "PEPE", "GARCÍA", "LÓPEZ", "913334455", "pepe@ejemplo.es", "MADRID", ""],
    ["C-5", "JOSÉ", "GARCÍA", "LÓPEZ", "913334455", "", "MADRID", ""],
    ["C-6", "NURIA", "SOLER", "PONS", "977223344", "nuria@ejemplo.es", "REUS", ""],
]
VENTAS = [["ID", "FECHA", "ID_CLIENTE", "IMPORTE"], ["V-1", "2026-03-01", "C-2", 30]]
HOY = ["--hoy", "2026-11-22"]


def hacer(ruta: Path, fichas: list[list[str]] | None = None) -> Path:
    with xlsxwriter.Workbook(ruta, {"strings_to_formulas": False}) as libro:
        for nombre, filas in (("CLIENTES", [CABECERA, *(fichas or FICHAS)]), ("VENTAS", VENTAS)):
            hoja = libro.add_worksheet(nombre)
            for numero, fila in enumerate(filas):
                hoja.write_row(numero, 0, fila)
    return ruta


@pytest.fixture
def libro(tmp_path: Path) -> Path:
    return hacer(tmp_path / "clientes.xlsx")


def revisar(libro: Path, respuestas: str, *opciones: str, ancho: int = 80) -> tuple[int, str]:
    return en_terminal(
        ["duplicados", "revisar", str(libro), *opciones, *HOY], respuestas, ancho=ancho
    )


def distintas(libro: Path) -> list[tuple[object, object]]:
    hojas = openpyxl.load_workbook(libro)
    filas = hojas["DISTINTOS"].iter_rows(min_row=2) if "DISTINTOS" in hojas.sheetnames else ()
    return [(fila[0].value, fila[1].value) for fila in filas]


def fusionadas(libro: Path) -> dict[object, object]:
    hoja = openpyxl.load_workbook(libro)["CLIENTES"]
    titulos = [celda.value for celda in hoja[1]]
    if "FUSIONADO_EN" not in titulos:
        return {}
    sitio = titulos.index("FUSIONADO_EN")
    filas = hoja.iter_rows(min_row=2, values_only=True)
    return {fila[0]: fila[sitio] for fila in filas if fila[sitio]}


def test_sin_terminal_no_pregunta_y_dice_que_hacer(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ejecutar(["duplicados", "revisar", str(libro)]) == 2
    assert (
        "duplicados revisar pregunta, y aquí no hay una terminal: use --salida revision.xlsx"
    ) in capsys.readouterr().err


def test_ensena_las_dos_fichas_una_al_lado_de_otra_con_las_diferencias_marcadas(
    libro: Path,
) -> None:
    codigo, pantalla = revisar(libro, "q")
    assert codigo == 1
    lineas = [" ".join(linea.split()) for linea in pantalla.splitlines()]
    assert lineas[1].startswith("1 de 4 ")
    assert "C-4 · fila 5 C-5 · fila 6" in lineas
    assert "NOMBRE ≠ PEPE JOSÉ" in lineas
    assert "APELLIDO_1 = GARCÍA GARCÍA" in lineas
    assert "PEPE = JOSÉ" in pantalla
    careo = pantalla.partition("¿Son")[0]
    assert max(len(linea) for linea in careo.splitlines()) <= 80


def test_lo_que_solo_cambia_en_la_escritura_lleva_su_signo(libro: Path) -> None:
    _, pantalla = revisar(libro, "dddq")
    lineas = [" ".join(linea.split()) for linea in pantalla.splitlines()]
    assert "NOMBRE ≈ MARTA Marta" in lineas
    assert "TELEFONO ≈ 699112233 699 11 22 33" in lineas
    assert "EMAIL + marta@ejemplo.es —" in lineas


def test_ampliar_ensena_las_columnas_que_no_se_entienden_y_cuantas_ventas_hay(
    libro: Path,
) -> None:
    _, pantalla = revisar(libro, "adadadq")
    ventas = next(linea for linea in pantalla.splitlines() if "la última" in linea)
    assert "ninguna" in ventas and "1, la última del 01/03/2026" in ventas
    assert "=1+1" in pantalla


def test_lo_contestado_se_escribe_de_una_vez_y_deshacer_lo_devuelve(libro: Path) -> None:
    antes = libro.read_bytes()
    codigo, pantalla = revisar(libro, "nsss")
    assert codigo == 0
    assert "1 fusión, 1 pareja distinta" in pantalla
    assert distintas(libro) == [("C-4", "C-5")]
    assert len(fusionadas(libro)) == 2
    assert not ruta_repaso(libro).exists()
    assert revisar(libro, "")[0] == 0
    assert ejecutar(["deshacer", str(libro)]) == 0
    assert libro.read_bytes() == antes


def test_lo_que_se_deduce_no_se_pregunta_y_tampoco_se_vuelve_a_ensenar(libro: Path) -> None:
    codigo, pantalla = revisar(libro, "ssns")
    assert codigo == 0
    assert pantalla.count("¿Son el mismo cliente?") == 3
    assert len(fusionadas(libro)) == 2
    assert len(distintas(libro)) == 1
    assert ejecutar(["duplicados", str(libro)]) == 0


def test_sigue_por_donde_se_dejo_y_sin_un_nombre_en_lo_guardado(libro: Path) -> None:
    assert revisar(libro, "nqn")[0] == 1
    guardado = ruta_repaso(libro).read_text(encoding="utf-8")
    assert [r for _, r in json.loads(guardado)["respuestas"]] == ["n"]
    assert not any(texto in guardado for texto in ("C-4", "GARC", "9133"))
    assert ruta_repaso(libro).stat().st_mode & 0o777 == libro.stat().st_mode & 0o666
    _, pantalla = revisar(libro, "qn")
    assert "sigue por donde lo dejó: 1 pareja contestada" in pantalla
    assert "2 de 4" in pantalla
    _, pantalla = revisar(libro, "q", "--desde-cero")
    assert "1 de 4" in pantalla
    assert not ruta_repaso(libro).exists()


def test_atras_vuelve_a_la_anterior(libro: Path) -> None:
    _, pantalla = revisar(libro, "<\nn\natrás\ns\nq\nn")
    assert "es la primera" in pantalla
    assert pantalla.count("C-4 · fila 5") == 3
    assert "se juntan:" in pantalla
    assert "distintos:" not in pantalla


def test_las_dudas_vuelven_otro_dia_detras_de_lo_nuevo(libro: Path) -> None:
    _, pantalla = revisar(libro, "dq")
    assert "nada decidido: quedan 4 parejas" in pantalla
    _, pantalla = revisar(libro, "ssqn")
    assert pantalla.rfind("C-4 · fila 5") > pantalla.rfind("C-2 · fila 3")


def test_si_una_ficha_cambia_se_vuelve_a_preguntar(libro: Path) -> None:
    revisar(libro, "nqn")
    hacer(
        libro,
        [[c.replace("913334455", "914445566") if f[0] == "C-5" else c for c in f] for f in FICHAS],
    )
    _, pantalla = revisar(libro, "q")
    assert "sigue por donde" not in pantalla


def test_control_c_guarda_lo_contestado_y_lo_dice(libro: Path) -> None:
    antes = libro.read_bytes()
    codigo, pantalla = revisar(libro, "n\x03")
    assert codigo == 130
    assert "interrumpido: lo contestado queda guardado" in pantalla
    assert ruta_repaso(libro).exists()
    assert libro.read_bytes() == antes


def test_cerrar_la_entrada_es_salir(libro: Path) -> None:
    codigo, pantalla = revisar(libro, "n\x04\x04")
    assert codigo == 1
    assert "no se ha escrito nada: lo contestado queda guardado" in pantalla


def test_con_el_libro_abierto_se_revisa_y_al_escribir_se_guarda_lo_contestado(
    libro: Path,
) -> None:
    candado = libro.with_name(f"~${libro.name}")
    candado.write_bytes(b"\x05Marta".ljust(165))
    codigo, pantalla = revisar(libro, "nqs")
    assert codigo == 4
    assert "lo contestado queda guardado" in pantalla
    candado.unlink()
    assert revisar(libro, "qs")[0] == 1
    assert distintas(libro) == [("C-4", "C-5")]


def test_un_umbral_mas_bajo_ensena_mas(libro: Path) -> None:
    _, pocas = revisar(libro, "q")
    _, muchas = revisar(libro, "q", "--umbral", "0.0001")
    assert int(muchas.split(" de ")[1].split()[0]) >= int(pocas.split(" de ")[1].split()[0])


def test_sin_color_no_hay_colores(libro: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "≠" in revisar(libro, "q")[1]


def test_un_registro_sin_dobles_no_pregunta_nada(tmp_path: Path) -> None:
    codigo, pantalla = revisar(hacer(tmp_path / "solo.xlsx", [FICHAS[-1]]), "")
    assert (codigo, pantalla) == (0, "1 ficha: nada que revisar\n")


# En Excel ---------------------------------------------------------------------------------------


def en_excel(libro: Path, **decisiones: str) -> Path:
    """La revisión del libro, con lo que una persona pone en la casilla de cada pareja («C4_C5»)."""
    revision = libro.with_name("revision.xlsx")
    assert ejecutar(["duplicados", "revisar", str(libro), "--salida", str(revision)]) == 1
    decidir(revision, **decisiones)
    return revision


def decidir(revision: Path, **decisiones: str) -> None:
    hecho = openpyxl.load_workbook(revision)
    for primera, segunda in parejas(hecho.active):
        pareja = f"{ficha(primera)}_{ficha(segunda)}"
        if pareja in decisiones:
            primera[1].value = decisiones.pop(pareja)
    assert not decisiones
    hecho.save(revision)


def parejas(hoja: object) -> list[tuple[tuple[object, ...], tuple[object, ...]]]:
    filas = list(hoja.iter_rows(min_row=4))  # type: ignore[attr-defined]  # es la hoja de openpyxl
    return list(zip(filas[::2], filas[1::2], strict=True))


def ficha(fila: tuple[object, ...]) -> str:
    return str(fila[5].value).replace("-", "")  # type: ignore[attr-defined]  # una celda


def aplicar(revision: Path, *args: str) -> int:
    return ejecutar(["duplicados", "aplicar", str(revision), *args, *HOY])


def test_el_libro_lleva_cada_pareja_con_su_desplegable_y_nada_es_una_formula(libro: Path) -> None:
    hoja = openpyxl.load_workbook(en_excel(libro)).active
    assert hoja is not None
    assert [ficha(fila) for fila in parejas(hoja)[0]] == ["C4", "C5"]
    assert len(parejas(hoja)) == 3
    assert hoja.freeze_panes == "C4"
    assert [str(v.sqref) for v in hoja.data_validations.dataValidation] == ["B4", "B6", "B8"]
    escondidas = [c.value for c in hoja[3] if hoja.column_dimensions[c.column_letter].hidden]
    assert escondidas[0] == "ID_1"
    assert not any(c.data_type == "f" for fila in hoja.iter_rows() for c in fila)
    distinta = next(c for c in hoja[4] if c.value == "PEPE")
    assert distinta.fill.fgColor.rgb == "FFFFE699"


def test_lo_decidido_se_ensena_se_escribe_y_la_segunda_vez_no_cambia_nada(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    revision = en_excel(libro, C4_C5="SON DISTINTOS", C1_C3="SON EL MISMO")
    antes = libro.read_bytes()
    assert aplicar(revision, "--formato", "tabla") == 1
    assert "1 fusión, 1 pareja distinta" in capsys.readouterr().out
    assert libro.read_bytes() == antes
    assert aplicar(revision, "--aplicar") == 0
    assert distintas(libro) == [("C-4", "C-5")]
    assert len(fusionadas(libro)) == 1
    escrito = libro.read_bytes()
    capsys.readouterr()
    assert aplicar(revision, "--aplicar") == 0
    assert "ya hechas: 2 decisiones" in capsys.readouterr().err
    assert libro.read_bytes() == escrito
    assert ejecutar(["deshacer", str(libro)]) == 0
    assert libro.read_bytes() == antes


def test_fundir_no_hace_caducar_lo_que_se_declaro_de_la_ficha_que_queda(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ejecutar(["duplicados", "distintos", "C-4", "C-6", "--libro", str(libro)])
    assert aplicar(en_excel(libro, C4_C5="SON EL MISMO"), "--aplicar") == 0
    ((absorbida, queda),) = fusionadas(libro).items()
    assert {absorbida, queda} == {"C-4", "C-5"}
    capsys.readouterr()
    ejecutar(["duplicados", "distintos", str(queda), "C-6", "--libro", str(libro)])
    assert "ya estaba dicho de 1 pareja" in capsys.readouterr().err
    ejecutar(["duplicados", str(libro)])
    assert "se vuelve a enseñar" not in capsys.readouterr().err


def test_tres_fichas_calcadas_y_sin_id_se_encuentran_por_su_fila(tmp_path: Path) -> None:
    libro = hacer(tmp_path / "clientes.xlsx", [["C-1", *MARTA], ["", *MARTA], ["", *MARTA]])
    revision = libro.with_name("revision.xlsx")
    assert ejecutar(["duplicados", "revisar", str(libro), "--salida", str(revision)]) == 1
    hecho = openpyxl.load_workbook(revision)
    for primera, _ in parejas(hecho.active):
        primera[1].value = "SON EL MISMO"  # type: ignore[attr-defined]  # una celda
    hecho.save(revision)
    assert aplicar(revision, "--aplicar") == 0
    hoja = openpyxl.load_workbook(libro)["CLIENTES"]
    assert [fila[-1] for fila in hoja.iter_rows(min_row=2, values_only=True)] == [
        None,
        "C-1",
        "C-1",
    ]
    escrito = libro.read_bytes()
    assert aplicar(revision, "--aplicar") == 0
    assert libro.read_bytes() == escrito


@pytest.mark.parametrize("escrito", ["no", "Son distintas", " NO SON EL MISMO. ", "n"])
def test_lo_dicho_con_otras_palabras_se_entiende(libro: Path, escrito: str) -> None:
    assert aplicar(en_excel(libro, C4_C5=escrito), "--aplicar") == 0
    assert distintas(libro) == [("C-4", "C-5")]


def test_lo_que_no_se_entiende_se_dice_con_su_celda_y_lo_demas_se_aplica(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    revision = en_excel(libro, C4_C5="x", C1_C3="si")
    assert aplicar(revision, "--aplicar") == 1
    assert "sin aplicar: revision.xlsx, B4: «x» no se entiende" in capsys.readouterr().err
    assert (len(fusionadas(libro)), distintas(libro)) == (1, [])


def test_una_duda_no_hace_nada(libro: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert aplicar(en_excel(libro, C4_C5="NO SÉ")) == 0
    assert "nada que escribir" in capsys.readouterr().err


def test_la_revision_ordenada_y_guardada_por_otro_programa_se_entiende(
    libro: Path, programa: Callable[[str], str]
) -> None:
    revision = en_excel(libro, C4_C5="SON DISTINTOS")
    hecho = openpyxl.load_workbook(revision)
    hoja = hecho.active
    assert hoja is not None
    filas = [[c.value for c in fila] for fila in hoja.iter_rows(min_row=4)]
    for numero, fila in enumerate(sorted(filas, key=lambda f: str(f[5]), reverse=True), 4):
        for columna, valor in enumerate(fila, 1):
            hoja.cell(numero, columna).value = valor
    hecho.save(revision)
    orden = [programa("soffice"), "--headless", "--convert-to", "ods", "--outdir"]
    perfil = f"-env:UserInstallation={(libro.parent / 'perfil').as_uri()}"
    subprocess.run(
        [*orden, str(libro.parent), perfil, str(revision)], check=True, capture_output=True
    )
    assert aplicar(revision.with_suffix(".ods"), "--aplicar") == 0
    assert distintas(libro) == [("C-4", "C-5")]


def test_una_ficha_que_cambio_desde_entonces_no_se_toca_y_se_dice(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    revision = en_excel(libro, C4_C5="SON EL MISMO", C1_C3="SON DISTINTOS")
    hacer(
        libro,
        [[c.replace("913334455", "914445566") if f[0] == "C-5" else c for c in f] for f in FICHAS],
    )
    assert aplicar(revision, "--aplicar") == 1
    assert (
        "sin aplicar: revision.xlsx, B4: C-5 ha cambiado desde que se hizo la revisión"
    ) in capsys.readouterr().err
    assert (fusionadas(libro), distintas(libro)) == ({}, [("C-1", "C-3")])


def test_lo_que_se_contradice_no_se_aplica(libro: Path, capsys: pytest.CaptureFixture[str]) -> None:
    revision = en_excel(libro, C4_C5="SON EL MISMO")
    hecho = openpyxl.load_workbook(revision)
    hecho.active["B5"].value = "SON DISTINTOS"  # type: ignore[index]  # hay hoja
    hecho.save(revision)
    assert aplicar(revision) == 1
    assert "B4 y B5 dicen cosas distintas" in capsys.readouterr().err


def test_la_revision_de_otro_registro_se_rechaza(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    revision = en_excel(libro, C4_C5="SON EL MISMO")
    ajeno = hacer(libro.with_name("otro.xlsx"), [["X-1", *MARTA], ["X-2", *MARTA]])
    assert aplicar(revision, "--libro", str(ajeno)) == 2
    assert "se hizo de «clientes.xlsx» y sus fichas no son las de" in capsys.readouterr().err


def test_el_mismo_registro_con_otro_nombre_vale_y_se_dice(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    revision = en_excel(libro, C4_C5="SON DISTINTOS")
    nuevo = libro.rename(libro.with_name("clientes 2027.xlsx"))
    assert aplicar(revision, "--libro", str(nuevo), "--aplicar") == 0
    assert "aviso: la revisión se hizo de «clientes.xlsx»" in capsys.readouterr().err


def test_un_libro_que_no_es_una_revision_se_dice(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert aplicar(libro) == 2
    dicho = capsys.readouterr().err
    assert "no es una revisión, o le faltan sus columnas escondidas" in dicho
    assert "dé el libro que hizo «clientesctl duplicados revisar --salida revision.xlsx»" in dicho
    assert "--salida clientes.xlsx" not in dicho


def test_lo_contestado_en_la_terminal_va_puesto_en_el_libro(libro: Path) -> None:
    revisar(libro, "nqn")
    hoja = openpyxl.load_workbook(en_excel(libro)).active
    assert hoja is not None
    assert hoja["B4"].value == "SON DISTINTOS"


@pytest.mark.parametrize("salida", ["revision.csv", "revision"])
def test_la_revision_solo_se_escribe_en_excel(
    libro: Path, salida: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ejecutar(["duplicados", "revisar", str(libro), "--salida", salida]) == 2
    assert "acabe el nombre en .xlsx" in capsys.readouterr().err


def test_la_revision_nunca_pisa_el_registro(libro: Path) -> None:
    antes = libro.read_bytes()
    assert ejecutar(["duplicados", "revisar", str(libro), "--salida", str(libro)]) == 4
    assert libro.read_bytes() == antes


def test_el_json_dice_que_se_haria(libro: Path, capsys: pytest.CaptureFixture[str]) -> None:
    revision = en_excel(libro, C4_C5="SON DISTINTOS")
    capsys.readouterr()
    assert aplicar(revision, "--formato", "json") == 1
    visto = json.loads(capsys.readouterr().out)
    assert visto["distintos"] == [{"a": {"fila": 5, "id": "C-4"}, "b": {"fila": 6, "id": "C-5"}}]
    assert visto["resumen"]["sin_decidir"] == 2


@pytest.mark.parametrize("orden", ["aplicar", "revisar", "distintos", "fusionar", "listar"])
def test_el_nombre_de_una_orden_gana_al_de_un_fichero(
    libro: Path, orden: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(libro.parent)
    libro.rename(orden)
    assert ejecutar(["duplicados", orden, "--ayuda"]) == 0
    assert f"Uso: clientesctl duplicados {orden}" in capsys.readouterr().out


def test_se_cuentan_las_parejas_que_quedan_en_distintos(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    revision = libro.with_name("revision.xlsx")
    ejecutar(["duplicados", "revisar", str(libro), "--salida", str(revision)])
    hecho = openpyxl.load_workbook(revision)
    vistas = [(ficha(una), ficha(otra)) for una, otra in parejas(hecho.active)]
    dichas = dict.fromkeys((f"{a}_{b}" for a, b in vistas if "C3" in (a, b)), "SON DISTINTOS")
    otras = {f"{a}_{b}": "SON EL MISMO" for a, b in vistas if "C3" not in (a, b)}
    decidir(revision, **dichas, **otras)
    capsys.readouterr()
    aplicar(revision, "--aplicar")
    escritas = distintas(libro)
    cuenta = "1 pareja distinta" if len(escritas) == 1 else f"{len(escritas)} parejas distintas"
    assert cuenta in capsys.readouterr().err


def test_la_revision_de_un_libro_con_contrasena_avisa_de_que_va_sin_ella(
    libro: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIENTESCTL_CLAVE", "una clave")
    ejecutar(["duplicados", "revisar", str(libro), "-o", str(libro.with_name("uno.xlsx"))])
    assert "contraseña" not in capsys.readouterr().err
    libro.write_bytes(cifrar(libro.read_bytes(), "una clave"))
    ejecutar(["duplicados", "revisar", str(libro), "-o", str(libro.with_name("dos.xlsx"))])
    assert "aviso: el registro lleva contraseña y «dos.xlsx» no" in capsys.readouterr().err


def test_sin_permiso_para_fijar_se_dice_en_castellano(
    libro: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def sin_permiso(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("clientesctl.operaciones.linea_base.escribir_en_carpeta", sin_permiso)
    assert ejecutar(["duplicados", str(libro), "--fijar"]) == 4
    assert "duplicados.json» (no hay permiso): no se ha fijado nada" in capsys.readouterr().err
