"""Lo que pasa en la vida de un cliente: se revisa, cancela, se pierde, muere o vuelve."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clientesctl.captura.entradas import admite, entrada, lista_de
from clientesctl.cartera.valores import dia_de, fecha_de, leer_dias
from clientesctl.registro.enlace import enlazar
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Registro
from clientesctl.textos.cifras import contar, enumerar
from clientesctl.textos.limpieza import plegar


@dataclass(frozen=True)
class Sucesos:
    """Lo que le ha pasado a un cliente el día `dia`; `perdido` es la causa, como se escriba."""

    dia: dt.date
    revisado: bool = False
    cancelado: bool = False
    perdido: str | None = None
    fallecido: bool = False
    no_contactar: bool = False
    recuperado: bool = False

    @property
    def hay(self) -> bool:
        """Si ha pasado algo."""
        return bool(self._dichos)

    @property
    def _dichos(self) -> list[str]:
        todos = {
            "--cancelar": self.cancelado,
            "--perdido": self.perdido is not None,
            "--fallecido": self.fallecido,
            "--recuperar": self.recuperado,
            "--no-contactar": self.no_contactar,
            "--revisado": self.revisado,
        }
        return [opcion for opcion, dicho in todos.items() if dicho]

    def exigir_coherentes(self) -> None:
        """Nada, si las cosas que se dicen pueden ser ciertas a la vez.

        Raises:
            SucesosOpuestos: se dice que se va y que vuelve, o que se va de dos maneras.
        """
        idas = [o for o in self._dichos if o in ("--cancelar", "--perdido", "--recuperar")]
        if len(idas) > 1:
            raise SucesosOpuestos(idas)


def cambios_de(
    sucesos: Sucesos, registro: Registro, politicas: Politicas, posicion: int, hoy: dt.date
) -> tuple[dict[str, str], frozenset[str]]:
    """Lo que cambia en la ficha, por campo, y de ello lo que solo se pone si hay columna.

    Raises:
        CausaDesconocida: la de --perdido no es ninguna de las de la lista.
    """
    dia = sucesos.dia.isoformat()
    cambios: dict[str, str] = {}
    if sucesos.revisado:
        cambios["fecha_revision"] = hoy.isoformat()
    if sucesos.cancelado:
        cambios |= {"cancelado_el": dia, "etapa": "CANCELAR"}
    if sucesos.perdido is not None:
        causa = leer_causa(sucesos.perdido, registro, politicas)
        cambios |= {"perdido_el": dia, "etapa": "PERDIDO", "motivo_inactividad": causa}
    if sucesos.fallecido:
        cambios["fallecido_el"] = dia
    if sucesos.no_contactar:
        cambios["no_contactar"] = "SI"
    if sucesos.recuperado:
        cambios |= _recuperar(registro, posicion)
    if "etapa" in cambios and not admite("etapa", cambios["etapa"], registro, politicas):
        del cambios["etapa"]  # la fecha ya lo dice
    return cambios, frozenset({"etapa"} & cambios.keys())


def leer_causa(escrita: str, registro: Registro, politicas: Politicas) -> str:
    """La causa de la lista que se quiso decir, entera o por su comienzo.

    Raises:
        CausaDesconocida: ninguna, o más de una.
    """
    lista = lista_de("motivo_inactividad", registro, politicas)
    hallada = entrada(escrita, lista)
    if hallada is None:
        raise CausaDesconocida(escrita, lista)
    return hallada


def citas_futuras(registro: Registro, posicion: int, hoy: dt.date) -> list[dt.date]:
    """Los días, desde hoy, en que ese cliente tiene cita."""
    citas = registro.tabla("CITAS")
    if citas is None or "fecha" not in citas:
        return []
    dias = leer_dias(citas["fecha"])
    suyas = (enlazar(registro.clientes, citas) == posicion) & (dias >= dia_de(hoy))
    if "estado" in citas:
        anuladas = citas["estado"].mapear(lambda t: plegar(t).startswith(("CANCEL", "ANUL")))
        suyas &= ~np.asarray(anuladas, dtype=bool)[citas["estado"].codigos]
    return [fecha_de(int(dia)) for dia in sorted(dias[suyas].tolist())]


def avisos_de(sucesos: Sucesos, registro: Registro, posicion: int, hoy: dt.date) -> tuple[str, ...]:
    """Lo que queda por hacer a mano después de lo que ha pasado."""
    avisos = []
    if sucesos.fallecido or sucesos.cancelado:
        dias = citas_futuras(registro, posicion, hoy)
        if dias:
            cuando = enumerar([f"{dia:%d/%m/%Y}" for dia in dias])
            avisos.append(f"tiene {contar(len(dias), 'cita')} por delante ({cuando}): quítela")
    if sucesos.recuperado and registro.clientes.texto("no_contactar", posicion):
        avisos.append("sigue con NO_CONTACTAR: si lo quiere, quítelo con no_contactar=")
    return tuple(avisos)


def _recuperar(registro: Registro, posicion: int) -> dict[str, str]:
    """La ficha sin sus bajas y, si su etapa era una de ellas, en la que le toca por sus compras."""
    clientes = registro.clientes
    bajas = ("perdido_el", "cancelado_el", "motivo_inactividad")
    cambios = dict.fromkeys((c for c in bajas if c in clientes), "")
    if plegar(clientes.texto("etapa", posicion)) in ("PERDIDO", "CANCELAR"):
        ventas = registro.tabla("VENTAS")
        compro = ventas is not None and bool((enlazar(clientes, ventas) == posicion).any())
        cambios["etapa"] = "COMPRADOR" if compro else "INICIAL"
    return cambios


class SucesosOpuestos(ErrorUso):
    """Se dicen de un cliente cosas que no pueden ser a la vez."""

    def __init__(self, opciones: Sequence[str]) -> None:
        super().__init__(f"{enumerar(list(opciones))} no van juntas: deje una")


class CausaDesconocida(ErrorUso):
    """La causa por la que se perdió no es una de la lista."""

    def __init__(self, escrita: str, lista: Sequence[str]) -> None:
        super().__init__(
            f"--perdido «{escrita}» no dice cuál es la causa: use {enumerar(list(lista))} (vale el"
            " comienzo, como COMP)"
        )
