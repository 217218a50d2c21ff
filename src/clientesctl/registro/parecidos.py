"""Lo que alguien quiso decir cuando escribió un nombre que no se conoce."""

from __future__ import annotations

from collections.abc import Iterable

_MINIMO = 0.6
_MARGEN = 0.08


def parecidos(escrito: str, conocidos: Iterable[str], cuantos: int = 3) -> tuple[str, ...]:
    """Los nombres conocidos que más se parecen, el más parecido primero.

    Uno que se parece mucho más que los otros va solo.

    >>> parecidos("paiz", ["libro", "hoja", "pais"])
    ('pais',)
    >>> parecidos("codigo_postal", ["codigo_postal_vacio", "email_invalido"])
    ('codigo_postal_vacio',)
    """
    from difflib import SequenceMatcher

    minusculas = escrito.lower()
    notas = [
        (
            0.9
            if len(escrito) > 2 and minusculas in c
            else SequenceMatcher(None, minusculas, c).ratio(),
            c,
        )
        for c in conocidos
    ]
    mejor = max((nota for nota, _ in notas), default=0.0)
    cerca = sorted(((-n, c) for n, c in notas if n >= max(_MINIMO, mejor - _MARGEN)))
    return tuple(c for _, c in cerca[:cuantos])


def quiso_decir(escrito: str, conocidos: Iterable[str]) -> str:
    """La coletilla de un mensaje: vacía si nada se le parece.

    >>> quiso_decir("paiz", ["libro", "pais"])
    '; ¿quiso decir «pais»?'
    """
    cercanos = parecidos(escrito, conocidos)
    return f"; ¿quiso decir {' o '.join(f'«{c}»' for c in cercanos)}?" if cercanos else ""
