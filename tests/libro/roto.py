"""Un acto de escribir, y lo que ha de ser verdad cuando alguien lo rompe por el camino."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from sabotaje import Acto, Final, en_otro_proceso, esperar_a, lanzar

from clientesctl.libro.bitacora import Estado, leer_bitacora, preparar_asiento, resumidor
from clientesctl.libro.carpeta import carpeta_de
from clientesctl.libro.copias import copia_con, depurar_copias, listar_copias, verificar_copias
from clientesctl.libro.lectura import leer_libro
from clientesctl.libro.origen import leer_bytes
from clientesctl.libro.transaccion import sustituir_libro
from clientesctl.libro.turno import turno
from clientesctl.libro.valores_guardados import guardar_valores, leer_valores
from clientesctl.registro.politica_copias import PoliticaCopias

MOMENTO = "2026-11-22T09:00:00+01:00"


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
    """Los hechos que hay en el libro: su primera columna, sin la cabecera."""
    hoja = leer_libro(libro).hojas[0]
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
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as fichero:
        fichero.write(contenido)
        fichero.flush()
        return hechos_de(Path(fichero.name))


def probar(
    libro: Path,
    romper: Callable[[Acto], Final],
    numero: int,
    apuntar: Callable[[str], Acto] = anadir,
) -> tuple[Final, list[str]]:
    """Un intento roto y la escritura buena que le sigue: cómo acabó y qué no se cumplió."""
    antes, hecho = libro.read_bytes(), f"HECHO {numero}"
    final = romper(apuntar(hecho))
    malos = defectos(libro, antes, hecho, final)
    hechos = hechos_de(libro)
    otro = f"BUENO {numero}"
    siguiente = en_otro_proceso(lambda: apuntar(otro)(libro))
    if siguiente.como != "hecho":
        malos.append(f"la escritura siguiente no se pudo: {siguiente.dicho}")
    elif hechos_de(libro) != [*hechos, otro]:
        malos.append("la escritura siguiente perdió algo")
    malos += [f"queda un resto: {r}" for r in restos(libro)]
    with turno(libro, "poda"):
        ahora = dt.datetime.fromisoformat(MOMENTO) + dt.timedelta(days=1)
        depurar_copias(libro, PoliticaCopias(0, 0, 0, ultimas=3), ahora)
    return final, malos


def a_la_vez(
    libro: Path, escritores: int, cada_uno: int, apuntar: Callable[..., Acto] = anadir
) -> list[str]:
    """Varios procesos apuntando hechos distintos y uno leyendo: lo que no se cumplió."""
    previos = hechos_de(libro)
    pedidos = {f"{i}-{n}" for i in range(escritores) for n in range(cada_uno)}

    def escritor(quien: int) -> None:
        for n in range(cada_uno):
            apuntar(f"{quien}-{n}", esperar=600)(libro)

    def lector() -> None:
        vistos = 0
        while vistos < len(previos) + len(pedidos):
            ahora = len(hechos_de(libro))
            assert ahora >= vistos, "un hecho desapareció"
            vistos = ahora

    hijos = [lanzar(lambda i=i: escritor(i)) for i in range(escritores)] + [lanzar(lector)]
    finales = [esperar_a(*hijo) for hijo in hijos]
    malos = [f"un proceso acabó «{f.como}»: {f.dicho}" for f in finales if f.como != "hecho"]
    quedan = hechos_de(libro)
    if set(quedan) != {*previos, *pedidos} or len(quedan) != len(previos) + len(pedidos):
        malos.append(f"no están todos los hechos, una vez cada uno: {sorted(quedan)}")
    numeros = [a.numero for a in leer_bitacora(libro)]
    if numeros != list(range(1, len(numeros) + 1)):
        malos.append(f"la bitácora se salta números: {numeros}")
    return malos + [f"queda un resto: {r}" for r in restos(libro)]
