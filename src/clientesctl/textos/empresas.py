"""El nombre de una empresa: su forma jurídica aparte, sus siglas y si lo es."""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from clientesctl.textos.limpieza import plegar
from clientesctl.textos.nombres import parece_nombre, parece_persona
from clientesctl.textos.palabras import conjunto
from clientesctl.textos.unidades import PARTICULAS

_PALABRA = re.compile(r"\w+")
_ALFANUMERICA = re.compile("[A-Z0-9]+")
_EN_LIQUIDACION = re.compile(r"[\s,(]+EN LIQUIDACI[OÓ]N\)?\s*$", re.IGNORECASE)
_BORDES = " ,.-;("
_MAS_PALABRAS_DE_FORMA = 12
_DE_CABEZA = frozenset({"SAT", "SCOOP", "COOP", "UTE", "CB", "SOCIEDADCOOPERATIVA"})
"""Formas que también se escriben delante del nombre, con puntos."""
_CORTA = 3
_RECORDADAS = 1 << 17
"""Nombres de los que se recuerda la forma: cada uno se pregunta varias veces seguidas."""
_TAMBIEN_DE_PERSONA = conjunto(
    "CASA SOLAR MERCADO CENTRAL GENERAL IGLESIA BANCO CAFE OBRAS VIUDA SEGUROS CAJA REAL"
)
"""Genéricas que dentro de un nombre de persona también se ven."""
_NO_CUENTAN = PARTICULAS | {"EN", "POR", "PARA", "CON", "A"}


@cache
def _formas() -> dict[str, tuple[str, str]]:
    """Las letras seguidas de cada forma → cómo se escribe y si vale suelta y sin puntos.

    `suelta` es «si»; «dudosa» si tras un nombre de pila puede ser un apellido (ANA SA); o
    «sospechosa» si tras el nombre de una persona lo es casi siempre (ANA GIL SAL).
    """
    with (files(__package__) / "datos" / "formas_juridicas.csv").open(encoding="utf-8") as fichero:
        return {
            letras: (fila["forma"], fila["suelta"])
            for fila in csv.DictReader(fichero)
            for letras in fila["escrituras"].split()
        }


@cache
def _finales() -> frozenset[str]:
    """Todo con lo que puede acabar una forma jurídica: criba barata para lo que no la lleva."""
    return frozenset(letras[i:] for letras in _formas() for i in range(len(letras)))


@cache
def palabras_genericas() -> frozenset[str]:
    """Las palabras, plegadas, que pesan poco en el nombre de una empresa («FERRETERIA»)."""
    texto = (files(__package__) / "datos" / "palabras_genericas.txt").read_text("utf-8")
    return frozenset(plegar(linea) for linea in texto.splitlines())


@lru_cache(maxsize=_RECORDADAS)
def separar_forma(texto: str) -> tuple[str, str]:
    """El nombre sin su forma jurídica, como estaba escrito, y la forma bien puesta o «».

    Da igual cómo lleve los puntos, comas y espacios.

    >>> separar_forma("Ferretería Luna, S. L."), separar_forma("ACEROS SA DE CV")
    (('Ferretería Luna', 'S.L.'), ('ACEROS', 'S.A. DE C.V.'))
    >>> separar_forma("ANA SAL"), separar_forma("TRANSPORTES PÉREZ SOCIEDAD LIMITADA")
    (('ANA SAL', ''), ('TRANSPORTES PÉREZ', 'S.L.'))
    """
    entero = texto.strip()
    if "LIQ" in entero.upper():
        entero = _EN_LIQUIDACION.sub("", entero)
    ultima = entero.rstrip(" .,)")
    final = plegar(_cola(ultima))
    if final in _finales():
        palabras = list(_PALABRA.finditer(entero))
        for cuantas in range(min(len(palabras) - 1, _MAS_PALABRAS_DE_FORMA), 0, -1):
            hallada = _forma_en(entero, palabras[-cuantas:])
            if hallada:
                return hallada
    return _forma_delante(entero) or (texto.strip(), "")


def _cola(texto: str) -> str:
    """La última palabra: lo que queda tras el último signo o espacio."""
    i = len(texto)
    while i and (texto[i - 1].isalnum() or texto[i - 1] == "_"):
        i -= 1
    return texto[i:]


def _forma_en(texto: str, palabras: list[re.Match[str]]) -> tuple[str, str] | None:
    """El nombre y la forma si esas últimas palabras lo son; None si no, o si no es seguro."""
    letras = "".join(p.group() for p in palabras)
    forma = _formas().get(letras.upper() if letras.isascii() else plegar(letras))
    if forma is None:
        return None
    nombre = texto[: palabras[0].start()].rstrip(_BORDES)
    if sum(letra.isalnum() for letra in nombre) < 2:
        return None
    suelta = len(palabras) == 1
    if suelta and (not letras.isascii() or not _vale_suelta(nombre, forma[1])):
        return None
    return nombre, forma[0]


def _vale_suelta(nombre: str, suelta: str) -> bool:
    """Si las letras sin puntos tras ese nombre no serán un apellido."""
    if suelta == "si":
        return True
    if parece_nombre(nombre) == 1.0:
        return False
    return suelta == "dudosa" or parece_persona(nombre) < 0.9


