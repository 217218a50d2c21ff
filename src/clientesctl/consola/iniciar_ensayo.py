"""`clientesctl iniciar --ensayo`: dónde está cada cosa y qué se hace con ella."""

from __future__ import annotations

from pathlib import Path

from clientesctl.consola.opciones import Comun
from clientesctl.consola.salida import decir, escribir_json, libro_en_una_orden


def hacer_ensayo(
    ruta: Path | None, giro: str, opciones: tuple[str | None, str | None], comun: Comun
) -> None:
    """El ensayo hecho; por la salida de errores, cómo se usa. `opciones`: fichas y semilla."""
    from clientesctl.operaciones.ensayo import hacer_ensayo as hacer

    fichas, semilla = opciones
    hecho = hacer(
        ruta,
        giro,
        comun.hoy,
        fichas=fichas,
        semilla=semilla,
        libro=comun.libro,
        hoja=comun.hoja,
    )
    if comun.formato == "json":
        escribir_json(
            {
                "version": 1,
                "libro": str(hecho.libro),
                "papel": str(hecho.papel),
                "fichas": hecho.fichas,
                "personas": hecho.personas,
            }
        )
    if comun.silencio:
        return
    decir(f"hecho: «{hecho.papel}» ({hecho.fichas} fichas; imprímalas) y «{hecho.libro}», vacío")
    decir(
        "Capture cada ficha en la hoja CLIENTES, con su nombre en CAPTURADO_POR y un ID propio,"
        " y los permisos en CONSENTIMIENTOS; la fecha y la versión del texto van en el papel"
    )
    decir(f"Después: clientesctl validar --ensayo {libro_en_una_orden(hecho.libro)}")
