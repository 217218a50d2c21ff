"""De un grupo de fichas, su propuesta: o se funde con todas sus celdas, o se dice por qué no."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from clientesctl.duplicados import supervivencia as tabla_de
from clientesctl.duplicados.fusion import Decision, Estorbo, Fundida, Negada
from clientesctl.duplicados.fusion_consentimientos import Palabras, se_callaria
from clientesctl.duplicados.fusion_decisiones import anotar, decidir, difieren, escritos_de
from clientesctl.duplicados.fusion_lectura import NOTAS, Grupo, Leidas
from clientesctl.duplicados.fusion_mudanza import estorbo_de, mudar
from clientesctl.duplicados.fusion_negadas import por_que_no
from clientesctl.duplicados.fusion_referencias import Referencias
from clientesctl.duplicados.superviviente import Claves, elegir_superviviente
from clientesctl.registro.huellas import Fichas, sitios_de
from clientesctl.registro.plan import Cambio, Dato, Propuesta
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.cifras import enumerar
from clientesctl.textos.limpieza import plegar
from clientesctl.textos.voluntades import pide_no_contacto

ELEGIDO = "lo que usted eligió"
_POR_CONSENTIMIENTO = "negó su consentimiento: juntas las fichas, otra palabra lo callaría"


@dataclass(frozen=True, eq=False)
class Taller:
    """Funde grupos, uno a uno; `estorbos` se va llenando con las celdas que no se escriben."""

    registro: Registro
    leidas: Leidas
    claves: Claves
    referencias: Referencias
    palabras: Palabras
    ya_absorbidas: frozenset[int]
    conservar: frozenset[int]
    elegidos: frozenset[tuple[str, int]]
    estorbos: Counter[Estorbo] = field(default_factory=Counter)

    @property
    def clientes(self) -> Tabla:
        return self.leidas.tabla

    def fundir(self, posiciones: tuple[int, ...]) -> Fundida | Negada:
        """El grupo fundido, o por qué no se funde."""
        nombradas = self.referencias.cuantas
        queda, motivo = elegir_superviviente(
            posiciones, self.leidas, self.claves, nombradas, self.conservar
        )
        grupo = self.leidas.grupo((queda, *(p for p in posiciones if p != queda)))
        negada = por_que_no(grupo, self)
        if negada is not None:
            return negada
        llaves = self._dar_claves(grupo)
        if llaves is None:
            return _sin_clave(grupo)
        decisiones = self._decidir(grupo)
        cambios, estorbos = self._celdas(grupo, decisiones)
        malos = [e.campo for e in estorbos if e.campo in tabla_de.BAJAS]
        if malos:
            return self._sin_baja(grupo, malos)
        mudadas, sin_mudar = mudar(
            grupo.posiciones, self.claves, self.referencias, llaves[queda], self._fichas_de
        )
        self.estorbos.update([*estorbos, *sin_mudar])
        todos = [*self._de_llaves(grupo, llaves), *cambios, *mudadas]
        clave = llaves[queda].texto.strip()
        return Fundida(
            queda,
            grupo.absorbidas,
            clave,
            motivo,
            self._a_la_vista(grupo, decisiones, cambios),
            Counter(c.hoja for c in mudadas if c.columna != "fusionado_en"),
            Propuesta(f"{clave} absorbe a {self._nombrar(grupo.absorbidas)}", tuple(todos)),
            self._avisos(grupo, decisiones),
        )

    def _dar_claves(self, grupo: Grupo) -> dict[int, Dato] | None:
        """El ID de cada ficha que ha de llevar uno: la que queda y las que llevaban el suyo.

        El ID se lo queda la que sobrevive, que es a quien nombran las facturas y las hojas; la
        gemela toma otro. None si hace falta uno y no lo hay.
        """
        suyo = self.leidas.dato("id", grupo.queda)
        if self.claves.sirve(grupo.queda, grupo.posiciones, self.leidas):
            llaves = {grupo.queda: suyo}
            clave = self.claves.de(grupo.queda)
            sin_clave = [p for p in grupo.absorbidas if self.claves.de(p) == clave]
        else:
            llaves, sin_clave = {}, [grupo.queda]
        for posicion in sin_clave:
            libre = self.claves.libre() if self.se_escribe("id", posicion) else None
            if libre is None:
                return None
            llaves[posicion] = libre
        return llaves

    def _decidir(self, grupo: Grupo) -> dict[str, Decision]:
        decisiones = decidir(grupo, self.referencias.fijos)
        for campo, posicion in self.elegidos:
            if posicion in grupo.posiciones:
                queda = self.leidas.dato(campo, posicion)
                decisiones[campo] = Decision(
                    campo, escritos_de(grupo, campo), queda, (posicion,), ELEGIDO
                )
        if se_callaria(self.palabras, grupo.posiciones):
            _apartar_de_las_llamadas(grupo, decisiones)
        notas = anotar(grupo, decisiones, self.se_escribe(NOTAS, grupo.queda))
        if notas is not None:
            decisiones[NOTAS] = notas
        return decisiones

    def _celdas(
        self, grupo: Grupo, decisiones: Mapping[str, Decision]
    ) -> tuple[list[Cambio], list[Estorbo]]:
        """Las celdas que cambian en la ficha que queda, y las que no se pueden escribir.

        De un bloque en el que algo no se puede escribir no se escribe nada: media dirección de
        cada ficha no es de ninguna.
        """
        cambian = {c: d for c, d in decisiones.items() if d.cambia}
        malos = [c for c in cambian if not self.se_escribe(c, grupo.queda)]
        quietos = {c for b in tabla_de.BLOQUES[:2] if set(b) & set(malos) for c in b} | set(malos)
        clave = self.fichas.clave(grupo.queda)
        cambios = [
            Cambio(self.clientes.hoja, clave, campo, d.escritos[0], d.queda)
            for campo, d in cambian.items()
            if campo not in quietos
        ]
        return cambios, [estorbo_de(self.clientes, c) for c in malos]

    def _de_llaves(self, grupo: Grupo, llaves: Mapping[int, Dato]) -> Iterator[Cambio]:
        """El FUSIONADO_EN de las absorbidas, y los ID que se dan."""
        hoja = self.clientes.hoja
        for posicion, llave in llaves.items():
            antes = self.leidas.dato("id", posicion)
            if antes != llave:
                yield Cambio(hoja, self.fichas.clave(posicion), "id", antes, llave)
        for posicion in grupo.absorbidas:
            antes = self.leidas.dato("fusionado_en", posicion)
            clave = self.fichas.clave(posicion)
            yield Cambio(hoja, clave, "fusionado_en", antes, llaves[grupo.queda])

    def se_escribe(self, campo: str, posicion: int) -> bool:
        """Si en esa celda se puede escribir, o la columna se puede añadir."""
        tabla = self.clientes
        if campo in tabla.asignaciones:
            return tabla.segura(campo) and not self.leidas.es_formula(campo, posicion)
        if campo in tabla.otras:
            return not self.leidas.es_formula(campo, posicion)
        return tabla.fila_cabecera > 0 and plegar(campo) not in self._cabeceras

    def _sin_baja(self, grupo: Grupo, campos: list[str]) -> Negada:
        columnas = enumerar([c.upper() for c in campos])
        return Negada(
            grupo.posiciones,
            "baja",
            f"no se puede escribir en {columnas} de la ficha que queda, y ahí consta que no se le"
            " llame",
            "diagnostico --guardar",
        )

    def _a_la_vista(
        self, grupo: Grupo, decisiones: Mapping[str, Decision], cambios: list[Cambio]
    ) -> tuple[Decision, ...]:
        """Las columnas que cambian y aquellas en que las fichas no dicen lo mismo."""
        escritas = {c.columna for c in cambios}
        vistas = []
        orden = [*self.clientes.columnas, *self.clientes.otras]
        sitio = {campo: n for n, campo in enumerate(orden)}
        for campo in sorted(decisiones, key=lambda c: sitio.get(c, len(orden))):
            decision = decisiones[campo]
            if campo in escritas:
                vistas.append(decision)
            elif difieren(grupo, decision):
                sigue = replace(decision, queda=decision.escritos[0], de=(grupo.queda,))
                vistas.append(sigue if decision.cambia else decision)
        return tuple(vistas)

    def _avisos(self, grupo: Grupo, decisiones: Mapping[str, Decision]) -> tuple[str, ...]:
        no_llamar = decisiones.get("no_contactar")
        if no_llamar is not None and no_llamar.cambia and no_llamar.regla == _POR_CONSENTIMIENTO:
            return (f"NO_CONTACTAR SI: alguna de las fichas {_POR_CONSENTIMIENTO}",)
        return ()

    def _nombrar(self, posiciones: tuple[int, ...]) -> str:
        claves = [str(self.fichas.clave(p)) for p in posiciones]
        return enumerar([f"la {c}" if c.startswith("fila ") else c for c in claves])

    def _fichas_de(self, tabla: Tabla) -> Fichas:
        if tabla.clase not in self._abiertas:
            self._abiertas[tabla.clase] = Fichas(tabla)
        return self._abiertas[tabla.clase]

    @property
    def fichas(self) -> Fichas:
        return self._fichas_de(self.clientes)

    @cached_property
    def _abiertas(self) -> dict[str, Fichas]:
        return {}

    @cached_property
    def _cabeceras(self) -> frozenset[str]:
        sitios = sitios_de(self.clientes).values()
        return frozenset(plegar(s.cabecera).replace(" ", "_") for s in sitios)


def _sin_clave(grupo: Grupo) -> Negada:
    return Negada(
        grupo.posiciones,
        "sin_clave",
        "a la ficha que queda le hace falta un ID que la nombre, y no se puede saber cuál: los que"
        " hay no siguen una numeración, o en esa columna no se puede escribir",
        "validar --regla id_vacio",
    )


def _apartar_de_las_llamadas(grupo: Grupo, decisiones: dict[str, Decision]) -> None:
    """NO_CONTACTAR dice que sí: lo que alguien negó no lo calla la palabra de otra ficha."""
    escritos = escritos_de(grupo, "no_contactar")
    antes = decisiones.get("no_contactar")
    queda = escritos[0] if antes is None else antes.queda
    if not pide_no_contacto(queda.texto):
        si = Dato.de_texto("SI")
        decisiones["no_contactar"] = Decision("no_contactar", escritos, si, (), _POR_CONSENTIMIENTO)
