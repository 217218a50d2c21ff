"""Con quién se habla de lo que se debe: quien lleva los pagos en esa empresa, o el de siempre."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from clientesctl.cartera.duenos import buscar_duenos
from clientesctl.cartera.valores import dato, marcar
from clientesctl.registro.columna import Indices
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.limpieza import plegar

_LLEVA_LOS_PAGOS = re.compile(
    r"\b(ADMINISTRACI|ADMINISTRATIV|ADMINISTRADOR|ADMON|CONTAB|CONTADOR|CONTABLE|PAGOS|PAGADUR"
    r"|COBROS|TESORER|FACTURACI|FINANZ|FINANCIER|CUENTAS POR PAGAR|PROVEEDORES)"
)


@dataclass(frozen=True, slots=True)
class ContactoDeCobros:
    """Por quién se pregunta, su correo y su teléfono; lo que no se sabe va vacío."""

    quien: str
    email: str
    telefono: str


def es_de_pagos(cargo: str) -> bool:
    """Si quien tiene ese cargo es con quien se habla de una factura.

    >>> [es_de_pagos(c) for c in ("Contabilidad", "Jefa de administración", "Compras", "Gerente")]
    [True, True, False, False]
    """
    return bool(_LLEVA_LOS_PAGOS.search(plegar(cargo)))


def contactos_de_cobros(
    registro: Registro, gemelas: Indices, posiciones: Iterable[int]
) -> dict[int, ContactoDeCobros]:
    """El de cada una de esas fichas. El correo es el de cobros, el de quien paga o el general.

    El teléfono va como se escribió, y vacío si el de la ficha es el que vale.
    """
    gente = registro.tabla("INTERLOCUTORES")
    de_pagos = _de_pagos(registro, gemelas, gente)
    contactos = {}
    for posicion in posiciones:
        fila = de_pagos.get(int(gemelas[posicion]), -1)
        quien = correo = telefono = ""
        if gente is not None and fila >= 0:
            quien = " ".join(filter(None, (dato(gente, c, fila) for c in ("nombre", "apellidos"))))
            cargo = dato(gente, "cargo", fila)
            quien = f"{quien} ({cargo})" if quien else cargo
            correo, telefono = dato(gente, "email", fila), dato(gente, "telefono", fila)
        de_la_ficha = [dato(registro.clientes, c, posicion) for c in ("email_cobros", "email")]
        correo = de_la_ficha[0] or correo or de_la_ficha[1]
        contactos[posicion] = ContactoDeCobros(quien, correo, telefono)
    return contactos


def _de_pagos(registro: Registro, gemelas: Indices, gente: Tabla | None) -> Mapping[int, int]:
    """Ficha → la primera fila de INTERLOCUTORES de quien lleva sus pagos."""
    if gente is None or "cargo" not in gente:
        return {}
    filas = np.flatnonzero(marcar(gente, "cargo", es_de_pagos))
    duenos = buscar_duenos(registro.clientes, gente, gemelas)[filas]
    return dict(zip(duenos[::-1].tolist(), filas[::-1].tolist(), strict=True))
