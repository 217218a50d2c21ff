"""Números y cuentas como se escriben en español."""

from __future__ import annotations


def contar(n: int, singular: str, plural: str | None = None) -> str:
    """El número con puntos de millar y su palabra: «1 cliente», «3.000 clientes».

    >>> contar(1, "cliente"), contar(3000, "cliente")
    ('1 cliente', '3.000 clientes')
    """
    palabra = singular if n == 1 else plural or f"{singular}s"
    return f"{miles(n)} {palabra}"


def miles(n: float, decimales: int = 0) -> str:
    """El número escrito a la española: «1.234,50».

    >>> miles(1234.5, 2)
    '1.234,50'
    """
    return f"{n:,.{decimales}f}".translate(str.maketrans(",.", ".,"))


def enumerar(nombres: list[str]) -> str:
    """La lista en una frase: «uno», «uno y dos», «uno, dos y tres».

    >>> enumerar(["uno", "dos", "tres"])
    'uno, dos y tres'
    """
    if len(nombres) < 2:
        return "".join(nombres)
    return f"{', '.join(nombres[:-1])} y {nombres[-1]}"
