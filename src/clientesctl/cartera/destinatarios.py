"""A quién se escribe y adónde: su nombre como va en un sobre, y sus señas por partes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clientesctl.cartera.nombres import nombres_visibles
from clientesctl.cartera.valores import dato
from clientesctl.registro.columna import Indices
from clientesctl.registro.pais import paises_por_fila
from clientesctl.registro.recorte import tomar_filas
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.direccion_postal import Direccion, codigo_entero
from clientesctl.textos.direcciones import DireccionPartida, partir_direccion
from clientesctl.textos.limpieza import plegar

_DE_PERSONA = ("titulo", "nombre", "apellido_1", "apellido_2")
_ATENCION = "A/A"
"""«A la atención de», como se escribe en un sobre (RAE, Ortografía 2010, abreviaturas)."""


@dataclass(frozen=True, slots=True)
class Destinatario:
    """Alguien a quien escribir. `posicion` es la de su ficha, desde 0.

    `lineas` lo nombra, de una a tres: la persona o la empresa, y a la atención de quién.
    """

    posicion: int
    lineas: tuple[str, ...]
    direccion: Direccion

    @property
    def clave(self) -> tuple[str, ...]:
        """Su nombre y su dirección, para saber si otro es el mismo."""
        return tuple(map(plegar, (*self.lineas, self.direccion.via, self.direccion.ciudad)))


def leer_destinatarios(registro: Registro, posiciones: Indices) -> list[Destinatario]:
    """Los de esas fichas (posiciones ascendentes), en su orden."""
    tabla = tomar_filas(registro.clientes, posiciones)
    paises = paises_por_fila(tabla, registro.pais)
    nombres = nombres_visibles(tabla)
    return [
        Destinatario(posicion, _lineas(tabla, i, nombres[i]), _direccion(tabla, i, paises.texto(i)))
        for i, posicion in enumerate(posiciones.tolist())
    ]


def repetidos(destinatarios: Sequence[Destinatario]) -> Indices:
    """Los lugares de quienes llevan el mismo nombre y las mismas señas que uno anterior."""
    vistos: set[tuple[str, ...]] = set()
    sobran = []
    for lugar, uno in enumerate(destinatarios):
        if uno.clave in vistos:
            sobran.append(lugar)
        vistos.add(uno.clave)
    return np.asarray(sobran, dtype=np.int64)


def _lineas(tabla: Tabla, fila: int, visible: str) -> tuple[str, ...]:
    persona = " ".join(filter(None, (dato(tabla, c, fila) for c in _DE_PERSONA)))
    if not dato(tabla, "nombre", fila) and not dato(tabla, "apellido_1", fila):
        persona = ""
    empresa = dato(tabla, "razon_social", fila) or dato(tabla, "nombre_comercial", fila)
    if not empresa:
        return _de_una_persona(tabla, fila, persona, visible)
    contacto = persona or dato(tabla, "nombre_completo", fila)
    contacto = contacto or dato(tabla, "persona_contacto", fila)
    if not contacto or plegar(contacto) == plegar(empresa):
        return (empresa,)
    if plegar(dato(tabla, "tipo", fila)).startswith("PERSONA"):
        return (contacto, empresa)
    return (empresa, f"{_ATENCION} {contacto}")


def _de_una_persona(tabla: Tabla, fila: int, persona: str, visible: str) -> tuple[str, ...]:
    if not dato(tabla, "apellido_1", fila) or not persona:
        # El nombre está entero en otra columna: solo falta su tratamiento.
        persona = " ".join(filter(None, (dato(tabla, "titulo", fila), visible)))
    return (persona,) if visible else ()


def _direccion(tabla: Tabla, fila: int, pais: str) -> Direccion:
    escrita = dato(tabla, "calle", fila) or dato(tabla, "direccion", fila)
    numero = dato(tabla, "numero", fila)
    colonia, codigo = dato(tabla, "colonia", fila), dato(tabla, "codigo_postal", fila)
    ciudad = dato(tabla, "ciudad", fila) or dato(tabla, "municipio", fila)
    provincia = dato(tabla, "provincia", fila)
    partida = None if numero else _entera(escrita, codigo, ciudad)
    if partida is not None:
        escrita, numero = partida.calle, partida.numero
        colonia = colonia or partida.colonia
        codigo = codigo or partida.codigo_postal
        ciudad, provincia = ciudad or partida.ciudad, provincia or partida.provincia
    return Direccion(
        calle=escrita,
        numero=numero,
        interior=dato(tabla, "numero_interior", fila),
        colonia=colonia,
        codigo=codigo_entero(codigo, provincia, pais) if codigo else "",
        ciudad=ciudad,
        provincia=provincia,
        pais=pais,
    )


def _entera(escrita: str, codigo: str, ciudad: str) -> DireccionPartida | None:
    """Las partes de lo que se escribió junto, si se entiende todo y no contradice lo demás."""
    partida = partir_direccion(escrita)
    if partida is None or partida.sobra or not partida.codigo_postal:
        return None
    mismo_codigo = codigo in ("", partida.codigo_postal)
    misma_ciudad = not ciudad or not partida.ciudad or plegar(ciudad) == plegar(partida.ciudad)
    return partida if mismo_codigo and misma_ciudad else None
