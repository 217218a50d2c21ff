"""El RFC y la CURP de México.

Fuentes: anexo del dígito verificador del RFC (SAT) e instructivo normativo de la CURP (RENAPO).
"""

from __future__ import annotations

import datetime as dt
import re

from clientesctl.textos.id_compacto import VeredictoId

_VALORES_RFC = {c: i for i, c in enumerate("0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ")}
_VALORES_CURP = {c: i for i, c in enumerate("0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ")}
_RFC = re.compile(r"([A-ZÑ&]{3,4})(\d{2})(\d{2})(\d{2})([A-Z0-9]{2}[0-9A])?")
_CASI_RFC = re.compile(r"[A-ZÑ&]{3,4}\d{6}[A-Z0-9]{1,6}|[A-ZÑ&]{3,4}\d{5}[A-Z0-9]{2,3}")
_RFC_A_MEDIAS = re.compile(r"[A-ZÑ&]{3,4}\d{3,5}")
_RFC_CON_CIFRAS = re.compile(
    r"(?![A-Z]{2}\d+$)(?=\d*[A-ZÑ&])[A-ZÑ&0-9]{3,4}(\d{2})(\d{2})(\d{2})[A-Z0-9]{3}"
)
_CURP = re.compile(
    r"[A-Z][AEIOUX][A-Z]{2}(\d{2})(\d{2})(\d{2})[HMX](?:[A-Z]{2})[B-DF-HJ-NÑP-TV-Z]{3}([0-9A-Z])\d"
)


def revisar_mx(compacto: str) -> VeredictoId:
    """El veredicto de un RFC o una CURP, ya compactos; lo demás no se conoce."""
    rfc = _RFC.fullmatch(compacto)
    if rfc is not None:
        return _rfc(compacto, rfc)
    curp = _CURP.fullmatch(compacto)
    if curp is not None:
        return _curp(compacto, curp)
    if _CASI_RFC.fullmatch(compacto):
        motivo = f"tiene {len(compacto)} caracteres; un RFC lleva 13 (persona) o 12 (empresa)"
        return VeredictoId("invalido", "RFC", compacto, motivo)
    con_cifras = _RFC_CON_CIFRAS.fullmatch(compacto)
    if con_cifras is not None and _hay_fecha(*con_cifras.groups()):
        motivo = "un RFC empieza por letras, y ese lleva alguna cifra entre ellas"
        return VeredictoId("dudoso", "", compacto, motivo)
    if _RFC_A_MEDIAS.fullmatch(compacto):
        return VeredictoId("dudoso", "", compacto, "le faltan caracteres para ser un RFC")
    return VeredictoId("desconocido", "", compacto, "no tiene forma de RFC; puede ser de otro país")


def _rfc(compacto: str, encaje: re.Match[str]) -> VeredictoId:
    de_empresa = len(encaje[1]) == 3
    if not _hay_fecha(encaje[2], encaje[3], encaje[4]):
        return VeredictoId("invalido", "RFC", compacto, "su fecha no existe", de_empresa)
    if encaje[5] is None:
        return VeredictoId("dudoso", "RFC", compacto, "le falta la homoclave", de_empresa)
    if compacto not in ("XAXX010101000", "XEXX010101000") and not _cuadra_rfc(compacto):
        return VeredictoId("dudoso", "RFC", compacto, "el dígito verificador no cuadra", de_empresa)
    return VeredictoId("valido", "RFC", compacto, "", de_empresa)


def _cuadra_rfc(compacto: str) -> bool:
    completo = compacto.rjust(13)
    suma = sum(_VALORES_RFC[c] * (13 - i) for i, c in enumerate(completo[:12]))
    return completo[12] == "0123456789A"[-suma % 11]


def _curp(compacto: str, encaje: re.Match[str]) -> VeredictoId:
    if not _hay_fecha(encaje[1], encaje[2], encaje[3]):
        return VeredictoId("invalido", "CURP", compacto, "su fecha no existe", False)
    suma = sum(_VALORES_CURP[c] * (18 - i) for i, c in enumerate(compacto[:17]))
    if str(-suma % 10) == compacto[17]:
        return VeredictoId("valido", "CURP", compacto, "", False)
    return VeredictoId("invalido", "CURP", compacto, "el dígito verificador no cuadra", False)


def _hay_fecha(anio: str, mes: str, dia: str) -> bool:
    for siglo in (1900, 2000):
        try:
            dt.date(siglo + int(anio), int(mes), int(dia))
        except ValueError:
            continue
        return True
    return False
