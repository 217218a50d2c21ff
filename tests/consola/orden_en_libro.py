"""Órdenes sobre un libro diminuto, y lo que queda escrito en él."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from libro_de_texto import libro_de
from libro_que_cambia import abrir_en_excel

from clientesctl.consola.principal import ejecutar

__all__ = ["Orden", "abrir_en_excel", "filas", "libro_de"]

HOY = ["--hoy", "2026-11-22"]


class Orden:
    """Una orden sobre un libro: su código, lo que da a la salida normal y lo que dice."""

    def __init__(self, ruta: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.ruta, self._capsys = ruta, capsys
        self.datos = self.dicho = ""

    def __call__(self, *orden: str) -> int:
        return self.suelta(orden[0], "--libro", str(self.ruta), *orden[1:], *HOY)

    def suelta(self, *orden: str) -> int:
        """La orden tal cual, de las que no llevan --hoy."""
        codigo = ejecutar(list(orden))
        leido = self._capsys.readouterr()
        self.datos, self.dicho = leido.out.strip(), leido.err.strip()
        return codigo

    def deshacer(self) -> int:
        codigo = ejecutar(["deshacer", str(self.ruta)])
        self._capsys.readouterr()
        return codigo

    def ficha(self, suya: str, hoja: str = "CLIENTES") -> dict[str, object]:
        """La ficha con ese ID, por cabecera, sin lo vacío."""
        return next(f for f in filas(self.ruta, hoja) if f.get("ID") == suya)


def filas(ruta: Path, hoja: str = "CLIENTES") -> list[dict[str, object]]:
    """Las filas de una hoja, por cabecera y sin lo vacío; los días, en ISO."""
    cabecera, *resto = openpyxl.load_workbook(ruta)[hoja].iter_rows(values_only=True)
    return [
        {str(c): _visto(v) for c, v in zip(cabecera, fila, strict=True) if v is not None}
        for fila in resto
        if any(v is not None for v in fila)
    ]


def _visto(valor: object) -> object:
    return valor.date().isoformat() if isinstance(valor, dt.datetime) else valor
