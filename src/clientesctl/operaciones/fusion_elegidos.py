"""Lo que alguien elige al fundir: qué ficha queda y de cuál sale el valor de una columna."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from clientesctl.duplicados.fusion import Fundida, Fusion
from clientesctl.duplicados.fusion_lectura import NOTAS
from clientesctl.operaciones.fichas_nombradas import buscar_ficha, campo_de_clientes
from clientesctl.operaciones.fusion_errores import (
    DosElegidas,
    DosQueQuedan,
    FueraDeLosGrupos,
    NoSeElige,
    SinPoderElegir,
)
from clientesctl.operaciones.fusion_nombradas import nombrar
from clientesctl.registro.huellas import columna_de, dato_de
from clientesctl.registro.plan import Dato
from clientesctl.registro.registro import Registro

_CALCULADA = "en la ficha que queda la calcula una fórmula y no se escribe en ella"
_LLAVES = frozenset({"id", "fusionado_en"})


@dataclass(frozen=True, slots=True)
class Elegido:
    """Una columna y la ficha (su posición, desde 0) de la que se toma su valor.

    `pedido` es como se escribió en la orden.
    """

    pedido: str
    campo: str
    posicion: int


def leer_elegidos(registro: Registro, con: Iterable[tuple[str, str]]) -> list[Elegido]:
    """Lo que se pidió con --con.

    `ErrorUso` si la columna o la ficha no están, o si de esa columna no se puede elegir.
    """
    elegidos = []
    for columna, ficha in con:
        campo, pedido = campo_de_clientes(registro, columna), f"{columna}={ficha}"
        if campo in _LLAVES:
            raise NoSeElige(pedido, ficha)
        elegidos.append(Elegido(pedido, campo, buscar_ficha(registro, ficha)))
    return elegidos


def pares(elegidos: Iterable[Elegido]) -> list[tuple[str, int]]:
    """Cada columna con su ficha, como los toma `planear_fusion`."""
    return [(e.campo, e.posicion) for e in elegidos]


def exigir_posible(
    registro: Registro,
    conservar: Sequence[int],
    elegidos: Sequence[Elegido],
    grupos: Sequence[tuple[int, ...]],
) -> None:
    """`ErrorUso` si se elige una ficha que no se funde, o dos para lo mismo en un grupo."""
    de_grupo = {p: n for n, grupo in enumerate(grupos) for p in grupo}
    for posicion in (*conservar, *(e.posicion for e in elegidos)):
        if posicion not in de_grupo:
            raise FueraDeLosGrupos(nombrar(registro, posicion))
    quedan: dict[int, int] = {}
    for posicion in conservar:
        otra = quedan.setdefault(de_grupo[posicion], posicion)
        if otra != posicion:
            raise DosQueQuedan(nombrar(registro, otra), nombrar(registro, posicion))
    dichos: dict[tuple[str, int], Elegido] = {}
    for elegido in elegidos:
        otro = dichos.setdefault((elegido.campo, de_grupo[elegido.posicion]), elegido)
        if otro.posicion != elegido.posicion:
            raise DosElegidas(otro.pedido, elegido.pedido)


def cotejar_elegidos(
    registro: Registro, fusion: Fusion, elegidos: Iterable[Elegido]
) -> Iterator[str]:
    """Lo que se eligió sin que hiciera falta, porque todas las fichas dicen lo mismo.

    `ErrorUso` si lo elegido no llega a quedar escrito.
    """
    de_ficha = {p: fundida for fundida in fusion.fundidas for p in fundida.fichas}
    for elegido in elegidos:
        fundida = de_ficha.get(elegido.posicion)
        if fundida is None:
            continue
        datos = {_dato(registro, elegido.campo, p) for p in fundida.fichas}
        if _es_formula(registro, elegido.campo, fundida.queda):
            raise SinPoderElegir(elegido.pedido, _CALCULADA)
        if len(datos) == 1:
            yield f"--con {elegido.pedido} no cambia nada: todas las fichas dicen lo mismo"
        elif _lo_que_queda(registro, elegido.campo, fundida) != _dato(
            registro, elegido.campo, elegido.posicion
        ):
            raise SinPoderElegir(elegido.pedido, _por_que_no(registro, elegido.campo))


def _dato(registro: Registro, campo: str, posicion: int) -> Dato | None:
    columna = columna_de(registro.clientes, campo)
    return None if columna is None else dato_de(columna, posicion)


def _es_formula(registro: Registro, campo: str, posicion: int) -> bool:
    columna = columna_de(registro.clientes, campo)
    return columna is not None and posicion in columna.formulas


def _lo_que_queda(registro: Registro, campo: str, fundida: Fundida) -> Dato | None:
    """Lo que dirá la celda de la ficha que queda cuando se escriba la fusión."""
    clientes = registro.clientes
    fila = int(clientes.filas[fundida.queda])
    for cambio in fundida.propuesta.cambios:
        if (cambio.hoja, cambio.columna, cambio.clave.fila) == (clientes.hoja, campo, fila):
            return cambio.despues
    return _dato(registro, campo, fundida.queda)


def _por_que_no(registro: Registro, campo: str) -> str:
    clientes = registro.clientes
    if campo in clientes.asignaciones and not clientes.segura(campo):
        return (
            "no se sabe con certeza qué guarda esa columna y no se escribe en ella:"
            " «clientesctl diagnostico --guardar» la nombra"
        )
    if campo == NOTAS:
        return "las notas no se eligen: quedan las de todas las fichas"
    if campo == "no_contactar":
        return "alguna de las fichas negó su consentimiento, y eso no lo calla otra"
    return "alguna columna que va con ésa no se puede escribir"
