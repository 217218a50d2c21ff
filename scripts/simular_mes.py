"""Un mes de mañanas sobre el registro de ejemplo, con las órdenes de verdad, y lo que resulta.

    python scripts/simular_mes.py [--clientes 900] [--dias 28] [--salida docs/MES.md]

Cada mañana: `llamadas --por vendedor`; cada vendedor rellena su libro (con un azar que siempre es
el mismo); cada tarde: `llamadas recoger` y unas ventas. Al acabar se lee el libro con pandas, sin
nada del programa, y se comprueba lo que se prometió. Acaba en 1 si algo no se cumple.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import json
import random
import sys
import tempfile
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import openpyxl
import pandas as pd

from clientesctl.consola.principal import ejecutar

RAIZ = Path(__file__).resolve().parent.parent
DESDE = dt.date(2026, 11, 23)
SEMANA = 7
_RESULTADOS = (
    ("NO CONTESTA", 30), ("INTERESA", 22), ("PIDE PRESUPUESTO", 8), ("LLAMAR OTRO DÍA", 12),
    ("NO INTERESA", 12), ("COMPRA", 10), ("NO LLAMAR MÁS", 2), ("", 4),
)  # fmt: skip


@dataclass(frozen=True)
class Puesta:
    """Alguien en una lista: qué día, a qué teléfono, por qué turno y por qué medio."""

    dia: dt.date
    vendedor: str
    id: str
    telefono: str
    motivo: str
    medio: str
    rellenada: bool


@dataclass
class Mes:
    """Lo que salió en las listas de cada mañana, y lo que se vendió cada tarde."""

    libro: Path
    listas: Path
    puestas: list[Puesta] = field(default_factory=list)


def ordenar(*orden: str) -> str:
    """Lo que dijo la orden; una que no acaba en 0 ni en 1 para la simulación."""
    datos, dicho = StringIO(), StringIO()
    with redirect_stdout(datos), redirect_stderr(dicho):
        codigo = ejecutar(list(orden))
    if codigo not in (0, 1):
        sys.exit(f"{' '.join(orden)}: salida {codigo}: {dicho.getvalue()}")
    return datos.getvalue() + dicho.getvalue()


def trabajar_un_dia(mes: Mes, dia: dt.date, azar: random.Random) -> None:
    """Las listas de la mañana, rellenadas y recogidas, con las ventas que salieron de ellas."""
    for vieja in mes.listas.glob("*.xlsx"):
        vieja.unlink()
    hoy = ("--hoy", dia.isoformat())
    ordenar("llamadas", str(mes.libro), *hoy, "--por", "vendedor", "--salida", f"{mes.listas}/")
    compran = []
    for lista in sorted(mes.listas.glob("*.xlsx")):
        compran += rellenar(mes, lista, dia, azar)
    if not any(mes.listas.glob("*.xlsx")):
        return
    ordenar("llamadas", "recoger", str(mes.listas), "--libro", str(mes.libro), *hoy)
    for cliente in compran:
        importe = str(azar.randint(20, 200))
        ordenar("venta", cliente, importe, "--libro", str(mes.libro), *hoy)


def rellenar(mes: Mes, lista: Path, dia: dt.date, azar: random.Random) -> list[str]:
    """Los ID de quienes compran; la lista queda con lo que el vendedor apuntó."""
    libro = openpyxl.load_workbook(lista)
    hoja = libro.worksheets[0]
    columnas = {celda.value: celda.column for celda in hoja[1]}
    compran = []
    for fila in range(2, hoja.max_row + 1):
        if not hoja.cell(fila, columnas["ID_FICHA"]).value:
            continue
        dato = {c: str(hoja.cell(fila, n).value or "") for c, n in columnas.items()}
        palabras, pesos = zip(*_RESULTADOS, strict=True)
        resultado = azar.choices(palabras, pesos)[0]
        mes.puestas.append(
            Puesta(dia, dato["VENDEDOR"], dato["ID_FICHA"], dato["TELÉFONO"], dato["POR QUÉ"],
                   dato["MEDIO"], bool(resultado))
        )  # fmt: skip
        if resultado:
            hoja.cell(fila, columnas["RESULTADO"]).value = resultado
        if resultado == "LLAMAR OTRO DÍA":
            cuando = dia + dt.timedelta(days=azar.randint(2, 9))
            hoja.cell(fila, columnas["PRÓXIMA FECHA"]).value = cuando
        if resultado == "COMPRA":
            compran.append(dato["ID_FICHA"])
    libro.save(lista)
    return compran


@dataclass(frozen=True)
class Cuenta:
    """Una promesa: lo que se esperaba, lo que se vio y si se cumple."""

    promesa: str
    visto: str
    cumple: bool


def contar(mes: Mes, prospectos: set[str]) -> list[Cuenta]:
    """Lo prometido, mirado en las listas y en el libro leído con pandas."""
    hojas = pd.read_excel(mes.libro, sheet_name=None, dtype=str, engine="openpyxl")
    por_ficha: dict[str, list[Puesta]] = {}
    for puesta in mes.puestas:
        por_ficha.setdefault(puesta.id, []).append(puesta)
    return [
        _nadie_dos_veces(por_ficha),
        _un_telefono_una_vez(mes),
        _nadie_fuera(mes, hojas),
        _cada_prospecto(mes, hojas, por_ficha, prospectos),
        _medios(por_ficha),
        _pequenas(mes, hojas),
    ]


def _seguidas(por_ficha: dict[str, list[Puesta]]) -> list[tuple[Puesta, Puesta]]:
    """Cada vez que se habló con alguien, y la siguiente vez que estuvo en una lista."""
    return [
        (una, otra)
        for puestas in por_ficha.values()
        for una, otra in itertools.pairwise(puestas)
        if una.rellenada
    ]


def _es_paso(puesta: Puesta) -> bool:
    return puesta.motivo.startswith(("se quedó en", "pidió que"))


def _nadie_dos_veces(por_ficha: dict[str, list[Puesta]]) -> Cuenta:
    seguidas = _seguidas(por_ficha)
    antes = [b for a, b in seguidas if (b.dia - a.dia).days < SEMANA]
    sin_paso = [b for b in antes if not _es_paso(b)]
    return Cuenta(
        "A nadie se le llama dos veces en siete días, salvo un paso acordado",
        f"{len(sin_paso)} de {len(seguidas)} veces ({len(antes)} por un paso)",
        not sin_paso,
    )


def _un_telefono_una_vez(mes: Mes) -> Cuenta:
    veces = Counter((p.dia, p.telefono) for p in mes.puestas if p.telefono)
    repetidos = [v for v in veces.values() if v > 1]
    return Cuenta(
        "Un teléfono suena una vez al día",
        f"{len(repetidos)} repetidos de {len(veces)}",
        not repetidos,
    )


def _nadie_fuera(mes: Mes, hojas: dict[str, pd.DataFrame]) -> Cuenta:
    """Quien al acabar el mes está fuera y ya lo estaba al empezarlo no salió ningún día."""
    clientes = hojas["CLIENTES"].set_index("ID").fillna("")
    antes = pd.Timestamp(DESDE)
    fuera = set(clientes.index[clientes["FUSIONADO_EN"] != ""])
    for columna in ("FALLECIDO_EL", "CANCELADO_EL"):
        dias = pd.to_datetime(clientes[columna], errors="coerce")
        ventas = hojas["VENTAS"]
        ultima = pd.to_datetime(ventas["FECHA"]).groupby(ventas["ID_CLIENTE"]).max()
        volvio = ultima.reindex(clientes.index) > dias
        volvio &= columna == "CANCELADO_EL"
        fuera |= set(clientes.index[(dias < antes) & ~volvio])
    apuntados = {p.id: p.dia for p in mes.puestas}
    no_quieren = set(clientes.index[clientes["NO_CONTACTAR"] == "SI"])
    dichos = hojas["CONTACTOS"]
    dijeron = set(dichos.loc[dichos["RESULTADO"] == "NO LLAMAR MÁS", "ID_CLIENTE"])
    fuera |= no_quieren - dijeron
    permisos = hojas["CONSENTIMIENTOS"].sort_values("FECHA", kind="stable")
    voz = permisos[permisos["CANAL"] == "TELÉFONO"]
    ultimo = voz.groupby("ID_CLIENTE")["OTORGADO"].last()
    fuera |= set(ultimo.index[ultimo == "NO"])
    tras_decirlo = [
        p for p in mes.puestas
        if p.id in dijeron
        and p.dia > dt.date.fromisoformat(
            dichos.loc[(dichos["ID_CLIENTE"] == p.id) & (dichos["RESULTADO"] == "NO LLAMAR MÁS"),
                       "FECHA"].iloc[0][:10])
    ]  # fmt: skip
    malos = sorted(fuera & set(apuntados)) + [p.id for p in tras_decirlo]
    return Cuenta(
        "Quien está fuera no sale nunca; quien lo pide por teléfono, desde el día siguiente",
        f"{len(malos)} de {len(fuera)} que lo estaban y {len(dijeron)} que lo pidieron",
        not malos,
    )


def _cada_prospecto(
    mes: Mes,
    hojas: dict[str, pd.DataFrame],
    por_ficha: dict[str, list[Puesta]],
    prospectos: set[str],
) -> Cuenta:
    """Los que se podían llamar al empezar, mientras sigan siéndolo y no digan otra cosa."""
    contactos = hojas["CONTACTOS"]
    compraron = set(hojas["VENTAS"]["ID_CLIENTE"])
    otra_cosa = set(
        contactos.loc[
            (contactos["RESULTADO"] == "NO LLAMAR MÁS") | contactos["PROXIMA_FECHA"].notna(),
            "ID_CLIENTE",
        ]
    )
    ultima = max(p.dia for p in mes.puestas)
    razones = excluidos(mes.libro, ultima)
    sin_trato = {s for s in prospectos if "la ley lo pide" in razones.get(s, "")}
    seguidos = prospectos - compraron - otra_cosa - sin_trato
    semanas = {
        (DESDE + dt.timedelta(days=7 * n)).isocalendar()[:2]
        for n in range((ultima - DESDE).days // 7 + 1)
    }
    saltos, faltan = [], []
    for suyo in sorted(seguidos):
        dias = [p.dia for p in por_ficha.get(suyo, [])]
        if {d.isocalendar()[:2] for d in dias} != semanas:
            faltan.append(suyo)
        saltos += [(b - a).days for a, b in itertools.pairwise(dias)]
    maximo = max(saltos, default=0)
    return Cuenta(
        "A cada prospecto se le contacta todas las semanas, hasta que diga otra cosa",
        f"{len(seguidos) - len(faltan)} de {len(seguidos)}, en las {len(semanas)} semanas; como"
        f" mucho {maximo} días entre dos veces (y {len(sin_trato)} cumplieron un año sin trato)",
        not faltan,
    )


def _medios(por_ficha: dict[str, list[Puesta]]) -> Cuenta:
    seguidas = [(a, b) for a, b in _seguidas(por_ficha) if not _es_paso(b)]
    iguales = [b.id for a, b in seguidas if a.medio == b.medio]
    cuantos = Counter(b.medio for _, b in seguidas)
    dichos = ", ".join(f"{n} {medio}" for medio, n in cuantos.most_common())
    return Cuenta(
        "El medio es otro que la última vez",
        f"{len(seguidas) - len(iguales)} de {len(seguidas)} ({dichos}); los demás no tienen otro",
        _no_tienen_otro(iguales, por_ficha),
    )


def _no_tienen_otro(iguales: list[str], por_ficha: dict[str, list[Puesta]]) -> bool:
    """Si de quienes repiten medio nunca se usó ninguno más."""
    return all(len({p.medio for p in por_ficha[suyo] if not _es_paso(p)}) == 1 for suyo in iguales)


def _pequenas(mes: Mes, hojas: dict[str, pd.DataFrame]) -> Cuenta:
    """Las cuentas que entre todas hacen el último 20 % de las ventas en euros."""
    ventas = hojas["VENTAS"]
    ventas = ventas[ventas["MONEDA"].fillna("EUR") == "EUR"]
    gasto = ventas["IMPORTE"].astype(float).groupby(ventas["ID_CLIENTE"]).sum()
    gasto = gasto[gasto > 0].sort_values(ascending=False)
    chicas = set(gasto.index[gasto.cumsum() > 0.8 * gasto.sum()])
    salieron = chicas & {p.id for p in mes.puestas}
    parte = len([p for p in mes.puestas if p.id in chicas]) / len(mes.puestas)
    return Cuenta(
        "Las cuentas pequeñas también salen",
        f"{len(salieron)} de {len(chicas)}; son el {parte:.0%} de las llamadas",
        len(salieron) > len(chicas) / 3,
    )


def excluidos(libro: Path, dia: dt.date) -> dict[str, str]:
    """ID → por qué ese día no se le llama."""
    objeto = json.loads(ordenar("llamadas", str(libro), "--hoy", dia.isoformat(), "--excluidos",
                                "--formato", "json", "-q"))  # fmt: skip
    return {x["id"]: x["razon"] for x in objeto["excluidos"]}


def llamables(libro: Path) -> set[str]:
    """Los prospectos que el primer día se pueden llamar, les toque ya o no."""
    objeto = json.loads(ordenar("estado", str(libro), "--hoy", DESDE.isoformat(),
                                "--solo", "prospecto", "--formato", "json", "-q"))  # fmt: skip
    todos = {c["id"] for c in objeto["clientes"]}
    hoy_no = ("se habló con él hace poco", "a su teléfono se llamó hace poco", "tiene cita hoy")
    fuera = {suyo for suyo, razon in excluidos(libro, DESDE).items() if razon not in hoy_no}
    return todos - fuera


def simular(clientes: int, ventas: int, dias: int, maximo: int) -> tuple[Mes, list[Cuenta]]:
    """El mes entero sobre un registro recién hecho, y lo que resulta."""
    sys.path.insert(0, str(RAIZ / "examples"))
    from generar import generar

    azar = random.Random(11)
    with tempfile.TemporaryDirectory() as nombre:
        carpeta = Path(nombre)
        generar(7, clientes, ventas, dt.date(2026, 11, 22), carpeta)
        for otro in ("registro_sucio.xlsx", "ajeno.xlsx"):
            (carpeta / otro).unlink()
        (carpeta / "clientesctl.toml").write_text(f"[llamadas]\nmaximo = {maximo}\n")
        mes = Mes(carpeta / "registro_limpio.xlsx", carpeta / "listas")
        prospectos = llamables(mes.libro)
        for n in range(dias):
            trabajar_un_dia(mes, DESDE + dt.timedelta(days=n), azar)
        return mes, contar(mes, prospectos)


def escribir(mes: Mes, cuentas: list[Cuenta], pedido: argparse.Namespace) -> str:
    """La página con las cifras."""
    por_dia = Counter(p.dia for p in mes.puestas)
    vendedores = len({p.vendedor for p in mes.puestas})
    filas = "\n".join(
        f"| {c.promesa} | {c.visto} | {'sí' if c.cumple else '**no**'} |" for c in cuentas
    )
    hasta = DESDE + dt.timedelta(days=pedido.dias - 1)
    return f"""# Un mes de mañanas

