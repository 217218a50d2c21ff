"""Registros repetidos como los hace la gente, y parecidos que no lo son."""

# ruff: noqa: E501, SIM905  # tablas de palabras: se leen mejor seguidas
from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from copy import copy
from typing import Any

from fabrica import lugares
from fabrica.azar import Azar, nombre_de_pila, sin_acentos
from fabrica.clientes import Cliente, correo, domicilio, id_de_persona

_CORTOS = dict(
    p.split(":")
    for p in """JOSE:PEPE FRANCISCO:PACO ANTONIO:TOÑO MANUEL:MANOLO DOLORES:LOLA ENRIQUE:QUIQUE
    IGNACIO:NACHO ALEJANDRO:ALEX ISABEL:ISA CONCEPCION:CONCHA EDUARDO:EDU ROSARIO:CHARO RAFAEL:RAFA
    SANTIAGO:SANTI BEATRIZ:BEA CRISTINA:CRIS JAVIER:JAVI FERNANDO:NANDO PATRICIA:PATRI GUILLERMO:GUILLE
    MERCEDES:MERCHE FRANCISCA:PAQUI JOSEFA:PEPA TERESA:TERE MONTSERRAT:MONTSE ENCARNACION:ENCARNI
    SALVADOR:SALVA JOAQUIN:QUINO VICENTE:TENTE ALBERTO:BERTO GABRIEL:GABI DANIEL:DANI""".split()
)
_SONIDOS = (
    ("Z", "S"),
    ("V", "B"),
    ("B", "V"),
    ("GE", "JE"),
    ("LL", "Y"),
    ("H", ""),
    ("CE", "SE"),
    ("NZ", "NS"),
)
_TECLAS = {
    "A": "S",
    "E": "R",
    "I": "O",
    "O": "P",
    "N": "M",
    "M": "N",
    "R": "T",
    "S": "D",
    "L": "K",
    "T": "Y",
}


def errata(azar: Azar, texto: str) -> str:
    """El mismo texto con un error de oído o de dedo; nunca igual y siempre en mayúsculas."""
    oidas = [(a, b) for a, b in _SONIDOS if a in sin_acentos(texto)[1:]]
    if oidas and azar.suerte(0.5):
        a, b = azar.choice(oidas)
        return texto[0] + sin_acentos(texto)[1:].replace(a, b, 1)
    letras = [i for i in range(1, len(texto) - 1) if texto[i].isalpha() and texto[i + 1].isalpha()]
    if not letras:
        return texto + texto[-1]
    i = azar.choice(letras)
    cambiado = azar.choice((
        texto[:i] + texto[i + 1 :],
        texto[:i] + texto[i] + texto[i:],
        texto[:i] + texto[i + 1] + texto[i] + texto[i + 2 :],
        texto[:i] + _TECLAS.get(texto[i], "E") + texto[i + 1 :],
    ))  # fmt: skip
    return cambiado if cambiado != texto else texto[:i] + texto[i + 1 :]


def _errata_en_apellido(azar: Azar, c: Cliente) -> None:
    campo = azar.choice(("apellido_1", "apellido_2")) if c["apellido_2"] else "apellido_1"
    c[campo] = errata(azar, c[campo])


def _errata_en_nombre(azar: Azar, c: Cliente) -> None:
    c["nombre"] = errata(azar, c["nombre"])


def _nombre_corto(azar: Azar, c: Cliente) -> None:
    palabras = sin_acentos(c["nombre"]).split()
    if palabras[0] in _CORTOS:
        c["nombre"] = _CORTOS[palabras[0]]
    elif len(palabras) > 1:
        c["nombre"] = palabras[0] if palabras[0] not in ("MARIA", "JOSE") else palabras[1]
    else:
        _errata_en_apellido(azar, c)


def _maria(azar: Azar, c: Cliente) -> None:
    nombre = re.sub(r"\bMAR[IÍ]A\b", azar.choice(("Mª", "M.")), c["nombre"], count=1)
    if nombre in ("Mª", "M.") or nombre == c["nombre"]:
        _nombre_corto(azar, c)
    else:
        c["nombre"] = nombre


