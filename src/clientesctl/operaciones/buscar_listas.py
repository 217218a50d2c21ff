"""Lo hallado en una búsqueda, puesto en una lista que se enseña, se entrega o lee un programa."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from clientesctl.cartera.calculados import DE_VENTAS, CampoDinero
from clientesctl.cartera.campos_buscados import Campo
from clientesctl.cartera.mirada import Mirada
from clientesctl.cartera.segmento import Segmento
from clientesctl.entregas.lista import Columna, Lista, Valor
from clientesctl.operaciones.buscar import Hallado
from clientesctl.operaciones.buscar_para import columnas_del_canal, nombre_del_canal
from clientesctl.operaciones.marcos import nombre_saneado
from clientesctl.operaciones.tarjetas import escribir_tarjetas
from clientesctl.registro.registro import Tabla
from clientesctl.textos.cifras import contar

_ANCHOS = {"texto": 22, "entero": 9, "numero": 11, "dinero": 12, "fecha": 13}
_DE_CONTACTO = ("movil", "telefono", "email")


def como_lista(hallado: Hallado) -> Lista:
    """Lo hallado, con las columnas pedidas o con las que hacen falta para saber quién es."""
    segmento = hallado.segmento
    fijas, filas_fijas = columnas_del_canal(hallado.cartera.registro, segmento)
    campos = hallado.columnas or (() if segmento else _de_siempre(hallado))
    columnas = _sin_repetir(
        [*fijas, *(_columna(c, hallado.seleccion.campos.mirada) for c in campos)]
    )
    valores = [campo.valores(hallado.posiciones) for campo in campos]
    filas = _juntar(filas_fijas, valores, len(hallado.posiciones))
    titulo = f"CLIENTES PARA {nombre_del_canal(segmento)}" if segmento else "CLIENTES"
    return Lista(
        titulo,
        columnas,
        filas,
        notas=tuple(_notas(hallado)),
        plural="clientes",
        objeto=_objeto(hallado, columnas, filas),
    )


def entregar_tarjetas(hallado: Hallado, ruta: Path) -> list[str]:
    """Una tarjeta por cliente hallado en `ruta` (.vcf), y las frases que dicen quién no va."""
    posiciones = np.sort(hallado.posiciones)
    apartados = escribir_tarjetas(hallado.cartera, posiciones, ruta)
    van = len(posiciones) - sum(apartados.values())
    fuera = [f"fuera: {contar(n, 'cliente')}, porque {r}" for r, n in apartados.items()]
    return [f"escrito en «{ruta}»: {contar(van, 'tarjeta')}", *fuera]


def _juntar(
    fijas: Sequence[Sequence[Valor]], valores: Sequence[Sequence[Valor]], cuantas: int
) -> list[list[Valor]]:
    por_campo: Iterable[Sequence[Valor]] = zip(*valores, strict=True) if valores else [()] * cuantas
    if not fijas:
        return [list(fila) for fila in por_campo]
    return [[*unos, *otros] for unos, otros in zip(fijas, por_campo, strict=True)]


def _de_siempre(hallado: Hallado) -> tuple[Campo, ...]:
    """Quién es, lo que se buscó de cada uno, cómo se da con él y dónde está en el libro."""
    campos = hallado.seleccion.campos
    clientes = hallado.cartera.registro.clientes
    elegidos = [campos.buscar("cliente"), *hallado.seleccion.nombrados]
    elegidos += [campos.buscar(c) for c in _de_ventas(hallado)]
    elegidos += [campos.buscar(c) for c in _DE_CONTACTO if c in clientes]
    elegidos += [campos.buscar(c) for c in ("id",) if c in clientes]
    elegidos.append(campos.buscar("fila"))
    de_nombre = {"nombre", "apellido_1", "apellido_2", "apellidos", "nombre_completo"}
    unicos = {c.nombre: c for c in elegidos if c is not None and c.nombre not in de_nombre}
    return tuple(unicos.values())


def _de_ventas(hallado: Hallado) -> tuple[str, ...]:
    """El gasto y las compras, si se piden unos días y no se dice qué de ellos."""
    mirada = hallado.seleccion.campos.mirada
    nombres = {campo.nombre for campo in hallado.seleccion.nombrados}
    sin_decir = not mirada.ventana.abierta and not nombres & set(DE_VENTAS)
    return ("gasto", "compras") if sin_decir and mirada.historia.ventas is not None else ()


def _columna(campo: Campo, mirada: Mirada) -> Columna:
    titulo = campo.nombre if campo.nombre != campo.nombre.lower() else campo.nombre.upper()
    if isinstance(campo, CampoDinero):
        titulo = f"{titulo} {mirada.moneda}".rstrip()
    return Columna(titulo, campo.clase, _ANCHOS[campo.clase], nombre_saneado(campo.nombre))


def _sin_repetir(columnas: Sequence[Columna]) -> tuple[Columna, ...]:
    """Las mismas, con un número detrás de las claves que ya salieron: un JSON no las repite."""
    vistas: dict[str, int] = {}
    salen = []
    for columna in columnas:
        vistas[columna.clave] = n = vistas.get(columna.clave, 0) + 1
        clave = columna.clave if n == 1 else f"{columna.clave}_{n}"
        salen.append(Columna(columna.titulo, columna.clase, columna.ancho, clave))
    return tuple(salen)


def _objeto(
    hallado: Hallado, columnas: Sequence[Columna], filas: Sequence[Sequence[Valor]]
) -> Mapping[str, object]:
    registro = hallado.cartera.registro
    mirada = hallado.seleccion.campos.mirada
    ventana = mirada.ventana
    resumen: dict[str, object] = {
        "encontrados": hallado.encontradas,
        "listados": len(hallado.posiciones),
    }
    if hallado.segmento is not None:
        resumen["fuera"] = dict(hallado.segmento.fuera)
    return {
        "version": 1,
        "libro": str(registro.ruta),
        "hoja": registro.clientes.hoja,
        "hoy": hallado.cartera.hoy.isoformat(),
        "expresion": hallado.peticion.expresion,
        "ventana": {"desde": ventana.desde, "hasta": ventana.hasta},
        "moneda": mirada.moneda or None,
        "clientes": _clientes(registro.clientes, hallado, [c.clave for c in columnas], filas),
        "resumen": resumen,
    }


def _clientes(
    clientes: Tabla, hallado: Hallado, claves: Sequence[str], filas: Sequence[Sequence[Valor]]
) -> Iterator[Mapping[str, Valor]]:
    for posicion, fila in zip(hallado.posiciones.tolist(), filas, strict=True):
        suya: dict[str, Valor] = {
            "fila": int(clientes.filas[posicion]),
            "id": clientes.identificador(posicion),
        }
        yield suya | dict(zip(claves, fila, strict=True))


def _notas(hallado: Hallado) -> Iterator[str]:
    ventana = hallado.seleccion.campos.mirada.ventana
    cuantos = contar(hallado.encontradas, "cliente")
    de_que = "" if ventana.abierta else f"; ventas {ventana}"
    yield f"{cuantos} de {contar(len(hallado.cartera), 'ficha')}{de_que}"
    sobran = hallado.encontradas - len(hallado.posiciones)
    if sobran:
        yield f"y {contar(sobran, 'cliente')} más, que no caben en --maximo"
    if hallado.segmento is not None:
        yield from _de_segmento(hallado.segmento)


def _de_segmento(segmento: Segmento) -> Iterator[str]:
    for razon, cuantos in segmento.fuera.items():
        yield f"fuera: {contar(cuantos, 'cliente')}, porque {razon}"
    if segmento.sin_constancia and segmento.canal in {"correo", "mensaje"}:
        yield (
            f"{contar(segmento.sin_constancia, 'cliente')} de la lista no han comprado ni consta"
            " que dieran su permiso: donde la ley lo pide, quítelos con --con-permiso"
        )
