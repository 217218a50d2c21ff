"""Cómo suena una palabra en español, para que se encuentren GIMENEZ y JIMENEZ."""

from __future__ import annotations

import re

from clientesctl.textos.limpieza import plegar

_NO_LETRA = re.compile("[^A-Z ]+")
_DIERESIS = re.compile("[Gg]?[üÜ](?=[eéiíEÉIÍ])")
_DOBLE = re.compile(r"(.)\1+")
_INICIAL_MUDA = re.compile(r"\bH?U(?=[AEIO])|(?<=[AEIO])HU(?=[AEIO])")
_X_FUERTE = re.compile(r"\bX(?=[AEIOU])|(?<=[AEIOU])X(?=[AEIOU])")
_Y_VOCAL = re.compile(r"Y(?![AEIOU])")
_I_CONSONANTE = re.compile(r"\bI(?=[AEOU])")
_ANTE_LABIAL = re.compile("N(?=[BPFM])")

# En orden: cada par da por hechos los anteriores. El 1 es la CH y el 2 la G de GUE mientras dura.
_PARES = (
    ("PH", "F"), ("TX", "1"), ("TZ", "1"), ("SH", "1"), ("CH", "1"), ("QU", "K"), ("Q", "K"),
    ("GUE", "2E"), ("GUI", "2I"), ("GU", "2W"), ("GE", "JE"), ("GI", "JI"), ("2", "G"),
    ("CE", "SE"), ("CI", "SI"), ("C", "K"), ("Z", "S"), ("V", "B"), ("LL", "Y"),
)  # fmt: skip


def clave(texto: str) -> str:
    """Las letras que suenan igual, escritas igual; los espacios y signos no cuentan.

    Junta seseo y ceceo, yeísmo, B y V, G suave, J y X, y calla la H; guarda las vocales.

    >>> clave("Giménez") == clave("Jiménez"), clave("Vásquez") == clave("Bazquez")
    (True, True)
    >>> clave("Yañez") == clave("Llanes"), clave("Huerta") == clave("Güerta")
    (True, True)
    >>> clave("Casa") == clave("Cosa")
    False
    """
    if "ü" in texto or "Ü" in texto:
        texto = _DIERESIS.sub("W", texto)
    letras = _NO_LETRA.sub("", plegar(texto))
    if "H" in letras or "U" in letras:
        letras = letras.replace("CHR", "KR").replace("CHL", "KL")
        letras = _INICIAL_MUDA.sub("W", letras)
    for antes, despues in _PARES:
        if antes in letras:
            letras = letras.replace(antes, despues)
    letras = letras.replace("H", "").replace("GW", "W")
    if "X" in letras:
        letras = _X_FUERTE.sub("J", letras).replace("X", "S")
    letras = _I_CONSONANTE.sub("Y", letras)
    if "Y" in letras:
        letras = _Y_VOCAL.sub("I", letras)
    if "N" in letras:
        letras = _ANTE_LABIAL.sub("M", letras)
    return _DOBLE.sub(r"\1", letras.replace(" ", "")).replace("1", "X")
