"""La página de las reglas dice lo que las reglas dicen de sí mismas."""

import runpy
from pathlib import Path

RAIZ = Path(__file__).parents[2]


def test_la_pagina_de_reglas_esta_al_dia():
    """Si falla: `make reglas`."""
    pagina = runpy.run_path(str(RAIZ / "scripts" / "escribir_reglas.py"))["pagina"]()
    assert (RAIZ / "docs" / "REGLAS.md").read_text(encoding="utf-8") == pagina


def test_el_readme_nombra_cada_orden_y_cada_pagina_que_existe():
    from clientesctl.consola.principal import ORDENES

    readme = (RAIZ / "README.md").read_text(encoding="utf-8")
    assert all(f"| `{orden}` |" in readme for orden in ORDENES)
    enlazadas = {p.split(")")[0] for p in readme.split("](")[1:]}
    assert {f"docs/{p.name}" for p in (RAIZ / "docs").glob("*.md")} <= enlazadas
    assert all((RAIZ / pagina).exists() for pagina in enlazadas)
