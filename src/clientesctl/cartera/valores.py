"""Las columnas de fechas y de importes como números, leídas una vez por valor distinto."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from clientesctl.registro.columna import Columna, Indices, Tipo
from clientesctl.registro.registro import Tabla
from clientesctl.textos.limpieza import es_marcador

Dias = npt.NDArray[np.int64]
Importes = npt.NDArray[np.float64]

SIN_DIA = -1_000_000
"""El día de una celda que no lleva fecha: anterior a cualquier fecha que exista."""

_DIA_CERO_DE_EXCEL = dt.date(1899, 12, 30).toordinal() - dt.date(1970, 1, 1).toordinal()
# De 1950 a 2119: fuera de ahí, un número en una columna de fechas no es el día de una venta.
_SERIE_MINIMA, _SERIE_MAXIMA = 18264, 80353

# Donde los decimales se escriben con punto (CLDR, es-MX y es-419).
_DE_PUNTO_DECIMAL = frozenset({"MX", "GT", "SV", "HN", "NI", "PA", "PE", "PR", "DO", "US", "CU"})
_NUMERO = re.compile(r"([^\d]{0,8})(\d[\d\s.,'’]*)([^\d]{0,12})")
_HUECOS = re.compile(r"[\s'’]+")
_MILLARES = re.compile(r"[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*")


def dia_de(fecha: dt.date) -> int:
    """Los días que hay desde el 1 de enero de 1970 hasta esa fecha."""
    return fecha.toordinal() - dt.date(1970, 1, 1).toordinal()


def fecha_de(dia: int) -> dt.date:
    """La fecha que está a esos días del 1 de enero de 1970."""
    return dt.date.fromordinal(dia + dt.date(1970, 1, 1).toordinal())


def leer_dias(columna: Columna) -> Dias:
    """Por fila, el día de la fecha escrita (desde 1970), o `SIN_DIA`.

    Entiende las fechas de Excel, su número de serie en una celda sin formato de fecha y las
    escritas como texto, con el orden de día y mes que la propia columna deja ver.
    """
    por_valor = np.full(len(columna.textos), SIN_DIA, dtype=np.int64)
    fechas = np.flatnonzero(columna.tipos == Tipo.FECHA)
    por_valor[fechas] = _de_iso(columna.textos[fechas])
    sueltos = np.flatnonzero(np.isin(columna.tipos, (Tipo.TEXTO, Tipo.NUMERO)))
    if len(sueltos):
        por_valor[sueltos] = _de_textos(columna.textos[sueltos], columna.tipos[sueltos])
    return por_valor[columna.codigos]


def leer_importes(columna: Columna, pais: str) -> Importes:
    """Por fila, el importe escrito, o NaN si no hay número. El país dice qué es «1.234»."""
    por_valor = np.full(len(columna.textos), np.nan)
    numeros = np.flatnonzero(columna.tipos == Tipo.NUMERO)
    por_valor[numeros] = columna.textos[numeros].astype(np.float64)
    for i in np.flatnonzero(columna.tipos == Tipo.TEXTO).tolist():
        por_valor[i] = leer_numero(columna.textos[i], pais)
    por_valor[~np.isfinite(por_valor)] = np.nan
    return por_valor[columna.codigos]


def leer_numero(texto: str, pais: str = "ES") -> float:
    """El número escrito como texto, o NaN. Sin letras ni signos de moneda, que se saltan.

    >>> leer_numero("1.234,50 €"), leer_numero("$1,234.50", "MX"), leer_numero("(12)")
    (1234.5, 1234.5, -12.0)
    >>> leer_numero("1.234", "ES"), leer_numero("1.234", "MX"), leer_numero("por ver")
    (1234.0, 1.234, nan)
    """
    hallado = _NUMERO.fullmatch(texto.strip())
    if hallado is None:
        return float("nan")
    antes, cifras, despues = hallado.groups()
    cifras = _HUECOS.sub("", cifras).strip(".,")
    decimal = _decimal(cifras, "." if pais in _DE_PUNTO_DECIMAL else ",")
    cifras = "".join("." if c == decimal else c for c in cifras if c.isdigit() or c == decimal)
    valor = float(cifras) if cifras.count(".") <= 1 else float("nan")
    negativo = "-" in antes or "(" in antes or despues.startswith("-")
    return -valor if negativo else valor


def _decimal(cifras: str, del_pais: str) -> str:
    """El signo que separa los decimales, o vacío si todos separan millares."""
    if "." in cifras and "," in cifras:
        return max(".", ",", key=cifras.rfind)
    if hallado := _MILLARES.fullmatch(cifras):
        return del_pais if hallado[1] == del_pais and cifras.count(del_pais) == 1 else ""
    return "." if "." in cifras else ","


def sin_calcular(columna: Columna | None, filas: int) -> npt.NDArray[np.bool_]:
    """Por fila: si es una fórmula que no guarda su resultado."""
    marcas = np.zeros(filas, dtype=bool)
    if columna is not None:
        marcas[columna.sin_calcular] = True
    return marcas


def marcar(tabla: Tabla, campo: str, cumple: Callable[[str], bool]) -> npt.NDArray[np.bool_]:
    """Por fila: si lo escrito en ese campo cumple; ninguna, si la hoja no lo tiene."""
    if campo not in tabla:
        return np.zeros(len(tabla), dtype=bool)
    columna = tabla[campo]
    por_valor = np.asarray(columna.mapear(cumple), dtype=bool)
    return np.asarray(por_valor[columna.codigos])


def dato(tabla: Tabla, campo: str, posicion: int) -> str:
    """Lo escrito en ese campo, en una línea; vacío si no está o quiere decir que no hay nada."""
    texto = " ".join(tabla.texto(campo, posicion).split())
    return "" if es_marcador(texto, campo) else texto


@lru_cache(maxsize=16)
def con_dato(tabla: Tabla, campo: str) -> npt.NDArray[np.bool_]:
    """Por fila: si el campo lleva algo que no quiera decir que no hay nada (solo para leerla)."""
    return marcar(tabla, campo, lambda t: bool(t.strip()) and not es_marcador(t, campo))


def _de_iso(textos: npt.NDArray[np.object_]) -> Dias:
    try:
        return textos.astype("U10").astype("datetime64[D]").astype(np.int64)
    except ValueError:
        # Una hora suelta («10:30:00») lleva formato de fecha y no es un día.
        return np.fromiter((_iso_o_nada(t) for t in textos), np.int64, len(textos))


def _iso_o_nada(texto: str) -> int:
    try:
        return dia_de(dt.date.fromisoformat(texto[:10]))
    except ValueError:
        return SIN_DIA


def _de_textos(textos: npt.NDArray[np.object_], tipos: npt.NDArray[np.uint8]) -> Indices:
    from clientesctl.textos.fechas import leer_fecha, orden_de_columna

    escritos = textos[tipos == Tipo.TEXTO].tolist()
    orden = (orden_de_columna(escritos) if escritos else None) or "dma"
    dias = np.full(len(textos), SIN_DIA, dtype=np.int64)
    for i, (texto, tipo) in enumerate(zip(textos.tolist(), tipos.tolist(), strict=True)):
        if tipo == Tipo.NUMERO and (serie := _serie(texto)) is not None:
            dias[i] = serie
        elif leida := leer_fecha(texto, orden):
            dias[i] = dia_de(leida.fecha)
    return dias


def _serie(texto: str) -> int | None:
    try:
        numero = float(texto)
    except ValueError:
        return None
    dentro = _SERIE_MINIMA <= numero <= _SERIE_MAXIMA
    return int(numero) + _DIA_CERO_DE_EXCEL if dentro else None
