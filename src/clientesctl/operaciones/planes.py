"""Un plan, sea de la orden que sea, puesto en las formas que se enseñan: filas y objetos."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from clientesctl.registro.columna import Tipo
from clientesctl.registro.esquema import campo as del_esquema
from clientesctl.registro.plan import Ancla, Cambio, Dato, Plan, Propuesta
from clientesctl.registro.registro import Registro, Tabla, letra
from clientesctl.textos.tarjetas import enmascarar

CABECERA = ("celda", "motivo", "columna", "antes", "despues", "ficha", "segura")
CABECERA_CSV = (
    "hoja", "fila", "celda", "id", "columna", "motivo", "antes", "despues", "segura", "propuesta",
)  # fmt: skip
_NOMBRES_DE_TIPO: Mapping[Tipo, str] = {
    Tipo.TEXTO: "texto",
    Tipo.NUMERO: "número",
    Tipo.FECHA: "fecha",
    Tipo.LOGICO: "sí o no",
    Tipo.ERROR: "error",
}


@dataclass(frozen=True, slots=True)
class Renglon:
    """Un cambio con todo lo que se dice de él; `propuesta` cuenta desde 1.

    `fila` y `celda` son las de cuando se hizo el plan; None en una ficha o columna nuevas.
    """

    hoja: str
    fila: int | None
    celda: str | None
    id: str | None
    columna: str
    motivo: str
    antes: str
    despues: str
    segura: bool
    propuesta: int


def renglones(plan: Plan, registro: Registro) -> Iterator[Renglon]:
    """Cada cambio del plan, en su orden, con los números de tarjeta tapados.

    `registro` es aquel con el que se hizo: de él sale el ID que cada ficha lleva escrito.
    """
    ids = {tabla.hoja: _ids(tabla) for tabla in registro.tablas.values()}
    for numero, propuesta in enumerate(plan.propuestas, 1):
        for cambio in propuesta.cambios:
            ancla = plan.anclas[cambio.hoja]
            antes, despues = dichos(cambio, ancla)
            yield Renglon(
                hoja=cambio.hoja,
                fila=cambio.clave.fila or None,
                celda=celda_de(cambio, ancla),
                id=cambio.clave.id or ids.get(cambio.hoja, {}).get(cambio.clave.fila),
                columna=cambio.columna,
                motivo=propuesta.motivo,
                antes=antes,
                despues=despues,
                segura=propuesta.segura,
                propuesta=numero,
            )


def _ids(tabla: Tabla) -> dict[int, str]:
    """Fila → el texto de su columna ID; las que no lo tienen no están."""
    if "id" not in tabla:
        return {}
    ids = [str(texto).strip() for texto in tabla["id"].por_fila()]
    return {fila: suyo for fila, suyo in zip(tabla.filas.tolist(), ids, strict=True) if suyo}


def celda_de(cambio: Cambio, ancla: Ancla) -> str | None:
    """Dónde estaba la celda cuando se hizo el plan; None si aún no existe."""
    sitio = ancla.sitios.get(cambio.columna)
    if sitio is None or not cambio.clave.fila:
        return None
    return f"{letra(sitio.columna)}{cambio.clave.fila}"


def dichos(cambio: Cambio, ancla: Ancla) -> tuple[str, str]:
    """Lo que había y lo que habrá; con su tipo, si solo cambia eso."""
    antes, despues = (visible(d, cambio, ancla) for d in (cambio.antes, cambio.despues))
    if antes == despues and cambio.antes.tipo != cambio.despues.tipo:
        return _con_tipo(antes, cambio.antes), _con_tipo(despues, cambio.despues)
    return antes, despues


def visible(dato: Dato, cambio: Cambio, ancla: Ancla) -> str:
    """El texto de un dato de ese cambio, sin ningún número de tarjeta a la vista."""
    if len(dato.texto) < 13:
        return dato.texto
    campo = del_esquema(cambio.columna, ancla.clase)
    es_texto = campo is None or campo.clase == "texto"
    return enmascarar(dato.texto) if es_texto else dato.texto


def _con_tipo(texto: str, dato: Dato) -> str:
    return f"{texto} ({_NOMBRES_DE_TIPO[dato.tipo]})" if dato.texto else texto


def en_linea(renglon: Renglon) -> tuple[str, ...]:
    """El cambio en una línea que se deja buscar; las columnas de `CABECERA`."""
    return (
        f"{renglon.hoja}!{renglon.celda or _sin_celda(renglon)}",
        renglon.motivo,
        renglon.columna.upper(),
        renglon.antes,
        f"→ {renglon.despues}",
        renglon.id or "",
        "segura" if renglon.segura else "dudosa",
    )


def _sin_celda(renglon: Renglon) -> str:
    return f"fila {renglon.fila}" if renglon.fila else "ficha nueva"


def en_fila(renglon: Renglon) -> tuple[object, ...]:
    """El cambio entero en una fila; las columnas de `CABECERA_CSV`."""
    return (
        renglon.hoja,
        renglon.fila,
        renglon.celda,
        renglon.id,
        renglon.columna,
        renglon.motivo,
        renglon.antes,
        renglon.despues,
        "SI" if renglon.segura else "NO",
        renglon.propuesta,
    )


def en_objeto(renglon: Renglon) -> dict[str, Any]:
    """El cambio como sale en el JSON de las órdenes que enseñan un plan."""
    return {
        "hoja": renglon.hoja,
        "fila": renglon.fila,
        "celda": renglon.celda,
        "id": renglon.id,
        "campo": renglon.columna,
        "motivo": renglon.motivo,
        "antes": renglon.antes,
        "despues": renglon.despues,
        "segura": renglon.segura,
        "propuesta": renglon.propuesta,
    }


def elegir(plan: Plan, elegidas: Iterable[Propuesta]) -> Plan:
    """El plan con solo esas propuestas, y sin las columnas nuevas que ya no hacen falta."""
    menor = plan.elegir(elegidas)
    usadas = {(c.hoja, c.columna) for c in menor.cambios}
    anclas = {
        hoja: ancla
        if ancla.nueva
        else replace(ancla, nuevas=tuple(n for n in ancla.nuevas if (hoja, n) in usadas))
        for hoja, ancla in menor.anclas.items()
    }
    return replace(menor, anclas=anclas)


def cuantas_fichas(plan: Plan) -> int:
    """Cuántas fichas distintas cambian con el plan."""
    return len({(c.hoja, c.clave) for c in plan.cambios})


def cuantas_celdas(plan: Plan) -> int:
    """Cuántas celdas cambian con el plan."""
    return sum(len(propuesta.cambios) for propuesta in plan.propuestas)


def por_motivo(plan: Plan) -> dict[str, int]:
    """Motivo → cuántas celdas, de más a menos y luego por nombre."""
    cuenta: dict[str, int] = {}
    for propuesta in plan.propuestas:
        cuenta[propuesta.motivo] = cuenta.get(propuesta.motivo, 0) + len(propuesta.cambios)
    return dict(sorted(cuenta.items(), key=lambda par: (-par[1], par[0])))
