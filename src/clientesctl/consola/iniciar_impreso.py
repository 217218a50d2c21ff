"""`clientesctl iniciar --impreso`: dónde se han dejado los impresos y qué falta en ellos."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from clientesctl.consola.opciones import Comun
from clientesctl.consola.salida import decir, escribir_json, libro_en_una_orden

if TYPE_CHECKING:
    from clientesctl.operaciones.impresos import Impresos
    from clientesctl.registro.impresos import Impreso

_NOMBRES = {
    "nombre": "quién responde de los datos",
    "contacto": "a quién se le piden",
    "plazo": "cuánto se guardan",
    "aviso": "dónde está el aviso completo",
}


def hacer_impreso(punto: str, ruta: Path | None, giro: str, comun: Comun) -> None:
    """Los impresos escritos, y por la salida de errores qué son y qué hay que completar."""
    from clientesctl.operaciones.impresos import hacer_impreso as hacer

    hechos = hacer(punto.lower(), ruta, giro, comun.hoy, comun.libro, comun.hoja)
    if comun.formato == "json":
        escribir_json(_objeto(hechos))
    if not comun.silencio:
        _decir_huecos(hechos.impreso)
        _decir_hechos(hechos)


def _objeto(hechos: Impresos) -> Mapping[str, object]:
    impreso = hechos.impreso
    return {
        "version": 1,
        "punto": impreso.punto,
        "pais": impreso.pais or None,
        "ficheros": [str(r) for r in hechos.rutas],
        "campos": [c.campo.nombre for c in impreso.casillas],
        "permisos": [p.cabecera for p in impreso.permisos],
        "version_texto": impreso.aviso.version,
        "huecos": list(impreso.aviso.huecos),
    }


def _decir_huecos(impreso: Impreso) -> None:
    if impreso.aviso.huecos:
        faltan = ", ".join(_NOMBRES[h] for h in impreso.aviso.huecos)
        decir(
            f"aviso: el texto de privacidad lleva huecos ({faltan}): póngalo en [responsable] de"
            " clientesctl.toml, o escríbalo a mano antes de repartirlo"
        )
    if not impreso.pais:
        decir('aviso: no se sabe de qué país es y no cita ninguna ley: ponga pais = "ES"')


def _decir_hechos(hechos: Impresos) -> None:
    for hecha in hechos.rutas:
        decir(f"hecho: «{hecha}»")
    decir(f"versión del texto de privacidad: {hechos.impreso.aviso.version}")
    hoja = next((r for r in hechos.rutas if r.suffix.lower() == ".xlsx"), None)
    if hoja is not None:
        decir(f"Cuando esté rellena: clientesctl importar {libro_en_una_orden(hoja)}")
