"""Las ventas y, con ellas, el estado de cada cliente visto desde un día: todos salen."""

# ruff: noqa: E501, SIM905  # tablas de palabras: se leen mejor seguidas
from __future__ import annotations

import datetime as dt
from typing import Any

from fabrica.azar import Azar
from fabrica.clientes import Cliente, fechar

COLUMNAS = "id fecha id_cliente producto cantidad importe moneda canal factura pagada_el vendedor devuelve".split()
_PRODUCTOS = (
    "MANGUERA 25 M", "ABONO UNIVERSAL 20 KG", "TALADRO 800 W", "PINTURA BLANCA 15 L", "CÉSPED 5 KG",
    "PROGRAMADOR DE RIEGO", "SIERRA DE CALAR", "TORNILLERÍA SURTIDA", "GUANTES NITRILO", "BOMBA 1 CV",
)  # fmt: skip
_MONEDAS = {"ES": ("EUR", 1.0), "MX": ("MXN", 20.0), "PY": ("PYG", 8000.0)}
_CLASES = ("activo", "pre", "inactivo", "prospecto", "perdido", "cancelado", "vuelto")
_PESOS = (34, 9, 25, 24, 4, 3, 1)


def repartir_clases(azar: Azar, clientes: list[Cliente]) -> dict[Cliente, str]:
    """Qué será cada cliente: activo, a punto de dejar de serlo, prospecto…"""
    clases = {c: azar.choices(_CLASES, weights=_PESOS)[0] for c in clientes}
    for i, cliente in enumerate(clientes[: len(_CLASES) * 2]):
        clases[cliente] = _CLASES[i % len(_CLASES)]
    return clases


def _ultima(azar: Azar, clase: str, hoy: dt.date) -> dt.date:
    desde, hasta = {
        "activo": (0, 29), "vuelto": (0, 29), "pre": (30, 45), "inactivo": (46, 700),
        "perdido": (120, 900), "cancelado": (120, 900),
    }[clase]  # fmt: skip
    return hoy - dt.timedelta(
        days=azar.choice((desde, hasta, *(azar.randint(desde, hasta) for _ in range(18))))
    )


def hacer_ventas(
    azar: Azar, clases: dict[Cliente, str], cuantas: int, hoy: dt.date
) -> list[dict[str, Any]]:
    """Exactamente `cuantas` filas de VENTAS, por fecha; deja fechas y etapa puestas en los clientes."""
    compradores = [c for c, clase in clases.items() if clase != "prospecto"]
    veces = dict.fromkeys(compradores, 1)
    pesos = [azar.lognormvariate(0, 1) * (3 if c.empresa else 1) for c in compradores]
    devoluciones = cuantas // 50
    for cliente in azar.choices(
        compradores, weights=pesos, k=cuantas - devoluciones - len(compradores)
    ):
        veces[cliente] += 1
    ventas = []
    for cliente, n in veces.items():
        ventas += _de_un_cliente(azar, cliente, n, _ultima(azar, clases[cliente], hoy), hoy)
    for cliente, clase in clases.items():
        _poner_etapa(azar, cliente, clase, hoy)
    ventas += _devoluciones(azar, ventas, devoluciones, hoy)
    ventas.sort(key=lambda v: v["fecha"])
    _numerar(ventas)
    return ventas


def _de_un_cliente(
    azar: Azar, cliente: Cliente, n: int, ultima: dt.date, hoy: dt.date
) -> list[dict[str, Any]]:
    ritmo = azar.choice((7, 10, 15, 30, 30, 45, 60, 90))
    paso = min(ritmo, 1500 / n)
    fechas = [
        ultima - dt.timedelta(days=round(i * paso + azar.uniform(0, paso / 3)) if i else 0)
        for i in range(n)
    ]
    fechar(azar, cliente, min(fechas) - dt.timedelta(days=azar.randint(0, 40)), hoy)
    moneda, cambio = _MONEDAS[cliente["pais"]]
    base = azar.lognormvariate(3.6, 0.7) * (4 if cliente.empresa else 1) * cambio
    return [_venta(azar, cliente, fecha, base * azar.uniform(0.5, 1.6), moneda) for fecha in fechas]


def _venta(
    azar: Azar, cliente: Cliente, fecha: dt.date, importe: float, moneda: str
) -> dict[str, Any]:
    pagada = fecha + dt.timedelta(days=azar.choice((0, 0, 0, 15, 30)))
    return dict.fromkeys(COLUMNAS, "") | {
        "cliente": cliente, "fecha": fecha, "producto": azar.choice(_PRODUCTOS),
        "cantidad": azar.randint(1, 12), "moneda": moneda,
        "importe": round(importe) if moneda == "PYG" else round(importe, 2),
        "canal": azar.choice(("TIENDA", "TIENDA", "WEB", "TELÉFONO", "VISITA")),
        "pagada_el": pagada, "vendedor": cliente["vendedor"], "anula": None,
    }  # fmt: skip


