"""Las listas de llamadas que vuelven rellenadas, hechas contactos: todas en un plan.

Recoger dos veces la misma lista (o una copia, o la misma con más filas rellenadas) no apunta nada
dos veces: véase `recogidas`. Entre filas que se recogen a la vez y dicen lo mismo vale una; si
dicen cosas distintas de la misma llamada no entra ninguna, que no se sabe cuál es la última.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from clientesctl.captura.apunte import Apunte
from clientesctl.captura.contacto import ContactoDicho, anadir_contacto
from clientesctl.captura.efectos_llamada import decir_lo_que_queda, marcar_ficha
from clientesctl.captura.errores import IdDeVarias, SinFormaDeId
from clientesctl.captura.errores_recoger import (
    DosVeces,
    NoSeRecoge,
    SinMarcar,
    YaDijoOtraCosa,
)
from clientesctl.captura.ficha_de_lista import Duenos
from clientesctl.captura.libreta import Libreta
from clientesctl.captura.lista_rellenada import Rellenada, entender, formas_de
from clientesctl.captura.nombrar_cliente import NoSeSabriaDeQuien, SinComoNombrarlo
from clientesctl.captura.recogidas import Recogidas, comparable
from clientesctl.captura.redactor import Redactor
from clientesctl.cartera.nombres import nombres_visibles
from clientesctl.registro.absorbidas import destinos
from clientesctl.registro.anticipar import anticipar
from clientesctl.registro.enlace import enlazar
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.plan import Plan
from clientesctl.registro.recorte import Recorte, recortar
from clientesctl.registro.registro import Registro
from clientesctl.textos.limpieza import plegar
from clientesctl.textos.resultados import leer_resultado

_BLOQUE = 16
"""Clientes que se recortan juntos: de 8 a 32 cuesta casi lo mismo."""


@dataclass(frozen=True, slots=True)
class SinRecoger:
    """Una fila (o una casilla) que no se recoge, y por qué."""

    fichero: str
    fila: int
    celda: str
    frase: str


@dataclass(frozen=True, slots=True)
class Recogida:
    """Una fila hecha contacto. `cliente` es la posición de su ficha y `datos`, lo que se escribe.

    `resultado` es uno de los de siempre o lo que se escribió.
    """

    fila: Rellenada
    cliente: int
    nombre: str
    id: str
    resultado: str
    datos: Mapping[str, str]
    ademas: tuple[str, ...] = ()
    avisos: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cosecha:
    """Lo que se escribiría; `ya` son las filas que ya estaban apuntadas."""

    plan: Plan
    recogidas: tuple[Recogida, ...] = ()
    ya: tuple[Rellenada, ...] = ()
    sin_recoger: tuple[SinRecoger, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entendida:
    fila: Rellenada
    cliente: int
    dicho: ContactoDicho

    @property
    def llamada(self) -> tuple[int, dt.date | None, str]:
        """De quién, de qué lista y de qué vendedor."""
        return self.cliente, self.fila.dia or self.dicho.fecha, plegar(self.fila.vendedor)


def recoger(libreta: Libreta, filas: Sequence[Rellenada]) -> Cosecha:
    """Las filas rellenadas, por su día, hechas contactos con sus consecuencias.

    Raises:
        Rechazo: en CONTACTOS no se puede escribir.
    """
    cesto = _Cesto(libreta)
    entendidas = cesto.cotejar(cesto.sin_repetir(cesto.leer(filas)))
    return cesto.apuntar(sorted(entendidas, key=lambda e: (e.dicho.fecha, e.fila.fichero)))


def quedan_por_recoger(libreta: Libreta, filas: Sequence[Rellenada]) -> int:
    """Cuántas de esas filas rellenadas no están apuntadas todavía."""
    cesto = _Cesto(libreta)
    entendidas = cesto.leer(filas)
    nuevas = cesto.cotejar(entendidas)
    return len(nuevas) + len(cesto.fuera)


@dataclass(eq=False)
class _Cesto:
    """Las filas mientras se separan: las que entran, las que ya estaban y las que no."""

    libreta: Libreta
    ya: list[Rellenada] = field(default_factory=list)
    fuera: list[SinRecoger] = field(default_factory=list)

    def leer(self, filas: Sequence[Rellenada]) -> list[_Entendida]:
        """Las que se entienden y son de una ficha."""
        formas, duenos = formas_de(self.libreta), Duenos(self.libreta.registro)
        leidas = []
        rellenadas = [fila for fila in filas if fila.dice_algo]
        duenos.mirar(rellenadas)
        for fila in rellenadas:
            try:
                cliente = duenos.de(fila)
                leidas.append(_Entendida(fila, cliente, entender(fila, self.libreta, formas)))
            except NoSeRecoge as motivo:
                self.dejar(fila, motivo)
        return leidas

    def sin_repetir(self, entendidas: Sequence[_Entendida]) -> list[_Entendida]:
        """Una fila por llamada."""
        por_llamada: dict[object, list[_Entendida]] = {}
        for entendida in entendidas:
            por_llamada.setdefault(entendida.llamada, []).append(entendida)
        unicas = []
        for primera, *otras in por_llamada.values():
            distintas = [o for o in otras if _dice(o) != _dice(primera)]
            if not distintas:
                unicas.append(primera)
                self.ya += [o.fila for o in otras]
                continue
            self.dejar(primera.fila, DosVeces(_donde(distintas[0].fila)))
            for otra in otras:
                self.dejar(otra.fila, DosVeces(_donde(primera.fila)))
        return unicas

    def cotejar(self, entendidas: Sequence[_Entendida]) -> list[_Entendida]:
        """Las que CONTACTOS no tiene."""
        clientes = np.asarray(sorted({e.cliente for e in entendidas}), dtype=np.int64)
        recogidas = Recogidas(self.libreta.registro, clientes)
        nuevas = []
        for entendida in entendidas:
            suya = (entendida.cliente, entendida.fila, entendida.dicho)
            if recogidas.igual(*suya) is not None:
                self.ya.append(entendida.fila)
            elif (otro := recogidas.otro(*suya)) is not None:
                quien = self._quien(entendida.cliente)
                self.dejar(entendida.fila, YaDijoOtraCosa(otro.cual, otro.dice, quien))
            else:
                nuevas.append(entendida)
        return nuevas

    def apuntar(self, entendidas: Sequence[_Entendida]) -> Cosecha:
        """Las filas hechas contactos; las que no se sabría de quién son, fuera."""
        registro = self.libreta.registro
        cerca = _por_bloques(registro, {e.cliente for e in entendidas})
        nombres = nombres_visibles(registro.clientes)
        while True:
            redactor = Redactor(registro, self.libreta.hojas)
            antes = list(self.fuera)
            intentos = [
                self._apuntar_una(e, redactor, cerca[e.cliente], nombres[e.cliente])
                for e in entendidas
            ]
            hechas = [hecha for hecha in intentos if hecha is not None]
            redactor.proponer("listas de llamadas")
            plan = redactor.plan()
            perdida = _la_que_no_se_sabria(self.libreta, plan, hechas)
            if perdida is None:
                return Cosecha(plan, tuple(hechas), tuple(self.ya), tuple(self.fuera))
            motivo = NoSeSabriaDeQuien(registro, "CONTACTOS", perdida.cliente)
            self.fuera = antes
            self.dejar(perdida.fila, motivo)
            entendidas = [e for e in entendidas if e.fila is not perdida.fila]

    def _apuntar_una(
        self, suya: _Entendida, redactor: Redactor, cerca: Recorte, nombre: str
    ) -> Recogida | None:
        apunte = Apunte(self.libreta, redactor, cerca)
        resultado = leer_resultado(suya.fila.resultado)
        try:
            suyo, _ = anadir_contacto(apunte, suya.cliente, suya.dicho)
        except (ErrorUso, IdDeVarias, SinComoNombrarlo, SinFormaDeId) as motivo:
            self.dejar(suya.fila, motivo)
            return None
        datos = apunte.datos
        try:
            marcar_ficha(apunte, suya.cliente, resultado, suya.dicho.fecha)
        except SinMarcar as motivo:
            self.dejar(suya.fila, motivo)
        decir_lo_que_queda(apunte, suya.cliente, resultado, suya.dicho)
        dicho = resultado or suya.fila.resultado
        return Recogida(
            suya.fila, suya.cliente, nombre, suyo, dicho, datos, apunte.ademas, apunte.avisos
        )

    def dejar(self, fila: Rellenada, motivo: Exception) -> None:
        """La fila, entre las que no se recogen."""
        casilla = motivo.casilla if isinstance(motivo, NoSeRecoge) else ""
        frase = str(motivo).partition(". No se ha")[0]
        self.fuera.append(SinRecoger(fila.fichero, fila.fila, fila.celdas.get(casilla, ""), frase))

    def _quien(self, cliente: int) -> str:
        clientes = self.libreta.registro.clientes
        return clientes.identificador(cliente) or f"fila:{int(clientes.filas[cliente])}"


def _por_bloques(registro: Registro, clientes: Collection[int]) -> dict[int, Recorte]:
    """Por cliente, un recorte pequeño en que está: de él sale lo suyo sin mirar lo de todos."""
    posiciones = np.asarray(sorted(clientes), dtype=np.int64)
    todos = recortar(registro, posiciones)
    cerca: dict[int, Recorte] = {}
    for desde in range(0, len(posiciones), _BLOQUE):
        bloque = posiciones[desde : desde + _BLOQUE]
        cerca |= dict.fromkeys(bloque.tolist(), todos.recortar(bloque))
    return cerca


def _dice(entendida: _Entendida) -> object:
    return comparable(entendida.dicho), entendida.dicho.fecha


def _donde(fila: Rellenada) -> str:
    return f"«{fila.fichero}», fila {fila.fila},"


def _la_que_no_se_sabria(
    libreta: Libreta, plan: Plan, hechas: Sequence[Recogida]
) -> Recogida | None:
    """La primera cuyo contacto, ya escrito, no se sabría que es de su ficha."""
    if not hechas:
        return None
    quedaria = anticipar(libreta.registro, plan)
    tabla = quedaria.tabla("CONTACTOS")
    if tabla is None:
        return None
    duenos = enlazar(quedaria.clientes, tabla)[-len(hechas) :]
    llega_a = destinos(quedaria.clientes)
    for dueno, hecha in zip(duenos.tolist(), hechas, strict=True):
        if dueno not in (hecha.cliente, int(llega_a[hecha.cliente])):
            return hecha
    return None
