"""Rompe una escritura de todas las maneras y escribe docs/FIABILIDAD.md con las cuentas.

python scripts/romper_escritura.py [--salida RUTA] [--veces N]

`--veces` son las muertes en momentos al azar de cada acto. Acaba en 1 si algo se perdió o quedó a
medias. Solo en POSIX; con `strace` instalado, rompe también las llamadas de verdad al núcleo.
"""

from __future__ import annotations

import argparse
import errno
import os
import platform
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

RAIZ = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(RAIZ / "tests" / "libro"))

from roto import a_la_vez, anadir, libro_con, probar  # noqa: E402
from roto_de_verdad import dar_de_alta, hacer_libro  # noqa: E402
from sabotaje import (  # noqa: E402
    ESCRITURAS,
    Acto,
    Final,
    Sabotaje,
    contar_llamadas,
    en_otro_proceso,
    intentar,
    matar_a_los,
)

from clientesctl.registro.errores import ErrorClientes  # noqa: E402

FALLOS = {"ENOSPC": errno.ENOSPC, "EIO": errno.EIO, "EACCES": errno.EACCES, "EROFS": errno.EROFS}
DEL_NUCLEO = (
    "fsync",
    "rename",
    "fchmod",
    "chmod",
    "mkdir",
    "unlink",
    "ftruncate",
    "flock",
    "write",
)
Apuntar = Callable[..., Acto]


@dataclass
class Cuenta:
    """Lo que pasó en una clase de roturas."""

    que: str
    finales: Counter[str] = field(default_factory=Counter)
    malos: list[str] = field(default_factory=list)

    @property
    def veces(self) -> int:
        return sum(self.finales.values())

    def apuntar(self, resultado: tuple[Final, list[str]], de: object) -> None:
        final, malos = resultado
        self.finales[final.como] += 1
        self.malos += [f"{de}: {malo}" for malo in malos]

    @property
    def fila(self) -> str:
        cuentas = " | ".join(str(self.finales[c]) for c in ("muerto", "rechazado", "hecho"))
        return f"| {self.que} | {self.veces} | {cuentas} | {len(self.malos)} |"


def preparar(carpeta: Path, apuntar: Apuntar) -> Path:
    """Un libro ya estrenado, al que ese acto sabe añadir."""
    libro = carpeta / "clientes.xlsx"
    if apuntar is anadir:
        libro.write_bytes(libro_con(["UNO"]))
    else:
        hacer_libro(libro)
    apuntar("PRIMERO")(libro)
    return libro


def romper(
    que: str,
    apuntar: Apuntar,
    sabotajes: Callable[[Path], Iterable[Sabotaje]],
    *,
    estreno: bool = False,
) -> Cuenta:
    """El acto, roto una vez por cada sabotaje; sobre el mismo libro o, de estreno, sobre otro."""
    cuenta = Cuenta(que)
    with tempfile.TemporaryDirectory() as carpeta:
        libro = preparar(Path(carpeta), apuntar)
        for n, sabotaje in enumerate(sabotajes(libro)):
            if estreno:
                shutil.rmtree(Path(carpeta) / ".clientesctl")
            hecho = probar(libro, lambda acto, s=sabotaje: intentar(acto, libro, s), n, apuntar)
            cuenta.apuntar(hecho, sabotaje)
            if n % 100 == 99:
                _empezar_de_nuevo(Path(carpeta), apuntar)
    return cuenta


def _empezar_de_nuevo(carpeta: Path, apuntar: Apuntar) -> None:
    """El libro, como al principio: con muchas fichas, cada intento tardaría más que el anterior."""
    shutil.rmtree(carpeta / ".clientesctl")
    preparar(carpeta, apuntar)


def en_cada_llamada(apuntar: Apuntar, paso: int) -> Callable[[Path], list[Sabotaje]]:
    def sabotajes(libro: Path) -> list[Sabotaje]:
        n = len(contar_llamadas(apuntar("CONTADO"), libro))
        return [Sabotaje(k, cuando=c) for k in range(1, n + 1, paso) for c in ("antes", "despues")]

    return sabotajes


