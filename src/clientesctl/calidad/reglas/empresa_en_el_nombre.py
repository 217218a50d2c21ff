"""Una empresa entre los nombres de persona: «FERRETERÍA LUNA, S.L.» en NOMBRE.

A una empresa no se la felicita por su cumpleaños ni se le buscan apellidos, y se factura por su
razón social: si está en NOMBRE, la carta empieza «Estimado Ferretería».

>>> juzgar("FERRETERÍA LUNA, S.L.", "nombre").propuesta
'RAZON_SOCIAL FERRETERÍA LUNA, S.L.'
>>> juzgar("ANA SALAS", "nombre") is None, juzgar("MARÍA SÁ", "nombre_completo") is None
(True, True)

Se reconoce por la forma jurídica o por una palabra de negocio (FERRETERÍA, HOTEL, AYUNTAMIENTO).
Nunca es seguro. Deja en paz lo que tiene nombre y apellidos de persona sin nada de eso.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from clientesctl.calidad.ausencias import no_hay_dato
from clientesctl.calidad.personas import es_tipo_de_empresa, sin_nada_en
from clientesctl.calidad.regla import Contexto, Regla, por_valores
from clientesctl.registro.hallazgo import Arreglo, Dictamen, Lote
from clientesctl.textos.empresas import lleva_senas_de_empresa, nombre_comparable, parece_empresa

_CAMPOS = ("nombre", "nombre_completo", "apellido_1", "apellidos")
_APELLIDOS = ("apellido_1", "apellidos")
_BASTANTE = 0.7


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Las empresas entre los nombres, con lo que su ficha tenga de razón social.

    En los apellidos solo se buscan si no hay nombre: con él, son los de una persona.
    """
    tabla = contexto.tabla
    for campo in _CAMPOS:
        if campo not in tabla:
            continue
        columna = tabla[campo]
        lo_es = partial(es_empresa, campo=campo)
        empresas = np.asarray(columna.mapear(lo_es), dtype=np.bool_)[columna.codigos]
        if campo in _APELLIDOS:
            empresas &= sin_nada_en(tabla, "nombre", "nombre_completo")
        otras = [otro for otro in ("razon_social", "tipo") if otro in tabla]
        columnas = (columna, *(tabla[otro] for otro in otras))
        juez = partial(_juzgar_con, campo=campo, otras=otras)
        yield from por_valores(contexto, REGLA, campo, columnas, juez, empresas)


def es_empresa(texto: str, campo: str) -> bool:
    """Si lo escrito en el nombre es una empresa con bastante certeza para avisar."""
    if not texto or not lleva_senas_de_empresa(texto):
        return False
    return parece_empresa(texto) >= _BASTANTE and not no_hay_dato(texto, campo)


def juzgar(
    texto: str, campo: str, razon_social: str = "", tipo: str | None = None
) -> Dictamen | None:
    """El dictamen de un nombre; `tipo` es None si el libro no tiene esa columna."""
    if not es_empresa(texto, campo):
        return None
    mensaje = "es una empresa: va en RAZON_SOCIAL"
    if razon_social.strip() and nombre_comparable(razon_social) != nombre_comparable(texto):
        return Dictamen(
            "es una empresa, y la ficha ya tiene otra en RAZON_SOCIAL: si es su rótulo, va en"
            " NOMBRE_COMERCIAL"
        )
    ya_esta = bool(razon_social.strip()) and (tipo is None or es_tipo_de_empresa(tipo))
    if ya_esta and campo == "nombre_completo":
        return (
            None  # es la columna con que el libro llama a cada uno, y la empresa está en su sitio
        )
    cambios = [Arreglo("razon_social", razon_social or texto)]
    if campo != "nombre_completo":
        cambios.append(Arreglo(campo, ""))
    if tipo is not None and not es_tipo_de_empresa(tipo):
        cambios.append(Arreglo("tipo", "EMPRESA"))
    return Dictamen(mensaje, f"RAZON_SOCIAL {razon_social or texto}", tuple(cambios))


def _juzgar_con(texto: str, *valores: str, campo: str, otras: list[str]) -> Dictamen | None:
    return juzgar(texto, campo, **dict(zip(otras, valores, strict=True)))


REGLA = Regla(
    "empresa_en_el_nombre",
    "aviso",
    "En el nombre hay una empresa: lleva forma jurídica (S.L., S.A. DE C.V.) o una palabra de"
    " negocio (FERRETERÍA, HOTEL). Se propone en RAZON_SOCIAL; mírelo antes.",
    detectar,
)
