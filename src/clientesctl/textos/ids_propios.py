"""Los números fiscales de España, México y Paraguay, con su dígito calculado aquí.

Fuentes: NIF y NIE, Orden INT/2058/2008 y RD 1553/2005 (letra = número módulo 23); NIF de
entidades, Orden EHA/451/2008; RFC, Anexo 1 de la RMF (tablas del dígito verificador, SAT); CURP,
instructivo normativo de RENAPO; RUC, SET/DNIT del Paraguay (módulo 11).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

Estado = Literal["valido", "invalido", "dudoso", "desconocido"]

_LETRAS_DNI = "TRWAGMYFPDXBNJZSQVHLCKE"
_LETRAS_CIF = "JABCDEFGHI"
_VALORES_RFC = {c: i for i, c in enumerate("0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ")}
_VALORES_CURP = {c: i for i, c in enumerate("0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ")}

_ETIQUETA = re.compile(
    r"^\s*(?:N\.?I\.?F|C\.?I\.?F|D\.?N\.?I|N\.?I\.?E|R\.?F\.?C|C\.?U\.?R\.?P|R\.?U\.?C|R\.?U\.?T"
    r"|N\.?I\.?T|C\.?U\.?I\.?[TL]|C\.?I|C\.?C|CEDULA|CÉDULA|VAT|IVA)\.?\s*(?:[:#\s]|N[º°o.]+)\s*",
    re.IGNORECASE,
)
_SIGNOS = re.compile(r"[^0-9A-ZÑ&]+")

_DNI = re.compile(r"\d{8}[A-Z]")
_DNI_CORTO = re.compile(r"\d{5,7}[A-Z]")
_DNI_SIN_LETRA = re.compile(r"\d{7,8}")
_NIE = re.compile(r"[XYZ]0?\d{7}[A-Z]")
_NIE_SIN_LETRA = re.compile(r"[XYZ]\d{7}")
_ESPECIAL = re.compile(r"[KLM]\d{7}[0-9A-Z]")
_CIF = re.compile(r"[ABCDEFGHJNPQRSUVW]\d{7}[0-9A-J]")
_CASI_ES = re.compile(r"\d{9,10}[A-Z]|\d{8}[A-Z]{2}|[A-HJ-NP-SU-W]\d{8}[A-Z]|[ABEGH]\d{6}")

_RFC = re.compile(r"([A-ZÑ&]{3,4})(\d{2})(\d{2})(\d{2})([A-Z0-9]{2}[0-9A])?")
_CASI_RFC = re.compile(r"[A-ZÑ&]{3,4}\d{6}[A-Z0-9]{1,6}|[A-ZÑ&]{3,4}\d{5}[A-Z0-9]{2,3}")
_CURP = re.compile(
    r"[A-Z][AEIOUX][A-Z]{2}(\d{2})(\d{2})(\d{2})[HMX](?:[A-Z]{2})[B-DF-HJ-NÑP-TV-Z]{3}([0-9A-Z])\d"
)

_RUC = re.compile(r"\d{5,9}")
_RUC_CON_GUION = re.compile(r"\D*([\d.\s]{5,11})\s*[-–]\s*(\d)\s*")


@dataclass(frozen=True, slots=True)
class VeredictoId:
    """Lo que se sabe de un número: su estado, su clase, su forma compacta y por qué.

    `compacto` es la misma para el mismo número se escriba como se escriba: el DNI con sus ceros
    y su letra, el RUC con su dígito. `de_empresa` es None si el número no lo dice.
    """

    estado: Estado
    clase: str
    compacto: str
    motivo: str = ""
    de_empresa: bool | None = None


def compactar_id(texto: str) -> str:
    """El número en mayúsculas, sin signos ni espacios ni la palabra NIF o RFC delante.

    >>> compactar_id(" 12.345.678-z"), compactar_id("CIF: B-12345674")
    ('12345678Z', 'B12345674')
    """
    if texto.isascii() and texto.isalnum():
        return texto.upper()
    limpio = texto.removesuffix(".0").upper()
    return _SIGNOS.sub("", _ETIQUETA.sub("", limpio))


def letra_dni(numero: int) -> str:
    """La letra que corresponde a un número de DNI.

    >>> letra_dni(12345678)
    'Z'
    """
    return _LETRAS_DNI[numero % 23]


def es_nif_corriente(texto: str) -> bool:
    """Si el texto es un DNI entero con su letra y nada más: lo de casi siempre, más deprisa.

    >>> es_nif_corriente("12345678Z"), es_nif_corriente("12345678A"), es_nif_corriente("1234Z")
    (True, False, False)
    """
    cifras = texto[:8]
    return (
        len(texto) == 9
        and cifras.isascii()
        and cifras.isdecimal()
        and texto[8] == _LETRAS_DNI[int(cifras) % 23]
    )


def revisar_es(compacto: str) -> VeredictoId:
    """El veredicto de un número, ya compacto, en un registro español."""
    if compacto.startswith("ES") and len(compacto) == 11:
        compacto = compacto[2:]
    if _DNI.fullmatch(compacto):
        return _dni(compacto, compacto)
    if _CIF.fullmatch(compacto):
        return _cif(compacto)
    if _NIE.fullmatch(compacto):
        return _nie(compacto[0], compacto[1:-1][-7:], compacto[-1])
    if _ESPECIAL.fullmatch(compacto):
        return _especial(compacto)
    return _casi_espanol(compacto)


def _dni(entero: str, escrito: str) -> VeredictoId:
    return _con_letra("NIF", entero[:8], escrito[-1], int(entero[:8]))


def _nie(inicial: str, cifras: str, letra: str) -> VeredictoId:
    return _con_letra("NIE", inicial + cifras, letra, _numero_nie(inicial, cifras))


def _numero_nie(inicial: str, cifras: str) -> int:
    """El número cuyo resto da la letra: la X vale 0; la Y, 1; la Z, 2."""
    return int(str("XYZ".index(inicial)) + cifras)


def _con_letra(clase: str, raiz: str, letra: str, numero: int) -> VeredictoId:
    buena = letra_dni(numero)
    if letra == buena:
        return VeredictoId("valido", clase, raiz + letra, "", False)
    motivo = f"la letra de ese número es la {buena}"
    return VeredictoId("invalido", clase, raiz + letra, motivo, False)


def _control_cif(cifras: str) -> int:
    pares = sum(int(c) for c in cifras[1::2])
    impares = sum(sum(divmod(2 * int(c), 10)) for c in cifras[::2])
    return -(pares + impares) % 10


def _cif(compacto: str) -> VeredictoId:
    # Qué entidades llevan letra y cuáles cifra no se cumple siempre: valen las dos.
    control = _control_cif(compacto[1:8])
    if compacto[-1] in (str(control), _LETRAS_CIF[control]):
        return VeredictoId("valido", "CIF", compacto, "", True)
    return VeredictoId("invalido", "CIF", compacto, "el dígito de control no cuadra", True)


def _especial(compacto: str) -> VeredictoId:
    """NIF de menores (K), residentes fuera (L) y extranjeros sin NIE (M)."""
    control = _control_cif(compacto[1:8])
    if compacto[-1] in (letra_dni(int(compacto[1:8])), _LETRAS_CIF[control]):
        return VeredictoId("valido", "NIF", compacto, "", False)
    return VeredictoId("invalido", "NIF", compacto, "la letra no cuadra", False)


def _casi_espanol(compacto: str) -> VeredictoId:
    """Lo que no tiene forma española: un DNI incompleto, una errata o un número de fuera."""
    if _DNI_CORTO.fullmatch(compacto):
        entero = compacto.zfill(9)
        veredicto = _dni(entero, compacto)
        if veredicto.estado == "valido" or len(compacto) == 8:
            return veredicto
    if _DNI_SIN_LETRA.fullmatch(compacto):
        entero = compacto.zfill(8) + letra_dni(int(compacto))
        return VeredictoId("dudoso", "NIF", entero, "le falta la letra", False)
    if _NIE_SIN_LETRA.fullmatch(compacto):
        numero = int(str("XYZ".index(compacto[0])) + compacto[1:])
        return VeredictoId(
            "dudoso", "NIE", compacto + letra_dni(numero), "le falta la letra", False
        )
    if _CASI_ES.fullmatch(compacto):
        motivo = "le faltan o le sobran caracteres para ser un NIF"
        return VeredictoId("dudoso", "", compacto, motivo)
    return VeredictoId("desconocido", "", compacto, "no tiene forma de NIF; puede ser de otro país")


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
