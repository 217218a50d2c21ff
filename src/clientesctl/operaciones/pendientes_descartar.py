"""Lo dictado que alguien ya no quiere que entre en el libro."""

from __future__ import annotations

from clientesctl.libro.pendientes import Pendiente, listar_pendientes, quitar_pendiente
from clientesctl.operaciones.libros import clave_del_libro
from clientesctl.operaciones.pendientes_encadenados import dependientes
from clientesctl.operaciones.versiones import Libro
from clientesctl.registro.errores import ErrorUso, Rechazo


def descartar(libro: Libro, numero: int) -> Pendiente:
    """El hecho con ese número, que ya no espera.

    Raises:
        PendienteDesconocido: no hay ninguno con ese número.
        LoNombranOtros: otros que esperan nombran la ficha que da.
    """
    esperan = listar_pendientes(libro.ruta, clave_del_libro())
    for lugar, pendiente in enumerate(esperan):
        if pendiente.numero == numero:
            detras = esperan[lugar + 1 :]
            clientes = libro.leer().clientes.hoja if detras else ""
            if otros := dependientes(pendiente, detras, clientes):
                raise LoNombranOtros(numero, otros)
            quitar_pendiente(libro.ruta, pendiente)
            return pendiente
    raise PendienteDesconocido(numero, esperan)


class PendienteDesconocido(ErrorUso):
    """No espera nada con ese número."""

    def __init__(self, numero: int, esperan: tuple[Pendiente, ...]) -> None:
        que_hay = ", ".join(str(p.numero) for p in esperan)
        super().__init__(
            f"--pendiente {numero}: no espera nada con ese número"
            + (f" (esperan {que_hay})" if esperan else "; no espera nada")
        )


class LoNombranOtros(Rechazo):
    """No se descarta un hecho del que dependen otros que esperan."""

    def __init__(self, numero: int, otros: tuple[int, ...]) -> None:
        dichos = ", ".join(map(str, otros))
        super().__init__(
            f"--pendiente {numero}: lo que da lo nombran otros que esperan ({dichos}), que se"
            f" quedarían sin dueño: descarte antes esos, empezando por el {otros[-1]}. No se ha"
            " descartado nada"
        )
