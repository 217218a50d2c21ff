"""Por qué no se puede escribir lo que alguien dicta o trae."""

from __future__ import annotations

from clientesctl.registro.errores import Rechazo
from clientesctl.registro.registro import Asignacion, letra


class HojaSinEntender(Rechazo):
    """Hay una hoja con ese nombre y no se entiende: ni se escribe en ella ni se hace otra."""

    def __init__(self, hoja: str) -> None:
        super().__init__(
            f"la hoja «{hoja}» está y no se entienden sus columnas: póngale las del contrato en la"
            " primera fila (ID_CLIENTE, FECHA…), o cámbiele el nombre y se hará una. No se ha"
            " escrito nada"
        )


class ColumnaDudosa(Rechazo):
    """Habría que escribir en una columna que se entiende sin certeza."""

    def __init__(self, hoja: str, campo: str, sitio: Asignacion) -> None:
        super().__init__(
            f"en la hoja «{hoja}» no es seguro que la columna {letra(sitio.columna)}"
            f" («{sitio.cabecera}») sea {campo.upper()}: confírmelo en clientesctl.toml"
            " («clientesctl diagnostico --guardar» lo deja escrito) y repítalo. No se ha escrito"
            " nada"
        )


class ColumnaRepetida(Rechazo):
    """Habría que añadir una columna y ya hay otra con su cabecera que no se entiende."""

    def __init__(self, hoja: str, campo: str) -> None:
        super().__init__(
            f"en la hoja «{hoja}» ya hay una columna que se llama {campo.upper()} y no se entiende:"
            " diga qué es en [columnas] de clientesctl.toml, o cámbiele el nombre. No se ha escrito"
            " nada"
        )


class SinCabecera(Rechazo):
    """Habría que añadir una columna a una hoja que no tiene cabecera."""

    def __init__(self, hoja: str, campo: str) -> None:
        super().__init__(
            f"la hoja «{hoja}» no tiene cabecera y no se le puede añadir {campo.upper()}: póngale"
            " títulos en la primera fila y repítalo. No se ha escrito nada"
        )


class CeldaCalculada(Rechazo):
    """La celda que habría que cambiar lleva una fórmula."""

    def __init__(self, hoja: str, campo: str, fila: int) -> None:
        super().__init__(
            f"en la hoja «{hoja}», fila {fila}, {campo.upper()} lo calcula una fórmula: cámbielo en"
            " Excel. No se ha escrito nada"
        )


class FichaSinId(Rechazo):
    """La hoja de clientes no tiene ID con que nombrarlos desde otra hoja."""

    def __init__(self, hoja: str) -> None:
        super().__init__(
            f"la hoja «{hoja}» no tiene columna ID, y sin él no se puede apuntar de quién es: ponga"
            " una columna ID vacía, «clientesctl corregir --regla id_vacio --aplicar» la llena, y"
            " repítalo. No se ha escrito nada"
        )


class IdDeVarias(Rechazo):
    """El ID de la ficha lo llevan también otras."""

    def __init__(self, suyo: str, fila: int) -> None:
        super().__init__(
            f"el ID «{suyo}» de la fila {fila} lo llevan varias fichas y no se sabría de cuál es lo"
            " que se apunta: «clientesctl corregir --regla id_repetido --dudosas» propone otro. No"
            " se ha escrito nada"
        )


class SinFormaDeId(Rechazo):
    """Los ID que hay no siguen ninguna forma, y no se sabe cuál toca."""

    def __init__(self, hoja: str) -> None:
        super().__init__(
            f"los ID de la hoja «{hoja}» no siguen ninguna forma (como C-00042) y no se sabe cuál"
            " toca: dígalo con id=… (al importar, en una columna ID de la lista). No se ha escrito"
            " nada"
        )
