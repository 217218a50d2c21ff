"""Las fórmulas de una hoja, juntas las que son la misma copiada hacia abajo.

Una columna calculada son cien mil celdas y una sola fórmula. Se entiende una vez y lo que nombra
cada celda sale de restar filas, todas a la vez.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from clientesctl.libro.cadenas import texto_de_xml
from clientesctl.libro.etiquetas import atributo
from clientesctl.libro.rangos import Rango, leer_rango, numero_de_columna
from clientesctl.libro.xml_seguro import Atributos, recorrer

_PIEZAS = re.compile(
    r"""('(?:[^']|'')*'|"(?:[^"]|"")*"|\[(?:[^\[\]]|\[[^\[\]]*\])*\])"""
    r"|(\$?[0-9]{1,7}:\$?[0-9]{1,7})"
    r"|(?<![\w.\\?$])(\$?[A-Za-z]{1,3})([0-9]{1,7})(?![\w.(\[!\\?])"
)
_CIFRAS = re.compile(r"(?<=[A-Za-z])([0-9]+)")


class Grupo(NamedTuple):
    """Una fórmula y las celdas que la llevan copiada, contando desde la primera.

    `de_lado` dice si al copiarla se movieron también las columnas (las compartidas de Excel).
    """

    texto: str
    filas: list[int]
    columnas: list[int]
    de_lado: bool


class Matriz(NamedTuple):
    """Una fórmula que llena un rango entero. Las tablas de datos van sin texto."""

    texto: str
    rango: Rango


@dataclass
class FormulasDeHoja:
    """Lo que hay que saber de las fórmulas de una hoja para seguir de qué dependen."""

    grupos: list[Grupo] = field(default_factory=list)
    matrices: list[Matriz] = field(default_factory=list)
    _claves: dict[object, Grupo] = field(default_factory=dict, repr=False)
    _llanas: dict[tuple[object, ...], Grupo | None] = field(default_factory=dict, repr=False)

    def anotar(self, fila: int, columna: int, atributos: dict[str, str], texto: str) -> None:
        """Añade la fórmula de una celda, con los atributos de su `<f>`."""
        clase = atributos.get("t", "normal")
        rango = leer_rango(atributos.get("ref", ""))
        if clase in {"array", "dataTable"}:
            propio = rango or Rango(fila, columna, fila, columna)
            self.matrices.append(Matriz(texto if clase == "array" else "", propio))
        elif clase == "shared" and (not texto or rango is not None):
            self._anotar_compartida(fila, columna, atributos.get("si", ""), texto)
        else:
            self.anotar_suelta(fila, columna, texto)

    def anotar_suelta(self, fila: int, columna: int, texto: str) -> None:
        """Añade una fórmula escrita entera en su celda."""
        llana = _clave_llana(texto, fila)
        grupo = self._llanas.get(llana)
        if grupo is None:
            grupo = self._grupo(texto, fila)
            if llana not in self._llanas:
                self._llanas[llana] = grupo if _es_llana(texto) else None
        grupo.filas.append(fila)
        grupo.columnas.append(columna)

    def _grupo(self, texto: str, fila: int) -> Grupo:
        clave = _clave(texto, fila)
        grupo = self._claves.get(clave)
        if grupo is None:
            grupo = self._claves[clave] = Grupo(texto, [], [], de_lado=False)
            self.grupos.append(grupo)
        return grupo

    def _anotar_compartida(self, fila: int, columna: int, numero: str, texto: str) -> None:
        if texto:
            self._claves["compartida", numero] = Grupo(texto, [], [], de_lado=True)
            self.grupos.append(self._claves["compartida", numero])
        grupo = self._claves.get(("compartida", numero))
        if grupo is None:
            # Una copia sin su original: no se sabe de qué depende.
            self.matrices.append(Matriz("", Rango(fila, columna, fila, columna)))
            return
        grupo.filas.append(fila)
        grupo.columnas.append(columna)


def _clave_llana(texto: str, fila: int) -> tuple[object, ...]:
    """La fórmula con las cifras que siguen a una letra contadas desde su fila."""
    piezas: list[object] = list(_CIFRAS.split(texto))
    piezas[1::2] = [int(p) - fila for p in piezas[1::2]]  # type: ignore[call-overload]
    return tuple(piezas)


def _es_llana(texto: str) -> bool:
    """Si cada cifra que sigue a una letra es la fila de una celda: vale `_clave_llana`.

    Con las letras iguales, lo que es celda en una lo es en todas; «CUOTA21» y «CUOTA22» no lo son.
    """
    piezas = _PIEZAS.split(texto)
    celdas = sum(p is not None for p in piezas[4::5])
    return not any(piezas[2::5]) and celdas == len(_CIFRAS.findall(texto))


