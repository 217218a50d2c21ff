"""Las etiquetas para escribir a una parte de la cartera: quién lleva la suya y quién no."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from clientesctl.cartera.destinatarios import Destinatario, leer_destinatarios, repetidos
from clientesctl.cartera.estado import leer_estados
from clientesctl.cartera.estados import leer_historia, mirar_desde
from clientesctl.cartera.filtros import filtrar
from clientesctl.cartera.respeto import POSTAL, apartar
from clientesctl.cartera.umbrales import fijar_umbrales
from clientesctl.entregas import escribir
from clientesctl.entregas.etiquetas_pdf import escribir_etiquetas
from clientesctl.entregas.fichero import comprobar_destino, sustituir
from clientesctl.entregas.hojas_de_etiquetas import HojaDeEtiquetas, elegir_hoja, hoja_del_pais
from clientesctl.entregas.lista import Columna, Lista, Valor
from clientesctl.operaciones.con_lo_que_espera import ver_con_lo_que_espera
from clientesctl.operaciones.libros import Abierto, abrir_registro
from clientesctl.registro.errores import ErrorUso
from clientesctl.textos.direccion_postal import escribir_direccion
from clientesctl.textos.limpieza import plegar
from clientesctl.textos.paises import codigo_pais, nombre_pais

PDF = ".pdf"
ORDENES = ("cp", "nombre")
REPETIDO = "otra etiqueta lleva su mismo nombre y dirección"
SIN_NOMBRE = "no tiene nombre"

_COLUMNAS = (
    Columna("DESTINATARIO", ancho=34),
    Columna("LÍNEA 2", ancho=28, campo="linea_2"),
    Columna("CALLE", ancho=34),
    Columna("COLONIA", ancho=18),
    Columna("CP", ancho=10),
    Columna("CIUDAD", ancho=20),
    Columna("PROVINCIA", ancho=18),
    Columna("PAÍS", ancho=12, campo="pais"),
    Columna("ID", ancho=10),
    Columna("FILA", "entero", 6),
)


@dataclass(frozen=True)
class Peticion:
    """A quién se escribe y cómo. `filtros` va de campo a valor; lo vacío no pide nada.

    `papel` vacío es el corriente del país del registro; `origen`, el país desde el que se envía.
    """

    libro: Path | None
    hoy: dt.date
    hoja: str | None = None
    filtros: Mapping[str, str] = field(default_factory=dict)
    solo: tuple[str, ...] = ()
    orden: str = "cp"
    papel: str = ""
    desde: int = 1
    marco: bool = False
    origen: str = ""


@dataclass(frozen=True, eq=False)
class Etiquetas:
    """Los destinatarios en su orden; `apartados`, cuántos no salen y por qué."""

    abierto: Abierto
    peticion: Peticion
    papel: HojaDeEtiquetas
    origen: str
    destinatarios: tuple[Destinatario, ...]
    apartados: Mapping[str, int]

    def lineas(self) -> list[list[str]]:
        """Las de cada etiqueta, de quién a dónde."""
        return [
            [*d.lineas, *escribir_direccion(d.direccion, self.origen)] for d in self.destinatarios
        ]

    def clave(self, lugar: int) -> str:
        """Cómo se nombra al de ese lugar: su ID o su fila, y su nombre."""
        tabla, uno = self.abierto.registro.clientes, self.destinatarios[lugar]
        como = tabla.identificador(uno.posicion) or f"fila {tabla.filas[uno.posicion]}"
        return f"{como} ({uno.lineas[0]})"


def consultar(peticion: Peticion) -> Etiquetas:
    """Las etiquetas del libro pedido.

    `ErrorUso` si una opción no vale o nadie cumple lo pedido; `ErrorLibro` si el libro no se lee.
    """
    solo = leer_estados(peticion.solo)
    if peticion.orden not in ORDENES:
        raise OrdenDesconocido(peticion.orden)
    papel = elegir_hoja(peticion.papel) if peticion.papel else None
    origen = _leer_origen(peticion.origen)
    abierto = ver_con_lo_que_espera(abrir_registro(peticion.libro, peticion.hoja))
    registro = abierto.registro
    papel = papel or hoja_del_pais(registro.pais)
    if not 1 <= peticion.desde <= papel.etiquetas:
        raise PosicionFuera(peticion.desde, papel)
    quedan = filtrar(registro, peticion.filtros)
    umbrales = fijar_umbrales(politicas=abierto.politicas)
    cartera = mirar_desde(leer_historia(registro), peticion.hoy, umbrales)
    pedidas = np.intersect1d(np.flatnonzero(quedan), cartera.posiciones(solo))
    apartados = apartar(cartera, POSTAL)
    libres = pedidas[apartados.libres[pedidas]]
    completos, faltas = _completos(leer_destinatarios(registro, libres))
    return Etiquetas(
        abierto,
        peticion,
        papel,
        origen or registro.pais,
        tuple(sorted(completos, key=_por_codigo if peticion.orden == "cp" else _por_nombre)),
        {**apartados.contar(pedidas), **faltas},
    )


def _leer_origen(escrito: str) -> str:
    pais = codigo_pais(escrito) if escrito else ""
    if pais is None:
        raise PaisDesconocido(escrito)
    return pais


def _completos(todos: list[Destinatario]) -> tuple[list[Destinatario], dict[str, int]]:
    """Los que tienen nombre y señas, cada uno una vez; y cuántos no, y por qué."""
    faltas: Counter[str] = Counter()
    con_senas = []
    for uno in todos:
        falta = uno.direccion.falta()
        if not uno.lineas:
            faltas[SIN_NOMBRE] += 1
        elif falta:
            faltas[falta] += 1
        else:
            con_senas.append(uno)
    sobran = set(repetidos(con_senas).tolist())
    if sobran:
        faltas[REPETIDO] = len(sobran)
    return [uno for i, uno in enumerate(con_senas) if i not in sobran], dict(faltas)


def _por_codigo(uno: Destinatario) -> tuple[str, ...]:
    """Por países y, en cada uno, por código postal, que es como reparte el correo."""
    return uno.direccion.pais, uno.direccion.codigo, *_por_nombre(uno)


def _por_nombre(uno: Destinatario) -> tuple[str, ...]:
    return tuple(map(plegar, uno.lineas))


def comprobar(ruta: Path, registro: Path) -> None:
    """Nada, si ahí se podrán escribir: para saberlo antes de leer el libro."""
    if ruta.suffix.lower() == PDF:
        comprobar_destino(ruta, registro)
    elif ruta.suffix.lower() in escribir.TERMINACIONES:
        escribir.comprobar_salida(ruta, registro)
    else:
        raise NoSeSabeEscribir(ruta)


def entregar(etiquetas: Etiquetas, ruta: Path) -> list[int]:
    """Las etiquetas en `ruta`; da los lugares de las que no caben en su hueco, que no van."""
    registro = etiquetas.abierto.registro.ruta
    if ruta.suffix.lower() != PDF:
        escribir.escribir(ruta, como_lista(etiquetas), registro=registro)
        return []
    with sustituir(ruta, registro=registro) as provisional:
        return escribir_etiquetas(
            provisional,
            etiquetas.lineas(),
            etiquetas.papel,
            desde=etiquetas.peticion.desde,
            marco=etiquetas.peticion.marco,
        )


def como_lista(etiquetas: Etiquetas) -> Lista:
    """Las señas por columnas, para un programa que combine correspondencia."""
    tabla = etiquetas.abierto.registro.clientes
    filas: list[list[Valor]] = []
    for uno in etiquetas.destinatarios:
        d = uno.direccion
        pais = nombre_pais(d.pais).upper() if d.pais != etiquetas.origen else ""
        quien = [uno.lineas[0], uno.lineas[1] if len(uno.lineas) > 1 else ""]
        donde = [d.via, d.colonia, d.codigo, d.ciudad, d.provincia, pais]
        filas.append(
            [*quien, *donde, tabla.identificador(uno.posicion), int(tabla.filas[uno.posicion])]
        )
    return Lista(
        f"ETIQUETAS · {len(filas)}",
        _COLUMNAS,
        filas,
        [f"sin etiqueta: {n}, porque {razon}" for razon, n in etiquetas.apartados.items()],
        plural="etiquetas",
    )


class OrdenDesconocido(ErrorUso):
    """Se pidió ordenar las etiquetas de una manera que no hay."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"--orden «{visto}» no vale: use {' o '.join(ORDENES)}")


class PaisDesconocido(ErrorUso):
    """El país desde el que se envía no se conoce."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"--pais-origen «{visto}» no es un país que se conozca: escríbalo como ES")


class PosicionFuera(ErrorUso):
    """La primera etiqueta libre no está en la hoja."""

    def __init__(self, visto: int, papel: HojaDeEtiquetas) -> None:
        super().__init__(
            f"--desde {visto} no vale: la hoja {papel.nombre} tiene {papel.etiquetas} etiquetas,"
            " que se cuentan por filas desde 1"
        )


class NoSeSabeEscribir(ErrorUso):
    """Unas etiquetas no se escriben en un fichero que acabe así."""

    def __init__(self, ruta: Path) -> None:
        termina = f"en «{ruta.suffix}»" if ruta.suffix else "sin terminación"
        hay = ", ".join((PDF, *escribir.TERMINACIONES))
        super().__init__(
            f"--salida «{ruta}» acaba {termina}: unas etiquetas se escriben como {hay}"
        )
