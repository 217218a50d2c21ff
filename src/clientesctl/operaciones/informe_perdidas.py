"""El apartado de las pérdidas: a quién se perdió cada mes, y por qué."""

from __future__ import annotations

from collections.abc import Sequence

from clientesctl.cartera.series_altas import NO_CONSTA
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
    """A quién se perdió cada mes, por causa; si de ninguno consta el día, solo las causas."""
    perdidas = informe.perdidas
    if not perdidas.se_apuntan:
        return Apartado(_CLAVE, _TITULO, _NO_SE_APUNTAN)
    ciegos = sum(perdidas.sin_fecha.values())
    notas = []
    if cancelados := sum(perdidas.cancelados):
        cancelaron = "canceló" if cancelados == 1 else "cancelaron"
        notas.append(f"Además {cancelaron} {miles(cancelados)}.")
    if perdidas.total:
        if ciegos:
            notas.append(f"{contar(ciegos, 'perdido')} más sin la fecha en que se perdió.")
        return _por_mes(informe, notas)
    if ciegos:
        return _sin_fecha(informe, notas)
    return Apartado(_CLAVE, _TITULO, f"Ningún perdido {en_los_meses(informe)}.", notas=notas)


_CLAVE, _TITULO = "perdidas", "A quién se pierde, y por qué"
_NO_SE_APUNTAN = "El libro no dice a quién se ha perdido (PERDIDO_EL o ETAPA)."


def _por_mes(informe: Informe, notas: Sequence[str]) -> Apartado:
    por_causa = informe.perdidas.por_causa
    series = [Serie(c.lower(), n, _TONO_DE_CAUSA[c]) for c, n in por_causa.items()]
    frase = _frase_de_causas(informe)
    grafico = Columnas(
        _TITULO, frase, etiquetas(informe), series, parcial=not informe.meses.acabado, sumadas=True
    )
    columnas = {**en_minusculas(por_causa), "Cancelaron": informe.perdidas.cancelados}
    tabla = por_meses(informe, "PÉRDIDAS", columnas)
    notas = (*sin_acabar(informe), *que_se_suma(informe, series), *notas)
    return Apartado(_CLAVE, _TITULO, frase, grafico, tabla, notas)


def _frase_de_causas(informe: Informe) -> str:
    perdidas = informe.perdidas
    sabidas = {c: sum(n) for c, n in perdidas.por_causa.items() if c != NO_CONSTA}
    mayor = max(sabidas, key=lambda c: sabidas[c], default="")
    if sum(n == sabidas[mayor] for n in sabidas.values()) > 1:
        mayor = ""
    causa = f"; la causa que más se apunta, {mayor} ({miles(sabidas[mayor])})" if mayor else ""
    return f"{contar(perdidas.total, 'perdido')} {en_los_meses(informe)}{causa}."


_TONO_DE_CAUSA = {
    "NO CUMPLE": 2, "NO UTILIZA": 1, "COMPETENCIA": 0, "YA NO EXISTE": 4, "OTRAS": 3,
    NO_CONSTA: 5,
}  # fmt: skip


def _sin_fecha(informe: Informe, notas: Sequence[str]) -> Apartado:
    """De ninguna consta el día: se ven las causas."""
    causas = sorted(informe.perdidas.sin_fecha.items(), key=lambda par: -par[1])
    frase = f"{contar(sum(n for _, n in causas), 'perdido')}; de ninguno consta qué día."
    renglones = [Renglon(c, n, dicho=miles(n), tono=_TONO_DE_CAUSA[c]) for c, n in causas]
    columnas = (Columna("Causa", ancho=20), Columna("Perdidos", "entero", 12))
    tabla = Lista("PÉRDIDAS", columnas, [[c, n] for c, n in causas])
    return Apartado(_CLAVE, _TITULO, frase, Barras(_TITULO, frase, renglones), tabla, notas)
