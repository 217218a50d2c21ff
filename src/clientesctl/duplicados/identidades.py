"""Cómo se llama cada ficha: persona por partes, empresa, o un nombre que no se sabe de qué es."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from clientesctl.duplicados.fichas import EMPRESA, INCIERTA, PERSONA, Nombres
from clientesctl.duplicados.nombrar import (
    Juicio,
    apellidos_aparte,
    generacion,
    juzgar,
    limpiar_apellido,
    limpiar_nombre,
)
from clientesctl.duplicados.valores import Mascara, Niveles, Textos, Valores, juntar, repartir
from clientesctl.registro.columna import Columna
from clientesctl.textos import empresas
from clientesctl.textos.limpieza import plegar

_PERDIDA = re.compile("(?:ï¿½|\ufffd)[^\x00-\x7f]*")


@dataclass(frozen=True, eq=False)
class _Escrito:
    """Por ficha, los textos de donde sale el nombre; vacíos donde no hay."""

    tipo: Textos
    de_pila: Textos
    apellido_1: Textos
    apellido_2: Textos
    suelto: Textos
    comercial: Textos


def leer_nombres(columnas: Mapping[str, Columna], fichas: int) -> Nombres:
    """El nombre de cada ficha, entendido una vez por valor distinto."""
    escrito = _reunir(columnas, fichas)
    sueltos = Columna.de_textos(escrito.suelto.tolist())
    con_apellidos = "apellido_1" in columnas or "apellidos" in columnas
    juicios = [juzgar(texto, con_apellidos) for texto in sueltos.textos]
    clase = _clasificar(escrito, np.asarray([j.clase for j in juicios], np.int8)[sueltos.codigos])
    persona = clase == PERSONA
    partes = _partes_de_persona(escrito, sueltos, juicios, persona)
    denominaciones = _denominaciones(escrito, sueltos, partes, persona)
    formas = repartir([empresas.separar_forma(t)[1] for t in sueltos.textos], sueltos.codigos)
    return Nombres(
        clase,
        partes[0],
        juntar_sin_ordenar(partes[1], partes[2]),
        denominaciones,
        np.where(persona, 0, formas.codigos),
        np.where(persona, _generaciones(escrito), 0).astype(np.int8),
    )


def _generaciones(escrito: _Escrito) -> Niveles:
    """Por ficha: 1 si dice que es el padre, 2 si el hijo, 0 si no dice nada."""
    cual = np.zeros(len(escrito.suelto), dtype=np.int8)
    for textos in (escrito.suelto, escrito.de_pila, escrito.apellido_1, escrito.apellido_2):
        columna = Columna.de_textos(textos.tolist())
        dichas = [("", "PADRE", "HIJO").index(generacion(t)) for t in columna.textos]
        cual = np.maximum(cual, np.asarray(dichas, dtype=np.int8)[columna.codigos])
    return cual


def juntar_sin_ordenar(primero: Valores, segundo: Valores) -> Valores:
    """Dos apellidos con un solo cuaderno; GARCIA GARCIA conserva los dos."""
    unido = juntar([primero, segundo], len(primero.codigos))
    repetido = (segundo.codigos > 0) & (unido.codigos[:, 1] == 0)
    unido.codigos[repetido, 1] = unido.codigos[repetido, 0]
    return unido


def _reunir(columnas: Mapping[str, Columna], fichas: int) -> _Escrito:
    vacio = np.full(fichas, "", dtype=object)

    def texto(campo: str) -> Textos:
        columna = columnas.get(campo)
        if columna is None:
            return vacio
        limpios = np.empty(len(columna.textos), dtype=object)
        limpios[:] = [_sin_letras_perdidas(t).strip() for t in columna.textos]
        return np.asarray(limpios[columna.codigos])

    apellido_1, apellido_2 = texto("apellido_1"), texto("apellido_2")
    apellido_1 = _primero_lleno(apellido_1, texto("apellidos"))
    razon, comercial = texto("razon_social"), texto("nombre_comercial")
    de_pila, entero = texto("nombre"), texto("nombre_completo")
    tipo = texto("tipo")
    es_persona = np.asarray([plegar(t)[:4] == "PERS" for t in tipo.tolist()], dtype=bool)
    suelto = np.where(es_persona, "", _primero_lleno(razon, comercial))
    sin_apellido = apellido_1 == ""
    sueltos = _primero_lleno(entero, np.where(_solo_de_pila(columnas, de_pila), "", de_pila))
    suelto = _primero_lleno(suelto, np.where(sin_apellido, sueltos, ""))
    return _Escrito(tipo, de_pila, apellido_1, apellido_2, suelto, comercial)


def _sin_letras_perdidas(texto: str) -> str:
    """El texto sin los restos de una letra que se perdió al convertirlo (PAUL�S, PAULï¿½S)."""
    return _PERDIDA.sub("", texto) if "\ufffd" in texto or "ï¿½" in texto else texto


def _solo_de_pila(columnas: Mapping[str, Columna], de_pila: Textos) -> Mascara:
    """Fichas cuyo NOMBRE, aunque falte el apellido, no puede ser más que el de pila.

    Así es donde hay columna de apellidos y ninguna que hable de empresas.
    """
    si = ("apellido_1" in columnas or "apellidos" in columnas) and not any(
        c in columnas for c in ("razon_social", "nombre_comercial", "tipo")
    )
    cortos = np.fromiter((t.count(" ") < 2 for t in de_pila), bool, len(de_pila))
    return cortos if si else np.zeros(len(de_pila), dtype=bool)


def _primero_lleno(*opciones: Textos) -> Textos:
    """Por ficha, el primer texto que no está vacío."""
    elegido = opciones[0]
    for otra in opciones[1:]:
        elegido = np.where(elegido == "", otra, elegido)
    return elegido


def _clasificar(escrito: _Escrito, de_suelto: Niveles) -> Niveles:
    """Persona con apellidos aparte, lo que diga TIPO, y si no lo que parezca el nombre."""
    clase = np.where(escrito.suelto != "", de_suelto, PERSONA).astype(np.int8)
    tipos = Columna.de_textos(escrito.tipo.tolist())
    letras = np.asarray([plegar(t)[:4] for t in tipos.textos], dtype=object)[tipos.codigos]
    # Una EMPRESA sin más nombre que el de quien contesta se compara como esa persona.
    con_nombre = (escrito.suelto != "") | (escrito.apellido_1 == "")
    clase[np.isin(letras, ("EMPR", "SOCI", "COMP")) & con_nombre] = EMPRESA
    clase[_empresas_en_el_nombre(escrito)] = EMPRESA
    sin_nombre = (escrito.suelto == "") & (escrito.de_pila == "") & (escrito.apellido_1 == "")
    clase[sin_nombre] = INCIERTA
    return clase


def _empresas_en_el_nombre(escrito: _Escrito) -> Mascara:
    """Fichas con nombre y apellidos que, leídos seguidos, son una empresa."""
    partidas = np.flatnonzero((escrito.suelto == "") & (escrito.tipo == ""))
    es = np.zeros(len(escrito.suelto), dtype=bool)
    for i in partidas.tolist():
        apellidos = escrito.apellido_1[i]
        if apellidos and len(apellidos) > 12:
            entero = f"{escrito.de_pila[i]} {apellidos} {escrito.apellido_2[i]}"
            es[i] = empresas.parece_empresa(entero) >= 0.9
    return es


def _partes_de_persona(
    escrito: _Escrito, sueltos: Columna, juicios: list[Juicio], persona: Mascara
) -> tuple[Valores, Valores, Valores]:
    """Nombre de pila y apellidos, normalizados; vacíos en lo que no es persona."""
    aparte = escrito.suelto == ""
    primeros = Columna.de_textos(np.where(aparte, escrito.apellido_1, "").tolist())
    partidos = [apellidos_aparte(t) for t in primeros.textos]
    de_uno = [repartir([p[i] for p in partidos], primeros.codigos) for i in (0, 1)]
    enteros = [limpiar_apellido(t) for t in primeros.textos]
    segundos = Columna.de_textos(np.where(aparte, escrito.apellido_2, "").tolist())
    segundo = repartir([limpiar_apellido(t) for t in segundos.textos], segundos.codigos)
    tiene_dos = segundo.codigos > 0
    pila = Columna.de_textos(np.where(aparte, escrito.de_pila, "").tolist())
    propios = (
        _texto(repartir([limpiar_nombre(t) for t in pila.textos], pila.codigos)),
        np.where(tiene_dos, _texto(repartir(enteros, primeros.codigos)), _texto(de_uno[0])),
        np.where(tiene_dos, _texto(segundo), _texto(de_uno[1])),
    )
    return tuple(  # type: ignore[return-value]  # son tres, como `propios`
        _mezclar(propio, [j.partes[i] for j in juicios], sueltos, aparte, persona)
        for i, propio in enumerate(propios)
    )


def _texto(valores: Valores) -> Textos:
    return np.asarray(valores.textos[valores.codigos])


def _mezclar(
    propio: Textos, de_juicio: list[str], sueltos: Columna, aparte: Mascara, persona: Mascara
) -> Valores:
    juzgado = np.empty(len(de_juicio), dtype=object)
    juzgado[:] = de_juicio
    textos = np.where(persona, np.where(aparte, propio, juzgado[sueltos.codigos]), "")
    columna = Columna.de_textos(textos.tolist())
    return Valores(columna.codigos, columna.textos)


def _denominaciones(
    escrito: _Escrito, sueltos: Columna, partes: tuple[Valores, ...], persona: Mascara
) -> Valores:
    """El nombre entero de cada ficha, y el comercial de las empresas."""
    razon = _texto(repartir(sueltos.mapear(empresas.nombre_comparable), sueltos.codigos))
    textos = [_texto(p).tolist() for p in partes]
    nombre = np.empty(len(persona), dtype=object)
    nombre[:] = [" ".join(filter(None, t)) for t in zip(*textos, strict=True)]
    seguido = [
        " ".join(filter(None, t))
        for t in zip(escrito.de_pila, escrito.apellido_1, escrito.apellido_2, strict=True)
    ]
    sin_partir = ~persona & (escrito.suelto == "")
    for i in np.flatnonzero(sin_partir).tolist():
        razon[i] = empresas.nombre_comparable(seguido[i])
    rotulo = Columna.de_textos(np.where(persona, "", escrito.comercial).tolist())
    entero = Columna.de_textos(np.where(persona, nombre, razon).tolist())
    return juntar(
        [
            Valores(entero.codigos, entero.textos),
            repartir(rotulo.mapear(empresas.nombre_comparable), rotulo.codigos),
        ],
        len(persona),
    )