def _forma_delante(texto: str) -> tuple[str, str] | None:
    """El nombre y la forma si esta va delante y con puntos («S.COOP. LOS OLIVOS»)."""
    primera, _, resto = texto.partition(" ")
    if "." not in primera or sum(letra.isalpha() for letra in resto) < 2:
        return None
    letras = plegar(primera).replace(".", "").replace(",", "")
    return (resto.strip(_BORDES), _formas()[letras][0]) if letras in _DE_CABEZA else None


def lleva_senas_de_empresa(texto: str) -> bool:
    """Si tiene forma jurídica o una palabra de negocio: sin ellas no pasa de parecerlo.

    Es mucho más barata que `parece_empresa`, para cribar.

    >>> lleva_senas_de_empresa("HOTEL SOL"), lleva_senas_de_empresa("ANA PÉREZ")
    (True, False)
    """
    palabras = _ALFANUMERICA.findall(plegar(texto))
    if not palabras_genericas().isdisjoint(palabras):
        return True
    return bool(palabras) and palabras[-1] in _finales() and separar_forma(texto)[1] != ""


_ABREVIADAS = {
    "HNOS": "HERMANOS", "HNAS": "HERMANAS", "HNO": "HERMANO", "HNA": "HERMANA",
    "AYTO": "AYUNTAMIENTO", "AYTMO": "AYUNTAMIENTO", "VDA": "VIUDA", "CIA": "COMPANIA",
    "COMPAÑIA": "COMPANIA", "DTRA": "DISTRIBUIDORA", "GLEZ": "GONZALEZ", "FDEZ": "FERNANDEZ",
    "HDEZ": "HERNANDEZ", "MTNEZ": "MARTINEZ", "RGUEZ": "RODRIGUEZ", "RDGUEZ": "RODRIGUEZ",
    "GCIA": "GARCIA", "INTL": "INTERNATIONAL", "MFG": "MANUFACTURING",
}  # fmt: skip
_CODIGO = re.compile(r"[A-Za-z]{0,4}[-/. ]?\d(?:[\d/. -]*\d)?")
"""«F-2026/00012», «C-00042», «2024/0012»: como mucho cuatro letras y, detrás, solo cifras."""


def parece_empresa(texto: str) -> float:
    """De 0 a 1, cuánto parece el nombre de una empresa y no el de una persona.

    >>> parece_empresa("ACEROS DEL NORTE, S.A.") > 0.9, parece_empresa("ANA SALAS GIL") < 0.1
    (True, True)
    >>> parece_empresa("FERRETERÍA PÉREZ") > 0.8, parece_empresa("MARÍA CASA LÓPEZ") < 0.5
    (True, True)

    Un código no lo parece, aunque lleve letras y cifras:

    >>> parece_empresa("F-2026/00012"), parece_empresa("C-00042")
    (0.0, 0.0)
    """
    if _CODIGO.fullmatch(texto.strip()):
        return 0.0
    nombre, forma = separar_forma(texto)
    if forma:
        return 0.97
    palabras = _ALFANUMERICA.findall(plegar(nombre))
    if not palabras:
        return 0.0
    persona = parece_persona(nombre)
    generica = _indicio_generico(palabras)
    if generica:
        return generica if persona < 0.9 else generica / 2
    if "&" in nombre or any(p.isdigit() for p in palabras):
        return 0.6
    if persona >= 0.6 or parece_nombre(nombre) == 1.0:
        return 0.02
    return 0.25 if persona < 0.3 else 0.1


def _indicio_generico(palabras: list[str]) -> float:
    """Cuánto dice una palabra genérica: más si va la primera."""
    genericas = palabras_genericas()
    if palabras[0] in genericas:
        return 0.9
    otras = [p for p in palabras[1:] if p in genericas]
    if not otras:
        return 0.0
    return 0.35 if _TAMBIEN_DE_PERSONA.issuperset(otras) else 0.75


def nombre_comparable(texto: str) -> str:
    """El nombre plegado, sin forma jurídica ni signos y con las siglas juntas.

    >>> {nombre_comparable(t) for t in ("I.B.M.", "I BM", "I-B-M, S.A.", "IBM")}
    {'IBM'}
    >>> nombre_comparable("Ferretería «La Luna», S.L."), nombre_comparable("Hnos. Luna")
    ('FERRETERIA LA LUNA', 'HERMANOS LUNA')
    """
    nombre, _ = separar_forma(texto)
    palabras = _ALFANUMERICA.findall(plegar(nombre).replace("'", ""))
    palabras = [_ABREVIADAS.get(palabra, palabra) for palabra in palabras]
    if len(palabras) < 2 or not any(len(p) == 1 for p in palabras):
        return " ".join(palabras)
    if all(len(p) <= _CORTA and p not in PARTICULAS - {"Y", "I", "E", "O", "D"} for p in palabras):
        return "".join(palabras)
    return _juntar_letras(palabras)


def _juntar_letras(palabras: list[str]) -> str:
    """Las palabras con un espacio, y sin él entre letras sueltas seguidas."""
    juntas = [palabras[0]]
    for anterior, palabra in pairwise(palabras):
        if len(anterior) == len(palabra) == 1:
            juntas[-1] += palabra
        else:
            juntas.append(palabra)
    return " ".join(juntas)


def siglas(texto: str) -> str:
    """Las iniciales de las palabras con sentido del nombre; vacío si no hay al menos dos.

    >>> siglas("International Business Machines, S.A."), siglas("Comisión Federal de Electricidad")
    ('IBM', 'CFE')
    """
    iniciales = [p[0] for p in nombre_comparable(texto).split() if p not in _NO_CUENTAN]
    return "".join(iniciales) if len(iniciales) > 1 else ""
