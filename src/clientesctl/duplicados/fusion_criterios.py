"""Por qué un valor es mejor que otro: cada criterio, con la frase que lo dice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import log10
from typing import NamedTuple

from clientesctl.duplicados.fusion_lectura import Escrito
from clientesctl.registro.plan import Dato
from clientesctl.textos import codigos_postales, correos, empresas, ids_fiscales, nombres, telefonos
from clientesctl.textos.limpieza import (
    esta_en_mayusculas,
    limpiar_espacios,
    plegar,
    reparar_codificacion,
    solo_alfanumerico,
    texto_irreparable,
)
from clientesctl.textos.voluntades import niega, pide_no_contacto


@dataclass(frozen=True, slots=True)
class Criterio:
    """Gana el valor que más mide; `frase` es por qué, dicha del valor que gana."""

    frase: str
    medir: Callable[[Escrito], float]


class Eleccion(NamedTuple):
    """Lo que queda en una columna, de qué fichas sale y por qué regla."""

    dato: Dato
    de: tuple[int, ...]
    regla: str


def elegir(
    escritos: Sequence[Escrito],
    criterios: Iterable[Criterio],
    igual: Callable[[Escrito], str] = lambda e: e.comparable,
) -> tuple[Escrito, str]:
    """El mejor y por qué: los criterios se pasan en orden hasta que queda un solo valor.

    Entre valores iguales se queda el de la ficha que sobrevive.
    """
    quedan, frase = list(escritos), QUEDA.frase
    for criterio in criterios:
        if len({igual(e) for e in quedan}) == 1:
            break
        if criterio is MAYORIA:
            veces = Counter(igual(e) for e in escritos)
            medidas = [float(veces[igual(e)]) for e in quedan]
        else:
            medidas = [criterio.medir(e) for e in quedan]
        mejores = [e for e, m in zip(quedan, medidas, strict=True) if m == max(medidas)]
        if len(mejores) < len(quedan):
            quedan, frase = mejores, criterio.frase
    return next((e for e in quedan if e.queda), quedan[0]), frase


def _palabras(escrito: Escrito) -> float:
    return len([p for p in plegar(escrito.texto).replace(".", " ").split() if len(p) > 1])


def _sano(escrito: Escrito) -> float:
    texto = escrito.texto
    entero = not texto_irreparable(texto) and reparar_codificacion(texto) is None
    return entero and limpiar_espacios(escrito.dato.texto) == escrito.dato.texto


def _acentos(escrito: Escrito) -> float:
    return sum(not letra.isascii() for letra in escrito.texto)


def _formal(escrito: Escrito) -> float:
    return not nombres.nombres_formales(escrito.texto)


def _conocidas(escrito: Escrito) -> float:
    """La parte de las palabras que son de un nombre o de un apellido que lleva alguien."""
    veces = _frecuencias(escrito)
    return sum(n > 0 for n in veces) / max(len(veces), 1)


def _corriente(escrito: Escrito) -> float:
    """Cuánta gente lleva la palabra menos corriente, por órdenes de magnitud."""
    return int(log10(1 + min(_frecuencias(escrito), default=0)))


def _frecuencias(escrito: Escrito) -> list[float]:
    """Las personas por millón que llevan cada palabra."""
    palabras = [p for p in plegar(escrito.texto).split() if p not in nombres.PARTICULAS]
    de_pila = escrito.campo == "nombre"
    frecuencia = nombres.frecuencia_nombre if de_pila else nombres.frecuencia_apellido
    return [frecuencia(p) for p in palabras]


_ESTADOS_DE_ID = {"valido": 3, "dudoso": 2, "desconocido": 1}


def _id_valido(escrito: Escrito) -> float:
    if ids_fiscales.es_id_generico(escrito.texto, escrito.pais):
        return 0
    return _ESTADOS_DE_ID.get(ids_fiscales.revisar_id(escrito.texto, escrito.pais).estado, 0)


def telefono_valido(texto: str, pais: str) -> bool:
    """Si en la celda hay algún número posible que no sea de relleno."""
    return any(
        telefonos.leer_telefono(parte, pais) is not None
        and not telefonos.es_telefono_de_relleno(parte, pais)
        for parte in telefonos.partir_telefonos(texto, pais)
    )


_ESTADOS_DE_CORREO = {"valido": 2, "dudoso": 1}


def _correo_valido(escrito: Escrito) -> float:
    if correos.es_correo_de_relleno(escrito.texto):
        return 0
    return max(
        _ESTADOS_DE_CORREO.get(correos.revisar_correo(parte).estado, 0)
        for parte in correos.partir_correos(escrito.texto)
    )


def correo_valido(escrito: Escrito) -> bool:
    """Si es una dirección a la que se puede escribir."""
    return _correo_valido(escrito) == 2


def postal_valido(escrito: Escrito) -> bool:
    """Si es un código postal posible en el país y la provincia de la ficha."""
    codigo = codigos_postales.leer_codigo(escrito.texto, escrito.pais)
    if codigo is None:
        return False
    provincia = escrito.leidas.texto("provincia", escrito.ficha)
    return codigos_postales.concuerdan(codigo, provincia, escrito.pais) is not False


_SITUACIONES = (
    frozenset({"BAJA", "DE BAJA", "DADO DE BAJA", "DADA DE BAJA", "CANCELADO", "CANCELADA"}),
    frozenset({"NO CONTACTAR", "NO LLAMAR", "NO MOLESTAR"}),
    frozenset({"FALLECIDO", "FALLECIDA", "DIFUNTO", "DIFUNTA"}),
)


def _situacion(escrito: Escrito) -> float:
    plegado = plegar(escrito.texto)
    return next((i for i, s in enumerate(_SITUACIONES, 1) if plegado in s), 0)


_CANCELADAS = frozenset({"CANCELAR", "CANCELADO", "CANCELADA"})
_ETAPAS = ("INICIAL", "CONVENCIENDO", "VISITA", "COMPRADOR")


def _etapa(escrito: Escrito) -> float:
    plegada = plegar(escrito.texto)
    return _ETAPAS.index(plegada) if plegada in _ETAPAS else 0


def _decidida(escrito: Escrito) -> float:
    return plegar(escrito.texto) in {"COMPRADOR", "PERDIDO", "PERDIDA"}


LLENO = Criterio("lo único escrito", lambda e: bool(e.texto))
SANO = Criterio("lo que no tiene letras rotas ni espacios de más", _sano)
USUAL = Criterio("lo escrito con palabras que llevan otras fichas", lambda e: e.usual)
MAYORIA = Criterio("lo que dicen más fichas", lambda e: 0)
REVISADO = Criterio("lo revisado más tarde", lambda e: e.revisada)
COMPLETO = Criterio("lo más completo", lambda e: len(solo_alfanumerico(e.texto)))
QUEDA = Criterio("lo de la ficha que queda", lambda e: e.queda)
ENTERO = Criterio("lo que lleva más palabras", _palabras)
FORMAL = Criterio("el nombre formal y no el familiar", _formal)
CONOCIDO = Criterio("lo que se sabe que es un nombre", _conocidas)
CORRIENTE = Criterio("el nombre que lleva mucha más gente", _corriente)
ACENTUADO = Criterio("lo que lleva sus acentos", _acentos)
EN_MAYUSCULAS = Criterio("lo escrito en mayúsculas", lambda e: esta_en_mayusculas(e.texto))
CON_FORMA = Criterio(
    "lo que lleva la forma jurídica", lambda e: bool(empresas.separar_forma(e.texto)[1])
)
ID_VALIDO = Criterio("el número que cumple su control", _id_valido)
TELEFONO_VALIDO = Criterio(
    "el número que se puede marcar", lambda e: telefono_valido(e.texto, e.pais)
)
CORREO_VALIDO = Criterio("la dirección que está bien escrita", _correo_valido)
CON_FECHA = Criterio("lo que es una fecha", lambda e: e.dia > 0)
PRIMERO = Criterio("la fecha más temprana", lambda e: -e.dia)
ULTIMO = Criterio("la fecha más tardía", lambda e: e.dia)
NO_QUIERE = Criterio("quien pidió que no, manda", lambda e: pide_no_contacto(e.texto))
NIEGA = Criterio("quien negó su permiso, manda", lambda e: niega(e.texto))
SITUACION = Criterio("la situación que más aparta, manda", _situacion)
CANCELADA = Criterio("quien canceló, manda", lambda e: plegar(e.texto) in _CANCELADAS)
DECIDIDA = Criterio("la etapa en que ya se decidió", _decidida)
AVANZADA = Criterio("la etapa más avanzada", _etapa)
