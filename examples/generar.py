"""Hace los registros de ejemplo: uno limpio, uno sucio con su verdad y un libro ajeno.

    python examples/generar.py --semilla 7 --clientes 3000 --ventas 20000 --salida examples/generado

La misma semilla da los mismos bytes. Toda la gente es inventada. Con --tienda solo rehace el
registro pequeño que viene con el proyecto.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from pathlib import Path

from fabrica import ajeno, montaje
from fabrica.libros import escribir_registro

HOY = dt.date(2026, 11, 22)


def generar(semilla: int, clientes: int, ventas: int, hoy: dt.date, salida: Path) -> None:
    """Deja en `salida` registro_limpio.xlsx, registro_sucio.xlsx, verdad.json y ajeno.xlsx."""
    salida.mkdir(parents=True, exist_ok=True)
    registro, hojas = montaje.limpio(semilla, clientes, ventas, hoy)
    escribir_registro(salida / "registro_limpio.xlsx", {"CLIENTES": registro, **hojas})
    plantel, parejas = montaje.sucio(semilla, clientes, ventas, hoy)
    verdad = montaje.verdad(semilla, plantel, parejas)
    completas = {"CLIENTES": plantel.clientes, **plantel.hojas}
    escribir_registro(salida / "registro_sucio.xlsx", completas, ("estado_civil", "contraseña_web"))
    verdad["ajeno"] = ajeno.escribir(salida / "ajeno.xlsx", semilla, max(20, clientes // 10), hoy)
    texto = json.dumps(verdad, ensure_ascii=False, indent=1)
    (salida / "verdad.json").write_text(texto + "\n", encoding="utf-8")


def generar_tienda(ruta: Path) -> None:
    """El registro pequeño que viene hecho: sesenta clientes con algún defecto de cada."""
    plantel, _ = montaje.sucio(60, 60, 240, HOY)
    escribir_registro(ruta, {"CLIENTES": plantel.clientes, **plantel.hojas})


def main() -> None:
    opciones = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    opciones.add_argument("--semilla", type=int, default=7)
    opciones.add_argument("--clientes", type=int, default=3000)
    opciones.add_argument("--ventas", type=int, default=20000)
    opciones.add_argument("--hoy", type=dt.date.fromisoformat, default=HOY)
    opciones.add_argument("--salida", type=Path, default=Path(__file__).parent / "generado")
    opciones.add_argument("--tienda", action="store_true", help="solo examples/tienda.xlsx")
    dado = opciones.parse_args()
    if dado.tienda:
        generar_tienda(Path(__file__).parent / "tienda.xlsx")
        return
    generar(dado.semilla, dado.clientes, dado.ventas, dado.hoy, dado.salida)


if __name__ == "__main__":
    main()
