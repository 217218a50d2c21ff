"""Las políticas, aplicadas en la puerta: lo que se teclea o se trae, limpio antes de entrar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from clientesctl.calidad.corregir import planear_correcciones
from clientesctl.calidad.corregir_reglas import SEGURAS
from clientesctl.calidad.validar import validar
from clientesctl.captura.completar import completar
from clientesctl.captura.entradas import con_entradas, con_lo_deducido
from clientesctl.registro.cambiar import columna_vacia
from clientesctl.registro.columna import Columna
from clientesctl.registro.esquema import HOJAS
from clientesctl.registro.hallazgo import Hallazgo
from clientesctl.registro.huellas import dato_de
from clientesctl.registro.nombres_reglas import NOMBRES
from clientesctl.registro.plan import VACIO, Dato
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Asignacion, Registro, Tabla

_A_LA_VISTA = frozenset({"titulo_en_el_nombre", "empresa_en_el_nombre", "direccion_en_una_columna"})
"""Lo que en un registro se mira antes y aquí se hace: quien captura ve cómo queda."""
_NO_EN_LA_PUERTA = frozenset(
    {
        "id_vacio",
        "id_repetido",
        "id_fiscal_repetido",
        "columna_sin_finalidad",
        "formula_en_dato",
        "referencia_rota",
        "consentimiento_sin_prueba",
        "revision_caducada",
        "etapa_vacia",
        "etapa_contradictoria",
        *_A_LA_VISTA,
    }
)
"""Reglas que hablan del registro entero, o de lo que el tiempo hace con una ficha."""


@dataclass(frozen=True, eq=False)
class Pulida:
    """Las fichas como entrarían, y lo que de cada una (por su posición) no se ha podido arreglar.

    `tabla` tiene todas las columnas del contrato, aunque estén vacías, y las suyas.
    """

    tabla: Tabla
    hallazgos: Mapping[int, tuple[Hallazgo, ...]] = field(default_factory=dict)

    def errores(self, posicion: int) -> tuple[Hallazgo, ...]:
        """Lo que impide que esa ficha entre."""
        return tuple(h for h in self.hallazgos.get(posicion, ()) if h.gravedad == "error")


@dataclass(frozen=True)
class Recibido:
    """Una ficha tecleada, como entraría: sus datos, lo que la rechaza y lo que se ha de mirar.

    `arreglos` dice qué se cambió de lo tecleado: campo → (como estaba, como queda).
    """

    datos: Mapping[str, Dato]
    errores: tuple[Hallazgo, ...]
    avisos: tuple[Hallazgo, ...]
    arreglos: Mapping[str, tuple[str, str]]


def recibir(
    valores: Mapping[str, str], registro: Registro, politicas: Politicas, hoy: dt.date
) -> Recibido:
    """Una ficha de cliente tecleada, pasada por las políticas; los valores van por campo.

    Un valor vacío es un campo que se deja vacío. Lo que no se tecleó y se deduce de cierto (la
    provincia, por el código postal; si es persona o empresa) va también en `datos`.
    """
    columnas = {campo: Columna.de_textos([valor]) for campo, valor in valores.items()}
    fila = np.ones(1, dtype=np.int64)
    pulida = pulir(Tabla("CLIENTES", "", 0, fila, columnas, {}), registro, politicas, hoy)
    datos = {campo: dato_de(columna, 0) for campo, columna in pulida.tabla.columnas.items()}
    llenos = {c: d for c, d in datos.items() if d != VACIO or valores.get(c, "").strip()}
    arreglos = {
        campo: (valores.get(campo, ""), datos[campo].texto if campo in datos else "")
        for campo in {*valores, *llenos}
        if campo in datos and valores.get(campo, "") != datos[campo].texto
    }
    suyos = pulida.hallazgos.get(0, ())
    avisos = tuple(h for h in suyos if h.gravedad != "error")
    return Recibido(llenos, pulida.errores(0), avisos, arreglos)


def pulir(
    tabla: Tabla, registro: Registro, politicas: Politicas, hoy: dt.date, pais: str = ""
) -> Pulida:
    """Las fichas de esa tabla de clientes, pasadas por las políticas y las listas del registro.

    `pais` es el de las fichas que no digan otro; sin él, el del registro. No se mira nada que
    dependa de las demás fichas del registro.
    """
    entera = _entera(_con_calle(tabla, registro.clientes))
    solas = replace(registro, tablas={"CLIENTES": entera}, pais=pais or registro.pais)
    for reglas, dudosas in ((SEGURAS, False), (_A_LA_VISTA, True), (SEGURAS, False)):
        pedidas = reglas - _NO_EN_LA_PUERTA | (_A_LA_VISTA & reglas)
        activas = pedidas - politicas.reglas_apagadas
        solas = planear_correcciones(solas, politicas, hoy, activas, dudosas=dudosas).quedaria
    dichas = con_entradas(solas.clientes, registro, politicas)
    pulida = con_lo_deducido(dichas, completar(dichas, solas.pais), registro, politicas)
    solas = replace(solas, tablas={"CLIENTES": pulida})
    juzgan = frozenset(NOMBRES) - _NO_EN_LA_PUERTA - politicas.reglas_apagadas
    hallazgos: dict[int, list[Hallazgo]] = {}
    for hallazgo in validar(solas, politicas, hoy, juzgan):
        if hallazgo.fila is not None:
            posicion = int(np.searchsorted(pulida.filas, hallazgo.fila))
            hallazgos.setdefault(posicion, []).append(hallazgo)
    return Pulida(pulida, {p: tuple(suyos) for p, suyos in hallazgos.items()})


def _con_calle(tabla: Tabla, clientes: Tabla) -> Tabla:
    """La tabla con la dirección en CALLE, donde se parte, si el registro la lleva partida."""
    if "direccion" not in tabla or "calle" in tabla or "direccion" in clientes:
        return tabla
    columnas = {"calle" if c == "direccion" else c: v for c, v in tabla.columnas.items()}
    return replace(tabla, columnas=columnas)


def _entera(tabla: Tabla) -> Tabla:
    """La tabla con todas las columnas del contrato y ninguna en duda: no se escribe en ella."""
    columnas = dict(tabla.columnas)
    for campo in HOJAS["CLIENTES"]:
        if campo.nombre != "id":
            columnas.setdefault(campo.nombre, columna_vacia(len(tabla)))
    asignaciones = {
        nombre: Asignacion(nombre, numero, nombre.upper(), 1.0, "")
        for numero, nombre in enumerate(columnas, 1)
    }
    return replace(tabla, fila_cabecera=1, columnas=columnas, asignaciones=asignaciones)
