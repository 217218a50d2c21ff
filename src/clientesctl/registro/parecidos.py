"""Lo que alguien quiso decir cuando escribió un nombre que no se conoce."""

from __future__ import annotations

from collections.abc import Iterable


def parecidos(escrito: str, conocidos: Iterable[str], cuantos: int = 3) -> tuple[str, ...]:
    """Los nombres conocidos que más se parecen, el más parecido primero.

    >>> parecidos("paiz", ["libro", "hoja", "pais"])
    ('pais',)
    >>> parecidos("codigo_postal", ["codigo_postal_vacio", "email_invalido"])
    ('codigo_postal_vacio',)
    """
    from difflib import get_close_matches

    conocidos = list(conocidos)
    cercanos = get_close_matches(escrito.lower(), conocidos, n=cuantos, cutoff=0.6)
    contenidos = [c for c in conocidos if len(escrito) > 2 and escrito.lower() in c]
    return tuple(dict.fromkeys([*contenidos, *cercanos]))[:cuantos]


def quiso_decir(escrito: str, conocidos: Iterable[str]) -> str:
    """La coletilla de un mensaje: vacía si nada se le parece.

    >>> quiso_decir("paiz", ["libro", "pais"])
    '; ¿quiso decir «pais»?'
    """
    cercanos = parecidos(escrito, conocidos)
    return f"; ¿quiso decir {' o '.join(f'«{c}»' for c in cercanos)}?" if cercanos else ""
