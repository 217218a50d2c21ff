"""Qué campo anuncia una cabecera, sin mirar todavía los valores de la columna.

Las tablas de sinónimos están en `datos/`: cabeceras de libros y de exportaciones (Odoo, Holded,
Salesforce, contactos de Google y Outlook, Shopify, programas de facturación) de España, México,
Paraguay, Argentina, Colombia… y en inglés. Una cabecera de varios significados lleva los campos
separados con «|»; «?» es «ninguno de los nuestros».
"""

# ruff: noqa: SIM905  (las tablas de palabras se leen mejor seguidas que una por línea)

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from clientesctl.registro.esquema import AJENOS, HOJAS
from clientesctl.textos.limpieza import plegar
from clientesctl.textos.voluntades import pide_consentimiento

NINGUNO = "?"
"""El «campo» de las cabeceras que se conocen y no son de ningún campo."""


@dataclass(frozen=True, slots=True)
class Lectura:
    """Los campos que una cabecera puede anunciar, del más al menos probable, y con qué fuerza.

    `fuerza` va de 0 a 1. Con más de un campo, o con «?», deciden los valores.
    """

    campos: tuple[str, ...]
    fuerza: float
    via: str

    @property
    def abierta(self) -> bool:
        return len(self.campos) > 1


@dataclass(frozen=True)
class Sinonimos:
    """Las cabeceras conocidas de una hoja: por su clave, por su raíz y por su raíz sin relleno."""

    claves: Mapping[str, tuple[str, ...]]
    raices: Mapping[str, tuple[str, ...]]
    esqueletos: Mapping[str, tuple[str, ...]]


NADA = Lectura((), 0.0, "")

FUERZAS = {"contrato": 1.0, "exacta": 0.97, "abreviada": 0.96, "parafraseada": 0.9}
FUERZA_PARECIDA = 0.75
FUERZA_CONTENIDA = 0.6

_JOROBA = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
_NUMERO_VOLADO = re.compile(r"\bN[º°ª]|№|\bN\.º")
_PLURAL_OPTATIVO = re.compile(r"\((?:S|ES|OS|AS)\)|/(?:S|AS|ES)\b")
_ORDINAL = re.compile(r"\b(\d)\s?(?:ER|RA|RO|DO|DA|[ºª°])(?![A-Z])")
_CIFRA_PEGADA = re.compile(r"(?<=[A-Z])(?=\d)|(?<=\d)(?=[A-Z])")
_SEPARADORES = re.compile(r"[^A-Z0-9#]+")

_ORDINALES = {"PRIMER": "1", "PRIMERO": "1", "PRIMERA": "1", "SEGUNDO": "2", "SEGUNDA": "2"}
_VACIAS = frozenset("DE DEL LA EL LOS LAS LO Y O U EN A AL OF THE SU SUS TU TUS POR QUE SE".split())
_RELLENO = frozenset(
    "CLIENT CUSTOMER PRINCIPAL HABITUAL ACTUAL 1 COMPLET OBLIGATORI"
    " EUR EURO GS GUARANI MXN PESO PYG USD".split()
)
_ABREVIATURAS = dict(
    par.split("=")
    for par in (
        "TEL=TELEFONO TELF=TELEFONO TELFS=TELEFONO TLF=TELEFONO TLFS=TELEFONO TFNO=TELEFONO"
        " TLFNO=TELEFONO TFN=TELEFONO TELEF=TELEFONO TFO=TELEFONO FEC=FECHA FCH=FECHA FECH=FECHA"
        " NAC=NACIMIENTO NACIM=NACIMIENTO COD=CODIGO CDGO=CODIGO CDG=CODIGO DIR=DIRECCION"
        " DIREC=DIRECCION DOM=DOMICILIO DOMIC=DOMICILIO NUM=NUMERO NRO=NUMERO NO=NUMERO"
        " DOC=DOCUMENTO DOCTO=DOCUMENTO NOM=NOMBRE NOMB=NOMBRE AP=APELLIDO APE=APELLIDO"
        " APELL=APELLIDO APS=APELLIDO PROV=PROVINCIA POB=POBLACION POBL=POBLACION LOC=LOCALIDAD"
        " MPIO=MUNICIPIO MUN=MUNICIPIO OBS=OBSERVACION OBSERV=OBSERVACION RZ=RAZON RAZ=RAZON"
        " SOC=SOCIAL ULT=ULTIMO ULTIM=ULTIMO MOV=MOVIL CEL=CELULAR ELECT=ELECTRONICO"
        " ELEC=ELECTRONICO ELECTR=ELECTRONICO FANT=FANTASIA CIAL=COMERCIAL EXT=EXTERIOR"
        " INT=INTERIOR DEPTO=DEPARTAMENTO DPTO=DEPARTAMENTO POST=POSTAL IDENT=IDENTIFICACION"
        " IDENTIF=IDENTIFICACION EMP=EMPRESA CLI=CLIENTE CTE=CLIENTE CLTE=CLIENTE VEND=VENDEDOR"
        " PAT=PATERNO MAT=MATERNO CONT=CONTACTO PROX=PROXIMO CAT=CATEGORIA MAIL=EMAIL"
        " UC=ULTIMO@COMPRA COM=COMERCIAL REF=REFERENCIA CANT=CANTIDAD PROD=PRODUCTO"
        " IMP=IMPORTE FACT=FACTURA"
    ).split()
)
_CONTENIBLES = frozenset(
    "telefono movil telefono_2 email codigo_postal direccion web id_fiscal fecha_nacimiento"
    " razon_social observaciones apellidos".split()
)


