"""Identificadores fiscales inventados que pasan su dígito de control: NIF, NIE, CIF, RFC y RUC.

Los algoritmos son los públicos: letra del NIF por el resto de 23 (RD 1553/2005), dígito del CIF,
del RFC (anexo de la RMF) y del RUC paraguayo (módulo 11). Las pruebas los cotejan con stdnum.
"""

# ruff: noqa: E501, SIM905, PLC0207  # tablas de palabras: se leen mejor seguidas
from __future__ import annotations

import datetime as dt

from fabrica.azar import Azar, sin_acentos

_LETRAS = "TRWAGMYFPDXBNJZSQVHLCKE"
_INCONVENIENTES = frozenset(
    """BUEI BUEY CACA CACO CAGA CAGO CAKA COGE COJA COJE COJI COJO CULO FETO GUEY JOTO LOCA LOCO MAME MAMO
    MEAR MEAS MEON MIAR MION MOCO MULA MULO PEDA PEDO PENE PIPI PITO POPO PUTA PUTO RATA ROBA ROBE ROBO
    RUIN SENO TETA VACA VAGA VAGO""".split()
)
"""Las palabras que el SAT no deja formar; cambia la última letra por una X."""
_RFC = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ"


def nif(azar: Azar) -> str:
    numero = azar.randint(10_000_000, 79_999_999)
    return f"{numero:08d}{_LETRAS[numero % 23]}"


def nie(azar: Azar) -> str:
    letra, numero = azar.choice("XYZ"), azar.randint(1_000_000, 9_999_999)
    valor = int(f"{'XYZ'.index(letra)}{numero:07d}")
    return f"{letra}{numero:07d}{_LETRAS[valor % 23]}"


def cif(azar: Azar, tipo: str = "B") -> str:
    cuerpo = f"{azar.randint(1, 52):02d}{azar.randint(1000, 99999):05d}"
    dobles = sum(sum(divmod(2 * int(c), 10)) for c in cuerpo[::2])
    return f"{tipo}{cuerpo}{-(dobles + sum(int(c) for c in cuerpo[1::2])) % 10}"


def ruc(azar: Azar, empresa: bool = False) -> str:
    numero = str(
        azar.randint(80_000_000, 80_120_000) if empresa else azar.randint(600_000, 7_500_000)
    )
    suma = sum((i + 2) * int(c) for i, c in enumerate(reversed(numero)))
    return f"{numero}-{(-suma % 11) % 10}"


def _con_digito(doce: str) -> str:
    """El RFC con su último carácter; `doce`, lo que va delante (doce u once caracteres)."""
    valores = doce.rjust(12)
    suma = sum(_RFC.index(c) * (13 - i) for i, c in enumerate(valores))
    return doce + "0123456789A"[-suma % 11]


def rfc_persona(azar: Azar, nombre: str, ap_1: str, ap_2: str, nacio: dt.date) -> str:
    """El RFC de una persona nacida ese día; las iniciales salen de su nombre."""
    primero = "".join(c for c in sin_acentos(ap_1.split()[-1]) if c.isalpha()).replace("Ñ", "X")
    vocal = next((c for c in primero[1:] if c in "AEIOU"), "X")
    segundo = sin_acentos(ap_2.split()[-1])[0] if ap_2 else "X"
    iniciales = (primero[0] + vocal + segundo + sin_acentos(nombre)[0]).replace("Ñ", "X")
    iniciales = iniciales[:3] + "X" if iniciales in _INCONVENIENTES else iniciales
    return _con_digito(f"{iniciales}{nacio:%y%m%d}{_homoclave(azar)}")


def rfc_empresa(azar: Azar, razon: str, fundada: dt.date) -> str:
    letras = [c for c in sin_acentos(razon).replace("Ñ", "X") if "A" <= c <= "Z"]
    return _con_digito(f"{''.join(letras[:3])}{fundada:%y%m%d}{_homoclave(azar)}")


def _homoclave(azar: Azar) -> str:
    return azar.choice("ABCDEFGHIJKLMNPQRSTUV123456789") + azar.choice("ABCDEFGHJKLMN123456789")


def digito_luhn(cifras: str) -> str:
    """El dígito que hace válida una tarjeta que empieza con esas cifras."""
    suma = sum(
        sum(divmod(int(c) * (2 if i % 2 == 0 else 1), 10)) for i, c in enumerate(reversed(cifras))
    )
    return str(-suma % 10)
