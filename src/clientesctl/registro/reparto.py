"""Una hoja entendida: cada columna con su campo, sin que dos columnas se queden con el mismo."""

# ruff: noqa: SIM905  (las tablas de palabras se leen mejor seguidas que una por línea)

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

import numpy as np

from clientesctl.registro.cabeceras import NADA, Lectura, leer_cabecera
from clientesctl.registro.columna import Columna, Indices
from clientesctl.registro.cuerpo import filas_de_registros
from clientesctl.registro.encabezado import Encabezado, buscar_encabezado
from clientesctl.registro.hoja import HojaCruda
from clientesctl.registro.juicio import Candidato, juzgar
from clientesctl.registro.mando import Mandadas
from clientesctl.registro.rasgos import MUESTRA, Rasgos, mirar
from clientesctl.registro.registro import Asignacion, Tabla, letra

_FIRMES = frozenset(("contrato", "exacta", "abreviada"))
_CLAVES = frozenset(
    "nombre nombre_completo apellidos apellido_1 razon_social nombre_comercial id_fiscal curp"
    " telefono telefono_2 movil email email_2 persona_contacto id_cliente id_a producto"
    " importe".split()
)
_SEGUNDOS: Mapping[str, tuple[str, ...]] = {
    "telefono": ("telefono_2",),
    "movil": ("telefono", "telefono_2"),
    "email": ("email_2",),
    "nombre_completo": ("persona_contacto",),
}


_DE_VACIA = 0.05
"""La certeza que pierde, frente a otra, una columna sin ningún valor."""


@dataclass(frozen=True, eq=False)
class HojaEntendida:
    """Una tabla con lo que se vio para entenderla: la cabecera y los rasgos por campo."""

    tabla: Tabla
    encabezado: Encabezado
    lecturas: tuple[Lectura, ...]
    rasgos: Mapping[str, Rasgos]


def entender(
    hoja: HojaCruda, clase: str, mandadas: Mandadas, muestra: int = MUESTRA
) -> HojaEntendida:
    """La hoja como tabla de esa clase; lo que no se reconoce va a `otras`.

    `muestra` son los valores distintos que se miran de cada columna.
    """
    encabezado = buscar_encabezado(hoja, mandadas.cabeceras)
    lecturas = tuple(leer_cabecera(t, clase) if t else NADA for t in encabezado.textos)
    lecturas = _del_contrato(encabezado.textos, lecturas)
    claves = {i for i, lectura in enumerate(lecturas) if _CLAVES.intersection(lectura.campos)}
    de_id = next((i for i, le in enumerate(lecturas) if le.campos[:1] == ("id",)), -1)
    if not encabezado.hay:
        claves = set(range(len(hoja.columnas)))
    posiciones = np.flatnonzero(filas_de_registros(hoja, encabezado, claves, de_id))
    columnas = [columna.tomar(posiciones) for columna in hoja.columnas]
    rasgos = [mirar(columna, muestra) for columna in columnas]
    por_columna = _candidatos(encabezado, lecturas, rasgos, clase)
    vacias = {i for i, suyos in enumerate(rasgos) if not suyos.llenas}
    mandados = mandadas.resolver(encabezado.textos, hoja.nombre)
    repartidas = _repartir(por_columna, mandados, vacias)
    repartidas = _retocar(repartidas)
    tabla = _tabla(hoja, clase, encabezado, posiciones, columnas, repartidas)
    vistos = {c: rasgos[a.columna - 1] for c, a in tabla.asignaciones.items()}
    return HojaEntendida(tabla, encabezado, lecturas, vistos)


def _del_contrato(textos: Sequence[str], lecturas: tuple[Lectura, ...]) -> tuple[Lectura, ...]:
    """En una hoja hecha según el contrato, sus cabeceras dicen lo que el contrato dice."""
    suyas = [t for t, le in zip(textos, lecturas, strict=True) if le.via == "contrato"]
    propia = sum("_" in t for t in suyas) >= 2 and len(suyas) >= 0.6 * sum(map(bool, textos))
    campos = {le.campos[0] for le in lecturas if le.campos}
    if not propia or not campos & {"apellido_1", "apellidos", "razon_social"}:
        return lecturas
    return tuple(
        replace(le, campos=le.campos[:1]) if le.via == "contrato" else le for le in lecturas
    )


