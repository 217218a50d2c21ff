"""Cómo está un cliente sin mirar a los demás: su estado y si se le puede llamar."""

from __future__ import annotations

import datetime as dt

import numpy as np

from clientesctl.captura.libreta import Libreta
from clientesctl.cartera.cartera import Cartera, Cliente
from clientesctl.cartera.estados import calcular_estados
from clientesctl.cartera.respeto import apartar
from clientesctl.cartera.umbrales import fijar_umbrales
from clientesctl.registro.recorte import recortar
from clientesctl.registro.registro import Registro

YA_CONTACTADO = "ya se le contactó hoy"


def cliente_hoy(libreta: Libreta, registro: Registro, posicion: int) -> Cliente:
    """El cliente con su estado y por qué, según ese registro, visto desde el día de la libreta."""
    cartera, lugar = _mirar(libreta, registro, posicion)
    return next(cartera.clientes(np.asarray([lugar], dtype=np.int64)))


def por_que_no_llamar(libreta: Libreta, posicion: int) -> str:
    """La primera razón por la que no se llama a ese cliente; vacía si se le puede llamar."""
    cartera, lugar = _mirar(libreta, libreta.registro, posicion)
    apartados = apartar(cartera)
    cual = int(apartados.cual[lugar])
    return apartados.razones[cual] if cual >= 0 else ""


def frase_de_estado(libreta: Libreta, antes: Registro, despues: Registro, posicion: int) -> str:
    """Qué estado pasa a tener ese cliente, o que sigue en el suyo, y por qué."""
    era = cliente_hoy(libreta, antes, posicion)
    es = cliente_hoy(libreta, despues, posicion)
    if era.estado == es.estado:
        return f"sigue {es.estado.rotulo}: {es.motivo}"
    return f"pasa de {era.estado.rotulo} a {es.estado.rotulo}: {es.motivo}"


def fecha_corta(dia: dt.date) -> str:
    """El día como se escribe en el registro: «01/10/2026»."""
    return f"{dia:%d/%m/%Y}"


def _mirar(libreta: Libreta, registro: Registro, posicion: int) -> tuple[Cartera, int]:
    recorte = recortar(registro, np.asarray([posicion], dtype=np.int64))
    umbrales = fijar_umbrales(politicas=libreta.politicas)
    cartera = calcular_estados(recorte.registro, libreta.hoy, umbrales)
    return cartera, recorte.lugar(posicion)
