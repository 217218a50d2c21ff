"""La orden `clientesctl`: sabe qué órdenes hay y no importa ninguna hasta que se pide."""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any, TextIO

import typer
from typer._click.exceptions import UsageError
from typer.main import get_command

from clientesctl import __version__
from clientesctl.consola.castellano import Grupo, Orden, frase_de_uso
from clientesctl.registro.errores import ErrorClientes

ORDENES: dict[str, tuple[str, str]] = {
    "iniciar": ("Empezar", "Hace un registro nuevo, vacío o a partir de otro libro."),
    "diagnostico": ("Empezar", "Dice qué se entiende de un libro y cómo está, sin tocarlo."),
    "politicas": ("Empezar", "Enseña las políticas de captura de este registro."),
    "validar": ("Calidad", "Pone el registro a prueba contra las políticas de captura."),
    "corregir": ("Calidad", "Corrige lo que las reglas saben arreglar; sin --aplicar, lo enseña."),
    "duplicados": ("Calidad", "Encuentra los clientes que están dos veces."),
    "frescura": ("Calidad", "Dice qué espera, qué falta, qué nadie revisa y a quién preguntar."),
    "alta": ("Captura", "Da de alta a un cliente, con las políticas aplicadas al entrar."),
    "editar": ("Captura", "Cambia un dato de una ficha, o lo que le pasa al cliente."),
    "venta": ("Captura", "Apunta una venta, su devolución o su cobro."),
    "contacto": ("Captura", "Apunta una llamada, un correo, una visita, una queja o lo que pidió."),
    "cita": ("Captura", "Apunta quién viene y cuándo, y qué fue de cada cita."),
    "propuesta": ("Captura", "Apunta lo que se ofrece, cómo va y si se acepta o se rechaza."),
    "importar": ("Captura", "Trae listas de clientes de donde sea; sin --aplicar, lo enseña."),
    "quien": ("Seguimiento", "Dice de quién se habla: por su nombre, su teléfono o su empresa."),
    "ficha": ("Seguimiento", "Enseña todo lo que se sabe de un cliente, o lo imprime."),
    "agenda": ("Seguimiento", "Enseña las citas, los pasos que tocan y lo que espera respuesta."),
    "llamadas": ("Seguimiento", "Dice a quién llama hoy cada vendedor, y recoge lo que hablaron."),
    "estado": ("Seguimiento", "Separa clientes activos, pre-inactivos e inactivos."),
    "cumpleanos": ("Seguimiento", "Dice quién cumple años estos días, para felicitarle."),
    "buscar": ("Análisis", "Busca clientes por lo que son y lo que compran, y hace listas."),
    "sql": ("Análisis", "Pregunta al registro en SQL, sin poder tocarlo."),
    "estadisticas": ("Análisis", "Cuenta lo que pasó cada semana y con qué se compara."),
    "perdidas": ("Análisis", "Dice a quién se ha perdido, por qué y a quién volver a visitar."),
    "puntuacion": ("Análisis", "Dice a quién atender primero, y de qué sale cada punto."),
    "repartir": ("Análisis", "Reparte la cartera entre vendedores; sin --aplicar, lo enseña."),
    "cobros": ("Análisis", "Dice qué facturas están sin pagar, desde cuándo y a quién pedirlo."),
    "informe": ("Análisis", "Las cifras de la cartera mes a mes, con sus gráficos."),
    "etiquetas": ("Análisis", "Hace las etiquetas para escribir a una parte de la cartera."),
    "exportar": ("Análisis", "Pasa el registro entero a SQLite, Parquet o JSON."),
    "programar": ("Análisis", "Escribe las líneas de cron de este libro en esta máquina."),
    "historial": ("Seguridad", "Dice quién ha escrito en el libro, cuándo y qué."),
    "deshacer": ("Seguridad", "Quita lo último que escribió el programa, o todo desde una vez."),
    "copias": ("Seguridad", "Guarda el libro, dice qué ha cambiado y vuelve a como estaba."),
}
"""Orden → su grupo y su línea de ayuda. Cada una vive en el módulo de su nombre."""

VARIABLE_COMPLETAR = "_CLIENTESCTL_COMPLETE"
"""La que pone el intérprete cuando pide cómo se completa lo que se va escribiendo."""

INTERRUMPIDO = 130
"""El código de Control-C (128 + SIGINT). La biblioteca lo devuelve sin decir nada."""


