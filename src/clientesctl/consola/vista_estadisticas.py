"""Cómo se ven las estadísticas en una terminal: el detalle primero y el resumen al final."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clientesctl.cartera.clases import NO_CONSTA
from clientesctl.cartera.conversion import VENTANA
from clientesctl.cartera.medidas import ROTULOS
from clientesctl.cartera.motivos import escribir_fecha
from clientesctl.cartera.semanas import Estadisticas
from clientesctl.cartera.series_semanales import Bloque, Serie
from clientesctl.consola.salida import ajustar, escribir_lineas, escribir_tabla
from clientesctl.operaciones.estadisticas import Vista
from clientesctl.operaciones.estadisticas_listas import explicar_semana, titular
from clientesctl.textos.cifras import contar, miles

DE_CADA_UNO = 5
"""Cuántas líneas se enseñan de cada bloque: las mayores."""
POCOS = 10
"""Con menos, un tanto por ciento engaña: se dicen las unidades."""
_NOMBRE = 27
_ANCHOS = (11, 11, 9, 11, 9)
_MUCHO = 25
_SANGRIA = 2
_NADA = "este libro no lleva nada que tenga fecha y se pueda contar por semanas"


def ensenar(vista: Vista, *, color: bool) -> None:
    """Los bloques (o el reparto pedido), la conversión, la demanda y, al final, el resumen."""
    estadisticas = vista.estadisticas
    if estadisticas.grupos:
        _ensenar_reparto(vista, color=color)
    else:
        bloques = [*_de_bloques(estadisticas)]
        escribir_lineas([_cabecera(estadisticas), *bloques] if bloques else ())
        escribir_lineas(ajustar(li, 4) for li in _de_conversion(estadisticas))
        escribir_lineas(ajustar(li, 4) for li in _de_demanda(estadisticas))
    escribir_lineas(ajustar(f"aviso: {laguna}", 4) for laguna in estadisticas.lagunas)
    if estadisticas.resumen.series:
        escribir_lineas(["", _cabecera(estadisticas), *_de_resumen(vista), ""])
    else:
        escribir_lineas(["", ajustar(_NADA, _SANGRIA)])
    escribir_lineas(ajustar(linea, _SANGRIA) for linea in _conclusion(vista))


def _cabecera(estadisticas: Estadisticas) -> str:
    semanas = estadisticas.periodo.semanas
    atras = len(semanas) - 1
    cambio = "cambio" if estadisticas.periodo.comparable else ""
    dos = (f"S{semana.numero:02}" for semana in semanas[:-3:-1])
    titulos = (*dos, cambio, f"media {atras}", cambio)
    return " " * _NOMBRE + "".join(f"{t:>{a}}" for t, a in zip(titulos, _ANCHOS, strict=True))


def _de_bloques(estadisticas: Estadisticas) -> Iterator[str]:
    comparable = estadisticas.periodo.comparable
    for bloque in estadisticas.bloques:
        con_algo = [s for s in bloque.series if s.valor or s.anterior or s.media]
        if not con_algo:
            continue
        yield bloque.titulo
        yield from (_linea(s.clave, s, comparable) for s in con_algo[:DE_CADA_UNO])
        if fuera := len(con_algo) - DE_CADA_UNO:
            yield from ([f"  … y {miles(fuera)} más"] if fuera > 0 else [])
        yield ""


def _de_resumen(vista: Vista) -> Iterator[str]:
    estadisticas = vista.estadisticas
    yield titular(vista)
    for serie in estadisticas.resumen.series:
        yield _linea(ROTULOS[serie.clave], serie, estadisticas.periodo.comparable)


def _linea(nombre: str, serie: Serie, comparable: bool) -> str:
    moneda = f" ({serie.moneda})" if serie.moneda else ""
    cabe = _NOMBRE - _SANGRIA - 1 - len(moneda)
    corto = (nombre if len(nombre) <= cabe else f"{nombre[: cabe - 1]}…") + moneda
    dinero = bool(serie.moneda)
    celdas = (
        escribir_cifra(serie.valor, dinero=dinero),
        escribir_cifra(serie.anterior, dinero=dinero),
        comparar(serie.valor, serie.anterior, dinero=dinero) if comparable else "",
        escribir_cifra(serie.media, dinero=dinero),
        comparar(serie.valor, serie.media, dinero=dinero) if comparable else "",
    )
    cifras = "".join(f"{c:>{a}}" for c, a in zip(celdas, _ANCHOS, strict=True))
    return f"  {corto:<{_NOMBRE - _SANGRIA}}{cifras}".rstrip()


def escribir_cifra(valor: float | None, *, dinero: bool) -> str:
    """El número como se lee; una raya si no se sabe. Las medias de veces llevan un decimal.

    Uno que no cabe va en millones: en guaraníes, una semana corriente no cabe.

    >>> escribir_cifra(12345678, dinero=True), escribir_cifra(150_300_000, dinero=True)
    ('12.345.678', '150,3 M')
    """
    if valor is None:
        return "–"
    cifra = miles(valor, 0 if dinero or float(valor).is_integer() else 1)
    if len(cifra) < _ANCHOS[0]:
        return cifra
    en_millones = (f"{miles(valor / 1e6, decimales)} M" for decimales in (1, 0))
    return next((c for c in en_millones if len(c) < _ANCHOS[0]), f"{miles(valor / 1e12)} B")


def comparar(valor: float | None, base: float | None, *, dinero: bool) -> str:
    """Cuánto cambia: en tanto por ciento si hay de qué, y si son pocos en unidades.

    >>> comparar(15, 12, dinero=False), comparar(3, 2, dinero=False), comparar(9, 36, dinero=False)
    ('↑ 25 %', '+1', '↓ 75 %')
    >>> comparar(5, 0, dinero=True), comparar(0, 0, dinero=False), comparar(5, None, dinero=False)
    ('antes 0', '=', '')
    """
    if valor is None or base is None:
        return ""
    if dinero and base <= 0:
        return "=" if valor == base else "antes 0" if base == 0 else ""
    if not dinero and base < POCOS:
        return _en_unidades(round(valor - base, 1))
    parte = round(100 * (valor - base) / base)
    if parte == 0:
        return "="
    if parte >= 900:
        return f"× {round(valor / base)}"
    return f"{'↑' if parte > 0 else '↓'} {miles(abs(parte))} %"


def _en_unidades(diferencia: float) -> str:
    if not diferencia:
        return "="
    cifra = miles(abs(diferencia), 0 if float(diferencia).is_integer() else 1)
    return f"{'+' if diferencia > 0 else '−'}{cifra}"


def _de_conversion(estadisticas: Estadisticas) -> Iterator[str]:
    if not estadisticas.conversion or not estadisticas.conversion[-1].captados:
        return
    hasta = escribir_fecha(estadisticas.periodo.hasta)
    yield f"De prospecto a cliente: los captados en los {VENTANA} días hasta el {hasta}"
    if ya := estadisticas.conversion[-1].ya_compraban:
        compraba = "compraba antes de su alta" if ya == 1 else "compraban antes de su alta"
        yield f"  sin contar {contar(ya, 'cliente')} que ya {compraba}"
    for c in estadisticas.conversion:
        parte = f"({round(100 * (c.parte or 0))} %)" if c.captados >= POCOS else "(son pocos)"
        tardan = "" if c.dias is None else f"mediana: {contar(c.dias, 'día')}"
        compraron = f"{miles(c.compraron)} de {miles(c.captados)}"
        yield f"  {c.medio:<25}{compraron:>16} {parte:<13}{tardan}".rstrip()
    yield ""


def _de_demanda(estadisticas: Estadisticas) -> Iterator[str]:
    if not estadisticas.demanda:
        return
    yield f"Se pide y no se vende, en los {VENTANA} días hasta ese día"
    for p in estadisticas.demanda[:DE_CADA_UNO]:
        quienes = f"{contar(p.clientes, 'cliente')}" if p.clientes else "no consta quién"
        ya = "; ya se vende" if p.se_vende else ""
        yield f"  {p.producto:<25}{contar(p.veces, 'vez', 'veces'):>16}  {quienes}{ya}"
    if (fuera := len(estadisticas.demanda) - DE_CADA_UNO) > 0:
        yield f"  … y {miles(fuera)} más"
    yield ""


_DEL_REPARTO = (
    ("consultas", "con-\nsultas"),
    ("altas", "altas"),
    ("llamadas", "llama-\ndas"),
    ("propuestas_enviadas", "pro-\npuestas"),
    ("ventas", "ventas"),
    ("clientes_nuevos", "nuevos"),
)


def _ensenar_reparto(vista: Vista, *, color: bool) -> None:
    """Una fila por grupo con lo de la semana; las medidas que el libro no lleva no salen."""
    bloques = {b.nombre: b for b in vista.estadisticas.grupos}
    medidas = [(m, r) for m, r in _DEL_REPARTO if f"{m}_por_{vista.por}" in bloques]
    cuentas = {m: _de_la_semana(bloques[f"{m}_por_{vista.por}"]) for m, _ in medidas}
    dinero: dict[str, list[str]] = {}
    if (importe := bloques.get(f"importe_por_{vista.por}")) is not None:
        for s in importe.series:
            if s.valor:
                cuanto = f"{miles(s.valor)} {s.moneda}".rstrip()
                dinero.setdefault(s.clave, []).append(cuanto)
    grupos = sorted({*dinero, *(g for c in cuentas.values() for g in c)} - {NO_CONSTA})
    if NO_CONSTA in dinero or any(NO_CONSTA in c for c in cuentas.values()):
        grupos.append(NO_CONSTA)
    filas = [
        [g, *(miles(cuentas[m].get(g, 0)) for m, _ in medidas), "\n".join(dinero.get(g, ()))]
        for g in grupos
    ]
    cabecera = [vista.por or "", *(r for _, r in medidas), "importe"]
    escribir_tabla(cabecera, filas, color=color, derecha=range(1, len(cabecera)))


def _de_la_semana(bloque: Bloque) -> dict[str, float]:
    return {s.clave: s.valor or 0 for s in bloque.series}


def _conclusion(vista: Vista) -> Iterator[str]:
    """Qué semana es, y lo que más se aparta de lo normal."""
    estadisticas = vista.estadisticas
    periodo = estadisticas.periodo
    pedida = vista.peticion.semana is not None or vista.peticion.hasta is not None
    cual = "" if pedida else "; la que está en curso, con --semana actual"
    yield explicar_semana(periodo) + cual
    if not periodo.comparable:
        return
    destacan = _destacan(estadisticas.resumen.series)
    if destacan:
        yield f"lo que más se aparta de la media: {'; '.join(destacan)}"


def _destacan(series: Sequence[Serie]) -> list[str]:
    """Las tres medidas que más cambian, si son bastantes para que quiera decir algo."""
    medidas = []
    # De unas pocas ventas, el importe es el de quien compró algo caro.
    bastantes = {s.clave: (s.media or 0) >= POCOS for s in series}
    for s in series:
        base = s.media or 0
        if s.valor is None or base <= 0 or not bastantes["ventas" if s.moneda else s.clave]:
            continue
        parte = 100 * (s.valor - base) / base
        if abs(parte) >= _MUCHO:
            moneda = f" en {s.moneda}" if s.moneda else ""
            # Un espacio que no se parte: el signo no queda solo al empezar un renglón.
            cambio = comparar(s.valor, s.media, dinero=bool(s.moneda)).replace(" ", "\u00a0")
            medidas.append((-abs(parte), f"{ROTULOS[s.clave]}{moneda} ({cambio})"))
    return [frase for _, frase in sorted(medidas)[:3]]
