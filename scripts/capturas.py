"""Hace las imágenes de la documentación: la terminal, la página y el libro, como se ven.

    python scripts/capturas.py

Sobre el registro de ejemplo, con las órdenes de verdad: cada una en una terminal de 100 columnas,
la página en Chromium (a lo ancho y como en un móvil) y el libro de un vendedor en LibreOffice.
Necesita chromium, soffice y pdftoppm. Quedan en docs/capturas/.
"""

from __future__ import annotations

import datetime as dt
import os
import pty
import select
import subprocess
import sys
import tempfile
from html import escape
from io import StringIO
from pathlib import Path

RAIZ = Path(__file__).resolve().parent.parent
SALIDA = RAIZ / "docs" / "capturas"
HOY = "2026-11-23"
COLUMNAS, FILAS = 100, 60
_PAGINA = """<!doctype html><meta charset="utf-8"><style>
body{{margin:0;background:#10141a;color:#d8dee6;padding:18px 22px}}
pre{{font:14px/1.38 "DejaVu Sans Mono",monospace;margin:0;white-space:pre}}
</style><pre><b style="color:#7fd88f">$</b> {orden}

{texto}</pre>"""


def en_terminal(orden: list[str]) -> str:
    """Lo que la orden pone en una terminal de ese ancho, con sus colores."""
    hijo, terminal = pty.fork()
    if hijo == 0:
        os.environ |= {"COLUMNS": str(COLUMNAS), "LINES": str(FILAS), "TERM": "xterm-256color"}
        os.execv(sys.executable, [sys.executable, "-m", "clientesctl", *orden])
    import fcntl
    import struct
    import termios

    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", FILAS, COLUMNAS, 0, 0))
    trozos = []
    while select.select([terminal], [], [], 60)[0]:
        try:
            trozo = os.read(terminal, 65536)
        except OSError:
            break
        if not trozo:
            break
        trozos.append(trozo)
    os.waitpid(hijo, 0)
    return b"".join(trozos).decode().replace("\r\n", "\n")


def fotografiar_terminal(nombre: str, orden: list[str], *, lineas: int) -> None:
    """La imagen de esa orden, con solo sus primeras líneas."""
    from rich.console import Console
    from rich.terminal_theme import MONOKAI
    from rich.text import Text

    visto = "\n".join(en_terminal(orden).split("\n")[:lineas])
    consola = Console(record=True, width=COLUMNAS, file=StringIO(), force_terminal=True)
    consola.print(Text.from_ansi(visto), soft_wrap=True)
    texto = consola.export_html(theme=MONOKAI, inline_styles=True, code_format="{code}")
    dicha = " ".join(["clientesctl", *(Path(p).name if "/" in p else p for p in orden)])
    with tempfile.TemporaryDirectory() as carpeta:
        pagina = Path(carpeta) / "terminal.html"
        pagina.write_text(_PAGINA.format(orden=escape(dicha), texto=texto), encoding="utf-8")
        alto = 60 + 20 * (visto.count("\n") + 3)
        fotografiar_pagina(nombre, pagina, 900, alto)


def fotografiar_pagina(nombre: str, pagina: Path, ancho: int, alto: int) -> None:
    """La página como se ve en una ventana de esas medidas, en píxeles."""
    orden = ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    subprocess.run(
        [*orden, f"--window-size={ancho},{alto}", f"--screenshot={SALIDA / nombre}",
         pagina.as_uri()],
        check=True, capture_output=True,
    )  # fmt: skip
    print(f"docs/capturas/{nombre}")


def fotografiar_libro(nombre: str, libro: Path) -> None:
    """La primera página del libro, como la imprime LibreOffice."""
    with tempfile.TemporaryDirectory() as carpeta:
        convertir = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", carpeta]
        subprocess.run([*convertir, str(libro)], check=True, capture_output=True)
        pdf = Path(carpeta) / f"{libro.stem}.pdf"
        foto = ["pdftoppm", "-r", "90", "-png", "-singlefile", str(pdf)]
        subprocess.run([*foto, str(SALIDA / Path(nombre).stem)], check=True)
    print(f"docs/capturas/{nombre}")


def main() -> None:
    """Hace el registro de ejemplo y todas las imágenes."""
    sys.path.insert(0, str(RAIZ / "examples"))
    from generar import generar

    with tempfile.TemporaryDirectory() as nombre:
        carpeta = Path(nombre)
        generar(7, 900, 6000, dt.date(2026, 11, 22), carpeta)
        libro = (carpeta / "registro_limpio.xlsx").rename(carpeta / "clientes.xlsx")
        hoy = [str(libro), "--hoy", HOY]
        fotografiar_terminal("llamadas.png", ["llamadas", *hoy, "--vendedor", "EMILY"], lineas=30)
        en_terminal(["llamadas", *hoy, "--por", "vendedor", "--salida", f"{carpeta}/listas/"])
        fotografiar_libro("lista.png", carpeta / "listas" / "emily.xlsx")
        en_terminal(["informe", *hoy, "--salida", f"{carpeta}/informe.html"])
        fotografiar_pagina("informe.png", carpeta / "informe.html", 1280, 1460)
        fotografiar_pagina("informe-movil.png", carpeta / "informe.html", 390, 1600)


if __name__ == "__main__":
    main()
