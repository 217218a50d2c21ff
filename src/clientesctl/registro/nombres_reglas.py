"""Cómo se llaman las reglas de captura, para quien las nombra sin pasarlas.

Las políticas las apagan y la consola las completa sin cargar ninguna; `calidad.reglas` es
quien las tiene.
"""

from __future__ import annotations

NOMBRES: tuple[str, ...] = (
    "dato_prohibido",
    "dato_obligatorio_vacio",
    "id_repetido",
    "id_vacio",
    "nombre_en_una_columna",
    "apellidos_juntos",
    "titulo_en_el_nombre",
    "empresa_en_el_nombre",
    "texto_mal_codificado",
    "marcador_de_vacio",
    "espacios_sobrantes",
    "texto_en_minusculas",
    "direccion_en_una_columna",
    "codigo_postal_vacio",
    "codigo_postal_sin_cero",
    "codigo_postal_invalido",
    "codigo_postal_de_otra_provincia",
    "id_fiscal_invalido",
    "id_fiscal_generico",
    "id_fiscal_repetido",
    "email_invalido",
    "email_dudoso",
    "telefono_invalido",
    "telefono_de_relleno",
    "varios_en_una_celda",
    "fecha_invalida",
    "fecha_como_texto",
    "fecha_imposible",
    "valor_fuera_de_lista",
    "etapa_vacia",
    "etapa_contradictoria",
    "referencia_rota",
    "formula_en_dato",
    "columna_sin_finalidad",
    "consentimiento_sin_prueba",
    "revision_caducada",
)
"""En el orden en que se pasan y se enseñan."""
