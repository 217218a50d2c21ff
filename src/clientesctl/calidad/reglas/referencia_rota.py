"""Una venta, un contacto o una cita de un cliente que no existe.

Lo que apunta a una ficha que no está no cuenta para nadie: ni ventas, ni estado, ni listas.
Suele venir de una ficha borrada o de una errata en el ID. También una ficha absorbida por
otra que no existe, que así desaparece de todas las listas: de esas se avisa una vez, con sus
filas.

Las celdas vacías se dejan en paz (una venta de mostrador no es de nadie), y los libros sin
columna ID o que nombran a los clientes por su nombre. Si casi nada casa, son claves de otro
sitio: se dice una vez.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from clientesctl.calidad.claves import usados
from clientesctl.calidad.regla import Contexto, Regla, de_columna, por_valor
from clientesctl.registro.columna import Columna
from clientesctl.registro.enlace import clave_de_enlace, enlazar
from clientesctl.registro.hallazgo import Dictamen, Lote
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.limpieza import es_marcador

_DE_OTRO_SITIO = 0.5
_POCAS = 20
_FILAS_EN_EL_MENSAJE = 5


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Los lotes de las columnas que apuntan a clientes o a ventas que no existen."""
    tabla, registro = contexto.tabla, contexto.registro
    if tabla.clase == "CLIENTES":
        yield from _fusiones_rotas(contexto)
        return
    if "id" in registro.clientes and not _por_el_nombre(registro, tabla):
        for campo in ("id_cliente", "id_a", "id_b"):
            if campo in tabla:
                conocidas = _conocidas([registro.clientes["id"]]) | _enlazadas(
                    registro, tabla, campo
                )
                yield from _rotas(contexto, campo, conocidas, "cliente")
    if "devuelve" in tabla and "id" in tabla:
        yield from _rotas(contexto, "devuelve", _conocidas([tabla["id"]]), "venta")


def _por_el_nombre(registro: Registro, tabla: Tabla) -> bool:
    """Si la hoja nombra a los clientes en vez de dar su clave: cada nombre tiene mil modos."""
    clave = clave_de_enlace(registro.clientes, tabla)
    return clave is not None and clave not in (("id",), ("id_fiscal",))


def _rotas(contexto: Contexto, campo: str, conocidas: set[str], de_que: str) -> Iterator[Lote]:
    def juzgar(texto: str) -> Dictamen | None:
        clave = _normal(texto)
        if not clave or clave in conocidas or es_marcador(texto, campo):
            return None
        articulo = "ningún" if de_que == "cliente" else "ninguna"
        return Dictamen(f"no hay {articulo} {de_que} con ese ID")

    lotes = list(por_valor(contexto, REGLA, campo, juzgar))
    rotas = sum(map(len, lotes))
    llenas = int(np.count_nonzero(contexto.tabla[campo].codigos))
    if rotas > max(_POCAS, _DE_OTRO_SITIO * llenas):
        frase = (
            f"{rotas} de {llenas} no casan con ningún ID de {de_que}: ¿son claves de otro sitio?"
        )
        yield de_columna(REGLA, campo, Dictamen(frase))
    else:
        yield from lotes


def _fusiones_rotas(contexto: Contexto) -> Iterator[Lote]:
    todas = contexto.registro.clientes
    if "fusionado_en" not in todas or "id" not in todas:
        return
    columna, conocidas = todas["fusionado_en"], _conocidas([todas["id"]])
    malas = columna.mapear(lambda t: bool(_normal(t)) and _normal(t) not in conocidas)
    filas = todas.filas[np.asarray(malas, dtype=bool)[columna.codigos]].tolist()
    if filas:
        visibles = ", ".join(map(str, filas[:_FILAS_EN_EL_MENSAJE]))
        puntos = "…" if len(filas) > _FILAS_EN_EL_MENSAJE else ""
        frase = (
            f"apunta a fichas que no existen (filas {visibles}{puntos}), y esas no salen en nada"
        )
        yield de_columna(REGLA, "fusionado_en", Dictamen(frase))


def _conocidas(columnas: Iterable[Columna]) -> set[str]:
    return {_normal(texto) for columna in columnas for texto in usados(columna)} - {""}


def _enlazadas(registro: Registro, tabla: Tabla, campo: str) -> set[str]:
    """Las claves que el registro sabe de quién son aunque se escriban de otra manera."""
    if campo != "id_cliente":
        return set()
    columna = tabla[campo]
    hallados = np.unique(columna.codigos[enlazar(registro.clientes, tabla) >= 0])
    return {_normal(texto) for texto in columna.textos[hallados].tolist()}


def _normal(texto: str) -> str:
    """La clave sin lo que no distingue: mayúsculas, espacios y ceros a la izquierda.

    >>> _normal(" c-7 "), _normal("00042"), _normal("0")
    ('C-7', '42', '0')
    """
    clave = texto.strip().upper()
    return clave.lstrip("0") or "0" if clave.isdecimal() else clave


REGLA = Regla(
    "referencia_rota",
    "error",
    "La fila apunta a un cliente (o a una venta) que no existe: no cuenta para nadie. Corrija el"
    " ID o dé de alta al cliente.",
    detectar,
    hojas=(
        "CLIENTES",
        "CONTACTOS",
        "VENTAS",
        "PROPUESTAS",
        "CITAS",
        "INTERLOCUTORES",
        "DEMANDA",
        "CONSENTIMIENTOS",
        "SOLICITUDES",
        "DISTINTOS",
        "IMPORTADOS",
    ),
)
