"""La tabla de las reglas de captura: todas las que hay, en el orden en que se pasan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from clientesctl.calidad.regla import Regla
from clientesctl.calidad.reglas import (
    apellidos_juntos,
    codigo_postal_de_otra_provincia,
    codigo_postal_invalido,
    codigo_postal_sin_cero,
    codigo_postal_vacio,
    columna_sin_finalidad,
    consentimiento_sin_prueba,
    dato_obligatorio_vacio,
    dato_prohibido,
    direccion_en_una_columna,
    email_dudoso,
    email_invalido,
    empresa_en_el_nombre,
    espacios_sobrantes,
    etapa_contradictoria,
    etapa_vacia,
    fecha_como_texto,
    fecha_imposible,
    fecha_invalida,
    formula_en_dato,
    id_fiscal_generico,
    id_fiscal_invalido,
    id_fiscal_repetido,
    id_repetido,
    id_vacio,
    marcador_de_vacio,
    nombre_en_una_columna,
    referencia_rota,
    revision_caducada,
    telefono_de_relleno,
    telefono_invalido,
    texto_en_minusculas,
    texto_mal_codificado,
    titulo_en_el_nombre,
    valor_fuera_de_lista,
    varios_en_una_celda,
)
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.nombres_reglas import NOMBRES
from clientesctl.registro.parecidos import quiso_decir

_TABLA: tuple[Regla, ...] = (
    dato_prohibido.REGLA,
    dato_obligatorio_vacio.REGLA,
    id_repetido.REGLA,
    id_vacio.REGLA,
    nombre_en_una_columna.REGLA,
    apellidos_juntos.REGLA,
    titulo_en_el_nombre.REGLA,
    empresa_en_el_nombre.REGLA,
    texto_mal_codificado.REGLA,
    marcador_de_vacio.REGLA,
    espacios_sobrantes.REGLA,
    texto_en_minusculas.REGLA,
    direccion_en_una_columna.REGLA,
    codigo_postal_vacio.REGLA,
    codigo_postal_sin_cero.REGLA,
    codigo_postal_invalido.REGLA,
    codigo_postal_de_otra_provincia.REGLA,
    id_fiscal_invalido.REGLA,
    id_fiscal_generico.REGLA,
    id_fiscal_repetido.REGLA,
    email_invalido.REGLA,
    email_dudoso.REGLA,
    telefono_invalido.REGLA,
    telefono_de_relleno.REGLA,
    varios_en_una_celda.REGLA,
    fecha_invalida.REGLA,
    fecha_como_texto.REGLA,
    fecha_imposible.REGLA,
    valor_fuera_de_lista.REGLA,
    etapa_vacia.REGLA,
    etapa_contradictoria.REGLA,
    referencia_rota.REGLA,
    formula_en_dato.REGLA,
    columna_sin_finalidad.REGLA,
    consentimiento_sin_prueba.REGLA,
    revision_caducada.REGLA,
)

REGLAS: Mapping[str, Regla] = MappingProxyType({regla.nombre: regla for regla in _TABLA})
"""Nombre → regla, en el orden en que se pasan y se enseñan."""


class ReglaDesconocida(ErrorUso):
    """Se pidió una regla que no existe."""

    def __init__(self, nombre: str) -> None:
        self.nombre = nombre
        super().__init__(
            f"no hay ninguna regla «{nombre}»{quiso_decir(nombre, NOMBRES)} "
            "(«clientesctl validar --explicar todas» las enseña)"
        )


def exigir_reglas(nombres: Iterable[str]) -> None:
    """Nada, si todas existen.

    Raises:
        ReglaDesconocida: la primera que no.
    """
    for nombre in nombres:
        if nombre not in NOMBRES:
            raise ReglaDesconocida(nombre)
