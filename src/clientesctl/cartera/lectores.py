"""Cuándo dos textos de una columna dicen lo mismo: un teléfono, un documento, una provincia…"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from clientesctl.registro.absorbidas import clave_de_id
from clientesctl.registro.columna import Columna
from clientesctl.registro.enlace import codigo_comparable
from clientesctl.textos.codigos_postales import longitud_codigo, provincia_canonica
from clientesctl.textos.correos import partir_correos
from clientesctl.textos.id_compacto import compactar_id
from clientesctl.textos.limpieza import plegar, solo_alfanumerico
from clientesctl.textos.sexos import lector_de_sexo
from clientesctl.textos.telefonos import leer_telefono, partir_telefonos
from clientesctl.textos.voluntades import pide_no_contacto

Cumple = Callable[[str], bool]

_NO_CIFRA = re.compile(r"\D+")
_COLA = 6
"""Cifras finales que se buscan antes de leer un teléfono, que cuesta cien veces más."""


@dataclass(frozen=True, slots=True)
class Lector:
    """`igual`: de lo tecleado, a si lo escrito dice lo mismo. `forma`: cómo se busca un trozo."""

    igual: Callable[[str], Cumple]
    forma: Callable[[str], str] = plegar


def elegir_lector(campo: str, columna: Columna, pais: str) -> Lector:
    """El de esa columna; el de un texto cualquiera si no lleva nada especial."""
    if campo == "sexo":
        return _por_clave(lector_de_sexo(columna.textos[columna.frecuencias() > 0].tolist()))
    if campo in _DE_TELEFONO:
        return Lector(lambda tecleado: _mismo_telefono(tecleado, pais), _solo_cifras)
    if campo == "provincia":
        return _por_clave(lambda t: plegar(provincia_canonica(t, pais) or t))
    if campo == "codigo_postal":
        return _por_clave(lambda t: _codigo(t, pais), lambda t: _codigo(t, pais))
    return _SEGUN_CAMPO.get(campo, DE_TEXTO)


def _por_clave(clave: Callable[[str], str], forma: Callable[[str], str] = plegar) -> Lector:
    def igual(tecleado: str) -> Cumple:
        suya = clave(tecleado)
        return lambda escrito: clave(escrito) == suya

    return Lector(igual, forma)


def _mismo_telefono(tecleado: str, pais: str) -> Cumple:
    cifras = _solo_cifras(tecleado)
    leido = leer_telefono(tecleado, pais)
    cola = (leido.nacional if leido else cifras)[-_COLA:]

    def es(escrito: str) -> bool:
        if not cola or cola not in _solo_cifras(escrito):
            return False
        for numero in partir_telefonos(escrito, pais):
            suyo = leer_telefono(numero, pais)
            if leido and suyo and leido.e164 and leido.e164 == suyo.e164:
                return True
            if _solo_cifras(numero) == cifras:
                return True
        return False

    return es


def _mismo_correo(tecleado: str) -> Cumple:
    suyo = tecleado.strip().lower()
    return lambda escrito: suyo in escrito.lower() and suyo in partir_correos(escrito.lower())


def _mismo_id(tecleado: str) -> Cumple:
    exacto, comparable = clave_de_id(tecleado), codigo_comparable(tecleado)
    return lambda e: bool(e) and (clave_de_id(e) == exacto or codigo_comparable(e) == comparable)


def _codigo(texto: str, pais: str) -> str:
    """El código postal sin signos y con el cero que perdió, para que 8001 y 08001 sean el mismo."""
    compacto = solo_alfanumerico(texto.strip().removesuffix(".0"))
    largo = longitud_codigo(pais)
    falta = largo is not None and compacto.isdecimal() and len(compacto) == largo - 1
    return compacto.zfill(largo) if falta and largo is not None else compacto


def _solo_cifras(texto: str) -> str:
    return texto if texto.isdecimal() else _NO_CIFRA.sub("", texto)


_DE_TELEFONO = frozenset({"telefono", "movil", "telefono_2"})
DE_TEXTO = _por_clave(plegar)
_DE_CORREO = Lector(_mismo_correo)
_DE_DOCUMENTO = _por_clave(lambda t: compactar_id(t).lstrip("0"), compactar_id)
_DE_ID = Lector(_mismo_id)
_DE_CASILLA = _por_clave(lambda t: "SI" if pide_no_contacto(t) else "NO")
_SEGUN_CAMPO: Mapping[str, Lector] = {
    **dict.fromkeys(("email", "email_2", "email_cobros"), _DE_CORREO),
    **dict.fromkeys(("id_fiscal", "curp"), _DE_DOCUMENTO),
    **dict.fromkeys(("id", "fusionado_en"), _DE_ID),
    "no_contactar": _DE_CASILLA,
}