def clave(cabecera: str) -> str:
    """Las palabras de una cabecera, plegadas: sin signos, mayúsculas ni cifras pegadas.

    >>> clave("CódigoPostal "), clave("C.P.:"), clave("Tel1"), clave("2do Apellido")
    ('CODIGO POSTAL', 'CP', 'TEL 1', '2 APELLIDO')
    """
    texto = plegar(_JOROBA.sub(" ", cabecera))
    texto = _PLURAL_OPTATIVO.sub("", _NUMERO_VOLADO.sub("NUM ", texto))
    texto = _CIFRA_PEGADA.sub(" ", _ORDINAL.sub(r"\1 ", texto))
    palabras = [p for p in _SEPARADORES.split(texto) if p]
    return " ".join(_ORDINALES.get(p, p) for p in _juntar_iniciales(palabras))


def raiz(cabecera: str) -> str:
    """La clave sin abreviaturas, plurales, género ni palabras vacías, en orden alfabético.

    >>> raiz("Tlf. del cliente") == raiz("Teléfonos de clientes")
    True
    """
    return " ".join(sorted(_palabras_raiz(clave(cabecera))))


def leer_cabecera(cabecera: str, clase: str = "CLIENTES", sin: str = "") -> Lectura:
    """Lo que anuncia una cabecera de una hoja de esa clase; `NADA` si no se conoce.

    `sin` quita de la tabla una cabecera, para medir cómo se reconocería sin ella.

    >>> leer_cabecera("Cód. Postal").campos, leer_cabecera("CUDAD").campos
    (('codigo_postal',), ('ciudad',))
    """
    tabla = sinonimos(clase, sin)
    suya = clave(cabecera)
    # «Dto. %» es un descuento, aunque «Dto.» sea un departamento: ningún campo es una proporción.
    if not suya or "%" in cabecera:
        return NADA
    if not sin and suya in _del_contrato(clase):
        campo = _del_contrato(clase)[suya]
        otros = [c for c in tabla.claves.get(suya, ()) if c != campo]
        return Lectura((campo, *otros), FUERZAS["contrato"], "contrato")
    if suya in tabla.claves:
        return Lectura(tabla.claves[suya], FUERZAS["exacta"], "exacta")
    # «Capturado por» dice quién, aunque «Capturado el» sea un día.
    if suya.endswith(" POR"):
        return NADA
    palabras = _palabras_raiz(suya)
    entera = " ".join(sorted(palabras))
    if entera in tabla.raices:
        return Lectura(tabla.raices[entera], FUERZAS["abreviada"], "abreviada")
    hueso = _esqueleto(palabras)
    if hueso in tabla.esqueletos:
        return Lectura(tabla.esqueletos[hueso], FUERZAS["parafraseada"], "parafraseada")
    if clase == "CLIENTES" and pide_consentimiento(cabecera):
        return Lectura(("consentimiento",), FUERZAS["abreviada"], "abreviada")
    hallada = _parecida(entera, tabla) or _contenida(palabras, tabla) or _exclusiva(palabras, tabla)
    return hallada or NADA


@cache
def sinonimos(clase: str, sin: str = "") -> Sinonimos:
    """La tabla de cabeceras de una hoja, sin la que se pida quitar."""
    claves: dict[str, tuple[str, ...]] = {}
    raices: dict[str, tuple[str, ...]] = {}
    esqueletos: dict[str, tuple[str, ...]] = {}
    quitada = clave(sin)
    for suya, campos in _entradas(clase):
        if suya == quitada:
            continue
        palabras = _palabras_raiz(suya)
        claves[suya] = _unir(claves.get(suya, ()), campos)
        entera = " ".join(sorted(palabras))
        raices[entera] = _unir(raices.get(entera, ()), campos)
    for entera, campos in raices.items():
        hueso = _esqueleto(entera.split())
        if hueso:
            esqueletos[hueso] = _unir(esqueletos.get(hueso, ()), campos)
    return Sinonimos(claves, raices, esqueletos)


def conocida(texto: str, clase: str = "CLIENTES") -> bool:
    """Si el texto es, palabra por palabra, una cabecera de la tabla."""
    suya = clave(texto)
    return suya in _del_contrato(clase) or suya in sinonimos(clase).claves


@cache
def _del_contrato(clase: str) -> Mapping[str, str]:
    return {c.nombre.upper().replace("_", " "): c.nombre for c in HOJAS.get(clase, ()) if c.propio}


