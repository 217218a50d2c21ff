"""Una dirección escrita entera en una celda: calle, número, código postal y ciudad."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clientesctl.textos.limpieza import limpiar_espacios, plegar
from clientesctl.textos.palabras import conjunto

_CODIGO = re.compile(
    r"(?:\b(?P<rotulo>C\.?\s?P\.?|C[OÓ]D(?:IGO)?\.?\s?(?:POSTAL)?)\s*[:#]?\s*)?(?<![\w/-])"
    r"(?P<codigo>\d{5})(?![\w/-])",
    re.IGNORECASE,
)
_NUMERO = re.compile(
    r"(?:\s*,\s*|\s+)(?:(?:n[º°o.]{1,2}|n[uú]m(?:ero|\.)?|#|no\.)\s*)?"
    r"(?P<numero>\d{1,5}(?:\s?[-/]\s?\d{1,4})?\s?(?:[A-Z]|bis)?\b|s\s?/\s?n\b)(?!\s*[ºª°])",
    re.IGNORECASE,
)
_PALABRA = re.compile(r"[^\W\d_]{3}")
_NUMERO_O_SN = re.compile(r"\d|[sS]\s?/\s?[nN]")
_COLONIA = re.compile(r"(?:COL(?:ONIA)?|URB(?:ANIZACI[OÓ]N)?|BARRIO|B[º°])\b\.?\s*", re.IGNORECASE)
# «CALLE 12», «CARRERA 7», «KM 3»: el número es el nombre de la vía o el punto kilométrico.
_ANTES_DE_SU_NUMERO = conjunto(
    "C/ CALLE CARRERA CRA CL CLL AVENIDA AVDA AVD AV TRANSVERSAL DIAGONAL RUTA KM AUTOP AUTOPISTA",
    "CTRA CARRETERA MZ MANZANA LOTE LT POLIGONO PARCELA PISO PLANTA PUERTA BLOQUE PORTAL LOCAL",
    "NAVE DEPTO INT",
)
_SIGUE_EL_NOMBRE = re.compile(r"\s+(?:DE|DEL|Y|º|ª)\b", re.IGNORECASE)
_PISO = re.compile(
    r"[\s,.-]*((?:(?:piso|planta|puerta|pta|esc(?:alera)?|bloque|portal|local|int(?:erior)?|depto"
    r"|dpto|apto)\.?\s*[\wºª]+|bajos?|[áa]tico|\d{1,2}\s?[ºª°]\s?-?\s?[A-Z]{0,3}\b|\d{1,2}\s?-\s?"
    r"[A-Z0-9]\b|[A-Z]\b)(?:[\s,.-]+|$))+",
    re.IGNORECASE,
)
_CIUDAD_Y_PROVINCIA = re.compile(
    r"(?P<ciudad>[^\W\d_][^\d@/(),]{2,40})(?:[\s,]*[,(]\s*(?P<provincia>[^\d@/(),]{2,40})\)?)?"
)
_BORDES = " ,.;-"


@dataclass(frozen=True, slots=True)
class DireccionPartida:
    """Las partes de una dirección, como estaban escritas; vacías las que no lleva.

    `sobra` es lo que no se sabe en qué parte va.
    """

    calle: str
    numero: str = ""
    colonia: str = ""
    codigo_postal: str = ""
    ciudad: str = ""
    provincia: str = ""
    sobra: str = ""


def partir_direccion(texto: str) -> DireccionPartida | None:
    """Calle, número (con su piso), código postal y ciudad; None si no hay más que la calle.

    Un número que es el nombre de la vía («CALLE 12», «9 DE JULIO») no es el de la casa.

    >>> partida = partir_direccion("Calle Mayor 3, 2º B, 28001 Madrid")
    >>> partida.calle, partida.numero, partida.codigo_postal, partida.ciudad
    ('Calle Mayor', '3, 2º B', '28001', 'Madrid')
    >>> partir_direccion("AVENIDA 9 DE JULIO 120, C.P. 06700").calle
    'AVENIDA 9 DE JULIO'
    >>> partir_direccion("AVENIDA 9 DE JULIO"), partir_direccion("CALLE 12")
    (None, None)
    """
    if not _NUMERO_O_SN.search(texto):
        return None
    codigo, antes, despues = _apartar_codigo(limpiar_espacios(texto))
    calle, numero, resto = _apartar_numero(antes)
    if not numero and not (codigo and calle):
        return None
    colonia, resto = _apartar_colonia(resto.strip(_BORDES))
    ciudad, provincia, otro = _apartar_ciudad(despues.strip(_BORDES)) if codigo else ("", "", "")
    sobra = f"{resto} {otro}".strip()
    return DireccionPartida(calle, numero, colonia, codigo, ciudad, provincia, sobra)


def _apartar_colonia(resto: str) -> tuple[str, str]:
    """La colonia o barrio, si lo dice, y lo demás."""
    hallado = _COLONIA.match(resto)
    if hallado is None:
        return "", resto
    colonia, _, demas = resto[hallado.end() :].partition(",")
    return colonia.strip(_BORDES), demas.strip(_BORDES)


def _apartar_ciudad(texto: str) -> tuple[str, str, str]:
    """La ciudad, la provincia que la siga tras una coma o entre paréntesis, y lo demás."""
    hallado = _CIUDAD_Y_PROVINCIA.fullmatch(texto)
    if hallado is None:
        return "", "", texto
    return hallado["ciudad"].strip(_BORDES), (hallado["provincia"] or "").strip(_BORDES), ""


def _apartar_codigo(texto: str) -> tuple[str, str, str]:
    """El código postal, lo de antes y lo de después; «» si no hay uno que lo sea con seguridad."""
    for hallado in _CODIGO.finditer(texto):
        antes, despues = texto[: hallado.start()], texto[hallado.end() :]
        con_numero = _apartar_numero(antes)[1] != ""
        ciudad = _CIUDAD_Y_PROVINCIA.fullmatch(despues.strip(_BORDES)) is not None
        if antes.strip() and (hallado["rotulo"] or con_numero or (ciudad and "," in antes)):
            return hallado["codigo"], antes.rstrip(_BORDES), despues
    return "", texto, ""


def _anuncia_numero(calle: str) -> bool:
    """Si acaba en una palabra cuyo número no es el de la casa."""
    ultima = calle[calle.rfind(" ") + 1 :]
    return plegar(ultima).rstrip(".") in _ANTES_DE_SU_NUMERO


def _apartar_numero(texto: str) -> tuple[str, str, str]:
    """La calle, el número con su piso y el resto; sin número, todo es calle."""
    for hallado in _NUMERO.finditer(texto):
        calle, resto = texto[: hallado.start()], texto[hallado.end() :]
        if _anuncia_numero(calle) or not _PALABRA.search(calle):
            continue
        if _SIGUE_EL_NOMBRE.match(resto):
            continue
        numero = hallado["numero"].strip()
        piso = _PISO.match(resto)
        if piso is not None:
            numero = f"{numero}, {piso.group().strip(_BORDES)}"
            resto = resto[piso.end() :]
        return calle.strip(_BORDES), numero, resto
    return texto.strip(_BORDES), "", ""
