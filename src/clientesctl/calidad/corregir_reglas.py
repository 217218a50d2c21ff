"""Qué reglas proponen algo, y cuáles lo pueden proponer con seguridad."""

from __future__ import annotations

SEGURAS = frozenset(
    {
        "id_vacio",
        "nombre_en_una_columna",
        "apellidos_juntos",
        "texto_mal_codificado",
        "marcador_de_vacio",
        "espacios_sobrantes",
        "texto_en_minusculas",
        "codigo_postal_sin_cero",
        "telefono_invalido",
        "fecha_invalida",
        "fecha_como_texto",
    }
)
"""Las que alguna vez están seguras de lo que proponen."""

DUDOSAS = frozenset(
    {
        "id_repetido",
        "titulo_en_el_nombre",
        "empresa_en_el_nombre",
        "direccion_en_una_columna",
        "id_fiscal_invalido",
        "email_invalido",
        "email_dudoso",
        "varios_en_una_celda",
        "fecha_imposible",
        "valor_fuera_de_lista",
        "etapa_vacia",
        "etapa_contradictoria",
    }
)
"""Las que proponen, siempre para que alguien lo mire."""
