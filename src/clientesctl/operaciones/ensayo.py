"""Un ensayo de captura: hacerlo, y corregir lo que se capturó."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from clientesctl.captura.ensayo import QUIEN, Ensayo, guardar, leer
from clientesctl.captura.ensayo_corregir import corregir
from clientesctl.captura.ensayo_inventar import inventar, pais_del_ensayo
from clientesctl.captura.ensayo_nota import Nota
from clientesctl.entregas.impreso_pdf import Rellena, escribir_impreso
from clientesctl.libro.carpeta import escribir_en_carpeta, fichero_de
from clientesctl.libro.plantilla import (
    Contenido,
    HojaNueva,
    NoEsXlsx,
    crear_plantilla,
    escribir_entero,
)
from clientesctl.operaciones.impresos import comprobar_libres, leer_lo_suyo
from clientesctl.operaciones.libros import abrir_registro
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.esquema import HOJAS
from clientesctl.registro.impresos import componer
from clientesctl.registro.registro import Registro

PUNTO = "tienda"
"""El impreso del ensayo: el que pide más datos."""
FICHAS = 12
MAXIMO = 200
NOMBRE = "ensayo.xlsx"
_RESPUESTAS = "ensayo.json"


@dataclass(frozen=True)
class Ensayado:
    """El registro vacío, el papel con las fichas y dónde están las respuestas."""

    libro: Path
    papel: Path
    respuestas: Path
    fichas: int
    personas: int


@dataclass(frozen=True, eq=False)
class Corregido:
    """Un ensayo corregido."""

    registro: Registro
    nota: Nota


def hacer_ensayo(
    ruta: Path | None,
    giro: str,
    hoy: dt.date,
    *,
    fichas: str | None = None,
    semilla: str | None = None,
    libro: Path | None = None,
    hoja: str | None = None,
) -> Ensayado:
    """Un registro vacío, las fichas en papel y sus respuestas aparte; nunca encima de nada.

    Sin `semilla`, la de ese día: quien ensaya otro día tiene otras fichas.

    Raises:
        ErrorUso: una opción no vale o hay algo con ese nombre.
    """
    cuantas = _leer_entero("--fichas", fichas, FICHAS, MAXIMO)
    suerte = _leer_entero("--semilla", semilla, hoy.toordinal(), None)
    destino = _destino(ruta)
    papel = destino.with_suffix(".pdf")
    comprobar_libres((destino, papel))
    politicas, listas, pais, _ = leer_lo_suyo(libro, giro, hoja)
    impreso = componer(PUNTO, politicas, listas, pais_del_ensayo(pais))
    ensayo = inventar(impreso, cuantas, suerte, hoy)
    cabeceras = (*(c.cabecera for c in HOJAS["CLIENTES"]), QUIEN)
    hojas = {"CLIENTES": HojaNueva("CLIENTES", cabeceras)}
    crear_plantilla(destino, giro, registros=Contenido(hojas=hojas, listas=dict(listas)))
    rellenas = [Rellena(p.numero, p.textos, p.permisos) for p in ensayo.papeles]
    escribir_entero(papel, 0o600, lambda salida: escribir_impreso(salida, impreso, rellenas))
    respuestas = fichero_de(destino, _RESPUESTAS)
    escribir_en_carpeta(destino, respuestas, guardar(ensayo))
    return Ensayado(destino, papel, respuestas, cuantas, len(ensayo.personas))


def corregir_ensayo(libro: Path | None, hoja: str | None) -> Corregido:
    """La nota de lo capturado en ese libro.

    Raises:
        SinEnsayo: ese libro no es de ningún ensayo.
        ErrorUso, ErrorLibro: como al abrir cualquier libro.
    """
    registro = abrir_registro(libro, hoja).registro
    return Corregido(registro, corregir(leer_respuestas(registro.ruta), registro))


def leer_respuestas(libro: Path) -> Ensayo:
    """Las respuestas que se guardaron al hacer ese libro."""
    fichero = fichero_de(libro, _RESPUESTAS)
    try:
        contenido = fichero.read_bytes()
    except OSError:
        raise SinEnsayo(libro, fichero) from None
    return leer(contenido, fichero)


def _destino(ruta: Path | None) -> Path:
    pedida = ruta or Path(NOMBRE)
    destino = pedida / NOMBRE if pedida.is_dir() else pedida
    if not destino.suffix:
        destino = destino.with_suffix(".xlsx")
    if destino.suffix.lower() != ".xlsx":
        raise NoEsXlsx(destino)
    return destino


def _leer_entero(opcion: str, escrito: str | None, si_no: int, maximo: int | None) -> int:
    if escrito is None:
        return si_no
    texto = escrito.strip()
    if texto.isdecimal() and (maximo is None or 1 <= int(texto) <= maximo):
        return int(texto)
    raise NoEsNumero(opcion, escrito, maximo)


class NoEsNumero(ErrorUso):
    """Una opción no lleva el número que debía."""

    def __init__(self, opcion: str, visto: str, maximo: int | None) -> None:
        que = f"un número de 1 a {maximo}" if maximo else "un número entero"
        super().__init__(f"{opcion} «{visto}» no vale: es {que}")


class SinEnsayo(ErrorUso):
    """El libro no tiene respuestas con que corregirlo."""

    def __init__(self, libro: Path, fichero: Path) -> None:
        super().__init__(
            f"«{libro}» no es de un ensayo: no está «{fichero.parent.name}/{fichero.name}» a su"
            " lado. Haga uno con «clientesctl iniciar --ensayo» y no lo cambie de nombre"
        )
