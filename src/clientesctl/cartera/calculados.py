"""Los campos que no están en el libro y se calculan: gasto, compras, estado, edad, producto…"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from clientesctl.cartera.campos_buscados import (
    COMPARAR,
    Campo,
    CampoCifra,
    CampoDia,
    CampoTexto,
    Cifras,
    ClaseDeCampo,
    Dato,
    Marcas,
    NoVale,
    cifra_o_nada,
    columna_de,
)
from clientesctl.cartera.errores_expresion import SinHojaDeVentas
from clientesctl.cartera.estado import Estado, leer_estados
from clientesctl.cartera.lectores import Cumple, Lector
from clientesctl.cartera.literales import hacer_patron, leer_dinero, leer_mes
from clientesctl.cartera.mirada import Mirada, partes_de
from clientesctl.cartera.nombres import nombres_visibles
from clientesctl.cartera.valores import SIN_DIA
from clientesctl.registro.columna import Columna, Indices
from clientesctl.registro.errores import ErrorUso
from clientesctl.textos.cifras import enumerar
from clientesctl.textos.limpieza import plegar


@dataclass(frozen=True, eq=False)
class CampoDinero:
    """Lo gastado: se compara en la moneda que se diga o, si no, en la de la casa."""

    nombre: str
    mirada: Mirada
    clase: ClaseDeCampo = field(default="dinero", init=False)

    def cumple(self, operador: str, tecleado: str) -> Marcas:
        leido = leer_dinero(tecleado, self.mirada.cartera.registro.pais)
        if operador not in COMPARAR or leido is None:
            raise NoVale("no es un importe: escriba gasto>500 o gasto>500USD")
        importe, moneda = leido
        if moneda and moneda not in self.mirada.monedas:
            hay = enumerar([m for m in self.mirada.monedas if m]) or "ninguna"
            raise NoVale(f"no es de una moneda en que alguien haya comprado: hay {hay}")
        with np.errstate(invalid="ignore"):
            return np.asarray(COMPARAR[operador](self._gasto(moneda), importe))

    def _gasto(self, moneda: str = "") -> Cifras:
        return self.mirada.gasto(moneda or self.mirada.moneda)

    def vacias(self) -> Marcas:
        return np.isnan(self._gasto())

    def valores(self, posiciones: Indices) -> list[Dato]:
        return [cifra_o_nada(c, "dinero") for c in self._gasto()[posiciones].tolist()]

    def claves(self) -> Cifras:
        return self._gasto()


@dataclass(frozen=True, eq=False)
class CampoCumple:
    """El cumpleaños: se compara por su mes, o por su día y su mes."""

    nombre: str
    mirada: Mirada
    clase: ClaseDeCampo = field(default="texto", init=False)

    def cumple(self, operador: str, tecleado: str) -> Marcas:
        leido = leer_mes(tecleado)
        if operador != "=" or leido is None:
            raise NoVale("no es un mes ni un día: escriba cumple=marzo o cumple=24/05")
        mes, dia = leido
        claves = self.claves()
        if dia is None:
            return np.asarray(claves // 100 == mes)
        return np.asarray(claves == mes * 100 + dia)

    def vacias(self) -> Marcas:
        return np.asarray(self.mirada.nacimiento == SIN_DIA)

    def valores(self, posiciones: Indices) -> list[Dato]:
        claves = np.nan_to_num(self.claves()[posiciones]).astype(np.int64).tolist()
        return [f"{c % 100:02}/{c // 100:02}" if c else None for c in claves]

    def claves(self) -> Cifras:
        _, mes, dia = partes_de(self.mirada.nacimiento)
        return np.where(self.vacias(), np.nan, (mes * 100 + dia).astype(np.float64))


@dataclass(frozen=True, eq=False)
class CampoProducto:
    """Lo que compró en esos días y no devolvió entero."""

    nombre: str
    mirada: Mirada
    columna: Columna
    clase: ClaseDeCampo = field(default="texto", init=False)

    def cumple(self, operador: str, tecleado: str) -> Marcas:
        if operador not in {"=", "~"}:
            raise NoVale("no se ordena: escriba producto=BICICLETA o producto~bici")
        patron, igual = hacer_patron(tecleado), plegar(tecleado)
        por_valor = self.columna.mapear(
            lambda t: plegar(t) == igual if operador == "=" else bool(patron.search(plegar(t)))
        )
        sin_vacio = np.asarray(por_valor, dtype=bool)
        sin_vacio[0] = False
        return self._quienes(sin_vacio[self.columna.codigos])

    def se_vende(self, tecleado: str) -> bool:
        """Si en las ventas hay un producto con ese nombre, aunque nadie se lo quedara."""
        igual = plegar(tecleado)
        return bool(igual) and any(self.columna.mapear(lambda t: plegar(t) == igual))

    def _quienes(self, cuales: Marcas) -> Marcas:
        marcas = np.zeros(self.mirada.fichas, dtype=bool)
        ventas = self.mirada.ventas(self.nombre)
        marcas[ventas.cliente[self.mirada.compras & cuales]] = True
        return np.asarray(marcas[self.mirada.cartera.gemelas])

    def vacias(self) -> Marcas:
        return ~self._quienes(self.columna.codigos > 0)

    def valores(self, posiciones: Indices) -> list[Dato]:
        ventas = self.mirada.ventas(self.nombre)
        suyas = self.mirada.cartera.gemelas[posiciones]
        pedidas = np.isin(ventas.cliente, suyas) & self.mirada.compras & (self.columna.codigos > 0)
        comprado: dict[int, dict[str, None]] = {}
        for fila in np.flatnonzero(pedidas).tolist():
            quien = comprado.setdefault(int(ventas.cliente[fila]), {})
            quien.setdefault(self.columna.texto(fila).strip())
        return [", ".join(comprado.get(p, ())) or None for p in suyas.tolist()]

    def claves(self) -> Cifras:
        return np.where(self.vacias(), np.nan, 0.0)


def _estado(nombre: str, mirada: Mirada) -> Campo:
    rotulos = [estado.rotulo for estado in Estado]
    columna = columna_de(rotulos, mirada.cartera.estados.astype(np.int64))
    return CampoTexto(nombre, columna, mirada.cartera.hoy, "", Lector(_mismo_estado))


def _mismo_estado(tecleado: str) -> Cumple:
    try:
        rotulo = leer_estados([tecleado])[0].rotulo
    except ErrorUso as error:
        raise NoVale(f"no es un estado de la cartera: {str(error).partition(': ')[2]}") from error
    return lambda escrito: escrito == rotulo


def _cliente(nombre: str, mirada: Mirada) -> Campo:
    nombres = nombres_visibles(mirada.cartera.registro.clientes)
    columna = Columna.de_textos(nombres)
    return CampoTexto(nombre, columna, mirada.cartera.hoy, mirada.cartera.registro.pais)


def _producto(nombre: str, mirada: Mirada) -> Campo:
    tabla = mirada.cartera.registro.tabla("VENTAS")
    if mirada.historia.ventas is None or tabla is None or "producto" not in tabla:
        raise SinHojaDeVentas(nombre)
    return CampoProducto(nombre, mirada, tabla["producto"])


def _cifra(clase: ClaseDeCampo, de: Callable[[Mirada], Cifras]) -> Callable[[str, Mirada], Campo]:
    return lambda n, mirada: CampoCifra(n, de(mirada), mirada.cartera.registro.pais, clase)


CALCULADOS: Mapping[str, Callable[[str, Mirada], Campo]] = {
    "cliente": _cliente,
    "estado": _estado,
    "gasto": CampoDinero,
    "compras": _cifra("entero", lambda m: m.cuantas),
    "ticket": _cifra("numero", lambda m: m.ticket),
    "producto": _producto,
    "primera_compra": lambda n, m: CampoDia(n, m.primera, m.cartera.hoy),
    "ultima_compra": lambda n, m: CampoDia(n, m.cartera.ultima, m.cartera.hoy),
    "dias_sin_comprar": _cifra("entero", lambda m: m.desde_entonces(m.cartera.ultima)),
    "ultimo_contacto": lambda n, m: CampoDia(n, m.contactado, m.cartera.hoy),
    "dias_sin_contacto": _cifra("entero", lambda m: m.desde_entonces(m.contactado)),
    "edad": _cifra("entero", lambda m: m.edad),
    "cumple": CampoCumple,
    "fila": _cifra("entero", lambda m: m.cartera.registro.clientes.filas.astype(np.float64)),
}
"""Campo calculado → quien lo hace."""

DE_VENTAS: Sequence[str] = ("gasto", "compras", "ticket", "producto")
"""Los que cambian con dias=, desde= y hasta=."""
