"""Por qué dos fichas parecen la misma, dicho campo por campo con lo que está escrito."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clientesctl.duplicados.comparar import CRUZADO, PARTIDO, TROCADO, Comparacion
from clientesctl.duplicados.dobles import Nivel, Razon
from clientesctl.duplicados.lexico import CERCANO, FALTA
from clientesctl.duplicados.valores import Reales
from clientesctl.registro.registro import Tabla
from clientesctl.textos import nombres
from clientesctl.textos.limpieza import plegar

_DONDE: Mapping[str, tuple[str, ...]] = {
    "nombre": ("nombre", "nombre_completo", "razon_social"),
    "apellidos": ("apellido_1", "apellidos", "nombre_completo", "razon_social"),
    "razon_social": ("razon_social", "nombre_comercial", "nombre_completo", "nombre"),
    "id_fiscal": ("id_fiscal",),
    "telefono": ("telefono", "movil", "telefono_2"),
    "email": ("email", "email_2", "email_cobros"),
    "direccion": ("calle", "direccion", "direccion_fiscal"),
    "lugar": ("codigo_postal", "ciudad", "municipio", "colonia", "provincia"),
    "fecha_nacimiento": ("fecha_nacimiento",),
}
"""De qué columnas sale cada campo, por orden."""

_CON: Mapping[str, tuple[str, ...]] = {
    "apellidos": ("apellido_2",),
    "direccion": ("numero",),
    "razon_social": ("apellido_1", "apellido_2"),
}
_NIVELES: Mapping[int, Nivel] = {4: "igual", 3: "fonetico", 2: "cercano", 1: "lejano", 0: "distinto"}


def explicar(
    tabla: Tabla, comparacion: Comparacion, pesos: Mapping[str, Reales], cual: int, filas: tuple[int, int]
) -> tuple[Razon, ...]:
    """Las razones de la pareja `cual`, de la que más pesa a la que más resta."""
    razones = [
        _razon(tabla, campo, niveles, peso, int(comparacion.orden[cual]), filas)
        for campo, niveles, peso in _por_campo(comparacion, pesos, cual)
    ]
    return tuple(sorted(razones, key=lambda r: -r.peso))


def _por_campo(
    comparacion: Comparacion, pesos: Mapping[str, Reales], cual: int
) -> list[tuple[str, list[int], float]]:
    """Cada campo con los niveles que lo forman y su peso; los dos apellidos son uno."""
    lista = []
    for campo in _DONDE:
        partes = ("apellido_1", "apellido_2") if campo == "apellidos" else (campo,)
        niveles = [int(comparacion.rasgos[p].nivel[cual]) for p in partes]
        hay = [n for n in niveles if n != FALTA]
        peso = float(sum(pesos[p][cual] for p in partes))
        if hay or abs(peso) > 0.01:
            lista.append((campo, hay or [0], peso))
    return lista


def _razon(
    tabla: Tabla, campo: str, niveles: Sequence[int], peso: float, orden: int, filas: tuple[int, int]
) -> Razon:
    a, b = _lo_que_casa(tabla, campo, max(niveles), filas)
    nivel = _NIVELES[min(niveles)]
    if campo == "apellidos" and orden in (CRUZADO, PARTIDO):
        nivel = "cruzado"
    elif campo in ("nombre", "apellidos") and orden == TROCADO:
        nivel = "cruzado"
    elif campo == "nombre":
        nivel = _nivel_del_nombre(nivel, a, b)
    if nivel == "igual" and a == b:
        nivel = "exacto"
    return Razon(campo, a, b, nivel, round(peso, 2))


def _nivel_del_nombre(nivel: Nivel, a: str, b: str) -> Nivel:
    """Distingue el hipocorístico y la inicial de lo que solo suena parecido."""
    uno, otro = (plegar(t).replace(".", " ").split() for t in (a, b))
    if nivel == "lejano" and any(len(p) == 1 for p in uno + otro):
        return "inicial"
    if nivel in ("fonetico", "cercano") and uno and otro and uno[0] != otro[0]:
        formales = [nombres.nombres_formales(p[0]) | {p[0]} for p in (uno, otro)]
        if formales[0] & formales[1]:
            return "hipocoristico"
    return nivel


def _lo_que_casa(tabla: Tabla, campo: str, nivel: int, filas: tuple[int, int]) -> tuple[str, str]:
    """El texto de cada ficha; si el campo tiene varios valores, los que más se parecen."""
    opciones = [_escritos(tabla, campo, fila) for fila in filas]
    if campo in ("telefono", "email") and nivel >= CERCANO and all(opciones):
        from rapidfuzz.distance import OSA

        parejas = [(x, y) for x in opciones[0] for y in opciones[1]]
        return min(parejas, key=lambda p: OSA.distance(_compacto(p[0]), _compacto(p[1])))
    return tuple(lista[0] if lista else "" for lista in opciones)  # type: ignore[return-value]


def _compacto(texto: str) -> str:
    """Un teléfono por sus nueve últimas cifras, o un correo en minúsculas."""
    return texto.lower() if "@" in texto else "".join(filter(str.isdigit, texto))[-9:]


def _escritos(tabla: Tabla, campo: str, fila: int) -> list[str]:
    escritos = [t for c in _DONDE[campo] if (t := tabla.texto(c, fila))]
    if not escritos:
        return []
    resto = [t for c in _CON.get(campo, ()) if (t := tabla.texto(c, fila))]
    if campo == "razon_social" and not (tabla.texto("nombre", fila) == escritos[0]):
        resto = []
    return [" ".join([escritos[0], *resto]), *escritos[1:]]


