"""Un código postal que perdió su cero: 8001 por 08001.

Excel guarda un número y se come el cero: Barcelona, Baleares, Almería… y toda la Ciudad de México
se quedan con una cifra de menos, y los envíos se devuelven.

>>> juzgar("8001", "ES", "Barcelona").propuesta
'08001'
>>> juzgar("8001", "ES", "Barcelona").segura, juzgar("8001", "ES", "Madrid").segura
(True, False)
>>> juzgar("28001", "ES", "Madrid") is None
True

Solo es seguro si la provincia de la ficha es la de ese código. No toca los códigos completos, los
de países sin cero delante ni lo que no tenga una cifra de menos (`codigo_postal_invalido`).
"""

from __future__ import annotations

from collections.abc import Iterator

from clientesctl.calidad.regla import Contexto, Regla, por_valores
from clientesctl.registro.hallazgo import Arreglo, Dictamen, Lote
from clientesctl.textos.codigos_postales import concuerdan, falta_cero, provincia_de_codigo


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Los códigos a los que falta el cero de delante."""
    tabla = contexto.tabla
    if "codigo_postal" not in tabla:
        return
    columnas = (tabla["codigo_postal"], contexto.paises)
    if "provincia" in tabla:
        yield from por_valores(
            contexto, REGLA, "codigo_postal", (*columnas, tabla["provincia"]), juzgar
        )
    else:
        yield from por_valores(contexto, REGLA, "codigo_postal", columnas, juzgar)


def juzgar(texto: str, pais: str, provincia: str = "") -> Dictamen | None:
    """El dictamen de un código con la provincia de su ficha."""
    if len(texto) == 5 and pais in ("ES", "MX"):
        return None
    hallado = falta_cero(texto, pais, provincia)
    if hallado is None:
        return None
    codigo, segura = hallado
    mensaje = "perdió el cero de delante"
    if concuerdan(codigo, provincia, pais) is False:
        de = provincia_de_codigo(codigo, pais)
        mensaje = f"le falta una cifra; con el cero de delante sería de {de}, no de {provincia}"
    return Dictamen(mensaje, codigo, (Arreglo("codigo_postal", codigo),), segura)


REGLA = Regla(
    "codigo_postal_sin_cero",
    "error",
    "Al código postal le falta el cero de delante (8001 por 08001): Excel lo quita cuando guarda"
    " el código como número. Se propone con el cero y como texto; es seguro si la provincia de la"
    " ficha concuerda.",
    detectar,
)
