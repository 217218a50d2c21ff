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


class NoCabeEnCelda(Exception):
    """Un dato que Excel no puede guardar; el texto dice por qué y qué hacer."""


class DatoRechazado(Rechazo):
    """Lo que se quería escribir no cabe en una celda de Excel."""

    def __init__(self, hoja: str, celda: str, motivo: str) -> None:
        self.hoja, self.celda, self.motivo = hoja, celda, motivo
        super().__init__(f"No se puede escribir en «{hoja}», celda {celda}: {motivo}. {_NADA}")


class CeldaCambiada(Rechazo):
    """En la celda ya no hay lo que había cuando se hizo el plan."""

    def __init__(self, hoja: str, celda: str, antes: str, ahora: str) -> None:
        self.hoja, self.celda, self.antes, self.ahora = hoja, celda, antes, ahora
        super().__init__(
            f"En «{hoja}», celda {celda}, se esperaba {_dicho(antes)} y hay {_dicho(ahora)}. "
            f"{_NADA} Repita la orden, que lo mirará de nuevo."
        )


class CeldaConFormula(Rechazo):
    """La celda lleva una fórmula, y escribir en ella la borraría."""

    def __init__(self, hoja: str, celda: str) -> None:
        self.hoja, self.celda = hoja, celda
        super().__init__(
            f"En «{hoja}», la celda {celda} lleva una fórmula y escribir en ella la borraría. "
            f"{_NADA} Cambie el dato del que sale, o sustituya la fórmula por su valor en Excel."
        )


class CeldaCombinada(Rechazo):
    """La celda está tapada por otra con la que se combinó."""

    def __init__(self, hoja: str, celda: str, rango: str) -> None:
        self.hoja, self.celda, self.rango = hoja, celda, rango
        super().__init__(
            f"En «{hoja}», la celda {celda} está combinada con otras ({rango}) y lo que se "
            f"escribiera en ella no se vería. {_NADA} Sepárelas en Excel (Inicio, Combinar y "
            "centrar) y repita la orden."
        )


class CabeceraDeTabla(Rechazo):
    """La celda es el título de una columna de tabla, que sus fórmulas nombran."""

    def __init__(self, hoja: str, celda: str, tabla: str) -> None:
        self.hoja, self.celda, self.tabla = hoja, celda, tabla
        super().__init__(
            f"En «{hoja}», la celda {celda} es un título de la tabla «{tabla}». {_NADA} Cámbielo "
            "en Excel, que cambia también las fórmulas que lo usan."
        )


class CeldaEspecial(Rechazo):
    """La celda lleva más que un dato: es parte de una matriz o enlaza con algo."""

    def __init__(self, hoja: str, celda: str, que: str) -> None:
        self.hoja, self.celda, self.que = hoja, celda, que
        super().__init__(
            f"En «{hoja}», la celda {celda} {que}, y cambiarla lo estropearía. {_NADA} Cámbiela "
            "en Excel."
        )


class DatosDebajo(Rechazo):
    """Hay algo escrito donde irían las fichas o la columna nuevas."""

    def __init__(self, hoja: str, celda: str) -> None:
        self.hoja, self.celda = hoja, celda
        super().__init__(
            f"En «{hoja}» hay algo escrito en la celda {celda}, donde iría lo que se añade. "
            f"{_NADA} Si es un total o una nota, muévalo (por ejemplo, encima de la cabecera) y "
            "repita la orden."
        )


class HojaLlena(Rechazo):
    """Las fichas nuevas pasarían de la última fila de Excel."""

    def __init__(self, hoja: str, caben: int, quieren: int) -> None:
        self.hoja, self.caben, self.quieren = hoja, caben, quieren
        cuantas = "cabe 1 ficha" if caben == 1 else f"caben {caben} fichas"
        super().__init__(
            f"En la hoja «{hoja}» solo {cuantas} más y se quieren añadir {quieren}: "
            f"Excel llega a la fila 1.048.576. {_NADA} Lleve a otro libro las fichas canceladas."
        )


class HojaProtegida(Rechazo):
    """El dueño protegió la hoja."""

    def __init__(self, hoja: str) -> None:
        self.hoja = hoja
        super().__init__(
            f"La hoja «{hoja}» está protegida. {_NADA} Desprotéjala en Excel (Revisar, Desproteger "
            "hoja) y repita la orden; o, si el programa puede escribir en ella, ponga "
            "«hojas_protegidas = true» en [escritura] de clientesctl.toml."
        )


class HojaConDinamica(Rechazo):
    """La hoja lleva una tabla dinámica, que ocupa las celdas que le hacen falta."""

    def __init__(self, hoja: str) -> None:
        self.hoja = hoja
        super().__init__(
            f"En la hoja «{hoja}» hay una tabla dinámica, que se extiende sobre las celdas de al "
            f"lado. {_NADA} Llévela a otra hoja (Analizar, Mover tabla dinámica) y repita la orden."
        )


class HojaInexistente(Rechazo):
    """El libro no tiene esa hoja, o es de gráficos o de macros."""

    def __init__(self, hoja: str) -> None:
        self.hoja = hoja
        super().__init__(
            f"El libro no tiene una hoja de celdas llamada «{hoja}». {_NADA} Compruebe el nombre "
            "y repita la orden."
        )


class LibroFirmado(Rechazo):
    """Cualquier cambio invalidaría la firma."""

    def __init__(self, ruta: Path) -> None:
        self.ruta = ruta
        super().__init__(
            f"«{ruta}» lleva una firma digital y cualquier cambio la invalidaría. {_NADA} Quítela "
            "en Excel (Archivo, Información, Firmas) o trabaje sobre una copia sin firmar."
        )


class FormatoDeSoloLectura(Rechazo):
    """En ese formato se lee, pero no se escribe."""

    def __init__(self, ruta: Path, formato: str) -> None:
        self.ruta, self.formato = ruta, formato
        super().__init__(
            f"«{ruta}» es un .{formato}, y en ese formato solo se lee. {_NADA} Ábralo en Excel o "
            "en LibreOffice, guárdelo como .xlsx (Archivo, Guardar como) y repita la orden con ese "
            "libro."
        )


class SinEstilos(Rechazo):
    """El libro no tiene dónde decir que una cifra es una fecha."""

    def __init__(self) -> None:
        super().__init__(
            f"El libro no lleva estilos de celda, o no le cabe ninguno más, y una fecha se vería "
            f"como un número. {_NADA} Ábralo en Excel o en LibreOffice, guárdelo como .xlsx y "
            "repita la orden."
        )


def _dicho(texto: str) -> str:
    return f"«{texto}»" if texto else "la celda vacía"
