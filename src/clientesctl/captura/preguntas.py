"""Qué se pregunta a quien captura una ficha campo a campo, y qué se le propone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from clientesctl.calidad.claves import usados
from clientesctl.captura.entradas import lista_de
from clientesctl.captura.exigir import obligatorios
from clientesctl.registro.esquema import Campo
from clientesctl.registro.esquema import campo as del_esquema
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.codigos_postales import leer_codigo, usa_codigo_postal
from clientesctl.textos.limpieza import a_mayusculas, es_marcador

_DE_PERSONA = (
    "nombre", "apellido_1", "apellido_2", "apellidos", "nombre_completo", "titulo", "sexo",
    "fecha_nacimiento", "curp", "apellido_casada", "estado_civil", "edad",
)  # fmt: skip
_DE_EMPRESA = ("razon_social", "nombre_comercial", "persona_contacto", "cargo", "web")
_PRIMERO = (
    "nombre_completo", "nombre", "apellido_1", "apellido_2", "apellidos", "razon_social",
    "nombre_comercial", "codigo_postal", "ciudad", "provincia", "direccion", "calle", "numero",
    "colonia", "telefono", "movil", "email",
)  # fmt: skip
"""En qué orden se pregunta: el código postal antes que lo que él propone."""
_SIEMPRE = ("medio", "vendedor")
_DE_ENTRADA = frozenset({*_PRIMERO, *_SIEMPRE} - {"nombre_comercial", "colonia", "direccion"})
"""Lo que se pregunta mientras el registro no tiene fichas que digan qué es lo habitual."""
_POCAS = 20
_SOLOS = frozenset(
    {
        "id", "tipo", "etapa", "fusionado_en", "fecha_alta", "fecha_captura", "fecha_revision",
        "fecha_modificacion", "perdido_el", "cancelado_el", "fallecido_el", "motivo_inactividad",
        "no_contactar", "situacion", "ultima_compra", "primera_compra", "total_compras",
        "numero_compras", "ultimo_contacto", "proximo_contacto", "fecha_baja", "saldo", "fecha",
        "consentimiento", "edad", "caduca_el", "ciclo_dias", "tipo_documento",
    }
)  # fmt: skip
"""Lo que se pone solo, cuenta otra cosa que pasa después o se captura de otra manera."""
_PARA_COMPLETAR = 300


@dataclass(frozen=True)
class Pregunta:
    """Un campo que se pregunta: cómo se llama en el libro, qué admite y para qué sirve.

    `lista` son los valores de su desplegable; `vistos`, los que más se repiten, para completar lo
    que se va tecleando.
    """

    campo: str
    rotulo: str
    obligatorio: bool
    lista: tuple[str, ...]
    vistos: tuple[str, ...]
    finalidad: str
    ejemplo: str


def preguntas_de(registro: Registro, politicas: Politicas, empresa: bool | None) -> list[Pregunta]:
    """Lo que se pregunta en ese registro de una empresa, de una persona o (None) de quien sea."""
    clientes = registro.clientes
    sobran = _SOLOS | set(() if empresa is None else _DE_PERSONA if empresa else _DE_EMPRESA)
    if not usa_codigo_postal(registro.pais):
        sobran |= {"codigo_postal"}
    campos = {*_exigidos(politicas, clientes), *_habituales(clientes)} - sobran
    return [pregunta_de(c, registro, politicas) for c in _en_orden(campos, clientes)]


def pregunta_de(nombre: str, registro: Registro, politicas: Politicas) -> Pregunta:
    """La pregunta de ese campo, esté o no en el libro."""
    clientes = registro.clientes
    suyo = del_esquema(nombre) or Campo(nombre)
    sitio = clientes.asignaciones.get(nombre)
    vistos: tuple[str, ...] = ()
    if nombre in clientes:
        veces = clientes[nombre].frecuencias()
        repetidos = [c for c in np.argsort(-veces)[:_PARA_COMPLETAR].tolist() if veces[c] > 1]
        vistos = tuple(a_mayusculas(str(clientes[nombre].textos[c])) for c in repetidos if c)
    return Pregunta(
        nombre,
        (sitio.cabecera.strip() if sitio else "") or nombre.upper(),
        any(c in clientes for c in obligatorios(nombre, politicas)),
        lista_de(nombre, registro, politicas),
        vistos,
        politicas.finalidades.get(nombre, suyo.finalidad),
        suyo.bien,
    )


def distingue_empresas(clientes: Tabla) -> bool:
    """Si el registro lleva en columnas distintas a las personas y a las empresas."""
    personas = any(c in clientes for c in ("nombre", "nombre_completo"))
    return "razon_social" in clientes and personas


def ciudad_de(registro: Registro, codigo_postal: str) -> str:
    """La ciudad que más llevan las fichas con ese código postal; vacía si no hay ninguna."""
    clientes = registro.clientes
    codigo = leer_codigo(codigo_postal, registro.pais)
    if not codigo or "codigo_postal" not in clientes or "ciudad" not in clientes:
        return ""
    columna = clientes["codigo_postal"]
    suyas = np.asarray(columna.mapear(lambda t: leer_codigo(t, registro.pais) == codigo), bool)
    ciudades = Counter(
        a_mayusculas(clientes.texto("ciudad", int(p)))
        for p in np.flatnonzero(suyas[columna.codigos])
    )
    del ciudades[""]
    return min(ciudades, key=lambda c: (-ciudades[c], c)) if ciudades else ""


def _exigidos(politicas: Politicas, clientes: Tabla) -> Iterator[str]:
    """Los campos que las políticas exigen y el libro tiene; si no tiene ninguno, el primero."""
    for grupo in politicas.obligatorios:
        campos = grupo.split("|")
        yield from [c for c in campos if c in clientes] or campos[:1]


def _habituales(clientes: Tabla) -> Iterator[str]:
    """Los que van llenos en más de la mitad de las fichas, y los que siempre se preguntan."""
    nuevo = len(clientes) < _POCAS
    for campo in clientes.columnas:
        if not clientes.segura(campo) or len(clientes[campo].formulas):
            continue
        habitual = campo in _DE_ENTRADA if nuevo else 2 * _llena(clientes, campo) > len(clientes)
        if habitual or campo in _SIEMPRE:
            yield campo


def _llena(clientes: Tabla, campo: str) -> int:
    columna = clientes[campo]
    nada = columna.mapear(lambda t: not t.strip() or es_marcador(t, campo))
    return len(clientes) - int(np.asarray(nada, dtype=bool)[columna.codigos].sum())


def _en_orden(campos: Iterable[str], clientes: Tabla) -> list[str]:
    sitios = {campo: i for i, campo in enumerate((*_PRIMERO, *clientes.columnas))}
    delante = {campo: i for i, campo in enumerate(_PRIMERO)}
    return sorted(campos, key=lambda c: (delante.get(c, len(delante)), sitios.get(c, 0), c))


def lo_ultimo_de(tabla: Tabla | None, campo: str) -> str:
    """Lo que lleva ese campo en la última fila que lo tiene; vacío si ninguna."""
    if tabla is None or campo not in tabla or not usados(tabla[campo]):
        return ""
    escritas = np.flatnonzero(~tabla[campo].vacias())
    return tabla.texto(campo, int(escritas[-1])) if len(escritas) else ""
