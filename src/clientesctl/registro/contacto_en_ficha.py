"""Lo que una agenda sabe de alguien, repartido en los campos del registro sin perder nada."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from clientesctl.registro.contacto import Contacto, Dicho, Senas, leer_cumpleanos
from clientesctl.textos.fechas import Orden
from clientesctl.textos.limpieza import plegar
from clientesctl.textos.paises import codigo_pais

_SIN_VOZ = {"fax": "Fax", "busca": "Buscapersonas"}
_DE_QUE = {"movil": "móvil", "casa": "casa", "trabajo": "trabajo"}
_DEL_SITIO = {"casa": "de casa", "trabajo": "del trabajo"}


@dataclass(frozen=True, slots=True)
class FichaDeAgenda:
    """Campo → texto; `aparte`, las direcciones que no cupieron y están en las observaciones."""

    campos: dict[str, str]
    aparte: int = 0


def en_ficha(contacto: Contacto, orden: Orden = "dma") -> FichaDeAgenda:
    """El contacto en campos del registro; lo que no cabe va a observaciones con su etiqueta.

    `orden` es el de las fechas de nacimiento escritas con barras.
    """
    campos = _nombres(contacto)
    notas = [*_lineas(contacto.notas)]
    fecha, cumple = leer_cumpleanos(contacto.nacimiento, orden)
    campos |= {
        "titulo": contacto.titulo,
        "cargo": contacto.cargo,
        "sexo": contacto.sexo,
        "fecha_nacimiento": fecha,
    }
    notas += [f"Cumpleaños: {cumple}"] if cumple else []
    for reparto in (_telefonos, _correos, _webs):
        suyos, sobran = reparto(contacto)
        campos |= suyos
        notas += sobran
    elegidas, otras = _elegir_senas(contacto.senas, empresa=campos.get("tipo") == "EMPRESA")
    campos |= _de_senas(elegidas)
    notas += [f"Dirección {_DEL_SITIO.get(s.clase, 'también')}: {s.escritas}" for s in otras]
    notas += [f"{etiqueta}: {_en_un_renglon(valor)}" for etiqueta, valor in contacto.otros if valor]
    campos["observaciones"] = "; ".join(dict.fromkeys(notas))
    campos |= contacto.extra
    return FichaDeAgenda({c: v for c, v in campos.items() if v}, len(otras))


def _nombres(contacto: Contacto) -> dict[str, str]:
    """El nombre de la persona y el de su empresa; EMPRESA si no hay persona."""
    persona = f"{contacto.nombre} {contacto.apellidos}".strip()
    completo, empresa = contacto.nombre_completo, contacto.empresa
    if not empresa and contacto.es_empresa:
        empresa, persona, completo = completo or persona, "", ""
    if empresa and plegar(persona or completo) in ("", plegar(empresa)):
        return {"tipo": "EMPRESA", "razon_social": empresa}
    if contacto.nombre and contacto.apellidos:
        suyo = {"nombre": contacto.nombre, "apellidos": contacto.apellidos}
    elif persona:
        # Un nombre entero apuntado en la casilla de los apellidos no son apellidos.
        suyo = {"nombre" if contacto.nombre else "nombre_completo": persona}
    else:
        suyo = {"nombre_completo": completo}
    return {"razon_social": empresa, **suyo}


def _telefonos(contacto: Contacto) -> tuple[dict[str, str], list[str]]:
    """El primer móvil, los dos siguientes, y lo que sobra dicho con su etiqueta."""
    campos: dict[str, str] = {}
    sobran: list[str] = []
    for dicho in _sin_repetir(contacto.telefonos, _cifras):
        libres = ["telefono", "telefono_2"]
        if dicho.clase == "movil":
            libres.insert(0, "movil")
        libre = next((c for c in libres if c not in campos), "")
        if dicho.clase in _SIN_VOZ or not libre:
            sobran.append(_decir(_SIN_VOZ.get(dicho.clase, "Teléfono"), dicho))
        else:
            campos[libre] = dicho.valor
            if dicho.etiqueta:
                sobran.append(_decir("Teléfono", dicho))
    return campos, sobran


def _correos(contacto: Contacto) -> tuple[dict[str, str], list[str]]:
    return _los_primeros(contacto.correos, ("email", "email_2"), "Correo")


def _webs(contacto: Contacto) -> tuple[dict[str, str], list[str]]:
    return _los_primeros(contacto.webs, ("web",), "Web")


def _los_primeros(
    dichos: Sequence[Dicho], campos: Sequence[str], que: str
) -> tuple[dict[str, str], list[str]]:
    distintos = _sin_repetir(dichos, str.lower)
    puestos = {campo: d.valor for campo, d in zip(campos, distintos, strict=False)}
    return puestos, [_decir(que, d) for d in distintos[len(campos) :]]


def _sin_repetir(dichos: Iterable[Dicho], forma: Callable[[str], str]) -> list[Dicho]:
    vistos: dict[str, Dicho] = {}
    for dicho in dichos:
        if dicho.valor:
            vistos.setdefault(forma(dicho.valor) or dicho.valor, dicho)
    return list(vistos.values())


def _cifras(telefono: str) -> str:
    return re.sub(r"\D", "", telefono)[-9:]


def _decir(que: str, dicho: Dicho) -> str:
    de_que = dicho.etiqueta or _DE_QUE.get(dicho.clase, "")
    return f"{que} ({de_que}): {dicho.valor}" if de_que else f"{que}: {dicho.valor}"


def _elegir_senas(senas: Sequence[Senas], *, empresa: bool) -> tuple[Senas, list[Senas]]:
    """La dirección del registro y las demás: para una empresa la del trabajo, si no la de casa."""
    escritas = list({plegar(s.escritas): s for s in reversed(senas) if s.escritas}.values())[::-1]
    if not escritas:
        return Senas(), []
    orden = ("trabajo", "otro", "casa") if empresa else ("casa", "otro", "trabajo")
    elegida = min(escritas, key=lambda s: orden.index(s.clase))
    return elegida, [s for s in escritas if s is not elegida]


def _de_senas(senas: Senas) -> dict[str, str]:
    return {
        "calle": _en_un_renglon(senas.direccion),
        "ciudad": senas.ciudad,
        "provincia": senas.provincia,
        "codigo_postal": senas.codigo_postal,
        "pais": (codigo_pais(senas.pais) or senas.pais) if senas.pais else "",
    }


def _en_un_renglon(texto: str) -> str:
    return ", ".join(_lineas(texto))


def _lineas(texto: str) -> Iterator[str]:
    return filter(None, (linea.strip(" ,;\t") for linea in texto.splitlines()))
