"""Lo que `[columnas]` manda sobre una hoja, por encima de lo que se reconozca."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clientesctl.registro.cabeceras import clave
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.esquema import HOJAS
from clientesctl.registro.esquema import campo as buscar_campo
from clientesctl.registro.politicas import Politicas
from clientesctl.textos.limpieza import plegar

IGNORAR = "ignorar"


class ColumnaAjena(ErrorUso):
    """`[columnas]` nombra una columna que la hoja no tiene."""

    def __init__(self, hoja: str, nombrada: str, tiene: Sequence[str]) -> None:
        lista = ", ".join(f"«{t}»" for t in tiene if t) or "ninguna con cabecera"
        super().__init__(
            f"[columnas] nombra «{nombrada}» en la hoja «{hoja}», y no está. "
            f"La hoja tiene: {lista}. Corríjalo en clientesctl.toml; también vale la letra."
        )


class CampoDesconocido(ErrorUso):
    """`[columnas]` da a una columna un campo que no existe."""

    def __init__(self, hoja: str, nombrada: str, campo: str) -> None:
        super().__init__(
            f"[columnas] dice que «{nombrada}» de la hoja «{hoja}» es «{campo}», y ese campo no "
            "existe. Use un campo de los que enseña «clientesctl politicas», o «ignorar»."
        )


@dataclass(frozen=True)
class Mandadas:
    """Cabecera o letra → campo, de una hoja."""

    columnas: Mapping[str, str]

    @property
    def cabeceras(self) -> tuple[str, ...]:
        """Las que se nombran por su cabecera y no por su letra."""
        return tuple(nombre for nombre in self.columnas if not _es_letra(nombre))

    def resolver(self, textos: Sequence[str], hoja: str) -> dict[int, str]:
        """Posición (desde 0) → campo mandado.

        Lanza `ColumnaAjena` si la hoja no tiene una de las nombradas.
        """
        claves = {clave(texto): i for i, texto in reversed(list(enumerate(textos))) if texto}
        posiciones: dict[int, str] = {}
        for nombre, campo in self.columnas.items():
            if clave(nombre) in claves:
                posiciones[claves[clave(nombre)]] = campo
            elif _es_letra(nombre) and numero(nombre) <= len(textos):
                posiciones[numero(nombre) - 1] = campo
            else:
                raise ColumnaAjena(hoja, nombre, textos)
        return posiciones


NADIE_MANDA = Mandadas({})


def mandadas(politicas: Politicas, hoja: str, clase: str) -> Mandadas:
    """Lo que `[columnas]` dice de esa hoja, comprobado que los campos existen.

    La hoja se nombra como en el libro, sin mirar mayúsculas ni acentos.
    """
    limpias = _dichas(politicas, hoja)
    for columna, campo in limpias.items():
        if campo != IGNORAR and buscar_campo(campo, clase) is None:
            raise CampoDesconocido(hoja, columna, campo)
    return Mandadas(limpias)


def mandadas_si_fuera(politicas: Politicas, hoja: str, clase: str) -> Mandadas:
    """Lo mismo, de una hoja que quizá no sea de esa clase: lo que solo vale en otra no cuenta."""
    limpias = _dichas(politicas, hoja)
    for columna, campo in limpias.items():
        if campo != IGNORAR and all(buscar_campo(campo, otra) is None for otra in HOJAS):
            raise CampoDesconocido(hoja, columna, campo)
    return Mandadas({c: f for c, f in limpias.items() if f == IGNORAR or buscar_campo(f, clase)})


def _dichas(politicas: Politicas, hoja: str) -> dict[str, str]:
    for nombre, columnas in politicas.columnas.items():
        if plegar(nombre) == plegar(hoja):
            return {c: campo.strip().lower() or IGNORAR for c, campo in columnas.items()}
    return {}


def numero(letras: str) -> int:
    """El número de una columna por sus letras.

    >>> numero("A"), numero("aa"), numero("XFD")
    (1, 27, 16384)
    """
    total = 0
    for caracter in letras.upper():
        total = total * 26 + ord(caracter) - 64
    return total


def _es_letra(nombre: str) -> bool:
    return nombre.isascii() and nombre.isalpha() and nombre.isupper() and len(nombre) <= 3
