"""Por qué no se escribe en un libro: cada clase toma los datos y escribe su frase.

Todas son rechazos: cuando salen, no se ha tocado nada.
"""

from __future__ import annotations

from pathlib import Path

from clientesctl.registro.errores import Rechazo

_NADA = "No se ha escrito nada."


class NoSeEntiende(Rechazo):
    """El XML del libro está escrito de una forma que no se sabe cambiar sin riesgo."""

    def __init__(self, que: str) -> None:
        self.que = que
        super().__init__(
            f"El libro está escrito por dentro de una forma que no se sabe cambiar sin riesgo: "
            f"{que}. {_NADA} Ábralo en Excel o en LibreOffice, guárdelo como .xlsx y repita la "
            "orden."
        )


class CombinadaEnMedio(Rechazo):
    """Hay celdas combinadas donde irían las fichas o la columna nuevas."""

    def __init__(self, hoja: str, rango: str) -> None:
        self.hoja, self.rango = hoja, rango
        super().__init__(
            f"En la hoja «{hoja}» las celdas {rango} están combinadas y estorban a lo que se "
            f"añade. {_NADA} Sepárelas en Excel (Inicio, Combinar y centrar) y repita la orden."
        )


class TablaConTotales(Rechazo):
    """Las fichas nuevas caerían sobre la fila de totales de su tabla."""

    def __init__(self, hoja: str, tabla: str, fila: int) -> None:
        self.hoja, self.tabla, self.fila = hoja, tabla, fila
        super().__init__(
            f"La tabla «{tabla}» de la hoja «{hoja}» lleva una fila de totales (la {fila}) justo "
            f"donde irían las fichas nuevas. {_NADA} Quítela en Excel (Diseño de tabla, Fila de "
            "totales) y repita la orden; después puede volver a ponerla."
        )


class TablaDeConsulta(Rechazo):
    """La tabla se llena desde fuera: lo que se escriba en ella se pierde al actualizarla."""

    def __init__(self, hoja: str, tabla: str) -> None:
        self.hoja, self.tabla = hoja, tabla
        super().__init__(
            f"La tabla «{tabla}» de la hoja «{hoja}» la rellena una consulta y lo que se añadiera "
            f"se perdería al actualizarla. {_NADA} Añádalo en su origen, o conviértala en rango en "
            "Excel (Diseño de tabla) y repita la orden."
        )


class OtraTablaEnMedio(Rechazo):
    """Hay otra tabla donde irían las fichas o la columna nuevas."""

    def __init__(self, hoja: str, tabla: str, rango: str) -> None:
        self.hoja, self.tabla, self.rango = hoja, tabla, rango
        super().__init__(
            f"En la hoja «{hoja}» la tabla «{tabla}» ({rango}) está donde iría lo que se añade. "
            f"{_NADA} Muévala a otra hoja o más lejos y repita la orden."
        )


class CabeceraRepetida(Rechazo):
    """La tabla ya tiene una columna con ese título, y Excel no admite dos."""

    def __init__(self, hoja: str, tabla: str, cabecera: str) -> None:
        self.hoja, self.tabla, self.cabecera = hoja, tabla, cabecera
        super().__init__(
            f"La tabla «{tabla}» de la hoja «{hoja}» ya tiene una columna «{cabecera}», y Excel no "
            f"admite dos iguales. {_NADA} Cámbiele el título a esa columna y repita la orden."
        )


class NombreDeHojaImposible(Rechazo):
    """El libro no admite una hoja nueva con ese nombre."""

    def __init__(self, hoja: str, motivo: str) -> None:
        self.hoja, self.motivo = hoja, motivo
        super().__init__(
            f"No se puede añadir al libro la hoja «{hoja}»: {motivo}. {_NADA} Elija otro nombre "
            "y repita la orden."
        )


class EstructuraProtegida(Rechazo):
    """El dueño protegió la estructura del libro: no admite hojas nuevas."""

    def __init__(self, hoja: str) -> None:
        self.hoja = hoja
        super().__init__(
            f"Hace falta añadir la hoja «{hoja}» y el libro tiene protegida su estructura. {_NADA} "
            "Desprotéjala en Excel (Revisar, Proteger libro) y repita la orden."
        )


class LibroCifradoPorPartes(Rechazo):
    """El zip lleva piezas cifradas con la contraseña del propio zip."""

    def __init__(self, ruta: Path) -> None:
        self.ruta = ruta
        super().__init__(
            f"«{ruta}» lleva piezas cifradas dentro del zip, que Excel no abriría. {_NADA} "
            "Descomprímalo con el programa que lo hizo y guárdelo como .xlsx."
        )
