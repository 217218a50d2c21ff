"""Lo que se le dice a quien teclea una ficha: cómo queda, qué mirar y cómo volver atrás."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clientesctl.calidad.letreros import letrero
from clientesctl.consola.salida import decir, libro_en_una_orden

if TYPE_CHECKING:
    from clientesctl.captura.parecidos import Parecido
    from clientesctl.captura.preparar import Arreglado
    from clientesctl.operaciones.aplicar import Aplicado
    from clientesctl.registro.plan import Plan
    from clientesctl.registro.registro import Registro, Tabla


def decir_arreglos(arreglos: Iterable[Arreglado], tabla: Tabla | None) -> None:
    """Una línea con lo que no entra como se tecleó; ninguna si todo entra igual.

    Los campos se nombran como las columnas de `tabla`; sin ella, como en el contrato.
    """
    dichos = [_decir_arreglo(arreglo, tabla) for arreglo in arreglos]
    if dichos:
        decir(f"queda así: {'; '.join(dichos)}")


def _decir_arreglo(arreglo: Arreglado, tabla: Tabla | None) -> str:
    """«APELLIDO_1 «pérez» → PÉREZ», o «PROVINCIA SEVILLA» si nadie lo tecleó."""
    campo = arreglo.campo.upper() if tabla is None else letrero(tabla, arreglo.campo)
    if not arreglo.antes:
        return f"{campo} {arreglo.despues}"
    if not arreglo.despues:
        return f"{campo} «{arreglo.antes}» se reparte"
    return f"{campo} «{arreglo.antes}» → {arreglo.despues}"


def decir_avisos(avisos: Iterable[str]) -> None:
    """Cada aviso, en su línea."""
    for aviso in avisos:
        decir(f"aviso: {aviso}")


def decir_escrito(que: str, hoja: str, ruta: Path, plan: Plan, aplicado: Aplicado) -> None:
    """Qué se ha hecho y dónde, qué se ha añadido al libro y cómo se deshace."""
    from clientesctl.consola.vista_plan import lo_que_se_anade

    decir(f"{que}, en la hoja {hoja} de «{ruta.name}»")
    for frase in lo_que_se_anade(plan.anclas.values()):
        decir(frase)
    decir_avisos(aplicado.avisos)
    decir_avisos(
        f"{c.cambio.columna.upper()} no se ha escrito: {c.motivo}" for c in aplicado.conflictos
    )
    decir(f"Volver atrás:    clientesctl deshacer {libro_en_una_orden(ruta)}")


def nombrar(registro: Registro, posicion: int) -> str:
    """La ficha por su ID, o su fila, y su nombre."""
    from clientesctl.operaciones.ficha_breve import breves

    (breve,) = breves(registro, [posicion])
    return f"{breve.clave} ({breve.nombre})" if breve.nombre else breve.clave


def ensenar_simulado(plan: Plan, color: bool) -> None:
    """Lo que se escribiría."""
    from clientesctl.consola.vista_plan import ensenar_plan

    ensenar_plan(plan, color)
    decir("no se ha escrito nada: quite --simular para escribirlo")


def arreglos_en_json(arreglos: Iterable[Arreglado]) -> list[dict[str, Any]]:
    """Cada arreglo, con su campo y sus dos textos."""
    return [{"campo": a.campo, "antes": a.antes, "despues": a.despues} for a in arreglos]


def parecidos_en_json(registro: Registro, parecidos: Sequence[Parecido]) -> list[dict[str, Any]]:
    """Cada ficha que se parece, con su nombre, cuánto y por qué."""
    from clientesctl.operaciones.capturar import razones_de
    from clientesctl.operaciones.duplicados_listas import honrada
    from clientesctl.operaciones.ficha_breve import breves

    quienes = breves(registro, [p.posicion for p in parecidos])
    return [
        {
            "fila": breve.fila,
            "id": breve.id,
            "nombre": breve.nombre,
            "probabilidad": honrada(parecido.probabilidad),
            "razones": razones_de(parecido),
        }
        for parecido, breve in zip(parecidos, quienes, strict=True)
    ]
