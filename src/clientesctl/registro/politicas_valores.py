"""Cada valor de `clientesctl.toml`, leído o rechazado con su remedio."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from clientesctl.registro.esquema import AJENOS, HOJAS, VALORES
from clientesctl.registro.nombres_reglas import NOMBRES
from clientesctl.registro.parecidos import quiso_decir

_DE_CLIENTES = tuple(c.nombre for c in chain(HOJAS["CLIENTES"], AJENOS["CLIENTES"]))
_CAMPOS = tuple(dict.fromkeys(c.nombre for c in chain(*HOJAS.values(), *AJENOS.values())))
PUNTOS_DE_RECOGIDA = ("feria", "telefono", "web", "tienda")
DEL_RESPONSABLE = ("nombre", "id_fiscal", "direccion", "contacto", "plazo", "aviso")
_QUE_HACER = ("no", "aviso", "error")
_PERMISOS = ("ley", "siempre", "nunca")


class NoVale(Exception):
    """Un valor que no se puede obedecer; quien sabe en qué línea está completa la frase."""

    def __init__(self, problema: str, *, nombra: bool = False) -> None:
        self.problema, self.nombra = problema, nombra
        super().__init__(problema)

    def decir(self, clave: str) -> str:
        """La frase, con la clave delante si no nombra ya lo que falla."""
        return self.problema if self.nombra else f"«{clave}» {self.problema}"


def texto(valor: Any) -> str:
    """Un texto entre comillas."""
    if isinstance(valor, str):
        return valor.strip()
    raise NoVale(f"es un texto: póngalo entre comillas (se leyó {valor!r})")


def pais(valor: Any) -> str:
    """El código de dos letras de un país dado por su código o su nombre.

    >>> pais("es"), pais("México")
    ('ES', 'MX')
    """
    from clientesctl.textos.paises import codigo_pais

    escrito = texto(valor)
    codigo = codigo_pais(escrito) if escrito else ""
    if codigo is None:
        raise NoVale(f"no conoce el país «{escrito}»: use su código, como ES, MX o PY")
    return codigo


def entero(valor: Any) -> int:
    """Un número entero desde 1."""
    if isinstance(valor, int) and not isinstance(valor, bool) and valor >= 1:
        return valor
    raise NoVale(f"es un número entero desde 1, sin comillas (se leyó {valor!r})")


def desde_cero(valor: Any) -> int:
    """Un número entero desde 0."""
    if isinstance(valor, int) and not isinstance(valor, bool) and valor >= 0:
        return valor
    raise NoVale(f"es un número entero desde 0, sin comillas (se leyó {valor!r})")


def tanto_por_ciento(valor: Any) -> int:
    """Un número entero de 0 a 100."""
    if isinstance(valor, int) and not isinstance(valor, bool) and 0 <= valor <= 100:
        return valor
    raise NoVale(f"es un tanto por ciento de 0 a 100, sin comillas (se leyó {valor!r})")


def permiso(valor: Any) -> str:
    """Cuándo hace falta que conste el permiso para llamar."""
    if valor in _PERMISOS:
        return str(valor)
    raise NoVale(f'vale "ley", "siempre" o "nunca" (se leyó {valor!r})')


def region(valor: Any) -> str:
    """El código de una región, en mayúsculas: «MD», «CT»."""
    return texto(valor).upper()


def causas(valor: Any) -> tuple[str, ...]:
    """Las causas por las que se pierde a alguien que puede volver."""
    elegidas = tuple(c.upper() for c in _textos(valor))
    conocidas = VALORES[("CLIENTES", "motivo_inactividad")]
    for causa in elegidas:
        if causa not in conocidas:
            raise NoVale(
                f"no hay ninguna causa «{causa}»; las que hay son {', '.join(conocidas)}",
                nombra=True,
            )
    return elegidas


def si_o_no(valor: Any) -> bool:
    """Un sí o un no: `true` y `false`, como los escribe TOML."""
    if isinstance(valor, bool):
        return valor
    raise NoVale(f"es true o false, sin comillas (se leyó {valor!r})")


def probabilidad(valor: Any) -> float:
    """Un número de 0 a 1."""
    if isinstance(valor, int | float) and not isinstance(valor, bool) and 0 <= valor <= 1:
        return float(valor)
    raise NoVale(f"es un número de 0 a 1, con punto y sin comillas (se leyó {valor!r})")


def obligatorios(valor: Any) -> tuple[str, ...]:
    """Grupos de campos; en cada uno, «|» separa los que sirven igual.

    >>> obligatorios(["razon_social", "telefono | movil"])
    ('razon_social', 'telefono|movil')
    """
    grupos = []
    for grupo in _textos(valor):
        campos = [campo.strip().lower() for campo in grupo.split("|")]
        _conocidos(campos, _DE_CLIENTES)
        grupos.append("|".join(campos))
    return tuple(grupos)


def regla(nombre: str, valor: Any) -> str:
    """Qué se hace con una regla: «no», «aviso» o «error»."""
    if nombre not in NOMBRES:
        raise NoVale(f"no hay ninguna regla «{nombre}»{quiso_decir(nombre, NOMBRES)}", nombra=True)
    if valor not in _QUE_HACER:
        raise NoVale(f'vale "no", "aviso" o "error" (se leyó {valor!r})')
    return str(valor)


def finalidad(nombre: str, valor: Any) -> str:
    """Para qué se quiere una columna, en una frase que no esté vacía."""
    frase = texto(valor)
    if frase:
        return frase
    raise NoVale("está vacía: diga para qué se quiere ese dato, o quite la línea")


def lista(nombre: str, valor: Any) -> tuple[str, ...]:
    """Los valores que admite una columna."""
    _conocidos([nombre], _CAMPOS)
    return tuple(_textos(valor))


def impreso(punto: str, valor: Any) -> tuple[str, ...]:
    """Los campos que se piden en un punto de recogida, en su orden y cada uno una vez.

    >>> impreso("feria", ["Nombre", "movil"])
    ('nombre', 'movil')
    """
    if punto not in PUNTOS_DE_RECOGIDA:
        raise _sin_conocer("no hay ningún impreso", punto, PUNTOS_DE_RECOGIDA)
    campos = tuple(c.lower() for c in _textos(valor))
    _conocidos(campos, _DE_CLIENTES)
    repetido = next((c for c in campos if campos.count(c) > 1), None)
    if repetido or not campos:
        raise NoVale(f"pide dos veces «{repetido}»" if repetido else "no pide ningún dato")
    return campos


def responsable(clave: str, valor: Any) -> str:
    """Un dato de quien responde de los datos; vacío es que se escribirá a mano."""
    if clave not in DEL_RESPONSABLE:
        raise _sin_conocer("[responsable] no lleva", clave, DEL_RESPONSABLE)
    return texto(valor)


def _sin_conocer(frase: str, visto: str, hay: tuple[str, ...]) -> NoVale:
    pista = quiso_decir(visto, hay) or f"; los que hay son {', '.join(hay)}"
    return NoVale(f"{frase} «{visto}»{pista}", nombra=True)


def campo_de_columna(valor: Any) -> str:
    """El campo que es una columna de alguna hoja; vacío, «no» o «ignorar», ninguno."""
    return _campo(valor, _CAMPOS)


def campo_de_cliente(valor: Any) -> str:
    """El campo que es una columna de clientes; vacío, «no» o «ignorar», ninguno."""
    return _campo(valor, _DE_CLIENTES)


def _campo(valor: Any, conocidos: tuple[str, ...]) -> str:
    campo = texto(valor).lower()
    if campo in ("", "no", "ignorar"):
        return ""
    _conocidos([campo], conocidos)
    return campo


def _textos(valor: Any) -> list[str]:
    if isinstance(valor, list) and all(isinstance(v, str) and v.strip() for v in valor):
        return [v.strip() for v in valor]
    raise NoVale(f'es una lista de textos, como ["UNO", "DOS"] (se leyó {valor!r})')


def _conocidos(campos: Iterable[str], conocidos: tuple[str, ...]) -> None:
    for campo in campos:
        if campo not in conocidos:
            pista = quiso_decir(campo, conocidos) or "; los que hay están en docs/POLITICAS.md"
            raise NoVale(f"el campo «{campo}» no se conoce{pista}", nombra=True)
