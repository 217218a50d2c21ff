"""`clientesctl.toml`: leído con lupa, para que una errata no se quede en política callada."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from clientesctl.registro import politicas_valores as valores
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.parecidos import quiso_decir
from clientesctl.registro.politica_copias import PoliticaCopias
from clientesctl.registro.politica_llamadas import PoliticaLlamadas
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.politicas_guardar import guardar_columnas
from clientesctl.registro.toml_lineas import Camino, linea_de, situar, traducir

__all__ = ["FICHERO", "PoliticaMala", "buscar_politicas", "guardar_columnas", "leer_politicas"]

FICHERO = "clientesctl.toml"

_RAIZ: Mapping[str, Callable[[Any], Any]] = {
    "libro": valores.texto,
    "hoja": valores.texto,
    "pais": valores.pais,
}
_FIJAS: Mapping[str, Mapping[str, tuple[str, Callable[[Any], Any]]]] = {
    "obligatorios": {"campos": ("obligatorios", valores.obligatorios)},
    "estado": {
        "dias": ("dias_inactivo", valores.entero),
        "aviso": ("dias_preinactivo", valores.entero),
    },
    "revision": {"meses": ("meses_revision", valores.entero)},
    "duplicados": {"umbral": ("umbral_duplicados", valores.probabilidad)},
    "escritura": {"hojas_protegidas": ("hojas_protegidas", valores.si_o_no)},
    "copias": {
        "todas": ("dias_todas", valores.entero),
        "diarias": ("dias_una_por_dia", valores.entero),
        "semanales": ("dias_una_por_semana", valores.entero),
        "ultimas": ("ultimas", valores.entero),
    },
    "llamadas": {
        "maximo": ("maximo", valores.desde_cero),
        "descanso": ("descanso", valores.entero),
        "prospecto": ("prospecto", valores.entero),
        "preinactivo": ("preinactivo", valores.entero),
        "cliente": ("cliente", valores.entero),
        "perdido": ("perdido", valores.entero),
        "propuesta": ("propuesta", valores.entero),
        "pequenas": ("pequenas", valores.tanto_por_ciento),
        "prospectos": ("prospectos", valores.tanto_por_ciento),
        "permiso": ("permiso", valores.permiso),
        "festivos": ("festivos", valores.si_o_no),
        "region": ("subdivision", valores.region),
    },
    "perdidas": {"recuperables": ("recuperables", valores.causas)},
}
"""Sección → clave → el dato de `Politicas` que fija y cómo se lee."""

_LIBRES: Mapping[str, Callable[[str, Any], Any]] = {
    "reglas": valores.regla,
    "finalidades": valores.finalidad,
    "listas": valores.lista,
    "impresos": valores.impreso,
    "responsable": valores.responsable,
}
"""Secciones en las que cada quien pone sus claves."""

_PLAZOS = {clave: dato for clave, (dato, _) in _FIJAS["copias"].items()}
_SECCIONES = (*_FIJAS, *_LIBRES, "columnas")


class PoliticaMala(ErrorUso):
    """Algo de `clientesctl.toml` no se puede obedecer: fichero, línea, qué y remedio."""

    def __init__(self, ruta: Path, linea: int | None, problema: str) -> None:
        self.ruta, self.linea = ruta, linea
        sitio = f"{ruta.name}, línea {linea}" if linea else str(ruta)
        super().__init__(f"{sitio}: {problema}")


def buscar_politicas(desde: Path) -> Path | None:
    """El `clientesctl.toml` más cercano: el de esa carpeta o el de las de encima."""
    carpeta = desde.absolute()
    for candidata in (carpeta, *carpeta.parents):
        # os.path.isfile y no Path.is_file: una carpeta sin permiso es «aquí no está».
        if os.path.isfile(candidata / FICHERO):  # noqa: PTH113
            return candidata / FICHERO
    return None


def leer_politicas(ruta: Path) -> Politicas:
    """Las políticas escritas en un `clientesctl.toml`, comprobadas hasta la última clave.

    Raises:
        PoliticaMala: no se puede leer, no es TOML, o trae una clave o un valor que no valen.
    """
    texto = leer_texto(ruta)
    try:
        datos = tomllib.loads(texto)
    except tomllib.TOMLDecodeError as error:
        linea, problema = traducir(str(error), texto)
        raise PoliticaMala(ruta, linea, problema) from None
    return _Lector(ruta, situar(texto)).leer(datos)


def leer_texto(ruta: Path) -> str:
    """El texto de un fichero TOML. Lanza `PoliticaMala` si no se puede leer."""
    try:
        return ruta.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise PoliticaMala(ruta, None, "no existe: compruebe el nombre y la carpeta") from None
    except UnicodeDecodeError:
        raise PoliticaMala(ruta, None, "no está en UTF-8: guárdelo con esa codificación") from None
    except OSError as error:
        raise PoliticaMala(ruta, None, f"no se puede leer ({error.strerror})") from None


@dataclass(frozen=True)
class _Lector:
    """Lo leído, con la línea de cada clave para poder señalarla."""

    ruta: Path
    lineas: Mapping[Camino, int]

    def leer(self, datos: Mapping[str, Any]) -> Politicas:
        """Las políticas que dicen esos datos."""
        fijado: dict[str, Any] = {"ruta": self.ruta}
        for clave, valor in datos.items():
            if clave in _RAIZ:
                fijado[clave] = self._valor((clave,), _RAIZ[clave], valor)
            elif clave not in _SECCIONES:
                raise self._fallo((clave,), _desconocida(clave, [*_RAIZ, *_SECCIONES]))
            elif not isinstance(valor, dict):
                raise self._fallo((clave,), f"«{clave}» es una sección: escriba [{clave}]")
            else:
                fijado |= self._seccion(clave, valor)
        self._cuadrar(fijado)
        return Politicas(**fijado)

    def _seccion(self, nombre: str, datos: Mapping[str, Any]) -> dict[str, Any]:
        if nombre in _FIJAS:
            fijado = dict(self._fija(nombre, clave, valor) for clave, valor in datos.items())
            if nombre == "llamadas":
                return {"llamadas": self._llamadas(fijado)}
            return {"copias": self._copias(fijado)} if nombre == "copias" else fijado
        if nombre == "columnas":
            return {"columnas": {hoja: self._columnas(hoja, v) for hoja, v in datos.items()}}
        leido = {
            clave: self._valor((nombre, clave), partial(_LIBRES[nombre], clave), valor)
            for clave, valor in datos.items()
        }
        return _repartir_reglas(leido) if nombre == "reglas" else {nombre: leido}

    def _fija(self, seccion: str, clave: str, valor: Any) -> tuple[str, Any]:
        if clave not in _FIJAS[seccion]:
            raise self._fallo((seccion, clave), _desconocida(clave, _FIJAS[seccion], seccion))
        dato, leer = _FIJAS[seccion][clave]
        return dato, self._valor((seccion, clave), leer, valor)

    def _copias(self, fijado: Mapping[str, int]) -> PoliticaCopias:
        politica = PoliticaCopias(**fijado)
        for corto, largo in pairwise(("todas", "diarias", "semanales")):
            menos, mas = (getattr(politica, _PLAZOS[clave]) for clave in (corto, largo))
            if menos > mas:
                escrito = corto if _PLAZOS[corto] in fijado else largo
                problema = f"«{corto}» ({menos} días) no puede pasar de «{largo}» ({mas} días)"
                raise self._fallo(("copias", escrito), problema)
        return politica

    def _llamadas(self, fijado: Mapping[str, Any]) -> PoliticaLlamadas:
        politica = PoliticaLlamadas(**fijado)
        if politica.pequenas + politica.prospectos > 100:
            escrito = "pequenas" if "pequenas" in fijado else "prospectos"
            problema = "«pequenas» y «prospectos» son partes de un todo: suman más de 100"
            raise self._fallo(("llamadas", escrito), problema)
        return politica

    def _columnas(self, hoja: str, datos: Any) -> dict[str, str]:
        if not isinstance(datos, dict):
            problema = f'escriba [columnas."NOMBRE DE LA HOJA"] y debajo «{hoja}»'
            raise self._fallo(("columnas", hoja), problema)
        vistos: dict[str, str] = {}
        for cabecera, valor in datos.items():
            camino = ("columnas", hoja, cabecera)
            campo = self._valor(camino, valores.campo_de_columna, valor)
            if campo and campo in vistos.values():
                raise self._fallo(camino, f"«{campo}» ya es otra columna de esa hoja")
            vistos[cabecera] = campo
        return vistos

    def _cuadrar(self, fijado: Mapping[str, Any]) -> None:
        dias, aviso = fijado.get("dias_inactivo", 45), fijado.get("dias_preinactivo")
        if aviso is not None and aviso > dias:
            problema = f"«aviso» ({aviso}) no puede pasar de «dias» ({dias})"
            raise self._fallo(("estado", "aviso"), problema)

    def _valor(self, camino: Camino, leer: Callable[[Any], Any], valor: Any) -> Any:
        try:
            return leer(valor)
        except valores.NoVale as error:
            raise self._fallo(camino, error.decir(camino[-1])) from None

    def _fallo(self, camino: Camino, problema: str) -> PoliticaMala:
        return PoliticaMala(self.ruta, linea_de(camino, self.lineas), problema)


def _repartir_reglas(leido: Mapping[str, str]) -> dict[str, Any]:
    return {
        "reglas_apagadas": frozenset(regla for regla, que in leido.items() if que == "no"),
        "gravedades": {regla: que for regla, que in leido.items() if que != "no"},
    }


def _desconocida(clave: str, conocidas: Any, seccion: str = "") -> str:
    conocidas = list(conocidas)
    donde = f" en [{seccion}]" if seccion else ""
    pista = quiso_decir(clave, conocidas) or f"; las que hay son {', '.join(conocidas)}"
    return f"«{clave}» no se conoce{donde}{pista}"
