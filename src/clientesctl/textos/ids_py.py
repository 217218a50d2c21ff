"""El RUC y la cédula del Paraguay (DNIT: módulo 11 con los pesos 2, 3, 4… desde la derecha)."""

from __future__ import annotations

import re

from clientesctl.textos.id_compacto import VeredictoId

_RUC = re.compile(r"\d{5,9}")
_RUC_CON_GUION = re.compile(r"\D*([\d.\s]{5,11})\s*[-–]\s*(\d)\s*")


def digito_ruc(raiz: str) -> str:
    """El dígito verificador de un RUC paraguayo.

    >>> digito_ruc("80000035")
    '8'
    """
    suma = sum((i + 2) * int(c) for i, c in enumerate(reversed(raiz)))
    return str(-suma % 11 % 10)


def revisar_py(compacto: str, texto: str) -> VeredictoId:
    """El veredicto de un RUC o una cédula; `texto` dice si el dígito iba tras un guion.

    Sin guion, hasta ocho cifras son una cédula o un RUC sin dígito, y vale: `compacto` lo lleva.
    """
    con_guion = _RUC_CON_GUION.fullmatch(texto)
    if con_guion is not None:
        raiz = re.sub(r"\D", "", con_guion[1])
        if digito_ruc(raiz) == con_guion[2]:
            return VeredictoId("valido", "RUC", raiz + con_guion[2], "", _es_empresa_py(raiz))
        motivo = f"el dígito verificador de ese número es {digito_ruc(raiz)}"
        return VeredictoId("invalido", "RUC", raiz + con_guion[2], motivo, _es_empresa_py(raiz))
    if not _RUC.fullmatch(compacto):
        return VeredictoId("desconocido", "", compacto, "no tiene forma de RUC ni de cédula")
    if len(compacto) < 9:
        clase = "RUC" if _es_empresa_py(compacto) else "CI"
        return VeredictoId(
            "valido", clase, compacto + digito_ruc(compacto), "", _es_empresa_py(compacto)
        )
    raiz = compacto[:-1]
    if digito_ruc(raiz) == compacto[-1]:
        return VeredictoId("valido", "RUC", compacto, "", _es_empresa_py(raiz))
    return VeredictoId("dudoso", "RUC", compacto, "el dígito verificador no cuadra", None)


def _es_empresa_py(raiz: str) -> bool:
    return len(raiz) == 8 and raiz.startswith("80")
