"""La hoja que exportó una agenda, como tabla de clientes con los campos del registro."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from clientesctl.registro.agendas import Agenda, leer_fila
from clientesctl.registro.cabeceras import FUERZAS, leer_cabecera
from clientesctl.registro.contacto import Contacto
from clientesctl.registro.contacto_en_ficha import en_ficha
from clientesctl.registro.encabezado import Encabezado
from clientesctl.registro.hoja import HojaCruda
from clientesctl.registro.mando import IGNORAR
from clientesctl.registro.registro import Tabla, letra
from clientesctl.registro.tabla_de_fichas import tabla_de_fichas
from clientesctl.textos.fechas import Orden, orden_de_columna

NOMBRES = {"google": "Google", "outlook": "Outlook", "vcard": "vCard"}


@dataclass(frozen=True, eq=False)
class AgendaLeida:
    """La tabla de una agenda; `aparte`, las direcciones que están en las observaciones.

    `vacias` son las filas sin nombre ni señas, que no se leen.
    """

    tabla: Tabla
    aparte: int
    vacias: int = 0


def tabla_de_agenda(
    hoja: HojaCruda, encabezado: Encabezado, agenda: Agenda, mandados: Mapping[int, str]
) -> AgendaLeida:
    """La tabla de lo que exportó esa agenda; `filas` son las de la hoja.

    `mandados` (columna desde 0 → campo) gana a lo que la columna sea en la agenda. Una columna
    que la agenda no tiene es el campo que diga su cabecera, o queda en `otras`.
    """
    desde = encabezado.indice + 1
    textos = {
        i: [str(t).strip() for t in columna.por_fila()[desde:]]
        for i, columna in enumerate(hoja.columnas)
        if columna.codigos[desde:].any()
    }
    dichas = {**_anadidas(encabezado.textos, agenda), **mandados}
    de_agenda = {i: t for i, t in textos.items() if i in agenda.papeles and i not in dichas}
    de_campo = {c: textos[i] for i, c in dichas.items() if i in textos and c != IGNORAR}
    escritos = [
        (n, contacto)
        for n in range(len(hoja.filas) - desde)
        if (contacto := _contacto(agenda, de_agenda, de_campo, n)).dice_algo
    ]
    sueltas = {
        encabezado.textos[i] or letra(i + 1): [t[n] for n, _ in escritos]
        for i, t in textos.items()
        if i not in agenda.papeles and i not in dichas
    }
    filas = [int(hoja.filas[desde + n]) for n, _ in escritos]
    leida = de_contactos([c for _, c in escritos], filas, hoja.nombre, agenda.nombre, sueltas)
    return replace(leida, vacias=len(hoja.filas) - desde - len(filas))


def _contacto(
    agenda: Agenda,
    de_agenda: Mapping[int, Sequence[str]],
    de_campo: Mapping[str, Sequence[str]],
    n: int,
) -> Contacto:
    """Quien está en la fila `n`, con lo que dicen de él las columnas que son ya un campo."""
    contacto = leer_fila(agenda, {i: t[n] for i, t in de_agenda.items() if t[n]})
    extra = {campo: t[n] for campo, t in de_campo.items() if t[n]}
    return replace(contacto, extra={**contacto.extra, **extra}) if extra else contacto


def de_contactos(
    contactos: Sequence[Contacto],
    filas: Sequence[int],
    hoja: str,
    agenda: str,
    sueltas: Mapping[str, Sequence[str]] | None = None,
) -> AgendaLeida:
    """La tabla de esos contactos, con el número que se enseña de cada uno."""
    orden: Orden = orden_de_columna(c.nacimiento for c in contactos) or "dma"
    fichas = [en_ficha(contacto, orden) for contacto in contactos]
    motivo = f"por ser contactos de {NOMBRES[agenda]}"
    tabla = tabla_de_fichas([f.campos for f in fichas], filas, hoja, motivo, sueltas)
    return AgendaLeida(tabla, sum(f.aparte for f in fichas))


def _anadidas(textos: Sequence[str], agenda: Agenda) -> dict[int, str]:
    """Las columnas que alguien añadió a la exportación y dicen por sí solas qué son: «NIF»."""
    return dict(_que_dicen(textos, agenda))


def _que_dicen(textos: Sequence[str], agenda: Agenda) -> Iterator[tuple[int, str]]:
    for i, texto in enumerate(textos):
        if texto and i not in agenda.papeles:
            lectura = leer_cabecera(texto)
            firme = lectura.fuerza >= FUERZAS["abreviada"] and not lectura.abierta
            if firme and lectura.campos[0] in _DE_FUERA:
                yield i, lectura.campos[0]


_DE_FUERA = frozenset(
    ("id_fiscal", "vendedor", "zona", "medio", "interes", "fecha_alta", "consentimiento", "perfil")
)
"""Lo que una agenda no tiene y su dueño añade: no choca con nada de lo que ella dice."""
