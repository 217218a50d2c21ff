"""Una revisión de los dobles de un libro: qué se pregunta, lo contestado y qué queda por hacer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from clientesctl.duplicados import Par
from clientesctl.duplicados.distintos import Fichero, Pareja, leer_distintos
from clientesctl.duplicados.repaso import Respuesta, Resuelto, ordenar, quedan, resolver
from clientesctl.operaciones.duplicados import buscar_dobles
from clientesctl.operaciones.libros import Abierto, abrir_registro
from clientesctl.operaciones.repaso_guardado import Guardado, guardar, leer_guardado, vacio
from clientesctl.registro.pais import paises_por_fila


@dataclass(frozen=True)
class Peticion:
    """Qué libro se revisa, desde qué probabilidad y si se olvida lo contestado."""

    libro: Path | None
    hoy: dt.date
    hoja: str | None = None
    umbral: float | None = None
    desde_cero: bool = False


@dataclass(eq=False)
class Repaso:
    """Una revisión en marcha. `pares` van en el orden en que se preguntan.

    `respuestas` van en el orden en que se dieron, y cada una está ya guardada cuando `contestar`
    vuelve. `distintas` son las parejas que ya estaban declaradas.
    """

    abierto: Abierto
    pares: tuple[Par, ...]
    distintas: frozenset[Pareja]
    guardado: Guardado
    _claves: Mapping[Pareja, str]
    respuestas: dict[Pareja, Respuesta] = field(default_factory=dict)
    _de_hoy: set[Pareja] = field(default_factory=set)

    def quedan(self) -> Iterator[Par]:
        """Lo que falta por preguntar: lo nuevo y, detrás, las dudas de otros días."""
        yield from quedan(self.pares, self.respuestas, self.distintas)
        sin_dudas = {
            pareja: respuesta
            for pareja, respuesta in self.respuestas.items()
            if respuesta is not Respuesta.DUDA
        }
        for par in quedan(self.pares, sin_dudas, self.distintas):
            pareja = (par.a, par.b)
            if self.respuestas.get(pareja) is Respuesta.DUDA and pareja not in self._de_hoy:
                yield par

    def contestar(self, par: Par, respuesta: Respuesta) -> None:
        """Lo dicho de ese par, ya guardado."""
        pareja = (par.a, par.b)
        self.respuestas.pop(pareja, None)
        self.respuestas[pareja] = respuesta
        self._de_hoy.add(pareja)
        self._guardar()

    def desandar(self) -> bool:
        """La última respuesta, quitada; falso si no hay ninguna."""
        if not self.respuestas:
            return False
        pareja, _ = self.respuestas.popitem()
        self._de_hoy.discard(pareja)
        self._guardar()
        return True

    def resuelto(self) -> Resuelto:
        """Lo que hay que hacer con lo contestado hasta ahora."""
        return resolver(self.pares, self.respuestas, self.distintas)

    def olvidar(self, escritas: Resuelto) -> None:
        """Lo ya escrito en el libro deja de estar guardado aquí; las dudas siguen."""
        de_quien = {ficha: n for n, grupo in enumerate(escritas.mismos) for ficha in grupo}
        hechas = set(escritas.distintos)
        for pareja, respuesta in list(self.respuestas.items()):
            juntas = de_quien.get(pareja[0], -1) == de_quien.get(pareja[1], -2)
            if pareja in hechas or (respuesta is Respuesta.MISMO and juntas):
                del self.respuestas[pareja]
        self._guardar()

    def _guardar(self) -> None:
        hechas = {self._claves[pareja]: r for pareja, r in self.respuestas.items()}
        propias = set(self._claves.values())
        # Lo contestado con otro umbral no está entre estos pares, y no por eso se pierde.
        ajenas = {c: r for c, r in self.guardado.respuestas.items() if c not in propias}
        self.guardado = replace(self.guardado, respuestas={**ajenas, **hechas})
        guardar(self.abierto.crudo.ruta, self.guardado)


def empezar(peticion: Peticion) -> Repaso:
    """La revisión de ese libro, por donde se dejó.

    Los pares con una ficha que no se puede nombrar después también se preguntan: fundirlos se
    puede. `ErrorUso` si lo guardado no se entiende; `ErrorLibro` si el libro no se puede leer.
    """
    abierto = abrir_registro(peticion.libro, peticion.hoja)
    registro = abierto.registro
    guardado = vacio() if peticion.desde_cero else leer_guardado(abierto.crudo.ruta)
    if peticion.desde_cero:
        guardar(abierto.crudo.ruta, guardado)
    paises = paises_por_fila(registro.clientes, registro.pais)
    pares = ordenar(buscar_dobles(abierto, peticion.umbral).pares)
    fichero = Fichero(registro.clientes, paises)
    fichero.mirar(posicion for par in pares for posicion in (par.a, par.b))
    claves = {(par.a, par.b): guardado.clave((par.a, par.b), fichero) for par in pares}
    repaso = Repaso(abierto, pares, leer_distintos(registro, paises), guardado, claves)
    de_clave: dict[str, list[Pareja]] = {}
    for pareja, clave in claves.items():
        de_clave.setdefault(clave, []).append(pareja)
    for clave, respuesta in guardado.respuestas.items():
        repaso.respuestas.update(dict.fromkeys(de_clave.get(clave, ()), respuesta))
    return repaso
