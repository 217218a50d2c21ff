"""El registro al que se le plantan defectos, y la cuenta que se lleva de cada uno."""

# ruff: noqa: E501, SIM905  # tablas de palabras: se leen mejor seguidas
from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from fabrica.azar import Azar
from fabrica.clientes import Cliente

AVISOS = frozenset(
    """titulo_en_el_nombre empresa_en_el_nombre direccion_en_una_columna codigo_postal_de_otra_provincia
    id_fiscal_generico email_dudoso telefono_de_relleno varios_en_una_celda fecha_como_texto etapa_vacia
    etapa_contradictoria formula_en_dato columna_sin_finalidad revision_caducada""".split()
)


@dataclass(frozen=True)
class Formula:
    """Una celda con fórmula y el resultado que Excel dejó guardado."""

    texto: str
    valor: Any


@dataclass
class Plantel:
    """El registro al que se le plantan defectos y la cuenta de cada uno."""

    azar: Azar
    hoy: dt.date
    clientes: list[Cliente]
    hojas: dict[str, list[dict[str, Any]]]
    defectos: list[tuple[str, Any, str, str, str]] = field(default_factory=list)
    admitidos: list[tuple[str, Any, str, str]] = field(default_factory=list)

    def cuantos(self, tasa: float = 0.006) -> int:
        return max(2, math.ceil(len(self.clientes) * tasa))

    def elegir(
        self, n: int, campos: tuple[str, ...], vale: Callable[[Cliente], Any] = bool
    ) -> list[Cliente]:
        """Hasta `n` clientes con esos campos intactos que cumplen la condición."""
        aptos = [
            c
            for c in self.clientes
            if not c["fusionado_en"] and c.tocadas.isdisjoint(campos) and vale(c)
        ]
        return self.azar.sample(aptos, min(n, len(aptos)))

    def anotar(
        self, c: Any, campo: str, regla: str, hoja: str = "CLIENTES", gravedad: str = ""
    ) -> None:
        """Un defecto en una celda; `c` es el cliente, la fila de otra hoja, o None (toda la columna)."""
        self.defectos.append(
            (hoja, c, campo, regla, gravedad or ("aviso" if regla in AVISOS else "error"))
        )
        if isinstance(c, Cliente):
            c.tocadas.add(campo)

    def poner(self, c: Cliente, campo: str, valor: Any, regla: str, gravedad: str = "") -> None:
        c[campo] = valor
        self.anotar(c, campo, regla, gravedad=gravedad)


def otro_contacto(c: Cliente, salvo: str) -> bool:
    return any(c[campo] for campo in ("telefono", "movil", "email") if campo != salvo)
