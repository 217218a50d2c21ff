"""Por qué no se da de alta lo que alguien teclea."""

from __future__ import annotations

from collections.abc import Sequence

from clientesctl.captura.alta import Choque
from clientesctl.captura.parecidos import Parecido
from clientesctl.operaciones.capturar import decir_parecido
from clientesctl.operaciones.ficha_breve import breves
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.registro import Registro


class NadaDicho(ErrorUso):
    """No se ha tecleado ningún dato."""

    def __init__(self) -> None:
        super().__init__(
            "no hay ningún dato que dar de alta: «clientesctl alta --nombre ANA --apellido-1 GIL"
            " --codigo-postal 08001 --movil 612345678», o sin nada en una terminal, que pregunta"
        )


class NombreDosVeces(ErrorUso):
    """El nombre va suelto y también en una opción."""

    def __init__(self, suelto: str) -> None:
        super().__init__(
            f"«{suelto}» sobra: el nombre ya va en --nombre; las demás columnas, como campo=valor"
        )


class OrigenDesconocido(ErrorUso):
    """El origen de los datos no es ninguno de los tres."""

    def __init__(self, visto: str) -> None:
        super().__init__(
            f"--origen «{visto}» no vale: PRIMERA (los dio él), SEGUNDA (los dio quien los"
            " recogió) o TERCERA (comprados o de una lista)"
        )


class FaltaHasta(ErrorUso):
    """Datos que no dio el interesado, sin decir hasta cuándo se pueden usar."""

    def __init__(self, origen: str) -> None:
        super().__init__(
            f"--origen {origen}: son datos que no dio él mismo; diga hasta cuándo se pueden usar"
            " con --hasta AAAA-MM-DD"
        )


class YaEsta(ErrorUso):
    """La ficha que se quiere dar de alta probablemente ya está.

    Sale con 2, como una ficha nombrada que puede ser varias: falta decir cuál es. Un 4 diría que
    queda apuntada y que no se repita.
    """

    def __init__(self, registro: Registro, parecidos: Sequence[Parecido]) -> None:
        self.parecidos = tuple(parecidos)
        (primera,) = breves(registro, [parecidos[0].posicion])
        super().__init__(
            "\n".join(
                [
                    "no se ha dado de alta, que parece que ya está:",
                    *(f"  {decir_parecido(registro, p)}" for p in parecidos),
                    f"Si es la misma, repítalo con --completa {primera.clave}; si es otra, con"
                    " --nueva.",
                ]
            )
        )


class NoEsLaMisma(ErrorUso):
    """La ficha que se quiere completar es, por su nombre o su documento, de otra persona."""

    def __init__(self, registro: Registro, posicion: int, chocan: Sequence[Choque]) -> None:
        (suya,) = breves(registro, [posicion])
        dichos = ", ".join(f"{c.campo.upper()} «{c.trae.texto}»" for c in chocan)
        super().__init__(
            f"{suya.clave} es {suya}, y lo tecleado no parece suyo ({dichos}): no se ha escrito"
            " nada. Mire el ID; si es otra persona, --nueva; si es la misma, quite esos datos o"
            " corríjalos antes con «clientesctl editar»"
        )