`scripts/simular_mes.py` hace un registro de {pedido.clientes} clientes y trabaja con él del
{DESDE:%d/%m/%Y} al {hasta:%d/%m/%Y}, con las órdenes de verdad: cada mañana
`llamadas --por vendedor`, cada lista rellenada en su libro, cada tarde `llamadas recoger` y las
ventas que salieron. Después lee el registro con pandas, sin nada del programa, y comprueba lo
prometido.

{len(mes.puestas)} llamadas a {len({p.id for p in mes.puestas})} clientes en {len(por_dia)} días,
entre {vendedores} vendedores, con {pedido.maximo} como mucho en cada lista.

| lo prometido | lo visto | se cumple |
|---|---|---|
{filas}
"""


def main() -> None:
    """Simula el mes, escribe la página y acaba en 1 si algo no se cumple."""
    opciones = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    opciones.add_argument("--clientes", type=int, default=900)
    opciones.add_argument("--ventas", type=int, default=6000)
    opciones.add_argument("--dias", type=int, default=28)
    opciones.add_argument("--maximo", type=int, default=40)
    opciones.add_argument("--salida", type=Path, default=RAIZ / "docs" / "MES.md")
    pedido = opciones.parse_args()
    mes, cuentas = simular(pedido.clientes, pedido.ventas, pedido.dias, pedido.maximo)
    texto = escribir(mes, cuentas, pedido)
    pedido.salida.write_text(texto, encoding="utf-8")
    print(texto)
    sys.exit(0 if all(c.cumple for c in cuentas) else 1)


if __name__ == "__main__":
    main()
