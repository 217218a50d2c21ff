"""Etiquetas de un XML tratadas como bytes: se buscan, se leen y se les cambia un atributo.

Quien edita un libro ajeno no puede rehacer su XML (renombrar un prefijo basta para que Excel lo dé
por roto): corta por donde hace falta y deja lo demás como estaba. Para cortar bien hay que tolerar
lo que un XML admite: prefijos, comillas de las dos clases, un «>» dentro de ellas, los atributos en
cualquier orden. Un «<» no puede ir dentro de un atributo (XML 1.0, 3.1), y en eso se apoya todo.
"""

from __future__ import annotations

import re
from functools import cache

from clientesctl.libro.cadenas import texto_de_xml
from clientesctl.libro.errores_escritura import NoSeEntiende

_UNO = rb"""\s++[^\s=<>"'/]++\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+')"""
_RESTO = rb"((?:" + _UNO + rb")*+)\s*+(/?)>"
_RAIZ = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<((?:[^\s:<>/\"'!?]+:)?)([^\s:<>/\"']+)",
    re.S,
)
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}) | {
    ord(blanco): f"&#{ord(blanco)};" for blanco in "\t\n\r"
}


@cache
def patron(prefijo: bytes, nombre: bytes) -> re.Pattern[bytes]:
    """La etiqueta que abre ese elemento; el grupo 1 son sus atributos y el 2 la «/» si se cierra.

    >>> patron(b"x:", b"row").search(b'<x:rows/><x:row r="1" a=">"/>')[0]
    b'<x:row r="1" a=">"/>'
    """
    return re.compile(rb"<" + re.escape(prefijo + nombre) + _RESTO)


@cache
def patron_de_elemento(prefijo: bytes, nombre: bytes) -> re.Pattern[bytes]:
    """El elemento entero, que no puede llevar dentro otro igual.

    El grupo 1 son sus atributos y el 3, lo que lleva dentro (None si se cierra en sí mismo).

    >>> patron_de_elemento(b"", b"f").search(b'<f t="x">A1</f><f/>')[3]
    b'A1'
    """
    entero = re.escape(prefijo + nombre)
    return re.compile(rb"<" + entero + _RESTO + rb"(?:(?<=/>)|(.*?)</" + entero + rb"\s*>)", re.S)


@cache
def _lector(nombre: bytes) -> re.Pattern[bytes]:
    valor = rb"""\s*=\s*(?:"([^"<]*)"|'([^'<]*)')"""
    return re.compile(
        rb"\s*(?:<[^\s<>/\"']+)?(?:" + _UNO + rb")*?(\s+" + re.escape(nombre) + valor + rb")"
    )


def atributo(etiqueta: bytes, nombre: bytes) -> str | None:
    """Lo que vale un atributo de la etiqueta que abre (o de sus atributos sueltos), sin escapes.

    >>> atributo(b"<c b=\\" r='9'\\" r='A&amp;1'>", b"r"), atributo(b'<c s="1"/>', b"r")
    ('A&1', None)
    """
    if nombre not in etiqueta or (hallado := _lector(nombre).match(etiqueta)) is None:
        return None
    crudo: bytes = hallado[2] if hallado[2] is not None else hallado[3]
    return texto_de_xml(crudo.decode("utf-8", "replace"))


def con_atributo(etiqueta: bytes, nombre: bytes, valor: str) -> bytes:
    """La misma etiqueta con ese atributo cambiado en su sitio, o añadido al final.

    >>> con_atributo(b"<c r='A1' s=\\"2\\"/>", b"r", "B1"), con_atributo(b"<c />", b"r", "<")
    (b'<c r="B1" s="2"/>', b'<c r="&lt;"/>')
    """
    puesto = b' %s="%s"' % (nombre, valor.translate(_ESCAPES).encode())
    hallado = _lector(nombre).match(etiqueta)
    if hallado is not None:
        return etiqueta[: hallado.start(1)] + puesto + etiqueta[hallado.end(1) :]
    cierre = b"/>" if etiqueta.endswith(b"/>") else b">"
    return etiqueta[: -len(cierre)].rstrip() + puesto + cierre


def sin_atributo(etiqueta: bytes, nombre: bytes) -> bytes:
    """La misma etiqueta sin ese atributo.

    >>> sin_atributo(b'<row r="1" spans="1:3" ht="9">', b"spans")
    b'<row r="1" ht="9">'
    """
    if nombre not in etiqueta or (hallado := _lector(nombre).match(etiqueta)) is None:
        return etiqueta
    return etiqueta[: hallado.start(1)] + etiqueta[hallado.end(1) :]


def prefijo_de(parte: bytes, raiz: bytes) -> bytes:
    """El prefijo con que la parte escribe los nombres de su raíz: vacío o con sus dos puntos.

    >>> prefijo_de(b'<?xml version="1.0"?><x:worksheet/>', b"worksheet")
    b'x:'

    Raises:
        NoSeEntiende: la raíz es otra, o la parte no está en UTF-8.
    """
    exigir_utf8(parte)
    hallada = _RAIZ.match(parte)
    if hallada is None or hallada[2] != raiz:
        raise NoSeEntiende(f"una pieza no empieza por <{raiz.decode()}>")
    return hallada[1]


_CODIFICACION = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']+)")


def exigir_utf8(parte: bytes) -> None:
    """Nada, si la parte está en UTF-8 y no declara entidades.

    Raises:
        NoSeEntiende: está en otra codificación o lleva un DOCTYPE.
    """
    declarada = _CODIFICACION.match(parte)
    otra = declarada is not None and declarada[1].lower() not in {b"utf-8", b"utf8", b"us-ascii"}
    if otra or parte.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in parte[:64]:
        raise NoSeEntiende("una pieza no está en UTF-8")
    if b"<!DOCTYPE" in parte[:4096]:
        raise NoSeEntiende("una pieza lleva un DOCTYPE")


_FUERA = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.S)


def sin_comentarios(octetos: bytes) -> bytes:
    """Los mismos bytes con blancos en lugar de comentarios, CDATA e instrucciones.

    Así no se toma por etiqueta lo que va dentro de ellos, y las posiciones son las mismas. Si no
    los hay, son los propios bytes y no una copia.
    """
    if not _aparece(octetos, b"<!") and not _aparece(octetos, b"<?", 8):
        return octetos
    return _FUERA.sub(lambda fuera: b" " * len(fuera[0]), octetos)


_MUCHAS = 10_000


def _aparece(octetos: bytes, dos: bytes, desde: int = 0) -> bool:
    """Si esos dos signos están seguidos: se busca el segundo, que es el raro.

    Buscar un solo signo va veinte veces más deprisa que buscar dos, y una hoja mide cien megas.
    """
    for _ in range(_MUCHAS):
        donde = octetos.find(dos[1:], desde)
        if donde < 0:
            return False
        if octetos[donde - 1 : donde] == dos[:1]:
            return True
        desde = donde + 1
    return octetos.find(dos, desde) >= 0
