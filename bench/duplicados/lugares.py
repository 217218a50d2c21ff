"""Ciudades, calles, códigos postales y teléfonos inventados de España, México y Paraguay.

Los códigos empiezan como los de su provincia y los teléfonos, como los de su zona; los pueblos
que hacen bulto no existen.
"""

# ruff: noqa: E501  # tablas de palabras: se leen mejor seguidas
from __future__ import annotations

import random
from dataclasses import dataclass

PAISES = ("ES", "MX", "PY")
_PESOS = (50, 30, 20)
_PUEBLOS = 400
_BARRIOS = 40  # códigos postales de una ciudad
_MOVILES_PY = (
    "0961",
    "0971",
    "0972",
    "0975",
    "0981",
    "0982",
    "0983",
    "0984",
    "0985",
    "0991",
    "0992",
)
_CIUDADES = {
    "ES": """MADRID MADRID 28 91;BARCELONA BARCELONA 08 93;VALENCIA VALENCIA 46 96;SEVILLA SEVILLA 41
        954;ZARAGOZA ZARAGOZA 50 976;MÁLAGA MÁLAGA 29 952;MURCIA MURCIA 30 968;MURCIA CARTAGENA 30 868
        VIZCAYA BILBAO 48 94;ALICANTE ELCHE 03 965;CÓRDOBA CÓRDOBA 14 957;VALLADOLID VALLADOLID 47 983
        PONTEVEDRA VIGO 36 986;ASTURIAS GIJÓN 33 985;GRANADA GRANADA 18 958;CÁDIZ JEREZ 11 956
        TARRAGONA REUS 43 977;BARCELONA SABADELL 08 937;MADRID GETAFE 28 916;CÁCERES PLASENCIA 10 927""",
    "MX": """JALISCO GUADALAJARA 44 33;JALISCO ZAPOPAN 45 33;PUEBLA PUEBLA 72 222;YUCATÁN MÉRIDA 97 999
        GUANAJUATO LEÓN 37 477;VERACRUZ XALAPA 91 228;CHIHUAHUA CHIHUAHUA 31 614;OAXACA OAXACA 68 951
        TABASCO VILLAHERMOSA 86 993;SONORA HERMOSILLO 83 662;MICHOACÁN MORELIA 58 443;COLIMA COLIMA 28
        312;QUERÉTARO QUERÉTARO 76 442;SINALOA CULIACÁN 80 667""",
    "PY": """ASUNCIÓN ASUNCIÓN 12 021;CENTRAL LUQUE 20 021;CENTRAL LAMBARÉ 24 021;ITAPÚA ENCARNACIÓN 60 071
        GUAIRÁ VILLARRICA 50 0541;CAAGUAZÚ CAAGUAZÚ 34 0522;CONCEPCIÓN CONCEPCIÓN 80 0331""",
}
_VIAS = {
    "ES": ("CALLE", "CALLE", "CALLE", "AVENIDA", "PLAZA", "PASEO", "CAMINO", "CARRETERA"),
    "MX": ("CALLE", "CALLE", "AVENIDA", "CALZADA", "PRIVADA", "BOULEVARD"),
    "PY": ("CALLE", "AVENIDA", "AVENIDA", "PASAJE"),
}
_ROTULOS = """MAYOR;REAL;DEL CARMEN;DE LA CONSTITUCIÓN;NUEVA;DEL SOL;SAN JUAN;SAN ANTONIO;DE LA ESTACIÓN
    DEL MOLINO;CERVANTES;DE LA PAZ;DE LA LIBERTAD;DEL PRADO;DE LOS OLIVOS;DEL PUERTO;DE LA INDUSTRIA
    HIDALGO;JUÁREZ;MORELOS;MARISCAL LÓPEZ;PALMA;INDEPENDENCIA;5 DE MAYO;14 DE MAYO;DEL MERCADO"""
