"""Textos limpios: mayúsculas, espacios, letras mal codificadas y marcadores de «no hay dato»."""

from __future__ import annotations

import csv
import html
import re
import unicodedata
from functools import cache
from importlib.resources import files

_ACENTOS = re.compile("[\u0300-\u036f]+")
_SIN_DESCOMPONER = str.maketrans(
    {"Ø": "O", "Ł": "L", "Đ": "D", "Æ": "AE", "Œ": "OE", "’": "'", "‘": "'", "´": "'", "`": "'"}
)
_LATINAS = str.maketrans("ÁÉÍÓÚÜÑÇÀÈÌÒÙÂÊÎÔÛÄËÏÖÃÕ", "AEIOUUNCAEIOUAEIOUAEIOAO")
"""Lo de casi siempre, sin pasar por la descomposición de Unicode, que cuesta cuatro veces más."""
_INVISIBLES = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]"
)
_NO_ALFANUMERICO = re.compile("[^A-Z0-9]+")

# Python convierte ß en SS y µ en la mu griega: la primera tiene mayúscula propia (ẞ, Unicode 5.1)
# y la segunda es un signo de medida que no la tiene.
_MAYUSCULAS_PROPIAS = {"ß": "ẞ", "µ": "µ"}
_CON_MAYUSCULA_PROPIA = re.compile("[ßµ]")

# Bytes de UTF-8 leídos como Windows-1252 (Ã±, â€œ), MacRoman (√±) o la página 850 (├▒).
_MAL_CODIFICADO = re.compile(
    "[ÃÂ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€|√[±©≠∫Å°≥¶]|├[\u2500-\u25ff\x80-\xff]"
)
_ENTIDAD = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,5}|#x[0-9a-fA-F]{2,5});")
_LETRA_PERDIDA = re.compile(r"[^\W\d_]\?[^\W\d_]")

_SOLO_SIGNOS = re.compile(r"[-_.,;:/\\*?¿#=~+'\" –—]+")
_SOLO_CEROS = re.compile(r"0[0. /:-]*")
_SOLO_EQUIS = re.compile(r"X+")
_MARCADOR_MAS_LARGO = 26

_CONTACTO = frozenset(
    {"telefono", "telefono_2", "movil", "email", "email_2", "email_cobros", "web"}
)
_CIFRAS = frozenset(
    {"numero", "numero_interior", "ciclo_dias", "total_compras", "numero_compras", "saldo", "edad"}
    | {"cantidad", "importe", "tarifa"}
)
_SI_O_NO = frozenset(
    {"no_contactar", "consentimiento", "sexo", "decide", "otorgado", "situacion"}
    | {"consiente_llamada", "consiente_mensaje", "consiente_correo"}
)
_NOTAS = frozenset(
    {"observaciones", "notas", "interes", "horario", "medio", "perfil", "etapa", "situacion"}
    | {"estado", "resultado", "motivo", "asunto", "condicion_fiscal", "estado_civil", "forma_pago"}
)
_AMBITOS = {"contacto": _CONTACTO, "notas": _NOTAS, "cifras": _CIFRAS, "si_o_no": _SI_O_NO}


def plegar(texto: str) -> str:
    """El texto en mayúsculas, sin acentos (Ñ es N, Ç es C) y con espacios sencillos.

    Los signos se quedan. Sirve para comparar, nunca para guardar.

    >>> plegar(" Muñoz\\u00a0 de la  Peña, Mª José ")
    'MUNOZ DE LA PENA, Mª JOSE'
    """
    if texto.isascii():
        return " ".join(texto.upper().split())
    mayusculas = texto.upper().translate(_LATINAS)
    if not mayusculas.isascii():
        mayusculas = _ACENTOS.sub("", unicodedata.normalize("NFD", mayusculas))
        mayusculas = _INVISIBLES.sub("", mayusculas.translate(_SIN_DESCOMPONER))
    return " ".join(mayusculas.split())


def solo_alfanumerico(texto: str) -> str:
    """Las letras de la A a la Z y las cifras del texto plegado, sin nada en medio.

    >>> solo_alfanumerico("I.B.M. España, nº 3")
    'IBMESPANAN3'
    """
    return _NO_ALFANUMERICO.sub("", plegar(texto))


def a_mayusculas(texto: str) -> str:
    """El texto como se captura: en mayúsculas, con sus acentos, su Ñ y sus letras voladas.

    >>> a_mayusculas("Mª José Núñez, 3º B")
    'Mª JOSÉ NÚÑEZ, 3º B'
    """
    if texto.isascii() or not _CON_MAYUSCULA_PROPIA.search(texto):
        return texto.upper()
    return "".join(_MAYUSCULAS_PROPIAS.get(letra) or letra.upper() for letra in texto)


