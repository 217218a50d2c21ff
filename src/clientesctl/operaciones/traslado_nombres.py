"""Los nombres enteros de un libro ajeno, partidos solo cuando no cabe duda."""

from __future__ import annotations

from collections.abc import Callable, Mapping

PARTES = ("titulo", "nombre", "apellido_1", "apellido_2", "razon_social")
"""Las columnas entre las que se reparte un nombre entero."""

Reparto = Mapping[str, str]


def repartir_completo(texto: str) -> Reparto | None:
    """Las partes de un nombre con sus apellidos, o de una empresa; None si no es seguro.

    Las palabras son las mismas y como estaban escritas.

    >>> repartir_completo("María Pérez Gil")
    {'nombre': 'María', 'apellido_1': 'Pérez', 'apellido_2': 'Gil'}
    >>> repartir_completo("FERRETERÍA LUNA, S.L.")
    {'razon_social': 'FERRETERÍA LUNA, S.L.'}
    """
    from clientesctl.textos.empresas import separar_forma
    from clientesctl.textos.nombres import SEGURO_NATS, partir_nombre, titulo_inicial

    if separar_forma(texto)[1]:
        return {"razon_social": texto}
    partido = partir_nombre(texto)
    if partido is None or partido.margen < SEGURO_NATS:
        return None
    partes = {
        "titulo": (titulo_inicial(texto) or ("", ""))[0],
        "nombre": partido.nombre,
        "apellido_1": partido.apellido_1,
        "apellido_2": partido.apellido_2,
    }
    return _sin_perder(texto, partes)


def repartir_apellidos(texto: str) -> Reparto | None:
    """Los dos apellidos, o el único si es una sola palabra; None si no es seguro.

    >>> repartir_apellidos("Pérez Gil"), repartir_apellidos("Pérez")
    ({'apellido_1': 'Pérez', 'apellido_2': 'Gil'}, {'apellido_1': 'Pérez'})
    >>> repartir_apellidos("García de la Cruz") is None
    True
    """
    from clientesctl.textos.apellidos import partir_apellidos
    from clientesctl.textos.nombres import SEGURO_NATS

    if len(texto.split()) == 1:
        return {"apellido_1": texto}
    partidos = partir_apellidos(texto)
    if partidos is None or partidos.margen < SEGURO_NATS:
        return None
    return _sin_perder(
        texto, {"apellido_1": partidos.apellido_1, "apellido_2": partidos.apellido_2}
    )


REPARTOS: Mapping[str, Callable[[str], Reparto | None]] = {
    "nombre_completo": repartir_completo,
    "apellidos": repartir_apellidos,
}
"""Campo ajeno que se puede partir → cómo."""

OCUPAN: Mapping[str, tuple[str, ...]] = {
    "nombre_completo": ("nombre", "apellido_1", "apellido_2"),
    "apellidos": ("apellido_1", "apellido_2"),
}
"""Las columnas que han de estar libres para partir ese campo."""


def palabras(*textos: str) -> list[str]:
    """Las palabras de los textos, ordenadas y sin la coma que separa apellidos de nombre."""
    return sorted(" ".join(textos).replace(",", " ").split())


def _sin_perder(texto: str, partes: Mapping[str, str]) -> Reparto | None:
    llenas = {campo: parte for campo, parte in partes.items() if parte}
    return llenas if palabras(*llenas.values()) == palabras(texto) else None
