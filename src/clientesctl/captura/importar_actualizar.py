"""Una ficha del registro y las filas de la lista que son ella: qué se le pone y qué no."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from clientesctl.captura.importar_alta import Molde
from clientesctl.captura.importar_cotejo import Choque, Cotejo, cotejar
from clientesctl.captura.importar_exigir import Exigencia
from clientesctl.captura.importar_rechazo import Rechazo
from clientesctl.captura.importar_resultado import Actualizada
from clientesctl.captura.importar_valores import DE_PERSONA
from clientesctl.duplicados.dobles import Par
from clientesctl.registro.columna import Tipo
from clientesctl.registro.huellas import columna_de, dato_de
from clientesctl.registro.plan import VACIO, Dato
from clientesctl.registro.registro import Tabla

_CALCULADO = Dato(Tipo.TEXTO, "(lo calcula una fórmula)")

Datos = Mapping[str, Dato]
Malas = dict[int, tuple[Rechazo, ...]]


def actualizar(
    ficha: int,
    filas: Sequence[int],
    datos_de: Callable[[int], Datos],
    exigencia: Exigencia,
    molde: Molde,
    par: Par | None,
) -> tuple[Actualizada | None, Malas]:
    """La ficha con lo que gana de esas filas, y las filas que no entran por un dato que no vale.

    Un dato malo que no se iba a escribir no estorba. Lo que una fila completa ya cuenta para las
    que siguen.
    """
    obra = _Obra(ficha, molde)
    malas: Malas = {}
    for fila in filas:
        datos = dict(datos_de(fila))
        if exigencia.sin_partir(fila) and not molde.opciones.partir_nombres:
            datos = {c: d for c, d in datos.items() if c not in DE_PERSONA}
        lista = exigencia.lista
        encajados = molde.encajar(datos, lista.escritos[fila], lista.entrada(fila)).datos
        no_valen = exigencia.no_valen(fila)
        malos = {_junto(datos[c]): r for c, r in no_valen.items() if c in datos}
        estorban = obra.tomar(fila, encajados, lista.pais(fila), malos)
        if estorban:
            malas[fila] = estorban
    quedan = tuple(fila for fila in filas if fila not in malas)
    return (obra.hecha(quedan, par) if quedan else None), malas


class _Obra:
    """La ficha como va quedando."""

    def __init__(self, ficha: int, molde: Molde) -> None:
        self._ficha, self._molde = ficha, molde
        clientes = molde.registro.clientes
        self._hay = _leer(clientes, ficha)
        self._admite = lambda campo: campo in clientes
        self._completa: dict[str, Dato] = {}
        self._pisa: dict[str, Dato] = {}
        self._choques: list[tuple[int, Choque]] = []
        self._de: dict[str, int] = {}

    def tomar(
        self, fila: int, datos: Datos, pais: str, malos: Mapping[str, Rechazo]
    ) -> tuple[Rechazo, ...]:
        """Nada, y lo de la fila queda puesto; o por qué no, si se escribiría un dato malo."""
        cotejo = self._cotejar(datos, pais)
        preferidos = [c.trae for c in cotejo.choques if self._gana(c)]
        escribiria = map(_junto, [*cotejo.completa.values(), *preferidos])
        estorban = tuple(malos[texto] for texto in escribiria if texto in malos)
        if not estorban:
            self._poner(fila, cotejo)
            if cotejo.choques:  # lo preferido puede dejar sitio a lo que venía con ello
                self._completar(fila, self._cotejar(datos, pais))
        return estorban

    def _cotejar(self, datos: Datos, pais: str) -> Cotejo:
        return cotejar({**self._hay, **self._completa, **self._pisa}, datos, pais, self._admite)

    def _completar(self, fila: int, cotejo: Cotejo) -> None:
        """Pone lo que llena un hueco."""
        self._completa |= cotejo.completa
        self._de |= dict.fromkeys(cotejo.completa, fila)

    def _poner(self, fila: int, cotejo: Cotejo) -> None:
        """Pone lo que llena un hueco y lo que se prefiere a lo que hay; lo demás choca."""
        self._completar(fila, cotejo)
        for choque in cotejo.choques:
            if self._gana(choque) and choque.campo not in self._pisa:
                self._pisa[choque.campo] = choque.trae
                self._de[choque.campo] = fila
            else:
                self._choques.append((fila, choque))

    def hecha(self, filas: tuple[int, ...], par: Par | None) -> Actualizada:
        return Actualizada(
            self._ficha,
            filas,
            self._completa,
            self._pisa,
            tuple(self._choques),
            self._de,
            par,
        )

    def _gana(self, choque: Choque) -> bool:
        return self._molde.opciones.prefiere(choque.campo) and choque.antes != _CALCULADO


def _junto(dato: Dato) -> str:
    """Lo escrito, sin los espacios con que esta hoja lo separe."""
    return "".join(dato.texto.split())


def _leer(clientes: Tabla, ficha: int) -> dict[str, Dato]:
    """Lo que la ficha dice en cada columna; lo que calcula una fórmula no se toca."""
    datos = {}
    for nombre in (*clientes.columnas, *clientes.otras):
        columna = columna_de(clientes, nombre)
        if columna is None:
            continue
        if len(columna.formulas) and ficha in columna.formulas:
            datos[nombre] = _CALCULADO
        elif (dato := dato_de(columna, ficha)) != VACIO:
            datos[nombre] = dato
    return datos
