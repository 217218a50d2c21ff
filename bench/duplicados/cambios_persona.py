"""Las maneras de repetir a una persona."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from importlib.resources import files

from cambios import Cambio, Cambios
from gente import Ficha


@cache
def _hipocoristicos() -> dict[str, tuple[str, ...]]:
    """Nombre formal → sus formas cortas."""
    texto = (files("clientesctl.textos") / "datos" / "hipocoristicos.csv").read_text("utf-8")
    cortos: defaultdict[str, list[str]] = defaultdict(list)
    for fila in csv.DictReader(texto.splitlines()):
        for formal in fila["formales"].split("|"):
            cortos[formal].append(fila["corto"])
    return {formal: tuple(suyos) for formal, suyos in cortos.items()}


class CambiosDePersona(Cambios):
    """Nombres cortos, apellidos cruzados, juntos, callados o de casada, fechas mal puestas."""

    def todos(self) -> list[Cambio]:
        erratas = [self.errata_en(c) for c in ("NOMBRE", "APELLIDO_1", "APELLIDO_2")]
        propios = [self._corto, self._compuesto, self._cruzar, self._sin_segundo, self._juntar]
        return [*erratas, *erratas, *propios, self._de_casada, self._fecha, *super().todos()]

    def _corto(self, ficha: Ficha) -> None:
        cortos = _hipocoristicos()
        primera, *resto = ficha["NOMBRE"].split()
        if ficha["NOMBRE"] in cortos:
            ficha["NOMBRE"] = self.azar.choice(cortos[ficha["NOMBRE"]])
        elif primera in cortos:
            seguir = resto if self.azar.random() < 0.5 else []
            ficha["NOMBRE"] = " ".join([self.azar.choice(cortos[primera]), *seguir])

    def _compuesto(self, ficha: Ficha) -> None:
        """El segundo nombre callado o en inicial; de María, Mª o nada."""
        primera, *resto = ficha["NOMBRE"].split()
        if not resto:
            return
        cortados = (primera, f"{primera} {resto[-1][0]}.", f"{primera[0]}. {resto[-1]}")
        if primera == "MARIA":
            cortados = (f"Mª {' '.join(resto)}", " ".join(resto))
        ficha["NOMBRE"] = self.azar.choice(cortados)

    def _cruzar(self, ficha: Ficha) -> None:
        if ficha["APELLIDO_2"]:
            ficha.update(APELLIDO_1=ficha["APELLIDO_2"], APELLIDO_2=ficha["APELLIDO_1"])

    def _sin_segundo(self, ficha: Ficha) -> None:
        ficha["APELLIDO_2"] = ""

    def _juntar(self, ficha: Ficha) -> None:
        juntos = f"{ficha['APELLIDO_1']} {ficha['APELLIDO_2']}".strip()
        ficha.update(APELLIDO_1=juntos, APELLIDO_2="")

    def _de_casada(self, ficha: Ficha) -> None:
        """En América, el apellido del marido detrás del propio."""
        if ficha["PAIS"] != "ES" and ficha["NOMBRE"].endswith("A"):
            marido = self.azar.choice(("GONZALEZ", "BENITEZ", "RAMIREZ", "ACOSTA", "VERA"))
            ficha["APELLIDO_2"] = f"DE {marido}"

    def _fecha(self, ficha: Ficha) -> None:
        """El día y el mes cruzados, o el día cambiado."""
        if ficha["FECHA_NACIMIENTO"]:
            ano, mes, dia = ficha["FECHA_NACIMIENTO"].split("-")
            if int(dia) <= 12 and self.azar.random() < 0.5:
                mes, dia = dia, mes
            else:
                dia = f"{self.azar.randrange(1, 29):02d}"
            ficha["FECHA_NACIMIENTO"] = f"{ano}-{mes}-{dia}"
