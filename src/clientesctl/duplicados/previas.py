"""Lo que se sabe de antemano de cada campo, que es lo que vale en un registro de veinte fichas."""

from __future__ import annotations

from collections.abc import Mapping

PREVIAS: Mapping[str, tuple[tuple[float, ...], tuple[float, ...]]] = {
    "nombre": ((0.015, 0.05, 0.10, 0.10, 0.735), (0.93, 0.04, 0.012, 0.008, 0.01)),
    "apellido_1": ((0.03, 0.04, 0.08, 0.10, 0.75), (0.96, 0.025, 0.005, 0.004, 0.006)),
    "apellido_2": ((0.05, 0.04, 0.07, 0.09, 0.75), (0.96, 0.025, 0.005, 0.004, 0.006)),
    "razon_social": ((0.04, 0.06, 0.12, 0.18, 0.60), (0.93, 0.06, 0.005, 0.003, 0.002)),
    "id_fiscal": ((0.06, 0.01, 0.05, 0.02, 0.86), (0.9998, 5e-5, 2e-5, 1e-5, 1e-5)),
    "telefono": ((0.30, 0.01, 0.06, 0.01, 0.62), (0.999, 1e-4, 1e-4, 1e-5, 5e-5)),
    "email": ((0.28, 0.04, 0.04, 0.09, 0.55), (0.996, 3e-3, 5e-4, 1e-4, 5e-5)),
    "direccion": ((0.20, 0.07, 0.08, 0.15, 0.50), (0.96, 0.03, 0.006, 0.002, 5e-4)),
    "lugar": ((0.12, 0.05, 0.05, 0.10, 0.68), (0.85, 0.08, 0.02, 0.01, 0.04)),
    "fecha_nacimiento": ((0.04, 0.03, 0.06, 0.12, 0.75), (0.93, 0.055, 0.012, 0.003, 5e-5)),
}
"""m (entre fichas de la misma persona) y u (de personas distintas) de cada campo, por nivel de
DISTINTO a IGUAL."""

AJENAS: Mapping[str, Mapping[str, tuple[float, ...]]] = {
    "parientes": {
        "nombre": (0.90, 0.03, 0.015, 0.005, 0.05),
        "apellido_1": (0.38, 0.01, 0.02, 0.04, 0.55),
        "apellido_2": (0.48, 0.01, 0.02, 0.04, 0.45),
        "id_fiscal": (0.994, 0.001, 0.003, 0.001, 0.001),
        "telefono": (0.43, 0.01, 0.05, 0.01, 0.50),
        "email": (0.73, 0.08, 0.03, 0.02, 0.14),
        "direccion": (0.20, 0.07, 0.08, 0.15, 0.50),
        "lugar": (0.12, 0.05, 0.05, 0.10, 0.68),
        "fecha_nacimiento": (0.905, 0.055, 0.012, 0.008, 0.02),
    },
    "companeros": {
        "nombre": (0.95, 0.03, 0.005, 0.005, 0.01),
        "apellido_1": (0.95, 0.03, 0.005, 0.005, 0.01),
        "apellido_2": (0.95, 0.03, 0.005, 0.005, 0.01),
        "id_fiscal": (0.60, 0.005, 0.005, 0.01, 0.38),
        "telefono": (0.30, 0.01, 0.01, 0.01, 0.67),
        "email": (0.43, 0.06, 0.04, 0.02, 0.45),
        "direccion": (0.10, 0.05, 0.08, 0.15, 0.62),
        "lugar": (0.10, 0.05, 0.05, 0.10, 0.70),
        "fecha_nacimiento": (0.93, 0.055, 0.011, 0.003, 0.001),
    },
    "sucursales": {
        "razon_social": (0.04, 0.12, 0.12, 0.12, 0.60),
        "id_fiscal": (0.30, 0.005, 0.005, 0.01, 0.68),
        "telefono": (0.87, 0.01, 0.01, 0.01, 0.10),
        "email": (0.65, 0.04, 0.04, 0.02, 0.25),
        "direccion": (0.94, 0.05, 0.004, 0.003, 0.003),
        "lugar": (0.66, 0.05, 0.01, 0.02, 0.26),
    },
    "vecinas": {
        "razon_social": (0.70, 0.20, 0.06, 0.02, 0.02),
        "id_fiscal": (0.80, 0.005, 0.005, 0.01, 0.18),
        "telefono": (0.48, 0.01, 0.01, 0.01, 0.49),
        "email": (0.63, 0.04, 0.04, 0.04, 0.25),
        "direccion": (0.12, 0.05, 0.08, 0.15, 0.60),
        "lugar": (0.10, 0.05, 0.05, 0.10, 0.70),
    },
}
"""Lo mismo que m, entre dos que no son la misma y tienen mucho en común.

Los parientes comparten apellidos, teléfono y domicilio, y no el nombre ni la fecha, salvo padre e
hijo que se llaman igual y mellizos. Los compañeros, las señas de su empresa y no el nombre. Las
sucursales, el nombre o parte de él y a menudo el documento, y no la calle. Las vecinas (dos
negocios de un dueño o de un edificio), la calle y el teléfono, y del nombre poco."""

DE_PERSONAS = frozenset({"parientes", "companeros"})
"""Las que son entre personas; las demás, entre empresas."""

TECHOS: Mapping[str, tuple[float, float, float]] = {
    "nombre": (0.0, 9.0, 9.0),
    "razon_social": (-1.0, 99.0, 99.0),
    "id_fiscal": (2.0, 8.0, 11.0),
    "telefono": (1.0, 5.0, 6.0),
    "email": (0.5, 5.0, 9.0),
}
"""Lo más que pesan LEJANO, CERCANO y FONETICO: los correos y teléfonos de parientes se parecen
mucho más que los de parejas al azar."""
