"""El texto de una celda como va en el XML, con el formato que llevaban sus letras."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from clientesctl.libro.cadenas import limpiar_texto
from clientesctl.libro.errores_escritura import NoCabeEnCelda, NoSeEntiende
from clientesctl.libro.etiquetas import patron_de_elemento

LARGO_MAXIMO = 32_767
"""Lo que cabe en una celda de Excel, contado como él: en unidades de UTF-16."""

_COMPARABLE = 2_000
_LARGO_DE_ESCAPE = len("x000D_")
_YA_PARECE_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_PROHIBIDO = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_MARCAS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_BLANCOS = " \t\r\n"


class Letras(NamedTuple):
    """Un trozo de texto con un mismo formato; `formato` es su `<rPr>` entero, o vacío."""

    formato: bytes
    texto: str


def escapar(texto: str, sigue: str = "") -> str:
    """El texto como va entre dos etiquetas; lo que XML no admite, como «_xHHHH_» (ST_Xstring).

    `sigue` es el principio del trozo siguiente, con el que este podría parecer un escape.

    >>> escapar("P & G_x000D_"), escapar("uno" + chr(13) + "dos"), escapar("_", "x000D_")
    ('P &amp; G_x005F_x000D_', 'uno_x000D_dos', '_x005F_')
    """
    if "_" in texto:
        sigue = sigue[:_LARGO_DE_ESCAPE]
        junto = _YA_PARECE_ESCAPE.sub("_x005F_", texto + sigue)
        texto = junto.removesuffix(_YA_PARECE_ESCAPE.sub("_x005F_", sigue))
    texto = _PROHIBIDO.sub(lambda raro: f"_x{ord(raro[0]):04X}_", texto)
    return texto.translate(_MARCAS)


def texto_en_celda(prefijo: bytes, texto: str, letras: Sequence[Letras] = ()) -> bytes:
    """El `<is>` con ese texto, que reparte el formato de las letras que había.

    Raises:
        NoCabeEnCelda: es más largo que una celda.
    """
    if len(texto) * 2 > LARGO_MAXIMO and (largo := _largo(texto)) > LARGO_MAXIMO:
        raise NoCabeEnCelda(
            f"el texto tiene {largo} letras y en una celda caben {LARGO_MAXIMO}; acórtelo"
        )
    if not letras:
        dentro = _t(prefijo, texto)
    else:
        trozos = repartir([una.texto for una in letras], texto)
        dentro = b"".join(
            b"<%sr>%s%s</%sr>" % (prefijo, una.formato, _t(prefijo, suyo, sigue), prefijo)
            for una, suyo, sigue in zip(letras, trozos, _lo_que_sigue(trozos), strict=True)
            if suyo
        )
    return b"<%sis>%s</%sis>" % (prefijo, dentro, prefijo)


def _largo(texto: str) -> int:
    return len(texto.encode("utf-16-le", "surrogatepass")) // 2


def _t(prefijo: bytes, texto: str, sigue: str = "") -> bytes:
    bordes = b' xml:space="preserve"' if texto != texto.strip(_BLANCOS) else b""
    return b"<%st%s>%s</%st>" % (prefijo, bordes, escapar(texto, sigue).encode(), prefijo)


def _lo_que_sigue(trozos: Sequence[str]) -> list[str]:
    """Detrás de cada trozo, las letras con que podría formar un escape."""
    sigue = [""] * len(trozos)
    for n in range(len(trozos) - 2, -1, -1):
        sigue[n] = (trozos[n + 1] + sigue[n + 1])[:_LARGO_DE_ESCAPE]
    return sigue


def leer_letras(dentro: bytes, prefijo: bytes, nuevo_prefijo: bytes) -> tuple[Letras, ...]:
    """Los trozos con formato de un `<si>` o un `<is>`; ninguno si es un texto a secas.

    El formato sale escrito con el prefijo de la hoja, que puede no ser el de la lista de textos.

    >>> leer_letras(b"<r><rPr><b/></rPr><t>ANA</t></r><r><t>!</t></r>", b"", b"x:")
    (Letras(formato=b'<x:rPr><x:b/></x:rPr>', texto='ANA'), Letras(formato=b'', texto='!'))
    """
    if b"<" + prefijo + b"r>" not in dentro and b"<" + prefijo + b"r " not in dentro:
        return ()
    dentro = patron_de_elemento(prefijo, b"rPh").sub(b"", dentro)
    trozos = []
    for tramo in patron_de_elemento(prefijo, b"r").finditer(dentro):
        formato = patron_de_elemento(prefijo, b"rPr").search(tramo[3] or b"")
        texto = "".join(
            limpiar_texto((t[3] or b"").decode("utf-8", "replace"), t[1].decode("utf-8", "replace"))
            for t in patron_de_elemento(prefijo, b"t").finditer(tramo[3] or b"")
        )
        trozos.append(Letras(_cambiar_prefijo(formato, prefijo, nuevo_prefijo), texto))
    return tuple(trozos)


def _cambiar_prefijo(formato: re.Match[bytes] | None, viejo: bytes, nuevo: bytes) -> bytes:
    if formato is None or viejo == nuevo:
        return b"" if formato is None else formato[0]
    if any(p != viejo for p in re.findall(rb"</?((?:[\w.\-]+:)?)", formato[0])):
        raise NoSeEntiende("un texto con varios formatos usa extensiones")
    return re.sub(rb"(</?)" + re.escape(viejo), rb"\1" + nuevo, formato[0])


def repartir(textos: Sequence[str], nuevo: str) -> list[str]:
    """El texto nuevo en tantos trozos como el viejo, cada letra en el de la letra que era.

    >>> repartir(["Ana ", "García"], "ANA GARCÍA"), repartir(["Ana", "  Gil"], "Ana Gil")
    (['ANA ', 'GARCÍA'], ['Ana', ' Gil'])
    """
    viejo = "".join(textos).lower()
    suyo = [n for n, texto in enumerate(textos) for _ in texto.lower()]
    duenos = suyo
    if len(viejo) != len(nuevo):
        duenos = _duenos(viejo, suyo, nuevo.lower())
    trozos = [""] * len(textos)
    for letra, dueno in zip(nuevo, duenos, strict=False):
        trozos[dueno] += letra
    trozos[duenos[-1] if duenos else 0] += nuevo[len(duenos) :]
    return trozos


def _duenos(viejo: str, suyo: Sequence[int], nuevo: str) -> list[int]:
    """De qué trozo es cada letra del texto nuevo; las que no estaban, del que tienen delante."""
    if max(len(viejo), len(nuevo)) > _COMPARABLE:
        return [0] * len(nuevo)
    duenos = [-1] * len(nuevo)
    for desde, aqui, cuantas in SequenceMatcher(None, viejo, nuevo, False).get_matching_blocks():
        duenos[aqui : aqui + cuantas] = suyo[desde : desde + cuantas]
    ultimo = next((d for d in duenos if d >= 0), 0)
    for n, dueno in enumerate(duenos):
        ultimo = duenos[n] = dueno if dueno >= 0 else ultimo
    return duenos
