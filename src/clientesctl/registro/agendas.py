"""Las exportaciones de Google y de Outlook, conocidas por sus cabeceras y leídas como contactos.

`datos/agendas.csv` dice qué es cada columna en inglés y en español. Google numera las que se
repiten («Phone 2 - Value», en la tabla «Phone # - Value») y junta varios valores en una celda con
« ::: »; Outlook tiene una columna para cada cosa, del trabajo, de casa u otra.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from clientesctl.registro.cabeceras import clave, leer_cabecera
from clientesctl.registro.contacto import Contacto, Dicho, Senas, clase_de, leer_sexo

_NUMERO = re.compile(r"\d+")
_VARIOS = re.compile(r"\s*:::\s*")
_DEL_SISTEMA = re.compile(r"\*|my ?contacts", re.IGNORECASE)
_BASTAN = 5
"""Las columnas de Outlook que hay que ver: «Nombre» y «Notas» son de cualquier lista."""


@dataclass(frozen=True, slots=True)
class Papel:
    """Qué es una columna de una agenda. `grupo` une las que hablan de lo mismo."""

    que: str
    clase: str
    grupo: str


@dataclass(frozen=True)
class Agenda:
    """De quién es una exportación («google», «outlook») y qué es cada columna (desde 0)."""

    nombre: str
    papeles: Mapping[int, Papel]


def reconocer_agenda(cabeceras: Sequence[str]) -> Agenda | None:
    """La agenda de esas cabeceras; None si no son las de ninguna.

    >>> reconocer_agenda(["First Name", "Phone 1 - Label", "Phone 1 - Value"]).nombre
    'google'
    >>> reconocer_agenda(["Nombre", "Apellidos", "Teléfono", "Notas"]) is None
    True
    """
    for nombre in ("google", "outlook"):
        papeles = {
            i: papel for i, texto in enumerate(cabeceras) if (papel := _papel(nombre, texto))
        }
        if _basta(nombre, papeles, sum(map(bool, cabeceras))):
            return Agenda(nombre, papeles)
    return None


def _basta(nombre: str, papeles: Mapping[int, Papel], columnas: int) -> bool:
    """Si las columnas son las de esa agenda y no las de cualquier lista."""
    ques = [p.que for p in papeles.values()]
    quien = {"nombre", "apellidos", "completo", "empresa"}.intersection(ques)
    if nombre == "google":
        numerados = any(p.grupo.isdigit() and p.que in ("tel", "correo") for p in papeles.values())
        return bool(quien) and numerados
    propias = sum(bool(p.clase) and p.que.startswith(("tel", "senas")) for p in papeles.values())
    return bool(quien) and len(papeles) >= max(_BASTAN, 0.6 * columnas) and propias >= 2


def leer_fila(agenda: Agenda, celdas: Mapping[int, str]) -> Contacto:
    """Quien está en una fila, dadas sus celdas escritas por el número de su columna (desde 0)."""
    dicho: dict[str, dict[str, list[str]]] = {}
    for columna, texto in celdas.items():
        papel = agenda.papeles[columna]
        clase = f"@{papel.clase}" if papel.clase else ""
        dicho.setdefault(papel.que, {}).setdefault(papel.grupo + clase, []).append(texto)
    pila, segundo = _uno(dicho, "nombre"), _uno(dicho, "segundo")
    return Contacto(
        nombre=" ".join(filter(None, (pila, segundo))),
        apellidos=_uno(dicho, "apellidos"),
        nombre_completo=_uno(dicho, "completo"),
        titulo=_uno(dicho, "titulo"),
        empresa=_uno(dicho, "empresa"),
        cargo=_uno(dicho, "cargo"),
        sexo=leer_sexo(_uno(dicho, "sexo")),
        nacimiento=_uno(dicho, "nacimiento"),
        notas=_uno(dicho, "notas"),
        telefonos=tuple(_dichos(dicho, "tel")),
        correos=tuple(_dichos(dicho, "correo")),
        webs=tuple(_dichos(dicho, "web")),
        senas=tuple(_senas(dicho)),
        otros=tuple(_otros(dicho)),
        extra=dict(_documentos(dicho)),
    )


Dichos = Mapping[str, Mapping[str, list[str]]]


def _uno(dicho: Dichos, que: str) -> str:
    return next((textos[0] for textos in dicho.get(que, {}).values()), "")


def _dichos(dicho: Dichos, que: str) -> Iterator[Dicho]:
    """Los teléfonos, correos o webs con su clase; el que Google marca con «*», delante."""
    clases = dicho.get(f"{que}.clase", {})
    suyos = dicho.get(que, {}).items()
    for grupo, textos in sorted(suyos, key=lambda g: "*" not in clases.get(g[0], [""])[0]):
        _, _, fija = grupo.partition("@")
        suya = (fija, "") if fija else clase_de(tuple(clases.get(grupo, ())))
        for valor in _partidos(textos):
            yield Dicho(valor, *suya)


def _partidos(textos: Sequence[str]) -> Iterator[str]:
    """Los valores de las celdas, separados los que Google junta con « ::: »."""
    return (parte for texto in textos for parte in _VARIOS.split(texto) if parte)


def _senas(dicho: Dichos) -> Iterator[Senas]:
    """Las direcciones, por su orden; la dirección entera solo vale si no vienen sus partes."""
    partes = [c for c in dicho if c.startswith("senas.") and c != "senas.clase"]
    grupos = dict.fromkeys(g for c in partes for g in dicho[c])
    for grupo in grupos:
        _, _, fija = grupo.partition("@")
        clase = fija or clase_de(tuple(dicho.get("senas.clase", {}).get(grupo, ())))[0]
        suyas = {c[6:]: ", ".join(_partidos(dicho[c][grupo])) for c in partes if grupo in dicho[c]}
        calle = [suyas.get(c, "") for c in ("calle", "piso", "apartado")]
        lugar = any(suyas.get(c) for c in ("ciudad", "postal"))
        entera = "" if any(calle) or lugar else suyas.get("entera", "")
        yield Senas(
            clase=clase if clase in ("casa", "trabajo") else "otro",
            direccion=", ".join(filter(None, (*calle, entera))),
            ciudad=suyas.get("ciudad", ""),
            provincia=suyas.get("provincia", ""),
            codigo_postal=suyas.get("postal", ""),
            pais=suyas.get("pais", ""),
        )


def _otros(dicho: Dichos) -> Iterator[tuple[str, str]]:
    """Lo que no tiene campo, con su etiqueta."""
    for grupo, textos in dicho.get("otro", {}).items():
        yield grupo.partition("@")[2], ", ".join(_partidos(textos))
    for que in ("empresa", "cargo"):
        for textos in list(dicho.get(que, {}).values())[1:]:
            yield "Otra empresa" if que == "empresa" else "Otro cargo", ", ".join(textos)
    yield from (suelto for suelto in _sueltos(dicho) if not _es_documento(suelto[0]))
    grupos = [g for textos in dicho.get("grupos", {}).values() for g in _grupos(textos)]
    yield "Grupos", ", ".join(grupos)


def _sueltos(dicho: Dichos) -> Iterator[tuple[str, str]]:
    """Los datos con la etiqueta que les puso su dueño."""
    for grupo, textos in dicho.get("suelto", {}).items():
        puestas = dicho.get("suelto.clase", {}).get(grupo, [""])
        yield puestas[0].strip(" *") or "Otro dato", ", ".join(_partidos(textos))


def _documentos(dicho: Dichos) -> Iterator[tuple[str, str]]:
    return (("id_fiscal", valor) for etiqueta, valor in _sueltos(dicho) if _es_documento(etiqueta))


def _es_documento(etiqueta: str) -> bool:
    """Si lo que se apuntó a mano es el NIF, la cédula…: en una agenda no hay otro sitio."""
    lectura = leer_cabecera(etiqueta)
    return lectura.via == "exacta" and lectura.campos == ("id_fiscal",)


def _grupos(textos: Sequence[str]) -> Iterator[str]:
    """Los grupos que puso una persona; «* myContacts» es de Google."""
    partes = (p for texto in _partidos(textos) for p in texto.split(";"))
    return (p.strip() for p in partes if p.strip() and not _DEL_SISTEMA.match(p.strip()))


def _papel(agenda: str, cabecera: str) -> Papel | None:
    """Lo que es esa columna en esa agenda; None si en ella no la hay."""
    suya = clave(cabecera)
    exacta = _tabla(agenda).get(suya)
    if exacta or not suya:
        return exacta
    numero = _NUMERO.search(suya)
    if numero is None:
        return None
    hallada = _tabla(agenda).get(suya[: numero.start()] + "#" + suya[numero.end() :])
    return hallada and Papel(hallada.que, hallada.clase, _grupo(hallada.que, suya, numero[0]))


def _grupo(que: str, suya: str, numero: str) -> str:
    """El número; con la primera palabra si es un dato suelto, que los hay de varias clases."""
    return f"{suya.split(maxsplit=1)[0]} {numero}" if que.startswith("suelto") else numero


@cache
def _tabla(agenda: str) -> Mapping[str, Papel]:
    datos = resources.files("clientesctl.registro") / "datos" / "agendas.csv"
    tabla: dict[str, Papel] = {}
    for linea in datos.read_text(encoding="utf-8").splitlines()[1:]:
        suya, que, clase, cabeceras = linea.split(",", 3)
        for texto in cabeceras.split(";") if suya == agenda else ():
            con_marca = clave(texto.replace("#", "9")).replace("9", "#") if "#" in texto else ""
            tabla[con_marca or clave(texto)] = Papel(que, clase, "")
    return tabla
