"""De la semilla al registro: el limpio, y el sucio con su verdad."""

# ruff: noqa: E501  # tablas de palabras: se leen mejor seguidas
from __future__ import annotations

import datetime as dt
from typing import Any

from fabrica import datos_rotos, dobles, otras, textos_rotos, ventas
from fabrica.azar import Azar
from fabrica.clientes import Cliente, empresa, persona
from fabrica.incoherencias import ANTES, DESPUES
from fabrica.plantel import Plantel

_DE_CELDA = (
    datos_rotos.faltas, textos_rotos.nombres_juntos, textos_rotos.mezclas, datos_rotos.codigos_postales,
    datos_rotos.identificadores, datos_rotos.correos, datos_rotos.telefonos, datos_rotos.varios,
    textos_rotos.marcadores, datos_rotos.fuera_de_lista, datos_rotos.tarjetas,
    textos_rotos.codificacion, textos_rotos.espacios, textos_rotos.minusculas, datos_rotos.formulas,
)  # fmt: skip
_PAISES, _PESOS = ("ES", "MX", "PY"), (86, 9, 5)
_PARECIDOS = (
    (
        dobles.pariente,
        0.010,
        "parientes: la misma casa y teléfono fijo, otro nombre y otro documento",
    ),
    (dobles.hijo, 0.006, "padre e hijo del mismo nombre: otro nacimiento y otro documento"),
    (dobles.tocayo, 0.005, "se llaman igual y nada más"),
    (dobles.sucursal, 0.005, "sucursales de una empresa en otra provincia"),
)


def _nuevos(azar: Azar, cuantos: int, hoy: dt.date) -> list[Cliente]:
    """Clientes distintos; no hay dos empresas que se llamen igual por casualidad."""
    salen: list[Cliente] = []
    rotulos: set[str] = set()
    while len(salen) < cuantos:
        hacer = empresa if azar.suerte(0.25) else persona
        cliente = hacer(azar, azar.choices(_PAISES, weights=_PESOS)[0], hoy)
        if cliente.empresa and cliente["email"].split("@")[1] in rotulos:
            continue
        rotulos.add(cliente["email"].split("@")[1] if cliente.empresa else "")
        salen.append(cliente)
        if len(salen) % 400 == 0:
            cliente["fallecido_el"] = hoy - dt.timedelta(days=azar.randint(10, 300))
    return salen


def _con_fin(
    semilla: int, clientes: list[Cliente], cuantas: int, hoy: dt.date
) -> dict[str, list[dict[str, Any]]]:
    """Las hojas del registro una vez puestos los clientes: ventas, fechas, etapas y claves."""
    azar = Azar(semilla, "ventas")
    vivos = [c for c in clientes if c.clase != "absorbido"]
    filas = ventas.hacer_ventas(azar, ventas.repartir_clases(azar, vivos), cuantas, hoy)
    for c in clientes:
        if c.clase == "absorbido":
            c["etapa"] = "INICIAL"
            ventas.fechar(azar, c, hoy - dt.timedelta(days=azar.randint(200, 900)), hoy)
    clientes.sort(key=lambda c: c["fecha_alta"])
    for i, c in enumerate(clientes, 1):
        c["id"] = f"C-{i:05d}"
    hojas = {"VENTAS": filas, **otras.hacer_otras(Azar(semilla, "otras"), vivos, hoy)}
    for lista in hojas.values():
        for fila in lista:
            fila["id_cliente"] = fila["cliente"]["id"]
    _poner_ritmo(azar, vivos, filas, hoy)
    return hojas | {"DISTINTOS": [], "LISTAS": otras.listas()}


def _poner_ritmo(
    azar: Azar, clientes: list[Cliente], filas: list[dict[str, Any]], hoy: dt.date
) -> None:
    """CICLO_DIAS en quien es activo o inactivo lo mire quien lo mire."""
    ultimas = ventas.ultimas(filas, hoy)
    for c in clientes:
        dias = (hoy - ultimas.get(c["id"], hoy - dt.timedelta(days=100))).days
        if azar.suerte(0.1) and dias <= 5:
            c["ciclo_dias"] = azar.choice((7, 10, 30))
        elif azar.suerte(0.05) and dias > 200:
            c["ciclo_dias"] = azar.choice((30, 60))


def limpio(
    semilla: int, n: int, cuantas: int, hoy: dt.date
) -> tuple[list[Cliente], dict[str, Any]]:
    """Un registro que cumple todas las políticas, sin dobles."""
    clientes = _nuevos(Azar(semilla, "limpio"), n, hoy)
    return clientes, _con_fin(semilla, clientes, cuantas, hoy)


