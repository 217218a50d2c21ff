"""Las fichas nuevas de una hoja: van detrás de la última y se parecen a ella."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from clientesctl.libro.alrededores import ajustar_hoja, comprobar_hueco
from clientesctl.libro.cadenas import texto_de_xml
from clientesctl.libro.errores_escritura import DatosDebajo, HojaLlena, NoSeEntiende
from clientesctl.libro.etiquetas import atributo, con_atributo, patron_de_elemento, sin_atributo
from clientesctl.libro.fila_xml import CeldaXml
from clientesctl.libro.formulas import analizar, trasladar
from clientesctl.libro.hoja_en_obra import HojaEnObra
from clientesctl.libro.libro_xml import ajustar_nombres
from clientesctl.libro.montaje import FILAS_DE_EXCEL
from clientesctl.libro.rangos import Rango, Tramo, leer_rango
from clientesctl.libro.tablas_xml import ajustar_tabla, comprobar_altas
from clientesctl.libro.texto_xml import escapar
from clientesctl.registro.columna import Tipo
from clientesctl.registro.ediciones import EdicionHoja
from clientesctl.registro.plan import VACIO, Dato
from clientesctl.registro.registro import letra

_DE_FILA = (b"s", b"customFormat", b"ht", b"customHeight")
"""Lo que una fila nueva toma de la de encima: su estilo y su altura."""


def dar_de_alta(obra: HojaEnObra, edicion: EdicionHoja) -> tuple[int, ...]:
    """Las filas de las fichas nuevas, ya escritas, con la hoja crecida hasta la última.

    Raises:
        HojaLlena, DatosDebajo, CombinadaEnMedio, OtraTablaEnMedio, TablaConTotales,
        TablaDeConsulta: no caben.
        DatoRechazado: algo de ellas no cabe en una celda.
    """
    nueva = edicion.ultima + len(edicion.altas)
    if nueva > FILAS_DE_EXCEL:
        caben = FILAS_DE_EXCEL - edicion.ultima
        raise HojaLlena(obra.nombre, caben, len(edicion.altas))
    tramo = Tramo(edicion.fila_cabecera + 1, edicion.ultima, nueva, edicion.columnas)
    hueco = comprobar_altas(obra.nombre, obra.tablas, tramo)
    comprobar_hueco(obra.nombre, obra.xml.cola, obra.xml.prefijo, hueco)
    exigir_vacio(obra, hueco)
    modelo = _Modelo(obra, edicion, hueco)
    filas = tuple(range(edicion.ultima + 1, nueva + 1))
    for fila, alta in zip(filas, edicion.altas, strict=True):
        _escribir_ficha(obra, modelo, fila, alta)
    mover_bordes(obra, tramo)
    return filas


def mover_bordes(obra: HojaEnObra, tramo: Tramo) -> None:
    """Los rangos que acababan en la última ficha acaban donde está ahora."""
    xml, libro = obra.xml, obra.libro
    xml.cabeza, xml.cola = ajustar_hoja(xml.cabeza, xml.cola, tramo)
    for tabla in obra.tablas:
        parte = libro.paquete.leer(tabla.parte)
        ajustada = ajustar_tabla(parte, tabla, tramo)
        if ajustada != parte:
            libro.paquete.poner(tabla.parte, ajustada)
    indice = libro.paquete.leer(libro.libro)
    ajustado = ajustar_nombres(indice, obra.nombre, tramo)
    if ajustado != indice:
        libro.paquete.poner(libro.libro, ajustado)


def exigir_vacio(obra: HojaEnObra, hueco: Rango) -> None:
    """Nada, si en esas celdas no hay ni un dato ni una fórmula.

    Raises:
        DatosDebajo: los hay.
    """
    numeros = obra.xml.numeros
    desde, hasta = numeros.searchsorted([hueco.fila, hueco.fila_fin + 1])
    for fila in numeros[desde:hasta].tolist():
        for celda in obra.xml.celdas_de(fila):
            if hueco.columna <= celda.columna <= hueco.columna_fin and (
                obra.lleva_formula(celda) or obra.dato(celda) != VACIO
            ):
                raise DatosDebajo(obra.nombre, f"{letra(celda.columna)}{fila}")


@dataclass(eq=False)
class _Modelo:
    """La última ficha, de la que las nuevas toman estilos, altura y fórmulas."""

    obra: HojaEnObra
    edicion: EdicionHoja
    hueco: Rango
    _compartidas: dict[str, tuple[str, int, int]] = field(default_factory=dict)

    @cached_property
    def celdas(self) -> Mapping[int, CeldaXml]:
        """Sus celdas por columna, las del registro y su tabla; ninguna si aún no hay fichas."""
        if self.edicion.ultima <= self.edicion.fila_cabecera:
            return {}
        columnas = range(self.hueco.columna, self.hueco.columna_fin + 1)
        suyas = self.obra.xml.celdas_de(self.edicion.ultima)
        return {c.columna: c for c in suyas if c.columna in columnas}

    @cached_property
    def atributos(self) -> bytes:
        """Los de su fila."""
        fila = self.obra.xml.fila(self.edicion.ultima) if self.celdas else None
        if fila is None:
            return b""
        dichos = ((nombre, atributo(fila.etiqueta, nombre)) for nombre in _DE_FILA)
        return b"".join(
            con_atributo(b"<r>", nombre, valor)[2:-1] for nombre, valor in dichos if valor
        )

    @cached_property
    def estilos(self) -> Mapping[int, int]:
        """El estilo de cada columna que lo tiene."""
        suyos = {c: celda.atributo(b"s") for c, celda in self.celdas.items()}
        return {c: int(s) for c, s in suyos.items() if s and s.isdecimal()}

    def estilo(self, columna: int) -> int | None:
        """El de una celda nueva de esa columna."""
        if columna in self.estilos:
            return self.estilos[columna]
        suyo = None if self.celdas else self.obra.xml.estilo_de_columna(columna)
        return int(suyo) if suyo and suyo.isdecimal() else None

    @cached_property
    def formulas(self) -> Mapping[int, tuple[bytes, str, int]]:
        """Por columna: los atributos de su `<f>`, su fórmula, y la fila para la que está escrita.

        Las que llenan varias celdas de una vez no se copian.
        """
        halladas = {}
        for columna, celda in self.celdas.items():
            if self.obra.lleva_formula(celda) and (suya := self._de_celda(celda)) is not None:
                halladas[columna] = suya
        for tabla in self.obra.tablas:
            if not tabla.rango.corta(self.hueco._replace(fila=self.edicion.ultima)):
                continue
            for columna, formula in tabla.calculadas.items():
                if columna not in halladas and not analizar(formula).refs:
                    halladas[columna] = (b"", formula, self.edicion.ultima)
        return halladas

    def _de_celda(self, celda: CeldaXml) -> tuple[bytes, str, int] | None:
        prefijo = self.obra.xml.prefijo
        f = patron_de_elemento(prefijo, b"f").search(celda.dentro)
        if f is None:
            return None
        texto, clase = _texto(f), atributo(f[1], b"t") or "normal"
        if clase == "normal":
            siempre = b' ca="1"' if atributo(f[1], b"ca") == "1" else b""
            return siempre, texto, self.edicion.ultima
        if clase == "shared":
            if texto:
                return b"", texto, self.edicion.ultima
            maestra, fila, columna = self._maestra(atributo(f[1], b"si") or "")
            return b"", trasladar(maestra, 0, celda.columna - columna), fila
        rango = leer_rango(atributo(f[1], b"ref") or "")
        sola = rango is not None and rango[:2] == rango[2:]
        return (b' t="array"', texto, self.edicion.ultima) if clase == "array" and sola else None

    def _maestra(self, numero: str) -> tuple[str, int, int]:
        """La fórmula que comparten varias celdas, y la fila y la columna de la primera."""
        if numero not in self._compartidas:
            self._compartidas[numero] = self._buscar_maestra(numero)
        return self._compartidas[numero]

    def _buscar_maestra(self, numero: str) -> tuple[str, int, int]:
        octetos, prefijo = self.obra.xml.octetos, self.obra.xml.prefijo
        for marca in re.finditer(rb"""\ssi\s*=\s*["']%s["']""" % numero.encode(), octetos):
            abre = octetos.rfind(b"<", 0, marca.start())
            f = patron_de_elemento(prefijo, b"f").match(octetos, abre)
            if f is None or not f[3]:
                continue
            celda = octetos.rfind(b"<%sc " % prefijo, 0, abre)
            suya = leer_rango(atributo(octetos[celda:abre], b"r") or "")
            if suya is not None:
                return _texto(f), suya.fila, suya.columna
        raise NoSeEntiende("una fórmula compartida no dice cuál es")

    def copiar_formula(self, fila: int, columna: int, etiqueta: bytes) -> bytes:
        """La celda con la fórmula del modelo trasladada a esa fila, sin resultado guardado."""
        atributos, texto, desde = self.formulas[columna]
        if atributos.startswith(b' t="array"'):
            atributos += b' ref="%s%d"' % (letra(columna).encode(), fila)
        prefijo = self.obra.xml.prefijo
        copiada = escapar(trasladar(texto, fila - desde, 0)).encode()
        suya = self.celdas.get(columna)
        dinamica = None if suya is None else suya.atributo(b"cm")
        abre = sin_atributo(etiqueta, b"t").removesuffix(b">").removesuffix(b"/").rstrip() + b">"
        if dinamica is not None:
            abre = con_atributo(abre, b"cm", dinamica)
        dentro = b"<%sf%s>%s</%sf>" % (prefijo, atributos, copiada, prefijo)
        return abre + dentro + b"</%sc>" % prefijo


def _texto(formula: re.Match[bytes]) -> str:
    return texto_de_xml((formula[3] or b"").decode("utf-8", "replace"))


def _escribir_ficha(obra: HojaEnObra, modelo: _Modelo, fila: int, alta: Mapping[int, Dato]) -> None:
    obra.xml.nueva_fila(fila, modelo.atributos)
    for columna in sorted({*alta, *modelo.estilos, *modelo.formulas}):
        dato = alta.get(columna, VACIO)
        hay = obra.xml.celda(fila, columna)
        etiqueta = obra.etiqueta_nueva(fila, columna, modelo.estilo(columna))
        if hay is not None and hay.atributo(b"s") not in {None, "0"}:
            etiqueta = hay.etiqueta
        if dato.tipo == Tipo.VACIA and columna in modelo.formulas:
            obra.poner(fila, columna, modelo.copiar_formula(fila, columna, etiqueta))
            obra.formulas_cambiadas = True
        elif dato.tipo != Tipo.VACIA or columna in modelo.estilos:
            obra.escribir(fila, columna, dato, etiqueta)
