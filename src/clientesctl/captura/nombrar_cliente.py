"""Cómo se nombra a un cliente en otra hoja: como ya lo hace ella."""

from __future__ import annotations

import numpy as np

from clientesctl.captura.redactor import Redactor
from clientesctl.registro.absorbidas import destinos
from clientesctl.registro.anticipar import anticipar
from clientesctl.registro.enlace import NOMBRES, clave_de_enlace, enlazar
from clientesctl.registro.errores import Rechazo
from clientesctl.registro.huellas import dato_de
from clientesctl.registro.plan import Dato, Plan
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.cifras import contar


def nombrar_cliente(redactor: Redactor, registro: Registro, clase: str, posicion: int) -> Dato:
    """Lo que se escribe en ID_CLIENTE de esa hoja: su ID o, si ella usa otra cosa, eso.

    En un registro sin ID, su nombre entero.

    Raises:
        FichaSinId, IdDeVarias: no tiene con qué nombrarlo.
        SinComoNombrarlo: la hoja los nombra por algo que la ficha tiene vacío.
    """
    clientes = registro.clientes
    campos = redactor.enlace(clase)
    if campos is None and "id" not in clientes:
        suyos = (c for c in NOMBRES if all(campo in clientes for campo in c))
        campos = next((c for c in suyos if clientes.texto(c[0], posicion)), None)
    if campos is None or campos == ("id",):
        return redactor.id_cliente(posicion)
    if len(campos) == 1:
        dato = dato_de(clientes[campos[0]], posicion)
    else:
        textos = (clientes.texto(campo, posicion) for campo in campos)
        dato = Dato.de_texto(" ".join(filter(None, textos)))
    if not dato.texto.strip():
        raise SinComoNombrarlo(registro, clase, campos, posicion)
    return dato


def exigir_suyo(registro: Registro, plan: Plan, clase: str, posicion: int) -> None:
    """Nada, si la última fila de esa hoja, con el plan puesto, se sabe que es de esa ficha.

    Raises:
        NoSeSabriaDeQuien: lo escrito nombra a otra ficha o a varias.
    """
    quedaria = anticipar(registro, plan)
    tabla = quedaria.tabla(clase)
    if tabla is None or not len(tabla):
        return
    dueno = int(enlazar(quedaria.clientes, tabla)[-1])
    if dueno not in {posicion, int(destinos(quedaria.clientes)[posicion])}:
        raise NoSeSabriaDeQuien(registro, clase, posicion)


def exigir_que_nada_pierda_dueno(registro: Registro, plan: Plan) -> None:
    """Nada, si con el plan puesto lo que hay en otras hojas sigue siendo de quien era.

    Raises:
        SeQuedaSinDueno: la hoja nombra a los clientes por algo que ahora llevarían dos.
    """
    clientes = registro.clientes
    por_otra_cosa = [
        tabla
        for tabla in registro.tablas.values()
        if clave_de_enlace(clientes, tabla) not in (None, ("id",))
    ]
    if not por_otra_cosa:
        return
    despues = anticipar(registro, plan).clientes
    for tabla in por_otra_cosa:
        antes, ahora = enlazar(clientes, tabla), enlazar(despues, tabla)
        perdidas = np.flatnonzero((antes >= 0) & (ahora < 0))
        if len(perdidas):
            raise SeQuedaSinDueno(registro, tabla, int(antes[perdidas[0]]), len(perdidas))


class SeQuedaSinDueno(Rechazo):
    """Con otra ficha que se llame igual no se sabría de quién es lo que ya hay apuntado."""

    def __init__(self, registro: Registro, tabla: Tabla, dueno: int, cuantas: int) -> None:
        clientes = registro.clientes
        super().__init__(
            f"«{tabla.hoja}» nombra a los clientes por su nombre, y tiene"
            f" {contar(cuantas, 'fila')} de la fila {int(clientes.filas[dueno])} de"
            f" «{clientes.hoja}»: con otra ficha que se llame igual no se sabría de cuál son."
            " Escriba el nombre con algo que la distinga (el segundo apellido, la calle), o póngale"
            f" a «{clientes.hoja}» una columna ID. No se ha escrito nada"
        )


class SinComoNombrarlo(Rechazo):
    """La hoja nombra a los clientes por un dato que esta ficha no tiene."""

    def __init__(
        self, registro: Registro, clase: str, campos: tuple[str, ...], posicion: int
    ) -> None:
        tabla = registro.tabla(clase)
        hoja = clase if tabla is None else tabla.hoja
        super().__init__(
            f"la hoja «{hoja}» nombra a los clientes por {' y '.join(campos).upper()}, y la fila"
            f" {int(registro.clientes.filas[posicion])} de «{registro.clientes.hoja}» lo tiene"
            " vacío: llénelo y repítalo. No se ha escrito nada"
        )


class NoSeSabriaDeQuien(Rechazo):
    """Lo que se escribiría podría ser de otro cliente."""

    def __init__(self, registro: Registro, clase: str, posicion: int) -> None:
        tabla, clientes = registro.tabla(clase), registro.clientes
        hoja = clase if tabla is None else tabla.hoja
        fila = f"la fila {int(clientes.filas[posicion])} de «{clientes.hoja}»"
        campos = None if tabla is None else clave_de_enlace(clientes, tabla)
        if "id" in clientes and campos in (None, ("id",)):
            suyo = clientes.texto("id", posicion)
            super().__init__(
                f"en la hoja «{hoja}» no se sabría que es de {fila}: su ID («{suyo}») y el de otra"
                " ficha solo cambian en signos o en ceros. Dele otro («clientesctl editar"
                f" fila:{int(clientes.filas[posicion])} id=…») y repítalo. No se ha escrito nada"
            )
            return
        remedio = f"póngale a «{hoja}» una columna ID_CLIENTE con los ID"
        if "id" not in clientes:
            remedio = (
                f"póngale una columna ID a «{clientes.hoja}» («clientesctl corregir --regla"
                " id_vacio --aplicar» la llena)"
            )
        super().__init__(
            f"en la hoja «{hoja}» los clientes van por su nombre, y no se sabría que es de {fila}"
            f" (otra se llama igual): {remedio} y repítalo. No se ha escrito nada"
        )
