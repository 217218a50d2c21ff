"""Lo que se prepara para comparar fichas, y la forma de lo comparado."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from clientesctl.duplicados.cotejo_empresas import Denominaciones, embolsar_nombres
from clientesctl.duplicados.fichas import Fichas
from clientesctl.duplicados.lexico import Bolsas, Lexico, embolsar
from clientesctl.duplicados.sueltos import TEXTO
from clientesctl.duplicados.valores import Cuaderno, Mascara, Niveles, Reales, Valores
from clientesctl.registro.columna import Codigos, Indices
from clientesctl.textos import fonetica

CAMPOS = (
    "nombre", "apellido_1", "apellido_2", "razon_social", "id_fiscal",
    "telefono", "email", "direccion", "lugar", "fecha_nacimiento",
)  # fmt: skip
"""Los campos que se ponderan. «direccion» y «lugar» nunca hablan a la vez de una pareja."""

RECTO, PARTIDO, TROCADO, CRUZADO = -1, 0, 1, 2
"""Orden de los apellidos: en su sitio; el único de uno es el segundo del otro; en el sitio
del nombre; cambiados entre sí."""


@dataclass(frozen=True, eq=False)
class Rasgo:
    """Lo que un campo dice de cada pareja.

    `valor` es el código del valor en que coinciden (0 si ninguno), para pesarlo por lo raro
    que sea; `bits`, donde ya se sabe, lo que informa la coincidencia.
    """

    nivel: Niveles
    valor: Codigos
    bits: Reales | None = None

    def tomar(self, cuales: Indices) -> Rasgo:
        """El mismo rasgo, solo de esas parejas."""
        bits = None if self.bits is None else self.bits[cuales]
        return Rasgo(self.nivel[cuales], self.valor[cuales], bits)

    @staticmethod
    def unir(rasgos: Sequence[Rasgo]) -> Rasgo:
        """El rasgo de las parejas de todos, unas tras otras."""
        bits = [r.bits for r in rasgos if r.bits is not None]
        return Rasgo(
            np.concatenate([r.nivel for r in rasgos]),
            np.concatenate([r.valor for r in rasgos]),
            np.concatenate(bits) if bits else None,
        )


@dataclass(frozen=True, eq=False)
class Comparacion:
    """Las parejas (posiciones de ficha, `a` < `b`) con lo que dice cada campo."""

    a: Indices
    b: Indices
    rasgos: Mapping[str, Rasgo]
    orden: Niveles
    personas: Mascara
    """Las dos son personas."""

    opuestas: Mascara
    """Una es persona y la otra empresa."""

    otro_sitio: Mascara
    """Sus direcciones son de poblaciones distintas."""

    otra_generacion: Mascara
    """Tocayos de una casa con edades entre las que cabe un padre y su hijo."""

    otro_nombre: Mascara
    """Personas con dos nombres de pila corrientes, y distintos: LÍA y LEO no son una errata."""

    def tomar(self, cuales: Indices) -> Comparacion:
        """La comparación de solo esas parejas."""
        return Comparacion(
            self.a[cuales], self.b[cuales],
            {c: r.tomar(cuales) for c, r in self.rasgos.items()},
            self.orden[cuales], self.personas[cuales], self.opuestas[cuales],
            self.otro_sitio[cuales], self.otra_generacion[cuales], self.otro_nombre[cuales],
        )  # fmt: skip

    @staticmethod
    def unir(unas: Sequence[Comparacion]) -> Comparacion:
        """Las parejas de todas las comparaciones, unas tras otras."""
        juntar = np.concatenate
        return Comparacion(
            juntar([c.a for c in unas]), juntar([c.b for c in unas]),
            {c: Rasgo.unir([una.rasgos[c] for una in unas]) for c in unas[0].rasgos},
            juntar([c.orden for c in unas]), juntar([c.personas for c in unas]),
            juntar([c.opuestas for c in unas]), juntar([c.otro_sitio for c in unas]),
            juntar([c.otra_generacion for c in unas]), juntar([c.otro_nombre for c in unas]),
        )  # fmt: skip


@dataclass(frozen=True, eq=False)
class Comparador:
    """Lo que se prepara una vez para comparar cualquier pareja de un registro."""

    fichas: Fichas
    lexico: Lexico
    partes: Valores
    """Nombre de pila y los dos apellidos (n, 3), con un solo cuaderno."""
    iniciales: Codigos
    """Por parte distinta, la letra con que empieza a sonar."""
    bolsas_partes: Bolsas
    bolsas_calles: Bolsas
    bolsas_ciudades: Bolsas
    bolsas_sueltos: Mapping[str, Bolsas]
    denominaciones: Denominaciones
    domicilios: Codigos
    """Por ficha, el número de su calle, portal y población; 0 si no tiene portal."""
    poblaciones: Codigos
    """Por ficha, el número de su código postal o, si falta, de su ciudad."""


def preparar(fichas: Fichas) -> Comparador:
    """El comparador de esas fichas."""
    cuaderno = Cuaderno()
    partes = _reunir_partes(fichas)
    lugares = fichas.lugares

    def bolsas(valores: Valores, maximo: int) -> Bolsas:
        return embolsar([t.split() for t in valores.textos], cuaderno, maximo, frozenset())

    de_partes, de_calles = bolsas(partes, 4), bolsas(lugares.calles, 5)
    de_ciudades = bolsas(lugares.ciudades, 4)
    de_sueltos = {s.campo: bolsas(s.valores, 5) for s in fichas.sueltos if s.clase == TEXTO}
    de_nombres = embolsar_nombres(fichas.nombres.denominaciones, cuaderno)
    lexico = Lexico(cuaderno.textos())
    con_portal = (lugares.calles.codigos > 0) & (lugares.numeros.codigos > 0)
    poblaciones = _combinar(
        np.where(lugares.postales.codigos > 0, 0, lugares.ciudades.codigos),
        lugares.postales.codigos,
    )
    domicilios = _combinar(lugares.calles.codigos, lugares.numeros.codigos, poblaciones)
    return Comparador(
        fichas, lexico, partes, _iniciales(partes), de_partes, de_calles, de_ciudades, de_sueltos,
        Denominaciones.preparar(fichas.nombres, lexico, de_nombres),
        np.where(con_portal, domicilios, 0).astype(np.int32), poblaciones,
    )  # fmt: skip


def _reunir_partes(fichas: Fichas) -> Valores:
    cuaderno = Cuaderno()
    pila, apellidos = fichas.nombres.de_pila, fichas.nombres.apellidos
    columnas = [
        cuaderno.numerar(pila.textos)[pila.codigos],
        *(cuaderno.numerar(apellidos.textos)[apellidos.columna(i)] for i in (0, 1)),
    ]
    return Valores(np.stack(columnas, axis=1), cuaderno.textos())


def _iniciales(partes: Valores) -> Codigos:
    letras = (fonetica.clave(t.partition(" ")[0])[:1] or t[:1] for t in partes.textos)
    return np.fromiter((ord(letra) if letra else 0 for letra in letras), np.int32)


def _combinar(*columnas: Codigos) -> Codigos:
    """Un número por combinación; 0 donde todas faltan."""
    clave = np.zeros(len(columnas[0]), dtype=np.int64)
    for codigos in columnas:
        clave = clave * (int(codigos.max(initial=0)) + 1) + codigos
    _, numero = np.unique(np.append(clave, 0), return_inverse=True)
    return np.asarray(numero[:-1], dtype=np.int32)
