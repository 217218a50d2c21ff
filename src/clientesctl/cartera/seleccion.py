"""Las fichas que cumplen una búsqueda.

    seleccionar("sexo=MUJER gasto>500 dias=30", historia, cartera)

da sus posiciones en CLIENTES, en el orden de la hoja y sin las absorbidas por otra.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from clientesctl.cartera.calculados import DE_VENTAS, CampoDinero, CampoProducto
from clientesctl.cartera.campos_buscados import (
    Campo,
    CampoCifra,
    CampoTexto,
    NoVale,
    parecidos_en,
)
from clientesctl.cartera.campos_pedidos import Campos
from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.errores_expresion import CampoDesconocido, ValorMal
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.estados import Historia
from clientesctl.cartera.expresion import Condicion, Expresion, Junta, Nodo, Nombre, Valor
from clientesctl.cartera.leer_expresion import leer_expresion
from clientesctl.cartera.mirada import Mirada
from clientesctl.cartera.monedas import escribir_importe
from clientesctl.cartera.ventana import leer_ventana
from clientesctl.registro.columna import Indices
from clientesctl.textos.cifras import contar, enumerar
from clientesctl.textos.codigos_postales import provincia_canonica

Marcas = npt.NDArray[np.bool_]

_CENTIMOS = re.compile(r"\d{1,2}")


@dataclass(frozen=True, eq=False)
class Seleccion:
    """Lo hallado: `posiciones`, las fichas; `campos`, los que se nombran; `avisos`, frases."""

    expresion: Expresion
    campos: Campos
    nombrados: tuple[Campo, ...]
    posiciones: Indices
    avisos: tuple[str, ...]


def seleccionar(
    expresion: str, historia: Historia, cartera: Cartera, *, con_absorbidas: bool = False
) -> Indices:
    """Las posiciones de las fichas que cumplen la búsqueda, en el orden de la hoja.

    Raises:
        BusquedaMal: no se entiende, o nombra una columna que no está; `ErrorUso` en todo caso.
    """
    return buscar(expresion, historia, cartera, con_absorbidas=con_absorbidas).posiciones


def buscar(
    texto: str, historia: Historia, cartera: Cartera, *, con_absorbidas: bool = False
) -> Seleccion:
    """Lo mismo, con los campos que se nombran y lo que conviene saber de lo hallado."""
    expresion = leer_expresion(texto)
    mirada = Mirada(historia, cartera, leer_ventana(expresion, cartera.hoy))
    prueba = _Prueba(expresion, Campos(mirada))
    marcas = prueba.cumple(expresion.raiz)
    if not con_absorbidas:
        marcas = marcas & (cartera.estados != Estado.ABSORBIDO)
    campos = tuple(dict.fromkeys(prueba.campo(c.campo) for c in expresion.condiciones))
    avisos = (*prueba.avisos, *_avisos(mirada, campos))
    return Seleccion(
        expresion, prueba.campos, campos, np.flatnonzero(marcas), tuple(dict.fromkeys(avisos))
    )


@dataclass(frozen=True, eq=False)
class _Prueba:
    """Una búsqueda puesta a prueba en cada ficha."""

    expresion: Expresion
    campos: Campos
    avisos: list[str] = field(default_factory=list)

    def cumple(self, nodo: Nodo) -> Marcas:
        if isinstance(nodo, Condicion):
            return self._comparar(nodo)
        if not isinstance(nodo, Junta):
            return ~self.cumple(nodo.parte)
        marcas = np.full(self.campos.mirada.fichas, nodo.todas)
        for parte in nodo.partes:
            suyas = self.cumple(parte)
            marcas = marcas & suyas if nodo.todas else marcas | suyas
        return marcas

    def campo(self, nombre: Nombre) -> Campo:
        """El campo de ese nombre; `CampoDesconocido`, si este libro no lo tiene."""
        campo = self.campos.buscar(nombre.texto, literal=nombre.literal)
        if campo is None:
            lugar = nombre.lugar + nombre.literal
            raise CampoDesconocido(
                self.expresion.texto, lugar, nombre.texto, map(str.lower, self.campos.nombres)
            )
        return campo

    def _comparar(self, condicion: Condicion) -> Marcas:
        campo = self.campo(condicion.campo)
        self._sin_comas_dudosas(campo, condicion.valores)
        marcas = np.zeros(self.campos.mirada.fichas, dtype=bool)
        for valor in condicion.valores:
            marcas |= self._uno(campo, condicion.operador, valor)
        return marcas

    def _uno(self, campo: Campo, operador: str, valor: Valor) -> Marcas:
        if not valor.texto:
            if operador != "=":
                raise self._mal(valor, "vacio solo se compara con = o con !=")
            return campo.vacias()
        try:
            marcas = campo.cumple(operador, valor.texto)
        except NoVale as error:
            raise self._mal(valor, self._remedio(campo, valor, str(error))) from error
        if operador == "=" and not marcas.any():
            self._avisar_de_nadie(campo, valor.texto)
        return marcas

    def _mal(self, valor: Valor, que: str) -> ValorMal:
        visto = valor.texto or "vacio"
        lugar = self.expresion.texto.find(visto, valor.lugar)
        return ValorMal(self.expresion.texto, max(lugar, valor.lugar), visto, que)

    def _remedio(self, campo: Campo, valor: Valor, que: str) -> str:
        pais = self.campos.mirada.cartera.registro.pais
        if campo.nombre == "estado" and provincia_canonica(valor.texto, pais):
            return f"{que}; si es la provincia, provincia={valor.texto}"
        return que

    def _sin_comas_dudosas(self, campo: Campo, valores: tuple[Valor, ...]) -> None:
        """Nada, si se sabe que las comas separan valores y no decimales."""
        if not isinstance(campo, CampoCifra | CampoDinero) or campo.clase == "entero":
            return
        for uno, otro in pairwise(valores):
            pegados = otro.lugar == uno.lugar + len(uno.texto) + 1
            if pegados and _CENTIMOS.fullmatch(otro.texto):
                junto, suelto = f'"{uno.texto},{otro.texto}"', f"«{uno.texto}, {otro.texto}»"
                raise self._mal(otro, f"¿los céntimos, u otro valor?: escriba {junto} o {suelto}")

    def _avisar_de_nadie(self, campo: Campo, tecleado: str) -> None:
        if isinstance(campo, CampoProducto) and campo.se_vende(tecleado):
            self.avisos.append(f"nadie compró «{tecleado}» en esos días sin devolverlo")
        elif isinstance(campo, CampoTexto | CampoProducto):
            casi = parecidos_en(campo.columna, tecleado)
            if not casi and "*" in tecleado:
                casi = f"; con comodines, {campo.nombre}~{tecleado}"
            if campo.cumple("~", tecleado).any():
                casi += f"; los que lo llevan dentro, con {campo.nombre}~{tecleado}"
            self.avisos.append(f"nadie tiene {campo.nombre} «{tecleado}»{casi}")


def _avisos(mirada: Mirada, campos: tuple[Campo, ...]) -> list[str]:
    """Lo que la búsqueda no dice y cambia lo hallado."""
    avisos = []
    nombres = {campo.nombre for campo in campos}
    if not mirada.ventana.abierta and not nombres & set(DE_VENTAS):
        avisos.append(f"dias=, desde= y hasta= solo cambian {enumerar([*DE_VENTAS])}")
    otras = [m or "otra" for m in mirada.monedas[1:]]
    if "gasto" in nombres and otras:
        avisos.append(
            f"el gasto es en {mirada.moneda}; en este libro se gasta también en {enumerar(otras)}:"
            f" se pide como gasto>{escribir_importe(500, otras[0]).replace(' ', '')}"
        )
    if "dias_sin_contacto" in nombres:
        nunca = int(np.isnan(mirada.desde_entonces(mirada.contactado)).sum())
        if nunca:
            avisos.append(
                f"{contar(nunca, 'ficha')} sin ningún contacto no cuentan en dias_sin_contacto:"
                " añádalas con «o ultimo_contacto=vacio»"
            )
    return avisos
