"""El registro como lo deja un plan de fusión, y las decisiones que siguen valiendo tras ella."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from clientesctl.duplicados.distintos import HOJA, Declarada, Fichero, leer_declaradas
from clientesctl.registro.cambiar import con_cambios
from clientesctl.registro.columna import Columna
from clientesctl.registro.huellas import Fichas, ancla_de, dato_de
from clientesctl.registro.plan import Cambio, Dato, Plan
from clientesctl.registro.registro import Registro, Tabla


def como_quedaria(registro: Registro, plan: Plan) -> Registro:
    """El registro con las fichas de clientes como las deja el plan; lo demás, como está."""
    clientes = registro.clientes
    cambios: dict[str, dict[int, Dato]] = {}
    for cambio in plan.cambios:
        if cambio.hoja == clientes.hoja and cambio.clave.fila:
            posicion = posicion_de(clientes, cambio)
            cambios.setdefault(cambio.columna, {})[posicion] = cambio.despues
    quedaria = con_cambios(clientes, cambios)
    return replace(registro, tablas={**registro.tablas, "CLIENTES": quedaria})


def posicion_de(tabla: Tabla, cambio: Cambio) -> int:
    """La posición (desde 0) de la ficha que cambia, en la tabla con que se hizo el plan."""
    return int(np.searchsorted(tabla.filas, cambio.clave.fila))


def absorbidas_en(registro: Registro, paises: Columna, plan: Plan) -> dict[int, int]:
    """De cada ficha que el plan absorbe, la que queda en su lugar (posiciones desde 0)."""
    clientes = registro.clientes
    fichero = Fichero(clientes, paises)
    quedan = {
        posicion_de(clientes, c): fichero.con(c.despues.texto)
        for c in plan.cambios
        if c.hoja == clientes.hoja and c.columna == "fusionado_en" and c.clave.fila
    }
    return {absorbida: suyas[0] for absorbida, suyas in quedan.items() if len(suyas) == 1}


def reafirmar(registro: Registro, paises: Columna, plan: Plan) -> Plan:
    """El plan de fusión con las huellas de DISTINTOS puestas al día de lo que deja.

    Una ficha que se queda con el teléfono de su doble cambia de huella; lo que alguien decidió
    de ella sigue valiendo, y si no se anotara se volvería a enseñar. Cada huella va en la
    propuesta que la cambia: entran juntas o no entran.
    """
    hoja = registro.tabla(HOJA)
    if hoja is None or not plan:
        return plan
    extra: dict[int, list[Cambio]] = {}
    de_quien = _propuesta_de_cada_ficha(registro.clientes, plan)
    dichas = {cambio.sitio for cambio in plan.cambios}
    for ficha, cambio in _huellas_que_cambian(registro, paises, plan, hoja):
        if ficha in de_quien and cambio.sitio not in dichas:
            extra.setdefault(de_quien[ficha], []).append(cambio)
    if not extra:
        return plan
    propuestas = tuple(
        replace(p, cambios=(*p.cambios, *extra.get(i, ()))) for i, p in enumerate(plan.propuestas)
    )
    suyas = dict.fromkeys(c.columna for p in propuestas for c in p.cambios if c.hoja == hoja.hoja)
    anclas = {**plan.anclas, hoja.hoja: ancla_de(hoja, suyas)}
    return replace(plan, propuestas=propuestas, anclas=anclas)


def _huellas_que_cambian(
    registro: Registro, paises: Columna, plan: Plan, hoja: Tabla
) -> Iterator[tuple[int, Cambio]]:
    """La ficha y la celda de DISTINTOS, de cada decisión vigente cuya huella mueve el plan."""
    vigentes = [d for d in leer_declaradas(registro, paises) if len(d.vigentes) == 1]
    if vigentes:
        mudanza = _Mudanza(
            Fichero(registro.clientes, paises),
            Fichero(como_quedaria(registro, plan).clientes, paises),
            absorbidas_en(registro, paises, plan),
            hoja,
        )
        for declarada in vigentes:
            yield from mudanza.cambios(declarada)


def _propuesta_de_cada_ficha(clientes: Tabla, plan: Plan) -> Mapping[int, int]:
    return {
        posicion_de(clientes, c): i
        for i, propuesta in enumerate(plan.propuestas)
        for c in propuesta.cambios
        if c.hoja == clientes.hoja and c.clave.fila
    }


class _Mudanza:
    """Las huellas escritas en DISTINTOS, y las que tendrán que decir."""

    def __init__(
        self, antes: Fichero, despues: Fichero, absorbidas: Mapping[int, int], hoja: Tabla
    ) -> None:
        self._antes, self._despues, self._absorbidas = antes, despues, absorbidas
        self._hoja, self._fichas = hoja, Fichas(hoja)

    def cambios(self, declarada: Declarada) -> Iterator[tuple[int, Cambio]]:
        """La ficha y la celda de huella que cambia con ella, en esa fila de DISTINTOS."""
        (pareja,) = declarada.vigentes
        for cual in ("a", "b"):
            campo = f"huella_{cual}"
            escrita = self._hoja.texto(campo, declarada.posicion)
            suyas = [p for p in pareja if self._antes.huella(p) == escrita.lower()]
            id_escrito = self._hoja.texto(f"id_{cual}", declarada.posicion)
            ficha = next((p for p in suyas if not id_escrito or self._es(p, id_escrito)), None)
            if not escrita or ficha is None:
                continue
            nueva = self._despues.huella(self._absorbidas.get(ficha, ficha))
            if nueva != escrita:
                antes = dato_de(self._hoja[campo], declarada.posicion)
                clave = self._fichas.clave(declarada.posicion)
                yield ficha, Cambio(self._hoja.hoja, clave, campo, antes, Dato.de_texto(nueva))

    def _es(self, posicion: int, id_escrito: str) -> bool:
        return self._antes.tabla.texto("id", posicion) == id_escrito
