"""Una lista que se trae: de dónde viene, qué dice y qué se decidió de cada una de sus fichas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from clientesctl.registro.columna import Columna
from clientesctl.registro.impresos import canal_del_permiso
from clientesctl.registro.registro import Tabla
from clientesctl.textos.limpieza import plegar

ES, POR_QUE, QUE_HACER = "ES", "POR QUÉ NO ENTRA", "QUÉ HACER"
VIENE_DE, HUELLA = "VIENE DE", "HUELLA"
"""Las columnas que lleva, además de los datos, el libro de las rechazadas."""
NUEVA = "NUEVA"
"""Lo que se escribe en ES para decir que no es nadie que ya esté."""

_DEL_LIBRO = (ES, POR_QUE, QUE_HACER, VIENE_DE, HUELLA)
_LO_DELATAN = frozenset({ES, QUE_HACER, HUELLA})


@dataclass(frozen=True, eq=False)
class Entrada:
    """Una lista leída y entendida; `nombre` es el del fichero, sin su carpeta.

    `pais` es el de las fichas que no dicen otro. `es`, `huellas` y `vienen` son, por fila, lo que
    se decidió de ella, la huella que tenía y de dónde vino, si la lista es un libro de rechazadas;
    si no, nada. `titulos` dice cómo se llama cada campo en la lista; `consienten`, qué se preguntó
    en cada columna de consentimiento, y `una_fila`, cómo se llama lo que se numera («tarjeta»).
    Una `de_agenda` trae las columnas de todas las agendas: que una esté no dice que se pidiera.
    """

    nombre: str
    hoja: str
    tabla: Tabla
    pais: str
    es: tuple[str, ...] = ()
    huellas: tuple[str, ...] = ()
    vienen: tuple[str, ...] = ()
    titulos: Mapping[str, str] = field(default_factory=dict)
    consienten: Mapping[str, str] = field(default_factory=dict)
    una_fila: str = "fila"
    de_agenda: bool = False

    def sitio(self, fila: int) -> str:
        """Dónde está esa ficha, para una persona."""
        return f"{self.nombre}, {self.una_fila} {fila}"


def entrar(
    nombre: str,
    hoja: str,
    tabla: Tabla,
    pais: str,
    consienten: Mapping[str, str] | None = None,
    una_fila: str = "fila",
) -> Entrada:
    """La lista, con lo que es del libro de rechazadas (si lo es) aparte de los datos."""
    titulos = {campo: a.cabecera.strip() for campo, a in tabla.asignaciones.items()}
    suyos = dict(consienten or {})
    if not suyos:
        preguntas = [c for c in tabla.columnas if c == "consentimiento" or canal_del_permiso(c)]
        suyos = {campo: titulos.get(campo, "") for campo in preguntas}
    propias = _del_libro(tabla)
    if not propias.keys() >= _LO_DELATAN:
        return Entrada(nombre, hoja, tabla, pais, (), (), (), titulos, suyos, una_fila)
    quitar = set(propias.values())
    limpia = replace(
        tabla,
        columnas={c: v for c, v in tabla.columnas.items() if c not in quitar},
        asignaciones={c: v for c, v in tabla.asignaciones.items() if c not in quitar},
        otras={c: v for c, v in tabla.otras.items() if c not in quitar},
        otras_posiciones={c: v for c, v in tabla.otras_posiciones.items() if c not in quitar},
    )
    todas = {**tabla.otras, **tabla.columnas}
    es, huellas = (_textos(todas[propias[titulo]]) for titulo in (ES, HUELLA))
    vienen = _textos(todas[propias[VIENE_DE]]) if VIENE_DE in propias else ()
    return Entrada(nombre, hoja, limpia, pais, es, huellas, vienen, titulos, suyos, una_fila)


def _del_libro(tabla: Tabla) -> dict[str, str]:
    """Título del libro de rechazadas → cómo se llama aquí la columna que lo lleva."""
    cabeceras = {plegar(a.cabecera): campo for campo, a in tabla.asignaciones.items()}
    cabeceras |= {plegar(cabecera): cabecera for cabecera in tabla.otras}
    return {t: cabeceras[plegar(t)] for t in _DEL_LIBRO if plegar(t) in cabeceras}


def _textos(columna: Columna) -> tuple[str, ...]:
    return tuple(str(t).strip() for t in columna.por_fila().tolist())
