"""Una fila dictada, puesta a prueba por las reglas antes de entrar en su hoja."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from clientesctl.calidad.validar import validar
from clientesctl.captura.en_casa import lista_de
from clientesctl.captura.libreta import Libreta
from clientesctl.registro.columna import Columna, Tipo
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.hallazgo import Hallazgo
from clientesctl.registro.plan import VACIO, Dato
from clientesctl.registro.registro import Asignacion, Tabla
from clientesctl.textos.limpieza import plegar
from clientesctl.textos.tarjetas import enmascarar

_REGLAS = frozenset(
    {
        "dato_prohibido",
        "valor_fuera_de_lista",
        "fecha_invalida",
        "fecha_imposible",
        "marcador_de_vacio",
        "texto_mal_codificado",
    }
)
"""Las que juzgan un valor por sí mismo; las demás miran el registro entero."""


def revisar(clase: str, datos: Mapping[str, Dato], libreta: Libreta) -> tuple[str, ...]:
    """Los avisos que las reglas dan de esa fila.

    Raises:
        NoPuedeEntrar: un valor que las políticas no admiten.
    """
    llenos = {campo: dato for campo, dato in datos.items() if dato != VACIO}
    fila = np.ones(1, dtype=np.int64)
    columnas = {campo: _columna(dato) for campo, dato in llenos.items()}
    asignaciones = {
        campo: Asignacion(campo, numero, campo.upper(), 1.0, "")
        for numero, campo in enumerate(llenos, 1)
    }
    sola = Tabla(clase, clase, 1, fila, columnas, asignaciones)
    registro = replace(libreta.registro, tablas={clase: sola})
    reglas = _REGLAS - libreta.politicas.reglas_apagadas
    informe = validar(registro, libreta.politicas, libreta.hoy, reglas)
    hallazgos = [h for h in informe if not _es_del_contrato(clase, h, libreta)]
    for hallazgo in hallazgos:
        if hallazgo.gravedad == "error":
            raise NoPuedeEntrar(hallazgo)
    return tuple(map(_frase, hallazgos))


def _es_del_contrato(clase: str, hallazgo: Hallazgo, libreta: Libreta) -> bool:
    """Si el valor es de los que fija el contrato y la lista que lo niega, de otra hoja."""
    if hallazgo.regla != "valor_fuera_de_lista":
        return False
    admitidos = map(plegar, lista_de(libreta, clase, hallazgo.campo))
    return plegar(hallazgo.valor) in admitidos


def _columna(dato: Dato) -> Columna:
    return Columna(
        codigos=np.ones(1, dtype=np.int32),
        textos=np.asarray(["", dato.texto], dtype=object),
        tipos=np.asarray([Tipo.VACIA, dato.tipo], dtype=np.uint8),
    )


def _frase(hallazgo: Hallazgo) -> str:
    """Lo que está mal y lo que se propone, sin ningún número de tarjeta a la vista."""
    visto = enmascarar(hallazgo.valor)
    propuesta = f"; ¿quiso decir «{hallazgo.propuesta}»?" if hallazgo.propuesta else ""
    return f"{hallazgo.campo.upper()} «{visto}»: {hallazgo.mensaje}{propuesta}"


class NoPuedeEntrar(ErrorUso):
    """Lo dictado lleva un valor que las políticas no admiten."""

    def __init__(self, hallazgo: Hallazgo) -> None:
        self.hallazgo = hallazgo
        frase = _frase(hallazgo)
        punto = "" if frase.endswith("?") else "."
        super().__init__(f"{frase}{punto} No se ha apuntado nada")
