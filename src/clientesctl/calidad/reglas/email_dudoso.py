"""Una dirección de correo bien formada que casi seguro no es la buena.

El dominio está a una tecla de uno muy conocido («gmial.com», «hotmail.con») o la dirección está
puesta por poner («x@x.com», «sincorreo@…»): el correo se va a otro o a nadie.

>>> juzgar("ana@gmial.com").propuesta, juzgar("ana@gmial.com").mensaje
('ana@gmail.com', '«gmial.com» parece «gmail.com» mal escrito')
>>> juzgar("x@x.com").mensaje, juzgar("ana@mail.com") is None
('parece puesta por poner', True)

Solo avisa y nunca es segura: esos dominios existen. Deja en paz los que no se parecen a ninguno y
las direcciones mal formadas (`email_invalido`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from clientesctl.calidad.ausencias import no_hay_dato
from clientesctl.calidad.regla import Contexto, Regla, por_valor
from clientesctl.calidad.reglas.email_invalido import CAMPOS
from clientesctl.registro.hallazgo import Arreglo, Dictamen, Lote
from clientesctl.textos.correos import revisar_correo


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Las direcciones dudosas de cada columna de correos."""
    for campo in CAMPOS:
        yield from por_valor(contexto, REGLA, campo, partial(juzgar, campo=campo))


def juzgar(texto: str, campo: str = "email") -> Dictamen | None:
    """El dictamen de una dirección."""
    veredicto = revisar_correo(texto.strip())
    if veredicto.estado != "dudoso" or no_hay_dato(texto, campo):
        return None
    cambios = (Arreglo(campo, veredicto.propuesta),) if veredicto.propuesta else ()
    return Dictamen(veredicto.motivo, veredicto.propuesta, cambios)


REGLA = Regla(
    "email_dudoso",
    "aviso",
    "La dirección puede existir, pero su dominio parece uno muy conocido mal escrito (gmial.com) o"
    " está puesta por poner (x@x.com). Mírela antes de escribir a nadie.",
    detectar,
    hojas=("CLIENTES", "INTERLOCUTORES"),
)
