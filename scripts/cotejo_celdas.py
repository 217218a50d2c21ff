"""Qué partes y qué celdas pueden cambiar al escribir, y que no cambia ninguna otra."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import Path

from cotejo_independiente import Celda, Fallo, Hoja, leer_hoja, parte, partes_cambiadas

from clientesctl.libro.escritura import Escrito
from clientesctl.libro.libro_abierto import LibroAbierto, abrir_libro
from clientesctl.registro.columna import Tipo
from clientesctl.registro.ediciones import EdicionHoja
from clientesctl.registro.plan import Dato


def cotejar_partes(ruta: Path, contenido: bytes, escrito: Escrito, edicion: EdicionHoja) -> int:
    """Cuántas partes han quedado byte por byte; las que no, han de tener por qué."""
    libro = abrir_libro(ruta, contenido)
    cambiadas = {
        c.replace("\\", "/").lstrip("/").lower()
        for c in partes_cambiadas(contenido, escrito.contenido)
    }
    sobran = cambiadas - _que_pueden_cambiar(libro, escrito, edicion)
    if sobran:
        raise Fallo(f"han cambiado partes que no tenían por qué: {sorted(sobran)}")
    return len(libro.paquete.nombres) - len(cambiadas)


def _que_pueden_cambiar(libro: LibroAbierto, escrito: Escrito, edicion: EdicionHoja) -> set[str]:
    carpeta, nombre = posixpath.split(libro.libro)
    pueden = {
        libro.libro,
        posixpath.join(carpeta, "_rels", f"{nombre}.rels"),
        "[content_types].xml",
    }
    pueden |= {libro.partes[hoja] for hoja in (edicion.hoja, *escrito.vaciadas)}
    del_libro = list(libro.paquete.relaciones(libro.libro).values())
    if not any(r.tipo == "styles" for r in del_libro):
        pueden.add(posixpath.join(carpeta, "styles.xml"))
    for relacion in del_libro:
        if relacion.tipo in {"styles", "calcChain"}:
            pueden.add(relacion.destino)
    for relacion in libro.paquete.relaciones(libro.partes[edicion.hoja]).values():
        if relacion.tipo == "table":
            pueden.add(relacion.destino)
    return pueden


def cotejar_celdas(ruta: Path, contenido: bytes, escrito: Escrito, edicion: EdicionHoja) -> int:
    """Cuántas celdas tienen el mismo valor, fórmula y estilo; las demás, ha de saberse por qué."""
    miradas = 0
    for nombre, suya in abrir_libro(ruta, contenido).partes.items():
        crudas = parte(contenido, suya), parte(escrito.contenido, suya)
        vaciadas = escrito.vaciadas.get(nombre, frozenset())
        if crudas[0] == crudas[1] and not vaciadas:
            continue
        antes, despues = map(leer_hoja, crudas)
        suyas = edicion if nombre == edicion.hoja else None
        cotejo = _Cotejo(nombre, antes, despues, suyas, escrito.altas.get(nombre, ()), vaciadas)
        cotejo.comprobar()
        miradas += len(antes.celdas)
    return miradas


@dataclass(frozen=True)
class _Cotejo:
    """Una hoja antes y después, y lo que explica sus diferencias."""

    nombre: str
    antes: Hoja
    despues: Hoja
    edicion: EdicionHoja | None
    nuevas: tuple[int, ...]
    vaciadas: frozenset[tuple[int, int]]

    def comprobar(self) -> None:
        if self.antes.alrededor != self.despues.alrededor:
            raise Fallo(f"«{self.nombre}»: ha cambiado algo más que celdas y rangos")
        for fila, atributos in self.antes.filas.items():
            if fila not in self.nuevas and atributos != self.despues.filas.get(fila):
                raise Fallo(f"«{self.nombre}»: ha cambiado la etiqueta de la fila {fila}")
        editadas = (
            {(c.fila, c.columna): c.despues for c in self.edicion.celdas} if self.edicion else {}
        )
        for sitio in self.antes.celdas.keys() | self.despues.celdas.keys():
            era, es = self.antes.celdas.get(sitio), self.despues.celdas.get(sitio)
            if sitio in editadas:
                bien = _editada_bien(era, es, editadas[sitio])
            elif sitio in self.vaciadas:
                bien = era is not None and es == ("n", "", *era[2:]) and bool(era[1] or era[2])
            elif sitio[0] in self.nuevas:
                bien = self._nueva_bien(sitio, era, es)
            else:
                bien = era == es
            if not bien:
                raise Fallo(f"«{self.nombre}» {sitio}: era {era} y es {es}")

    def _nueva_bien(self, sitio: tuple[int, int], era: Celda | None, es: Celda | None) -> bool:
        """Si la celda de la ficha nueva es lo escrito, la fórmula de encima o lo que había."""
        if es is None or self.edicion is None:
            return False
        # De una cabecera no se hereda nada.
        con_fichas = self.edicion.ultima > self.edicion.fila_cabecera
        encima = self.antes.celdas.get((self.edicion.ultima, sitio[1])) if con_fichas else None
        dato = self.edicion.altas[0].get(sitio[1])
        if dato is not None:
            hereda = (
                encima is None or dato.tipo != Tipo.TEXTO or es[3] in {encima[3], era and era[3]}
            )
            return bool(es[1]) and not es[2] and hereda
        if es[2]:
            return not es[1] and encima is not None and bool(encima[2])
        return es == era or not es[1]


def _editada_bien(era: Celda | None, es: Celda | None, dato: Dato) -> bool:
    """Si lo escrito es un dato y un texto conserva el estilo de su celda."""
    if era is None or es is None or es[2]:
        return False
    return dato.tipo != Tipo.TEXTO or (es[1] == dato.texto and es[3] == era[3])
