"""El libro crudo entendido: qué hoja es el registro, qué es cada columna y de qué país es."""

from __future__ import annotations

from collections.abc import Iterator

from clientesctl.registro.cabeceras import leer_cabecera
from clientesctl.registro.clases import (
    Parecido,
    clase_por_nombre,
    es_de_clase,
    parecido_a_registro,
)
from clientesctl.registro.cuerpo import fila_de_otra_tabla
from clientesctl.registro.elegir import HojaSinRegistro, elegir_registro, hoja_nombrada
from clientesctl.registro.encabezado import Encabezado, buscar_encabezado
from clientesctl.registro.esquema import HOJAS
from clientesctl.registro.hoja import HojaCruda, LibroCrudo
from clientesctl.registro.mando import NADIE_MANDA, mandadas, mandadas_si_fuera
from clientesctl.registro.pais import pais_del_registro
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.registro.reparto import entender
from clientesctl.registro.segundos import separar_moviles

_OTRAS_CLASES = tuple(c for c in HOJAS if c not in {"CLIENTES", "LISTAS"})


def reconocer(crudo: LibroCrudo, politicas: Politicas, hoja: str | None = None) -> Registro:
    """El libro como registro: su hoja de clientes, las demás que se conozcan y su país.

    `hoja` (o la de las políticas) dice cuál es la de clientes. Lanza `ErrorUso` si esa hoja no
    está en el libro y `ErrorLibro` si ninguna es un registro o pueden serlo dos.
    """
    pedida = hoja or politicas.hoja
    if pedida:
        suya = hoja_nombrada(crudo, pedida)
    else:
        parecidos = [_parecido(h, politicas) for h in crudo.hojas]
        suya = elegir_registro(crudo.ruta, parecidos)
    entendida = entender(suya, "CLIENTES", mandadas(politicas, suya.nombre, "CLIENTES"))
    clientes = entendida.tabla
    if pedida and not clientes.asignaciones:
        raise HojaSinRegistro(crudo.ruta, suya.nombre)
    otras, avisos = _otras_hojas(crudo, suya, politicas)
    pais = pais_del_registro(clientes, politicas.pais)
    clientes = separar_moviles(clientes, pais)
    return Registro(
        ruta=crudo.ruta,
        sha256=crudo.sha256,
        tablas={"CLIENTES": clientes, **otras},
        pais=pais,
        avisos=(*crudo.avisos, *avisos, *avisos_de_hoja(suya, entendida.encabezado)),
        listas=_listas(crudo),
        formato=crudo.formato,
    )


def _parecido(hoja: HojaCruda, politicas: Politicas) -> Parecido:
    return parecido_a_registro(hoja, mandadas_si_fuera(politicas, hoja.nombre, "CLIENTES"))


def _otras_hojas(
    crudo: LibroCrudo, registro: HojaCruda, politicas: Politicas
) -> tuple[dict[str, Tabla], list[str]]:
    """Las demás hojas que se conocen, por su clase; de dos iguales, ninguna, y se avisa."""
    posibles: dict[str, list[tuple[int, HojaCruda]]] = {}
    for hoja in crudo.hojas:
        if hoja is registro or hoja.vacia:
            continue
        clase, fuerza = clase_de_hoja(hoja, politicas)
        if clase:
            posibles.setdefault(clase, []).append((fuerza, hoja))
    tablas: dict[str, Tabla] = {}
    avisos: list[str] = []
    for clase, suyas in posibles.items():
        mejor = max(fuerza for fuerza, _ in suyas)
        mejores = [h for fuerza, h in suyas if fuerza == mejor]
        if len(mejores) > 1:
            nombres = " y ".join(f"«{h.nombre}»" for h in mejores)
            avisos.append(
                f"Las hojas {nombres} parecen de {clase} y no se usa ninguna. "
                f"Llame «{clase}» a la buena."
            )
            continue
        suyo = mandadas(politicas, mejores[0].nombre, clase)
        tablas[clase] = entender(mejores[0], clase, suyo).tabla
    return tablas, avisos


def clase_de_hoja(hoja: HojaCruda, politicas: Politicas) -> tuple[str, int]:
    """La clase de una hoja que no es la de clientes, y con qué fuerza; ("", 0) si no se conoce."""
    nombre, fuerza = clase_por_nombre(hoja.nombre)
    if nombre in _OTRAS_CLASES:
        suyo = mandadas(politicas, hoja.nombre, nombre)
        if es_de_clase(hoja, nombre, suyo, con_nombre=True):
            return nombre, fuerza
    if nombre in {"", "VENTAS"} and es_de_clase(hoja, "VENTAS", NADIE_MANDA, con_nombre=False):
        return "VENTAS", 0
    return "", 0


def _listas(crudo: LibroCrudo) -> dict[str, tuple[str, ...]]:
    """Los valores de cada columna de la hoja LISTAS, en su orden y sin repetir."""
    listas: dict[str, tuple[str, ...]] = {}
    for hoja in crudo.hojas:
        if clase_por_nombre(hoja.nombre)[0] != "LISTAS" or hoja.vacia:
            continue
        encabezado = buscar_encabezado(hoja)
        indice = max(encabezado.indice, 0)
        for columna in hoja.columnas:
            titulo = columna.texto(indice).strip()
            valores = (columna.texto(i).strip() for i in range(indice + 1, len(columna)))
            if titulo:
                listas[_campo_de_lista(titulo)] = tuple(dict.fromkeys(v for v in valores if v))
    return listas


def _campo_de_lista(titulo: str) -> str:
    """El campo que llena esa lista; su nombre gana a los sinónimos: «CANAL» no es «MEDIO»."""
    suyo = "_".join(titulo.lower().split())
    if any(campo.nombre == suyo for campos in HOJAS.values() for campo in campos):
        return suyo
    for clase in HOJAS:
        lectura = leer_cabecera(titulo, clase)
        if lectura.via in {"contrato", "exacta", "abreviada"}:
            return lectura.campos[0]
    return titulo.lower()


def avisos_de_hoja(hoja: HojaCruda, encabezado: Encabezado) -> Iterator[str]:
    """Lo que de una hoja de clientes no se lee, dicho con su remedio."""
    otra = fila_de_otra_tabla(hoja, encabezado)
    if otra < len(hoja.filas):
        yield (
            f"La hoja «{hoja.nombre}» lleva otra tabla desde la fila {hoja.filas[otra]}, que no se "
            "lee: llévela a otra hoja; o, si son clientes, júntelos con los demás."
        )
    if hoja.cortada:
        yield f"La hoja «{hoja.nombre}» es demasiado grande: solo se leyó una parte."