def esta_en_mayusculas(texto: str) -> bool:
    """Si pasarlo a mayúsculas no cambia nada; lo que no tiene letras lo está.

    >>> esta_en_mayusculas("Mª ÁNGELES 3º"), esta_en_mayusculas("García")
    (True, False)
    """
    return a_mayusculas(texto) == texto


def limpiar_espacios(texto: str) -> str:
    """El texto sin espacios a los lados, dobles, duros ni invisibles, y en una sola línea.

    >>> limpiar_espacios(" ANA \\u00a0 GIL\\n")
    'ANA GIL'
    """
    # isprintable descarta de una vez el espacio duro, los saltos y los de ancho cero.
    if texto.isprintable() and "  " not in texto and texto == texto.strip():
        return texto
    return " ".join(_INVISIBLES.sub("", texto).split())


def reparar_codificacion(texto: str) -> str | None:
    """El texto con sus letras de verdad, o None si no hay nada que reparar o no es seguro.

    Entiende el UTF-8 leído como otra cosa (con ftfy) y las entidades de HTML.

    >>> reparar_codificacion("GarcÃ­a"), reparar_codificacion("MU&Ntilde;OZ")
    ('García', 'MUÑOZ')
    >>> reparar_codificacion("JOÃO")
    """
    if "&" in texto and _ENTIDAD.search(texto):
        arreglado = html.unescape(texto)
        return arreglado if arreglado != texto and arreglado.isprintable() else None
    if texto.isascii() or not _MAL_CODIFICADO.search(texto):
        return None
    import ftfy

    arreglado = ftfy.fix_encoding(texto)
    if arreglado == texto or "\ufffd" in arreglado or _MAL_CODIFICADO.search(arreglado):
        return None
    return a_mayusculas(arreglado) if esta_en_mayusculas(texto) else arreglado


def texto_irreparable(texto: str) -> bool:
    """Si perdió letras que ya no se pueden saber: «NU�EZ», «NU?EZ».

    >>> texto_irreparable("NU�EZ"), texto_irreparable("MU?OZ"), texto_irreparable("¿ANA?")
    (True, True, False)
    """
    if "\ufffd" in texto:
        return True
    return "?" in texto and "/" not in texto and _LETRA_PERDIDA.search(texto) is not None


def es_marcador(texto: str, campo: str) -> bool:
    """Si lo escrito en ese campo quiere decir que no hay dato («N/A», «-», «0000»).

    Depende del campo: «S/N» es un número de casa, «0» una cantidad, «X» una casilla marcada.

    >>> es_marcador("N/A", "telefono"), es_marcador("S/N", "telefono"), es_marcador("S/N", "numero")
    (True, True, False)

    «0/0/00» es la fecha vacía de Outlook; en una columna de sí o no, «0» es que no.

    >>> es_marcador("0/0/00", "fecha_nacimiento"), es_marcador("0", "situacion")
    (True, False)
    """
    if len(texto) > _MARCADOR_MAS_LARGO:
        return False
    plegado = plegar(texto)
    if not plegado:
        return False
    if plegado.isalpha() and len(plegado) > 2:
        # Así lo escriben los programas; «NAN» y «Nan» pueden ser un nombre.
        return (
            texto == "NaN"
            or plegado in marcadores(campo)
            or (bool(_SOLO_EQUIS.fullmatch(plegado)) and campo not in _SI_O_NO)
        )
    if _SOLO_SIGNOS.fullmatch(plegado):
        return True
    if _SOLO_CEROS.fullmatch(plegado):
        return campo not in _CIFRAS and campo not in _SI_O_NO
    return plegado in marcadores(campo)


@cache
def marcadores(campo: str) -> frozenset[str]:
    """Las palabras, plegadas, que en ese campo quieren decir «nada»."""
    with (files(__package__) / "datos" / "marcadores.csv").open(encoding="utf-8") as fichero:
        return frozenset(
            fila["valor"]
            for fila in csv.DictReader(fichero)
            if (not fila["solo_en"] or _alcanza(fila["solo_en"], campo))
            and not _alcanza(fila["salvo_en"], campo)
        )


def _alcanza(ambitos: str, campo: str) -> bool:
    """Si el campo está en la lista, que nombra campos o grupos de campos."""
    return any(campo in _AMBITOS.get(a, frozenset({a})) for a in ambitos.split())
