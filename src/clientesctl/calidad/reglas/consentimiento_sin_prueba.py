"""Un consentimiento que no se podría probar.

Quien guarda datos con consentimiento tiene que poder demostrarlo (RGPD, art. 7.1): cuándo se
dio, por qué canal y qué texto se leyó. En la hoja CONSENTIMIENTOS cada SI lleva su fecha, su
canal y su versión. Una columna de consentimiento en la hoja de clientes, sin hoja que lo
pruebe, tiene que llevar al lado la fecha.

Deja en paz los NO. La columna que falta se dice una vez.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from clientesctl.calidad.letreros import enumerar
from clientesctl.calidad.regla import Contexto, Regla, de_columna, en_filas
from clientesctl.registro.columna import Columna
from clientesctl.registro.hallazgo import Dictamen, Lote
from clientesctl.textos.limpieza import plegar

_PRUEBAS = {"fecha": "la fecha", "canal": "el canal", "version_texto": "la versión del texto"}
_SI = frozenset(["SI", "S", "X", "1", "VERDADERO", "TRUE", "YES", "ACEPTA", "ACEPTADO", "OTORGADO"])
_FECHA_AL_LADO = re.compile(r"FECHA.*(CONSENT|ACEPTA|RGPD|LOPD)|(CONSENT|RGPD|LOPD).*FECHA")


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Las filas con un SI al que le falta la prueba."""
    if contexto.tabla.clase == "CONSENTIMIENTOS":
        yield from _en_su_hoja(contexto)
    elif "consentimiento" in contexto.tabla and "CONSENTIMIENTOS" not in contexto.registro.tablas:
        yield from _en_clientes(contexto)


def _en_su_hoja(contexto: Contexto) -> Iterator[Lote]:
    tabla = contexto.tabla
    for campo in _PRUEBAS:
        if campo not in tabla:
            mensaje = f"no hay columna {campo.upper()}: ningún consentimiento se puede probar"
            yield de_columna(REGLA, campo, Dictamen(mensaje))
    presentes = [campo for campo in _PRUEBAS if campo in tabla]
    dados = _dados(tabla["otorgado"]) if "otorgado" in tabla else np.ones(len(tabla), dtype=bool)
    faltan = sum(
        (tabla[campo].vacias().astype(np.int64) << i for i, campo in enumerate(presentes)),
        np.zeros(len(tabla), dtype=np.int64),
    )
    filas = np.flatnonzero(dados & (faltan > 0))
    for combinacion in np.unique(faltan[filas]).tolist():
        nombres = [campo for i, campo in enumerate(presentes) if combinacion >> i & 1]
        donde = filas[faltan[filas] == combinacion]
        yield from en_filas(
            REGLA, nombres[0], donde, _dictamen([_PRUEBAS[campo] for campo in nombres])
        )


def _en_clientes(contexto: Contexto) -> Iterator[Lote]:
    tabla = contexto.tabla
    dados = _dados(tabla["consentimiento"])
    al_lado = [c for cabecera, c in tabla.otras.items() if _FECHA_AL_LADO.search(plegar(cabecera))]
    if al_lado:
        sin_fecha = np.logical_and.reduce([columna.vacias() for columna in al_lado])
        donde = np.flatnonzero(dados & sin_fecha)
        yield from en_filas(REGLA, "consentimiento", donde, _dictamen(["la fecha"]))
    elif dados.any():
        mensaje = (
            f"dice SI en {int(dados.sum())} fichas, y no hay fecha, canal ni texto que lo pruebe"
        )
        remedio = "llévelos en una hoja CONSENTIMIENTOS"
        yield de_columna(REGLA, "consentimiento", Dictamen(f"{mensaje}: {remedio}"))


def _dados(columna: Columna) -> npt.NDArray[np.bool_]:
    """Por fila: si dice que sí."""
    return np.asarray(columna.mapear(lambda t: plegar(t) in _SI), dtype=bool)[columna.codigos]


def _dictamen(faltan: list[str]) -> Dictamen:
    """Lo que se dice de un SI al que le falta eso.

    >>> _dictamen(["la fecha", "el canal"]).mensaje
    'un consentimiento sin la fecha ni el canal no se puede probar'
    """
    return Dictamen(f"un consentimiento sin {enumerar(faltan, 'ni')} no se puede probar")


REGLA = Regla(
    "consentimiento_sin_prueba",
    "error",
    "Un consentimiento sin fecha, canal y versión del texto no se puede probar (RGPD, art. 7.1)."
    " Anote los tres en la hoja CONSENTIMIENTOS, o no cuente con él.",
    detectar,
    hojas=("CLIENTES", "CONSENTIMIENTOS"),
)
