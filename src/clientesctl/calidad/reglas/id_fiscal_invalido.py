"""Un número fiscal que falla el dígito de control o la forma de su país.

Con él no se puede facturar, y el error de una cifra suele ser de tecleo. El dígito del RFC solo
merece un aviso (lo falla cerca del 1,5 % de los reales), lo mismo que un DNI sin su letra.

>>> juzgar("12345671A", "ES").mensaje
'no es un NIF válido: la letra de ese número es la F'
>>> juzgar("12345671", "ES").gravedad, juzgar("12345671", "ES").propuesta
('aviso', '12345671F')
>>> juzgar("DE123456789", "ES") is None
True

Deja en paz los números de otros países, los pasaportes, los genéricos (`id_fiscal_generico`) y
los marcadores. Los que suelen ir sin dígito (RUC de Paraguay, NIT de Colombia) valen sin él.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from clientesctl.calidad.ausencias import no_hay_dato
from clientesctl.calidad.regla import Contexto, Regla, por_valor_y_pais
from clientesctl.registro.hallazgo import Arreglo, Dictamen, Lote
from clientesctl.textos.ids_fiscales import es_id_generico, es_nif_corriente, revisar_id

CAMPOS = ("id_fiscal", "curp")
_DE_CADA_PAIS: Mapping[str, str] = {
    "ES": "NIF", "MX": "RFC", "PY": "RUC", "AR": "CUIT", "CL": "RUT", "CO": "NIT", "PE": "RUC",
    "EC": "RUC", "UY": "RUT", "VE": "RIF",
}  # fmt: skip


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Los números fiscales que fallan en el país de su fila."""
    for campo in CAMPOS:
        yield from por_valor_y_pais(contexto, REGLA, campo, partial(juzgar, campo=campo))


def juzgar(texto: str, pais: str, campo: str = "id_fiscal") -> Dictamen | None:
    """El dictamen de un número en un país."""
    if not pais or (pais == "ES" and es_nif_corriente(texto)):
        return None
    veredicto = revisar_id(texto, pais)
    if veredicto.estado in ("valido", "desconocido"):
        return None
    if no_hay_dato(texto, campo) or es_id_generico(texto, pais):
        return None
    clase = veredicto.clase or _DE_CADA_PAIS.get(pais, "número fiscal")
    if veredicto.estado == "invalido":
        return Dictamen(f"no es un {clase} válido: {veredicto.motivo}")
    completo = veredicto.compacto if veredicto.motivo == "le falta la letra" else None
    cambios = (Arreglo(campo, completo),) if completo else ()
    return Dictamen(f"puede estar mal: {veredicto.motivo}", completo, cambios, gravedad="aviso")


REGLA = Regla(
    "id_fiscal_invalido",
    "error",
    "El NIF, RFC, RUC… falla su letra, su dígito de control o su forma. Compruébelo antes de"
    " facturar. Un RFC cuyo dígito no cuadra o un DNI sin letra son solo un aviso; un número de"
    " otro país no se juzga.",
    detectar,
    desconfia=True,
)
