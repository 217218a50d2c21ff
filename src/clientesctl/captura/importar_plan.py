"""El plan de una importación: lo que se escribe, de dónde sale y la memoria de que ya se hizo."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from clientesctl.captura.importar_consentir import consentimientos
from clientesctl.captura.importar_memoria import DUDOSA, HOJA, Memoria, recordar
from clientesctl.captura.importar_opciones import Opciones
from clientesctl.captura.importar_resultado import Actualizada, Importacion, Nueva
from clientesctl.captura.redactor import Redactor
from clientesctl.registro.huellas import dato_de
from clientesctl.registro.plan import VACIO, Dato, Plan

ALTA, COMPLETA, CONFLICTO, REPETIDA = "NUEVA", "COMPLETA", "CONFLICTO", "REPETIDA"
YA_ESTABA = "YA ESTABA"
"""Lo que puede decir RESULTADO en la hoja IMPORTADOS, además de DUDOSA."""

_EN_DUDA = frozenset({"dudosa", "repetida"})


def planear(importacion: Importacion, opciones: Opciones, hojas: Collection[str] = ()) -> Plan:
    """Lo que se escribiría: las nuevas, lo que se completa, y de qué fila salió cada cosa.

    `hojas` son los nombres de todas las del libro.

    Raises:
        Rechazo: no se sabe con seguridad dónde se escribe algo.
    """
    return _Escribano(importacion, opciones, Redactor(importacion.registro, hojas)).plan()


@dataclass(frozen=True, eq=False)
class _Escribano:
    importacion: Importacion
    opciones: Opciones
    redactor: Redactor

    def plan(self) -> Plan:
        for nueva in self.importacion.nuevas:
            self._dar_de_alta(nueva)
        for actualizada in self.importacion.actualizadas:
            self._actualizar(actualizada)
        plan = self.redactor.plan()
        if not plan:
            return plan  # el libro sigue igual y la próxima vez dirá lo mismo
        for rechazada in self.importacion.rechazadas:
            if any(razon.causa in _EN_DUDA for razon in rechazada.razones):
                self._recordar(rechazada.fila, VACIO, DUDOSA)
        self.redactor.proponer("fila por decidir")
        return self.redactor.plan()

    def _dar_de_alta(self, nueva: Nueva) -> None:
        suyo = self.redactor.alta("CLIENTES", nueva.datos)
        id_cliente = self.redactor.dato("CLIENTES", "id", suyo) if suyo else VACIO
        for orden, fila in enumerate(nueva.filas):
            self._consentir(fila, id_cliente)
            self._recordar(fila, id_cliente, REPETIDA if orden else ALTA)
        for ficha in nueva.distinta_de if suyo else ():
            self._separar(id_cliente, ficha)
        self.redactor.proponer("ficha nueva importada")

    def _actualizar(self, hecha: Actualizada) -> None:
        self.redactor.cambiar("CLIENTES", hecha.ficha, hecha.escribe)
        id_cliente = self._id_de(hecha.ficha)
        escriben, chocan = set(hecha.de.values()), {fila for fila, _ in hecha.choques}
        for fila in hecha.filas:
            nueva = self.importacion.lista.huellas[fila] not in self._memoria.importadas
            consintio = nueva and self._consentir(fila, id_cliente)
            if fila in chocan:
                self._recordar(fila, id_cliente, CONFLICTO)
            elif fila in escriben or consintio:
                self._recordar(fila, id_cliente, COMPLETA)
            elif fila in hecha.decididas:
                self._recordar(fila, id_cliente, YA_ESTABA)
        self.redactor.proponer("ficha completada con lo importado")

    def _consentir(self, fila: int, id_cliente: Dato) -> bool:
        """Si la fila trae un consentimiento y queda apuntado."""
        if id_cliente == VACIO:
            return False
        lista, canales = self.importacion.lista, self.importacion.registro.listas.get("canal", ())
        suyos = list(consentimientos(lista, fila, self.opciones, id_cliente, canales))
        for suyo in suyos:
            self.redactor.alta("CONSENTIMIENTOS", suyo)
        return bool(suyos)

    def _recordar(self, fila: int, id_cliente: Dato, resultado: str) -> None:
        """La fila de IMPORTADOS; la que ya está no se repite."""
        lista = self.importacion.lista
        memoria = self._memoria
        sabida = lista.huellas[fila] in memoria.importadas
        if sabida or (resultado == DUDOSA and lista.huellas[fila] in memoria.dudosas):
            return
        entrada, antes = lista.entrada(fila), lista.vienen_de[fila]
        textos = {
            "origen": antes or entrada.nombre,
            "hoja": "" if antes else entrada.hoja,
            "resultado": resultado,
            "quien": self.opciones.quien,
            "huella": lista.huellas[fila],
        }
        datos: dict[str, Dato] = {
            "id_cliente": id_cliente,
            "fecha": Dato.de_fecha(self.opciones.hoy),
            "fila": VACIO if antes else Dato.de_numero(lista.fila(fila)),
            **{campo: Dato.de_texto(texto) for campo, texto in textos.items()},
        }
        self.redactor.alta(HOJA, datos)

    def _separar(self, id_cliente: Dato, ficha: int) -> None:
        """La decisión de que son dos, para que no se vuelvan a enseñar como dobles."""
        otra = self._id_de(ficha)
        if otra == VACIO:
            return
        datos: Mapping[str, Dato] = {
            "id_a": otra,
            "id_b": id_cliente,
            "fecha": Dato.de_fecha(self.opciones.hoy),
            "quien": Dato.de_texto(self.opciones.quien),
            "motivo": Dato.de_texto("dicho al importar"),
        }
        self.redactor.alta("DISTINTOS", datos)

    def _id_de(self, ficha: int) -> Dato:
        clientes = self.importacion.registro.clientes
        return dato_de(clientes["id"], ficha) if "id" in clientes else VACIO

    @cached_property
    def _memoria(self) -> Memoria:
        return recordar(self.importacion.registro)
