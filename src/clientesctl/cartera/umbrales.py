"""Desde cuántos días sin comprar un cliente deja de estar activo."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.politicas import Politicas

_ENTERO = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Umbrales:
    """Días sin comprar: con menos de `preinactivo` es activo, con más de `inactivo` ya no.

    Entre los dos, ambos incluidos, es pre-inactivo.
    """

    preinactivo: int = 30
    inactivo: int = 45

    def al_ritmo(self, ciclo: int) -> Umbrales:
        """Los de quien compra cada `ciclo` días: deja de ser activo cuando le tocaba volver.

        El otro guarda la proporción, sin pasarse: quien compra cada semana es inactivo con más
        de diez días.

        >>> Umbrales().al_ritmo(7)
        Umbrales(preinactivo=7, inactivo=10)
        """
        return Umbrales(ciclo, max(ciclo, ciclo * self.inactivo // self.preinactivo))


def fijar_umbrales(
    dias: str | int | None = None,
    aviso: str | int | None = None,
    politicas: Politicas | None = None,
) -> Umbrales:
    """Los umbrales de `--dias` y `--aviso`; lo que no se dice, de las políticas.

    Sin `--aviso`, el preinactivo guarda con el inactivo la proporción 30:45, hacia arriba.
    `ErrorUso` si alguno no es un entero desde 1 o el aviso pasa de los días.

    >>> fijar_umbrales(), fijar_umbrales("10")
    (Umbrales(preinactivo=30, inactivo=45), Umbrales(preinactivo=7, inactivo=10))
    """
    base = politicas or Politicas()
    inactivo = base.dias_inactivo if dias is None else _leer_dias("--dias", dias)
    if aviso is not None:
        preinactivo = _leer_dias("--aviso", aviso)
    elif dias is None and base.dias_preinactivo is not None:
        preinactivo = base.dias_preinactivo
    else:
        preinactivo = -(-inactivo * 30 // 45)
    if preinactivo > inactivo:
        raise AvisoPasado(preinactivo, inactivo)
    return Umbrales(preinactivo, inactivo)


def _leer_dias(opcion: str, valor: str | int) -> int:
    texto = str(valor).strip()
    if _ENTERO.fullmatch(texto) and int(texto) >= 1:
        return int(texto)
    raise DiasMalEscritos(opcion, texto)


class DiasMalEscritos(ErrorUso):
    """Una opción de días no lleva un número de días."""

    def __init__(self, opcion: str, visto: str) -> None:
        super().__init__(
            f"{opcion} «{visto}» no vale: es un número entero de días desde 1, como {opcion} 45"
        )


class AvisoPasado(ErrorUso):
    """Se avisaría después de dar al cliente por inactivo."""

    def __init__(self, aviso: int, dias: int) -> None:
        super().__init__(
            f"--aviso {aviso} es más que los {dias} días de inactivo: póngalo en {dias} o menos,"
            f" o suba --dias"
        )
