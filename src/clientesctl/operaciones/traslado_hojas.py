"""Una hoja entendida de un libro ajeno, puesta en las columnas del registro nuevo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import numpy as np
import numpy.typing as npt

from clientesctl.libro.plantilla import Celda, HojaNueva
from clientesctl.operaciones.traslado_celdas import convertir
from clientesctl.operaciones.traslado_nombres import OCUPAN, PARTES, REPARTOS, Reparto
from clientesctl.registro.columna import Columna, Indices
from clientesctl.registro.esquema import HOJAS, campo
from clientesctl.registro.hoja import HojaCruda
from clientesctl.registro.registro import SEGURA, Asignacion, Tabla, letra

Celdas = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Destino:
    """A dónde fue una columna del libro ajeno."""

    hoja: str
    columna: str
    cabecera: str
    destino: str
    motivo: str


@dataclass(frozen=True)
class Rareza:
    """Una celda que no encajó en su columna nueva; el valor va, pero como se dice."""

    hoja: str
    celda: str
    valor: str
    motivo: str


@dataclass(frozen=True, eq=False)
class Pieza:
    """Una columna ajena y dónde ha de encontrarse en el libro nuevo, para cotejarla.

    `esperados` va por código de la columna: el texto que debe leerse en su celda nueva, o, si
    son varias las columnas de destino, el texto cuyas palabras se han repartido entre ellas.
    """

    origen: str
    columna: Columna
    filas_origen: Indices
    indice: int
    hoja: str
    destinos: tuple[int, ...]
    filas: Indices
    esperados: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class TablaTrasladada:
    """La hoja nueva con lo que se sabe de cómo se hizo."""

    nueva: HojaNueva
    piezas: tuple[Pieza, ...]
    destinos: tuple[Destino, ...]
    rarezas: tuple[Rareza, ...]
    claves_dadas: int


@dataclass(eq=False)
class _Obra:
    """La hoja nueva mientras se llena."""

    cruda: HojaCruda
    tabla: Tabla
    columnas: dict[str, Celdas]
    piezas: list[Pieza] = field(default_factory=list)
    destinos: list[Destino] = field(default_factory=list)
    rarezas: list[Rareza] = field(default_factory=list)

    def libre(self, cabecera: str) -> str:
        """La cabecera, con un número detrás si ya hay otra igual."""
        limpia = " ".join(cabecera.split()) or "SIN CABECERA"
        ocupadas = {c.upper() for c in self.columnas}
        otras = (limpia, *(f"{limpia} ({n})" for n in range(2, len(self.columnas) + 3)))
        return next(c for c in otras if c.upper() not in ocupadas)

    def nueva(self, cabecera: str) -> Celdas:
        """La columna de esa cabecera, hecha si no está."""
        if cabecera not in self.columnas:
            self.columnas[cabecera] = np.full(len(self.tabla), None, dtype=object)
        return self.columnas[cabecera]

    def anotar(
        self, j: int, parte: Columna, cabeceras: Sequence[str], esperados: Sequence[str]
    ) -> None:
        orden = list(self.columnas)
        self.piezas.append(
            Pieza(
                origen=self.cruda.nombre,
                columna=parte,
                filas_origen=self.tabla.filas,
                indice=j,
                hoja=self.tabla.clase,
                destinos=tuple(orden.index(c) for c in cabeceras),
                filas=np.arange(2, len(self.tabla) + 2),
                esperados=tuple(esperados),
            )
        )


def trasladar_tabla(cruda: HojaCruda, tabla: Tabla) -> TablaTrasladada:
    """Cada columna de la hoja, en la suya del contrato o al final con su propia cabecera."""
    posiciones = np.searchsorted(cruda.filas, tabla.filas)
    obra = _Obra(cruda, tabla, {})
    for suya in HOJAS[tabla.clase]:
        obra.nueva(suya.cabecera)
    asignadas = {a.columna - 1: a for a in tabla.asignaciones.values()}
    ocupados = {a.campo for a in asignadas.values() if a.certeza >= SEGURA}
    cabeceras = _cabeceras(cruda, tabla)
    for j, columna in enumerate(cruda.columnas):
        parte = columna.tomar(posiciones)
        if parte.codigos.any():
            asignada = asignadas.get(j)
            if asignada is not None and _se_reparte(asignada, ocupados):
                _repartir(obra, j, parte, asignada, ocupados)
            else:
                _llevar(obra, j, parte, asignada, cabeceras[j])
    dadas = _dar_claves(obra) if "id" in {c.nombre for c in HOJAS[tabla.clase]} else 0
    filas = list(zip(*(c.tolist() for c in obra.columnas.values()), strict=True))
    nueva = HojaNueva(tabla.clase, tuple(obra.columnas), filas)
    return TablaTrasladada(
        nueva, tuple(obra.piezas), tuple(obra.destinos), tuple(obra.rarezas), dadas
    )


def _cabeceras(cruda: HojaCruda, tabla: Tabla) -> Mapping[int, str]:
    """Lo que dice la cabecera de cada columna; su letra si no dice nada."""
    dichas = {a.columna - 1: a.cabecera for a in tabla.asignaciones.values()}
    dichas |= {p - 1: cabecera for cabecera, p in tabla.otras_posiciones.items()}
    return {
        j: " ".join(dichas.get(j, "").split()) or f"COLUMNA {letra(j + 1)}"
        for j in range(len(cruda.columnas))
    }


def _llevar(
    obra: _Obra, j: int, parte: Columna, asignada: Asignacion | None, cabecera: str
) -> None:
    """Una columna entera a la suya: del contrato si es segura, si no al final."""
    clase = obra.tabla.clase
    conocida = asignada and asignada.certeza >= SEGURA
    destino = campo(asignada.campo, clase) if asignada and conocida else None
    propio = destino is not None and destino.propio
    nombre = destino.cabecera if destino is not None and propio else obra.libre(cabecera)
    convertida = convertir(parte, destino)
    obra.nueva(nombre)[:] = np.asarray((*convertida.celdas, None), dtype=object)[parte.codigos]
    obra.anotar(j, parte, (nombre,), [texto_de(c) for c in convertida.celdas])
    motivo = asignada.motivo if asignada else "no se reconoce: al final, con su cabecera"
    if asignada and not conocida:
        motivo = f"quizá «{asignada.campo}», sin seguridad: al final, con su cabecera"
    elif asignada and not propio:
        motivo = f"es «{asignada.campo}», que no es columna del registro: al final"
    obra.destinos.append(Destino(obra.cruda.nombre, letra(j + 1), cabecera, nombre, motivo))
    obra.rarezas += _raras(obra, j, parte, convertida.motivos)


def _raras(obra: _Obra, j: int, parte: Columna, motivos: Sequence[str]) -> Iterator[Rareza]:
    con_motivo = np.asarray([bool(m) for m in motivos])[parte.codigos]
    for i in np.flatnonzero(con_motivo).tolist():
        celda = f"{letra(j + 1)}{obra.tabla.filas[i]}"
        yield Rareza(obra.cruda.nombre, celda, parte.texto(i), motivos[parte.codigos[i]])


def _se_reparte(asignada: Asignacion, ocupados: set[str]) -> bool:
    return (
        asignada.campo in REPARTOS
        and asignada.certeza >= SEGURA
        and ocupados.isdisjoint(OCUPAN[asignada.campo])
    )


def _repartir(
    obra: _Obra, j: int, parte: Columna, asignada: Asignacion, ocupados: set[str]
) -> None:
    """Un nombre entero en sus columnas donde no cabe duda; donde la hay, en una aparte."""
    repartos = parte.mapear(REPARTOS[asignada.campo])
    repartos = [r if r and ocupados.isdisjoint(r) else None for r in repartos]
    resto = obra.libre(asignada.campo.upper())
    campos = [c for c in PARTES if any(r and c in r for r in repartos)]
    for nombre in campos:
        suyos = np.asarray([(r or {}).get(nombre) for r in repartos], dtype=object)
        obra.nueva(nombre.upper())[:] = suyos[parte.codigos]
    enteros = [None if r else t or None for r, t in zip(repartos, parte.textos, strict=True)]
    quedan = np.asarray(enteros, dtype=object)[parte.codigos]
    cabeceras = [c.upper() for c in campos]
    if any(v is not None for v in quedan):
        obra.nueva(resto)[:] = quedan
        cabeceras.append(resto)
    obra.anotar(j, parte, cabeceras, [str(t) for t in parte.textos])
    destino = ", ".join(cabeceras)
    motivo = f"partido en {_cuantos(repartos, parte)}; el resto, entero"
    obra.destinos.append(
        Destino(obra.cruda.nombre, letra(j + 1), asignada.cabecera, destino, motivo)
    )


def _cuantos(repartos: Sequence[Reparto | None], parte: Columna) -> str:
    partidas = int(np.asarray([r is not None for r in repartos])[parte.codigos].sum())
    return f"{partidas} de {int((parte.codigos != 0).sum())}"


def _dar_claves(obra: _Obra) -> int:
    """Cuántos registros sin ID reciben uno, con la forma de los que ya hay y sin repetir."""
    claves = obra.columnas["ID"]
    puestas = {str(c).strip() for c in claves if c is not None}
    if puestas and all(p.isdigit() for p in puestas):
        libres: Iterator[Any] = (str(n) for n in count(max(map(int, puestas)) + 1))
    else:
        letra_propia = obra.tabla.clase[0]
        posibles = (f"{letra_propia}-{n:05d}" for n in count(1))
        libres = (p for p in posibles if p not in puestas)
    vacias = [i for i, c in enumerate(claves.tolist()) if c is None or not str(c).strip()]
    for i in vacias:
        claves[i] = next(libres)
    return len(vacias)


def texto_de(celda: Celda) -> str:
    """El texto con que el lector dará esa celda."""
    match celda:
        case None:
            return ""
        case bool():
            return "VERDADERO" if celda else "FALSO"
        case dt.datetime():
            return celda.isoformat(sep=" ")
        case dt.date():
            return celda.isoformat()
        case float():
            return repr(celda)
    return str(celda)
