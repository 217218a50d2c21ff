"""Qué filas de una hoja son registros: ni títulos, ni totales, ni separadores, ni notas."""

from __future__ import annotations

import re
from collections.abc import Set

import numpy as np
import numpy.typing as npt

from clientesctl.registro.cabeceras import clave
from clientesctl.registro.columna import Tipo
from clientesctl.registro.encabezado import Encabezado, es_cabecera
from clientesctl.registro.hoja import HojaCruda
from clientesctl.textos.limpieza import plegar

Mascara = npt.NDArray[np.bool_]

FILAS_FINALES = 6
"""Las últimas filas se miran siempre: ahí van los totales y las firmas."""

HUECOS_MIRADOS = 300
"""Filas en blanco tras las que se busca otra tabla: una hoja con más las usa de separador."""
CABECERA_MINIMA = 3

DUDOSAS_MAXIMAS = 20_000
"""Con más filas casi vacías que estas, la hoja es así y no se juzga cada una."""

_TOTAL = re.compile(
    r"(?:GRAN |SUB)?-?\s?(?:TOTAL(?:ES)?|SUMAS?|SUBTOTAL|PROMEDIO|MEDIA|RECUENTO|COUNT|SUM)\b"
    r"(?: .{0,30})?[:.]*"
    r"|(?:N[º°O.]* ?|NUMERO |NUM\.? |TOTAL )DE (?:CLIENTES|REGISTROS|FILAS|PERSONAS|SOCIOS).*"
)
_CUENTA = re.compile(
    r"\d[\d.,]* (?:CLIENTES?|REGISTROS?|FILAS?|PERSONAS?|SOCIOS?|CONTACTOS?|EMPRESAS?)\.?"
)
_NOTA = re.compile(
    r"(?:NOTAS?|OBS(?:ERVACION(?:ES)?)?|FUENTE|ELABORADO|ACTUALIZADO|PAGINA|PAG\.|IMPRESO|LISTADO"
    r"|AVISO|IMPORTANTE|LEYENDA|REVISADO|FECHA DE (?:IMPRESION|EMISION))\b.*[: ].*"
    r"|\*.+|\(\*.*|-{3,}.*|={3,}.*"
)
_SECCION = re.compile(
    r"(?:ZONA|CLIENTES?|RUTA|GRUPO|SECCION|PROVINCIA|SECTOR|PROSPECTOS|COMERCIAL|VENDEDORA?)"
    r"\b[: ].+|CLIENTES|PROSPECTOS|[A-Z]|[A-Z] ?- ?[A-Z]"
)
_NOTA_LARGA = 90


def filas_de_registros(
    hoja: HojaCruda, encabezado: Encabezado, claves: Set[int], de_id: int = -1
) -> Mascara:
    """Por fila escrita de la hoja: si es un registro.

    `claves` son las posiciones (desde 0) de las columnas que bastan para que una fila casi
    vacía sea alguien: el nombre, el teléfono, el correo, el documento. `de_id` es la de la
    numeración, que basta salvo al final de la hoja.
    """
    total = len(hoja.filas)
    valen = np.arange(total) > encabezado.indice
    llenas = _celdas_llenas(hoja, encabezado)
    valen &= llenas > 0
    if encabezado.hay:
        valen &= ~_cabecera_repetida(hoja, encabezado)
        valen &= ~_totales_declarados(hoja, encabezado)
        valen[fila_de_otra_tabla(hoja, encabezado) :] = False
    cuerpo = np.flatnonzero(valen)
    if not len(cuerpo):
        return valen
    tipico = float(np.median(llenas[cuerpo]))
    flacas = cuerpo[llenas[cuerpo] <= max(1.0, 0.4 * tipico)]
    dudosas = np.union1d(flacas if len(flacas) <= DUDOSAS_MAXIMAS else [], cuerpo[-FILAS_FINALES:])
    anchas = {(f1, c1) for f1, c1, _, c2 in hoja.combinadas if c2 > c1}
    for i in dudosas.astype(int).tolist():
        valen[i] = _es_registro(hoja, i, {*claves, de_id}, tipico, anchas)
    return _sin_numeracion_final(hoja, valen, llenas, claves)


def filas_sueltas(hoja: HojaCruda, encabezado: Encabezado, leidas: Set[int]) -> list[int]:
    """Las filas de Excel de la tabla con algo escrito que no están entre las leídas.

    Son sus totales, sus notas, cabeceras repetidas o un dato solo. Lo que va encima de la cabecera
    y otra tabla que haya debajo no cuentan.
    """
    hasta = fila_de_otra_tabla(hoja, encabezado)
    filas = hoja.filas[encabezado.indice + 1 : hasta].tolist()
    return [
        fila
        for i, fila in enumerate(filas, encabezado.indice + 1)
        if fila not in leidas and any(str(c.textos[c.codigos[i]]).strip() for c in hoja.columnas)
    ]


def fila_de_otra_tabla(hoja: HojaCruda, encabezado: Encabezado) -> int:
    """La posición (desde 0) donde empieza otra tabla puesta debajo; las filas de la hoja, si no.

    Se conoce por una cabecera distinta, sola o bajo su título, tras una fila en blanco.
    """
    total = len(hoja.filas)
    if not encabezado.hay:
        return total
    huecos = np.flatnonzero(np.diff(hoja.filas) > 1) + 1
    huecos = huecos[huecos > encabezado.indice + 1][:HUECOS_MIRADOS]
    suyas = {clave(texto) for texto in encabezado.textos if texto}
    for hueco in huecos.tolist():
        titulo = len(_textos_de(hoja, hueco)) == 1
        if _es_otra_cabecera(hoja, hueco + titulo, suyas):
            return int(hueco)
    return total


