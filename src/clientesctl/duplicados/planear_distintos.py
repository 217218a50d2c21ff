"""Lo que se escribe en DISTINTOS para recordar una decisión, o para olvidarla."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clientesctl.duplicados.distintos import (
    HOJA,
    Fichero,
    Lado,
    Pareja,
    en_orden,
    leer_declaradas,
    leer_distintos,
)
from clientesctl.registro.columna import Columna
from clientesctl.registro.errores import ErrorUso, Rechazo
from clientesctl.registro.esquema import AJENOS, HOJAS
from clientesctl.registro.huellas import Fichas, ancla_de, columna_de, dato_de, sitios_de
from clientesctl.registro.plan import VACIO, Ancla, Cambio, Clave, Dato, Plan, Propuesta, hacer_plan
from clientesctl.registro.registro import Registro, Tabla

MOTIVO = "distintos"
OLVIDO = "ya no se dan por distintos"
_CLAVES = ("id_a", "id_b")
_COLUMNAS = tuple(c.nombre for c in (*HOJAS[HOJA], *AJENOS[HOJA]))


@dataclass(frozen=True, slots=True)
class _Decision:
    """Lo común a todas las filas que se escriben de una vez."""

    hoy: dt.date
    quien: str
    motivo: str


def planear_distintos(
    registro: Registro,
    paises: Columna,
    parejas: Sequence[Pareja],
    *,
    hoy: dt.date,
    quien: str,
    motivo: str = "",
) -> Plan:
    """El plan que declara distintas esas parejas de fichas; las que ya lo son se dejan.

    Raises:
        SinSenas: una ficha no tiene ID propio ni se distingue de otra.
        HojaSinEntender: la hoja DISTINTOS está y no se sabe dónde se escribe en ella.
    """
    fichero, ya = Fichero(registro.clientes, paises), leer_distintos(registro, paises)
    nuevas = [p for p in dict.fromkeys(en_orden(*p) for p in parejas) if p not in ya]
    fichero.mirar(posicion for pareja in nuevas for posicion in pareja)
    hoja = registro.tabla(HOJA)
    columnas = _las_que_se_escriben(hoja)
    propuestas = []
    for alta, pareja in enumerate(nuevas, 1):
        lados = [_lado(fichero, posicion) for posicion in pareja]
        datos = _fila(registro.clientes, lados, pareja, _Decision(hoy, quien, motivo))
        cambios = [
            Cambio(_nombre(hoja), Clave(alta=alta), campo, VACIO, datos[campo])
            for campo in columnas
            if datos[campo] != VACIO
        ]
        propuestas.append(Propuesta(MOTIVO, tuple(cambios)))
    if not propuestas:
        return Plan(registro.sha256)
    return hacer_plan(registro.sha256, propuestas, {_nombre(hoja): _ancla(hoja, columnas)})


def planear_olvido(registro: Registro, paises: Columna, parejas: Iterable[Pareja]) -> Plan:
    """El plan que quita de DISTINTOS las filas que hablan de esas parejas, sigan valiendo o no."""
    pedidas = {en_orden(*p) for p in parejas}
    hoja = registro.tabla(HOJA)
    if hoja is None:
        return Plan(registro.sha256)
    fichas = Fichas(hoja)
    propuestas: list[Propuesta] = []
    for declarada in leer_declaradas(registro, paises):
        if pedidas & (declarada.vigentes | declarada.caducadas):
            clave = fichas.clave(declarada.posicion)
            retirada = Clave(clave.id, clave.fila, clave.huella, len(propuestas) + 1)
            cambios = tuple(_borrados(hoja, declarada.posicion, retirada))
            propuestas.append(Propuesta(OLVIDO, cambios))
    columnas = dict.fromkeys(c.columna for p in propuestas for c in p.cambios)
    return hacer_plan(registro.sha256, propuestas, {hoja.hoja: ancla_de(hoja, columnas)})


def sin_senas(registro: Registro, paises: Columna, posiciones: Iterable[int]) -> frozenset[int]:
    """De esas fichas, las que no se pueden nombrar en DISTINTOS."""
    fichero, pedidas = Fichero(registro.clientes, paises), sorted(set(posiciones))
    fichero.mirar(pedidas)
    return frozenset(p for p in pedidas if fichero.lado(p) is None)


def _lado(fichero: Fichero, posicion: int) -> Lado:
    lado = fichero.lado(posicion)
    if lado is None:
        raise SinSenas(int(fichero.tabla.filas[posicion]))
    return lado


def _fila(
    clientes: Tabla, lados: Sequence[Lado], pareja: Pareja, decision: _Decision
) -> dict[str, Dato]:
    """Lo que va en cada columna de una fila de DISTINTOS."""
    ids = [
        # Como está en CLIENTES: un ID que allí es un número, aquí también.
        dato_de(clientes["id"], posicion)._replace(texto=lado.id) if lado.id else VACIO
        for lado, posicion in zip(lados, pareja, strict=True)
    ]
    return {
        "id_a": ids[0],
        "id_b": ids[1],
        "fecha": Dato.de_fecha(decision.hoy),
        "quien": Dato.de_texto(decision.quien),
        "motivo": Dato.de_texto(decision.motivo),
        "huella_a": Dato.de_texto(lados[0].huella),
        "huella_b": Dato.de_texto(lados[1].huella),
    }


def _las_que_se_escriben(hoja: Tabla | None) -> tuple[str, ...]:
    """Las columnas de DISTINTOS, sin las que se entienden sin certeza."""
    if hoja is None:
        return _COLUMNAS
    for campo in _CLAVES:
        if not hoja.segura(campo):
            raise HojaSinEntender(hoja.hoja, campo)
    return tuple(c for c in _COLUMNAS if c not in hoja or hoja.segura(c))


def _nombre(hoja: Tabla | None) -> str:
    return HOJA if hoja is None else hoja.hoja


def _ancla(hoja: Tabla | None, columnas: tuple[str, ...]) -> Ancla:
    if hoja is None:
        return Ancla(HOJA, HOJA, nuevas=columnas, nueva=True)
    return ancla_de(hoja, columnas, huellas=False)


def _borrados(hoja: Tabla, posicion: int, clave: Clave) -> Iterable[Cambio]:
    for nombre in sitios_de(hoja):
        columna = columna_de(hoja, nombre)
        if columna is not None and (antes := dato_de(columna, posicion)) != VACIO:
            yield Cambio(hoja.hoja, clave, nombre, antes, VACIO)


class SinSenas(ErrorUso):
    """Una ficha no tiene con qué volver a encontrarla."""

    def __init__(self, fila: int) -> None:
        super().__init__(
            f"la ficha de la fila {fila} no tiene un ID que sea solo suyo y hay otra que dice lo"
            " mismo: déle uno (clientesctl corregir --regla id_vacio,id_repetido) y repítalo"
        )


class HojaSinEntender(Rechazo):
    """No se sabe con certeza qué columnas de DISTINTOS llevan los dos ID."""

    def __init__(self, hoja: str, campo: str) -> None:
        super().__init__(
            f"en la hoja «{hoja}» no se sabe con certeza qué columna es {campo.upper()}: póngale"
            " esa cabecera y repítalo. No se ha escrito nada"
        )
