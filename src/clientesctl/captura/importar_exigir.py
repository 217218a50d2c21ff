"""Lo que se exige a una ficha que se trae para dejarla entrar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from clientesctl.captura import importar_rechazo as rechazo
from clientesctl.captura.importar_lista import Lista
from clientesctl.captura.importar_opciones import Opciones
from clientesctl.captura.importar_rechazo import Rechazo
from clientesctl.captura.importar_valores import DE_EMPRESA, DE_PERSONA
from clientesctl.registro.columna import Tipo
from clientesctl.registro.hallazgo import Hallazgo
from clientesctl.registro.plan import VACIO, Dato
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Registro

_DE_NOMBRE = frozenset({*DE_PERSONA[1:], *DE_EMPRESA})
_DE_LLEGAR = frozenset({"telefono", "movil", "email", "telefono_2", "email_2"})
_FALTAS = frozenset({"dato_obligatorio_vacio", "codigo_postal_vacio"})
_DE_PARTIR = frozenset({"nombre_en_una_columna", "apellidos_juntos"})
_APELLIDOS = frozenset({"apellido_1", "apellido_2", "apellidos"})
_DE_OTRO = frozenset({"SEGUNDA", "TERCERA"})

Datos = Mapping[str, Dato]


@dataclass(frozen=True, eq=False)
class Exigencia:
    """Lo que las políticas piden a las fichas de una lista, cada una con lo que lleva."""

    lista: Lista
    registro: Registro
    politicas: Politicas
    opciones: Opciones

    def no_valen(self, posicion: int) -> dict[str, Rechazo]:
        """Los campos con un valor que las reglas dan por malo, y por qué."""
        return {
            h.campo: rechazo.por_hallazgo(h)
            for h in self._hallazgos(posicion)
            if h.gravedad == "error" and h.regla not in _FALTAS and not _se_parte(h)
        }

    def sin_partir(self, posicion: int) -> tuple[Hallazgo, ...]:
        """Los nombres que habría que partir y no se sabe con seguridad por dónde."""
        return tuple(
            h for h in self._hallazgos(posicion) if _se_parte(h) and self._importa(h, posicion)
        )

    def partido(self, posicion: int) -> dict[str, Dato]:
        """Los datos de la ficha, con el nombre partido como se propone."""
        datos = dict(self.lista.datos[posicion])
        for hallazgo in self.sin_partir(posicion):
            cambios = {a.campo: Dato.de_texto(a.valor) for a in hallazgo.cambios}
            if hallazgo.campo not in cambios:
                datos.pop(hallazgo.campo, None)
            datos.update(cambios)
        return {c: d for c, d in datos.items() if d != VACIO}

    def plazo(self, datos: Datos, nueva: bool) -> Rechazo | None:
        """Por qué no se pueden usar: caducaron, o son de otro y no dicen hasta cuándo."""
        hasta = datos.get("caduca_el")
        hoy = self.opciones.hoy
        dia = self.opciones.hasta if hasta is None else _dia(hasta)
        if dia is not None:
            return rechazo.caducada(dia.strftime("%d/%m/%Y")) if dia < hoy else None
        origen = datos["origen_datos"].texto.upper() if "origen_datos" in datos else ""
        return rechazo.sin_plazo(origen) if nueva and origen in _DE_OTRO else None

    def faltas(self, filas: Collection[int], datos: Datos) -> tuple[list[Rechazo], list[str]]:
        """Lo que falta para darla de alta, y los campos que faltan pero se dejan pasar.

        Sin nombre o sin modo de llegar no entra nadie. Lo demás que exigen las políticas solo si
        su lista lo trae: una agenda de teléfonos no lleva códigos postales. De una rechazada que
        vuelve con su ES escrito ya decidió alguien que la miró.
        """
        if not any(c in datos for c in _DE_NOMBRE):
            return [rechazo.sin_nombre()], []
        if not any(c in datos for c in self._de_llegar):
            return [rechazo.sin_modo_de_llegar()], []
        rechazos, pasan = [], []
        for hallazgo, grupo in self._que_faltan(filas, datos):
            if any(self._lo_pide(grupo, f) for f in filas) and not self.opciones.incompletas:
                rechazos.append(rechazo.por_falta(hallazgo))
            else:
                pasan.append(hallazgo.campo)
        return rechazos, pasan

    def _lo_pide(self, grupo: frozenset[str], fila: int) -> bool:
        """Si la lista de esa ficha recogía esos campos, y nadie ha decidido ya quién es."""
        pedia = not self.lista.entrada(fila).de_agenda and not self.lista.es[fila]
        return pedia and bool(grupo & self.lista.trae(fila))

    def _que_faltan(
        self, filas: Collection[int], datos: Datos
    ) -> Iterator[tuple[Hallazgo, frozenset[str]]]:
        """Los obligatorios que ninguna de las filas lleva, con los campos que valdrían."""
        vistos = set()
        for fila in filas:
            for hallazgo in self._hallazgos(fila):
                grupo = self._grupo(hallazgo.campo)
                nuevo = hallazgo.regla in _FALTAS and hallazgo.campo not in vistos
                if nuevo and not any(c in datos for c in grupo):
                    vistos.add(hallazgo.campo)
                    yield hallazgo, grupo

    def _grupo(self, campo: str) -> frozenset[str]:
        """Los campos que valen por ése, según las políticas."""
        for grupo in self.politicas.obligatorios:
            campos = frozenset(grupo.split("|"))
            if campo in campos:
                return campos
        return frozenset({campo})

    @cached_property
    def _de_llegar(self) -> frozenset[str]:
        """Los modos de llegar a alguien: los de siempre y los que las políticas den por buenos."""
        grupos = (frozenset(g.split("|")) for g in self.politicas.obligatorios)
        return _DE_LLEGAR.union(*(g for g in grupos if g & _DE_LLEGAR))

    def _importa(self, hallazgo: Hallazgo, posicion: int) -> bool:
        """Si el nombre va aquí repartido en columnas y de verdad puede estar sin partir."""
        if hallazgo.regla == "apellidos_juntos":
            return hallazgo.gravedad == "error" and "apellido_2" in self.registro.clientes
        if not _APELLIDOS & self.registro.clientes.columnas.keys():
            return False
        # Donde la lista lleva los apellidos aparte, «JOSÉ LUIS» es un nombre.
        return hallazgo.gravedad == "error" or not _APELLIDOS & self.lista.trae(posicion)

    def _hallazgos(self, posicion: int) -> tuple[Hallazgo, ...]:
        return self.lista.hallazgos.get(posicion, ())


def _dia(dato: Dato) -> dt.date | None:
    return dt.date.fromisoformat(dato.texto[:10]) if dato.tipo == Tipo.FECHA else None


def _se_parte(hallazgo: Hallazgo) -> bool:
    return hallazgo.regla in _DE_PARTIR and bool(hallazgo.cambios)
