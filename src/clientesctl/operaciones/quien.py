"""Las fichas que responden a lo tecleado, con lo que hace falta saber al descolgar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from clientesctl.cartera.buscar_quien import Busqueda, Hallado, buscar
from clientesctl.cartera.cartera import Cartera, Cliente
from clientesctl.cartera.citas_del_dia import Cita, con_cita
from clientesctl.cartera.conversaciones import Conversacion, ultimas_conversaciones
from clientesctl.cartera.estados import calcular_estados
from clientesctl.cartera.respeto import apartar
from clientesctl.cartera.umbrales import fijar_umbrales
from clientesctl.operaciones.con_lo_que_espera import ver_con_lo_que_espera
from clientesctl.operaciones.ficha_breve import Breve, breves, dato
from clientesctl.operaciones.fichas_nombradas import FichaDesconocida, FichaRepetida, buscar_ficha
from clientesctl.operaciones.libros import Abierto, abrir_registro
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.recorte import recortar

POCOS = 10
"""Cuántos se enseñan si no se piden todos."""


@dataclass(frozen=True)
class Peticion:
    """A quién se busca, y desde qué día se mira. `todos`: sin dejar ninguno fuera."""

    libro: Path | None
    hoy: dt.date
    texto: str
    hoja: str | None = None
    todos: bool = False


@dataclass(frozen=True, slots=True)
class Encontrado:
    """Una ficha hallada. `por` dice por qué; `de`, la ficha absorbida que llevó a ella.

    `no_llamar` es la razón de que no se la deba llamar, o vacío.
    """

    breve: Breve
    cliente: Cliente
    vendedor: str
    por: str
    exacto: bool
    de: str
    cita: Cita | None
    conversacion: Conversacion | None
    no_llamar: str


@dataclass(frozen=True, eq=False)
class Respuesta:
    """Lo hallado, por orden: quien está citado hoy, y después quien más se parece."""

    abierto: Abierto
    peticion: Peticion
    encontrados: tuple[Encontrado, ...]
    total: int


def consultar(peticion: Peticion) -> Respuesta:
    """Las fichas del libro pedido que responden al texto.

    `ErrorUso` si no se dice a quién; `ErrorLibro` si el libro no se puede leer.
    """
    if not peticion.texto.strip():
        raise FaltaDecirQuien
    abierto = ver_con_lo_que_espera(abrir_registro(peticion.libro, peticion.hoja))
    return buscar_en(abierto, peticion)


def buscar_en(abierto: Abierto, peticion: Peticion) -> Respuesta:
    """Lo mismo, en un libro ya abierto."""
    citas = con_cita(abierto.registro, peticion.hoy)
    limite = len(abierto.registro.clientes) if peticion.todos else POCOS
    busqueda = _buscar(abierto, peticion.texto, citas, limite)
    if not busqueda.hallados:
        return Respuesta(abierto, peticion, (), 0)
    encontrados = tuple(_encontrados(abierto, peticion, busqueda, citas))
    return Respuesta(abierto, peticion, encontrados, busqueda.total)


def _buscar(abierto: Abierto, texto: str, citas: Mapping[int, Cita], limite: int) -> Busqueda:
    """La búsqueda; «fila:12» es esa fila y nada más."""
    from clientesctl.cartera.quien_notas import Nivel

    if texto.strip().lower().startswith("fila:"):
        try:
            posicion = buscar_ficha(abierto.registro, texto)
        except (FichaDesconocida, FichaRepetida):
            return Busqueda((), {})
        return Busqueda((Hallado(posicion, Nivel.EXACTO, "esa fila"),), {Nivel.EXACTO: 1})
    return buscar(abierto.registro, texto, preferidas=list(citas), limite=limite)


def _encontrados(
    abierto: Abierto, peticion: Peticion, busqueda: Busqueda, citas: Mapping[int, Cita]
) -> Iterator[Encontrado]:
    from clientesctl.cartera.quien_notas import Nivel

    registro = abierto.registro
    posiciones = [h.posicion for h in busqueda.hallados]
    recorte = recortar(registro, np.unique(np.asarray(posiciones, dtype=np.int64)))
    cartera = calcular_estados(
        recorte.registro, peticion.hoy, fijar_umbrales(politicas=abierto.politicas)
    )
    apartados = apartar(cartera)
    habladas = ultimas_conversaciones(recorte.registro, peticion.hoy)
    suyos = _clientes(cartera, [recorte.lugar(p) for p in posiciones])
    for hallado, breve in zip(busqueda.hallados, breves(registro, posiciones), strict=True):
        lugar = recorte.lugar(hallado.posicion)
        razon = int(apartados.cual[lugar])
        vieja = () if hallado.absorbida is None else breves(registro, (hallado.absorbida,))
        yield Encontrado(
            breve=breve,
            cliente=suyos[lugar],
            vendedor=dato(registro.clientes, "vendedor", hallado.posicion),
            por=hallado.motivo,
            exacto=hallado.nivel >= Nivel.NOMBRE,
            de=vieja[0].clave if vieja else "",
            cita=citas.get(hallado.posicion),
            conversacion=habladas.get(lugar),
            no_llamar=apartados.razones[razon] if razon >= 0 else "",
        )


def _clientes(cartera: Cartera, lugares: list[int]) -> dict[int, Cliente]:
    """Lo que la cartera dice de esas fichas, por su lugar en ella."""
    pedidos = np.unique(np.asarray(lugares, dtype=np.int64))
    return {c.posicion: c for c in cartera.clientes(pedidos)}


def como_json(respuesta: Respuesta) -> Mapping[str, object]:
    """El objeto del contrato."""
    registro = respuesta.abierto.registro
    citados = sum(e.cita is not None for e in respuesta.encontrados)
    return {
        "version": 1,
        "libro": str(registro.ruta),
        "hoja": registro.clientes.hoja,
        "hoy": respuesta.peticion.hoy.isoformat(),
        "buscado": respuesta.peticion.texto,
        "hallados": [_objeto(e) for e in respuesta.encontrados],
        "resumen": {
            "hallados": respuesta.total,
            "mostrados": len(respuesta.encontrados),
            "citados_hoy": citados,
        },
    }


def _objeto(encontrado: Encontrado) -> Mapping[str, object]:
    breve, cliente = encontrado.breve, encontrado.cliente
    cita, hablada = encontrado.cita, encontrado.conversacion
    return {
        "fila": breve.fila,
        "id": breve.id,
        "nombre": breve.nombre,
        "empresa": breve.empresa or None,
        "telefono": breve.telefono or None,
        "ciudad": breve.ciudad or None,
        "estado": cliente.estado.rotulo,
        "vendedor": encontrado.vendedor or None,
        "cita": None
        if cita is None
        else {
            "hora": cita.hora or None,
            "asunto": cita.asunto or None,
            "quien": cita.quien or None,
        },
        "ultima_compra": cliente.ultima_compra.isoformat() if cliente.ultima_compra else None,
        "ultima_conversacion": None
        if hablada is None
        else {
            "fecha": hablada.dia.isoformat(),
            "tipo": hablada.tipo or None,
            "asunto": hablada.asunto or None,
            "resultado": hablada.resultado or None,
            "quien": hablada.quien or None,
        },
        "no_llamar": encontrado.no_llamar or None,
        "por": encontrado.por,
        "exacto": encontrado.exacto,
        "absorbida": encontrado.de or None,
    }


class FaltaDecirQuien(ErrorUso):
    """No se dijo a quién se busca."""

    def __init__(self) -> None:
        super().__init__(
            "falta a quién busca: un nombre, un teléfono, un correo o un documento, como"
            " «clientesctl quien garcía lópez»"
        )
