"""La gente de un ensayo y sus fichas, inventadas: la misma semilla da las mismas."""

from __future__ import annotations

import datetime as dt
import functools
import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any

from clientesctl.captura.ensayo import Ensayo, Papel, Persona
from clientesctl.captura.ensayo_papel import TRAMPAS, escribir_papel, repetir
from clientesctl.registro.impresos import Impreso
from clientesctl.textos.limpieza import plegar
from clientesctl.textos.telefonos import es_telefono_de_relleno

_PAIS = "ES"
"""De dónde es la gente si las políticas no dicen otro que se sepa inventar."""
_DE_CADA_CUAL = frozenset({"nombre", "apellido_1", "movil"})
"""Si el impreso no pide nada de esto, todas las fichas son de empresas."""
_UNA_EMPRESA = "empresa_y_persona"


@dataclass(frozen=True)
class _Azar:
    """La suerte del ensayo, con lo que ya ha salido para no repetirlo."""

    suerte: random.Random
    usados: set[str]

    def elegir(self, valores: Sequence[Any]) -> Any:
        return valores[self.suerte.randrange(len(valores))]

    def nuevo(self, valores: Sequence[str]) -> str:
        """Uno que no haya salido, mientras queden."""
        libres = [v for v in valores if v not in self.usados] or list(valores)
        elegido = str(self.elegir(libres))
        self.usados.add(elegido)
        return elegido


def inventar(impreso: Impreso, cuantas: int, semilla: int, dia: dt.date) -> Ensayo:
    """Un ensayo de tantas fichas en ese impreso; en las doce primeras salen todas las trampas."""
    azar = _Azar(random.Random(f"{semilla}"), set())
    pais = pais_del_ensayo(impreso.pais)
    pedidos = {c.campo.nombre for c in impreso.casillas}
    canales = [p.canal for p in impreso.permisos]
    medios = next((c.valores for c in impreso.casillas if c.campo.nombre == "medio"), ())
    personas: list[Persona] = []
    papeles: list[Papel] = []
    for numero in range(1, cuantas + 1):
        trampa = TRAMPAS[(numero - 1) % len(TRAMPAS)]
        repetibles = _repetibles(personas)
        if trampa == "doble" and repetibles:
            cual = azar.elegir(repetibles)
            familiares = _datos()["nombres"]["familiares"]
            personas[cual], papel = repetir(personas[cual], numero, familiares, pedidos, dia)
        else:
            empresa = trampa == _UNA_EMPRESA or not pedidos & _DE_CADA_CUAL
            nueva = _persona(azar, numero, pais, empresa, medios)
            nueva = _solo(replace(nueva, permisos=_permisos(azar, canales, trampa)), pedidos)
            nueva, papel = escribir_papel(nueva, trampa, azar.suerte, pedidos, dia)
            personas.append(nueva)
        papeles.append(papel)
    return Ensayo(pais, dia, impreso.aviso.version, tuple(personas), tuple(papeles))


def pais_del_ensayo(pais: str) -> str:
    """El de la gente del ensayo: el dicho, si se sabe inventar en él; si no, España.

    >>> pais_del_ensayo("PY"), pais_del_ensayo("")
    ('PY', 'ES')
    """
    return pais if pais in _datos()["moviles"] else _PAIS


def _repetibles(personas: Sequence[Persona]) -> list[int]:
    """Las que pueden volver con otro nombre; a ser posible, uno de los de andar por casa."""
    familiares = _datos()["nombres"]["familiares"]
    pueden = [i for i, persona in enumerate(personas) if _puede_volver(persona)]
    return [i for i in pueden if personas[i].esperado["nombre"][0] in familiares] or pueden


def _puede_volver(persona: Persona) -> bool:
    """Si su ficha es de una persona sola y no se ha repetido ya."""
    suyo = persona.esperado
    sola = {"nombre", "apellido_1"} <= set(suyo) and "razon_social" not in suyo
    return sola and len(persona.papeles) == 1


def _persona(azar: _Azar, numero: int, pais: str, empresa: bool, medios: Sequence[str]) -> Persona:
    datos, calles = _datos(), _datos()["calles"]
    genero = azar.elegir(("mujer", "hombre"))
    nombre = azar.nuevo(datos["nombres"][genero])
    apellidos = [azar.nuevo(datos["nombres"]["apellidos"]) for _ in range(2)]
    lugar = azar.elegir([lugar for lugar in datos["lugares"] if lugar["pais"] == pais])
    esperado = {
        "titulo": ("D.ª" if genero == "mujer" else "D.",),
        "nombre": (nombre,),
        "apellido_1": (apellidos[0],),
        "apellido_2": (apellidos[1],),
        "calle": (f"{azar.elegir(calles['vias'])} {azar.elegir(calles['nombres'])}",),
        "numero": (str(azar.suerte.randint(2, 120)),),
        "ciudad": (lugar["ciudad"],),
        "provincia": (lugar["provincia"],),
        "codigo_postal": (azar.elegir(lugar["postales"]),),
        "movil": (_movil(azar, pais),),
        "email": (_correo(nombre, apellidos[0], numero),),
    }  # fmt: skip
    if medios:
        esperado["medio"] = (azar.elegir(medios),)
    if empresa:
        formas = datos["empresas"]["formas"]
        ramo = azar.elegir(datos["empresas"]["ramos"])
        esperado["razon_social"] = (f"{ramo} {apellidos[1]}{formas.get(pais, formas['otro'])}",)
        del esperado["apellido_2"]
    return Persona((numero,), esperado, (), {})


def _movil(azar: _Azar, pais: str) -> str:
    while True:
        principio = str(azar.elegir(_datos()["moviles"][pais]))
        faltan = (10 if pais != "ES" else 9) - len(principio)
        numero = principio + "".join(str(azar.suerte.randint(0, 9)) for _ in range(faltan))
        if numero not in azar.usados and not es_telefono_de_relleno(numero, pais):
            azar.usados.add(numero)
            return numero


def _correo(nombre: str, apellido: str, numero: int) -> str:
    return f"{plegar(nombre).split()[0]}.{plegar(apellido)}{numero}@ejemplo.es".lower()


def _permisos(azar: _Azar, canales: Sequence[str], trampa: str) -> dict[str, bool | None]:
    if trampa == "sin_permiso":
        return dict.fromkeys(canales, False)
    return {canal: azar.elegir((True, True, False, None)) for canal in canales}


def _solo(persona: Persona, pedidos: set[str]) -> Persona:
    """La persona con solo lo que se pide en el impreso."""
    return replace(persona, esperado={c: v for c, v in persona.esperado.items() if c in pedidos})


@functools.cache
def _datos() -> Mapping[str, Any]:
    fichero = resources.files("clientesctl.captura") / "datos" / "ensayo.toml"
    return tomllib.loads(fichero.read_text(encoding="utf-8"))
