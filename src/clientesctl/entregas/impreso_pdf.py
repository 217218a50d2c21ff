"""El impreso de un punto de recogida, para imprimir; en blanco o relleno a mano."""

from __future__ import annotations

import io
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from clientesctl.entregas.impreso_filas import en_filas
from clientesctl.entregas.trazos import (
    GRIS,
    MM,
    RAYA,
    Caja,
    dibujar_cuadritos,
    dibujar_marca,
    dibujar_opciones,
    dibujar_renglon,
    escribir_a_mano,
    escribir_texto,
    partir,
)
from clientesctl.registro.impresos import Casilla, Impreso

_MARGEN = 13 * MM
_POR_PAGINA = {"feria": 2}
_ALTO_DE_FILA = 12.5
_ALTO_DE_PREGUNTA = 16.0
_ALTO_DE_CAJA = 7.4
_ENTRE_CAJAS = 3 * MM
_LETRA_DE_AVISO = 6.6
_SALUDO = "«Buenos días, le atiende … ¿En qué le puedo ayudar? Para atenderle le pido unos datos.»"
_ESCALAS = tuple(n / 20 for n in range(26, 9, -1))
"""De más a menos holgado: se toma la primera en que la ficha cabe en su sitio."""


@dataclass(frozen=True)
class Rellena:
    """Una ficha escrita a mano: el texto de cada campo y lo que se contestó a cada permiso.

    `numero` va arriba, para poder decir cuál es.
    """

    numero: int
    textos: Mapping[str, str]
    permisos: Mapping[str, bool | None] = field(default_factory=dict)
    quien: str = ""


def escribir_impreso(salida: IO[bytes], impreso: Impreso, rellenas: Sequence[Rellena] = ()) -> None:
    """El .pdf en `salida`: las fichas rellenas o, sin ninguna, una página en blanco.

    Los mismos datos dan los mismos bytes.
    """
    from reportlab.lib.pagesizes import A4, LETTER
    from reportlab.pdfgen.canvas import Canvas

    tamano = LETTER if impreso.pais == "MX" else A4
    lienzo = Canvas(salida, pagesize=tamano, invariant=1)
    lienzo.setTitle(impreso.titulo)
    por_pagina = _POR_PAGINA.get(impreso.punto, 1)
    fichas: Sequence[Rellena | None] = rellenas or [None] * por_pagina
    alto = (tamano[1] - 2 * _MARGEN) / por_pagina
    escala = _escala(impreso, tamano, alto - 4 * MM)
    for i, ficha in enumerate(fichas):
        if i and i % por_pagina == 0:
            lienzo.showPage()
        techo = tamano[1] - _MARGEN - (i % por_pagina) * alto
        if i % por_pagina:
            _linea_de_corte(lienzo, techo + 3 * MM, tamano[0])
        _Ficha(lienzo, impreso, ficha, tamano[0] - 2 * _MARGEN, escala).dibujar(techo)
    lienzo.save()


def _escala(impreso: Impreso, tamano: tuple[float, float], alto: float) -> float:
    """La más holgada con que la ficha cabe en ese alto; si ninguna, la menor."""
    from reportlab.pdfgen.canvas import Canvas

    for escala in _ESCALAS:
        prueba = Canvas(io.BytesIO(), pagesize=tamano)
        ficha = _Ficha(prueba, impreso, None, tamano[0] - 2 * _MARGEN, escala)
        if ficha.dibujar(0) >= -alto:
            return escala
    return _ESCALAS[-1]


def _linea_de_corte(lienzo: Any, y: float, ancho: float) -> None:
    lienzo.saveState()
    lienzo.setStrokeColorRGB(*RAYA)
    lienzo.setDash(3, 3)
    lienzo.line(5 * MM, y, ancho - 5 * MM, y)
    lienzo.restoreState()


