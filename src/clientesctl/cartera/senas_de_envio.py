"""A dónde se manda algo a cada ficha por un canal: su correo, su móvil, su teléfono o su dirección.

La dirección (`sena`) es la que se compara: dos fichas con la misma reciben una sola cosa.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from clientesctl.cartera.nombres import nombres_visibles
from clientesctl.cartera.valores import dato
from clientesctl.registro.columna import Indices
from clientesctl.registro.pais import paises_por_fila
from clientesctl.registro.recorte import tomar_filas
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.correos import es_correo_de_relleno, partir_correos, revisar_correo
from clientesctl.textos.limpieza import plegar, solo_alfanumerico
from clientesctl.textos.telefonos import es_telefono_de_relleno, leer_telefono, partir_telefonos
from clientesctl.textos.voluntades import Canal

_CORREOS = ("email", "email_2")
_TELEFONOS: Mapping[Canal, tuple[str, ...]] = {
    "mensaje": ("movil", "telefono", "telefono_2"),
    "llamada": ("movil", "telefono", "telefono_2"),
}
_DE_CALLE = ("calle", "direccion", "direccion_fiscal")
_DETALLE = ("numero", "numero_interior", "colonia")
_DE_SITIO = ("codigo_postal", "ciudad", "municipio")
_DE_FAMILIA = ("apellido_1", "apellidos", "nombre_completo", "razon_social", "nombre_comercial")


def leer_senas(registro: Registro, canal: Canal, posiciones: Indices) -> list[str]:
    """Por ficha pedida, su dirección en ese canal; vacía si no tiene ninguna que valga.

    Un correo va en minúsculas y un teléfono con sus cifras y su prefijo, sin el «+».
    """
    clientes = registro.clientes
    if canal == "correo":
        return _primeras(clientes, _CORREOS, posiciones, lambda texto, _: _correo(texto))
    if canal == "postal":
        return [_postal(clientes, int(p)) for p in posiciones]
    paises = paises_por_fila(clientes, registro.pais)
    solo_movil = canal == "mensaje"

    def leer(texto: str, posicion: int) -> str:
        return _telefono(texto, paises.texto(posicion) or registro.pais, solo_movil)

    return _primeras(clientes, _TELEFONOS[canal], posiciones, leer)


def quienes_son(
    registro: Registro, canal: Canal, posiciones: Indices, senas: Sequence[str]
) -> list[str]:
    """Por ficha, de quién es esa dirección: en una carta, de cada uno de los de la casa."""
    if canal != "postal":
        return list(senas)
    nombres = nombres_visibles(tomar_filas(registro.clientes, posiciones))
    return [f"{s}|{plegar(n)}" if s else "" for s, n in zip(senas, nombres, strict=True)]


def todas_las_senas(registro: Registro, canal: Canal, posiciones: Indices) -> frozenset[str]:
    """Todas las direcciones de esas fichas en ese canal, hasta las que comparten celda."""
    clientes = registro.clientes
    if canal == "postal":
        return frozenset(
            quienes_son(registro, canal, posiciones, leer_senas(registro, canal, posiciones))
        )
    paises = paises_por_fila(clientes, registro.pais)
    campos = (*_CORREOS, "email_cobros") if canal == "correo" else _TELEFONOS[canal]
    senas: set[str] = set()
    for columna in (clientes[campo] for campo in campos if campo in clientes):
        for posicion in posiciones.tolist():
            texto = columna.texto(posicion)
            if canal == "correo":
                senas |= {correo.strip().lower() for correo in partir_correos(texto)}
            else:
                pais = paises.texto(posicion) or registro.pais
                senas |= {_telefono(n, pais, False) for n in partir_telefonos(texto, pais)}
    return frozenset(senas)


def _primeras(
    clientes: Tabla,
    campos: tuple[str, ...],
    posiciones: Indices,
    leer: Callable[[str, int], str],
) -> list[str]:
    """Por ficha, lo primero que vale de esos campos."""
    presentes = [clientes[campo] for campo in campos if campo in clientes]
    senas = []
    for posicion in posiciones.tolist():
        textos = (columna.texto(posicion) for columna in presentes)
        senas.append(next(filter(None, (leer(t, posicion) for t in textos if t.strip())), ""))
    return senas


def _correo(texto: str) -> str:
    for correo in partir_correos(texto):
        limpio = correo.strip().lower()
        if revisar_correo(limpio).estado == "valido" and not es_correo_de_relleno(limpio):
            return limpio
    return ""


def _telefono(texto: str, pais: str, solo_movil: bool) -> str:
    for numero in partir_telefonos(texto, pais):
        leido = leer_telefono(numero, pais)
        if leido is None or not leido.e164 or es_telefono_de_relleno(numero, pais):
            continue
        if not solo_movil or _puede_ser_movil(leido.clase, leido.pais):
            return leido.e164.removeprefix("+")
    return ""


def _puede_ser_movil(clase: str, pais: str) -> bool:
    # En México y en los Estados Unidos un móvil y un fijo no se distinguen por el número.
    return clase == "movil" or (clase == "otro" and pais in {"MX", "US", "CA", "PR", "DO"})


def _postal(clientes: Tabla, posicion: int) -> str:
    calle = next((t for c in _DE_CALLE if (t := dato(clientes, c, posicion))), "")
    sitio = [t for c in _DE_SITIO if (t := dato(clientes, c, posicion))]
    # Una dirección escrita entera en su celda lleva dentro su código y su ciudad.
    entera = "calle" not in clientes and any(c.isdigit() for c in calle)
    if not calle or not (sitio or entera):
        return ""
    familia = next((t for c in _DE_FAMILIA if (t := dato(clientes, c, posicion))), "")
    detalle = [dato(clientes, c, posicion) for c in _DETALLE]
    return "|".join(solo_alfanumerico(t) for t in (calle, *detalle, *sitio[:1], familia))
