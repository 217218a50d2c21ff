"""Alguien de una agenda (una tarjeta, una fila de Google o de Outlook), antes de ser ficha."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from clientesctl.textos.fechas import Orden, leer_fecha
from clientesctl.textos.limpieza import plegar
from clientesctl.textos.palabras import conjunto
from clientesctl.textos.sexos import HOMBRE, MUJER, lector_de_sexo

_CLASES: tuple[tuple[str, frozenset[str]], ...] = (
    ("fax", conjunto("FAX FACSIMIL TELEFAX HOMEFAX WORKFAX OTHERFAX")),
    ("busca", conjunto("PAGER BUSCA BUSCAPERSONAS BEEPER")),
    ("movil", conjunto("CELL MOBILE MOVIL CELULAR CEL IPHONE WHATSAPP TELEMOVIL")),
    ("casa", conjunto("HOME CASA PARTICULAR DOMICILIO PERSONAL")),
    ("trabajo", conjunto("WORK TRABAJO OFICINA EMPRESA BUSINESS OFFICE LABORAL")),
)
"""De lo que más a lo que menos manda: «WORK;FAX» es un fax y «WORK;CELL», un móvil."""
_SIN_DECIR = conjunto(
    "VOICE PREF INTERNET MSG TEXT OTHER OTRO OTRA MAIN PRINCIPAL TEXTPHONE DOM INTL POSTAL PARCEL"
    " X INTERNET-EMAIL PREFERRED"
)
_DIA = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*)?")
_SIN_ANIO = re.compile(r"--(\d\d)-?(\d\d)(?:[T ].*)?")
_SIN_DIA = re.compile(r"\d{4}(?:-?\d\d)?")
_ANIO_DE_NADIE = 1604
"""El que ponen las agendas de Apple y de Google cuando no se sabe el año."""

_NADA = frozenset({"0/0/00", "00/00/00", "0000-00-00", "00000000"})
_MESES = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip
_LEER_SEXO = lector_de_sexo(("F",))
"""En una agenda «M» es *male*: viene de programas en inglés."""


@dataclass(frozen=True, slots=True)
class Dicho:
    """Un teléfono, un correo o una web, y de qué es: movil, casa, trabajo, fax, busca u otro.

    `etiqueta` es el nombre que le dio quien lo apuntó, si no es uno de esos.
    """

    valor: str
    clase: str = "otro"
    etiqueta: str = ""


@dataclass(frozen=True, slots=True)
class Senas:
    """Una dirección postal y de qué es (casa, trabajo u otro)."""

    clase: str = "otro"
    direccion: str = ""
    ciudad: str = ""
    provincia: str = ""
    codigo_postal: str = ""
    pais: str = ""

    @property
    def escritas(self) -> str:
        """La dirección en un renglón."""
        lugar = " ".join(filter(None, (self.codigo_postal, self.ciudad)))
        return ", ".join(filter(None, (self.direccion, lugar, self.provincia, self.pais)))


@dataclass(frozen=True, slots=True)
class Contacto:
    """Lo que una agenda sabe de alguien, en su orden; `otros` son datos sueltos con su etiqueta.

    `nombre_completo` es el que se enseña. `extra` son campos del registro que ya venían dichos.
    """

    nombre: str = ""
    apellidos: str = ""
    nombre_completo: str = ""
    titulo: str = ""
    empresa: str = ""
    cargo: str = ""
    sexo: str = ""
    nacimiento: str = ""
    notas: str = ""
    telefonos: tuple[Dicho, ...] = ()
    correos: tuple[Dicho, ...] = ()
    webs: tuple[Dicho, ...] = ()
    senas: tuple[Senas, ...] = ()
    otros: tuple[tuple[str, str], ...] = ()
    es_empresa: bool = False
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def dice_algo(self) -> bool:
        """Si hay por quién preguntar o cómo dar con él."""
        quien = self.nombre or self.apellidos or self.nombre_completo or self.empresa
        return bool(quien or self.telefonos or self.correos or self.extra)


@lru_cache(1024)
def clase_de(palabras: tuple[str, ...]) -> tuple[str, str]:
    """De qué es un dato, por sus etiquetas, y la que le puso su dueño si no es ninguna conocida.

    >>> clase_de(("WORK", "CELL")), clase_de(("* Móvil",)), clase_de(("Almacén",))
    (('movil', ''), ('movil', ''), ('otro', 'Almacén'))
    """
    propias = [p.strip(" *").strip() for p in palabras]
    vistas = {parte for p in propias for parte in re.split(r"[^A-Z0-9]+", plegar(p))}
    clase = next((clase for clase, suyas in _CLASES if suyas & vistas), "otro")
    if clase != "otro":
        return clase, ""
    raras = [p for p in propias if p and plegar(p) not in _SIN_DECIR]
    return clase, raras[0] if raras else ""


def leer_sexo(texto: str) -> str:
    """HOMBRE o MUJER, como se escribe en el registro; vacío si no lo dice."""
    sexo = _LEER_SEXO(texto.partition(";")[0])
    return sexo if sexo in {MUJER, HOMBRE} else ""


def leer_cumpleanos(texto: str, orden: Orden = "dma") -> tuple[str, str]:
    """La fecha de nacimiento («1985-05-24») o, si no está entera, lo que se sabe de ella.

    Lo que no se entiende queda como estaba, para que lo juzguen las políticas.

    >>> leer_cumpleanos("19850524"), leer_cumpleanos("--0524"), leer_cumpleanos("1604-05-24")
    (('1985-05-24', ''), ('', '24 de mayo'), ('', '24 de mayo'))
    """
    texto = texto.strip()
    if not texto or texto in _NADA:
        return "", ""
    entera = _DIA.fullmatch(texto)
    if entera:
        anio, mes, dia = (int(g) for g in entera.groups())
        if anio == _ANIO_DE_NADIE:
            return "", _dia_y_mes(mes, dia) or texto
        return _en_iso(anio, mes, dia) or texto, ""
    sin_anio = _SIN_ANIO.fullmatch(texto)
    if sin_anio and (dicho := _dia_y_mes(int(sin_anio[1]), int(sin_anio[2]))):
        return "", dicho
    if _SIN_DIA.fullmatch(texto):
        return "", texto
    leida = leer_fecha(texto, orden)
    return (leida.fecha.isoformat() if leida else texto), ""


def _en_iso(anio: int, mes: int, dia: int) -> str:
    try:
        return dt.date(anio, mes, dia).isoformat()
    except ValueError:
        return ""


def _dia_y_mes(mes: int, dia: int) -> str:
    return f"{dia} de {_MESES[mes - 1]}" if _en_iso(2000, mes, dia) else ""
