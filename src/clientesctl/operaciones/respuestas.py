"""Las respuestas que se dan en Python y no caben en un solo marco: hallazgos, dobles y planes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

from clientesctl.operaciones import duplicados_listas, hallazgos, planes
from clientesctl.operaciones.en_marco import marco_de_objetos

if TYPE_CHECKING:
    import pandas as pd

    from clientesctl.calidad.informe import Informe
    from clientesctl.operaciones.duplicados import Busqueda
    from clientesctl.operaciones.estado import Vista
    from clientesctl.registro.hallazgo import Hallazgo
    from clientesctl.registro.plan import Plan
    from clientesctl.registro.registro import Registro

_DE_HALLAZGO = {
    "hoja": "texto",
    "fila": "entero",
    "celda": "texto",
    "campo": "texto",
    "regla": "texto",
    "gravedad": "texto",
    "valor": "texto",
    "mensaje": "texto",
    "propuesta": "texto",
    "cambios": "objeto",
    "segura": "logico",
}
_DE_PLAN = {
    "hoja": "texto",
    "fila": "entero",
    "celda": "texto",
    "id": "texto",
    "campo": "texto",
    "motivo": "texto",
    "antes": "texto",
    "despues": "texto",
    "segura": "logico",
    "propuesta": "entero",
}
_DE_PAR = {
    "fila_a": "entero",
    "id_a": "texto",
    "fila_b": "entero",
    "id_b": "texto",
    "probabilidad": "parte",
    "razones": "texto",
}
_DE_GRUPO = {
    "fila": "entero",
    "grupo": "entero",
    "id": "texto",
    "nombre": "texto",
    "probabilidad": "parte",
}
_DE_ESTADO = {
    "fila": "entero",
    "id": "texto",
    "nombre": "texto",
    "estado": "texto",
    "ultima_compra": "fecha",
    "dias": "numero",
    "motivo": "texto",
    "al_mes": "dinero",
    "total": "dinero",
    "moneda": "texto",
}


@dataclass(frozen=True, eq=False)
class Hallazgos(Sequence["Hallazgo"]):
    """Lo que incumple las políticas, en el orden del libro y con las tarjetas tapadas.

    Es una secuencia de `Hallazgo`; `marco` son los mismos como tabla y `objeto`, el JSON de
    `clientesctl validar`.
    """

    informe: Informe

    def __len__(self) -> int:
        return len(self.informe)

    def __iter__(self) -> Iterator[Hallazgo]:
        return iter(self._todos)

    @overload
    def __getitem__(self, cual: int) -> Hallazgo: ...
    @overload
    def __getitem__(self, cual: slice) -> tuple[Hallazgo, ...]: ...
    def __getitem__(self, cual: int | slice) -> Hallazgo | tuple[Hallazgo, ...]:
        return self._todos[cual]

    @cached_property
    def _todos(self) -> tuple[Hallazgo, ...]:
        return tuple(hallazgos.presentables(self.informe))

    @property
    def errores(self) -> int:
        """Cuántos son errores; los demás son avisos."""
        return self.informe.errores

    @property
    def por_regla(self) -> dict[str, int]:
        """Regla → cuántos, de más a menos."""
        return self.informe.por_regla()

    @property
    def objeto(self) -> dict[str, Any]:
        """El objeto del JSON de la orden."""
        objeto = hallazgos.como_objeto(self.informe)
        return {**objeto, "hallazgos": list(objeto["hallazgos"])}

    @property
    def marco(self) -> pd.DataFrame:
        """Un renglón por hallazgo; `fila` es la de Excel, y falta (NaN) si es de la columna."""
        return marco_de_objetos(map(hallazgos.en_objeto, self), _DE_HALLAZGO, indice=None)


@dataclass(frozen=True, eq=False)
class Dobles:
    """Los clientes que están más de una vez. `objeto` es el JSON de `clientesctl duplicados`."""

    busqueda: Busqueda

    def __len__(self) -> int:
        return len(self.busqueda.dobles.pares)

    @cached_property
    def objeto(self) -> dict[str, Any]:
        """El objeto del JSON de la orden; cada par lleva sus razones, en bits."""
        return duplicados_listas.como_objeto(self.busqueda)

    @property
    def pares(self) -> pd.DataFrame:
        """Un renglón por pareja, de más a menos probable: fila e ID de cada una y por qué."""
        tabla = self.busqueda.registro.clientes
        pares = (
            {
                "fila_a": int(tabla.filas[par.a]),
                "id_a": tabla.identificador(par.a),
                "fila_b": int(tabla.filas[par.b]),
                "id_b": tabla.identificador(par.b),
                "probabilidad": duplicados_listas.honrada(par.probabilidad),
                "razones": duplicados_listas.decir_razones(par),
            }
            for par in reversed(self.busqueda.dobles.pares)
        )
        return marco_de_objetos(pares, _DE_PAR, indice=None)

    @property
    def grupos(self) -> pd.DataFrame:
        """Un renglón por ficha de un grupo, con su fila por índice; el grupo 1 es el más seguro."""
        tabla = self.busqueda.registro.clientes
        fichas = (
            {
                "fila": int(tabla.filas[posicion]),
                "grupo": numero,
                "id": tabla.identificador(posicion),
                "nombre": duplicados_listas.nombrar(tabla, posicion),
                "probabilidad": duplicados_listas.honrada(grupo.probabilidad),
            }
            for numero, grupo in enumerate(reversed(self.busqueda.dobles.grupos), 1)
            for posicion in grupo.posiciones
        )
        return marco_de_objetos(fichas, _DE_GRUPO)


def estado_en_marco(vista: Vista) -> pd.DataFrame:
    """Los clientes con su estado, en el orden de la hoja: lo que da el JSON de la orden y dinero.

    `dias` son los que lleva sin comprar. `al_mes` y `total`, en la `moneda` que más gasta.
    """
    from clientesctl.operaciones.estado import como_json

    clientes: Any = como_json(vista)["clientes"]
    filas = (
        {
            **cliente,
            "al_mes": gastos[0].al_mes if gastos else None,
            "total": gastos[0].total if gastos else None,
            "moneda": gastos[0].moneda if gastos else None,
        }
        for cliente, gastos in zip(clientes, vista.cartera.dinero.de(vista.posiciones), strict=True)
    )
    return marco_de_objetos(filas, _DE_ESTADO)


def plan_en_marco(plan: Plan, registro: Registro) -> pd.DataFrame:
    """Un renglón por celda que cambia, con lo que hay y lo que habrá (tarjetas tapadas).

    `fila` y `celda` faltan en una ficha o columna nuevas; `propuesta` junta, desde 1, las celdas
    que entran o no entran a la vez.
    """
    return marco_de_objetos(
        map(planes.en_objeto, planes.renglones(plan, registro)), _DE_PLAN, indice=None
    )
