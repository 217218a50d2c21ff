"""Las columnas de una lista en que alguien consintió algo, y qué se le preguntó en cada una."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from clientesctl.registro.registro import Asignacion, Tabla
from clientesctl.textos.voluntades import es_para_publicidad, pide_consentimiento

CAMPO = "consentimiento"
_POR_CANAL = "consiente_"


def ordenar_consentimientos(tabla: Tabla) -> tuple[Tabla, Mapping[str, str]]:
    """La tabla con el consentimiento para publicidad en su campo, y lo que se preguntó en cada uno.

    Un formulario pide por separado aceptar la privacidad y recibir ofertas, y solo lo segundo deja
    llamar: si están los dos, ese es el del campo y el otro va a `otras`. Las preguntas van por el
    campo o, las de `otras`, por su cabecera.
    """
    tambien = [c for c in tabla.otras if pide_consentimiento(c)]
    sitio = tabla.asignaciones.get(CAMPO)
    mejor = next((c for c in tambien if es_para_publicidad(c)), None)
    if sitio is not None and mejor is not None and not es_para_publicidad(sitio.cabecera):
        tabla = _cambiar(tabla, sitio, mejor)
        tambien[tambien.index(mejor)] = sitio.cabecera
    dichos = {c: a.cabecera for c, a in tabla.asignaciones.items() if _de_permiso(c)}
    return tabla, {**dichos, **{c: c for c in tambien}}


def _de_permiso(campo: str) -> bool:
    """Si el campo guarda lo que alguien consintió, en general o para un canal."""
    return campo == CAMPO or campo.startswith(_POR_CANAL)


def _cambiar(tabla: Tabla, sitio: Asignacion, mejor: str) -> Tabla:
    """La tabla con el campo y esa columna de `otras` cambiados de sitio."""
    nuevo = replace(sitio, columna=tabla.otras_posiciones[mejor], cabecera=mejor)
    cambiados = {mejor: (sitio.cabecera, tabla[CAMPO], sitio.columna)}
    otras = {c: cambiados.get(c, (c, v, tabla.otras_posiciones[c])) for c, v in tabla.otras.items()}
    return replace(
        tabla,
        columnas={**tabla.columnas, CAMPO: tabla.otras[mejor]},
        asignaciones={**tabla.asignaciones, CAMPO: nuevo},
        otras={nombre: columna for nombre, columna, _ in otras.values()},
        otras_posiciones={nombre: posicion for nombre, _, posicion in otras.values()},
    )
