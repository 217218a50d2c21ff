"""Un mapa de columnas guardado: cabecera → campo, para leer otra vez listas de la misma forma.

Es la sección [columnas] de clientesctl.toml, con una diferencia: lo que va directamente en ella
vale para cualquier hoja, que la lista del mes que viene se llamará de otra manera.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clientesctl.registro import politicas_valores as valores
from clientesctl.registro.cabeceras import clave
from clientesctl.registro.encabezado import FILAS_MIRADAS, buscar_encabezado
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.hoja import HojaCruda
from clientesctl.registro.mando import IGNORAR, Mandadas
from clientesctl.registro.parecidos import quiso_decir
from clientesctl.registro.politicas_toml import PoliticaMala, leer_texto
from clientesctl.registro.registro import letra
from clientesctl.registro.toml_lineas import Camino, linea_de, situar, traducir
from clientesctl.textos.limpieza import plegar


@dataclass(frozen=True)
class Mapa:
    """Cabecera (o letra) → campo: de cualquier hoja, y por hoja las que solo valen en ella."""

    de_todas: Mapping[str, str] = field(default_factory=dict)
    por_hoja: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def mandadas(self, hoja: HojaCruda) -> Mandadas:
        """Lo que el mapa dice de las columnas que esa hoja tiene.

        Lanza `CampoRepetido` si da el mismo campo a dos de ellas.
        """
        suyo = dict(self.de_todas)
        for nombre, columnas in self.por_hoja.items():
            if plegar(nombre) == plegar(hoja.nombre):
                suyo |= columnas
        presentes = {c: campo for c, campo in suyo.items() if c in _presentes(hoja, suyo)}
        vistos: dict[str, str] = {}
        for cabecera, campo in presentes.items():
            if campo in vistos and campo != IGNORAR:
                raise CampoRepetido(hoja.nombre, campo, vistos[campo], cabecera)
            vistos[campo] = cabecera
        return Mandadas(presentes)


def leer_mapa(ruta: Path) -> Mapa:
    """El mapa escrito en ese fichero TOML, comprobado hasta el último campo.

    Raises:
        PoliticaMala: no se puede leer, no es TOML, o nombra un campo que no existe.
    """
    texto = leer_texto(ruta)
    try:
        datos = tomllib.loads(texto)
    except tomllib.TOMLDecodeError as error:
        linea, problema = traducir(str(error), texto)
        raise PoliticaMala(ruta, linea, problema) from None
    lineas = situar(texto)
    sobra = next((c for c in datos if c != "columnas"), None)
    if sobra is not None or not isinstance(datos.get("columnas"), dict):
        dicho = f"«{sobra}» no se conoce" if sobra is not None else "no hay ninguna columna"
        pista = quiso_decir(sobra or "", ["columnas"])
        problema = f'{dicho}{pista}; un mapa es [columnas] y debajo "Cabecera" = "campo"'
        raise PoliticaMala(ruta, linea_de((sobra or "columnas",), lineas), problema)
    return _repartir(ruta, datos["columnas"], lineas)


def _repartir(ruta: Path, columnas: Mapping[str, Any], lineas: Mapping[Camino, int]) -> Mapa:
    de_todas: dict[str, str] = {}
    por_hoja: dict[str, dict[str, str]] = {}
    for nombre, valor in columnas.items():
        if isinstance(valor, dict):
            por_hoja[nombre] = {
                c: _campo(ruta, ("columnas", nombre, c), v, lineas) for c, v in valor.items()
            }
        else:
            de_todas[nombre] = _campo(ruta, ("columnas", nombre), valor, lineas)
    return Mapa(de_todas, por_hoja)


def _campo(ruta: Path, camino: Camino, valor: Any, lineas: Mapping[Camino, int]) -> str:
    try:
        return valores.campo_de_cliente(valor) or IGNORAR
    except valores.NoVale as error:
        raise PoliticaMala(ruta, linea_de(camino, lineas), error.decir(camino[-1])) from None


def _presentes(hoja: HojaCruda, nombradas: Mapping[str, str]) -> set[str]:
    """De las cabeceras y letras nombradas, las que la hoja tiene."""
    claves = {clave(c): c for c in nombradas if clave(c)}
    encabezado = buscar_encabezado(hoja)
    vistas = {clave(t) for t in encabezado.textos} & set(claves)
    for fila in range(min(FILAS_MIRADAS, len(hoja.filas))):
        suyas = {clave(columna.texto(fila)) for columna in hoja.columnas} & set(claves)
        if len(suyas) > len(vistas):
            vistas = suyas
    sin_titulo = {letra(i) for i, t in enumerate(encabezado.textos, 1) if not t}
    return {claves[c] for c in vistas} | {c for c in nombradas if c in sin_titulo}


class CampoRepetido(ErrorUso):
    """El mapa da el mismo campo a dos columnas de una hoja."""

    def __init__(self, hoja: str, campo: str, una: str, otra: str) -> None:
        super().__init__(
            f"--mapa da el campo «{campo}» a «{una}» y a «{otra}» de la hoja «{hoja}»: "
            f"deje una, o dé a la otra su campo o «{IGNORAR}»"
        )
