"""Una importación como objeto, en la forma de los JSON del contrato."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clientesctl.captura.importar_cotejo import Choque
from clientesctl.captura.importar_resultado import Actualizada, Importacion, Nueva, Rechazada
from clientesctl.operaciones.duplicados_listas import honrada
from clientesctl.operaciones.importar import Propuesta
from clientesctl.registro.plan import Dato


def como_objeto(propuesta: Propuesta) -> dict[str, Any]:
    """La importación en la forma de los JSON del contrato."""
    importacion, registro = propuesta.importacion, propuesta.abierto.registro
    return {
        "version": 1,
        "libro": str(registro.ruta),
        "hoja": registro.clientes.hoja,
        "fuentes": [
            {
                "ruta": str(f.ruta), "nombre": f.nombre, "hoja": f.hoja, "filas": len(f.tabla),
                "pais": f.pais, "perfil": f.perfil, "filas_sueltas": list(f.sueltas),
            }
            for f in propuesta.lectura.fuentes
        ],
        "nuevas": [_nueva(n, importacion) for n in importacion.nuevas],
        "completan": [_completa(a, propuesta) for a in importacion.completan],
        "conflictos": [
            _conflicto(a, fila, choque, importacion)
            for a in importacion.conflictos
            for fila, choque in a.choques
        ],
        "rechazadas": [_rechazada(r, importacion) for r in importacion.rechazadas],
        "sin_traer": dict(importacion.sin_traer),
        "resumen": contar_partes(importacion),
    }  # fmt: skip


def _nueva(nueva: Nueva, importacion: Importacion) -> dict[str, Any]:
    return {
        **_de_donde(importacion, nueva.filas[0]),
        "filas": [importacion.lista.fila(f) for f in nueva.filas],
        "datos": _textos(nueva.datos),
    }


def _completa(hecha: Actualizada, propuesta: Propuesta) -> dict[str, Any]:
    importacion = propuesta.importacion
    return {
        **_en_el_registro(importacion, hecha.ficha),
        "fuente": importacion.lista.entrada(hecha.filas[0]).nombre,
        "filas_lista": [importacion.lista.fila(f) for f in hecha.filas],
        "probabilidad": None if hecha.par is None else honrada(hecha.par.probabilidad),
        "datos": _textos(hecha.escribe),
        "pisa": sorted(hecha.pisa),
        "aviso": propuesta.apartados.get(hecha.ficha),
    }


def _conflicto(
    hecha: Actualizada, fila: int, choque: Choque, importacion: Importacion
) -> dict[str, Any]:
    return {
        **_en_el_registro(importacion, hecha.ficha),
        "fuente": importacion.lista.entrada(fila).nombre,
        "fila_lista": importacion.lista.fila(fila),
        "campo": choque.campo,
        "registro": choque.antes.texto,
        "lista": choque.trae.texto,
    }


def _rechazada(rechazada: Rechazada, importacion: Importacion) -> dict[str, Any]:
    return {
        **_de_donde(importacion, rechazada.fila),
        "motivos": [
            {
                "causa": r.causa, "campo": r.campo or None, "mensaje": r.motivo, "visto": r.visto,
                "que_hacer": r.que_hacer,
            }
            for r in rechazada.razones
        ],
        "parecidas": [
            {**_en_el_registro(importacion, f), "probabilidad": honrada(par.probabilidad)}
            for f, par in rechazada.parecidas
        ],
    }  # fmt: skip


def _de_donde(importacion: Importacion, posicion: int) -> dict[str, Any]:
    lista = importacion.lista
    return {"fuente": lista.entrada(posicion).nombre, "fila": lista.fila(posicion)}


def _en_el_registro(importacion: Importacion, ficha: int) -> dict[str, Any]:
    clientes = importacion.registro.clientes
    return {"fila": int(clientes.filas[ficha]), "id": clientes.identificador(ficha)}


def _textos(datos: Mapping[str, Dato]) -> dict[str, str]:
    return {campo: dato.texto for campo, dato in datos.items()}


def contar_partes(importacion: Importacion) -> dict[str, int]:
    """Cuánto hay de cada cosa, como sale en `resumen`."""
    return {
        "filas": len(importacion.lista) + importacion.ya,
        "nuevas": len(importacion.nuevas),
        "completan": len(importacion.completan),
        "conflictos": len(importacion.conflictos),
        "rechazadas": len(importacion.rechazadas),
        "repetidas": importacion.juntas,
        "iguales": importacion.iguales,
        "ya_importadas": importacion.ya,
        "sin_datos": importacion.sin_datos,
    }
