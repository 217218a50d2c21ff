"""Una ficha nueva, o lo que le faltaba a una que ya estaba, hecho plan."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from clientesctl.captura.consentir import HOJA, Permiso, Prueba, apuntar
from clientesctl.captura.nombrar_cliente import (
    exigir_que_nada_pierda_dueno,
    exigir_suyo,
    nombrar_cliente,
)
from clientesctl.captura.preparar import Preparada
from clientesctl.captura.redactor import Redactor
from clientesctl.registro.absorbidas import clave_de_id
from clientesctl.registro.anticipar import anticipar
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.huellas import columna_de
from clientesctl.registro.plan import Dato, Plan
from clientesctl.registro.registro import Registro
from clientesctl.textos.limpieza import es_marcador, solo_alfanumerico

_DE_NACIMIENTO = frozenset({"etapa", "fecha_alta", "fecha_captura"})
_TELEFONOS = ("telefono", "movil", "telefono_2")
_CORREOS = ("email", "email_2")


@dataclass(frozen=True)
class Consentido:
    """Los permisos que se dieron o negaron, y su prueba."""

    permisos: Sequence[Permiso]
    prueba: Prueba


@dataclass(frozen=True)
class Alta:
    """El plan de una ficha y cómo se la nombra: su ID o, sin él, «fila:12»."""

    plan: Plan
    clave: str
    id: str | None


@dataclass(frozen=True, slots=True)
class Choque:
    """Un campo en que la ficha que ya está dice una cosa y lo tecleado, otra."""

    campo: str
    tiene: str
    trae: Dato


@dataclass(frozen=True)
class Cotejo:
    """Lo tecleado frente a una ficha que ya está: lo que le falta y lo que choca."""

    faltan: Mapping[str, Dato]
    choques: tuple[Choque, ...]


def planear_alta(
    ficha: Preparada, consentido: Consentido, registro: Registro, hojas: Collection[str]
) -> Alta:
    """La ficha nueva con sus permisos.

    Raises:
        IdOcupado: el ID que se da ya lo lleva otra ficha.
        SeQuedaSinDueno: se llama como otra, y no se sabría de cuál es lo que hay apuntado.
        Rechazo: lo que diga `Redactor`, o que no se sabría de quién son los permisos.
    """
    clientes = registro.clientes
    redactor = Redactor(registro, hojas)
    datos = {c: redactor.dato("CLIENTES", c, d.texto) for c, d in ficha.en(clientes).items()}
    if "id" in datos:
        exigir_libre(datos["id"].texto, registro)
    suyo = redactor.alta("CLIENTES", datos)
    redactor.proponer("ficha nueva")
    if consentido.permisos:
        con_ella = anticipar(registro, redactor.plan())
        nueva = len(registro.clientes)
        su_nombre = nombrar_cliente(Redactor(con_ella, hojas), con_ella, HOJA, nueva)
        apuntar(redactor, su_nombre, *_partes(consentido))
        redactor.proponer("lo que consiente")
        hechas = redactor.plan()
        exigir_suyo(con_ella, hechas.elegir(hechas.propuestas[1:]), HOJA, nueva)
    plan = redactor.plan()
    exigir_que_nada_pierda_dueno(registro, plan)
    return Alta(plan, suyo or f"fila:{_ultima_fila(registro, plan)}", suyo or None)


def cotejar(ficha: Preparada, registro: Registro, posicion: int) -> Cotejo:
    """Lo que le falta a la ficha de esa posición y lo tecleado trae, y en qué chocan."""
    clientes = registro.clientes
    faltan: dict[str, Dato] = {}
    choques: list[Choque] = []
    for campo, dato in ficha.en(clientes).items():
        columna = columna_de(clientes, campo)
        tiene = "" if columna is None else columna.texto(posicion).strip()
        deducido = campo in ficha.deducidos
        if deducido and campo in _DE_NACIMIENTO:
            continue
        if _ya_lo_dice(campo, dato.texto, registro, posicion):
            continue
        if not tiene or es_marcador(tiene, campo):
            faltan[campo] = dato
        elif not deducido:
            choques.append(Choque(campo, tiene, dato))
    return Cotejo(faltan, tuple(choques))


def planear_completa(
    cotejo: Cotejo,
    elegidos: Collection[str],
    consentido: Consentido,
    registro: Registro,
    hojas: Collection[str],
    posicion: int,
) -> Alta:
    """La ficha de esa posición con lo que le faltaba y, de lo que choca, lo elegido.

    Raises:
        Rechazo: lo que diga `Redactor`.
    """
    redactor = Redactor(registro, hojas)
    trae = {c.campo: c.trae for c in cotejo.choques if c.campo in elegidos}
    datos = {c: redactor.dato("CLIENTES", c, d.texto) for c, d in {**cotejo.faltan, **trae}.items()}
    redactor.cambiar("CLIENTES", posicion, datos)
    if consentido.permisos:
        suya = nombrar_cliente(redactor, registro, HOJA, posicion)
        apuntar(redactor, suya, *_partes(consentido))
    redactor.proponer("ficha completada")
    if consentido.permisos:
        exigir_suyo(registro, redactor.plan(), HOJA, posicion)
    suyo = registro.clientes.identificador(posicion)
    clave = suyo or f"fila:{registro.clientes.filas[posicion]}"
    return Alta(redactor.plan(), clave, suyo)


def _partes(consentido: Consentido) -> tuple[Sequence[Permiso], Prueba]:
    return consentido.permisos, consentido.prueba


def _ya_lo_dice(campo: str, texto: str, registro: Registro, posicion: int) -> bool:
    """Si la ficha ya lleva eso, escrito de otra manera o en la columna de al lado."""
    al_lado = next((g for g in (_TELEFONOS, _CORREOS) if campo in g), (campo,))
    buscado = _comparable(campo, texto)
    columnas = (columna_de(registro.clientes, c) for c in al_lado)
    escritos = (c.texto(posicion) for c in columnas if c is not None)
    return any(_comparable(campo, escrito) == buscado for escrito in escritos)


def _comparable(campo: str, texto: str) -> str:
    compacto = solo_alfanumerico(texto)
    return compacto[-9:] if campo in _TELEFONOS else compacto


def exigir_libre(suyo: str, registro: Registro) -> None:
    """Nada, si ninguna ficha lleva ese ID.

    Raises:
        IdOcupado: lo lleva una.
    """
    clientes = registro.clientes
    if "id" not in clientes:
        return
    clave = clave_de_id(suyo)
    for posicion, escrito in enumerate(clientes["id"].por_fila().tolist()):
        if clave_de_id(escrito) == clave:
            raise IdOcupado(suyo, int(clientes.filas[posicion]))


def _ultima_fila(registro: Registro, plan: Plan) -> int:
    return int(anticipar(registro, plan).clientes.filas[-1])


class IdOcupado(ErrorUso):
    """El ID que se quiere dar ya lo lleva otra ficha."""

    def __init__(self, suyo: str, fila: int) -> None:
        super().__init__(
            f"el ID «{suyo}» ya lo lleva la ficha de la fila {fila}: dé otro (en un alta, quite"
            " id=… y se le dará uno libre). No se ha escrito nada"
        )
