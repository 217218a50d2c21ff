"""Un valor, escrito como ya se escribe en ese registro: una palabra y no tres variantes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from clientesctl.captura.libreta import Libreta
from clientesctl.registro.columna import Columna, Tipo
from clientesctl.registro.esquema import VALORES
from clientesctl.registro.plan import Dato
from clientesctl.textos.limpieza import (
    a_mayusculas,
    esta_en_mayusculas,
    limpiar_espacios,
    plegar,
)

_DE_POCAS_PALABRAS = frozenset(
    {"producto", "canal", "moneda", "vendedor", "quien", "tipo", "sentido", "estado"}
)
"""Columnas que se cuentan y se filtran: si la hoja las lleva en mayúsculas, así van."""
_DE_SU_PUNO = frozenset({"notas", "asunto", "proximo_paso"})
"""Columnas en que cada uno escribe lo que quiere."""
_RAIZ = 5
"""Letras en que coinciden «ENVIADA» y «Enviado»."""
_TAMBIEN_EN_CLIENTES = {"vendedor": "vendedor", "quien": "vendedor"}


def en_casa(libreta: Libreta, clase: str, campo: str, texto: str) -> Dato:
    """El texto limpio, con las letras de su lista o las que más se usan en su columna."""
    limpio = limpiar_espacios(texto)
    if campo in _DE_SU_PUNO:
        return Dato.de_texto(limpio)
    igual = plegar(limpio)
    escrito = parecido_en_casa(libreta, clase, campo, lambda otro: plegar(otro) == igual)
    if escrito is None:
        escrito = limpio
        if campo in _DE_POCAS_PALABRAS and _va_en_mayusculas(libreta, clase, campo):
            escrito = a_mayusculas(limpio)
    return _con_su_tipo(libreta, clase, campo, escrito)


def parecido_en_casa(
    libreta: Libreta, clase: str, campo: str, vale: Callable[[str], bool]
) -> str | None:
    """La primera entrada de su lista que vale o, sin lista, el valor más usado; None si ninguno."""
    lista = lista_de(libreta, clase, campo)
    if lista:
        return next((entrada for entrada in lista if vale(entrada)), None)
    for columna in _columnas(libreta, clase, campo):
        veces = columna.frecuencias()
        for codigo in sorted(np.flatnonzero(veces).tolist(), key=lambda c: (-int(veces[c]), c)):
            usado = limpiar_espacios(str(columna.textos[codigo]))
            if usado and vale(usado):
                return usado
    return None


def lista_de(libreta: Libreta, clase: str, campo: str) -> Sequence[str]:
    """Los valores que admite esa columna: los que puso el dueño o los del contrato.

    Una lista que no tiene ninguno de los del contrato es de otra hoja: el TIPO de los clientes no
    es el de los contactos.
    """
    del_libro = libreta.registro.lista(clase, campo)
    puesta = tuple(libreta.politicas.listas.get(campo, del_libro))
    del_contrato = VALORES.get((clase, campo), ())
    comunes = {plegar(v)[:_RAIZ] for v in puesta} & {plegar(v)[:_RAIZ] for v in del_contrato}
    return puesta if puesta and (comunes or not del_contrato) else del_contrato


def _columnas(libreta: Libreta, clase: str, campo: str) -> Iterator[Columna]:
    tabla = libreta.registro.tabla(clase)
    if tabla is not None and campo in tabla:
        yield tabla[campo]
    suya = _TAMBIEN_EN_CLIENTES.get(campo)
    if suya is not None and suya in libreta.registro.clientes:
        yield libreta.registro.clientes[suya]


def _va_en_mayusculas(libreta: Libreta, clase: str, campo: str) -> bool:
    """Si la primera de sus columnas con algo escrito lo lleva todo en mayúsculas."""
    for columna in _columnas(libreta, clase, campo):
        textos = [str(t) for t in columna.textos[np.flatnonzero(columna.frecuencias())]]
        con_letras = [t for t in textos if any(letra.isalpha() for letra in t)]
        if con_letras:
            return all(map(esta_en_mayusculas, con_letras))
    return False


def _con_su_tipo(libreta: Libreta, clase: str, campo: str, texto: str) -> Dato:
    """Un número, si la columna los guarda así y escrito como número no cambia."""
    tabla = libreta.registro.tabla(clase)
    if tabla is not None and campo in tabla and texto.isdecimal() and len(texto) < 16:
        columna = tabla[campo]
        numeros = int((columna.tipos[columna.codigos] == Tipo.NUMERO).sum())
        if numeros * 2 > int((~columna.vacias()).sum()) and str(int(texto)) == texto:
            return Dato(Tipo.NUMERO, texto)
    return Dato.de_texto(texto)
