"""Un campo que se pregunta: se teclea, se ve cómo queda y, si no vale, por qué."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clientesctl.captura.exigir import FALTAS, SIN_PASO
from clientesctl.captura.preguntas import Pregunta, ciudad_de
from clientesctl.consola.preguntar import leer_linea
from clientesctl.consola.salida import escribir_sin_partir
from clientesctl.operaciones.alta import probar
from clientesctl.operaciones.capturar import decir_hallazgo

if TYPE_CHECKING:
    from rich.console import Console

    from clientesctl.captura.preparar import Preparada
    from clientesctl.operaciones.libros import Abierto
    from clientesctl.registro.registro import Tabla

SEGUIR, ATRAS, FIN = "seguir", "atrás", "fin"


@dataclass
class Casilla:
    """Pregunta campos y deja en `valores` lo contestado, como entrará."""

    abierto: Abierto
    hoy: dt.date
    valores: dict[str, str]
    terminal: Console
    _avisado: set[tuple[str, str]] = field(default_factory=set)

    def preguntar(self, pregunta: Pregunta) -> str:
        """Qué se hace después: seguir con el siguiente, volver al anterior o acabar."""
        ensenar_lista(self.terminal, pregunta.lista)
        while True:
            propuesta = self.valores.get(pregunta.campo, "") or self._propuesta(pregunta.campo)
            rotulo = pregunta.rotulo + ("*" if pregunta.obligatorio else "")
            visto = leer(self.terminal, rotulo, propuesta, (*pregunta.lista, *pregunta.vistos))
            if visto is None:
                return FIN
            if visto == "<":
                return ATRAS
            if visto == "?":
                self._explicar(pregunta)
                continue
            if visto == "-":
                self.valores.pop(pregunta.campo, None)
                return SEGUIR
            if self._contestar(pregunta, visto or propuesta):
                return SEGUIR

    @property
    def _clientes(self) -> Tabla:
        return self.abierto.registro.clientes

    def _propuesta(self, campo: str) -> str:
        codigo = self.valores.get("codigo_postal", "")
        return ciudad_de(self.abierto.registro, codigo) if campo == "ciudad" and codigo else ""

    def _contestar(self, pregunta: Pregunta, texto: str) -> bool:
        """Si lo tecleado vale, o se ha insistido en ello; entonces queda puesto."""
        if not texto:
            return True
        if pregunta.lista and texto.isdecimal() and 1 <= int(texto) <= len(pregunta.lista):
            texto = pregunta.lista[int(texto) - 1]
        campo = pregunta.campo
        probada = probar(self.abierto, {**self.valores, campo: texto}, self.hoy)
        nuevos = self._nuevos(probada, campo)
        malos = [h for h in probada.errores if h.campo in nuevos and h.regla not in FALTAS]
        insiste = (campo, texto) in self._avisado and not any(h.regla in SIN_PASO for h in malos)
        if malos and not insiste:
            self._avisado.add((campo, texto))
            for malo in malos:
                self._decir(f"no vale: {decir_hallazgo(malo, self._clientes)}", "yellow")
            if not any(h.regla in SIN_PASO for h in malos):
                self._decir("si aun así es lo que es, tecléelo otra vez igual", "dim")
            return False
        for aviso in probada.avisos:
            if aviso.campo in nuevos:
                self._decir(f"ojo: {decir_hallazgo(aviso, self._clientes)}", "yellow")
        self._poner(nuevos, campo, texto)
        return True

    def _nuevos(self, probada: Preparada, campo: str) -> dict[str, str]:
        """Lo que pasa a decir la ficha con esa respuesta, por campo."""
        textos = {c: d.texto for c, d in probada.datos.items() if c not in _DE_NACIMIENTO}
        return {campo: textos.get(campo, "")} | {
            c: t for c, t in textos.items() if t != self.valores.get(c, "")
        }

    def _poner(self, nuevos: dict[str, str], campo: str, texto: str) -> None:
        """Deja lo contestado y, si no queda como se tecleó, lo enseña."""
        self.valores.update(nuevos)
        if not nuevos[campo]:
            del self.valores[campo]
        otros = [f"{c.upper()} {t}" for c, t in nuevos.items() if t and c not in (campo, "tipo")]
        propio = [nuevos[campo]] if nuevos[campo] not in ("", texto) else []
        if propio or otros:
            self._decir(f"→ {' · '.join([*propio, *otros])}", "green")

    def _explicar(self, pregunta: Pregunta) -> None:
        ejemplo = f", como {pregunta.ejemplo}" if pregunta.ejemplo else ""
        sirve = pregunta.finalidad or "nadie ha dicho para qué sirve: quizá sobra"
        exige = "; es obligatorio, o uno de los que valen por él" if pregunta.obligatorio else ""
        self._decir(f"{sirve}{ejemplo}{exige}", "dim")

    def _decir(self, frase: str, estilo: str) -> None:
        from rich.text import Text

        escribir_sin_partir(self.terminal, Text(f"   {frase}", style=estilo))


_DE_NACIMIENTO = frozenset({"etapa", "fecha_alta", "fecha_captura"})


def leer(
    terminal: Console, rotulo: str, propuesta: str, para_completar: Sequence[str]
) -> str | None:
    """Lo tecleado a esa pregunta, con lo que se propone entre corchetes; None si se cierra."""
    pregunta = f"{rotulo} [{propuesta}] "
    if terminal.is_terminal and not terminal.no_color:
        # Los \x01…\x02 le dicen a readline que eso no ocupa sitio.
        pregunta = f"\x01\x1b[1m\x02{rotulo}\x01\x1b[0m\x02 [{propuesta}] "
    return leer_linea(pregunta, para_completar)


def ensenar_lista(terminal: Console, lista: Sequence[str]) -> None:
    """Los valores que se pueden elegir, cada uno con su número."""
    renglon = ""
    for numero, valor in enumerate(lista, 1):
        opcion = f"   {numero} {valor}"
        if renglon and len(renglon) + len(opcion) > terminal.width:
            terminal.print(renglon, style="dim", markup=False)
            renglon = ""
        renglon += opcion
    if renglon:
        terminal.print(renglon, style="dim", markup=False)
