"""El diagnóstico de un libro: qué se entiende de él y cómo está, sin tocarlo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clientesctl.calidad.informe import Informe
from clientesctl.cartera.cartera import Cartera
from clientesctl.duplicados.dobles import Dobles
from clientesctl.operaciones.carencias import Carencia, carencias
from clientesctl.operaciones.libros import Abierto
from clientesctl.registro.registro import Registro, Tabla, letra


@dataclass(frozen=True, slots=True)
class Entendida:
    """Una columna del libro: qué es, con cuánta certeza (0 a 1) y por qué.

    `campo` es None si no se ha reconocido.
    """

    columna: str
    cabecera: str
    campo: str | None
    certeza: float
    motivo: str


@dataclass(frozen=True, eq=False)
class Diagnostico:
    """Todo lo que se dice de un libro sin tocarlo. `seguridad` son frases para la persona."""

    registro: Registro
    hoy: dt.date
    informe: Informe
    dobles: Dobles
    cartera: Cartera
    carencias: tuple[Carencia, ...]
    seguridad: tuple[str, ...]

    @property
    def hay_algo(self) -> bool:
        """Si hay defectos o dobles que mirar."""
        return bool(len(self.informe) or self.dobles.grupos)

    @property
    def registros_dobles(self) -> int:
        """Cuántas fichas están en algún grupo de dobles."""
        return sum(len(grupo.posiciones) for grupo in self.dobles.grupos)


def diagnosticar(abierto: Abierto, hoy: dt.date) -> Diagnostico:
    """El diagnóstico de un libro abierto, visto desde ese día."""
    from clientesctl.calidad.validar import validar
    from clientesctl.cartera.estados import calcular_estados
    from clientesctl.cartera.umbrales import fijar_umbrales
    from clientesctl.operaciones.duplicados import buscar_dobles

    registro, politicas = abierto.registro, abierto.politicas
    return Diagnostico(
        registro=registro,
        hoy=hoy,
        informe=validar(registro, politicas, hoy),
        dobles=buscar_dobles(abierto),
        cartera=calcular_estados(registro, hoy, fijar_umbrales(politicas=politicas)),
        carencias=carencias(registro),
        seguridad=tuple(_seguridad(registro.ruta)),
    )


def columnas_entendidas(tabla: Tabla) -> tuple[Entendida, ...]:
    """Las columnas de una hoja, en su orden, reconocidas o no."""
    sitios = {
        a.columna: Entendida(letra(a.columna), a.cabecera, a.campo, a.certeza, a.motivo)
        for a in tabla.asignaciones.values()
    }
    for cabecera, columna in tabla.otras_posiciones.items():
        motivo = "no se reconoce: se conserva tal cual"
        sitios.setdefault(columna, Entendida(letra(columna), cabecera, None, 0.0, motivo))
    return tuple(sitios[columna] for columna in sorted(sitios))


def guardar(abierto: Abierto) -> Path:
    """La ruta de `clientesctl.toml`, ya escrito con lo que se entendió de cada columna."""
    from clientesctl.registro.politicas_guardar import guardar_columnas

    registro = abierto.registro
    ruta = abierto.politicas.ruta or registro.ruta.absolute().parent / "clientesctl.toml"
    for tabla in registro.tablas.values():
        guardar_columnas(ruta, tabla.hoja, _por_cabecera(tabla))
    return ruta


def _por_cabecera(tabla: Tabla) -> dict[str, str]:
    """Cabecera → campo; por su letra, la columna sin cabecera o con una que se repite."""
    cabeceras = [c.cabecera for c in columnas_entendidas(tabla)]
    return {
        a.cabecera if a.cabecera and cabeceras.count(a.cabecera) == 1 else letra(a.columna): a.campo
        for a in sorted(tabla.asignaciones.values(), key=lambda a: a.columna)
    }


def escribir(ruta: Path, diagnostico: Diagnostico) -> None:
    """El diagnóstico escrito en `ruta` como diga su terminación (.json, .html, .xlsx, .csv).

    `ErrorUso` si la terminación no se sabe escribir; `Rechazo` si `ruta` es el propio libro.
    """
    from clientesctl.entregas.escribir import escribir as entregar
    from clientesctl.entregas.lista import Columna, Lista
    from clientesctl.operaciones.conclusiones import conclusiones

    tabla = diagnostico.registro.clientes
    lista = Lista(
        titulo=f"Diagnóstico de {diagnostico.registro.ruta.name}",
        columnas=(
            Columna("COLUMNA", ancho=8),
            Columna("CABECERA", ancho=24),
            Columna("CAMPO", ancho=20),
            Columna("CERTEZA", "numero", ancho=8),
            Columna("MOTIVO", ancho=60),
        ),
        filas=[
            (c.columna, c.cabecera, c.campo, round(c.certeza, 2), c.motivo)
            for c in columnas_entendidas(tabla)
        ],
        notas=tuple(conclusiones(diagnostico)),
        objeto=como_json(diagnostico),
    )
    entregar(ruta, lista, registro=diagnostico.registro.ruta)


def como_json(diagnostico: Diagnostico) -> dict[str, Any]:
    """El diagnóstico como objeto JSON (`version` 1)."""
    registro = diagnostico.registro
    tabla = registro.clientes
    return {
        "version": 1,
        "libro": str(registro.ruta),
        "hoja": tabla.hoja,
        "filas": len(tabla),
        "fila_cabecera": tabla.fila_cabecera,
        "pais": registro.pais,
        "hoy": diagnostico.hoy.isoformat(),
        "columnas": [
            {
                "columna": c.columna,
                "cabecera": c.cabecera,
                "campo": c.campo,
                "certeza": round(c.certeza, 3),
                "motivo": c.motivo,
            }
            for c in columnas_entendidas(tabla)
        ],
        "hojas": [
            {"clase": t.clase, "hoja": t.hoja, "filas": len(t)} for t in registro.tablas.values()
        ],
        "carencias": [
            {"orden": c.orden, "que": c.que, "remedio": c.remedio} for c in diagnostico.carencias
        ],
        "avisos": [*registro.avisos, *diagnostico.seguridad],
        "resumen": _resumen(diagnostico),
    }


def _resumen(diagnostico: Diagnostico) -> dict[str, Any]:
    cartera = diagnostico.cartera
    return {
        "errores": diagnostico.informe.errores,
        "avisos": diagnostico.informe.avisos,
        "por_regla": diagnostico.informe.por_regla(),
        "grupos_de_dobles": len(diagnostico.dobles.grupos),
        "registros_dobles": diagnostico.registros_dobles,
        "estados": {estado.rotulo: n for estado, n in cartera.contar().items()},
        "dinero": {
            estado.rotulo: [
                {"moneda": g.moneda, "total": g.total, "al_mes": g.al_mes} for g in gastos
            ]
            for estado, gastos in cartera.dinero_por_estado().items()
        },
    }


def _seguridad(ruta: Path) -> Iterator[str]:
    from clientesctl.libro.candado import quien_lo_tiene
    from clientesctl.libro.inventario import lo_que_se_perderia
    from clientesctl.libro.pendientes import listar_pendientes
    from clientesctl.libro.permisos import legible_por_todos

    apertura = quien_lo_tiene(ruta)
    if apertura is not None:
        yield f"lo tiene abierto {apertura}: lo que aún no haya guardado no se ha visto"
    esperan = len(listar_pendientes(ruta))
    if esperan:
        cuantos = (
            "1 hecho apuntado espera" if esperan == 1 else f"{esperan} hechos apuntados esperan"
        )
        yield f"{cuantos} a que se pueda escribir («clientesctl historial» los dice)"
    if legible_por_todos(ruta):
        yield (
            "cualquiera con acceso a este equipo puede leerlo, y son datos personales:"
            " ciérrelo con «chmod o-r»"
        )
    pierde = lo_que_se_perderia(ruta)
    if pierde:
        yield (
            "si otro programa lo reescribe entero se perdería: "
            + "; ".join(pierde)
            + " (clientesctl no lo toca)"
        )
