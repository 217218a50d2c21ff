"""De la tabla tal como se leyó a fichas que se pueden comparar."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

import numpy as np

from clientesctl.duplicados.contactos import EMPRESAS, apartar_empresas
from clientesctl.duplicados.direcciones import campo_de_ciudad, leer_lugares
from clientesctl.duplicados.fichas import Fichas, Nombres
from clientesctl.duplicados.identidades import leer_nombres
from clientesctl.duplicados.sueltos import leer_sueltos
from clientesctl.duplicados.valores import (
    Mascara,
    Valores,
    ausente,
    contar_distintos,
    juntar,
    repartir,
)
from clientesctl.registro.columna import Codigos, Columna
from clientesctl.registro.registro import Tabla
from clientesctl.textos import correos, fechas, fonetica, ids_fiscales, telefonos

NOMBRES_DEMASIADOS = 10
"""Desde cuántos nombres distintos un teléfono, correo o documento ya no identifica a nadie."""

_RFC = re.compile(r"[A-ZÑ&]{4}(\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_SIGLO = "12"  # quien lleva RFC es mayor de edad o casi: 11 es 2011, y 12, 1912
_COMO_ISO = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
_TELEFONOS = ("telefono", "movil", "telefono_2")
_NOMBRES = (
    "nombre", "apellido_1", "apellido_2", "apellidos", "nombre_completo", "razon_social",
    "nombre_comercial", "id_fiscal", "fecha_nacimiento", "titulo", "tipo",
)  # fmt: skip
_DE_LUGAR = ("calle", "direccion", "direccion_fiscal", "numero", "codigo_postal")
_CORREOS = ("email", "email_2", "email_cobros")


def normalizar(tabla: Tabla, paises: Columna) -> Fichas:
    """Las fichas de la tabla, sin las absorbidas en otra.

    `paises` lleva, por fila, el código ISO de dos letras (o nada).
    """
    posiciones = np.arange(len(tabla), dtype=np.int64)
    if "fusionado_en" in tabla:
        posiciones = np.flatnonzero(tabla["fusionado_en"].vacias())
    todas = {**tabla.otras, **tabla.columnas}
    columnas = {campo: columna.tomar(posiciones) for campo, columna in todas.items()}
    paises = paises.tomar(posiciones)
    sin_empresas = apartar_empresas(columnas)
    nombres = leer_nombres(sin_empresas or columnas, len(posiciones))
    quien = _claves_de_nombre(nombres)
    ids, validos = _leer_ids(columnas, paises)
    return Fichas(
        posiciones,
        nombres,
        _identifican(ids, quien),
        validos,
        _identifican(_leer_telefonos(columnas, paises), quien),
        _identifican(_leer_correos(columnas, len(posiciones)), quien),
        leer_lugares(columnas, paises),
        _o_del_documento(_leer_nacimientos(columnas, len(posiciones)), ids),
        tuple(leer_sueltos(tabla, columnas, _comparadas(columnas, sin_empresas is not None))),
    )


def _comparadas(columnas: dict[str, Columna], empresas_aparte: bool) -> set[str]:
    """Las columnas que se comparan por lo que son."""
    lugar = campo_de_ciudad(columnas)
    comparadas = {*_NOMBRES, *_TELEFONOS, *_CORREOS, *_DE_LUGAR, *filter(None, [lugar])}
    return comparadas - set(EMPRESAS) if empresas_aparte else comparadas


def por_valor_y_pais(columna: Columna, paises: Columna, leer: Callable[[str, str], str]) -> Valores:
    """El campo que da `leer(texto, país)`, llamada una vez por combinación distinta."""
    clave = columna.codigos.astype(np.int64) * len(paises.textos) + paises.codigos
    distintas, cual = np.unique(clave, return_inverse=True)
    textos, codigos = np.divmod(distintas, len(paises.textos))
    leidos = [
        leer(columna.textos[t], paises.textos[p]) if columna.textos[t] else ""
        for t, p in zip(textos.tolist(), codigos.tolist(), strict=True)
    ]
    return repartir(leidos, cual)


def _claves_de_nombre(nombres: Nombres) -> Codigos:
    """Por ficha, un número que comparten las que se llaman casi igual; 0 sin nombre."""
    suena = cache(lambda palabra: fonetica.clave(palabra)[:5])
    claves = [
        " ".join(sorted({suena(p) for p in texto.split()})[:3])
        for texto in nombres.denominaciones.textos
    ]
    return repartir(claves, nombres.denominaciones.columna(0)).codigos


def _identifican(valores: Valores, quien: Codigos) -> Valores:
    """Los valores sin los que llevan demasiadas fichas de nombres distintos."""
    cuantos = contar_distintos(valores, quien.astype(np.int64))
    return valores.sin(cuantos >= NOMBRES_DEMASIADOS)


def _leer_ids(columnas: dict[str, Columna], paises: Columna) -> tuple[Valores, Mascara]:
    """Los documentos compactos, sin los genéricos, y cuáles son posibles en su país."""
    validos: set[str] = set()

    def leer(texto: str, pais: str) -> str:
        compacto = ids_fiscales.compactar_id(texto)
        if len(compacto) < 5 or ids_fiscales.es_id_generico(texto, pais):
            return ""
        veredicto = ids_fiscales.revisar_id(texto, pais)
        # El dígito de uno de cada setenta RFC de verdad no cuadra: solo hace dudar.
        if veredicto.estado == "valido" or (
            veredicto.estado == "dudoso" and veredicto.clase == "RFC"
        ):
            validos.add(veredicto.compacto)
            return veredicto.compacto
        return compacto

    if "id_fiscal" not in columnas:
        return ausente(len(paises)), np.zeros(1, dtype=bool)
    ids = por_valor_y_pais(columnas["id_fiscal"], paises, leer)
    return ids, np.fromiter((t in validos for t in ids.textos), bool, len(ids.textos))


def _leer_telefonos(columnas: dict[str, Columna], paises: Columna) -> Valores:
    def leer(texto: str, pais: str) -> str:
        if telefonos.es_telefono_de_relleno(texto, pais):
            return ""
        leido = telefonos.leer_telefono(texto, pais)
        if leido is not None:
            return leido.e164
        cifras = "".join(filter(str.isdigit, texto))
        return cifras if len(cifras) >= 6 and len(set(cifras)) > 2 else ""

    def partido(texto: str, pais: str) -> str:
        numeros = telefonos.partir_telefonos(texto, pais) if len(texto) > 12 else (texto,)
        return " ".join(filter(None, (leer(n, pais) for n in numeros[:2])))

    campos = [por_valor_y_pais(columnas[c], paises, partido) for c in _TELEFONOS if c in columnas]
    return juntar(list(_desdoblar(campos)), len(paises))


def _leer_correos(columnas: dict[str, Columna], fichas: int) -> Valores:
    def leer(texto: str) -> str:
        partes = correos.partir_correos(texto.lower()) if "@" in texto else ()
        buenos = [p.strip() for p in partes if not correos.es_correo_de_relleno(p)]
        return " ".join("".join(b.split()) for b in buenos[:2])

    campos = [
        repartir(columnas[c].mapear(leer), columnas[c].codigos) for c in _CORREOS if c in columnas
    ]
    return juntar(list(_desdoblar(campos)), fichas)


def _desdoblar(campos: list[Valores]) -> Iterator[Valores]:
    """Cada campo, y otro más si en alguna celda había dos valores."""
    for campo in campos:
        partes = [t.partition(" ") for t in campo.textos]
        yield repartir([p[0] for p in partes], campo.codigos)
        if any(p[2] for p in partes):
            yield repartir([p[2] for p in partes], campo.codigos)


def _o_del_documento(nacimientos: Valores, ids: Valores) -> Valores:
    """Las fechas escritas; donde falten, la que lleva dentro el RFC de una persona."""
    de_rfc = repartir([_fecha_de_rfc(t) for t in ids.textos], ids.columna(0))
    unidas = juntar([nacimientos, de_rfc], len(nacimientos.codigos))
    codigos = np.where(unidas.codigos[:, 0] > 0, unidas.codigos[:, 0], unidas.codigos[:, 1])
    return Valores(codigos, unidas.textos)


def _fecha_de_rfc(compacto: str) -> str:
    """La fecha, como AAAAMMDD, de un RFC de persona (cuatro letras, AAMMDD y homoclave).

    >>> _fecha_de_rfc("ROPR500201XX1"), _fecha_de_rfc("B12345674")
    ('19500201', '')
    """
    hallado = _RFC.match(compacto)
    if hallado is None:
        return ""
    anio, mes, dia = hallado[1], hallado[2], hallado[3]
    return f"{'20' if anio < _SIGLO else '19'}{anio}{mes}{dia}"


def _leer_nacimientos(columnas: dict[str, Columna], fichas: int) -> Valores:
    if "fecha_nacimiento" not in columnas:
        return ausente(fichas)
    columna = columnas["fecha_nacimiento"]
    orden = fechas.orden_de_columna([t for t in columna.textos if t]) or "dma"

    def leer(texto: str) -> str:
        leida = fechas.leer_fecha(texto, orden) if texto else None
        if leida is not None:
            return leida.fecha.strftime("%Y%m%d")
        # «1961-14-10» no es un día, pero se parece al que es.
        return "".join(texto.split(maxsplit=1)[0].split("-")) if _COMO_ISO.match(texto) else ""

    return repartir(columna.mapear(leer), columna.codigos)
