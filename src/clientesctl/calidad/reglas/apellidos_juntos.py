"""Los dos apellidos en una columna, con la otra vacía.

Con «PÉREZ GIL» en el primer apellido no se puede saludar al señor Pérez, ni ordenar la lista, ni
ver que es el mismo que otro que sí los tiene por separado.

>>> dictamen = juzgar("PÉREZ GIL")
>>> dictamen.propuesta, dictamen.segura
('APELLIDO_1 PÉREZ · APELLIDO_2 GIL', True)
>>> juzgar("DE LA CRUZ") is None, juzgar("GARCÍA DE LA TORRE").gravedad
(True, 'aviso')

Solo es seguro si las dos palabras son apellidos de las listas. Lo que puede ser un apellido
compuesto se avisa; los compuestos conocidos («PONCE DE LEÓN»), los que llevan guion y las empresas
se dejan en paz.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from clientesctl.calidad.ausencias import no_hay_dato
from clientesctl.calidad.personas import sin_nada_en, son_empresas
from clientesctl.calidad.regla import Contexto, Regla, por_valores
from clientesctl.registro.hallazgo import Arreglo, Dictamen, Lote
from clientesctl.textos.empresas import lleva_senas_de_empresa, parece_empresa
from clientesctl.textos.limpieza import limpiar_espacios
from clientesctl.textos.nombres import SEGURO_NATS, partir_apellidos

_EMPRESA = 0.7
_SOLO_SIN: Mapping[str, tuple[str, ...]] = {
    "apellido_1": ("apellido_2",),
    "apellido_2": ("apellido_1", "apellidos"),
    "apellidos": ("apellido_1", "apellido_2"),
}
"""Columna con los dos apellidos → las que han de estar vacías para que lo sean."""


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Los pares de apellidos en una de las dos columnas sin la otra, y los de APELLIDOS."""
    tabla = contexto.tabla
    personas = ~son_empresas(tabla)
    se_puede = "apellido_1" in tabla and "apellido_2" in tabla
    un_juez = partial(juzgar, se_puede=se_puede)
    for campo, otras in _SOLO_SIN.items():
        if campo in tabla:
            donde = personas & sin_nada_en(tabla, *otras)
            yield from por_valores(contexto, REGLA, campo, (tabla[campo],), un_juez, donde)


def juzgar(texto: str, se_puede: bool = True) -> Dictamen | None:
    """El dictamen de unos apellidos; `se_puede`: hay dos columnas donde escribirlos."""
    if no_hay_dato(texto, "apellido_1"):
        return None
    partidos = partir_apellidos(limpiar_espacios(texto))
    if partidos is None or _es_empresa(texto):
        return None
    dictamen = Dictamen(
        "son dos apellidos en una columna",
        f"APELLIDO_1 {partidos.apellido_1} · APELLIDO_2 {partidos.apellido_2}",
        (Arreglo("apellido_1", partidos.apellido_1), Arreglo("apellido_2", partidos.apellido_2)),
        segura=se_puede,
    )
    if partidos.margen >= SEGURO_NATS:
        return dictamen
    mensaje = "parecen dos apellidos, aunque puede ser uno solo compuesto"
    return replace(dictamen, mensaje=mensaje, segura=False, gravedad="aviso")


def _es_empresa(texto: str) -> bool:
    return lleva_senas_de_empresa(texto) and parece_empresa(texto) >= _EMPRESA


REGLA = Regla(
    "apellidos_juntos",
    "error",
    "Los dos apellidos están en una columna y la otra está vacía. Se proponen separados; es"
    " seguro si los dos están en las listas de apellidos. Si puede ser uno compuesto, solo avisa.",
    detectar,
)
