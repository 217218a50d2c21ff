"""Las filas de otras hojas que nombran a una ficha absorbida y pasan a nombrar a la que queda."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from clientesctl.duplicados.fusion import Estorbo
from clientesctl.duplicados.fusion_referencias import Referencias
from clientesctl.duplicados.superviviente import Claves
from clientesctl.registro.enlace import codigo_comparable
from clientesctl.registro.huellas import Fichas, dato_de
from clientesctl.registro.plan import Cambio, Dato
from clientesctl.registro.registro import Tabla

_DE_PAREJAS = ("id_a", "id_b")


def mudar(
    posiciones: Sequence[int],
    claves: Claves,
    referencias: Referencias,
    llave: Dato,
    fichas_de: Callable[[Tabla], Fichas],
) -> tuple[list[Cambio], list[Estorbo]]:
    """Los cambios que llevan esas filas a la ficha que queda, y las que no se pueden tocar.

    La primera de `posiciones` es la que queda y `llave`, su ID. Una fila de DISTINTOS que junta
    a dos del grupo se deja: nombraría dos veces a la misma.
    """
    propia, *suyas = (claves.de(p) for p in posiciones)
    ajenas = set(suyas) - {"", propia}
    cambios: list[Cambio] = []
    estorbos: list[Estorbo] = []
    for mencion in referencias.menciones:
        tabla, campo = mencion.tabla, mencion.campo
        for fila in sorted(int(f) for c in ajenas for f in mencion.filas.get(c, ())):
            if campo in _DE_PAREJAS and _nombra_a_dos(tabla, fila, ajenas | {propia}):
                continue
            if not tabla.segura(campo) or fila in tabla[campo].formulas:
                estorbos.append(estorbo_de(tabla, campo))
                continue
            clave = fichas_de(tabla).clave(fila)
            cambios.append(Cambio(tabla.hoja, clave, campo, dato_de(tabla[campo], fila), llave))
    return cambios, estorbos


def _nombra_a_dos(tabla: Tabla, fila: int, claves: set[str]) -> bool:
    return all(codigo_comparable(tabla.texto(c, fila)) in claves for c in _DE_PAREJAS)


def estorbo_de(tabla: Tabla, campo: str) -> Estorbo:
    """Por qué no se escribe en una celda de esa columna."""
    segura = campo not in tabla.asignaciones or tabla.segura(campo)
    return Estorbo("formula" if segura else "columna", tabla.clase, campo)
