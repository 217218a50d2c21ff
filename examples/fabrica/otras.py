"""Las demás hojas del registro: contactos, propuestas, citas, consentimientos, listas…"""

# ruff: noqa: E501, SIM905  # tablas de palabras: se leen mejor seguidas
from __future__ import annotations

import datetime as dt
from typing import Any

from fabrica.azar import Azar, nombre_de_pila
from fabrica.clientes import LISTAS, Cliente

Filas = list[dict[str, Any]]

COLUMNAS: dict[str, list[str]] = {
    "CONTACTOS": "id fecha id_cliente tipo sentido quien asunto resultado proximo_paso proxima_fecha notas".split(),
    "PROPUESTAS": "id fecha id_cliente producto importe moneda estado fecha_cierre motivo vendedor".split(),
    "CITAS": "id fecha hora id_cliente asunto quien estado".split(),
    "INTERLOCUTORES": "id id_cliente nombre apellidos cargo telefono email decide".split(),
    "DEMANDA": "fecha id_cliente producto cantidad notas".split(),
    "CONSENTIMIENTOS": "fecha id_cliente canal finalidad otorgado fuente version_texto".split(),
    "SOLICITUDES": "id fecha id_cliente derecho plazo respondida_el resultado".split(),
    "DISTINTOS": "id_a id_b fecha quien motivo".split(),
    "LISTAS": [lista for lista in LISTAS if lista != "TIPO"],
}
_ASUNTOS = ("OFERTA DE RIEGO", "PEDIDO PENDIENTE", "NUEVO CATÁLOGO", "PRECIO DE PINTURA", "ENTREGA")


