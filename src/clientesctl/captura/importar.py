"""Unas listas que se traen, miradas contra un registro: qué entraría, qué no y por qué."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from clientesctl.captura.importar_casar import Casamiento, otra_numeracion, por_fichas
from clientesctl.captura.importar_decidir import Decision
from clientesctl.captura.importar_entrada import Entrada
from clientesctl.captura.importar_lista import Lista, leer_lista
from clientesctl.captura.importar_memoria import Memoria, recordar
from clientesctl.captura.importar_opciones import Opciones
from clientesctl.captura.importar_resultado import Importacion
from clientesctl.duplicados.contra import cruzar
from clientesctl.duplicados.dobles import Par
from clientesctl.registro.pais import paises_por_fila
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Registro, Tabla


@dataclass(frozen=True, eq=False)
class Mirada:
    """Las listas pulidas y a quién se parece cada ficha: lo que cuesta, hecho una vez.

    `dentro` son los pares de la propia lista; `ya`, cuántas filas se importaron otra vez, y
    `sin_datos`, cuántas no dicen nada.
    """

    registro: Registro
    politicas: Politicas
    lista: Lista
    casamiento: Casamiento
    dentro: tuple[Par, ...]
    memoria: Memoria
    ya: int
    sin_datos: int

    def decidir(
        self, opciones: Opciones, respuestas: Mapping[int, str] | None = None
    ) -> Importacion:
        """Lo que se haría con cada ficha; `respuestas`, lo que ha dicho alguien (ID o NUEVA)."""
        decision = Decision(
            self.casamiento,
            self.dentro,
            self.politicas,
            opciones,
            respuestas or {},
            self.memoria.dudosas,
        )
        return replace(decision.tomar(), ya=self.ya, sin_datos=self.sin_datos)


def mirar(
    entradas: Sequence[Entrada],
    registro: Registro,
    politicas: Politicas,
    opciones: Opciones,
    umbral: float,
    decir: Callable[[Par], str],
) -> Mirada:
    """Las listas miradas contra el registro; las filas que ya se importaron no se miran.

    `umbral` es la probabilidad desde la que dos fichas se dan por parecidas, y `decir` cuenta por
    qué lo son.
    """
    memoria = Memoria() if opciones.mira_de_nuevo else recordar(registro)
    entera = leer_lista(entradas, registro, politicas, opciones.hoy)
    ya = sum(h in memoria.importadas for h in entera.huellas)
    sin_datos = entera.huellas.count("")
    pendientes = [bool(h) and h not in memoria.importadas for h in entera.huellas]
    lista = entera.tomar(np.asarray(pendientes, dtype=np.bool_))
    casamiento = Casamiento(registro, lista, decir, otra_numeracion(entera, registro))
    if not len(lista):
        return Mirada(registro, politicas, lista, casamiento, (), memoria, ya, sin_datos)
    paises = paises_por_fila(registro.clientes, registro.pais)
    sueltos = _sin_absorber(registro.clientes)
    cruces = cruzar(sueltos, paises, lista.tabla, lista.paises, umbral=umbral)
    parecidas = por_fichas(cruces.con_registro, registro.clientes)
    casado = replace(casamiento, parecidas=parecidas)
    return Mirada(registro, politicas, lista, casado, cruces.dentro, memoria, ya, sin_datos)


def _sin_absorber(tabla: Tabla) -> Tabla:
    """La tabla con las fichas absorbidas como una más: se busca también por lo que decían."""
    return replace(tabla, columnas={c: v for c, v in tabla.columnas.items() if c != "fusionado_en"})
