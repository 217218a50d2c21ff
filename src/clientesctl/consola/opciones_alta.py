"""Las opciones de `alta`, que son muchas, y lo que se teclea con ellas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import typer


def _texto(opcion: str, ayuda: str, metavar: str = "TEXTO") -> Any:
    return typer.Option(opcion, metavar=metavar, show_default=False, help=ayuda)


def _marca(*opciones: str, ayuda: str) -> Any:
    return typer.Option(*opciones, show_default=False, help=ayuda)


Sueltos = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[NOMBRE ENTERO] [CAMPO=VALOR…]",
        show_default=False,
        help="Cualquier otra columna del libro, como ciudad=SEVILLA; o el nombre y los apellidos.",
    ),
]
Nombre = Annotated[str, _texto("--nombre", "El nombre de pila.")]
Apellido1 = Annotated[str, _texto("--apellido-1", "El primer apellido.")]
Apellido2 = Annotated[str, _texto("--apellido-2", "El segundo.")]
Apellidos = Annotated[str, _texto("--apellidos", "Los dos apellidos de un interlocutor.")]
Empresa = Annotated[str, _texto("--empresa", "La razón social.")]
IdFiscal = Annotated[str, _texto("--id-fiscal", "El NIF, RFC, RUC…")]
CodigoPostal = Annotated[str, _texto("--codigo-postal", "El código postal.", "CP")]
Telefono = Annotated[str, _texto("--telefono", "El teléfono fijo.", "NÚMERO")]
Movil = Annotated[str, _texto("--movil", "El móvil.", "NÚMERO")]
Email = Annotated[str, _texto("--email", "El correo.", "CORREO")]
Medio = Annotated[str, _texto("--medio", "Cómo nos conoció (FERIA).", "VALOR")]
Vendedor = Annotated[str, _texto("--vendedor", "Quién lo atiende.", "VALOR")]
Punto = Annotated[str, _texto("--punto", "Dónde se tomó el dato (PUNTO_RECOGIDA).", "VALOR")]
Obtenido = Annotated[
    str | None, _texto("--obtenido", "El día en que se obtuvieron los datos (hoy).", "AAAA-MM-DD")
]
Origen = Annotated[
    str,
    _texto(
        "--origen",
        "De quién vienen: los dio él, quien los recogió o una lista.",
        "PRIMERA|SEGUNDA|TERCERA",
    ),
]
Hasta = Annotated[
    str | None,
    _texto("--hasta", "Hasta cuándo se pueden usar; obligatorio si no los dio él.", "AAAA-MM-DD"),
]
Prospecto = Annotated[
    bool, _marca("--prospecto", ayuda="Nace en ETAPA INICIAL, como toda ficha nueva.")
]
Consiente = Annotated[
    list[str] | None,
    _texto("--consiente", "Permite que se le escriba o llame por ahí; se repite.", "CANAL[:PARA]"),
]
NoConsiente = Annotated[
    list[str] | None, _texto("--no-consiente", "Lo niega; se repite.", "CANAL[:PARA]")
]
Fuente = Annotated[
    str, _texto("--fuente", "Dónde consta el consentimiento (el punto o el medio, si se dicen).")
]
VersionTexto = Annotated[
    str, _texto("--version-texto", "La versión del texto que leyó.", "VERSIÓN")
]
InterlocutorDe = Annotated[
    str,
    _texto("--interlocutor-de", "Apunta con quién se habla en ese cliente.", "ID|TEXTO"),
]
Cargo = Annotated[str, _texto("--cargo", "El cargo del interlocutor.")]
Decide = Annotated[bool, _marca("--decide", ayuda="El interlocutor es quien decide.")]
ASabiendas = Annotated[
    bool,
    _marca("--a-sabiendas", ayuda="Entra aunque incumpla las políticas; queda dicho en qué."),
]
Nueva = Annotated[bool, _marca("--nueva", ayuda="Es otra, aunque se parezca a una que ya está.")]
Completa = Annotated[str, _texto("--completa", "Es ésa: se le añade lo que le falta.", "ID|TEXTO")]
Interactivo = Annotated[
    bool, _marca("--interactivo", "-i", ayuda="Pregunta campo a campo (sin datos, también).")
]
Simular = Annotated[bool, _marca("--simular", ayuda="Lo enseña sin escribirlo.")]

_CAMPOS: Mapping[str, str] = {
    "nombre": "nombre",
    "apellido_1": "apellido_1",
    "apellido_2": "apellido_2",
    "apellidos": "apellidos",
    "empresa": "razon_social",
    "id_fiscal": "id_fiscal",
    "codigo_postal": "codigo_postal",
    "telefono": "telefono",
    "movil": "movil",
    "email": "email",
    "vendedor": "vendedor",
    "medio": "medio",
    "punto": "punto_recogida",
    "obtenido": "fecha_alta",
    "origen": "origen_datos",
    "hasta": "caduca_el",
    "cargo": "cargo",
}
"""Opción → campo."""


@dataclass(frozen=True)
class Modo:
    """Qué se hace con lo tecleado: si es otra o se completa una, y si se escribe.

    `esperar` son los segundos que se aguarda a otra ejecución que esté escribiendo.
    """

    nueva: bool
    completa: str
    simular: bool
    esperar: float


def por_campo(opciones: Mapping[str, Any]) -> dict[str, str]:
    """Lo tecleado en las opciones que son un dato, por su campo."""
    dados = {campo: str(opciones.get(opcion) or "").strip() for opcion, campo in _CAMPOS.items()}
    return {campo: valor for campo, valor in dados.items() if valor}
