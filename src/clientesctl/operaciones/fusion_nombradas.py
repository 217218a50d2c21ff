"""Las fichas que alguien nombra para fundirlas: cuáles son y qué hay que saber de ellas."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from clientesctl.duplicados import Dobles
from clientesctl.duplicados.despues import posicion_de
from clientesctl.duplicados.distintos import HOJA, Declarada, Fichero, leer_declaradas
from clientesctl.operaciones.duplicados_nombradas import DichaDosVeces
from clientesctl.operaciones.fichas_nombradas import buscar_ficha
from clientesctl.operaciones.fusion_errores import DeclaradasDistintas, SinPareja, VariosGrupos
from clientesctl.registro.pais import paises_por_fila
from clientesctl.registro.plan import VACIO, Plan
from clientesctl.registro.registro import Registro
from clientesctl.textos.cifras import enumerar


def nombrar(registro: Registro, posicion: int) -> str:
    """El ID de la ficha o, sin él, su fila como se escribe en una orden."""
    clientes = registro.clientes
    return clientes.identificador(posicion) or f"fila:{int(clientes.filas[posicion])}"


def fichas_sin_repetir(registro: Registro, nombres: Sequence[str]) -> list[int]:
    """Las posiciones (desde 0) de las fichas nombradas; `ErrorUso` si dos son la misma."""
    halladas: dict[int, str] = {}
    for nombre in nombres:
        posicion = buscar_ficha(registro, nombre)
        if posicion in halladas:
            raise DichaDosVeces(halladas[posicion], nombre)
        halladas[posicion] = nombre
    return list(halladas)


def grupo_nombrado(registro: Registro, nombradas: list[int], dobles: Dobles) -> tuple[int, ...]:
    """Las fichas nombradas; si es una sola, el grupo en que está."""
    if len(nombradas) == 1:
        suyo = next((g.posiciones for g in dobles.grupos if nombradas[0] in g.posiciones), None)
        if suyo is None:
            raise SinPareja(nombrar(registro, nombradas[0]))
        return suyo
    partes = _partes(nombradas, dobles)
    if sum(len(parte) > 1 for parte in partes) > 1:
        raise VariosGrupos([[nombrar(registro, p) for p in parte] for parte in partes])
    return tuple(sorted(nombradas))


def exigir_no_declaradas(registro: Registro, grupos: Iterable[Collection[int]]) -> None:
    """`Rechazo` si alguien dijo que dos fichas de un grupo son dos clientes, y sigue valiendo."""
    de_grupo = {p: n for n, grupo in enumerate(grupos) for p in grupo}
    for declarada in leer_declaradas(registro, paises_por_fila(registro.clientes, registro.pais)):
        for a, b in sorted(declarada.vigentes):
            if a in de_grupo and de_grupo[a] == de_grupo.get(b):
                fichas = (nombrar(registro, a), nombrar(registro, b))
                raise DeclaradasDistintas(fichas, _quien_y_cuando(registro, declarada))


def grupos_de(registro: Registro, plan: Plan) -> list[frozenset[int]]:
    """Las fichas (posiciones) que junta cada propuesta de un plan de fusión de ese registro."""
    clientes = registro.clientes
    fichero = Fichero(clientes, paises_por_fila(clientes, registro.pais))
    grupos = []
    for propuesta in plan.propuestas:
        suyos = [c for c in propuesta.cambios if c.hoja == clientes.hoja and c.clave.fila]
        absorbe = [c for c in suyos if c.columna == "fusionado_en"]
        # Las que ya estaban absorbidas y solo cambian de dueño no se juntan ahora.
        de_antes = {posicion_de(clientes, c) for c in absorbe if c.antes != VACIO}
        quedan = {p for c in absorbe for p in fichero.con(c.despues.texto)}
        grupos.append(frozenset({posicion_de(clientes, c) for c in suyos} | quedan) - de_antes)
    return grupos


def reparos(registro: Registro, grupo: tuple[int, ...], dobles: Dobles) -> Iterator[str]:
    """Lo que conviene saber antes de fundir unas fichas porque alguien lo pide."""
    partes = _partes(list(grupo), dobles)
    if len(partes) > 1:
        sueltas = [nombrar(registro, parte[0]) for parte in partes]
        yield f"{enumerar(sueltas)} no se parecen: compruebe que son el mismo cliente"
    for declarada in leer_declaradas(registro, paises_por_fila(registro.clientes, registro.pais)):
        for a, b in sorted(declarada.caducadas):
            if a in grupo and b in grupo:
                quien = _quien_y_cuando(registro, declarada)
                una, otra = nombrar(registro, a), nombrar(registro, b)
                yield f"{quien} que {una} y {otra} son dos; alguna ha cambiado desde entonces"


def _quien_y_cuando(registro: Registro, declarada: Declarada) -> str:
    """Quién lo dijo, cuándo y en qué fila de DISTINTOS consta, con lo que se sepa de ello."""
    hoja = registro.tablas[HOJA]
    quien = hoja.texto("quien", declarada.posicion) or "alguien"
    fecha = hoja.texto("fecha", declarada.posicion)
    dia = f" el {fecha}" if fecha else ""
    return f"{quien} dijo{dia} (fila {int(hoja.filas[declarada.posicion])} de «{hoja.hoja}»)"


def _partes(nombradas: list[int], dobles: Dobles) -> list[list[int]]:
    """Las fichas nombradas, juntas las que se parecen."""
    parte = {p: [p] for p in nombradas}
    for par in dobles.pares:
        if par.a in parte and par.b in parte and parte[par.a] is not parte[par.b]:
            junta = parte[par.a] + parte[par.b]
            parte |= dict.fromkeys(junta, junta)
    return list({id(p): p for p in parte.values()}.values())
