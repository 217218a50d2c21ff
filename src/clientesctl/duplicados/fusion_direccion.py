"""La dirección que queda: la de una sola ficha, con los huecos que otra igual pueda llenar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clientesctl.duplicados.direcciones import partir_calle
from clientesctl.duplicados.fusion_criterios import Eleccion, postal_valido
from clientesctl.duplicados.fusion_lectura import Escrito, Grupo
from clientesctl.textos.limpieza import reparar_codificacion, texto_irreparable

_CERCANOS = 85.0
"""Parecido (0 a 100) desde el que dos nombres de calle o de ciudad son el mismo con una errata."""


def fundir_direccion(grupo: Grupo, campos: Sequence[str]) -> Mapping[str, Eleccion]:
    """Lo que queda en cada columna de la dirección.

    Vale entera la que basta para llegar y, de ellas, la revisada más tarde o la más completa; si
    la de la ficha que queda es la misma, se deja como está. Los huecos (y un código postal
    imposible) se llenan con los de las demás fichas que dicen la misma dirección.
    """
    con_algo = [p for p in grupo.posiciones if any(grupo.leidas.texto(c, p) for c in campos)]
    if not con_algo:
        return {}
    mejor, frase = _mejor(grupo, con_algo, campos)
    base = grupo.queda if _es_la_misma(grupo, grupo.queda, mejor, campos) else mejor
    elegidas = {c: Eleccion(grupo.leidas.dato(c, base), (base,), frase) for c in campos}
    otras = [p for p in con_algo if p != base and _es_la_misma(grupo, base, p, campos)]
    for campo in campos:
        if _vale(grupo, campo, base):
            continue
        for otra in otras:
            if _vale(grupo, campo, otra):
                hueco = not grupo.leidas.texto(campo, base)
                regla = "lo único escrito" if hueco else "lo que está bien escrito"
                elegidas[campo] = Eleccion(grupo.leidas.dato(campo, otra), (otra,), regla)
                break
    return elegidas


def _mejor(grupo: Grupo, posiciones: Sequence[int], campos: Sequence[str]) -> tuple[int, str]:
    """La ficha con la mejor dirección y por qué es la mejor."""
    medidas = {
        p: (
            _basta(grupo, p),
            grupo.revisadas[p],
            sum(_vale(grupo, c, p) for c in campos),
            p == grupo.queda,
        )
        for p in posiciones
    }
    orden = sorted(posiciones, key=lambda p: medidas[p], reverse=True)
    if len(orden) == 1:
        return orden[0], "lo único escrito"
    frases = (
        "la dirección que basta para llegar",
        "la dirección revisada más tarde",
        "la dirección más completa",
        "la dirección de la ficha que queda",
    )
    pares = zip(medidas[orden[0]], medidas[orden[1]], frases, strict=True)
    return orden[0], next((f for una, otra, f in pares if una != otra), frases[-1])


def _basta(grupo: Grupo, posicion: int) -> bool:
    texto = grupo.leidas.texto
    if not (texto("calle", posicion) or texto("direccion", posicion)):
        return False
    return any(texto(c, posicion) for c in ("ciudad", "municipio", "codigo_postal", "direccion"))


def _vale(grupo: Grupo, campo: str, posicion: int) -> bool:
    """Si lo escrito sirve: no está vacío ni roto, y un código postal es posible."""
    texto = grupo.leidas.texto(campo, posicion)
    if not texto or texto_irreparable(texto) or reparar_codificacion(texto) is not None:
        return False
    return campo != "codigo_postal" or postal_valido(grupo.escrito(campo, posicion))


def _es_la_misma(grupo: Grupo, una: int, otra: int, campos: Sequence[str]) -> bool:
    """Si nada de lo que dicen las dos se contradice, y algo coincide."""
    if una == otra:
        return True
    coinciden = 0
    for campo in campos:
        uno, otro = (grupo.escrito(campo, p) for p in (una, otra))
        if uno.texto and otro.texto:
            if not _dicen_lo_mismo(uno, otro):
                return False
            coinciden += campo not in ("numero", "numero_interior", "provincia")
    return coinciden > 0


def _dicen_lo_mismo(uno: Escrito, otro: Escrito) -> bool:
    """Si los dos pueden ser el mismo sitio; un código postal imposible no contradice a nadie."""
    from rapidfuzz import fuzz

    if uno.campo in ("calle", "direccion"):
        (calle, numero), (otra, suyo) = partir_calle(uno.texto), partir_calle(otro.texto)
        return fuzz.ratio(calle, otra) >= _CERCANOS and (not numero or not suyo or numero == suyo)
    if uno.campo in ("ciudad", "municipio", "colonia", "provincia"):
        return fuzz.ratio(uno.comparable, otro.comparable) >= _CERCANOS
    if uno.campo == "codigo_postal" and not (postal_valido(uno) and postal_valido(otro)):
        return True
    return uno.comparable == otro.comparable
