"""Cada parte del informe: lo que se ve en ella, su gráfico y sus números."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from clientesctl.cartera.estado import Estado
from clientesctl.cartera.monedas import escribir_importe
from clientesctl.cartera.series_contactos import SIN_CONTACTOS
from clientesctl.cartera.series_contactos import SIN_HOJA as SIN_HOJA_DE_CONTACTOS
from clientesctl.cartera.series_ventas import VentasPorMes
from clientesctl.entregas.grafico import Barras, Columnas, Etiqueta, Renglon, Serie
from clientesctl.entregas.informe import Apartado
from clientesctl.entregas.lista import Columna, Lista, Valor
from clientesctl.operaciones.informe import Informe
from clientesctl.operaciones.informe_frases import cuantos_mas, en_los_meses
from clientesctl.textos.cifras import contar, enumerar, miles
from clientesctl.textos.meses import abreviar_mes, nombre_de_mes

_MONEDAS = 4
_RENGLONES = 10
_NOMBRES = {
    Estado.ACTIVO: "activos",
    Estado.PREINACTIVO: "pre-inactivos",
    Estado.INACTIVO: "inactivos",
    Estado.PROSPECTO: "prospectos",
    Estado.PERDIDO: "perdidos",
    Estado.CANCELADO: "cancelados",
}


def etiquetas(informe: Informe) -> list[Etiqueta]:
    """Los meses, como se ponen debajo de un gráfico."""
    return [
        Etiqueta(abreviar_mes(d.month), str(d.year), f"{nombre_de_mes(d.month)} de {d.year}")
        for d in informe.meses.inicios
    ]


def _frase(texto: str) -> str:
    return f"{texto[0].upper()}{texto[1:]}." if texto else ""


def _frases(textos: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(_frase, textos))


def _por_meses(
    informe: Informe, titulo: str, series: Mapping[str, Sequence[float | None]], *mas: Columna
) -> Lista:
    """Una fila por mes y una columna por serie; `mas` son las clases que no son enteros."""
    clases = {columna.titulo: columna for columna in mas}
    columnas = [Columna("Mes", ancho=12)]
    columnas += [clases.get(nombre, Columna(nombre, "entero", 13)) for nombre in series]
    meses = [f"{e.corta} {e.grupo}" for e in etiquetas(informe)]
    filas: list[list[Valor]] = [
        [mes, *valores] for mes, *valores in zip(meses, *series.values(), strict=True)
    ]
    return Lista(titulo, columnas, filas)


def _en_minusculas(
    series: Mapping[str, Sequence[float | None]],
) -> dict[str, Sequence[float | None]]:
    return {nombre.capitalize(): valores for nombre, valores in series.items()}


def _sin_acabar(informe: Informe) -> tuple[str, ...]:
    if informe.meses.acabado:
        return ()
    mes = nombre_de_mes(informe.hoy.month)
    return (f"La última columna, {mes}, va solo hasta el día {informe.hoy.day}.",)


def _que_se_suma(informe: Informe, series: Sequence[Serie]) -> tuple[str, ...]:
    """Lo que son los números de la derecha de unas columnas apiladas."""
    return (f"A la derecha, lo que suman {en_los_meses(informe)}.",) if len(series) > 1 else ()


def de_estados(informe: Informe) -> Apartado:
    """Los clientes por estado al acabar cada mes; si solo se sabe hoy, los de hoy."""
    clave, titulo = "estados", "Cómo está la cartera"
    hoy = informe.estados.hoy
    notas = _frases(informe.estados.notas)
    if ciegos := hoy.get(Estado.SIN_CALCULAR, 0):
        notas = (*notas, f"{contar(ciegos, 'cliente')} sin calcular: sus fechas son fórmulas"
                 " que no guardan su resultado, y aquí no se dibujan.")  # fmt: skip
    if not informe.estados.hay_historia:
        renglones = [
            Renglon(nombre, hoy[e], dicho=miles(hoy[e]), tono=int(e))
            for e, nombre in _NOMBRES.items()
        ]
        barras = Barras(titulo, _contados(hoy), renglones)
        columnas = (Columna("Estado", ancho=16), Columna("Clientes", "entero", 12))
        filas: list[list[Valor]] = [[nombre.capitalize(), hoy[e]] for e, nombre in _NOMBRES.items()]
        frase = f"Hoy hay {_contados(hoy)}."
        return Apartado(clave, titulo, frase, barras, Lista("ESTADOS", columnas, filas), notas)
    cuentas = informe.estados.cuentas
    series = {n: [c[e] if c else None for c in cuentas] for e, n in _NOMBRES.items()}
    totales = [sum(c.values()) if c else None for c in cuentas]
    grafico = Columnas(
        titulo,
        _contados(hoy),
        etiquetas(informe),
        [Serie(nombre, valores, int(e)) for (e, nombre), valores in
         zip(_NOMBRES.items(), series.values(), strict=True)],
    )  # fmt: skip
    tabla = _por_meses(
        informe, "ESTADOS", {**{n.capitalize(): v for n, v in series.items()}, "Total": totales}
    )
    if not informe.meses.acabado:
        mes = nombre_de_mes(informe.hoy.month)
        notas = (*notas, f"Al acabar cada mes; {mes}, a día {informe.hoy.day}.")
    return Apartado(clave, titulo, _como_ha_ido(informe), grafico, tabla, notas)


def _contados(hoy: Mapping[Estado, int]) -> str:
    return enumerar([f"{miles(hoy[e])} {nombre}" for e, nombre in _NOMBRES.items()])


def _como_ha_ido(informe: Informe) -> str:
    """Los activos de hoy contra los del primer mes que se sabe."""
    cuentas = informe.estados.cuentas
    lugar = next(i for i, c in enumerate(cuentas) if c is not None)
    primera = cuentas[lugar] or {}
    activos = informe.estados.hoy[Estado.ACTIVO]
    cambio = cuantos_mas(activos, primera[Estado.ACTIVO])
    mes = etiquetas(informe)[lugar].entera
    return f"{contar(activos, 'cliente activo', 'clientes activos')}: {cambio} que en {mes}."


def de_ventas(informe: Informe) -> Iterator[Apartado]:
    """Un apartado por moneda; sin ventas, uno que dice por qué."""
    ventas = informe.ventas
    if not ventas.monedas:
        yield Apartado("ventas", "Ventas de cada mes", " ".join(_frases(ventas.notas)))
        return
    dibujadas = sorted(ventas.monedas, key=lambda v: -sum(n or 0 for n in v.ventas))[:_MONEDAS]
    sobran = [v.moneda for v in ventas.monedas if v not in dibujadas]
    notas = _frases(ventas.notas)
    if sobran:
        notas = (*notas, f"También hay ventas en {enumerar(sobran)}, que no se dibujan.")
    for i, serie in enumerate(v for v in ventas.monedas if v in dibujadas):
        yield _de_una_moneda(informe, serie, notas if not i else ())


def _de_una_moneda(informe: Informe, ventas: VentasPorMes, notas: tuple[str, ...]) -> Apartado:
    moneda = ventas.moneda or "sin moneda"
    titulo = f"Ventas de cada mes, en {moneda}"
    total = sum(v or 0 for v in ventas.importes)
    dicho = f"{escribir_importe(total, ventas.moneda)} {en_los_meses(informe)}"
    hay_antes = any(v is not None for v in ventas.hace_un_ano)
    linea = Serie("un año antes", ventas.hace_un_ano, 4) if hay_antes else None
    grafico = Columnas(
        titulo,
        f"{dicho}, mes a mes{' y contra el año anterior' if hay_antes else ''}",
        etiquetas(informe),
        [Serie("vendido", ventas.importes)],
        linea,
        parcial=not informe.meses.acabado,
        unidad=ventas.moneda,
    )
    series: dict[str, Sequence[float | None]] = {"Vendido": ventas.importes}
    if hay_antes:
        series["Un año antes"] = ventas.hace_un_ano
    series["Ventas"] = ventas.ventas
    tabla = _por_meses(
        informe, f"VENTAS {moneda}", series,
        Columna("Vendido", "dinero", 15), Columna("Un año antes", "dinero", 15),
    )  # fmt: skip
    if not hay_antes:
        notas = (*notas, "Del año anterior no hay ventas apuntadas con que comparar.")
    frase = f"{dicho}, en {contar(sum(n or 0 for n in ventas.ventas), 'venta')}."
    clave = "ventas-" + "".join(c for c in moneda.lower() if c.isascii() and c.isalnum())
    return Apartado(clave, titulo, frase, grafico, tabla, (*_sin_acabar(informe), *notas))


def de_altas(informe: Informe) -> Apartado:
    """Los clientes nuevos de cada mes."""
    altas, titulo = informe.altas, "Clientes nuevos de cada mes"
    if altas.por_mes is None:
        return Apartado(
            "altas", titulo, "El libro no dice qué día llegó cada cliente (FECHA_ALTA)."
        )
    if not altas.total:
        return Apartado("altas", titulo, f"Ninguna alta {en_los_meses(informe)}.")
    frase = f"{contar(altas.total, 'alta')} {en_los_meses(informe)}."
    grafico = Columnas(
        titulo, frase, etiquetas(informe), [Serie("altas", altas.por_mes)],
        parcial=not informe.meses.acabado,
    )  # fmt: skip
    notas = _sin_acabar(informe)
    if altas.sin_fecha:
        lleva = "no lleva" if altas.sin_fecha == 1 else "no llevan"
        notas = (*notas, f"{contar(altas.sin_fecha, 'cliente')} {lleva} fecha de alta.")
    tabla = _por_meses(informe, "ALTAS", {"Altas": altas.por_mes})
    return Apartado("altas", titulo, frase, grafico, tabla, notas)


def de_medios(informe: Informe) -> Apartado:
    """Por qué medio llegaron, y cuántos acabaron comprando."""
    altas, titulo = informe.altas, "De dónde vienen los clientes"
    if not altas.medios:
        nadie = altas.por_mes is not None and not altas.total
        frase = (
            "No hay altas en estos meses."
            if nadie
            else "El libro no dice por qué MEDIO llegó nadie."
        )
        return Apartado("medios", titulo, frase)
    mejor = max(altas.medios, key=lambda m: (m.altas, m.compraron))
    cuando = en_los_meses(informe) if altas.por_mes is not None else "en total"
    frase = f"{mejor.nombre} es el que más trae: {miles(mejor.altas)} {cuando}."
    renglones = [
        Renglon(
            m.nombre, m.altas, m.compraron, f"{miles(m.altas)} · {_parte(m.compraron, m.altas)}"
        )
        for m in altas.medios[:_RENGLONES]
    ]
    filas: list[list[Valor]] = [
        [m.nombre, m.altas, m.compraron, m.compraron / m.altas] for m in altas.medios
    ]
    columnas = (
        Columna("Medio", ancho=24), Columna("Altas", "entero", 10),
        Columna("Han comprado", "entero", 14), Columna("Parte", "parte", 10),
    )  # fmt: skip
    notas = _de_mas(len(altas.medios), "medio")
    if altas.por_mes is None:
        notas = (*notas, "Son todos los clientes del libro: no consta qué día llegó cada uno.")
    grafico = Barras(titulo, frase, renglones, ("llegaron", "han comprado"))
    return Apartado("medios", titulo, frase, grafico, Lista("MEDIOS", columnas, filas), notas)


def _parte(parte: int, total: int) -> str:
    compraron = "compró" if parte == 1 else "compraron"
    return f"{miles(parte)} {compraron} ({round(parte / total * 100)} %)"


def _de_mas(cuantos: int, que: str) -> tuple[str, ...]:
    sobran = cuantos - _RENGLONES
    return (f"Hay {contar(sobran, que)} más, en la tabla.",) if sobran > 0 else ()


def de_perdidas(informe: Informe) -> Apartado:
    """A quién se perdió cada mes, por causa."""
    perdidas, titulo = informe.perdidas, "A quién se pierde, y por qué"
    ciegos = sum(perdidas.sin_fecha.values())
    if not perdidas.se_apuntan:
        return Apartado(
            "perdidas", titulo, "El libro no dice a quién se ha perdido (PERDIDO_EL o ETAPA)."
        )
    notas = []
    if cancelados := sum(perdidas.cancelados):
        notas.append(
            f"Además {'canceló' if cancelados == 1 else 'cancelaron'} {miles(cancelados)}."
        )
    if not perdidas.total:
        if ciegos:
            return _perdidas_sin_fecha(informe, titulo, notas)
        return Apartado("perdidas", titulo, f"Ningún perdido {en_los_meses(informe)}.", notas=notas)
    if ciegos:
        notas.append(f"{contar(ciegos, 'perdido')} más sin la fecha en que se perdió.")
    sabidas = {c: sum(n) for c, n in perdidas.por_causa.items() if c != "NO CONSTA"}
    mayor = max(sabidas, key=lambda c: sabidas[c], default="")
    frase = f"{contar(perdidas.total, 'perdido')} {en_los_meses(informe)}"
    frase += f"; la causa que más se apunta, {mayor} ({miles(sabidas[mayor])})." if mayor else "."
    series = [Serie(c.lower(), n, _TONO_DE_CAUSA[c]) for c, n in perdidas.por_causa.items()]
    grafico = Columnas(
        titulo, frase, etiquetas(informe), series, parcial=not informe.meses.acabado, sumadas=True
    )
    tabla = _por_meses(
        informe,
        "PÉRDIDAS",
        {**_en_minusculas(perdidas.por_causa), "Cancelaron": perdidas.cancelados},
    )
    return Apartado(
        "perdidas",
        titulo,
        frase,
        grafico,
        tabla,
        (*_sin_acabar(informe), *_que_se_suma(informe, series), *notas),
    )


_TONO_DE_CAUSA = {
    "NO CUMPLE": 2, "NO UTILIZA": 1, "COMPETENCIA": 0, "YA NO EXISTE": 4, "OTRAS": 3,
    "NO CONSTA": 5,
}  # fmt: skip


def _perdidas_sin_fecha(informe: Informe, titulo: str, notas: Sequence[str]) -> Apartado:
    """De ninguna consta el día: se ven las causas."""
    causas = sorted(informe.perdidas.sin_fecha.items(), key=lambda par: -par[1])
    frase = f"{contar(sum(n for _, n in causas), 'perdido')}; de ninguno consta qué día."
    renglones = [Renglon(c, n, dicho=miles(n), tono=_TONO_DE_CAUSA[c]) for c, n in causas]
    columnas = (Columna("Causa", ancho=20), Columna("Perdidos", "entero", 12))
    tabla = Lista("PÉRDIDAS", columnas, [[c, n] for c, n in causas])
    return Apartado("perdidas", titulo, frase, Barras(titulo, frase, renglones), tabla, notas)


def de_contactos(informe: Informe) -> Iterator[Apartado]:
    """Los contactos hechos cada mes, por medio."""
    contactos, titulo = informe.contactos, "A quién se llama, escribe y visita"
    if contactos is None or not contactos.por_medio:
        frase = SIN_HOJA_DE_CONTACTOS if contactos is None else SIN_CONTACTOS
        yield Apartado("contactos", titulo, _frase(frase))
        return
    frase = f"{contar(contactos.total, 'contacto hecho', 'contactos hechos')}"
    frase += f" {en_los_meses(informe)}"
    recibidos = contactos.recibidos
    frase += f"; los clientes empezaron otros {miles(recibidos)}." if recibidos else "."
    series = [
        Serie(_MEDIOS.get(medio, medio.lower()), n, i)
        for i, (medio, n) in enumerate(contactos.por_medio.items())
    ]
    grafico = Columnas(
        titulo, frase, etiquetas(informe), series, parcial=not informe.meses.acabado, sumadas=True
    )
    notas = (*_sin_acabar(informe), *_que_se_suma(informe, series))
    vacios = [i for i, n in enumerate(next(iter(contactos.por_medio.values()))) if n is not None]
    if vacios and vacios[0]:
        desde = etiquetas(informe)[vacios[0]].entera
        notas = (*notas, f"Los contactos apuntados empiezan en {desde}.")
    tabla = _por_meses(informe, "CONTACTOS", _en_minusculas(contactos.por_medio))
    yield Apartado("contactos", titulo, frase, grafico, tabla, notas)


_MEDIOS = {
    "LLAMADA": "llamadas", "CORREO": "correos", "VISITA": "visitas", "MENSAJE": "mensajes",
}  # fmt: skip


def de_quienes(informe: Informe) -> Iterator[Apartado]:
    """Los contactos de cada uno; nada, si no hay contactos o no consta de quién es ninguno."""
    contactos = informe.contactos
    if contactos is None or not any(q.nombre != "SIN VENDEDOR" for q in contactos.quienes):
        return
    titulo = "Quién los hace"
    quienes = [
        (q, "NO CONSTA" if q.nombre == "SIN VENDEDOR" else q.nombre) for q in contactos.quienes
    ]
    renglones = [
        Renglon(nombre, q.contactos, dicho=f"{miles(q.contactos)} · {miles(q.este_mes)} este mes")
        for q, nombre in quienes[:_RENGLONES]
    ]
    columnas: tuple[Columna, ...] = (
        Columna("Quién", ancho=24), Columna("Contactos", "entero", 12),
        Columna("Este mes", "entero", 12), Columna("Sin respuesta", "entero", 14),
    )  # fmt: skip
    filas: list[list[Valor]] = [[n, q.contactos, q.este_mes, q.sin_respuesta] for q, n in quienes]
    if not contactos.se_apunta_la_respuesta:
        columnas, filas = columnas[:-1], [fila[:-1] for fila in filas]
    frase = f"Contactos hechos por cada uno {en_los_meses(informe)}."
    yield Apartado(
        "quienes", titulo, frase, Barras(titulo, frase, renglones),
        Lista("QUIÉN", columnas, filas), _de_mas(len(quienes), "persona"),
    )  # fmt: skip
