"""Lo decidido sobre unos dobles: lo que se haría, lo que no se puede y lo que ha quedado hecho."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from clientesctl.consola.salida import consola, decir, escribir_sin_partir, libro_en_una_orden
from clientesctl.consola.vista_escrito import lineas_de_conflictos
from clientesctl.consola.vista_hallazgos import legible
from clientesctl.consola.vista_plan import lo_que_se_anade
from clientesctl.operaciones.duplicados_listas import nombrar
from clientesctl.textos.cifras import contar, enumerar, miles

if TYPE_CHECKING:
    from clientesctl.operaciones.aplicar import Aplicado
    from clientesctl.operaciones.duplicados_decisiones import Decisiones
    from clientesctl.registro.registro import Registro, Tabla

A_LA_VISTA = 12


def ensenar_decisiones(
    decisiones: Decisiones, registro: Registro, faltan: int, color: bool
) -> None:
    """Las fusiones y las parejas distintas por su nombre, y la cuenta de todo."""
    from rich.text import Text

    terminal = consola(color)
    terminal.print()
    for linea in _lineas(decisiones, registro.clientes):
        escribir_sin_partir(terminal, Text(linea))
    for frase in lo_que_se_anade(decisiones.plan.anclas.values()):
        escribir_sin_partir(terminal, Text(frase))
    for linea in lo_que_no_se_puede(decisiones, registro.clientes):
        escribir_sin_partir(terminal, Text(linea, style="yellow"))
    escribir_sin_partir(terminal, Text(resumir(decisiones, faltan), style="bold"))


def resumir(decisiones: Decisiones, faltan: int = 0) -> str:
    """La cuenta: «12 fusiones, 5 parejas distintas, 3 dudas»."""
    resuelto = decisiones.resuelto
    cuentas = (
        (len(decisiones.fundidas), "fusión", "fusiones"),
        (len(decisiones.anotadas), "pareja distinta", "parejas distintas"),
        (resuelto.dudas, "duda", "dudas"),
    )
    partes = [contar(*cuenta) for cuenta in cuentas if cuenta[0]]
    if faltan:
        partes.append(f"{miles(faltan)} sin contestar")
    return ", ".join(partes) or "nada que escribir"


def _lineas(decisiones: Decisiones, clientes: Tabla) -> Iterator[str]:
    for queda, *absorbidas in decisiones.fundidas[:A_LA_VISTA]:
        otras = enumerar([_ficha(clientes, p) for p in absorbidas])
        yield f"se juntan: {_ficha(clientes, queda)} ← {otras}"
    yield from _y_mas(len(decisiones.fundidas))
    for una, otra in decisiones.anotadas[:A_LA_VISTA]:
        yield f"distintos: {_ficha(clientes, una)} ≠ {_ficha(clientes, otra)}"
    yield from _y_mas(len(decisiones.anotadas))


def _y_mas(cuantas: int) -> Iterator[str]:
    if cuantas > A_LA_VISTA:
        yield f"…y {miles(cuantas - A_LA_VISTA)} más"


def _ficha(clientes: Tabla, posicion: int) -> str:
    quien = clientes.identificador(posicion) or f"fila {clientes.filas[posicion]}"
    return f"{legible(quien)} {legible(nombrar(clientes, posicion), 40)}".strip()


def lo_que_no_se_puede(decisiones: Decisiones, clientes: Tabla) -> Iterator[str]:
    """Lo decidido que el plan no lleva, y por qué."""
    for grupo, porque in decisiones.sin_fundir.items():
        fichas = enumerar([_ficha(clientes, p) for p in grupo])
        yield f"sin juntar: {fichas}{f': {porque}' * bool(porque)}"
    if decisiones.sin_recordar:
        filas = enumerar([str(clientes.filas[p]) for p in decisiones.sin_recordar])
        yield (
            f"sin anotar: las fichas de las filas {filas} no tienen un ID propio ni nada que las"
            " distinga (clientesctl corregir --regla id_vacio,id_repetido)"
        )


def ensenar_escrito(
    decisiones: Decisiones, aplicado: Aplicado, ruta: Path, silencio: bool = False
) -> None:
    """Lo que ha quedado hecho y cómo se vuelve atrás."""
    for aviso in aplicado.avisos:
        decir(f"aviso: {aviso}")
    for linea in lineas_de_conflictos(aplicado.conflictos):
        decir(linea)
    if aplicado.asiento is not None and not silencio:
        decir(f"escrito en «{ruta.name}»: {resumir(decisiones)}")
        decir(f"Volver atrás:    clientesctl deshacer {libro_en_una_orden(ruta)}")
