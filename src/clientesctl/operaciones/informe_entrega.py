"""Un informe escrito donde y como dice la terminación de su nombre."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from clientesctl.entregas.csv import escribir_csv, escribir_tsv
from clientesctl.entregas.fichero import comprobar_destino, sustituir
from clientesctl.entregas.informe_html import escribir_informe_html
from clientesctl.entregas.informe_xlsx import escribir_informe_xlsx
from clientesctl.entregas.json import escribir_json
from clientesctl.operaciones.informe import Informe
from clientesctl.operaciones.informe_objeto import como_lista, como_objeto
from clientesctl.operaciones.informe_pagina import como_pagina
from clientesctl.registro.errores import ErrorUso

_COMO: dict[str, Callable[[Path, Informe], None]] = {
    ".html": lambda ruta, informe: escribir_informe_html(ruta, como_pagina(informe)),
    ".xlsx": lambda ruta, informe: escribir_informe_xlsx(ruta, como_pagina(informe)),
    ".json": lambda ruta, informe: escribir_json(ruta, como_objeto(informe)),
    ".csv": lambda ruta, informe: escribir_csv(ruta, como_lista(informe)),
    ".tsv": lambda ruta, informe: escribir_tsv(ruta, como_lista(informe)),
}


def comprobar(ruta: Path, registro: Path) -> None:
    """Nada, si ahí se podrá escribir el informe: para saberlo antes de leer el libro."""
    if ruta.suffix.lower() not in _COMO:
        raise NoSeSabeEscribir(ruta)
    comprobar_destino(ruta, registro)


def entregar(informe: Informe, ruta: Path) -> None:
    """El informe en `ruta`, que solo puede leer quien lo pidió."""
    comprobar(ruta, informe.registro.ruta)
    with sustituir(ruta, registro=informe.registro.ruta) as provisional:
        _COMO[ruta.suffix.lower()](provisional, informe)


class NoSeSabeEscribir(ErrorUso):
    """Un informe no se escribe en un fichero que acabe así."""

    def __init__(self, ruta: Path) -> None:
        termina = f"en «{ruta.suffix}»" if ruta.suffix else "sin terminación"
        remedio = f"use {', '.join(_COMO)}"
        if ruta.suffix.lower() == ".pdf":
            remedio = "pida .html e imprímala en PDF desde el navegador"
        super().__init__(f"--salida «{ruta}» acaba {termina}: {remedio}")
