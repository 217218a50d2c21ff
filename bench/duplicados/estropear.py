"""Las fichas repetidas, como las repite la gente, de manera que aún se sepa de quién son."""

from __future__ import annotations

import random

from cambios_empresa import CambiosDeEmpresa
from cambios_persona import CambiosDePersona
from gente import PISTAS, Ficha, Original
from lugares import Lugares

_OLVIDABLES = (*PISTAS, "CODIGO_POSTAL", "COLONIA", "NUMERO", "PROVINCIA")
_OLVIDO = 0.2
_CUANTOS = (1, 1, 1, 2, 2, 3)


class Estropeador:
    """Repite fichas con uno a tres cambios y algún olvido; con el mismo azar, los mismos."""

    def __init__(self, azar: random.Random, lugares: Lugares) -> None:
        self._azar = azar
        self._cambios = CambiosDePersona(azar, lugares)
        self._de_persona = self._cambios.todos()
        self._de_empresa = CambiosDeEmpresa(azar, lugares).todos()

    def copia(self, original: Original) -> Ficha:
        """Otra ficha del mismo cliente."""
        ficha = dict(original.ficha)
        cambios = self._de_empresa if ficha["RAZON_SOCIAL"] else self._de_persona
        for cambio in self._azar.sample(cambios, self._azar.choice(_CUANTOS)):
            cambio(ficha)
        for campo in _OLVIDABLES:
            if self._azar.random() < _OLVIDO:
                ficha[campo] = ""
        ficha.update({campo: original.ficha[campo] for campo in original.fijos})
        self._cambios.formato(ficha)
        self._dejar_pista(original.ficha, ficha)
        return ficha

    def _dejar_pista(self, original: Ficha, ficha: Ficha) -> None:
        """Por lo menos una cosa de las que identifican a una ficha sigue igual."""
        if not any(ficha[campo] and ficha[campo] == original[campo] for campo in PISTAS):
            campo = self._azar.choice([campo for campo in PISTAS if original[campo]])
            ficha[campo] = original[campo]
