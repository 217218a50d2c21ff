"""Qué columna es la que se nombra: una del contrato, una calculada o una cabecera del libro."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from clientesctl.cartera.calculados import CALCULADOS
from clientesctl.cartera.campos_buscados import Campo, CampoCifra, CampoDia, CampoTexto
from clientesctl.cartera.lectores import elegir_lector
from clientesctl.cartera.mirada import Mirada
from clientesctl.cartera.valores import leer_dias, leer_importes
from clientesctl.registro.cabeceras import leer_cabecera
from clientesctl.registro.columna import Columna
from clientesctl.registro.esquema import campo as campo_del_contrato
from clientesctl.textos.limpieza import plegar

_SEGURAS = frozenset({"contrato", "exacta"})


@dataclass(frozen=True, eq=False)
class Campos:
    """Los campos de un libro, hechos según se nombran."""

    mirada: Mirada
    hechos: dict[str, Campo] = field(default_factory=dict)

    def buscar(self, nombre: str, *, literal: bool = False) -> Campo | None:
        """El campo que se llama así, o None. `literal`: la cabecera del libro manda."""
        clave = f'"{nombre}"' if literal else nombre
        if clave not in self.hechos:
            hecho = self._hacer(nombre, literal)
            if hecho is None:
                return None
            self.hechos[clave] = hecho
        return self.hechos[clave]

    @property
    def nombres(self) -> Iterator[str]:
        """Todos los que se pueden pedir en este libro."""
        clientes = self.mirada.cartera.registro.clientes
        yield from clientes.columnas
        yield from (c for c in clientes.otras if c.strip())
        yield from CALCULADOS

    def _hacer(self, nombre: str, literal: bool) -> Campo | None:
        if literal:
            return self._por_cabecera(nombre) or self._por_nombre(nombre)
        return self._por_nombre(nombre) or self._por_cabecera(nombre) or self._por_sinonimo(nombre)

    def _por_nombre(self, nombre: str) -> Campo | None:
        suyo = "_".join(plegar(nombre).lower().replace("-", " ").replace("_", " ").split())
        clientes = self.mirada.cartera.registro.clientes
        if suyo in CALCULADOS:
            return CALCULADOS[suyo](suyo, self.mirada)
        if suyo in clientes:
            return self._del_libro(suyo, clientes[suyo])
        # En un libro con el nombre entero, o la empresa, en otra columna.
        return CALCULADOS["cliente"](suyo, self.mirada) if suyo == "nombre" else None

    def _por_cabecera(self, nombre: str) -> Campo | None:
        clientes = self.mirada.cartera.registro.clientes
        buscada = plegar(nombre)
        for cabecera, columna in clientes.otras.items():
            if plegar(cabecera) == buscada:
                return self._suelto(cabecera, columna)
        for campo, sitio in clientes.asignaciones.items():
            if plegar(sitio.cabecera) == buscada and campo in clientes:
                return self._del_libro(campo, clientes[campo])
        return None

    def _por_sinonimo(self, nombre: str) -> Campo | None:
        lectura = leer_cabecera(nombre, "CLIENTES")
        clientes = self.mirada.cartera.registro.clientes
        suyos = [c for c in lectura.campos if c in clientes] if lectura.via in _SEGURAS else []
        return self._del_libro(suyos[0], clientes[suyos[0]]) if len(suyos) == 1 else None

    def _del_libro(self, campo: str, columna: Columna) -> Campo:
        hoy, pais = self.mirada.cartera.hoy, self.mirada.cartera.registro.pais
        conocido = campo_del_contrato(campo)
        clase = conocido.clase if conocido is not None else "texto"
        if clase == "fecha":
            return CampoDia(campo, leer_dias(columna), hoy, columna)
        if clase == "numero":
            return CampoCifra(campo, leer_importes(columna, pais), pais)
        return CampoTexto(campo, columna, hoy, pais, elegir_lector(campo, columna, pais))

    def _suelto(self, cabecera: str, columna: Columna) -> Campo:
        hoy, pais = self.mirada.cartera.hoy, self.mirada.cartera.registro.pais
        return CampoTexto(cabecera, columna, hoy, pais, suelta=True)
