"""Lo que el registro se puede corregir solo: de los hallazgos, un plan.

Se corrige de memoria y se vuelve a validar hasta que nada cambia, porque una corrección destapa
otra («ana  gil» pierde un espacio, se pone en mayúsculas y se parte en dos). Así el plan se
escribe de una vez y, escrito, ni `validar` encuentra lo corregido ni hay nada más que proponer.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from clientesctl.calidad.corregir_plan import hacer_correcciones
from clientesctl.calidad.corregir_reglas import DUDOSAS, SEGURAS
from clientesctl.calidad.corregir_ronda import Apartado, Criterio, Rastro, pasar
from clientesctl.calidad.tabla import exigir_reglas
from clientesctl.calidad.validar import validar
from clientesctl.registro.cambiar import con_cambios
from clientesctl.registro.plan import Plan
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Registro

_PASADAS = 8
"""Con los registros que se han visto bastan cuatro."""


@dataclass(frozen=True, eq=False)
class Correccion:
    """El plan que corrige un registro, y cuántas propuestas se apartan por cada causa.

    `registro` es aquel cuyas columnas nombran los apartados; `quedaria`, con el plan aplicado.
    """

    plan: Plan
    registro: Registro
    quedaria: Registro
    apartados: Mapping[Apartado, int]


def planear_correcciones(
    registro: Registro,
    politicas: Politicas,
    hoy: dt.date,
    reglas: Collection[str] | None = None,
    columnas: Mapping[str, Collection[str]] | None = None,
    dudosas: bool = False,
) -> Correccion:
    """El plan con lo que las reglas proponen y se puede escribir; sin `dudosas`, solo lo seguro.

    `reglas` (None: las que las políticas no apagan) y `columnas` (hoja del contrato → campos)
    lo limitan. Nunca se escribe en una fórmula, en una columna entendida sin certeza ni, al
    repartir un dato, encima de otro.

    Raises:
        ReglaDesconocida: alguna de `reglas` no existe.
    """
    exigir_reglas(reglas or ())
    pedidas = (SEGURAS | DUDOSAS) - politicas.reglas_apagadas
    if reglas is not None:
        pedidas = (SEGURAS | DUDOSAS) & set(reglas)
    corrector = _Corrector(politicas, hoy, Criterio(dudosas, columnas))
    quedaria = corrector.corregir(registro, pedidas if dudosas else pedidas & SEGURAS)
    if not dudosas:
        # Cuesta menos mirar una vez lo que nunca es seguro que en todas las pasadas.
        corrector.pasar(quedaria, pedidas - SEGURAS)
    plan = hacer_correcciones(registro, quedaria, corrector.rastros)
    return Correccion(plan, registro, quedaria, corrector.apartados)


class _Corrector:
    """Pasa las reglas y corrige, las veces que haga falta; guarda el rastro y lo apartado."""

    def __init__(self, politicas: Politicas, hoy: dt.date, criterio: Criterio) -> None:
        self.rastros: dict[str, Rastro] = {}
        self.apartados: Counter[Apartado] = Counter()
        self._politicas = politicas
        self._hoy = hoy
        self._criterio = criterio

    def corregir(self, registro: Registro, reglas: Collection[str]) -> Registro:
        """El registro cuando esas reglas ya no tienen nada que escribir en él."""
        for _ in range(_PASADAS):
            # Lo que se aparta es lo que quede al final.
            self.apartados.clear()
            siguiente = self.pasar(registro, reglas)
            if siguiente is registro:
                break
            registro = siguiente
        return registro

    def pasar(self, registro: Registro, reglas: Collection[str]) -> Registro:
        """El registro con una pasada de correcciones; él mismo si no hay ninguna."""
        if not reglas:
            return registro
        informe = validar(registro, self._politicas, self._hoy, reglas)
        pasadas = pasar(informe, registro.tablas, self.rastros, self._criterio)
        tablas = dict(registro.tablas)
        for clase, pasada in pasadas.items():
            self.apartados.update(pasada.apartados)
            tablas[clase] = con_cambios(pasada.tabla, pasada.cambios)
        if not any(pasada.cambios for pasada in pasadas.values()):
            return registro
        return replace(registro, tablas=tablas)
