"""Con quién se habla en una empresa, hecho plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from clientesctl.captura.nombrar_cliente import exigir_suyo, nombrar_cliente
from clientesctl.captura.preparar import Arreglado, ordenar_arreglos
from clientesctl.captura.puerta import recibir
from clientesctl.captura.redactor import Redactor
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.hallazgo import Hallazgo
from clientesctl.registro.plan import Dato, Plan
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Registro
from clientesctl.textos.limpieza import a_mayusculas, limpiar_espacios, plegar

HOJA = "INTERLOCUTORES"
_APELLIDOS = ("apellidos", "apellido_1", "apellido_2")
_SUYOS = frozenset({"nombre", "telefono", "email", *_APELLIDOS})


@dataclass(frozen=True)
class Interlocutor:
    """Quien atiende en un cliente, como entraría, y lo que lo rechaza o se ha de mirar."""

    datos: Mapping[str, Dato]
    errores: tuple[Hallazgo, ...]
    avisos: tuple[Hallazgo, ...]
    arreglos: tuple[Arreglado, ...]


def preparar_interlocutor(
    valores: Mapping[str, str], registro: Registro, politicas: Politicas, hoy: dt.date
) -> Interlocutor:
    """Lo tecleado de una persona de contacto, por las mismas políticas que un cliente.

    Raises:
        InterlocutorSinNombre: no se dice ni cómo se llama ni qué cargo tiene.
    """
    if not any(valores.get(c) for c in ("nombre", "cargo", *_APELLIDOS)):
        raise InterlocutorSinNombre
    de_persona = {c: v for c, v in valores.items() if c in _SUYOS and v}
    recibido = recibir(de_persona, registro, politicas, hoy)
    limpios = {c: d.texto for c, d in recibido.datos.items() if c in _SUYOS}
    apellidos = " ".join(filter(None, (limpios.pop(c, "") for c in _APELLIDOS)))
    sueltos = {c: limpiar_espacios(v) for c, v in valores.items() if c not in _SUYOS}
    textos = {**sueltos, **limpios, "apellidos": apellidos}
    if "cargo" in textos:
        textos["cargo"] = a_mayusculas(textos["cargo"])
    dichos = {**valores, "apellidos": " ".join(filter(None, map(valores.get, _APELLIDOS)))}
    return Interlocutor(
        {campo: Dato.de_texto(texto) for campo, texto in textos.items() if texto},
        tuple(h for h in recibido.errores if _es_suyo(h)),
        tuple(h for h in recibido.avisos if _es_suyo(h)),
        ordenar_arreglos(
            Arreglado(c, dichos.get(c, ""), t)
            for c, t in textos.items()
            if t and t != dichos.get(c, "")
        ),
    )


def planear_interlocutor(
    persona: Interlocutor, registro: Registro, hojas: Collection[str], posicion: int
) -> tuple[Plan, str]:
    """El plan con esa persona apuntada a ese cliente, y su ID.

    Raises:
        YaEsInterlocutor: ese cliente ya tiene a alguien que se llama así.
        Rechazo: el cliente no se puede nombrar desde otra hoja, o no se sabría cuál es.
    """
    redactor = Redactor(registro, hojas)
    cliente = nombrar_cliente(redactor, registro, HOJA, posicion)
    _exigir_nuevo(persona, registro, cliente)
    suyo = redactor.alta(HOJA, {"id_cliente": cliente, **persona.datos})
    redactor.proponer("interlocutor nuevo")
    plan = redactor.plan()
    exigir_suyo(registro, plan, HOJA, posicion)
    return plan, suyo


def _exigir_nuevo(persona: Interlocutor, registro: Registro, cliente: Dato) -> None:
    tabla = registro.tabla(HOJA)
    if tabla is None or "id_cliente" not in tabla:
        return
    suyo = _nombre({c: d.texto for c, d in persona.datos.items()})
    for posicion in range(len(tabla)) if suyo else ():
        if tabla.texto("id_cliente", posicion) == cliente.texto:
            otro = {c: tabla.texto(c, posicion) for c in ("nombre", "apellidos")}
            if _nombre(otro) == suyo:
                raise YaEsInterlocutor(suyo, int(tabla.filas[posicion]), tabla.hoja)


def _nombre(textos: Mapping[str, str]) -> str:
    return plegar(f"{textos.get('nombre', '')} {textos.get('apellidos', '')}")


def _es_suyo(hallazgo: Hallazgo) -> bool:
    return hallazgo.campo in _SUYOS and bool(hallazgo.valor)


class InterlocutorSinNombre(ErrorUso):
    """No se dice quién es."""

    def __init__(self) -> None:
        super().__init__(
            "--interlocutor-de: falta quién es; dígalo con --nombre y --apellidos (o, si no se"
            " sabe, al menos --cargo)"
        )


class YaEsInterlocutor(ErrorUso):
    """Ese cliente ya tiene a alguien que se llama así."""

    def __init__(self, nombre: str, fila: int, hoja: str) -> None:
        super().__init__(
            f"«{nombre}» ya está en la hoja {hoja}, fila {fila}, para ese cliente: no se repite"
        )
