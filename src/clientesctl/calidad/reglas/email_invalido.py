"""Una dirección de correo que no puede existir.

Le falta la arroba o el final del dominio, lleva espacios, comas o acentos: el correo no sale o
vuelve, y quien espera la factura no la recibe. Si la errata salta a la vista se propone la
dirección, nunca como segura: solo quien la usa sabe cuál es.

>>> juzgar("ana@gmail,com").propuesta, juzgar("ana@gmail,com").mensaje
('ana@gmail.com', 'no es una dirección de correo: lleva una coma o un punto y coma')
>>> juzgar("ANA@EJEMPLO.ES") is None
True

Deja en paz las mayúsculas, los espacios de los lados (`espacios_sobrantes`), los dominios mal
escritos (`email_dudoso`), varias direcciones juntas (`varios_en_una_celda`) y los marcadores.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from clientesctl.calidad.ausencias import no_hay_dato
from clientesctl.calidad.regla import Contexto, Regla, por_valor
from clientesctl.registro.hallazgo import Arreglo, Dictamen, Lote
from clientesctl.textos.correos import partir_correos, revisar_correo, tiene_forma_de_correo
from clientesctl.textos.limpieza import limpiar_espacios

CAMPOS = ("email", "email_cobros", "email_2")


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Las direcciones imposibles de cada columna de correos."""
    for campo in CAMPOS:
        yield from por_valor(contexto, REGLA, campo, partial(juzgar, campo=campo))


def juzgar(texto: str, campo: str = "email") -> Dictamen | None:
    """El dictamen de una dirección."""
    if tiene_forma_de_correo(texto):
        return None
    if no_hay_dato(texto, campo) or len(partir_correos(texto)) > 1:
        return None
    veredicto = revisar_correo(limpiar_espacios(texto))
    if veredicto.estado != "invalido":
        return None
    cambios = (Arreglo(campo, veredicto.propuesta),) if veredicto.propuesta else ()
    mensaje = f"no es una dirección de correo: {veredicto.motivo}"
    return Dictamen(mensaje, veredicto.propuesta, cambios)


REGLA = Regla(
    "email_invalido",
    "error",
    "La dirección de correo no puede existir: le falta la arroba o el final, o lleva espacios,"
    " comas o acentos. Si la errata es evidente se propone la buena, para que alguien la mire.",
    detectar,
    hojas=("CLIENTES", "INTERLOCUTORES"),
    desconfia=True,
)
