"""Un documento en papel: A4, con sus acentos y su ñ, y lo escrito tal como se escribió."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from clientesctl.entregas.documento import Documento, Renglon, Seccion
from clientesctl.entregas.fuentes import Letra, elegir_letra

_MARGEN = 42.5  # 15 mm
_TINTA, _TENUE, _RAYA, _URGE = "#1b2430", "#5b6675", "#c5ccd6", "#a32020"
_DE_MARCO = 6  # lo que reportlab aparta por dentro de cada marco
_EN_DOS = 2
_MUCHOS_DATOS = 20
"""Desde cuántas parejas una sección puede no caber en lo que quede de página."""


def escribir_documento_pdf(ruta: Path, documento: Documento) -> None:
    """El documento en `ruta`, con el número de cada página. Los mismos datos, los mismos bytes."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import (
        SimpleDocTemplate,
    )

    letra = elegir_letra(_todo_lo_escrito(documento))
    papel = SimpleDocTemplate(
        str(ruta),
        pagesize=A4,
        leftMargin=_MARGEN - _DE_MARCO,
        rightMargin=_MARGEN - _DE_MARCO,
        topMargin=_MARGEN - _DE_MARCO,
        bottomMargin=_MARGEN + 10,
        title=documento.titulo,
        author="clientesctl",
        lang="es",
        invariant=1,
    )
    pie = _Pie(letra, documento.pie)
    papel.build(list(_Maqueta(letra, papel.width - 2 * _DE_MARCO).todo(documento)), pie, pie)


def _todo_lo_escrito(documento: Documento) -> str:
    partes = [documento.titulo, documento.bajada, documento.pie, *documento.avisos]
    for seccion in documento.secciones:
        partes += [seccion.titulo, seccion.nota]
        partes += [texto for pareja in seccion.parejas for texto in pareja]
        for r in seccion.renglones:
            partes += [r.texto, r.fecha, r.clase, r.cifra, r.detalle]
    return "".join(partes)


