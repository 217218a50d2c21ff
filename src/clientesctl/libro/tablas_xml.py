"""Las tablas de Excel que hay en una hoja: dónde están, y cómo siguen a las fichas.

Una tabla con fila de totales donde irían las fichas, o que llena una consulta, no se toca.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from clientesctl.libro.alrededores import Corte, empalmar
from clientesctl.libro.errores_escritura import (
    CabeceraRepetida,
    NoSeEntiende,
    OtraTablaEnMedio,
    TablaConTotales,
    TablaDeConsulta,
)
from clientesctl.libro.etiquetas import (
    atributo,
    con_atributo,
    patron,
    patron_de_elemento,
    prefijo_de,
)
from clientesctl.libro.paquete import Paquete
from clientesctl.libro.rangos import Rango, Tramo, leer_rango
from clientesctl.libro.xml_seguro import Atributos, XmlPeligroso, XmlRoto, recorrer


@dataclass(frozen=True)
class Tabla:
    """Una tabla de Excel, como la describe su parte.

    `rango` incluye la cabecera y los totales. `columnas` son sus títulos, en orden; `calculadas`,
    por número de columna de la hoja, la fórmula (sin «=») que Excel pone en cada fila nueva.
    """

    parte: str
    nombre: str
    rango: Rango
    con_cabecera: bool
    totales: int
    consulta: bool
    columnas: tuple[str, ...] = ()
    calculadas: Mapping[int, str] = field(default_factory=dict)

    @property
    def ultima(self) -> int:
        """Su última fila de datos, haya o no algo escrito en ella."""
        return self.rango.fila_fin - self.totales

    @property
    def cabecera(self) -> Rango | None:
        """Sus celdas de título, que han de ser el texto de `columnas`."""
        if not self.con_cabecera:
            return None
        return self.rango._replace(fila_fin=self.rango.fila)


def tablas_de(paquete: Paquete, hoja: str) -> tuple[Tabla, ...]:
    """Las tablas de la hoja que está en esa parte."""
    partes = [r.destino for r in paquete.relaciones(hoja).values() if r.tipo == "table"]
    return tuple(leer_tabla(p, paquete.leer(p)) for p in partes if p in paquete)


def leer_tabla(parte: str, xml: bytes) -> Tabla:
    """La tabla que describe esa parte.

    Raises:
        NoSeEntiende: no dice dónde está la tabla, o no está bien escrita.
    """
    lector = _Lector()
    try:
        recorrer(io.BytesIO(xml), lector.abrir, lector.cerrar, lector.texto)
    except (XmlRoto, XmlPeligroso):
        raise NoSeEntiende(f"la pieza «{parte}» no está bien escrita") from None
    raiz = lector.raiz
    rango = leer_rango(raiz.get("ref", ""))
    if rango is None:
        raise NoSeEntiende(f"la pieza «{parte}» no dice qué celdas ocupa la tabla")
    return Tabla(
        parte,
        raiz.get("displayName") or raiz.get("name", ""),
        rango,
        con_cabecera=raiz.get("headerRowCount", "1") != "0",
        totales=_cuantas(raiz.get("totalsRowCount", "0")),
        consulta=raiz.get("tableType") == "queryTable",
        columnas=tuple(lector.columnas),
        calculadas={rango.columna + n: f for n, f in lector.calculadas.items()},
    )


def _cuantas(escrito: str) -> int:
    return int(escrito) if escrito.isdecimal() else 0


class _Lector:
    """Lo que se va sabiendo de una tabla según se recorre su XML."""

    def __init__(self) -> None:
        self.raiz: Atributos = {}
        self.columnas: list[str] = []
        self.calculadas: dict[int, str] = {}
        self._formula: list[str] | None = None

    def abrir(self, etiqueta: str, atributos: Atributos) -> None:
        if etiqueta == "table" and not self.raiz:  # las extensiones llevan otra dentro
            self.raiz = atributos
        elif etiqueta == "tableColumn":
            self.columnas.append(atributos.get("name", ""))
        elif etiqueta == "calculatedColumnFormula" and atributos.get("array", "0") == "0":
            self._formula = []

    def texto(self, texto: str) -> None:
        if self._formula is not None:
            self._formula.append(texto)

    def cerrar(self, etiqueta: str) -> None:
        if etiqueta == "calculatedColumnFormula" and self._formula is not None:
            self.calculadas[len(self.columnas) - 1] = "".join(self._formula)
            self._formula = None


def ajustar_tabla(xml: bytes, tabla: Tabla, tramo: Tramo) -> bytes:
    """La parte de la tabla con su rango, su filtro y su orden donde quedan las fichas.

    Si la tabla no llega a la última ficha, o ya tiene sitio en blanco bastante, no cambia.
    """
    if tabla.totales or not _es_del_registro(tabla, tramo):
        return xml
    nuevo = tramo.ajustar(tabla.rango, con_cabecera=True)
    if nuevo == tabla.rango:
        return xml
    prefijo = prefijo_de(xml, b"table")
    cortes = [_con_ref(_raiz(xml, prefijo, tabla), nuevo)]
    for nombre in (b"autoFilter", b"sortState", b"sortCondition"):
        for m in patron(prefijo, nombre).finditer(xml):
            suyo = leer_rango(atributo(m[0], b"ref") or "")
            if suyo is not None and suyo.fila_fin == tabla.rango.fila_fin:
                cortes.append(_con_ref(m, suyo._replace(fila_fin=nuevo.fila_fin)))
    return empalmar(xml, cortes)


def comprobar_altas(hoja: str, tablas: Iterable[Tabla], tramo: Tramo) -> Rango:
    """El hueco que ha de estar vacío para que entren las fichas: el ancho del registro y su tabla.

    Raises:
        TablaConTotales: las fichas caerían sobre la fila de totales.
        TablaDeConsulta: la tabla se rellena sola, y lo escrito en ella se perdería.
        OtraTablaEnMedio: hay otra tabla donde irían.
    """
    hueco = tramo.altas
    otras = []
    for tabla in tablas:
        if not _es_del_registro(tabla, tramo):
            otras.append(tabla)
            continue
        if tabla.consulta:
            raise TablaDeConsulta(hoja, tabla.nombre)
        if tabla.totales and tabla.ultima < tramo.nueva:
            raise TablaConTotales(hoja, tabla.nombre, tabla.rango.fila_fin)
        if (
            tabla.rango.fila_fin < tramo.nueva
            and tramo.ajustar(tabla.rango, con_cabecera=True) != tabla.rango
        ):
            hueco = hueco.unido(tabla.rango._replace(fila=hueco.fila, fila_fin=hueco.fila_fin))
    for tabla in otras:
        if tabla.rango.corta(hueco):
            raise OtraTablaEnMedio(hoja, tabla.nombre, str(tabla.rango))
    return hueco


def con_titulo(tablas: Iterable[Tabla], fila: int, columna: int) -> Tabla | None:
    """La tabla de la que esa celda es título: no se puede cambiar sin cambiar sus fórmulas."""
    celda = Rango(fila, columna, fila, columna)
    return next((t for t in tablas if t.cabecera and t.cabecera.corta(celda)), None)


def que_acaba_en(tablas: Sequence[Tabla], fila: int, columna: int) -> Tabla | None:
    """La tabla cuya cabecera está en esa fila y cuya última columna es ésa."""
    return next(
        (
            t
            for t in tablas
            if t.con_cabecera and t.rango.fila == fila and t.rango.columna_fin == columna
        ),
        None,
    )


def con_columnas(hoja: str, xml: bytes, tabla: Tabla, cabeceras: Sequence[str]) -> bytes:
    """La parte de la tabla con esas columnas más a su derecha, sin fórmula ni total.

    Raises:
        CabeceraRepetida: la tabla ya tiene una columna con ese título.
        TablaDeConsulta: sus columnas las decide la consulta.
        NoSeEntiende: no se encuentra su lista de columnas.
    """
    if tabla.consulta:
        raise TablaDeConsulta(hoja, tabla.nombre)
    titulos = {c.casefold() for c in tabla.columnas}
    for cabecera in cabeceras:
        if cabecera.casefold() in titulos:
            raise CabeceraRepetida(hoja, tabla.nombre, cabecera)
        titulos.add(cabecera.casefold())
    prefijo = prefijo_de(xml, b"table")
    fin = tabla.rango.columna_fin
    cortes = [
        _con_ref(_raiz(xml, prefijo, tabla), tabla.rango._replace(columna_fin=fin + len(cabeceras)))
    ]
    for m in patron(prefijo, b"autoFilter").finditer(xml):
        suyo = leer_rango(atributo(m[0], b"ref") or "")
        if suyo is not None and suyo.columna_fin == fin:
            cortes.append(_con_ref(m, suyo._replace(columna_fin=fin + len(cabeceras))))
    return empalmar(xml, [*cortes, *_columnas_de_mas(xml, prefijo, tabla, cabeceras)])


def _columnas_de_mas(
    xml: bytes, prefijo: bytes, tabla: Tabla, cabeceras: Sequence[str]
) -> list[Corte]:
    lista = patron_de_elemento(prefijo, b"tableColumns").search(xml)
    if lista is None or lista[3] is None:
        raise NoSeEntiende(f"la pieza «{tabla.parte}» no dice qué columnas tiene la tabla")
    hermanas = [m[0] for m in patron(prefijo, b"tableColumn").finditer(lista[3])]
    ids = [atributo(h, b"id") or "0" for h in hermanas]
    libre = max((int(i) for i in ids if i.isdecimal()), default=0) + 1
    nuevas = b"".join(
        _columna(prefijo, libre + n, cabecera) for n, cabecera in enumerate(cabeceras)
    )
    abre = lista[0][: lista.start(3) - lista.start()]
    cuenta = con_atributo(abre, b"count", str(len(hermanas) + len(cabeceras)))
    return [(lista.start(), lista.start(3), cuenta), (lista.end(3), lista.end(3), nuevas)]


def _columna(prefijo: bytes, numero: int, cabecera: str) -> bytes:
    etiqueta = con_atributo(b"<%stableColumn/>" % prefijo, b"id", str(numero))
    return con_atributo(etiqueta, b"name", cabecera)


def _es_del_registro(tabla: Tabla, tramo: Tramo) -> bool:
    """Si en la tabla está la cabecera o la última ficha del registro."""
    borde = Rango(tramo.primera - 1, tramo.columnas[0], tramo.primera - 1, tramo.columnas[1])
    ultima = borde._replace(fila=tramo.ultima, fila_fin=tramo.ultima)
    return tabla.rango.corta(borde) or tabla.rango.corta(ultima)


def _raiz(xml: bytes, prefijo: bytes, tabla: Tabla) -> re.Match[bytes]:
    raiz = patron(prefijo, b"table").search(xml)
    if raiz is None:
        raise NoSeEntiende(f"la pieza «{tabla.parte}» no empieza como una tabla")
    return raiz


def _con_ref(etiqueta: re.Match[bytes], rango: Rango) -> Corte:
    return (*etiqueta.span(), con_atributo(etiqueta[0], b"ref", str(rango)))
