"""Provincias, ciudades, códigos postales, calles y teléfonos de España, México y Paraguay.

Los prefijos postales de España son los dos dígitos de la provincia; los de México, los de su
estado; los teléfonos empiezan como los de la zona y los acepta el plan de numeración.
"""

# ruff: noqa: E501  # tablas de palabras: se leen mejor seguidas
from __future__ import annotations

import functools
from dataclasses import dataclass

from fabrica.azar import Azar


@dataclass(frozen=True)
class Lugar:
    pais: str
    provincia: str
    ciudad: str
    postal: str
    """Con que empieza el código postal."""
    telefono: str
    """Con que empieza el teléfono fijo."""
    peso: float = 1.0


_ES = """ÁLAVA|VITORIA-GASTEIZ|010|945|2;ALBACETE|ALBACETE|020|967|2;ALICANTE|ALICANTE|030|965|6
ALMERÍA|ALMERÍA|040|950|3;ÁVILA|ÁVILA|050|920|1;BADAJOZ|BADAJOZ|060|924|3;ILLES BALEARS|PALMA|070|971|5
BARCELONA|BARCELONA|080|93|20;BURGOS|BURGOS|090|947|2;CÁCERES|CÁCERES|100|927|2;CÁDIZ|CÁDIZ|110|956|4
CASTELLÓN|CASTELLÓN DE LA PLANA|120|964|2;CIUDAD REAL|CIUDAD REAL|130|926|2;CÓRDOBA|CÓRDOBA|140|957|3
A CORUÑA|A CORUÑA|150|981|4;GIRONA|GIRONA|170|972|3;GRANADA|GRANADA|180|958|4
GUADALAJARA|GUADALAJARA|190|949|1;GUIPÚZCOA|SAN SEBASTIÁN|200|943|3;HUELVA|HUELVA|210|959|2
HUESCA|HUESCA|220|974|1;JAÉN|JAÉN|230|953|2;LEÓN|LEÓN|240|987|2;LLEIDA|LLEIDA|250|973|2
LA RIOJA|LOGROÑO|260|941|2;MADRID|MADRID|280|91|24;MADRID|GETAFE|2890|91|3;MADRID|ALCORCÓN|2892|91|3
MÁLAGA|MÁLAGA|290|952|6;MURCIA|MURCIA|300|968|6;NAVARRA|PAMPLONA|310|948|3;ASTURIAS|OVIEDO|330|985|3
ASTURIAS|GIJÓN|3320|985|2;LAS PALMAS|LAS PALMAS DE GRAN CANARIA|350|928|4;PONTEVEDRA|VIGO|362|986|3
SALAMANCA|SALAMANCA|370|923|2;SANTA CRUZ DE TENERIFE|SANTA CRUZ DE TENERIFE|380|922|4
CANTABRIA|SANTANDER|390|942|3;SEGOVIA|SEGOVIA|400|921|1;SEVILLA|SEVILLA|410|954|8
SEVILLA|DOS HERMANAS|4170|955|2;TARRAGONA|TARRAGONA|430|977|3;TOLEDO|TOLEDO|450|925|2
VALENCIA|VALENCIA|460|96|10;VALENCIA|TORRENT|4690|96|2;VALLADOLID|VALLADOLID|470|983|3
VIZCAYA|BILBAO|480|94|5;ZAMORA|ZAMORA|490|980|1;ZARAGOZA|ZARAGOZA|500|976|5;BARCELONA|SABADELL|0820|93|3
BARCELONA|BADALONA|0891|93|3;ALICANTE|ELCHE|0320|965|2;MURCIA|CARTAGENA|3020|968|2"""
_MX = """CIUDAD DE MÉXICO|CIUDAD DE MÉXICO|06|55|6;CIUDAD DE MÉXICO|COYOACÁN|04|55|3
JALISCO|GUADALAJARA|44|33|4;NUEVO LEÓN|MONTERREY|64|81|4;PUEBLA|PUEBLA|720|222|2
ESTADO DE MÉXICO|TOLUCA|500|722|2;QUERÉTARO|QUERÉTARO|760|442|2;YUCATÁN|MÉRIDA|970|999|2
GUANAJUATO|LEÓN|370|477|2;BAJA CALIFORNIA|TIJUANA|220|664|2;VERACRUZ|VERACRUZ|917|229|2"""
_PY = """ASUNCIÓN|ASUNCIÓN|12|021|5;CENTRAL|SAN LORENZO|216|021|3;CENTRAL|LUQUE|206|021|2
ALTO PARANÁ|CIUDAD DEL ESTE|700|061|3;ITAPÚA|ENCARNACIÓN|600|071|2"""

