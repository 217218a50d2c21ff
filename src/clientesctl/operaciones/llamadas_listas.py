"""Las llamadas de un día, puestas en una lista o en un objeto."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clientesctl.cartera.dias_de_llamar import horas_de, por_que_no, siguiente
from clientesctl.cartera.llamada import Llamada
from clientesctl.cartera.motivos import escribir_fecha
from clientesctl.cartera.nombres import nombres_visibles
from clientesctl.entregas.lista import Columna, Lista, Valor
from clientesctl.operaciones.llamadas import Llamadas
from clientesctl.textos.cifras import contar, miles
from clientesctl.textos.semana import dia_de_la_semana

_COLUMNAS = (
    Columna("VENDEDOR", ancho=12),
    Columna("ORDEN", "entero", 7),
    Columna("NOMBRE", ancho=28),
    Columna("TELÉFONO", ancho=16, campo="telefono"),
    Columna("POR QUÉ", ancho=44, campo="motivo"),
    Columna("MEDIO", ancho=11),
    Columna("MEJOR HORA", ancho=14, campo="hora"),
    Columna("ÚLTIMA CONVERSACIÓN", ancho=36, campo="ultima"),
    Columna("TURNO", ancho=13),
    Columna("AL MES", "dinero", 10, campo="al_mes"),
    Columna("MONEDA", ancho=8),
    Columna("ÚLTIMA COMPRA", "fecha", 12, campo="ultima_compra"),
    Columna("DÍAS", "entero", 6, campo="dias"),
    Columna("OTRO TELÉFONO", ancho=16, campo="otro_telefono"),
    Columna("EMAIL", ancho=24),
    Columna("LE INTERESA", ancho=18, campo="interes"),
    Columna("ESTADO", ancho=13),
    Columna("ID", ancho=10),
    Columna("FILA", "entero", 6),
)


def como_lista(llamadas: Llamadas) -> Lista:
    """Las llamadas de todos los vendedores, cada uno con su orden."""
    return Lista(
        f"LLAMADAS {escribir_fecha(llamadas.jornada.hoy)}",
        _COLUMNAS,
        [fila for lista in llamadas.jornada.listas for fila in _filas(lista.llamadas)],
        notas=tuple(lo_demas(llamadas)),
        plural="llamadas",
        objeto=como_json(llamadas),
    )


def _filas(llamadas: tuple[Llamada, ...]) -> Iterator[list[Valor]]:
    for orden, llamada in enumerate(llamadas, 1):
        cliente = llamada.cliente
        gasto = cliente.gastos[0] if cliente.gastos else None
        yield [
            llamada.vendedor,
            orden,
            cliente.nombre,
            llamada.telefono,
            llamada.motivo,
            llamada.medio,
            llamada.hora,
            llamada.ultima,
            llamada.turno.rotulo,
            gasto.al_mes if gasto else None,
            gasto.moneda if gasto else None,
            cliente.ultima_compra,
            cliente.dias,
            llamada.otro_telefono,
            llamada.email,
            llamada.interes,
            cliente.estado.rotulo,
            cliente.id,
            cliente.fila,
        ]


def los_excluidos(llamadas: Llamadas) -> Lista:
    """Quién no va hoy en ninguna lista, y por qué, por razones."""
    jornada = llamadas.jornada
    clientes = jornada.cartera.registro.clientes
    nombres = nombres_visibles(clientes) if jornada.fuera else []
    orden = list(jornada.contadas)
    lugar = {razon: i for i, razon in enumerate(orden)}
    filas: list[list[Valor]] = [
        [razon, nombres[p], clientes.texto("vendedor", p), clientes.identificador(p),
         int(clientes.filas[p])]
        for p, razon in sorted(
            jornada.fuera.items(), key=lambda par: (lugar.get(par[1], len(orden)), par[1], par[0])
        )
    ]  # fmt: skip
    columnas = (
        Columna("RAZÓN", ancho=46, campo="razon"),
        Columna("NOMBRE", ancho=30),
        Columna("VENDEDOR", ancho=14),
        Columna("ID", ancho=10),
        Columna("FILA", "entero", 6),
    )
    titulo = f"FUERA DE LAS LLAMADAS {escribir_fecha(jornada.hoy)}"
    objeto = {**_cabeza(llamadas), "excluidos": _objetos(columnas, filas)}
    return Lista(titulo, columnas, filas, tuple(cuentas(llamadas)), "excluidos", objeto)


def _objetos(columnas: tuple[Columna, ...], filas: list[list[Valor]]) -> list[dict[str, Valor]]:
    claves = [columna.clave for columna in columnas]
    return [dict(zip(claves, fila, strict=True)) for fila in filas]


def como_json(llamadas: Llamadas) -> Mapping[str, object]:
    """El objeto del contrato; las llamadas, por vendedores y en su orden."""
    return {
        **_cabeza(llamadas),
        "llamadas": [
            _objeto(fila, llamada)
            for lista in llamadas.jornada.listas
            for fila, llamada in zip(_filas(lista.llamadas), lista.llamadas, strict=True)
        ],
    }


def _objeto(fila: list[Valor], llamada: Llamada) -> dict[str, object]:
    objeto: dict[str, object] = {
        columna.clave: valor if valor != "" else None
        for columna, valor in zip(_COLUMNAS, fila, strict=True)
    }
    return objeto | {"por_que_medio": llamada.por_que_medio or None, "pequena": llamada.pequena}


def _cabeza(llamadas: Llamadas) -> dict[str, object]:
    jornada, registro = llamadas.jornada, llamadas.abierto.registro
    return {
        "version": 1,
        "libro": str(registro.ruta),
        "hoja": registro.clientes.hoja,
        "hoy": jornada.hoy.isoformat(),
        "maximo": llamadas.abierto.politicas.llamadas.maximo or None,
        "resumen": {
            "llamadas": llamadas.cuantas,
            "no_caben": llamadas.no_caben,
            "esperan": jornada.esperan,
            "fuera": dict(jornada.contadas),
            "por_vendedor": {x.vendedor: len(x.llamadas) for x in jornada.listas if x.llamadas},
        },
    }


def cuentas(llamadas: Llamadas) -> Iterator[str]:
    """Una frase por cada razón de no llamar hoy a alguien, y a cuántos aún no les toca."""
    for razon, cuantos in llamadas.jornada.contadas.items():
        yield f"fuera de las listas: {contar(cuantos, 'cliente')}, porque {razon}"
    if llamadas.jornada.esperan:
        yield f"a {contar(llamadas.jornada.esperan, 'cliente')} no les toca todavía"


def lo_demas(llamadas: Llamadas) -> Iterator[str]:
    """Lo que hay que saber de la lista: si hoy no se llama, a cuántos no, y cuántos no caben."""
    jornada, politica = llamadas.jornada, llamadas.abierto.politicas.llamadas
    por_que = por_que_no(jornada.lugar, jornada.hoy)
    if por_que and politica.festivos and not llamadas.cuantas:
        dia = siguiente(jornada.lugar, jornada.hoy, festivos=politica.festivos)
        yield (
            f"{por_que}, y no se llama: el próximo día es el {dia_de_la_semana(dia)}"
            f" {escribir_fecha(dia)}; con --aunque-sea-fiesta se hace igual"
        )
    elif not por_que:
        yield f"se puede llamar {horas_de(jornada.lugar, jornada.hoy)}"
    fuera = sum(jornada.contadas.values())
    if fuera:
        yield (
            f"fuera de las listas: {contar(fuera, 'cliente')}; quiénes y por qué, con --excluidos"
        )
    if llamadas.no_caben:
        yield (
            f"les toca a {miles(llamadas.no_caben)} más, que no caben en"
            f" {politica.maximo} por vendedor: con --maximo 0 salen todos"
        )
