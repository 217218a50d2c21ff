"""La mala letra de la vida: cómo escribe cada cual su ficha, y qué hay que sacar de ella."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Collection, Mapping
from dataclasses import replace

from clientesctl.captura.ensayo import Papel, Persona
from clientesctl.textos.limpieza import plegar

TRAMPAS = (
    "minusculas", "tratamiento", "apellidos_juntos", "empresa_y_persona", "telefono",
    "nombre_entero", "sin_permiso", "direccion_junta", "doble", "marcadores", "abreviaturas",
    "limpia",
)  # fmt: skip
"""Lo que cada ficha tiene de difícil, en el orden en que salen."""

_ABREVIADAS = {"CALLE": "c/", "AVENIDA": "avda.", "PLAZA": "pza."}
_NADAS = {"email": "no tiene", "razon_social": "-"}
"""Lo que se escribe donde no hay nada que escribir."""
_PREFIJOS = (" ", "-", ".")
_EL_DE_SIEMPRE = "el de siempre"


def escribir_papel(
    persona: Persona,
    trampa: str,
    suerte: random.Random,
    pedidos: Collection[str],
    dia: dt.date,
) -> tuple[Persona, Papel]:
    """La ficha como la dejó esa persona, y lo que de ella debe quedar en el registro."""
    esperado = {**persona.esperado, "fecha_alta": (dia.isoformat(),)}
    if trampa not in ("tratamiento", "limpia"):
        # Quien no escribe su tratamiento no lo tiene: no se supone.
        esperado.pop("titulo", None)
    textos = {campo: _a_lo_suyo(campo, valores[0]) for campo, valores in esperado.items()}
    textos["fecha_alta"] = f"{dia.day}/{dia.month}/{dia.year % 100:02}"
    vacios: tuple[str, ...] = ()
    if trampa == "marcadores":
        if {"nombre", "movil"} & set(esperado):
            esperado.pop("email", None)
        nadas = {c: t for c, t in _NADAS.items() if c in pedidos and c not in esperado}
        textos |= nadas
        vacios = tuple(nadas)
    textos |= _con_trampa(textos, esperado, trampa, suerte)
    numero = persona.papeles[0]
    visibles = {c: t for c, t in textos.items() if t and c in {*pedidos, "fecha_alta"}}
    papel = Papel(numero, visibles, persona.permisos)
    return replace(persona, esperado=esperado, vacios=vacios), papel


def repetir(
    persona: Persona, numero: int, familiares: Mapping[str, str], pedidos: Collection[str],
    dia: dt.date,
) -> tuple[Persona, Papel]:  # fmt: skip
    """La misma persona, que vuelve y se llama de otra manera: sigue siendo una."""
    nombre, apellido = persona.esperado["nombre"][0], persona.esperado["apellido_1"][0]
    otro = familiares.get(nombre, nombre.split()[0].capitalize())
    correo = f"{plegar(otro).split()[0].lower()}{numero}@ejemplo.es"
    textos = {
        "nombre": otro, "apellido_1": apellido.capitalize(), "codigo_postal": _EL_DE_SIEMPRE,
        "movil": persona.esperado["movil"][0] if "movil" in persona.esperado else "",
        "email": correo, "fecha_alta": f"{dia.day}/{dia.month}/{dia.year % 100:02}",
    }  # fmt: skip
    esperado = dict(persona.esperado)
    esperado["nombre"] = (nombre, otro.upper().replace("Mª", "MARÍA"), otro.upper())
    if "email" in pedidos:
        esperado["email"] = (*esperado.get("email", ()), correo)
    papel = Papel(numero, {c: t for c, t in textos.items() if t and c in {*pedidos, "fecha_alta"}},
                  dict.fromkeys(persona.permisos))  # fmt: skip
    vacios = tuple(c for c in persona.vacios if c != "email")
    return replace(
        persona, papeles=(*persona.papeles, numero), esperado=esperado, vacios=vacios
    ), papel


def _a_lo_suyo(campo: str, valor: str) -> str:
    """Como lo escribe cualquiera: con mayúsculas solo donde empieza una palabra."""
    if campo in ("email", "codigo_postal", "movil", "medio", "numero", "titulo"):
        return valor
    return " ".join(p if p in ("S.L.", "S.A.") else p.capitalize() for p in valor.split())


def _con_trampa(
    textos: Mapping[str, str],
    esperado: Mapping[str, tuple[str, ...]],
    trampa: str,
    suerte: random.Random,
) -> dict[str, str]:
    """Las casillas que cambian con esa trampa."""
    nombre, uno, dos = (textos.get(c, "") for c in ("nombre", "apellido_1", "apellido_2"))
    match trampa:
        case "minusculas":
            return {c: t.lower() for c, t in textos.items() if c != "medio"}
        case "tratamiento" if "titulo" in textos:
            return {"titulo": "", "nombre": f"{textos['titulo']} {nombre}"}
        case "apellidos_juntos":
            return {"apellido_1": f"{uno} {dos}".strip(), "apellido_2": ""}
        case "empresa_y_persona" if "razon_social" in textos:
            empresa = f"{textos['razon_social']} (pregunten por {nombre} {uno})"
            return {"razon_social": empresa, "nombre": "", "apellido_1": ""}
        case "telefono" if "movil" in textos:
            return {"movil": _agrupado(textos["movil"], suerte)}
        case "nombre_entero":
            return {"nombre": f"{nombre} {uno} {dos}".strip(), "apellido_1": "", "apellido_2": ""}
        case "direccion_junta" if {"calle", "numero", "codigo_postal", "ciudad"} <= set(textos):
            donde = f"{textos['codigo_postal']} {textos['ciudad']}"
            entera = f"{textos['calle']}, nº {textos['numero']}, {donde}"
            return {"calle": entera, "numero": "", "ciudad": "", "codigo_postal": ""}
        case "abreviaturas" if "calle" in esperado:
            via, _, resto = esperado["calle"][0].partition(" ")
            abreviada = f"{_ABREVIADAS.get(via, via)} {resto.lower()}"
            return {"calle": abreviada, "nombre": nombre.lower()}
        case "limpia":
            return {c: t.upper() for c, t in textos.items() if c not in ("email", "medio")}
    return {}


def _agrupado(movil: str, suerte: random.Random) -> str:
    """El número partido como a cada cual le sale."""
    signo, corte = suerte.choice(_PREFIJOS), len(movil) - 6
    partes = [movil[:corte], movil[corte : corte + 2], movil[corte + 2 : corte + 4], movil[-2:]]
    return signo.join(partes)
