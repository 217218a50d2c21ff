"""De qué es cada hoja del libro: el registro de clientes, las ventas, los contactos…"""

# ruff: noqa: SIM905  (las tablas de palabras se leen mejor seguidas que una por línea)

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from clientesctl.registro.columna import Indices
from clientesctl.registro.esquema import HOJAS
from clientesctl.registro.hoja import HojaCruda
from clientesctl.registro.mando import NADIE_MANDA, Mandadas
from clientesctl.registro.reparto import HojaEntendida, entender
from clientesctl.textos.cifras import contar
from clientesctl.textos.limpieza import plegar

FILAS_DE_PRUEBA = 500
"""Filas con que se decide de qué es una hoja; después se lee entera solo la que se use."""
MUESTRA_DE_PRUEBA = 40

AJENA = "AJENAS"
PROSPECTOS = "PROSPECTOS"

_NOMBRES = "nombre nombre_completo apellidos apellido_1 razon_social nombre_comercial".split()
_CONTACTO = (
    "telefono movil email id_fiscal curp codigo_postal direccion calle ultima_compra".split()
)
_CONTACTO_LEJANO = (
    "ciudad provincia municipio colonia web fecha_nacimiento total_compras numero_compras saldo"
    " persona_contacto vendedor fecha_alta etapa situacion telefono_2 email_2 primera_compra"
    " consentimiento"
).split()
_SITIO = "ciudad provincia municipio colonia web fecha_nacimiento persona_contacto".split()
_ENTERAS = frozenset({"contrato", "exacta"})
_FIRMES = frozenset({"contrato", "exacta", "abreviada"})
_NO_DICEN_NADA = frozenset({"LISTA", "REGISTRO", "LISTAS", "IMPORTADOS"})
"""Nombres de hoja que, junto a otras palabras, no dicen de qué es."""
_DE_VENTA = frozenset("importe cantidad producto factura precio".split())

_NECESARIOS: Mapping[str, tuple[frozenset[str], ...]] = {
    "VENTAS": (frozenset({"id_cliente"}), frozenset({"fecha", "importe", "factura"})),
    "CONTACTOS": (frozenset({"id_cliente"}), frozenset({"fecha", "asunto", "resultado", "notas"})),
    "PROPUESTAS": (frozenset({"id_cliente"}), frozenset({"fecha", "importe", "estado"})),
    "CITAS": (frozenset({"id_cliente"}), frozenset({"fecha"})),
    "INTERLOCUTORES": (frozenset({"id_cliente"}), frozenset({"nombre", "apellidos"})),
    "DEMANDA": (frozenset({"producto"}),),
    "CONSENTIMIENTOS": (frozenset({"id_cliente"}), frozenset({"otorgado", "finalidad", "canal"})),
    "SOLICITUDES": (frozenset({"id_cliente"}), frozenset({"derecho"})),
    "DISTINTOS": (frozenset({"id_a"}), frozenset({"id_b"})),
    "IMPORTADOS": (frozenset({"huella"}), frozenset({"origen"})),
}


@dataclass(frozen=True)
class Parecido:
    """Cuánto se parece una hoja a un registro de clientes.

    `puntos` son las columnas reconocidas; `basta`, si hay a quién llamar y cómo; `a_falta`, si
    lo es a falta de otra: una columna de nombres con poco más, o una cabecera aún sin fichas.
    """

    hoja: HojaCruda
    rango: int
    puntos: float
    basta: bool
    visto: str
    a_falta: bool = False


def clase_por_nombre(nombre: str) -> tuple[str, int]:
    """La clase que anuncia el nombre de la hoja y con qué fuerza: de 3 (la del contrato) a 0.

    >>> clase_por_nombre("Clientes"), clase_por_nombre("BD clientes 2024")
    (('CLIENTES', 3), ('CLIENTES', 2))
    >>> clase_por_nombre("Hoja1")
    ('', 0)
    """
    plegado = " ".join(plegar(nombre).replace("_", " ").replace("-", " ").split())
    if plegado in HOJAS:
        return plegado, 3
    clase = _nombres_de_hoja().get(plegado)
    if clase:
        return clase, 2
    palabras = {p for p in plegado.split() if not p.isdigit()}
    for palabra in (*HOJAS, *_nombres_de_hoja()):
        if palabra in palabras and palabra not in _NO_DICEN_NADA:
            suya = _nombres_de_hoja().get(palabra, palabra)
            return suya, 2 if suya == "CLIENTES" else 1
    return "", 0


