"""Una lista mirada contra el registro, en las formas que se enseñan y se entregan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clientesctl.entregas.lista import Columna, Lista, Valor
from clientesctl.operaciones import duplicados_listas as listas
from clientesctl.operaciones.columnas_enteras import leer_columnas
from clientesctl.operaciones.duplicados_contra import Contraste, Renglon, nombrar_ficha
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.cifras import contar, enumerar, miles

CABECERA = (
    "situacion", "fila", "id", "nombre", *listas.DATOS, "registro_fila", "registro_id",
    "registro_nombre", "probabilidad", "razones", "repite_fila", "aviso",
)  # fmt: skip
_DELANTE = (
    Columna("SITUACIÓN EN EL REGISTRO", ancho=20, campo="situacion"),
    Columna("ANTES DE LLAMAR", ancho=28, campo="aviso"),
    Columna("COINCIDE CON", ancho=12, campo="registro_id"),
    Columna("FILA DEL REGISTRO", "entero", 10, campo="registro_fila"),
    Columna("NOMBRE EN EL REGISTRO", ancho=28, campo="registro_nombre"),
    Columna("PROBABILIDAD", "parte", 15, campo="probabilidad"),
    Columna("RAZONES", ancho=46, campo="razones"),
    Columna("REPITE LA FILA", "entero", 10, campo="repite_fila"),
    Columna("FILA DE LA LISTA", "entero", 10, campo="fila"),
)
"""Lo que se pone delante de la lista. Ninguno de estos títulos es el de un dato de un cliente:
al importar el fichero, lo que se entiende son las columnas de la lista."""


def resumir(contraste: Contraste) -> str:
    """La cuenta de lo que hay, en una frase."""
    cuentas, total = contraste.contar(), len(contraste.renglones)
    libro = contraste.registro.ruta.name
    if not total:
        return f"{_nombrar(contraste)}: ninguna ficha"
    estan = cuentas["YA ESTÁ"]
    cuantas = f"{miles(estan)} ya {'está' if estan == 1 else 'están'}" if estan else "ninguna está"
    partes = [f"{cuantas} en {libro}"]
    if repes := cuentas["REPETIDA EN LA LISTA"]:
        partes.append(f"{miles(repes)} {'repite' if repes == 1 else 'repiten'} a otra de la lista")
    partes.append(contar(cuentas["NUEVA"], "es nueva", "son nuevas"))
    return f"{_nombrar(contraste)}: de {contar(total, 'ficha')}, {enumerar(partes)}"


def resumir_avisos(contraste: Contraste) -> str:
    """Cuántas no se deben llamar sin leer su aviso; vacío si ninguna."""
    con_aviso = sum(bool(r.aviso) for r in contraste.renglones)
    if not con_aviso:
        return ""
    no = "no se debe llamar" if con_aviso == 1 else "no se deben llamar"
    return f"{contar(con_aviso, 'ficha')} de la lista {no}: lea su aviso"


def _nombrar(contraste: Contraste) -> str:
    registro = contraste.lista.registro
    if registro.formato == "csv":
        return registro.ruta.name
    return f"{registro.ruta.name}, hoja «{registro.clientes.hoja}»"


def decir_razones(contraste: Contraste, renglon: Renglon) -> str:
    """Por qué se cree; y con qué ficha, si no es la que se enseña a su lado."""
    par, clientes = renglon.par, contraste.registro.clientes
    if renglon.situacion == "YA ESTÁ" and par is not None:
        dicho = listas.decir_razones(par)
        if par.a == renglon.ficha:
            return dicho
        return f"{dicho} (por {nombrar_ficha(clientes, par.a)}, absorbida en esta)"
    if par is not None:
        otra = par.a if par.b == renglon.posicion else par.b
        return f"con la fila {_fila(contraste, otra)} de la lista: {listas.decir_razones(par)}"
    return "la propia lista la da por absorbida" if renglon.repite is not None else ""


def _fila(contraste: Contraste, posicion: int) -> int:
    return int(contraste.tabla.filas[posicion])


def _de_lo_sabido(contraste: Contraste, renglon: Renglon) -> dict[str, Valor]:
    """Lo que se sabe de una ficha de la lista, por campos."""
    clientes, ficha = contraste.registro.clientes, renglon.ficha
    par, repite = renglon.par, renglon.repite
    return {
        "situacion": renglon.situacion,
        "fila": _fila(contraste, renglon.posicion),
        "registro_fila": None if ficha is None else int(clientes.filas[ficha]),
        "registro_id": None if ficha is None else clientes.identificador(ficha),
        "registro_nombre": None if ficha is None else listas.nombrar(clientes, ficha),
        "probabilidad": None if par is None else min(round(par.probabilidad, 4), 0.9999),
        "razones": decir_razones(contraste, renglon),
        "repite_fila": None if repite is None else _fila(contraste, repite),
        "aviso": renglon.aviso,
    }


def en_filas(contraste: Contraste) -> Iterator[tuple[Valor, ...]]:
    """Una fila por ficha de la lista, en su orden; columnas de `CABECERA`."""
    tabla = contraste.tabla
    for renglon in contraste.renglones:
        i = renglon.posicion
        suyos = dict(zip(listas.DATOS, listas.datos(tabla, i), strict=True))
        quien = {"id": tabla.identificador(i), "nombre": listas.nombrar(tabla, i)}
        todo: dict[str, Valor] = {**_de_lo_sabido(contraste, renglon), **quien, **suyos}
        yield tuple(todo[campo] for campo in CABECERA)


def como_objeto(contraste: Contraste) -> dict[str, Any]:
    """El cruce como los demás JSON: en cada par, `a` es del registro y `b` de la lista."""
    cuentas, propia = contraste.contar(), contraste.registro.clientes
    return {
        "version": 1,
        **_de_quien(contraste.registro),
        "contra": _de_quien(contraste.lista.registro),
        "pares": [
            _par(_sitio(propia, r.ficha), contraste, r)
            for r in reversed(contraste.de("YA ESTÁ"))
            if r.ficha is not None
        ],
        "repetidas": [
            _par(_sitio(contraste.tabla, r.repite), contraste, r)
            for r in reversed(contraste.de("REPETIDA EN LA LISTA"))
            if r.repite is not None
        ],
        "resumen": {
            "estan": cuentas["YA ESTÁ"],
            "repetidas": cuentas["REPETIDA EN LA LISTA"],
            "nuevas": cuentas["NUEVA"],
            "avisos": sum(bool(r.aviso) for r in contraste.renglones),
            "umbral": contraste.umbral,
        },
    }


def _de_quien(registro: Registro) -> dict[str, Any]:
    clientes = registro.clientes
    return {"libro": str(registro.ruta), "hoja": clientes.hoja, "filas": len(clientes)}


def _par(a: dict[str, Any], contraste: Contraste, renglon: Renglon) -> dict[str, Any]:
    par = renglon.par
    return {
        "a": a,
        "b": _sitio(contraste.tabla, renglon.posicion),
        "probabilidad": None if par is None else listas.honrada(par.probabilidad),
        "razones": [] if par is None else listas.razones_de(par),
        "aviso": renglon.aviso or None,
    }


def _sitio(tabla: Tabla, posicion: int) -> dict[str, Any]:
    return {"fila": int(tabla.filas[posicion]), "id": tabla.identificador(posicion)}


def como_lista(contraste: Contraste) -> Lista:
    """La lista con lo que se sabe de cada ficha delante y todas sus columnas detrás."""
    suyas, celdas = leer_columnas(contraste.lista)
    filas = []
    for renglon, de_lista in zip(contraste.renglones, celdas, strict=True):
        sabido = _de_lo_sabido(contraste, renglon)
        filas.append((*(sabido[columna.campo] for columna in _DELANTE), *de_lista))
    return Lista(
        titulo=f"{contraste.lista.registro.ruta.name} contra {contraste.registro.ruta.name}",
        columnas=[*_DELANTE, *suyas],
        filas=filas,
        notas=[n for n in (resumir(contraste), resumir_avisos(contraste)) if n],
        plural="fichas",
        objeto=como_objeto(contraste),
    )
