"""Los números fiscales del resto de América, con python-stdnum y por su forma.

Solo se da por inválido el que tiene la forma completa de su país y falla el dígito; donde el
número suele ir sin dígito (NIT de Colombia, cédulas) basta la forma, y donde el dígito no es de
fiar (Ecuador y República Dominicana tienen números reales que no lo cumplen) solo se avisa.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from clientesctl.textos.id_compacto import Estado, VeredictoId


@dataclass(frozen=True, slots=True)
class _Numero:
    """Una clase de número: su forma compacta, el módulo de stdnum y qué hacer si falla."""

    clase: str
    forma: str
    modulo: str = ""
    si_falla: Estado | Literal["sin_digito"] = "invalido"
    """«sin_digito»: si no lleva guion, puede que el dígito falte y se prueba la forma siguiente."""
    empresa: str = ""
    """Principio de los números de empresa; «-» si la clase no es de empresas."""


_NUMEROS: Mapping[str, tuple[_Numero, ...]] = {
    "AR": (
        _Numero("CUIT", r"\d{11}", "stdnum.ar.cuit", "invalido", "3"),
        _Numero("DNI", r"\d{7,8}", empresa="-"),
    ),
    "BO": (_Numero("NIT", r"\d{5,12}"),),
    "BR": (
        _Numero("CPF", r"\d{11}", "stdnum.br.cpf", "invalido", "-"),
        _Numero("CNPJ", r"\d{14}", "stdnum.br.cnpj"),
    ),
    "CL": (
        _Numero("RUT", r"\d{7,8}[\dK]", "stdnum.cl.rut", "sin_digito"),
        _Numero("RUT", r"\d{7,8}"),
    ),
    "CO": (
        _Numero("NIT", r"\d{9,10}", "stdnum.co.nit", "sin_digito", "[89]"),
        _Numero("CC", r"\d{5,10}"),
    ),
    "CR": (
        _Numero("CPJ", r"[2-5]\d{9}", "stdnum.cr.cpj", "dudoso", r"[2-5]"),
        _Numero("CPF", r"\d{9,10}", "", "dudoso", "-"),
        _Numero("DIMEX", r"\d{11,12}", "", "dudoso", "-"),
    ),
    "DO": (
        _Numero("RNC", r"\d{9}", "stdnum.do.rnc", "dudoso", r"[14]"),
        _Numero("cédula", r"\d{11}", "stdnum.do.cedula", "dudoso", "-"),
    ),
    "EC": (
        _Numero("RUC", r"\d{13}", "stdnum.ec.ruc", "dudoso"),
        _Numero("CI", r"\d{10}", "stdnum.ec.ci", "dudoso", "-"),
    ),
    "GT": (_Numero("NIT", r"\d{1,11}[\dK]", "stdnum.gt.nit", "dudoso"),),
    "HN": (_Numero("RTN", r"\d{13,14}"),),
    "NI": (_Numero("RUC", r"[A-Z]\d{13}|\d{13}[A-Z]"),),
    "PA": (_Numero("RUC", r"[A-Z0-9]{5,20}"),),
    "PE": (
        _Numero("RUC", r"\d{11}", "stdnum.pe.ruc", "invalido", "20"),
        _Numero("DNI", r"\d{8}", empresa="-"),
    ),
    "SV": (_Numero("NIT", r"\d{14}", "stdnum.sv.nit", "dudoso"), _Numero("DUI", r"\d{9}")),
    "UY": (
        _Numero("RUT", r"\d{12}", "stdnum.uy.rut", "invalido", r"\d"),
        _Numero("CI", r"\d{7,8}", empresa="-"),
    ),
    "VE": (
        _Numero("RIF", r"[VEJPG]\d{9}", "stdnum.ve.rif", "invalido", "[JG]"),
        _Numero("CI", r"[VE]?\d{6,8}", empresa="-"),
    ),
}

_MOTIVO = "el dígito de control no cuadra"
_GUION_FINAL = re.compile(r".*\d\s*[-–]\s*[\dKk]\s*", re.DOTALL)


def revisar_ajeno(compacto: str, texto: str, pais: str) -> VeredictoId:
    """El veredicto de un número compacto en un país que se lee con stdnum o solo por la forma.

    >>> revisar_ajeno("20055361682", "20-05536168-2", "AR")
    VeredictoId(estado='valido', clase='CUIT', compacto='20055361682', motivo='', de_empresa=False)
    >>> revisar_ajeno("20055361683", "20-05536168-3", "AR").estado
    'invalido'
    >>> revisar_ajeno("900123456", "900123456", "CO").estado
    'valido'
    """
    for numero in _NUMEROS.get(pais, ()):
        if not re.fullmatch(numero.forma, compacto):
            continue
        empresa = _de_empresa(numero, compacto)
        if not numero.modulo or _cumple(numero.modulo, compacto):
            return VeredictoId("valido", numero.clase, compacto, "", empresa)
        if numero.si_falla == "sin_digito":
            if not _GUION_FINAL.fullmatch(texto):
                continue
            return VeredictoId("invalido", numero.clase, compacto, _MOTIVO, empresa)
        return VeredictoId(numero.si_falla, numero.clase, compacto, _MOTIVO, empresa)
    return VeredictoId("desconocido", "", compacto, "no se conoce su forma")


def _cumple(modulo: str, compacto: str) -> bool:
    return bool(importlib.import_module(modulo).is_valid(compacto))


def _de_empresa(numero: _Numero, compacto: str) -> bool | None:
    if not numero.empresa:
        return None
    return numero.empresa != "-" and re.match(numero.empresa, compacto) is not None