def _es_otra_cabecera(hoja: HojaCruda, i: int, suyas: Set[str]) -> bool:
    """Si la fila son tres o más nombres de columna, y no los de esta tabla."""
    if i >= len(hoja.filas):
        return False
    textos = _textos_de(hoja, i)
    if len(textos) < CABECERA_MINIMA or "" in textos:
        return False
    conocidas = sum(map(es_cabecera, textos))
    repetidas = sum(clave(texto) in suyas for texto in textos)
    return conocidas >= max(CABECERA_MINIMA, 0.6 * len(textos)) and repetidas < 0.6 * len(textos)


def _textos_de(hoja: HojaCruda, i: int) -> list[str]:
    """Lo escrito en una fila; vacío en lugar de lo que no es texto."""
    sitios = [(columna, columna.codigos[i]) for columna in hoja.columnas if columna.codigos[i]]
    return [
        str(columna.textos[k]).strip() if columna.tipos[k] == Tipo.TEXTO else ""
        for columna, k in sitios
    ]


def _celdas_llenas(hoja: HojaCruda, encabezado: Encabezado) -> npt.NDArray[np.int32]:
    """Cuántas celdas escritas tiene cada fila en las columnas de la tabla."""
    llenas = np.zeros(len(hoja.filas), dtype=np.int32)
    for columna in hoja.columnas:
        llenas += columna.codigos != 0
    return llenas


def _cabecera_repetida(hoja: HojaCruda, encabezado: Encabezado) -> Mascara:
    iguales = np.zeros(len(hoja.filas), dtype=np.int32)
    nombradas = 0
    for columna in hoja.columnas:
        suya = columna.codigos[encabezado.indice]
        if suya:
            nombradas += 1
            iguales += columna.codigos == suya
    return iguales >= max(2, 0.6 * nombradas)


def _totales_declarados(hoja: HojaCruda, encabezado: Encabezado) -> Mascara:
    """Las filas de totales que declara la tabla de Excel de esta cabecera, y no otra de al lado."""
    nombradas = [c for c, texto in enumerate(encabezado.textos, 1) if texto]
    suyas = [
        fila
        for fila, desde, hasta_fila, hasta in hoja.totales
        if 2 * sum(desde <= c <= hasta for c in nombradas) > len(nombradas)
        for fila in range(fila, hasta_fila + 1)
    ]
    return np.isin(hoja.filas, suyas)


def _es_registro(
    hoja: HojaCruda, i: int, claves: Set[int], tipico: float, anchas: set[tuple[int, int]]
) -> bool:
    celdas = [
        (c, str(columna.textos[columna.codigos[i]]).strip(), int(columna.tipos[columna.codigos[i]]))
        for c, columna in enumerate(hoja.columnas)
        if columna.codigos[i]
    ]
    celdas = [celda for celda in celdas if celda[1]]
    textos = [(c, plegar(t)) for c, t, tipo in celdas if tipo == Tipo.TEXTO]
    if not celdas or _es_total(celdas, textos, claves):
        return False
    if not textos and len(celdas) < tipico and _son_formulas(hoja, i, celdas):
        return False
    en_clave = [c for c, _, _ in celdas if c in claves]
    if len(celdas) == 1 and tipico > 1:
        columna, texto = celdas[0][0], plegar(celdas[0][1])
        if (int(hoja.filas[i]), columna + 1) in anchas or not en_clave:
            return False
        return not _es_rotulo(texto, tipico)
    if len(celdas) == 2 and tipico >= 5 and not en_clave:
        return not any(_NOTA.fullmatch(t) or len(t) > _NOTA_LARGA for _, t in textos)
    return True


def _es_total(
    celdas: list[tuple[int, str, int]], textos: list[tuple[int, str]], claves: Set[int]
) -> bool:
    """Si hay un rótulo de total, lo demás son cifras y no lleva ni teléfono ni documento."""
    rotulos = {c for c, t in textos if _TOTAL.fullmatch(t)}
    if rotulos:
        rotulos |= {c for c, t in textos if _CUENTA.fullmatch(t)}
    if not rotulos or any(c in claves and c not in rotulos for c, _, _ in celdas):
        return False
    sueltas = "".join(t for c, t in textos if c not in rotulos)
    return all(c.isdigit() or c in ".,-€$ %" for c in sueltas)


def _es_rotulo(texto: str, tipico: float) -> bool:
    if len(texto) > _NOTA_LARGA or _NOTA.fullmatch(texto):
        return True
    return tipico >= 3 and bool(_SECCION.fullmatch(texto))


def _son_formulas(hoja: HojaCruda, i: int, celdas: list[tuple[int, str, int]]) -> bool:
    return all(i in hoja.columnas[c].formulas for c, _, _ in celdas)


def _sin_numeracion_final(
    hoja: HojaCruda, valen: Mascara, llenas: npt.NDArray[np.int32], claves: Set[int]
) -> Mascara:
    """Sin las filas del final en que solo está el número que alguien arrastró hasta abajo."""
    cuerpo = np.flatnonzero(valen)
    solas = llenas[cuerpo] == 1
    if not solas.any() or solas.all() or not solas[-1]:
        return valen
    ultima = int(np.flatnonzero(~solas)[-1])
    for i in cuerpo[ultima + 1 :].tolist():
        en_clave = any(hoja.columnas[c].codigos[i] for c in claves)
        valen[i] = en_clave
    return valen
