"""Lo que comparten las órdenes que reciben lo que alguien teclea de una ficha."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from clientesctl.calidad.letreros import letrero
from clientesctl.captura.exigir import SIN_PASO
from clientesctl.captura.parecidos import Parecido
from clientesctl.operaciones.aplicar import Aplicado, Escritura
from clientesctl.operaciones.con_lo_que_espera import ver_con_lo_que_espera
from clientesctl.operaciones.desplegables import con_desplegables
from clientesctl.operaciones.duplicados import elegir_umbral
from clientesctl.operaciones.duplicados_listas import decir_razones
from clientesctl.operaciones.ficha_breve import breves
from clientesctl.operaciones.libros import Abierto, abrir_registro
from clientesctl.operaciones.pendientes import Choca, anotar
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.hallazgo import Hallazgo
from clientesctl.registro.plan import Plan
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.paises import nombre_pais


def abrir(libro: Path | None, hoja: str | None) -> Abierto:
    """El libro pedido, con lo que espera ya puesto.

    `ErrorUso` si no se sabe qué libro es; `ErrorLibro` si no se puede leer.
    """
    return con_desplegables(ver_con_lo_que_espera(abrir_registro(libro, hoja)))


def exigir_sin_errores(
    abierto: Abierto, errores: Sequence[Hallazgo], a_sabiendas: bool
) -> tuple[str, ...]:
    """Las frases de los errores que se dejan pasar, si se dejan.

    Raises:
        NoEntra: hay alguno, y no se dejan o es de los que no se pueden.
    """
    if not errores:
        return ()
    if not a_sabiendas or any(e.regla in SIN_PASO for e in errores):
        raise NoEntra(abierto, errores)
    clientes = abierto.registro.clientes
    return tuple(f"{decir_hallazgo(error, clientes)} (entra a sabiendas)" for error in errores)


def decir_hallazgo(hallazgo: Hallazgo, clientes: Tabla) -> str:
    """Qué columna de ese libro, qué se vio, qué le pasa y qué se propone, como se teclearía."""
    visto = f" «{hallazgo.valor}»" if hallazgo.valor else ""
    propuesta = f"; ¿quiso decir {hallazgo.propuesta}?" if hallazgo.propuesta else ""
    if len(hallazgo.cambios) > 1:
        dichos = (f"{c.campo}={c.valor}" for c in hallazgo.cambios)
        pares = [f"'{par}'" if " " in par else par for par in dichos]
        propuesta = f"; si es así, dígalo: {' '.join(pares)}"
    return f"{letrero(clientes, hallazgo.campo)}{visto}: {hallazgo.mensaje}{propuesta}"


def escribir(
    plan: Plan, abierto: Abierto, orden: str, momento: dt.datetime, esperar: float
) -> Aplicado:
    """El plan, escrito entero o nada de él; con el libro abierto queda apuntado.

    Raises:
        QuedaPendiente: está apuntado, y no hay que repetirlo.
        Choca: alguien cambió mientras tanto lo mismo; no se ha escrito nada.
    """
    aplicado = anotar(plan.en_una(), abierto, Escritura(orden, momento, esperar))
    if aplicado.conflictos and aplicado.asiento is None:
        raise Choca(aplicado.conflictos)
    return aplicado


def umbrales(abierto: Abierto) -> tuple[float, float]:
    """Desde qué probabilidad se pregunta si es la misma, y desde cuál se dice."""
    probable = elegir_umbral(abierto, None)
    return probable, min(probable, _SE_DICE)


_SE_DICE = 0.5
"""Probabilidad desde la que un parecido se menciona, aunque no detenga a nadie."""


def decir_parecido(registro: Registro, parecido: Parecido) -> str:
    """Quién es, cuánto de seguro y por qué: «C-00012 ANA GIL · 612 345 678  98 %  mismo correo»."""
    (breve,) = breves(registro, [parecido.posicion])
    return f"{breve.clave}  {breve}  {tanto(parecido.probabilidad)}: {razones_de(parecido)}"


def tanto(probabilidad: float) -> str:
    """La probabilidad como se dice: «98 %», y nunca del todo segura.

    >>> tanto(0.984), tanto(0.99999)
    ('98 %', 'más del 99 %')
    """
    return f"{probabilidad:.0%}".replace("%", " %") if probabilidad < 0.99 else "más del 99 %"


def razones_de(parecido: Parecido) -> str:
    """Por qué se parecen, en palabras."""
    return decir_razones(parecido.par)


_DE_CADA_PAIS = frozenset(
    {"telefono_invalido", "codigo_postal_invalido", "id_fiscal_invalido", "codigo_postal_vacio"}
)
_POCAS = 20
"""Fichas con que aún puede no saberse de qué país es un registro."""


def _pista_de_pais(abierto: Abierto, errores: Sequence[Hallazgo]) -> list[str]:
    """Una frase que dice cómo se cambia el país, si se ha supuesto y puede ser eso."""
    registro = abierto.registro
    supuesto = not abierto.politicas.pais and len(registro.clientes) < _POCAS
    if not supuesto or not any(error.regla in _DE_CADA_PAIS for error in errores):
        return []
    otro = "ES" if registro.pais == "MX" else "MX"
    return [
        f"Se juzga como de {nombre_pais(registro.pais)}; si el registro es de otro país, dígalo en"
        f' clientesctl.toml, como pais = "{otro}".'
    ]


class NoEntra(ErrorUso):
    """Lo tecleado incumple las políticas y no se sabe arreglar."""

    def __init__(self, abierto: Abierto, errores: Sequence[Hallazgo]) -> None:
        self.errores = tuple(errores)
        frases = [f"  {decir_hallazgo(error, abierto.registro.clientes)}" for error in errores]
        pasa = not any(error.regla in SIN_PASO for error in errores)
        remedio = ", o repítalo con --a-sabiendas si se sabe que es así" if pasa else ""
        super().__init__(
            "\n".join(
                [
                    "no entra en el registro:",
                    *frases,
                    f"Corríjalo y repítalo{remedio}.",
                    *_pista_de_pais(abierto, errores),
                ]
            )
        )
