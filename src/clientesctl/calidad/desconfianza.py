"""Cuando casi toda una columna está mal, lo que está mal es haberla tomado por lo que no es."""

from __future__ import annotations

from clientesctl.calidad.regla import Contexto, Regla, de_columna
from clientesctl.registro.hallazgo import Dictamen, Lote
from clientesctl.textos.cifras import miles

CASI_TODAS = 0.8
BASTANTES = 20


def desconfiar(lote: Lote, regla: Regla, contexto: Contexto) -> Lote:
    """El mismo lote, o un solo aviso de la columna si condena casi todas sus celdas.

    Solo en columnas que se reconocieron sin estar seguros del todo: ni las que llevan el nombre
    del contrato ni las que nombra `[columnas]`. Mil «teléfonos» imposibles son números de otra
    cosa, o de otro país, y no mil erratas.
    """
    asignacion = contexto.tabla.asignaciones.get(lote.campo)
    if not regla.desconfia or lote.de_columna or asignacion is None or asignacion.certeza >= 1:
        return lote
    llenas = int((~contexto.tabla[lote.campo].vacias()).sum())
    if llenas < BASTANTES or len(lote) < CASI_TODAS * llenas:
        return lote
    frase = (
        f"{miles(len(lote))} de {miles(llenas)} celdas no parecen lo que se entendió"
        f" ({lote.campo}): si la columna es otra cosa, dígalo en [columnas] de clientesctl.toml;"
        " si el registro es de otro país, en «pais»"
    )
    return de_columna(regla, lote.campo, Dictamen(frase, gravedad="aviso"))
