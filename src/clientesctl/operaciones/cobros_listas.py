"""Los cobros que se entregan: una línea por cliente y moneda, o por grupo, y su objeto."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from clientesctl.cartera.cobros import TRAMOS, Deudor, Factura, sumar
from clientesctl.cartera.motivos import escribir_fecha
from clientesctl.cartera.propuestas import con_centimos
from clientesctl.entregas.lista import Columna, Lista, Valor
from clientesctl.operaciones.cobros import Cobro, Cobros
from clientesctl.textos.cifras import contar

_CLAVES_DE_TRAMO = ("de_0_a_30", "de_31_a_60", "de_61_a_90", "mas_de_90")

_DEBE = Columna("DEBE", "numero", 12)
_MONEDA = Columna("MONEDA", ancho=8)
_DIAS = Columna("DÍAS", "entero", 7, campo="dias")
_DE_TRAMO = tuple(
    Columna(f"{tramo.replace('+', 'MÁS DE ')} DÍAS", "numero", 11, campo=clave)
    for tramo, clave in zip(TRAMOS, _CLAVES_DE_TRAMO, strict=True)
)
_DE_CLIENTE = (
    Columna("NOMBRE", ancho=32),
    _DEBE,
    _MONEDA,
    _DIAS,
    *_DE_TRAMO,
    Columna("FACTURAS", ancho=44),
    Columna("PREGUNTAR POR", ancho=28, campo="contacto"),
    Columna("CORREO", ancho=28, campo="email"),
    Columna("TELÉFONO", ancho=16, campo="telefono"),
    Columna("VENDEDOR", ancho=12),
    Columna("AVISO", ancho=30),
    Columna("ID", ancho=10),
    Columna("FILA", "entero", 6),
)


def como_lista(vista: Cobros) -> Lista:
    """Lo que se debe, lo que más corre primero; si se pidió agrupar, una línea por grupo."""
    titulo = f"COBROS PENDIENTES · {escribir_fecha(vista.peticion.hoy)}"
    notas = (*vista.avisos, *totales(vista))
    if vista.grupos is not None:
        columnas = (
            Columna(vista.grupos.campo.upper(), ancho=20, campo=vista.grupos.campo),
            Columna("CLIENTES", "entero", 9),
            _DEBE,
            _MONEDA,
            *_DE_TRAMO,
        )
        return Lista(
            titulo, columnas, list(_de_grupos(vista)), notas, "grupos", _como_objeto(vista)
        )
    filas = [_de_cliente(c) for c in vista.cobros]
    return Lista(titulo, _DE_CLIENTE, filas, notas, "clientes", _como_objeto(vista))


def totales(vista: Cobros) -> Iterator[str]:
    """Una frase por moneda: lo que se debe en total y en cada tramo."""
    for moneda, (cuantos, debe, tramos) in sumar(c.deudor for c in vista.cobros).items():
        partes = [
            f"{tramo} días, {con_centimos(importe, moneda)}"
            for tramo, importe in zip(TRAMOS, tramos, strict=False)
            if importe
        ]
        quienes = contar(cuantos, "cliente debe", "clientes deben")
        yield f"{quienes} {con_centimos(debe, moneda)}" + (
            f": {'; '.join(partes)}" if partes else ""
        )


def escribir_facturas(facturas: tuple[Factura, ...], moneda: str, maximo: int) -> str:
    """Las facturas en una frase, la más vieja primero; de muchas, las primeras y cuántas más."""
    escritas = [
        f"{f.nombre}: {con_centimos(f.importe, moneda)} ({contar(f.dias, 'día')})"
        for f in facturas[:maximo]
    ]
    if len(facturas) > maximo:
        escritas.append(f"y {contar(len(facturas) - maximo, 'factura')} más")
    return "; ".join(escritas)


def _de_cliente(cobro: Cobro) -> list[Valor]:
    deudor = cobro.deudor
    return [
        cobro.breve.nombre,
        deudor.debe,
        deudor.moneda,
        deudor.dias,
        *_tramos(deudor.tramos),
        escribir_facturas(deudor.facturas, deudor.moneda, 20),
        cobro.contacto.quien,
        cobro.contacto.email,
        cobro.telefono,
        cobro.vendedor,
        cobro.aviso,
        cobro.breve.id,
        cobro.breve.fila,
    ]


def _tramos(tramos: tuple[float, ...]) -> list[Valor]:
    return [*tramos] if tramos else [None] * len(TRAMOS)


def _de_grupos(vista: Cobros) -> Iterator[list[Valor]]:
    for nombre, deudores in vista.por_grupos().items():
        for moneda, (cuantos, debe, tramos) in sumar(deudores).items():
            yield [nombre, cuantos, debe, moneda, *_tramos(tramos)]


def _como_objeto(vista: Cobros) -> Mapping[str, object]:
    registro, hoy = vista.abierto.registro, vista.peticion.hoy
    objeto: dict[str, object] = {
        "version": 1,
        "libro": str(registro.ruta),
        "hoja": registro.clientes.hoja,
        "hoy": hoy.isoformat(),
        "segun": vista.segun or None,
        "avisos": [*vista.avisos],
    }
    if vista.grupos is not None:
        objeto["por"] = vista.grupos.campo
        objeto["grupos"] = [
            {"nombre": nombre, "resumen": _resumen(deudores)}
            for nombre, deudores in vista.por_grupos().items()
        ]
    objeto["clientes"] = (_objeto(c, hoy) for c in vista.cobros)
    objeto["resumen"] = _resumen([c.deudor for c in vista.cobros])
    return objeto


def _resumen(deudores: list[Deudor]) -> list[Mapping[str, object]]:
    return [
        {"moneda": moneda, "clientes": cuantos, "debe": debe, "tramos": _por_clave(tramos)}
        for moneda, (cuantos, debe, tramos) in sumar(deudores).items()
    ]


def _por_clave(tramos: tuple[float, ...]) -> Mapping[str, float] | None:
    return dict(zip(_CLAVES_DE_TRAMO, tramos, strict=True)) if tramos else None


def _objeto(cobro: Cobro, hoy: dt.date) -> Mapping[str, object]:
    deudor, breve = cobro.deudor, cobro.breve
    return {
        "fila": breve.fila,
        "id": breve.id,
        "nombre": breve.nombre,
        "debe": deudor.debe,
        "moneda": deudor.moneda,
        "dias": deudor.dias,
        "tramos": _por_clave(deudor.tramos),
        "facturas": [
            {
                "factura": f.numero or None,
                "venta": f.venta,
                "fecha": (hoy - dt.timedelta(days=f.dias)).isoformat(),
                "dias": f.dias,
                "importe": f.importe,
            }
            for f in deudor.facturas
        ],
        "contacto": cobro.contacto.quien or None,
        "email": cobro.contacto.email or None,
        "telefono": cobro.telefono or None,
        "vendedor": cobro.vendedor or None,
        "aviso": cobro.aviso or None,
    }
