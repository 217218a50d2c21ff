"""Una dirección escrita para un sobre, con sus líneas en el orden de cada país.

El orden es el de los sistemas de direcciones de la Unión Postal Universal (S42), como lo recogen
los datos públicos de libaddressinput (campo `fmt`). En España, además, la provincia va en su propia
línea (Correos, «Cómo escribir una dirección») y en México la colonia se dice (Correos de México).
El país va el último, en mayúsculas y en la lengua de donde se envía, y solo si sale de él.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from clientesctl.textos.codigos_postales import falta_cero, leer_codigo
from clientesctl.textos.limpieza import a_mayusculas, plegar
from clientesctl.textos.paises import nombre_pais

_GENERAL = "{via}|{colonia}|{codigo} {ciudad}|{provincia}"
_CODIGO_DETRAS = "{via}|{colonia}|{ciudad} {codigo}|{provincia}"
_A_LA_INGLESA = "{via}|{colonia}|{ciudad}, {provincia} {codigo}"
_SIN_PROVINCIA = "{via}|{colonia}|{codigo} {ciudad}"

_ORDEN: Mapping[str, str] = {
    "ES": _GENERAL, "AR": _GENERAL, "CL": _GENERAL, "PY": _GENERAL,
    "MX": "{via}|{colonia}|{codigo} {ciudad}, {provincia}",
    "UY": "{via}|{colonia}|{codigo} {ciudad} {provincia}",
    "CO": "{via}|{colonia}|{ciudad}, {provincia}, {codigo}",
    "CR": "{via}|{colonia}|{provincia}, {ciudad}|{codigo}",
    "EC": "{via}|{colonia}|{codigo}|{ciudad}",
    "SV": "{via}|{colonia}|{codigo}-{ciudad}|{provincia}",
    "GT": "{via}|{colonia}|{codigo}-{ciudad}|{provincia}",
    "HN": "{via}|{colonia}|{ciudad}, {provincia}|{codigo}",
    "NI": "{via}|{colonia}|{codigo}|{ciudad}, {provincia}",
    "PA": _CODIGO_DETRAS, "PE": _CODIGO_DETRAS,
    "VE": "{via}|{colonia}|{ciudad} {codigo}, {provincia}",
    "CU": "{via}|{colonia}|{ciudad} {provincia}|{codigo}",
    "BR": "{via}|{colonia}|{ciudad}-{provincia}|{codigo}",
    "US": _A_LA_INGLESA, "PR": _A_LA_INGLESA,
    "CA": "{via}|{colonia}|{ciudad} {provincia} {codigo}",
    "GB": "{via}|{colonia}|{ciudad}|{codigo}",
    "IE": "{via}|{colonia}|{ciudad}|{provincia}|{codigo}",
    "IT": "{via}|{colonia}|{codigo} {ciudad} {provincia}",
    **dict.fromkeys(("AD", "AT", "BE", "CH", "DE", "DK", "FR", "NL", "PL", "PT"), _SIN_PROVINCIA),
}  # fmt: skip
"""País → sus líneas, separadas por «|»; en cada una, lo que va entre dos datos los separa."""

_PIDEN_CODIGO = frozenset(
    {"ES", "MX", "BR", "US", "PR", "CA", "GB", "PT", "FR", "IT", "DE", "AT", "BE", "CH", "NL", "PL"}
)
"""Donde el correo no reparte bien sin código postal (campo `require` de libaddressinput)."""

_CODIGO_EN_CIFRAS = frozenset({"ES", "MX", "US", "PR", "FR", "IT", "DE", "AT", "BE", "CH"})
"""Donde el código se escribe seguido: quitarle puntos y espacios no lo estropea."""

_NUMERO_DELANTE = frozenset({"US", "CA", "GB", "IE", "FR"})
_HUECO = re.compile(r"([^{]*)\{(\w+)\}")
_DE_COLONIA = re.compile(
    r"(?:COL|COLONIA|FRACC|FRACCIONAMIENTO|BARRIO|BO\.|UNIDAD|U\.? ?H\.|CONJUNTO|CONDOMINIO|EJIDO"
    r"|PUEBLO|RANCHER[IÍ]A|RESIDENCIAL)(?![A-Z])"
)


@dataclass(frozen=True, slots=True)
class Direccion:
    """Las señas de alguien, por partes; lo que no se sabe va vacío. `pais` es su código ISO."""

    calle: str
    numero: str = ""
    interior: str = ""
    colonia: str = ""
    codigo: str = ""
    ciudad: str = ""
    provincia: str = ""
    pais: str = ""

    @property
    def via(self) -> str:
        """La calle con su número, en el orden del país."""
        partes = [self.calle, self.numero]
        if self.pais in _NUMERO_DELANTE and self.numero[:1].isdigit():
            partes.reverse()
        interior = self.interior
        if interior and self.pais == "MX" and not plegar(interior).startswith(("INT", "DEP")):
            interior = f"INT. {interior}"
        return " ".join(filter(None, (*partes, interior)))

    def falta(self) -> str:
        """Por qué no le llegaría una carta; vacío si le llega."""
        if not self.calle:
            return "no tiene calle"
        if not self.ciudad:
            return "no tiene ciudad"
        if self.pais in _PIDEN_CODIGO and not self.codigo:
            return "no tiene código postal"
        if self.pais in _PIDEN_CODIGO and leer_codigo(self.codigo, self.pais) is None:
            return "su código postal no existe"
        return ""


def escribir_direccion(direccion: Direccion, origen: str) -> list[str]:
    """Las líneas de la dirección, de la calle al país; éste, solo si no es el de `origen`.

    >>> escribir_direccion(
    ...     Direccion("CALLE MAYOR", "3", codigo="28013", ciudad="MADRID", provincia="MADRID",
    ...               pais="ES"), "ES")
    ['CALLE MAYOR 3', '28013 MADRID']
    >>> escribir_direccion(
    ...     Direccion("AV. JUÁREZ", "12", "4", "ROMA NORTE", "06700", "CUAUHTÉMOC",
    ...               "CIUDAD DE MÉXICO", "MX"), "ES")
    ['AV. JUÁREZ 12 INT. 4', 'COL. ROMA NORTE', '06700 CUAUHTÉMOC, CIUDAD DE MÉXICO', 'MÉXICO']
    """
    datos = {
        "via": direccion.via,
        "colonia": _colonia(direccion),
        "codigo": direccion.codigo,
        "ciudad": direccion.ciudad,
        "provincia": _provincia(direccion),
    }
    formato = _ORDEN.get(direccion.pais, _GENERAL)
    lineas = [_rellenar(linea, datos) for linea in formato.split("|")]
    if direccion.pais and direccion.pais != origen:
        lineas.append(a_mayusculas(nombre_pais(direccion.pais)))
    return [linea for linea in lineas if linea]


def codigo_entero(codigo: str, provincia: str, pais: str) -> str:
    """El código postal limpio, con el cero que Excel le quitó si su provincia lo confirma.

    Lo que no se entiende queda como estaba.

    >>> codigo_entero("8001", "Barcelona", "ES"), codigo_entero("8001", "", "ES")
    ('08001', '8001')
    """
    limpio = leer_codigo(codigo, pais)
    if limpio is not None:
        return limpio if pais in _CODIGO_EN_CIFRAS else codigo
    con_cero = falta_cero(codigo, pais, provincia)
    return con_cero[0] if con_cero is not None and con_cero[1] else codigo


def _rellenar(linea: str, datos: Mapping[str, str]) -> str:
    """La línea con sus datos; lo que separa dos solo sale si están los dos."""
    texto = ""
    for separador, dato in _HUECO.findall(linea):
        if datos[dato]:
            texto += f"{separador}{datos[dato]}" if texto else datos[dato]
    return texto


def _colonia(direccion: Direccion) -> str:
    colonia = direccion.colonia
    if direccion.pais == "MX" and colonia and not _DE_COLONIA.match(plegar(colonia)):
        return f"COL. {colonia}"
    return colonia


def _provincia(direccion: Direccion) -> str:
    """La provincia, si dice algo que la ciudad no diga ya."""
    if plegar(direccion.provincia) == plegar(direccion.ciudad):
        return ""
    return direccion.provincia
