"""Escribe docs/REGLAS.md con lo que cada regla dice de sí misma.

python scripts/escribir_reglas.py
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from clientesctl.calidad.regla import Regla
from clientesctl.calidad.tabla import REGLAS

DESTINO = Path(__file__).resolve().parent.parent / "docs" / "REGLAS.md"
CABECERA = """# Las reglas de `validar`

Un **error** incumple una política; un **aviso** merece una mirada. Lo mismo, en la terminal:
`clientesctl validar --explicar REGLA`. Cómo apagar una o cambiar su gravedad, en
[POLITICAS.md](POLITICAS.md). Esta página la escribe `make reglas`.
"""


def parrafos(regla: Regla) -> Iterator[str]:
    """Los párrafos de la regla: qué detecta, por qué importa, un ejemplo y qué deja en paz."""
    texto = sys.modules[regla.detectar.__module__].__doc__ or ""
    for parrafo in texto.strip().split("\n\n"):
        yield f"```python\n{parrafo}\n```" if parrafo.lstrip().startswith(">>>") else parrafo


def pagina() -> str:
    """La página entera, en el orden en que se pasan las reglas."""
    indice = [f"| [`{r.nombre}`](#{r.nombre}) | {r.gravedad} |" for r in REGLAS.values()]
    partes = [CABECERA, "\n".join(["| regla | gravedad |", "|---|---|", *indice])]
    for regla in REGLAS.values():
        partes += [f"## {regla.nombre}", f"*{regla.gravedad}*", *parrafos(regla)]
        partes.append(f"> {regla.explicacion}")
    return "\n\n".join(partes) + "\n"


if __name__ == "__main__":
    DESTINO.write_text(pagina(), encoding="utf-8")