@cache
def _entradas(clase: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    propias = [
        (clave(c.cabecera), (c.nombre,))
        for c in (*HOJAS.get(clase, ()), *AJENOS.get(clase, ()))
        if c.nombre != "fecha" or clase != "CLIENTES"
    ]
    tabla = {clave(texto): campos for texto, campos in _filas_de_tabla(clase)}
    return (*tabla.items(), *(p for p in propias if p[0] not in tabla))


def _filas_de_tabla(clase: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for nombre in ("sinonimos.csv", "sinonimos_otras.csv"):
        datos = resources.files("clientesctl.registro") / "datos" / nombre
        for linea in datos.read_text(encoding="utf-8").splitlines()[1:]:
            suya, campos, textos = linea.split(",", 2)
            if suya == clase:
                for texto in textos.split(";"):
                    yield texto, tuple(campos.split("|"))


def _juntar_iniciales(palabras: list[str]) -> list[str]:
    """«C», «P» seguidas son CP; una letra suelta junto a una palabra se queda como está."""
    juntas: list[str] = []
    abierta = False
    for palabra in palabras:
        inicial = len(palabra) == 1 and palabra.isalpha()
        if inicial and abierta:
            juntas[-1] += palabra
        else:
            juntas.append(palabra)
        abierta = inicial
    return juntas


@cache
def _palabras_raiz(suya: str) -> tuple[str, ...]:
    texto = suya.replace("E MAIL", "EMAIL").replace("E CORREO", "CORREO")
    palabras: list[str] = []
    for i, palabra in enumerate(texto.split()):
        if palabra == "F" and i == 0 and " " in texto:
            palabras.append("FECHA")
        elif palabra not in _VACIAS or texto == palabra:
            palabras.extend(_ABREVIATURAS.get(palabra, palabra).split("@"))
    return tuple(_tema(p) for p in palabras)


def _tema(palabra: str) -> str:
    """La palabra sin plural ni vocal final, que es donde van el género y el número."""
    if len(palabra) < 5:
        return palabra
    sin_plural = palabra[:-1] if palabra.endswith("S") else palabra
    acaba_en_vocal = len(sin_plural) > 4 and sin_plural[-1] in "AEO"
    return sin_plural[:-1] if acaba_en_vocal else sin_plural


def _esqueleto(palabras: tuple[str, ...] | list[str]) -> str:
    return " ".join(sorted(p for p in palabras if p not in _RELLENO))


def _unir(unos: tuple[str, ...], otros: tuple[str, ...]) -> tuple[str, ...]:
    return (*unos, *(c for c in otros if c not in unos))


def _parecida(entera: str, tabla: Sinonimos) -> Lectura | None:
    """La cabecera que se escribe casi igual: una letra cada cinco, dos cada nueve."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    letras = entera.replace(" ", "")
    if len(letras) < 5:
        return None
    margen = 2 if len(letras) >= 9 else 1
    pegadas = _pegadas(tabla)
    halladas = process.extract(
        letras, list(pegadas), scorer=OSA.distance, score_cutoff=margen, limit=3
    )
    campos: tuple[str, ...] = ()
    for texto, distancia, _ in halladas:
        if distancia == halladas[0][1] and texto[:1] == letras[:1]:
            campos = _unir(campos, pegadas[texto])
    return Lectura(campos, FUERZA_PARECIDA, "parecida") if campos else None


def _pegadas(tabla: Sinonimos) -> dict[str, tuple[str, ...]]:
    return {
        texto.replace(" ", ""): campos
        for texto, campos in tabla.raices.items()
        if len(texto) >= 5 and not texto.startswith("#")
    }


def _exclusiva(palabras: tuple[str, ...], tabla: Sinonimos) -> Lectura | None:
    """El campo de una palabra suelta que en toda la tabla solo aparece en cabeceras suyas."""
    if len(palabras) != 1 or len(palabras[0]) < 3:
        return None
    suyas = [campos for entera, campos in tabla.raices.items() if palabras[0] in entera.split()]
    if len(suyas) < 2 or len(set(suyas)) != 1 or len(suyas[0]) != 1 or suyas[0] == (NINGUNO,):
        return None
    return Lectura(suyas[0], FUERZA_CONTENIDA, "contenida")


def _contenida(palabras: tuple[str, ...], tabla: Sinonimos) -> Lectura | None:
    """El campo cuya cabecera está dentro de esta, con una o dos palabras de más."""
    presentes = set(palabras)
    mejores: dict[str, int] = {}
    for entera, campos in tabla.raices.items():
        suyas = entera.split()
        cabe = len(suyas) >= len(presentes) - 2 and presentes.issuperset(suyas)
        if cabe and len(campos) == 1 and campos[0] in _CONTENIBLES and len(entera) >= 3:
            mejores[campos[0]] = max(mejores.get(campos[0], 0), len(suyas))
    if len(mejores) != 1:
        return None
    return Lectura(tuple(mejores), FUERZA_CONTENIDA, "contenida")
