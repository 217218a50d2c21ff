"""De quién es cada ficha capturada, aunque falten, sobren o estén mal escritas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from clientesctl.captura.ensayo import Persona
from clientesctl.registro.absorbidas import destinos
from clientesctl.registro.registro import Tabla
from clientesctl.textos.limpieza import plegar
from clientesctl.textos.telefonos import leer_telefono

_NOMBRES = ("nombre", "apellido_1", "apellido_2", "apellidos", "nombre_completo", "razon_social")
_TELEFONOS = ("movil", "telefono", "telefono_2")
_BASTANTE = 3.5
"""Un nombre casi igual, o el teléfono o el correo: con menos no se dice de quién es."""


def emparejar(clientes: Tabla, personas: Sequence[Persona], pais: str) -> dict[int, int | None]:
    """Por ficha capturada (posición), la persona a la que más se parece; None si a ninguna.

    No van las vacías ni las absorbidas por otra.
    """
    quedan = np.flatnonzero(destinos(clientes) == np.arange(len(clientes)))
    duenos: dict[int, int | None] = {}
    for posicion in quedan.tolist():
        ficha = {c: clientes.texto(c, posicion) for c in clientes.columnas}
        if not any(ficha.get(c) for c in (*_NOMBRES, *_TELEFONOS, "email")):
            continue
        parecidos = [_parecido(ficha, persona, pais) for persona in personas]
        mejor = int(np.argmax(parecidos)) if parecidos else -1
        duenos[posicion] = mejor if parecidos and parecidos[mejor] >= _BASTANTE else None
    return duenos


def _parecido(ficha: Mapping[str, str], persona: Persona, pais: str) -> float:
    """Cuánto se parecen: 5 si es el teléfono, 5 si es el correo, hasta 4 por el nombre."""
    suyo = persona.esperado
    numeros = {_numero(ficha.get(c, ""), pais) for c in _TELEFONOS} - {""}
    buenos = {_numero(v, pais) for c in _TELEFONOS for v in suyo.get(c, ())} - {""}
    puntos = 5.0 * bool(numeros & buenos)
    correo = ficha.get("email", "").casefold()
    puntos += 5.0 * (bool(correo) and correo in {v.casefold() for v in suyo.get("email", ())})
    puntos += 4.0 * _nombres(ficha, suyo)
    for campo in ("codigo_postal", "calle"):
        escrito, valen = plegar(ficha.get(campo, "")), suyo.get(campo, ())
        puntos += 0.5 * (bool(escrito) and any(plegar(v) in escrito for v in valen))
    return puntos


def _nombres(ficha: Mapping[str, str], suyo: Mapping[str, tuple[str, ...]]) -> float:
    from rapidfuzz import fuzz

    escrito = plegar(" ".join(ficha.get(c, "") for c in _NOMBRES)).strip()
    bueno = plegar(" ".join(v for c in _NOMBRES for v in suyo.get(c, ())[:1])).strip()
    parecido = fuzz.token_sort_ratio(escrito, bueno) / 100 if escrito and bueno else 0.0
    return parecido if parecido >= 0.75 else 0.0


def _numero(texto: str, pais: str) -> str:
    leido = leer_telefono(texto, pais) if texto else None
    return leido.nacional if leido else ""
