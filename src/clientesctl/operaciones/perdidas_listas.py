"""Las pérdidas como se entregan: a quién volver a visitar, y las cuentas de lo perdido."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np

from clientesctl.cartera.motivos import escribir_fecha
from clientesctl.cartera.numeros import telefonos_de
from clientesctl.cartera.perdidas import Perdida, Perdidas, Rechazada
from clientesctl.cartera.perdidas_resumen import (
    POR,
    Grupo,
    Rechazo,
    por_causa,
    por_estado,
    repartir,
    repartir_rechazos,
)
from clientesctl.entregas.lista import Columna, Lista, Valor
from clientesctl.operaciones.perdidas import Vista
from clientesctl.operaciones.perdidas_objeto import como_objeto
from clientesctl.textos.cifras import contar, enumerar

NO_SE_APUNTAN = (
    "el libro no lleva PERDIDO_EL, CANCELADO_EL, ETAPA ni MOTIVO_INACTIVIDAD: no se sabe a quién se"
    " ha perdido ni por qué"
)
_COLUMNAS = (
    Columna("NOMBRE", ancho=30),
    Columna("TELÉFONO", ancho=16, campo="telefono"),
    Columna("CAUSA", ancho=16),
    Columna("DESDE", "fecha", 12),
    Columna("COMPRABA", ancho=24),
    Columna("AL MES", "dinero", 10),
    Columna("AL AÑO", "dinero", 10, "al_ano"),
    Columna("MONEDA", ancho=8),
    Columna("VENDEDOR", ancho=14),
    Columna("ESTADO", ancho=12),
    Columna("ÚLTIMA COMPRA", "fecha", 12, "ultima_compra"),
    Columna("VISITAR", ancho=28),
    Columna("ID", ancho=10),
    Columna("FILA", "entero", 6),
)
_GRUPO = (
    Columna("CLIENTES", "entero", 10),
    Columna("RECUPERABLES", "entero", 14),
    Columna("SIN CAUSA", "entero", 10),
    Columna("SIN FECHA", "entero", 10),
    Columna("AL MES", "dinero", 12),
    Columna("AL AÑO", "dinero", 12, "al_ano"),
    Columna("MONEDA", ancho=8),
)
_RECHAZO = (
    Columna("PROPUESTAS", "entero", 12),
    Columna("IMPORTE", "dinero", 12),
    Columna("MONEDA", ancho=8),
)


def como_lista(vista: Vista) -> Lista:
    """Todos los perdidos, quien más valía primero; o los grupos, si se pidió repartirlos."""
    clientes = vista.perdidas.clientes
    if vista.por is not None:
        titulo = f"PÉRDIDAS POR {vista.por.upper()}"
        lista = _de_grupos(titulo, vista.por, repartir(clientes, vista.por), vista)
    else:
        lista = _de_clientes("PÉRDIDAS", vista, clientes)
    return replace(lista, objeto=como_objeto(vista))


def como_hojas(vista: Vista) -> list[Lista]:
    """A quién visitar, las causas, los repartos, las propuestas y, al final, todos."""
    perdidas = vista.perdidas
    hojas = [
        sin_columnas(
            _de_clientes("A QUIÉN VOLVER A VISITAR", vista, a_visitar(perdidas)),
            {"estado", "ultima_compra", "visitar", "fila"},
        ),
        _de_grupos("PÉRDIDAS POR CAUSA", "causa", por_causa(perdidas), vista),
        *(
            _de_grupos(f"PÉRDIDAS POR {por.upper()}", por, repartir(perdidas.clientes, por), vista)
            for por in POR
        ),
    ]
    if perdidas.rechazadas:
        for por in ("motivo", *POR):
            rechazos = repartir_rechazos(perdidas.rechazadas, por)
            hojas.append(_de_rechazos(f"RECHAZADAS POR {por.upper()}", por, rechazos))
        hojas.append(_propuestas(perdidas.rechazadas))
    todos = _de_clientes("TODOS LOS PERDIDOS", vista, perdidas.clientes)
    return [*hojas, sin_columnas(todos, {"telefono", "ultima_compra", "fila"})]


def sin_columnas(lista: Lista, sobran: Collection[str]) -> Lista:
    """La misma lista sin esas columnas: en una página no caben todas."""
    quedan = [i for i, c in enumerate(lista.columnas) if c.clave not in sobran]
    return replace(
        lista,
        columnas=[lista.columnas[i] for i in quedan],
        filas=[[fila[i] for i in quedan] for fila in lista.filas],
    )


def a_visitar(perdidas: Perdidas) -> tuple[Perdida, ...]:
    """Los que pueden volver y se pueden buscar, quien más valía primero."""
    return tuple(p for p in perdidas.clientes if p.se_visita)


def notas(vista: Vista) -> tuple[str, ...]:
    """Lo que acompaña a las cuentas: qué queda fuera y por qué."""
    perdidas = vista.perdidas
    dichas = [explicar_periodo(perdidas), *_de_que_son(perdidas)]
    if sin_fecha := sum(p.dia is None for p in perdidas.clientes):
        dichas.append(
            f"{contar(sin_fecha, 'pérdida')} sin fecha: no se sabe si son de este periodo, y van en"
            " las cuentas"
        )
    if perdidas.sin_causa:
        uno = perdidas.sin_causa == 1
        dichas.append(
            f"{contar(perdidas.sin_causa, 'inactivo')} sin MOTIVO_INACTIVIDAD: no se"
            f" {'cuenta como pérdida' if uno else 'cuentan como pérdidas'}"
            f" («clientesctl estado --solo inactivo» {'lo' if uno else 'los'} da)"
        )
    if not perdidas.se_apuntan:
        dichas.append(NO_SE_APUNTAN)
    elif not perdidas.con_causas:
        dichas.append("el libro no lleva MOTIVO_INACTIVIDAD: no se sabe por qué se fue nadie")
    if perdidas.rechazadas is None:
        dichas.append("el libro no lleva hoja PROPUESTAS: no se sabe de propuestas rechazadas")
    if not perdidas.cartera.con_ventas:
        dichas.append("el libro no lleva hoja VENTAS: no se sabe qué compraban")
    return (*dichas, *fuera_de_la_lista(perdidas))


def _de_que_son(perdidas: Perdidas) -> list[str]:
    """Si hay de varios estados, cuántos de cada uno: el informe y las estadísticas los separan."""
    dichos = {
        "PERDIDO": ("perdido", "perdidos"),
        "CANCELADO": ("cancelado", "cancelados"),
        "INACTIVO": ("inactivo con su causa apuntada", "inactivos con su causa apuntada"),
    }
    cuentas = [
        contar(n, *dichos[estado]) for estado, n in por_estado(perdidas.clientes).items() if n
    ]
    return [f"son {enumerar(cuentas)}"] if len(cuentas) > 1 else []


def fuera_de_la_lista(perdidas: Perdidas) -> list[str]:
    """A cuántos no se vuelve a visitar, y por qué."""
    cuentas = Counter(
        f"porque {p.razon}" if p.razon else "porque su causa no tiene remedio"
        for p in perdidas.clientes
        if not p.se_visita
    )
    return [
        f"fuera de la lista de visitas: {contar(n, 'cliente')}, {razon}"
        for razon, n in cuentas.items()
    ]


def explicar_periodo(perdidas: Perdidas) -> str:
    """De qué día a qué día se mira."""
    return f"del {escribir_fecha(perdidas.desde)} al {escribir_fecha(perdidas.hasta)}"


def _de_clientes(titulo: str, vista: Vista, perdidas: Sequence[Perdida]) -> Lista:
    telefonos = telefonos_a_la_vista(vista, perdidas)
    filas = [_fila(p, telefonos[p.cliente.posicion]) for p in perdidas]
    return Lista(titulo, _COLUMNAS, filas, notas=notas(vista), plural="clientes")


def telefonos_a_la_vista(vista: Vista, perdidas: Sequence[Perdida]) -> Mapping[int, str]:
    """Por ficha, su número; vacío el de quien no se debe llamar."""
    posiciones = np.asarray([p.cliente.posicion for p in perdidas if not p.razon], dtype=np.int64)
    pares = telefonos_de(vista.abierto.registro, posiciones)
    suyos = dict(zip(posiciones.tolist(), (uno for uno, _ in pares), strict=True))
    return {p.cliente.posicion: suyos.get(p.cliente.posicion, "") for p in perdidas}


def _fila(perdida: Perdida, telefono: str) -> list[Valor]:
    cliente, compraba = perdida.cliente, perdida.compraba
    gasto = compraba.gastos[0] if compraba.gastos else None
    causa = "" if perdida.puede_volver else "no: su causa no tiene remedio"
    return [
        cliente.nombre,
        telefono,
        perdida.causa,
        perdida.dia,
        compraba.producto,
        gasto.al_mes if gasto else None,
        gasto.al_ano if gasto else None,
        gasto.moneda if gasto else None,
        perdida.vendedor,
        cliente.estado.rotulo,
        cliente.ultima_compra,
        f"no: {perdida.razon}" if perdida.razon else causa or "sí",
        cliente.id,
        cliente.fila,
    ]


def _de_grupos(titulo: str, por: str, grupos: Sequence[Grupo], vista: Vista) -> Lista:
    """Una fila por grupo y moneda; las cuentas van solo en la primera."""
    filas: list[list[Valor]] = []
    for g in grupos:
        cuentas: list[Valor] = [g.clientes, g.recuperables, g.sin_causa, g.sin_fecha]
        for gasto in g.gastaban or (None,):
            dinero = (gasto.al_mes, gasto.al_ano, gasto.moneda) if gasto else (None, None, None)
            filas.append([g.nombre, *cuentas, *dinero])
            cuentas = [None] * len(cuentas)
    columnas = (Columna(por.upper(), ancho=24), *_GRUPO)
    return Lista(titulo, columnas, filas, notas=notas(vista))


def _de_rechazos(titulo: str, por: str, rechazos: Sequence[Rechazo]) -> Lista:
    filas: list[list[Valor]] = []
    for r in rechazos:
        cuantas: int | None = r.propuestas
        for moneda, importe in r.importes or ((None, None),):
            filas.append([r.nombre, cuantas, importe, moneda])
            cuantas = None
    return Lista(titulo, (Columna(por.upper(), ancho=24), *_RECHAZO), filas)


def _propuestas(rechazadas: Sequence[Rechazada]) -> Lista:
    columnas = (
        Columna("FECHA", "fecha", 12),
        Columna("PRODUCTO", ancho=24),
        Columna("MOTIVO", ancho=24),
        Columna("IMPORTE", "dinero", 12),
        Columna("MONEDA", ancho=8),
        Columna("VENDEDOR", ancho=14),
    )
    filas: list[list[Valor]] = [
        [r.dia, r.producto, r.motivo, r.importe, r.moneda, r.vendedor]
        for r in sorted(rechazadas, key=lambda r: (r.dia, r.cliente, r.producto))
    ]
    return Lista("PROPUESTAS RECHAZADAS", columnas, filas)
