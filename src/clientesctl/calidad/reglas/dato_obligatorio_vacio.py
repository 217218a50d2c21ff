"""Una ficha sin un dato que las políticas exigen.

Por defecto hacen falta un nombre (o una razón social) y un modo de llegar al cliente:
teléfono, móvil o correo. Una ficha sin ellos no se puede llamar ni facturar: ocupa sitio y
engaña a quien cuenta clientes. Del código postal se ocupa `codigo_postal_vacio`.

No mira si el dato está bien escrito, ni las fichas absorbidas por otra. Si en el libro no hay
columna para el dato, se dice una vez y no en cada fila.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from clientesctl.calidad.letreros import enumerar, letrero, visibles
from clientesctl.calidad.regla import Contexto, Regla, de_columna, en_filas
from clientesctl.registro.columna import Columna
from clientesctl.registro.hallazgo import Dictamen, Lote

_DE_OTRA_REGLA = "codigo_postal"
_FRASES = {
    ("nombre", "razon_social"): "la ficha no tiene ni nombre ni razón social",
    (
        "telefono",
        "movil",
        "email",
    ): "no hay cómo llegar al cliente: ni teléfono, ni móvil, ni correo",
}

_VALEN_POR = {"nombre": ("nombre_completo",), "telefono": ("telefono_2",), "email": ("email_2",)}
"""Columnas de un libro ajeno que dicen lo mismo que la que exigen las políticas."""


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Un lote por cada grupo obligatorio que falta."""
    for grupo in contexto.politicas.obligatorios:
        if grupo != _DE_OTRA_REGLA:
            yield from _grupo(contexto, grupo.split("|"))


def _grupo(contexto: Contexto, campos: Sequence[str]) -> Iterator[Lote]:
    tabla = contexto.tabla
    iguales = [otro for campo in campos for otro in _VALEN_POR.get(campo, ())]
    presentes = list(dict.fromkeys(campo for campo in (*campos, *iguales) if campo in tabla))
    if not presentes:
        nombres = enumerar(visibles(campos))
        mensaje = f"no hay ninguna columna {nombres}, y las políticas la exigen"
        yield de_columna(REGLA, campos[0], Dictamen(mensaje))
        return
    faltan = np.logical_and.reduce([_sin_nada(tabla[campo]) for campo in presentes])
    nombres = enumerar([letrero(tabla, campo) for campo in presentes])
    frase = next((f for clave, f in _FRASES.items() if set(clave) <= set(campos)), "")
    mensaje = frase or f"está vacío y es obligatorio: {nombres}"
    yield from en_filas(REGLA, presentes[0], np.flatnonzero(faltan), Dictamen(mensaje))


def _sin_nada(columna: Columna) -> npt.NDArray[np.bool_]:
    """Por fila: si no hay nada escrito; una fórmula sin calcular es algo que no se ve."""
    vacias = columna.vacias()
    vacias[columna.sin_calcular] = False
    return vacias


REGLA = Regla(
    "dato_obligatorio_vacio",
    "error",
    "Falta un dato que las políticas exigen. Por defecto: un nombre o una razón social, y un"
    " teléfono, móvil o correo. Cámbielo en [obligatorios] de clientesctl.toml.",
    detectar,
)
