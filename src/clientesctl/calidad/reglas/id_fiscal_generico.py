"""Un número fiscal que no identifica a nadie: XAXX010101000, 44444401-7, 00000000T.

Son los de «público en general» y «consumidor final», o un relleno. Sirven para un tique, no para
saber quién es el cliente: dos fichas con él no son la misma persona.

>>> juzgar("XAXX010101000", "MX").mensaje
'es un número genérico: no identifica a nadie'
>>> juzgar("GODE561231GR8", "MX") is None
True

Solo avisa y no propone nada. No se cuenta como repetido ni como inválido.
"""

from __future__ import annotations

from collections.abc import Iterator

from clientesctl.calidad.ausencias import no_hay_dato
from clientesctl.calidad.regla import Contexto, Regla, por_valor_y_pais
from clientesctl.registro.hallazgo import Dictamen, Lote
from clientesctl.textos.ids_fiscales import es_id_generico


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Los números fiscales genéricos."""
    yield from por_valor_y_pais(contexto, REGLA, "id_fiscal", juzgar)


def juzgar(texto: str, pais: str) -> Dictamen | None:
    """El dictamen de un número en un país."""
    if not es_id_generico(texto, pais) or no_hay_dato(texto, "id_fiscal"):
        return None
    return Dictamen("es un número genérico: no identifica a nadie")


REGLA = Regla(
    "id_fiscal_generico",
    "aviso",
    "El número fiscal es de los que no identifican a nadie (público en general, consumidor final,"
    " todo ceros). Pida el verdadero o deje la celda vacía.",
    detectar,
)
