"""La ayuda y los errores de uso, en castellano: la biblioteca los trae fijos en inglés."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

USO = "Uso: "
_OPCIONES_DE_AYUDA = {"help_option_names": ["--ayuda", "--help", "-h"]}


class _EnCastellano:
    """Los rótulos de la ayuda; se mezcla con la orden y con el grupo de la biblioteca."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        piezas = " ".join(self.collect_usage_pieces(ctx))  # type: ignore[attr-defined]  # de la biblioteca
        piezas = re.sub(r"\[\[(.+?)\]\]", r"[\1]", piezas)
        piezas = re.sub(r"\{(\w+)\}", r"\1", piezas)
        formatter.write_usage(ctx.command_path, piezas, prefix=USO)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        argumentos: list[tuple[str, str]] = []
        opciones: list[tuple[str, str]] = []
        for parametro in self.get_params(ctx):  # type: ignore[attr-defined]  # de la biblioteca
            renglon = parametro.get_help_record(ctx)
            if renglon is None:
                continue
            if parametro.param_type_name == "argument":
                # Sin la clase del valor («<path>») ni «[required]»: lo que falta ya lo dice el uso.
                nombre, explicacion = renglon
                explicacion = explicacion.removesuffix("[required]").rstrip()
                argumentos.append((re.sub(r" <[\w\[\]]+>$", "", nombre), explicacion))
            else:
                opciones.append(renglon)
        for titulo, renglones in (("Argumentos", argumentos), ("Opciones", opciones)):
            if renglones:
                with formatter.section(titulo):
                    formatter.write_dl(renglones)

    def get_help_option(self, ctx: Any) -> Any:
        opcion = super().get_help_option(ctx)  # type: ignore[misc]  # de la biblioteca
        if opcion is not None:
            opcion.help = "Muestra esta ayuda y sale."
            # Sin un valor de partida, cada orden importaría pydantic (100 ms) para leer «nada».
            opcion.default = False
        return opcion


class Orden(_EnCastellano, TyperCommand):
    """Una orden con su ayuda en castellano."""

    def __init__(self, *args: Any, **opciones: Any) -> None:
        opciones["context_settings"] = {
            **_OPCIONES_DE_AYUDA,
            **(opciones.get("context_settings") or {}),
        }
        opciones["options_metavar"] = "[OPCIONES]"
        super().__init__(*args, **opciones)


class Grupo(_EnCastellano, TyperGroup):
    """Un grupo de órdenes con su ayuda en castellano."""

    def __init__(self, **opciones: Any) -> None:
        opciones["context_settings"] = {
            **_OPCIONES_DE_AYUDA,
            **(opciones.get("context_settings") or {}),
        }
        opciones["options_metavar"] = "[OPCIONES]"
        opciones["subcommand_metavar"] = "ORDEN [ARGUMENTOS]…"
        super().__init__(**opciones)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        ordenes = [(nombre, self.get_command(ctx, nombre)) for nombre in self.list_commands(ctx)]
        with formatter.section("Órdenes"):
            formatter.write_dl(
                [
                    (nombre, orden.get_short_help_str(limit=200))
                    for nombre, orden in ordenes
                    if orden is not None and not orden.hidden
                ]
            )


_FRASES = (
    (
        r"Option '(.+)' requires (?:an argument|\d+ arguments)\.",
        "a la opción {0} le falta su valor",
    ),
    (r"Option '(.+)' does not take a value\.", "la opción {0} no lleva valor"),
    (r"Got unexpected extra argument\(s\) \((.*)\)", "sobra lo que sigue: {0}"),
    (r"No such command '(.+?)'\.?(?: Did you mean (.+)\?)?", "la orden «{0}» no existe"),
    (r"Missing command\.", "falta la orden"),
)


def frase_de_uso(error: Any) -> str:
    """La frase en castellano de un error de uso de la biblioteca (cualquier `UsageError`)."""
    clase = type(error).__name__
    if clase == "NoSuchOption" and re.fullmatch(r"-[\d.,]", error.option_name):
        return (
            "un número no empieza por «-», que es de las opciones: escríbalo sin signo; para"
            " devolver una venta, «clientesctl venta --devuelve V-00031»"
        )
    if clase == "NoSuchOption":
        parecidas = ", ".join(sorted(error.possibilities or ()))
        remedio = f"; ¿quiso decir {parecidas}?" if parecidas else ""
        return f"la opción {error.option_name} no existe{remedio}"
    parametro = getattr(error, "param", None)
    if clase == "MissingParameter" and parametro is not None:
        return f"falta {_nombre(parametro)}"
    for patron, frase in _FRASES:
        if hallado := re.fullmatch(patron, error.message):
            return frase.format(*hallado.groups())
    if parametro is not None:
        return f"{_nombre(parametro)} no vale: {error.message}"
    return str(error.message)


def _nombre(parametro: Any) -> str:
    if parametro.param_type_name == "option":
        return f"la opción {parametro.opts[-1]}"
    return f"el argumento {parametro.metavar or parametro.name.upper()}"
