"""Lo que impide seguir. Cada clase toma los datos y escribe su propia frase.

Un dato malo del registro no es una excepción: es un `Hallazgo`.
"""

from __future__ import annotations


class ErrorClientes(Exception):
    """Base de todo lo que el programa dice antes de parar; `codigo` es el de salida."""

    codigo = 5


class ErrorUso(ErrorClientes):
    """Una opción, un argumento o la configuración están mal."""

    codigo = 2


class ErrorLibro(ErrorClientes):
    """El libro no se puede leer o no tiene un registro que se reconozca."""

    codigo = 3


class Rechazo(ErrorClientes):
    """Se niega por seguridad, sin haber tocado nada."""

    codigo = 4
