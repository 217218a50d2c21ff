"""Las columnas por las que se busca: cada una compara lo suyo y da sus valores.

Todas responden a lo mismo: `cumple` (una comparación, por ficha), `vacias`, `valores` (los de unas
fichas, para enseñarlos) y `claves` (con qué se ordena; NaN, lo que va al final).
"""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import numpy as np
import numpy.typing as npt

from clientesctl.cartera.lectores import DE_TEXTO, Lector
from clientesctl.cartera.literales import hacer_patron, leer_cifra, leer_tramo
from clientesctl.cartera.valores import SIN_DIA, Dias, dia_de, fecha_de, leer_dias, leer_importes
from clientesctl.registro.columna import Columna, Indices, Tipo
from clientesctl.textos.limpieza import es_marcador, plegar

Marcas = npt.NDArray[np.bool_]
Cifras = npt.NDArray[np.float64]
ClaseDeCampo = Literal["texto", "entero", "numero", "dinero", "fecha"]
Dato = str | int | float | dt.date | None

COMPARAR: Mapping[str, Callable[[Any, Any], Any]] = {
    ">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le, "=": operator.eq,
}  # fmt: skip


class NoVale(Exception):
    """Lo tecleado no se puede comparar con esa columna; lleva el final de la frase."""


class Campo(Protocol):
    """Una columna por la que se busca, se ordena o que se enseña."""

    @property
    def nombre(self) -> str: ...
    @property
    def clase(self) -> ClaseDeCampo: ...
    def cumple(self, operador: str, tecleado: str) -> Marcas: ...
    def vacias(self) -> Marcas: ...
    def valores(self, posiciones: Indices) -> list[Dato]: ...
    def claves(self) -> Cifras: ...


@dataclass(frozen=True, eq=False)
class CampoTexto:
    """Una columna del libro; con `suelta`, una que no se entendió y lleva lo que lleve."""

    nombre: str
    columna: Columna
    hoy: dt.date
    pais: str
    lector: Lector = DE_TEXTO
    suelta: bool = False

    @property
    def clase(self) -> ClaseDeCampo:
        tipos = set(self.columna.tipos[self.columna.frecuencias() > 0].tolist()) - {Tipo.VACIA}
        if not self.suelta or len(tipos) != 1:
            return "texto"
        return {Tipo.NUMERO: "numero", Tipo.FECHA: "fecha"}.get(Tipo(tipos.pop()), "texto")  # type: ignore[return-value]  # los dos de la tabla y el de siempre

    def cumple(self, operador: str, tecleado: str) -> Marcas:
        if operador == "~":
            patron = hacer_patron(tecleado, self.lector.forma)
            return self._por_valor(lambda t: bool(t) and bool(patron.search(self.lector.forma(t))))
        if operador == "=":
            iguales = self._por_valor(self.lector.igual(tecleado))
            cifra = leer_cifra(tecleado, self.pais) if self._es_numero(tecleado) else None
            return iguales if cifra is None else iguales | (self._cifras() == cifra)
        return self._ordenado(operador, tecleado)

    def _es_numero(self, tecleado: str) -> bool:
        return self.suelta and not tecleado.startswith("0")

    def _ordenado(self, operador: str, tecleado: str) -> Marcas:
        """Mayor o menor, según lo tecleado sea un número, una fecha o un texto."""
        cifra = leer_cifra(tecleado, self.pais)
        if cifra is not None and self.lector is DE_TEXTO:
            with np.errstate(invalid="ignore"):
                return np.asarray(COMPARAR[operador](self._cifras(), cifra))
        tramo = leer_tramo(tecleado, self.hoy) if cifra is None else None
        if tramo is not None:
            return comparar_dias(leer_dias(self.columna), operador, tecleado, self.hoy)
        comparar, forma = COMPARAR[operador], self.lector.forma
        suya = forma(tecleado)
        return self._por_valor(lambda t: bool(t.strip()) and bool(comparar(forma(t), suya)))

    def vacias(self) -> Marcas:
        campo = self.nombre
        return self._por_valor(lambda t: not t.strip() or es_marcador(t, campo))

    def valores(self, posiciones: Indices) -> list[Dato]:
        textos = [" ".join(str(t).split()) for t in self.columna.textos]
        codigos = self.columna.codigos[posiciones].tolist()
        if self.clase == "numero":
            return [_sin_decimales(float(textos[c])) if textos[c] else None for c in codigos]
        if self.clase == "fecha":
            return _fechas(leer_dias(self.columna)[posiciones])
        return [textos[c] or None for c in codigos]

    def claves(self) -> Cifras:
        cifras = self._cifras()
        vacias = self.vacias()
        if self.lector is DE_TEXTO and not (np.isnan(cifras) & ~vacias).any():
            return cifras
        formas = self.columna.mapear(self.lector.forma)
        puesto = {forma: i for i, forma in enumerate(sorted(set(formas)))}
        por_valor = np.asarray([puesto[forma] for forma in formas], dtype=np.float64)
        return np.where(vacias, np.nan, por_valor[self.columna.codigos])

    def _cifras(self) -> Cifras:
        return leer_importes(self.columna, self.pais)

    def _por_valor(self, cumple: Callable[[str], bool]) -> Marcas:
        por_valor = np.asarray(self.columna.mapear(cumple), dtype=bool)
        return np.asarray(por_valor[self.columna.codigos])


