"""Dos teléfonos o dos correos en una celda.

«612345678 / 913334455» no se puede marcar, ni buscar, ni comparar con el de otra ficha: quien
llama copia los dos. Se propone repartirlos: el primero se queda y el segundo va a la columna
hermana si está vacía (MOVIL, TELEFONO_2, EMAIL_2).

>>> _telefonos("612345678 / 913334455", "ES")
('612345678', '913334455')
>>> _telefonos("0034 91 333 44 55", "ES")
('0034 91 333 44 55',)

Nunca es segura: a veces el segundo es de otra persona. Deja en paz un solo número con extensión,
prefijos o guiones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from clientesctl.calidad.regla import Contexto, Regla, por_valores
from clientesctl.registro.columna import Columna
from clientesctl.registro.hallazgo import Arreglo, Dictamen, Lote
from clientesctl.textos.correos import partir_correos
from clientesctl.textos.telefonos import partir_telefonos

_TELEFONOS: Mapping[str, tuple[str, ...]] = {
    "telefono": ("movil", "telefono_2"),
    "movil": ("telefono", "telefono_2"),
    "telefono_2": (),
}
_CORREOS: Mapping[str, tuple[str, ...]] = {
    "email": ("email_2",),
    "email_cobros": (),
    "email_2": (),
}
"""Campo → adónde puede ir el segundo, por orden de preferencia."""


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Las celdas con varios teléfonos y las que tienen varios correos."""
    for campo, hermanas in _TELEFONOS.items():
        yield from _buscar(contexto, campo, hermanas, _telefonos)
    for campo, hermanas in _CORREOS.items():
        yield from _buscar(contexto, campo, hermanas, _correos)


def _telefonos(texto: str, pais: str) -> tuple[str, ...]:
    return partir_telefonos(texto, pais)


def _correos(texto: str, _pais: str) -> tuple[str, ...]:
    return partir_correos(texto)


def _buscar(
    contexto: Contexto,
    campo: str,
    hermanas: tuple[str, ...],
    partir: Callable[[str, str], tuple[str, ...]],
) -> Iterator[Lote]:
    if campo not in contexto.tabla:
        return
    presentes = tuple(h for h in hermanas if h in contexto.tabla)
    ocupadas = (_ocupacion(contexto.tabla[h]) for h in presentes)
    columnas = (contexto.tabla[campo], contexto.paises, *ocupadas)
    yield from por_valores(contexto, REGLA, campo, columnas, _Juez(campo, presentes, partir))


def _ocupacion(columna: Columna) -> Columna:
    """La columna reducida a si hay algo escrito («x») o no, que es lo que hace falta saber."""
    llenas = (~columna.vacias()).astype(np.int32)
    return replace(Columna.de_textos(["", "x"]), codigos=llenas)


class _Juez:
    """Juzga una celda con lo que hay en sus columnas hermanas."""

    def __init__(
        self, campo: str, hermanas: tuple[str, ...], partir: Callable[[str, str], tuple[str, ...]]
    ) -> None:
        self._campo = campo
        self._hermanas = hermanas
        self._partir = partir

    def __call__(self, texto: str, pais: str, *ocupadas: str) -> Dictamen | None:
        partes = self._partir(texto, pais)
        if len(partes) < 2:
            return None
        libres = [h for h, lleno in zip(self._hermanas, ocupadas, strict=True) if not lleno]
        destinos = [self._campo, *libres]
        # Solo se reparte si caben todos: repartir a medias perdería el último.
        caben = len(partes) <= len(destinos)
        cambios = (Arreglo(d, p) for d, p in zip(destinos, partes, strict=False))
        que = "correos" if "@" in texto else "teléfonos"
        return Dictamen(
            f"hay {len(partes)} {que} en la celda",
            " · ".join(partes),
            tuple(cambios) if caben else (),
        )


REGLA = Regla(
    "varios_en_una_celda",
    "aviso",
    "Hay dos teléfonos o dos correos en la misma celda: no se puede llamar ni comparar con otra"
    " ficha. Deje uno y lleve el otro a su columna (MOVIL, TELEFONO_2, EMAIL_2).",
    detectar,
    hojas=("CLIENTES", "INTERLOCUTORES"),
)
