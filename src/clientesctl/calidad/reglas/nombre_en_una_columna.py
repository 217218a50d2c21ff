"""El nombre y los apellidos en una celda: «MARÍA PÉREZ GIL» en NOMBRE.

Así no se puede saludar por el nombre, ordenar por apellidos ni ver que «PÉREZ GIL, MARÍA» es la
misma persona. Se parte por lo frecuente que es cada palabra como nombre y como apellido.

>>> dictamen = juzgar("MARÍA PÉREZ GIL", "nombre")
>>> dictamen.propuesta, dictamen.segura
('NOMBRE MARÍA · APELLIDO_1 PÉREZ · APELLIDO_2 GIL', True)
>>> juzgar("MARTÍN ALONSO", "nombre_completo").segura
False
>>> juzgar("JOSÉ LUIS", "nombre"), juzgar("FERRETERÍA PÉREZ", "nombre")
(None, None)

Solo es seguro si las listas no dejan duda. Deja en paz los nombres compuestos, las filas que ya
tienen apellidos y las empresas (`empresa_en_el_nombre`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from clientesctl.calidad.ausencias import no_hay_dato
from clientesctl.calidad.personas import sin_nada_en, son_empresas
from clientesctl.calidad.regla import Contexto, Regla, por_valores
from clientesctl.registro.columna import Columna
from clientesctl.registro.hallazgo import Arreglo, Dictamen, Lote
from clientesctl.textos.empresas import lleva_senas_de_empresa, parece_empresa
from clientesctl.textos.limpieza import a_mayusculas, limpiar_espacios
from clientesctl.textos.nombres import SEGURO_NATS, NombrePartido, partir_nombre, titulo_inicial

_APELLIDOS = ("apellido_1", "apellido_2", "apellidos")
_DESTINOS = ("nombre", "apellido_1", "apellido_2")
_EMPRESA = 0.7
_MARGEN_MINIMO = 1.0
"""Con menos, en una columna NOMBRE puede ser un nombre compuesto raro: se calla."""
_VOTOS_QUE_MIRA = 2000
_VOTOS_MINIMOS = 20
_MAYORIA = 0.95


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Los nombres completos de NOMBRE (sin apellidos aparte) y de una columna NOMBRE_COMPLETO."""
    tabla = contexto.tabla
    sueltas = ~son_empresas(tabla) & sin_nada_en(tabla, *_APELLIDOS)
    se_puede = all(campo in tabla for campo in _DESTINOS)
    for campo in ("nombre", "nombre_completo"):
        if campo in tabla:
            donde = sueltas if campo == "nombre" else sueltas & sin_nada_en(tabla, "nombre")
            orden = _orden(tabla[campo]) if donde.any() else None
            juez = partial(juzgar, campo=campo, orden=orden, se_puede=se_puede)
            yield from por_valores(contexto, REGLA, campo, (tabla[campo],), juez, donde)


def juzgar(
    texto: str, campo: str, orden: str | None = None, se_puede: bool = True
) -> Dictamen | None:
    """El dictamen de un texto; `orden` es el de la columna, y `se_puede` si hay dónde escribir."""
    limpio = limpiar_espacios(texto)
    if " " not in limpio or no_hay_dato(texto, campo):
        return None
    partido = partir_nombre(limpio)
    if orden is not None and (partido is None or partido.margen < SEGURO_NATS):
        partido = partir_nombre(limpio, orden)
    if partido is None or (campo == "nombre" and partido.margen < _MARGEN_MINIMO):
        return None
    if _es_empresa(limpio):
        return None
    return _dictar(partido, titulo_inicial(limpio), campo, se_puede)


def _dictar(
    partido: NombrePartido, titulo: tuple[str, str] | None, campo: str, se_puede: bool
) -> Dictamen:
    partes = [
        ("nombre", partido.nombre),
        ("apellido_1", partido.apellido_1),
        ("apellido_2", partido.apellido_2),
    ]
    if titulo is not None:
        partes.insert(0, ("titulo", a_mayusculas(titulo[0])))
    segura = partido.margen >= SEGURO_NATS and titulo is None and se_puede
    # La coma ya dice que hay apellidos y nombre, aunque no por dónde se parten.
    dudoso = campo == "nombre" and partido.margen < SEGURO_NATS and partido.orden != "coma"
    return Dictamen(
        "el nombre y los apellidos están en una celda",
        " · ".join(f"{donde.upper()} {valor}" for donde, valor in partes if valor),
        tuple(Arreglo(donde, valor) for donde, valor in partes if valor),
        segura,
        "aviso" if dudoso else None,
    )


def _orden(columna: Columna) -> str | None:
    """El orden en que están casi todos los nombres de la columna; None si no hay mayoría."""
    votos: Counter[str] = Counter()
    for texto in columna.textos[1 : _VOTOS_QUE_MIRA + 1]:
        partido = partir_nombre(limpiar_espacios(texto))
        if partido is not None and partido.margen >= SEGURO_NATS and partido.orden != "coma":
            votos[partido.orden] += 1
    if votos.total() < _VOTOS_MINIMOS:
        return None
    orden, cuantos = votos.most_common(1)[0]
    return orden if cuantos >= _MAYORIA * votos.total() else None


def _es_empresa(texto: str) -> bool:
    return lleva_senas_de_empresa(texto) and parece_empresa(texto) >= _EMPRESA


REGLA = Regla(
    "nombre_en_una_columna",
    "error",
    "El nombre y los apellidos están en una sola celda. Se proponen separados según lo frecuente"
    " que es cada palabra como nombre y como apellido; si el orden no está claro, no es seguro.",
    detectar,
)
