"""Los defectos que miran a más de una celda: claves, fechas, etapas, referencias, consentimientos."""

# ruff: noqa: E501, SIM905  # tablas de palabras: se leen mejor seguidas
from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from typing import Any

from fabrica.clientes import Cliente
from fabrica.plantel import Plantel

_MESES = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()


def _escrita(p: Plantel, dia: dt.date) -> str:
    """La fecha como la teclea alguien: siempre se lee de una sola manera."""
    mes = _MESES[dia.month - 1]
    return p.azar.choice((
        f"{dia:%d/%m/%Y}", f"{dia:%d/%m/%Y}", f"{dia.day}/{dia.month}/{dia.year}", f"{dia:%Y-%m-%d}",
        f"{dia.day} de {mes} de {dia.year}", f"{dia.day}-{mes[:3]}-{dia.year}", f"{dia:%d.%m.%Y}",
    ))  # fmt: skip


def fechas(p: Plantel) -> None:
    campos = ("fecha_nacimiento", "fecha_alta", "fecha_captura")
    for campo in campos:
        for c in p.elegir(p.cuantos(0.004), (campo,), lambda c, k=campo: c[k]):
            p.poner(c, campo, _escrita(p, c[campo]), "fecha_como_texto")
        for c in p.elegir(p.cuantos(0.0025), (campo,), lambda c, k=campo: c[k]):
            mala = p.azar.choice(
                ("31/02/1985", "15/13/2023", "EN PRIMAVERA", "30-02-2024", "2023-14-05", "AYER")
            )
            p.poner(c, campo, mala, "fecha_invalida")
    for c in p.elegir(p.cuantos(0.004), ("fecha_nacimiento",), lambda c: c["nombre"]):
        dia = (
            p.hoy + dt.timedelta(days=p.azar.randint(1, 2000))
            if p.azar.suerte(0.5)
            else dt.date(1900, 4, 2)
        )
        p.poner(
            c,
            "fecha_nacimiento",
            dia + dt.timedelta(days=p.azar.randint(0, 500)),
            "fecha_imposible",
        )
    for c in p.elegir(p.cuantos(0.004), ("fecha_alta",)):
        dia = (
            p.hoy + dt.timedelta(days=p.azar.randint(30, 2000))
            if p.azar.suerte(0.5)
            else dt.date(1900, 2, 1)
        )
        p.poner(c, "fecha_alta", dia + dt.timedelta(days=p.azar.randint(0, 200)), "fecha_imposible")


def revisiones(p: Plantel) -> None:
    """Fichas que nadie revisa desde hace más de seis meses."""

    def vieja(c: Cliente) -> bool:
        captura = c["fecha_captura"]
        return isinstance(captura, dt.date) and captura < p.hoy - dt.timedelta(days=260)

    for c in p.elegir(p.cuantos(0.05), ("fecha_revision",), vieja):
        dias = p.azar.randint(200, min(900, (p.hoy - c["fecha_captura"]).days))
        p.poner(c, "fecha_revision", p.hoy - dt.timedelta(days=dias), "revision_caducada")


def etapas(p: Plantel) -> None:
    """Etapas en blanco y etapas que las ventas o las fechas desmienten."""
    compradores = {v["cliente"] for v in p.hojas["VENTAS"] if not v["devuelve"]}
    activos = {"COMPRADOR"}
    for c in p.elegir(p.cuantos(), ("etapa",), lambda c: c["etapa"] not in ("PERDIDO", "CANCELAR")):
        p.poner(c, "etapa", "", "etapa_vacia")

    def sin_vuelta(c: Cliente) -> bool:
        return not c["perdido_el"] and not c["cancelado_el"]

    for c in p.elegir(
        p.cuantos(0.004),
        ("etapa",),
        lambda c: c in compradores and c["etapa"] in activos and sin_vuelta(c),
    ):
        p.poner(c, "etapa", p.azar.choice(("INICIAL", "CONVENCIENDO")), "etapa_contradictoria")
    for c in p.elegir(
        p.cuantos(0.003), ("etapa",), lambda c: c not in compradores and c["etapa"] == "VISITA"
    ):
        p.poner(c, "etapa", "COMPRADOR", "etapa_contradictoria")
    for c in p.elegir(
        p.cuantos(0.002), ("etapa",), lambda c: c["etapa"] == "COMPRADOR" and not sin_vuelta(c)
    ):
        p.poner(c, "etapa", "PERDIDO" if c["perdido_el"] else "CANCELAR", "etapa_contradictoria")
    for c in p.clientes:
        if c["etapa"] == "COMPRADOR" and not sin_vuelta(c):
            p.admitidos.append(("CLIENTES", c, "etapa", "etapa_contradictoria"))


def claves(p: Plantel) -> None:
    """Claves en blanco o repetidas, en fichas que ninguna otra hoja nombra."""
    nombrados = {f["cliente"] for filas in p.hojas.values() for f in filas if "cliente" in f}
    nombrados |= {f[k] for f in p.hojas["DISTINTOS"] for k in ("cliente_a", "cliente_b")}
    absorbentes = {c["fusionado_en"] for c in p.clientes}

    def libre(c: Cliente) -> bool:
        return c not in nombrados and c["id"] not in absorbentes

    for c in p.elegir(p.cuantos(0.005), ("id",), libre):
        p.poner(c, "id", "", "id_vacio")
    libres = p.elegir(2 * p.cuantos(0.004), ("id",), libre)
    for uno, otro in zip(libres[::2], libres[1::2], strict=False):
        p.poner(otro, "id", uno["id"], "id_repetido")
        p.anotar(uno, "id", "id_repetido")