def _clave(texto: str, fila: int) -> object:
    """Lo mismo para dos celdas si una fórmula es la otra copiada hacia abajo.

    >>> _clave('SUM(B2:$C2)&"A1"', 2) == _clave('SUM(B9:$C9)&"A1"', 9)
    True
    >>> _clave("A1*B$1", 2) == _clave("A2*B$2", 3)
    False
    """
    piezas: list[object] = list(_PIEZAS.split(texto))
    if any(piezas[2::5]) or ("'" in texto and "[" in texto):
        # Filas enteras, u otras cosas entre comillas y corchetes: por su cuenta.
        return texto, fila
    piezas[4::5] = [None if p is None else int(p) - fila for p in piezas[4::5]]  # type: ignore[call-overload]
    return tuple(piezas)


def hay_formulas(parte: bytes, prefijo: bytes) -> bool:
    """Si la parte de una hoja puede llevar alguna fórmula: se busca sin entenderla.

    >>> hay_formulas(b"<c><f>A1</f></c>", b""), hay_formulas(b"<formula>A1</formula>", b"")
    (True, False)
    """
    abierta = b"<" + prefijo + b"f"
    donde = parte.find(abierta)
    while donde >= 0:
        if parte[donde + len(abierta) : donde + len(abierta) + 1] in b"> /\n\t\r":
            return True
        donde = parte.find(abierta, donde + 1)
    return False


def leer_formulas(parte: bytes, prefijo: bytes) -> FormulasDeHoja:
    """Las fórmulas de la parte de una hoja.

    Con expresiones regulares si el XML es del estilo corriente; si no (celdas sin `r`,
    comentarios, CDATA), etiqueta por etiqueta.
    """
    nombre = re.escape(prefijo)
    de_celda = re.compile(
        rb'<%sc\s(?:[^<>]*?\s)?r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*>\s*'
        rb"<%sf(\s[^<>]*?)?(?:/>|>([^<]*)</%sf\s*>)" % (nombre, nombre, nombre)
    )
    halladas = FormulasDeHoja()
    cuantas = 0
    for cuantas, m in enumerate(de_celda.finditer(parte), 1):  # noqa: B007  # se cuenta al salir
        letras, numero, atributos, crudo = m.groups(b"")
        fila, columna = int(numero), numero_de_columna(letras.decode())
        texto = texto_de_xml(crudo.decode("utf-8", "replace"))
        if not atributos:
            halladas.anotar_suelta(fila, columna, texto)
            continue
        suyos = ((n, atributo(atributos, n.encode())) for n in ("t", "ref", "si"))
        halladas.anotar(fila, columna, {n: v for n, v in suyos if v is not None}, texto)
    abiertas = len(re.findall(rb"<%sf[\s/>]" % nombre, parte))
    if abiertas != cuantas or b"<![CDATA[" in parte:
        return leer_despacio(parte)
    return halladas


def leer_despacio(parte: bytes) -> FormulasDeHoja:
    """Las mismas fórmulas, etiqueta por etiqueta y en la codificación que sea."""
    halladas = FormulasDeHoja()
    lector = _Lector(halladas.anotar)
    recorrer(io.BytesIO(parte), lector.abrir, lector.cerrar, lector.anadir)
    return halladas


class _Lector:
    """Dónde está la lectura de una hoja, etiqueta por etiqueta."""

    def __init__(self, anotar: Callable[[int, int, dict[str, str], str], None]) -> None:
        self._anotar = anotar
        self._fila = self._columna = 0
        self._formula: Atributos | None = None
        self._texto: list[str] = []

    def abrir(self, etiqueta: str, atributos: Atributos) -> None:
        if etiqueta == "row":
            escrita = atributos.get("r", "")
            self._fila = int(escrita) if escrita.isdecimal() else self._fila + 1
            self._columna = 0
        elif etiqueta == "c":
            celda = leer_rango(atributos.get("r", ""))
            if celda is None:
                self._columna += 1
            else:
                self._fila, self._columna = celda.fila, celda.columna
        elif etiqueta == "f":
            self._formula = atributos
            self._texto.clear()

    def anadir(self, texto: str) -> None:
        if self._formula is not None:
            self._texto.append(texto)

    def cerrar(self, etiqueta: str) -> None:
        if etiqueta == "f" and self._formula is not None:
            self._anotar(self._fila, self._columna, self._formula, "".join(self._texto))
            self._formula = None