def a_medias(apuntar: Apuntar) -> Callable[[Path], list[Sabotaje]]:
    def sabotajes(libro: Path) -> list[Sabotaje]:
        n = len(contar_llamadas(apuntar("CONTADO"), libro, solo=("write",)))
        return [Sabotaje(k, cuando="a_medias", solo=("write",)) for k in range(1, n + 1)]

    return sabotajes


def negada(apuntar: Apuntar, fallo: int, paso: int) -> Callable[[Path], list[Sabotaje]]:
    def sabotajes(libro: Path) -> list[Sabotaje]:
        n = len(contar_llamadas(apuntar("CONTADO"), libro))
        return [Sabotaje(k, fallo=fallo) for k in range(1, n + 1, paso)]

    return sabotajes


def negadas_desde(apuntar: Apuntar, fallo: int) -> Callable[[Path], list[Sabotaje]]:
    def sabotajes(libro: Path) -> list[Sabotaje]:
        n = len(contar_llamadas(apuntar("CONTADO"), libro, solo=ESCRITURAS))
        return [Sabotaje(k, fallo=fallo, todas=True, solo=ESCRITURAS) for k in range(1, n + 1)]

    return sabotajes


def al_azar(que: str, apuntar: Apuntar, veces: int) -> Cuenta:
    """El acto, muerto en un momento cualquiera."""
    cuenta, azar = Cuenta(que), random.Random(7)
    with tempfile.TemporaryDirectory() as carpeta:
        libro = preparar(Path(carpeta), apuntar)
        largo = _lo_que_tarda(apuntar, libro)
        for n in range(veces):
            momento = azar.uniform(0, 1.3 * largo)
            hecho = probar(libro, lambda acto, m=momento: matar_a_los(m, acto, libro), n, apuntar)
            cuenta.apuntar(hecho, f"a los {momento:.4f} s")
            if n % 100 == 99:
                _empezar_de_nuevo(Path(carpeta), apuntar)
    return cuenta


def _lo_que_tarda(apuntar: Apuntar, libro: Path) -> float:
    """Segundos que tarda el acto en un hijo: lo que tardan la mitad de las veces."""
    tiempos = []
    for n in range(5):
        principio = time.perf_counter()
        en_otro_proceso(lambda n=n: apuntar(f"MEDIDO {n}")(libro))
        tiempos.append(time.perf_counter() - principio)
    return sorted(tiempos)[2]


def con_el_nucleo(que: str, veneno: str) -> Cuenta:
    """La orden entera bajo strace, que niega (o mata en) cada llamada de verdad al núcleo."""
    cuenta = Cuenta(que)
    with tempfile.TemporaryDirectory() as carpeta:
        libro = preparar(Path(carpeta), dar_de_alta)
        n = 0
        for llamada, veces in _llamadas_al_nucleo(libro).items():
            for cual in range(1, veces + 1):
                inyectar = f"inject={llamada}:{veneno}:when={cual}"
                n += 1
                hecho = probar(
                    libro,
                    lambda _, i=inyectar, n=n: _con_strace(libro, n - 1, i),
                    n - 1,
                    dar_de_alta,
                )
                cuenta.apuntar(hecho, inyectar)
    return cuenta


def _con_strace(libro: Path, numero: int, inyectar: str) -> Final:
    hecho = subprocess.run(
        _orden(libro, f"HECHO {numero}", "-e", inyectar),
        capture_output=True,
        text=True,
        check=False,
    )
    como = {0: "hecho", 3: "rechazado", 4: "rechazado", -9: "muerto", 137: "muerto"}
    return Final(como.get(hecho.returncode, "roto"), hecho.stderr)


def _orden(libro: Path, hecho: str, *opciones: str) -> list[str]:
    yo = [sys.executable, "-B", __file__, "--acto", str(libro), hecho]
    return ["strace", "-qq", "-o", os.devnull, *opciones, *yo]


