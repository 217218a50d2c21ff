"""Los valores de una lista cerrada, escritos como están en ella."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clientesctl.registro.cambiar import con_cambios
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.esquema import VALORES
from clientesctl.registro.parecidos import quiso_decir
from clientesctl.registro.plan import VACIO, Dato
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.limpieza import plegar


def lista_de(
    campo: str, registro: Registro, politicas: Politicas, clase: str = "CLIENTES"
) -> tuple[str, ...]:
    """Los valores que admite esa columna; ninguno si admite cualquiera."""
    puesta = politicas.listas.get(campo, registro.lista(clase, campo))
    return tuple(puesta or VALORES.get((clase, campo), ()))


def admite(campo: str, valor: str, registro: Registro, politicas: Politicas) -> bool:
    """Si ese valor puede ir en esa columna de CLIENTES: está en su lista, o no la tiene."""
    lista = lista_de(campo, registro, politicas)
    return not lista or plegar(valor) in map(plegar, lista)


def entrada(texto: str, lista: Sequence[str], alias: Mapping[str, str] | None = None) -> str | None:
    """La de la lista que dice lo mismo, o la única que empieza así; None si no hay una.

    `alias` son otras maneras de decirla: mandan sobre el comienzo, no sobre la lista.

    >>> entrada("telefono", ["MOSTRADOR", "TELÉFONO"]), entrada("comp", ["COMPETENCIA", "NO USA"])
    ('TELÉFONO', 'COMPETENCIA')
    >>> entrada("no", ["NO CUMPLE", "NO UTILIZA"]) is None
    True
    >>> entrada("correo", ["EMAIL", "CORREO POSTAL"], {"CORREO": "EMAIL"})
    'EMAIL'
    """
    posibles = _posibles(texto, lista, alias or {})
    return posibles[0] if len(posibles) == 1 else None


def exigir_entrada(
    opcion: str, texto: str, lista: Sequence[str], alias: Mapping[str, str] | None = None
) -> str:
    """Lo mismo, de lo que se dio en esa opción.

    Raises:
        ValorQueNoHay: ninguna, o más de una.
    """
    posibles = _posibles(texto, lista, alias or {})
    if len(posibles) != 1:
        raise ValorQueNoHay(opcion, texto, lista, posibles)
    return posibles[0]


def _posibles(texto: str, lista: Sequence[str], alias: Mapping[str, str]) -> list[str]:
    buscada = plegar(texto)
    iguales = [e for e in lista if plegar(e) == buscada][:1]
    dichas = [e for e in lista if plegar(e) == plegar(alias.get(buscada, ""))][:1]
    return iguales or dichas or [e for e in lista if buscada and plegar(e).startswith(buscada)]


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


def con_lo_deducido(
    dichas: Tabla, completas: Tabla, registro: Registro, politicas: Politicas
) -> Tabla:
    """Las fichas completas con lo que se dedujo como está en su lista, y sin lo que no está."""
    suyas = con_entradas(completas, registro, politicas)
    sobran: dict[str, Mapping[int, Dato]] = {}
    for campo in _SE_DEDUCEN:
        admitidos = set(lista_de(campo, registro, politicas))
        vacias = dichas[campo].vacias() if admitidos else ()
        sobran[campo] = {
            p: VACIO
            for p, vacia in enumerate(vacias)
            if vacia and suyas.texto(campo, p) not in admitidos
        }
    return con_cambios(suyas, sobran)


_SE_DEDUCEN = ("provincia", "tipo")


class ValorQueNoHay(ErrorUso):
    """Lo escrito no es ninguno de los valores, o puede ser varios."""

    def __init__(
        self, opcion: str, texto: str, valores: Sequence[str], posibles: Sequence[str]
    ) -> None:
        minusculas = [valor.lower() for valor in valores]
        if posibles:
            pista = f"puede ser {' o '.join(v.lower() for v in posibles)}"
        else:
            pista = f"use {', '.join(minusculas)}{quiso_decir(texto, minusculas)}"
        super().__init__(f"{opcion} «{texto.strip()}» no vale: {pista}")
