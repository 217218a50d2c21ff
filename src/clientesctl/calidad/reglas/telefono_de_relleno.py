"""Un teléfono puesto por poner: 666666666, 600000000, 123456789.

Tiene la forma de un número y no es de nadie: quien captura lo teclea para que el formulario le
deje seguir. Cuenta como ficha con teléfono y hace perder una llamada; además une a clientes
distintos como si fueran el mismo.

>>> juzgar("666 666 666", "ES").mensaje
'parece puesto por poner: nadie tiene ese número'
>>> juzgar("902 400 400", "ES") is None
True

Solo avisa: hay números de empresa muy fáciles. Los ceros y «N/A» son de `marcador_de_vacio`.
"""

from __future__ import annotations

from collections.abc import Iterator

from clientesctl.calidad.ausencias import no_hay_dato
from clientesctl.calidad.regla import Contexto, Regla, por_valor_y_pais
from clientesctl.calidad.reglas.telefono_invalido import CAMPOS
from clientesctl.registro.hallazgo import Dictamen, Lote
from clientesctl.textos.telefonos import es_telefono_de_relleno


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Los números de relleno de cada columna de teléfonos."""
    for campo in CAMPOS:
        yield from por_valor_y_pais(contexto, REGLA, campo, juzgar)


def juzgar(texto: str, pais: str) -> Dictamen | None:
    """El dictamen de un número."""
    if not es_telefono_de_relleno(texto, pais) or no_hay_dato(texto, "telefono"):
        return None
    return Dictamen("parece puesto por poner: nadie tiene ese número")


REGLA = Regla(
    "telefono_de_relleno",
    "aviso",
    "El número parece tecleado para salir del paso (666666666, 600000000, 123456789). Consiga el"
    " verdadero o deje la celda vacía: vacía dice la verdad.",
    detectar,
    hojas=("CLIENTES", "INTERLOCUTORES"),
)
