"""Un número de tarjeta, o una columna de contraseñas, en el registro de clientes.

Si roban el libro, roban el dinero de los clientes. Las normas de las tarjetas (PCI DSS, requisito
3) prohíben guardar así el número, y el RGPD (art. 5.1.c) pide tener solo lo necesario.

>>> juzgar("paga con 4111 1111 1111 1111").valor
'paga con **** **** **** 1111'
>>> juzgar("612 345 678") is None, juzgar("4111 1111 1111 1112") is None
(True, True)

Se enseña tapado. No hay propuesta: bórrelo quien sepa si hace falta en otro sitio. Deja en paz los
ids, teléfonos, productos, facturas e importes, y las columnas de códigos largos, donde uno de cada
diez cumple por azar el dígito de control.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from clientesctl.calidad.regla import Contexto, Regla, de_columna, por_sospecha
from clientesctl.registro.columna import Columna
from clientesctl.registro.esquema import HOJAS
from clientesctl.registro.esquema import campo as del_esquema
from clientesctl.registro.hallazgo import Dictamen, Lote
from clientesctl.textos.limpieza import plegar
from clientesctl.textos.tarjetas import buscar_tarjeta, enmascarar

_CONTRASENAS = re.compile(
    r"\b(CONTRASENAS?|PASSWORDS?|PASSWD|PWD|CLAVE (DE )?(ACCESO|WEB|SECRETA|PERSONAL)|PIN|CVV2?"
    r"|CVC|CODIGO DE SEGURIDAD)\b"
)
_DE_CODIGOS = re.compile(
    r"\b(ID|SKU|EAN|IMEI|ISBN|REF|REFERENCIA|CODIGOS?|COD|BARRAS|PRODUCTO|ARTICULO|SERIE|GUIA"
    r"|PEDIDO|FACTURA|FOLIO|TICKET|ALBARAN|IBAN|CUENTA|CLABE|CBU|TELEFONO|TEL|MOVIL|CELULAR"
    r"|WHATSAPP|FAX|DNI|NIF|RFC|RUC|CURP|DOCUMENTO|NSS|UUID)\b"
)
_SOSPECHAS = (re.compile(r"\d(?:[ .\xa0-]?\d){12}[^\0]*"),)
_LARGO = re.compile(r"\d{13,19}")
_MINIMO_DE_COLUMNA = 20


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Las tarjetas de las columnas de texto y las columnas de contraseñas."""
    tabla = contexto.tabla
    for campo, columna in tabla.columnas.items():
        sitio = tabla.asignaciones.get(campo)
        if sitio is not None and es_de_contrasenas(sitio.cabecera, columna):
            yield de_columna(REGLA, campo, _de_contrasenas(sitio.cabecera))
        elif _puede_llevar(campo, tabla.clase):
            yield from _tarjetas(contexto, campo, columna)
    for cabecera, columna in tabla.otras.items():
        if es_de_contrasenas(cabecera, columna):
            yield de_columna(REGLA, cabecera, _de_contrasenas(cabecera))
        elif not _DE_CODIGOS.search(plegar(cabecera).replace("_", " ")):
            yield from _tarjetas(contexto, cabecera, columna)


def juzgar(texto: str) -> Dictamen | None:
    """El dictamen de un texto."""
    if buscar_tarjeta(texto) is None:
        return None
    mensaje = "hay un número de tarjeta: no se puede guardar aquí"
    return Dictamen(mensaje, valor=enmascarar(texto))


def _tarjetas(contexto: Contexto, campo: str, columna: Columna) -> Iterator[Lote]:
    lotes = list(por_sospecha(contexto, REGLA, campo, columna, _SOSPECHAS, juzgar))
    if lotes and not _parece_de_codigos(columna):
        yield from lotes


def _puede_llevar(campo: str, clase: str) -> bool:
    """Si es una columna de texto; las de códigos, fechas, números y productos no se miran."""
    columna = del_esquema(campo, clase)
    if columna is None or columna.clase != "texto":
        return False
    return campo != "producto"


def _parece_de_codigos(columna: Columna) -> bool:
    """Si lleva muchos números largos y pocos cumplen como tarjeta: entonces es casualidad."""
    largos = [t for t in columna.textos if _LARGO.fullmatch(t)]
    if len(largos) < _MINIMO_DE_COLUMNA:
        return False
    return sum(buscar_tarjeta(t) is not None for t in largos) * 2 < len(largos)


def es_de_contrasenas(cabecera: str, columna: Columna) -> bool:
    """Si la columna, por su cabecera, guarda contraseñas, y las hay."""
    plegada = plegar(cabecera).replace("_", " ")
    return _CONTRASENAS.search(plegada) is not None and not columna.vacias().all()


def _de_contrasenas(cabecera: str) -> Dictamen:
    return Dictamen(
        f"la columna «{cabecera.strip()}» parece guardar contraseñas: bórrela del libro"
    )


REGLA = Regla(
    "dato_prohibido",
    "error",
    "Hay un número de tarjeta (se enseña tapado) o una columna de contraseñas. No se pueden guardar"
    " en el registro: si lo roban, roban también ese dinero. Bórrelos, y de las copias también.",
    detectar,
    hojas=tuple(HOJAS),
)
