"""La agenda del teléfono de quien vende: las fichas que lleva, con lo justo para atenderlas.

No lleva documentos, ni precios, ni observaciones; y nadie que pidiera que no se le contacte.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.cumpleanos import Nacimientos, leer_nacimientos
from clientesctl.cartera.destinatarios import Destinatario, leer_destinatarios
from clientesctl.cartera.nombres import nombres_visibles
from clientesctl.cartera.respeto import apartar
from clientesctl.cartera.valores import dato
from clientesctl.entregas.fichero import sustituir
from clientesctl.entregas.vcf import ClaseDeTelefono, Senas, Tarjeta, escribir_vcf
from clientesctl.registro.columna import Indices
from clientesctl.registro.pais import paises_por_fila
from clientesctl.registro.recorte import tomar_filas
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.paises import nombre_pais

_ANIO_DE_NADIE = 1604
_TELEFONOS: tuple[tuple[str, ClaseDeTelefono], ...] = (
    ("movil", "CELL"),
    ("telefono", "VOICE"),
    ("telefono_2", "VOICE"),
)


def escribir_tarjetas(cartera: Cartera, posiciones: Indices, ruta: Path) -> Mapping[str, int]:
    """Las tarjetas de esas fichas en `ruta`, en el orden de la hoja; da cuántas no van, y por qué.

    No va nadie a quien no se deba llamar. `ErrorUso` si ahí no se puede escribir.
    """
    apartados = apartar(cartera).sin_lo_de_hoy()
    libres = np.unique(posiciones[apartados.libres[posiciones]])
    with sustituir(ruta, registro=cartera.registro.ruta) as provisional:
        escribir_vcf(provisional, hacer_tarjetas(cartera.registro, libres, cartera.hoy))
    return apartados.contar(posiciones)


def hacer_tarjetas(registro: Registro, posiciones: Indices, hoy: dt.date) -> Iterator[Tarjeta]:
    """Una tarjeta por ficha (posiciones ascendentes), en su orden."""
    tabla = tomar_filas(registro.clientes, posiciones)
    nombres, paises = nombres_visibles(tabla), paises_por_fila(tabla, registro.pais)
    nacimientos = leer_nacimientos(tabla, hoy)
    vistas: set[str] = set()
    for i, donde in enumerate(leer_destinatarios(registro, posiciones)):
        identidad = dato(tabla, "id", i) or f"{nombres[i]}|{dato(tabla, 'movil', i)}"
        if identidad in vistas:
            identidad = f"{identidad}|{tabla.filas[i]}"
        vistas.add(identidad)
        persona = _persona(tabla, i, nombres[i])
        yield Tarjeta(
            identidad=f"{registro.ruta.stem}|{identidad}",
            nombre=persona[0],
            apellidos=persona[1],
            titulo=dato(tabla, "titulo", i),
            empresa=dato(tabla, "nombre_comercial", i) or dato(tabla, "razon_social", i),
            cargo=dato(tabla, "cargo", i),
            telefonos=tuple(_telefonos(tabla, i, paises.texto(i))),
            correos=tuple(filter(None, (dato(tabla, "email", i), dato(tabla, "email_2", i)))),
            senas=_senas(donde),
            nacimiento=_nacimiento(nacimientos, i),
            nota=_nota(tabla, i),
            categorias=tuple(filter(None, (dato(tabla, c, i) for c in ("zona", "perfil")))),
        )


def _persona(tabla: Tabla, fila: int, visible: str) -> tuple[str, str]:
    """El nombre y los apellidos; de un nombre que está entero en una columna, todo es nombre."""
    apellidos = " ".join(
        filter(None, (dato(tabla, c, fila) for c in ("apellido_1", "apellido_2")))
    ) or dato(tabla, "apellidos", fila)
    nombre = dato(tabla, "nombre", fila)
    if nombre or apellidos:
        return nombre, apellidos
    entero = dato(tabla, "nombre_completo", fila) or dato(tabla, "persona_contacto", fila)
    empresa = dato(tabla, "nombre_comercial", fila) or dato(tabla, "razon_social", fila)
    return (entero or ("" if empresa else visible), "")


def _telefonos(tabla: Tabla, fila: int, pais: str) -> Iterator[tuple[ClaseDeTelefono, str]]:
    """Los números en su forma internacional, que se marca desde cualquier sitio; cada uno una vez.

    Lo que no se entiende va como está.
    """
    from clientesctl.textos.telefonos import leer_telefono, partir_telefonos

    vistos = set()
    for campo, clase in _TELEFONOS:
        for escrito in partir_telefonos(dato(tabla, campo, fila), pais):
            leido = leer_telefono(escrito, pais) if escrito else None
            numero = leido.e164 if leido is not None and leido.e164 else escrito
            if numero and numero not in vistos:
                vistos.add(numero)
                es_movil = leido is not None and leido.clase == "movil"
                yield "CELL" if es_movil else clase, numero


def _senas(uno: Destinatario) -> Senas | None:
    d = uno.direccion
    if not d.calle and not d.ciudad:
        return None
    calle = ", ".join(filter(None, (d.via, d.colonia)))
    return Senas(calle, d.ciudad, d.provincia, d.codigo, nombre_pais(d.pais) if d.pais else "")


def _nacimiento(nacimientos: Nacimientos | None, fila: int) -> dt.date | None:
    if nacimientos is None or nacimientos.dudoso[fila] or not nacimientos.mes[fila]:
        return None
    anio = int(nacimientos.anio[fila]) or _ANIO_DE_NADIE
    return dt.date(anio, int(nacimientos.mes[fila]), int(nacimientos.dia[fila]))


def _nota(tabla: Tabla, fila: int) -> str:
    """Lo que sirve al llamar: cuándo prefiere que le llamen, lo que le interesa y su ficha."""
    horario, interes = dato(tabla, "horario", fila), dato(tabla, "interes", fila)
    id_ = dato(tabla, "id", fila)
    partes = (
        f"Llamar: {horario}" if horario else "",
        f"Le interesa: {interes}" if interes else "",
        f"Ficha {id_}" if id_ else "",
    )
    return "\n".join(filter(None, partes))
