"""De quién se habla: las fichas que mejor responden a un texto tecleado, con por qué.

Se mira su ID, sus teléfonos, correos y documento, su nombre y el de su empresa, y los de las
personas con que se habla en ella.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clientesctl.cartera.quien_ids import quiere_ser_id
from clientesctl.cartera.quien_maneras import maneras_de_decir, pegando_dos
from clientesctl.cartera.quien_notas import Nivel, notas_de, puntos_de, puntuar_todas
from clientesctl.cartera.quien_palabras import Palabras, Puntos, leer_palabras, por_que
from clientesctl.cartera.quien_senas import buscar_senas, parece_una_sena
from clientesctl.registro.absorbidas import destinos
from clientesctl.registro.columna import Indices
from clientesctl.registro.enlace import enlazar
from clientesctl.registro.registro import Registro

SE_LLAMA_ASI = "se llama así"


@dataclass(frozen=True, slots=True)
class Hallado:
    """Una ficha hallada; `motivo` dice por qué, y `absorbida`, si fue por una que pasó a ella.

    `por_interlocutor`: no se la encontró a ella, sino a alguien con quien se habla allí.
    """

    posicion: int
    nivel: Nivel
    motivo: str
    absorbida: int | None = None
    por_interlocutor: bool = False


@dataclass(frozen=True)
class Busqueda:
    """Los mejores hallados, por orden, y cuántos hay en total y en cada nivel."""

    hallados: tuple[Hallado, ...]
    niveles: dict[Nivel, int]

    @property
    def total(self) -> int:
        return sum(self.niveles.values())


@dataclass(eq=False)
class _Notas:
    """Por ficha, la mejor nota (el nivel, y detrás de la coma, cuánto se parece) y por qué."""

    notas: Puntos
    motivos: dict[int, str]
    buscadas: dict[int, Sequence[str]]
    de_otros: set[int]

    def anotar(self, posicion: int, nota: float, motivo: str, *, de_otro: bool = False) -> None:
        if nota > self.notas[posicion]:
            self.notas[posicion] = nota
            self.motivos[posicion] = motivo
            (self.de_otros.add if de_otro else self.de_otros.discard)(posicion)


def buscar(
    registro: Registro,
    texto: str,
    *,
    preferidas: Sequence[int] = (),
    limite: int = 20,
) -> Busqueda:
    """Las fichas que mejor responden al texto, las preferidas delante.

    Si alguna responde del todo, las que solo lo hacen a medias no se cuentan.
    """
    notas = _Notas(np.zeros(len(registro.clientes)), {}, {}, set())
    _por_senas(registro, texto, notas)
    palabras = leer_palabras(registro.clientes)
    if not (parece_una_sena(texto) or _es_un_codigo(registro, texto)):
        maneras = maneras_de_decir(texto)
        for buscadas in maneras:
            _por_nombre(registro, palabras, buscadas, notas)
        if maneras and notas.notas.max(initial=0) < Nivel.SUENA:
            for buscadas in pegando_dos(maneras[0]):
                _por_nombre(registro, palabras, buscadas, notas)
    return _ordenar(registro, palabras, notas, preferidas, limite)


def _es_un_codigo(registro: Registro, texto: str) -> bool:
    """Si solo puede ser un ID: el número a secas también puede ser parte de un nombre."""
    return not texto.strip().isdigit() and quiere_ser_id(registro.clientes, texto)


def _por_senas(registro: Registro, texto: str, notas: _Notas) -> None:
    for sena in buscar_senas(registro.clientes, texto, registro.pais):
        nota = Nivel.EXACTO if sena.entera else Nivel.TROZO
        notas.anotar(sena.posicion, nota + 0.5, sena.motivo)
    gente = registro.tabla("INTERLOCUTORES")
    if gente is None or "id_cliente" not in gente:
        return
    sin_id = [s for s in buscar_senas(gente, texto, registro.pais) if not s.motivo.startswith("ID")]
    if sin_id:
        duenos = enlazar(registro.clientes, gente)
        for sena in sin_id:
            if (de := int(duenos[sena.posicion])) >= 0:
                nota = Nivel.EXACTO if sena.entera else Nivel.TROZO
                quien = _interlocutor(registro, sena.posicion)
                notas.anotar(de, nota + 0.4, f"{sena.motivo} de {quien}", de_otro=True)


def _por_nombre(
    registro: Registro, palabras: Palabras, buscadas: Sequence[str], notas: _Notas
) -> None:
    puntuadas = puntuar_todas(palabras, buscadas)
    puntos = puntos_de(palabras, puntuadas)
    propias = notas_de(puntos)
    if palabras.llevan_contacto:
        propias = notas_de(puntos_de(palabras.sin_contacto(), puntuadas))
    mejores = np.flatnonzero(propias > notas.notas)
    for posicion in mejores.tolist() if len(notas.motivos) else ():
        notas.motivos.pop(posicion, None)
        notas.de_otros.discard(posicion)
    notas.notas[mejores] = propias[mejores]
    notas.buscadas.update(dict.fromkeys(mejores.tolist(), buscadas))
    if palabras.llevan_contacto:
        _por_contacto(registro, notas_de(puntos), propias, notas)
    _por_interlocutor(registro, puntos, buscadas, notas)


def _por_contacto(registro: Registro, con: Puntos, sin: Puntos, notas: _Notas) -> None:
    """Las fichas a que lleva el nombre de la persona de contacto escrito en ellas."""
    quienes = registro.clientes["persona_contacto"]
    for posicion in np.flatnonzero((con.astype(int) > sin) & (con >= Nivel.A_MEDIAS)).tolist():
        motivo = f"se habla con {quienes.texto(posicion)}"
        notas.anotar(posicion, float(con[posicion]) - 0.01, motivo, de_otro=True)


def _por_interlocutor(
    registro: Registro, de_ficha: Puntos, buscadas: Sequence[str], notas: _Notas
) -> None:
    """Lo que dicen los nombres de con quién se habla, solos o con el de su empresa."""
    gente = registro.tabla("INTERLOCUTORES")
    if gente is None or "id_cliente" not in gente:
        return
    de_la_gente = leer_palabras(gente)
    suyos = puntos_de(de_la_gente, puntuar_todas(de_la_gente, buscadas))
    duenos = enlazar(registro.clientes, gente)
    con = np.flatnonzero((suyos > 0).any(axis=0) & (duenos >= 0))
    if not len(con):
        return
    nuevas = notas_de(np.maximum(suyos[:, con], de_ficha[:, duenos[con]]))
    for fila, nota in zip(con.tolist(), nuevas.tolist(), strict=True):
        if nota >= Nivel.SUENA:
            quien = _interlocutor(registro, fila)
            notas.anotar(int(duenos[fila]), nota - 0.01, f"se habla con {quien}", de_otro=True)


def _interlocutor(registro: Registro, fila: int) -> str:
    gente = registro.tablas["INTERLOCUTORES"]
    nombre = " ".join(filter(None, (gente.texto(c, fila) for c in ("nombre", "apellidos"))))
    cargo = gente.texto("cargo", fila)
    return f"{nombre} ({cargo})" if cargo else nombre or "quien atiende"


def _ordenar(
    registro: Registro,
    palabras: Palabras,
    notas: _Notas,
    preferidas: Sequence[int],
    limite: int,
) -> Busqueda:
    destino = destinos(registro.clientes)
    finales = np.zeros_like(notas.notas)
    np.maximum.at(finales, destino, notas.notas)
    if (finales >= Nivel.SUENA).any():
        finales[finales < Nivel.SUENA] = 0
    halladas = np.flatnonzero(finales)
    delante = np.isin(halladas, np.asarray(preferidas, dtype=np.int64))
    orden = halladas[np.lexsort((halladas, -finales[halladas], ~delante))][:limite]
    niveles = Counter(Nivel(n) for n in finales[halladas].astype(int).tolist())
    return Busqueda(
        tuple(_hallado(palabras, notas, finales, destino, p) for p in orden.tolist()),
        dict(sorted(niveles.items(), reverse=True)),
    )


def _hallado(
    palabras: Palabras, notas: _Notas, finales: Puntos, destino: Indices, posicion: int
) -> Hallado:
    nivel = Nivel(int(finales[posicion]))
    origen = posicion
    if notas.notas[posicion] < finales[posicion]:
        absorbidas = np.flatnonzero((destino == posicion) & (notas.notas == finales[posicion]))
        origen = int(absorbidas[0])
    motivo = notas.motivos.get(origen, "")
    if not motivo:
        motivo = por_que(notas.buscadas[origen], palabras.de_fila(origen)) or SE_LLAMA_ASI
    absorbida = None if origen == posicion else origen
    return Hallado(posicion, nivel, motivo, absorbida, origen in notas.de_otros)
