"""Las fichas de un registro, normalizadas por columnas y listas para comparar."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clientesctl.duplicados.sueltos import Suelto
from clientesctl.duplicados.valores import Mascara, Niveles, Valores
from clientesctl.registro.columna import Codigos, Indices

PERSONA, EMPRESA, INCIERTA = 1, 2, 3
"""Clases de ficha. Una INCIERTA tiene nombre, pero no se sabe si de persona o de empresa."""


@dataclass(frozen=True, eq=False)
class Nombres:
    """Cómo se llama cada ficha.

    `de_pila` y `apellidos` (n, 2) van llenos en las personas; `denominaciones` (n, 2), con la
    razón social y el nombre comercial (en una persona, su nombre entero), en todas. `formas`
    es la forma jurídica escrita. `generaciones` es 1 en quien dice ser el padre y 2 en el hijo.
    """

    clase: Niveles
    de_pila: Valores
    apellidos: Valores
    denominaciones: Valores
    formas: Codigos
    generaciones: Niveles


@dataclass(frozen=True, eq=False)
class Lugares:
    """Dónde está cada ficha; `numeros` es el del portal.

    `segundas`, con los textos de `calles`, es la otra línea de la dirección, si el libro la trae
    en una columna (`cabecera_segunda`): hay quien las escribe cambiadas.
    """

    calles: Valores
    numeros: Valores
    postales: Valores
    ciudades: Valores
    segundas: Codigos
    cabecera_segunda: str = ""


@dataclass(frozen=True, eq=False)
class Fichas:
    """Los datos de cada ficha que dicen quién es.

    `ids_validos` va por valor distinto de `ids`; `nacimientos`, como AAAAMMDD.
    `posiciones` son las filas de la tabla; las fichas absorbidas en otra no están.
    """

    posiciones: Indices
    nombres: Nombres
    ids: Valores
    ids_validos: Mascara
    telefonos: Valores
    correos: Valores
    lugares: Lugares
    nacimientos: Valores
    sueltos: tuple[Suelto, ...] = ()

    def __len__(self) -> int:
        return len(self.posiciones)

    def codigos(self) -> list[Codigos]:
        """Todas las columnas de códigos, para saber qué fichas dicen exactamente lo mismo."""
        campos = (
            self.nombres.de_pila, self.nombres.apellidos, self.nombres.denominaciones, self.ids,
            self.telefonos, self.correos, self.lugares.calles, self.lugares.numeros,
            self.lugares.postales, self.lugares.ciudades, self.nacimientos,
        )  # fmt: skip
        return [c.columna(i) for c in campos for i in range(c.ancho)]

    def tomar(self, cuales: Indices) -> Fichas:
        """Las mismas fichas, solo esas y en ese orden."""

        def de(valores: Valores) -> Valores:
            return Valores(valores.codigos[cuales], valores.textos)

        n, lugar = self.nombres, self.lugares
        return Fichas(
            self.posiciones[cuales],
            Nombres(
                n.clase[cuales], de(n.de_pila), de(n.apellidos), de(n.denominaciones),
                n.formas[cuales], n.generaciones[cuales],
            ),
            de(self.ids), self.ids_validos, de(self.telefonos), de(self.correos),
            Lugares(
                de(lugar.calles), de(lugar.numeros), de(lugar.postales), de(lugar.ciudades),
                lugar.segundas[cuales], lugar.cabecera_segunda,
            ),
            de(self.nacimientos), tuple(s.tomar(cuales) for s in self.sueltos),
        )  # fmt: skip

    def iguales(self) -> Indices:
        """Por ficha, una etiqueta que comparten las que dicen exactamente lo mismo."""
        etiquetas = np.zeros(len(self), dtype=np.int64)
        for codigos in self.codigos():
            clave = etiquetas * (int(codigos.max(initial=0)) + 1) + codigos
            etiquetas = np.unique(clave, return_inverse=True)[1]
        return etiquetas
