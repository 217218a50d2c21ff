"""Una revisión de vuelta: qué se decidió de cada pareja, y en qué celda."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from clientesctl.duplicados.distintos import Lado
from clientesctl.duplicados.repaso import Respuesta
from clientesctl.entregas.repaso import DECISION, ESCONDIDAS
from clientesctl.libro.lectura import leer_libro
from clientesctl.operaciones.libros import clave_del_libro
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.hoja import HojaCruda, LibroCrudo
from clientesctl.registro.registro import letra
from clientesctl.textos.limpieza import solo_alfanumerico

_CABECERAS_MIRADAS = 30
_PALABRAS: Mapping[str, Respuesta] = {
    **dict.fromkeys(
        ("SONELMISMO", "SONLOSMISMOS", "SONLAMISMA", "ELMISMO", "LAMISMA", "MISMO", "MISMA", "SI",
         "S", "IGUAL", "IGUALES", "FUSIONAR", "JUNTAR", "UNIR", "DUPLICADO", "DUPLICADOS",
         "SISONELMISMO", "SIELMISMO", "ESELMISMO"),
        Respuesta.MISMO,
    ),
    **dict.fromkeys(
        ("SONDISTINTOS", "SONDISTINTAS", "DISTINTOS", "DISTINTAS", "DISTINTO", "NO", "N",
         "DIFERENTES", "SONDIFERENTES", "NOSONELMISMO", "NOSONLOSMISMOS", "NOESELMISMO", "SONDOS",
         "OTRO"),
        Respuesta.DISTINTOS,
    ),
    **dict.fromkeys(
        ("NOSE", "NOLOSE", "DUDO", "DUDA", "DUDOSO", "D", "QUIZA", "QUIZAS", "PENDIENTE"),
        Respuesta.DUDA,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sena:
    """Cómo se nombró una ficha; `fila`, la que tenía (0 si no consta), distingue entre iguales."""

    lado: Lado
    fila: int

    @property
    def hay(self) -> bool:
        """Si nombra a alguna."""
        return bool(self.lado.id or self.lado.huella)


@dataclass(frozen=True, slots=True)
class Decidida:
    """Una pareja de la revisión con lo que dice su casilla. `celda` es como la nombra Excel.

    `respuesta` es None si lo escrito no se entiende, y `escrito` es lo que hay.
    """

    a: Sena
    b: Sena
    celda: str
    escrito: str
    respuesta: Respuesta | None


@dataclass(frozen=True)
class Revision:
    """Una revisión leída: de qué registro es, cuántas parejas trae y las que tienen decisión."""

    ruta: Path
    registro: str
    parejas: tuple[tuple[Sena, Sena], ...]
    decididas: tuple[Decidida, ...]


def leer_revision(ruta: Path) -> Revision:
    """La revisión de ese libro, esté como esté ordenada y lo guardara quien lo guardara.

    Raises:
        NoEsRevision: no tiene las columnas de una revisión.
        ErrorLibro: no se puede leer.
    """
    crudo = leer_libro(ruta, clave=clave_del_libro())
    hoja, cabecera, columnas = _buscar_cabecera(crudo)
    registro = ""
    parejas: dict[tuple[Sena, Sena], None] = {}
    decididas = []
    for i in range(cabecera + 1, len(hoja.filas)):
        datos = {nombre: hoja.columnas[j].texto(i).strip() for nombre, j in columnas.items()}
        a, b = (_sena(datos, n) for n in (1, 2))
        escrito = datos[DECISION]
        con_senas = a.hay and b.hay
        if con_senas:
            parejas[a, b] = None
            registro = registro or datos["REGISTRO"]
        if escrito:
            celda = f"{letra(columnas[DECISION] + 1)}{hoja.filas[i]}"
            entendida = _PALABRAS.get(solo_alfanumerico(escrito)) if con_senas else None
            decididas.append(Decidida(a, b, celda, escrito, entendida))
    return Revision(ruta, registro, tuple(parejas), tuple(decididas))


def _sena(datos: Mapping[str, str], cual: int) -> Sena:
    fila = datos[f"FILA_{cual}"]
    lado = Lado(datos[f"ID_{cual}"], datos[f"HUELLA_{cual}"].lower())
    return Sena(lado, int(fila) if fila.isdecimal() else 0)


def _buscar_cabecera(crudo: LibroCrudo) -> tuple[HojaCruda, int, dict[str, int]]:
    """La hoja, la posición de su cabecera y la columna de cada una que hace falta."""
    for hoja in crudo.hojas:
        for i in range(min(_CABECERAS_MIRADAS, len(hoja.filas))):
            columnas = dict(_las_que_importan(hoja, i))
            if len(columnas) == len(ESCONDIDAS) + 1:
                return hoja, i, columnas
    raise NoEsRevision(crudo.ruta)


def _las_que_importan(hoja: HojaCruda, fila: int) -> Iterator[tuple[str, int]]:
    for j, columna in enumerate(hoja.columnas):
        titulo = columna.texto(fila).strip().upper()
        if titulo in (DECISION, *ESCONDIDAS):
            yield titulo, j


class NoEsRevision(ErrorUso):
    """El libro no es una revisión, o le han quitado las columnas escondidas."""

    def __init__(self, ruta: Path) -> None:
        # Nunca el nombre que se dio: si era el registro, la revisión se escribiría encima.
        otro = "revision.xlsx" if ruta.name.lower() != "revision.xlsx" else "revision-nueva.xlsx"
        super().__init__(
            f"«{ruta}» no es una revisión, o le faltan sus columnas escondidas ({DECISION},"
            f" {', '.join(ESCONDIDAS)}): dé el libro que hizo «clientesctl duplicados revisar"
            f" --salida {otro}», y el registro con --libro"
        )
