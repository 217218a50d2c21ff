"""Por qué medio hablar esta vez con alguien: otro que la última, de los que tiene y consiente."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clientesctl.cartera.bajas import Marcas
from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.contactos import SIN_MEDIO, Contactos
from clientesctl.cartera.conversaciones import Paso
from clientesctl.cartera.permisos import NEGADO, ultima_palabra
from clientesctl.cartera.valores import con_dato, dia_de
from clientesctl.registro.columna import Indices
from clientesctl.registro.registro import Tabla
from clientesctl.textos.limpieza import plegar
from clientesctl.textos.medios import MEDIOS, leer_medio
from clientesctl.textos.voluntades import Canal, nombra_canal

_RUEDA = ("LLAMADA", "MENSAJE", "CORREO")
"""El orden en que se prueban: nada dice más que una voz."""
_CON_QUE: dict[str, tuple[str, ...]] = {
    "LLAMADA": ("movil", "telefono", "telefono_2"),
    "MENSAJE": ("movil",),
    "CORREO": ("email", "email_2"),
}
_NOMBRES = {"LLAMADA": "una llamada", "MENSAJE": "un mensaje", "CORREO": "un correo",
            "VISITA": "una visita"}  # fmt: skip
_DE_UN_PASO = (
    ("ENVIAR", "CORREO"), ("MANDAR", "CORREO"), ("ESCRIB", "CORREO"), ("PRESUPUEST", "CORREO"),
    ("VISIT", "VISITA"), ("PASAR A VER", "VISITA"),
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Medios:
    """Por medio de la rueda, las fichas que lo tienen y no lo han negado; y el último usado.

    `ultimo` señala en `MEDIOS` o es `SIN_MEDIO`.
    """

    posibles: dict[str, Marcas]
    ultimo: Indices

    def elegir(self, posicion: int, paso: Paso | None = None) -> tuple[str, str]:
        """El medio para hoy y por qué ése; los dos vacíos si no hay ninguno.

        El de un paso acordado es el que se acordó.
        """
        tiene = [medio for medio in _RUEDA if self.posibles[medio][posicion]]
        if paso is not None:
            return _del_paso(paso, tiene)
        cual = int(self.ultimo[posicion])
        ultimo = "" if cual == SIN_MEDIO else MEDIOS[cual]
        elegido = next((medio for medio in tiene if medio != ultimo), "")
        if not elegido:
            return (tiene[0], "no tiene otro") if tiene else ("", "")
        antes = _NOMBRES.get(ultimo, "")
        return elegido, f"la última vez fue {antes}" if antes else ""


def _del_paso(paso: Paso, tiene: list[str]) -> tuple[str, str]:
    plegado = plegar(paso.que)
    dicho = next((medio for trozo, medio in _DE_UN_PASO if trozo in plegado), "")
    dicho = dicho or leer_medio(paso.que)
    if dicho in tiene or dicho == "VISITA":
        return dicho, "así se quedó"
    return (tiene[0], "") if tiene else ("", "")


def medios_de(cartera: Cartera, contactos: Contactos | None) -> Medios:
    """Por dónde se puede hablar hoy con cada ficha, y por dónde fue la última vez."""
    clientes, hoy = cartera.registro.clientes, dia_de(cartera.hoy)
    ultimo = np.full(len(clientes), SIN_MEDIO, dtype=np.int64)
    if contactos is not None and len(contactos):
        filas = contactos.ultimo(contactos.hasta(hoy) & _de_hablar(contactos), len(clientes))
        ultimo = np.where(filas >= 0, contactos.medio[filas], SIN_MEDIO)[cartera.gemelas]
    negados = {
        "LLAMADA": np.zeros(len(clientes), dtype=bool),
        "MENSAJE": _negado(cartera, "mensaje"),
        "CORREO": _negado(cartera, "correo"),
    }
    posibles = {medio: _tienen(clientes, medio) & ~negados[medio] for medio in _RUEDA}
    return Medios(posibles, ultimo)


def _negado(cartera: Cartera, canal: Canal) -> Marcas:
    """Por ficha, si lo último que dijo de que le escriban por ahí es que no."""
    dicho = ultima_palabra(cartera, lambda c: nombra_canal(c, canal), f"consiente_{canal}")
    return np.asarray(dicho == NEGADO)


def _de_hablar(contactos: Contactos) -> Marcas:
    """Los contactos que se hicieron por algún medio, lo eligiera quien lo eligiera."""
    return np.isin(contactos.medio, [MEDIOS.index(medio) for medio in _NOMBRES])


def _tienen(clientes: Tabla, medio: str) -> Marcas:
    tienen = np.zeros(len(clientes), dtype=bool)
    for campo in _CON_QUE[medio]:
        tienen |= con_dato(clientes, campo)
    return tienen
