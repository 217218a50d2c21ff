"""Lo que el programa ha escrito en un libro: quién, cuándo, con qué orden, y qué sigue en pie."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from clientesctl.entregas.lista import Columna, Lista, Valor
from clientesctl.libro.bitacora import Asiento, Estado, leer_bitacora, resumen_de_ficha
from clientesctl.libro.errores import ClaveEquivocada, LibroCifrado
from clientesctl.libro.pendientes import Pendiente, listar_pendientes
from clientesctl.libro.valores_guardados import leer_valores
from clientesctl.operaciones.libros import clave_del_libro
from clientesctl.operaciones.planes import dichos
from clientesctl.operaciones.versiones import Libro
from clientesctl.registro.plan import Cambio, Plan
from clientesctl.registro.plan_json import leer_plan

CABECERA = (
    "numero", "momento", "quien", "orden", "celdas", "altas", "hojas", "estado", "nota",
)  # fmt: skip
CABECERA_FICHA = (
    "numero", "momento", "quien", "orden", "estado", "hoja", "ficha", "columna", "antes", "despues",
)  # fmt: skip
_ANCHOS = (8, 24, 20, 24, 8, 8, 20, 26, 40)


@dataclass(frozen=True)
class Celda:
    """Lo que una escritura cambió de una ficha, como se enseña."""

    hoja: str
    ficha: str
    columna: str
    antes: str
    despues: str


@dataclass(frozen=True)
class Entrada:
    """Una escritura y, si otra la deshizo, el número de ésa.

    `celdas` es lo que cambió de la ficha por la que se pregunta; None si no se pregunta por
    ninguna o si ya no se sabe: una supresión lo borró o, con `cifrada`, falta la contraseña.
    """

    asiento: Asiento
    deshecha_por: int | None = None
    celdas: tuple[Celda, ...] | None = None
    cifrada: bool = False

    @property
    def situacion(self) -> str:
        """En qué quedó, en dos palabras."""
        if self.asiento.estado is Estado.ABANDONADO:
            return "no llegó a escribirse"
        if self.asiento.estado is Estado.PREPARADO:
            return "escribiéndose ahora"
        if self.deshecha_por is not None:
            return f"deshecha por la {self.deshecha_por}"
        return f"deshace la {self.asiento.deshace}" if self.asiento.deshace else "hecha"


@dataclass(frozen=True)
class Historial:
    """Lo escrito, lo más antiguo primero, y lo que espera para entrar."""

    libro: Libro
    entradas: tuple[Entrada, ...]
    pendientes: tuple[Pendiente, ...]
    ficha: str | None = None


def leer_historial(libro: Libro, ficha: str | None = None, ultimas: int | None = None) -> Historial:
    """Lo escrito en el libro: todo, lo de una ficha (su ID) o lo último.

    Raises:
        Rechazo: la bitácora está y no se deja leer.
    """
    asientos = leer_bitacora(libro.ruta)
    por_quien = deshechas(asientos)
    entradas = [Entrada(a, por_quien.get(a.numero)) for a in asientos]
    if ficha is not None:
        suyos = _resumenes(libro, asientos, ficha)
        entradas = [
            _de_ficha(libro, e, ficha) for e in entradas if not suyos.isdisjoint(e.asiento.fichas)
        ]
    quedan = entradas[-ultimas:] if ultimas else entradas
    return Historial(libro, tuple(quedan), listar_pendientes(libro.ruta, clave_del_libro()), ficha)


def deshechas(asientos: Sequence[Asiento]) -> dict[int, int]:
    """Número de cada escritura que otra deshizo → el de ésa.

    Deshacer la N deja el libro como antes de la N: también deshace lo que viniera detrás. Si lo
    que deshacía se deshizo a su vez, la N vuelve a estar en pie.
    """
    por_quien: dict[int, int] = {}
    aplicados = [a for a in asientos if a.estado is Estado.APLICADO]
    for asiento in reversed(aplicados):
        if asiento.deshace is None or asiento.numero in por_quien:
            continue
        for otro in aplicados:
            if asiento.deshace <= otro.numero < asiento.numero:
                por_quien.setdefault(otro.numero, asiento.numero)
    return por_quien


def plan_escrito(libro: Libro, asiento: Asiento) -> Plan | None:
    """El plan que esa escritura cumplió, con las claves de después; None si ya no se guarda.

    Lanza ClaveEquivocada o LibroCifrado si va cifrado y la contraseña no es la suya.
    """
    texto = leer_valores(libro.ruta, asiento.id, clave_del_libro())
    return None if texto is None else leer_plan(texto)


def momento_de(momento: str) -> dt.datetime:
    """Cuándo, en la hora de este ordenador."""
    return dt.datetime.fromisoformat(momento).astimezone()


def en_fila(entrada: Entrada) -> tuple[Valor, ...]:
    """La escritura en las columnas de `CABECERA`."""
    asiento = entrada.asiento
    return (
        asiento.numero,
        momento_de(asiento.momento).isoformat(" ", "seconds"),
        asiento.quien,
        asiento.orden,
        asiento.celdas,
        asiento.altas,
        ", ".join(asiento.hojas),
        entrada.situacion,
        asiento.nota,
    )


def en_filas_de_ficha(entrada: Entrada) -> Iterator[tuple[Valor, ...]]:
    """Lo que cambió de la ficha, una celda por renglón; columnas de `CABECERA_FICHA`."""
    numero, momento, quien, orden, *_ = en_fila(entrada)
    quien_y_cuando = (numero, momento, quien, orden, entrada.situacion)
    for celda in entrada.celdas or (Celda("", "", "", "", ""),):
        yield (
            *quien_y_cuando, celda.hoja, celda.ficha, celda.columna, celda.antes, celda.despues,
        )  # fmt: skip


def como_objeto(historial: Historial) -> dict[str, Any]:
    """El historial como objeto JSON (`version` 1)."""
    return {
        "version": 1,
        "libro": str(historial.libro.ruta),
        "ficha": historial.ficha,
        "escrituras": [_objeto(e) for e in historial.entradas],
        "pendientes": [
            {"numero": p.numero, "orden": p.orden, "momento": p.momento, "quien": p.quien}
            for p in historial.pendientes
        ],
        "resumen": {
            "escrituras": len(historial.entradas),
            "deshechas": sum(e.deshecha_por is not None for e in historial.entradas),
            "pendientes": len(historial.pendientes),
        },
    }


def como_lista(historial: Historial) -> Lista:
    """El historial para entregarlo en un fichero."""
    enteros = {"numero", "celdas", "altas"}
    columnas = [
        Columna(t.upper(), "entero" if t in enteros else "texto", ancho)
        for t, ancho in zip(CABECERA, _ANCHOS, strict=True)
    ]
    filas = [en_fila(e) for e in historial.entradas]
    titulo = f"Historial de {historial.libro.ruta.name}"
    return Lista(titulo, columnas, filas, plural="escrituras", objeto=como_objeto(historial))


def _objeto(entrada: Entrada) -> dict[str, Any]:
    asiento = entrada.asiento
    objeto: dict[str, Any] = {
        "numero": asiento.numero,
        "momento": asiento.momento,
        "quien": asiento.quien,
        "orden": asiento.orden,
        "estado": asiento.estado.value,
        "celdas": asiento.celdas,
        "altas": asiento.altas,
        "hojas": list(asiento.hojas),
        "deshace": asiento.deshace,
        "deshecha_por": entrada.deshecha_por,
        "nota": asiento.nota or None,
    }
    if entrada.celdas is not None:
        objeto["cambios"] = [
            {"hoja": c.hoja, "campo": c.columna, "antes": c.antes, "despues": c.despues}
            for c in entrada.celdas
        ]
    return objeto


def _resumenes(libro: Libro, asientos: Sequence[Asiento], ficha: str) -> set[str]:
    """Con qué nombra la bitácora a las fichas con ese ID, en cada hoja que se ha escrito."""
    hojas = {hoja for asiento in asientos for hoja in asiento.hojas}
    return {r for hoja in hojas if (r := resumen_de_ficha(libro.ruta, hoja, ficha)) is not None}


def _de_ficha(libro: Libro, entrada: Entrada, ficha: str) -> Entrada:
    try:
        plan = plan_escrito(libro, entrada.asiento)
    except (ClaveEquivocada, LibroCifrado):
        return replace(entrada, cifrada=True)
    if plan is None:
        return entrada
    renombradas = {c.clave for c in plan.cambios if c.columna == "id" and c.antes.texto == ficha}
    apuntadas = {
        (c.hoja, c.clave)
        for c in plan.cambios
        if c.columna == "id_cliente" and ficha in (c.antes.texto, c.despues.texto)
    }
    suyos = (
        c
        for c in plan.cambios
        if c.clave in renombradas or ficha == str(c.clave) or (c.hoja, c.clave) in apuntadas
    )
    celdas = tuple(_celda(c, plan) for c in suyos)
    return replace(entrada, celdas=celdas)


def _celda(cambio: Cambio, plan: Plan) -> Celda:
    antes, despues = dichos(cambio, plan.anclas[cambio.hoja])
    return Celda(cambio.hoja, str(cambio.clave), cambio.columna, antes, despues)
