"""Qué días y a qué horas se puede llamar a vender, según dónde viva quien descuelga.

España: ni fines de semana, ni festivos, ni fuera de 9 a 21 (texto refundido de la Ley de
consumidores, RDL 1/2007, art. 96.2). Colombia: de lunes a viernes de 7 a 19, sábados de 8 a 15, ni
domingos ni festivos (Ley 2300 de 2023). En los demás países es cortesía: ni domingos, ni festivos.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from clientesctl.registro.registro import Registro
from clientesctl.textos.comunidades import comunidad_de
from clientesctl.textos.paises import codigo_pais
from clientesctl.textos.provincias import provincia_canonica, provincia_de_codigo
from clientesctl.textos.semana import dia_de_la_semana

_SABADO, _DOMINGO = 5, 6
_BUSCAR_HASTA = 30


@dataclass(frozen=True, slots=True)
class Horas:
    """De qué hora a qué hora se llama; `sabado`, None si los sábados no."""

    diario: tuple[int, int] = (9, 20)
    sabado: tuple[int, int] | None = (9, 14)


_CORTESIA = Horas()
_DE_LEY: Mapping[str, Horas] = {
    "ES": Horas((9, 21), None),
    "CO": Horas((7, 19), (8, 15)),
}


@dataclass(frozen=True, slots=True)
class Lugar:
    """Un país (ISO 3166, dos letras) y, donde los festivos cambian con ella, su región."""

    pais: str
    region: str = ""


def lugares_de(registro: Registro, region_de_la_casa: str = "") -> tuple[list[Lugar], Sitios]:
    """Los lugares distintos de las fichas y, por ficha, cuál es el suyo.

    El país que no se dice es el del libro; la región, la de su provincia o la de su código postal.
    Quien no dice ninguna de las dos es de la región de la casa.
    """
    clientes = registro.clientes
    paises = np.full(len(clientes), registro.pais, dtype=object)
    if "pais" in clientes:
        suyos = clientes["pais"].mapear(lambda t: codigo_pais(t) or registro.pais)
        paises = np.asarray(suyos, dtype=object)[clientes["pais"].codigos]
    regiones = _regiones(registro)
    propias = paises == registro.pais
    regiones[propias & (regiones == "")] = region_de_la_casa
    regiones[~np.isin(paises, ["ES"]) & ~propias] = ""
    llaves = [f"{p}|{r}" for p, r in zip(paises.tolist(), regiones.tolist(), strict=True)]
    distintas, cual = np.unique(np.asarray(llaves, dtype=object), return_inverse=True)
    return [Lugar(*llave.split("|", 1)) for llave in distintas.tolist()], cual.astype(np.int64)


Sitios = npt.NDArray[np.int64]


def _regiones(registro: Registro) -> npt.NDArray[np.object_]:
    clientes = registro.clientes
    regiones = np.full(len(clientes), "", dtype=object)
    if registro.pais not in {"ES", ""}:
        return regiones
    for campo, leer in (("codigo_postal", _de_codigo), ("provincia", _de_provincia)):
        if campo in clientes:
            suyas = np.asarray(clientes[campo].mapear(leer), dtype=object)
            suyas = suyas[clientes[campo].codigos]
            regiones = np.where(suyas == "", regiones, suyas)
    return regiones


def _de_provincia(texto: str) -> str:
    return comunidad_de(provincia_canonica(texto, "ES") or "") if texto.strip() else ""


def _de_codigo(texto: str) -> str:
    codigo = texto.strip()
    if not codigo.isdecimal() or len(codigo) not in (4, 5):
        return ""
    return comunidad_de(provincia_de_codigo(codigo.zfill(5), "ES") or "")


def por_que_no(lugar: Lugar, dia: dt.date, *, festivos: bool = True) -> str:
    """Por qué ese día no se llama ahí; vacío si se puede, o si no se miran los festivos.

    >>> sabado, navidad = dt.date(2026, 11, 28), dt.date(2026, 12, 25)
    >>> por_que_no(Lugar("ES"), sabado), por_que_no(Lugar("MX"), sabado)
    ('hoy es sábado', '')
    >>> por_que_no(Lugar("ES", "MD"), navidad)
    'hoy es fiesta: Natividad del Señor'
    """
    if not festivos:
        return ""
    horas = _DE_LEY.get(lugar.pais, _CORTESIA)
    if dia.weekday() == _DOMINGO or (dia.weekday() == _SABADO and horas.sabado is None):
        return f"hoy es {dia_de_la_semana(dia)}"
    fiesta = _fiestas(lugar.pais, lugar.region, dia.year).get(dia)
    return f"hoy es fiesta: {fiesta}" if fiesta else ""


def horas_de(lugar: Lugar, dia: dt.date) -> str:
    """Entre qué horas se llama ese día: «de 9 a 21 h».

    >>> horas_de(Lugar("ES"), dt.date(2026, 11, 27)), horas_de(Lugar("CO"), dt.date(2026, 11, 28))
    ('de 9 a 21 h', 'de 8 a 15 h')
    """
    horas = _DE_LEY.get(lugar.pais, _CORTESIA)
    desde, hasta = (horas.sabado if dia.weekday() == _SABADO else None) or horas.diario
    return f"de {desde} a {hasta} h"


def siguiente(lugar: Lugar, dia: dt.date, *, festivos: bool = True) -> dt.date:
    """El primer día después de ése en que se puede llamar ahí.

    >>> siguiente(Lugar("ES", "MD"), dt.date(2026, 12, 4))
    datetime.date(2026, 12, 9)
    """
    for n in range(1, _BUSCAR_HASTA):
        otro = dia + dt.timedelta(days=n)
        if not por_que_no(lugar, otro, festivos=festivos):
            return otro
    return dia + dt.timedelta(days=1)


@lru_cache(maxsize=256)
def _fiestas(pais: str, region: str, ano: int) -> Mapping[dt.date, str]:
    """Los festivos de ese año; ninguno si no se conocen los de ese país."""
    import holidays

    conocidos = holidays.list_supported_countries(include_aliases=False)
    if pais not in conocidos:
        return {}
    subdivision = region if region in conocidos[pais] else None
    idiomas = getattr(holidays, pais).supported_languages
    idioma = "es" if "es" in idiomas else None
    return dict(holidays.country_holidays(pais, subdiv=subdivision, years=ano, language=idioma))
