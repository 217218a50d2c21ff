"""Los datos de una ficha, en las columnas que de verdad tiene un registro hecho por otro."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from clientesctl.calidad.claves import usados
from clientesctl.registro.columna import Columna
from clientesctl.registro.plan import VACIO, Dato
from clientesctl.registro.registro import Tabla
from clientesctl.textos.nombres import partir_nombre

_MUESTRA = 200
_EN_LUGAR_DE: Mapping[str, tuple[str, ...]] = {
    "razon_social": ("nombre_comercial", "nombre_completo", "nombre"),
    "movil": ("telefono", "telefono_2"),
    "telefono": ("movil", "telefono_2"),
    "telefono_2": ("telefono", "movil"),
    "email_2": ("email",),
    "ciudad": ("municipio",),
    "municipio": ("ciudad",),
}
"""Campo → dónde va si el registro no tiene su columna y la otra está libre."""
_DE_PERSONA = frozenset({"nombre", "apellido_1", "apellido_2", "apellidos", "nombre_completo"})
_TELEFONOS = ("telefono", "movil", "telefono_2")


def encajar(
    datos: Mapping[str, Dato], clientes: Tabla, deducidos: Collection[str] = ()
) -> dict[str, Dato]:
    """Los mismos datos por las columnas de ese registro; ninguno se pierde.

    Los nombres se juntan donde el registro los lleva juntos, y en su orden; la calle y el número,
    también. Lo que no tiene dónde ir se queda en su campo (habrá que añadir la columna), salvo lo
    que nadie escribió (`deducidos`), que se deja.
    """
    return Encaje(clientes).encajar(datos, deducidos)


@dataclass(frozen=True, eq=False)
class Encaje:
    """Las columnas de un registro: lo que se sabe de ellas se averigua una vez para mil fichas."""

    clientes: Tabla

    def encajar(
        self, datos: Mapping[str, Dato], deducidos: Collection[str] = ()
    ) -> dict[str, Dato]:
        """Los datos de una ficha como los de `encajar`."""
        clientes = self.clientes
        puestos = {c: d for c, d in datos.items() if d != VACIO}
        vaciados = {c: d for c, d in datos.items() if d == VACIO and c in clientes}
        self._juntar_nombre(puestos)
        _juntar_direccion(puestos, clientes)
        for campo in _EN_LUGAR_DE:
            if campo in puestos and campo not in clientes:
                libre = next(self._libres(campo, puestos), None)
                if libre is not None:
                    puestos[libre] = puestos.pop(campo)
        for campo in set(deducidos) & puestos.keys():
            if campo not in clientes:
                del puestos[campo]
        for campo in self._compactos & puestos.keys():
            compacto = "".join(puestos[campo].texto.split())
            puestos[campo] = puestos[campo]._replace(texto=compacto)
        return vaciados | puestos

    def _libres(self, campo: str, puestos: Mapping[str, Dato]) -> Iterator[str]:
        """Las columnas en que cabe lo de ese campo, que el registro no tiene.

        En la del nombre de una persona no cabe su empresa.
        """
        persona = campo == "razon_social" and any(c in puestos for c in _DE_PERSONA)
        for otro in _EN_LUGAR_DE[campo]:
            cabe = otro in self.clientes and otro not in puestos and otro not in self._calculadas
            if cabe and not (persona and otro in _DE_PERSONA):
                yield otro

    @cached_property
    def _calculadas(self) -> frozenset[str]:
        """Las columnas que casi todo lo llevan en fórmulas: lo que dicen sale de otras."""
        return frozenset(
            campo
            for campo, columna in self.clientes.columnas.items()
            if len(columna.formulas) * 2 > np.count_nonzero(columna.codigos)
        )

    def _juntar_nombre(self, puestos: dict[str, Dato]) -> None:
        clientes = self.clientes
        if "apellido_1" not in clientes and "apellidos" in clientes:
            _unir(puestos, ("apellido_1", "apellido_2"), "apellidos")
        elif "apellido_1" in clientes and "apellidos" not in clientes:
            self._juntar_apellidos(puestos)
        if "nombre" not in clientes and "nombre_completo" in clientes:
            self._juntar_entero(puestos)
        elif "nombre_completo" not in clientes and "nombre" not in puestos:
            _unir(puestos, ("nombre_completo",), "nombre")

    def _juntar_apellidos(self, puestos: dict[str, Dato]) -> None:
        """Los que venían juntos y nadie partió, en el primero; también si no hay segundo."""
        if "apellido_1" not in puestos and "apellido_2" not in puestos:
            _unir(puestos, ("apellidos",), "apellido_1")
        if "apellido_2" not in self.clientes:
            _unir(puestos, ("apellido_1", "apellido_2"), "apellido_1")

    def _juntar_entero(self, puestos: dict[str, Dato]) -> None:
        """El nombre en una columna, en el orden de las demás; uno ya entero se deja."""
        apellidos = ("apellido_1", "apellido_2", "apellidos")
        if not any(c in puestos for c in ("nombre", *apellidos)):
            return
        if self._orden == "coma" and "nombre" in puestos:
            _unir(puestos, apellidos, "apellidos")
            _unir(puestos, ("apellidos", "nombre"), "nombre_completo", ", ")
        elif self._orden == "AN":
            _unir(puestos, (*apellidos, "nombre"), "nombre_completo")
        else:
            _unir(puestos, ("nombre", *apellidos), "nombre_completo")

    @cached_property
    def _orden(self) -> str:
        return _orden(self.clientes["nombre_completo"])

    @cached_property
    def _compactos(self) -> frozenset[str]:
        """Las columnas de teléfonos en que los números van sin espacios."""
        clientes = self.clientes
        return frozenset(c for c in _TELEFONOS if c in clientes and _sin_separar(clientes[c]))


def _juntar_direccion(puestos: dict[str, Dato], clientes: Tabla) -> None:
    if "calle" not in clientes and "direccion" in clientes:
        _unir(puestos, ("calle", "numero"), "direccion")
    elif "calle" in clientes:
        if "numero" not in clientes:
            _unir(puestos, ("calle", "numero"), "calle")
        if "direccion" in puestos and "direccion" not in clientes and "calle" not in puestos:
            puestos["calle"] = puestos.pop("direccion")
    if "colonia" in puestos and "colonia" not in clientes:
        donde = next((c for c in ("direccion", "calle") if c in clientes and c in puestos), None)
        if donde is not None:
            _unir(puestos, (donde, "colonia"), donde, ", ")


def _unir(
    puestos: dict[str, Dato],
    campos: tuple[str, ...],
    destino: str,
    entre: str = " ",
) -> None:
    """Lo de esos campos, junto en uno; si no hay nada, no toca nada."""
    textos = [puestos.pop(campo).texto for campo in campos if campo in puestos]
    if textos:
        puestos[destino] = Dato.de_texto(entre.join(textos))


def _orden(columna: Columna) -> str:
    """En qué orden van los nombres de la columna: «NA», «AN» o «coma»."""
    votos: Counter[str] = Counter()
    for texto in usados(columna)[:_MUESTRA]:
        partido = partir_nombre(texto)
        if partido is not None:
            votos[partido.orden] += 1
    return votos.most_common(1)[0][0] if votos else "NA"


def _sin_separar(columna: Columna) -> bool:
    """Si los números de la columna van casi todos sin espacios."""
    textos = [texto.strip() for texto in usados(columna)[:_MUESTRA] if texto.strip()]
    return sum(t.isdecimal() for t in textos) * 2 > len(textos)
