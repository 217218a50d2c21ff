"""Por qué no se recoge una fila de una lista de llamadas. Cada frase dice qué hacer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from clientesctl.registro.errores import ErrorUso
from clientesctl.textos.cifras import contar


class NoSeRecoge(ErrorUso):
    """Una fila que no se apunta; `casilla` es la columna que lo impide, o vacía si es la fila."""

    casilla = ""


class SinDecirQue(NoSeRecoge):
    """Se cambió el medio o el día y no se dijo qué pasó."""

    def __init__(self, casilla: str, escrito: str) -> None:
        self.casilla = casilla
        super().__init__(
            f"dice «{escrito}» y no qué pasó: ponga RESULTADO (o NOTAS), o déjela como estaba"
        )


class MedioRaro(NoSeRecoge):
    """El medio no es ninguno de los que hay."""

    casilla = "MEDIO"

    def __init__(self, escrito: str, medios: Sequence[str]) -> None:
        super().__init__(f"«{escrito}» no es un medio: ponga {', '.join(medios)}")


class FechaRara(NoSeRecoge):
    """Lo escrito en una casilla de fecha no dice de cierto qué día es."""

    def __init__(self, casilla: str, motivo: str) -> None:
        self.casilla = casilla
        super().__init__(motivo)


class CasillaConError(NoSeRecoge):
    """En la casilla hay una fórmula sin calcular o un error de Excel."""

    def __init__(self, casilla: str, escrito: str) -> None:
        self.casilla = casilla
        super().__init__(f"{casilla} es {escrito}: escriba el texto, sin «=» delante")


class NumeroSuelto(NoSeRecoge):
    """Un número donde va una fecha: puede ser un día del mes o los días que faltan."""

    def __init__(self, casilla: str, escrito: str) -> None:
        self.casilla = casilla
        super().__init__(
            f"«{escrito}» puede ser un día o los días que faltan: escriba la fecha entera"
            f" (12/01/2027) o «en {escrito} días»"
        )


class ProximaDeAntes(NoSeRecoge):
    """La próxima fecha es de antes que la llamada."""

    casilla = "PRÓXIMA FECHA"

    def __init__(self, proxima: dt.date, dia: dt.date) -> None:
        pista = ""
        if (dia - proxima).days > 180:
            # Excel pone el año en curso a «12/1», también en diciembre.
            pista = f"; si es del año que viene, escriba {proxima:%d/%m}/{proxima.year + 1}"
        super().__init__(
            f"{proxima:%d/%m/%Y} es de antes que la llamada ({dia:%d/%m/%Y}): corríjala{pista}"
        )


class HechoFuera(NoSeRecoge):
    """El día en que se hizo es de antes que la lista, o no ha llegado."""

    def __init__(self, casilla: str, hecho: dt.date, lista: dt.date, hoy: dt.date) -> None:
        self.casilla = casilla
        que = f"es de antes que la lista ({lista:%d/%m/%Y})" if hecho < lista else "no ha llegado"
        if hecho == lista and hecho > hoy:
            que = f"es el día de la lista, y hoy es {hoy:%d/%m/%Y}"
        super().__init__(f"el {hecho:%d/%m/%Y} {que}: corríjalo en HECHO EL")


class SinDueno(NoSeRecoge):
    """La fila no lleva de qué ficha es."""

    def __init__(self) -> None:
        super().__init__(
            "no es de nadie de la lista (se añadió a mano o perdió sus columnas escondidas):"
            ' apúntela con «clientesctl contacto QUIÉN "lo que se habló"»'
        )


class SinDia(NoSeRecoge):
    """La fila no lleva de qué día es su lista."""

    def __init__(self) -> None:
        super().__init__("no se sabe de qué día es la lista: ponga el día en HECHO EL")


class FichaPerdida(NoSeRecoge):
    """En el registro no hay ninguna ficha que sea ésa."""

    def __init__(self, id_ficha: str) -> None:
        quien = id_ficha or "una ficha sin ID"
        super().__init__(
            f"{quien} ya no está o ha cambiado: búsquela con «clientesctl quien» y apúntela con"
            " «clientesctl contacto»"
        )


class FichaDeOtro(NoSeRecoge):
    """El ID de la lista lo lleva ahora alguien que no se le parece."""

    def __init__(self, id_ficha: str, ahora: str) -> None:
        super().__init__(
            f"{id_ficha} es ahora {ahora or 'otra ficha'}, que no se le parece: búsquela con"
            " «clientesctl quien» y apúntela con «clientesctl contacto»"
        )


class VariasFichas(NoSeRecoge):
    """Hay varias fichas que pueden ser ésa."""

    def __init__(self, id_ficha: str, cuantas: int) -> None:
        super().__init__(
            f"hay {contar(cuantas, 'ficha')} que pueden ser {id_ficha or 'ésta'}: apúntela con"
            " «clientesctl contacto fila:…»"
        )


class YaDijoOtraCosa(NoSeRecoge):
    """De ese día ya hay apuntado otro contacto de ese vendedor con ese cliente."""

    def __init__(self, cual: str, dice: str, id_cliente: str) -> None:
        super().__init__(
            f"ya está apuntada con otra cosa ({cual}: {dice}): si la corrigió después de recogerla,"
            f" cámbielo en CONTACTOS; si son dos, «clientesctl contacto {id_cliente}»"
        )


class DosVeces(NoSeRecoge):
    """Otra fila de lo que se recoge dice otra cosa de la misma llamada."""

    def __init__(self, otra: str) -> None:
        super().__init__(f"{otra} dice otra cosa de la misma llamada: deje una de las dos")


class SinMarcar(NoSeRecoge):
    """El contacto entra, y lo que había de cambiar en la ficha, no."""

    casilla = "RESULTADO"

    def __init__(self, que: str, motivo: str, orden: str) -> None:
        corto = motivo.partition(". No se ha")[0]
        super().__init__(f"queda apuntada, pero sin {que} ({corto}): «clientesctl {orden}»")
