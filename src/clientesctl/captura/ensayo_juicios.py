"""Si lo capturado en una celda es lo que se esperaba, y si no, qué política se saltó.

Se juzga con justicia: «C/» vale por CALLE, un teléfono vale con cualquier espaciado y una tilde
que falta en mayúsculas solo se advierte. Ante la duda, vale.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from clientesctl.duplicados.direcciones import partir_calle
from clientesctl.registro.esquema import campo as del_esquema
from clientesctl.registro.hallazgo import Gravedad
from clientesctl.textos.codigos_postales import leer_codigo
from clientesctl.textos.fechas import leer_fecha
from clientesctl.textos.limpieza import esta_en_mayusculas, limpiar_espacios, plegar
from clientesctl.textos.provincias import provincia_canonica
from clientesctl.textos.telefonos import leer_telefono

MAYUSCULAS = "mayúsculas"
TRATAMIENTO = "tratamiento aparte"
APELLIDOS = "nombre y apellidos aparte"
EMPRESA = "empresa aparte"
DIRECCION = "dirección por partes"
POSTAL = "código postal"
TELEFONO = "teléfono"
CORREO = "correo"
ORIGEN = "origen y fecha"
EN_BLANCO = "lo que no hay, en blanco"
EXACTITUD = "copiado sin erratas"
PERMISOS = "consentimiento"

DE_CADA_CAMPO: Mapping[str, str] = {
    "titulo": TRATAMIENTO,
    **dict.fromkeys(("nombre", "apellido_1", "apellido_2"), APELLIDOS),
    "razon_social": EMPRESA,
    **dict.fromkeys(("calle", "numero", "colonia", "ciudad", "provincia"), DIRECCION),
    "codigo_postal": POSTAL,
    **dict.fromkeys(("movil", "telefono"), TELEFONO),
    "email": CORREO,
    **dict.fromkeys(("medio", "fecha_alta"), ORIGEN),
}
"""Campo → la política que se mira en él, además de las mayúsculas."""

_TITULOS = {
    "D": "DON", "DON": "DON", "DNA": "DONA", "DA": "DONA", "DONA": "DONA", "D A": "DONA",
    "SR": "SENOR", "SENOR": "SENOR", "SRA": "SENORA", "SENORA": "SENORA",
    "SR D": "DON", "SRA DNA": "DONA", "SR DON": "DON", "SRA DONA": "DONA",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Juicio:
    """Lo que no está bien en una celda."""

    politica: str
    gravedad: Gravedad
    mensaje: str


def juzgar(campo: str, escrito: str, valen: tuple[str, ...], pais: str) -> tuple[Juicio, ...]:
    """Lo que no está bien; nada, si vale.

    >>> juzgar("apellido_1", "Gil", ("GIL",), "ES")[0].politica
    'mayúsculas'
    >>> juzgar("calle", "C/ MAYOR", ("CALLE MAYOR",), "ES")
    ()
    >>> juzgar("movil", "612-34-56-79", ("612345679",), "ES")
    ()
    >>> juzgar("codigo_postal", "8001", ("08001",), "ES")[0].mensaje
    'ha perdido el cero'
    >>> juzgar("nombre", "JOSE", ("JOSÉ",), "ES")[0].gravedad
    'aviso'
    """
    if not escrito.strip():
        return (Juicio(_politica(campo), "error", "está vacío"),)
    vale = _COMO.get(campo, _mismas_letras)
    if not any(vale(escrito, bueno, pais) for bueno in valen):
        return (_distinto(campo, escrito, valen, pais),)
    return tuple(_forma(campo, escrito, valen))


def _forma(campo: str, escrito: str, valen: tuple[str, ...]) -> list[Juicio]:
    """Lo que se puede decir de una celda con el dato bueno."""
    conocido = del_esquema(campo)
    if conocido is None or not conocido.mayusculas:
        return []
    dichos = []
    if not esta_en_mayusculas(escrito):
        dichos.append(Juicio(MAYUSCULAS, "error", "no está en mayúsculas"))
    elif _sin_tildes(campo, escrito, valen):
        dichos.append(Juicio(EXACTITUD, "aviso", "lleva tilde o Ñ, también en mayúsculas"))
    if limpiar_espacios(escrito) != escrito:
        dichos.append(Juicio(EXACTITUD, "error", "sobran espacios"))
    return dichos


def _sin_tildes(campo: str, escrito: str, valen: tuple[str, ...]) -> bool:
    iguales = [v for v in valen if plegar(v) == plegar(escrito)]
    return campo != "titulo" and bool(iguales) and limpiar_espacios(escrito) not in iguales


def _distinto(campo: str, escrito: str, valen: tuple[str, ...], pais: str) -> Juicio:
    bueno = valen[0]
    if campo == "codigo_postal" and bueno.lstrip("0") == escrito.strip():
        return Juicio(POSTAL, "error", "ha perdido el cero")
    if _dentro(bueno, escrito):
        return Juicio(_politica(campo), "error", "lleva además lo de otra columna")
    if _dentro(escrito, bueno):
        return Juicio(_politica(campo), "error", "falta una parte")
    politica = EXACTITUD if _casi(escrito, bueno) else _politica(campo)
    return Juicio(politica, "error", "no es lo que dice la ficha")


def _politica(campo: str) -> str:
    return DE_CADA_CAMPO.get(campo, EXACTITUD)


def _dentro(parte: str, entero: str) -> bool:
    palabras = plegar(parte).split()
    return bool(palabras) and set(palabras) < set(plegar(entero).replace(",", " ").split())


def _casi(uno: str, otro: str) -> bool:
    from rapidfuzz.distance import DamerauLevenshtein

    return DamerauLevenshtein.distance(plegar(uno), plegar(otro)) <= max(1, len(otro) // 6)


def _mismas_letras(escrito: str, bueno: str, pais: str) -> bool:
    return _letras(escrito) == _letras(bueno)


def _letras(texto: str) -> str:
    return "".join(c for c in plegar(texto) if c.isalnum())


def _titulo(escrito: str, bueno: str, pais: str) -> bool:
    return _en_titulos(escrito) == _en_titulos(bueno)


def _en_titulos(texto: str) -> str:
    junto = " ".join(plegar(texto.replace("ª", "a")).replace(".", " ").split())
    return _TITULOS.get(junto.replace("D A", "DA"), _TITULOS.get(junto, junto))


def _calle(escrito: str, bueno: str, pais: str) -> bool:
    return partir_calle(escrito) == partir_calle(bueno)


def _provincia(escrito: str, bueno: str, pais: str) -> bool:
    suya = provincia_canonica(escrito, pais)
    return _mismas_letras(escrito, bueno, pais) or (
        suya is not None and suya == provincia_canonica(bueno, pais)
    )


def _codigo(escrito: str, bueno: str, pais: str) -> bool:
    return leer_codigo(escrito, pais) == leer_codigo(bueno, pais)


def _telefono(escrito: str, bueno: str, pais: str) -> bool:
    uno, otro = leer_telefono(escrito, pais), leer_telefono(bueno, pais)
    return uno is not None and otro is not None and uno.nacional == otro.nacional


def _correo(escrito: str, bueno: str, pais: str) -> bool:
    return escrito.strip().casefold() == bueno.casefold()


def _fecha(escrito: str, bueno: str, pais: str) -> bool:
    leida = leer_fecha(escrito)
    return escrito[:10] == bueno or (leida is not None and leida.fecha.isoformat() == bueno)


_COMO: Mapping[str, Callable[[str, str, str], bool]] = {
    "titulo": _titulo,
    "calle": _calle,
    "provincia": _provincia,
    "codigo_postal": _codigo,
    "telefono": _telefono,
    "movil": _telefono,
    "email": _correo,
    "fecha_alta": _fecha,
}
