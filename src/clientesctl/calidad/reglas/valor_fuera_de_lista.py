"""Un valor que no está en la lista de su columna.

«MOSTRADOR», «en tienda» y «Mostr.» son tres medios para un recuento y uno para quien los
escribió: con listas cerradas se puede repartir, filtrar y sumar. Las listas son las de la hoja
LISTAS, las de [listas] y las que fija el propio registro (tipo, etapa, motivo…). Se propone
la entrada más parecida, nunca como segura.

Mayúsculas y acentos no cuentan, ni las maneras corrientes de decir sí y no. Cuando casi
ningún valor está en una lista de las que fija el registro, la columna habla de otra cosa: se
avisa una vez.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from clientesctl.calidad.regla import Contexto, Regla, de_columna, por_valor
from clientesctl.registro.esquema import HOJAS, VALORES
from clientesctl.registro.hallazgo import Arreglo, Dictamen, Gravedad, Lote
from clientesctl.textos.limpieza import plegar

_OTRO_VOCABULARIO = 0.5
"""Fracción de filas fuera de la lista desde la que la columna no es la que parece."""
_PARECIDO = 70
_SI_NO = frozenset(("SI", "NO"))
_MANERAS = frozenset(
    ["SI", "NO", "S", "N", "X", "1", "0", "VERDADERO", "FALSO", "TRUE", "FALSE", "YES"]
)
_ENTRADAS_EN_EL_MENSAJE = 6


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Un lote por cada columna con lista."""
    clase = contexto.tabla.clase
    for campo in contexto.tabla.columnas:
        puesta = _puesta(contexto, campo)
        lista = puesta or VALORES.get((clase, campo), ())
        if not lista:
            continue
        if not puesta and _es_otra_cosa(contexto, campo, lista):
            frase = f"sus valores no son los del registro ({', '.join(lista)}): ¿es otra cosa?"
            pista = "dígalo en [columnas] o ponga sus valores en [listas]"
            yield de_columna(REGLA, campo, Dictamen(f"{frase}; {pista}", gravedad="aviso"))
        else:
            libre = campo not in contexto.politicas.listas
            libre = libre and contexto.registro.admite_otros(clase, campo)
            yield from por_valor(contexto, REGLA, campo, _Juez(campo, lista, libre=libre))


def juzgar(campo: str, texto: str, lista: Sequence[str], *, libre: bool = False) -> Dictamen | None:
    """Lo que se dice de un valor que no está en esa lista; `libre`, si además admite otros."""
    return _Juez(campo, lista, libre=libre)(texto)


def _puesta(contexto: Contexto, campo: str) -> Sequence[str]:
    """La lista que puso el dueño, en las políticas o en la hoja LISTAS."""
    del_libro = contexto.registro.lista(contexto.tabla.clase, campo)
    return tuple(contexto.politicas.listas.get(campo, del_libro))


def _es_otra_cosa(contexto: Contexto, campo: str, lista: Sequence[str]) -> bool:
    columna = contexto.tabla[campo]
    dentro = _admitidos(lista)
    fuera = np.asarray(columna.mapear(lambda t: bool(t.strip()) and plegar(t) not in dentro))
    por_fila = fuera[columna.codigos]
    distintos = int((fuera & (columna.frecuencias() > 0)).sum())
    return distintos > 1 and bool(por_fila.sum() > _OTRO_VOCABULARIO * (~columna.vacias()).sum())


def _admitidos(lista: Sequence[str]) -> frozenset[str]:
    plegados = frozenset(plegar(entrada) for entrada in lista)
    return plegados | _MANERAS if plegados == _SI_NO else plegados


class _Juez:
    """Juzga los valores de una columna contra su lista."""

    def __init__(self, campo: str, lista: Sequence[str], *, libre: bool = False) -> None:
        self._campo = campo
        self._gravedad: Gravedad = "aviso" if libre else "error"
        self._lista = tuple(lista)
        self._admitidos = _admitidos(lista)
        self._por_plegado = {plegar(entrada): entrada for entrada in sorted(lista, reverse=True)}

    def __call__(self, texto: str) -> Dictamen | None:
        plegado = plegar(texto)
        if not plegado or plegado in self._admitidos:
            return None
        propuesta = _mas_parecida(plegado, self._por_plegado)
        visibles = ", ".join(self._lista[:_ENTRADAS_EN_EL_MENSAJE])
        puntos = "…" if len(self._lista) > _ENTRADAS_EN_EL_MENSAJE else ""
        cambios = (Arreglo(self._campo, propuesta),) if propuesta else ()
        mensaje = f"no está en su lista ({visibles}{puntos})"
        return Dictamen(mensaje, propuesta, cambios, gravedad=self._gravedad)


def _mas_parecida(plegado: str, entradas: dict[str, str]) -> str | None:
    """La entrada que más se parece; None si ninguna lo bastante.

    >>> _mas_parecida("MOSTRDOR", {"MOSTRADOR": "Mostrador", "FERIA": "Feria"})
    'Mostrador'
    >>> _mas_parecida("RADIO", {"MOSTRADOR": "Mostrador", "FERIA": "Feria"})
    """
    from rapidfuzz import fuzz, process

    hallada = process.extractOne(
        plegado, sorted(entradas), scorer=fuzz.ratio, score_cutoff=_PARECIDO
    )
    return entradas[hallada[0]] if hallada else None


REGLA = Regla(
    "valor_fuera_de_lista",
    "error",
    "El valor no está en la lista de su columna (hoja LISTAS, [listas] de clientesctl.toml o"
    " las que fija el registro). Use una entrada de la lista o añádala a ella.",
    detectar,
    hojas=tuple(hoja for hoja in HOJAS if hoja != "LISTAS"),
)
