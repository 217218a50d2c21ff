"""Cuánto apoyan los valores de una columna a cada campo que podría ser."""

# ruff: noqa: SIM905  (las tablas de palabras se leen mejor seguidas que una por línea)

from __future__ import annotations

from collections.abc import Callable, Mapping, Set

from clientesctl.registro.rasgos import Rasgos

_FECHAS = (
    "fecha_nacimiento perdido_el cancelado_el fallecido_el caduca_el fecha_alta fecha_captura"
    " fecha_revision ultima_compra primera_compra proximo_contacto ultimo_contacto fecha_baja"
    " fecha_modificacion fecha pagada_el fecha_cierre proxima_fecha plazo respondida_el"
).split()
_NUMEROS = "total_compras numero_compras saldo edad ciclo_dias cantidad importe".split()
_CONSENTIMIENTOS = "consentimiento consiente_llamada consiente_mensaje consiente_correo".split()

ESPERADOS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("email", "email_2", "email_cobros"), ("correo",)),
    **dict.fromkeys(("telefono", "telefono_2", "movil"), ("telefono",)),
    **dict.fromkeys(_FECHAS, ("fecha",)),
    **dict.fromkeys(_NUMEROS, ("numero",)),
    "web": ("web",),
    "codigo_postal": ("postal",),
    "id_fiscal": ("id_fiscal", "documento", "telefono"),
    "curp": ("curp",),
    "pais": ("pais",),
    "provincia": ("provincia",),
    "sexo": ("sexo",),
    "tipo": ("tipo_persona",),
    "titulo": ("titulo",),
    "cargo": ("cargo",),
    "tipo_documento": ("tipo_documento",),
    "estado_civil": ("estado_civil",),
    "nombre": ("nombre",),
    "nombre_completo": ("persona",),
    "persona_contacto": ("persona", "nombre"),
    "apellidos": ("apellidos",),
    "apellido_1": ("apellidos",),
    "apellido_2": ("apellidos",),
    "razon_social": ("empresa",),
    "nombre_comercial": ("empresa",),
    "direccion": ("via",),
    "calle": ("via",),
    "situacion": ("situacion", "si_no"),
    "etapa": ("etapa",),
    "no_contactar": ("si_no",),
    **dict.fromkeys(_CONSENTIMIENTOS, ("si_no",)),
    "otorgado": ("si_no",),
    "decide": ("si_no",),
    "hora": ("hora", "fecha"),
    "numero": ("corto",),
    "numero_interior": ("corto",),
    "id": ("codigo",),
    "origen_datos": ("origen_datos",),
}
"""Campo → los rasgos que sus valores suelen tener."""

_FIRMES = frozenset(
    "email email_2 email_cobros telefono telefono_2 movil web codigo_postal id_fiscal curp"
    " importe cantidad saldo total_compras numero_compras edad".split()
) | frozenset(_FECHAS)
"""Campos cuyos valores tienen una forma: si no la tienen, algo pasa."""

_DE_APELLIDOS = frozenset(("apellidos", "apellido_1"))
_DE_NOMBRES = frozenset(("nombre", "nombre_completo", "razon_social", "nombre_comercial"))
_DE_LUGAR = frozenset(("calle", "direccion", "colonia"))


def apoyo_claro(campo: str, rasgos: Rasgos) -> float | None:
    """De 0 a 1, cuánto confirman los valores ese campo; None si no dicen nada."""
    esperados = ESPERADOS.get(campo)
    if not esperados or not rasgos.llenas:
        return None
    apoyo = max(rasgos[r] for r in esperados)
    return apoyo if campo in _FIRMES or apoyo >= 0.6 else None


def apoyo_abierto(campo: str, rasgos: Rasgos, presentes: Set[str]) -> float:
    """De 0 a 1, cuánto apoyan valores y vecinas ese campo entre los que la cabecera deja."""
    especial = _ESPECIALES.get(campo)
    if especial is not None:
        return especial(rasgos, presentes)
    if campo in presentes:
        return 0.0
    esperados = ESPERADOS.get(campo)
    return max((rasgos[r] for r in esperados), default=0.0) if esperados else 0.3


def _nombre(rasgos: Rasgos, presentes: Set[str]) -> float:
    if presentes & _DE_APELLIDOS:
        return 1.0 - rasgos["empresa"] if not _es_codigo(rasgos) else 0.2
    return max(0.0, rasgos["nombre"] - rasgos["persona"])


def _nombre_completo(rasgos: Rasgos, presentes: Set[str]) -> float:
    if presentes & _DE_APELLIDOS:
        return 0.3 * rasgos["persona"]
    persona, empresa = rasgos["persona"], rasgos["empresa"]
    return min(1.0, persona + empresa) if persona >= 0.5 else persona


def _razon_social(rasgos: Rasgos, presentes: Set[str]) -> float:
    if "razon_social" in presentes:
        return 0.0
    empresa, persona = rasgos["empresa"], rasgos["persona"]
    return min(1.0, empresa + persona) if empresa >= 0.7 else empresa


def _nombre_comercial(rasgos: Rasgos, presentes: Set[str]) -> float:
    if "nombre_comercial" in presentes:
        return 0.0
    sin_personas = max(rasgos["persona"], rasgos["nombre"]) < 0.3 and rasgos["letras"] >= 0.6
    if "razon_social" in presentes and sin_personas:
        return max(0.5, rasgos["empresa"])
    return 0.5 * rasgos["empresa"] if rasgos.repeticion < 0.3 else 0.0


