"""Lo que no se entiende de una búsqueda: dice en qué letra y cómo se escribe."""

from __future__ import annotations

from collections.abc import Iterable

from clientesctl.cartera.pistas import dar_pista
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.parecidos import quiso_decir
from clientesctl.textos.cifras import enumerar

EJEMPLO = "sexo=MUJER gasto>500 dias=30"
_UNA = "sexo=MUJER"
_DE_LIBRO = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv")


class BusquedaMal(ErrorUso):
    """Algo de la búsqueda no se entiende; la frase lo señala debajo, con su sitio."""

    def __init__(self, texto: str, lugar: int, largo: int, que: str) -> None:
        marca = " " * lugar + "^" * max(largo, 1)
        super().__init__(
            f"no se entiende la búsqueda en la letra {lugar + 1}: {que}\n    {texto}\n    {marca}"
        )


class SinOperador(BusquedaMal):
    """Una palabra suelta donde va una condición."""

    def __init__(self, texto: str, lugar: int, palabra: str, anterior: tuple[str, str]) -> None:
        campo, valor = anterior
        if palabra.lower().endswith(_DE_LIBRO):
            super().__init__(texto, lugar, len(palabra), f"el libro va aparte: --libro {palabra}")
            return
        remedio = f"escriba campo=valor, como «{EJEMPLO}»; un nombre, con «clientesctl quien»"
        if pista := dar_pista(texto[lugar:] if campo else texto):
            remedio = f"¿quería decir «{pista}»?"
        elif campo:
            remedio = f'si sigue al valor anterior, entre comillas: {campo}"{valor} {palabra}"'
        que = f"a «{palabra}» le falta su comparación (= != > < >= <= ~); {remedio}"
        super().__init__(texto, lugar, len(palabra), que)


class SinValor(BusquedaMal):
    """Una condición sin nada que comparar."""

    def __init__(self, texto: str, lugar: int, campo: str) -> None:
        que = f"falta el valor de «{campo}»; para los que no lo tienen, {campo}=vacio"
        if campo[:1].isdigit():
            que = f"el número va detrás: no «{campo}<gasto<…», sino «gasto>{campo} gasto<…»"
        super().__init__(texto, lugar, 1, que)


class SinCampo(BusquedaMal):
    """Una comparación sin columna delante, o un «y» sin nada detrás."""

    def __init__(self, texto: str, lugar: int) -> None:
        visto = texto[lugar : lugar + 1]
        donde = f"antes de «{visto}»" if visto else "al final"
        super().__init__(texto, lugar, 1, f"falta una condición {donde}, como {_UNA}")


class SinCerrar(BusquedaMal):
    """Unas comillas o un paréntesis que no se cierran, o se cierran sin abrirse."""

    def __init__(self, texto: str, lugar: int, signo: str) -> None:
        que = f"{signo} no se cierra" if signo != ")" else "este paréntesis no se ha abierto"
        super().__init__(texto, lugar, 1, que)


class VentanaFueraDeSitio(BusquedaMal):
    """dias=, desde= o hasta= dentro de un paréntesis, negada o en un «o»."""

    def __init__(self, texto: str, lugar: int, nombre: str) -> None:
        que = (
            f"{nombre}= vale para toda la búsqueda: póngala fuera de paréntesis y de «o», como"
            " «dias=30 (sexo=MUJER o ciudad=MADRID)»"
        )
        super().__init__(texto, lugar, len(nombre), que)


class VentanaMal(BusquedaMal):
    """El valor de dias=, desde= o hasta= no vale."""

    def __init__(self, texto: str, lugar: int, largo: int, que: str) -> None:
        super().__init__(texto, lugar, largo, que)


class CampoDesconocido(BusquedaMal):
    """Una columna que este libro no tiene y que tampoco se calcula."""

    def __init__(self, texto: str, lugar: int, visto: str, hay: Iterable[str]) -> None:
        presentes = sorted(set(hay))
        suyos = quiso_decir(visto, presentes) or f": las que hay son {enumerar(presentes)}"
        super().__init__(texto, lugar, len(visto), f"este libro no tiene columna «{visto}»{suyos}")


class ValorMal(BusquedaMal):
    """Lo que se compara no es de la clase de esa columna."""

    def __init__(self, texto: str, lugar: int, visto: str, que: str) -> None:
        super().__init__(texto, lugar, len(visto), f"«{visto}» {que}")


class SinHojaDeVentas(ErrorUso):
    """Se pide algo que solo dice la hoja de ventas, y no la hay."""

    def __init__(self, campo: str) -> None:
        super().__init__(
            f"«{campo}» sale de la hoja de ventas y este libro no tiene una con fechas: añádala, o"
            " quite esa condición"
        )


class NoHayDeQue(ErrorUso):
    """Se pide algo que se calcula de una columna o una hoja que el libro no tiene."""

    def __init__(self, campo: str, de_que: str) -> None:
        super().__init__(f"«{campo}» sale de {de_que} y este libro no la tiene: añádala")
