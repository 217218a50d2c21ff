"""Lo que le pasa a cualquier ficha al repetirse: erratas, otras señas, otra manera de escribir."""

from __future__ import annotations

import random
from collections.abc import Callable

from gente import CASA, Ficha, sin_acentos
from lugares import Lugares

_SONIDOS = (
    ("V", "B"), ("B", "V"), ("Z", "S"), ("CE", "SE"), ("LL", "Y"), ("H", ""), ("GE", "JE"),
    ("QU", "K"),
)  # fmt: skip
_TECLAS = dict(zip("AEIONMRSLT", "SROPMNTDKY", strict=True))
_VIAS = {
    "CALLE ": ("C/ ", "C. ", ""),
    "AVENIDA ": ("AVDA. ", "AV. "),
    "PLAZA ": ("PZA. ", "PL. "),
}
_PREFIJOS = {"ES": "+34 ", "MX": "+52 ", "PY": "+595 "}
_EN_MINUSCULAS = ("NOMBRE", "APELLIDO_1", "APELLIDO_2", "RAZON_SOCIAL", "CALLE")
Cambio = Callable[[Ficha], None]


class Cambios:
    """Cambios que valen para personas y empresas; con el mismo azar, los mismos."""

    def __init__(self, azar: random.Random, lugares: Lugares) -> None:
        self.azar = azar
        self._lugares = lugares

    def todos(self) -> list[Cambio]:
        """Los que pueden tocar; el que se repite toca más."""
        return [self._via, self._mudanza, self._movil, self._correo, self._documento]

    def errata(self, texto: str) -> str:
        """El texto con un error de oído o de dedo."""
        azar = self.azar
        oidos = [(a, b) for a, b in _SONIDOS if a in texto[1:]]
        if oidos and azar.random() < 0.4:
            a, b = azar.choice(oidos)
            return texto[0] + texto[1:].replace(a, b, 1)
        if len(texto) < 3:
            return texto
        i = azar.randrange(1, len(texto) - 1)
        antes, letra, despues = texto[:i], texto[i], texto[i + 1 :]
        otra = _TECLAS.get(letra) or ("E" if letra.isalpha() else azar.choice("0123456789"))
        cambiadas = ("", letra * 2, otra)
        cruzadas = f"{antes}{despues[0]}{letra}{despues[1:]}"
        return azar.choice([f"{antes}{c}{despues}" for c in cambiadas] + [cruzadas])

    def errata_en(self, campo: str) -> Cambio:
        def cambiar(ficha: Ficha) -> None:
            ficha[campo] = self.errata(ficha[campo]) if ficha[campo] else ""

        return cambiar

    def _via(self, ficha: Ficha) -> None:
        for larga, cortas in _VIAS.items():
            if ficha["CALLE"].startswith(larga):
                ficha["CALLE"] = self.azar.choice(cortas) + ficha["CALLE"].removeprefix(larga)
                return
        ficha["CALLE"] = self.errata(ficha["CALLE"]) if ficha["CALLE"] else ""

    def _mudanza(self, ficha: Ficha) -> None:
        if ficha["CALLE"]:
            ficha.update(self._lugares.domicilio(self._lugares.lugar(ficha["PAIS"])))

    def _movil(self, ficha: Ficha) -> None:
        ficha["MOVIL"] = self._lugares.movil(self._lugares.lugar(ficha["PAIS"]))

    def _correo(self, ficha: Ficha) -> None:
        """Con una errata y, si es de los de todos, en otro servidor."""
        if ficha["EMAIL"]:
            quien, _, donde = ficha["EMAIL"].partition("@")
            otro = self._lugares.dominio() if donde in {"gmail.com", "hotmail.com"} else donde
            ficha["EMAIL"] = f"{self.errata(quien.upper()).lower()}@{otro}"

    def _documento(self, ficha: Ficha) -> None:
        if ficha["ID_FISCAL"]:
            ficha["ID_FISCAL"] = self.errata(ficha["ID_FISCAL"])

    def formato(self, ficha: Ficha) -> None:
        """Lo mismo escrito de otra manera: minúsculas, sin acentos, con guion o prefijo."""
        azar = self.azar
        if azar.random() < 0.3:
            ficha.update({campo: ficha[campo].title() for campo in _EN_MINUSCULAS})
        if azar.random() < 0.3:
            ficha.update({campo: sin_acentos(ficha[campo]) for campo in CASA})
        if ficha["MOVIL"] and azar.random() < 0.3:
            ficha["MOVIL"] = _PREFIJOS[ficha["PAIS"]] + ficha["MOVIL"].removeprefix("0")
        if ficha["ID_FISCAL"] and azar.random() < 0.2:
            cuerpo, control = ficha["ID_FISCAL"][:-1].rstrip("-"), ficha["ID_FISCAL"][-1]
            ficha["ID_FISCAL"] = f"{cuerpo}-{control}"