class OrdenesPerezosas(Grupo):
    """El grupo principal: cada orden se importa al pedirla."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(ORDENES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in ORDENES:
            return None
        modulo = import_module(f"clientesctl.consola.{cmd_name}")
        if hasattr(modulo, "app"):
            return get_command(modulo.app)
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        app.command(cmd_name, cls=Orden)(getattr(modulo, cmd_name))
        return get_command(app)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        ancho = max(map(len, ORDENES))
        for grupo in dict.fromkeys(grupo for grupo, _ in ORDENES.values()):
            with formatter.section(grupo):
                formatter.write_dl(
                    [(n.ljust(ancho), linea) for n, (g, linea) in ORDENES.items() if g == grupo]
                )

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        from typer._click.shell_completion import CompletionItem

        return [
            CompletionItem(nombre, help=linea)
            for nombre, (_, linea) in ORDENES.items()
            if nombre.startswith(incomplete)
        ]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and not args[0].startswith("-") and args[0] not in ORDENES:
            from clientesctl.registro.parecidos import parecidos

            parecidas = parecidos(args[0], ORDENES, 2)
            remedio = f"; ¿quiso decir {' o '.join(parecidas)}?" if parecidas else ""
            ctx.fail(f"la orden «{args[0]}» no existe{remedio}")
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=OrdenesPerezosas,
    add_completion=False,
    rich_markup_mode=None,
    invoke_without_command=True,
    epilog="«clientesctl ORDEN --ayuda» explica cada orden. Datos a la salida normal;"
    " lo demás, a la de errores. Códigos: 0 nada que decir, 1 hay algo que mirar, 2 mal uso,"
    " 3 el libro no se puede leer, 4 se niega por seguridad, 5 fallo del programa.",
)


@app.callback()
def clientesctl(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Muestra la versión y sale.")] = False,
    autocompletar: Annotated[
        bool,
        typer.Option("--autocompletar", help="Instala el autocompletado en su intérprete y sale."),
    ] = False,
) -> None:
    """El registro de clientes de su libro de Excel: limpio, sin dobles y al día."""
    if version:
        typer.echo(f"clientesctl {__version__}")
        raise typer.Exit
    if autocompletar:
        _instalar_autocompletado()
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())
        raise typer.Exit(2)


def _instalar_autocompletado() -> None:
    from typer._completion_classes import completion_init
    from typer._completion_shared import install

    completion_init()
    interprete, ruta = install(prog_name="clientesctl")
    typer.echo(f"Autocompletado de {interprete} instalado en {ruta}; abra otra terminal.", err=True)


def ejecutar(args: Sequence[str] | None = None) -> int:
    """El código de salida de la orden pedida; todo mensaje ya está dicho."""
    if VARIABLE_COMPLETAR in os.environ:
        from typer._completion_classes import completion_init

        completion_init()
    try:
        resultado = app(args, standalone_mode=False, prog_name="clientesctl")
    except (typer.Abort, KeyboardInterrupt):
        return _decir("interrumpido", INTERRUMPIDO)
    except (BrokenPipeError, SystemExit):
        # Quien leía la salida ya no quiere más («| head»): no es un fallo. Click lo convierte
        # en SystemExit(1); las demás salidas no llegan aquí así.
        sys.stdout = _a_ninguna_parte()
        return 0
    except ErrorClientes as error:
        return _decir(str(error), error.codigo)
    except UsageError as error:
        return _decir_uso(error)
    except MemoryError:
        return _decir("no hay memoria bastante para leer este libro", 3)
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None and error.errno in _SIN_SITIO:
            return _decir_sin_sitio()
        return _decir_fallo(error)
    if resultado == INTERRUMPIDO:
        return _decir("interrumpido", INTERRUMPIDO)
    return resultado if isinstance(resultado, int) else 0


_SIN_SITIO = (errno.ENOSPC, errno.EDQUOT, errno.EIO)


def _decir_sin_sitio() -> int:
    sys.stdout = _a_ninguna_parte()
    return _decir("no se puede escribir la salida: no queda sitio donde se guarda", 2)


def _a_ninguna_parte() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123  # vive hasta que el proceso acaba


def _decir(mensaje: str, codigo: int) -> int:
    print(f"clientesctl: {mensaje}", file=sys.stderr)  # noqa: T201  # es la planta que habla
    return codigo


def _decir_uso(error: Any) -> int:
    contexto = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError" and contexto is not None:
        print(contexto.get_help(), file=sys.stderr)  # noqa: T201
        return 2
    camino = contexto.command_path if contexto is not None else "clientesctl"
    frase = frase_de_uso(error)
    punto = "" if frase.endswith("?") else "."
    return _decir(f"{frase}{punto} Vea «{camino} --ayuda».", 2)


def _decir_fallo(error: Exception) -> int:
    if os.environ.get("CLIENTESCTL_TRAZA") == "1":
        import traceback

        traceback.print_exc()
    clase = type(error).__name__
    return _decir(
        f"fallo del programa ({clase}); no se ha tocado nada. Con CLIENTESCTL_TRAZA=1 se ve dónde.",
        5,
    )


def main() -> None:
    """Punto de entrada de la orden instalada."""
    # Un plan o un informe son cientos de miles de objetos sin ciclos: recorrerlos cada 700 más,
    # como viene de fábrica, cuesta casi tanto como hacerlos.
    gc.set_threshold(100_000, 50, 100)
    # Cerradas («>&-») valen None, y no se podría ni preguntar si son una terminal.
    sys.stdout = sys.stdout or _a_ninguna_parte()
    sys.stderr = sys.stderr or _a_ninguna_parte()
    for flujo in (sys.stdout, sys.stderr):
        if hasattr(flujo, "reconfigure"):
            flujo.reconfigure(errors="replace")
    codigo = ejecutar()
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        codigo = _decir_sin_sitio()
    sys.exit(codigo)
