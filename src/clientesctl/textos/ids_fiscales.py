"""Los números de identificación fiscal: si son posibles, de qué clase y de qué país.

España, México y Paraguay se comprueban con reglas propias (`ids_es`, `ids_mx`, `ids_py`); los
demás países de América, con python-stdnum (`ids_ajenos`). Un número de otro país nunca se da por
inválido.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Mapping
from importlib import resources

from clientesctl.textos.id_compacto import VeredictoId, compactar_id
from clientesctl.textos.ids_ajenos import revisar_ajeno
from clientesctl.textos.ids_es import es_nif_corriente, revisar_es
from clientesctl.textos.ids_mx import revisar_mx
from clientesctl.textos.ids_py import revisar_py

__all__ = [
    "VeredictoId",
    "compactar_id",
    "es_id_generico",
    "es_nif_corriente",
    "pais_de_id",
    "revisar_id",
]

_LETRA_Y_CEROS = re.compile(r"([A-Z]?)(\d)\2{4,}([A-Z]?)")
_CON_GUION = re.compile(r"[\d.]{6,11}-\d")
_MENOS_POSIBLE = 5


def revisar_id(texto: str, pais: str) -> VeredictoId:
    """Lo que se puede decir de un número fiscal en un registro de ese país.

    `estado`: «valido» si cumple su forma y su dígito; «invalido» si es claramente del país y no
    los cumple; «dudoso» si solo merece una mirada (el dígito de un RFC, un DNI sin letra);
    «desconocido» si puede ser de otro país o un pasaporte. Las cadenas genéricas son válidas:
    pregúntese antes a `es_id_generico`.

    >>> revisar_id("12.345.678-Z", "ES").estado, revisar_id("12345678A", "ES").motivo
    ('valido', 'la letra de ese número es la Z')
    >>> revisar_id("B-12345674", "ES").de_empresa, revisar_id("DE123456789", "ES").estado
    (True, 'desconocido')
    >>> revisar_id("GODE561231GR8", "MX").clase, revisar_id("80012345", "PY").compacto
    ('RFC', '800123450')
    """
    compacto = compactar_id(texto)
    if len(compacto) < _MENOS_POSIBLE:
        return VeredictoId("invalido", "", compacto, "es demasiado corto")
    if compacto.isalpha() or compacto.replace("&", "").isalpha():
        return VeredictoId("invalido", "", compacto, "no tiene cifras")
    if pais == "ES":
        return revisar_es(compacto, texto)
    if pais == "MX":
        return revisar_mx(compacto)
    if pais == "PY":
        return revisar_py(compacto, texto)
    return revisar_ajeno(compacto, texto, pais)


def es_id_generico(texto: str, pais: str) -> bool:
    """Si el número no identifica a nadie: público en general, consumidor final, relleno.

    >>> es_id_generico("XAXX-010101-000", "MX"), es_id_generico("11111111H", "ES")
    (True, True)
    >>> es_id_generico("44444401-7", "PY"), es_id_generico("B12345674", "ES")
    (True, False)
    """
    compacto = compactar_id(texto)
    del_pais = _genericos().get(compacto)
    if del_pais is not None and (len(compacto) > 10 or pais in ("", del_pais)):
        return True
    encaje = _LETRA_Y_CEROS.fullmatch(compacto)
    return encaje is not None and len(compacto) >= 6


def pais_de_id(texto: str) -> str | None:
    """El país al que apunta un número por su forma y su dígito; None si valen varios o ninguno.

    Sirve para votar el país de un registro, no para juzgar un número.

    >>> pais_de_id("12345678Z"), pais_de_id("GODE561231GR8"), pais_de_id("80000011-0")
    ('ES', 'MX', 'PY')
    >>> pais_de_id("12345678") is None
    True
    """
    compacto = compactar_id(texto)
    if not 8 <= len(compacto) <= 18:
        return None
    if compacto.isdecimal():
        con_guion = _CON_GUION.fullmatch(texto.strip()) is not None
        return _por_digito(compacto, texto) if con_guion or len(compacto) in (11, 13) else None
    if revisar_es(compacto).estado == "valido":
        return "ES"
    # Un RFC sin homoclave o con otro dígito sigue siendo inconfundible.
    if revisar_mx(compacto).estado in ("valido", "dudoso"):
        return "MX"
    if compacto.endswith("K") and revisar_ajeno(compacto, texto, "CL").estado == "valido":
        return "CL"
    return None


def _por_digito(compacto: str, texto: str) -> str | None:
    """El único país cuyo dígito cuadra; AR y PE usan el mismo y se ven por el principio."""
    if len(compacto) == 11:
        pais = "PE" if compacto[:2] in ("10", "15", "17") else "AR" if compacto[0] in "23" else ""
        ambiguo = compacto[:2] == "20"
        bien = pais and revisar_ajeno(compacto, texto, pais).estado == "valido"
        return pais if bien and not ambiguo else None
    # El NIT de Colombia tiene nueve cifras y dígito; el RUC y el RUT, ocho como mucho.
    candidatos = {13: ("EC",), 10: ("CO",)}.get(len(compacto), ("PY", "CL"))
    validos = [p for p in candidatos if _cuadra(texto, p)]
    return validos[0] if len(validos) == 1 else None


def _cuadra(texto: str, pais: str) -> bool:
    veredicto = revisar_id(texto, pais)
    return veredicto.estado == "valido" and veredicto.clase in ("RUC", "RUT", "NIT")


@functools.cache
def _genericos() -> Mapping[str, str]:
    datos = resources.files("clientesctl.textos") / "datos" / "ids_genericos.csv"
    lineas = datos.read_text(encoding="utf-8").splitlines()
    return {fila["id"]: fila["pais"] for fila in csv.DictReader(lineas)}