@dataclass(frozen=True, eq=False)
class CampoCifra:
    """Un número por ficha; NaN es que no se sabe."""

    nombre: str
    cifras: Cifras
    pais: str
    clase: ClaseDeCampo = "numero"

    def cumple(self, operador: str, tecleado: str) -> Marcas:
        cifra = leer_cifra(tecleado, self.pais)
        if operador not in COMPARAR or cifra is None:
            raise NoVale(f"no es un número, y «{self.nombre}» lo es: escriba {self.nombre}>10")
        with np.errstate(invalid="ignore"):
            return np.asarray(COMPARAR[operador](self.cifras, cifra))

    def vacias(self) -> Marcas:
        return np.isnan(self.cifras)

    def valores(self, posiciones: Indices) -> list[Dato]:
        return [cifra_o_nada(c, self.clase) for c in self.cifras[posiciones].tolist()]

    def claves(self) -> Cifras:
        return self.cifras


@dataclass(frozen=True, eq=False)
class CampoDia:
    """Un día por ficha (desde 1970), o `SIN_DIA`; `escritas`, lo que hay donde no es una fecha."""

    nombre: str
    dias: Dias
    hoy: dt.date
    escritas: Columna | None = None
    clase: ClaseDeCampo = field(default="fecha", init=False)

    def cumple(self, operador: str, tecleado: str) -> Marcas:
        if operador not in COMPARAR:
            raise NoVale(f"no se busca por trozos en «{self.nombre}», que es una fecha")
        return comparar_dias(self.dias, operador, tecleado, self.hoy)

    def vacias(self) -> Marcas:
        sin_dia = self.dias == SIN_DIA
        return np.asarray(sin_dia if self.escritas is None else sin_dia & self.escritas.vacias())

    def valores(self, posiciones: Indices) -> list[Dato]:
        fechas = _fechas(self.dias[posiciones])
        if self.escritas is None:
            return fechas
        textos = (self.escritas.texto(int(p)).strip() or None for p in posiciones)
        return [f or t for f, t in zip(fechas, textos, strict=True)]

    def claves(self) -> Cifras:
        return np.where(self.dias == SIN_DIA, np.nan, self.dias.astype(np.float64))


def comparar_dias(dias: Dias, operador: str, tecleado: str, hoy: dt.date) -> Marcas:
    """Por ficha, si su día cumple con el tecleado; un mes o un año son todos sus días."""
    tramo = leer_tramo(tecleado, hoy)
    if tramo is None:
        raise NoVale("no es una fecha: escriba 2026-03-31, 31/03/2026, 2026-03 o «hace 30 días»")
    primero, ultimo = dia_de(tramo.primero), dia_de(tramo.ultimo)
    con_dia = dias != SIN_DIA
    if operador == "=":
        return np.asarray(con_dia & (dias >= primero) & (dias <= ultimo))
    tope = ultimo if operador in {">", "<="} else primero
    return np.asarray(con_dia & COMPARAR[operador](dias, tope))


def columna_de(textos: list[str], codigos: Indices) -> Columna:
    """Una columna calculada: `codigos` señala en los textos, que no llevan la celda vacía."""
    return Columna(
        codigos=(codigos + 1).astype(np.int32),
        textos=np.asarray(["", *textos], dtype=object),
        tipos=np.asarray([Tipo.VACIA, *(Tipo.TEXTO for _ in textos)], dtype=np.uint8),
    )


def parecidos_en(columna: Columna, tecleado: str) -> str:
    """La coletilla «¿quiso decir…?» con lo que hay en esa columna, si no son demasiados valores."""
    from clientesctl.registro.parecidos import parecidos

    presentes = columna.textos[columna.frecuencias() > 0]
    if len(presentes) > _MAS_PARA_COMPARAR:
        return ""
    hay = {plegar(str(t)).lower(): str(t).strip() for t in presentes if str(t).strip()}
    cerca = parecidos(plegar(tecleado).lower(), hay, 3)
    return f"; ¿quiso decir {' o '.join(f'«{hay[c]}»' for c in cerca)}?" if cerca else ""


_MAS_PARA_COMPARAR = 5_000


def cifra_o_nada(cifra: float, clase: ClaseDeCampo) -> Dato:
    """La cifra con sus céntimos, entera si lo es, o None si no se sabe."""
    if np.isnan(cifra):
        return None
    return int(cifra) if clase == "entero" else round(cifra, 2)


def _sin_decimales(cifra: float) -> Dato:
    return int(cifra) if cifra.is_integer() else cifra


def _fechas(dias: Dias) -> list[Dato]:
    return [None if d == SIN_DIA else fecha_de(d) for d in dias.tolist()]
