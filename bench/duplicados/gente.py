"""Personas inventadas: solas, en pareja con hijos, padre e hijo del mismo nombre, gemelos.

Los nombres y apellidos salen con la frecuencia que tienen (tablas del paquete); los documentos
llevan su dígito de control.
"""

from __future__ import annotations

import csv
import itertools
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lugares import Lugar, Lugares
from stdnum.es import dni
from stdnum.mx import rfc
from stdnum.py import ruc

CAMPOS = """NOMBRE APELLIDO_1 APELLIDO_2 RAZON_SOCIAL ID_FISCAL PAIS CALLE NUMERO COLONIA CIUDAD
    PROVINCIA CODIGO_POSTAL TELEFONO MOVIL EMAIL FECHA_NACIMIENTO""".split()  # noqa: SIM905
Ficha = dict[str, str]
CASA = ("CALLE", "NUMERO", "COLONIA", "CIUDAD", "PROVINCIA", "CODIGO_POSTAL")
PISTAS = ("ID_FISCAL", "TELEFONO", "MOVIL", "EMAIL", "FECHA_NACIMIENTO")
"""Lo que basta, con el nombre, para saber quién es una ficha."""
_HAY = {"ID_FISCAL": 0.6, "TELEFONO": 0.4, "EMAIL": 0.55, "FECHA_NACIMIENTO": 0.4, "CALLE": 0.85}
_SIN_ACENTOS = str.maketrans("ÁÉÍÓÚÜÑ", "AEIOUUN")
_RECIENTE, _VIEJO = 2004, 1935
_NADA: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Original:
    """Un cliente de verdad. `fijos` son los campos que lo distinguen de quien se le parece."""

    ficha: Ficha
    lugar: Lugar
    fijos: frozenset[str] = frozenset()


@cache
def _tabla(fichero: str) -> tuple[dict[str, str], ...]:
    texto = (files("clientesctl.textos") / "datos" / fichero).read_text(encoding="utf-8")
    return tuple(csv.DictReader(texto.splitlines()))


class Sorteo:
    """Saca valores con su frecuencia."""

    def __init__(self, azar: random.Random, pesos: dict[str, float]) -> None:
        self._azar = azar
        self.valores = list(pesos)
        self._hasta = list(itertools.accumulate(pesos.values()))

    def uno(self) -> str:
        return self._azar.choices(self.valores, cum_weights=self._hasta)[0]


def apellidos_por_frecuencia() -> dict[str, float]:
    """Los apellidos de España y de América, con la gente que los lleva por millón."""
    filas = (*_tabla("apellidos.csv"), *_tabla("apellidos_america.csv"))
    return {fila["apellido"]: float(fila["por_millon"]) for fila in filas}


def _nombres(sexo: str) -> dict[str, float]:
    filas = (*_tabla("nombres.csv"), *_tabla("nombres_america.csv"))
    return {fila["nombre"]: float(fila[sexo]) for fila in filas if float(fila[sexo]) > 0}


def sin_acentos(texto: str) -> str:
    return texto.translate(_SIN_ACENTOS)


