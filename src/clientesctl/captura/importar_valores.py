"""Si dos valores de un mismo campo dicen lo mismo, se escriban como se escriban."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from clientesctl.duplicados.direcciones import partir_calle
from clientesctl.duplicados.fusion_lectura import comparable
from clientesctl.registro.plan import Dato
from clientesctl.textos.abreviaturas import expandir_abreviaturas
from clientesctl.textos.codigos_postales import leer_codigo
from clientesctl.textos.correos import partir_correos
from clientesctl.textos.empresas import separar_forma
from clientesctl.textos.hipocoristicos import nombres_formales
from clientesctl.textos.ids_fiscales import compactar_id
from clientesctl.textos.limpieza import es_marcador, plegar, solo_alfanumerico
from clientesctl.textos.paises import codigo_pais
from clientesctl.textos.provincias import provincia_canonica
from clientesctl.textos.telefonos import leer_telefono, partir_telefonos

TELEFONOS = ("telefono", "movil", "telefono_2")
CORREOS = ("email", "email_2")
DE_PERSONA = ("titulo", "nombre", "apellido_1", "apellido_2", "apellidos", "nombre_completo")
DE_EMPRESA = ("razon_social", "nombre_comercial")
DE_SITIO = (
    "calle", "numero", "numero_interior", "direccion", "colonia", "ciudad", "municipio",
    "provincia", "codigo_postal",
)  # fmt: skip


def hay(campo: str, dato: Dato | None) -> bool:
    """Si en la celda hay un dato, y no la manera de decir que no lo hay."""
    return dato is not None and bool(dato.texto.strip()) and not es_marcador(dato.texto, campo)


def numeros(texto: str, pais: str) -> frozenset[str]:
    """Los teléfonos de una celda, sin su formato."""
    return frozenset(_numero(parte, pais) for parte in partir_telefonos(texto, pais)) - {""}


def direcciones(texto: str) -> frozenset[str]:
    """Los correos de una celda."""
    return frozenset(parte.strip().lower() for parte in partir_correos(texto)) - {""}


def palabras(datos: Mapping[str, Dato], campos: Iterable[str] = DE_PERSONA[1:]) -> frozenset[str]:
    """Las palabras del nombre, sin abreviaturas ni acentos, esté repartido como esté."""
    textos = (datos[campo].texto for campo in campos if campo in datos)
    return frozenset(
        palabra.strip(",.") for t in textos for palabra in expandir_abreviaturas(t).split()
    ) - {""}


def mismo_valor(campo: str, uno: Dato, otro: Dato, pais: str) -> bool:
    """Si los dos dicen lo mismo en ese campo.

    >>> mismo_valor("telefono", Dato.de_texto("+34 612 34 56 78"), Dato.de_texto("612345678"), "ES")
    True
    >>> mismo_valor("provincia", Dato.de_texto("GERONA"), Dato.de_texto("GIRONA"), "ES")
    True
    >>> mismo_valor("calle", Dato.de_texto("C/ MAYOR"), Dato.de_texto("CALLE MENOR"), "ES")
    False
    """
    if uno.texto == otro.texto:
        return True
    if campo.startswith("fecha"):
        return comparable(campo, uno.texto, uno) == comparable(campo, otro.texto, otro)
    if campo in DE_EMPRESA and _palabras_de(uno.texto) == _palabras_de(otro.texto):
        return True
    if campo == "nombre":
        return _mismo_nombre(uno.texto, otro.texto)
    return _forma(campo, uno.texto, pais) == _forma(campo, otro.texto, pais)


@lru_cache(maxsize=1 << 16)
def _forma(campo: str, texto: str, pais: str) -> object:
    if campo in TELEFONOS:
        return numeros(texto, pais) or texto
    if campo in (*CORREOS, "email_cobros"):
        return direcciones(texto) or texto
    if campo == "id_fiscal":
        return compactar_id(texto)
    if campo == "codigo_postal":
        return (leer_codigo(texto, pais) or texto).lstrip("0")
    if campo == "provincia":
        return provincia_canonica(texto, pais) or solo_alfanumerico(texto)
    if campo == "pais":
        return codigo_pais(texto) or plegar(texto)
    if campo in ("calle", "direccion"):
        return partir_calle(texto)
    if campo in DE_EMPRESA:
        return solo_alfanumerico(separar_forma(texto)[0]) or solo_alfanumerico(texto)
    return comparable(campo, texto.strip(), Dato.de_texto(texto))


def _mismo_nombre(uno: str, otro: str) -> bool:
    """Si es el mismo, o uno es el familiar o la inicial del otro."""
    iniciales = [plegar(t).replace(".", "").strip() for t in (uno, otro)]
    if min(map(len, iniciales)) == 1:
        return iniciales[0][:1] == iniciales[1][:1]
    return not _nombres(uno).isdisjoint(_nombres(otro))


@lru_cache(maxsize=1 << 14)
def _nombres(texto: str) -> frozenset[str]:
    """El nombre de pila y los que puede abreviar."""
    return nombres_formales(texto) | {expandir_abreviaturas(texto)}


@lru_cache(maxsize=1 << 14)
def _palabras_de(empresa: str) -> frozenset[str]:
    """Las palabras de una denominación, sin su forma jurídica y en cualquier orden."""
    return frozenset(plegar(separar_forma(empresa)[0]).split())


def _numero(texto: str, pais: str) -> str:
    leido = leer_telefono(texto, pais)
    if leido is not None and leido.e164:
        return leido.e164
    return "".join(filter(str.isdigit, texto))
