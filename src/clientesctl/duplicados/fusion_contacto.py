"""Los teléfonos y los correos que quedan: el mejor en su sitio y los demás donde quepan."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from clientesctl.duplicados.fusion_criterios import (
    CORREO_VALIDO,
    LLENO,
    QUEDA,
    REVISADO,
    TELEFONO_VALIDO,
    Criterio,
    Eleccion,
    correo_valido,
    elegir,
    telefono_valido,
)
from clientesctl.duplicados.fusion_lectura import Escrito, Grupo
from clientesctl.registro.plan import Dato
from clientesctl.textos import correos, telefonos

UNO = Criterio("lo que lleva uno solo en la celda", lambda e: -len(claves_de(e)))
_COBRA = re.compile(r"(?:cobro|pago|factura|admin|contab|tesoreria|invoice|billing)", re.IGNORECASE)


@dataclass(frozen=True)
class _Clase:
    """Cómo se juzgan y dónde caben los valores de un bloque de columnas intercambiables."""

    criterios: tuple[Criterio, ...]
    partir: Callable[[Escrito], tuple[str, ...]]
    valido: Callable[[Escrito], bool]
    claves: Callable[[Escrito], frozenset[str]]
    cabe: Callable[[Escrito, str], bool]


def fundir_telefonos(grupo: Grupo, campos: Sequence[str]) -> Mapping[str, Eleccion]:
    """Lo que queda en TELEFONO, MOVIL y TELEFONO_2: un móvil no va nunca donde los fijos."""
    return _repartir(grupo, campos, _TELEFONO)


def fundir_correos(grupo: Grupo, campos: Sequence[str]) -> Mapping[str, Eleccion]:
    """Lo que queda en EMAIL, EMAIL_2 y EMAIL_COBROS, donde solo va quien parece que cobra."""
    return _repartir(grupo, campos, _CORREO)


def claves_de(escrito: Escrito) -> frozenset[str]:
    """Los números o las direcciones que lleva la celda, cada uno de una sola manera."""
    es_correo = escrito.campo.startswith("email")
    return (_CORREO if es_correo else _TELEFONO).claves(escrito)


def _repartir(grupo: Grupo, campos: Sequence[str], clase: _Clase) -> Mapping[str, Eleccion]:
    elegidas: dict[str, Eleccion] = {}
    puestos: set[str] = set()
    propias = {k for c in campos for k in clase.claves(grupo.escrito(c, grupo.queda))}
    for campo in campos:
        mejor, frase = elegir(grupo.escritos(campo), clase.criterios, lambda e: _clave(clase, e))
        propio = grupo.escrito(campo, grupo.queda)
        if not propio.texto and clase.claves(mejor) <= propias:
            mejor = propio  # ya lo tiene en otro sitio
        elegidas[campo] = Eleccion(mejor.dato, (mejor.ficha,), frase)
        puestos |= clase.claves(mejor)
    libres = [c for c in campos if not elegidas[c].dato.texto.strip()]
    for escrito in _los_demas(grupo, campos, clase):
        if clase.claves(escrito) <= puestos:
            continue
        sitio = next((c for c in libres if clase.cabe(escrito, c)), None)
        if sitio is not None:
            regla = f"otro más, que no cabía en {escrito.campo.upper()}"
            elegidas[sitio] = Eleccion(escrito.dato, (escrito.ficha,), regla)
            libres.remove(sitio)
            puestos |= clase.claves(escrito)
    return elegidas


def _clave(clase: _Clase, escrito: Escrito) -> str:
    return " ".join(sorted(clase.claves(escrito))) or escrito.texto


def _los_demas(grupo: Grupo, campos: Sequence[str], clase: _Clase) -> Iterator[Escrito]:
    """Los valores válidos de todas las fichas, ficha a ficha."""
    for posicion in grupo.posiciones:
        for campo in campos:
            escrito = grupo.escrito(campo, posicion)
            for parte in clase.partir(escrito):
                suelto = replace(escrito, texto=parte, dato=Dato.de_texto(parte))
                uno = escrito if parte == escrito.texto else suelto
                if parte and clase.valido(uno):
                    yield uno


def _numeros(escrito: Escrito) -> frozenset[str]:
    claves = set()
    for parte in telefonos.partir_telefonos(escrito.texto, escrito.pais):
        leido = telefonos.leer_telefono(parte, escrito.pais)
        cifras = "".join(filter(str.isdigit, parte))
        claves.add((leido.e164 or leido.nacional) if leido is not None else cifras)
    return frozenset(claves - {""})


def _cabe_telefono(escrito: Escrito, campo: str) -> bool:
    leido = telefonos.leer_telefono(escrito.texto, escrito.pais)
    if leido is None:
        return campo == "telefono_2"
    if campo == "movil":
        return leido.clase != "fijo"
    return campo == "telefono_2" or leido.clase != "movil"


def _direcciones(escrito: Escrito) -> frozenset[str]:
    partes = correos.partir_correos(escrito.texto)
    return frozenset(parte.lower() for parte in partes if parte)


def _cabe_correo(escrito: Escrito, campo: str) -> bool:
    return campo != "email_cobros" or _COBRA.match(escrito.texto) is not None


_TELEFONO = _Clase(
    (LLENO, TELEFONO_VALIDO, UNO, REVISADO, QUEDA),
    lambda e: telefonos.partir_telefonos(e.texto, e.pais),
    lambda e: telefono_valido(e.texto, e.pais),
    _numeros,
    _cabe_telefono,
)
_CORREO = _Clase(
    (LLENO, CORREO_VALIDO, UNO, REVISADO, QUEDA),
    lambda e: correos.partir_correos(e.texto),
    correo_valido,
    _direcciones,
    _cabe_correo,
)
