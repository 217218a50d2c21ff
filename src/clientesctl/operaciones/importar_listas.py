"""Una importación en las formas que se enseñan y se entregan: renglones, listas y objetos."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clientesctl.captura.importar_cotejo import Choque
from clientesctl.captura.importar_lista import contrasenas
from clientesctl.captura.importar_resultado import Actualizada, Importacion, Nueva
from clientesctl.entregas.lista import Columna, Lista, Valor
from clientesctl.operaciones.duplicados_listas import nombrar
from clientesctl.operaciones.importar import Propuesta
from clientesctl.operaciones.importar_objeto import como_objeto, contar_partes
from clientesctl.textos.cifras import contar, enumerar, miles

PARTES = ("NUEVA", "COMPLETA", "CONFLICTO", "RECHAZADA")
CABECERA = (
    "parte", "lista", "fila", "nombre", "id", "campo", "registro", "trae", "motivo", "que_hacer",
)  # fmt: skip
_COLUMNAS = (
    Columna("QUÉ PASA", ancho=12, campo="parte"),
    Columna("LISTA", ancho=24, campo="lista"),
    Columna("FILA", "entero", 7, campo="fila"),
    Columna("NOMBRE", ancho=30, campo="nombre"),
    Columna("FICHA", ancho=10, campo="id"),
    Columna("CAMPO", ancho=16, campo="campo"),
    Columna("EN EL REGISTRO", ancho=28, campo="registro"),
    Columna("EN LA LISTA", ancho=28, campo="trae"),
    Columna("MOTIVO", ancho=48, campo="motivo"),
    Columna("QUÉ HACER", ancho=40, campo="que_hacer"),
)


@dataclass(frozen=True, slots=True)
class Renglon:
    """Una cosa que pasaría: una alta, una celda que se llena, un choque o una razón para no entrar.

    `posicion` es la de la ficha en la lista y `ficha`, la suya en el registro.
    """

    parte: str
    posicion: int
    ficha: int | None = None
    campo: str = ""
    registro: str = ""
    trae: str = ""
    motivo: str = ""
    que_hacer: str = ""


def renglones(propuesta: Propuesta) -> Iterator[Renglon]:
    """Todo lo que pasaría, por partes y en el orden de la lista."""
    importacion = propuesta.importacion
    for nueva in importacion.nuevas:
        yield from _de_nueva(nueva, importacion)
    for hecha in importacion.completan:
        yield from _de_completada(hecha, propuesta.apartados.get(hecha.ficha, ""))
    for hecha in importacion.conflictos:
        for fila, choque in hecha.choques:
            yield _de_choque(choque, fila, hecha.ficha)
    for rechazada in importacion.rechazadas:
        for razon in rechazada.razones:
            yield Renglon(
                "RECHAZADA",
                rechazada.fila,
                campo=razon.campo,
                trae=razon.visto,
                motivo=razon.motivo,
                que_hacer=razon.que_hacer,
            )


def _de_nueva(nueva: Nueva, importacion: Importacion) -> Iterator[Renglon]:
    otras = [importacion.lista.sitio(fila) for fila in nueva.filas[1:]]
    motivo = f"con lo de {enumerar(otras)}" if otras else ""
    yield Renglon("NUEVA", nueva.filas[0], motivo=motivo)
    for choque in nueva.choques:
        motivo = "las filas no concuerdan: queda lo primero"
        yield Renglon(
            "NUEVA", nueva.filas[0], None, choque.campo, choque.antes.texto, choque.trae.texto,
            motivo,
        )  # fmt: skip


def _de_completada(hecha: Actualizada, aviso: str) -> Iterator[Renglon]:
    motivo = f"no se le debe llamar: {aviso}" if aviso else ""
    if not hecha.escribe:
        yield Renglon(
            "COMPLETA", hecha.filas[0], hecha.ficha, trae="su consentimiento", motivo=motivo
        )
    for campo, dato in hecha.escribe.items():
        pisa = "pisa lo que hay" if campo in hecha.pisa else ""
        dicho = "; ".join(filter(None, [pisa, motivo]))
        yield Renglon(
            "COMPLETA", hecha.de[campo], hecha.ficha, campo, trae=dato.texto, motivo=dicho
        )


def _de_choque(choque: Choque, fila: int, ficha: int) -> Renglon:
    return Renglon(
        "CONFLICTO",
        fila,
        ficha,
        choque.campo,
        choque.antes.texto,
        choque.trae.texto,
        "no dicen lo mismo: no se toca",
        f"corríjalo a mano, o --preferir importado:{choque.campo} para que gane la lista",
    )


def en_fila(renglon: Renglon, propuesta: Propuesta) -> tuple[Valor, ...]:
    """El renglón por columnas de `CABECERA`."""
    lista, clientes = propuesta.importacion.lista, propuesta.abierto.registro.clientes
    return (
        renglon.parte,
        lista.entrada(renglon.posicion).nombre,
        lista.fila(renglon.posicion),
        nombrar(lista.tabla, renglon.posicion),
        None if renglon.ficha is None else clientes.identificador(renglon.ficha),
        renglon.campo,
        renglon.registro,
        renglon.trae,
        renglon.motivo,
        renglon.que_hacer,
    )


def resumir(propuesta: Propuesta) -> str:
    """La cuenta de lo que hay, en una frase."""
    n = contar_partes(propuesta.importacion)
    partes = [
        contar(n["nuevas"], "nueva"),
        contar(n["completan"], "completa una ficha", "completan su ficha"),
        contar(n["conflictos"], "conflicto"),
        contar(n["rechazadas"], "rechazada"),
    ]
    ademas = [
        contar(n["iguales"], "ya estaba", "ya estaban") if n["iguales"] else "",
        contar(n["ya_importadas"], "ya importada", "ya importadas") if n["ya_importadas"] else "",
        contar(n["repetidas"], "repetida que se junta", "repetidas que se juntan")
        if n["repetidas"]
        else "",
    ]
    return f"{contar(n['filas'], 'fila')}: {enumerar([*partes, *filter(None, ademas)])}"


def avisos(propuesta: Propuesta) -> Iterator[str]:
    """Lo que hay que saber de la lectura y de lo que no se trae."""
    for fuente in propuesta.lectura.fuentes:
        yield from (f"{fuente.nombre}: {aviso}" for aviso in fuente.avisos)
        for cabecera in contrasenas(fuente.tabla):
            yield f"{fuente.nombre}: «{cabecera}» no se trae nunca: lleva contraseñas"
    for no_leida in propuesta.lectura.no_leidas:
        yield f"{no_leida.ruta}: no se ha leído: {no_leida.motivo}"
    importacion = propuesta.importacion
    yield from _sin_fecha(propuesta)
    if importacion.sin_traer:
        cuales = enumerar([f"«{t}» ({miles(n)})" for t, n in importacion.sin_traer.items()])
        yield (
            f"no se traen, porque el registro no tiene dónde: {cuales}. Con --todo van a"
            " OBSERVACIONES de las nuevas"
        )
    if importacion.faltan:
        cuales = enumerar([f"{c.upper()} ({miles(n)})" for c, n in importacion.faltan.items()])
        yield f"entran sin un dato que las políticas piden y su lista no trae: {cuales}"


def _sin_fecha(propuesta: Propuesta) -> Iterator[str]:
    """Las nuevas que no dicen cuándo se tomaron sus datos, si hay dónde decirlo."""
    if "fecha_alta" not in propuesta.abierto.registro.clientes:
        return
    cuantas = sum("fecha_alta" not in nueva.datos for nueva in propuesta.importacion.nuevas)
    if cuantas:
        dicen = contar(cuantas, "nueva no dice", "nuevas no dicen")
        yield f"{dicen} qué día se tomaron sus datos: dígalo con --obtenido AAAA-MM-DD"


def como_lista(propuesta: Propuesta) -> Lista:
    """Todo lo que pasaría, como una lista que se entrega."""
    nombres = [fuente.nombre for fuente in propuesta.lectura.fuentes]
    return Lista(
        titulo=f"Importar {enumerar(nombres[:3])}",
        columnas=_COLUMNAS,
        filas=[en_fila(renglon, propuesta) for renglon in renglones(propuesta)],
        notas=[resumir(propuesta), *avisos(propuesta)],
        objeto=como_objeto(propuesta),
    )


def por_partes(propuesta: Propuesta) -> dict[str, Sequence[Renglon]]:
    """Los renglones de cada parte."""
    partes: dict[str, list[Renglon]] = {parte: [] for parte in PARTES}
    for renglon in renglones(propuesta):
        partes[renglon.parte].append(renglon)
    return dict(partes)
