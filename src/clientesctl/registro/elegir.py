"""Cuál de las hojas es el registro de clientes; y si no es ninguna, o pueden ser dos, decirlo."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from clientesctl.registro.clases import Parecido
from clientesctl.registro.errores import ErrorLibro, ErrorUso
from clientesctl.registro.hoja import HojaCruda, LibroCrudo
from clientesctl.textos.limpieza import plegar

HOJAS_DICHAS = 8


def _seccion_de(hoja: str) -> str:
    """La sección de clientesctl.toml en que van las columnas de esa hoja, como se escribe.

    >>> _seccion_de("Hoja1")
    '[columnas."Hoja1"]'
    """
    return f"[columnas.{json.dumps(hoja, ensure_ascii=False)}]"


def _seccion(hojas: Sequence[HojaCruda]) -> str:
    """La de la única hoja con algo; si hay varias, la que valga para cualquiera."""
    escritas = [hoja.nombre for hoja in hojas if not hoja.vacia]
    return _seccion_de(escritas[0] if len(escritas) == 1 else "NOMBRE DE LA HOJA")


class SinRegistro(ErrorLibro):
    """Ninguna hoja del libro es un registro de clientes que se reconozca."""

    def __init__(self, ruta: Path, parecidos: Sequence[Parecido]) -> None:
        vistas = "; ".join(f"«{p.hoja.nombre}»: {p.visto}" for p in parecidos[:HOJAS_DICHAS])
        resto = len(parecidos) - HOJAS_DICHAS
        mas = f"; y {resto} hojas más" if resto > 0 else ""
        super().__init__(
            f"{ruta.name}: ninguna hoja parece un registro de clientes (nombres y señas). "
            f"Visto: {vistas or 'ninguna hoja'}{mas}. Si una lo es, dígala con --hoja y nombre sus "
            f"columnas en clientesctl.toml, debajo de {_seccion([p.hoja for p in parecidos])}."
        )


class DosRegistros(ErrorLibro):
    """Dos o más hojas podrían ser el registro de clientes."""

    def __init__(self, ruta: Path, hojas: Sequence[str]) -> None:
        nombres = " y ".join([", ".join(f"«{h}»" for h in hojas[:-1]), f"«{hojas[-1]}»"])
        super().__init__(
            f"{ruta.name}: las hojas {nombres} podrían ser el registro de clientes. "
            f"Diga cuál: --hoja «{hojas[0]}», o hoja = en clientesctl.toml."
        )


class HojaSinRegistro(ErrorLibro):
    """La hoja que se pidió no tiene ninguna columna que se reconozca."""

    def __init__(self, ruta: Path, hoja: str) -> None:
        super().__init__(
            f"{ruta.name}: en la hoja «{hoja}» no se reconoce ninguna columna. "
            f"Nómbrelas en clientesctl.toml, debajo de {_seccion_de(hoja)}."
        )


class HojaDesconocida(ErrorUso):
    """El libro no tiene la hoja que se pidió."""

    def __init__(self, ruta: Path, pedida: str, hojas: Sequence[str]) -> None:
        lista = ", ".join(f"«{h}»" for h in hojas) or "ninguna"
        super().__init__(f"{ruta.name} no tiene la hoja «{pedida}». Tiene: {lista}.")


def hoja_nombrada(crudo: LibroCrudo, pedida: str) -> HojaCruda:
    """La hoja de ese nombre, sin mirar mayúsculas ni acentos; la idéntica gana.

    Lanza `HojaDesconocida` si no está.
    """
    for exacta in (True, False):
        for hoja in crudo.hojas:
            if hoja.nombre == pedida or (not exacta and plegar(hoja.nombre) == plegar(pedida)):
                return hoja
    raise HojaDesconocida(crudo.ruta, pedida, [h.nombre for h in crudo.hojas])


def elegir_registro(ruta: Path, parecidos: Sequence[Parecido]) -> HojaCruda:
    """La única hoja que puede ser el registro.

    Gana la que se llama como el contrato; a igual nombre, la visible; a igual todo, la que
    tiene el doble de columnas reconocidas. Una lista de nombres sin señas, o una cabecera sin
    fichas, lo es si en el libro no hay otra cosa. Lanza `SinRegistro` o `DosRegistros`.
    """
    validos = [p for p in parecidos if p.basta]
    if not validos:
        escritas = [p for p in parecidos if not p.hoja.vacia]
        if len(escritas) == 1 and escritas[0].a_falta:
            return escritas[0].hoja
        raise SinRegistro(ruta, parecidos)
    rango = max(p.rango for p in validos)
    mejores = [p for p in validos if p.rango == rango]
    visibles = [p for p in mejores if p.hoja.visible]
    mejores = visibles or mejores
    if len(mejores) == 1:
        return mejores[0].hoja
    orden = sorted(mejores, key=lambda p: -p.puntos)
    if orden[0].puntos >= 2 * orden[1].puntos and orden[0].puntos >= orden[1].puntos + 3:
        return orden[0].hoja
    raise DosRegistros(ruta, [p.hoja.nombre for p in mejores])
