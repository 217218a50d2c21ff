"""`clientesctl alta --interlocutor-de`: con quién se habla en un cliente."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from clientesctl.captura.campos import separar
from clientesctl.consola import vista_captura as vista
from clientesctl.consola.elegir_ficha import elegir_ficha
from clientesctl.consola.opciones import Comun, ahora, poner_lo_que_espera
from clientesctl.consola.opciones_alta import Modo
from clientesctl.consola.salida import escribir_json, escribir_lineas
from clientesctl.operaciones import interlocutor as operacion
from clientesctl.operaciones.capturar import abrir, decir_hallazgo, escribir
from clientesctl.operaciones.ficha_breve import breves
from clientesctl.operaciones.pendientes import QuedaPendiente
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.esquema import HOJAS

if TYPE_CHECKING:
    from clientesctl.captura.interlocutor import Interlocutor

_CAMPOS = {c.nombre for c in HOJAS["INTERLOCUTORES"]} - {"id", "id_cliente"}
_DE_OPCIONES = {"apellido_1", "apellido_2"}
_TELEFONO = {"movil": "telefono"}


def apuntar(
    de_quien: str,
    sueltos: Sequence[str],
    valores: Mapping[str, str],
    a_sabiendas: bool,
    modo: Modo,
    comun: Comun,
) -> None:
    """La persona tecleada, apuntada en INTERLOCUTORES a nombre de ese cliente."""
    dichos = _leer(sueltos, valores)
    if not modo.simular:
        poner_lo_que_espera(comun)
    abierto = abrir(comun.libro, comun.hoja)
    posicion = elegir_ficha(abierto, de_quien, comun)
    persona, entran = operacion.preparar(abierto, dichos, comun.hoy, a_sabiendas)
    avisos = [*(decir_hallazgo(a, abierto.registro.clientes) for a in persona.avisos), *entran]
    if not comun.silencio:
        vista.decir_arreglos(persona.arreglos, None)
    vista.decir_avisos(avisos)
    plan, suyo = operacion.planear(abierto, persona, posicion)
    (breve,) = breves(abierto.registro, [posicion])
    if modo.simular:
        if comun.formato == "tabla":
            vista.ensenar_simulado(plan, comun.color)
        return _entregar(suyo, "simulado", persona, avisos, comun)
    try:
        aplicado = escribir(plan, abierto, operacion.ORDEN, ahora(), modo.esperar)
    except QuedaPendiente:
        _entregar(suyo, "apuntado", persona, avisos, comun)
        raise
    if not comun.silencio:
        (hoja,) = (a.hoja for a in plan.anclas.values() if a.clase == "INTERLOCUTORES")
        que = f"se habla con {_nombre(persona)} en {breve.nombre or breve.clave}"
        vista.decir_escrito(que, hoja, abierto.crudo.ruta, plan, aplicado)
    return _entregar(suyo, "nuevo", persona, avisos, comun)


def _leer(sueltos: Sequence[str], valores: Mapping[str, str]) -> dict[str, str]:
    """Lo tecleado, por los campos de INTERLOCUTORES.

    Raises:
        NoEsDeInterlocutor: no es ninguno de ellos.
    """
    pares, resto = separar(sueltos)
    dichos = {_TELEFONO.get(campo, campo): valor for campo, valor in valores.items()}
    dichos |= {campo.strip().lower().replace("-", "_"): valor for campo, valor in pares}
    ajenos = [campo for campo in dichos if campo not in _CAMPOS | _DE_OPCIONES]
    if ajenos or resto:
        raise NoEsDeInterlocutor([*ajenos, *resto][0])
    return dichos


def _nombre(persona: Interlocutor) -> str:
    partes = [persona.datos[c].texto for c in ("nombre", "apellidos") if c in persona.datos]
    return " ".join(partes) or persona.datos["cargo"].texto


def _entregar(
    suyo: str, hecho: str, persona: Interlocutor, avisos: Sequence[str], comun: Comun
) -> None:
    if comun.formato == "json":
        arreglos = vista.arreglos_en_json(persona.arreglos)
        objeto = {"version": 1, "id": suyo or None, "hecho": hecho, "arreglos": arreglos}
        escribir_json({**objeto, "avisos": list(avisos), "parecidos": []})
    elif hecho != "simulado" and suyo:
        escribir_lineas([suyo])


class NoEsDeInterlocutor(ErrorUso):
    """Se dio un dato que una persona de contacto no lleva."""

    def __init__(self, visto: str) -> None:
        super().__init__(
            f"«{visto}» no es un dato de un interlocutor: use --nombre, --apellidos, --cargo,"
            " --telefono, --email y --decide"
        )
