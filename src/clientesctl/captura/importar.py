"""Unas listas que se traen, miradas contra un registro: qué entraría, qué no y por qué."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from clientesctl.captura.importar_casar import Casamiento, por_fichas
from clientesctl.captura.importar_decidir import Decision
from clientesctl.captura.importar_entrada import Entrada
from clientesctl.captura.importar_lista import Lista, leer_lista
from clientesctl.captura.importar_memoria import Memoria, huellas_de, recordar
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

    `dentro` son los pares de la propia lista, y `ya`, cuántas filas se importaron otra vez.
    """

    registro: Registro
    politicas: Politicas
    lista: Lista
    casamiento: Casamiento
    dentro: tuple[Par, ...]
    memoria: Memoria
    ya: int

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
        return replace(decision.tomar(), ya=self.ya)


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
    sabidas = memoria.importadas
    quedan, huellas, ya = [], [], 0
    for entrada in entradas:
        suyas = huellas_de(entrada)
        siguen = np.asarray([bool(h) and h not in sabidas for h in suyas], dtype=np.bool_)
        ya += sum(h in sabidas for h in suyas if h)
        if siguen.any():
            quedan.append(_con(entrada, siguen))
            huellas += [h for h, sigue in zip(suyas, siguen.tolist(), strict=True) if sigue]
    lista = leer_lista(quedan, huellas, registro, politicas, opciones.hoy)
    if not len(lista):
        nadie = Casamiento(registro, lista, decir)
        return Mirada(registro, politicas, lista, nadie, (), memoria, ya)
    paises = paises_por_fila(registro.clientes, registro.pais)
    entera = _sin_absorber(registro.clientes)
    cruces = cruzar(entera, paises, lista.tabla, lista.paises, umbral=umbral)
    parecidas = por_fichas(cruces.con_registro, registro.clientes)
    casamiento = Casamiento(registro, lista, decir, parecidas)
    return Mirada(registro, politicas, lista, casamiento, cruces.dentro, memoria, ya)


def _con(entrada: Entrada, siguen: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Entrada:
    """La entrada con solo esas filas."""
    tabla = entrada.tabla
    cuales = np.flatnonzero(siguen).tolist()
    return replace(
        entrada,
        tabla=replace(
            tabla,
            filas=tabla.filas[siguen],
            columnas={c: v.tomar(siguen) for c, v in tabla.columnas.items()},
            otras={c: v.tomar(siguen) for c, v in tabla.otras.items()},
        ),
        es=tuple(entrada.es[i] for i in cuales) if entrada.es else (),
        huellas=tuple(entrada.huellas[i] for i in cuales) if entrada.huellas else (),
        vienen=tuple(entrada.vienen[i] for i in cuales) if entrada.vienen else (),
    )


def _sin_absorber(tabla: Tabla) -> Tabla:
    """La tabla con las fichas absorbidas como una más: se busca también por lo que decían."""
    return replace(tabla, columnas={c: v for c, v in tabla.columnas.items() if c != "fusionado_en"})
