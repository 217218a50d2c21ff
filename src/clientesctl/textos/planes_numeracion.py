"""Los números de España, México y Paraguay, reconocidos por sus cifras y sin biblioteca.

Las formas salen de los planes nacionales de numeración: en España, nueve cifras (RD 2296/2004;
51 y 59 son de máquinas y 400 de servicios nuevos); en México, diez desde el 3 de agosto de 2019,
sin 044, 045, 01 ni el 1 tras +52 (IFT); en Paraguay, móviles 9xx y fijos por área, de seis a
nueve cifras sin el 0 de llamada interurbana (CONATEL).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Clase = Literal["movil", "fijo", "otro"]

_ES = re.compile(r"(?:(?:00)?34)?(?:(?P<movil>6\d{8}|7[1-9]\d{7})|(?P<fijo>[89][1-9]\d{7})"
                 r"|(?P<otro>(?:[89]0[0-35-7]|70\d|51\d|59\d|400)\d{6}))")  # fmt: skip
_MX = re.compile(r"(?:(?P<antiguo>044|045|01|(?:00)?521)|(?:00)?52)?(?P<nacional>[2-9]\d{9})")
_PY = re.compile(r"(?:(?:00)?595)?0?(?:(?P<movil>9(?:5|6|7|8|9)\d{7})"
                 r"|(?P<fijo>21\d{6,7}|(?:2[24-9]|3[1-9]|4[1-9]|5[1-4]|6[1347]|7[1-8]|8[1-6])\d{5,7})"
                 r"|(?P<otro>[2-9]00\d{4,6}))")  # fmt: skip

CORRIENTES: Mapping[str, re.Pattern[str]] = {
    "ES": re.compile(r"(?:6[0-9]|[7-9][1-9])[0-9]{7}"),
    "MX": re.compile(r"[2-9][0-9]{9}"),
    "PY": re.compile(r"0?9[5-9][0-9]{7}"),
}
"""País → los números que se escriben casi siempre: una parte de los que se leen, más deprisa."""

PREFIJOS: Mapping[str, str] = {"ES": "34", "MX": "52", "PY": "595"}
"""País → prefijo internacional, de los que se leen aquí."""

_LADAS_DE_DOS = ("55", "56", "33", "81")
_AREAS_DE_DOS = re.compile(r"[26]1|3[289]|4[1246-8]|7[1-3]|8[1-36]")
"""Las áreas de Paraguay de dos cifras, según los datos de `phonenumbers`; las demás son de tres."""


@dataclass(frozen=True, slots=True)
class Nacional:
    """Un número nacional: sus cifras sin prefijos; `antiguo`, si llevaba uno ya retirado."""

    cifras: str
    clase: Clase
    antiguo: bool = False


def leer_nacional(cifras: str, pais: str) -> Nacional | None:
    """El número de ese país que forman las cifras, con o sin prefijos; None si no es posible.

    Solo lee ES, MX y PY; de los demás países no sabe y da None.

    >>> leer_nacional("0034612345678", "ES")
    Nacional(cifras='612345678', clase='movil', antiguo=False)
    >>> leer_nacional("0445512345678", "MX")
    Nacional(cifras='5512345678', clase='movil', antiguo=True)
    >>> leer_nacional("021123456", "PY").cifras
    '21123456'
    """
    if pais == "MX":
        return _mexicano(cifras)
    encaje = (_ES if pais == "ES" else _PY if pais == "PY" else _NADA).fullmatch(cifras)
    if encaje is None or encaje.lastgroup is None:
        return None
    return Nacional(encaje[encaje.lastgroup], encaje.lastgroup)  # type: ignore[arg-type]  # los grupos se llaman como las clases


_NADA = re.compile(r"(?!)")


def _mexicano(cifras: str) -> Nacional | None:
    encaje = _MX.fullmatch(cifras)
    if encaje is None:
        return None
    antiguo = encaje["antiguo"] or ""
    # Sin el prefijo retirado, en México no se distingue un móvil de un fijo.
    clase: Clase = "fijo" if antiguo == "01" else "movil" if antiguo else "otro"
    return Nacional(encaje["nacional"], clase, bool(antiguo))


def formatear_nacional(cifras: str, pais: str) -> str:
    """Las cifras nacionales agrupadas como se escriben en ese país.

    >>> formatear_nacional("612345678", "ES"), formatear_nacional("5512345678", "MX")
    ('612 345 678', '55 1234 5678')
    >>> formatear_nacional("981123456", "PY"), formatear_nacional("21123456", "PY")
    ('0981 123 456', '021 123 456')
    >>> formatear_nacional("71203040", "PY"), formatear_nacional("336272345", "PY")
    ('071 203 040', '0336 272 345')
    """
    if pais == "MX":
        corte = 2 if cifras.startswith(_LADAS_DE_DOS) else 3
        return f"{cifras[:corte]} {cifras[corte:-4]} {cifras[-4:]}"
    if pais == "PY":
        de_dos = cifras.startswith("21") or (len(cifras) < 9 and _AREAS_DE_DOS.match(cifras))
        area = 2 if de_dos or len(cifras) < 8 else 3
        return f"0{cifras[:area]} {cifras[area:-3]} {cifras[-3:]}"
    return f"{cifras[:3]} {cifras[3:6]} {cifras[6:]}"
