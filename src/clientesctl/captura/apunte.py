"""Un hecho mientras se apunta: su fila, lo que cambia con él y lo que hay que decir."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from clientesctl.captura.en_casa import en_casa
from clientesctl.captura.libreta import Hecho, Libreta
from clientesctl.captura.nombrar_cliente import exigir_suyo, nombrar_cliente
from clientesctl.captura.redactor import Redactor
from clientesctl.captura.revisar import NoPuedeEntrar, revisar
from clientesctl.registro.plan import VACIO, Dato, Plan
from clientesctl.registro.recorte import Recorte, recortar
from clientesctl.registro.registro import Tabla

_EN_LUGAR_DE: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("CONTACTOS", "notas"): ("asunto", "resultado"),
    ("CONTACTOS", "asunto"): ("notas",),
}
"""Dónde va lo que se escribe de más si la hoja no tiene su columna y la otra está libre."""


class Apunte:
    """Reúne lo que se escribe de un hecho dictado y lo que se dice de él; `cerrar` lo da hecho.

    Con `redactor`, lo que se escribe va con lo de otros hechos. `cerca` es un recorte del registro
    en que están los clientes de que se habla: con muchos, ahorra recorrerlo entero por cada uno.
    """

    def __init__(
        self, libreta: Libreta, redactor: Redactor | None = None, cerca: Recorte | None = None
    ) -> None:
        self.libreta = libreta
        self.redactor = redactor or Redactor(libreta.registro, libreta.hojas)
        self._cerca = cerca
        self._avisos: list[str] = []
        self._ademas: list[str] = []
        self._datos: dict[str, str] = {}
        self._suyas: list[tuple[str, int]] = []
        self._recortes: dict[int, Recorte] = {}

    def avisar(self, frase: str) -> None:
        """Deja dicho algo que conviene mirar; sin nada que decir, nada."""
        if frase:
            self._avisos.append(frase)

    def decir(self, frase: str) -> None:
        """Deja dicho algo que cambia o queda con el hecho; sin nada que decir, nada."""
        if frase:
            self._ademas.append(frase)

    def recorte(self, cliente: int) -> Recorte:
        """La ficha de ese cliente y lo suyo: saber de él no cuesta lo que saber de todos."""
        if cliente not in self._recortes:
            posicion = np.asarray([cliente], dtype=np.int64)
            self._recortes[cliente] = (
                recortar(self.libreta.registro, posicion)
                if self._cerca is None
                else self._cerca.recortar(posicion)
            )
        return self._recortes[cliente]

    def texto(self, clase: str, campo: str, valor: str) -> Dato:
        """Lo tecleado, escrito como lo escribe ese registro."""
        return en_casa(self.libreta, clase, campo, valor)

    def fila(
        self,
        clase: str,
        dichos: Mapping[str, Dato],
        deducidos: Mapping[str, Dato] | None = None,
        cliente: int | None = None,
    ) -> str:
        """El ID de la fila nueva de esa hoja, con lo dicho y, donde quepa, lo deducido.

        Lo que nadie dijo no añade columnas, ni entra si las políticas no lo admiten.

        Raises:
            NoPuedeEntrar: un valor que las políticas no admiten.
        """
        tabla = self.libreta.registro.tabla(clase)
        datos = _con_sitio(clase, dichos, tabla)
        for aviso in revisar(clase, datos, self.libreta):
            self.avisar(aviso)
        for campo, dato in (deducidos or {}).items():
            if campo not in datos and self._cabe(clase, campo, dato, tabla):
                datos[campo] = dato
        if cliente is not None:
            suyo = nombrar_cliente(self.redactor, self.libreta.registro, clase, cliente)
            datos = {**datos, "id_cliente": suyo}
            self._suyas.append((clase, cliente))
        suyo_id = self.redactor.alta(clase, datos)
        self._datos |= {campo: dato.texto for campo, dato in datos.items()}
        return suyo_id

    def cambiar(self, clase: str, posicion: int, datos: Mapping[str, Dato]) -> None:
        """Deja esa fila con esos datos, si las políticas los admiten."""
        for aviso in revisar(clase, datos, self.libreta):
            self.avisar(aviso)
        self.redactor.cambiar(clase, posicion, datos)
        self._datos |= {campo: dato.texto for campo, dato in datos.items()}

    def cambiar_ficha(self, posicion: int, datos: Mapping[str, Dato]) -> bool:
        """Si la ficha del cliente queda con esos datos; si no se puede, no cambia y se avisa."""
        clientes = self.libreta.registro.clientes
        for campo in datos:
            if campo in clientes and _intocable(clientes, campo, posicion):
                celda = clientes.celda(campo, posicion) or campo.upper()
                self.avisar(
                    f"{campo.upper()} de la ficha ({celda}) no se ha cambiado: la calcula una"
                    " fórmula o no es seguro que sea esa columna"
                )
                return False
        return self.redactor.cambiar("CLIENTES", posicion, datos)

    def vista_previa(self, motivo: str) -> Plan:
        """El plan con todo lo dicho hasta ahora, cerrado en una propuesta."""
        self.redactor.proponer(motivo)
        return self.redactor.plan()

    @property
    def ademas(self) -> tuple[str, ...]:
        """Lo que cambia o queda, hasta ahora."""
        return tuple(self._ademas)

    @property
    def avisos(self) -> tuple[str, ...]:
        """Lo que conviene mirar, hasta ahora."""
        return tuple(self._avisos)

    @property
    def datos(self) -> Mapping[str, str]:
        """Lo que se escribe en sus filas, sin lo vacío."""
        return {c: d for c, d in self._datos.items() if d}

    def cerrar(
        self,
        que: str,
        plan: Plan,
        *,
        id: str = "",
        cliente: int | None = None,
        dicho: str = "",
        siguiente: str = "",
    ) -> Hecho:
        """El hecho, si de cada fila suya se sabrá de quién es.

        Raises:
            NoSeSabriaDeQuien: una fila podría ser de otro cliente.
        """
        for clase, suyo in self._suyas:
            exigir_suyo(self.libreta.registro, plan, clase, suyo)
        return Hecho(que, id, cliente, plan, dicho, self.ademas, self.avisos, siguiente, self.datos)

    def _cabe(self, clase: str, campo: str, dato: Dato, tabla: Tabla | None) -> bool:
        if dato == VACIO or (tabla is not None and tabla.asignaciones and not tabla.segura(campo)):
            return False
        try:
            revisar(clase, {campo: dato}, self.libreta)
        except NoPuedeEntrar as motivo:
            self.avisar(f"{campo.upper()} queda sin poner: {motivo.hallazgo.mensaje}")
            return False
        return True


def _con_sitio(clase: str, dichos: Mapping[str, Dato], tabla: Tabla | None) -> dict[str, Dato]:
    datos = {campo: dato for campo, dato in dichos.items() if dato != VACIO}
    if tabla is None or not tabla.asignaciones:
        return datos
    for campo in list(datos):
        if campo not in tabla:
            otros = _EN_LUGAR_DE.get((clase, campo), ())
            libre = next((o for o in otros if tabla.segura(o) and o not in datos), None)
            if libre is not None:
                datos[libre] = datos.pop(campo)
    return datos


def _intocable(clientes: Tabla, campo: str, posicion: int) -> bool:
    return not clientes.segura(campo) or posicion in clientes[campo].formulas
