"""Las listas de llamadas rellenadas, recogidas: al libro de una vez, y lo que se cuenta de ello."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from clientesctl.captura.ficha_de_lista import Duenos
from clientesctl.captura.recoger import Cosecha, SinRecoger, recoger
from clientesctl.entregas.llamadas import NOMBRE
from clientesctl.operaciones.aplicar import Aplicado
from clientesctl.operaciones.capturar import escribir as escribir_plan
from clientesctl.operaciones.hecho_dictado import Dictado
from clientesctl.operaciones.lista_leida import Fuera, ListaLeida
from clientesctl.operaciones.llamadas_traer import Traidas
from clientesctl.registro.errores import ErrorUso

ORDEN = "llamadas recoger"


@dataclass(frozen=True)
class Vuelta:
    """Lo que se recoge de unas listas, aún sin escribir.

    `sin_recoger` es todo lo que no: lo ilegible, las filas que no entran y lo escrito fuera.
    """

    dictado: Dictado
    traidas: Traidas
    cosecha: Cosecha
    sin_recoger: tuple[SinRecoger, ...]


def quedan_fuera(lista: ListaLeida, duenos: Duenos) -> list[Fuera]:
    """Lo escrito donde no se recoge, menos lo que la ficha ya dice."""
    return [f for f in lista.fuera if not duenos.ya_consta(f.de, f.escrito)]


def proponer(dictado: Dictado, traidas: Traidas) -> Vuelta:
    """Lo que se apuntaría, y lo que no.

    Raises:
        OtroRegistro: las listas se hicieron de otro libro.
        Rechazo: en CONTACTOS no se puede escribir.
    """
    registro = dictado.abierto.registro
    duenos = Duenos(registro)
    duenos.mirar(fila for lista in traidas.listas for fila in lista.filas)
    for lista in traidas.listas:
        _exigir_que_sea_suya(lista, duenos, registro.ruta)
    filas = [fila for lista in traidas.listas for fila in lista.rellenadas]
    cosecha = recoger(dictado.libreta, filas)
    escrito = (
        SinRecoger(lista.ruta.name, fuera.fila, fuera.celda, _frase_de(fuera))
        for lista in traidas.listas
        for fuera in quedan_fuera(lista, duenos)
    )
    todas = (*traidas.ilegibles, *cosecha.sin_recoger, *escrito)
    en_orden = sorted(todas, key=lambda s: (s.fichero, s.fila, s.celda))
    return Vuelta(dictado, traidas, cosecha, tuple(en_orden))


def escribir(vuelta: Vuelta, momento: dt.datetime, esperar: float) -> Aplicado:
    """Todo de una vez, o nada; con el libro abierto queda apuntado y lo dice `QuedaPendiente`."""
    return escribir_plan(vuelta.cosecha.plan, vuelta.dictado.abierto, ORDEN, momento, esperar)


def _frase_de(fuera: Fuera) -> str:
    if not fuera.titulo:
        return f"«{fuera.escrito}» está en una columna que no se recoge: páselo a NOTAS"
    if not (fuera.de.id or fuera.de.huella):
        return f"«{fuera.escrito}» está en una fila que no es de nadie de la lista: no se recoge"
    campo = _CAMPO_DE.get(fuera.titulo)
    if campo is None:
        return f"{fuera.titulo} se cambió («{fuera.escrito}») y no se recoge: páselo a NOTAS"
    return (
        f"{fuera.titulo} se cambió («{fuera.escrito}») y no se recoge: si es lo bueno,"
        f" «clientesctl editar {fuera.de.id or 'QUIÉN'} {campo}=…»"
    )


_CAMPO_DE = {
    NOMBRE: "nombre", "TELÉFONO": "telefono", "OTRO TELÉFONO": "telefono", "EMAIL": "email",
    "INTERÉS": "interes", "MEJOR HORA": "horario",
}  # fmt: skip
"""Columna de la lista → el campo de la ficha que enseña."""


def _exigir_que_sea_suya(lista: ListaLeida, duenos: Duenos, libro: Path) -> None:
    """Nada, si la lista se hizo de ese registro, se llame ahora como se llame."""
    nombradas = [fila for fila in lista.filas if fila.id or fila.huella]
    otro = bool(lista.registro) and lista.registro != libro.name
    if not nombradas:
        return
    suyas = sum(map(duenos.conoce, nombradas))
    if not suyas or (otro and 2 * suyas < len(nombradas)):
        raise OtroRegistro(lista, libro)


class OtroRegistro(ErrorUso):
    """La lista se hizo de otro libro."""

    def __init__(self, lista: ListaLeida, libro: Path) -> None:
        suyo = f"se hizo de «{lista.registro}»" if lista.registro else "es de otro libro"
        super().__init__(
            f"«{lista.ruta}» {suyo} y sus fichas no son las de «{libro}»: diga cuál es con --libro."
            " No se ha recogido nada"
        )
