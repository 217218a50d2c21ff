"""`clientesctl iniciar --impreso`: dónde se han dejado los impresos y qué falta en ellos."""

from __future__ import annotations

from pathlib import Path

from clientesctl.consola.opciones import Comun
from clientesctl.consola.salida import decir, escribir_json

_NOMBRES = {
    "nombre": "quién responde de los datos",
    "contacto": "a quién se le piden",
    "plazo": "cuánto se guardan",
    "aviso": "dónde está el aviso completo",
}


def hacer_impreso(punto: str, ruta: Path | None, giro: str, comun: Comun) -> None:
    """Los impresos escritos, y por la salida de errores qué son y qué hay que completar."""
    from clientesctl.operaciones.impresos import hacer_impreso as hacer

    hechos = hacer(punto.lower(), ruta, giro, comun.hoy, comun.libro)
    impreso = hechos.impreso
    if comun.formato == "json":
        escribir_json(
            {
                "version": 1,
                "punto": impreso.punto,
                "pais": impreso.pais or None,
                "ficheros": [str(r) for r in hechos.rutas],
                "campos": [c.campo.nombre for c in impreso.casillas],
                "permisos": [p.cabecera for p in impreso.permisos],
                "version_texto": impreso.aviso.version,
                "huecos": list(impreso.aviso.huecos),
            }
        )
    if comun.silencio:
        return
    if impreso.aviso.huecos:
        faltan = ", ".join(_NOMBRES[h] for h in impreso.aviso.huecos)
        decir(
            f"aviso: el texto de privacidad lleva huecos ({faltan}): póngalo en [responsable] de"
            " clientesctl.toml, o escríbalo a mano antes de repartirlo"
        )
    if not impreso.pais:
        decir('aviso: no se sabe de qué país es y no cita ninguna ley: ponga pais = "ES"')
    for hecha in hechos.rutas:
        decir(f"hecho: «{hecha}»")
    decir(f"versión del texto de privacidad: {impreso.aviso.version}")
    if any(r.suffix == ".xlsx" for r in hechos.rutas):
        hoja = next(r for r in hechos.rutas if r.suffix == ".xlsx")
        decir(f"Cuando esté rellena: clientesctl importar «{hoja}»")
