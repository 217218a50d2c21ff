"""Un nombre escrito, entendido: qué es y en qué partes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clientesctl.duplicados.fichas import EMPRESA, INCIERTA, PERSONA
from clientesctl.textos import empresas, nombres
from clientesctl.textos.limpieza import plegar, reparar_codificacion

_PALABRA = re.compile(r"[^\W\d_]+")
_CON_JOSE_Y_MARIA = re.compile(r"\b(JOSE|MARIA) (JOSE|MARIA)\b")
_GENERACIONES = {
    "HIJO": "HIJO", "HIJA": "HIJO", "JR": "HIJO", "JUNIOR": "HIJO", "II": "HIJO", "III": "HIJO",
    "PADRE": "PADRE", "MADRE": "PADRE", "SR": "PADRE", "SENIOR": "PADRE",
}  # fmt: skip
"""Lo que, detrás del nombre, dice si es el padre o el hijo."""

_CON_CIFRAS = re.compile(r"[^\W_]+")  # CLIENTE 46 y CLIENTE 50 no son el mismo
_ES_EMPRESA = 0.5
_ES_PERSONA = 0.7


@dataclass(frozen=True, slots=True)
class Juicio:
    """Qué es un nombre escrito en una sola celda; `partes` es (nombre, apellido, apellido)."""

    clase: int
    partes: tuple[str, str, str] = ("", "", "")


def limpiar_nombre(texto: str) -> str:
    """El nombre de pila con sus abreviaturas dichas enteras, plegado y sin partículas.

    >>> limpiar_nombre("Mª del Carmen"), limpiar_nombre("Juanjo"), limpiar_nombre("Pepe")
    ('MARIA CARMEN', 'JUAN JOSE', 'PEPE')
    >>> limpiar_nombre("José María"), limpiar_nombre("Emilio (hijo)")
    ('JOSEMARIA', 'EMILIO')
    """
    if not texto:
        return ""
    sano = reparar_codificacion(texto) or texto
    titulo = nombres.titulo_inicial(sano)
    dicho = nombres.expandir_abreviaturas(titulo[1] if titulo else sano)
    palabras: list[str] = []
    for palabra in _CON_CIFRAS.findall(plegar(dicho)):
        palabras += _dicha_entera(palabra)
    utiles = [p for p in palabras if p not in nombres.PARTICULAS and p not in _GENERACIONES]
    # JOSE MARIA y MARIA JOSE no son el mismo nombre: cada uno va como una palabra.
    return _CON_JOSE_Y_MARIA.sub(r"\1\2", " ".join(utiles or palabras))


def _dicha_entera(palabra: str) -> list[str]:
    """La palabra, o los dos nombres que junta una forma corta como JUANJO."""
    formales = nombres.nombres_formales(palabra)
    if len(formales) == 1:
        (formal,) = formales
        if " " in formal:
            return formal.split()
    return [palabra]


def limpiar_apellido(texto: str) -> str:
    """El apellido plegado, sin partículas ni signos.

    >>> limpiar_apellido("de la Cruz"), limpiar_apellido("García-Lorca")
    ('CRUZ', 'GARCIA LORCA')
    """
    palabras = _CON_CIFRAS.findall(plegar(reparar_codificacion(texto) or texto))
    fuera = nombres.PARTICULAS | _GENERACIONES.keys()
    return " ".join([p for p in palabras if p not in fuera] or palabras)


def generacion(texto: str) -> str:
    """PADRE o HIJO, si el nombre escrito acaba diciendo cuál de los dos es; si no, nada.

    >>> generacion("EMILIO (HIJO)"), generacion("Saúl Rosas Leal Sr."), generacion("SR. SAUL ROSAS")
    ('HIJO', 'PADRE', '')
    """
    principio, _, ultima = texto.rstrip(" .)").rpartition(" ")
    return _GENERACIONES.get(ultima.lstrip("(").upper(), "") if principio else ""


def apellidos_aparte(texto: str) -> tuple[str, str]:
    """Los dos apellidos de una celda, o el único que hay y nada.

    >>> apellidos_aparte("García López"), apellidos_aparte("de la Cruz")
    (('GARCIA', 'LOPEZ'), ('CRUZ', ''))
    """
    if " " not in texto.strip():
        return limpiar_apellido(texto), ""
    partidos = nombres.partir_apellidos(texto)
    if partidos is None:
        return limpiar_apellido(texto), ""
    return limpiar_apellido(partidos.apellido_1), limpiar_apellido(partidos.apellido_2)


def juzgar(texto: str, hay_apellidos_aparte: bool) -> Juicio:
    """Si el nombre de una celda es de persona (y sus partes), de empresa, o no se sabe.

    Con una columna de apellidos en la tabla, un nombre de pila solo es de persona.
    """
    if not texto:
        return Juicio(INCIERTA)
    if empresas.parece_empresa(texto) >= _ES_EMPRESA:
        return Juicio(EMPRESA)
    titulo = nombres.titulo_inicial(texto)
    sin_titulo = titulo[1] if titulo else texto
    if generacion(sin_titulo):
        sin_titulo = sin_titulo.rstrip(" .)").rpartition(" ")[0].rstrip(" (,")
    palabras = _PALABRA.findall(plegar(sin_titulo))
    if hay_apellidos_aparte and len(palabras) <= 2 and _es_de_pila(sin_titulo):
        return Juicio(PERSONA, (limpiar_nombre(sin_titulo), "", ""))
    if nombres.parece_persona(sin_titulo) >= _ES_PERSONA:
        partido = nombres.partir_nombre(sin_titulo)
        if partido is not None and partido.nombre:
            return Juicio(
                PERSONA,
                (
                    limpiar_nombre(partido.nombre),
                    limpiar_apellido(partido.apellido_1),
                    limpiar_apellido(partido.apellido_2),
                ),
            )
    return Juicio(INCIERTA)


def _es_de_pila(texto: str) -> bool:
    return nombres.parece_nombre(texto) >= _ES_PERSONA or bool(
        nombres.nombres_formales(plegar(texto))
    )
