"""Lo que escribe `programar`, dado por un cron de verdad que solo ve esta prueba."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from libro_de_texto import libro_de

from clientesctl.consola.principal import ejecutar

LIBRO = """
CLIENTES
ID  | NOMBRE | APELLIDO_1 | VENDEDOR | MOVIL     | CODIGO_POSTAL
C-1 | ANA    | GIL        | EMILY    | 612345678 | 28001
C-2 | LUIS   | SANZ       | JUAN     | 622345678 | 28002
VENTAS
ID  | FECHA        | ID_CLIENTE | IMPORTE
V-1 | f:2026-10-20 | C-1        | n:90
V-2 | f:2026-09-01 | C-2        | n:900
"""
UN_MINUTO_Y_LO_QUE_TARDE = 75

_CARTERO = """#!/bin/sh
cat >> {buzon}
"""
_APARTE = """
mount --bind {d}/spool /var/spool/cron
mount --bind {d}/nada /etc/cron.d
mount --bind {d}/vacio /etc/crontab
mount --bind {d}/run /run
mount --bind {d}/sbin /usr/sbin
exec /usr/sbin/cron -f -L 0
"""


@dataclass(frozen=True)
class Cron:
    """Un cron en marcha y dónde deja el correo que manda."""

    demonio: subprocess.Popen[bytes]
    buzon: Path

    def esperar(self, hecho: Callable[[], bool]) -> None:
        limite = time.monotonic() + UN_MINUTO_Y_LO_QUE_TARDE
        while not hecho():
            assert self.demonio.poll() is None, "aquí no se puede poner en marcha un cron aparte"
            assert time.monotonic() < limite, "cron no dio la orden en su minuto"
            time.sleep(0.5)


@contextlib.contextmanager
def cron_aparte(carpeta: Path, crontab: str, cron: str) -> Iterator[Cron]:
    """Un cron que no ve las tareas de la máquina ni deja rastro: sus carpetas son solo suyas."""
    for nombre in ("spool/crontabs", "nada", "run", "sbin"):
        (carpeta / nombre).mkdir(parents=True)
    (carpeta / "vacio").touch()
    buzon = carpeta / "buzon"
    shutil.copy2(cron, carpeta / "sbin" / "cron")
    cartero = carpeta / "sbin" / "sendmail"
    cartero.write_text(_CARTERO.format(buzon=shlex.quote(str(buzon))))
    cartero.chmod(0o755)
    tabla = carpeta / "spool" / "crontabs" / "root"
    tabla.write_text(crontab, encoding="utf-8")
    tabla.chmod(0o600)
    # Con su propio espacio de procesos, al matarlo mueren también las órdenes que haya dado.
    orden = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-ec"]
    demonio = subprocess.Popen([*orden, _APARTE.format(d=shlex.quote(str(carpeta)))])
    try:
        yield Cron(demonio, buzon)
    finally:
        demonio.kill()
        demonio.wait()


@pytest.mark.sistema
def test_un_cron_de_verdad_deja_las_listas_y_no_dice_nada(
    tmp_path: Path, programa: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    cron = programa("cron")
    if os.geteuid() != 0:
        pytest.skip("un cron aparte necesita ser root")
    tienda = tmp_path / "año 100% «nuestro»"
    tienda.mkdir()
    libro = libro_de(LIBRO, tienda / "registro de l'any.xlsx")
    orden = ["programar", str(libro), "--tareas", "llamadas", "--correo", "eva@ejemplo.es"]
    assert ejecutar([*orden, "--dias", "L-D"]) == 0
    escrito = capsys.readouterr().out
    # Ahora mismo, y como si fuera un día en que se llama.
    crontab = escrito.replace("30 7 * * *", "* * * * *")
    crontab = crontab.replace(" --silencio", " --hoy 2026-11-23 --silencio")
    assert len(crontab) == len(escrito) - len("30 7") + len("* *") + len(" --hoy 2026-11-23")
    crontab += f"* * * * *  env > {tmp_path}/entorno\n* * * * *  echo se oye\n"

    with cron_aparte(tmp_path / "cron", crontab, cron) as aparte:
        listas = tienda / "listas"
        quedan = [listas / "emily.xlsx", listas / "juan.xlsx", aparte.buzon, tmp_path / "entorno"]
        aparte.esperar(lambda: all(p.exists() and p.stat().st_size for p in quedan))
        time.sleep(1)  # lo que tarde la orden en acabar y cron en mandar lo que dijera

    correo = aparte.buzon.read_text(encoding="utf-8")
    asuntos = [linea for linea in correo.splitlines() if linea.startswith("Subject: ")]
    assert asuntos
    assert all("echo" in asunto for asunto in asuntos), correo
    assert "To: eva@ejemplo.es" in correo
    assert "\nse oye\n" in correo, "si la orden hubiera dicho algo, habría llegado"
    entorno = (tmp_path / "entorno").read_text(encoding="utf-8").splitlines()
    assert {"SHELL=/bin/sh", "LC_ALL=C.UTF-8", "PATH=/usr/local/bin:/usr/bin:/bin"} <= {*entorno}
    assert not any(linea.startswith(("PYTEST", "TERM=", "VIRTUAL_ENV=")) for linea in entorno)
    assert {p.name for p in listas.iterdir()} == {"emily.xlsx", "juan.xlsx"}
