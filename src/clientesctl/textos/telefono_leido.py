"""Un teléfono leído: qué número es, de dónde y cómo se escribe.

España, México y Paraguay se leen por sus cifras (`planes_numeracion`); los demás países y lo
que lleve + de otro, con los datos de `phonenumbers`, que solo se carga si hace falta.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from clientesctl.textos.planes_numeracion import (
    CORRIENTES,
    PREFIJOS,
    Clase,
    formatear_nacional,
    leer_nacional,
)

SEPARADORES = {ord(c): "" for c in " \t\r\n\u00a0\u2007\u2009\u202f\u200b-‐‑‒–—.()/·_'"}
EXTENSION = re.compile(
    r"[\s,;]*(?:extensi[oó]n|extn?|interno|int|anexo|x|#)[\s.:]*(\d{1,6})\s*$", re.IGNORECASE
)
TROZO = re.compile(r"[+(]?[+(]?\d(?:[\d\s\u00a0().\-‐–—/]*\d)?")


@dataclass(frozen=True, slots=True)
class Telefono:
    """Un número posible.

    `nacional` son las cifras sin prefijos; `e164` es «+34612345678», vacío si es un número local
    al que falta el área; `formato`, como se escribe: el nacional si es del país del registro, si
    no el internacional. `antiguo`: llevaba un prefijo de marcación ya retirado (México, 2019).
    """

    nacional: str
    pais: str
    clase: Clase
    e164: str
    formato: str
    extension: str = ""
    antiguo: bool = False


def leer_telefono(texto: str, pais: str) -> Telefono | None:
    """El teléfono que dice el texto, visto desde un registro de ese país; None si no es posible.

    Vale con prefijo internacional o sin él, con signos, con extensión y con palabras alrededor;
    con letras entre las cifras, no. Un número con + de cualquier otro país es bueno.

    >>> leer_telefono("(91) 333 44 55 ext. 12", "ES")
    Telefono(nacional='913334455', pais='ES', clase='fijo', e164='+34913334455', formato='913 334 455', extension='12', antiguo=False)
    >>> leer_telefono("044 55 1234 5678", "MX").formato
    '55 1234 5678'
    >>> leer_telefono("+351 912 345 678", "ES").formato
    '+351 912 345 678'
    >>> leer_telefono("91 333 44", "ES") is None
    True
    """  # noqa: E501  # la ficha entera, en una línea
    cifras = texto if texto.isdecimal() else texto.removesuffix(".0").translate(SEPARADORES)
    if cifras.isdecimal() and cifras.isascii():
        return _de_cifras(cifras, pais, "")
    if cifras.startswith("+") and cifras[1:].isdecimal() and cifras.isascii():
        return _internacional(cifras, pais, "")
    return _con_adornos(texto, pais)


def es_corriente(texto: str, pais: str) -> bool:
    """Si el texto es un número nacional de hoy, sin prefijos ni adornos: lo de casi siempre.

    >>> es_corriente("612 345 678", "ES"), es_corriente("0445512345678", "MX")
    (True, False)
    """
    cifras = texto if texto.isdecimal() else texto.translate(SEPARADORES)
    forma = CORRIENTES.get(pais)
    return forma is not None and forma.fullmatch(cifras) is not None


def _con_adornos(texto: str, pais: str) -> Telefono | None:
    """El teléfono de un texto que lleva algo más que cifras y separadores."""
    encaje = EXTENSION.search(texto)
    extension = encaje[1] if encaje else ""
    limpio = texto[: encaje.start()] if encaje else texto
    trozos = [t for t in TROZO.findall(limpio) if cuantas_cifras(t) >= 5]
    if len(trozos) != 1 or _hay_cifras_pegadas(limpio, trozos[0]):
        return None
    trozo = trozos[0].translate(SEPARADORES)
    if trozo.startswith("+"):
        return _internacional(trozo, pais, extension)
    return _de_cifras(trozo, pais, extension)


def _internacional(trozo: str, pais: str, extension: str) -> Telefono | None:
    """Un número que empieza por + y el prefijo de su país."""
    for propio, prefijo in PREFIJOS.items():
        if trozo.startswith(prefijo, 1):
            return _propio(trozo[1:], propio, pais, extension)
    return _de_biblioteca(trozo, pais, extension)


def _hay_cifras_pegadas(texto: str, trozo: str) -> bool:
    """Si una letra toca el trozo por un lado y al otro lado de ella siguen cifras: «6I2345678»."""
    i = texto.index(trozo)
    antes, despues = texto[:i], texto[i + len(trozo) :]
    return bool(re.search(r"\d[^\W\d_]$", antes) or re.match(r"[^\W\d_]\d", despues))


def _de_cifras(cifras: str, pais: str, extension: str) -> Telefono | None:
    if pais in PREFIJOS:
        leido = _propio(cifras, pais, pais, extension)
        if leido is not None:
            return leido
        return _ajeno_sin_mas(cifras, pais, extension)
    if cifras.startswith("00"):
        return _internacional("+" + cifras[2:], pais, extension)
    return _de_biblioteca(cifras, pais, extension)


def _propio(cifras: str, de: str, pais: str, extension: str) -> Telefono | None:
    """Un número de los países que se leen por sus cifras."""
    leido = leer_nacional(cifras, de)
    if leido is None:
        return _local_paraguayo(cifras, extension) if de == pais == "PY" else None
    e164 = f"+{PREFIJOS[de]}{leido.cifras}"
    formato = formatear_nacional(leido.cifras, de)
    if de != pais:
        formato = f"+{PREFIJOS[de]} {formato.removeprefix('0') if de == 'PY' else formato}"
    return Telefono(leido.cifras, de, leido.clase, e164, formato, extension, leido.antiguo)


def _local_paraguayo(cifras: str, extension: str) -> Telefono | None:
    """Un fijo al que falta el área: en Paraguay aún se marca así dentro de la ciudad."""
    if not (6 <= len(cifras) <= 7 and "2" <= cifras[0] <= "9"):
        return None
    return Telefono(cifras, "PY", "fijo", "", f"{cifras[:-3]} {cifras[-3:]}", extension)


def _ajeno_sin_mas(cifras: str, pais: str, extension: str) -> Telefono | None:
    """Un número de otro país con 00, o con su prefijo y sin el +."""
    if cifras.startswith("00"):
        return _internacional("+" + cifras[2:], pais, extension)
    # Con once cifras o más y el prefijo de otro país, es un + perdido; los nacionales a los que
    # sobra una cifra empiezan por 6-9 en España y Paraguay.
    if len(cifras) < 11 or cifras[0] == "0" or (pais != "MX" and cifras[0] in "6789"):
        return None
    return _de_biblioteca("+" + cifras, pais, extension, segura=True)


def _de_biblioteca(cifras: str, pais: str, extension: str, segura: bool = False) -> Telefono | None:
    """El número según `phonenumbers`; basta la longitud, salvo que se pida un número asignado."""
    import phonenumbers as pn

    try:
        numero = pn.parse(cifras, pais or None)
    except pn.NumberParseException:
        return None
    razon = pn.is_possible_number_with_reason(numero)
    local = razon == pn.ValidationResult.IS_POSSIBLE_LOCAL_ONLY
    valido = pn.is_valid_number(numero)
    if segura and not valido:
        return None
    if not (valido or local or razon == pn.ValidationResult.IS_POSSIBLE):
        return None
    return _ficha(pn, numero, pais, extension, local)


def _ficha(pn: Any, numero: Any, pais: str, extension: str, local: bool) -> Telefono:
    de = pn.region_code_for_number(numero) or pn.region_code_for_country_code(numero.country_code)
    clases: dict[int, Clase] = {
        pn.PhoneNumberType.MOBILE: "movil",
        pn.PhoneNumberType.FIXED_LINE: "fijo",
    }
    estilo = pn.PhoneNumberFormat.NATIONAL if de == pais else pn.PhoneNumberFormat.INTERNATIONAL
    return Telefono(
        nacional=pn.national_significant_number(numero),
        pais=de,
        clase=clases.get(pn.number_type(numero), "otro"),
        e164="" if local else pn.format_number(numero, pn.PhoneNumberFormat.E164),
        formato=pn.format_number(numero, estilo),
        extension=extension,
    )


def cuantas_cifras(texto: str) -> int:
    """Las cifras que hay en el texto, sin contar lo demás."""
    return sum(map(str.isdigit, texto))
