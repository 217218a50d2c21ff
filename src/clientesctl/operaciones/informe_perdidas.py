"""El apartado de las pérdidas: a quién se perdió cada mes, y por qué."""

from __future__ import annotations

from collections.abc import Sequence

from clientesctl.entregas.grafico import Barras, Columnas, Renglon, Serie
from clientesctl.entregas.informe import Apartado
from clientesctl.entregas.lista import Columna, Lista
from clientesctl.operaciones.informe import Informe
from clientesctl.operaciones.informe_frases import en_los_meses
from clientesctl.operaciones.informe_series import (
    en_minusculas,
    etiquetas,
    por_meses,
    que_se_suma,
    sin_acabar,
)
from clientesctl.textos.cifras import contar, miles


def de_perdidas(informe: Informe) -> Apartado:
    """A quién se perdió cada mes, por causa."""
    perdidas, titulo = informe.perdidas, "A quién se pierde, y por qué"
    ciegos = sum(perdidas.sin_fecha.values())
    if not perdidas.se_apuntan:
        return Apartado(
            "perdidas", titulo, "El libro no dice a quién se ha perdido (PERDIDO_EL o ETAPA)."
        )
    notas = []
    if cancelados := sum(perdidas.cancelados):
        notas.append(
            f"Además {'canceló' if cancelados == 1 else 'cancelaron'} {miles(cancelados)}."
        )
    if not perdidas.total:
        if ciegos:
            return _perdidas_sin_fecha(informe, titulo, notas)
        return Apartado("perdidas", titulo, f"Ningún perdido {en_los_meses(informe)}.", notas=notas)
    if ciegos:
        notas.append(f"{contar(ciegos, 'perdido')} más sin la fecha en que se perdió.")
    sabidas = {c: sum(n) for c, n in perdidas.por_causa.items() if c != "NO CONSTA"}
    mayor = max(sabidas, key=lambda c: sabidas[c], default="")
    frase = f"{contar(perdidas.total, 'perdido')} {en_los_meses(informe)}"
    frase += f"; la causa que más se apunta, {mayor} ({miles(sabidas[mayor])})." if mayor else "."
    series = [Serie(c.lower(), n, _TONO_DE_CAUSA[c]) for c, n in perdidas.por_causa.items()]
    grafico = Columnas(
        titulo, frase, etiquetas(informe), series, parcial=not informe.meses.acabado, sumadas=True
    )
    tabla = por_meses(
        informe,
        "PÉRDIDAS",
        {**en_minusculas(perdidas.por_causa), "Cancelaron": perdidas.cancelados},
    )
    return Apartado(
        "perdidas",
        titulo,
        frase,
        grafico,
        tabla,
        (*sin_acabar(informe), *que_se_suma(informe, series), *notas),
    )


_TONO_DE_CAUSA = {
    "NO CUMPLE": 2, "NO UTILIZA": 1, "COMPETENCIA": 0, "YA NO EXISTE": 4, "OTRAS": 3,
    "NO CONSTA": 5,
}  # fmt: skip


def _perdidas_sin_fecha(informe: Informe, titulo: str, notas: Sequence[str]) -> Apartado:
    """De ninguna consta el día: se ven las causas."""
    causas = sorted(informe.perdidas.sin_fecha.items(), key=lambda par: -par[1])
    frase = f"{contar(sum(n for _, n in causas), 'perdido')}; de ninguno consta qué día."
    renglones = [Renglon(c, n, dicho=miles(n), tono=_TONO_DE_CAUSA[c]) for c, n in causas]
    columnas = (Columna("Causa", ancho=20), Columna("Perdidos", "entero", 12))
    tabla = Lista("PÉRDIDAS", columnas, [[c, n] for c, n in causas])
    return Apartado("perdidas", titulo, frase, Barras(titulo, frase, renglones), tabla, notas)