def _devoluciones(
    azar: Azar, ventas: list[dict[str, Any]], cuantas: int, hoy: dt.date
) -> list[dict[str, Any]]:
    """Filas con importe negativo que anulan otra entera; nunca la única compra de un cliente."""
    por_cliente: dict[Cliente, list[dict[str, Any]]] = {}
    for venta in ventas:
        if not venta["cliente"]["perdido_el"] and not venta["cliente"]["cancelado_el"]:
            por_cliente.setdefault(venta["cliente"], []).append(venta)
    aptas = [v for suyas in por_cliente.values() for v in suyas[:-1] if v["fecha"] < hoy]
    salen = []
    for venta in azar.sample(aptas, cuantas):
        dias = min(azar.randint(1, 14), (hoy - venta["fecha"]).days)
        cuando = venta["fecha"] + dt.timedelta(days=dias)
        salen.append(
            venta
            | {"fecha": cuando, "importe": -venta["importe"], "pagada_el": cuando, "anula": venta}
        )
    return salen


def _numerar(ventas: list[dict[str, Any]]) -> None:
    for i, venta in enumerate(ventas, 1):
        venta["id"] = f"V-{i:06d}"
        venta["factura"] = f"F{venta['fecha']:%y}-{i:05d}"
    for venta in ventas:
        venta["devuelve"] = venta["anula"]["id"] if venta["anula"] else ""


def _poner_etapa(azar: Azar, cliente: Cliente, clase: str, hoy: dt.date) -> None:
    if clase == "prospecto":
        cliente["etapa"] = azar.choice(("INICIAL", "CONVENCIENDO", "VISITA"))
        fechar(azar, cliente, hoy - dt.timedelta(days=azar.randint(0, 400)), hoy)
        return
    cliente["etapa"] = {"perdido": "PERDIDO", "cancelado": "CANCELAR"}.get(clase, "COMPRADOR")
    fin = hoy - dt.timedelta(days=azar.randint(20, 110))
    if clase == "vuelto":
        fin = hoy - dt.timedelta(days=azar.randint(31, 40))
        cliente[azar.choice(("perdido_el", "cancelado_el"))] = fin
    elif clase in ("perdido", "cancelado"):
        cliente[f"{clase}_el"] = fin
    if clase in ("perdido", "inactivo") and azar.suerte(0.6):
        cliente["motivo_inactividad"] = azar.choice(
            ("NO CUMPLE", "NO UTILIZA", "COMPETENCIA", "YA NO EXISTE")
        )


def ultimas(ventas: list[dict[str, Any]], hoy: dt.date) -> dict[str, dt.date]:
    """Por ID de cliente, el día de su última compra que no se devolvió y no es posterior a hoy."""
    devueltas = {v["devuelve"] for v in ventas if v["devuelve"]}
    salen: dict[str, dt.date] = {}
    for v in ventas:
        cuenta = not v["devuelve"] and v["id"] not in devueltas and dia(v) <= hoy
        if cuenta and dia(v) > salen.get(v["id_cliente"], dt.date.min):
            salen[v["id_cliente"]] = dia(v)
    return salen


def dia(venta: dict[str, Any]) -> dt.date:
    """El día de la venta, también si en la celda está escrito como texto."""
    fecha: dt.date = venta.get("dia") or venta["fecha"]
    return fecha


def estados(
    clientes: list[Cliente],
    ventas: list[dict[str, Any]],
    hoy: dt.date,
    pre: int = 30,
    inactivo: int = 45,
) -> dict[Cliente, str]:
    """El estado de cada cliente según el contrato; los absorbidos no están."""
    ultima = ultimas(ventas, hoy)
    return {
        c: _estado(c, ultima.get(c["id"]) if c["id"] else None, hoy, (pre, inactivo))
        for c in clientes
        if not c["fusionado_en"]
    }


def _estado(
    cliente: Cliente, ultima: dt.date | None, hoy: dt.date, umbrales: tuple[int, int]
) -> str:
    for nombre, campo, etapa in (
        ("CANCELADO", "cancelado_el", "CANCELAR"),
        ("PERDIDO", "perdido_el", "PERDIDO"),
    ):
        fin = cliente[campo]
        if (fin or cliente["etapa"] == etapa) and not (fin and ultima and ultima > fin):
            return nombre
    if ultima is None:
        return "PROSPECTO"
    dias = (hoy - ultima).days
    if dias < umbrales[0]:
        return "ACTIVO"
    return "PRE-INACTIVO" if dias <= umbrales[1] else "INACTIVO"
