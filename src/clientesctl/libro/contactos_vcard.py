"""Cada tarjeta de un fichero vCard como alguien de una agenda."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from clientesctl.libro.propiedad_vcard import Propiedad
from clientesctl.libro.vcard import Tarjeta, leer_tarjetas
from clientesctl.registro.contacto import Contacto, Dicho, Senas, clase_de, leer_sexo
from clientesctl.registro.errores import ErrorLibro

_DE_APPLE = re.compile(r"_\$!<(.*)>!\$_")
_EXTENSION = re.compile(r";ext=(\d+)", re.IGNORECASE)
_GRUPOS = frozenset({"GROUP"})
_EMPRESAS = frozenset({"ORG", "ORGANIZATION"})
_SIN_PREFERENCIA = 10_000
_SIN_NOMBRE = frozenset({"INTERNET", "VOICE", "PREF"})


@dataclass(frozen=True, eq=False)
class Agenda:
    """Los contactos de un fichero con el número de su tarjeta, y lo que se dejó fuera."""

    contactos: tuple[tuple[int, Contacto], ...]
    grupos: int = 0
    vacias: int = 0


def leer_agenda(ruta: Path, contenido: bytes) -> Agenda:
    """Los contactos de un fichero vCard. Lanza `SinTarjetas` si no lleva ninguna.

    Las listas de contactos (KIND:group) y las tarjetas en blanco se cuentan y no se leen.
    """
    tarjetas = leer_tarjetas(contenido)
    if not tarjetas:
        raise SinTarjetas(ruta)
    sin_grupos = [t for t in tarjetas if _clase(t) not in _GRUPOS]
    leidos = [(t.numero, contacto_de(t)) for t in sin_grupos]
    escritos = tuple((n, c) for n, c in leidos if c.dice_algo)
    return Agenda(escritos, len(tarjetas) - len(sin_grupos), len(leidos) - len(escritos))


def contacto_de(tarjeta: Tarjeta) -> Contacto:
    """Quien está en esa tarjeta, con todo lo que ella sabe de él que sirve para tratarle."""
    etiquetas = _etiquetas(tarjeta)
    familia, pila, otros_nombres, titulo, sufijo = _nombre(tarjeta)
    empresa, departamento = _empresa(tarjeta)
    como_empresa = tarjeta.texto("X-ABSHOWAS").upper() == "COMPANY"
    return Contacto(
        nombre=" ".join(filter(None, (pila, otros_nombres))),
        apellidos=familia,
        nombre_completo=" ".join(tarjeta.texto("FN").split()),
        titulo=titulo,
        empresa=empresa,
        cargo=tarjeta.texto("TITLE", "ROLE"),
        sexo=leer_sexo(tarjeta.texto("GENDER", "X-GENDER", "SEX")),
        nacimiento=_cumpleanos(tarjeta),
        notas="\n".join(p.texto for p in tarjeta.de("NOTE")),
        telefonos=tuple(_telefonos(tarjeta, etiquetas)),
        correos=tuple(_dichos(tarjeta, "EMAIL", etiquetas)),
        webs=tuple(_dichos(tarjeta, "URL", etiquetas)),
        senas=tuple(_senas(p, etiquetas) for p in _direcciones(tarjeta)),
        otros=(
            ("Sufijo", sufijo),
            ("Departamento", departamento),
            ("Apodo", tarjeta.texto("NICKNAME")),
            ("Grupos", ", ".join(p.texto for p in tarjeta.de("CATEGORIES"))),
        ),
        es_empresa=_clase(tarjeta) in _EMPRESAS or como_empresa,
    )


def _clase(tarjeta: Tarjeta) -> str:
    return tarjeta.texto("KIND", "X-ADDRESSBOOKSERVER-KIND").upper()


def _nombre(tarjeta: Tarjeta) -> list[str]:
    """Apellidos, nombre, otros nombres, tratamiento y sufijo; una coma de sobra es un blanco."""
    partes = next((p.partes for p in tarjeta.de("N")), ())
    limpias = [" ".join(parte.replace(",", " ").split()) for parte in partes[:5]]
    return [*limpias, *[""] * (5 - len(limpias))]


def _empresa(tarjeta: Tarjeta) -> tuple[str, str]:
    partes = next((p.partes for p in tarjeta.de("ORG")), ("",))
    return partes[0], ", ".join(filter(None, partes[1:]))


def _cumpleanos(tarjeta: Tarjeta) -> str:
    propiedad = next(iter(tarjeta.de("BDAY")), None)
    if propiedad is None:
        return ""
    sin_anio = propiedad.parametro("X-APPLE-OMIT-YEAR")
    texto = propiedad.texto
    return f"--{texto[5:]}" if sin_anio and texto.startswith(sin_anio) else texto


def _etiquetas(tarjeta: Tarjeta) -> Mapping[str, str]:
    """Grupo → su etiqueta: «item1.X-ABLabel:Oficina»."""
    return {p.grupo: _DE_APPLE.sub(r"\1", p.texto) for p in tarjeta.de("X-ABLABEL") if p.grupo}


def _por_preferencia(tarjeta: Tarjeta, nombre: str) -> list[Propiedad]:
    """Las de ese nombre, con las preferidas delante: «TYPE=pref» hasta la 3.0, «PREF=1» después."""
    return sorted(tarjeta.de(nombre), key=_preferencia)


def _preferencia(propiedad: Propiedad) -> int:
    puesta = propiedad.parametro("PREF")
    if puesta.isdecimal():
        return int(puesta[:4])
    return 1 if "PREF" in propiedad.clases else _SIN_PREFERENCIA


def _direcciones(tarjeta: Tarjeta) -> list[Propiedad]:
    """Las direcciones por partes o, si no hay, las escritas para un sobre."""
    return _por_preferencia(tarjeta, "ADR") or _por_preferencia(tarjeta, "LABEL")


def _dichos(tarjeta: Tarjeta, nombre: str, etiquetas: Mapping[str, str]) -> Iterator[Dicho]:
    for propiedad in _por_preferencia(tarjeta, nombre):
        yield Dicho(_sin_esquema(propiedad.texto), *_de_que(propiedad, etiquetas))


def _telefonos(tarjeta: Tarjeta, etiquetas: Mapping[str, str]) -> Iterator[Dicho]:
    for propiedad in _por_preferencia(tarjeta, "TEL"):
        numero = _EXTENSION.sub(r" ext. \1", _sin_esquema(propiedad.texto))
        yield Dicho(numero.partition(";")[0].strip(), *_de_que(propiedad, etiquetas))


def _sin_esquema(valor: str) -> str:
    esquema, dos_puntos, resto = valor.partition(":")
    return resto if dos_puntos and esquema.lower() in ("tel", "mailto") else valor


def _de_que(propiedad: Propiedad, etiquetas: Mapping[str, str]) -> tuple[str, str]:
    """De qué es, por sus clases y la etiqueta de su grupo."""
    puesta = etiquetas.get(propiedad.grupo, "")
    clases = sorted(c.removeprefix("X-") for c in propiedad.clases - _SIN_NOMBRE)
    return clase_de((*((puesta,) if puesta else ()), *clases))


def _senas(propiedad: Propiedad, etiquetas: Mapping[str, str]) -> Senas:
    partes = [", ".join(p.split("\n")).strip() for p in propiedad.partes]
    if propiedad.nombre == "LABEL":
        partes = ["", "", propiedad.texto]
    apartado, piso, calle, ciudad, provincia, postal, pais = (partes + [""] * 7)[:7]
    apartado = f"Apartado {apartado}" if apartado.isdigit() else apartado
    return Senas(
        clase=_clase_de_senas(_de_que(propiedad, etiquetas)[0]),
        direccion=", ".join(filter(None, (calle, piso, apartado))),
        ciudad=ciudad,
        provincia=provincia,
        codigo_postal=postal,
        pais=pais,
    )


def _clase_de_senas(clase: str) -> str:
    return clase if clase in ("casa", "trabajo") else "otro"


class SinTarjetas(ErrorLibro):
    """El fichero no lleva ninguna tarjeta vCard."""

    def __init__(self, ruta: Path) -> None:
        super().__init__(
            f"«{ruta}» no lleva ninguna tarjeta de visita (vCard): expórtela otra vez desde el "
            "teléfono o la agenda, o guarde los contactos como .csv."
        )