def hacer_otras(azar: Azar, clientes: list[Cliente], hoy: dt.date) -> dict[str, Filas]:
    """Las filas de cada hoja, con el cliente en `cliente`; las llena quien los conoce por su ID."""
    hojas = {
        "CONTACTOS": [_contacto(azar, c, hoy) for c in azar.choices(clientes, k=len(clientes))],
        "PROPUESTAS": [
            _propuesta(azar, c, hoy) for c in azar.choices(clientes, k=len(clientes) // 5)
        ],
        "CITAS": [_cita(azar, c, hoy) for c in azar.choices(clientes, k=len(clientes) // 20)],
        "INTERLOCUTORES": [
            _interlocutor(azar, c) for c in clientes if c.empresa and azar.suerte(0.5)
        ],
        "DEMANDA": [_demanda(azar, c, hoy) for c in azar.choices(clientes, k=len(clientes) // 30)],
        "CONSENTIMIENTOS": [_consentimiento(azar, c, hoy) for c in clientes if azar.suerte(0.5)],
        "SOLICITUDES": [
            _solicitud(azar, c, hoy) for c in azar.sample(clientes, 1 + len(clientes) // 300)
        ],
    }
    for hoja, filas in hojas.items():
        if filas and "fecha" in filas[0]:
            filas.sort(key=lambda fila: fila["fecha"])
        for i, fila in enumerate(filas, 1):
            fila.update({"id": f"{hoja[0]}-{i:05d}"} if "id" in COLUMNAS[hoja] else {})
    return hojas


def listas() -> Filas:
    """La hoja LISTAS: una columna por desplegable (el de TIPO es distinto en cada hoja)."""
    largo = max(len(valores) for valores in LISTAS.values())
    return [{k: v[i] if i < len(v) else "" for k, v in LISTAS.items()} for i in range(largo)]


def _hace(azar: Azar, hoy: dt.date, dias: int, desde: int = 0) -> dt.date:
    return hoy - dt.timedelta(days=azar.randint(desde, dias))


def _contacto(azar: Azar, c: Cliente, hoy: dt.date) -> dict[str, Any]:
    paso = azar.suerte(0.3)
    return {
        "cliente": c, "fecha": _hace(azar, hoy, 200),
        "tipo": azar.choice(("LLAMADA", "LLAMADA", "CORREO", "VISITA", "MENSAJE", "QUEJA", "NOTA")),
        "sentido": azar.choice(("SALIDA", "ENTRADA")), "quien": c["vendedor"],
        "asunto": azar.choice(_ASUNTOS), "resultado": azar.choice(("NO CONTESTA", "INTERESA", "LLAMAR OTRO DÍA", "")),
        "proximo_paso": "LLAMAR" if paso else "",
        "proxima_fecha": hoy + dt.timedelta(days=azar.randint(-5, 30)) if paso else None,
        "notas": azar.choice(("", "", "Pide que no le llamen a mediodía", "Quiere presupuesto")),
    }  # fmt: skip


def _propuesta(azar: Azar, c: Cliente, hoy: dt.date) -> dict[str, Any]:
    estado = azar.choice(("ENVIADA", "ACEPTADA", "RECHAZADA", "RETIRADA"))
    fecha = _hace(azar, hoy, 300, 35)
    return {
        "cliente": c, "fecha": fecha, "producto": azar.choice(("RIEGO COMPLETO", "SUMINISTRO ANUAL", "REFORMA")),
        "importe": round(azar.lognormvariate(6.5, 0.8), 2), "moneda": {"ES": "EUR", "MX": "MXN", "PY": "PYG"}[c["pais"]],
        "estado": estado, "fecha_cierre": fecha + dt.timedelta(days=30) if estado != "ENVIADA" else None,
        "motivo": "PRECIO" if estado == "RECHAZADA" else "", "vendedor": c["vendedor"],
    }  # fmt: skip


def _cita(azar: Azar, c: Cliente, hoy: dt.date) -> dict[str, Any]:
    fecha = hoy + dt.timedelta(days=azar.randint(-30, 30))
    return {
        "cliente": c, "fecha": fecha, "hora": f"{azar.randint(9, 18):02d}:{azar.choice(('00', '30'))}",
        "asunto": azar.choice(_ASUNTOS), "quien": c["vendedor"], "estado": "PENDIENTE" if fecha >= hoy else "HECHA",
    }  # fmt: skip


def _interlocutor(azar: Azar, c: Cliente) -> dict[str, Any]:
    from fabrica.azar import apellido
    from fabrica.lugares import movil

    return {
        "cliente": c, "nombre": nombre_de_pila(azar, azar.choice(("MUJER", "HOMBRE"))),
        "apellidos": f"{apellido(azar)} {apellido(azar)}", "cargo": azar.choice(("COMPRAS", "GERENCIA", "ALMACÉN")),
        "telefono": movil(azar, c.lugar), "email": "", "decide": azar.choice(("SI", "NO")),
    }  # fmt: skip


def _demanda(azar: Azar, c: Cliente, hoy: dt.date) -> dict[str, Any]:
    return {
        "cliente": c, "fecha": _hace(azar, hoy, 120), "producto": azar.choice(("ROBOT CORTACÉSPED", "LEÑA", "PISCINA")),
        "cantidad": azar.randint(1, 5), "notas": "",
    }  # fmt: skip


def _consentimiento(azar: Azar, c: Cliente, hoy: dt.date) -> dict[str, Any]:
    return {
        "cliente": c, "fecha": _hace(azar, hoy, 500), "canal": azar.choice(("EMAIL", "TELÉFONO", "CORREO POSTAL")),
        "finalidad": "OFERTAS", "otorgado": azar.choice(("SI", "SI", "SI", "NO")),
        "fuente": azar.choice(("FORMULARIO WEB", "MOSTRADOR", "FERIA")), "version_texto": azar.choice(("2024-1", "2025-2")),
    }  # fmt: skip


def _solicitud(azar: Azar, c: Cliente, hoy: dt.date) -> dict[str, Any]:
    fecha = _hace(azar, hoy, 200, 31)
    return {
        "cliente": c, "fecha": fecha, "derecho": azar.choice(("ACCESO", "RECTIFICACIÓN", "OPOSICIÓN")),
        "plazo": fecha + dt.timedelta(days=30), "respondida_el": fecha + dt.timedelta(days=12), "resultado": "ATENDIDA",
    }  # fmt: skip
