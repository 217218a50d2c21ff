"""Una lista que se importa en un registro, las dos dibujadas con texto."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from registro_de_texto import registro_de

from clientesctl.captura.importar import mirar
from clientesctl.captura.importar_entrada import Entrada, entrar
from clientesctl.captura.importar_opciones import Opciones
from clientesctl.captura.importar_plan import planear
from clientesctl.captura.importar_resultado import Importacion
from clientesctl.duplicados.dobles import Par
from clientesctl.registro.anticipar import anticipar
from clientesctl.registro.plan import Dato
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Registro

HOY = dt.date(2026, 11, 26)
REGISTRO = """
ID|NOMBRE|APELLIDO_1|APELLIDO_2|RAZON_SOCIAL|ID_FISCAL|CALLE|NUMERO|CIUDAD|PROVINCIA|CODIGO_POSTAL|TELEFONO|MOVIL|EMAIL|ETAPA|FECHA_CAPTURA|OBSERVACIONES
C-1|PEPE|GARCÍA|LÓPEZ|||CALLE MAYOR|3|MADRID|MADRID|28001|913 334 455||pepe@ejemplo.es|COMPRADOR||
C-2|NURIA|CASALS|VIDAL|||||SORIA|SORIA|42001||699 112 233||||
C-3||||FERRETERÍA ALCARAVÁN, S.L.|B12345674|||SEVILLA|SEVILLA|41001|954 112 233|||||
C-4|ROSARIO|TERUEL|OSUNA|||||MURCIA|MURCIA|30001|968 334 455|||||
"""


def lista_de(texto: str, nombre: str = "feria.xlsx", pais: str = "ES") -> Entrada:
    """La lista que dibuja el texto."""
    return entrar(nombre, "Hoja1", registro_de(texto, pais).clientes, pais)


def importar_texto(
    lista: str | Entrada | list[Entrada],
    registro: str | Registro = REGISTRO,
    *,
    respuestas: dict[int, str] | None = None,
    politicas: Politicas | None = None,
    **opciones: Any,
) -> Importacion:
    """Lo que se haría con esa lista en ese registro."""
    entradas = [lista_de(lista)] if isinstance(lista, str) else lista
    entradas = [entradas] if isinstance(entradas, Entrada) else entradas
    propio = registro_de(registro) if isinstance(registro, str) else registro
    pedidas = Opciones(opciones.pop("hoy", HOY), "eva", **opciones)
    mirada = mirar(entradas, propio, politicas or Politicas(), pedidas, 0.7, decir)
    return mirada.decidir(pedidas, respuestas)


def aplicada(importacion: Importacion, **opciones: Any) -> Registro:
    """El registro como queda con la importación escrita."""
    plan = planear(importacion, Opciones(HOY, "eva", **opciones))
    quedo = anticipar(importacion.registro, plan)
    return replace(quedo, sha256="1" * 64)


def decir(par: Par) -> str:
    """El par, dicho con su tanto por ciento."""
    return f"{int(par.probabilidad * 100)} %"


def textos(datos: dict[str, Dato] | Any) -> dict[str, str]:
    """Los datos, sin sus tipos."""
    return {campo: dato.texto for campo, dato in datos.items()}


def por_que(importacion: Importacion) -> dict[int, str]:
    """De cada fila rechazada, sus razones."""
    return {
        importacion.lista.fila(r.fila): "; ".join(map(str, r.razones))
        for r in importacion.rechazadas
    }
