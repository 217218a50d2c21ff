"""Las parejas que faltan por decidir, en un libro para quien prefiera hacerlo en Excel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from clientesctl.duplicados import Par
from clientesctl.duplicados.distintos import Fichero
from clientesctl.duplicados.repaso import Respuesta, arbol
from clientesctl.entregas.fichero import comprobar_destino, sustituir
from clientesctl.entregas.repaso import (
    DECISIONES,
    FichaDelRepaso,
    ParejaDelRepaso,
    escribir_repaso,
)
from clientesctl.operaciones.duplicados_careo import DE_QUIEN_ES, enfrentar
from clientesctl.operaciones.duplicados_listas import decir_razon
from clientesctl.operaciones.duplicados_repaso import Peticion, Repaso, empezar
from clientesctl.operaciones.libros import clave_si_cifrado, elegir_libro
from clientesctl.registro.pais import paises_por_fila

_CUENTA = 1.0
"""Bits desde los que merece la pena decir una razón."""
_PALABRAS = dict(
    zip((Respuesta.MISMO, Respuesta.DISTINTOS, Respuesta.DUDA), DECISIONES, strict=True)
)


def entregar(peticion: Peticion, ruta: Path) -> int:
    """Cuántas parejas quedan en el libro de `ruta`; con ninguna, no se escribe.

    De tres fichas o más van las parejas que bastan para enlazarlas: las demás se deducen. Lo que
    ya se contestó en la terminal va puesto. `Rechazo` si `ruta` es el propio registro.
    """
    comprobar_destino(ruta, elegir_libro(peticion.libro)[0])
    repaso = empezar(peticion)
    pares = arbol([p for p in repaso.pares if (p.a, p.b) not in repaso.distintas])
    if not pares:
        return 0
    parejas = _parejas(repaso, pares)
    de_quien, demas = _cabeceras(repaso, parejas)
    with sustituir(ruta, registro=repaso.abierto.registro.ruta) as provisional:
        escribir_repaso(provisional, parejas, [*de_quien, *demas], len(de_quien), ruta.name)
    return len(parejas)


def registro_cifrado(peticion: Peticion) -> bool:
    """Si el registro lleva contraseña; la revisión se escribe sin ella."""
    return clave_si_cifrado(elegir_libro(peticion.libro)[0]) is not None


def _parejas(repaso: Repaso, pares: Sequence[Par]) -> list[ParejaDelRepaso]:
    registro = repaso.abierto.registro
    clientes = registro.clientes
    fichero = Fichero(clientes, paises_por_fila(clientes, registro.pais))
    fichero.mirar(posicion for par in pares for posicion in (par.a, par.b))
    return [_pareja(repaso, fichero, par) for par in pares]


def _pareja(repaso: Repaso, fichero: Fichero, par: Par) -> ParejaDelRepaso:
    tabla = fichero.tabla
    columnas = [c for c in enfrentar(tabla, (par.a, par.b)) if c.conocido]
    distintas = frozenset(c.cabecera for c in columnas if c.signo == "≠")
    fichas = [
        FichaDelRepaso(
            int(tabla.filas[posicion]),
            tabla.identificador(posicion) or "",
            porque,
            {c.cabecera: (c.a, c.b)[orden] for c in columnas},
            distintas,
        )
        for orden, (posicion, porque) in enumerate(zip((par.a, par.b), _porques(par), strict=True))
    ]
    respuesta = repaso.respuestas.get((par.a, par.b))
    return ParejaDelRepaso(
        par.probabilidad,
        (fichas[0], fichas[1]),
        (*_senas(fichero, par), repaso.abierto.registro.ruta.name),
        "" if respuesta is None else _PALABRAS[respuesta],
    )


def _senas(fichero: Fichero, par: Par) -> Iterator[str]:
    """Con qué se encuentra cada ficha a la vuelta: su ID, su huella y, entre iguales, su fila."""
    for posicion in (par.a, par.b):
        yield fichero.tabla.texto("id", posicion)
        yield fichero.huella(posicion)
        yield str(fichero.tabla.filas[posicion])


def _porques(par: Par) -> tuple[str, str]:
    """Lo que hace creer que son uno, y lo que hace dudar."""
    a_favor = [decir_razon(r) for r in par.razones if r.peso >= _CUENTA]
    en_contra = [decir_razon(r) for r in par.razones if r.peso <= -_CUENTA]
    return ", ".join(a_favor), f"pero {', '.join(en_contra)}" if en_contra else ""


def _cabeceras(repaso: Repaso, parejas: Sequence[ParejaDelRepaso]) -> tuple[list[str], list[str]]:
    """Las columnas que alguna ficha tiene: las que dicen quién es, y las demás."""
    clientes = repaso.abierto.registro.clientes
    llenas = {c for p in parejas for f in p.fichas for c in f.celdas}
    sitios = sorted(clientes.asignaciones.values(), key=lambda a: a.columna)
    propias = {a.cabecera.strip() or a.campo.upper(): a.campo in DE_QUIEN_ES for a in sitios}
    de_quien = [c for c, dice in propias.items() if dice and c in llenas]
    return de_quien, [c for c, dice in propias.items() if not dice and c in llenas]