@cache
def _nombres_de_hoja() -> Mapping[str, str]:
    datos = resources.files("clientesctl.registro") / "datos" / "hojas.csv"
    pares = {}
    for linea in datos.read_text(encoding="utf-8").splitlines()[1:]:
        clase, nombres = linea.split(",", 1)
        pares.update(dict.fromkeys(nombres.split(";"), clase))
    return pares


def parecido_a_registro(hoja: HojaCruda, mandadas: Mandadas) -> Parecido:
    """Lo que la hoja tiene de registro de clientes, por su nombre, sus columnas y sus valores."""
    if hoja.vacia:
        return Parecido(hoja, 0, 0.0, False, "está vacía")
    nombre, fuerza = clase_por_nombre(hoja.nombre)
    if nombre == "IMPORTADOS" and not es_de_clase(hoja, nombre, NADIE_MANDA, con_nombre=True):
        nombre, fuerza = "", 0  # así llaman también muchos a una lista de clientes traída
    prueba = entender(_principio(hoja), "CLIENTES", mandadas, MUESTRA_DE_PRUEBA)
    campos = {c for c, a in prueba.tabla.asignaciones.items() if a.certeza >= 0.5}
    llamada = nombre == "CLIENTES"
    buenos = _senas_buenas(prueba, campos)
    basta = _hay_a_quien(prueba, campos, llamada or len(buenos) >= 2)
    basta = basta and _hay_como(prueba, campos, llamada, len(buenos))
    if mandadas.columnas:
        basta = bool(campos.intersection((*_NOMBRES, *_CONTACTO)))
    elif basta and not llamada:
        basta = not _es_de_ventas(hoja, campos)
    rango = 1 + fuerza if llamada else 2 if nombre == PROSPECTOS else 0 if nombre else 1
    if nombre == AJENA and not mandadas.columnas:
        basta = False
    sola = sum(map(bool, prueba.encabezado.textos)) == 1
    sin_fichas = not len(prueba.tabla) and bool(campos.intersection(_CONTACTO))
    posible = prueba.encabezado.hay and nombre in ("", "CLIENTES", PROSPECTOS)
    a_falta = posible and (
        ((sola or sin_fichas) and _hay_a_quien(prueba, campos, sola))
        or (_dicho_y_algo_mas(prueba, campos) and not _es_de_ventas(hoja, campos))
    )
    return Parecido(hoja, rango, len(campos), basta, _lo_visto(prueba), a_falta)


def _hay_a_quien(prueba: HojaEntendida, campos: set[str], basta_decirlo: bool) -> bool:
    """Si alguna columna lleva nombres de personas o de empresas, por lo que dice y lo que hay."""
    nombres = campos.intersection(_NOMBRES)
    sitios = prueba.tabla.asignaciones
    dichos = [c for c in nombres if prueba.lecturas[sitios[c].columna - 1].via in _FIRMES]
    if not len(prueba.tabla) or (basta_decirlo and dichos):
        return bool(dichos)
    for campo in nombres:
        if prueba.encabezado.hay and campo not in dichos:
            continue
        rasgos = prueba.rasgos[campo]
        vistos = max(rasgos[r] for r in ("persona", "nombre", "apellidos", "empresa"))
        clara = sitios[campo].certeza >= 0.9 and rasgos["letras"] >= 0.5
        if vistos >= (0.4 if prueba.encabezado.hay else 0.7) or (clara and vistos >= 0.15):
            return True
    return False


