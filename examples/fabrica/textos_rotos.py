"""Textos que se capturan mal: minúsculas, espacios, codificación, marcadores, nombres pegados."""

# ruff: noqa: E501  # tablas de palabras: se leen mejor seguidas
from __future__ import annotations

import re

from fabrica.azar import sin_acentos
from fabrica.clientes import Cliente
from fabrica.datos_rotos import sin_postal
from fabrica.plantel import Plantel, otro_contacto


def minusculas(p: Plantel) -> None:
    for campo in (
        "nombre",
        "apellido_1",
        "apellido_2",
        "razon_social",
        "calle",
        "ciudad",
        "provincia",
    ):
        for c in p.elegir(
            p.cuantos(), (campo,), lambda c, k=campo: str(c[k]).isupper() and len(c[k]) > 3
        ):
            escribir = p.azar.choice((str.title, str.lower, str.capitalize))
            p.poner(c, campo, escribir(c[campo]), "texto_en_minusculas")
            if p.azar.suerte(0.08):
                p.poner(c, campo, c[campo] + " ", "espacios_sobrantes")


def espacios(p: Plantel) -> None:
    formas = (" {}", "{} ", "{}  ", "\u00a0{}", "{}\u00a0", "{}\n", "medio", "nbsp")
    for campo in ("nombre", "apellido_1", "razon_social", "calle", "ciudad"):
        for c in p.elegir(p.cuantos(0.004), (campo,), lambda c, k=campo: c[k]):
            forma, texto = p.azar.choice(formas), c[campo]
            if forma in ("medio", "nbsp") and " " in texto:
                sucio = texto.replace(" ", "  " if forma == "medio" else " \u00a0", 1)
            else:
                sucio = forma.format(texto) if "{}" in forma else texto + " "
            p.poner(c, campo, sucio, "espacios_sobrantes")


def codificacion(p: Plantel) -> None:
    """MUÑOZ leído con otra tabla («MUÃ‘OZ»), García en minúsculas («GarcÃ­a») y lo irrecuperable («MU�OZ»)."""
    for campo in ("apellido_1", "apellido_2", "nombre", "provincia", "ciudad"):
        for c in p.elegir(p.cuantos(0.003), (campo,), lambda c, k=campo: re.search("[ÑÉÓ]", c[k])):
            texto = c[campo]
            roto = re.sub("[ÑÉÓ]", lambda m: m[0].encode().decode("cp1252"), texto)
            if p.azar.suerte(0.25) and campo.startswith("apellido"):
                roto = re.sub("[ÑÉÓ]", "\ufffd", texto)
            if re.search("[ÁÍÚ]", roto):
                roto = sin_acentos(roto)
            p.poner(c, campo, roto, "texto_mal_codificado")
    for c in p.elegir(p.cuantos(0.002), ("apellido_1",), lambda c: "Í" in c["apellido_1"]):
        roto = c["apellido_1"].title().encode().decode("latin-1")
        p.poner(c, "apellido_1", roto, "texto_mal_codificado")
        # Está en minúsculas y lleva un guion blando, pero antes hay que saber qué ponía.
        for regla in ("texto_en_minusculas", "espacios_sobrantes"):
            p.admitidos.append(("CLIENTES", c, "apellido_1", regla))


def marcadores(p: Plantel) -> None:
    por_campo = {
        "apellido_2": ("-", ".", "N/A", "SIN DATO"), "calle": ("-", ".", "N/A", "SIN DATO"),
        "telefono": ("-", "N/A", "0", "NO TIENE", "null", "--"), "provincia": ("-", ".", "N/A"),
        "email": ("NO TIENE", "-", "N/A", "SIN CORREO", "null"), "id_fiscal": ("-", "N/A", "NO TIENE"),
    }  # fmt: skip
    for campo, marcas in por_campo.items():

        def vale(c: Cliente, k: str = campo) -> bool:
            return bool(c["nombre"] or k != "apellido_2") and otro_contacto(c, k) and c.clase == ""

        for c in p.elegir(p.cuantos(0.004), (campo,), vale):
            p.poner(c, campo, p.azar.choice(marcas), "marcador_de_vacio")
            c.tocadas |= {"apellido_1"} if campo == "apellido_2" else set()


def _llano(c: Cliente) -> bool:
    """Una persona con sus dos apellidos y sin erratas: lo pegado se puede volver a partir."""
    return bool(c["nombre"] and c["apellido_2"] and c.clase != "doble")


def nombres_juntos(p: Plantel) -> None:
    campos = ("nombre", "apellido_1", "apellido_2")
    for c in p.elegir(p.cuantos(), campos, lambda c: _llano(c) and " " not in c["apellido_2"]):
        p.poner(c, "apellido_1", f"{c['apellido_1']} {c['apellido_2']}", "apellidos_juntos")
        c["apellido_2"] = ""
        c.tocadas |= set(campos)
    for c in p.elegir(p.cuantos(), campos, _llano):
        apellidos = f"{c['apellido_1']} {c['apellido_2']}"
        forma = p.azar.choice(("{n} {a}", "{n} {a}", "{a}, {n}"))
        p.poner(c, "nombre", forma.format(n=c["nombre"], a=apellidos), "nombre_en_una_columna")
        c["apellido_1"] = c["apellido_2"] = ""
        c.tocadas |= set(campos)


def mezclas(p: Plantel) -> None:
    """Títulos y empresas en el nombre, y la dirección entera en la calle."""
    for c in p.elegir(
        p.cuantos(),
        ("nombre", "titulo"),
        lambda c: c["nombre"] and c["apellido_1"] and not c["titulo"],
    ):
        titulos = (
            ("DON", "SR.", "SR. DON", "DR.", "LIC.")
            if c["sexo"] == "HOMBRE"
            else ("DOÑA", "SRA.", "DRA.", "LIC.", "DÑA.")
        )
        p.poner(c, "nombre", f"{p.azar.choice(titulos)} {c['nombre']}", "titulo_en_el_nombre")
    for c in p.elegir(
        p.cuantos(), ("nombre", "razon_social"), lambda c: c.empresa and not c.grupo and not c.clase
    ):
        p.poner(c, "nombre", c["razon_social"], "empresa_en_el_nombre")
        c["razon_social"], c["nombre_comercial"] = "", ""
        c.tocadas |= {"razon_social", "apellido_1"}
    calle = ("calle", "numero", "ciudad", "codigo_postal")
    for i, c in enumerate(
        p.elegir(
            p.cuantos(), calle, lambda c: c["pais"] == "ES" and not c.grupo and c["numero"] != "S/N"
        )
    ):
        entera = f"{c['calle']} {c['numero']}, {c['codigo_postal']} {c['ciudad']}"
        p.poner(c, "calle", entera, "direccion_en_una_columna")
        c.tocadas |= set(calle)
        if i % 2:
            c["numero"] = c["ciudad"] = ""
            sin_postal(p, c)
