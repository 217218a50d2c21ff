"""Qué ha consentido quien da sus datos: por qué canal, para qué y qué texto leyó."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clientesctl.captura.consentir import leer_canal
from clientesctl.captura.entradas import lista_de
from clientesctl.captura.preguntas import lo_ultimo_de
from clientesctl.consola.alta_campo import ensenar_lista, leer
from clientesctl.textos.cifras import enumerar

if TYPE_CHECKING:
    from rich.console import Console

    from clientesctl.operaciones.libros import Abierto
    from clientesctl.registro.registro import Tabla


@dataclass(frozen=True)
class Dado:
    """Un permiso como se teclearía en la orden, con su prueba."""

    consiente: tuple[str, ...]
    fuente: str
    version: str


def preguntar_permiso(abierto: Abierto, permisos: Tabla, terminal: Console) -> Dado | None:
    """El permiso que ha dado; None si no se le ha preguntado o no lo da.

    Nunca se propone un sí: solo, después de darlo, lo que dicen las filas que ya hay.
    """
    lista = lista_de("canal", abierto.registro, abierto.politicas, "CONSENTIMIENTOS")
    ensenar_lista(terminal, lista)
    while True:
        visto = leer(terminal, "¿CONSIENTE QUE SE LE ESCRIBA O LLAME? CANAL", "", lista)
        if not visto or visto in ("-", "<"):
            return None
        numerado = visto.isdecimal() and 1 <= int(visto) <= len(lista)
        canal = lista[int(visto) - 1] if numerado else leer_canal(visto, lista)
        if canal:
            break
        terminal.print(f"«{visto}» no es un canal: {enumerar(list(lista))}", style="yellow")
    propone = {c: lo_ultimo_de(permisos, c) for c in ("finalidad", "version_texto")}
    finalidad = _texto(terminal, "PARA QUÉ (FINALIDAD)", propone["finalidad"])
    version = _texto(terminal, "VERSIÓN DEL TEXTO QUE LEYÓ", propone["version_texto"])
    fuente = _texto(terminal, "DÓNDE CONSTA (FUENTE; Intro, el punto o el medio)", "")
    return Dado((f"{canal}:{finalidad}",), fuente, version)


def _texto(terminal: Console, rotulo: str, propuesta: str) -> str:
    visto = leer(terminal, rotulo, propuesta, ())
    return "" if visto in (None, "-", "<") else visto or propuesta
