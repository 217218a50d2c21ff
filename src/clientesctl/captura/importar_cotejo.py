"""Una ficha que ya está y otra que se trae de la misma: qué le completa y en qué chocan.

Solo se llena lo vacío, y nunca a medias: si la calle es otra, el código postal nuevo tampoco vale,
que sería el de otra casa.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from clientesctl.captura.importar_valores import (
    CORREOS,
    DE_EMPRESA,
    DE_PERSONA,
    DE_SITIO,
    TELEFONOS,
    direcciones,
    hay,
    mismo_valor,
    numeros,
    palabras,
)
from clientesctl.duplicados.direcciones import partir_calle
from clientesctl.registro.plan import Dato

DEL_REGISTRO = frozenset(
    {
        "id", "tipo", "etapa", "medio", "punto_recogida", "origen_datos", "caduca_el", "fecha",
        "fecha_alta", "fecha_captura", "fecha_revision", "fusionado_en", "consentimiento",
    }
)  # fmt: skip
"""Lo que cuenta cómo llegó una ficha y dónde está: lo que ya se sabe no lo cambia otra lista."""

Datos = Mapping[str, Dato]
Admite = Callable[[str], bool]
"""Si en esa columna se puede escribir, porque está en el libro y no la calcula una fórmula."""


@dataclass(frozen=True, slots=True)
class Choque:
    """Un campo en que la ficha y la lista no dicen lo mismo."""

    campo: str
    antes: Dato
    trae: Dato


@dataclass
class Cotejo:
    """Lo que se le pone a una ficha y en qué choca con lo que se trae."""

    completa: dict[str, Dato] = field(default_factory=dict)
    choques: list[Choque] = field(default_factory=list)


def cotejar(ficha: Datos, trae: Datos, pais: str, admite: Admite) -> Cotejo:
    """Lo que la ficha gana con lo que se trae, y lo que no concuerda. Lo igual no cuenta."""
    puesta = {c: d for c, d in ficha.items() if hay(c, d)}
    nuevo = {c: d for c, d in trae.items() if c not in DEL_REGISTRO and hay(c, d)}
    cotejo = Cotejo()
    taller = _Taller(puesta, nuevo, pais, admite, cotejo)
    taller.senas(TELEFONOS, "telefono_2", lambda texto: numeros(texto, pais))
    taller.senas(CORREOS, "email_2", direcciones)
    taller.nombre()
    taller.sitio()
    taller.empresa()
    aparte = {*TELEFONOS, *CORREOS, *DE_PERSONA, *DE_SITIO, *DE_EMPRESA}
    taller.sueltos(c for c in nuevo if c not in aparte or c == "titulo")
    return cotejo


@dataclass(frozen=True)
class _Taller:
    puesta: Datos
    nuevo: Datos
    pais: str
    admite: Admite
    cotejo: Cotejo

    def sueltos(self, campos: Iterable[str]) -> None:
        """Cada campo por su lado: se llena, se calla o choca."""
        for campo in campos:
            if campo not in self.puesta:
                self._llenar(campo, self.nuevo[campo])
            elif not self._igual(campo):
                self._chocar(campo)

    def senas(
        self, campos: tuple[str, ...], de_sobra: str, leer: Callable[[str], frozenset[str]]
    ) -> None:
        """Los teléfonos o los correos: el que ya está, esté en la columna que esté, no se toca."""
        sabidas = {s for c in campos if c in self.puesta for s in leer(self.puesta[c].texto)}
        for campo in campos:
            suyas = leer(self.nuevo[campo].texto) if campo in self.nuevo else frozenset()
            if suyas <= sabidas:
                continue
            sabidas |= suyas
            if campo not in self.puesta and self.admite(campo):
                self._llenar(campo, self.nuevo[campo])
            elif self._cabe(de_sobra):
                self.cotejo.completa[de_sobra] = self.nuevo[campo]
            elif campo in self.puesta:
                self._chocar(campo)
            else:
                self._llenar(campo, self.nuevo[campo])

    def _cabe(self, campo: str) -> bool:
        libre = campo not in self.puesta and campo not in self.cotejo.completa
        return libre and campo not in self.nuevo and self.admite(campo)

    def nombre(self) -> None:
        """El nombre, entero: si todas sus palabras están ya, no hay nada que decir."""
        campos = [c for c in DE_PERSONA[1:] if c in self.nuevo]
        if palabras(self.nuevo) <= palabras(self.puesta):
            return
        self._juntos(campos, [c for c in campos if c in self.puesta and not self._igual(c)])

    def empresa(self) -> None:
        """La razón social y el rótulo: el que ya está, en una u otra columna, no se repite."""
        for campo in DE_EMPRESA:
            otro = DE_EMPRESA[1 - DE_EMPRESA.index(campo)]
            if campo not in self.nuevo or (campo in self.puesta and self._igual(campo)):
                continue
            dato = self.nuevo[campo]
            if otro in self.puesta and mismo_valor(campo, self.puesta[otro], dato, self.pais):
                continue
            self.sueltos([campo])

    def sitio(self) -> None:
        """La dirección, entera: si algo de ella es de otro sitio, no se le pone nada."""
        campos = [c for c in DE_SITIO if c in self.nuevo]
        misma_calle = _calle(self.puesta) == _calle(self.nuevo) != ("", "")
        callados = {"calle", "numero", "direccion"} if misma_calle else set()
        campos = [c for c in campos if c not in callados or c not in self.puesta]
        if misma_calle and "numero" not in self.puesta:
            campos = [c for c in campos if c != "numero"]  # va ya con la calle
        self._juntos(campos, [c for c in campos if c in self.puesta and not self._igual(c)])

    def _juntos(self, campos: list[str], chocan: list[str]) -> None:
        for campo in chocan:
            self._chocar(campo)
        for campo in campos if not chocan else ():
            if campo not in self.puesta:
                self._llenar(campo, self.nuevo[campo])

    def _igual(self, campo: str) -> bool:
        return mismo_valor(campo, self.puesta[campo], self.nuevo[campo], self.pais)

    def _llenar(self, campo: str, dato: Dato) -> None:
        self.cotejo.completa[campo] = dato

    def _chocar(self, campo: str) -> None:
        self.cotejo.choques.append(Choque(campo, self.puesta[campo], self.nuevo[campo]))


def _calle(datos: Datos) -> tuple[str, str]:
    """La calle y el portal, estén en una columna o en dos."""
    textos = [datos[c].texto for c in ("calle", "numero") if c in datos]
    return partir_calle(" ".join(textos)) if textos else ("", "")