@dataclass(frozen=True)
class _Ficha:
    """Una ficha en su página, de arriba abajo. `escala` ensancha o aprieta sus renglones."""

    lienzo: Any
    impreso: Impreso
    rellena: Rellena | None
    ancho: float
    escala: float

    def dibujar(self, techo: float) -> float:
        """Dibuja la ficha y da hasta dónde baja."""
        y = self._cabecera(techo)
        if self.impreso.punto == "telefono":
            y = self._preguntas(y)
        else:
            for fila in en_filas([c for c in self.impreso.casillas if not c.de_la_casa]):
                y = self._fila(fila, y)
        y = self._permisos(y)
        y = self._aviso(y)
        return self._de_la_casa(y)

    def _cabecera(self, techo: float) -> float:
        y = techo - 5 * MM
        fin = escribir_texto(self.lienzo, _MARGEN, y, self.impreso.titulo.upper(), 13, fuerte=True)
        if self.rellena is not None:
            escribir_texto(self.lienzo, fin + 8, y, f"n.º {self.rellena.numero}", 13)
        derecha = "ESCRIBA EN MAYÚSCULAS, UNA LETRA POR CUADRO"
        ancho = self.lienzo.stringWidth(derecha, "Helvetica", 7.5)
        escribir_texto(self.lienzo, _MARGEN + self.ancho - ancho, y, derecha, 7.5, color=GRIS)
        marcas = {c.marca for c in self.impreso.casillas}
        leyenda = "* hace falta siempre" if "obligatoria" in marcas else ""
        if "una de" in marcas:
            leyenda += ("     " if leyenda else "") + "(*) basta uno de los que llevan esta marca"
        escribir_texto(self.lienzo, _MARGEN, y - 4 * MM, leyenda, 7, color=GRIS)
        return y - 7 * MM

    def _mm(self, milimetros: float) -> float:
        return milimetros * MM * self.escala

    def _fila(self, fila: Sequence[tuple[Casilla, float]], y: float) -> float:
        x, alto = _MARGEN, self._mm(_ALTO_DE_CAJA)
        libre = self.ancho - _ENTRE_CAJAS * (len(fila) - 1)
        for casilla, parte in fila:
            ancho = libre * parte
            self._rotulo(casilla, x, y - 3 * MM, ancho)
            self._hueco(casilla, Caja(x, y - 4 * MM - alto, ancho, alto))
            x += ancho + _ENTRE_CAJAS
        return y - self._mm(_ALTO_DE_FILA)

    def _preguntas(self, y: float) -> float:
        """El guion: lo que se dice y, debajo, dónde se apunta."""
        escribir_texto(self.lienzo, _MARGEN, y - 3 * MM, _SALUDO, 9.5)
        y, alto = y - 7 * MM, self._mm(_ALTO_DE_CAJA)
        for numero, casilla in enumerate(self.impreso.casillas, 1):
            dicho = f"{numero}. {casilla.pregunta}"
            fin = escribir_texto(self.lienzo, _MARGEN, y - 4 * MM, dicho, 10, fuerte=True)
            self._rotulo(casilla, fin + 8, y - 4 * MM, self.ancho - (fin + 8 - _MARGEN))
            x = 4 * MM
            self._hueco(casilla, Caja(_MARGEN + x, y - 6 * MM - alto, self.ancho - x, alto))
            y -= self._mm(_ALTO_DE_PREGUNTA)
        return y

    def _rotulo(self, casilla: Casilla, x: float, y: float, ancho: float) -> None:
        marca = {"obligatoria": " *", "una de": " (*)"}.get(casilla.marca, "")
        fin = escribir_texto(self.lienzo, x, y, casilla.rotulo + marca, 8, fuerte=True)
        para = f"  {casilla.finalidad}" if casilla.finalidad else ""
        while para and fin + self.lienzo.stringWidth(para, "Helvetica", 6.2) > x + ancho:
            para = para.rpartition(" ")[0].rstrip()
        escribir_texto(self.lienzo, fin, y, para, 6.2, color=GRIS)

    def _hueco(self, casilla: Casilla, caja: Caja) -> None:
        """Dónde se escribe: casillas de marcar, cuadritos o un renglón; y lo escrito."""
        escrito = self.rellena.textos.get(casilla.campo.nombre, "") if self.rellena else ""
        conocido = not escrito or escrito in casilla.valores
        if conocido and dibujar_opciones(self.lienzo, caja, casilla.valores, escrito):
            return
        paso = 0.0
        if casilla.letras:
            lado = dibujar_cuadritos(self.lienzo, caja, casilla.letras)
            paso = lado if len(escrito) <= casilla.letras else 0.0
        else:
            dibujar_renglon(self.lienzo, caja)
        if escrito and self.rellena is not None:
            pulso = random.Random(f"{self.rellena.numero}{casilla.campo.nombre}")
            escribir_a_mano(self.lienzo, caja, escrito, pulso, paso)

    def _permisos(self, y: float) -> float:
        if not self.impreso.permisos:
            return y
        y -= 3 * MM
        escribir_texto(self.lienzo, _MARGEN, y, self._encabezado("permisos"), 8, fuerte=True)
        for permiso in self.impreso.permisos:
            y -= max(self._mm(4.6), 3.6 * MM)
            dicho = self.rellena.permisos.get(permiso.canal) if self.rellena else None
            x = _MARGEN + 2 * MM
            for letra, valor in (("SÍ", True), ("NO", False)):
                dibujar_marca(self.lienzo, x, y, marcada=dicho is valor)
                x = escribir_texto(self.lienzo, x + 10, y + 1, letra, 8) + 8
            frase = f"{permiso.frase} ({permiso.finalidad.lower()})"
            escribir_texto(self.lienzo, x, y + 1, frase, 8)
        return y - 1.5 * MM

    def _aviso(self, y: float) -> float:
        aviso, letra = self.impreso.aviso, max(5.6, _LETRA_DE_AVISO * self.escala)
        y -= 4.6 * MM
        escribir_texto(self.lienzo, _MARGEN, y, self._encabezado("aviso"), letra + 0.6, fuerte=True)
        for parrafo in (*aviso.parrafos, f"Versión de este texto: {aviso.version}"):
            for renglon in partir(self.lienzo, parrafo, self.ancho, letra):
                y -= letra * 1.25
                escribir_texto(self.lienzo, _MARGEN, y, renglon, letra, color=GRIS)
        return y

    def _encabezado(self, de: str) -> str:
        de_voz = self.impreso.punto == "telefono"
        if de == "permisos":
            return (
                "«¿Autoriza, y puede decir que no…?»" if de_voz else "Autorizo, aparte y si quiero:"
            )
        titulo = self.impreso.aviso.titulo
        return f"Antes de colgar, léale esto o dígale dónde está. {titulo}" if de_voz else titulo

    def _de_la_casa(self, y: float) -> float:
        """Lo que pone quien recoge la ficha, en un renglón."""
        de_voz = self.impreso.punto == "telefono"
        suyas = [c for c in self.impreso.casillas if c.de_la_casa and not de_voz]
        fecha = self.rellena.textos.get("fecha_alta", "") if self.rellena else ""
        x, y = _MARGEN, y - 7 * MM
        huecos = [("Fecha", fecha), ("Recogida por", self.rellena.quien if self.rellena else "")]
        huecos += [(c.rotulo, "") for c in suyas]
        for rotulo, escrito in huecos:
            fin = escribir_texto(self.lienzo, x, y, f"{rotulo}:", 8, fuerte=True)
            ancho = self.ancho / max(3, len(huecos)) - (fin - x) - 8
            self.lienzo.setStrokeColorRGB(*RAYA)
            self.lienzo.line(fin + 3, y - 1.5, fin + 3 + ancho, y - 1.5)
            if escrito:
                pulso = random.Random(f"{rotulo}{escrito}")
                escribir_a_mano(self.lienzo, Caja(fin + 3, y - 6, ancho, 18), escrito, pulso)
            x = fin + ancho + 11
        return y - 2 * MM
