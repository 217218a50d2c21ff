"""Deshacer lo que el programa escribió, sin tocar lo que la gente haya escrito después.

Si nadie ha tocado el libro desde entonces, vuelven los bytes de antes. Si no, se escribe el plan
al revés: las celdas que alguien cambió entre medias se dejan como están y se dicen.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clientesctl.libro.bitacora import Asiento, preparar_asiento
from clientesctl.libro.copias import leer_copia
from clientesctl.libro.errores_transaccion import LibroCambiado
from clientesctl.libro.lectura import en_claro
from clientesctl.libro.origen import leer_bytes
from clientesctl.libro.transaccion import sustituir_libro
from clientesctl.libro.turno import turno
from clientesctl.libro.valores_guardados import guardar_valores
from clientesctl.operaciones.copias import leer_si_se_deja
from clientesctl.operaciones.historial import plan_escrito
from clientesctl.operaciones.libros import Abierto, clave_del_libro
from clientesctl.operaciones.pasos_atras import Paso, PorCopia, PorPlan, faltan, siguiente_paso
from clientesctl.operaciones.versiones import Libro
from clientesctl.registro.colocar import Conflicto, colocar
from clientesctl.registro.comparar import Comparacion, comparar
from clientesctl.registro.plan import Plan
from clientesctl.registro.plan_json import escribir_plan
from clientesctl.registro.reanclar import reanclar

ORDEN = "deshacer"


@dataclass(frozen=True)
class Deshecho:
    """Un paso ya dado. `asiento` es None si no había nada que escribir."""

    paso: Paso
    asiento: Asiento | None
    conflictos: tuple[Conflicto, ...] = ()
    avisos: tuple[str, ...] = ()


@dataclass(frozen=True)
class Simulado:
    """Lo que haría un paso: las fichas que cambiarían, o las celdas del plan y las que chocan.

    `detras` son las escrituras que se desharían después, con el libro como lo deje éste.
    """

    paso: Paso
    detras: tuple[Asiento, ...] = ()
    comparacion: Comparacion | None = None
    plan: Plan | None = None
    conflictos: tuple[Conflicto, ...] = ()


def deshacer(
    libro: Libro, hasta: int | None, ahora: dt.datetime, esperar: float = 0.0
) -> Iterator[Deshecho]:
    """Cada paso según se da, hasta dejar deshecha la escritura `hasta` y las de detrás.

    `hasta` es el número de una escritura, o lo que den `ultima_en_pie` (lo último que sigue hecho)
    o `ultima_vuelta` (para rehacer lo deshecho). Nada si no hay nada que deshacer.

    Raises:
        EscrituraDesconocida: no hay ninguna con ese número, o no llegó a escribirse.
        SinValores: lo que decían las celdas ya no se guarda, y el libro no es el de entonces.
        Rechazo: no se puede escribir; los pasos ya dados quedan dados.
    """
    if hasta is None:
        return
    imposibles: set[int] = set()
    while (paso := siguiente_paso(libro, hasta, imposibles)) is not None:
        if isinstance(paso, PorCopia):
            hecho = _volver(libro, paso, ahora, esperar)
        else:
            hecho = _invertir(libro, paso, ahora, esperar)
        yield hecho
        if hecho.asiento is None:
            imposibles.add(paso.hasta.numero)


def simular(libro: Libro, hasta: int | None) -> Simulado | None:
    """Lo que haría el primer paso; None si no hay nada que deshacer."""
    paso = None if hasta is None else siguiente_paso(libro, hasta)
    if hasta is None or paso is None:
        return None
    detras = faltan(libro, hasta, paso)
    if isinstance(paso, PorCopia):
        return Simulado(paso, detras, comparar(libro.leer(), libro.leer_copia(paso.copia)))
    colocado = colocar(paso.plan, libro.leer())
    return Simulado(paso, detras, None, colocado.plan, colocado.conflictos)


def _volver(libro: Libro, paso: PorCopia, ahora: dt.datetime, esperar: float) -> Deshecho:
    """El libro es otra vez, byte a byte, el de antes."""
    contenido = leer_copia(libro.ruta, paso.copia)
    asiento = preparar_asiento(
        ahora.isoformat(timespec="seconds"),
        ORDEN,
        cuanto=(sum(a.celdas for a in paso.asientos), 0),
        hojas=dict.fromkeys(h for a in paso.asientos for h in a.hojas),
        fichas=[f for a in paso.asientos for f in a.fichas],
        deshace=paso.hasta.numero,
    )
    with turno(libro.ruta, ORDEN, esperar):
        antes = leer_bytes(libro.ruta)
        if hashlib.sha256(antes).hexdigest() != paso.sha256:
            raise LibroCambiado(libro.ruta)

        def comprobar(temporal: Path) -> None:
            crudo = leer_si_se_deja(temporal)
            if crudo is not None:
                cifrado = en_claro(temporal, contenido, clave=clave_del_libro()) is not contenido
                _guardar_para_rehacer(libro, paso, asiento.id, libro.entender(crudo), cifrado)

        hecho = sustituir_libro(libro.ruta, antes, contenido, asiento, comprobar)
    return Deshecho(paso, hecho)


def _guardar_para_rehacer(
    libro: Libro, paso: PorCopia, id_asiento: str, quedo: Abierto, cifrado: bool
) -> None:
    """Lo que cambia la vuelta, para deshacerla aunque alguien toque el libro después.

    Solo si es de una escritura y no vuelve a poner fichas: de las demás no se sabe dicho así.
    """
    escrito = plan_escrito(libro, paso.hasta) if len(paso.asientos) == 1 else None
    if escrito is None or any(c.clave.es_nueva for c in escrito.cambios):
        return
    # Nadie ha tocado el libro desde la escritura: cada ficha está en la fila que dice su plan.
    hecho = reanclar(escrito.inverso(), {}, quedo.registro)
    clave = clave_del_libro() if cifrado else None
    guardar_valores(libro.ruta, id_asiento, escribir_plan(hecho), clave)


def _invertir(libro: Libro, paso: PorPlan, ahora: dt.datetime, esperar: float) -> Deshecho:
    """Las celdas que escribió esa orden, como estaban; las que alguien cambió después, no."""
    from clientesctl.operaciones.aplicar import Escritura, aplicar

    escritura = Escritura(ORDEN, ahora, esperar, deshace=paso.hasta.numero)
    aplicado = aplicar(paso.plan, libro.abrir(), escritura)
    return Deshecho(paso, aplicado.asiento, aplicado.conflictos, aplicado.avisos)
