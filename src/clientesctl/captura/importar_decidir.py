"""Qué se hace con cada ficha que se trae: nueva, completa la suya, choca con ella o no entra."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from clientesctl.captura import importar_rechazo as rechazo
from clientesctl.captura.importar_actualizar import actualizar
from clientesctl.captura.importar_alta import Molde
from clientesctl.captura.importar_casar import Casada, Casamiento
from clientesctl.captura.importar_consentir import dicho
from clientesctl.captura.importar_cotejo import DEL_REGISTRO, Choque, cotejar
from clientesctl.captura.importar_exigir import Exigencia
from clientesctl.captura.importar_lista import Lista
from clientesctl.captura.importar_opciones import Opciones
from clientesctl.captura.importar_rechazo import Rechazo
from clientesctl.captura.importar_repetidas import agrupar_repetidas
from clientesctl.captura.importar_resultado import Actualizada, Importacion, Nueva, Rechazada
from clientesctl.duplicados.dobles import Par
from clientesctl.registro.plan import Dato
from clientesctl.registro.politicas import Politicas
from clientesctl.textos.ids_fiscales import compactar_id, es_id_generico

Datos = Mapping[str, Dato]


@dataclass(eq=False)
class Decision:
    """Las fichas de una lista, decididas una a una y luego por grupos.

    `esperaban` son las huellas de las que en otra importación quedaron por decidir.
    """

    casamiento: Casamiento
    dentro: Sequence[Par]
    politicas: Politicas
    opciones: Opciones
    respuestas: Mapping[int, str]
    esperaban: Collection[str] = ()

    def __post_init__(self) -> None:
        self._rechazos: dict[int, tuple[Rechazo, ...]] = {}
        self._nuevas: list[Nueva] = []
        self._actualizadas: list[Actualizada] = []
        self._sin_traer: Counter[str] = Counter()
        self._faltan: Counter[str] = Counter()
        self._documentos: dict[str, int] = {}

    @property
    def lista(self) -> Lista:
        return self.casamiento.lista

    def tomar(self) -> Importacion:
        """Lo que se haría con todas."""
        entran = [p for p in range(len(self.lista)) if self._puede_entrar(p)]
        fichas = {p: self._casadas[p].ficha for p in entran}
        decididas = {p for p in entran if self._casadas[p].decidida}
        grupos = agrupar_repetidas(
            entran,
            self.dentro,
            fichas,
            {p: [f for f, _ in self._casadas[p].parecidas] for p in entran},
            self.lista.huellas,
            decididas,
            self.opciones.dudosas != "nuevas",
        )
        for posicion, par in grupos.dudosas.items():
            self._apartar_repetida(posicion, par)
        for ficha, filas in _por_ficha(grupos.grupos, fichas).items():
            self._actualizar(ficha, filas)
        for grupo in grupos.grupos:
            if all(fichas[p] is None for p in grupo):
                self._dar_de_alta(grupo)
        return self._resultado()

    def _resultado(self) -> Importacion:
        return Importacion(
            self.casamiento.registro,
            self.lista,
            tuple(sorted(self._nuevas, key=lambda n: n.filas)),
            tuple(sorted(self._actualizadas, key=lambda a: a.filas)),
            tuple(self._rechazada(p) for p in sorted(self._rechazos)),
            sin_traer=dict(self._sin_traer.most_common()),
            faltan=dict(self._faltan.most_common()),
        )

    def _rechazada(self, posicion: int) -> Rechazada:
        razones, casada = self._rechazos[posicion], self._casadas[posicion]
        datos = self._molde.con_lo_dicho(self._exigencia.partido(posicion))
        return Rechazada(posicion, razones, datos, casada.parecidas)

    def _puede_entrar(self, posicion: int) -> bool:
        """Si nada suyo lo impide; lo que lo impide, apuntado."""
        casada, datos = self._casadas[posicion], self._datos(posicion)
        razones: list[Rechazo] = []
        if casada.rechazo is not None:
            razones.append(casada.rechazo)
        elif self._sigue_en_duda(posicion):
            razones.append(rechazo.sin_decidir(self.casamiento.nombrar_parecidas(casada.parecidas)))
        absorbida = self.lista.absorbidas[posicion]
        if absorbida:
            razones = [rechazo.absorbida(absorbida)]
        plazo = self._exigencia.plazo(datos, nueva=casada.ficha is None)
        if plazo is not None:
            razones.append(plazo)
        if casada.ficha is None:
            razones += self._exigencia.no_valen(posicion).values()
            if not self.opciones.partir_nombres:
                sin_partir = self._exigencia.sin_partir(posicion)
                razones += map(rechazo.nombre_sin_partir, sin_partir)
            suya = casada.rechazo is None and not self._sigue_en_duda(posicion)
            if razones and suya and not absorbida:
                razones += self._exigencia.faltas([posicion], datos)[0]
        if razones:
            self._rechazos[posicion] = tuple(razones)
        return not razones

    def _sigue_en_duda(self, posicion: int) -> bool:
        """Si ya esperaba a que alguien la mirara y nadie ha dicho quién es."""
        casada, espera = self._casadas[posicion], self.lista.huellas[posicion] in self.esperaban
        return espera and not casada.decidida and self.opciones.dudosas != "nuevas"

    def _apartar_repetida(self, posicion: int, par: Par) -> None:
        otra = par.a if par.b == posicion else par.b
        quien, dicho = f"la {self._nombrar(otra, posicion)}", self.casamiento.decir(par)
        ficha = self._casadas[otra].ficha
        es = None if ficha is None else self.casamiento.nombrar(ficha)
        self._rechazos[posicion] = (rechazo.repetida(quien, dicho, es),)

    def _actualizar(self, ficha: int, filas: Sequence[int]) -> None:
        hecha, malas = actualizar(
            ficha, filas, self._datos, self._exigencia, self._molde, self._par(ficha, filas)
        )
        self._rechazos.update(malas)
        if hecha is not None:
            consiente = any(dicho(self.lista, fila) for fila in hecha.filas)
            decididas = frozenset(p for p in hecha.filas if self._casadas[p].decidida)
            hecha = replace(hecha, consiente=consiente, decididas=decididas)
            self._actualizadas.append(hecha)

    def _par(self, ficha: int, filas: Sequence[int]) -> Par | None:
        """El par que une la primera que se le parece a esa ficha."""
        pares = (par for p in filas for f, par in self._casadas[p].parecidas if f == ficha)
        return next(pares, None)

    def _dar_de_alta(self, filas: tuple[int, ...]) -> None:
        datos, choques = self._juntar(filas)
        rechazos, pasan = self._exigencia.faltas(filas, datos)
        rechazos += self._documento_de_otra(filas, datos)
        if rechazos:
            self._rechazos.update(dict.fromkeys(filas, tuple(rechazos)))
            return
        self._faltan.update(pasan)
        entrada = self.lista.entrada(filas[0])
        escritos = frozenset[str]().union(*(self.lista.escritos[p] for p in filas))
        encajada = self._molde.de_alta(datos, escritos, entrada)
        self._sin_traer.update(entrada.titulos.get(c) or c for c in encajada.sobran)
        distinta = {
            ficha: None
            for p in filas
            if self._casadas[p].decidida
            for ficha, _ in self._casadas[p].parecidas
        }
        self._nuevas.append(Nueva(filas, encajada.datos, choques, tuple(distinta)))

    def _documento_de_otra(self, filas: Sequence[int], datos: Datos) -> list[Rechazo]:
        """La negativa, si otra de más arriba ya entra con ese documento y no es la misma."""
        dato = datos.get("id_fiscal")
        decidida = any(self._casadas[p].decidida for p in filas)
        if dato is None or decidida or es_id_generico(dato.texto, self.lista.pais(filas[0])):
            return []
        primera = self._documentos.setdefault(compactar_id(dato.texto), filas[0])
        if primera == filas[0]:
            return []
        return [rechazo.de_otra(dato.texto, f"la {self._nombrar(primera, filas[0])}")]

    def _nombrar(self, otra: int, desde: int) -> str:
        """Una fila de la lista, vista desde otra."""
        if self.lista.de[otra] == self.lista.de[desde]:
            return f"{self.lista.entrada(otra).una_fila} {self.lista.fila(otra)} de la misma lista"
        return f"ficha de {self.lista.sitio(otra)}"

    def _juntar(self, filas: Sequence[int]) -> tuple[Datos, tuple[Choque, ...]]:
        """Lo que dicen todas: lo de la primera, lo que las demás le añaden y en qué chocan."""
        clientes = self.casamiento.registro.clientes
        datos = dict(self._datos(filas[0]))
        choques: list[Choque] = []
        for fila in filas[1:]:
            otros = self._datos(fila)
            pais = self.lista.pais(fila)
            cotejo = cotejar(datos, otros, pais, lambda campo: campo in clientes)
            choques += cotejo.choques
            datos = {**{c: d for c, d in otros.items() if c in DEL_REGISTRO}, **datos}
            datos |= cotejo.completa
        return datos, tuple(c for c in choques if self._molde.tiene_donde(c.campo))

    def _datos(self, posicion: int) -> Datos:
        if self.opciones.partir_nombres:
            return self._exigencia.partido(posicion)
        return self.lista.datos[posicion]

    @cached_property
    def _casadas(self) -> tuple[Casada, ...]:
        dudosas, respuestas = self.opciones.dudosas, self.respuestas
        return tuple(
            self.casamiento.casar(p, respuestas.get(p, ""), dudosas) for p in range(len(self.lista))
        )

    @cached_property
    def _exigencia(self) -> Exigencia:
        registro = self.casamiento.registro
        return Exigencia(self.lista, registro, self.politicas, self.opciones)

    @cached_property
    def _molde(self) -> Molde:
        return Molde(self.casamiento.registro, self.opciones)


def _por_ficha(
    grupos: Collection[tuple[int, ...]], fichas: Mapping[int, int | None]
) -> dict[int, list[int]]:
    """De cada ficha del registro, las filas de la lista que son ella, en su orden."""
    por_ficha: dict[int, list[int]] = {}
    for filas in grupos:
        suya = next((f for p in filas if (f := fichas[p]) is not None), None)
        if suya is not None:
            por_ficha.setdefault(suya, []).extend(filas)
    return {ficha: sorted(filas) for ficha, filas in por_ficha.items()}
