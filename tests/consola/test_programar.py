"""La orden `programar`: líneas que funcionan fuera de la sesión de quien las pidió."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from libro_de_texto import libro_de

from clientesctl.consola.principal import ORDENES, ejecutar
from clientesctl.operaciones.tareas import TAREAS

LIBRO = """
CLIENTES
ID  | NOMBRE | APELLIDO_1 | VENDEDOR | MOVIL     | CODIGO_POSTAL | FECHA_NACIMIENTO
C-1 | ANA    | GIL        | EMILY    | 612345678 | 28001         | f:1985-11-24
C-2 | LUIS   | SANZ       | JUAN     | 622345678 | 28002         | f:1990-01-02
VENTAS
ID  | FECHA        | ID_CLIENTE | IMPORTE | PAGADA_EL
V-1 | f:2026-10-20 | C-1        | n:90    | f:2026-10-20
CONTACTOS
ID | FECHA | ID_CLIENTE | TIPO | RESULTADO
"""
_DICEN_ALGO = ("estadisticas", "cumpleanos")
"""El lunes cuentan la semana, y el 24 cumple años la de la C-1."""
DIFICIL = "año 100% de l'Àgata"


class Programar:
    """La orden sobre un libro: sus líneas y lo que avisa."""

    def __init__(self, libro: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.libro, self._capsys = libro, capsys
        self.texto = self.dicho = ""

    def __call__(self, *opciones: str) -> int:
        codigo = ejecutar(["programar", str(self.libro), *opciones])
        leido = self._capsys.readouterr()
        self.texto, self.dicho = leido.out, leido.err
        return codigo

    @property
    def lineas(self) -> list[str]:
        """Las de las órdenes, sin el entorno ni los comentarios."""
        return [linea for linea in self.texto.splitlines() if re.match(r"[\d*]+ [\d*]", linea)]

    def linea(self, nombre: str) -> str:
        renglones = self.texto.splitlines()
        return next(
            renglones[i + 1] for i, r in enumerate(renglones) if r.startswith(f"# {nombre}: ")
        )


@pytest.fixture
def programar(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Programar:
    carpeta = tmp_path / DIFICIL
    carpeta.mkdir()
    return Programar(libro_de(LIBRO, carpeta / "registro.xlsx"), capsys)


def como_cron(linea: str) -> str:
    """Lo que cron da a sh de una línea: sin los cinco campos y con «%» por su escape."""
    orden = linea.split(maxsplit=5)[5]
    assert not re.search(r"(?<!\\)%", orden), "ahí cron cortaría la orden"
    return orden.replace(r"\%", "%")


def en_lunes(orden: str) -> str:
    """La orden, como si fuera un día en que se llama; las copias no miran el día."""
    return orden if " copias " in orden else orden.replace(" --sil", " --hoy 2026-11-23 --sil")


def test_cada_linea_da_la_orden_entera_a_su_hora(programar: Programar) -> None:
    assert programar("--hora", "8:15", "--dias", "L-S") == 0
    linea = programar.linea("llamadas")
    assert linea.startswith("15 8 * * 1-6  /")
    palabras = shlex.split(como_cron(linea))
    assert str(programar.libro) in palabras
    assert f"{programar.libro.parent}/listas/" in palabras
    assert palabras[-1] == "--silencio"


def test_lo_de_cada_semana_va_el_primer_dia_y_lo_del_cierre_despues(programar: Programar) -> None:
    assert programar("--dias", "M-S", "--cierre", "23:55", "--hora", "0:10") == 0
    assert programar.linea("verificar").startswith("50 23 * * 1  "), "la víspera del martes"
    assert programar.linea("validar").startswith("5 0 * * 0,3,4,5,6  "), "ya es el día siguiente"


def test_el_entorno_es_el_que_cron_no_tiene(
    programar: Programar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "America/Mexico_City")
    assert programar("--correo", "eva@ejemplo.es") == 0
    entorno = dict(re.findall(r"^([A-Z_]+)=(.*)$", programar.texto, re.M))
    assert entorno["SHELL"] == "/bin/sh"
    assert entorno["LC_ALL"].endswith(".UTF-8")
    assert entorno["MAILTO"] == "eva@ejemplo.es"
    assert entorno["TZ"] == "America/Mexico_City"


def test_una_carpeta_sin_listas_que_recoger_no_es_nada_que_decir(
    programar: Programar, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "listas").mkdir()
    orden = ["llamadas", "recoger", f"{tmp_path}/listas/", "--libro", str(programar.libro)]
    assert ejecutar([*orden, "-q"]) == 0
    leido = capsys.readouterr()
    assert (leido.out, leido.err) == ("", "")
    assert ejecutar(orden) == 2


def test_las_lineas_funcionan_sin_entorno_y_callan(programar: Programar, tmp_path: Path) -> None:
    informes = programar.libro.parent / "informes"
    informes.mkdir()
    for orden in ("validar", "duplicados"):
        ejecutar([orden, str(programar.libro), "--fijar", "-q"])
    assert programar() == 0
    entorno = dict(re.findall(r"^([A-Z_]+)=(.*)$", programar.texto, re.M))
    assert len(programar.lineas) == len(TAREAS)
    for linea in programar.lineas:
        hecho = subprocess.run(
            ["/bin/sh", "-c", en_lunes(como_cron(linea))],
            env=entorno,
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert (hecho.returncode, hecho.stderr) == (0, ""), linea
        calla = not any(orden in linea for orden in _DICEN_ALGO)
        assert calla == (hecho.stdout == ""), linea
    assert {p.name for p in (programar.libro.parent / "listas").iterdir()} >= {"emily.xlsx"}


def test_mientras_otra_deja_las_listas_las_llamadas_no_tocan_ninguna(
    programar: Programar,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from clientesctl.entregas import carpeta_sola

    monkeypatch.setattr(carpeta_sola, "ESPERA", 0.0)
    listas = tmp_path / "listas"
    listas.mkdir()
    orden = ["llamadas", str(programar.libro), "--por", "vendedor", "--hoy", "2026-11-23"]
    with carpeta_sola.carpeta_sola(listas):
        assert ejecutar([*orden, "--salida", f"{listas}/"]) == 4
    assert "otra ejecución está escribiendo las listas" in capsys.readouterr().err
    assert list(listas.iterdir()) == []
    assert ejecutar([*orden, "--salida", f"{listas}/", "-q"]) == 0
    assert {p.name for p in listas.iterdir()} == {"emily.xlsx", "juan.xlsx"}


def test_todo_lo_que_se_programa_es_una_orden() -> None:
    assert {tarea.orden[0] for tarea in TAREAS} <= set(ORDENES)


def test_el_crontab_de_ejemplo_es_lo_que_se_programa(programar: Programar) -> None:
    ejemplo = Path(__file__).parents[2] / "examples" / "crontab"
    suyas = re.findall(r"^[\d*]+ [\d*].*$", ejemplo.read_text(encoding="utf-8"), re.M)
    assert programar() == 0
    carpeta = str(programar.libro.parent)
    escritas = [
        shlex.join(
            [*linea.split()[:5], "/ruta/a/.venv/bin/clientesctl"]
            + [p.replace(carpeta, "/ruta/a") for p in shlex.split(como_cron(linea))[3:]]
        )
        for linea in programar.lineas
    ]
    assert [shlex.join(linea.split()) for linea in suyas] == escritas


def test_solo_las_tareas_pedidas(programar: Programar) -> None:
    assert programar("--tareas", "validar,copias") == 0
    assert len(programar.lineas) == 2
    assert programar("--tareas", "llamada") == 2
    assert "¿quiso decir «llamadas»?" in programar.dicho


def test_lo_que_el_libro_no_puede_dar_no_se_programa_y_se_dice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    libro = libro_de("ID | NOMBRE | MOVIL\nC-1 | ANA | 612345678", tmp_path / "corto.xlsx")
    programar = Programar(libro, capsys)
    assert programar() == 0
    assert "# Sin «agenda»: el libro no tiene CITAS ni CONTACTOS ni PROPUESTAS." in programar.texto
    assert "# agenda: " not in programar.texto


def test_la_contrasena_se_lee_de_su_fichero_y_no_se_escribe(
    programar: Programar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fichero = tmp_path / "clave 5%"
    fichero.write_text("secreta\n")
    fichero.chmod(0o644)
    monkeypatch.setenv("CLIENTESCTL_CLAVE", "secreta")
    assert programar("--clave", str(fichero), "--tareas", "copias") == 0
    assert "secreta" not in programar.texto + programar.dicho
    assert f"chmod 600 '{fichero}'" in programar.dicho
    orden = como_cron(programar.lineas[0])
    assert orden.startswith(f"CLIENTESCTL_CLAVE=\"$(cat '{fichero}')\" /")
    vista = subprocess.run(
        ["/bin/sh", "-c", re.sub(r'(\)") .*', r"\1 env", orden)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "CLIENTESCTL_CLAVE=secreta\n" in vista.stdout


def test_si_falta_el_fichero_de_la_contrasena_dice_como_hacerlo(programar: Programar) -> None:
    assert programar("--clave", "/no/esta/clave", "--tareas", "copias") == 0
    assert "(umask 077; mkdir -p /no/esta && cat > /no/esta/clave)" in programar.dicho


def test_recuerda_fijar_lo_que_ya_se_sabe(programar: Programar) -> None:
    assert programar("--tareas", "validar") == 0
    assert "--fijar" in programar.dicho
    ejecutar(["validar", str(programar.libro), "--fijar", "-q"])
    assert programar("--tareas", "validar") == 0
    assert "--fijar" not in programar.dicho


def test_una_ruta_que_cron_cortaria_se_niega(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    libro = libro_de(LIBRO, tmp_path / "con\\barra.xlsx")
    programar = Programar(libro, capsys)
    assert programar() == 2
    assert "barra invertida" in programar.dicho
    assert programar.texto == ""


@pytest.mark.parametrize(
    ("opciones", "dice"),
    [
        (("--hora", "25:00"), "--hora «25:00» no es una hora: escríbala como 7:30"),
        (("--dias", "lunes"), "--dias «lunes» no se entiende"),
        (("--correo", "dos palabras"), "--correo «dos palabras» no vale"),
        (("--sistema", "window"), "¿quiso decir «windows»?"),
        (("--formato", "csv"), "--formato «csv» no vale aquí"),
    ],
)
def test_lo_mal_escrito_dice_como_es(
    programar: Programar, opciones: tuple[str, ...], dice: str
) -> None:
    assert programar(*opciones) == 2
    assert dice in programar.dicho


def test_en_json_las_ordenes_van_enteras(programar: Programar) -> None:
    assert programar("--formato", "json", "--tareas", "copias") == 0
    objeto = json.loads(programar.texto)
    assert objeto["resumen"] == {"tareas": 1}
    (tarea,) = objeto["tareas"]
    assert (tarea["minuto"], tarea["hora"], tarea["nombre"]) == (5, None, "copias")
    assert tarea["orden"][-6:] == [
        "copias",
        "crear",
        str(programar.libro),
        "--esperar",
        "60",
        "--silencio",
    ]


def test_en_windows_cada_tarea_tiene_su_disparador_y_sus_comillas(programar: Programar) -> None:
    orden = ("--sistema", "windows", "--tareas", "validar,copias", "--dias", "L,V")
    assert programar(*orden) == 0
    copias, validar = (x for x in programar.texto.splitlines() if x.startswith("Register"))
    assert "-RepetitionInterval (New-TimeSpan -Hours 1)" in copias
    assert "-Weekly -DaysOfWeek Monday,Friday -At '20:40'" in validar
    assert "l''Àgata" in validar
    assert "por-corregir.xlsx" in validar, "sin correo, lo que diga va a un fichero"


def test_el_guion_de_windows_lleva_la_marca_que_powershell_necesita(
    programar: Programar, tmp_path: Path
) -> None:
    assert programar("--sistema", "windows", "--salida", str(tmp_path / "tareas.ps1")) == 0
    assert (tmp_path / "tareas.ps1").read_bytes().startswith(b"\xef\xbb\xbf")