LARGO_POSTAL = {"ES": 5, "MX": 5, "PY": 4}
_VIAS = ("CALLE", "CALLE", "CALLE", "AVENIDA", "PLAZA", "PASEO", "CAMINO", "RONDA")
_CALLES = tuple(
    """MAYOR;REAL;DEL CARMEN;DE LA CONSTITUCIÓN;DE LA FUENTE;NUEVA;DEL SOL;DE LA IGLESIA;SAN JUAN;SAN ANTONIO
DE LA ESTACIÓN;DEL MOLINO;CERVANTES;GOYA;VELÁZQUEZ;DE LA PAZ;DE LA LIBERTAD;DEL PRADO;DE LOS OLIVOS
DE LAS FLORES;DEL PUERTO;DE ARAGÓN;DE ANDALUCÍA;DE GALICIA;DE EXTREMADURA;DE LA INDUSTRIA;DEL COMERCIO
DE LOS ALMENDROS;DE LAS ACACIAS;DEL MERCADO;SANTA ANA;SANTA MARÍA;SAN PEDRO;SAN MIGUEL;DE LA CRUZ
DEL CASTILLO;DE LOS REYES;DE LA LUNA;DEL ÁLAMO;DE LA SIERRA;DEL RÍO;DE LAS ERAS;DE LA HUERTA
INDEPENDENCIA;HIDALGO;JUÁREZ;MORELOS;BENITO JUÁREZ;MARISCAL LÓPEZ;PALMA;ESPAÑA;DEL MAESTRO
1º DE MAYO;DEL DOCTOR FLEMING;DE LA ROSA;DEL LAGO;DE LOS PINOS;DE LA VEGA;DEL NORTE;DEL SUR""".replace(
        "\n", ";"
    ).split(";")
)
_COLONIAS = ("ROMA NORTE", "DEL VALLE", "CENTRO", "LAS ÁGUILAS", "SAN JERÓNIMO", "LOMAS ALTAS")


@functools.cache
def lugares(pais: str) -> tuple[tuple[Lugar, ...], tuple[float, ...]]:
    """Los lugares de un país y lo que pesa cada uno en el sorteo."""
    texto = {"ES": _ES, "MX": _MX, "PY": _PY}[pais].replace("\n", ";")
    partes = [linea.split("|") for linea in texto.split(";")]
    todos = tuple(Lugar(pais, p[0], p[1], p[2], p[3], float(p[4])) for p in partes)
    return todos, tuple(lugar.peso for lugar in todos)


def lugar(azar: Azar, pais: str) -> Lugar:
    todos, pesos = lugares(pais)
    return azar.choices(todos, weights=pesos)[0]


def codigo_postal(azar: Azar, donde: Lugar) -> str:
    """Un código que empieza como los de ese lugar; en una capital española, de los bajos."""
    falta = LARGO_POSTAL[donde.pais] - len(donde.postal)
    if donde.pais == "ES" and falta == 2:
        return f"{donde.postal}{azar.randint(1, 16):02d}"
    return donde.postal + str(azar.randrange(10 ** (falta - 1), 10**falta))


def calle(azar: Azar) -> str:
    return f"{azar.choice(_VIAS)} {azar.choice(_CALLES)}"


def numero(azar: Azar) -> str:
    return "S/N" if azar.suerte(0.02) else str(azar.randint(1, 140))


def colonia(azar: Azar, pais: str) -> str:
    return azar.choice(_COLONIAS) if pais == "MX" else ""


def _variado(azar: Azar, principio: str, largo: int) -> str:
    """Un número que nadie toma por relleno: con cinco cifras distintas por lo menos."""
    while True:
        falta = largo - len(principio) - 1
        entero = principio + str(azar.randint(2, 8)) + azar.cifras(falta)
        if len(set(entero)) >= 5 and not entero.endswith("0000"):
            return entero


_LARGO = {"ES": 9, "MX": 10}


def fijo(azar: Azar, donde: Lugar) -> str:
    return _variado(azar, donde.telefono, _LARGO.get(donde.pais, len(donde.telefono) + 6))


def movil(azar: Azar, donde: Lugar) -> str:
    if donde.pais == "MX":
        return _variado(azar, donde.telefono, 10)
    principio = (
        azar.choice(("6", "6", "6", "71"))
        if donde.pais == "ES"
        else azar.choice(("0981", "0971", "0991"))
    )
    return _variado(azar, principio, 9 if donde.pais == "ES" else 10)
