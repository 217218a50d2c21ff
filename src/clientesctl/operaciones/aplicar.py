"""Un plan escrito en el libro: la única puerta por la que lo pensado pasa a hecho."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from clientesctl.libro.bitacora import Asiento, preparar_asiento, resumidor
from clientesctl.libro.cifrado import cifrar
from clientesctl.libro.copias import depurar_copias
from clientesctl.libro.errores_transaccion import NoSePudo
from clientesctl.libro.escritura import escribir_ediciones
from clientesctl.libro.fidelidad import comprobar_fiel
from clientesctl.libro.lectura import en_claro, leer_contenido, leer_libro
from clientesctl.libro.origen import leer_bytes
from clientesctl.libro.transaccion import sustituir_libro
from clientesctl.libro.turno import turno
from clientesctl.libro.valores_guardados import guardar_valores
from clientesctl.operaciones.libros import Abierto, clave_del_libro, entender_libro
from clientesctl.registro.colocar import Colocado, Conflicto, colocar
from clientesctl.registro.esquema import SOLO_SI_HACE_FALTA
from clientesctl.registro.plan import Plan
from clientesctl.registro.plan_json import escribir_plan
from clientesctl.registro.reanclar import reanclar


@dataclass(frozen=True)
class Escritura:
    """Cómo se escribe: `orden` es su nombre en la bitácora, sin datos; `momento`, con huso.

    `esperar` son los segundos que se aguarda a otra ejecución que esté escribiendo. `deshace` es
    el número del asiento que deshace y `pendiente`, el id del hecho que esperaba.
    """

    orden: str
    momento: dt.datetime
    esperar: float = 0.0
    deshace: int | None = None
    pendiente: str = ""


@dataclass(frozen=True)
class Aplicado:
    """Lo que quedó hecho. `asiento` es None si no había nada que escribir."""

    asiento: Asiento | None
    celdas: int = 0
    altas: int = 0
    conflictos: tuple[Conflicto, ...] = ()
    avisos: tuple[str, ...] = ()


def aplicar(plan: Plan, abierto: Abierto, escritura: Escritura) -> Aplicado:
    """El plan, escrito en el libro de `abierto`, salvo lo que choca con lo que alguien cambió.

    Si el libro ya no tiene los bytes que se leyeron, se vuelve a leer y cada ficha se busca donde
    esté. O se escribe todo lo que cabe, o nada.

    Raises:
        Rechazo: no se puede escribir con seguridad; el libro sigue como estaba.
        ErrorLibro: el libro ya no se puede leer.
    """
    with turno(abierto.crudo.ruta, escritura.orden, escritura.esperar):
        return aplicar_con_turno(plan, abierto, escritura)


def aplicar_con_turno(plan: Plan, abierto: Abierto, escritura: Escritura) -> Aplicado:
    """Lo mismo, si quien llama ya tiene el turno (porque escribe varios planes seguidos)."""
    contenido = leer_bytes(abierto.crudo.ruta)
    al_dia = _al_dia(abierto, contenido)
    colocado = colocar(plan, al_dia.registro)
    if not colocado.ediciones:
        return Aplicado(None, conflictos=colocado.conflictos)
    return _escribir(al_dia, contenido, colocado, escritura)


def _al_dia(abierto: Abierto, contenido: bytes) -> Abierto:
    """El libro de esos bytes: el que ya se leyó, si son los mismos."""
    import hashlib

    if hashlib.sha256(contenido).hexdigest() == abierto.crudo.sha256:
        return abierto.como_esta
    crudo = leer_contenido(abierto.crudo.ruta, contenido, clave=clave_del_libro())
    return entender_libro(crudo, abierto.politicas, abierto.hoja)


def _escribir(
    abierto: Abierto, contenido: bytes, colocado: Colocado, escritura: Escritura
) -> Aplicado:
    ruta, clave = abierto.crudo.ruta, clave_del_libro()
    claro = en_claro(ruta, contenido, clave=clave)
    cifrado = claro is not contenido
    escrito = escribir_ediciones(
        ruta,
        claro,
        colocado.ediciones,
        permitir_protegida=abierto.politicas.hojas_protegidas,
    )
    nuevo = cifrar(escrito.contenido, clave) if cifrado else escrito.contenido
    asiento = _asiento(abierto, colocado, escritura)

    def comprobar(temporal: Path) -> None:
        crudo = leer_libro(temporal, clave=clave)
        comprobar_fiel(abierto.crudo, crudo, colocado.ediciones, escrito)
        quedo = entender_libro(replace(crudo, ruta=ruta), abierto.politicas, abierto.hoja)
        hecho = reanclar(colocado.plan, escrito.altas, quedo.registro)
        guardar_valores(ruta, asiento.id, escribir_plan(hecho), clave if cifrado else None)

    aplicado = sustituir_libro(ruta, contenido, nuevo, asiento, comprobar)
    with suppress(NoSePudo):  # la próxima vez se quitarán
        depurar_copias(ruta, abierto.politicas.copias, escritura.momento)
    avisos = (*escrito.avisos, *filter(None, [aplicado.nota]))
    return Aplicado(aplicado, asiento.celdas, asiento.altas, colocado.conflictos, avisos)


def _asiento(abierto: Abierto, colocado: Colocado, escritura: Escritura) -> Asiento:
    resumir = resumidor(abierto.crudo.ruta)
    return preparar_asiento(
        escritura.momento.isoformat(timespec="seconds"),
        escritura.orden,
        cuanto=(
            sum(len(e.celdas) for e in colocado.ediciones),
            sum(len(e.altas) for e in colocado.ediciones),
        ),
        hojas=[e.hoja for e in colocado.ediciones],
        fichas=[resumir(hoja, ficha) for hoja, ficha in _tocadas(colocado.plan)],
        deshace=escritura.deshace,
        pendiente=escritura.pendiente,
    )


def _tocadas(plan: Plan) -> set[tuple[str, str]]:
    """La hoja y el nombre de cada ficha que se toca: el que tenía y, si se le da otro ID, ése.

    Lo que se apunta de un cliente en otra hoja también lo toca a él.
    """
    con_id = ((c.hoja, c.despues.texto) for c in plan.cambios if c.columna == "id")
    de_alguien = (
        (c.hoja, c.despues.texto)
        for c in plan.cambios
        if c.columna == "id_cliente" and plan.anclas[c.hoja].clase not in SOLO_SI_HACE_FALTA
    )
    de_antes = ((c.hoja, str(c.clave)) for c in plan.cambios if not c.clave.es_nueva)
    return {(hoja, ficha) for hoja, ficha in (*con_id, *de_alguien, *de_antes) if ficha}
