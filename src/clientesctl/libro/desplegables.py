"""Los valores que un libro de Excel deja elegir en sus celdas: las validaciones de tipo lista."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from clientesctl.libro.formato import de_paquete
from clientesctl.libro.listas_de_valores import Fuente, leer_valores
from clientesctl.libro.ooxml import indice, parte_principal
from clientesctl.libro.paquete import Paquete
from clientesctl.libro.rangos import Rango, leer_rangos
from clientesctl.libro.xml_seguro import Atributos, XmlPeligroso, XmlRoto, recorrer
from clientesctl.registro.hoja import HojaCruda

_FIN_DE_CELDAS = re.compile(rb"</(?:[^\s<>/:]+:)?sheetData\s*>")
_LARGO_DEL_FIN = 64
_TROZO = 1 << 20
_RAIZ = re.compile(rb"</([^\s<>/]+)\s*>\s*\Z")
_SI = frozenset({"1", "true", "on"})


@dataclass(frozen=True)
class ListaDeCeldas:
    """Qué celdas llevan esa lista, qué valores ofrece y si Excel no deja escribir otro."""

    rangos: tuple[Rango, ...]
    valores: tuple[str, ...]
    obliga: bool


@dataclass(frozen=True)
class _Regla:
    """Una validación de tipo lista, como está escrita."""

    atributos: Atributos
    formula: str
    sqref: str


def leer_desplegables(
    ruta: Path, claro: bytes, hojas: Sequence[HojaCruda], cuales: Collection[str]
) -> dict[str, tuple[ListaDeCeldas, ...]]:
    """Por nombre de hoja, de ésas, sus listas; las que no se sabe qué valores dan no están.

    `claro` son los bytes del libro sin cifrar y `hojas`, sus celdas ya leídas. Un libro de otro
    formato no tiene ninguna. Lanza `ErrorLibro` si está roto.
    """
    paquete = Paquete(ruta, claro)
    if de_paquete(paquete) not in {"xlsx", "xlsm"}:
        return {}
    libro = parte_principal(paquete)
    fuente: Fuente | None = None
    halladas: dict[str, tuple[ListaDeCeldas, ...]] = {}
    for ficha in indice(paquete, libro)[0]:
        reglas = _reglas(paquete, ficha.parte) if ficha.nombre in cuales else []
        if reglas:
            fuente = fuente or Fuente.de(paquete, libro, hojas)
            listas = (_lista(regla, ficha.nombre, fuente) for regla in reglas)
            halladas[ficha.nombre] = tuple(lista for lista in listas if lista is not None)
    return halladas


def _lista(regla: _Regla, hoja: str, fuente: Fuente) -> ListaDeCeldas | None:
    """La lista de esa validación; None si no se entiende de dónde salen sus valores."""
    rangos = tuple(leer_rangos(regla.sqref))
    columnas = {c for rango in rangos for c in (rango.columna, rango.columna_fin)}
    leidos = leer_valores(regla.formula, hoja, fuente, varias_columnas=len(columnas) > 1)
    if not rangos or leidos is None:
        return None
    para = regla.atributos.get("errorStyle", "stop") == "stop"
    avisa = regla.atributos.get("showErrorMessage", "0") in _SI
    # Con un nombre que abarca celdas vacías y «omitir blancos», Excel deja escribir lo que sea.
    cualquiera = leidos.con_huecos and regla.atributos.get("allowBlank", "0") in _SI
    return ListaDeCeldas(rangos, leidos.valores, para and avisa and not cualquiera)


def _reglas(paquete: Paquete, parte: str) -> list[_Regla]:
    """Las validaciones de lista de esa hoja, también las de las extensiones de Excel 2010."""
    cola = _tras_las_celdas(paquete, parte)
    lector = _Lector()
    if cola is None:
        paquete.recorrer(parte, lector.abrir, lector.cerrar, lector.leer)
        return lector.reglas
    raiz = _RAIZ.search(cola)
    if b"ataValidation" not in cola or raiz is None:
        return []
    try:
        entera = b"<%s>%s" % (raiz[1], cola)
        recorrer(io.BytesIO(entera), lector.abrir, lector.cerrar, lector.leer)
    except (XmlRoto, XmlPeligroso):
        return []
    return lector.reglas


def _tras_las_celdas(paquete: Paquete, parte: str) -> bytes | None:
    """Lo que va detrás de las celdas, que no se analizan; None si no se ve dónde acaban."""
    with paquete.abrir(parte) as flujo:
        resto = b""
        while trozo := flujo.read(_TROZO):
            visto = resto + trozo
            # Buscar así, y no con la expresión, cuesta diez veces menos.
            if b"sheetData" in visto and (fin := _FIN_DE_CELDAS.search(visto)) is not None:
                return visto[fin.end() :] + flujo.read()
            resto = visto[-_LARGO_DEL_FIN:]
    return None


class _Lector:
    """Recoge las validaciones de tipo lista según se recorre el XML."""

    def __init__(self) -> None:
        self.reglas: list[_Regla] = []
        self._atributos: Atributos | None = None
        self._dentro: list[str] = []
        self._textos: dict[str, str] = {}

    def abrir(self, etiqueta: str, atributos: Atributos) -> None:
        if etiqueta == "dataValidation":
            self._atributos, self._textos, self._dentro = atributos, {}, []
        elif self._atributos is not None:
            self._dentro.append(etiqueta)

    def leer(self, texto: str) -> None:
        if self._atributos is not None and self._dentro:
            donde = self._dentro[0]
            self._textos[donde] = self._textos.get(donde, "") + texto

    def cerrar(self, etiqueta: str) -> None:
        if etiqueta == "dataValidation" and self._atributos is not None:
            self.reglas += self._hecha(self._atributos)
            self._atributos = None
        elif self._dentro:
            self._dentro.pop()

    def _hecha(self, atributos: Atributos) -> Iterator[_Regla]:
        if atributos.get("type") == "list":
            sqref = atributos.get("sqref") or self._textos.get("sqref", "")
            yield _Regla(atributos, self._textos.get("formula1", "").strip(), sqref)
