"""La puntuación de un libro, puesta en una lista o en un objeto."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import overload

from clientesctl.cartera.estado import Estado
from clientesctl.cartera.motivos import escribir_fecha
from clientesctl.cartera.nombres import nombres_visibles
from clientesctl.cartera.segmentos_rfm import SEGMENTOS
from clientesctl.cartera.valores import SIN_DIA, dia_de
from clientesctl.entregas.lista import Columna, Lista, Valor
from clientesctl.operaciones.puntuacion import Puntuacion

SUMANDOS_A_LA_VISTA = 3
_COLUMNAS = (
    Columna("POTENCIAL", "entero", 9),
    Columna("NOMBRE", ancho=30),
    Columna("SEGMENTO", ancho=15),
    Columna("POR QUÉ", ancho=60, campo="porque"),
    Columna("NO CONTACTAR", ancho=22, campo="no_contactar"),
    Columna("VENDEDOR", ancho=12),
    Columna("ESTADO", ancho=13),
    Columna("RECENCIA", "entero", 9),
    Columna("FRECUENCIA", "entero", 10),
    Columna("DINERO", "entero", 8),
    Columna("DÍAS", "entero", 7, campo="dias"),
    Columna("COMPRAS", "entero", 8),
    Columna("GASTADO", "dinero", 11),
    Columna("MONEDA", ancho=8),
    Columna("ID", ancho=10),
    Columna("FILA", "entero", 6),
)
_CLAVES = tuple(columna.clave for columna in _COLUMNAS)
_ROTULOS = tuple(estado.rotulo for estado in Estado)


def como_lista(puntuacion: Puntuacion) -> Lista:
    """Las fichas pedidas, las de más potencial primero, con de qué salen sus puntos."""
    return Lista(
        f"PUNTUACIÓN {escribir_fecha(puntuacion.cartera.hoy)}",
        _COLUMNAS,
        _Filas(puntuacion),
        notas=tuple(lo_demas(puntuacion)),
        plural="clientes",
        objeto=como_json(puntuacion),
    )


class _Filas(Sequence[Sequence[Valor]]):
    """Los renglones, que se hacen al recorrerlos: quien pide el JSON no los necesita."""

    def __init__(self, puntuacion: Puntuacion) -> None:
        self._puntuacion = puntuacion

    def __len__(self) -> int:
        return len(self._puntuacion.posiciones)

    def __iter__(self) -> Iterator[Sequence[Valor]]:
        posiciones = self._puntuacion.posiciones.tolist()
        for posicion, cliente in zip(posiciones, _clientes(self._puntuacion), strict=True):
            porque = decir_porque(self._puntuacion, posicion)
            yield [porque if clave == "porque" else cliente[clave] for clave in _CLAVES]

    @overload
    def __getitem__(self, cual: int) -> Sequence[Valor]: ...

    @overload
    def __getitem__(self, cual: slice) -> Sequence[Sequence[Valor]]: ...

    def __getitem__(self, cual: int | slice) -> Sequence[Valor] | Sequence[Sequence[Valor]]:
        return list(self)[cual]


def decir_porque(puntuacion: Puntuacion, posicion: int, cuantos: int | None = None) -> str:
    """De qué salen sus puntos, en una línea: «+20 pidió precio hace 5 días; -8 se quejó ayer»."""
    sumandos = puntuacion.potencial.explicar(posicion)
    dichos = [str(s) for s in sumandos[:cuantos]]
    return "; ".join(dichos) or "nada hay apuntado que lo diga"


def como_json(puntuacion: Puntuacion) -> Mapping[str, object]:
    """El objeto del contrato; los clientes, los de más potencial primero."""
    registro = puntuacion.cartera.registro
    return {
        "version": 1,
        "libro": str(registro.ruta),
        "hoja": registro.clientes.hoja,
        "hoy": puntuacion.cartera.hoy.isoformat(),
        "segmentos": [
            {"nombre": s.nombre, "quienes": s.quienes, "que_hacer": s.que_hacer} for s in SEGMENTOS
        ],
        "resumen": puntuacion.contar(),
        "clientes": _objetos(puntuacion),
    }


def _objetos(puntuacion: Puntuacion) -> Iterator[Mapping[str, object]]:
    posiciones = puntuacion.posiciones.tolist()
    for posicion, cliente in zip(posiciones, _clientes(puntuacion), strict=True):
        sumandos = puntuacion.potencial.explicar(posicion)
        puntos = [{"puntos": s.puntos, "porque": s.porque} for s in sumandos]
        yield {**cliente, "puntos": puntos}


def _clientes(puntuacion: Puntuacion) -> Iterator[dict[str, Valor]]:
    cartera, rfm = puntuacion.cartera, puntuacion.rfm
    tabla, hoy = cartera.registro.clientes, dia_de(cartera.hoy)
    nombres = nombres_visibles(tabla)
    for p in puntuacion.posiciones.tolist():
        ultima = int(cartera.ultima[p])
        yield {
            "fila": int(tabla.filas[p]),
            "id": tabla.identificador(p),
            "nombre": nombres[p],
            "vendedor": tabla.texto("vendedor", p) or None,
            "estado": _ROTULOS[cartera.estados[p]],
            "segmento": SEGMENTOS[puntuacion.segmento[p]].nombre,
            "potencial": int(puntuacion.potencial.total[p]),
            "recencia": int(rfm.recencia[p]) or None,
            "frecuencia": int(rfm.frecuencia[p]) or None,
            "dinero": int(rfm.dinero[p]) or None,
            "dias": None if ultima == SIN_DIA else hoy - ultima,
            "compras": int(rfm.veces[p]) if rfm.frecuencia[p] else None,
            "gastado": float(rfm.gastado[p]) if rfm.dinero[p] else None,
            "moneda": rfm.monedas[rfm.moneda[p]] if rfm.dinero[p] else None,
            "no_contactar": puntuacion.no_contactar(p) or None,
        }


def lo_demas(puntuacion: Puntuacion) -> Iterator[str]:
    """Lo que el libro no dice, cuántos quedan sin listar y a cuántos no se debe contactar."""
    yield from _lo_que_no_se_sabe(puntuacion)
    fuera = len(puntuacion.pedidas) - len(puntuacion.posiciones)
    marcados = sum(bool(puntuacion.no_contactar(p)) for p in puntuacion.posiciones.tolist())
    if marcados:
        yield f"a {marcados} no se les debe contactar: van marcados con la razón"
    if fuera:
        yield f"hay {fuera} más con menos potencial"


def _lo_que_no_se_sabe(puntuacion: Puntuacion) -> Iterator[str]:
    rfm = puntuacion.rfm
    if not rfm.compran.any():
        return
    notas = {"cuántas veces": rfm.frecuencia, "cuánto": rfm.dinero}
    faltan = [que for que, nota in notas.items() if not nota.any()]
    if faltan:
        sale = "de cuándo compraron" if len(faltan) == len(notas) else "de lo demás"
        yield f"el libro no dice {' ni '.join(faltan)} compra nadie: el segmento sale solo {sale}"
