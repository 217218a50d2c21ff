"""Un ejemplo bien y otro mal de cada columna, como se escriben en cada país."""

from __future__ import annotations

from collections.abc import Mapping

from clientesctl.registro.esquema import Campo

_EJEMPLOS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "MX": {
        "id_fiscal": ("GODE561231GR8", "GODE 561231"),
        "pais": ("MX", "Mexico D.F."),
        "provincia": ("JALISCO", "Jal."),
        "ciudad": ("GUADALAJARA", "Guadalajara (44100)"),
        "codigo_postal": ("06700", "6700"),
        "telefono": ("33 3641 1234", "3641-1234 (tardes)"),
        "movil": ("55 1234 5678", "044 55 1234 5678 / casa"),
        "razon_social": ("FERRETERÍA LUNA, S.A. DE C.V.", "(en NOMBRE)"),
    },
    "PY": {
        "id_fiscal": ("80012345-0", "80.012.345"),
        "pais": ("PY", "Asuncion"),
        "provincia": ("CENTRAL", "Ctral."),
        "ciudad": ("LAMBARÉ", "Lambaré (Central)"),
        "codigo_postal": ("1119", "11"),
        "telefono": ("021 444 555", "444-555 (tardes)"),
        "movil": ("0981 234 567", "0981234567 / 021444555"),
        "razon_social": ("FERRETERÍA LUNA S.R.L.", "(en NOMBRE)"),
    },
}


def ejemplos_de(campo: Campo, pais: str) -> tuple[str, str]:
    """El bueno y el malo de esa columna en ese país; si no tiene suyos, los de la columna.

    >>> from clientesctl.registro.esquema import CLIENTES
    >>> codigo = next(c for c in CLIENTES if c.nombre == "codigo_postal")
    >>> ejemplos_de(codigo, "MX"), ejemplos_de(codigo, "ES")
    (('06700', '6700'), ('08001', '8001'))
    """
    return _EJEMPLOS.get(pais, {}).get(campo.nombre, (campo.bien, campo.mal))
