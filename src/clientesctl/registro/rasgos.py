"""Qué clase de valores lleva una columna: qué parte son correos, teléfonos, nombres, fechas…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from clientesctl.registro.columna import Columna, Tipo
from clientesctl.textos.limpieza import plegar

MUESTRA = 120
"""Valores distintos que se miran de cada columna: bastan para distinguir un 70 % de un 90 %."""

_CORREO = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}")
_WEB = re.compile(
    r"(?i)(?:https?://|www\.)\S+|[a-z0-9-]+(?:\.[a-z0-9-]+)*"
    r"\.(?:com|es|mx|net|org|ar|py|co|cl|pe|eu|cat|info|io|biz)(?:\.[a-z]{2})?(?:/\S*)?"
)
_CIFRAS = re.compile(r"[\d\s().+/·–-]+")
_NUMERO = re.compile(r"-?(?:[$€]\s?)?[\d.,]*\d\s?(?:€|\$|EUR|MXN|USD|Gs\.?)?")
_DECIMAL = re.compile(r"-.*|0[.,]\d+|\d+[.,]\d{9,}")
_ENTERO_CORTO = re.compile(r"\d{1,5}(?:\s?-?\s?[A-Za-z])?|[Ss]/?[Nn]|KM\.? ?\d.*", re.IGNORECASE)
_POSTAL = re.compile(r"\d{4,6}|[A-Z]\d{4}(?:[A-Z]{3})?")
_VIA = re.compile(
    r"(?:C|CL|CLL|CALLE|AV|AVE|AVD|AVDA|AVENIDA|PL|PZA|PLZ|PLAZA|PASEO|PSO|CTRA|CARRETERA|CAMINO|CMNO"
    r"|RUTA|URB|POL|POLIGONO|CRA|CR|KR|KRA|CARRERA|TRANSVERSAL|TRV|DIAGONAL|BLVD|BLV|BOULEVARD"
    r"|CALZADA|CALZ|PROL|PROLONGACION|RONDA|RDA|TRAVESIA|GLORIETA|CALLEJON|PRIVADA|JIRON|JR|PASAJE"
    r"|PSJE|MZ|LOTE|EDIF|EDIFICIO|RAMBLA|CUESTA|ALAMEDA|VIA|RUA|KM|BARRIO|COLONIA)\b[./ ]?.*"
)
_VIA_Y_NUMERO = re.compile(r"[^\d]{4,}[ ,]+(?:N\S{0,3} ?|#)?\d{1,5}\b.*")
_CODIGO = re.compile(r"[A-Za-z]{0,6}[-_./ ]?\d{1,12}(?:[-_./]\w{1,8})?")
_CODIGO_DE_PROGRAMA = re.compile(r"#\s?\d+|(?=\S*_)(?=\S*\d)[\w.-]+")
"""«#1042», «__export__.res_partner_41»: ni un nombre ni unas señas llevan esos signos."""
_CURP = re.compile(r"[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{5}[A-Z\d]\d")
_HORA = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?")
_NADA = re.compile(r"[\W_0]*|(?i:null|n/?a|sin dato|no tiene|none|nan)")


@dataclass(frozen=True)
class Rasgos:
    """De una columna: celdas llenas, valores distintos y qué parte (0 a 1) tiene cada rasgo.

    `palabras` es la media de palabras; `largo`, la de letras; `seguidos`, si son números
    enteros consecutivos.
    """

    llenas: int
    distintos: int
    partes: Mapping[str, float]
    palabras: float = 0.0
    largo: float = 0.0
    seguidos: bool = False

    def __getitem__(self, rasgo: str) -> float:
        return self.partes.get(rasgo, 0.0)

    @property
    def repeticion(self) -> float:
        """Qué parte de las celdas llenas repite un valor ya visto."""
        return 1 - self.distintos / self.llenas if self.llenas else 0.0


SIN_VALORES = Rasgos(0, 0, {})


def mirar(columna: Columna, muestra: int = MUESTRA) -> Rasgos:
    """Los rasgos de una columna, de una muestra de sus valores distintos."""
    veces = columna.frecuencias()
    presentes = np.flatnonzero(veces)
    presentes = presentes[presentes != 0]
    if not len(presentes):
        return SIN_VALORES
    sitios = np.unique(np.linspace(0, len(presentes) - 1, muestra).astype(int))
    elegidos = presentes[sitios]
    textos = [str(t).strip() for t in columna.textos[elegidos]]
    cuenta: dict[str, int] = {}
    utiles = 0
    for texto, tipo in zip(textos, columna.tipos[elegidos].tolist(), strict=True):
        if tipo == Tipo.ERROR or (tipo == Tipo.TEXTO and _NADA.fullmatch(texto)):
            continue
        utiles += 1
        for rasgo in marcas(texto, tipo):
            cuenta[rasgo] = cuenta.get(rasgo, 0) + 1
    if not utiles:
        return SIN_VALORES
    return Rasgos(
        llenas=int(veces[presentes].sum()),
        distintos=len(presentes),
        partes={rasgo: n / utiles for rasgo, n in cuenta.items()},
        palabras=sum(len(t.split()) for t in textos) / len(textos),
        largo=sum(map(len, textos)) / len(textos),
        seguidos=_seguidos(textos, len(presentes)),
    )


