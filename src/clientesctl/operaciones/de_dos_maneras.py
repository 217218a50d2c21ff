"""Un texto que puede nombrar una fila de otra hoja o a un cliente: cuál de las dos es."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clientesctl.captura.redactor import LETRAS
from clientesctl.operaciones.fichas_nombradas import FichaDesconocida, FichaRepetida, buscar_ficha
from clientesctl.operaciones.hecho_dictado import Dictado
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.registro import Tabla


def es_cliente_o(dictado: Dictado, texto: str, clase: str, que: str, duenos: Sequence[int]) -> bool:
    """Si nombra una fila de esa hoja y no a un cliente; `duenos` son los de las filas que nombra.

    Si no nombra ninguna, también cuando solo puede ser el ID de una: así se dice que no está.

    Raises:
        DeDosManeras: es las dos cosas, y la fila no es de ese cliente.
    """
    registro = dictado.libreta.registro
    if not duenos:
        return _tiene_su_forma(registro.tabla(clase), registro.clientes, clase, texto)
    try:
        cliente = buscar_ficha(registro, texto)
    except (FichaDesconocida, FichaRepetida):
        return True
    if set(duenos) == {cliente}:
        return True
    raise DeDosManeras(texto, que, int(registro.clientes.filas[cliente]))


def _tiene_su_forma(tabla: Tabla | None, clientes: Tabla, clase: str, texto: str) -> bool:
    """Si se escribe como los ID de esa hoja («V-00012») y no como los de los clientes."""
    suyas = _formas(tabla) if tabla is not None else set()
    return _forma(texto) in (suyas or {f"{LETRAS[clase]}#"}) - _formas(clientes)


def _formas(tabla: Tabla) -> set[str]:
    columna = tabla.columnas.get("id")
    return set() if columna is None else set(columna.mapear(_forma)) - {""}


def _forma(texto: str) -> str:
    """Los ID sin sus cifras; vacío si no son más que cifras."""
    forma = re.sub(r"\d+", "#", texto.strip().upper())
    return "" if forma == "#" or "#" not in forma else forma


class DeDosManeras(ErrorUso):
    """El mismo texto nombra a un cliente y otra cosa que no es suya."""

    def __init__(self, texto: str, que: str, fila: int) -> None:
        super().__init__(
            f"«{texto.strip()}» es una {que} y también el cliente de la fila {fila}: si es el"
            f" cliente, nómbrelo como fila:{fila}; si es la {que}, ponga delante de quién es"
        )