def _apellidos_cambiados(azar: Azar, c: Cliente) -> None:
    if c["apellido_2"]:
        c["apellido_1"], c["apellido_2"] = c["apellido_2"], c["apellido_1"]


def _sin_segundo(azar: Azar, c: Cliente) -> None:
    c["apellido_2"] = ""


def _sin_acentos(azar: Azar, c: Cliente) -> None:
    for campo in ("nombre", "apellido_1", "apellido_2", "calle"):
        c[campo] = sin_acentos(c[campo])


def _otro_telefono(azar: Azar, c: Cliente) -> None:
    c["movil"], c["telefono"] = lugares.movil(azar, c.lugar), ""


def _mudanza(azar: Azar, c: Cliente) -> None:
    c.celdas |= domicilio(azar, c.lugar)


def _calle_abreviada(azar: Azar, c: Cliente) -> None:
    c["calle"] = re.sub("^CALLE ", azar.choice(("C/ ", "C. ", "")), c["calle"]).replace(
        "AVENIDA", "AVDA."
    )


_DE_PERSONA: tuple[Callable[[Azar, Cliente], None], ...] = (
    _errata_en_apellido, _errata_en_apellido, _errata_en_nombre, _nombre_corto, _maria, _sin_segundo,
    _apellidos_cambiados, _sin_acentos, _otro_telefono, _mudanza, _calle_abreviada,
)  # fmt: skip


def _otra_grafia(azar: Azar, c: Cliente) -> None:
    """IBM SISTEMAS, S.L. → I.B.M. SISTEMAS · I B M SISTEMAS SL…"""
    nombre = c["razon_social"]
    siglas = re.match(r"[B-DF-HJ-NP-TV]{3} ", nombre)
    if siglas:
        letras = siglas[0].strip()
        nombre = azar.choice((".", " ", "-")).join(letras) + azar.choice(("", ".")) + nombre[3:]
    if azar.suerte(0.7) or not siglas:
        forma = re.search(r",? (S\..*)$", nombre)
        quitada = nombre[: forma.start()] if forma else nombre
        sin_puntos = " " + forma[1].replace(".", "") if forma else ""
        nombre = quitada + azar.choice(("", sin_puntos))
    c["razon_social"] = nombre


def _errata_en_empresa(azar: Azar, c: Cliente) -> None:
    primera, _, resto = c["razon_social"].partition(" ")
    c["razon_social"] = f"{errata(azar, primera)} {resto}".strip()


_DE_EMPRESA = (
    _otra_grafia,
    _otra_grafia,
    _otra_grafia,
    _errata_en_empresa,
    _otro_telefono,
    _calle_abreviada,
)


_SENAS = ("id_fiscal", "email", "movil", "telefono", "calle")
"""De estas, una al menos queda igual: sin ninguna, nadie diría que son el mismo."""


def duplicar(azar: Azar, original: Cliente) -> Cliente:
    """Otro registro del mismo cliente, con una, dos o tres diferencias y algún dato que falta."""
    otro = copy(original)
    otro.celdas = dict(original.celdas)
    otro.tocadas, otro.clase = set(), "doble"
    _olvidar(azar, otro)
    for cambio in azar.sample(
        _DE_EMPRESA if original.empresa else _DE_PERSONA, azar.choice((1, 1, 2, 2, 3))
    ):
        cambio(azar, otro)
    if not any(otro[k] and otro[k] == original[k] for k in _SENAS):
        otro["movil"] = original["movil"]
    otro["observaciones"], otro["caduca_el"], otro["no_contactar"] = "", "", "NO"
    return otro


def _olvidar(azar: Azar, c: Cliente) -> None:
    """Quita lo que no se volvió a preguntar, pero deja con qué reconocerlo."""
    for campo, cuanto in (
        ("email", 0.4),
        ("fecha_nacimiento", 0.5),
        ("email_cobros", 0.7),
        ("titulo", 0.5),
    ):
        if azar.suerte(cuanto):
            c[campo] = None if campo == "fecha_nacimiento" else ""
    if azar.suerte(0.55):
        c["id_fiscal"] = ""
    c["vendedor"] = azar.choice((c["vendedor"], "EMILY", "JUAN"))


