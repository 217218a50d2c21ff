"""Una hoja mientras se escribe en ella: qué hay en cada celda, si se puede cambiar, y se cambia."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from clientesctl.libro.alrededores import abarcar, combinadas
from clientesctl.libro.celda_xml import celda_con, de_fecha, de_hora, etiqueta_nueva
from clientesctl.libro.celdas_leidas import CeldasLeidas
from clientesctl.libro.errores_escritura import (
    CabeceraDeTabla,
    CeldaCambiada,
    CeldaCombinada,
    CeldaConFormula,
    CeldaEspecial,
    DatoRechazado,
    HojaConDinamica,
    HojaProtegida,
    NoCabeEnCelda,
)
from clientesctl.libro.estilos_xml import DIA, DIA_Y_HORA, GENERAL
from clientesctl.libro.etiquetas import atributo, con_atributo, patron
from clientesctl.libro.fila_xml import CeldaXml
from clientesctl.libro.formatos_fecha import Clase
from clientesctl.libro.formulas_de_hoja import hay_formulas
from clientesctl.libro.hoja_xml import HojaXml
from clientesctl.libro.libro_abierto import LibroAbierto
from clientesctl.libro.rangos import Rango, leer_rango
from clientesctl.libro.rangos_por_fila import RangosPorFila
from clientesctl.libro.tablas_xml import Tabla, con_titulo, tablas_de
from clientesctl.libro.texto_xml import Letras
from clientesctl.registro.columna import Tipo
from clientesctl.registro.ediciones import Celda
from clientesctl.registro.plan import Dato
from clientesctl.registro.registro import letra

_FILAS_DE_MUESTRA = 500
"""Las que se miran para saber qué formato de fecha usa una columna."""


@dataclass(eq=False)
class HojaEnObra:
    """Una hoja del libro con lo que se le lleva escrito.

    `formulas_cambiadas` dice si alguna celda ha ganado o perdido una fórmula; `avisos` son frases
    para la persona.
    """

    libro: LibroAbierto
    nombre: str
    xml: HojaXml
    tablas: tuple[Tabla, ...]
    formulas_cambiadas: bool = False
    avisos: list[str] = field(default_factory=list)
    _fechas: dict[int, str] = field(default_factory=dict)
    _escrito: Rango | None = None

    @classmethod
    def abrir(cls, libro: LibroAbierto, nombre: str, permitir_protegida: bool) -> HojaEnObra:
        """La hoja, si admite que se escriba en ella.

        Raises:
            HojaInexistente, HojaProtegida, HojaConDinamica, NoSeEntiende: no lo admite.
        """
        xml = libro.hoja(nombre)
        proteccion = patron(xml.prefijo, b"sheetProtection").search(xml.cola)
        if proteccion and not permitir_protegida:
            puesta = atributo(proteccion[0], b"sheet")
            if puesta in {"1", "true", "on"}:
                raise HojaProtegida(nombre)
        parte = libro.partes[nombre]
        if any(r.tipo == "pivotTable" for r in libro.paquete.relaciones(parte).values()):
            raise HojaConDinamica(nombre)
        return cls(libro, nombre, xml, tablas_de(libro.paquete, parte))

    # Lo que hay

    def dato(self, celda: CeldaXml | None) -> Dato:
        """Lo que dice la celda, como lo da la puerta de lectura."""
        return self._leidas.dato(celda)

    def lleva_formula(self, celda: CeldaXml) -> bool:
        """Si la celda se calcula."""
        return self._leidas.lleva_formula(celda)

    @cached_property
    def _leidas(self) -> CeldasLeidas:
        return CeldasLeidas(self.libro, self.xml.prefijo)

    # Lo que cambia

    def cambiar(self, pedida: Celda) -> None:
        """Escribe una celda de las que había, después de comprobar que se puede.

        Raises:
            CeldaCambiada: no dice lo que decía.
            CeldaConFormula, CeldaCombinada, CabeceraDeTabla, CeldaEspecial, DatoRechazado: no se
                puede escribir en ella, o no eso.
        """
        fila, columna = pedida.fila, pedida.columna
        hallada = self.xml.celda(fila, columna)
        self._exigir_cambiable(hallada, fila, columna)
        ahora = self.dato(hallada)
        if ahora != pedida.antes:
            raise CeldaCambiada(
                self.nombre, _direccion(fila, columna), pedida.antes.texto, ahora.texto
            )
        if hallada is not None:
            letras = self._leidas.letras(hallada) if pedida.despues.tipo == Tipo.TEXTO else ()
            self.escribir(fila, columna, pedida.despues, hallada.etiqueta, letras)
        elif pedida.despues.tipo != Tipo.VACIA:
            etiqueta = self.etiqueta_nueva(fila, columna, self._estilo_heredado(fila, columna))
            self.escribir(fila, columna, pedida.despues, etiqueta)

    def escribir(
        self, fila: int, columna: int, dato: Dato, etiqueta: bytes, letras: Sequence[Letras] = ()
    ) -> None:
        """Pone el dato en la celda de esa etiqueta, con el estilo que pida para verse como es.

        Raises:
            DatoRechazado: no cabe en una celda de Excel.
            SinEstilos: es una fecha y el libro no puede decirlo.
        """
        try:
            if dato.tipo != Tipo.VACIA:
                escrito = atributo(etiqueta, b"s") or "0"
                estilo = int(escrito) if escrito.isdecimal() else 0
                nuevo, cifra = self._estilo_y_cifra(columna, estilo, dato)
                if nuevo != estilo:
                    etiqueta = con_atributo(etiqueta, b"s", str(nuevo))
            else:
                cifra = ""
            xml = celda_con(self.xml.prefijo, etiqueta, dato, cifra, letras)
        except NoCabeEnCelda as motivo:
            raise DatoRechazado(self.nombre, _direccion(fila, columna), str(motivo)) from None
        if dato.tipo == Tipo.VACIA:  # vaciar no lleva la hoja más lejos, y la fila puede irse
            self.xml.poner(fila, columna, xml)
        else:
            self.poner(fila, columna, xml)

    def poner(self, fila: int, columna: int, xml: bytes) -> None:
        """Pone el XML de una celda y apunta que la hoja llega hasta ella."""
        self.xml.poner(fila, columna, xml)
        suya = Rango(fila, columna, fila, columna)
        if self._escrito is None or not self._escrito.abarca(suya):
            self._escrito = suya if self._escrito is None else self._escrito.unido(suya)

    def etiqueta_nueva(self, fila: int, columna: int, estilo: int | None) -> bytes:
        """La etiqueta de una celda que la hoja no lleva."""
        return etiqueta_nueva(self.xml.prefijo, _direccion(fila, columna), estilo)

    def terminar(self) -> None:
        """La dimensión de la hoja abarca lo que se ha escrito en ella."""
        if self._escrito is not None:
            self.xml.cabeza = abarcar(self.xml.cabeza, self._escrito)

    # Por dentro

    def _estilo_y_cifra(self, columna: int, estilo: int, dato: Dato) -> tuple[int, str]:
        """El estilo con que el dato se ve como lo que es, y la cifra si se guarda como tal."""
        estilos = self.libro.estilos
        if dato.tipo == Tipo.FECHA:
            cifra = de_fecha(dato.texto, self.libro.desde_1904)
            if estilos.clase(estilo) != Clase.FECHA:
                estilo = estilos.con_formato(estilo, self._formato_de_fecha(columna, dato.texto))
            return estilo, cifra
        if dato.tipo == Tipo.NUMERO and estilos.clase(estilo) != Clase.NUMERO:
            return estilos.con_formato(estilo, GENERAL), ""
        if dato.tipo == Tipo.TEXTO and (hora := de_hora(dato.texto)) is not None:
            # Una hora se lee como texto, pero en una celda de horas se guarda como cifra.
            clase = estilos.clase(estilo)
            del_dia = clase == Clase.FECHA and 0 <= float(hora) < 1
            return estilo, hora if clase == Clase.DURACION or del_dia else ""
        return estilo, ""

    def _formato_de_fecha(self, columna: int, texto: str) -> str:
        """El formato de las fechas que ya hay en la columna; si no hay, el corriente."""
        if columna not in self._fechas:
            filas = self.xml.numeros[:_FILAS_DE_MUESTRA]
            celdas = (self.xml.celda(fila, columna) for fila in filas)
            fechas = (c for c in celdas if c and self.dato(c).tipo == Tipo.FECHA)
            estilos = (c.atributo(b"s") or "" for c in fechas)
            formatos = (self.libro.estilos.formato(int(s)) for s in estilos if s.isdecimal())
            self._fechas[columna] = next(formatos, "")
        return self._fechas[columna] or (DIA_Y_HORA if " " in texto else DIA)

    def _estilo_heredado(self, fila: int, columna: int) -> int | None:
        """El que Excel da a una celda vacía: el de su fila o, si no, el de su columna."""
        tramo = self.xml.fila(fila)
        suyo = None
        if tramo is not None and atributo(tramo.etiqueta, b"customFormat") in {"1", "true"}:
            suyo = atributo(tramo.etiqueta, b"s")
        suyo = suyo or self.xml.estilo_de_columna(columna)
        return int(suyo) if suyo and suyo.isdecimal() else None

    def _exigir_cambiable(self, celda: CeldaXml | None, fila: int, columna: int) -> None:
        sitio = Rango(fila, columna, fila, columna)
        for combinada in self._combinadas.que_cogen(sitio):
            if combinada[:2] != (fila, columna):
                raise CeldaCombinada(self.nombre, str(sitio), str(combinada))
        if (tabla := con_titulo(self.tablas, fila, columna)) is not None:
            raise CabeceraDeTabla(self.nombre, str(sitio), tabla.nombre)
        if self.matrices.que_cogen(sitio):
            raise CeldaEspecial(self.nombre, str(sitio), "es parte de una fórmula matricial")
        if celda is None:
            return
        if self.lleva_formula(celda):
            raise CeldaConFormula(self.nombre, str(sitio))
        if celda.atributo(b"cm") or celda.atributo(b"vm"):
            raise CeldaEspecial(self.nombre, str(sitio), "lleva un tipo de datos enlazado")
        if b"extLst" in celda.dentro:
            raise CeldaEspecial(self.nombre, str(sitio), "lleva una extensión de Excel")

    @cached_property
    def _combinadas(self) -> RangosPorFila:
        return RangosPorFila(combinadas(self.xml.cola, self.xml.prefijo))

    @cached_property
    def matrices(self) -> RangosPorFila:
        """Las celdas que llena una fórmula matricial o una tabla de datos."""
        octetos = self.xml.octetos
        rangos: list[Rango | None] = []
        if hay_formulas(octetos, self.xml.prefijo):
            for marca in re.finditer(rb"""=\s*["'](?:array|dataTable)["']""", octetos):
                abre = octetos.rfind(b"<", 0, marca.start())
                formula = patron(self.xml.prefijo, b"f").match(octetos, abre)
                if formula is not None:
                    rangos.append(leer_rango(atributo(formula[1], b"ref") or ""))
        return RangosPorFila(rango for rango in rangos if rango is not None)


def _direccion(fila: int, columna: int) -> str:
    return f"{letra(columna)}{fila}"
