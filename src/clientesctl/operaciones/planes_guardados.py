"""Un plan guardado en un fichero para mirarlo con calma, y retomado tal cual después."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from clientesctl.entregas.fichero import sustituir
from clientesctl.libro.cifrado import cifrar_texto, descifrar_texto
from clientesctl.libro.errores_transaccion import motivo_de
from clientesctl.libro.formato import OLE
from clientesctl.operaciones.libros import (
    Abierto,
    abrir_registro,
    clave_del_libro,
    clave_si_cifrado,
)
from clientesctl.registro.colocar import Conflicto, colocar
from clientesctl.registro.errores import ErrorUso, Rechazo
from clientesctl.registro.plan import Plan
from clientesctl.registro.plan_json import PlanIlegible, escribir_plan, leer_plan

_A_LA_VISTA = 3


def guardar_plan(plan: Plan, ruta: Path, registro: Path) -> None:
    """El plan, en `ruta`, que solo podrá leer quien lo guarda: lleva datos de personas.

    Si el registro tiene contraseña, va cifrado con ella. `ErrorUso` si ahí no se puede escribir;
    `Rechazo` si `ruta` es el propio registro.
    """
    clave = clave_si_cifrado(registro)
    texto = escribir_plan(plan)
    with sustituir(ruta, registro=registro) as provisional:
        provisional.write_bytes(cifrar_texto(texto, clave) if clave else texto.encode())


def retomar_plan(
    ruta: Path, libro: Path | None, hoja: str | None, sin: Collection[Path] = ()
) -> tuple[Abierto, Plan]:
    """El libro abierto (el que toque no es de `sin`) y lo que del plan queda por escribir en él.

    Raises:
        ErrorUso: el fichero no se puede leer o no es un plan.
        ErrorLibro: va cifrado y la contraseña falta o es otra.
        PlanQueNoCabe: el libro ya no es como cuando se hizo el plan, o es otro.
    """
    plan = leer_plan_guardado(ruta)
    abierto = abrir_registro(libro, hoja, sin=sin)
    colocado = colocar(plan, abierto.registro)
    if colocado.conflictos:
        raise PlanQueNoCabe(ruta, abierto.registro.ruta, colocado.conflictos)
    return abierto, colocado.plan


def leer_plan_guardado(ruta: Path) -> Plan:
    """El plan de ese fichero, descifrado si lo está; lanza lo mismo que `retomar_plan`."""
    try:
        contenido = ruta.read_bytes()
        if contenido.startswith(OLE):
            return leer_plan(descifrar_texto(ruta, contenido, clave_del_libro()))
        texto = contenido.decode()
    except UnicodeDecodeError as error:
        raise PlanIlegible("el fichero", "no es texto en UTF-8") from error
    except OSError as error:
        raise PlanSinLeer(ruta, error) from error
    return leer_plan(texto)


class PlanSinLeer(ErrorUso):
    """El fichero del plan no está o no se deja leer."""

    def __init__(self, ruta: Path, error: OSError) -> None:
        causa = "no existe" if isinstance(error, FileNotFoundError) else motivo_de(error)
        super().__init__(f"--plan «{ruta}» {causa}: dé el fichero que escribió --guardar-plan")


class PlanQueNoCabe(Rechazo):
    """El libro ha cambiado tanto que el plan ya no haría lo que se enseñó."""

    def __init__(self, ruta: Path, libro: Path, conflictos: tuple[Conflicto, ...]) -> None:
        visto = "; ".join(
            f"{c.cambio.hoja}, {c.cambio.clave}, {c.cambio.columna.upper()}: {c.motivo}"
            for c in conflictos[:_A_LA_VISTA]
        )
        mas = len(conflictos) - _A_LA_VISTA
        super().__init__(
            f"el plan «{ruta.name}» ya no es para «{libro.name}» como está ahora ({visto}"
            f"{f'; y {mas} más' if mas > 0 else ''}): no se ha escrito nada. Vuelva a hacerlo con"
            " --guardar-plan"
        )
