"""`clientesctl validar --ensayo`: la nota de cada cual y lo que hay que mirar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientesctl.consola.opciones import Comun
from clientesctl.consola.salida import (
    ajustar,
    decir,
    escribir_csv,
    escribir_json,
    escribir_lineas,
    escribir_tabla,
    escribir_tsv,
)

if TYPE_CHECKING:
    from clientesctl.captura.ensayo_nota import Falta, Nota


def validar_ensayo(comun: Comun) -> int:
    """El código de salida: 0 si todo está como debía, 1 si hay algo que mirar."""
    from clientesctl.operaciones import ensayo_listas as listas
    from clientesctl.operaciones.ensayo import corregir_ensayo

    if comun.salida is not None:
        from clientesctl.entregas.escribir import comprobar_salida

        comprobar_salida(comun.salida)
    corregido = corregir_ensayo(comun.libro, comun.hoja)
    nota = corregido.nota
    if comun.salida is not None:
        listas.entregar(corregido, comun.salida)
        decir(f"escrito en «{comun.salida}»: {listas.resumir(nota)}")
    elif nota.perfecta and comun.silencio:
        return 0
    elif comun.formato == "json":
        escribir_json(listas.como_objeto(corregido))
    elif comun.formato == "tabla":
        _ensenar(nota, listas.resumir(nota), comun.color)
    else:
        escribir = escribir_csv if comun.formato == "csv" else escribir_tsv
        escribir(listas.CABECERA, map(listas.en_fila, nota.faltas))
        decir(listas.resumir(nota))
    return 0 if nota.perfecta else 1


def _ensenar(nota: Nota, resumen: str, color: bool) -> None:
    """Lo que hay que mirar, ficha a ficha; debajo, la nota por política y la de cada cual."""
    escribir_lineas(ajustar(linea, 6) for linea in _lineas(nota))
    politicas = sorted({m.politica for m in nota.marcas})
    quienes = list(nota.por_persona)
    marcas = {(m.quien, m.politica): f"{m.bien}/{m.veces}" for m in nota.marcas}
    filas = [[p, *(marcas.get((q, p), "") for q in quienes)] for p in politicas]
    notas = [f"{n:.1f}".replace(".", ",") for n in nota.por_persona.values()]
    filas.append(["NOTA, de 0 a 10", *notas])
    derecha = range(1, len(quienes) + 1)
    escribir_tabla(["política", *quienes], filas, color=color, derecha=derecha)
    escribir_lineas([resumen])


def _lineas(nota: Nota) -> list[str]:
    lineas: list[str] = []
    anterior: tuple[str, tuple[int, ...], int | None] | None = None
    for falta in nota.faltas:
        suya = (falta.quien, falta.papeles, falta.fila)
        if suya != anterior:
            lineas += [*([""] if lineas else []), _titulo(falta)]
            anterior = suya
        lineas.append(f"  {falta.gravedad:<5} {falta.politica}: {_frase(falta)}")
    return [*lineas, ""] if lineas else []


def _titulo(falta: Falta) -> str:
    numeros = " y ".join(map(str, falta.papeles))
    ficha = f"ficha{'s' if len(falta.papeles) > 1 else ''} {numeros}, " if numeros else ""
    fila = f"fila {falta.fila}, de {falta.quien}" if falta.fila is not None else "sin capturar"
    return ficha + fila


def _frase(falta: Falta) -> str:
    campo = f"{falta.campo.upper()} " if falta.campo else ""
    visto = f"«{falta.escrito}» " if falta.escrito else ""
    esperado = f" (se esperaba «{falta.esperado}»)" if falta.esperado else ""
    return f"{campo}{visto}{falta.mensaje}{esperado}"
