"""Las dos listas de piezas de un libro: la de tipos y las de relaciones, cambiadas como bytes."""

from __future__ import annotations

import posixpath
import re

from clientesctl.libro.alrededores import empalmar
from clientesctl.libro.errores_escritura import NoSeEntiende
from clientesctl.libro.etiquetas import (
    atributo,
    con_atributo,
    patron,
    patron_de_elemento,
    prefijo_de,
)
from clientesctl.libro.paquete_nuevo import PaqueteNuevo

TIPOS = "[content_types].xml"
DE_HOJA = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
"""El tipo de una hoja de celdas (ECMA-376, parte 1, 12.3.24); en Strict es el mismo."""

_RELACIONES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relaciones_de(parte: str) -> str:
    """El nombre de la pieza con las relaciones de una parte.

    >>> relaciones_de("xl/workbook.xml")
    'xl/_rels/workbook.xml.rels'
    """
    carpeta, nombre = posixpath.split(parte)
    return posixpath.join(carpeta, "_rels", f"{nombre}.rels")


def con_tipo(tipos: bytes, parte: str, tipo: str) -> bytes:
    """La lista de tipos con esa parte (sin barra delante)."""
    prefijo = prefijo_de(tipos, b"Types")
    nueva = con_atributo(b"<%sOverride/>" % prefijo, b"PartName", f"/{parte}")
    return _dentro(tipos, prefijo, b"Types", con_atributo(nueva, b"ContentType", tipo))


def sin_tipo(tipos: bytes, acaba: str) -> bytes:
    """La lista de tipos sin las partes cuyo tipo acaba así."""
    prefijo = prefijo_de(tipos, b"Types")
    return _sin(tipos, prefijo + b"Override", b"ContentType", acaba)


def con_relacion(relaciones: bytes, tipo: str, destino: str) -> tuple[bytes, str]:
    """Las relaciones con una más, y el id que se le ha dado.

    `tipo` es el final de su URL («worksheet»): el principio, que en un libro Strict es otro, se
    toma de las que ya hay. `destino` es relativo a la carpeta de quien tiene las relaciones.
    """
    prefijo = prefijo_de(relaciones, b"Relationships")
    hermanas = [m[0] for m in patron(prefijo, b"Relationship").finditer(relaciones)]
    usados = {atributo(h, b"Id") for h in hermanas}
    libre = next(i for n in range(1, len(usados) + 2) if (i := f"rId{n}") not in usados)
    nueva = con_atributo(b"<%sRelationship/>" % prefijo, b"Id", libre)
    nueva = con_atributo(nueva, b"Type", f"{_espacio(hermanas)}/{tipo}")
    nueva = con_atributo(nueva, b"Target", destino)
    return _dentro(relaciones, prefijo, b"Relationships", nueva), libre


def sin_relacion(relaciones: bytes, acaba: str) -> bytes:
    """Las relaciones sin las que son de un tipo cuya URL acaba así («/calcChain»)."""
    prefijo = prefijo_de(relaciones, b"Relationships")
    return _sin(relaciones, prefijo + b"Relationship", b"Type", acaba)


def quitar_cadena_de_calculo(paquete: PaqueteNuevo, libro: str) -> bool:
    """Si el libro llevaba el orden de cálculo de sus fórmulas; ya no lo lleva.

    Excel lo rehace al abrir. Hay que quitarlo cuando una celda deja de tener fórmula: si la
    nombra y no la encuentra, da el libro por roto.
    """
    partes = {r.destino for r in paquete.relaciones(libro).values() if r.tipo == "calcChain"}
    if not partes:
        return False
    rels = relaciones_de(libro)
    paquete.poner(rels, sin_relacion(paquete.leer(rels), "/calcChain"))
    if TIPOS in paquete:
        paquete.poner(TIPOS, sin_tipo(paquete.leer(TIPOS), "calcChain+xml"))
    for parte in partes:
        if parte in paquete:
            paquete.quitar(parte)
    return True


def _espacio(hermanas: list[bytes]) -> str:
    for hermana in hermanas:
        principio, _, final = (atributo(hermana, b"Type") or "").rpartition("/")
        if final in {"worksheet", "styles", "theme", "sharedStrings"}:
            return principio
    return _RELACIONES


def _sin(lista: bytes, nombre: bytes, campo: bytes, acaba: str) -> bytes:
    """La lista sin los elementos cuyo atributo acaba así, escrito con las mayúsculas que sea."""
    cortes = [
        (*m.span(), b"")
        for m in patron_de_elemento(b"", nombre).finditer(lista)
        if (atributo(m[1], campo) or "").lower().endswith(acaba.lower())
    ]
    return empalmar(lista, cortes)


def _dentro(lista: bytes, prefijo: bytes, raiz: bytes, nuevo: bytes) -> bytes:
    """La lista con un elemento más al final, aunque esté vacía (`<Types/>`)."""
    abre = patron(prefijo, raiz).search(lista)
    cierra = list(re.finditer(rb"</%s\s*>" % re.escape(prefijo + raiz), lista))
    if abre is not None and abre[2]:
        entera = abre[0][:-2].rstrip() + b">" + nuevo + b"</%s>" % (prefijo + raiz)
        return empalmar(lista, [(*abre.span(), entera)])
    if not cierra:
        raise NoSeEntiende(f"una lista de piezas no se cierra con </{raiz.decode()}>")
    donde = cierra[-1].start()
    return empalmar(lista, [(donde, donde, nuevo)])
