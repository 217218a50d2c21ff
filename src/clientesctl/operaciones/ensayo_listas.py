"""La nota de un ensayo, como se entrega: las faltas, las marcas y el objeto de su JSON."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from clientesctl.captura.ensayo_nota import Falta, Nota
from clientesctl.entregas.escribir import escribir
from clientesctl.entregas.fichero import sustituir
from clientesctl.entregas.html import escribir_html
from clientesctl.entregas.lista import Columna, Lista, Valor
from clientesctl.entregas.xlsx import escribir_xlsx
from clientesctl.operaciones.ensayo import Corregido
from clientesctl.textos.cifras import contar

CABECERA = (
    "quien", "ficha", "fila", "politica", "gravedad", "campo", "escrito", "esperado", "mensaje",
)  # fmt: skip
_ANCHOS = (16, 8, 6, 26, 9, 18, 26, 26, 44)
_ENTERAS = {".html": escribir_html, ".xlsx": escribir_xlsx}


def en_fila(falta: Falta) -> tuple[Valor, ...]:
    """La falta, en el orden de `CABECERA`."""
    return (
        falta.quien,
        " y ".join(map(str, falta.papeles)),
        falta.fila,
        falta.politica,
        falta.gravedad,
        falta.campo,
        falta.escrito,
        falta.esperado,
        falta.mensaje,
    )


def resumir(nota: Nota) -> str:
    """La nota en una línea."""
    errores = sum(f.gravedad == "error" for f in nota.faltas)
    fichas = contar(nota.capturadas, "ficha capturada", "fichas capturadas")
    return (
        f"{fichas} de {contar(nota.personas, 'persona')}: {contar(errores, 'error', 'errores')} y"
        f" {contar(len(nota.faltas) - errores, 'aviso')}"
    )


def como_objeto(corregido: Corregido) -> Mapping[str, object]:
    """La nota para un programa."""
    nota = corregido.nota
    return {
        "version": 1,
        "libro": str(corregido.registro.ruta),
        "faltas": [
            dict(zip(CABECERA, en_fila(f), strict=True)) | {"ficha": list(f.papeles)}
            for f in nota.faltas
        ],
        "marcas": [
            {"quien": m.quien, "politica": m.politica, "veces": m.veces, "bien": m.bien}
            for m in nota.marcas
        ],
        "resumen": {
            "capturadas": nota.capturadas,
            "personas": nota.personas,
            "notas": nota.por_persona,
        },
    }


def como_listas(corregido: Corregido) -> tuple[Lista, Lista]:
    """Lo que no está bien, y la nota de cada cual por política."""
    nota = corregido.nota
    tipos = {"fila": "entero"}
    columnas = [
        Columna(c.upper(), "entero" if c in tipos else "texto", ancho)
        for c, ancho in zip(CABECERA, _ANCHOS, strict=True)
    ]
    faltas = Lista(
        "Lo que hay que mirar",
        columnas,
        [en_fila(f) for f in nota.faltas],
        plural="faltas",
        notas=[resumir(nota)],
        objeto=como_objeto(corregido),
    )
    notas = Lista(
        "Notas",
        [Columna("QUIÉN", ancho=18), Columna("POLÍTICA", ancho=30), Columna("BIEN", "entero", 8),
         Columna("VECES", "entero", 8)],
        [(m.quien, m.politica, m.bien, m.veces) for m in nota.marcas],
        notas=[f"{quien}: {_con_coma(n)} de 10" for quien, n in nota.por_persona.items()],
    )  # fmt: skip
    return faltas, notas


def entregar(corregido: Corregido, ruta: Path) -> None:
    """La nota en `ruta`: .xlsx y .html llevan las dos listas; los demás, las faltas."""
    listas, registro = como_listas(corregido), corregido.registro.ruta
    como = _ENTERAS.get(ruta.suffix.lower())
    if como is None:
        escribir(ruta, listas[0], registro=registro)
        return
    with sustituir(ruta, registro=registro) as provisional:
        como(provisional, *listas)


def _con_coma(nota: float) -> str:
    return f"{nota:.1f}".replace(".", ",")
