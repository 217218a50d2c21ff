"""Qué valor sobrevive en cada columna cuando varias fichas pasan a ser una: la única tabla.

Los criterios de una columna se pasan en su orden hasta que queda un solo valor. Las columnas que
solo dicen algo juntas (un nombre, una dirección) van por bloques; las que suman, aparte.
"""

from __future__ import annotations

from collections.abc import Mapping

from clientesctl.duplicados.fusion_criterios import (
    AVANZADA,
    CANCELADA,
    COMPLETO,
    CON_FECHA,
    CON_FORMA,
    DECIDIDA,
    ID_VALIDO,
    LLENO,
    MAYORIA,
    NIEGA,
    NO_QUIERE,
    PRIMERO,
    QUEDA,
    REVISADO,
    SANO,
    SITUACION,
    ULTIMO,
    USUAL,
    Criterio,
)
from clientesctl.duplicados.fusion_lectura import NOTAS

_POR_OMISION = (LLENO, SANO, REVISADO, COMPLETO, QUEDA)
_DE_LA_CASA = (LLENO, QUEDA, REVISADO, COMPLETO)
_MAS_TEMPRANA = (LLENO, CON_FECHA, PRIMERO, QUEDA)
_MAS_TARDIA = (LLENO, CON_FECHA, ULTIMO, QUEDA)
_DENOMINACION = (LLENO, SANO, USUAL, CON_FORMA, MAYORIA, REVISADO, COMPLETO, QUEDA)

_SUELTAS: Mapping[str, tuple[Criterio, ...]] = {
    "razon_social": _DENOMINACION,
    "nombre_comercial": _DENOMINACION,
    "id_fiscal": (LLENO, ID_VALIDO, REVISADO, COMPLETO, QUEDA),
    "fecha_nacimiento": (LLENO, CON_FECHA, REVISADO, QUEDA),
    # La baja más estricta sobrevive.
    "no_contactar": (NO_QUIERE, LLENO, QUEDA),
    "consentimiento": (NIEGA, LLENO, QUEDA, REVISADO),
    "situacion": (SITUACION, LLENO, QUEDA, REVISADO),
    "cancelado_el": _MAS_TARDIA,
    "fecha_baja": _MAS_TARDIA,
    "fallecido_el": _MAS_TARDIA,
    "perdido_el": _MAS_TARDIA,
    "etapa": (LLENO, CANCELADA, DECIDIDA, REVISADO, AVANZADA, QUEDA),
    # Desde cuándo se tienen los datos y hasta cuándo están mirados.
    "fecha_alta": _MAS_TEMPRANA,
    "fecha_captura": _MAS_TEMPRANA,
    "primera_compra": _MAS_TEMPRANA,
    "proximo_contacto": _MAS_TEMPRANA,
    "fecha_revision": _MAS_TARDIA,
    "fecha_modificacion": _MAS_TARDIA,
    "ultima_compra": _MAS_TARDIA,
    "ultimo_contacto": _MAS_TARDIA,
    **dict.fromkeys(
        (
            "titulo",
            "tipo",
            "pais",
            "sexo",
            "vendedor",
            "zona",
            "perfil",
            "medio",
            "interes",
            "motivo_inactividad",
            "horario",
            "ciclo_dias",
            "punto_recogida",
            "condicion_fiscal",
            "estado_civil",
            "tarifa",
            "forma_pago",
        ),
        _DE_LA_CASA,
    ),
}

NOMBRE = ("nombre", "apellido_1", "apellido_2", "apellidos")
DIRECCION = (
    "direccion", "calle", "numero", "numero_interior", "colonia", "ciudad", "municipio",
    "provincia", "codigo_postal",
)  # fmt: skip
TELEFONOS = ("telefono", "movil", "telefono_2")
CORREOS = ("email", "email_2")
ETAPA = ("etapa", "perdido_el")
ORIGEN = ("origen_datos", "caduca_el")
SUMAS = ("total_compras", "numero_compras", "saldo")

BLOQUES = (NOMBRE, DIRECCION, TELEFONOS, (*CORREOS, "email_cobros"), ETAPA, ORIGEN)

BAJAS = frozenset(
    {"no_contactar", "consentimiento", "situacion", "cancelado_el", "fecha_baja", "fallecido_el"}
    | {"etapa", *ORIGEN}
)
"""Las que apartan a alguien de las llamadas: si no se pueden escribir, la ficha no se funde."""

NO_SE_ANOTAN = BAJAS | {
    "fecha_alta", "fecha_captura", "fecha_revision", "fecha_modificacion", "primera_compra",
    "ultima_compra", "proximo_contacto", "ultimo_contacto", "perdido_el", *SUMAS, NOTAS,
}  # fmt: skip
"""Aquellas cuyo valor sustituido no dice nada nuevo: lo recoge el que queda."""


def criterios_de(campo: str, reconocida: bool = True) -> tuple[Criterio, ...]:
    """Los criterios de una columna suelta, en su orden.

    De una que no se reconoce queda siempre lo de la ficha que sobrevive, salvo que esté vacío.
    """
    return _SUELTAS.get(campo, _POR_OMISION) if reconocida else _DE_LA_CASA
