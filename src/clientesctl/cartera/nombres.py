"""Cómo se llama cada cliente, tal como lo diría quien lo busca."""

from __future__ import annotations

from collections.abc import Sequence

from clientesctl.registro.registro import Tabla
from clientesctl.textos.limpieza import es_marcador

_DE_PERSONA = ("nombre", "apellido_1", "apellido_2")
_DE_EMPRESA = ("razon_social", "nombre_comercial")


def nombres_visibles(clientes: Tabla) -> list[str]:
    """Por ficha, su nombre y apellidos; si no los tiene, su razón social o su rótulo.

    De una ficha de tipo EMPRESA va primero el nombre de la empresa: el de la persona es con
    quien se habla. La persona de contacto solo la nombra si no hay otra cosa. Sin nada escrito
    (o con un «N/A») queda vacío.
    """
    filas = len(clientes)
    persona = _unir([_textos(clientes, c, filas) for c in _DE_PERSONA])
    persona = _completar(persona, _textos(clientes, "nombre_completo", filas))
    if not any(_textos(clientes, "apellido_1", filas)):
        persona = _unir([persona, _textos(clientes, "apellidos", filas)])
    empresa = [""] * filas
    for campo in _DE_EMPRESA:
        empresa = _completar(empresa, _textos(clientes, campo, filas))
    tipos = [t.upper() == "EMPRESA" for t in _textos(clientes, "tipo", filas)]
    nombres = [
        (e or p) if es_empresa else (p or e)
        for p, e, es_empresa in zip(persona, empresa, tipos, strict=True)
    ]
    return _completar(nombres, _textos(clientes, "persona_contacto", filas))


def _textos(clientes: Tabla, campo: str, filas: int) -> list[str]:
    if campo not in clientes:
        return [""] * filas
    columna = clientes[campo]
    limpios = columna.mapear(lambda t: "" if es_marcador(t, campo) else " ".join(t.split()))
    return [limpios[codigo] for codigo in columna.codigos.tolist()]


def _unir(partes: Sequence[list[str]]) -> list[str]:
    return [" ".join(filter(None, trozos)) for trozos in zip(*partes, strict=True)]


def _completar(unos: list[str], otros: list[str]) -> list[str]:
    return [uno or otro for uno, otro in zip(unos, otros, strict=True)]
