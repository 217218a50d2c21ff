"""La frescura de un registro, como se entrega: a quién llamar, qué cuesta y qué espera."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from clientesctl.calidad.frescura import Dias
from clientesctl.cartera.dinero import Gasto
from clientesctl.cartera.huecos import Hueco
from clientesctl.cartera.motivos import escribir_fecha
from clientesctl.cartera.nombres import nombres_visibles
from clientesctl.entregas.escribir import escribir
from clientesctl.entregas.fichero import sustituir
from clientesctl.entregas.html import escribir_html
from clientesctl.entregas.lista import Columna, Lista, Valor
from clientesctl.entregas.xlsx import escribir_xlsx
from clientesctl.operaciones.frescura import Frescura, Llamada
from clientesctl.registro.columna import Indices
from clientesctl.textos.cifras import contar, enumerar, miles

CABECERA = (
    "fila", "id", "nombre", "como", "horario", "vendedor", "total", "moneda", "faltan",
    "preguntas", "sin_revisar",
)  # fmt: skip
PEORES = 5
_ENTERAS = {".html": escribir_html, ".xlsx": escribir_xlsx}


def en_fila(llamada: Llamada) -> tuple[Valor, ...]:
    """La llamada, en el orden de `CABECERA`."""
    gasto = llamada.gasto
    return (
        llamada.cliente.fila,
        llamada.cliente.id,
        llamada.cliente.nombre,
        llamada.como,
        llamada.horario,
        llamada.vendedor,
        gasto.total if gasto else None,
        gasto.moneda if gasto else None,
        ", ".join(llamada.ficha.faltan).upper(),
        " ".join(llamada.ficha.preguntas),
        "SI" if llamada.ficha.sin_revisar else "",
    )


def columnas_de(hueco: Hueco) -> str:
    """Las columnas del hueco como se nombran; las que el libro no trae, con su aviso."""
    if hueco.presentes:
        return enumerar([c.upper() for c in hueco.presentes])
    return f"{hueco.uso.campos[0].upper()} (no está en el libro)"


def resumir(frescura: Frescura) -> str:
    """Lo que hay que hacer, en una línea."""
    partes = []
    if n := len(frescura.espera.posiciones):
        partes.append(f"{contar(n, 'ficha espera', 'fichas esperan')} a que se capture")
    if n := len(frescura.pendientes):
        partes.append(f"{contar(n, 'hecho dictado espera', 'hechos dictados esperan')}")
    if n := len(frescura.revision.posiciones):
        partes.append(f"{contar(n, 'ficha', 'fichas')} sin revisar")
    if n := frescura.por_completar:
        partes.append(f"{contar(n, 'ficha', 'fichas')} por completar preguntando")
    return enumerar(partes) if partes else "nada espera y nada caro falta"


def como_objeto(frescura: Frescura) -> Mapping[str, object]:
    """La frescura para un programa."""
    registro, progreso = frescura.registro, frescura.progreso
    sin_revisar = len(frescura.revision.posiciones) if frescura.revision.se_sabe else None
    return {
        "version": 1,
        "libro": str(registro.ruta),
        "hoja": registro.clientes.hoja,
        "hoy": frescura.cartera.hoy.isoformat(),
        "demora": _demora(frescura),
        "espera": _espera(frescura),
        "columnas": [_columna(h) for h in frescura.huecos],
        "otras_vacias": [{"columna": c, "vacia": round(v, 4)} for c, v in frescura.otras_vacias],
        "clientes": [_cliente(ll) for ll in frescura.llamadas()],
        "progreso": {
            "desde": progreso.desde.isoformat(),
            "fuente": progreso.fuente,
            "medidas": [
                {"medida": p.medida, "antes": p.antes, "ahora": p.ahora} for p in progreso.pasos
            ],
        },
        "resumen": {
            "esperan": len(frescura.espera.posiciones),
            "pendientes": len(frescura.pendientes),
            "meses_revision": frescura.abierto.politicas.meses_revision,
            "sin_revisar": sin_revisar,
            "por_completar": frescura.por_completar,
        },
    }


def _demora(frescura: Frescura) -> Mapping[str, object]:
    demora = frescura.demora
    return {
        "fichas": len(demora.dias),
        "mediana": demora.percentil(50),
        "p90": demora.percentil(90),
        "al_reves": demora.al_reves,
        "peores": _con_dias(frescura, demora.posiciones[:PEORES], demora.dias[:PEORES]),
    }


def _espera(frescura: Frescura) -> Mapping[str, object]:
    espera = frescura.espera
    return {
        "se_lleva": espera.se_lleva,
        "fichas": _con_dias(frescura, espera.posiciones, espera.dias),
        "pendientes": [
            {"numero": p.numero, "orden": p.orden, "desde": p.desde.isoformat(), "dias": p.dias}
            for p in frescura.pendientes
        ],
    }


def _con_dias(frescura: Frescura, posiciones: Indices, dias: Dias) -> list[Mapping[str, object]]:
    clientes = frescura.registro.clientes
    return [
        {"fila": int(clientes.filas[p]), "id": clientes.identificador(p), "dias": d}
        for p, d in zip(posiciones.tolist(), dias.tolist(), strict=True)
    ]


def _cliente(llamada: Llamada) -> Mapping[str, object]:
    objeto = dict(zip(CABECERA, en_fila(llamada), strict=True))
    ficha = llamada.ficha
    return objeto | {
        "faltan": list(ficha.faltan),
        "preguntas": list(ficha.preguntas),
        "sin_revisar": ficha.sin_revisar,
    }


def _columna(hueco: Hueco) -> Mapping[str, object]:
    return {
        "columnas": list(hueco.presentes),
        "para": hueco.uso.para,
        "vacias": hueco.vacias,
        "de": hueco.de,
        "clientes": hueco.clientes,
        "activos": hueco.activos,
        "gastado": [{"moneda": g.moneda, "total": g.total} for g in hueco.gastos],
    }


def como_listas(frescura: Frescura) -> tuple[Lista, ...]:
    """A quién llamar, qué columnas cuestan y qué espera a capturarse."""
    dia = escribir_fecha(frescura.cartera.hoy)
    llamadas = Lista(
        f"A quién llamar para completar · {dia}",
        [Columna("FILA", "entero", 7), Columna("ID", ancho=10), Columna("NOMBRE", ancho=26),
         Columna("CÓMO", ancho=16), Columna("MEJOR HORA", ancho=14), Columna("VENDEDOR", ancho=12),
         Columna("HA GASTADO", "dinero", 12), Columna("MONEDA", ancho=8),
         Columna("FALTA", ancho=24), Columna("QUÉ PREGUNTARLE", ancho=60),
         Columna("SIN REVISAR", ancho=9)],
        [en_fila(ll) for ll in frescura.llamadas()],
        plural="clientes",
        notas=[f"Los que más han gastado, primero: {contar(len(frescura.fichas), 'ficha')} de"
               f" {miles(frescura.por_completar)}."],
        objeto=como_objeto(frescura),
    )  # fmt: skip
    return llamadas, _de_columnas(frescura.huecos), _de_espera(frescura)


def _de_columnas(huecos: Sequence[Hueco]) -> Lista:
    filas: list[Sequence[Valor]] = []
    for hueco in huecos:
        fijas: list[Valor] = [
            columnas_de(hueco), hueco.uso.para, hueco.vacias, hueco.vacias / hueco.de,
            hueco.clientes, hueco.activos,
        ]  # fmt: skip
        for gasto in hueco.gastos or (Gasto("", None, None, None),):
            filas.append([*fijas, gasto.total, gasto.moneda])
            fijas = [None] * len(fijas)
    return Lista(
        "Lo que cuesta cada columna vacía",
        [Columna("COLUMNA", ancho=30), Columna("SIN ELLA NO SE PUEDE", ancho=26),
         Columna("VACÍAS", "entero", 10), Columna("PARTE", "parte", 9),
         Columna("CLIENTES QUE COMPRAN", "entero", 12), Columna("DE ELLOS, ACTIVOS", "entero", 10),
         Columna("HAN GASTADO", "dinero", 14), Columna("MONEDA", ancho=8)],
        filas,
    )  # fmt: skip


def _de_espera(frescura: Frescura) -> Lista:
    clientes, espera = frescura.registro.clientes, frescura.espera
    nombres = nombres_visibles(clientes) if len(espera.posiciones) else []
    return Lista(
        "Obtenidas y sin capturar",
        [Columna("FILA", "entero", 7), Columna("ID", ancho=10), Columna("NOMBRE", ancho=30),
         Columna("DÍAS", "entero", 8)],
        [
            (int(clientes.filas[p]), clientes.identificador(p), nombres[p], int(d))
            for p, d in zip(espera.posiciones.tolist(), espera.dias.tolist(), strict=True)
        ],
        notas=[f"Dictado y sin escribir: pendiente {p.numero}, «{p.orden}», desde hace"
               f" {contar(p.dias, 'día')}" for p in frescura.pendientes],
    )  # fmt: skip


def entregar(frescura: Frescura, ruta: Path) -> None:
    """La frescura en `ruta`: .xlsx y .html llevan las tres listas; los demás, a quién llamar."""
    listas, registro = como_listas(frescura), frescura.registro.ruta
    como = _ENTERAS.get(ruta.suffix.lower())
    if como is None:
        escribir(ruta, listas[0], registro=registro)
        return
    with sustituir(ruta, registro=registro) as provisional:
        como(provisional, *listas)
