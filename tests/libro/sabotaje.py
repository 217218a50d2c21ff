"""Romper una escritura a propósito (matarla, negarle una llamada al sistema) y mirar qué queda.

Cada intento corre en un proceso hijo con las llamadas contadas; el padre mira después el disco.
Solo en POSIX.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import hashlib
import io
import os
import signal
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clientesctl.libro.bitacora import Estado, leer_bitacora, preparar_asiento, resumidor
from clientesctl.libro.carpeta import carpeta_de
from clientesctl.libro.copias import copia_con, depurar_copias, listar_copias, verificar_copias
from clientesctl.libro.lectura import leer_libro
from clientesctl.libro.origen import leer_bytes
from clientesctl.libro.transaccion import sustituir_libro
from clientesctl.libro.turno import turno
from clientesctl.libro.valores_guardados import guardar_valores, leer_valores
from clientesctl.registro.errores import ErrorClientes
from clientesctl.registro.politica_copias import PoliticaCopias

MOMENTO = "2026-11-22T09:00:00+01:00"
_DEL_SISTEMA = """
open close read write fsync lseek replace rename link unlink mkdir chmod fchmod chown fchown stat
fstat ftruncate truncate listdir scandir listxattr getxattr setxattr
"""
LLAMADAS = {os: _DEL_SISTEMA.split(), io: ["open"]}
ESCRITURAS = ("open", "write", "fsync", "mkdir", "link", "setxattr", "ftruncate", "truncate")
"""Las que un disco lleno puede negar."""

Acto = Callable[[Path], None]


@dataclass(frozen=True)
class Sabotaje:
    """Qué se rompe: la llamada número `cual` (desde 1), y desde ahí todas si `todas`.

    `fallo` es el número de error que devuelve; si es 0, el proceso muere `antes` de la llamada,
    `despues` o `a_medias` (un `write` que escribe la mitad).
    """

    cual: int
    fallo: int = 0
    cuando: str = "antes"
    todas: bool = False
    solo: tuple[str, ...] = ()


@dataclass(frozen=True)
class Final:
    """Cómo acabó el hijo: «hecho», «rechazado», «muerto» o «roto», y qué dijo."""

    como: str
    dicho: str = ""


def contar_llamadas(acto: Acto, libro: Path, solo: Sequence[str] = ()) -> list[str]:
    """Los nombres de las llamadas al sistema que hace el acto, en orden. Lo hace de verdad."""
    with _pinchadas(lambda nombre, _n, hacer: hacer(), solo) as hechas:
        acto(libro)
    return hechas


def intentar(acto: Acto, libro: Path, sabotaje: Sabotaje) -> Final:
    """El acto, en un proceso hijo, con esa llamada rota."""

    def romper(_nombre: str, n: int, hacer: Callable[[], Any]) -> Any:
        if n != sabotaje.cual and not (sabotaje.todas and n > sabotaje.cual):
            return hacer()
        if sabotaje.fallo:
            raise OSError(sabotaje.fallo, os.strerror(sabotaje.fallo))
        if sabotaje.cuando == "despues":
            hacer()
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("sigue vivo")

    def hacer() -> None:
        with _pinchadas(romper, sabotaje.solo, mitad=sabotaje.cuando == "a_medias"):
            acto(libro)

    return en_otro_proceso(hacer)


def matar_a_los(segundos: float, acto: Acto, libro: Path) -> Final:
    """El acto en un hijo, muerto a los tantos segundos de empezar."""
    pid, tubo = lanzar(lambda: acto(libro))
    time.sleep(segundos)
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    return esperar_a(pid, tubo)


def en_otro_proceso(hacer: Callable[[], None]) -> Final:
    """Cómo acaba esa función en un proceso hijo."""
    return esperar_a(*lanzar(hacer))


def lanzar(hacer: Callable[[], None]) -> tuple[int, int]:
    lee, escribe = os.pipe()
    pid = os.fork()
    if pid:
        os.close(escribe)
        return pid, lee
    os.close(lee)
    codigo, dicho = 0, ""
    try:
        hacer()
    except ErrorClientes as negado:
        codigo, dicho = negado.codigo, str(negado)
    except BaseException:
        codigo, dicho = 1, traceback.format_exc()
    with contextlib.suppress(OSError):
        os.write(escribe, dicho.encode()[-4000:])
    os._exit(codigo)


def esperar_a(pid: int, tubo: int) -> Final:
    with open(tubo, "rb") as salida:  # es un descriptor
        dicho = salida.read().decode("utf-8", "replace")
    codigo = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    como = {0: "hecho", 3: "rechazado", 4: "rechazado", -signal.SIGKILL: "muerto"}
    return Final(como.get(codigo, "roto"), dicho)


@contextlib.contextmanager
def _pinchadas(
    al_llamar: Callable[..., Any], solo: Sequence[str], *, mitad: bool = False
) -> Iterator[list[str]]:
    """Mientras dura, cada llamada pasa por `al_llamar(nombre, número, la de verdad)`."""
    hechas: list[str] = []
    verdaderas = [
        (modulo, nombre, getattr(modulo, nombre))
        for modulo, nombres in LLAMADAS.items()
        for nombre in nombres
        if hasattr(modulo, nombre) and (not solo or nombre in solo)
    ]

    def pinchar(nombre: str, verdadera: Callable[..., Any]) -> Callable[..., Any]:
        def llamada(*args: Any, **opciones: Any) -> Any:
            hechas.append(nombre)

            def hacer() -> Any:
                if mitad and nombre == "write":
                    return verdadera(args[0], bytes(args[1])[: len(args[1]) // 2])
                return verdadera(*args, **opciones)

            return al_llamar(nombre, len(hechas), hacer)

        return llamada

    try:
        for modulo, nombre, verdadera in verdaderas:
            setattr(modulo, nombre, pinchar(nombre, verdadera))
        yield hechas
    finally:
        for modulo, nombre, verdadera in verdaderas:
            setattr(modulo, nombre, verdadera)


def libro_con(hechos: Sequence[str]) -> bytes:
    """Un .xlsx de una columna con esos hechos, hecho en un momento."""
    principal = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relaciones = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    paquete = "http://schemas.openxmlformats.org/package/2006/relationships"
    filas = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{hecho}</t></is></c></row>'
        for n, hecho in enumerate(("HECHO", *hechos), 1)
    )
    partes = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{paquete}"><Relationship Id="r1" '
        f'Type="{relaciones}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{principal}" xmlns:r="{relaciones}"><sheets>'
        '<sheet name="CLIENTES" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{paquete}"><Relationship Id="r1" '
        f'Type="{relaciones}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{principal}"><sheetData>{filas}'
        "</sheetData></worksheet>",
    }
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as zip_:
        for nombre, texto in partes.items():
            zip_.writestr(nombre, texto)
    return salida.getvalue()


def hechos_de(libro: Path) -> list[str]:
    """Los hechos que hay en un libro de `libro_con`."""
    (hoja,) = leer_libro(libro).hojas
    return [str(t) for t in hoja.columnas[0].por_fila().tolist()[1:]]


def anadir(hecho: str, esperar: float = 0.0) -> Acto:
    """El acto de apuntar un hecho más en el libro, por el camino de una escritura de verdad."""

    def acto(libro: Path) -> None:
        with turno(libro, "prueba", esperar):
            antes = leer_bytes(libro)
            nuevo = libro_con([*hechos_de(libro), hecho])
            fichas = [resumidor(libro)("CLIENTES", hecho)]
            asiento = preparar_asiento(MOMENTO, "prueba", cuanto=(0, 1), fichas=fichas)

            def comprobar(temporal: Path) -> None:
                assert hechos_de(temporal)[-1] == hecho
                guardar_valores(libro, asiento.id, f'["{hecho}"]')

            sustituir_libro(libro, antes, nuevo, asiento, comprobar)

    return acto


def defectos(libro: Path, antes: bytes, hecho: str, final: Final) -> list[str]:
    """Lo que no se cumple tras un intento roto de `anadir(hecho)`; vacío si todo está bien."""
    ahora, malos = libro.read_bytes(), []
    previos = _hechos_en(antes)
    hechos = hechos_de(libro)
    if hechos not in (previos, [*previos, hecho]):
        malos.append(f"el libro no es ni el de antes ni el nuevo: {hechos}")
    escrito = ahora != antes
    if final.como == "roto":
        malos.append(f"no acabó en una frase: {final.dicho}")
    if final.como == "hecho" and not escrito:
        malos.append("dijo que estaba hecho y no está")
    if final.como == "rechazado" and escrito:
        malos.append(f"dijo que no lo hizo y está: {final.dicho}")
    return malos + _defectos_de_la_carpeta(libro, antes, escrito)


def _defectos_de_la_carpeta(libro: Path, antes: bytes, escrito: bool) -> list[str]:
    malos = []
    asientos = leer_bitacora(libro)
    sha = hashlib.sha256(libro.read_bytes()).hexdigest()
    if any(a.estado is Estado.PREPARADO for a in asientos):
        malos.append("un asiento quedó sin resolver")
    aplicados = [a for a in asientos if a.estado is Estado.APLICADO]
    if escrito and (not aplicados or aplicados[-1].despues != sha):
        malos.append("el libro es el nuevo y la bitácora no lo dice")
    conocido = {a.despues for a in asientos} & {hashlib.sha256(antes).hexdigest()}
    if not escrito and conocido and aplicados and aplicados[-1].despues != sha:
        malos.append("la bitácora dice un libro que no es")
    if escrito and copia_con(libro, hashlib.sha256(antes).hexdigest()) is None:
        malos.append("se escribió sin copia de lo de antes")
    malos += [f"copia {c.numero}: {por}" for c, por in verificar_copias(libro)]
    malos += [f"sin valores: {a.numero}" for a in aplicados if leer_valores(libro, a.id) is None]
    return malos


def restos(libro: Path) -> list[str]:
    """Los ficheros que no tendrían que estar tras una escritura que acabó bien."""
    junto = [p.name for p in libro.parent.iterdir() if p.name not in {libro.name, ".clientesctl"}]
    dentro = [p.name for p in carpeta_de(libro).rglob(".*")]
    valores = {p.stem for p in carpeta_de(libro).glob("valores/*/*")}
    aplicados = {a.id for a in leer_bitacora(libro) if a.estado is Estado.APLICADO}
    copias = {c.sha256 for c in listar_copias(libro)}
    sueltas = [p.name for p in carpeta_de(libro).glob("copias/*/*.xlsx") if p.stem not in copias]
    return junto + dentro + sorted(valores - aplicados) + sueltas


def _hechos_en(contenido: bytes) -> list[str]:
    import tempfile

    with tempfile.NamedTemporaryFile(suffix=".xlsx") as fichero:
        fichero.write(contenido)
        fichero.flush()
        return hechos_de(Path(fichero.name))


def probar(libro: Path, romper: Callable[[Acto], Final], numero: int) -> tuple[Final, list[str]]:
    """Un intento roto y la escritura buena que le sigue: cómo acabó y qué no se cumplió."""
    antes, hecho = libro.read_bytes(), f"HECHO {numero}"
    final = romper(anadir(hecho))
    malos = defectos(libro, antes, hecho, final)
    hechos = hechos_de(libro)
    otro = f"BUENO {numero}"
    siguiente = en_otro_proceso(lambda: anadir(otro)(libro))
    if siguiente.como != "hecho":
        malos.append(f"la escritura siguiente no se pudo: {siguiente.dicho}")
    elif hechos_de(libro) != [*hechos, otro]:
        malos.append("la escritura siguiente perdió algo")
    malos += [f"queda un resto: {r}" for r in restos(libro)]
    with turno(libro, "poda"):
        ahora = dt.datetime.fromisoformat(MOMENTO) + dt.timedelta(days=1)
        depurar_copias(libro, PoliticaCopias(0, 0, 0, ultimas=3), ahora)
    return final, malos


FALLOS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS)
