"""El NIF y el NIE de España: DNI, extranjeros y entidades.

Fuentes: RD 1553/2005 (la letra del DNI es el número módulo 23), Orden INT/2058/2008 (NIE) y Orden
EHA/451/2008 (NIF de entidades).
"""

from __future__ import annotations

import re

from clientesctl.textos.id_compacto import VeredictoId

_LETRAS_DNI = "TRWAGMYFPDXBNJZSQVHLCKE"
_LETRAS_CIF = "JABCDEFGHI"

_DNI = re.compile(r"\d{8}[A-Z]")
_DNI_CORTO = re.compile(r"\d{5,7}[A-Z]")
_DNI_SIN_LETRA = re.compile(r"\d{7,8}")
_NIE = re.compile(r"[XYZ]0?\d{7}[A-Z]")
_NIE_SIN_LETRA = re.compile(r"[XYZ]\d{7}")
_ESPECIAL = re.compile(r"[KLM]\d{7}[0-9A-Z]")
_CIF = re.compile(r"[ABCDEFGHJNPQRSUVW]\d{7}[0-9A-J]")
_GUION_Y_CIFRA = re.compile(r"\d\s*-\s*\d\s*$")
_DE_FUERA = "no tiene forma de NIF; puede ser de otro país"
_CASI_ES = re.compile(
    r"\d{9,10}[A-Z]|\d{8}[A-Z]{2}|[A-HJ-NP-SU-W]\d{8}[A-Z]|[A-HJNP-SU-W]\d{6,7}"
    r"|[A-HJNP-SU-W]\d{6}[A-J]|[A-HJNP-SU-W]\d{9}|\d{5,6}"
)


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


def revisar_es(compacto: str, texto: str = "") -> VeredictoId:
    """El veredicto de un número, ya compacto, en un registro español.

    `texto`, si se da, es como se escribió: un dígito tras un guion es de otro país.
    """
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
    if _GUION_Y_CIFRA.search(texto):
        return VeredictoId("desconocido", "", compacto, _DE_FUERA)
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
    return VeredictoId("desconocido", "", compacto, _DE_FUERA)
