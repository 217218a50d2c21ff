"""Los valores de una lista cerrada, escritos como están en ella."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clientesctl.registro.cambiar import con_cambios
from clientesctl.registro.esquema import VALORES
from clientesctl.registro.plan import Dato
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.limpieza import plegar


def lista_de(
    campo: str, registro: Registro, politicas: Politicas, clase: str = "CLIENTES"
) -> tuple[str, ...]:
    """Los valores que admite esa columna; ninguno si admite cualquiera."""
    puesta = politicas.listas.get(campo, registro.listas.get(campo, ()))
    return tuple(puesta or VALORES.get((clase, campo), ()))


def entrada(texto: str, lista: Sequence[str]) -> str | None:
    """La de la lista que dice lo mismo, o la única que empieza así; None si no hay una.

    >>> entrada("telefono", ["MOSTRADOR", "TELÉFONO"]), entrada("comp", ["COMPETENCIA", "NO USA"])
    ('TELÉFONO', 'COMPETENCIA')
    >>> entrada("no", ["NO CUMPLE", "NO UTILIZA"]) is None
    True
    """
    buscada = plegar(texto)
    iguales = [e for e in lista if plegar(e) == buscada]
    empiezan = [e for e in lista if buscada and plegar(e).startswith(buscada)]
    return iguales[0] if iguales else empiezan[0] if len(empiezan) == 1 else None


def con_entradas(clientes: Tabla, registro: Registro, politicas: Politicas) -> Tabla:
    """Las fichas con cada valor de lista como está en ella, si solo cambian letras y acentos."""
    cambios: dict[str, Mapping[int, Dato]] = {}
    for campo in clientes.columnas:
        lista = lista_de(campo, registro, politicas)
        por_plegado = {plegar(e): e for e in reversed(lista)}
        if por_plegado:
            textos = clientes[campo].por_fila().tolist()
            suyas = {p: por_plegado.get(plegar(texto), "") for p, texto in enumerate(textos)}
            cambios[campo] = {p: Dato.de_texto(e) for p, e in suyas.items() if e and e != textos[p]}
    return con_cambios(clientes, cambios)
