"""Una hoja del libro mientras se le colocan los cambios de un plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from clientesctl.registro.columna import Tipo
from clientesctl.registro.ediciones import Celda, EdicionHoja
from clientesctl.registro.huellas import Fichas, columna_de, dato_de, sitios_de
from clientesctl.registro.plan import VACIO, Ancla, Cambio, Clave, Dato, Sitio
from clientesctl.registro.registro import Tabla


class NoCabe(Exception):
    """Un cambio no se puede colocar; el texto dice por qué."""


@dataclass(eq=False)
class HojaColocada:
    """Dónde cae cada cambio en la hoja de ahora, y lo anotado hasta el momento.

    `tabla` es None si la hoja hay que crearla. `numeros` da la columna de Excel de cada columna del
    plan; `cabeceras`, las que se añaden. `igual`: si los bytes son los mismos que se miraron.
    `conocidas` lleva, por ficha que se quita, las columnas que el plan le vacía; `nombradas`, los
    ID a que se refiere otra hoja, y cuál.
    """

    ancla: Ancla
    tabla: Tabla | None
    numeros: Mapping[str, int]
    cabeceras: Mapping[int, str]
    igual: bool
    conocidas: dict[Clave, set[int]] = field(default_factory=dict)
    nombradas: dict[str, str] = field(default_factory=dict)
    _celdas: list[Celda] = field(default_factory=list)
    _altas: dict[int, dict[int, Dato]] = field(default_factory=dict)
    _retiradas: set[int] = field(default_factory=set)
    _posiciones: dict[Clave, int] = field(default_factory=dict)

    def fila_para(self, cambio: Cambio) -> int | None:
        """La fila de Excel donde va (0: en una ficha nueva), o None si ya está hecho.

        Raises:
            NoCabe: la ficha no se encuentra una sola vez, o la celda ya no dice lo que decía.
        """
        if cambio.clave.es_nueva:
            self._exigir_id_libre(cambio)
            return 0
        tabla, posicion = self._encontrar(cambio.clave)
        columna = columna_de(tabla, self._nombres.get(self.numeros[cambio.columna], ""))
        if columna is not None and posicion in columna.formulas:
            raise NoCabe("en esa celda hay ahora una fórmula")
        ahora = VACIO if columna is None else dato_de(columna, posicion)
        if ahora == cambio.despues:
            return None
        if ahora != cambio.antes:
            raise NoCabe(f"ahora dice «{ahora.texto}»" if ahora.texto else "ahora está vacía")
        if cambio.clave.se_retira:
            self._exigir_que_se_pueda_quitar(cambio.clave, tabla, posicion)
        return int(tabla.filas[posicion])

    def anotar(self, cambio: Cambio, fila: int) -> None:
        """El cambio, entre los que se escriben en esa fila (0: en una ficha nueva)."""
        columna = self.numeros[cambio.columna]
        if fila == 0:
            self._altas.setdefault(cambio.clave.alta, {})[columna] = cambio.despues
        else:
            self._celdas.append(Celda(fila, columna, cambio.antes, cambio.despues))
            if cambio.clave.se_retira:
                self._retiradas.add(fila)

    def edicion(self) -> EdicionHoja | None:
        """Lo que se escribe en esta hoja; None si nada."""
        if not self._celdas and not self._altas:
            return None
        columnas = [*self.numeros.values(), *self._nombres]
        return EdicionHoja(
            self.ancla.hoja,
            tuple(self._celdas),
            tuple(self._altas[n] for n in sorted(self._altas)),
            self._ultima(),
            (min(columnas), max(columnas)),
            tuple(sorted(self._retiradas)),
            self.cabeceras,
            1 if self.tabla is None else self.tabla.fila_cabecera,
            crear=self.tabla is None,
        )

    def ancla_de_ahora(self) -> Ancla:
        """La misma ancla, con cada columna donde está (o donde se pone) ahora."""
        suyas = {} if self.tabla is None else sitios_de(self.tabla)
        cabeceras = {s.columna: s.cabecera for s in suyas.values()} | dict(self.cabeceras)
        sitios = {nombre: Sitio(cabeceras[n], n) for nombre, n in self.numeros.items()}
        return replace(self.ancla, sitios=sitios)

    def _ultima(self) -> int:
        if self.tabla is None:
            return 1
        return int(self.tabla.filas[-1]) if len(self.tabla) else self.tabla.fila_cabecera

    @cached_property
    def _nombres(self) -> dict[int, str]:
        """El nombre que la tabla da a cada columna de Excel."""
        return (
            {} if self.tabla is None else {s.columna: n for n, s in sitios_de(self.tabla).items()}
        )

    @cached_property
    def _fichas(self) -> Fichas | None:
        return None if self.tabla is None else Fichas(self.tabla, self.ancla.huellas or None)

    def _encontrar(self, clave: Clave) -> tuple[Tabla, int]:
        if self.tabla is None or self._fichas is None:
            raise NoCabe("esa ficha ya no está")
        if clave not in self._posiciones:
            en_su_fila = self.igual and not clave.id
            buscar = self._fichas.en_su_fila if en_su_fila else self._fichas.buscar
            self._posiciones[clave] = _la_unica(clave, buscar(clave))
        return self.tabla, self._posiciones[clave]

    def _exigir_id_libre(self, cambio: Cambio) -> None:
        if cambio.columna != "id" or self._fichas is None:
            return
        if self._fichas.buscar(Clave(cambio.despues.texto)):
            raise NoCabe(f"el ID «{cambio.despues.texto}» ya es de otra ficha")

    def _exigir_que_se_pueda_quitar(self, clave: Clave, tabla: Tabla, posicion: int) -> None:
        """Nada que el plan no conozca en la ficha, y nadie que se refiera a ella."""
        if clave.id in self.nombradas:
            raise NoCabe(f"la hoja «{self.nombradas[clave.id]}» tiene filas de esa ficha")
        for numero, nombre in self._nombres.items():
            columna = columna_de(tabla, nombre)
            if columna is None or numero in self.conocidas[clave] or posicion in columna.formulas:
                continue
            if dato_de(columna, posicion).tipo != Tipo.VACIA:
                raise NoCabe(f"después le han puesto {nombre.upper()} a esa ficha")


def _la_unica(clave: Clave, halladas: Sequence[int]) -> int:
    if not halladas:
        raise NoCabe("esa ficha ya no está" if clave.id else "esa ficha ya no está o ha cambiado")
    if len(halladas) > 1:
        raise NoCabe(f"hay {len(halladas)} fichas iguales y no se sabe cuál es")
    return halladas[0]
