"""Lo que alguien consintió al dar sus datos, con la prueba de que lo hizo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clientesctl.captura.entradas import entrada, lista_de
from clientesctl.captura.redactor import Redactor
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.plan import Dato
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Registro
from clientesctl.textos.cifras import enumerar
from clientesctl.textos.limpieza import a_mayusculas, plegar

HOJA = "CONSENTIMIENTOS"
_ELECTRONICO = ("EMAIL", "E-MAIL", "MAIL", "CORREO", "CORREO ELECTRONICO")
_TELEFONICO = ("TELEFONO", "LLAMADA", "LLAMADAS")


@dataclass(frozen=True, slots=True)
class Permiso:
    """Un permiso dado o negado: por qué canal y para qué."""

    canal: str
    otorgado: bool
    finalidad: str = ""


@dataclass(frozen=True)
class Prueba:
    """Cuándo se preguntó, dónde se recogió y qué texto se leyó."""

    fecha: dt.date
    fuente: str = ""
    version: str = ""


def leer_canal(escrito: str, lista: Sequence[str]) -> str | None:
    """El canal como está en la lista; sin lista, en mayúsculas; None si no es ninguno.

    El correo, a secas, es el electrónico: el postal se dice entero.

    >>> leer_canal("correo", ["WEB", "EMAIL", "CORREO POSTAL"])
    'EMAIL'
    """
    if not lista:
        return a_mayusculas(escrito.strip()) or None
    iguales = next((g for g in (_ELECTRONICO, _TELEFONICO) if plegar(escrito) in g), ())
    suyos = [canal for canal in lista if plegar(canal) in iguales]
    if plegar(escrito) in _ELECTRONICO and not suyos:
        return None
    return entrada(escrito, lista, {plegar(escrito): suyos[0]} if suyos else None)


def leer_permisos(
    escritos: Iterable[str], otorgado: bool, registro: Registro, politicas: Politicas
) -> tuple[Permiso, ...]:
    """Los «CANAL» o «CANAL:FINALIDAD» escritos, con el canal como está en su lista.

    Raises:
        CanalDesconocido: el canal no está en la lista del registro.
    """
    lista = lista_de("canal", registro, politicas, HOJA)
    permisos = []
    for escrito in escritos:
        canal, _, finalidad = escrito.partition(":")
        suyo = leer_canal(canal, lista)
        if not suyo:
            raise CanalDesconocido(canal.strip(), lista, otorgado)
        permisos.append(Permiso(suyo, otorgado, a_mayusculas(finalidad.strip())))
    return tuple(permisos)


def apuntar(
    redactor: Redactor, id_cliente: Dato, permisos: Sequence[Permiso], prueba: Prueba
) -> None:
    """Una fila en CONSENTIMIENTOS por permiso."""
    for permiso in permisos:
        redactor.alta(
            HOJA,
            {
                "fecha": Dato.de_fecha(prueba.fecha),
                "id_cliente": id_cliente,
                "canal": Dato.de_texto(permiso.canal),
                "finalidad": Dato.de_texto(permiso.finalidad),
                "otorgado": Dato.de_texto("SI" if permiso.otorgado else "NO"),
                "fuente": Dato.de_texto(prueba.fuente),
                "version_texto": Dato.de_texto(prueba.version),
            },
        )


def lo_que_falta(permisos: Sequence[Permiso], prueba: Prueba) -> str:
    """La frase que dice por qué esos permisos no se podrían probar; vacía si se podrían."""
    if not any(permiso.otorgado for permiso in permisos):
        return ""
    faltan = [
        que
        for que, hay in (
            ("la fuente (--fuente)", prueba.fuente),
            ("la versión del texto (--version-texto)", prueba.version),
        )
        if not hay
    ]
    if not faltan:
        return ""
    return f"el consentimiento se apunta sin {enumerar(faltan)}: así no se podrá probar"


class CanalDesconocido(ErrorUso):
    """El canal de un consentimiento no está en la lista, o no se dijo."""

    def __init__(self, canal: str, lista: Sequence[str], otorgado: bool) -> None:
        opcion = "--consiente" if otorgado else "--no-consiente"
        cuales = f": use {enumerar(list(lista))}" if lista else ", como EMAIL o TELÉFONO"
        visto = f"el canal «{canal}» no está en su lista" if canal else "falta el canal"
        super().__init__(f"{opcion}: {visto}{cuales}")
