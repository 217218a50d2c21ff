"""Quién es en el registro cada ficha que se trae: una de cierto, quizá alguna o ninguna."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from clientesctl.captura.importar_entrada import NUEVA
from clientesctl.captura.importar_lista import Lista
from clientesctl.captura.importar_rechazo import (
    Rechazo,
    de_otra,
    dudosa,
    es_desconocido,
    id_ajeno,
    repetida_en_el_registro,
)
from clientesctl.captura.importar_valores import DE_EMPRESA, DE_PERSONA, palabras
from clientesctl.duplicados.dobles import Par
from clientesctl.duplicados.fusionar import SEGURO
from clientesctl.registro.absorbidas import clave_de_id, destinos
from clientesctl.registro.huellas import dato_de
from clientesctl.registro.plan import Dato
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.ids_fiscales import compactar_id, es_id_generico
from clientesctl.textos.limpieza import plegar

_OTRA_NUMERACION = 5
"""Con estas fichas que no concuerdan, y más que las que sí, los ID son de otra numeración."""
_DE_CORRIDO = 2
"""Bastan éstas si ninguna concuerda y sus ID son solo cifras: una lista numerada del 1 en adelante.
"""
_DE_NOMBRE = (*DE_PERSONA[1:], *DE_EMPRESA)


@dataclass(frozen=True)
class Casada:
    """Lo que se sabe de una ficha: cuál es en el registro, cuáles podría ser y por qué no entra.

    `parecidas` son, de la más a la menos probable, las fichas que cuentan (no las absorbidas) con
    el par que las une. `decidida`: lo dijo una persona.
    """

    ficha: int | None = None
    parecidas: tuple[tuple[int, Par], ...] = ()
    rechazo: Rechazo | None = None
    decidida: bool = False


@dataclass(frozen=True, eq=False)
class Casamiento:
    """El registro y las fichas que se le parecen a cada una de la lista, por posiciones.

    `decir` cuenta un par para una persona: «87,3 %: mismo teléfono; pero otro nombre». De las
    entradas de `otra_numeracion` los ID no cuentan.
    """

    registro: Registro
    lista: Lista
    decir: Callable[[Par], str]
    otra_numeracion: frozenset[int] = frozenset()
    parecidas: Mapping[int, tuple[tuple[int, Par], ...]] = field(default_factory=dict)

    def casar(self, posicion: int, respuesta: str = "", dudosas: str = "rechazar") -> Casada:
        """Quién es esa ficha; `respuesta` es un ID o NUEVA, si lo ha dicho una persona."""
        suyas = self.parecidas.get(posicion, ())
        dicho = respuesta or self.lista.es[posicion]
        if dicho:
            return self._lo_dicho(dicho, suyas)
        con_su_id = self._por_su_id.get(clave_de_id(self.lista.ids[posicion]))
        if con_su_id is not None and self.lista.de[posicion] not in self.otra_numeracion:
            return self._por_el_id(posicion, con_su_id, suyas)
        seguras = [ficha for ficha, par in suyas if par.probabilidad >= SEGURO]
        if len(seguras) == 1:
            return self._con_su_documento(posicion, Casada(seguras[0], suyas))
        if len(seguras) > 1:
            return Casada(None, suyas, repetida_en_el_registro(self.nombrar_parecidas(suyas)))
        if suyas and dudosas != "nuevas":
            return Casada(None, suyas, dudosa(self.nombrar_parecidas(suyas)))
        return self._con_su_documento(posicion, Casada(None, suyas))

    def nombrar(self, ficha: int) -> str:
        """La ficha del registro, por su ID o por su fila."""
        clientes = self.registro.clientes
        return clientes.identificador(ficha) or f"la fila {clientes.filas[ficha]}"

    def nombrar_parecidas(self, suyas: Sequence[tuple[int, Par]]) -> str:
        """«C-00012 (87 %: mismo teléfono, otro nombre)», y las demás si las hay."""
        dichas = [f"{self.nombrar(f)} ({self.decir(par)})" for f, par in suyas[:3]]
        return " o ".join(dichas)

    def _lo_dicho(self, dicho: str, suyas: tuple[tuple[int, Par], ...]) -> Casada:
        if plegar(dicho) in (NUEVA, "NUEVO"):
            return Casada(None, suyas, decidida=True)
        ficha = self._por_su_id.get(clave_de_id(dicho))
        if ficha is None:
            return Casada(None, suyas, es_desconocido(dicho))
        return Casada(ficha, suyas, decidida=True)

    def _por_el_id(self, posicion: int, ficha: int, suyas: tuple[tuple[int, Par], ...]) -> Casada:
        if self._se_llama_igual(posicion, ficha, suyas):
            return Casada(ficha, suyas)
        return Casada(None, suyas, id_ajeno(self.lista.ids[posicion], self._con_nombre(ficha)))

    def _con_su_documento(self, posicion: int, casada: Casada) -> Casada:
        """La misma, si el documento que trae no es de otra ficha que no es ella."""
        dato = self.lista.datos[posicion].get("id_fiscal")
        if dato is None or es_id_generico(dato.texto, self.lista.pais(posicion)):
            return casada
        fichas = self._por_documento.get(compactar_id(dato.texto), ())
        ajenas = [f for f in fichas if f != casada.ficha]
        if not ajenas or casada.ficha in fichas:
            return casada
        rechazo = de_otra(dato.texto, self._con_nombre(ajenas[0]))
        return Casada(None, casada.parecidas, rechazo)

    def _se_llama_igual(
        self, posicion: int, ficha: int, suyas: tuple[tuple[int, Par], ...] = ()
    ) -> bool:
        parecida = any(f == ficha for f, _ in suyas)
        return parecida or _se_llaman_igual(self.registro.clientes, ficha, self.lista, posicion)

    def _con_nombre(self, ficha: int) -> str:
        datos = _datos(self.registro.clientes, ficha)
        nombre = " ".join(filter(None, (datos[c].texto.strip() for c in _DE_NOMBRE if c in datos)))
        return f"{self.nombrar(ficha)} ({nombre})" if nombre else self.nombrar(ficha)

    @cached_property
    def _por_su_id(self) -> Mapping[str, int]:
        return fichas_por_id(self.registro.clientes)

    @cached_property
    def _por_documento(self) -> Mapping[str, tuple[int, ...]]:
        """De los documentos que trae la lista, las fichas del registro que los llevan."""
        clientes = self.registro.clientes
        if "id_fiscal" not in clientes or "id_fiscal" not in self.lista.tabla:
            return {}
        traidos = {compactar_id(str(t)) for t in self.lista.tabla["id_fiscal"].textos} - {""}
        suyos = clientes["id_fiscal"].mapear(lambda t: compactar_id(t) if t else "")
        buenas = destinos(clientes).tolist()
        fichas: dict[str, dict[int, None]] = {}
        for posicion, codigo in enumerate(clientes["id_fiscal"].codigos.tolist()):
            if suyos[codigo] in traidos:
                fichas.setdefault(suyos[codigo], {})[buenas[posicion]] = None
        return {documento: tuple(suyas) for documento, suyas in fichas.items()}


def fichas_por_id(clientes: Tabla) -> dict[str, int]:
    """El ID, como se compara, y la ficha que cuenta; sin los que llevan varias."""
    if "id" not in clientes:
        return {}
    claves = clientes["id"].mapear(clave_de_id)
    buenas = destinos(clientes).tolist()
    fichas: dict[str, set[int]] = {}
    for posicion, codigo in enumerate(clientes["id"].codigos.tolist()):
        if claves[codigo]:
            fichas.setdefault(claves[codigo], set()).add(buenas[posicion])
    return {clave: suyas.pop() for clave, suyas in fichas.items() if len(suyas) == 1}


def otra_numeracion(lista: Lista, registro: Registro) -> frozenset[int]:
    """Las entradas cuyos ID son de otra numeración: los que están aquí son de otros.

    Se mira en la lista entera, también en lo que ya se importó.
    """
    if not any(lista.ids):
        return frozenset()
    por_id = fichas_por_id(registro.clientes)
    cuentas: dict[int, list[bool]] = {}
    con_letras: set[int] = set()
    for posicion, suyo in enumerate(lista.ids):
        ficha = por_id.get(clave_de_id(suyo)) if suyo else None
        if ficha is not None:
            concuerda = _se_llaman_igual(registro.clientes, ficha, lista, posicion)
            cuentas.setdefault(int(lista.de[posicion]), []).append(concuerda)
            con_letras |= set() if suyo.isdecimal() else {int(lista.de[posicion])}
    return frozenset(
        entrada
        for entrada, concuerdan in cuentas.items()
        if _son_de_otra(concuerdan.count(True), concuerdan.count(False), entrada not in con_letras)
    )


def _son_de_otra(concuerdan: int, no: int, de_cifras: bool) -> bool:
    """Si tantas fichas que concuerdan y tantas que no dicen que los ID son de otra numeración."""
    if de_cifras and not concuerdan:
        return no >= _DE_CORRIDO
    return no >= max(_OTRA_NUMERACION, concuerdan + 1)


def _se_llaman_igual(clientes: Tabla, ficha: int, lista: Lista, posicion: int) -> bool:
    """Si todas las palabras del nombre de una están en el de la otra."""
    aqui = palabras(_datos(clientes, ficha), _DE_NOMBRE)
    alli = palabras(lista.datos[posicion], _DE_NOMBRE)
    return bool(aqui and alli) and (aqui <= alli or alli <= aqui)


def por_fichas(pares: Iterable[Par], clientes: Tabla) -> dict[int, tuple[tuple[int, Par], ...]]:
    """De cada ficha de la lista, las del registro a que se parece, la más probable delante.

    La que cuenta es la que absorbió a la que se parece; con varias de un grupo, una vez.
    """
    buenas = destinos(clientes).tolist()
    de_cada: dict[int, dict[int, Par]] = {}
    for par in pares:
        de_cada.setdefault(par.b, {}).setdefault(buenas[par.a], par)
    return {posicion: tuple(suyas.items()) for posicion, suyas in de_cada.items()}


def _datos(clientes: Tabla, ficha: int) -> dict[str, Dato]:
    columnas = {c: clientes[c] for c in _DE_NOMBRE if c in clientes}
    return {c: dato_de(columna, ficha) for c, columna in columnas.items()}
