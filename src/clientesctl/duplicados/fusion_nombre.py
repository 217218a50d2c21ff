"""El nombre que queda: en bloque, y nunca con el nombre de uno y los apellidos de otro."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from clientesctl.duplicados.fusion_criterios import (
    ACENTUADO,
    CONOCIDO,
    CORRIENTE,
    EN_MAYUSCULAS,
    ENTERO,
    FORMAL,
    LLENO,
    MAYORIA,
    QUEDA,
    REVISADO,
    SANO,
    Criterio,
    Eleccion,
    elegir,
)
from clientesctl.duplicados.fusion_lectura import Escrito, Grupo
from clientesctl.duplicados.nombrar import limpiar_apellido, limpiar_nombre
from clientesctl.registro.plan import Dato
from clientesctl.textos import fonetica, nombres

_LARGA = 6
"""Letras desde las que una palabra puede llevar dos erratas y seguir siendo la misma."""

_SIN_TITULO = Criterio(
    "el nombre sin el título delante", lambda e: nombres.titulo_inicial(e.texto) is None
)
_A_LA_PAR = (CONOCIDO, ACENTUADO, EN_MAYUSCULAS, MAYORIA, CORRIENTE, REVISADO, QUEDA)
_DE_PILA = (LLENO, SANO, _SIN_TITULO, FORMAL, ENTERO, *_A_LA_PAR)
_APELLIDOS = ("apellido_1", "apellido_2", "apellidos")


def fundir_nombre(grupo: Grupo, campos: Sequence[str]) -> Mapping[str, Eleccion]:
    """Lo que queda en NOMBRE y los apellidos, por columna.

    Entre fichas que pueden ser de la misma persona se toma el mejor nombre y, juntos, los
    mejores apellidos: el formal y no el familiar, dos y no uno, con sus acentos. De las que no
    (otra persona de la empresa, los apellidos cruzados) no se toma nada, salvo que la que queda
    no tenga nombre.
    """
    con_nombre = [p for p in grupo.posiciones if any(grupo.leidas.texto(c, p) for c in campos)]
    if not con_nombre:
        return {}
    base = con_nombre[0]
    suyas = [p for p in con_nombre if p == base or _casan(grupo, base, p)]
    elegidos: dict[str, Eleccion] = {}
    if "nombre" in campos:
        mejor, frase = elegir([grupo.escrito("nombre", p) for p in suyas], _DE_PILA, _tal_cual)
        elegidos["nombre"] = Eleccion(mejor.dato, (mejor.ficha,), frase)
    apellidos = [c for c in _APELLIDOS if c in campos]
    if apellidos:
        elegidos |= _fundir_apellidos(grupo, suyas, apellidos)
    return elegidos


def _fundir_apellidos(
    grupo: Grupo, posiciones: Sequence[int], campos: Sequence[str]
) -> Mapping[str, Eleccion]:
    """Los apellidos de la ficha que mejor los lleva, cada uno como mejor esté escrito."""
    separados = Criterio(
        "los apellidos, cada uno en su columna",
        lambda e: sum(bool(grupo.leidas.texto(c, e.ficha)) for c in campos),
    )
    juntos = [_juntar(grupo, p, campos) for p in posiciones]
    base, frase = elegir(
        juntos,
        (ENTERO, separados, SANO, *_A_LA_PAR),
        lambda e: f"{e.texto} {separados.medir(e)}",
    )
    elegidos = {}
    for campo in campos:
        propio = grupo.escrito(campo, base.ficha)
        iguales = [e for e in grupo.escritos(campo) if e.ficha in posiciones and _igual(e, propio)]
        mejor, por_que = elegir(iguales, (SANO, *_A_LA_PAR), _tal_cual)
        solo = len({e.texto for e in iguales}) == 1
        elegidos[campo] = Eleccion(mejor.dato, (mejor.ficha,), frase if solo else por_que)
    return elegidos


def _igual(uno: Escrito, otro: Escrito) -> bool:
    """Si son el mismo apellido, escrito bien o con alguna errata."""
    unas, otras = limpiar_apellido(uno.texto).split(), limpiar_apellido(otro.texto).split()
    return len(unas) == len(otras) and all(_suenan(a, b) for a, b in zip(unas, otras, strict=True))


def _tal_cual(escrito: Escrito) -> str:
    return escrito.texto


def _juntar(grupo: Grupo, posicion: int, campos: Sequence[str]) -> Escrito:
    texto = " ".join(filter(None, (grupo.leidas.texto(c, posicion) for c in campos)))
    primero = grupo.escrito(campos[0], posicion)
    return replace(primero, texto=texto, dato=Dato.de_texto(texto))


def _casan(grupo: Grupo, una: int, otra: int) -> bool:
    """Si los nombres de las dos fichas pueden ser dos maneras de llamar a la misma persona."""
    leidas = grupo.leidas
    if not _pueden_ser(*(limpiar_nombre(leidas.texto("nombre", p)) for p in (una, otra))):
        return False
    de_una, de_otra = (_apellidos(grupo, p) for p in (una, otra))
    if not de_una or not de_otra:
        return True
    return all(_suenan(a, b) for a, b in zip(de_una, de_otra, strict=False))


def _apellidos(grupo: Grupo, posicion: int) -> list[str]:
    textos = (grupo.leidas.texto(c, posicion) for c in _APELLIDOS)
    return [p for t in textos if t for p in limpiar_apellido(t).split()]


def _pueden_ser(uno: str, otro: str) -> bool:
    """Si dos nombres de pila, limpios, pueden ser de la misma persona.

    >>> _pueden_ser("JOSE", "PEPE"), _pueden_ser("JULIO CESAR", "JULIO"), _pueden_ser("J", "JULIO")
    (True, True, True)
    >>> _pueden_ser("ANA", "LUIS")
    False
    """
    if not uno or not otro:
        return True
    if ({uno} | nombres.nombres_formales(uno)) & ({otro} | nombres.nombres_formales(otro)):
        return True
    pocas, muchas = sorted((uno.split(), otro.split()), key=len)
    return all(any(_es(a, b) for b in muchas) for a in pocas)


def _es(a: str, b: str) -> bool:
    if 1 in (len(a), len(b)):
        return a[0] == b[0]
    return _suenan(a, b) or bool(
        ({a} | nombres.nombres_formales(a)) & ({b} | nombres.nombres_formales(b))
    )


def _suenan(a: str, b: str) -> bool:
    """Si una palabra suena como la otra, o es ella con alguna errata."""
    from rapidfuzz.distance import OSA

    if fonetica.clave(a) == fonetica.clave(b):
        return True
    erratas = 2 if min(len(a), len(b)) >= _LARGA else 1
    return min(len(a), len(b)) > 3 and OSA.distance(a, b) <= erratas
