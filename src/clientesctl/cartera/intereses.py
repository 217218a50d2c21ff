"""Por qué preguntan: el producto que nombra el asunto o, si no dice nada, lo que le interesa."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np

from clientesctl.cartera.clases import Clases, clasificar, clasificar_fichas
from clientesctl.cartera.series_semanales import Hechos
from clientesctl.registro.registro import Registro
from clientesctl.textos.limpieza import a_mayusculas, es_marcador, plegar

_DONDE = (
    ("CLIENTES", "interes"), ("VENTAS", "producto"), ("PROPUESTAS", "producto"),
    ("DEMANDA", "producto"),
)  # fmt: skip
_PALABRA = re.compile(r"[A-Z0-9]+")
_VARIOS = re.compile(r"[,;/+]| Y ")
_LETRAS = 3
_MAS_PALABRAS = 6


def clasificar_intereses(registro: Registro, consultas: Hechos) -> Clases:
    """Por consulta, aquello por lo que se pregunta.

    Si el asunto nombra un producto que se vende, se ofrece o se pide, o algo que a alguien le
    interesa, es eso («PRECIO DE PINTURA» es PINTURA); si no, el propio asunto; sin asunto, el
    INTERES de quien llama.
    """
    suyo = clasificar_fichas(registro, "interes").tomar(consultas.cliente)
    tabla = registro.tabla("CONTACTOS")
    if tabla is None:
        return suyo
    asunto = clasificar(tabla, "asunto", consultas.filas)
    conocidos = _conocidos(registro) if asunto.nombres else {}
    nombrados = [_nombrado(nombre, conocidos) or nombre for nombre in asunto.nombres]
    lugar = {n: i for i, n in enumerate(dict.fromkeys(nombrados))}
    traducido = np.asarray([*(lugar[n] for n in nombrados), -1], dtype=np.int64)
    return Clases(tuple(lugar), traducido[asunto.codigos]).o(suyo)


def _conocidos(registro: Registro) -> Mapping[tuple[str, ...], str]:
    """Los productos e intereses del libro, por sus palabras plegadas."""
    conocidos: dict[tuple[str, ...], str] = {}
    for clase, campo in _DONDE:
        tabla = registro.tabla(clase)
        if tabla is None or campo not in tabla:
            continue
        for escrito in sorted(set(tabla[campo].textos.tolist())):
            trozos = _VARIOS.split(a_mayusculas(escrito)) if campo == "interes" else [escrito]
            for trozo in trozos:
                palabras = _palabras(trozo)
                letras = sum(c.isalpha() for p in palabras for c in p)
                if letras >= _LETRAS and not es_marcador(trozo, campo):
                    conocidos.setdefault(palabras, " ".join(a_mayusculas(trozo).split()))
    return conocidos


def _nombrado(asunto: str, conocidos: Mapping[tuple[str, ...], str]) -> str:
    """El más largo de los conocidos que el asunto nombra; vacío si no nombra ninguno."""
    return next((conocidos[t] for t in _trozos(_palabras(asunto)) if t in conocidos), "")


def _trozos(palabras: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for largo in range(min(len(palabras), _MAS_PALABRAS), 0, -1):
        for i in range(len(palabras) - largo + 1):
            yield palabras[i : i + largo]


def _palabras(texto: str) -> tuple[str, ...]:
    return tuple(_PALABRA.findall(plegar(texto)))