def pariente(azar: Azar, de: Cliente, hoy: dt.date) -> Cliente:
    """Un hermano: mismos apellidos, casa y fijo; otro nombre, otro documento, otro móvil."""
    otro = _parecido(azar, de)
    while sin_acentos(otro["nombre"]).split()[0] == sin_acentos(de["nombre"]).split()[0]:
        otro["nombre"] = nombre_de_pila(azar, otro["sexo"])
    de["telefono"] = de["telefono"] or lugares.fijo(azar, de.lugar)
    otro["telefono"] = de["telefono"]
    _documentos(azar, de, otro, azar.randint(-9, 9) * 365 + azar.randint(40, 320), hoy)
    return otro


def hijo(azar: Azar, de: Cliente, hoy: dt.date) -> Cliente:
    """Se llama como su padre y vive con él; nació más de veinte años después y firma con otro documento."""
    otro = _parecido(azar, de)
    _documentos(azar, de, otro, azar.randint(20 * 366, 34 * 365), hoy)
    return otro


def tocayo(azar: Azar, de: Cliente, hoy: dt.date) -> Cliente:
    """Se llama igual y nada más: otra ciudad, otro teléfono, otro documento."""
    otro = _parecido(azar, de)
    otro.lugar = lugares.lugar(azar, de["pais"])
    while otro.lugar.provincia == de.lugar.provincia:
        otro.lugar = lugares.lugar(azar, de["pais"])
    otro.celdas |= domicilio(azar, otro.lugar) | {
        "movil": lugares.movil(azar, otro.lugar),
        "telefono": "",
    }
    _documentos(azar, de, otro, azar.randint(400, 6000), hoy)
    return otro


def sucursal(azar: Azar, de: Cliente, hoy: dt.date) -> Cliente:
    """La misma empresa, con el mismo CIF, en otra provincia."""
    otro = _parecido(azar, de)
    otro.lugar = lugares.lugar(azar, de["pais"])
    while otro.lugar.provincia == de.lugar.provincia:
        otro.lugar = lugares.lugar(azar, de["pais"])
    fijo, movil = lugares.fijo(azar, otro.lugar), lugares.movil(azar, otro.lugar)
    otro.celdas |= domicilio(azar, otro.lugar) | {
        "telefono": fijo,
        "movil": movil,
        "email_cobros": "",
    }
    otro["email"] = (
        f"{sin_acentos(otro.lugar.ciudad).split()[0].split('-')[0].lower()}@{de['email'].split('@')[1]}"
    )
    otro["email"] = otro["email"].replace("ñ", "n")
    return otro


def _parecido(azar: Azar, de: Cliente) -> Cliente:
    otro = copy(de)
    otro.celdas = dict(de.celdas)
    otro.tocadas, otro.clase, otro.grupo = set(), "parecido", 0
    if not de.empresa:
        otro["email"], otro["titulo"], otro["observaciones"] = "", "", ""
        otro["movil"] = lugares.movil(azar, otro.lugar)
    return otro


def _documentos(azar: Azar, de: Cliente, otro: Cliente, dias: int, hoy: dt.date) -> None:
    """Da a los dos su nacimiento y su documento, distintos."""
    tope = hoy - dt.timedelta(days=19 * 366)
    nacio: Any = de["fecha_nacimiento"] or dt.date(1955, 3, 2) + dt.timedelta(
        days=azar.randint(0, 9000)
    )
    if nacio + dt.timedelta(days=dias) > tope:
        nacio = tope - dt.timedelta(days=dias + azar.randint(1, 900))
    de["fecha_nacimiento"], otro["fecha_nacimiento"] = nacio, nacio + dt.timedelta(days=dias)
    de["id_fiscal"] = id_de_persona(azar, de, nacio)
    otro["id_fiscal"] = id_de_persona(azar, otro, otro["fecha_nacimiento"])
    if azar.suerte(0.5):
        otro["email"] = correo(azar, otro["nombre"], otro["apellido_1"])
