"""Un programa de encargos escrito para crontab(5): sirve tal cual en cualquier cron de Unix."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from clientesctl.entregas.encargo import Cuando, Encargo, Programa
from clientesctl.registro.errores import ErrorUso

LARGO_MAXIMO = 990
"""Lo que cabe en una orden del cron de Vixie (MAX_COMMAND, 1000)."""

_FIJO = {"SHELL": "/bin/sh", "PATH": "/usr/local/bin:/usr/bin:/bin"}


def escribir_crontab(programa: Programa) -> str:
    """Las líneas de crontab: el entorno y una por encargo, con su porqué encima.

    `ErrorUso` si una ruta lleva algo que cron no deja escribir.
    """
    return "\n".join(_renglones(programa)) + "\n"


def _renglones(programa: Programa) -> Iterator[str]:
    for nota in programa.notas:
        yield f"# {nota}" if nota else "#"
    for nombre, valor in {**_FIJO, **programa.entorno}.items():
        exigir_escribible(valor)
        yield f"{nombre}={valor}"
    if programa.correo:
        yield f"MAILTO={programa.correo}"
    for encargo in programa.encargos:
        yield ""
        yield f"# {encargo.nombre}: {encargo.para}"
        yield f"{cinco_campos(encargo.cuando)}  {escapar(orden_de_shell(programa, encargo))}"


def cinco_campos(cuando: Cuando) -> str:
    """El minuto, la hora, el día, el mes y el día de la semana como los pide cron.

    >>> cinco_campos(Cuando(30, 7, (1, 2, 3, 4, 5))), cinco_campos(Cuando(5, None, (1, 3, 7)))
    ('30 7 * * 1-5', '5 * * * 0,1,3')
    """
    hora = "*" if cuando.hora is None else str(cuando.hora)
    return f"{cuando.minuto} {hora} * * {_dias(cuando.dias)}"


def _dias(dias: Sequence[int]) -> str:
    """El domingo es el 0: el 7 no lo entienden todos los cron."""
    if len(dias) == 7:
        return "*"
    numeros = sorted(dia % 7 for dia in dias)
    if len(numeros) > 2 and numeros == list(range(numeros[0], numeros[-1] + 1)):
        return f"{numeros[0]}-{numeros[-1]}"
    return ",".join(map(str, numeros))


def orden_de_shell(programa: Programa, encargo: Encargo) -> str:
    """La orden como se daría a /bin/sh, con sus comillas; la contraseña se lee de su fichero."""
    palabras = [*programa.ejecutable, *encargo.orden]
    for palabra in palabras:
        exigir_escribible(palabra)
    orden = shlex.join(palabras)
    if programa.clave is None:
        return orden
    fichero = str(programa.clave)
    exigir_escribible(fichero)
    return f'CLIENTESCTL_CLAVE="$(cat {shlex.quote(fichero)})" {orden}'


def escapar(orden: str) -> str:
    r"""La orden con cada «%» como la pide cron, que si no lo toma por un salto de línea.

    >>> escapar("cat '/ventas 100%/hoy'")
    "cat '/ventas 100\\%/hoy'"
    """
    return orden.replace("%", r"\%")


def exigir_escribible(texto: str) -> None:
    """Nada, si cabe en una línea de crontab tal cual; `ErrorUso` si no."""
    if any(signo in texto for signo in "\n\r\\"):
        raise RutaQueCronNoAdmite(texto)


def linea_larga(programa: Programa) -> Encargo | None:
    """El primer encargo cuya línea no cabe en todos los cron, si hay alguno."""
    largas = (
        e for e in programa.encargos if len(escapar(orden_de_shell(programa, e))) > LARGO_MAXIMO
    )
    return next(largas, None)


class RutaQueCronNoAdmite(ErrorUso):
    """Una ruta lleva una barra invertida o un salto de línea, que cron interpreta a su manera."""

    def __init__(self, texto: str) -> None:
        nombre = Path(texto.replace("\n", "⏎").replace("\r", "⏎"))
        super().__init__(
            f"«{nombre}» lleva una barra invertida o un salto de línea, y en crontab no se puede"
            " escribir con seguridad: cambie el nombre de esa carpeta o ese fichero"
        )
