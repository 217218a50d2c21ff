"""Qué campo es una columna: lo que anuncia su cabecera puesto a prueba por sus valores."""

# ruff: noqa: SIM905  (las tablas de palabras se leen mejor seguidas que una por línea)

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from clientesctl.registro.apoyo import ESPERADOS, apoyo_abierto, apoyo_claro
from clientesctl.registro.cabeceras import NINGUNO, Lectura
from clientesctl.registro.rasgos import Rasgos

POCOS_VALORES = 3
"""Con menos celdas llenas que estas, los valores ni confirman ni desmienten."""

TOPE_POR_VALORES = 0.85
"""Sin una cabecera que lo diga, ningún valor basta para escribir en la columna."""

_DUROS = ("correo", "telefono", "fecha", "web", "si_no", "persona", "empresa", "id_fiscal")
_DICHO = {
    "correo": "correos",
    "telefono": "teléfonos",
    "fecha": "fechas",
    "web": "direcciones web",
    "si_no": "sí o no",
    "persona": "nombres de personas",
    "empresa": "nombres de empresas",
    "id_fiscal": "documentos fiscales",
    "documento": "números de documento",
    "postal": "códigos postales",
    "provincia": "provincias o estados",
    "via": "direcciones",
    "numero": "números",
    "nombre": "nombres de pila",
    "apellidos": "apellidos",
    "situacion": "situaciones (ACTIVO, BAJA…)",
    "etapa": "etapas",
    "pais": "países",
    "sexo": "sexos",
    "curp": "CURP",
    "corto": "números cortos",
    "tipo_persona": "PERSONA o EMPRESA",
    "titulo": "tratamientos",
    "codigo": "códigos",
}
_DICHO_DEL_CAMPO = {("id_fiscal", "telefono"): "números de documento"}
"""Lo que se dice de un campo cuyos valores se reconocen por parecerse a los de otro."""

_ADMITEN: Mapping[str, frozenset[str]] = {
    "observaciones": frozenset(_DUROS),
    "interes": frozenset(_DUROS),
    "horario": frozenset(_DUROS),
    "id": frozenset({"telefono", "id_fiscal", "correo"}),
    "id_cliente": frozenset({"telefono", "id_fiscal", "correo", "persona", "empresa"}),
    "situacion": frozenset({"si_no", "fecha"}),
    "consentimiento": frozenset({"si_no", "fecha"}),
    "no_contactar": frozenset({"si_no", "fecha"}),
    "id_fiscal": frozenset({"id_fiscal", "telefono"}),
    "sexo": frozenset({"si_no"}),
    "medio": frozenset({"web", "persona", "empresa"}),
    "notas": frozenset(_DUROS),
}
_DE_NOMBRE = frozenset(
    "nombre nombre_completo apellidos apellido_1 apellido_2 apellido_casada razon_social"
    " nombre_comercial persona_contacto vendedor quien ciudad colonia municipio zona perfil".split()
)
_INCONFUNDIBLES = frozenset({"email", "codigo_postal", "id_fiscal", "curp", "web"})
"""Campos a los que ningún otro se parece ni en la cabecera ni en los valores."""

_TOPES_ABIERTA = {"parafraseada": 0.9, "parecida": 0.8, "contenida": 0.8}

_SOLO_VALORES: tuple[tuple[str, str, float], ...] = (
    ("correo", "email", 0.8),
    ("curp", "curp", 0.8),
    ("id_fiscal", "id_fiscal", 0.8),
    ("telefono", "telefono", 0.8),
    ("web", "web", 0.8),
)
_SIN_CABECERA: tuple[tuple[str, str, float], ...] = (
    ("empresa", "razon_social", 0.6),
    ("persona", "nombre_completo", 0.6),
    ("apellidos", "apellidos", 0.8),
    ("nombre", "nombre", 0.8),
    ("provincia", "provincia", 0.8),
    ("via", "direccion", 0.6),
    ("postal", "codigo_postal", 0.95),
)


@dataclass(frozen=True, slots=True)
class Candidato:
    """Un campo posible para una columna, con su certeza (0 a 1) y el porqué en español."""

    campo: str
    certeza: float
    motivo: str


def juzgar(
    lectura: Lectura, rasgos: Rasgos, presentes: Set[str], con_cabecera: bool = True
) -> tuple[Candidato, ...]:
    """Los campos posibles de una columna, del más al menos cierto; vacío si ninguno.

    `presentes` son los campos que anuncian sin duda las demás cabeceras de la hoja.
    """
    if not lectura.campos:
        return _por_valores(rasgos, presentes, con_cabecera)
    if lectura.campos == (NINGUNO,):
        return ()
    if lectura.abierta:
        return _abierta(lectura, rasgos, presentes)
    if lectura.via in {"parecida", "contenida"} and _desmentido(lectura.campos[0], rasgos):
        return ()
    return (_clara(lectura, rasgos),)


def _clara(lectura: Lectura, rasgos: Rasgos) -> Candidato:
    """La cabecera dice un campo: los valores confirman, callan o desmienten."""
    campo = lectura.campos[0]
    por = _por_cabecera(lectura)
    if rasgos.llenas < POCOS_VALORES:
        return Candidato(campo, lectura.fuerza, por)
    apoyo = apoyo_claro(campo, rasgos)
    contrario = _desmentido(campo, rasgos)
    if contrario and (apoyo is None or apoyo < 0.5):
        motivo = f"{por}, pero por los valores {_que_son(contrario, rasgos)}"
        return Candidato(campo, min(lectura.fuerza, 0.6), motivo)
    if apoyo is None or lectura.via == "contrato":
        return Candidato(campo, lectura.fuerza, por)
    if apoyo >= 0.6:
        rasgo = max(ESPERADOS[campo], key=lambda r: rasgos[r])
        motivo = f"{por} y por los valores: {_que_son(rasgo, rasgos, campo)}"
        return Candidato(campo, _confirmada(lectura, apoyo), motivo)
    if apoyo < 0.2 and lectura.fuerza > 0.9:
        motivo = f"{por}, aunque los valores no lo parecen"
        return Candidato(campo, 0.9 if rasgos.llenas >= 5 else lectura.fuerza, motivo)
    return Candidato(campo, lectura.fuerza, por)


