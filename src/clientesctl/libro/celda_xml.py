"""El XML de una celda a partir de lo que ha de decir.

Un texto va siempre dentro de su celda (`inlineStr`) y no en la lista de textos compartidos: tocar
una celda de un libro con 20 MB de textos no los vuelve a comprimir, y la lista queda byte por byte
como estaba. Excel y LibreOffice lo leen igual, y al guardar lo pasan a su lista.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from clientesctl.libro.errores_escritura import NoCabeEnCelda
from clientesctl.libro.etiquetas import con_atributo, sin_atributo
from clientesctl.libro.texto_xml import Letras, escapar, texto_en_celda
from clientesctl.libro.valores import de_numero
from clientesctl.registro.columna import Tipo
from clientesctl.registro.plan import Dato

_HORA = re.compile(r"(-?)([0-9]{2,7}):([0-5][0-9]):([0-5][0-9])\Z")
_CERO = dt.datetime(1899, 12, 30)  # noqa: DTZ001  # Excel no tiene husos
_CERO_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001
_FIN_DEL_ERROR = 61
"""El número del 1 de marzo de 1900: antes de él, el 29 de febrero que no existió."""


def celda_con(
    prefijo: bytes, etiqueta: bytes, dato: Dato, cifra: str = "", letras: Sequence[Letras] = ()
) -> bytes:
    """El `<c …>` entero con ese dato; de la etiqueta se conserva todo menos el tipo.

    `cifra` es lo que se guarda de una fecha o una hora (`de_fecha`, `de_hora`); `letras`, el
    formato que tenía el texto.

    Raises:
        NoCabeEnCelda: el texto es más largo que una celda, o el número no se guardaría igual.
    """
    abre = sin_atributo(etiqueta, b"t").removesuffix(b">").removesuffix(b"/").rstrip()
    tipo = Tipo.NUMERO if cifra else dato.tipo
    match tipo:
        case Tipo.VACIA:
            return abre + b"/>"
        case Tipo.TEXTO:
            dentro = texto_en_celda(prefijo, dato.texto, letras)
            return b'%s t="inlineStr">%s</%sc>' % (abre, dentro, prefijo)
        case Tipo.LOGICO:
            return _valor(prefijo, abre + b' t="b">', "1" if dato.texto == "VERDADERO" else "0")
        case Tipo.ERROR:
            return _valor(prefijo, abre + b' t="e">', escapar(dato.texto))
    return _valor(prefijo, abre + b">", cifra or de_cifra(dato.texto))


def _valor(prefijo: bytes, abre: bytes, valor: str) -> bytes:
    return b"%s<%sv>%s</%sv></%sc>" % (abre, prefijo, valor.encode(), prefijo, prefijo)


def etiqueta_nueva(prefijo: bytes, direccion: str, estilo: int | None) -> bytes:
    """La etiqueta de una celda que no estaba.

    >>> etiqueta_nueva(b"", "B7", 3)
    b'<c r="B7" s="3"/>'
    """
    etiqueta = b'<%sc r="%s"/>' % (prefijo, direccion.encode())
    return etiqueta if estilo is None else con_atributo(etiqueta, b"s", str(estilo))


def de_cifra(texto: str) -> str:
    """La cifra tal como se guarda, si al leerla se leería lo mismo.

    Raises:
        NoCabeEnCelda: no es un número, o tiene más cifras de las que Excel guarda.
    """
    try:
        misma = de_numero(float(texto)) == texto
    except (ValueError, OverflowError):
        misma = False
    if not misma:
        raise NoCabeEnCelda(
            f"«{texto}» no se guardaría igual (Excel lleva 15 cifras); escríbalo como texto"
        )
    return texto


def de_fecha(texto: str, desde_1904: bool) -> str:
    """El número con que Excel guarda una fecha escrita en ISO.

    >>> de_fecha("2024-03-01", False), de_fecha("2024-03-01 12:00:00", True)
    ('45352', '43890.5')

    Raises:
        NoCabeEnCelda: es anterior al primer día que el libro sabe contar.
    """
    try:
        momento = dt.datetime.fromisoformat(texto)
    except ValueError:
        raise NoCabeEnCelda(f"«{texto}» no es una fecha") from None
    dias = (momento - (_CERO_1904 if desde_1904 else _CERO)) / dt.timedelta(days=1)
    if not desde_1904 and dias < _FIN_DEL_ERROR:
        dias -= 1
    if dias < 1:
        primero = "02-01-1904" if desde_1904 else "01-01-1900"
        raise NoCabeEnCelda(
            f"Excel no sabe de fechas anteriores al {primero}; escríbala como texto"
        )
    return de_numero(dias)


def de_hora(texto: str) -> str | None:
    """La fracción de día de una hora o una duración («26:30:00»); None si el texto no lo es.

    >>> de_hora("06:00:00"), de_hora("-36:00:00"), de_hora("6:00")
    ('0.25', '-1.5', None)
    """
    partes = _HORA.match(texto)
    if partes is None:
        return None
    segundos = int(partes[2]) * 3600 + int(partes[3]) * 60 + int(partes[4])
    return de_numero((-segundos if partes[1] else segundos) / 86_400)