_COLONIAS = "CENTRO;DEL VALLE;LAS ÁGUILAS;SAN JERÓNIMO;LOMAS ALTAS;JARDINES;LA JOYA;EL ROSARIO"
_DOMINIOS = ("gmail.com", "gmail.com", "hotmail.com", "yahoo.es", "outlook.com", "icloud.com")


@dataclass(frozen=True, slots=True)
class Lugar:
    """Una ciudad; `postal` y `zona` son con lo que empiezan sus códigos y sus teléfonos."""

    pais: str
    provincia: str
    ciudad: str
    postal: str
    zona: str


def _partir(texto: str) -> list[str]:
    return [
        " ".join(trozo.split()) for trozo in texto.replace("\n", ";").split(";") if trozo.strip()
    ]


def _ciudades(pais: str) -> list[Lugar]:
    palabras = _CIUDADES[pais].replace(";", " ").split()
    return [Lugar(pais, *palabras[i : i + 4]) for i in range(0, len(palabras), 4)]


class Lugares:
    """Sortea sitios; con el mismo azar, los mismos."""

    def __init__(self, azar: random.Random, apellidos: list[str]) -> None:
        self._azar = azar
        self._rotulos = _partir(_ROTULOS) + apellidos[:400]
        self._de = {pais: self._con_pueblos(pais, apellidos) for pais in PAISES}

    def _con_pueblos(self, pais: str, apellidos: list[str]) -> list[Lugar]:
        """Las ciudades, repetidas para que pesen lo que sus pueblos, y los pueblos."""
        ciudades = _ciudades(pais)
        nombres = {
            f"{self._azar.choice(('VILLA', 'SAN', 'PUEBLA DE'))} {a}" for a in apellidos[:_PUEBLOS]
        }
        pueblos = []
        for nombre in sorted(nombres):
            cerca = self._azar.choice(ciudades)
            pueblos.append(Lugar(pais, cerca.provincia, nombre, cerca.postal, cerca.zona))
        return pueblos + ciudades * (2 * _PUEBLOS // len(ciudades))

    def pais(self) -> str:
        return self._azar.choices(PAISES, _PESOS)[0]

    def lugar(self, pais: str) -> Lugar:
        return self._azar.choice(self._de[pais])

    def otro(self, este: Lugar) -> Lugar:
        """Otra ciudad del mismo país."""
        while (otro := self.lugar(este.pais)).ciudad == este.ciudad:
            pass
        return otro

    def domicilio(self, donde: Lugar) -> dict[str, str]:
        """Las celdas de una dirección de ese lugar."""
        azar = self._azar
        largo = 4 if donde.pais == "PY" else 5
        return {
            "CALLE": f"{azar.choice(_VIAS[donde.pais])} {azar.choice(self._rotulos)}",
            "NUMERO": str(azar.randrange(1, 300)),
            "COLONIA": azar.choice(_partir(_COLONIAS)) if donde.pais == "MX" else "",
            "CIUDAD": donde.ciudad,
            "PROVINCIA": donde.provincia,
            "CODIGO_POSTAL": f"{donde.postal}{azar.randrange(_BARRIOS):0{largo - 2}d}",
        }

    def fijo(self, donde: Lugar) -> str:
        largo = {"ES": 9, "MX": 10}.get(donde.pais, len(donde.zona) + 6)
        return self._cifras(donde.zona, largo)

    def movil(self, donde: Lugar) -> str:
        if donde.pais == "MX":
            return self._cifras(donde.zona, 10)
        principio = "6" if donde.pais == "ES" else self._azar.choice(_MOVILES_PY)
        return self._cifras(principio, 9 if donde.pais == "ES" else 10)

    def _cifras(self, principio: str, largo: int) -> str:
        falta = largo - len(principio)
        return f"{principio}{self._azar.randrange(2 * 10 ** (falta - 1), 9 * 10 ** (falta - 1))}"

    def dominio(self) -> str:
        return self._azar.choice(_DOMINIOS)
