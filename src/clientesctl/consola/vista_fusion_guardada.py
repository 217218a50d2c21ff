"""Un plan de fusión que se guardó y se retoma: ficha a ficha, o línea a línea en una tubería."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from clientesctl.consola.opciones import Comun
from clientesctl.consola.salida import (
    consola,
    decir,
    escribir_csv,
    escribir_sin_partir,
    escribir_tsv,
)
from clientesctl.consola.vista_plan import VACIA, lo_que_se_anade, par
from clientesctl.registro.plan import VACIO as SIN_DATO
from clientesctl.textos.cifras import contar, enumerar

if TYPE_CHECKING:
    from rich.text import Text

    from clientesctl.operaciones.libros import Abierto
    from clientesctl.registro.plan import Cambio, Plan, Propuesta
    from clientesctl.registro.registro import Registro

_HUELLAS = frozenset({"huella_a", "huella_b"})
"""Van detrás de lo que cambia en las fichas y a una persona no le dicen nada."""
_DE_OTRA_FICHA = frozenset({"id_cliente", "id_a", "id_b"})


def ensenar_guardada(plan: Plan, abierto: Abierto, comun: Comun) -> None:
    """Lo que se fundiría, en el formato pedido, y la cuenta."""
    from clientesctl.operaciones import planes

    renglones = planes.renglones(plan, abierto.registro)
    if comun.formato == "json":
        _escribir_json(plan, abierto)
        return
    if comun.formato == "csv":
        escribir_csv(planes.CABECERA_CSV, map(planes.en_fila, renglones))
    elif comun.formato == "tsv":
        escribir_tsv(planes.CABECERA, map(planes.en_linea, renglones))
    else:
        _ensenar_tabla(plan, abierto.registro, comun)
    decir(f"el plan guardado: {contar_fusiones(plan)}")


def contar_fusiones(plan: Plan) -> str:
    """Cuántas fichas se absorben en cuántas, y las filas de otras hojas que cambian de ficha.

    «4 fichas absorbidas en 3 que quedan; 8 filas de VENTAS a nombre de la que queda»
    """
    unas = contar(_absorbidas(plan), "ficha absorbida", "fichas absorbidas")
    quedan = f"{len(plan.propuestas)} que {'queda' if len(plan.propuestas) == 1 else 'quedan'}"
    pasan = Counter(
        c.hoja for c in plan.cambios if plan.anclas[c.hoja].clase != "CLIENTES" and _muda(c)
    )
    dichas = enumerar([f"{contar(n, 'fila')} de {hoja}" for hoja, n in pasan.items()])
    return f"{unas} en {quedan}{f'; {dichas} a nombre de la que queda' if dichas else ''}"


def _absorbidas(plan: Plan) -> int:
    """Las que absorbe este plan; las que ya lo estaban y cambian de dueño no cuentan."""
    return sum(c.columna == "fusionado_en" and c.antes == SIN_DATO for c in plan.cambios)


def _muda(cambio: Cambio) -> bool:
    return cambio.columna in _DE_OTRA_FICHA


def _ensenar_tabla(plan: Plan, registro: Registro, comun: Comun) -> None:
    from clientesctl.cartera.nombres import nombres_visibles

    terminal = consola(comun.color)
    clientes = registro.clientes
    nombres = dict(zip(clientes.filas.tolist(), nombres_visibles(clientes), strict=True))
    for propuesta in plan.propuestas:
        for linea in _lineas(propuesta, plan, nombres):
            escribir_sin_partir(terminal, linea)
        terminal.print()
    for frase in lo_que_se_anade(plan.anclas.values()):
        terminal.print(f"{frase}\n", soft_wrap=True, markup=False)


def _lineas(propuesta: Propuesta, plan: Plan, nombres: dict[int, str]) -> Iterator[Text]:
    """El motivo; de cada ficha que cambia, quién es y qué cambia; y lo de otras hojas."""
    from rich.text import Text

    yield Text(propuesta.motivo, style="bold")
    por_ficha: dict[tuple[str, object], list[Cambio]] = {}
    mudadas: dict[str, list[int]] = {}
    for cambio in propuesta.cambios:
        if cambio.columna in _HUELLAS:
            continue
        if plan.anclas[cambio.hoja].clase != "CLIENTES" and _muda(cambio):
            mudadas.setdefault(cambio.hoja, []).append(cambio.clave.fila)
        else:
            por_ficha.setdefault((cambio.hoja, cambio.clave), []).append(cambio)
    for (hoja, _), cambios in por_ficha.items():
        es_cliente = plan.anclas[hoja].clase == "CLIENTES"
        yield _de_quien(cambios[0], nombres if es_cliente else {})
        for cambio in cambios:
            antes, despues = par(cambio, plan.anclas[hoja])
            linea = Text(f"    {cambio.columna.upper()} ")
            linea.append(f"«{antes}» → " if antes != VACIA else "→ ")
            linea.append(f"«{despues}»" if despues != VACIA else VACIA, style="green")
            yield linea
    for hoja, filas in mudadas.items():
        cuales = ", ".join(str(fila) for fila in sorted(filas))
        yield Text(f"  {hoja}  pasan a la que queda: fila{'s' * (len(filas) > 1)} {cuales}")


def _de_quien(cambio: Cambio, nombres: dict[int, str]) -> Text:
    from rich.text import Text

    fila = f"fila {cambio.clave.fila}" if cambio.clave.fila else "fila nueva"
    linea = Text(f"  {cambio.hoja}, {fila}", style="cyan")
    quien = f"{cambio.clave.id or ''} {nombres.get(cambio.clave.fila, '')}".strip()
    linea.append(f"  {quien}" if quien else "", style="default")
    return linea


def _escribir_json(plan: Plan, abierto: Abierto) -> None:
    from clientesctl.entregas.json import trozos
    from clientesctl.operaciones import planes

    registro = abierto.registro
    objeto: dict[str, Any] = {
        "version": 1,
        "libro": str(registro.ruta),
        "hoja": registro.clientes.hoja,
        "filas": len(registro.clientes),
        "cambios": [planes.en_objeto(r) for r in planes.renglones(plan, registro)],
        "resumen": {
            "fusiones": len(plan.propuestas),
            "absorbidas": _absorbidas(plan),
            "celdas": planes.cuantas_celdas(plan),
        },
    }
    for trozo in trozos(objeto):
        sys.stdout.write(trozo)
