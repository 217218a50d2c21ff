"""Las direcciones de correo: si pueden existir, si parecen mal escritas, cuántas hay.

Casi todas se deciden con una expresión; lo que se sale de ella (dominios con ñ, partes locales
entre comillas), con email-validator, sin preguntar nunca a la red. Los dominios mal escritos de
`datos/dominios_mal_escritos.csv` son los de los grandes servicios a una tecla de distancia.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Literal

from clientesctl.textos.limpieza import plegar

_ATOMO = r"[A-Za-z0-9_+&'%=!#$*/?^`{|}~-]+"
_NORMAL = re.compile(
    rf"({_ATOMO}(?:\.{_ATOMO})*)@((?:[A-Za-z0-9](?:[A-Za-z0-9-]{{0,61}}[A-Za-z0-9])?\.)+[A-Za-z]{{2,24}})"
)
_DIRECCION = re.compile(r"[^\s;,/|<>()\"':]+@[^\s;,/|<>()\"':]+")
_ARROBA_ESCRITA = re.compile(
    r"\s*[(\[{<]\s*(?:arroba|at|a)\s*[)\]}>]\s*|\s+arroba\s+", re.IGNORECASE
)
_ESPACIOS = re.compile(r"\s+")
_DE_SOBRA = "<>()[]\"'.,;:/\\|·- \t\u00a0\u200b"
_FINALES = {
    ".con": ".com", ".cmo": ".com", ".ocm": ".com", ".vom": ".com", ".xom": ".com", ".comm": ".com",
    ".coom": ".com", ".cpm": ".com", ".cim": ".com", ".conm": ".com", ".comn": ".com",
    ".ess": ".es", ".mxx": ".mx", ".nx": ".mx", ".ogr": ".org", ".nett": ".net", ".ent": ".net",
}  # fmt: skip
_SIN_FINAL: Mapping[str, str] = {
    "gmail": "gmail.com", "hotmail": "hotmail.com", "yahoo": "yahoo.com", "outlook": "outlook.com",
    "icloud": "icloud.com", "live": "live.com", "msn": "msn.com",
}  # fmt: skip

_NADIE = frozenset({
    "X", "XX", "XXX", "XXXX", "NO", "NOTIENE", "NO-TIENE", "NO.TIENE", "NO_TIENE",
    "SINCORREO", "SIN-CORREO", "SIN.CORREO", "SIN_CORREO", "SINEMAIL", "SIN.EMAIL", "SINMAIL",
    "SIN.MAIL", "NOMAIL", "NOEMAIL", "NOCORREO", "NOTIENECORREO", "NOTIENEEMAIL",
    "NOTIENEMAIL", "NODISPONIBLE", "NOAPLICA", "NA", "N.A", "NONE", "NULL", "ASDF", "ASD",
    "QWERTY", "ABC", "AAA", "AAAA", "TEST", "PRUEBA", "PRUEBAS", "DESCONOCIDO", "SINDATO",
    "SINDATOS", "NODATA", "NOTENGO", "NOSABE", "EJEMPLO", "123", "1234",
})  # fmt: skip
_DOMINIOS_DE_NADIE = frozenset({
    "TIENE", "NO", "NOTIENE", "X", "XX", "XXX", "NA", "CORREO", "EMAIL", "EJEMPLO", "EXAMPLE",
    "PRUEBA", "TEST", "SINCORREO", "NOMAIL", "ASDF", "ASD", "ABC", "AAA", "123", "DOMINIO",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class VeredictoCorreo:
    """Lo que se sabe de una dirección; `propuesta`, la que sería si la errata es evidente."""

    estado: Literal["valido", "invalido", "dudoso"]
    propuesta: str | None = None
    motivo: str = ""


_BIEN = VeredictoCorreo("valido")


def tiene_forma_de_correo(texto: str) -> bool:
    """Si el texto tiene la forma corriente de una dirección; que la tenga no la hace buena.

    >>> tiene_forma_de_correo("ana@gmial.com"), tiene_forma_de_correo("ana@gmail")
    (True, False)
    """
    return _NORMAL.fullmatch(texto) is not None


def revisar_correo(texto: str) -> VeredictoCorreo:
    """El veredicto de una dirección: mal formada, dudosa (dominio mal escrito, de relleno) o buena.

    >>> revisar_correo("ana@ejemplo.es").estado
    'valido'
    >>> revisar_correo("ana@gmial.com")
    VeredictoCorreo(estado='dudoso', propuesta='ana@gmail.com', motivo='«gmial.com» parece «gmail.com» mal escrito')
    >>> revisar_correo("ana garcia@gmail,com").estado, revisar_correo("josé@gmail.com").propuesta
    ('invalido', 'jose@gmail.com')
    """  # noqa: E501  # el veredicto entero, en una línea
    encaje = _NORMAL.fullmatch(texto)
    if encaje is None:
        return _anormal(texto)
    local, dominio = encaje[1], encaje[2]
    if len(local) > 64:
        return VeredictoCorreo("invalido", None, "lo de delante de la @ es demasiado largo")
    bueno = _dominio_bueno(dominio)
    if bueno is not None:
        motivo = f"«{dominio.lower()}» parece «{bueno}» mal escrito"
        return VeredictoCorreo("dudoso", f"{local}@{bueno}", motivo)
    if es_correo_de_relleno(texto):
        return VeredictoCorreo("dudoso", None, "parece puesta por poner")
    return _BIEN


@functools.lru_cache(maxsize=4096)
def _dominio_bueno(dominio: str) -> str | None:
    """El dominio que se quiso escribir, si ese es una errata conocida."""
    minusculas = dominio.lower()
    return _mal_escritos().get(minusculas) or _con_otro_final(minusculas)


def _con_otro_final(dominio: str) -> str | None:
    """El dominio con un final que existe, si el suyo es una errata conocida."""
    raiz, punto, final = dominio.rpartition(".")
    bueno = _FINALES.get(punto + final)
    return raiz + bueno if bueno else None


def _anormal(texto: str) -> VeredictoCorreo:
    """El veredicto de lo que no tiene la forma de siempre."""
    motivo = _por_que(texto)
    if not motivo:
        return _segun_biblioteca(texto)
    propuesta = _enderezar(texto)
    return VeredictoCorreo("invalido", propuesta, motivo)


def _por_que(texto: str) -> str:
    """Qué se ve de malo; vacío si nada salta a la vista."""
    local, arroba, dominio = texto.strip().rpartition("@")
    if not arroba:
        return "le falta la @"
    if '"' in local:
        return ""
    comprobaciones = (
        (texto != texto.strip() or " " in texto or "\u00a0" in texto, "lleva espacios"),
        ("@" in local, "tiene más de una @"),
        ("," in texto or ";" in texto, "lleva una coma o un punto y coma"),
        (".." in texto, "tiene dos puntos seguidos"),
        (not local, "no tiene nada delante de la @"),
        (not dominio, "no tiene nada detrás de la @"),
        (local.startswith(".") or local.endswith("."), "empieza o acaba en punto"),
        (dominio.startswith(".") or dominio.endswith("."), "tiene un punto de más"),
        (
            dominio[-2:-1] in ("", ".") or "." not in dominio,
            "al dominio le falta el final (.com, .es…)",
        ),
        (not local.isascii(), "lleva acentos o eñes delante de la @"),
    )
    return next((motivo for malo, motivo in comprobaciones if malo), "")


def _segun_biblioteca(texto: str) -> VeredictoCorreo:
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(texto, check_deliverability=False, allow_quoted_local=True)
    except EmailNotValidError:
        return VeredictoCorreo("invalido", _enderezar(texto), "tiene signos que no puede llevar")
    return _BIEN


def _enderezar(texto: str) -> str | None:
    """La dirección que sería sin la errata, si es evidente y queda una sola."""
    halladas = _DIRECCION.findall(texto)
    entre_angulos = len(halladas) == 1 and "<" in texto
    limpio = halladas[0] if entre_angulos else _ARROBA_ESCRITA.sub("@", texto)
    limpio = re.sub(r"^\s*(?:mailto|e-?mail|correo)\s*:\s*", "", limpio, flags=re.IGNORECASE)
    limpio = re.sub(r"\s*([@.,])\s*", r"\1", limpio.strip(_DE_SOBRA))
    if _ESPACIOS.search(limpio) or limpio.count("@") != 1:
        return None
    local, _, dominio = re.sub(r"\.{2,}", ".", limpio).partition("@")
    dominio = dominio.replace(",", ".").strip(".-").lower()
    dominio = _SIN_FINAL.get(dominio.removesuffix(".c")) or _dominio_bueno(dominio) or dominio
    sin_acentos = local if local.isascii() else plegar(local).lower()
    propuesta = f"{sin_acentos.strip('.')}@{dominio}"
    bien = _NORMAL.fullmatch(propuesta) is not None and propuesta != texto
    return propuesta if bien else None


def partir_correos(texto: str) -> tuple[str, ...]:
    """Las direcciones que hay en una celda; el texto entero si no hay más de una.

    >>> partir_correos("ana@ejemplo.es; luis@ejemplo.es")
    ('ana@ejemplo.es', 'luis@ejemplo.es')
    >>> partir_correos("ana@ejemplo.es")
    ('ana@ejemplo.es',)
    """
    if texto.count("@") < 2:
        return (texto.strip(),)
    halladas = tuple(d.strip(".-") for d in _DIRECCION.findall(texto))
    bien = len(halladas) > 1 and all(d.count("@") == 1 for d in halladas)
    return halladas if bien else (texto.strip(),)


def es_correo_de_relleno(texto: str) -> bool:
    """Si la dirección está puesta por poner: x@x.com, no@tiene.com, sincorreo@gmail.com.

    >>> [es_correo_de_relleno(t) for t in ("x@x.com", "no@tiene.com", "ana@ejemplo.es")]
    [True, True, False]
    """
    local, _, dominio = texto.strip().upper().rpartition("@")
    raiz = dominio.partition(".")[0]
    if local in _NADIE:
        return len(local) > 4 or raiz in _DOMINIOS_DE_NADIE or raiz == local
    return local == raiz and (len(set(local)) == 1 or local in _DOMINIOS_DE_NADIE)


@functools.cache
def _mal_escritos() -> Mapping[str, str]:
    datos = resources.files("clientesctl.textos") / "datos" / "dominios_mal_escritos.csv"
    lineas = datos.read_text(encoding="utf-8").splitlines()
    return {fila["dominio"]: fila["bueno"] for fila in csv.DictReader(lineas)}