def _candidatos(
    encabezado: Encabezado, lecturas: Sequence[Lectura], rasgos: Sequence[Rasgos], clase: str
) -> list[tuple[Candidato, ...]]:
    firmes = [le.campos[0] if le.via in _FIRMES and not le.abierta else "" for le in lecturas]
    salida: list[tuple[Candidato, ...]] = []
    for i, (lectura, suyos) in enumerate(zip(lecturas, rasgos, strict=True)):
        presentes = {c for j, c in enumerate(firmes) if c and j != i}
        if clase != "CLIENTES" and not lectura.campos:
            salida.append(())
            continue
        con_cabecera = encabezado.hay and bool(encabezado.textos[i])
        salida.append(juzgar(lectura, suyos, presentes, con_cabecera))
    return salida


def _repartir(
    candidatos: Sequence[tuple[Candidato, ...]],
    mandados: Mapping[int, str],
    vacias: Set[int] = frozenset(),
) -> dict[int, Candidato]:
    """Columna → su campo: primero lo mandado, luego lo más cierto, y a igualdad la primera.

    De dos columnas casi igual de ciertas, como las señas de casa y las del trabajo de una agenda,
    la que no está entre las `vacias`.
    """
    dados = {i: Candidato(c, 1.0, "por [columnas]") for i, c in mandados.items() if c != "ignorar"}
    ocupados = {c.campo for c in dados.values()}
    for i, candidato in _cola(candidatos, mandados, vacias):
        if i in dados:
            continue
        libre = _libre(candidato, ocupados)
        if libre is not None:
            dados[i] = libre
            ocupados.add(libre.campo)
    return dados


def _cola(
    candidatos: Sequence[tuple[Candidato, ...]], mandados: Mapping[int, str], vacias: Set[int]
) -> list[tuple[int, Candidato]]:
    """Los candidatos, los primeros de cada columna antes que los segundos."""
    todos = [
        (orden, -candidato.certeza + _DE_VACIA * (i in vacias), i, candidato)
        for i, suyos in enumerate(candidatos)
        if i not in mandados
        for orden, candidato in enumerate(suyos)
    ]
    todos.sort(key=lambda t: t[:3])
    return [(i, candidato) for _, _, i, candidato in todos]


def _libre(candidato: Candidato, ocupados: set[str]) -> Candidato | None:
    """El candidato, o su segundo campo («telefono_2») si el primero ya es de otra columna."""
    if candidato.campo not in ocupados:
        return candidato
    for segundo in _SEGUNDOS.get(candidato.campo, ()):
        if segundo not in ocupados:
            motivo = f"{candidato.motivo}; otra columna es ya «{candidato.campo}»"
            return Candidato(segundo, min(candidato.certeza, 0.9), motivo)
    return None


def _retocar(repartidas: dict[int, Candidato]) -> dict[int, Candidato]:
    """«Apellido» junto a «Segundo apellido» es el primero."""
    campos = {c.campo for c in repartidas.values()}
    if "apellido_2" not in campos or "apellido_1" in campos:
        return repartidas
    return {
        i: Candidato("apellido_1", c.certeza, c.motivo) if c.campo == "apellidos" else c
        for i, c in repartidas.items()
    }


def _tabla(
    hoja: HojaCruda,
    clase: str,
    encabezado: Encabezado,
    posiciones: Indices,
    columnas: Sequence[Columna],
    repartidas: Mapping[int, Candidato],
) -> Tabla:
    textos = encabezado.textos
    asignaciones = {
        c.campo: Asignacion(c.campo, i + 1, textos[i], c.certeza, c.motivo)
        for i, c in sorted(repartidas.items())
    }
    otras: dict[str, int] = {}
    for i, columna in enumerate(columnas):
        if i not in repartidas and (textos[i] or columna.codigos.any()):
            nombre = textos[i] or letra(i + 1)
            otras[nombre if nombre not in otras else f"{nombre} ({letra(i + 1)})"] = i
    return Tabla(
        clase=clase,
        hoja=hoja.nombre,
        fila_cabecera=int(hoja.filas[encabezado.indice]) if encabezado.hay else 0,
        filas=hoja.filas[posiciones],
        columnas={campo: columnas[a.columna - 1] for campo, a in asignaciones.items()},
        asignaciones=asignaciones,
        otras={nombre: columnas[i] for nombre, i in otras.items()},
        otras_posiciones={nombre: i + 1 for nombre, i in otras.items()},
    )
