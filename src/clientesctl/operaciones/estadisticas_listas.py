"""Las estadísticas como se entregan: en formato largo, una hoja por bloque o un objeto."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from clientesctl.cartera.conversion import VENTANA
from clientesctl.cartera.medidas import ROTULOS
from clientesctl.cartera.motivos import escribir_fecha
from clientesctl.cartera.semana import Periodo, Semana
from clientesctl.cartera.semanas import Estadisticas
from clientesctl.cartera.series_semanales import Bloque, Serie
from clientesctl.entregas.lista import Clase, Columna, Lista, Valor
from clientesctl.operaciones.estadisticas import Vista
from clientesctl.operaciones.estadisticas_objeto import como_objeto

_LARGA = (
    Columna("BLOQUE", ancho=28),
    Columna("CLAVE", ancho=28),
    Columna("MONEDA", ancho=8),
    Columna("SEMANA", ancho=10),
    Columna("DESDE", "fecha", 12),
    Columna("DIAS", "entero", 6),
    Columna("VALOR", "numero", 12),
)
_CONVERSION = (
    Columna("MEDIO", ancho=24),
    Columna("CAPTADOS", "entero", 10),
    Columna("COMPRARON", "entero", 11),
    Columna("PARTE", "parte", 10),
    Columna("DÍAS HASTA COMPRAR", "entero", 12, "dias"),
)
_DEMANDA = (
    Columna("PRODUCTO", ancho=32),
    Columna("VECES", "entero", 8),
    Columna("CLIENTES", "entero", 10),
    Columna("CANTIDAD", "numero", 10),
    Columna("YA SE VENDE", ancho=12, campo="se_vende"),
)


def como_lista(vista: Vista) -> Lista:
    """Una fila por bloque, clave, moneda y semana, de la más antigua a la pedida.

    `dias` son los de la semana que ya han llegado: siete, si está completa. La conversión y la
    demanda del año van con la semana pedida.
    """
    estadisticas = vista.estadisticas
    filas = [*_largas(estadisticas), *_de_un_ano(estadisticas)]
    return Lista(
        titular(vista),
        _LARGA,
        filas,
        notas=estadisticas.lagunas,
        plural="valores",
        objeto=como_objeto(vista),
    )


def todos(estadisticas: Estadisticas) -> tuple[Bloque, ...]:
    """Los bloques, el resumen el primero y los repartidos después."""
    return (estadisticas.resumen, *estadisticas.grupos, *estadisticas.bloques)


def titular(vista: Vista) -> str:
    """De qué semana se habla y de quién."""
    semana = vista.estadisticas.periodo.pedida
    de = f" · {vista.peticion.vendedor.upper()}" if vista.peticion.vendedor else ""
    return f"ESTADÍSTICAS {semana.nombre}{de}"


def _largas(estadisticas: Estadisticas) -> Iterator[list[Valor]]:
    periodo = estadisticas.periodo
    for bloque in todos(estadisticas):
        for serie in bloque.series:
            for semana, valor in zip(periodo.semanas, serie.valores, strict=True):
                if valor is not None:
                    yield _larga(periodo, semana, bloque.nombre, serie.clave, serie.moneda, valor)


def _de_un_ano(estadisticas: Estadisticas) -> Iterator[list[Valor]]:
    periodo = estadisticas.periodo
    for c in estadisticas.conversion or ():
        for nombre, valor in (("captados", c.captados), ("compraron", c.compraron)):
            yield _larga(periodo, periodo.pedida, f"conversion_{nombre}", c.medio, "", valor)
        if c.dias is not None:
            yield _larga(periodo, periodo.pedida, "conversion_dias", c.medio, "", c.dias)
    for p in estadisticas.demanda or ():
        for nombre, valor in (("veces", p.veces), ("clientes", p.clientes)):
            yield _larga(periodo, periodo.pedida, f"demanda_{nombre}", p.producto, "", valor)


def _larga(
    periodo: Periodo, semana: Semana, bloque: str, clave: str, moneda: str, valor: float
) -> list[Valor]:
    dias = semana.pasados(periodo.hoy)
    return [bloque, clave, moneda, semana.nombre, semana.lunes, dias, _limpio(valor)]


def _limpio(valor: float) -> float:
    """Un entero, si lo es: «3» y no «3.0»."""
    return int(valor) if float(valor).is_integer() else round(valor, 2)


def como_hojas(vista: Vista, *, enteras: bool) -> list[Lista]:
    """Una lista por bloque, el resumen la primera; `enteras`, con todas las semanas."""
    estadisticas = vista.estadisticas
    hojas = [
        _hoja(vista, parte, enteras)
        for bloque in todos(estadisticas)
        for parte in _partir(bloque)
        if parte.series
    ]
    ventana = _ventana(estadisticas)
    if estadisticas.conversion:
        filas = [
            [c.medio, c.captados, c.compraron, c.parte, c.dias] for c in estadisticas.conversion
        ]
        hojas.append(Lista("CONVERSIÓN POR MEDIO", _CONVERSION, filas, notas=[ventana]))
    if estadisticas.demanda:
        filas_d: list[list[Valor]] = [
            [p.producto, p.veces, p.clientes, p.cantidad, "SI" if p.se_vende else "NO"]
            for p in estadisticas.demanda
        ]
        hojas.append(Lista("DEMANDA DEL ÚLTIMO AÑO", _DEMANDA, filas_d, notas=[ventana]))
    return hojas


def _partir(bloque: Bloque) -> tuple[Bloque, ...]:
    """El resumen, en dos: las cuentas y los importes; los demás, como están."""
    if bloque.nombre != "resumen":
        return (bloque,)
    veces = tuple(s for s in bloque.series if not s.moneda)
    dinero = tuple(s for s in bloque.series if s.moneda)
    return replace(bloque, series=veces), Bloque("importe", "Importe vendido", dinero)


def _hoja(vista: Vista, bloque: Bloque, enteras: bool) -> Lista:
    periodo = vista.estadisticas.periodo
    es_resumen = bloque.nombre == "resumen"
    rotulos = ROTULOS if bloque.nombre in {"resumen", "importe"} else {}
    con_moneda = any(s.moneda for s in bloque.series)
    clase: Clase = "dinero" if con_moneda else "entero"
    atras = len(periodo.semanas) - 1
    viejas = periodo.semanas[-3::-1] if enteras else ()
    columnas = [
        Columna("MEDIDA" if es_resumen else "CLAVE", ancho=30),
        *([Columna("MONEDA", ancho=8)] if con_moneda else []),
        Columna(periodo.pedida.nombre, clase, 11),
        Columna("ANTERIOR", clase, 11),
        Columna(f"MEDIA DE {atras}", clase if con_moneda else "numero", 11),
        *(Columna(s.nombre, clase, 11) for s in viejas),
    ]
    filas = [[rotulos.get(s.clave, s.clave), *_fila(s, con_moneda, enteras)] for s in bloque.series]
    titulo = titular(vista) if es_resumen else bloque.titulo
    notas = [explicar_semana(periodo), *vista.estadisticas.lagunas] if es_resumen else []
    return Lista(titulo, columnas, filas, notas=notas)


def _fila(serie: Serie, con_moneda: bool, enteras: bool) -> list[Valor]:
    media = serie.media
    redonda = None if media is None else round(media, 2 if serie.moneda else 1)
    atras = serie.valores[-3::-1] if enteras else ()
    return [
        *([serie.moneda] if con_moneda else []),
        serie.valor,
        serie.anterior,
        redonda,
        *atras,
    ]


def explicar_semana(periodo: Periodo) -> str:
    """Qué semana es, de qué día a qué día y si está completa."""
    semana = periodo.pedida
    fechas = f"del lunes {escribir_fecha(semana.lunes)} al domingo {escribir_fecha(semana.domingo)}"
    if periodo.comparable and not periodo.completa:
        return f"semana {semana.nombre}, {fechas}: acaba hoy y todavía puede cambiar"
    if not periodo.completa:
        van = semana.pasados(periodo.hoy)
        dias = "va 1 día" if van == 1 else f"van {van} días"
        return (
            f"semana {semana.nombre}, {fechas}: está en curso y {dias} de 7, así que todavía no se"
            " compara"
        )
    return f"semana {semana.nombre}, {fechas}, completa"


def _ventana(estadisticas: Estadisticas) -> str:
    hasta = escribir_fecha(estadisticas.periodo.hasta)
    return f"en los {VENTANA} días que acaban el {hasta}"
