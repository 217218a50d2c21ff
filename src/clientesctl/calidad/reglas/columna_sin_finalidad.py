"""Una columna con datos de personas y ninguna razón escrita para tenerla.

De cada dato personal hay que saber para qué se guarda (RGPD, art. 5.1.b y c: finalidad y
minimización). Las columnas del contrato traen la suya; de las demás la pone el dueño en
[finalidades], o quita la columna.

Deja en paz las columnas desconocidas cuya cabecera no suena a dato personal, y las vacías.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from clientesctl.calidad.letreros import letrero
from clientesctl.calidad.regla import Contexto, Regla, de_columna
from clientesctl.registro.columna import Columna
from clientesctl.registro.esquema import campo as del_esquema
from clientesctl.registro.hallazgo import Dictamen, Lote
from clientesctl.textos.limpieza import plegar

_PERSONALES = re.compile(
    r"\b(DNI|NIE|PASAPORTE|CURP|CEDULA|SEGURIDAD SOCIAL|IBAN|CUENTA BANCARIA|CBU|CLABE"
    r"|RELIGION|IGLESIA|PARTIDO|AFILIACION|SINDICATO|ETNIA|RAZA|SALUD|ENFERMEDAD(?:ES)?|ALERGIAS?"
    r"|DISCAPACIDAD|MEDICACION|EMBARAZO|ORIENTACION|ANTECEDENTES|HUELLA|FOTO(?:GRAFIA)?"
    r"|HIJOS?|CONYUGE|ESPOS[OA]|PAREJA|PADRES?|MADRE|TUTOR|ESTADO CIVIL|NACIONALIDAD"
    r"|EDAD|CUMPLEANOS|NACIMIENTO|SUELDO|SALARIO|INGRESOS|PROFESION|ESTUDIOS|WHATSAPP|FACEBOOK"
    r"|INSTAGRAM|TWITTER|LINKEDIN|DOMICILIO|DIRECCION|CORREO|E-?MAIL|TELEFONO|MOVIL|CELULAR)\b"
)
"""Palabras de cabeceras que hablan de una persona; las primeras, de sus datos más delicados."""


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Una vez por columna personal, sin finalidad y con algo escrito."""
    tabla, puestas = contexto.tabla, _dichas(contexto)
    for nombre, columna in tabla.columnas.items():
        campo = del_esquema(nombre, tabla.clase)
        sin_razon = campo is not None and campo.personal and not campo.finalidad
        if sin_razon and plegar(nombre) not in puestas and _con_datos(columna):
            yield _lote(nombre, letrero(tabla, nombre))
    for cabecera, columna in tabla.otras.items():
        plegada = plegar(cabecera)
        if suena_personal(cabecera) and plegada not in puestas and _con_datos(columna):
            yield _lote(cabecera, cabecera)


def suena_personal(cabecera: str) -> bool:
    """Si la cabecera nombra un dato de una persona.

    >>> suena_personal("Nº de hijos"), suena_personal("Religión"), suena_personal("Almacén")
    (True, True, False)
    """
    return _PERSONALES.search(plegar(cabecera).replace("_", " ")) is not None


def _dichas(contexto: Contexto) -> set[str]:
    return {plegar(nombre) for nombre in contexto.politicas.finalidades}


def _con_datos(columna: Columna) -> bool:
    return bool(columna.codigos.any())


def _lote(nombre: str, cabecera: str) -> Lote:
    mensaje = "guarda datos de personas y nadie ha escrito para qué: dígalo en [finalidades]"
    return de_columna(REGLA, nombre, Dictamen(f"«{cabecera}» {mensaje}, o quite la columna"))


REGLA = Regla(
    "columna_sin_finalidad",
    "aviso",
    "La columna guarda datos de personas y no consta para qué. Escríbalo en [finalidades] de"
    ' clientesctl.toml (edad = "Ofrecer lo de su edad") o quite la columna.',
    detectar,
)
