"""El zip del libro nuevo: lo que no cambia es byte por byte lo que era."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from clientesctl.libro.errores import LibroDanado
from clientesctl.libro.errores_escritura import LibroCifradoPorPartes, NoSeEntiende
from clientesctl.libro.paquete_nuevo import PaqueteNuevo
from clientesctl.libro.zip_crudo import leer_indice

Hacer = Callable[..., Path]
RUTA = Path("libro.xlsx")


def _zip(*partes: tuple[str, bytes], con_descriptor: bool = False) -> bytes:
    """Un zip con esas partes; con descriptor, como los escribe quien no puede volver atrás."""
    salida = io.BytesIO()
    destino = _SinVuelta(salida) if con_descriptor else salida
    with zipfile.ZipFile(destino, "w", zipfile.ZIP_DEFLATED) as zip_:  # type: ignore[arg-type]
        for nombre, dentro in partes:
            zip_.writestr(zipfile.ZipInfo(nombre, (2024, 5, 1, 10, 20, 30)), dentro)
    return salida.getvalue()


class _SinVuelta:
    """Un fichero que solo avanza, como una tubería."""

    def __init__(self, salida: io.BytesIO) -> None:
        self.write, self.flush = salida.write, salida.flush


def _crudos(contenido: bytes) -> dict[str, bytes]:
    """Cada miembro con su cabecera, sus datos comprimidos y su descriptor."""
    indice = leer_indice(contenido)
    assert indice is not None
    return {r.nombre: contenido[desde:hasta] for desde, hasta, r in indice.por_sitio()}


@pytest.mark.parametrize("con_descriptor", [False, True])
def test_lo_que_no_cambia_es_el_mismo_miembro(con_descriptor: bool) -> None:
    viejo = _zip(("a.xml", b"<a/>"), ("b.xml", b"<b/>" * 99), ("c.bin", b"\0\1"),
                 con_descriptor=con_descriptor)  # fmt: skip
    paquete = PaqueteNuevo(RUTA, viejo)
    paquete.poner("B.xml", b"<otra/>")
    nuevo = paquete.hacer()
    antes, despues = _crudos(viejo), _crudos(nuevo)
    assert list(antes) == list(despues) == ["a.xml", "b.xml", "c.bin"]
    assert antes["a.xml"] == despues["a.xml"] and antes["c.bin"] == despues["c.bin"]
    with zipfile.ZipFile(io.BytesIO(nuevo)) as zip_:
        assert zip_.testzip() is None
        assert zip_.read("b.xml") == b"<otra/>"
        assert zip_.getinfo("b.xml").date_time == (2024, 5, 1, 10, 20, 30)


def test_sin_cambios_salen_los_mismos_bytes() -> None:
    viejo = _zip(("a.xml", b"<a/>"))
    assert PaqueteNuevo(RUTA, viejo).hacer() is viejo


def test_el_orden_del_indice_y_su_comentario_se_quedan() -> None:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as zip_:
        zip_.writestr("z.xml", b"1")
        zip_.writestr("a.xml", b"2")
        zip_.comment = b"de la tienda"
        zip_.filelist.reverse()
    paquete = PaqueteNuevo(RUTA, salida.getvalue())
    paquete.poner("z.xml", b"3")
    with zipfile.ZipFile(io.BytesIO(paquete.hacer())) as zip_:
        assert zip_.namelist() == ["a.xml", "z.xml"]
        assert zip_.comment == b"de la tienda"
        assert zip_.getinfo("z.xml").header_offset == 0


def test_los_campos_de_mas_de_cada_miembro_se_quedan() -> None:
    salida = io.BytesIO()
    propio = struct.pack("<HH", 0xCAFE, 3) + b"abc"
    with zipfile.ZipFile(salida, "w") as zip_:
        for nombre in ("a.xml", "b.xml"):
            ficha = zipfile.ZipInfo(nombre)
            ficha.extra, ficha.comment, ficha.external_attr = propio, b"nota", 0o640 << 16
            zip_.writestr(ficha, b"<x/>")
    paquete = PaqueteNuevo(RUTA, salida.getvalue())
    paquete.poner("a.xml", b"<y/>")
    with zipfile.ZipFile(io.BytesIO(paquete.hacer())) as zip_:
        for ficha in zip_.infolist():
            assert (ficha.extra, ficha.comment) == (propio, b"nota")
            assert ficha.external_attr == 0o640 << 16


def test_un_miembro_con_tamanos_de_64_bits_pasa_tal_cual_y_el_que_cambia_deja_de_tenerlos() -> None:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as zip_:
        for nombre in ("a.xml", "b.xml"):
            with zip_.open(nombre, "w", force_zip64=True) as flujo:
                flujo.write(b"<x/>")
    viejo = salida.getvalue()
    paquete = PaqueteNuevo(RUTA, viejo)
    paquete.poner("b.xml", b"<y/>")
    nuevo = paquete.hacer()
    assert _crudos(nuevo)["a.xml"] == _crudos(viejo)["a.xml"]
    with zipfile.ZipFile(io.BytesIO(nuevo)) as zip_:
        assert zip_.testzip() is None and zip_.read("b.xml") == b"<y/>"


def test_un_indice_que_guarda_los_sitios_en_64_bits() -> None:
    viejo = bytearray(_zip(("a.xml", b"<a/>"), ("b.xml", b"<b/>")))
    indice = leer_indice(bytes(viejo))
    assert indice is not None
    crudo = b""
    for registro in indice.registros:
        largo = bytearray(registro.octetos)
        largo[42:46] = b"\xff" * 4
        extra = struct.pack("<HHQ", 1, 8, registro.sitio)
        largo[30:32] = struct.pack("<H", len(extra))
        crudo += bytes(largo) + extra
    fin = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 2, 2, len(crudo), indice.desde, 0)
    paquete = PaqueteNuevo(RUTA, bytes(viejo[: indice.desde]) + crudo + fin)
    paquete.poner("a.xml", b"<muchomaslargo/>")
    with zipfile.ZipFile(io.BytesIO(paquete.hacer())) as zip_:
        assert zip_.testzip() is None
        assert (zip_.read("a.xml"), zip_.read("b.xml")) == (b"<muchomaslargo/>", b"<b/>")


def test_se_anaden_y_se_quitan_partes() -> None:
    paquete = PaqueteNuevo(RUTA, _zip(("a.xml", b"<a/>"), ("b.xml", b"<b/>")))
    paquete.quitar("A.xml")
    paquete.anadir("xl/Año.xml", b"<c/>")
    assert paquete.nombres == ("b.xml", "xl/año.xml")
    assert "a.xml" not in paquete and paquete.leer("xl/AÑO.xml") == b"<c/>"
    with pytest.raises(LibroDanado, match=r"le falta la pieza «a\.xml»"):
        paquete.leer("a.xml")
    with pytest.raises(NoSeEntiende, match=r"ya hay una pieza «b\.xml»"):
        paquete.anadir("b.xml", b"")
    with zipfile.ZipFile(io.BytesIO(paquete.hacer())) as zip_:
        assert zip_.namelist() == ["b.xml", "xl/Año.xml"]
        assert zip_.read("xl/Año.xml") == b"<c/>"


def test_las_relaciones_son_las_de_despues_de_cambiarlas(paquete: Hacer) -> None:
    ruta = paquete()
    nuevo = PaqueteNuevo(ruta, ruta.read_bytes())
    nuevo.poner(
        "xl/_rels/workbook.xml.rels",
        b'<Relationships><Relationship Id="x" Type="/styles" Target="styles.xml"/></Relationships>',
    )
    assert nuevo.por_tipo("xl/workbook.xml", "styles") == "xl/styles.xml"
    assert nuevo.por_tipo("xl/workbook.xml", "worksheet") is None


def test_no_toca_un_zip_con_dos_partes_del_mismo_nombre() -> None:
    with pytest.raises(NoSeEntiende, match="dos piezas con el mismo nombre"):
        PaqueteNuevo(RUTA, _zip(("xl/a.xml", b"1"), ("XL\\A.xml", b"2")))


def test_no_toca_un_zip_con_partes_cifradas() -> None:
    crudo = bytearray(_zip(("a.xml", b"<a/>")))
    for marca, donde in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        crudo[crudo.index(marca) + donde] |= 1
    with pytest.raises(LibroCifradoPorPartes, match="piezas cifradas dentro del zip"):
        PaqueteNuevo(RUTA, bytes(crudo))


def test_no_toca_un_zip_con_otra_cosa_delante() -> None:
    paquete = PaqueteNuevo(RUTA, b"#!/bin/sh\n" + _zip(("a.xml", b"<a/>")))
    paquete.poner("a.xml", b"<b/>")
    with pytest.raises(NoSeEntiende, match="el índice del zip no está donde debe"):
        paquete.hacer()
