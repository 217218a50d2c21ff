"""Lo decidido en una revisión de Excel, puesto sobre el registro como está ahora."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clientesctl.duplicados.distintos import Fichero, Pareja, en_orden, leer_distintos
from clientesctl.duplicados.repaso import Deducciones, Respuesta, resolver
from clientesctl.libro.quien import quien_soy
from clientesctl.operaciones.duplicados_decisiones import Decisiones, Firma, planear
from clientesctl.operaciones.libros import VARIABLE_LIBRO, Abierto, abrir_registro
from clientesctl.operaciones.revision_leida import Decidida, Revision, Sena
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.pais import paises_por_fila
from clientesctl.registro.registro import Registro

ORDEN = "duplicados aplicar"
_MOTIVO = "revisión"


@dataclass(frozen=True, slots=True)
class Apartada:
    """Una decisión que no se aplica: en qué celda está y por qué."""

    celda: str
    frase: str


@dataclass(frozen=True)
class Vuelta:
    """Lo que se haría con una revisión. `ya` son las decisiones que ya estaban hechas."""

    abierto: Abierto
    decisiones: Decisiones
    apartadas: tuple[Apartada, ...] = ()
    ya: int = 0
    sin_decidir: int = 0
    con_otro_nombre: bool = False


def que_libro(pedido: Path | None, revision: Revision) -> Path | None:
    """El registro de la revisión: el pedido o, si no se dice, el que nombra, a su lado."""
    if pedido is not None or os.environ.get(VARIABLE_LIBRO) or not revision.registro:
        return pedido
    al_lado = revision.ruta.parent / Path(revision.registro).name
    return al_lado if al_lado.is_file() else None


def proponer(revision: Revision, libro: Path | None, hoja: str | None, hoy: dt.date) -> Vuelta:
    """Lo que se escribiría, y lo que se aparta.

    Raises:
        OtroRegistro: la revisión es de otro libro.
        ErrorLibro: el registro no se puede leer.
    """
    abierto = abrir_registro(libro, hoja)
    cotejo = _Cotejo(abierto.registro)
    otro_nombre = bool(revision.registro) and revision.registro != abierto.registro.ruta.name
    suyas = sum(cotejo.conoce(a) and cotejo.conoce(b) for a, b in revision.parejas)
    if revision.parejas and (not suyas or (otro_nombre and 2 * suyas < len(revision.parejas))):
        raise OtroRegistro(revision, abierto.registro.ruta)
    for decidida in _sin_repetir(revision.decididas, cotejo.apartadas):
        cotejo.mirar(decidida)
    cotejo.quitar_contradicciones()
    respuestas = cotejo.respuestas
    resuelto = resolver((), respuestas, cotejo.distintas)
    firma = Firma(hoy, quien_soy().usuario, _MOTIVO)
    return Vuelta(
        abierto,
        planear(abierto, resuelto, firma),
        tuple(cotejo.apartadas),
        cotejo.ya,
        len(revision.parejas) - len({(d.a, d.b) for d in revision.decididas}),
        otro_nombre,
    )


def como_objeto(vuelta: Vuelta, revision: Revision) -> dict[str, Any]:
    """Lo que se haría, en la forma de los JSON del contrato."""
    registro, decisiones = vuelta.abierto.registro, vuelta.decisiones

    def ficha(posicion: int) -> dict[str, Any]:
        tabla = registro.clientes
        return {"fila": int(tabla.filas[posicion]), "id": tabla.identificador(posicion)}

    return {
        "version": 1,
        "libro": str(registro.ruta),
        "hoja": registro.clientes.hoja,
        "revision": str(revision.ruta),
        "fusiones": [
            {"queda": ficha(queda), "absorbidas": [ficha(p) for p in otras]}
            for queda, *otras in decisiones.fundidas
        ],
        "distintos": [{"a": ficha(a), "b": ficha(b)} for a, b in decisiones.anotadas],
        "apartados": [{"celda": a.celda, "mensaje": a.frase} for a in vuelta.apartadas],
        "resumen": {
            "fusiones": len(decisiones.fundidas),
            "distintos": len(decisiones.anotadas),
            "dudas": decisiones.resuelto.dudas,
            "ya_hechas": vuelta.ya,
            "sin_decidir": vuelta.sin_decidir,
        },
    }


def _sin_repetir(decididas: Sequence[Decidida], apartadas: list[Apartada]) -> Iterator[Decidida]:
    """Una decisión por pareja; la pareja con dos que no dicen lo mismo se aparta."""
    por_pareja: dict[tuple[Sena, Sena], list[Decidida]] = {}
    for decidida in decididas:
        if decidida.respuesta is None:
            apartadas.append(Apartada(decidida.celda, _no_se_entiende(decidida)))
        else:
            por_pareja.setdefault((decidida.a, decidida.b), []).append(decidida)
    for suyas in por_pareja.values():
        if len({d.respuesta for d in suyas}) == 1:
            yield suyas[0]
        else:
            celdas = " y ".join(d.celda for d in suyas)
            apartadas.append(Apartada(suyas[0].celda, f"{celdas} dicen cosas distintas"))


def _no_se_entiende(decidida: Decidida) -> str:
    if not (decidida.a.hay and decidida.b.hay):
        return f"«{decidida.escrito}» está en una fila que no es de ninguna pareja"
    return f"«{decidida.escrito}» no se entiende: elija una de la lista"


@dataclass(eq=False)
class _Cotejo:
    """Las decisiones de una revisión, una a una contra el registro de ahora."""

    registro: Registro
    respuestas: dict[Pareja, Respuesta] = field(default_factory=dict)
    apartadas: list[Apartada] = field(default_factory=list)
    ya: int = 0

    def __post_init__(self) -> None:
        clientes = self.registro.clientes
        paises = paises_por_fila(clientes, self.registro.pais)
        self._fichero = Fichero(clientes, paises)
        self._celdas: dict[Pareja, str] = {}
        self.distintas = leer_distintos(self.registro, paises)

    def conoce(self, sena: Sena) -> bool:
        """Si en el registro hay alguna ficha con ese ID o esa huella, haya cambiado o no."""
        lado = sena.lado
        return bool(self._fichero.con(lado.id) if lado.id else self._fichero.buscar(lado))

    def mirar(self, decidida: Decidida) -> None:
        """La decisión, entre las que se aplican, las ya hechas o las que se apartan."""
        senas = (decidida.a, decidida.b)
        fichas = [self._estuvo(sena) for sena in senas]
        if self._ya_hecha(fichas, decidida.respuesta):
            self.ya += 1
            return
        impiden = [self._que_impide(*suyo) for suyo in zip(senas, fichas, strict=True)]
        if any(impiden):
            # De una duda no había nada que hacer, ni entonces ni ahora.
            if decidida.respuesta is not Respuesta.DUDA:
                frase = next(filter(None, impiden))
                self.apartadas.append(Apartada(decidida.celda, frase))
            return
        una, otra = (self._sigue(sena) for sena in senas)
        if una is not None and otra is not None and una != otra and decidida.respuesta is not None:
            pareja = en_orden(una, otra)
            self.respuestas[pareja] = decidida.respuesta
            self._celdas[pareja] = decidida.celda

    def quitar_contradicciones(self) -> None:
        """Fuera, y apartado, lo que no puede ser a la vez; con ello, la fusión que toca."""
        dicho = Deducciones(self.distintas)
        mismos = [p for p, r in self.respuestas.items() if r is Respuesta.MISMO]
        for pareja in mismos:
            if not dicho.decir(*pareja, Respuesta.MISMO):
                self._apartar(pareja, "ya se sabe que son distintas (hoja DISTINTOS)")
        de_quien = {ficha: monton for monton in dicho.mismos() for ficha in monton}
        distintas = [p for p, r in self.respuestas.items() if r is Respuesta.DISTINTOS]
        for pareja in distintas:
            monton = de_quien.get(pareja[0], ())
            if pareja[1] not in monton:
                continue
            suyas = [p for p in mismos if p in self._celdas and p[0] in monton and p[1] in monton]
            celdas = ", ".join(self._celdas[p] for p in suyas)
            self._apartar(pareja, f"dice lo contrario que {celdas}: no se aplica ninguna")
            for otra in suyas:
                self.respuestas.pop(otra, None)

    def _apartar(self, pareja: Pareja, frase: str) -> None:
        self.respuestas.pop(pareja, None)
        self.apartadas.append(Apartada(self._celdas[pareja], frase))

    def _sigue(self, sena: Sena) -> int | None:
        """La ficha que sigue siendo la que se nombró así; entre iguales, la de su fila."""
        return self._de_su_fila(self._fichero.buscar(sena.lado), sena.fila)

    def _estuvo(self, sena: Sena) -> int | None:
        """La ficha que se nombró así, aunque haya cambiado; None si no se sabe cuál es."""
        sigue = self._sigue(sena)
        if sigue is not None:
            return sigue
        return self._de_su_fila(self._fichero.con(sena.lado.id), sena.fila)

    def _de_su_fila(self, posiciones: Sequence[int], fila: int) -> int | None:
        if len(posiciones) == 1:
            return posiciones[0]
        filas = self._fichero.tabla.filas
        return next((p for p in posiciones if int(filas[p]) == fila), None)

    def _ya_hecha(self, fichas: Sequence[int | None], respuesta: Respuesta | None) -> bool:
        vivas = [None if ficha is None else self._viva(ficha) for ficha in fichas]
        una, otra = vivas
        if una is None or otra is None:
            return False
        if respuesta is Respuesta.MISMO:
            return una == otra
        return respuesta is Respuesta.DISTINTOS and en_orden(una, otra) in self.distintas

    def _viva(self, ficha: int) -> int:
        """La ficha en que acabó, si se fusionó en otra."""
        vistas: Mapping[int, None] = {}
        while ficha not in vistas:
            vistas = {**vistas, ficha: None}
            en = self._fichero.con(self._fichero.tabla.texto("fusionado_en", ficha))
            ficha = en[0] if len(en) == 1 else ficha
        return ficha

    def _que_impide(self, sena: Sena, ficha: int | None) -> str:
        nombre = sena.lado.id or "una ficha sin ID"
        if ficha is None:
            iguales = len(self._fichero.buscar(sena.lado))
            if iguales:
                return (
                    f"hay {iguales} fichas como {nombre} y no se sabe cuál es: haga otra revisión"
                )
            return f"{nombre} ya no está o ha cambiado: haga otra revisión"
        if en := self._fichero.tabla.texto("fusionado_en", ficha):
            return f"{nombre} se fusionó en {en} después de hacer la revisión"
        if self._sigue(sena) is None:
            return f"{nombre} ha cambiado desde que se hizo la revisión: mírela y haga otra"
        return ""


class OtroRegistro(ErrorUso):
    """La revisión se hizo de otro libro."""

    def __init__(self, revision: Revision, libro: Path) -> None:
        suyo = f"se hizo de «{revision.registro}»" if revision.registro else "es de otro libro"
        super().__init__(
            f"«{revision.ruta}» {suyo} y sus fichas no son las de «{libro}»: diga cuál es con"
            " --libro"
        )
