"""De un grupo de fichas, lo que queda en cada columna de la que sobrevive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from clientesctl.calidad.reglas.dato_prohibido import es_de_contrasenas
from clientesctl.duplicados import supervivencia as tabla_de
from clientesctl.duplicados.fusion import Decision
from clientesctl.duplicados.fusion_contacto import claves_de, fundir_correos, fundir_telefonos
from clientesctl.duplicados.fusion_criterios import Eleccion, elegir
from clientesctl.duplicados.fusion_direccion import fundir_direccion
from clientesctl.duplicados.fusion_lectura import NOTAS, Escrito, Grupo, comparable
from clientesctl.duplicados.fusion_nombre import fundir_nombre
from clientesctl.registro.columna import Tipo
from clientesctl.registro.plan import VACIO, Dato
from clientesctl.textos.limpieza import es_marcador, plegar
from clientesctl.textos.tarjetas import buscar_tarjeta

_APARTE = frozenset({"id", "fusionado_en", NOTAS, *(c for b in tabla_de.BLOQUES for c in b)})
"""Las que no se deciden solas: son llaves, van con otras o se juntan."""
_ENTRE = " / "
_MAXIMO_EN_UNA_CELDA = 32_767
"""Caracteres que Excel admite en una celda (límites de Excel)."""
_DE_CONTACTO = frozenset({*tabla_de.TELEFONOS, *tabla_de.CORREOS, "email_cobros"})


def decidir(grupo: Grupo, fijos: Set[str]) -> dict[str, Decision]:
    """Lo que queda en cada columna en que alguna absorbida dice otra cosa.

    Las de `fijos`, si dicen algo, se quedan como están.

    De las columnas de `fijos` depende de quién son las filas de otra hoja.
    """
    tabla = grupo.leidas.tabla
    elegidas: dict[str, Eleccion] = {}
    for campo in tabla.columnas:
        suelta = campo not in _APARTE and grupo.hay_que_elegir(campo)
        if suelta:
            elegidas[campo] = _suelta(grupo, campo, True)
    for campo, columna in tabla.otras.items():
        if grupo.hay_que_elegir(campo) and not es_de_contrasenas(campo, columna):
            elegidas[campo] = _suelta(grupo, campo, False)
    for bloque in tabla_de.BLOQUES:
        presentes = [c for c in bloque if c in tabla]
        if any(map(grupo.hay_que_elegir, presentes)):
            elegidas |= _en_bloque(grupo, bloque, presentes)
    _sostener(grupo, elegidas, fijos)
    return {campo: _decision(grupo, campo, eleccion) for campo, eleccion in elegidas.items()}


def _suelta(grupo: Grupo, campo: str, reconocida: bool) -> Eleccion:
    escritos = grupo.escritos(campo)
    if campo in tabla_de.SUMAS and reconocida:
        return _sumar(escritos)
    mejor, regla = elegir(escritos, tabla_de.criterios_de(campo, reconocida))
    return Eleccion(mejor.dato, (mejor.ficha,), regla)


def _sumar(escritos: Sequence[Escrito]) -> Eleccion:
    """La suma de lo que cada ficha lleva contado; si dicen lo mismo, es la misma cuenta."""
    numeros = [e for e in escritos if e.dato.tipo == Tipo.NUMERO]
    distintos = {e.dato.texto for e in numeros}
    if len(distintos) < 2:
        mejor = next(iter(numeros), escritos[0])
        return Eleccion(mejor.dato, (mejor.ficha,), "lo único escrito")
    total = sum(float(e.dato.texto) for e in numeros)
    return Eleccion(Dato.de_numero(round(total, 6)), tuple(e.ficha for e in numeros), "la suma")


def _en_bloque(
    grupo: Grupo, bloque: tuple[str, ...], presentes: Sequence[str]
) -> Mapping[str, Eleccion]:
    if bloque == tabla_de.NOMBRE:
        return fundir_nombre(grupo, presentes)
    if bloque == tabla_de.DIRECCION:
        return fundir_direccion(grupo, presentes)
    if bloque == tabla_de.TELEFONOS:
        return fundir_telefonos(grupo, presentes)
    if bloque == tabla_de.ORIGEN:
        return _origen(grupo, presentes)
    if bloque == tabla_de.ETAPA:
        return _etapa(grupo, presentes)
    return fundir_correos(grupo, presentes)


def _origen(grupo: Grupo, presentes: Sequence[str]) -> Mapping[str, Eleccion]:
    """De quién vienen los datos y hasta cuándo valen, de una misma ficha.

    Los que dio la propia persona mandan; si no los hay, los que antes caducan.
    """
    leidas = grupo.leidas

    def medir(posicion: int) -> tuple[bool, bool, int, bool]:
        origen = plegar(leidas.texto("origen_datos", posicion))
        caduca = grupo.escrito("caduca_el", posicion).dia
        dice = bool(origen or caduca)
        return dice, origen == "PRIMERA", -caduca if caduca else -(10**7), posicion == grupo.queda

    mejor = max(grupo.posiciones, key=medir)
    propia = plegar(leidas.texto("origen_datos", mejor)) == "PRIMERA"
    regla = "los datos que dio la propia persona" if propia else "los datos que antes caducan"
    return {c: Eleccion(leidas.dato(c, mejor), (mejor,), regla) for c in presentes}


def _etapa(grupo: Grupo, presentes: Sequence[str]) -> Mapping[str, Eleccion]:
    """La etapa, y el día en que se perdió si la ficha de la que sale esa etapa lo dice."""
    elegidas: dict[str, Eleccion] = {}
    en_ella = list(grupo.posiciones)
    if "etapa" in presentes:
        elegidas["etapa"] = _suelta(grupo, "etapa", True)
        gana = grupo.escrito("etapa", elegidas["etapa"].de[0]).comparable
        en_ella = [e.ficha for e in grupo.escritos("etapa") if e.comparable == gana]
    if "perdido_el" in presentes:
        escritos = [grupo.escrito("perdido_el", p) for p in en_ella]
        mejor, regla = elegir(escritos, tabla_de.criterios_de("perdido_el"))
        elegidas["perdido_el"] = Eleccion(mejor.dato, (mejor.ficha,), regla)
    return elegidas


def _sostener(grupo: Grupo, elegidas: dict[str, Eleccion], fijos: Set[str]) -> None:
    """Deja como están las columnas de las que cuelgan filas de otras hojas."""
    for campo in fijos & elegidas.keys():
        if campo in tabla_de.NOMBRE or grupo.leidas.texto(campo, grupo.queda):
            dato = grupo.leidas.dato(campo, grupo.queda)
            regla = "lo de la ficha que queda: por ahí la encuentra otra hoja"
            elegidas[campo] = Eleccion(dato, (grupo.queda,), regla)


def _decision(grupo: Grupo, campo: str, eleccion: Eleccion) -> Decision:
    escritos = escritos_de(grupo, campo)
    queda = eleccion.dato
    # Un «N/A» no dice más que una celda vacía.
    if not escritos[0].texto and es_marcador(queda.texto.strip(), campo):
        queda = escritos[0]
    return Decision(campo, escritos, queda, eleccion.de, eleccion.regla)


def escritos_de(grupo: Grupo, campo: str) -> tuple[Dato, ...]:
    """Lo que hay en esa columna de cada ficha, en su orden."""
    return tuple(grupo.leidas.dato(campo, p) for p in grupo.posiciones)


def difieren(grupo: Grupo, decision: Decision) -> bool:
    """Si las fichas que dicen algo en esa columna no dicen lo mismo."""
    distintos = {e.comparable for e in grupo.escritos(decision.campo) if e.texto}
    return len(distintos) > 1


def anotar(grupo: Grupo, decisiones: Mapping[str, Decision], cabe: bool) -> Decision | None:
    """Lo que queda en OBSERVACIONES: las de todas, sin repetir, y lo que otro valor sustituye.

    `cabe`: si ahí se puede escribir. Nada si todo sigue igual.
    """
    if not cabe:
        return None
    propio = grupo.leidas.dato(NOTAS, grupo.queda)
    texto = grupo.leidas.texto(NOTAS, grupo.queda)
    de = [grupo.queda]
    for posicion in grupo.absorbidas:
        suya = grupo.leidas.texto(NOTAS, posicion)
        repetida = plegar(suya) in plegar(texto)
        if not repetida and buscar_tarjeta(suya) is None:
            texto, de = _unir(texto, suya), [*de, posicion]
    sustituidos = list(_sustituidos(grupo, decisiones.values()))
    if sustituidos:
        texto = _unir(texto, f"ANTES DE FUSIONAR: {', '.join(sustituidos)}")
    escritos = escritos_de(grupo, NOTAS)
    sin_cambios = texto == propio.texto.strip() or len(texto) > _MAXIMO_EN_UNA_CELDA or not texto
    queda = propio if sin_cambios else Dato.de_texto(texto)
    return Decision(NOTAS, escritos, queda, tuple(de), "las notas de todas, sin repetir")


def _unir(uno: str, otro: str) -> str:
    return f"{uno}{_ENTRE}{otro}" if uno else otro


def _sustituidos(grupo: Grupo, decisiones: Iterable[Decision]) -> Iterator[str]:
    """Lo que decía la ficha que queda y no queda dicho en ningún otro sitio."""
    decisiones = list(decisiones)
    contactos = _contactos_que_quedan(grupo, decisiones)
    for decision in decisiones:
        if not decision.cambia or decision.campo in tabla_de.NO_SE_ANOTAN:
            continue
        propio = grupo.escrito(decision.campo, grupo.queda)
        if not propio.texto:
            continue
        if decision.campo in _DE_CONTACTO:
            perdido = not claves_de(propio) <= contactos
        else:
            quedan = {comparable(decision.campo, decision.queda.texto.strip(), decision.queda)}
            quedan |= {e.comparable for e in grupo.escritos(decision.campo)[1:]}
            perdido = not any(propio.comparable in otro for otro in quedan)
        if perdido:
            yield f"{decision.campo.upper()} {propio.texto}"


def _contactos_que_quedan(grupo: Grupo, decisiones: Iterable[Decision]) -> frozenset[str]:
    claves: set[str] = set()
    for decision in decisiones:
        if decision.campo not in _DE_CONTACTO:
            continue
        ficha = decision.de[0] if decision.de else grupo.queda
        escrito = grupo.escrito(decision.campo, ficha)
        if decision.queda != VACIO:
            de_ahi = {
                k
                for c in _DE_CONTACTO
                if grupo.tiene(c) and grupo.leidas.dato(c, ficha) == decision.queda
                for k in claves_de(grupo.escrito(c, ficha))
            }
            claves |= de_ahi or claves_de(escrito)
        for posicion in grupo.absorbidas:
            claves |= claves_de(grupo.escrito(decision.campo, posicion))
    return frozenset(claves)
