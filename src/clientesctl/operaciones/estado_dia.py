"""La lista con la que un vendedor empieza el día."""

from __future__ import annotations

from dataclasses import replace

from clientesctl.cartera.cartera import Cliente
from clientesctl.cartera.motivos import escribir_fecha
from clientesctl.cartera.numeros import telefonos_de
from clientesctl.entregas.lista import Columna, Lista, Valor
from clientesctl.operaciones.estado import Vista
from clientesctl.registro.columna import Indices
from clientesctl.registro.registro import Tabla

_PRESCINDIBLES = frozenset({"LE INTERESA", "OTRO TELÉFONO"})


def lista_del_dia(vista: Vista, nombre: str, posiciones: Indices) -> Lista:
    """A quién llamar, a qué número, a qué hora, qué gastaba y por qué está en la lista."""
    registro = vista.cartera.registro
    clientes = list(vista.cartera.clientes(posiciones))
    monedas = sorted({c.gastos[0].moneda for c in clientes if c.gastos})
    telefonos = telefonos_de(registro, posiciones)
    filas = [
        _fila_del_dia(c, registro.clientes, numeros)
        for c, numeros in zip(clientes, telefonos, strict=True)
    ]
    en = f" ({monedas[0]})" if len(monedas) == 1 else ""
    columnas = [
        Columna("NOMBRE", ancho=24),
        Columna("TELÉFONO", ancho=16),
        Columna("MEJOR HORA", ancho=14),
        Columna(f"GASTABA AL MES{en}", "dinero", 11),
        Columna("MONEDA", ancho=8),
        Columna("ÚLTIMA COMPRA", "fecha", 12),
        Columna("DÍAS", "entero", 6),
        Columna("POR QUÉ", ancho=44),
        Columna("LE INTERESA", ancho=20),
        Columna("OTRO TELÉFONO", ancho=16),
        Columna("ID", ancho=10),
    ]
    sobran = {"MONEDA"} if len(monedas) < 2 else set()
    return _sin_columnas(Lista(_titulo(vista, nombre), columnas, filas, plural="clientes"), sobran)


def _fila_del_dia(cliente: Cliente, fichas: Tabla, numeros: tuple[str, str]) -> list[Valor]:
    gasto = cliente.gastos[0] if cliente.gastos else None
    return [
        cliente.nombre,
        numeros[0],
        fichas.texto("horario", cliente.posicion),
        gasto.al_mes if gasto else None,
        gasto.moneda if gasto else None,
        cliente.ultima_compra,
        cliente.dias,
        cliente.motivo,
        fichas.texto("interes", cliente.posicion),
        numeros[1],
        cliente.id,
    ]


def _sin_columnas(lista: Lista, sobran: set[str]) -> Lista:
    """La misma lista sin esas columnas ni las prescindibles que van vacías."""
    vacias = {
        c.titulo
        for i, c in enumerate(lista.columnas)
        if c.titulo in _PRESCINDIBLES and not any(fila[i] for fila in lista.filas)
    }
    quedan = [i for i, c in enumerate(lista.columnas) if c.titulo not in sobran | vacias]
    return replace(
        lista,
        columnas=[lista.columnas[i] for i in quedan],
        filas=[[fila[i] for i in quedan] for fila in lista.filas],
    )


def _titulo(vista: Vista, nombre: str) -> str:
    estados = " y ".join(e.rotulo for e in reversed(vista.estados)) if vista.solo else "CLIENTES"
    return f"{nombre} · {escribir_fecha(vista.cartera.hoy)} · {estados}"
