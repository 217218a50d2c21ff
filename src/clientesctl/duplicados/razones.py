"""Por qué dos fichas parecen la misma, dicho campo por campo con lo que está escrito."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from clientesctl.duplicados.comparador import CRUZADO, PARTIDO, TROCADO, Comparacion
from clientesctl.duplicados.dobles import Nivel, Razon
from clientesctl.duplicados.lexico import CERCANO, FALTA
from clientesctl.duplicados.valores import Reales
from clientesctl.registro.registro import Tabla
from clientesctl.textos import nombres
from clientesctl.textos.limpieza import plegar

_DONDE: dict[str, tuple[str, ...]] = {
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

_JUNTO: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("apellidos", "apellido_1"): ("apellido_2",),
    ("direccion", "calle"): ("numero",),
    ("razon_social", "nombre"): ("apellido_1", "apellido_2"),
}
"""Lo que se dice junto a una columna cuando es ella la que habla por el campo."""

_CAMBIADOS = {
    CRUZADO: ("apellidos",),
    PARTIDO: ("apellidos",),
    TROCADO: ("nombre", "apellidos"),
}
_NADA: tuple[list[int], list[str]] = ([], [])
_PARTES_DE_PERSONA = ("nombre", "apellidos")
_DE_PERSONA = ("nombre", "apellido_1", "apellidos", "apellido_2")
_PARTES = {"apellidos": ("apellido_1", "apellido_2")}
_NIVELES: Mapping[int, Nivel] = {
    4: "igual",
    3: "fonetico",
    2: "cercano",
    1: "lejano",
    0: "distinto",
}


@dataclass(frozen=True, eq=False)
class Explicador:
    """Da las razones de una pareja comparada, por su número de orden."""

    tabla: Tabla
    comparacion: Comparacion
    pesos: Mapping[str, Reales]

    def explicar(self, cual: int, filas: tuple[int, int]) -> tuple[Razon, ...]:
        """Las razones de la pareja: de la que más pesa a la que más resta.

        `filas` son las suyas en la tabla, en el orden en que se quieren sus textos.
        """
        razones = []
        orden = int(self.comparacion.orden[cual])
        for campo in self._campos:
            partes = _PARTES.get(campo, (campo,))
            peso = sum(float(self.pesos[p][cual]) for p in partes)
            vistos = [int(self.comparacion.rasgos[p].nivel[cual]) for p in partes]
            dichos = [nivel for nivel in vistos if nivel != FALTA]
            if dichos or abs(peso) > 0.01:
                razones.append(self._razon(campo, dichos or [0], peso, orden, filas))
        return tuple(sorted(razones, key=lambda r: -r.peso))

    @cached_property
    def _campos(self) -> tuple[str, ...]:
        """Los que se pesan, con los apellidos como uno; las columnas sueltas, al final."""
        return (*_DONDE, *(c for c in self.pesos if c.startswith("+")))

    def _razon(
        self, campo: str, niveles: Sequence[int], peso: float, orden: int, filas: tuple[int, int]
    ) -> Razon:
        a, b = self._lo_que_casa(campo, max(niveles), filas)
        nivel = _NIVELES[min(niveles)]
        if nivel == "distinto" and peso > 0:
            nivel = "cercano"  # un apellido es otro, pero juntos pesan a favor
        if campo in _CAMBIADOS.get(orden, ()):
            nivel = "cruzado"
        elif campo == "nombre" and nivel not in ("igual", "distinto"):
            nivel = _nivel_del_nombre(nivel, a, b)
        if nivel == "igual" and a == b:
            nivel = "exacto"
        return Razon(campo.removeprefix("+"), a, b, nivel, round(peso, 2))

    def _lo_que_casa(self, campo: str, nivel: int, filas: tuple[int, int]) -> tuple[str, str]:
        """El texto de cada ficha; si el campo tiene varios valores, los que más se parecen."""
        if campo in _PARTES_DE_PERSONA and any(self._en_una_celda(fila) for fila in filas):
            return self._entero(filas[0]), self._entero(filas[1])
        de_a, de_b = self._escritos(campo, filas[0]), self._escritos(campo, filas[1])
        if campo in ("telefono", "email") and nivel >= CERCANO and len(de_a) * len(de_b) > 1:
            from rapidfuzz.distance import OSA

            return min(
                ((x, y) for x in de_a for y in de_b),
                key=lambda p: OSA.distance(_compacto(p[0]), _compacto(p[1])),
            )
        return (de_a or [""])[0], (de_b or [""])[0]

    def _en_una_celda(self, fila: int) -> bool:
        """Si el nombre de la ficha va entero en una columna, sin los apellidos aparte."""
        return not any(self._texto(c, fila) for c in ("apellido_1", "apellidos", "apellido_2"))

    def _entero(self, fila: int) -> str:
        """El nombre entero, de donde esté."""
        partes = [self._texto(c, fila) for c in _DE_PERSONA]
        return " ".join(filter(None, partes)) or next(iter(self._escritos("nombre", fila)), "")

    def _escritos(self, campo: str, fila: int) -> list[str]:
        """Lo que la ficha tiene escrito de ese campo, columna por columna."""
        escritos = []
        for columna in self._columnas[campo]:
            texto = self._texto(columna, fila)
            if texto:
                junto = [self._texto(c, fila) for c in _JUNTO.get((campo, columna), ())]
                escritos.append(" ".join(filter(None, [texto, *junto])))
        return escritos

    def _texto(self, columna: str, fila: int) -> str:
        codigos, textos = self._leidas.get(columna, _NADA)
        return textos[codigos[fila]] if codigos else ""

    @cached_property
    def _leidas(self) -> Mapping[str, tuple[list[int], list[str]]]:
        """Las columnas que se citan, como listas: de una en una, numpy es más lento."""
        citadas = (
            {c for cc in _DONDE.values() for c in cc}
            | {*_DE_PERSONA}
            | {c for cc in _JUNTO.values() for c in cc}
        )
        sueltas = {c.removeprefix("+") for c in self._campos if c.startswith("+")}
        columnas = {**self.tabla.otras, **self.tabla.columnas}
        return {
            c: (columnas[c].codigos.tolist(), [t.strip() for t in columnas[c].textos.tolist()])
            for c in citadas | sueltas
            if c in columnas
        }

    @cached_property
    def _columnas(self) -> Mapping[str, tuple[str, ...]]:
        """De las columnas de cada campo, las que esta tabla tiene."""
        sueltas = {c: (c.removeprefix("+"),) for c in self._campos if c.startswith("+")}
        return {
            campo: tuple(c for c in cc if c in self._leidas)
            for campo, cc in (_DONDE | sueltas).items()
        }


def _nivel_del_nombre(nivel: Nivel, a: str, b: str) -> Nivel:
    """Distingue el hipocorístico y la inicial de lo que solo suena parecido."""
    uno, otro = (plegar(t).replace(".", " ").split() for t in (a, b))
    if nivel == "lejano" and any(len(p) == 1 for p in uno + otro):
        return "inicial"
    if uno and otro and uno[0] != otro[0]:
        formales = [nombres.nombres_formales(p[0]) | {p[0]} for p in (uno, otro)]
        if formales[0] & formales[1]:
            return "hipocoristico"
    return nivel


def _compacto(texto: str) -> str:
    """Un teléfono por sus nueve últimas cifras, o un correo en minúsculas."""
    return texto.lower() if "@" in texto else "".join(filter(str.isdigit, texto))[-9:]
