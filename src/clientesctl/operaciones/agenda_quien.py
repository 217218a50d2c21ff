"""De quién es la agenda: los nombres de quienes atienden en el libro."""

from __future__ import annotations

import numpy as np

from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.parecidos import parecidos
from clientesctl.registro.registro import Registro
from clientesctl.textos.cifras import enumerar
from clientesctl.textos.limpieza import plegar

_EN_LA_FRASE = 8
_DONDE = (
    ("CLIENTES", "vendedor"),
    ("CITAS", "quien"),
    ("CONTACTOS", "quien"),
    ("PROPUESTAS", "vendedor"),
    ("VENTAS", "vendedor"),
)


def conocidos(registro: Registro) -> tuple[str, ...]:
    """Quienes atienden en el libro, cada uno una vez y por orden alfabético."""
    nombres: dict[str, str] = {}
    for clase, campo in _DONDE:
        tabla = registro.tabla(clase)
        if tabla is not None and campo in tabla:
            columna = tabla[campo]
            for codigo in np.flatnonzero(columna.frecuencias()).tolist():
                texto = str(columna.textos[codigo])
                if texto.strip():
                    nombres.setdefault(plegar(texto), texto.strip())
    for nombre in registro.listas.get("vendedor", ()):
        nombres.setdefault(plegar(nombre), nombre)
    return tuple(nombres[clave] for clave in sorted(nombres))


def exigir_conocido(quien: str, conocidos: tuple[str, ...]) -> None:
    """Nada, si alguien atiende con ese nombre; `ErrorUso` si no."""
    if plegar(quien) not in {plegar(nombre) for nombre in conocidos}:
        raise NadieAtiende(quien, conocidos)


class NadieAtiende(ErrorUso):
    """Se pidió la agenda de quien no está en el libro."""

    def __init__(self, quien: str, conocidos: tuple[str, ...]) -> None:
        casi = parecidos(plegar(quien).lower(), [plegar(c).lower() for c in conocidos], 1)
        remedio = f"; ¿quiso decir {casi[0].upper()}?" if casi else ""
        if not remedio and conocidos:
            mas = ["…"] if len(conocidos) > _EN_LA_FRASE else []
            remedio = f": están {enumerar([*conocidos[:_EN_LA_FRASE], *mas])}"
        super().__init__(f"nadie atiende como «{quien}» en este libro{remedio}")
