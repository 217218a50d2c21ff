"""Por qué una fila que se trae no entra, y qué hacer con ella."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from clientesctl.registro.hallazgo import Hallazgo

Causa = Literal[
    "dato",
    "falta",
    "nombre",
    "dudosa",
    "repetida",
    "id",
    "id_fiscal",
    "es",
    "caducada",
    "absorbida",
]

_QUE_HACER = {
    "dato_obligatorio_vacio": "escríbalo y vuelva a importar este libro",
    "codigo_postal_vacio": "escríbalo, o impórtelas con --incompletas",
    "valor_fuera_de_lista": "elija uno de la lista, o añádalo a la hoja LISTAS",
    "dato_prohibido": "borre ese número de la fila",
}
_CORREGIR = "corríjalo aquí y vuelva a importar este libro"
ESCRIBA_EN_ES = "escriba en ES su ID si es la misma, o NUEVA si no, y vuelva a importar este libro"


@dataclass(frozen=True, slots=True)
class Rechazo:
    """Una razón para no dejar entrar una fila: qué se vio, en qué campo y qué hacer."""

    causa: Causa
    motivo: str
    que_hacer: str
    campo: str = ""
    visto: str = ""

    def __str__(self) -> str:
        return f"{self.campo.upper()}: {self.motivo}" if self.campo else self.motivo


def por_hallazgo(hallazgo: Hallazgo) -> Rechazo:
    """Lo que una regla dice de un dato que no vale."""
    visto = f" («{hallazgo.valor}»)" if hallazgo.valor else ""
    propone = f"; ¿{hallazgo.propuesta}?" if hallazgo.propuesta else ""
    return Rechazo(
        "dato",
        f"{hallazgo.mensaje}{visto}{propone}",
        _QUE_HACER.get(hallazgo.regla, _CORREGIR),
        hallazgo.campo,
        hallazgo.valor,
    )


def por_falta(hallazgo: Hallazgo) -> Rechazo:
    """Un dato obligatorio que no está."""
    return Rechazo("falta", hallazgo.mensaje, _QUE_HACER[hallazgo.regla], hallazgo.campo)


def sin_nombre() -> Rechazo:
    """Ni nombre ni empresa."""
    return Rechazo("falta", "no se sabe quién es: no lleva nombre ni empresa", _CORREGIR, "nombre")


def sin_modo_de_llegar() -> Rechazo:
    """Ni teléfono, ni móvil, ni correo."""
    return Rechazo(
        "falta", "no hay cómo llegar: ni teléfono, ni móvil, ni correo", _CORREGIR, "telefono"
    )


def nombre_sin_partir(hallazgo: Hallazgo) -> Rechazo:
    """Un nombre entero que se puede partir de más de una manera."""
    return Rechazo(
        "nombre",
        f"no es seguro por dónde se parte «{hallazgo.valor}»",
        "mire cómo queda aquí, corríjalo si no es así y vuelva a importar este libro (o"
        " --partir-nombres, para aceptarlas todas)",
        hallazgo.campo,
        hallazgo.valor,
    )


def dudosa(a_quien: str) -> Rechazo:
    """Se parece a una ficha del registro, sin certeza."""
    return Rechazo("dudosa", f"podría ser {a_quien}", ESCRIBA_EN_ES)


def repetida_en_el_registro(a_quien: str) -> Rechazo:
    """Seguro que está, pero en dos fichas: no se sabe cuál completar."""
    return Rechazo(
        "dudosa",
        f"está dos veces en el registro: {a_quien}",
        "júntelas con «clientesctl duplicados fusionar» y vuelva a importar; o escriba en ES el ID"
        " de la buena",
    )


def repetida(fila: str, dicho: str, ficha: str | None = None) -> Rechazo:
    """Se parece a otra de la lista, sin certeza; `ficha` es la del registro que es esa otra."""
    if ficha is not None:
        return Rechazo("repetida", f"podría ser {fila}, que es {ficha} ({dicho})", ESCRIBA_EN_ES)
    return Rechazo(
        "repetida",
        f"podría ser {fila} ({dicho})",
        "bórrela de aquí si es la misma; si no, escriba NUEVA en ES y vuelva a importar este libro",
    )


def sin_decidir(a_quien: str) -> Rechazo:
    """Ya se vio en otra importación y nadie ha dicho quién es."""
    motivo = f"podría ser {a_quien}" if a_quien else "se parecía a otra de su lista"
    return Rechazo("dudosa", f"{motivo}; quedó por decidir al importarla antes", ESCRIBA_EN_ES)


def de_otra(id_fiscal: str, ficha: str) -> Rechazo:
    """Su documento es el de otra ficha."""
    return Rechazo(
        "id_fiscal",
        f"«{id_fiscal}» es ya de {ficha}, que no parece la misma",
        ESCRIBA_EN_ES,
        "id_fiscal",
        id_fiscal,
    )


def id_ajeno(suyo: str, ficha: str) -> Rechazo:
    """Su ID es el de una ficha que se llama de otra manera."""
    return Rechazo(
        "id",
        f"el ID «{suyo}» es en el registro de {ficha}, que no se llama así",
        ESCRIBA_EN_ES,
        "id",
        suyo,
    )


def es_desconocido(escrito: str) -> Rechazo:
    """Lo que se escribió en ES no es nadie."""
    return Rechazo(
        "es",
        f"ES dice «{escrito}» y no es un ID del registro ni NUEVA",
        ESCRIBA_EN_ES,
        visto=escrito,
    )


def caducada(hasta: str) -> Rechazo:
    """El día hasta el que se podían usar ya pasó."""
    return Rechazo(
        "caducada",
        f"no se pueden usar: caducaron el {hasta}",
        "pida permiso a la persona o renueve la cesión, y ponga la fecha nueva",
        "caduca_el",
        hasta,
    )


def sin_plazo(origen: str) -> Rechazo:
    """Datos de otro sin el día hasta el que se pueden usar."""
    return Rechazo(
        "caducada",
        f"son datos de {origen.lower()} parte y no dicen hasta cuándo se pueden usar",
        "ponga el día en CADUCA_EL, o impórtelas con --hasta AAAA-MM-DD",
        "caduca_el",
    )


def absorbida(otra: str) -> Rechazo:
    """Su lista ya la dio por doble de otra."""
    return Rechazo(
        "absorbida",
        f"su propia lista la da por absorbida en «{otra}»",
        "nada: su ficha buena es la otra",
        "fusionado_en",
        otra,
    )
