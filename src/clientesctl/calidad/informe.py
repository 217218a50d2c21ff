"""Lo que se encontró al validar: lotes por columnas, que solo al recorrerlos son hallazgos."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from clientesctl.registro.columna import Indices
from clientesctl.registro.hallazgo import Dictamen, Gravedad, Hallazgo, Lote
from clientesctl.registro.registro import Registro, Tabla, letra


@dataclass(frozen=True, eq=False)
class Parte:
    """Los hallazgos de una regla en un campo de una hoja."""

    tabla: Tabla
    lote: Lote

    def __len__(self) -> int:
        return len(self.lote)

    def gravedad(self, dictamen: Dictamen) -> Gravedad:
        """La del dictamen si la trae; si no, la de la regla."""
        return dictamen.gravedad or self.lote.gravedad

    @property
    def errores(self) -> int:
        """Cuántos de sus hallazgos son errores."""
        graves = [self.gravedad(d) == "error" for d in self.lote.dictamenes]
        if all(graves):
            return len(self)
        if not any(graves):
            return 0
        return int(np.asarray(graves)[self.lote.cuales].sum())

    def hallazgo(self, indice: int) -> Hallazgo:
        """El hallazgo número `indice` (desde 0) de los suyos."""
        lote = self.lote
        posicion = None if lote.de_columna else int(lote.posiciones[indice])
        dictamen = lote.dictamenes[0 if posicion is None else int(lote.cuales[indice])]
        return Hallazgo(
            hoja=self.tabla.hoja,
            fila=None if posicion is None else int(self.tabla.filas[posicion]),
            celda=self._celda(posicion),
            campo=lote.campo,
            regla=lote.regla,
            gravedad=self.gravedad(dictamen),
            valor=self._valor(posicion) if dictamen.valor is None else dictamen.valor,
            mensaje=dictamen.mensaje,
            propuesta=dictamen.propuesta,
            cambios=dictamen.cambios,
            segura=dictamen.segura,
        )

    def solo(self, cumple: Callable[[Dictamen], bool]) -> Parte | None:
        """La misma parte con los hallazgos cuyo dictamen cumple; None si no queda ninguno."""
        siguen = np.fromiter(map(cumple, self.lote.dictamenes), bool, len(self.lote.dictamenes))
        if siguen.all():
            return self
        if not siguen.any():
            return None
        return self.tomar(np.flatnonzero(siguen[self.lote.cuales]))

    def tomar(self, indices: Indices) -> Parte | None:
        """La misma parte con solo esos hallazgos, por su número; None si no hay ninguno."""
        lote = self.lote
        if lote.de_columna:
            return self if len(indices) else None
        if not len(indices):
            return None
        posiciones, cuales = lote.posiciones[indices], lote.cuales[indices]
        dictamenes = lote.dictamenes
        return Parte(
            self.tabla,
            Lote(lote.regla, lote.gravedad, lote.campo, posiciones, cuales, dictamenes),
        )

    def columna_excel(self) -> int:
        """El número de la columna en el libro (A es 1); 0 si no está en él."""
        campo = self.lote.campo
        if campo in self.tabla.asignaciones:
            return self.tabla.asignaciones[campo].columna
        return self.tabla.otras_posiciones.get(campo, 0)

    def _celda(self, posicion: int | None) -> str | None:
        columna = self.columna_excel()
        fila = self.tabla.fila_cabecera if posicion is None else int(self.tabla.filas[posicion])
        return f"{letra(columna)}{fila}" if columna and fila else None

    def _valor(self, posicion: int | None) -> str:
        if posicion is None:
            return ""
        columna = self.tabla.columnas.get(self.lote.campo) or self.tabla.otras.get(self.lote.campo)
        return "" if columna is None else columna.texto(posicion)


@dataclass(frozen=True, eq=False)
class Informe:
    """Lo que las reglas dicen de un registro.

    Recorrerlo da los hallazgos en el orden del libro: hoja, fila (antes los de columnas
    enteras), columna y regla. Contar no crea ninguno.
    """

    registro: Registro
    partes: tuple[Parte, ...]

    def __len__(self) -> int:
        return sum(len(parte) for parte in self.partes)

    def __iter__(self) -> Iterator[Hallazgo]:
        parte, indice = self._orden()
        for p, i in zip(parte.tolist(), indice.tolist(), strict=True):
            yield self.partes[p].hallazgo(i)

    @property
    def errores(self) -> int:
        """Cuántos hallazgos son errores."""
        return sum(parte.errores for parte in self.partes)

    @property
    def avisos(self) -> int:
        """Cuántos hallazgos son avisos."""
        return len(self) - self.errores

    def por_regla(self) -> dict[str, int]:
        """Regla → cuántos hallazgos, de más a menos y luego por nombre."""
        cuenta: dict[str, int] = {}
        for parte in self.partes:
            cuenta[parte.lote.regla] = cuenta.get(parte.lote.regla, 0) + len(parte)
        return dict(sorted(cuenta.items(), key=lambda par: (-par[1], par[0])))

    def solo(self, gravedad: Gravedad) -> Informe:
        """El mismo informe con solo los errores, o solo los avisos."""
        elegidas = (p.solo(lambda d, p=p: p.gravedad(d) == gravedad) for p in self.partes)  # type: ignore[misc]  # mypy no tipa el argumento por defecto de una lambda
        return Informe(self.registro, tuple(p for p in elegidas if p is not None))

    def tomar(self, elegidos: Mapping[int, Indices]) -> Informe:
        """El mismo informe con solo esos hallazgos: número de parte → números dentro de ella."""
        elegidas = (self.partes[n].tomar(indices) for n, indices in sorted(elegidos.items()))
        return Informe(self.registro, tuple(p for p in elegidas if p is not None))

    def _orden(self) -> tuple[Indices, Indices]:
        """Los hallazgos en el orden del libro: número de parte y número dentro de ella."""
        hojas = {id(p.tabla): n for n, p in reversed(list(enumerate(self.partes)))}
        bloques = [
            _bloque(numero, hojas[id(parte.tabla)], parte)
            for numero, parte in enumerate(self.partes)
        ]
        if not bloques:
            nada = np.empty(0, dtype=np.int64)
            return nada, nada
        hoja, fila, columna, numero, indice = np.concatenate(bloques, axis=1)
        orden = np.lexsort((indice, numero, columna, fila, hoja))
        return numero[orden], indice[orden]


def _bloque(numero: int, hoja: int, parte: Parte) -> Indices:
    """Cinco filas (hoja, fila, columna, parte, número) con un hallazgo por columna."""
    bloque = np.empty((5, len(parte)), dtype=np.int64)
    bloque[0] = hoja
    bloque[1] = 0 if parte.lote.de_columna else parte.tabla.filas[parte.lote.posiciones]
    bloque[2] = parte.columna_excel()
    bloque[3] = numero
    bloque[4] = np.arange(len(parte))
    return bloque
