"""El proceso que lee un libro con calamine: bytes por la entrada, hojas por la salida.

No es una orden para personas: la lanza `aparte`. Responde con una tupla de `HojaCruda`, o con
una palabra si no puede.
"""

from __future__ import annotations

import contextlib
import io
import pickle
import sys
from datetime import date, time, timedelta
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from clientesctl.libro.contenidos import Codificador, Codigos64, Entendidos
from clientesctl.libro.montaje import Anotadas, montar
from clientesctl.libro.valores import VACIO, Valor, de_momento, de_numero
from clientesctl.registro.columna import Tipo
from clientesctl.registro.hoja import HojaCruda

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_LOTE = 4096


def main() -> None:
    """Lee la entrada, responde por la salida y termina."""
    limitar_memoria(int(sys.argv[1]))
    contenido = sys.stdin.buffer.read()
    sys.stdout.buffer.write(pickle.dumps(leer(contenido), protocol=5))


def limitar_memoria(octetos: int) -> None:
    """Pone techo a la memoria de este proceso, donde el sistema lo permite (Windows no)."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (octetos, octetos))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def leer(contenido: bytes) -> tuple[HojaCruda, ...] | str:
    """Las hojas del libro, o por qué no: «clave», «memoria» o «ilegible»."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum
    from python_calamine import SheetVisibleEnum as Visible

    try:
        libro = CalamineWorkbook.from_filelike(io.BytesIO(contenido))
        return tuple(
            _hoja(libro.get_sheet_by_index(n), ficha.visible == Visible.Visible)
            for n, ficha in enumerate(libro.sheets_metadata)
            if ficha.typ == SheetTypeEnum.WorkSheet
        )
    except PasswordError:
        return "clave"
    except MemoryError:
        return "memoria"
    except CalamineError:
        return "ilegible"


def _hoja(hoja: CalamineSheet, visible: bool) -> HojaCruda:
    """Una hoja de calamine; una celda en blanco y un error los da igual, vacíos."""
    anotadas, vistos = Anotadas(), Codificador({"": 0})
    # iter_rows empieza en la fila 1 de Excel, pero en la primera columna que lleva algo.
    columna, fila = (hoja.start or (0, 0))[1], 0
    filas = hoja.iter_rows() if hoja.start is not None else iter(())
    while lote := list(islice(filas, _LOTE)):
        codigos = np.array([[vistos[_clave(v)] for v in f] for f in lote], np.int64)
        altas, anchas = np.nonzero(codigos)
        anotadas.anotar(altas + fila + 1, anchas + columna + 1, codigos[altas, anchas])
        fila += len(lote)
    rangos = hoja.merged_cell_ranges or ()
    combinadas = tuple((a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in rangos)
    return montar(
        hoja.name,
        anotadas,
        partial(_entender, list(vistos)),
        visible=visible,
        combinadas=combinadas,
    )


def _clave(valor: Any) -> Any:
    """El valor, o un par que lo distingue de otro igual (True == 1.0)."""
    return (valor,) if isinstance(valor, bool) else valor


def _entender(vistos: list[Any], codigos: Codigos64) -> Entendidos:
    valores = [_valor(vistos[n]) for n in codigos.tolist()]
    textos = np.empty(len(valores), object)
    textos[:] = [valor.texto for valor in valores]
    tipos = np.array([valor.tipo if valor.texto else 0 for valor in valores], np.uint8)
    return Entendidos(textos, tipos, np.zeros(len(valores), np.uint8), unicos=False)


def _valor(valor: Any) -> Valor:
    match valor:
        case str():
            return Valor(valor, Tipo.TEXTO)
        case tuple():
            return Valor("VERDADERO" if valor[0] else "FALSO", Tipo.LOGICO)
        case int() | float():
            return Valor(de_numero(float(valor)), Tipo.NUMERO)
        case date() | time() | timedelta():
            return de_momento(valor)
    return VACIO


if __name__ == "__main__":
    main()
