"""Qué ficha es la que alguien nombra, por su ID o por lo que sepa de ella."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from clientesctl.cartera.buscar_quien import SE_LLAMA_ASI, Busqueda, Hallado, buscar
from clientesctl.cartera.citas_del_dia import con_cita
from clientesctl.cartera.quien_ids import filas_con_id, id_cercano, quiere_ser_id
from clientesctl.cartera.quien_notas import Nivel
from clientesctl.operaciones.ficha_breve import Breve, breves
from clientesctl.operaciones.fichas_nombradas import FichaDesconocida, FichaRepetida, buscar_ficha
from clientesctl.operaciones.libros import Abierto
from clientesctl.registro.absorbidas import destinos
from clientesctl.registro.errores import ErrorUso
from clientesctl.textos.cifras import miles

CANDIDATOS = 10


@dataclass(frozen=True, slots=True)
class Resuelta:
    """La ficha nombrada (posición en CLIENTES) y, si hay algo que advertir de ella, la frase."""

    posicion: int
    aviso: str = ""


def resolver(abierto: Abierto, texto: str, hoy: dt.date) -> int:
    """La posición (desde 0) en CLIENTES de la ficha de que se habla; nunca una a medias.

    Vale un ID, «fila:12», un teléfono, correo o documento enteros que solo lleve ella, o un
    nombre cuyas palabras solo estén todas en el suyo. La absorbida lleva a la que quedó.

    Raises:
        NadieAsi: no hay ninguna.
        SinEseId: está hecho como sus ID y no es ninguno.
        VariosAsi: hay varias, o una que no se llama exactamente así.
    """
    return quien_es(abierto, texto, hoy).posicion


def quien_es(abierto: Abierto, texto: str, hoy: dt.date) -> Resuelta:
    """Lo mismo que `resolver`, con lo que haya que advertir de la ficha."""
    registro = abierto.registro
    nombrada = _por_id_o_fila(abierto, texto)
    if nombrada is not None:
        buena = int(destinos(registro.clientes)[nombrada])
        return Resuelta(buena, aviso_de_absorbida(abierto, nombrada, buena))
    citados = list(con_cita(registro, hoy))
    busqueda = buscar(registro, texto, preferidas=citados, limite=CANDIDATOS)
    if not busqueda.niveles.keys() & {Nivel.EXACTO, Nivel.TROZO} and quiere_ser_id(
        registro.clientes, texto
    ):
        raise SinEseId(abierto, texto)
    if not busqueda.hallados:
        raise NadieAsi(abierto, texto)
    clara = la_clara(busqueda)
    if clara is None:
        candidatas = breves(registro, (h.posicion for h in busqueda.hallados))
        raise VariosAsi(abierto, texto, busqueda, candidatas)
    return Resuelta(clara.posicion, _aviso(abierto, clara))


def la_clara(busqueda: Busqueda) -> Hallado | None:
    """La única de que se puede estar hablando, o None si no hay una sola y segura.

    El principio de un nombre no basta: quien dice MARTÍN puede no hablar de MARTÍNEZ.
    """
    for nivel in (Nivel.EXACTO, Nivel.NOMBRE):
        cuantas = busqueda.niveles.get(nivel, 0)
        if cuantas == 1:
            return next((h for h in busqueda.hallados if h.nivel == nivel), None)
        if cuantas:
            return None
    return None


def entre_parentesis(hallado: Hallado) -> str:
    """Por qué es una candidata, detrás de su nombre; nada si es que se llama así."""
    return "" if hallado.motivo == SE_LLAMA_ASI else f"  ({hallado.motivo})"


def _aviso(abierto: Abierto, clara: Hallado) -> str:
    if clara.absorbida is not None:
        return aviso_de_absorbida(abierto, clara.absorbida, clara.posicion)
    if clara.por_interlocutor:
        (breve,) = breves(abierto.registro, (clara.posicion,))
        return f"{clara.motivo}: es la ficha {breve.clave} ({breve.nombre})"
    return ""


def aviso_de_absorbida(abierto: Abierto, absorbida: int, buena: int) -> str:
    """La frase que dice que una ficha pasó a otra; vacía si no."""
    if absorbida == buena:
        return ""
    vieja, nueva = breves(abierto.registro, (absorbida, buena))
    return f"la ficha {vieja.clave} pasó a {nueva.clave} ({nueva.nombre}): se usa ésta"


def _por_id_o_fila(abierto: Abierto, texto: str) -> int | None:
    try:
        return buscar_ficha(abierto.registro, texto)
    except FichaRepetida:
        return None  # la búsqueda da las que lo llevan, y se dice cuáles
    except FichaDesconocida:
        if texto.strip().lower().startswith("fila:"):
            raise
        return None


class NadieAsi(ErrorUso):
    """Ninguna ficha se parece a lo que se nombró."""

    def __init__(self, abierto: Abierto, texto: str) -> None:
        self.texto = texto
        super().__init__(
            f"no hay nadie como «{texto}» en «{abierto.registro.clientes.hoja}»: pruebe con un"
            " apellido, el teléfono o el correo en «clientesctl quien», o dé su ficha de alta"
        )


class SinEseId(ErrorUso):
    """Lo que se nombró está hecho como los ID de ese registro y no es ninguno."""

    def __init__(self, abierto: Abierto, texto: str) -> None:
        registro = abierto.registro
        cercano = id_cercano(registro.clientes, texto)
        pista = ": búsquela por su nombre o su teléfono con «clientesctl quien»"
        if cercano:
            suyas = [posicion for posicion, _ in filas_con_id(registro.clientes, cercano)]
            nombres = [breve.nombre for breve in breves(registro, suyas)]
            pista = f"; ¿quiso decir {cercano} ({' o '.join(filter(None, nombres))})?"
        super().__init__(
            f"no hay ninguna ficha con el ID «{texto.strip()}» en «{registro.clientes.hoja}»{pista}"
        )


class VariosAsi(ErrorUso):
    """Lo que se nombró puede ser más de una ficha, o una que no se llama exactamente así.

    `candidatas` son las que más se parecen, por orden, y `busqueda`, por qué lo es cada una.
    """

    def __init__(
        self, abierto: Abierto, texto: str, busqueda: Busqueda, candidatas: Sequence[Breve]
    ) -> None:
        self.texto = texto
        self.busqueda = busqueda
        self.candidatas = tuple(candidatas)
        super().__init__("\n".join(self._frases()))

    @property
    def unica(self) -> bool:
        """Si solo hay una, pero no es seguro que sea ella."""
        return self.busqueda.total == 1

    def _frases(self) -> list[str]:
        primera = self.candidatas[0].clave
        if self.unica:
            frase = f"nadie es exactamente «{self.texto}»; se parece una ficha"
        elif max(self.busqueda.niveles) == Nivel.A_MEDIAS:
            frase = f"nadie se llama «{self.texto}»; algo se parecen {miles(self.busqueda.total)}"
        else:
            frase = f"«{self.texto}» puede ser {miles(self.busqueda.total)} fichas"
        faltan = self.busqueda.total - len(self.candidatas)
        cola = [f"  … y {miles(faltan)} más"] if faltan else []
        return [
            f"{frase}: diga cuál por su ID o su fila, como {primera}",
            *(
                f"  {breve.clave}  {breve}{entre_parentesis(hallado)}"
                for breve, hallado in zip(self.candidatas, self.busqueda.hallados, strict=True)
            ),
            *cola,
        ]
