"""Libros hechos a mano: el XML justo para que haya algo que leer mal."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from clientesctl.libro.escritura import Escrito
from clientesctl.registro.hoja import HojaCruda
from clientesctl.registro.plan import Dato

PRINCIPAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELACIONES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PAQUETE = "http://schemas.openxmlformats.org/package/2006/relationships"

ESTILOS = f"""<styleSheet xmlns="{PRINCIPAL}"><numFmts count="1">
<numFmt numFmtId="164" formatCode="[h]:mm"/></numFmts>
<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/></cellXfs>
<dxfs><dxf><numFmt numFmtId="14" formatCode="0.00%"/></dxf></dxfs></styleSheet>"""

Hacer = Callable[..., Path]


def relaciones(*pares: tuple[str, str]) -> str:
    """Un fichero de relaciones: tipo y destino, con ids r1, r2…"""
    filas = "".join(
        f'<Relationship Id="r{n}" Type="{RELACIONES}/{tipo}" Target="{destino}"/>'
        for n, (tipo, destino) in enumerate(pares, 1)
    )
    return f'<Relationships xmlns="{PAQUETE}">{filas}</Relationships>'


@pytest.fixture
def paquete(tmp_path: Path) -> Hacer:
    """Hace un .xlsx de una hoja con ese interior de `sheetData`; otras partes, por su nombre."""

    def hacer(
        celdas: str = "",
        *,
        cola: str = "",
        libro: str = "",
        cadenas: tuple[str, ...] = (),
        partes: dict[str, str | bytes] | None = None,
        nombre: str = "libro.xlsx",
    ) -> Path:
        textos = "".join(f'<si><t xml:space="preserve">{c}</t></si>' for c in cadenas)
        contenido: dict[str, str | bytes] = {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relaciones(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{PRINCIPAL}" xmlns:r="{RELACIONES}">{libro}'
            '<sheets><sheet name="Hoja1" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relaciones(
                ("worksheet", "worksheets/sheet1.xml"),
                ("styles", "styles.xml"),
                ("sharedStrings", "sharedStrings.xml"),
            ),
            "xl/styles.xml": ESTILOS,
            "xl/sharedStrings.xml": f'<sst xmlns="{PRINCIPAL}">{textos}</sst>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{PRINCIPAL}">'
            f"<sheetData>{celdas}</sheetData>{cola}</worksheet>",
        }
        contenido.update(partes or {})
        ruta = tmp_path / nombre
        with zipfile.ZipFile(ruta, "w", zipfile.ZIP_DEFLATED) as zip_:
            for parte, dentro in contenido.items():
                zip_.writestr(parte, dentro)
        return ruta

    return hacer


def celdas_de(hoja: HojaCruda) -> dict[str, str]:
    """Lo escrito en una hoja, por dirección de Excel."""
    from clientesctl.registro.registro import letra

    return {
        f"{letra(n)}{fila}": texto
        for n, columna in enumerate(hoja.columnas, 1)
        for fila, texto in zip(hoja.filas.tolist(), columna.por_fila().tolist(), strict=True)
        if texto
    }


@pytest.fixture
def celdas() -> Callable[[HojaCruda], dict[str, str]]:
    """La función que da las celdas de una hoja por dirección."""
    return celdas_de


def dato_de(valor: Dato | str | float) -> Dato:
    """Un texto o una cifra como los guarda una celda; lo demás, tal cual."""
    if isinstance(valor, Dato):
        return valor
    return Dato.de_texto(valor) if isinstance(valor, str) else Dato.de_numero(valor)


@pytest.fixture
def editar() -> Callable[..., Escrito]:
    """Escribe en una hoja: por dirección, lo que había y lo que habrá; y las fichas nuevas."""
    from clientesctl.libro.escritura import escribir_ediciones
    from clientesctl.libro.montaje import rango
    from clientesctl.registro.ediciones import Celda, EdicionHoja

    def hacer(
        ruta: Path,
        celdas: dict[str, tuple[Dato | str | float, Dato | str | float]] | None = None,
        *,
        contenido: bytes | None = None,
        altas: Sequence[Mapping[int, Dato | str | float]] = (),
        permitir_protegida: bool = False,
        **resto: object,
    ) -> Escrito:
        pedidas = []
        for direccion, (antes, despues) in (celdas or {}).items():
            sitio = rango(direccion)
            assert sitio is not None
            pedidas.append(Celda(sitio[0], sitio[1], dato_de(antes), dato_de(despues)))
        nuevas = tuple({n: dato_de(v) for n, v in alta.items()} for alta in altas)
        edicion = EdicionHoja(
            **{"hoja": "Hoja1", "celdas": tuple(pedidas), "altas": nuevas, **resto}  # type: ignore[arg-type]
        )
        return escribir_ediciones(
            ruta,
            ruta.read_bytes() if contenido is None else contenido,
            (edicion,),
            permitir_protegida=permitir_protegida,
        )

    return hacer


@pytest.fixture
def hoja_escrita() -> Callable[..., str]:
    """El XML de la primera hoja de un libro escrito (o de la parte que se diga)."""

    def leer(escrito: Escrito | bytes, parte: str = "xl/worksheets/sheet1.xml") -> str:
        contenido = escrito if isinstance(escrito, bytes) else escrito.contenido
        with zipfile.ZipFile(io.BytesIO(contenido)) as zip_:
            return zip_.read(parte).decode()

    return leer
