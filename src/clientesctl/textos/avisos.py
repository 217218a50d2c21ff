"""El aviso de privacidad de un impreso, con las palabras de cada país y su versión.

Las frases están en `datos/avisos.toml`. Las de España siguen lo que pide informar el artículo 13
del RGPD; las de México nombran los derechos ARCO; las de Paraguay, su ley de 2025.
"""

from __future__ import annotations

import functools
import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

HUECO = "____________________"
"""Lo que la casa no ha dicho: se escribe a mano."""

_CIFRAS_DE_HUELLA = 4


@dataclass(frozen=True)
class Aviso:
    """Un aviso entero; `version` cambia si cambia una letra, y solo entonces.

    `huecos` son los datos del responsable que nadie ha dicho.
    """

    titulo: str
    parrafos: tuple[str, ...]
    version: str
    huecos: tuple[str, ...] = ()


def redactar(
    pais: str, responsable: Mapping[str, str], finalidades: Sequence[str], permisos: Sequence[str]
) -> Aviso:
    """El aviso de ese país (código ISO) para esas finalidades y esas casillas.

    `responsable` lleva nombre, id_fiscal, direccion, contacto, plazo y aviso; lo que falte es un
    hueco. De un país sin frases propias no se cita ninguna ley.

    >>> casa = {"nombre": "FERRETERÍA LUNA, S.L.", "contacto": "datos@ejemplo.es"}
    >>> aviso = redactar("ES", casa, ["Llamar", "Enviar y visitar"], [])
    >>> aviso.parrafos[1]
    'Para qué: llamar; enviar y visitar. Las autorizaciones son aparte y voluntarias.'
    >>> aviso.huecos
    ('plazo',)
    >>> aviso.version == redactar("ES", casa, ["Llamar", "Enviar y visitar"], []).version
    True
    """
    frases = _frases().get(pais) or _frases()["otro"]
    datos = {
        "responsable": _quien(responsable),
        "finalidad": "; ".join(f[:1].lower() + f[1:] for f in finalidades) or HUECO,
        **{clave: responsable.get(clave) or HUECO for clave in ("contacto", "plazo", "aviso")},
    }
    parrafos = tuple(frase.format(**datos) for frase in frases["parrafos"])
    huecos = [c for c in ("nombre",) if not responsable.get(c)]
    pedidos = [
        c
        for c in ("contacto", "plazo", "aviso")
        if any(f"{{{c}}}" in f for f in frases["parrafos"])
    ]
    huecos += [c for c in pedidos if not responsable.get(c)]
    return Aviso(
        frases["titulo"],
        parrafos,
        _version([frases["titulo"], *parrafos, *permisos]),
        tuple(huecos),
    )


def _quien(responsable: Mapping[str, str]) -> str:
    partes = [responsable.get(c, "") for c in ("nombre", "id_fiscal", "direccion")]
    return ", ".join(filter(None, partes)) or HUECO


def _version(textos: Sequence[str]) -> str:
    huella = hashlib.sha256("\n".join(textos).encode()).hexdigest()[:_CIFRAS_DE_HUELLA]
    return f"T-{_datos()['redactado']}-{huella}"


def _frases() -> Mapping[str, Mapping[str, Any]]:
    return {clave: valor for clave, valor in _datos().items() if isinstance(valor, dict)}


@functools.cache
def _datos() -> Mapping[str, Any]:
    fichero = resources.files("clientesctl.textos") / "datos" / "avisos.toml"
    return tomllib.loads(fichero.read_text(encoding="utf-8"))