class _Maqueta:
    """Las piezas del documento, cada una con su estilo."""

    def __init__(self, letra: Letra, ancho: float) -> None:
        from reportlab.lib.styles import (
            ParagraphStyle,
        )

        self._letra = letra
        self._ancho = ancho

        def estilo(nombre: str, cuerpo: float, **mas: Any) -> ParagraphStyle:
            propio = {"fontName": letra.normal, "textColor": _TINTA, "leading": cuerpo * 1.3}
            return ParagraphStyle(nombre, fontSize=cuerpo, **{**propio, **mas})

        self._normal = estilo("normal", 8.5)
        self._tenue = estilo("tenue", 8.5, textColor=_TENUE)
        self._cifra = estilo("cifra", 8.5, alignment=2)
        self._clase = estilo("clase", 7.5, fontName=letra.negrita, leading=11)
        self._urge = estilo("urge", 7.5, fontName=letra.negrita, leading=11, textColor=_URGE)
        self._titulo = estilo("titulo", 15, fontName=letra.negrita, spaceAfter=2)
        self._seccion = estilo(
            "seccion", 10, fontName=letra.negrita, spaceBefore=10, spaceAfter=3, keepWithNext=1
        )
        self._aviso = estilo(
            "aviso", 9, fontName=letra.negrita, textColor=_URGE, borderColor=_URGE, borderWidth=0.7,
            borderPadding=4, spaceBefore=12, spaceAfter=8, leftIndent=5, rightIndent=5,
        )  # fmt: skip

    def todo(self, documento: Documento) -> Iterator[Any]:
        """Las piezas, por su orden."""
        yield self._parrafo(documento.titulo, self._titulo)
        if documento.bajada:
            yield self._parrafo(documento.bajada, self._tenue)
        for aviso in documento.avisos:
            yield self._parrafo(aviso, self._aviso)
        secciones = [s for s in documento.secciones if s]
        for seccion in (s for s in secciones if not s.parejas and not s.abajo):
            yield from self._de_renglones(seccion)
        de_datos = [s for s in secciones if s.parejas]
        yield from self._de_datos([s for s in de_datos if len(s.parejas) <= _MUCHOS_DATOS])
        for seccion in (s for s in de_datos if len(s.parejas) > _MUCHOS_DATOS):
            yield from self._de_muchos_datos(seccion)
        for seccion in (s for s in secciones if not s.parejas and s.abajo):
            yield from self._de_renglones(seccion)

    def _parrafo(self, texto: str, estilo: Any) -> Any:
        from reportlab.platypus import Paragraph

        return Paragraph(escape(self._letra.escribible(texto)), estilo)

    def _de_datos(self, secciones: list[Seccion]) -> Iterator[Any]:
        """Las secciones de datos, en dos columnas."""
        from reportlab.platypus import Table

        medio = self._ancho / _EN_DOS
        for i in range(0, len(secciones), _EN_DOS):
            pareja = [self._una_de_datos(s, medio - 12) for s in secciones[i : i + _EN_DOS]]
            fila = [pareja + [""] * (_EN_DOS - len(pareja))]
            yield Table(
                fila, colWidths=[medio] * _EN_DOS, style=_SIN_NADA, hAlign="LEFT", spaceBefore=6
            )

    def _de_muchos_datos(self, seccion: Seccion) -> Iterator[Any]:
        """Una sección larga: dos parejas por línea, que pueden seguir en otra página."""
        from reportlab.platypus import Table

        piezas = [
            [self._parrafo(rotulo, self._tenue), self._parrafo(valor, self._normal)]
            for rotulo, valor in seccion.parejas
        ]
        filas = [
            [*piezas[i], *(piezas[i + 1] if i + 1 < len(piezas) else ("", ""))]
            for i in range(0, len(piezas), _EN_DOS)
        ]
        yield self._parrafo(seccion.titulo, self._seccion)
        anchos = [self._ancho * 0.18, self._ancho * 0.32] * _EN_DOS
        yield Table(filas, colWidths=anchos, style=_SIN_NADA, hAlign="LEFT", splitInRow=1)

    def _una_de_datos(self, seccion: Seccion, ancho: float) -> list[Any]:
        from reportlab.platypus import Table

        filas = [
            [self._parrafo(rotulo, self._tenue), self._parrafo(valor, self._normal)]
            for rotulo, valor in seccion.parejas
        ]
        datos = Table(filas, colWidths=[ancho * 0.36, ancho * 0.64], style=_SIN_NADA, hAlign="LEFT")
        return [self._parrafo(seccion.titulo, self._seccion), datos]

    def _de_renglones(self, seccion: Seccion) -> Iterator[Any]:
        from reportlab.platypus import Table

        yield self._parrafo(seccion.titulo, self._seccion)
        if seccion.renglones:
            hay = _Columnas(
                fecha=any(r.fecha for r in seccion.renglones),
                clase=any(r.clase for r in seccion.renglones),
                cifra=any(r.cifra for r in seccion.renglones),
            )
            filas = [self._fila(r, hay) for r in seccion.renglones]
            columnas = hay.anchos(self._ancho)
            yield Table(filas, colWidths=columnas, style=_CON_RAYAS, hAlign="LEFT", splitInRow=1)
        if seccion.nota:
            yield self._parrafo(seccion.nota, self._tenue)

    def _fila(self, renglon: Renglon, hay: _Columnas) -> list[Any]:
        texto = self._parrafo(
            " ".join(filter(None, (renglon.texto, renglon.detalle))), self._normal
        )
        clase = self._parrafo(renglon.clase, self._urge if renglon.urge else self._clase)
        return [
            *[self._parrafo(renglon.fecha, self._normal)] * hay.fecha,
            *[clase] * hay.clase,
            texto,
            *[self._parrafo(renglon.cifra, self._cifra)] * hay.cifra,
        ]


@dataclass(frozen=True, slots=True)
class _Columnas:
    """Qué columnas lleva una sección de renglones, además del texto."""

    fecha: bool
    clase: bool
    cifra: bool

    def anchos(self, total: float) -> list[float]:
        """El ancho de cada una; el texto se queda con lo que sobra."""
        delante = [58.0] * self.fecha + [82.0 if self.fecha else 110.0] * self.clase
        detras = [74.0] * self.cifra
        return [*delante, total - sum(delante) - sum(detras), *detras]


class _Pie:
    """Lo que va al pie de cada página: el pie del documento y el número."""

    def __init__(self, letra: Letra, texto: str) -> None:
        self._letra = letra
        self._texto = letra.escribible(texto)

    def __call__(self, lienzo: Any, papel: Any) -> None:
        lienzo.saveState()
        lienzo.setFont(self._letra.normal, 7)
        lienzo.setFillColor(_TENUE)
        lienzo.drawString(_MARGEN, _MARGEN - 8, self._texto[:130])
        lienzo.drawRightString(papel.pagesize[0] - _MARGEN, _MARGEN - 8, str(papel.page))
        lienzo.restoreState()


_SIN_NADA = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 6),
    ("TOPPADDING", (0, 0), (-1, -1), 1),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
]
_CON_RAYAS = [*_SIN_NADA, ("LINEBELOW", (0, 0), (-1, -1), 0.4, _RAYA)]
