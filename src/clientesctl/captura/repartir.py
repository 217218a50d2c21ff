"""El plan de un reparto: cada ficha con su vendedor y, si alguien se va, lo que tenía abierto.

Lo hecho queda a nombre de quien lo hizo: ni las ventas, ni las llamadas, ni las citas pasadas
cambian. Lo que está por hacer pasa al vendedor que queda con el cliente: la cita cambia de QUIEN, y
la propuesta abierta, de VENDEDOR. Un próximo paso va escrito en el contacto que lo dejó, que es
historia: se quita de él y se apunta, para el mismo día, en una NOTA de hoy del vendedor nuevo.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass

from clientesctl.captura.redactor import Redactor
from clientesctl.cartera.citas_del_dia import Cita, leer_citas
from clientesctl.cartera.conversaciones import Paso, pasos_de_contactos
from clientesctl.cartera.propuestas import Propuesta, sin_respuesta
from clientesctl.cartera.reparto import Reparto
from clientesctl.registro.huellas import dato_de
from clientesctl.registro.plan import VACIO, Dato, Plan
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.limpieza import plegar

_MAS_ADELANTE = dt.timedelta(days=730)
_NOTA = "NOTA"


@dataclass(frozen=True, slots=True)
class Entregado:
    """Algo abierto que pasa a otro: en qué hoja y fila (de Excel) está, qué es y para cuándo.

    `cliente` es la posición de su ficha, o -1 si no se sabe de quién es.
    """

    clase: str
    hoja: str
    fila: int
    id: str | None
    que: str
    dia: dt.date
    cliente: int
    a: str


@dataclass(frozen=True, eq=False)
class Salida:
    """Quién se va, a nombre de quién queda cada cliente y qué se le entrega.

    `nuevo` da el vendedor de una ficha (posición desde 0, o -1 si no se sabe de quién es).
    """

    de: str
    nuevo: Callable[[int], str]


@dataclass(frozen=True, eq=False)
class PlanDeReparto:
    """El plan, lo abierto que se entrega y los pasos que no se pueden pasar."""

    plan: Plan
    entregado: tuple[Entregado, ...] = ()
    sin_pasar: int = 0


def planear_reparto(
    reparto: Reparto,
    registro: Registro,
    hojas: Collection[str],
    hoy: dt.date,
    salida: Salida | None = None,
) -> PlanDeReparto:
    """El plan que deja la cartera como dice el reparto; con `salida`, también lo abierto.

    Raises:
        Rechazo: lo que diga `Redactor`: una columna que no se entiende con certeza, una fórmula.
    """
    redactor = Redactor(registro, hojas)
    for ficha in reparto.cambian.tolist():
        nuevo = reparto.mesa.vendedores[reparto.quien[ficha]]
        redactor.cambiar("CLIENTES", ficha, {"vendedor": Dato.de_texto(nuevo)})
        redactor.proponer(reparto.por_que(ficha))
    if salida is None:
        return PlanDeReparto(redactor.plan())
    entregado = [*_citas(redactor, registro, hoy, salida)]
    entregado += _propuestas(redactor, registro, hoy, salida)
    pasos = _pasos(registro, hoy, salida)
    tabla = registro.tabla("CONTACTOS")
    if tabla is None or "tipo" not in tabla:
        # Sin tipo, una nota contaría como haber hablado con el cliente.
        return PlanDeReparto(redactor.plan(), tuple(entregado), len(pasos))
    entregado += [_pasar(redactor, tabla, paso, hoy, salida) for paso in pasos]
    return PlanDeReparto(redactor.plan(), tuple(entregado))


def _citas(redactor: Redactor, registro: Registro, hoy: dt.date, salida: Salida) -> list[Entregado]:
    hechas = []
    tabla = registro.tabla("CITAS")
    for cita in leer_citas(registro, hoy, hoy + _MAS_ADELANTE):
        if tabla is None or cita.anulada or not _es(cita.quien, salida):
            continue
        a = salida.nuevo(cita.cliente)
        redactor.cambiar("CITAS", cita.fila, {"quien": Dato.de_texto(a)})
        redactor.proponer(f"cita de {salida.de}, que se va")
        hechas.append(_entregado("CITAS", tabla, cita.fila, cita.asunto, cita, a))
    return hechas


def _propuestas(
    redactor: Redactor, registro: Registro, hoy: dt.date, salida: Salida
) -> list[Entregado]:
    hechas = []
    tabla = registro.tabla("PROPUESTAS")
    for propuesta in sin_respuesta(registro, hoy, sueltas=True):
        if tabla is None or not _es(propuesta.vendedor, salida):
            continue
        a = salida.nuevo(propuesta.cliente)
        redactor.cambiar("PROPUESTAS", propuesta.fila, {"vendedor": Dato.de_texto(a)})
        redactor.proponer(f"propuesta abierta de {salida.de}, que se va")
        que = str(propuesta)
        hechas.append(_entregado("PROPUESTAS", tabla, propuesta.fila, que, propuesta, a))
    return hechas


def _pasos(registro: Registro, hoy: dt.date, salida: Salida) -> list[Paso]:
    pasos = pasos_de_contactos(registro, hoy, hoy + _MAS_ADELANTE)
    return [paso for paso in pasos if _es(paso.quien, salida)]


def _pasar(redactor: Redactor, tabla: Tabla, paso: Paso, hoy: dt.date, salida: Salida) -> Entregado:
    """El paso, quitado de su contacto y apuntado en una nota del vendedor nuevo."""
    a = salida.nuevo(paso.cliente)
    cuando = f" el {paso.desde:%d/%m/%Y}" if paso.desde else ""
    datos = {
        "fecha": Dato.de_fecha(hoy),
        "id_cliente": dato_de(tabla["id_cliente"], paso.fila),
        "tipo": Dato.de_texto(_NOTA),
        "quien": Dato.de_texto(a),
        "asunto": Dato.de_texto(f"PASO DE {salida.de}"),
        "proximo_paso": _dato(tabla, "proximo_paso", paso.fila),
        "proxima_fecha": _dato(tabla, "proxima_fecha", paso.fila),
        "notas": Dato.de_texto(f"{salida.de} se va. Quedó así{cuando}: {paso.asunto}"),
    }
    redactor.alta("CONTACTOS", {c: dato for c, dato in datos.items() if c in tabla})
    vacios = {campo: VACIO for campo in ("proximo_paso", "proxima_fecha") if campo in tabla}
    redactor.cambiar("CONTACTOS", paso.fila, vacios)
    redactor.proponer(f"paso pendiente de {salida.de}, que se va")
    return _entregado("CONTACTOS", tabla, paso.fila, paso.que, paso, a)


def _dato(tabla: Tabla, campo: str, fila: int) -> Dato:
    return dato_de(tabla[campo], fila) if campo in tabla else VACIO


def _es(quien: str, salida: Salida) -> bool:
    return bool(quien) and plegar(quien) == plegar(salida.de)


def _entregado(
    clase: str, tabla: Tabla, fila: int, que: str, cosa: Cita | Paso | Propuesta, a: str
) -> Entregado:
    return Entregado(
        clase,
        tabla.hoja,
        int(tabla.filas[fila]),
        tabla.identificador(fila),
        que,
        cosa.dia,
        cosa.cliente,
        a,
    )
