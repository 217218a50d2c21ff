"""Lo justo para reconocer una ficha entre varias: quién es, a qué número y de dónde."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from clientesctl.cartera.nombres import nombres_visibles
from clientesctl.cartera.valores import dato
from clientesctl.registro.recorte import tomar_filas
from clientesctl.registro.registro import Registro, Tabla

__all__ = ["Breve", "breves", "dato", "primer_telefono"]


@dataclass(frozen=True, slots=True)
class Breve:
    """Una ficha en una línea. `posicion` es la suya desde 0; `empresa`, si no es su nombre.

    `id_de_varias`: otra ficha lleva su mismo ID, que no basta para nombrarla.
    """

    posicion: int
    fila: int
    id: str | None
    nombre: str
    empresa: str
    telefono: str
    ciudad: str
    id_de_varias: bool = False

    @property
    def clave(self) -> str:
        """Como se la nombra en una orden: su ID o, si no lo tiene o no es solo suyo, su fila."""
        return f"fila:{self.fila}" if self.id is None or self.id_de_varias else self.id

    def __str__(self) -> str:
        partes = (self.nombre or "(sin nombre)", self.empresa, self.telefono, self.ciudad)
        return " · ".join(filter(None, partes))


def breves(registro: Registro, posiciones: Iterable[int]) -> list[Breve]:
    """Esas fichas, en el mismo orden."""
    pedidas = list(posiciones)
    clientes = registro.clientes
    ordenadas = sorted(set(pedidas))
    nombres = nombres_visibles(tomar_filas(clientes, np.asarray(ordenadas, dtype=np.int64)))
    por_posicion = dict(zip(ordenadas, nombres, strict=True))
    repetidos = _ids_repetidos(clientes)
    return [_breve(registro, p, por_posicion[p], repetidos) for p in pedidas]


def _breve(registro: Registro, posicion: int, nombre: str, repetidos: frozenset[str]) -> Breve:
    clientes = registro.clientes
    id_ = clientes.identificador(posicion)
    empresas = (dato(clientes, c, posicion) for c in ("nombre_comercial", "razon_social"))
    return Breve(
        posicion=posicion,
        fila=int(clientes.filas[posicion]),
        id=id_,
        nombre=nombre,
        empresa=next((e for e in empresas if e and e != nombre), ""),
        telefono=primer_telefono(registro, posicion),
        ciudad=dato(clientes, "ciudad", posicion) or dato(clientes, "municipio", posicion),
        id_de_varias=clientes.texto("id", posicion) in repetidos,
    )


def _ids_repetidos(clientes: Tabla) -> frozenset[str]:
    """Los que llevan varias fichas."""
    if "id" not in clientes:
        return frozenset()
    columna = clientes["id"]
    return frozenset(str(t).strip() for t in columna.textos[columna.frecuencias() > 1])


def primer_telefono(registro: Registro, posicion: int) -> str:
    """El número al que se la llamaría, como se escribe en su país."""
    from clientesctl.textos.paises import codigo_pais
    from clientesctl.textos.telefonos import leer_telefono

    pais = codigo_pais(registro.clientes.texto("pais", posicion)) or registro.pais
    for campo in ("movil", "telefono", "telefono_2"):
        if escrito := dato(registro.clientes, campo, posicion):
            leido = leer_telefono(escrito, pais)
            return leido.formato if leido else escrito
    return ""