def _dicho_y_algo_mas(prueba: HojaEntendida, campos: set[str]) -> bool:
    """Si la cabecera dice cuál es el nombre y hay otra parte de él, un sitio o una seña.

    Si lo que dice puede ser de cualquier cosa («Nombre»), han de ser dos.
    """
    sitios = prueba.tabla.asignaciones
    nombres = campos.intersection(_NOMBRES)
    dichos = [c for c in nombres if prueba.lecturas[sitios[c].columna - 1].via in _ENTERAS]
    otros = campos.intersection((*_CONTACTO, *_SITIO))
    cabeceras = {c: plegar(sitios[c].cabecera) for c in dichos}
    claros = [c for c in dichos if sitios[c].certeza >= 0.95 or "CLIENTE" in cabeceras[c]]
    return bool(dichos) and (len(nombres) > 1 or len(otros) >= (1 if claros else 2))


def _senas_buenas(prueba: HojaEntendida, campos: set[str]) -> set[str]:
    """De lo que sirve para dar con alguien, lo que se reconoce bien y tiene valores."""
    minimo = 0.89 if prueba.encabezado.hay else 0.6
    return {
        c
        for c in campos.intersection(_CONTACTO)
        if prueba.tabla.asignaciones[c].certeza >= minimo and prueba.rasgos[c].llenas > 0
    }


def _hay_como(prueba: HojaEntendida, campos: set[str], llamada: bool, buenos: int) -> bool:
    """Si hay cómo dar con ellos: un teléfono, un correo, unas señas, un documento, una compra."""
    cercanos = campos.intersection(_CONTACTO)
    lejanos = {
        c
        for c in campos.intersection(_CONTACTO_LEJANO)
        if prueba.tabla.asignaciones[c].certeza >= 0.9
    }
    if llamada:
        return bool(cercanos or lejanos or "id" in campos)
    if not len(prueba.tabla):
        return prueba.encabezado.hay and len(cercanos) >= 2
    if not prueba.encabezado.hay:
        return buenos >= 2 or ("email" in campos and buenos >= 1)
    return buenos >= 1 or len(lejanos) >= 2


def _es_de_ventas(hoja: HojaCruda, campos: set[str]) -> bool:
    """Si lo que hay son ventas con el nombre del cliente en cada una, y nada para llamarle."""
    ventas = entender(_principio(hoja), "VENTAS", NADIE_MANDA, MUESTRA_DE_PRUEBA).tabla
    suyos = {c for c, a in ventas.asignaciones.items() if a.certeza >= 0.9}
    de_venta = len(_DE_VENTA & suyos)
    contacto = campos & {"telefono", "movil", "email", "codigo_postal", "direccion", "calle"}
    return "fecha" in suyos and de_venta >= 2 and len(contacto) < 2


def es_de_clase(hoja: HojaCruda, clase: str, mandadas: Mandadas, con_nombre: bool) -> bool:
    """Si las columnas de la hoja son las de esa clase; sin su nombre, se pide mucho más."""
    tabla = entender(_principio(hoja), clase, mandadas, MUESTRA_DE_PRUEBA).tabla
    campos = {c for c, a in tabla.asignaciones.items() if a.certeza >= 0.6}
    if not all(grupo & campos for grupo in _NECESARIOS[clase]):
        return False
    return con_nombre or (
        clase == "VENTAS" and {"fecha", "importe"} <= campos and len(_DE_VENTA & campos) >= 2
    )


def _principio(hoja: HojaCruda) -> HojaCruda:
    if len(hoja.filas) <= FILAS_DE_PRUEBA:
        return hoja
    posiciones: Indices = np.arange(FILAS_DE_PRUEBA)
    return HojaCruda(
        nombre=hoja.nombre,
        columnas=tuple(columna.tomar(posiciones) for columna in hoja.columnas),
        filas=hoja.filas[posiciones],
        visible=hoja.visible,
        combinadas=hoja.combinadas,
    )


def _lo_visto(prueba: HojaEntendida) -> str:
    """Una frase con lo que se encontró en la hoja."""
    textos: Sequence[str] = [t for t in prueba.encabezado.textos if t]
    if not prueba.encabezado.hay:
        return f"{contar(len(prueba.tabla), 'fila')} sin una cabecera que se reconozca"
    lista = ", ".join(f"«{t}»" for t in textos[:6]) + (", …" if len(textos) > 6 else "")
    return f"cabecera en la fila {prueba.tabla.fila_cabecera}: {lista}"
