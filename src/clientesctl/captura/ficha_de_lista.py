"""De quién es una fila de una lista que salió del registro hace unos días."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from clientesctl.captura.errores_recoger import (
    FichaDeOtro,
    FichaPerdida,
    NoSeRecoge,
    SinDueno,
    VariasFichas,
)
from clientesctl.captura.lista_rellenada import Rellenada
from clientesctl.cartera.nombres import nombres_visibles
from clientesctl.duplicados.distintos import Fichero, Lado
from clientesctl.duplicados.huella import comparables
from clientesctl.registro.absorbidas import destinos
from clientesctl.registro.pais import paises_por_fila
from clientesctl.registro.registro import Registro
from clientesctl.textos.limpieza import plegar

_LETRAS = 3
"""Desde las que una palabra del nombre dice algo: «DE» y «SL» las lleva cualquiera."""


class Duenos:
    """Las fichas del registro de ahora, por lo que una lista dice de ellas.

    Con un ID que solo lleva una ficha vale ese ID, aunque su teléfono o su correo hayan cambiado,
    mientras conserve su huella o alguna palabra de su nombre: un ID que ahora es de otro no se
    usa. Sin ID, o con uno de varias, vale su huella y, entre iguales, su fila.
    """

    def __init__(self, registro: Registro) -> None:
        clientes = registro.clientes
        self._fichero = Fichero(clientes, paises_por_fila(clientes, registro.pais))
        self._destinos = destinos(clientes)

    def mirar(self, filas: Iterable[Rellenada]) -> None:
        """Deja hechas de una vez las huellas de las fichas que pueden ser las de esas filas."""
        self._fichero.mirar(p for fila in filas for p in self._fichero.con(fila.id))

    def de(self, fila: Rellenada) -> int:
        """La posición de su ficha o, si se fusionó, de la que quedó.

        Raises:
            NoSeRecoge: no se encuentra exactamente una.
        """
        if not fila.id and not fila.huella:
            raise SinDueno
        return int(self._destinos[self._la_suya(fila)])

    def conoce(self, fila: Rellenada) -> bool:
        """Si alguna ficha puede ser ésa."""
        try:
            self.de(fila)
        except VariasFichas:
            return True
        except NoSeRecoge:
            return False
        return True

    def ya_consta(self, fila: Rellenada, escrito: str) -> bool:
        """Si eso que se escribió de alguien ya lo dice su ficha: un teléfono, por sus cifras."""
        try:
            posicion = self.de(fila)
        except NoSeRecoge:
            return False
        clientes = self._fichero.tabla
        buscado = _comparable(escrito)
        return any(_comparable(clientes.texto(c, posicion)) == buscado for c in clientes.columnas)

    def senas(self, posicion: int) -> tuple[str, str, str]:
        """Con qué nombrar una ficha para encontrarla después: su ID, su huella y su fila."""
        fila = str(int(self._fichero.tabla.filas[posicion]))
        return self._fichero.tabla.texto("id", posicion), self._fichero.huella(posicion), fila

    def _la_suya(self, fila: Rellenada) -> int:
        con_id = self._fichero.con(fila.id)
        if len(con_id) == 1:
            if not self._es_el_mismo(con_id[0], fila):
                raise FichaDeOtro(fila.id, self._nombres[con_id[0]])
            return con_id[0]
        posibles = [p for p in con_id if self._fichero.huella(p) == fila.huella]
        posibles = posibles or list(self._con_huella(fila))
        en_su_fila = [p for p in posibles if self._fila(p) == fila.fila_ficha]
        if len(posibles) > 1 and len(en_su_fila) == 1:
            posibles = en_su_fila
        if not posibles:
            raise FichaPerdida(fila.id)
        if len(posibles) > 1:
            raise VariasFichas(fila.id, len(posibles))
        return posibles[0]

    @cached_property
    def _nombres(self) -> Sequence[str]:
        return nombres_visibles(self._fichero.tabla)

    def _con_huella(self, fila: Rellenada) -> tuple[int, ...]:
        return tuple(self._fichero.buscar(Lado("", fila.huella))) if fila.huella else ()

    def _fila(self, posicion: int) -> int:
        return int(self._fichero.tabla.filas[posicion])

    def _es_el_mismo(self, posicion: int, fila: Rellenada) -> bool:
        ahora = self._fichero.huella(posicion)
        if not fila.huella or not ahora or ahora == fila.huella:
            return True
        if not comparables(ahora, fila.huella):
            return True
        return bool(_palabras(fila.nombre) & _palabras(self._nombres[posicion]))


def _comparable(texto: str) -> str:
    cifras = "".join(filter(str.isdigit, texto))
    return cifras[-9:] if len(cifras) >= 6 else " ".join(plegar(texto).split())


def _palabras(nombre: str) -> set[str]:
    return {p for p in plegar(nombre).replace(",", " ").split() if len(p) >= _LETRAS}
