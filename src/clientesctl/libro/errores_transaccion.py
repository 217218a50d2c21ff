"""Por qué no se ha escrito en el libro: cada clase toma los datos y escribe su frase.

Todas dicen lo mismo al final: el libro sigue como estaba.
"""

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING

from clientesctl.registro.errores import Rechazo

if TYPE_CHECKING:
    from clientesctl.libro.candado import Apertura

_MOTIVOS = {
    "ENOSPC": ("el disco está lleno", "Haga sitio y repita la orden."),
    "EDQUOT": ("se acabó su cuota de disco", "Haga sitio y repita la orden."),
    "EFBIG": ("el fichero pasa de lo que admite el disco", "Llévelo a otro disco."),
    "EACCES": ("no hay permiso", "Pídalo a quien administra la carpeta."),
    "EPERM": ("el sistema no lo permite", "Que lo haga quien es dueño del libro."),
    "EROFS": ("el disco es de solo lectura", "Copie el libro a un sitio donde se pueda escribir."),
    "EIO": ("el disco o la red fallaron", "Compruebe que siguen ahí y repita la orden."),
    "ENAMETOOLONG": ("el nombre es demasiado largo", "Dé al libro un nombre más corto."),
}
_POR_NUMERO = {n: v for c, v in _MOTIVOS.items() if (n := getattr(errno, c, None)) is not None}


def motivo_de(fallo: OSError) -> str:
    """Por qué no dejó el sistema hacer algo, en castellano si se sabe."""
    porque, _ = _POR_NUMERO.get(fallo.errno or 0, (fallo.strerror or str(fallo), ""))
    return porque


class LibroOcupado(Rechazo):
    """Otra ejecución del programa está escribiendo en el libro."""

    def __init__(self, ruta: Path, quien: str) -> None:
        self.ruta, self.quien = ruta, quien
        super().__init__(
            f"En «{ruta}» está escribiendo {quien}: no se ha tocado nada. Espere a que acabe, o "
            "repita la orden con --esperar 60."
        )


class LibroAbierto(Rechazo):
    """Alguien lo tiene abierto en Excel o LibreOffice."""

    def __init__(self, ruta: Path, apertura: Apertura) -> None:
        self.ruta, self.apertura = ruta, apertura
        super().__init__(
            f"«{ruta}» está {apertura}: no se ha tocado nada. Ciérrelo y repita la orden; si nadie "
            f"lo tiene abierto, borre «{apertura.fichero.name}», que quedó de un cierre brusco."
        )


class LibroCambiado(Rechazo):
    """Sus bytes no son los que se leyeron."""

    def __init__(self, ruta: Path) -> None:
        self.ruta = ruta
        super().__init__(
            f"«{ruta}» ha cambiado desde que se leyó (lo guardó otra persona u otro programa): no "
            "se ha escrito nada. Repita la orden."
        )


class LibroDesaparecido(Rechazo):
    """Estaba al empezar y ya no está."""

    def __init__(self, ruta: Path) -> None:
        self.ruta = ruta
        super().__init__(
            f"«{ruta}» ya no está donde estaba: no se ha escrito nada. Si lo movieron, diga el "
            "nuevo sitio con --libro."
        )


class SoloLectura(Rechazo):
    """El libro está marcado para que nadie escriba en él, o no para este usuario."""

    def __init__(self, ruta: Path) -> None:
        self.ruta = ruta
        super().__init__(
            f"«{ruta}» es de solo lectura: no se ha escrito nada. Quítele esa marca, o que escriba "
            "quien tiene permiso."
        )


class DejariaFuera(Rechazo):
    """El libro nuevo no podría abrirlo quien abría el de antes."""

    def __init__(self, ruta: Path, a_quien: str) -> None:
        self.ruta, self.a_quien = ruta, a_quien
        super().__init__(
            f"«{ruta}» no se puede escribir con este usuario sin dejar fuera {a_quien}: no se ha "
            "tocado nada. Ejecute la orden con el usuario que suele guardarlo."
        )


class CopiaMala(Rechazo):
    """Lo que se guardó no es lo que se lee."""

    def __init__(self, fichero: Path) -> None:
        self.fichero = fichero
        super().__init__(
            f"«{fichero}» no se lee como se escribió: el disco falla. El libro no se ha tocado; "
            "llévelo a otro disco antes de seguir."
        )


class TurnoPerdido(Rechazo):
    """Alguien borró la señal de que se estaba escribiendo."""

    def __init__(self, ruta: Path) -> None:
        self.ruta = ruta
        super().__init__(
            f"Mientras se preparaba la escritura de «{ruta}» alguien quitó su turno de "
            "«.clientesctl»: no se ha escrito nada. Repita la orden."
        )


class NoSePudo(Rechazo):
    """El sistema no dejó hacer un paso de la escritura."""

    def __init__(self, que: str, fichero: Path, fallo: OSError) -> None:
        self.que, self.fichero, self.fallo = que, fichero, fallo
        porque, remedio = _POR_NUMERO.get(
            fallo.errno or 0, (fallo.strerror or str(fallo), "Corríjalo y repita la orden.")
        )
        super().__init__(
            f"No se pudo {que} («{fichero}»): {porque}. El libro sigue como estaba. {remedio}"
        )


class CopiaRota(Rechazo):
    """Una copia ya no es lo que se guardó."""

    def __init__(self, numero: int, fichero: Path, motivo: str) -> None:
        self.numero, self.fichero, self.motivo = numero, fichero, motivo
        super().__init__(
            f"La copia {numero} no sirve: {motivo} («{fichero}»). Use otra de «copias listar»; si "
            "le pasa a más de una, el disco falla."
        )
