"""Qué se pide en cada punto de recogida: solo lo que hace falta allí, y para qué.

La tabla es `datos/impresos.csv`; `[impresos]` de clientesctl.toml la cambia punto por punto. Lo
que las políticas exigen a toda ficha se pide siempre, aunque la tabla no lo diga.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Literal

from clientesctl.registro.ejemplos import ejemplos_de
from clientesctl.registro.esquema import VALORES, Campo, campo
from clientesctl.registro.politicas import Politicas
from clientesctl.textos.avisos import Aviso, redactar
from clientesctl.textos.codigos_postales import longitud_codigo, usa_codigo_postal
from clientesctl.textos.limpieza import plegar

Marca = Literal["", "obligatoria", "una de"]

PUNTOS: Mapping[str, str] = {
    "feria": "Ficha de feria",
    "telefono": "Guion para atender por teléfono",
    "web": "Formulario de contacto",
    "tienda": "Ficha de cliente",
}
"""Punto de recogida → cómo se titula su impreso."""

CONSIENTE = "CONSIENTE_"
"""Así empieza la cabecera de cada permiso en la hoja; lo que sigue es el canal."""
VERSION = "VERSION_TEXTO"
FINALIDAD_DEL_PERMISO = "INFORMACIÓN COMERCIAL"
DE_LA_CASA = ("vendedor", "zona", "perfil", "etapa", "pais")
"""Lo que no se pregunta al cliente: lo pone quien recoge la ficha."""
ORIGEN = ("punto_recogida", "medio", "origen_datos", "fecha_alta")

_LUGARES = {
    "feria": ("FERIA",),
    "telefono": ("TELÉFONO",),
    "web": ("WEB",),
    "tienda": ("MOSTRADOR", "TIENDA", "DESPACHO", "ALMACÉN", "VISITA"),
}
_MEDIOS = {"feria": ("FERIA",), "web": ("INTERNET", "WEB")}
_CIFRAS_DE_TELEFONO = {"ES": 9, "MX": 10, "PY": 10}
"""Cómo se escribe de largo un número nacional: RD 2296/2004, IFT (2019) y CONATEL."""
_LETRAS_DE_ID = {"ES": 9, "MX": 13, "PY": 10}
_PERMISOS = (
    ("LLAMADA", ("movil", "telefono"), "que me llamen por teléfono"),
    ("MENSAJE", ("movil",), "que me manden mensajes al móvil (SMS o WhatsApp)"),
    ("CORREO", ("email",), "que me escriban al correo electrónico"),
)


@dataclass(frozen=True)
class Casilla:
    """Un dato del impreso: cómo se pide, para qué y si hace falta.

    `letras` son los cuadritos, uno por letra, o 0 si va en un renglón; `valores`, los del
    desplegable; `bien` y `mal`, un ejemplo de cada.
    """

    campo: Campo
    rotulo: str
    pregunta: str
    finalidad: str
    marca: Marca = ""
    letras: int = 0
    valores: tuple[str, ...] = ()
    bien: str = ""
    mal: str = ""

    @property
    def de_la_casa(self) -> bool:
        """Si no se pregunta al cliente."""
        return self.campo.nombre in DE_LA_CASA


@dataclass(frozen=True, slots=True)
class Permiso:
    """Una casilla de consentimiento: un canal y una finalidad, nada más."""

    canal: str
    frase: str
    finalidad: str = FINALIDAD_DEL_PERMISO

    @property
    def cabecera(self) -> str:
        """La de su columna en la hoja."""
        return CONSIENTE + self.canal


@dataclass(frozen=True)
class Impreso:
    """Todo lo que lleva el impreso de un punto. `fijos` son los datos de origen ya sabidos."""

    punto: str
    titulo: str
    pais: str
    casillas: tuple[Casilla, ...]
    permisos: tuple[Permiso, ...]
    aviso: Aviso
    fijos: Mapping[str, str]
    listas: Mapping[str, tuple[str, ...]]


def componer(
    punto: str, politicas: Politicas, listas: Mapping[str, tuple[str, ...]], pais: str
) -> Impreso:
    """El impreso de ese punto con esas políticas; `listas` son los valores de cada desplegable."""
    campos = campos_de(punto, politicas, pais)
    casillas = tuple(_casilla(c, politicas, listas, pais) for c in campos)
    pedidos = {c.campo.nombre for c in casillas}
    permisos = tuple(Permiso(canal, frase) for canal, de, frase in _PERMISOS if pedidos & set(de))
    finalidades = list(dict.fromkeys(c.finalidad for c in casillas if c.finalidad))
    aviso = redactar(pais, politicas.responsable, finalidades, [p.frase for p in permisos])
    fijos = {
        "punto_recogida": _el_suyo(_LUGARES[punto], listas.get("punto_recogida", ())),
        "origen_datos": "PRIMERA",
    }
    if punto in _MEDIOS and "medio" not in pedidos:
        fijos["medio"] = _el_suyo(_MEDIOS[punto], listas.get("medio", ()))
    return Impreso(punto, PUNTOS[punto], pais, casillas, permisos, aviso, fijos, listas)


def campos_de(punto: str, politicas: Politicas, pais: str) -> tuple[str, ...]:
    """Los campos que se piden allí, por su orden; al final, los exigidos que faltaran."""
    pedidos = list(politicas.impresos.get(punto) or _tabla()[punto])
    if pais and not usa_codigo_postal(pais) and punto not in politicas.impresos:
        pedidos = [c for c in pedidos if c != "codigo_postal"]
    for grupo in politicas.obligatorios:
        campos = grupo.split("|")
        sobra = campos == ["codigo_postal"] and pais and not usa_codigo_postal(pais)
        if not sobra and not set(campos) & set(pedidos):
            pedidos.append(campos[0])
    return tuple(pedidos)


def canal_del_permiso(nombre: str) -> str:
    """El canal para el que se consiente en esa columna; vacío si no es un permiso de un impreso.

    >>> canal_del_permiso("consiente_llamada"), canal_del_permiso("consentimiento")
    ('LLAMADA', '')
    """
    cabecera = nombre.upper()
    return cabecera.removeprefix(CONSIENTE) if cabecera.startswith(CONSIENTE) else ""


def rotulo_de(nombre: str) -> str:
    """Cómo se llama ese campo en un papel.

    >>> rotulo_de("codigo_postal"), rotulo_de("talla_de_pie")
    ('Código postal', 'Talla de pie')
    """
    return _preguntas().get(nombre, (nombre.replace("_", " ").capitalize(), ""))[0]


def pregunta_de(nombre: str) -> str:
    """Cómo se le pide ese dato a una persona.

    >>> pregunta_de("codigo_postal")
    '¿Me dice su código postal?'
    """
    escrita = _preguntas().get(nombre, ("", ""))[1]
    return escrita or f"¿Me puede decir: {rotulo_de(nombre).lower()}?"


def _casilla(
    nombre: str, politicas: Politicas, listas: Mapping[str, tuple[str, ...]], pais: str
) -> Casilla:
    suyo = campo(nombre) or Campo(nombre)
    fijos = VALORES.get(("CLIENTES", nombre), ())
    bien, mal = ejemplos_de(suyo, pais)
    return Casilla(
        campo=suyo,
        rotulo=rotulo_de(nombre),
        pregunta=pregunta_de(nombre),
        finalidad=politicas.finalidades.get(nombre, suyo.finalidad),
        marca=_marca(nombre, politicas, pais),
        letras=_letras(nombre, pais),
        valores=tuple(fijos or listas.get(nombre, ())),
        bien=bien,
        mal=mal,
    )


def _marca(nombre: str, politicas: Politicas, pais: str) -> Marca:
    for grupo in politicas.obligatorios:
        campos = grupo.split("|")
        if nombre in campos and not (
            nombre == "codigo_postal" and pais and not usa_codigo_postal(pais)
        ):
            return "obligatoria" if len(campos) == 1 else "una de"
    return ""


def _letras(nombre: str, pais: str) -> int:
    if nombre == "codigo_postal":
        return longitud_codigo(pais) or 6
    if nombre in ("telefono", "movil"):
        return _CIFRAS_DE_TELEFONO.get(pais, 12)
    return _LETRAS_DE_ID.get(pais, 0) if nombre == "id_fiscal" else 0


def _el_suyo(nombres: Sequence[str], lista: Sequence[str]) -> str:
    """El primero de esos nombres que está en la lista, como está allí; si ninguno, el primero."""
    escritos = {plegar(valor): valor for valor in lista}
    return next((escritos[plegar(n)] for n in nombres if plegar(n) in escritos), nombres[0])


@functools.cache
def _tabla() -> Mapping[str, tuple[str, ...]]:
    filas = sorted(_leer("impresos.csv"), key=lambda f: (f["punto"], int(f["orden"])))
    return {p: tuple(f["campo"] for f in filas if f["punto"] == p) for p in PUNTOS}


@functools.cache
def _preguntas() -> Mapping[str, tuple[str, str]]:
    return {f["campo"]: (f["rotulo"], f["pregunta"]) for f in _leer("preguntas.csv")}


def _leer(nombre: str) -> Iterator[dict[str, str]]:
    fichero = resources.files("clientesctl.registro") / "datos" / nombre
    yield from csv.DictReader(fichero.read_text(encoding="utf-8").splitlines())
