"""Un tratamiento dentro del nombre: «SR. DON JUAN», «DRA. ANA».

El título va en su columna: dentro del nombre desordena la lista («DRA.» y «DR.» juntos), sale dos
veces en las cartas y esconde los dobles.

>>> juzgar("SR. DON JUAN PÉREZ", "nombre").propuesta
'TITULO SR. DON · NOMBRE JUAN PÉREZ'
>>> juzgar("DONATO", "nombre") is None, juzgar("D. PÉREZ", "nombre") is None
(True, True)

Nunca es seguro: «DON» o «SOR» pueden ser parte de un rótulo. Deja en paz las empresas.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from clientesctl.calidad.personas import son_empresas
from clientesctl.calidad.regla import Contexto, Regla, por_valores
from clientesctl.registro.hallazgo import Arreglo, Dictamen, Lote
from clientesctl.textos.empresas import lleva_senas_de_empresa, parece_empresa
from clientesctl.textos.limpieza import a_mayusculas, limpiar_espacios
from clientesctl.textos.nombres import titulo_inicial

_CAMPOS = ("nombre", "nombre_completo", "apellido_1", "apellidos")
_EMPRESA = 0.7


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Los títulos de las columnas del nombre."""
    tabla = contexto.tabla
    personas = ~son_empresas(tabla)
    for campo in _CAMPOS:
        if campo in tabla:
            columnas = (tabla[campo],)
            juez = partial(juzgar, campo=campo)
            yield from por_valores(contexto, REGLA, campo, columnas, juez, personas)


def juzgar(texto: str, campo: str) -> Dictamen | None:
    """El dictamen de un texto."""
    hallado = titulo_inicial(texto)
    if hallado is None or _es_empresa(hallado[1]):
        return None
    titulo, resto = a_mayusculas(limpiar_espacios(hallado[0])), hallado[1]
    return Dictamen(
        f"«{titulo}» es un tratamiento y va en TITULO",
        f"TITULO {titulo} · {campo.upper()} {resto}",
        (Arreglo("titulo", titulo), Arreglo(campo, resto)),
    )


def _es_empresa(texto: str) -> bool:
    return lleva_senas_de_empresa(texto) and parece_empresa(texto) >= _EMPRESA


REGLA = Regla(
    "titulo_en_el_nombre",
    "aviso",
    "El nombre empieza por un tratamiento (SR., DOÑA, LIC., DRA.) que va en la columna TITULO. Se"
    " propone aparte; mírelo, porque algún rótulo también empieza así.",
    detectar,
)
