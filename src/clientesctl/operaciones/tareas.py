"""Lo que se puede dejar encargado a una máquina, lo más útil primero."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.parecidos import quiso_decir
from clientesctl.registro.registro import Registro

Desde = Literal["hora", "cierre", "cada_hora"]
LIBRO, LISTAS, INFORMES = "{libro}", "{listas}", "{informes}"
_ESPERANDO = ("--esperar", "60")
"""Lo que escribe aguarda a quien esté escribiendo, que acaba en segundos."""


@dataclass(frozen=True, slots=True)
class Tarea:
    """Una orden que se da sola, con huecos para el libro y las carpetas.

    Se da `minutos` después de la `hora` de abrir o del `cierre` (antes, si es negativo) o, cada
    hora, a ese minuto. `semanal`: solo el primer día. `fichero`: dice algo a una persona, y ahí lo
    deja donde no hay correo que lo lleve. `hojas` y `campo` son lo que el libro ha de tener:
    alguna de esas hojas y ese campo de CLIENTES. `con_hoja`: si entiende --hoja. `contada`: dice lo
    que hizo, y por correo se lee como una tabla.
    """

    nombre: str
    para: str
    orden: tuple[str, ...]
    desde: Desde
    minutos: int
    semanal: bool = False
    fichero: str = ""
    hojas: tuple[str, ...] = ()
    campo: str = ""
    con_hoja: bool = True
    contada: bool = False

    def le_falta(self, registro: Registro) -> str:
        """Lo que el libro no tiene y haría falta, dicho; vacío si no falta nada."""
        if self.campo and self.campo not in registro.clientes:
            return f"{registro.clientes.hoja} no tiene {self.campo.upper()}"
        if self.hojas and not set(self.hojas) & set(registro.tablas):
            return f"el libro no tiene {' ni '.join(self.hojas)}"
        return ""


TAREAS = (
    Tarea(
        "llamadas",
        "la lista de cada vendedor, hecha antes de abrir",
        ("llamadas", LIBRO, "--por", "vendedor", "--salida", LISTAS),
        "hora",
        0,
    ),
    Tarea(
        "recoger",
        "lo que los vendedores apuntaron hoy en sus listas, a CONTACTOS",
        ("llamadas", "recoger", LISTAS, "--libro", LIBRO, *_ESPERANDO),
        "cierre",
        0,
        contada=True,
    ),
    Tarea(
        "rezagadas",
        "lo que apuntaron después del cierre, antes de hacer las listas nuevas",
        ("llamadas", "recoger", LISTAS, "--libro", LIBRO, *_ESPERANDO),
        "hora",
        -10,
        contada=True,
    ),
    Tarea(
        "copias",
        "una copia del libro si ha cambiado; calla si no, y quita las viejas",
        ("copias", "crear", LIBRO, *_ESPERANDO),
        "cada_hora",
        5,
        con_hoja=False,
    ),
    Tarea(
        "verificar",
        "que todas las copias se leen; si una no, lo dice",
        ("copias", "verificar", LIBRO),
        "hora",
        -20,
        semanal=True,
        con_hoja=False,
    ),
    Tarea(
        "agenda",
        "las citas de hoy, los pasos que tocan y las propuestas sin respuesta",
        ("agenda", LIBRO),
        "hora",
        5,
        fichero="agenda.xlsx",
        hojas=("CITAS", "CONTACTOS", "PROPUESTAS"),
    ),
    Tarea(
        "validar",
        "lo que se ha capturado mal desde el último «validar --fijar»",
        ("validar", LIBRO, "--nuevos"),
        "cierre",
        10,
        fichero="por-corregir.xlsx",
    ),
    Tarea(
        "duplicados",
        "los clientes que han entrado dos veces desde el último «duplicados --fijar»",
        ("duplicados", LIBRO, "--nuevos"),
        "cierre",
        20,
        semanal=True,
        fichero="duplicados.xlsx",
    ),
    Tarea(
        "estadisticas",
        "qué pasó la semana pasada y con qué se compara",
        ("estadisticas", LIBRO),
        "hora",
        10,
        semanal=True,
        fichero="estadisticas.xlsx",
    ),
    Tarea(
        "informe",
        "la página con las cifras y los gráficos",
        ("informe", LIBRO, "--salida", f"{INFORMES}/informe.html"),
        "hora",
        15,
        semanal=True,
    ),
    Tarea(
        "cumpleanos",
        "a quién felicitar esta semana",
        ("cumpleanos", LIBRO, "--dias", "6"),
        "hora",
        20,
        semanal=True,
        fichero="cumpleanos.xlsx",
        campo="fecha_nacimiento",
    ),
    Tarea(
        "cobros",
        "qué facturas llevan más de un mes sin pagarse",
        ("cobros", LIBRO, "--mas-de", "30"),
        "hora",
        25,
        semanal=True,
        fichero="cobros.xlsx",
        hojas=("VENTAS",),
    ),
)
"""Cada una va en su minuto: ninguna empieza a la vez que otra."""

NOMBRES = tuple(tarea.nombre for tarea in TAREAS)


def elegir_tareas(pedidas: Iterable[str]) -> tuple[Tarea, ...]:
    """Las de esos nombres, en el orden de la tabla; todas, si no se pide ninguna.

    `ErrorUso` si alguna no existe.
    """
    nombres = {nombre.lower() for nombre in pedidas}
    for nombre in sorted(nombres - set(NOMBRES)):
        raise TareaDesconocida(nombre)
    return tuple(tarea for tarea in TAREAS if not nombres or tarea.nombre in nombres)


class TareaDesconocida(ErrorUso):
    """Se pidió programar algo que no es una tarea."""

    def __init__(self, nombre: str) -> None:
        super().__init__(
            f"--tareas «{nombre}» no existe{quiso_decir(nombre, NOMBRES)}: hay {', '.join(NOMBRES)}"
        )