def _id(rasgos: Rasgos, presentes: Set[str]) -> float:
    if "id" in presentes or not _es_codigo(rasgos):
        return 0.0
    if rasgos["id_fiscal"] >= 0.6 and "id_fiscal" not in presentes:
        return 0.3
    if rasgos["telefono"] >= 0.8 and not rasgos.seguidos:
        return 0.3
    return 1.0


def _es_codigo(rasgos: Rasgos) -> bool:
    return rasgos["codigo"] >= 0.9 and rasgos.repeticion <= 0.05


def _codigo_postal(rasgos: Rasgos, presentes: Set[str]) -> float:
    if "codigo_postal" in presentes or rasgos.seguidos or rasgos.repeticion < 0.05:
        return 0.0
    return rasgos["postal"] if presentes & {"ciudad", "provincia", "direccion", "calle"} else 0.4


def _numero(rasgos: Rasgos, presentes: Set[str]) -> float:
    if rasgos.seguidos or "numero" in presentes:
        return 0.0
    return rasgos["corto"] * (1.0 if presentes & _DE_LUGAR else 0.4)


def _id_fiscal(rasgos: Rasgos, presentes: Set[str]) -> float:
    if "id_fiscal" in presentes or rasgos.seguidos:
        return 0.0
    if "tipo_documento" in presentes:
        return min(1.0, rasgos["id_fiscal"] + rasgos["documento"])
    return rasgos["id_fiscal"] + 0.4 * rasgos["documento"]


def _telefono(rasgos: Rasgos, presentes: Set[str]) -> float:
    return max(0.0, rasgos["telefono"] - 0.5 * rasgos["id_fiscal"]) if not rasgos.seguidos else 0.0


def _movil(rasgos: Rasgos, presentes: Set[str]) -> float:
    return 0.0 if "movil" in presentes else 0.6 * rasgos["telefono"]


def _situacion(rasgos: Rasgos, presentes: Set[str]) -> float:
    if "situacion" in presentes:
        return 0.0
    apoyo = max(rasgos["situacion"], rasgos["si_no"])
    pocos = 0 < rasgos.distintos <= 8 and rasgos["letras"] >= 0.9 and rasgos["provincia"] < 0.3
    return max(apoyo, 0.45 if pocos and rasgos.repeticion > 0.5 else 0.0)


def _etapa(rasgos: Rasgos, presentes: Set[str]) -> float:
    return 0.0 if "etapa" in presentes else max(0.0, rasgos["etapa"] - 0.4 * rasgos["situacion"])


def _provincia(rasgos: Rasgos, presentes: Set[str]) -> float:
    return 0.0 if "provincia" in presentes else rasgos["provincia"]


def _vendedor(rasgos: Rasgos, presentes: Set[str]) -> float:
    if "vendedor" in presentes or rasgos["letras"] + rasgos["codigo"] < 0.7:
        return 0.0
    repetidos = rasgos.repeticion >= (0.2 if rasgos["nombre"] >= 0.6 else 0.5)
    return 0.9 if repetidos and rasgos["empresa"] < 0.5 else 0.2


def _persona_contacto(rasgos: Rasgos, presentes: Set[str]) -> float:
    apoyo = max(rasgos["persona"], rasgos["nombre"])
    return apoyo * (1.0 if presentes & _DE_NOMBRES else 0.4) if rasgos.repeticion < 0.6 else 0.2


def _zona(rasgos: Rasgos, presentes: Set[str]) -> float:
    if "zona" in presentes:
        return 0.0
    return 0.6 * (1 - rasgos["provincia"]) if rasgos.repeticion > 0.3 else 0.3


def _perfil(rasgos: Rasgos, presentes: Set[str]) -> float:
    return 0.0 if "perfil" in presentes else 0.6 * (1 - rasgos["tipo_persona"])


def _cargo(rasgos: Rasgos, presentes: Set[str]) -> float:
    return 0.0 if "cargo" in presentes else max(rasgos["cargo"], 0.4 * (1 - rasgos["titulo"]))


def _medio(rasgos: Rasgos, presentes: Set[str]) -> float:
    return 0.0 if "medio" in presentes else 0.9 * (1 - rasgos["origen_datos"])


def _fija(valor: float, campo: str) -> Callable[[Rasgos, Set[str]], float]:
    return lambda rasgos, presentes: (
        0.0 if campo in presentes else valor * (rasgos["letras"] or 0.5)
    )


def _fecha(rasgos: Rasgos, presentes: Set[str]) -> float:
    return 0.7 * rasgos["fecha"]


def _nunca(rasgos: Rasgos, presentes: Set[str]) -> float:
    return 0.0


def _ninguno(rasgos: Rasgos, presentes: Set[str]) -> float:
    return 0.4


_ESPECIALES: Mapping[str, Callable[[Rasgos, Set[str]], float]] = {
    "nombre": _nombre,
    "nombre_completo": _nombre_completo,
    "razon_social": _razon_social,
    "nombre_comercial": _nombre_comercial,
    "id": _id,
    "codigo_postal": _codigo_postal,
    "numero": _numero,
    "id_fiscal": _id_fiscal,
    "telefono": _telefono,
    "movil": _movil,
    "situacion": _situacion,
    "etapa": _etapa,
    "provincia": _provincia,
    "vendedor": _vendedor,
    "persona_contacto": _persona_contacto,
    "zona": _zona,
    "perfil": _perfil,
    "cargo": _cargo,
    "medio": _medio,
    "colonia": _fija(0.6, "colonia"),
    "ciudad": _fija(0.6, "ciudad"),
    "municipio": _fija(0.3, "municipio"),
    "fecha": _fecha,
    "fecha_alta": _nunca,
    "ultima_compra": _nunca,
    "total_compras": _fija(0.6, "total_compras"),
    "saldo": _fija(0.5, "saldo"),
    "?": _ninguno,
}
