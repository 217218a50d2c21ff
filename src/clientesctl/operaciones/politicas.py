"""Las políticas de un registro, puestas como la página con que aprende quien captura."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clientesctl.calidad.ambito import reglas_de
from clientesctl.calidad.letreros import enumerar, visibles
from clientesctl.calidad.tabla import REGLAS
from clientesctl.entregas.fichero import sustituir
from clientesctl.entregas.lista import Columna, Lista
from clientesctl.registro.ejemplos import ejemplos_de
from clientesctl.registro.esquema import CLIENTES, VALORES, Campo
from clientesctl.registro.esquema import campo as del_esquema
from clientesctl.registro.impresos import PUNTOS, campos_de
from clientesctl.registro.politica_copias import PoliticaCopias
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.politicas_toml import buscar_politicas, leer_politicas
from clientesctl.textos.codigos_postales import usa_codigo_postal
from clientesctl.textos.paises import nombre_pais


@dataclass(frozen=True)
class Ensenanza:
    """Una columna, como se enseña: para qué, si hace falta, cómo se escribe y quién lo mira."""

    columna: str
    finalidad: str
    obligatoria: str
    bien: str
    mal: str
    valores: tuple[str, ...]
    reglas: tuple[str, ...]


def buscar(libro: Path | None) -> Politicas:
    """Las del `clientesctl.toml` del libro o, sin libro, de esta carpeta; o las de siempre."""
    ruta = buscar_politicas(Path.cwd() if libro is None else libro.absolute().parent)
    return leer_politicas(ruta) if ruta else Politicas()


def columnas_ensenadas(politicas: Politicas) -> list[Ensenanza]:
    """Las columnas de la hoja de clientes y, detrás, las que las políticas nombran además."""
    campos = [*CLIENTES, *_nombradas(politicas)]
    return [_ensenar(campo, politicas) for campo in campos]


def umbrales(politicas: Politicas) -> list[tuple[str, str]]:
    """Lo que no es de ninguna columna: plazos, país y de dónde salen."""
    previo = politicas.dias_preinactivo or -(-politicas.dias_inactivo * 30 // 45)
    pais = nombre_pais(politicas.pais) if politicas.pais else "el que digan los datos"
    fichero = str(politicas.ruta) if politicas.ruta else "ninguno: valen las de siempre"
    return [
        ("Fichero de políticas", fichero),
        ("País", pais),
        ("Pre-inactivo", f"de {previo} a {politicas.dias_inactivo} días sin comprar"),
        ("Inactivo", f"más de {politicas.dias_inactivo} días sin comprar"),
        ("Revisión de cada ficha", f"cada {politicas.meses_revision} meses"),
        ("Copias del libro", _copias(politicas.copias)),
        ("Responsable de los datos", politicas.responsable.get("nombre") or "sin decir"),
    ]


def _copias(politica: PoliticaCopias) -> str:
    return (
        f"todas hasta {politica.dias_todas} días; una al día hasta {politica.dias_una_por_dia}, una"
        f" a la semana hasta {politica.dias_una_por_semana}; después, una al mes"
    )


def pedidos_en_cada_punto(politicas: Politicas) -> list[tuple[str, str]]:
    """Cada punto de recogida y las columnas que pide su impreso."""
    return [
        (punto, ", ".join(campos_de(punto, politicas, politicas.pais)).upper()) for punto in PUNTOS
    ]


def reglas_vigentes(politicas: Politicas) -> list[tuple[str, str, str]]:
    """Cada regla, lo que pasa si se incumple («error», «aviso» o «no») y su explicación."""
    return [
        (
            nombre,
            "no"
            if nombre in politicas.reglas_apagadas
            else politicas.gravedades.get(nombre, regla.gravedad),
            regla.explicacion,
        )
        for nombre, regla in REGLAS.items()
    ]


def como_objeto(politicas: Politicas) -> dict[str, Any]:
    """Las políticas para un programa."""
    return {
        "version": 1,
        "fichero": str(politicas.ruta) if politicas.ruta else None,
        "pais": politicas.pais or None,
        "columnas": [
            {
                "columna": e.columna,
                "finalidad": e.finalidad,
                "obligatoria": e.obligatoria,
                "bien": e.bien,
                "mal": e.mal,
                "valores": list(e.valores),
                "reglas": list(e.reglas),
            }
            for e in columnas_ensenadas(politicas)
        ],
        "reglas": [
            {"regla": r, "gravedad": g, "explicacion": e} for r, g, e in reglas_vigentes(politicas)
        ],
        "impresos": {p: list(campos_de(p, politicas, politicas.pais)) for p in PUNTOS},
        "resumen": dict(umbrales(politicas)),
    }


def como_listas(politicas: Politicas) -> tuple[Lista, Lista, Lista, Lista]:
    """La página: las columnas, las reglas, lo que pide cada impreso y los plazos."""
    columnas = Lista(
        "Cómo se captura cada columna",
        [
            Columna("COLUMNA", ancho=20),
            Columna("PARA QUÉ", ancho=34),
            Columna("OBLIGATORIA", ancho=24),
            Columna("BIEN", ancho=24),
            Columna("MAL", ancho=24),
            Columna("REGLAS", ancho=50),
        ],
        [
            (e.columna, e.finalidad, e.obligatoria, _bien(e), e.mal, ", ".join(e.reglas))
            for e in columnas_ensenadas(politicas)
        ],
        objeto=como_objeto(politicas),
    )
    reglas = Lista(
        "Qué se comprueba",
        [Columna("REGLA", ancho=30), Columna("GRAVEDAD", ancho=10), Columna("QUÉ ES", ancho=90)],
        reglas_vigentes(politicas),
    )
    plazos = Lista(
        "Plazos y país", [Columna("QUÉ", ancho=30), Columna("VALE", ancho=60)], umbrales(politicas)
    )
    return columnas, reglas, _de_impresos(politicas), plazos


def _de_impresos(politicas: Politicas) -> Lista:
    return Lista(
        "Qué se pide en cada punto de recogida",
        [Columna("IMPRESO", ancho=12), Columna("COLUMNAS", ancho=90)],
        pedidos_en_cada_punto(politicas),
    )


def entregar(politicas: Politicas, ruta: Path) -> None:
    """La página en `ruta`: .html y .xlsx la llevan entera; los demás, sus columnas.

    `ErrorUso` si la terminación no se sabe escribir o ahí no se puede.
    """
    from clientesctl.entregas.escribir import escribir
    from clientesctl.entregas.html import escribir_html
    from clientesctl.entregas.xlsx import escribir_xlsx

    listas = como_listas(politicas)
    enteras = {".html": escribir_html, ".xlsx": escribir_xlsx}
    if ruta.suffix.lower() not in enteras:
        escribir(ruta, listas[0], privado=False)
        return
    with sustituir(ruta, privado=False) as provisional:
        enteras[ruta.suffix.lower()](provisional, *listas)


def _nombradas(politicas: Politicas) -> Iterator[Campo]:
    """Las columnas ajenas que las políticas piden o justifican."""
    propias = {campo.nombre for campo in CLIENTES}
    pedidas = [nombre for grupo in politicas.obligatorios for nombre in grupo.split("|")]
    por_defecto = [nombre for grupo in Politicas().obligatorios for nombre in grupo.split("|")]
    for nombre in dict.fromkeys([*pedidas, *politicas.finalidades]):
        if nombre in propias or (nombre in por_defecto and nombre not in politicas.finalidades):
            continue
        yield del_esquema(nombre) or Campo(nombre, propio=False)


def _ensenar(campo: Campo, politicas: Politicas) -> Ensenanza:
    bien, mal = ejemplos_de(campo, politicas.pais)
    valores = politicas.listas.get(campo.nombre) or VALORES.get(("CLIENTES", campo.nombre), ())
    obligatoria = _obligatoria(campo.nombre, politicas)
    reglas = [r for r in reglas_de(campo) if r not in politicas.reglas_apagadas]
    if obligatoria and campo.nombre != "codigo_postal":
        reglas.insert(0, "dato_obligatorio_vacio")
    return Ensenanza(
        columna=campo.cabecera,
        finalidad=politicas.finalidades.get(campo.nombre, campo.finalidad),
        obligatoria=obligatoria,
        bien=bien,
        mal=mal,
        valores=tuple(valores),
        reglas=tuple(reglas),
    )


def _obligatoria(nombre: str, politicas: Politicas) -> str:
    """«sí», de qué grupo basta una, o vacío."""
    for grupo in politicas.obligatorios:
        campos = grupo.split("|")
        if nombre not in campos:
            continue
        if nombre == "codigo_postal" and not (politicas.pais and usa_codigo_postal(politicas.pais)):
            return "" if politicas.pais else "sí, donde el país lo usa"
        columnas = visibles(campos)
        return "sí" if len(columnas) == 1 else f"una de {enumerar(columnas)}"
    return ""


def _bien(ensenanza: Ensenanza) -> str:
    return ", ".join(ensenanza.valores) or ensenanza.bien
