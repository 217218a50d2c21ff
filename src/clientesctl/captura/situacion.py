"""Cómo está un cliente sin mirar a los demás: su estado y si se le puede llamar."""

from __future__ import annotations

import numpy as np

from clientesctl.captura.libreta import Libreta
from clientesctl.cartera.cartera import Cartera, Cliente
from clientesctl.cartera.estados import calcular_estados
from clientesctl.cartera.respeto import apartar
from clientesctl.cartera.umbrales import fijar_umbrales
from clientesctl.registro.anticipar import anticipar
from clientesctl.registro.plan import Plan
from clientesctl.registro.recorte import Recorte
from clientesctl.registro.registro import Registro

YA_CONTACTADO = "ya se le contactó hoy"


def por_que_no_llamar(libreta: Libreta, recorte: Recorte, posicion: int) -> str:
    """La primera razón por la que no se llama a ese cliente; vacía si se le puede llamar.

    `recorte` lleva su ficha y lo suyo, y `posicion` es la que tiene en el registro entero.
    """
    apartados = apartar(_cartera(libreta, recorte.registro))
    cual = int(apartados.cual[recorte.lugar(posicion)])
    return apartados.razones[cual] if cual >= 0 else ""


def frase_de_estado(libreta: Libreta, recorte: Recorte, plan: Plan, posicion: int) -> str:
    """Qué estado pasa a tener ese cliente con el plan, o que sigue en el suyo, y por qué."""
    lugar = recorte.lugar(posicion)
    era = _cliente(libreta, recorte.registro, lugar)
    es = _cliente(libreta, anticipar(recorte.registro, plan), lugar)
    if era.estado == es.estado:
        return f"sigue {es.estado.rotulo}: {es.motivo}"
    return f"pasa de {era.estado.rotulo} a {es.estado.rotulo}: {es.motivo}"


def _cliente(libreta: Libreta, registro: Registro, lugar: int) -> Cliente:
    cartera = _cartera(libreta, registro)
    return next(cartera.clientes(np.asarray([lugar], dtype=np.int64)))


def _cartera(libreta: Libreta, registro: Registro) -> Cartera:
    umbrales = fijar_umbrales(politicas=libreta.politicas)
    return calcular_estados(registro, libreta.hoy, umbrales)
