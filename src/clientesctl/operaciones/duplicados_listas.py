"""Los dobles, puestos en las formas que se enseñan: razones en palabras, filas y objetos."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from clientesctl.duplicados import Grupo, Par, Razon
from clientesctl.entregas.lista import Columna, Lista, Valor
from clientesctl.operaciones.duplicados import Busqueda
from clientesctl.registro.registro import Tabla
from clientesctl.textos.cifras import contar

_DATOS: Mapping[str, tuple[str, ...]] = {
    "id_fiscal": ("id_fiscal",),
    "telefono": ("telefono", "movil", "telefono_2"),
    "email": ("email", "email_2", "email_cobros"),
    "direccion": ("calle", "numero", "direccion", "codigo_postal", "ciudad"),
    "fecha_nacimiento": ("fecha_nacimiento",),
}
"""Lo que se enseña de cada ficha además del nombre, y de qué columnas sale."""

_ANCHOS = {
    "grupo": 7,
    "probabilidad": 12,
    "fila": 7,
    "id": 10,
    "nombre": 32,
    **dict.fromkeys(_DATOS, 22),
    "razones": 60,
}
CABECERA = tuple(_ANCHOS)
DATOS = tuple(_DATOS)

_MISMO: Mapping[str, str] = {
    "nombre": "mismo nombre",
    "apellidos": "mismos apellidos",
    "razon_social": "misma denominación",
    "id_fiscal": "mismo documento",
    "telefono": "mismo teléfono",
    "email": "mismo correo",
    "direccion": "misma dirección",
    "lugar": "misma población",
    "fecha_nacimiento": "misma fecha de nacimiento",
    "sexo": "mismo sexo",
    "curp": "misma CURP",
    "web": "misma web",
    "cargo": "mismo cargo",
    "persona_contacto": "misma persona de contacto",
    "provincia": "misma provincia",
    "municipio": "mismo municipio",
    "colonia": "misma colonia",
    "estado_civil": "mismo estado civil",
    "numero_interior": "mismo número interior",
    "nombre_comercial": "mismo nombre comercial",
}
_OTRO: Mapping[str, str] = {
    campo: dicho.replace("mismos", "otros").replace("mismo", "otro").replace("misma", "otra")
    for campo, dicho in _MISMO.items()
}
_CUENTA = 1.0
"""Bits desde los que merece la pena decir una razón."""


def decir_razon(razon: Razon) -> str:
    """La razón como la diría una persona.

    >>> decir_razon(Razon("nombre", "PEPE", "JOSÉ", "hipocoristico", 4.0))
    'PEPE = JOSÉ'
    >>> decir_razon(Razon("id_fiscal", "B83451237", "B83451237", "exacto", 20.0))
    'mismo documento'
    """
    mismo = _MISMO.get(razon.campo, f"«{razon.campo}» coincide")
    if razon.campo == "apellidos" and razon.nivel == "cruzado":
        return "apellidos cruzados"
    if razon.nivel == "cruzado":
        return "nombre y apellido cambiados de sitio"
    if razon.nivel == "exacto" or (razon.nivel == "igual" and razon.campo in _SIN_LETRAS):
        return mismo
    if razon.campo == "apellidos" and razon.nivel == "igual" and _falta_uno(razon):
        return f"{min(razon.a, razon.b, key=len)} sin el otro apellido"
    if razon.nivel in ("igual", "hipocoristico"):
        return f"{razon.a} = {razon.b}"
    if razon.nivel == "distinto":
        otro = _OTRO.get(razon.campo, f"«{razon.campo}» no coincide")
        return f"{otro} ({razon.a} / {razon.b})"
    signo = {"fonetico": "suena como", "inicial": "puede ser"}.get(razon.nivel, "≈")
    if razon.campo in _SIN_LETRAS:
        signo = "≈"
    return f"{razon.a} {signo} {razon.b}"


def _falta_uno(razon: Razon) -> bool:
    return len(razon.a.split()) != len(razon.b.split())


_SIN_LETRAS = frozenset(
    {"id_fiscal", "telefono", "email", "direccion", "lugar", "fecha_nacimiento"}
)


def decir_razones(par: Par) -> str:
    """Lo que hace creer que son uno y, si lo hay, lo que hace dudar."""
    a_favor = dict.fromkeys(decir_razon(r) for r in par.razones if r.peso >= _CUENTA)
    en_contra = dict.fromkeys(decir_razon(r) for r in par.razones if r.peso <= -_CUENTA)
    duda = f"; pero {', '.join(en_contra)}" if en_contra else ""
    return ", ".join(a_favor) + duda


def nombrar(tabla: Tabla, posicion: int) -> str:
    """El nombre de la ficha, de las columnas que lo tengan."""
    partes = ("nombre", "apellido_1", "apellidos", "apellido_2")
    persona = " ".join(filter(None, (tabla.texto(campo, posicion) for campo in partes)))
    for campo in ("razon_social", "nombre_completo", "nombre_comercial"):
        escrito = tabla.texto(campo, posicion)
        if escrito:
            return f"{persona} ({escrito})" if persona and persona != escrito else escrito
    return persona


def datos(tabla: Tabla, posicion: int) -> list[str]:
    """Lo que se enseña de la ficha además del nombre, en el orden de la cabecera."""
    return [
        " ".join(dict.fromkeys(filter(None, (tabla.texto(c, posicion) for c in campos))))
        for campos in _DATOS.values()
    ]


def enlaces(busqueda: Busqueda) -> dict[int, Par]:
    """De cada ficha, el par que más la une a otra de su grupo."""
    de_ficha = {p: n for n, g in enumerate(busqueda.dobles.grupos) for p in g.posiciones}
    mejores: dict[int, Par] = {}
    for par in busqueda.dobles.pares:  # van del menos al más probable
        if de_ficha.get(par.a, -1) == de_ficha.get(par.b, -2):
            mejores[par.a] = mejores[par.b] = par
    return mejores


def en_filas(busqueda: Busqueda) -> Iterator[tuple[Valor, ...]]:
    """Una fila por ficha, grupo a grupo; los pares sueltos van delante, con «-» por grupo."""
    tabla, mejores = busqueda.registro.clientes, enlaces(busqueda)
    for par in busqueda.sueltos:
        suyas = {par.a: par, par.b: par}
        yield from _de_grupo(tabla, "-", Grupo((par.a, par.b), par.probabilidad), suyas)
    total = len(busqueda.dobles.grupos)
    for i, grupo in enumerate(busqueda.dobles.grupos):
        yield from _de_grupo(tabla, total - i, grupo, mejores)


def _de_grupo(
    tabla: Tabla, numero: int | str, grupo: Grupo, mejores: Mapping[int, Par]
) -> Iterator[tuple[Valor, ...]]:
    for posicion in grupo.posiciones:
        par = mejores.get(posicion)
        razones = "" if par is None else decir_razones(par)
        yield (
            numero,
            min(round(grupo.probabilidad, 4), 0.9999),
            int(tabla.filas[posicion]),
            tabla.identificador(posicion) or "",
            nombrar(tabla, posicion),
            *datos(tabla, posicion),
            razones,
        )


def como_objeto(busqueda: Busqueda) -> dict[str, Any]:
    """Los dobles como los promete el contrato; el grupo 1 es el más seguro."""
    tabla = busqueda.registro.clientes
    return {
        "version": 1,
        "libro": str(busqueda.registro.ruta),
        "hoja": tabla.hoja,
        "filas": len(tabla),
        "pares": [_par(tabla, par) for par in reversed(busqueda.dobles.pares)],
        "grupos": [
            {
                "grupo": n,
                "filas": [int(tabla.filas[p]) for p in grupo.posiciones],
                "ids": [tabla.identificador(p) for p in grupo.posiciones],
                "probabilidad": honrada(grupo.probabilidad),
            }
            for n, grupo in enumerate(reversed(busqueda.dobles.grupos), 1)
        ],
        "resumen": {
            "grupos": len(busqueda.dobles.grupos),
            "fichas": sum(len(g.posiciones) for g in busqueda.dobles.grupos),
            "pares": len(busqueda.dobles.pares),
            "umbral": busqueda.umbral,
        },
    }


def _par(tabla: Tabla, par: Par) -> dict[str, Any]:
    return {
        "a": {"fila": int(tabla.filas[par.a]), "id": tabla.identificador(par.a)},
        "b": {"fila": int(tabla.filas[par.b]), "id": tabla.identificador(par.b)},
        "probabilidad": honrada(par.probabilidad),
        "razones": razones_de(par),
    }


def razones_de(par: Par) -> list[dict[str, Any]]:
    """Las razones del par como las promete el contrato."""
    return [
        {"campo": r.campo, "a": r.a, "b": r.b, "nivel": r.nivel, "peso": r.peso}
        for r in par.razones
    ]


def honrada(probabilidad: float) -> float:
    """La probabilidad con seis decimales, que nunca llegan a la certeza."""
    return min(round(probabilidad, 6), 0.999999)


def resumir(busqueda: Busqueda) -> str:
    """La cuenta de lo que hay, en una frase."""
    dobles = busqueda.dobles
    en_grupos = sum(len(g.posiciones) for g in dobles.grupos)
    nuevos = f" nuevos desde el {busqueda.fijada}" if busqueda.fijada else ""
    sueltos = len(busqueda.sueltos)
    y_sueltos = f", y {contar(sueltos, 'par suelto', 'pares sueltos')}" if sueltos else ""
    return (
        f"{contar(busqueda.vivas, 'ficha')}: {contar(len(dobles.grupos), 'grupo')} de dobles"
        f"{nuevos} con {contar(en_grupos, 'ficha')}{y_sueltos}"
    )


def como_lista(busqueda: Busqueda) -> Lista:
    """Los dobles como una lista que se entrega (libro, CSV, página o JSON del contrato)."""
    clases = {"fila": "entero", "probabilidad": "parte"}
    return Lista(
        titulo=f"Dobles de {busqueda.registro.ruta.name}",
        columnas=[
            Columna(titulo.upper(), clase=clases.get(titulo, "texto"), ancho=ancho)  # type: ignore[arg-type]  # de la tabla de arriba
            for titulo, ancho in _ANCHOS.items()
        ],
        filas=[tuple(str(v) if i == 0 else v for i, v in enumerate(f)) for f in en_filas(busqueda)],
        notas=[resumir(busqueda)],
        plural="dobles",
        objeto=como_objeto(busqueda),
    )
