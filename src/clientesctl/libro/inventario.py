"""Lo que un libro lleva además de celdas y que otro programa perdería al volver a guardarlo."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from clientesctl.libro.formato import Formato, de_paquete, reconocer
from clientesctl.libro.origen import leer_bytes
from clientesctl.libro.paquete import Paquete

_PIEZAS = (
    (r"/charts/chart[^/]*\.xml", "gráfico", "gráficos"),
    (r"/chartex[^/]*/[^/]*\.xml|/charts/chartex[^/]*\.xml", "gráfico moderno", "gráficos modernos"),
    (r"/chartsheets/[^/]+\.xml", "hoja de gráfico", "hojas de gráfico"),
    (r"/pivottables/pivottable[^/]*\.xml", "tabla dinámica", "tablas dinámicas"),
    (r"/slicers/[^/]+\.xml", "segmentador", "segmentadores"),
    (r"/timelines/[^/]+\.xml", "escala de tiempo", "escalas de tiempo"),
    (r"vbaproject\.bin", "macro", "macros"),
    (r"/macrosheets/[^/]+\.xml", "hoja de macros", "hojas de macros"),
    (r"/ctrlprops/[^/]+\.xml", "control de formulario", "controles de formulario"),
    (r"/activex/[^/]+\.xml", "control ActiveX", "controles ActiveX"),
    (r"/threadedcomments/[^/]+\.xml", "hoja con conversaciones", "hojas con conversaciones"),
    (r"/media/[^/]+", "imagen", "imágenes"),
    (r"/embeddings/[^/]+", "objeto incrustado", "objetos incrustados"),
    (r"/diagrams/data[^/]*\.xml", "diagrama SmartArt", "diagramas SmartArt"),
    (r"customxml/item[0-9]*\.xml", "dato XML propio", "datos XML propios"),
    (r"/printersettings/[^/]+", "ajuste de impresora", "ajustes de impresora"),
    (r"/querytables/[^/]+\.xml", "consulta", "consultas"),
    (r"/connections\.xml", "lista de conexiones", "listas de conexiones"),
    (r"_xmlsignatures/sig[^/]*\.xml", "firma digital", "firmas digitales"),
    (r"/model/item\.data", "modelo de datos", "modelos de datos"),
    (r"/richdata/rdrichvalue\.xml", "tipo de datos enlazado", "tipos de datos enlazados"),
)
"""Piezas del zip, con su nombre para una persona (uno y varios)."""

_HOJAS = r"/worksheets/[^/]+\.xml"
_ETIQUETAS = (
    (_HOJAS, rb"(?:</f>|/>)<v[^>]*>[^<]", "resultado de fórmula", "resultados de fórmulas"),
    (_HOJAS, rb"<x14:sparkline[ />]", "minigráfico", "minigráficos"),
    (_HOJAS, rb"<x14:dataValidation[ />]", "lista desplegable de otra hoja",
     "listas desplegables de otra hoja"),
    (_HOJAS, rb"<x14:cfRule[ />]", "formato condicional moderno",
     "formatos condicionales modernos"),
    (r"/sharedstrings\.xml", rb"<si>\s*<r[ >]", "texto con varios formatos",
     "textos con varios formatos"),
    (r"/drawings/drawing[^/]*\.xml", rb"<xdr:(?:sp|cxnSp)[ >]", "forma o cuadro de texto",
     "formas o cuadros de texto"),
)  # fmt: skip
"""Lo que se cuenta dentro de las piezas, con su nombre para una persona (uno y varios)."""

_TROZO = 1 << 22
_SOLAPE = 256
"""Lo que puede medir una marca partida entre dos trozos."""


def lo_que_se_perderia(ruta: Path) -> tuple[str, ...]:
    """Frases como «3 gráficos» con lo que no sobrevive a que openpyxl o pandas guarden el libro.

    Vacío si no es un .xlsx o .xlsm, si está cifrado o si no lleva nada de eso. Lanza los errores
    de `clientesctl.libro.errores` si no se puede leer.
    """
    contenido = leer_bytes(ruta)
    if reconocer(ruta, contenido) != Formato.ZIP:
        return ()
    paquete = Paquete(ruta, contenido)
    if de_paquete(paquete) not in {"xlsx", "xlsm"}:
        return ()
    return tuple(_piezas(paquete)) + tuple(_etiquetas(paquete))


def _piezas(paquete: Paquete) -> Iterable[str]:
    for patron, uno, varios in _PIEZAS:
        busca = re.compile(patron)
        cuantas = sum(busca.search(nombre) is not None for nombre in paquete.nombres)
        if cuantas:
            yield f"{cuantas} {uno if cuantas == 1 else varios}"


def _etiquetas(paquete: Paquete) -> Iterable[str]:
    for parte, patron, uno, varios in _ETIQUETAS:
        suyas = [nombre for nombre in paquete.nombres if re.search(parte, nombre)]
        cuantas = sum(_contar(paquete, nombre, re.compile(patron)) for nombre in suyas)
        if cuantas:
            yield f"{cuantas} {uno if cuantas == 1 else varios}"


def _contar(paquete: Paquete, nombre: str, patron: re.Pattern[bytes]) -> int:
    """Cuántas veces sale el patrón en una pieza, leída por trozos."""
    cuantas, cola = 0, b""
    with paquete.abrir(nombre) as flujo:
        while trozo := flujo.read(_TROZO):
            junto = cola + trozo
            cuantas += sum(1 for m in patron.finditer(junto) if m.end() > len(cola))
            cola = junto[-_SOLAPE:]
    return cuantas
