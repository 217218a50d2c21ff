"""Dar de alta a un cliente: por las políticas, mirando si ya está, y en el libro."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from clientesctl.captura import alta as captura
from clientesctl.captura.alta import Alta, Consentido, Cotejo
from clientesctl.captura.campos import Dictado, leer_dictado, separar
from clientesctl.captura.consentir import Prueba, leer_permisos, lo_que_falta
from clientesctl.captura.entradas import entrada
from clientesctl.captura.exigir import FALTAS
from clientesctl.captura.parecidos import Parecido, buscar_parecidos
from clientesctl.captura.preparar import Preparada, preparar
from clientesctl.operaciones.alta_errores import (
    FaltaHasta,
    NadaDicho,
    NoEsLaMisma,
    NombreDosVeces,
    OrigenDesconocido,
)
from clientesctl.operaciones.aplicar import Aplicado
from clientesctl.operaciones.capturar import escribir as escribir_plan
from clientesctl.operaciones.capturar import exigir_sin_errores, umbrales
from clientesctl.operaciones.libros import Abierto
from clientesctl.registro.columna import Tipo
from clientesctl.registro.esquema import VALORES
from clientesctl.registro.hallazgo import Hallazgo

ORDEN = "alta"
_ORIGENES = VALORES["CLIENTES", "origen_datos"]
_DICEN_QUIEN = frozenset(
    {"nombre", "apellido_1", "apellidos", "nombre_completo", "razon_social", "id_fiscal"}
)


@dataclass(frozen=True)
class Peticion:
    """Lo que se teclea de una ficha nueva.

    `sueltos` son los «campo=valor» y el nombre entero; `valores`, lo que vino por opciones.
    """

    hoy: dt.date
    sueltos: Sequence[str] = ()
    valores: Mapping[str, str] | None = None
    consiente: Sequence[str] = ()
    no_consiente: Sequence[str] = ()
    fuente: str = ""
    version: str = ""
    prospecto: bool = False
    a_sabiendas: bool = False


@dataclass(frozen=True, eq=False)
class Ficha:
    """Una ficha lista para entrar, con lo que hay que decir de ella."""

    preparada: Preparada
    consentido: Consentido
    avisos: tuple[str, ...]


def leer_tecleado(abierto: Abierto, peticion: Peticion) -> Dictado:
    """Lo tecleado, por las columnas de ese libro."""
    clientes = abierto.registro.clientes
    pares, nombre = separar(peticion.sueltos)
    ya = {c: v.strip() for c, v in (peticion.valores or {}).items() if v.strip()}
    if peticion.prospecto and "etapa" in clientes:
        ya.setdefault("etapa", "INICIAL")
    if nombre:
        ya = _con_nombre_entero(ya, " ".join(nombre))
    return leer_dictado(pares, clientes, ya)


def probar(abierto: Abierto, valores: Mapping[str, str], hoy: dt.date) -> Preparada:
    """Cómo entraría la ficha con lo que se lleva tecleado."""
    return preparar(Dictado(valores), abierto.registro, abierto.politicas, hoy)


def preparar_ficha(abierto: Abierto, peticion: Peticion, *, completa: bool = False) -> Ficha:
    """Lo tecleado, por las políticas; si completa a una que ya está, sin lo que no trae.

    Raises:
        NoEntra: hay errores que no se arreglan y no se ha dicho que entre a sabiendas.
        ErrorUso: una columna no existe, un canal no está en su lista, falta hasta cuándo valen.
    """
    registro, politicas = abierto.registro, abierto.politicas
    dictado = leer_tecleado(abierto, peticion)
    if not dictado:
        raise NadaDicho
    if falta_hasta(dictado.valores):
        raise FaltaHasta(dictado.valores["origen_datos"])
    preparada = preparar(dictado, registro, politicas, peticion.hoy)
    if completa:
        preparada = replace(
            preparada, errores=_sin_faltas(preparada.errores), avisos=_sin_faltas(preparada.avisos)
        )
    a_sabiendas = exigir_sin_errores(abierto, preparada.errores, peticion.a_sabiendas)
    prueba = Prueba(peticion.hoy, peticion.fuente or _de_donde(preparada), peticion.version)
    permisos = (
        *leer_permisos(peticion.consiente, True, registro, politicas),
        *leer_permisos(peticion.no_consiente, False, registro, politicas),
    )
    dichos = filter(None, [lo_que_falta(permisos, prueba), _caducada(preparada, peticion.hoy)])
    return Ficha(preparada, Consentido(permisos, prueba), (*a_sabiendas, *dichos))


def hay_datos(peticion: Peticion) -> bool:
    """Si se ha tecleado algo de la ficha."""
    return bool(peticion.sueltos or peticion.valores)


def buscar(abierto: Abierto, ficha: Ficha) -> tuple[list[Parecido], list[Parecido]]:
    """Las fichas que probablemente son la misma, y las que solo se le parecen."""
    probable, se_dice = umbrales(abierto)
    (suyos,) = buscar_parecidos(abierto.registro, ficha.preparada.tabla, se_dice)
    son = [p for p in suyos if p.probabilidad >= probable]
    return son, [p for p in suyos if p.probabilidad < probable]


def _sin_faltas(hallazgos: Sequence[Hallazgo]) -> tuple[Hallazgo, ...]:
    return tuple(h for h in hallazgos if h.regla not in FALTAS)


def planear_nueva(abierto: Abierto, ficha: Ficha) -> Alta:
    """La ficha nueva, aún sin escribir; `Rechazo` si no hay dónde."""
    return captura.planear_alta(
        ficha.preparada, ficha.consentido, abierto.registro, abierto.nombres_de_hojas
    )


def cotejar(abierto: Abierto, ficha: Ficha, posicion: int) -> Cotejo:
    """Lo tecleado frente a una ficha que ya está."""
    return captura.cotejar(ficha.preparada, abierto.registro, posicion)


def exigir_la_misma(abierto: Abierto, ficha: Ficha, cotejo: Cotejo, posicion: int) -> None:
    """Nada, si lo tecleado puede ser de la ficha que se nombró para completarla.

    Raises:
        NoEsLaMisma: su nombre o su documento dicen otra cosa y en nada más se parecen.
    """
    chocan = [choque for choque in cotejo.choques if choque.campo in _DICEN_QUIEN]
    if chocan and all(p.posicion != posicion for lista in buscar(abierto, ficha) for p in lista):
        raise NoEsLaMisma(abierto.registro, posicion, chocan)


def planear_completa(
    abierto: Abierto, ficha: Ficha, cotejo: Cotejo, elegidos: Collection[str], posicion: int
) -> Alta:
    """La ficha que ya está, con lo que le faltaba; `Rechazo` si no se puede escribir en ella."""
    return captura.planear_completa(
        cotejo, elegidos, ficha.consentido, abierto.registro, abierto.nombres_de_hojas, posicion
    )


def escribir(alta: Alta, abierto: Abierto, momento: dt.datetime, esperar: float) -> Aplicado:
    """El alta, escrita; con el libro abierto queda apuntada y lo dice `QuedaPendiente`."""
    return escribir_plan(alta.plan, abierto, ORDEN, momento, esperar)


def _con_nombre_entero(valores: Mapping[str, str], nombre: str) -> dict[str, str]:
    if any(valores.get(c) for c in ("nombre", "nombre_completo")):
        raise NombreDosVeces(nombre)
    return {**valores, "nombre_completo": nombre}


def falta_hasta(valores: Mapping[str, str]) -> bool:
    """Si son datos que no dio el interesado y no se dice hasta cuándo se pueden usar.

    Raises:
        OrigenDesconocido: el origen no es ninguno de los tres.
    """
    escrito = valores.get("origen_datos", "")
    if not escrito:
        return False
    origen = entrada(escrito, _ORIGENES)
    if origen is None:
        raise OrigenDesconocido(escrito)
    return origen != "PRIMERA" and not valores.get("caduca_el")


def _caducada(preparada: Preparada, hoy: dt.date) -> str:
    """La frase que dice que esos datos ya no se pueden usar; vacía si se puede."""
    dato = preparada.datos.get("caduca_el")
    if dato is None or dato.tipo != Tipo.FECHA or dato.texto[:10] >= hoy.isoformat():
        return ""
    return f"CADUCA_EL «{dato.texto}» ya ha pasado: no se la podrá llamar ni escribir"


def _de_donde(preparada: Preparada) -> str:
    """Dónde se recogió el dato, si se ha dicho: sirve de fuente del consentimiento."""
    campos = ("punto_recogida", "medio")
    return next((preparada.datos[c].texto for c in campos if c in preparada.datos), "")
