"""Las cifras que importan de un informe, en una frase cada una."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clientesctl.cartera.dinero import Gasto
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.monedas import escribir_importe
from clientesctl.cartera.series_ventas import VentasPorMes
from clientesctl.entregas.informe import Cifra
from clientesctl.operaciones.informe import Informe
from clientesctl.textos.cifras import contar, enumerar, miles
from clientesctl.textos.meses import nombre_de_mes

_MONEDAS = 3
"""De cuántas monedas se dice la cifra arriba; todas tienen su tabla."""


def cifras_de(informe: Informe) -> tuple[Cifra, ...]:
    """Las cifras de arriba, la de más peso primero; de lo que no se sabe, ninguna."""
    if not informe.clientes:
        return ()
    cifras = [_activos(informe), *_de_estado(informe)] if informe.se_sabe_quien_compra else []
    cifras += [_ventas(informe, v) for v in informe.ventas.monedas[:_MONEDAS]]
    cifras += [*_altas(informe), *_perdidos(informe), *_contactos(informe), *_vendedores(informe)]
    return tuple(cifras)


def este_mes(informe: Informe) -> str:
    """El mes en curso: «noviembre»."""
    return nombre_de_mes(informe.hoy.month)


def mes_pasado(informe: Informe) -> str:
    """«octubre», o «octubre a estas alturas» si el de ahora no ha acabado."""
    mes = nombre_de_mes(informe.meses.hace(1).hoy.month)
    return mes if informe.meses.acabado else f"{mes} a estas alturas"


def en_los_meses(informe: Informe) -> str:
    """«en doce meses»."""
    if len(informe.meses) == 1:
        return "este mes"
    cuantos = {2: "dos", 3: "tres", 6: "seis", 12: "doce"}.get(len(informe.meses))
    return f"en {cuantos or len(informe.meses)} meses"


def tanto_mas(ahora: float, antes: float | None) -> str:
    """En cuánto difieren, en tanto por ciento; vacío si no se pueden comparar.

    >>> tanto_mas(110, 100), tanto_mas(92, 100), tanto_mas(100.2, 100), tanto_mas(5, 0)
    ('10 % más', '8 % menos', 'lo mismo', '')
    """
    if antes is None or antes <= 0 or ahora < 0:
        return ""
    parte = round((ahora - antes) / antes * 100)
    if not parte:
        return "lo mismo"
    return f"{miles(abs(parte))} % {'más' if parte > 0 else 'menos'}"


def cuantos_mas(ahora: int, antes: int | None) -> str:
    """Cuántos hay de diferencia: «12 más», «3 menos», «los mismos»."""
    if antes is None:
        return ""
    if ahora == antes:
        return "los mismos"
    return f"{miles(abs(ahora - antes))} {'más' if ahora > antes else 'menos'}"


def escribir_gastos(gastos: Sequence[Gasto]) -> str:
    """Lo que gastan al mes, por monedas: «4.310 € y 2.000 MXN»; vacío si no se sabe."""
    return enumerar([escribir_importe(g.al_mes, g.moneda) for g in gastos if g.al_mes])


def _frase(*trozos: str) -> str:
    return " ".join(f"{t[0].upper()}{t[1:]}." for t in trozos if t)


def _activos(informe: Informe) -> Cifra:
    activos = informe.estados.hoy[Estado.ACTIVO]
    antes = informe.estados.antes
    cambio = cuantos_mas(activos, antes[Estado.ACTIVO] if antes else None)
    mes = nombre_de_mes(informe.meses.hace(1).hoy.month)
    parte = f"{round(activos / informe.clientes * 100)} % de {contar(informe.clientes, 'cliente')}"
    return Cifra(
        miles(activos),
        "cliente activo" if activos == 1 else "clientes activos",
        _frase(f"{cambio} que al acabar {mes}" if cambio else "", parte),
    )


def _de_estado(informe: Informe) -> Iterator[Cifra]:
    """Los que se están yendo, los que ya no vienen y los que no han comprado nunca."""
    cuentas, umbrales = informe.estados.hoy, informe.ahora.umbrales
    desde, hasta = umbrales.preinactivo, umbrales.inactivo
    gastos = _gastos_por_estado(informe)
    rotulos = (
        (Estado.PREINACTIVO, "se está yendo", "se están yendo",
         f"de {desde} a {hasta} días sin comprar"),
        (Estado.INACTIVO, "ya no viene", "ya no vienen", f"más de {hasta} días sin comprar"),
    )  # fmt: skip
    for estado, uno, varios, dias in rotulos:
        cuantos = cuentas[estado]
        gastado = escribir_gastos(gastos[estado])
        verbo = "gastaba" if cuantos == 1 else "gastaban"
        dinero = f"{verbo} {gastado} al mes" if gastado else ""
        yield Cifra(miles(cuantos), uno if cuantos == 1 else varios, _frase(dias, dinero))


def _gastos_por_estado(informe: Informe) -> Sequence[tuple[Gasto, ...]]:
    import numpy as np

    grupo = np.where(informe.parte.cuales, informe.ahora.estados.astype(np.int64), -1)
    return informe.ahora.dinero.sumar(grupo, len(Estado))


def _ventas(informe: Informe, ventas: VentasPorMes) -> Cifra:
    hoy, moneda = informe.hoy, ventas.moneda
    trozos = []
    comparados = (
        (ventas.a_la_vez_mes, mes_pasado(informe)),
        (ventas.a_la_vez_ano, f"{nombre_de_mes(hoy.month)} de {hoy.year - 1}"),
    )
    for antes, cuando in comparados:
        if antes is not None and (cambio := tanto_mas(ventas.del_mes, antes)):
            trozos.append(f"{cambio} que en {cuando} ({escribir_importe(antes, moneda)})")
    return Cifra(
        escribir_importe(ventas.del_mes, moneda),
        f"vendidos en {este_mes(informe)}",
        _frase(enumerar(trozos)),
    )


def _altas(informe: Informe) -> Iterator[Cifra]:
    altas = informe.altas
    if altas.por_mes is None:
        return
    cuantas = altas.por_mes[-1]
    cambio = cuantos_mas(cuantas, altas.mes_pasado)
    total = f"{contar(altas.total, 'alta')} {en_los_meses(informe)}"
    if altas.compraron is not None:
        han = "ha" if altas.compraron == 1 else "han"
        total = f"{total}: {miles(altas.compraron)} ya {han} comprado"
    yield Cifra(
        miles(cuantas),
        f"{'captado' if cuantas == 1 else 'captados'} en {este_mes(informe)}",
        _frase(
            f"{cambio} que en {mes_pasado(informe)}",
            total if altas.total else "",
        ),
    )


def _perdidos(informe: Informe) -> Iterator[Cifra]:
    perdidas = informe.perdidas
    ciegos = sum(perdidas.sin_fecha.values())
    if not perdidas.se_apuntan:
        return
    if ciegos and not perdidas.total:
        yield Cifra(miles(ciegos), "perdido" if ciegos == 1 else "perdidos", "No consta qué día.")
        return
    este = perdidas.por_mes[-1] if perdidas.por_causa else 0
    vuelven = perdidas.pueden_volver
    podrian = f", y {miles(vuelven)} {'podría' if vuelven == 1 else 'podrían'} volver"
    cancelados = sum(perdidas.cancelados)
    cancelaron = "canceló" if cancelados == 1 else "cancelaron"
    yield Cifra(
        miles(este),
        f"{'perdido' if este == 1 else 'perdidos'} en {este_mes(informe)}",
        _frase(
            f"{miles(perdidas.total)} {en_los_meses(informe)}{podrian if vuelven else ''}",
            f"{contar(ciegos, 'perdido')} más sin fecha" if ciegos else "",
            f"{cancelaron} {miles(cancelados)}" if cancelados else "",
        ),
    )


def _contactos(informe: Informe) -> Iterator[Cifra]:
    contactos = informe.contactos
    if contactos is None or not contactos.por_medio:
        return
    este = contactos.por_mes[-1]
    cambio = cuantos_mas(este, contactos.a_la_vez)
    llamadas = contactos.por_medio.get("LLAMADA", (0,))[-1] or 0
    mudos = round(contactos.sin_respuesta / contactos.total * 100)
    yield Cifra(
        miles(este),
        f"{'contacto hecho' if este == 1 else 'contactos hechos'} en {este_mes(informe)}",
        _frase(
            f"{contar(llamadas, 'llamada')} entre ellos" if llamadas else "",
            f"{cambio} que en {mes_pasado(informe)}" if cambio else "",
            f"{mudos} % sin respuesta {en_los_meses(informe)}" if mudos else "",
        ),
    )


def _vendedores(informe: Informe) -> Iterator[Cifra]:
    sin = informe.sin_vendedor
    if sin is None or "vendedor" in informe.filtros:
        return
    if not sin:
        return
    parte = round(sin / informe.clientes * 100)
    yield Cifra(
        miles(sin),
        "cliente sin vendedor" if sin == 1 else "clientes sin vendedor",
        _frase(f"{parte or 'menos del 1'} % de la cartera, que nadie tiene a su cargo"),
    )