class Gente:
    """Inventa hogares; con el mismo azar, los mismos."""

    def __init__(self, azar: random.Random, lugares: Lugares) -> None:
        self._azar = azar
        self._lugares = lugares
        self.apellidos = Sorteo(azar, apellidos_por_frecuencia())
        self._nombres = {s: Sorteo(azar, _nombres(s)) for s in ("mujeres", "hombres")}
        self._documentos: set[str] = set()

    def hogar(self) -> list[Original]:
        """Los de una casa que son clientes: casi siempre, uno."""
        lugar = self._lugares.lugar(self._lugares.pais())
        suerte = self._azar.random()
        if suerte < 0.86:
            return [Original(self.persona(lugar), lugar)]
        if suerte < 0.92:
            return self._pareja(lugar)
        return self._gemelos(lugar) if suerte < 0.94 else self._padre_e_hijo(lugar)

    def persona(
        self, lugar: Lugar, sexo: str = "", nacio: str = "", comunes: Mapping[str, str] = _NADA
    ) -> Ficha:
        """Una persona con lo que de ella se apuntó, y siempre con algo que la identifica.

        `comunes` son los campos que comparte con otra: no se sortean.
        """
        azar = self._azar
        ficha = dict.fromkeys(CAMPOS, "")
        ficha["NOMBRE"] = self._nombres[sexo or azar.choice(("mujeres", "hombres"))].uno()
        ficha.update(APELLIDO_1=self.apellidos.uno(), PAIS=lugar.pais)
        ficha["APELLIDO_2"] = self.apellidos.uno() if azar.random() < 0.88 else ""
        if azar.random() < _HAY["CALLE"]:
            ficha.update(self._lugares.domicilio(lugar))
        if azar.random() < _HAY["TELEFONO"]:
            ficha["TELEFONO"] = self._lugares.fijo(lugar)
        ficha.update(comunes)
        self._identificar(ficha, lugar, nacio or self.fecha(_VIEJO, _RECIENTE))
        return ficha

    def _identificar(self, ficha: Ficha, lugar: Lugar, nacio: str) -> None:
        """Pone el documento, la fecha, el correo y el móvil de esa persona."""
        hay = {campo: self._azar.random() < p for campo, p in _HAY.items()}
        ficha["EMAIL"] = self._correo(ficha) if hay["EMAIL"] else ""
        ficha["FECHA_NACIMIENTO"] = nacio if hay["FECHA_NACIMIENTO"] else ""
        if hay["ID_FISCAL"]:
            ficha["ID_FISCAL"] = self.unico(lambda: self._documento(ficha, nacio))
        if self._azar.random() < 0.65 or not any(ficha[campo] for campo in PISTAS):
            ficha["MOVIL"] = self._lugares.movil(lugar)

    def fecha(self, desde: int, hasta: int) -> str:
        """Un día de esos años, como lo escribe un programa."""
        azar = self._azar
        ano, mes, dia = azar.randrange(desde, hasta), azar.randrange(1, 13), azar.randrange(1, 29)
        return f"{ano}-{mes:02d}-{dia:02d}"

    def unico(self, documento: Callable[[], str]) -> str:
        """Un documento que no se ha dado a nadie todavía."""
        while (dado := documento()) in self._documentos:
            pass
        self._documentos.add(dado)
        return dado

    def _documento(self, ficha: Ficha, nacio: str) -> str:
        """El NIF, el RFC o el RUC de una persona física."""
        if ficha["PAIS"] == "ES":
            numero = f"{self._azar.randrange(10**7, 8 * 10**7):08d}"
            return numero + dni.calc_check_digit(numero)
        if ficha["PAIS"] == "PY":
            numero = str(self._azar.randrange(700_000, 7_900_000))
            return f"{numero}-{ruc.calc_check_digit(numero)}"
        return self.rfc(_iniciales(ficha), nacio)

    def rfc(self, iniciales: str, fecha: str) -> str:
        """El RFC con esas iniciales, nacido o constituido ese día; si forman palabra, con X."""
        homoclave = "".join(self._azar.choices("ABCDEFGHJKLMN123456789", k=2))
        resto = f"{fecha[2:4]}{fecha[5:7]}{fecha[8:]}{homoclave}"
        entero = f"{iniciales}{resto}{rfc.calc_check_digit(iniciales + resto)}"
        return entero if rfc.is_valid(entero) else self.rfc(f"{iniciales[:-1]}X", fecha)

    def _correo(self, ficha: Ficha) -> str:
        azar = self._azar
        nombre, uno, dos = (sin_acentos(ficha[c]).split() for c in CAMPOS[:3])
        cual = azar.randrange(3)
        if cual == 0:
            quien = f"{nombre[0]}.{uno[-1]}{azar.randrange(100)}"
        elif cual == 1:
            quien = f"{nombre[0][0]}{uno[-1]}{azar.randrange(1000)}"
        else:
            quien = f"{uno[-1]}{dos[-1][:3] if dos else ''}{azar.randrange(10_000)}"
        return f"{quien}@{self._lugares.dominio()}".lower()

    def _pareja(self, lugar: Lugar) -> list[Original]:
        """Una pareja y, a veces, un hijo, en la misma casa y con el mismo fijo."""
        ella = self.persona(lugar, "mujeres")
        casa = {campo: ella[campo] for campo in (*CASA, "TELEFONO")}
        el = self.persona(lugar, "hombres", comunes=casa)
        todos = [ella, el]
        if self._azar.random() < 0.5:
            suyos = {"APELLIDO_1": el["APELLIDO_1"], "APELLIDO_2": ella["APELLIDO_1"]}
            nacio = self.fecha(1985, _RECIENTE)
            todos.append(self.persona(lugar, nacio=nacio, comunes=casa | suyos))
        return [Original(quien, lugar, frozenset({"NOMBRE"})) for quien in todos]

    def _gemelos(self, lugar: Lugar) -> list[Original]:
        """Dos hermanos del mismo día, la misma casa y los mismos apellidos."""
        nacio = self.fecha(1960, _RECIENTE)
        uno = self.persona(lugar, nacio=nacio)
        comunes = {campo: uno[campo] for campo in (*CASA, "APELLIDO_1", "APELLIDO_2", "TELEFONO")}
        otro = self.persona(lugar, nacio=nacio, comunes=comunes)
        while otro["NOMBRE"].split()[0] == uno["NOMBRE"].split()[0]:
            otro = self.persona(lugar, nacio=nacio, comunes=comunes)
        uno["FECHA_NACIMIENTO"] = otro["FECHA_NACIMIENTO"] = nacio
        return [Original(quien, lugar, frozenset({"NOMBRE"})) for quien in (uno, otro)]

    def _padre_e_hijo(self, lugar: Lugar) -> list[Original]:
        """Dos que se llaman igual en la misma casa: los separan la fecha y el segundo apellido."""
        sexo = self._azar.choice(("mujeres", "hombres"))
        padre = self.persona(
            lugar, sexo, self.fecha(1940, 1965), {"APELLIDO_2": self.apellidos.uno()}
        )
        comunes = {campo: padre[campo] for campo in (*CASA, "NOMBRE", "APELLIDO_1", "TELEFONO")}
        while (materno := self.apellidos.uno()) == padre["APELLIDO_2"]:
            pass
        nacio = self.fecha(1970, 1995)
        hijo = self.persona(lugar, sexo, nacio, comunes | {"APELLIDO_2": materno})
        fijos = frozenset({"NOMBRE", "APELLIDO_1", "APELLIDO_2", "FECHA_NACIMIENTO", "ID_FISCAL"})
        return [Original(quien, lugar, fijos) for quien in (padre, hijo)]


def _iniciales(ficha: Ficha) -> str:
    """Las cuatro letras con que empieza el RFC de esa persona."""
    uno, dos = (sin_acentos(ficha[c]).replace(" ", "") for c in ("APELLIDO_1", "APELLIDO_2"))
    vocal = next((c for c in uno[1:] if c in "AEIOU"), "X")
    return f"{uno[0]}{vocal}{dos[:1] or 'X'}{sin_acentos(ficha['NOMBRE'])[0]}"