def _confirmada(lectura: Lectura, apoyo: float) -> float:
    """La certeza de una cabecera que los valores confirman; dudosa sigue siendo lo contenida."""
    if lectura.via == "contenida":
        return min(TOPE_POR_VALORES, lectura.fuerza + 0.3 * apoyo)
    if lectura.via == "parecida":
        return 0.96 if apoyo >= 0.9 and lectura.campos[0] in _INCONFUNDIBLES else 0.9
    return max(lectura.fuerza, 0.98 if apoyo >= 0.8 else 0.0)


def _desmentido(campo: str, rasgos: Rasgos) -> str | None:
    """El rasgo que casi todos los valores tienen y ese campo no admite."""
    if rasgos.distintos < POCOS_VALORES and rasgos["si_no"] < 1:
        return None
    admite = _ADMITEN.get(campo, frozenset())
    for rasgo in _DUROS:
        de_nombre = rasgo in {"persona", "empresa"} and campo in _DE_NOMBRE
        esperado = rasgo in ESPERADOS.get(campo, ())
        if rasgos[rasgo] >= 0.8 and not (de_nombre or esperado or rasgo in admite):
            return rasgo
    return None


def _abierta(lectura: Lectura, rasgos: Rasgos, presentes: Set[str]) -> tuple[Candidato, ...]:
    """La cabecera deja varios campos: deciden los valores y las columnas de al lado."""
    por = _por_cabecera(lectura)
    if rasgos.llenas == 0:
        primero = lectura.campos[0]
        sola = lectura.via == "contrato" or primero == "nombre"
        certeza = 1.0 if lectura.via == "contrato" else 0.7 if sola else 0.5
        return () if primero == NINGUNO else (Candidato(primero, certeza, por),)
    apoyos = {c: apoyo_abierto(c, rasgos, presentes) for c in lectura.campos}
    orden = sorted(apoyos, key=lambda c: -apoyos[c])
    mejor, segundo = apoyos[orden[0]], apoyos[orden[1]]
    certeza = _certeza_abierta(
        mejor, mejor - segundo, rasgos, NINGUNO in apoyos and orden[0] == "id"
    )
    if lectura.via == "contrato" and orden[0] == lectura.campos[0] and certeza >= 0.85:
        certeza = 1.0
    certeza = min(certeza, _TOPES_ABIERTA.get(lectura.via, 1.0))
    salida = []
    for i, campo in enumerate(orden):
        suya = certeza if i == 0 else 0.5 * apoyos[campo]
        if campo != NINGUNO and (i == 0 or apoyos[campo] >= 0.3):
            salida.append(
                Candidato(campo, suya, _motivo_abierto(por, campo, rasgos, apoyos[campo]))
            )
        elif i == 0:
            return ()
    return tuple(salida)


def _certeza_abierta(mejor: float, ventaja: float, rasgos: Rasgos, dudosa: bool) -> float:
    if mejor >= 0.85 and ventaja >= 0.5 and rasgos.llenas >= POCOS_VALORES:
        return 0.9 if dudosa else 0.96
    return 0.85 if mejor >= 0.6 and ventaja >= 0.2 else 0.7 if mejor >= 0.3 else 0.5


def _por_valores(rasgos: Rasgos, presentes: Set[str], con_cabecera: bool) -> tuple[Candidato, ...]:
    """Sin cabecera que ayude: solo lo que se delata por sí mismo, y nunca con certeza."""
    if rasgos.llenas < POCOS_VALORES:
        return ()
    pruebas = _SOLO_VALORES if con_cabecera else _SOLO_VALORES + _SIN_CABECERA
    for rasgo, campo, minimo in pruebas:
        if rasgos[rasgo] >= minimo and campo not in presentes:
            if rasgo == "postal" and (rasgos.seguidos or rasgos.repeticion == 0):
                continue
            certeza = TOPE_POR_VALORES if rasgo in _DUROS[:4] else 0.6
            certeza = min(certeza, rasgos[rasgo])
            return (Candidato(campo, certeza, f"por los valores: {_que_son(rasgo, rasgos)}"),)
    return ()


def _por_cabecera(lectura: Lectura) -> str:
    return {
        "contrato": "por la cabecera",
        "exacta": "por la cabecera",
        "abreviada": "por la cabecera",
        "parafraseada": "por la cabecera, que dice casi lo mismo",
        "parecida": "por la cabecera, que se escribe casi igual",
        "contenida": "por parte de la cabecera",
    }[lectura.via]


def _motivo_abierto(por: str, campo: str, rasgos: Rasgos, apoyo: float) -> str:
    vistos = [r for r in ESPERADOS.get(campo, ()) if rasgos[r] >= 0.3]
    if vistos and apoyo >= 0.3:
        rasgo = max(vistos, key=lambda r: rasgos[r])
        return f"{por} y por los valores: {_que_son(rasgo, rasgos, campo)}"
    return f"{por}, que puede significar varias cosas"


def _que_son(rasgo: str, rasgos: Rasgos, campo: str = "") -> str:
    dicho = _DICHO_DEL_CAMPO.get((campo, rasgo)) or _DICHO.get(rasgo, rasgo.replace("_", " "))
    return f"{rasgos[rasgo]:.0%} son {dicho}".replace("%", " %")
