"""Pasa cada libro de una carpeta por cada orden y cuenta en qué acaba.

python scripts/recorrer_corpus.py CARPETA [--cada N] [--json RUTA]

Cada orden va en su propio proceso, hijo de uno que ya tiene el programa en memoria. Acaba en 1
si alguna aborta, falla por dentro (salida 5), pasa de 2 GiB o no termina. Solo en POSIX.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import io
import json
import multiprocessing
import os
import resource
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from clientesctl.consola.principal import ejecutar

FERIA = Path(__file__).resolve().parents[1] / "examples" / "feria.csv"
ORDENES: tuple[tuple[str, ...], ...] = (
    ("diagnostico",),
    ("validar", "--formato", "json"),
    ("duplicados", "--formato", "json"),
    ("estado", "--formato", "json"),
    ("frescura", "--formato", "json"),
    ("agenda", "--formato", "json"),
    ("quien", "garcía", "--formato", "json", "--libro"),
    ("ficha", "fila:3", "--formato", "json", "--libro"),
    ("alta", "nombre=ANA", "movil=612001122", "--a-sabiendas", "--simular", "--libro"),
    ("importar", str(FERIA), "--formato", "json", "--libro"),
    ("llamadas", "--aunque-sea-fiesta", "--formato", "json"),
    ("cumpleanos", "--formato", "json"),
    ("buscar", "estado=PROSPECTO o nombre=A*", "--formato", "json", "--libro"),
    ("sql", "SELECT * FROM cartera", "--formato", "json", "--libro"),
    ("estadisticas", "--formato", "json"),
    ("perdidas", "--formato", "json"),
    ("puntuacion", "--formato", "json"),
    ("repartir", "--por", "volumen", "--formato", "json"),
    ("cobros", "--formato", "json"),
    ("informe", "--formato", "json"),
    ("etiquetas", "--formato", "json", "--libro"),
)
"""Lo que se pasa a cada libro; su ruta va detrás."""
SEGUNDOS = 120
GIB = 1 << 30
CODIGOS_BUENOS = (0, 1, 2, 3, 4)


@dataclass(frozen=True)
class Resultado:
    """En qué acabó una orden sobre un libro."""

    libro: str
    orden: str
    codigo: int
    memoria: int
    segundos: float
    mensaje: str

    @property
    def malo(self) -> bool:
        """Si es lo que no puede pasar nunca."""
        return (
            self.codigo not in CODIGOS_BUENOS
            or "Traceback" in self.mensaje
            or self.memoria > 2 * GIB
        )


def probar(tarea: tuple[tuple[str, ...], Path]) -> Resultado:
    """El resultado de la orden sobre ese libro, con su memoria máxima (bytes)."""
    orden, libro = tarea
    principio = time.perf_counter()
    with tempfile.TemporaryFile() as dicho:
        pid = os.fork()
        if pid == 0:
            _ser_la_orden(orden, libro, dicho.fileno())
        estado, uso = esperar(pid)
        dicho.seek(0)
        mensaje = dicho.read().decode("utf-8", "replace")
    return Resultado(
        str(libro),
        orden[0],
        os.waitstatus_to_exitcode(estado),
        uso.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
        time.perf_counter() - principio,
        mensaje.strip()[-400:],
    )


def _ser_la_orden(orden: tuple[str, ...], libro: Path, errores: int) -> NoReturn:
    """En el proceso hijo: la orden con la salida tirada y los errores en ese fichero."""
    nada = os.open(os.devnull, os.O_RDWR)
    os.dup2(nada, 0)
    os.dup2(nada, 1)
    os.dup2(errores, 2)
    codigo = ejecutar([*orden, str(libro), "--hoy", "2026-11-22"])
    sys.stderr.flush()
    os._exit(codigo)


def esperar(pid: int) -> tuple[int, resource.struct_rusage]:
    """Cómo acabó el hijo y qué gastó; al que no acaba a tiempo se le mata."""
    limite = time.monotonic() + SEGUNDOS
    while time.monotonic() < limite:
        acabado, estado, uso = os.wait4(pid, os.WNOHANG)
        if acabado:
            return estado, uso
        time.sleep(0.005)
    os.kill(pid, signal.SIGKILL)
    _, estado, uso = os.wait4(pid, 0)
    return estado, uso


def main() -> int:
    """El código de salida del recorrido."""
    lector = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    lector.add_argument("carpeta", type=Path)
    lector.add_argument("--cada", type=int, default=1, help="uno de cada N libros")
    lector.add_argument("--json", type=Path, help="dónde dejar cada resultado")
    opciones = lector.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    libros = sorted(p for p in opciones.carpeta.rglob("*.xls*") if p.is_file())[:: opciones.cada]
    if not libros:
        print(f"no hay libros en {opciones.carpeta}", file=sys.stderr)
        return 2
    tareas = [(orden, libro) for libro in libros for orden in ORDENES]
    for variable in [v for v in os.environ if v.startswith("CLIENTESCTL_")]:
        del os.environ[variable]
    # Lo que tarda en cargarse se carga una vez, y los hijos lo heredan.
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for orden in ORDENES:
            ejecutar([*orden, str(libros[0])])
    with multiprocessing.get_context("fork").Pool(os.cpu_count() or 1) as procesos:
        resultados = list(procesos.imap(probar, tareas, chunksize=8))
    if opciones.json:
        opciones.json.write_text(json.dumps([vars(r) for r in resultados], ensure_ascii=False))
    return _contar(resultados, len(libros))


def _contar(resultados: list[Resultado], libros: int) -> int:
    print(f"{libros} libros, {len(resultados)} órdenes")
    for orden in dict.fromkeys(r.orden for r in resultados):
        suyos = [r for r in resultados if r.orden == orden]
        codigos = collections.Counter(r.codigo for r in suyos)
        reparto = ", ".join(f"{c}: {n}" for c, n in sorted(codigos.items(), key=str))
        tope = max(suyos, key=lambda r: r.memoria)
        lento = max(suyos, key=lambda r: r.segundos)
        print(
            f"{orden:12} salidas {reparto}; memoria máxima {tope.memoria / GIB:.2f} GiB"
            f" ({Path(tope.libro).name}); la más lenta {lento.segundos:.1f} s"
            f" ({Path(lento.libro).name})"
        )
    malos = [r for r in resultados if r.malo]
    print(f"trazas, abortos, excesos de memoria o de tiempo: {len(malos)}")
    for r in malos[:40]:
        print(f"  {r.libro} {r.orden} → {r.codigo}, {r.memoria >> 20} MiB: {r.mensaje[-200:]}")
    return 1 if malos else 0


if __name__ == "__main__":
    sys.exit(main())