def sucio(
    semilla: int, n: int, cuantas: int, hoy: dt.date
) -> tuple[Plantel, list[tuple[Cliente, Cliente, str]]]:
    """El registro sucio con sus defectos anotados, y las parejas que se parecen y no son dobles."""
    azar = Azar(semilla, "dobles")
    originales = _nuevos(Azar(semilla, "sucio"), n - int(n * 0.15) - _extra(n), hoy)
    parejas, parecidos = _parecidos(azar, originales, n, hoy)
    otros, absorbidos = _repetidos(azar, originales, n)
    clientes = originales + parecidos + otros + absorbidos
    hojas = _con_fin(semilla, clientes, cuantas, hoy)
    for absorbido in absorbidos:
        absorbido["fusionado_en"] = next(c for c in originales if c.grupo == absorbido.grupo)["id"]
    _distintos(hojas, parejas, hoy)
    plantel = Plantel(Azar(semilla, "defectos"), hoy, clientes, hojas)
    for plantar in (*ANTES, *_DE_CELDA, *DESPUES):
        plantar(plantel)
    return plantel, parejas


def _extra(n: int) -> int:
    return sum(max(1, int(n * tasa)) for _, tasa, _ in _PARECIDOS) + max(1, n // 150)


def _parecidos(
    azar: Azar, originales: list[Cliente], n: int, hoy: dt.date
) -> tuple[list[tuple[Cliente, Cliente, str]], list[Cliente]]:
    parejas = []
    for hacer, tasa, motivo in _PARECIDOS:
        de_empresa = hacer is dobles.sucursal
        aptos = [
            c for c in originales
            if c.empresa == de_empresa and not c.clase and not c["fallecido_el"] and (de_empresa or c["apellido_2"])
        ]  # fmt: skip
        for de in azar.sample(aptos, max(1, int(n * tasa))):
            de.clase = "parecido"
            parejas.append((de, hacer(azar, de, hoy), motivo))
    return parejas, [otro for _, otro, _ in parejas]


def _repetidos(
    azar: Azar, originales: list[Cliente], n: int
) -> tuple[list[Cliente], list[Cliente]]:
    """Los dobles por descubrir y los que ya se fusionaron (FUSIONADO_EN)."""
    aptos = [c for c in originales if not c.clase and not c["fallecido_el"]]
    azar.shuffle(aptos)
    absorbidos, salen, grupo = [], [], 0
    for original in aptos[: max(1, n // 150)]:
        grupo += 1
        original.grupo, original.clase = grupo, "original"
        otro = dobles.duplicar(azar, original)
        otro.clase, otro["id_fiscal"] = "absorbido", ""
        absorbidos.append(otro)
    for original in aptos[max(1, n // 150) :]:
        grupo += 1
        original.grupo, original.clase = grupo, "original"
        for _ in range(azar.choice((1, 1, 1, 1, 1, 2, 2, 3))):
            if len(salen) < int(n * 0.15):
                salen.append(dobles.duplicar(azar, original))
        if len(salen) == int(n * 0.15):
            break
    return salen, absorbidos


def _distintos(
    hojas: dict[str, Any], parejas: list[tuple[Cliente, Cliente, str]], hoy: dt.date
) -> None:
    """Unas cuantas parejas que alguien ya ha dicho que son dos."""
    for a, b, motivo in parejas[::9]:
        hojas["DISTINTOS"].append({
            "id_a": a["id"], "id_b": b["id"], "cliente_a": a, "cliente_b": b,
            "fecha": hoy - dt.timedelta(days=40), "quien": "EMILY", "motivo": motivo.split(":")[0],
        })  # fmt: skip


def verdad(
    semilla: int, plantel: Plantel, parejas: list[tuple[Cliente, Cliente, str]]
) -> dict[str, Any]:
    """Lo que hay que encontrar, por filas de Excel (la cabecera es la 1)."""
    fila = {id(c): i for i, c in enumerate(plantel.clientes, 2)}
    for nombre, filas in plantel.hojas.items():
        fila |= {id(f): i for i, f in enumerate(filas, 2) if nombre != "LISTAS"}
    grupos: dict[int, list[int]] = {}
    for c in plantel.clientes:
        if c.grupo and not c["fusionado_en"]:
            grupos.setdefault(c.grupo, []).append(fila[id(c)])
    estados = ventas.estados(plantel.clientes, plantel.hojas["VENTAS"], plantel.hoy)
    claves = ("hoja", "fila", "campo", "regla", "gravedad")
    defectos = [(h, c and fila[id(c)], *resto) for h, c, *resto in plantel.defectos]
    admitidos = [(h, fila[id(c)], *resto) for h, c, *resto in plantel.admitidos]
    return {
        "semilla": semilla, "hoy": plantel.hoy.isoformat(), "umbrales": {"preinactivo": 30, "inactivo": 45},
        "defectos": [dict(zip(claves, d, strict=True)) for d in sorted(defectos, key=lambda d: (d[0], d[1] or 0, d[2], d[3]))],
        "admitidos": [dict(zip(claves, d, strict=False)) for d in sorted(set(admitidos))],
        "dobles": sorted(g for g in grupos.values() if len(g) > 1),
        "no_son_dobles": [[fila[id(a)], fila[id(b)], motivo] for a, b, motivo in parejas],
        "absorbidos": [[fila[id(c)], c["fusionado_en"]] for c in plantel.clientes if c["fusionado_en"]],
        "estados": {str(fila[id(c)]): estado for c, estado in estados.items()},
    }  # fmt: skip
