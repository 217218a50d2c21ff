"""Qué reglas miran cada columna: para la página con que se aprende a capturar."""

from __future__ import annotations

from collections.abc import Mapping

from clientesctl.registro.esquema import VALORES, Campo

_TELEFONOS = ("telefono", "movil")
_CORREOS = ("email", "email_cobros")
_PROPIAS: Mapping[str, tuple[str, ...]] = {
    "id": ("id_vacio", "id_repetido"),
    "nombre": ("nombre_en_una_columna", "titulo_en_el_nombre", "empresa_en_el_nombre"),
    "apellido_1": ("apellidos_juntos",),
    "id_fiscal": ("id_fiscal_invalido", "id_fiscal_generico", "id_fiscal_repetido"),
    "calle": ("direccion_en_una_columna",),
    "codigo_postal": (
        "codigo_postal_vacio",
        "codigo_postal_sin_cero",
        "codigo_postal_invalido",
        "codigo_postal_de_otra_provincia",
    ),
    "etapa": ("etapa_vacia", "etapa_contradictoria"),
    "fecha_revision": ("revision_caducada",),
    "fusionado_en": ("referencia_rota",),
    "observaciones": ("dato_prohibido",),
}
_DE_FECHA = ("fecha_invalida", "fecha_como_texto", "fecha_imposible")


def reglas_de(campo: Campo) -> tuple[str, ...]:
    """Los nombres de las reglas que miran esa columna de CLIENTES, las más suyas primero.

    >>> from clientesctl.registro.esquema import campo
    >>> reglas_de(campo("movil"))[:2]
    ('telefono_invalido', 'telefono_de_relleno')
    """
    reglas = [*_PROPIAS.get(campo.nombre, ())]
    if campo.nombre in _TELEFONOS:
        reglas += ["telefono_invalido", "telefono_de_relleno", "varios_en_una_celda"]
    if campo.nombre in _CORREOS:
        reglas += ["email_invalido", "email_dudoso", "varios_en_una_celda"]
    if campo.clase == "fecha":
        reglas += _DE_FECHA
    if campo.clase == "lista" and (campo.mayusculas or ("CLIENTES", campo.nombre) in VALORES):
        reglas.append("valor_fuera_de_lista")
    if campo.mayusculas:
        reglas.append("texto_en_minusculas")
    if campo.clase == "texto":
        reglas += ["espacios_sobrantes", "texto_mal_codificado"]
    return (*reglas, "marcador_de_vacio")
