"""De qué comunidad autónoma es cada provincia de España: los festivos no son los mismos.

Los códigos son los de ISO 3166-2:ES sin el país, como los usa la biblioteca `holidays`.
"""

from __future__ import annotations

from collections.abc import Mapping

_PROVINCIAS: Mapping[str, str] = {
    "AN": "ALMERÍA CÁDIZ CÓRDOBA GRANADA HUELVA JAÉN MÁLAGA SEVILLA",
    "AR": "HUESCA TERUEL ZARAGOZA",
    "AS": "ASTURIAS",
    "CB": "CANTABRIA",
    "CE": "CEUTA",
    "CL": "ÁVILA BURGOS LEÓN PALENCIA SALAMANCA SEGOVIA SORIA VALLADOLID ZAMORA",
    "CM": "ALBACETE CIUDAD_REAL CUENCA GUADALAJARA TOLEDO",
    "CN": "LAS_PALMAS SANTA_CRUZ_DE_TENERIFE",
    "CT": "BARCELONA GIRONA LLEIDA TARRAGONA",
    "EX": "BADAJOZ CÁCERES",
    "GA": "A_CORUÑA LUGO OURENSE PONTEVEDRA",
    "IB": "BALEARES",
    "MC": "MURCIA",
    "MD": "MADRID",
    "ML": "MELILLA",
    "NC": "NAVARRA",
    "PV": "ÁLAVA GUIPÚZCOA VIZCAYA",
    "RI": "LA_RIOJA",
    "VC": "ALICANTE CASTELLÓN VALENCIA",
}
_DE: Mapping[str, str] = {
    provincia.replace("_", " "): comunidad
    for comunidad, provincias in _PROVINCIAS.items()
    for provincia in provincias.split()
}


def comunidad_de(provincia: str) -> str:
    """El código de la comunidad de una provincia por su nombre canónico; vacío si no es ninguna.

    >>> comunidad_de("A CORUÑA"), comunidad_de("MADRID"), comunidad_de("JALISCO")
    ('GA', 'MD', '')
    """
    return _DE.get(provincia, "")