def _llamadas_al_nucleo(libro: Path) -> Counter[str]:
    """Cuántas hace una escritura de cada una de las que importan."""
    with tempfile.NamedTemporaryFile("r") as traza:
        orden = _orden(libro, "CONTADO", "-e", f"trace={','.join(DEL_NUCLEO)}")
        orden[orden.index(os.devnull)] = traza.name
        subprocess.run(orden, check=True)
        return Counter(re.findall(r"^(\w+)\(", traza.read(), re.MULTILINE))


def ser_el_acto(libro: Path, hecho: str) -> int:
    """Añade la ficha y acaba como acabaría la orden."""
    try:
        dar_de_alta(hecho)(libro)
    except ErrorClientes as negado:
        sys.stderr.write(f"{negado}\n")
        return negado.codigo
    return 0


def todas(veces: int) -> Iterator[Cuenta]:
    """Cada clase de rotura, con sus cuentas."""
    for nombre, apuntar, paso in (("el cambio de libro", anadir, 1), ("un alta", dar_de_alta, 3)):
        yield romper(f"{nombre}: SIGKILL en cada llamada", apuntar, en_cada_llamada(apuntar, paso))
        que = f"{nombre}, la primera vez: SIGKILL en cada llamada"
        yield romper(que, apuntar, en_cada_llamada(apuntar, 3), estreno=True)
        yield romper(f"{nombre}: SIGKILL con un `write` a medias", apuntar, a_medias(apuntar))
        yield al_azar(f"{nombre}: SIGKILL en un momento al azar", apuntar, veces)
        for fallo, numero in FALLOS.items():
            yield romper(
                f"{nombre}: {fallo} en una llamada", apuntar, negada(apuntar, numero, paso)
            )
        for fallo in ("ENOSPC", "EROFS"):
            que = f"{nombre}: {fallo} en todas desde una"
            yield romper(que, apuntar, negadas_desde(apuntar, FALLOS[fallo]))
    if shutil.which("strace"):
        yield con_el_nucleo("un alta: SIGKILL en el núcleo (strace)", "signal=KILL")
        yield con_el_nucleo("un alta: EIO en el núcleo (strace)", "error=EIO")
    yield juntos(8, 10)


def juntos(escritores: int, cada_uno: int) -> Cuenta:
    """Muchos escribiendo a la vez y uno leyendo."""
    cuenta = Cuenta(f"{escritores} procesos a la vez, {cada_uno} altas cada uno, y uno que lee")
    with tempfile.TemporaryDirectory() as carpeta:
        libro = preparar(Path(carpeta), dar_de_alta)
        cuenta.malos = a_la_vez(libro, escritores, cada_uno, dar_de_alta)
        cuenta.finales["hecho"] = escritores * cada_uno
    return cuenta


def pagina(cuentas: list[Cuenta]) -> str:
    """docs/FIABILIDAD.md entera."""
    plantilla = (RAIZ / "scripts" / "fiabilidad.md").read_text(encoding="utf-8")
    tabla = "\n".join(c.fila for c in cuentas)
    return plantilla.format(
        tabla=tabla,
        veces=f"{sum(c.veces for c in cuentas):,}".replace(",", "."),
        malos=sum(len(c.malos) for c in cuentas),
        sistema=f"{platform.system()}, Python {platform.python_version()}",
    )


def main() -> int:
    opciones = argparse.ArgumentParser(description=__doc__)
    opciones.add_argument("--salida", type=Path, default=RAIZ / "docs" / "FIABILIDAD.md")
    opciones.add_argument("--veces", type=int, default=200)
    opciones.add_argument("--acto", nargs=2, help=argparse.SUPPRESS)
    pedido = opciones.parse_args()
    if pedido.acto:
        return ser_el_acto(Path(pedido.acto[0]), pedido.acto[1])
    cuentas = []
    for cuenta in todas(pedido.veces):
        cuentas.append(cuenta)
        print("\n".join([cuenta.fila, *cuenta.malos]), flush=True)
    pedido.salida.write_text(pagina(cuentas), encoding="utf-8")
    return 1 if any(c.malos for c in cuentas) else 0


if __name__ == "__main__":
    sys.exit(main())
