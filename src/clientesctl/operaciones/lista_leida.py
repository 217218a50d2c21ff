"""Una lista de llamadas de vuelta: lo que se rellenó en ella, y lo que se escribió donde no se lee.

La guarde quien la guarde (Excel, LibreOffice, un móvil), con las columnas movidas y las filas
ordenadas o borradas: se lee por sus cabeceras.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from clientesctl.captura.lista_rellenada import Rellenada
from clientesctl.entregas.llamadas import (
    DE_MAS,
    DICHAS,
    ESCONDIDAS,
    HECHO,
    MEDIO,
    NADIE,
    NOMBRE,
    NOTAS,
    PROXIMA,
    RELLENABLES,
    RESULTADO,
    resumir,
)
from clientesctl.libro.lectura import leer_libro
from clientesctl.operaciones.libros import clave_del_libro
from clientesctl.registro.columna import Tipo
from clientesctl.registro.errores import ErrorLibro, ErrorUso
from clientesctl.registro.hoja import HojaCruda, LibroCrudo
from clientesctl.registro.plan import VACIO, Dato
from clientesctl.registro.registro import letra
from clientesctl.textos.limpieza import limpiar_espacios, plegar

_CABECERAS_MIRADAS = 30
_RAYAS = " -–—_."
"""Con lo que se tacha una casilla que no se rellena."""
_TITULOS = {plegar(t): t for t in (*DICHAS, *RELLENABLES, *DE_MAS, *ESCONDIDAS)}
_HACEN_FALTA = frozenset({"HUELLA", "DIA_LISTA", "VENDEDOR", RESULTADO})


@dataclass(frozen=True, slots=True)
class Fuera:
    """Algo escrito donde no se recoge; `titulo` es el de su columna, si la tenía.

    `de` es su fila, que puede no ser de nadie.
    """

    fila: int
    celda: str
    titulo: str
    escrito: str
    de: Rellenada


@dataclass(frozen=True)
class ListaLeida:
    """Una lista leída. `filas` son las de alguien o rellenadas; `fuera`, lo que no se lee."""

    ruta: Path
    filas: tuple[Rellenada, ...]
    fuera: tuple[Fuera, ...]
    registro: str
    vendedor: str
    dia: dt.date | None

    @property
    def rellenadas(self) -> tuple[Rellenada, ...]:
        """Las que dicen algo."""
        return tuple(f for f in self.filas if f.dice_algo)


def leer_lista(ruta: Path) -> ListaLeida:
    """La lista de llamadas de ese libro.

    Raises:
        NoEsLista: no tiene las columnas de una lista de llamadas.
        ErrorLibro: no se puede leer.
    """
    crudo = leer_libro(ruta, clave=clave_del_libro())
    hoja, cabecera, columnas = _buscar_cabecera(crudo)
    filas: list[Rellenada] = []
    fuera: list[Fuera] = []
    registro = ""
    for i in range(cabecera + 1, len(hoja.filas)):
        renglon = _Renglon(hoja, i, columnas)
        suya = _rellenada(renglon, ruta.name)
        fuera += renglon.fuera(suya)
        if suya.id or suya.huella or suya.dice_algo:
            filas.append(suya)
            registro = registro or renglon.texto("REGISTRO")
    vendedores = dict.fromkeys(f.vendedor for f in filas if f.vendedor)
    dias = [f.dia for f in filas if f.dia is not None]
    return ListaLeida(
        ruta, tuple(filas), tuple(fuera), registro, " y ".join(vendedores), max(dias, default=None)
    )


def tiene_algo_escrito(ruta: Path) -> bool:
    """Si es una lista de llamadas en la que alguien ha escrito."""
    try:
        lista = leer_lista(ruta)
    except (NoEsLista, ErrorLibro):
        return False
    return bool(lista.rellenadas or lista.fuera)


@dataclass(frozen=True)
class _Renglon:
    """Una fila de la hoja, por los títulos de sus columnas."""

    hoja: HojaCruda
    posicion: int
    columnas: Mapping[str, int]

    @property
    def fila(self) -> int:
        """La que enseña Excel."""
        return int(self.hoja.filas[self.posicion])

    def dato(self, titulo: str) -> Dato:
        """Lo que hay en esa casilla, o nada si le han quitado la columna."""
        if titulo not in self.columnas:
            return VACIO
        columna = self.hoja.columnas[self.columnas[titulo]]
        codigo = columna.codigos[self.posicion]
        texto = limpiar_espacios(str(columna.textos[codigo]))
        if titulo in RELLENABLES and not texto.strip(_RAYAS):
            return VACIO
        return Dato(Tipo(int(columna.tipos[codigo])), texto) if texto else VACIO

    def errores(self) -> dict[str, str]:
        """Las casillas para rellenar con una fórmula sin calcular o un error."""
        malas = {}
        for titulo in RELLENABLES:
            dato = self.dato(titulo)
            if dato.tipo == Tipo.ERROR:
                malas[titulo] = f"un error («{dato.texto}»)"
            elif titulo in self.columnas and self._sin_calcular(titulo):
                malas[titulo] = "una fórmula sin calcular"
        return malas

    def _sin_calcular(self, titulo: str) -> bool:
        return self.posicion in self.hoja.columnas[self.columnas[titulo]].sin_calcular

    def texto(self, titulo: str) -> str:
        """Su texto, limpio."""
        return self.dato(titulo).texto

    def celda(self, columna: int) -> str:
        """Como la nombra Excel."""
        return f"{letra(columna + 1)}{self.fila}"

    def fuera(self, suya: Rellenada) -> Iterator[Fuera]:
        """Lo que se cambió en lo que ya venía escrito, y lo que hay en columnas de más."""
        if "SUMA" in self.columnas:
            yield from self._cambiadas(suya)
        suyas = set(self.columnas.values())
        for j, columna in enumerate(self.hoja.columnas):
            escrito = limpiar_espacios(columna.texto(self.posicion))
            if j not in suyas and escrito:
                yield Fuera(self.fila, self.celda(j), "", escrito, suya)

    def _cambiadas(self, suya: Rellenada) -> Iterator[Fuera]:
        venian = (*DICHAS, *DE_MAS)
        sumas = self.texto("SUMA").split("-")
        ahora = resumir([self.texto(t) for t in venian]).split("-")
        if len(sumas) != len(ahora):
            # La fila se añadió a mano: nada de lo que lleva venía escrito.
            sumas = resumir(["" for _ in venian]).split("-")
        for titulo, era, es in zip(venian, sumas, ahora, strict=True):
            escrito = self.texto(titulo)
            if era != es and titulo in self.columnas and escrito != NADIE:
                celda = self.celda(self.columnas[titulo])
                yield Fuera(self.fila, celda, titulo, escrito, suya)


def _rellenada(renglon: _Renglon, fichero: str) -> Rellenada:
    fila_ficha = renglon.texto("FILA_FICHA")
    return Rellenada(
        fichero=fichero,
        fila=renglon.fila,
        nombre=renglon.texto(NOMBRE),
        vendedor=renglon.texto("VENDEDOR"),
        dia=_dia(renglon.texto("DIA_LISTA")),
        id=renglon.texto("ID_FICHA"),
        huella=renglon.texto("HUELLA").lower(),
        fila_ficha=int(fila_ficha) if fila_ficha.isdecimal() else 0,
        sugerido=renglon.texto("SUGERIDO"),
        medio=renglon.texto(MEDIO),
        resultado=renglon.texto(RESULTADO),
        notas=renglon.texto(NOTAS),
        proxima=renglon.dato(PROXIMA),
        hecho=renglon.dato(HECHO),
        celdas={
            t: renglon.celda(renglon.columnas[t]) for t in RELLENABLES if t in renglon.columnas
        },
        errores=renglon.errores(),
    )


def _dia(texto: str) -> dt.date | None:
    with suppress(ValueError):
        return dt.date.fromisoformat(texto[:10])
    return None


def _buscar_cabecera(crudo: LibroCrudo) -> tuple[HojaCruda, int, dict[str, int]]:
    """La hoja, la posición de su cabecera y la columna de cada título."""
    for hoja in crudo.hojas:
        for i in range(min(_CABECERAS_MIRADAS, len(hoja.filas))):
            columnas: dict[str, int] = {}
            for j, columna in enumerate(hoja.columnas):
                titulo = _TITULOS.get(plegar(columna.texto(i)))
                if titulo is not None:
                    columnas.setdefault(titulo, j)
            if columnas.keys() >= _HACEN_FALTA:
                return hoja, i, columnas
    raise NoEsLista(crudo.ruta)


class NoEsLista(ErrorUso):
    """El libro no es una lista de llamadas, o le han quitado las columnas escondidas."""

    def __init__(self, ruta: Path) -> None:
        super().__init__(
            f"«{ruta}» no es una lista de llamadas, o le faltan sus columnas escondidas (HUELLA,"
            " DIA_LISTA, VENDEDOR…): dé las que hizo «clientesctl llamadas --por vendedor --salida"
            " listas/»"
        )