def marcas(texto: str, tipo: int = Tipo.TEXTO) -> Iterator[str]:
    """Los rasgos que un valor suelto tiene.

    >>> sorted(marcas("ana@ejemplo.es")), sorted(marcas("SÍ"))
    (['correo'], ['letras', 'si_no'])
    """
    if tipo == Tipo.FECHA:
        yield "fecha"
    elif tipo == Tipo.LOGICO:
        yield "si_no"
    elif "@" in texto:
        if _CORREO.search(texto):
            yield "correo"
    elif not any(c.isdigit() for c in texto):
        yield from _de_letras(texto)
    elif _CIFRAS.fullmatch(texto):
        yield from _de_cifras(texto, tipo)
    elif _CODIGO_DE_PROGRAMA.fullmatch(texto):
        yield "codigo"
    else:
        yield from _de_letras_y_cifras(texto)


def _de_letras(texto: str) -> Iterator[str]:
    from clientesctl.registro.divisiones import paises_de_division
    from clientesctl.textos import empresas, paises

    if _WEB.fullmatch(texto):
        yield "web"
        return
    yield "letras"
    plegado = plegar(texto)
    sin_puntos = plegado.replace(".", "").strip()
    cerrados = _listas().get(sin_puntos, ())
    yield from cerrados
    if len(sin_puntos) < 32 and paises_de_division(sin_puntos):
        yield "provincia"
    if len(plegado) < 32 and not cerrados and paises.codigo_pais(plegado):
        yield "pais"
    if _VIA.fullmatch(plegado):
        yield "via"
    if empresas.parece_empresa(texto) >= 0.5:
        yield "empresa"
    elif len(plegado) < 60 and not cerrados:
        yield from _de_persona(texto)


def _de_persona(texto: str) -> Iterator[str]:
    from clientesctl.textos import nombres

    if nombres.parece_persona(texto) >= 0.5:
        yield "persona"
    if nombres.parece_nombre(texto) >= 0.5:
        yield "nombre"
    if nombres.parece_apellidos(texto) >= 0.5:
        yield "apellidos"


def _de_cifras(texto: str, tipo: int) -> Iterator[str]:
    from clientesctl.textos import fechas, ids_fiscales, telefonos

    cifras = sum(c.isdigit() for c in texto)
    entero = texto.isdigit()
    if _NUMERO.fullmatch(texto):
        yield "numero"
    if _CODIGO.fullmatch(texto):
        yield "codigo"
    if _ENTERO_CORTO.fullmatch(texto):
        yield "corto"
    if entero and 4 <= cifras <= 6 and _es_postal(texto):
        yield "postal"
    if tipo == Tipo.NUMERO and not entero:
        return
    if 6 <= cifras <= 14 and not entero and fechas.parece_fecha(texto):
        yield "fecha"
    elif cifras >= 7 and not _DECIMAL.fullmatch(texto):
        if telefonos.parece_telefono(texto):
            yield "telefono"
        if ids_fiscales.pais_de_id(texto) is not None:
            yield "id_fiscal"
        elif cifras <= 13:
            yield "documento"


def _de_letras_y_cifras(texto: str) -> Iterator[str]:
    from clientesctl.textos import empresas, fechas, ids_fiscales, telefonos

    plegado = plegar(texto)
    if _WEB.fullmatch(texto):
        yield "web"
        return
    if _CODIGO.fullmatch(texto):
        yield "codigo"
    if _HORA.fullmatch(texto):
        yield "hora"
    elif _ENTERO_CORTO.fullmatch(texto):
        yield "corto"
    elif _CURP.fullmatch(plegado):
        yield "curp"
    elif _NUMERO.fullmatch(texto):
        yield "numero"
    elif len(texto) <= 24 and ids_fiscales.pais_de_id(texto) is not None:
        yield "id_fiscal"
    elif len(texto) <= 40 and fechas.parece_fecha(texto):
        yield "fecha"
    elif telefonos.parece_telefono(texto):
        yield "telefono"
    elif _VIA.fullmatch(plegado) or _VIA_Y_NUMERO.fullmatch(plegado):
        yield "via"
    elif empresas.parece_empresa(texto) >= 0.5:
        yield "empresa"
    elif _POSTAL.fullmatch(plegado):
        yield "postal"


@cache
def _listas() -> Mapping[str, tuple[str, ...]]:
    """Cada valor cerrado (SÍ, ACTIVO, SRA.…), plegado, con los rasgos que delata."""
    datos = resources.files("clientesctl.registro") / "datos" / "valores.csv"
    listas: dict[str, tuple[str, ...]] = {}
    for linea in datos.read_text(encoding="utf-8").splitlines()[1:]:
        rasgo, valores = linea.split(",", 1)
        for valor in valores.split(";"):
            plegado = plegar(valor)
            listas[plegado] = (*listas.get(plegado, ()), rasgo)
    return listas


def _es_postal(texto: str) -> bool:
    from clientesctl.textos.codigos_postales import provincia_de_codigo

    largo = len(texto)
    if largo == 5:
        return bool(provincia_de_codigo(texto, "ES") or provincia_de_codigo(texto, "MX"))
    if largo == 4:
        return bool(provincia_de_codigo("0" + texto, "ES") or provincia_de_codigo(texto, "AR"))
    return True


def _seguidos(textos: list[str], distintos: int) -> bool:
    """Si los valores son 1, 2, 3… (o cualquier tira de enteros sin huecos grandes)."""
    if not all(t.isdigit() and len(t) < 10 for t in textos) or len(textos) < 3:
        return False
    numeros = sorted(int(t) for t in textos)
    return numeros[-1] - numeros[0] <= 1.5 * max(distintos, len(numeros))