def documentos_repetidos(p: Plantel) -> None:
    """Todo documento verdadero que está en dos fichas; en sucursales de una empresa es solo aviso."""
    por_id: dict[str, list[Cliente]] = defaultdict(list)
    for c in p.clientes:
        if c["id_fiscal"] and "id_fiscal" not in c.tocadas and not c["fusionado_en"]:
            por_id[c["id_fiscal"]].append(c)
    for iguales in por_id.values():
        if len(iguales) > 1:
            ramas = (
                any(c.clase == "parecido" for c in iguales)
                and len({c["ciudad"] for c in iguales}) > 1
            )
            for c in iguales:
                p.anotar(c, "id_fiscal", "id_fiscal_repetido", gravedad="aviso" if ramas else "")


def referencias(p: Plantel) -> None:
    """Filas de ventas, contactos, citas y propuestas de un cliente que no existe."""
    cuenta = Counter(v["cliente"] for v in p.hojas["VENTAS"])
    ultima: dict[Cliente, Any] = {}
    for v in p.hojas["VENTAS"]:
        ultima[v["cliente"]] = v
    aptas = [
        v for v in p.hojas["VENTAS"]
        if not v["devuelve"] and cuenta[v["cliente"]] > 4 and v is not ultima[v["cliente"]] and not v["cliente"]["perdido_el"]
    ]  # fmt: skip
    devueltas = {v["devuelve"] for v in p.hojas["VENTAS"] if v["devuelve"]}
    aptas = [v for v in aptas if v["id"] not in devueltas]
    for hoja, filas in (
        ("VENTAS", aptas),
        *((h, p.hojas[h]) for h in ("CONTACTOS", "CITAS", "PROPUESTAS")),
    ):
        for fila in p.azar.sample(filas, min(len(filas), p.cuantos(0.005))):
            fila["id_cliente"] = f"C-{p.azar.randint(90000, 99999)}"
            p.anotar(fila, "id_cliente", "referencia_rota", hoja)


def ventas_raras(p: Plantel) -> None:
    """Compras fechadas después de hoy, que no cuentan, y fechas de venta tecleadas como texto."""
    ventas = p.hojas["VENTAS"]
    for fila in p.azar.sample(ventas[: len(ventas) // 2], min(len(ventas) // 2, p.cuantos(0.005))):
        fila["dia"], fila["fecha"] = fila["fecha"], _escrita(p, fila["fecha"])
        p.anotar(fila, "fecha", "fecha_como_texto", "VENTAS")
    prospectos = [
        c for c in p.clientes if c["etapa"] in ("VISITA", "INICIAL") and not c["fusionado_en"]
    ]
    compradores = [v["cliente"] for v in ventas[-400:] if v["cliente"]["etapa"] == "COMPRADOR"]
    for i, c in enumerate(
        p.azar.sample(prospectos, min(3, len(prospectos)))
        + p.azar.sample(compradores, min(9, len(compradores)))
    ):
        fecha = p.hoy + dt.timedelta(days=p.azar.randint(1, 25))
        fila = ventas[-1] | {
            "id": f"V-9{i:05d}", "cliente": c, "id_cliente": c["id"], "fecha": fecha, "dia": None, "pagada_el": None,
            "factura": "", "devuelve": "", "importe": abs(ventas[-1]["importe"]),
        }  # fmt: skip
        ventas.append(fila)
        p.admitidos.append(("VENTAS", fila, "fecha", "fecha_imposible"))
        p.admitidos.append(("CLIENTES", c, "etapa", "etapa_contradictoria"))
        c.tocadas.add("etapa")


def consentimientos(p: Plantel) -> None:
    otorgados = [f for f in p.hojas["CONSENTIMIENTOS"] if f["otorgado"] == "SI"]
    for fila in p.azar.sample(otorgados, min(len(otorgados), p.cuantos(0.008))):
        campo = p.azar.choice(("fecha", "canal", "version_texto"))
        fila[campo] = None if campo == "fecha" else ""
        p.anotar(fila, campo, "consentimiento_sin_prueba", "CONSENTIMIENTOS")


def columnas_de_mas(p: Plantel) -> None:
    """Una columna de contraseñas y otra, personal, que nadie ha dicho para qué es."""
    for c in p.clientes:
        c["estado_civil"] = p.azar.choice(("", "SOLTERO", "CASADO", "VIUDO"))
        c["contraseña_web"] = (
            p.azar.choice(("verano24", "perro123", "clave7")) if p.azar.suerte(0.1) else ""
        )
    p.anotar(None, "CONTRASEÑA WEB", "dato_prohibido")
    p.anotar(None, "estado_civil", "columna_sin_finalidad")


ANTES = (ventas_raras, claves, referencias, etapas, consentimientos)
DESPUES = (fechas, revisiones, documentos_repetidos, columnas_de_mas)
