"""Hallazgos que proponen cambiar los mismos campos, con lo que cada uno escribiría."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from clientesctl.calidad.corregir_datos import dato_propuesto
from clientesctl.calidad.informe import Parte
from clientesctl.registro.columna import Indices
from clientesctl.registro.hallazgo import Dictamen
from clientesctl.registro.plan import Dato
from clientesctl.registro.registro import Tabla
from clientesctl.textos.limpieza import plegar

Mascara = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Candidatos:
    """Hallazgos de una regla en `campo`: la fila de cada uno y su propuesta para cada campo.

    `filas` son posiciones en la tabla; `cuales`, de la misma longitud, qué propuesta toca a cada
    una: `datos[k][cual]` es lo que se escribe en `campos[k]`.
    """

    regla: str
    campo: str
    campos: tuple[str, ...]
    datos: tuple[tuple[Dato, ...], ...]
    seguras: Mascara
    filas: Indices
    cuales: Indices

    def __len__(self) -> int:
        return len(self.filas)

    @property
    def dudosos(self) -> Mascara:
        """De cada hallazgo, si hay que mirarlo antes."""
        return ~self.seguras[self.cuales]

    def tomar(self, siguen: Mascara) -> Candidatos:
        """Los mismos con solo esos hallazgos."""
        return replace(self, filas=self.filas[siguen], cuales=self.cuales[siguen])

    def celdas(self) -> Iterator[tuple[str, dict[int, Dato]]]:
        """Cada campo con lo que se escribe en él, por fila."""
        cuales = self.cuales.tolist()
        for campo, suyos in zip(self.campos, self.datos, strict=True):
            yield (
                campo,
                dict(zip(self.filas.tolist(), [suyos[cual] for cual in cuales], strict=True)),
            )

    def que_cambian(self, tabla: Tabla) -> Candidatos:
        """Los que proponen algo que no está ya así en todas sus celdas."""
        cambian = np.zeros(len(self), dtype=np.bool_)
        for campo, datos in zip(self.campos, self.datos, strict=True):
            cambian |= self._difieren(tabla, campo, datos)
        return self.tomar(cambian)

    def pisan(self, tabla: Tabla, campo: str) -> Mascara:
        """De cada hallazgo, si borraría de ese campo algo que no es lo que él pone."""
        columna, datos = tabla[campo], self.datos[self.campos.index(campo)]
        ocupadas = [plegar(texto) for texto in columna.textos[columna.codigos[self.filas]]]
        return np.fromiter(
            (
                bool(hay) and hay != plegar(datos[cual].texto)
                for hay, cual in zip(ocupadas, self.cuales.tolist(), strict=True)
            ),
            np.bool_,
            len(self),
        )

    def _difieren(self, tabla: Tabla, campo: str, datos: tuple[Dato, ...]) -> Mascara:
        textos = np.asarray([d.texto for d in datos], dtype=object)[self.cuales]
        if campo not in tabla:
            return np.asarray(textos != "", dtype=np.bool_)
        columna = tabla[campo]
        tipos = np.asarray([d.tipo for d in datos], dtype=np.uint8)[self.cuales]
        ahora = columna.codigos[self.filas]
        return np.asarray(
            (columna.textos[ahora] != textos) | (columna.tipos[ahora] != tipos), dtype=np.bool_
        )


def candidatos(parte: Parte, tabla: Tabla, clases: Mapping[str, str]) -> Iterator[Candidatos]:
    """Lo que proponen los hallazgos de una parte, en grupos que cambian los mismos campos.

    `tabla` es la hoja entera: las reglas no ven las fichas absorbidas. `clases` dice con qué
    clase de dato se escribe en cada campo.
    """
    lote = parte.lote
    filas = np.searchsorted(tabla.filas, parte.tabla.filas[lote.posiciones])
    for campos, cuales in _por_campos(lote.dictamenes).items():
        puesto = np.full(len(lote.dictamenes), -1, dtype=np.int64)
        puesto[cuales] = np.arange(len(cuales))
        suyos = puesto[lote.cuales]
        elegidos = [lote.dictamenes[cual] for cual in cuales]
        yield Candidatos(
            lote.regla,
            lote.campo,
            campos,
            tuple(_datos(elegidos, k, clases.get(c, "texto")) for k, c in enumerate(campos)),
            np.asarray([d.segura for d in elegidos], dtype=np.bool_),
            filas[suyos >= 0],
            suyos[suyos >= 0],
        )


def _por_campos(dictamenes: Iterable[Dictamen]) -> dict[tuple[str, ...], list[int]]:
    """Los dictámenes que proponen algo, por los campos que cambian."""
    por_campos: dict[tuple[str, ...], list[int]] = {}
    for cual, dictamen in enumerate(dictamenes):
        # Si lo visto se enseña tapado, lo propuesto también lo estaría: no se escribe.
        if dictamen.cambios and dictamen.valor is None:
            por_campos.setdefault(tuple(a.campo for a in dictamen.cambios), []).append(cual)
    return por_campos


def _datos(dictamenes: list[Dictamen], cual: int, clase: str) -> tuple[Dato, ...]:
    return tuple(dato_propuesto(d.cambios[cual].valor, clase) for d in dictamenes)
