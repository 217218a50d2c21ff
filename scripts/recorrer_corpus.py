"""Pasa cada libro de una carpeta por cada orden y cuenta en qué acaba.

    python scripts/recorrer_corpus.py CARPETA [--cada N] [--json RUTA]

Cada orden va en su propio proceso, con límite de tiempo y de memoria. Acaba en 1 si alguna
orden deja una traza, aborta, pasa de 2 GiB o no termina.
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import resource
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ORDENES: tuple[tuple[str, ...], ...] = (
    ("diagnostico",),
    ("validar", "--formato", "json"),
    ("duplicados", "--formato", "json"),
    ("estado", "--formato", "json"),
)
SEGUNDOS = 120
GIB = 1 << 30
CODIGOS_BUENOS = (0, 1, 2, 3, 4)


@dataclass(frozen=True)
class Resultado:
    """En qué acabó una orden sobre un libro."""

    libro: str
    orden: str
    codigo: int | None
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


def _proceso(orden: tuple[str, ...], libro: Path) -> subprocess.Popen[bytes]:
    entorno = {k: v for k, v in os.environ.items() if not k.startswith("CLIENTESCTL_")}
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "clientesctl",
            orden[0],
            str(libro),
            *orden[1:],
            "--hoy",
            "2026-11-22",
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=entorno,
    )


def probar(orden: tuple[str, ...], libro: Path) -> Resultado:
    """El resultado de la orden sobre ese libro, con su memoria máxima (bytes)."""
    principio = time.perf_counter()
    proceso = _proceso(orden, libro)
    assert proceso.stderr is not None
    with ThreadPoolExecutor(1) as hilo:
        lectura = hilo.submit(proceso.stderr.read)
        limite = time.monotonic() + SEGUNDOS
        while True:
            pid, estado, uso = os.wait4(proceso.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() > limite:
                proceso.kill()
                _, estado, uso = os.wait4(proceso.pid, 0)
                break
            time.sleep(0.02)
        mensaje = lectura.result().decode("utf-8", "replace")
    proceso.returncode = os.waitstatus_to_exitcode(estado)
    return Resultado(
        libro.name,
        orden[0],
        proceso.returncode,
        uso.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
        time.perf_counter() - principio,
        mensaje.strip()[-400:],
    )


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
    with ThreadPoolExecutor(os.cpu_count() or 1) as hilos:
        resultados = list(hilos.map(lambda tarea: probar(*tarea), tareas))
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
            f" ({tope.libro}); la más lenta {lento.segundos:.1f} s ({lento.libro})"
        )
    malos = [r for r in resultados if r.malo]
    print(f"trazas, abortos, excesos de memoria o de tiempo: {len(malos)}")
    for r in malos[:40]:
        print(f"  {r.libro} {r.orden} → {r.codigo}, {r.memoria >> 20} MiB: {r.mensaje[-200:]}")
    return 1 if malos else 0


if __name__ == "__main__":
    sys.exit(main())
